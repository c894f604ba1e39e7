//! Imports: the modelling library and incomplete standard modules become objects of the prelude.

use ruff_python_ast::{Alias, StmtImport, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::names::is_known_absent;
use super::{ErrorKind, Rewriter};
use crate::program::parts::Part;
use crate::sample::Library;

/// Where a module comes from.
enum Source {
    /// An object of the prelude, by its name there.
    Prelude(&'static str),
    /// The interpreter itself.
    Interpreter,
    /// Nowhere.
    Missing,
}

/// What `from … import *` binds.
pub(in crate::program) fn exported_names(library: Library) -> &'static [&'static str] {
    match library {
        Library::Coptpy => &[
            "COPT",
            "ConstrBuilder",
            "Constraint",
            "CoptError",
            "Envr",
            "ExprBuilder",
            "LinExpr",
            "Model",
            "QuadExpr",
            "Var",
            "multidict",
            "quicksum",
            "tupledict",
            "tuplelist",
        ],
        Library::Gurobipy => &[
            "Constr",
            "Env",
            "GRB",
            "GurobiError",
            "LinExpr",
            "Model",
            "QuadExpr",
            "Var",
            "abs_",
            "and_",
            "disposeDefaultEnv",
            "max_",
            "min_",
            "multidict",
            "or_",
            "quicksum",
            "setParam",
            "tupledict",
            "tuplelist",
        ],
        Library::Pulp => &[
            "CHOCO_CMD",
            "COIN_CMD",
            "COPT",
            "COPT_CMD",
            "CPLEX_CMD",
            "CPLEX_PY",
            "FSCIP_CMD",
            "GLPK",
            "GLPK_CMD",
            "GUROBI",
            "GUROBI_CMD",
            "HiGHS",
            "HiGHS_CMD",
            "LpAffineExpression",
            "LpBinary",
            "LpCategories",
            "LpConstraint",
            "LpConstraintEQ",
            "LpConstraintGE",
            "LpConstraintLE",
            "LpConstraintSenses",
            "LpContinuous",
            "LpInteger",
            "LpMaximize",
            "LpMinimize",
            "LpProblem",
            "LpSenses",
            "LpSolutionInfeasible",
            "LpSolutionIntegerFeasible",
            "LpSolutionNoSolutionFound",
            "LpSolutionOptimal",
            "LpSolutionUnbounded",
            "LpStatus",
            "LpStatusInfeasible",
            "LpStatusNotSolved",
            "LpStatusOptimal",
            "LpStatusUnbounded",
            "LpStatusUndefined",
            "LpVariable",
            "MIPCL_CMD",
            "MOSEK",
            "PULP_CBC_CMD",
            "PulpError",
            "PulpSolverError",
            "SCIP",
            "SCIP_CMD",
            "XPRESS",
            "XPRESS_CMD",
            "allcombinations",
            "combination",
            "const",
            "constants",
            "getSolver",
            "listSolvers",
            "lpDot",
            "lpSum",
            "makeDict",
            "permutation",
            "value",
        ],
    }
}

fn source_of(module: &str) -> Source {
    match module {
        "coptpy" => Source::Prelude("_sw_coptpy"),
        "gurobipy" => Source::Prelude("_sw_gurobipy"),
        "pulp" => Source::Prelude("_sw_pulp"),
        "sys" => Source::Prelude("_sw_sys"),
        "__future__" | "base64" | "binascii" | "json" | "pathlib" | "re" | "unicodedata" => {
            Source::Interpreter
        }
        _ => match Part::of_module(module) {
            Some((_, object)) => Source::Prelude(object),
            None => Source::Missing,
        },
    }
}

/// Modules that exist to reach what a program may not have.
fn reaches_outside(module: &str) -> bool {
    let package = module.split('.').next().unwrap_or(module);
    matches!(
        package,
        "ctypes"
            | "ftplib"
            | "glob"
            | "http"
            | "importlib"
            | "multiprocessing"
            | "requests"
            | "shutil"
            | "signal"
            | "smtplib"
            | "socket"
            | "ssl"
            | "subprocess"
            | "tempfile"
            | "threading"
            | "urllib"
            | "webbrowser"
    )
}

/// Other packages that programs write models with.
fn is_modelling_package(module: &str) -> bool {
    let package = module.split('.').next().unwrap_or(module);
    matches!(
        package,
        "amplpy"
            | "cplex"
            | "cvxopt"
            | "cvxpy"
            | "docplex"
            | "gams"
            | "gekko"
            | "highspy"
            | "linopy"
            | "mip"
            | "mosek"
            | "ortools"
            | "picos"
            | "pyomo"
            | "pyscipopt"
            | "scipy"
            | "xpress"
    )
}

impl<'a> Rewriter<'a> {
    pub(super) fn import(&mut self, import: &'a StmtImport) {
        let mut parts = Vec::new();
        let mut changed = false;
        for alias in &import.names {
            self.check_alias(alias);
            let module = alias.name.as_str();
            match source_of(module) {
                Source::Prelude(object) => {
                    match (&alias.asname, module.split_once('.')) {
                        (Some(bound), _) => parts.push(format!("{} = {object}", self.called(bound))),
                        // `import a.b` binds `a`.
                        (None, Some((package, _))) => match source_of(package) {
                            Source::Prelude(object) => parts.push(format!("{package} = {object}")),
                            _ => return self.missing_module(module, alias.start()),
                        },
                        (None, None) => parts.push(format!("{module} = {object}")),
                    }
                    changed = true;
                }
                Source::Interpreter => {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.modules.insert(bound.as_str());
                    parts.push(format!("import {}", self.text(alias.range)));
                }
                Source::Missing if is_known_absent(module) => changed = true,
                Source::Missing => return self.missing_module(module, alias.start()),
            }
        }
        if changed {
            self.replace_import(import.range, &parts);
        }
    }

    pub(super) fn import_from(&mut self, import: &'a StmtImportFrom) {
        let module = import.module.as_ref().map_or("", |name| name.as_str());
        for alias in &import.names {
            self.check_alias(alias);
        }
        match source_of(module) {
            Source::Prelude(_)
                if import.names.iter().any(|alias| alias.name.as_str() == "*") && !is_library(module) =>
            {
                self.star_import(module, import);
            }
            Source::Prelude(object) => {
                let parts: Vec<String> = import
                    .names
                    .iter()
                    .flat_map(|alias| self.imported(alias, module, object))
                    .collect();
                self.replace_import(import.range, &parts);
            }
            Source::Interpreter if import.names.iter().any(|alias| alias.name.as_str() == "*") => {
                self.unsupported(&format!("from {module} import *"), import.start());
            }
            Source::Interpreter => {}
            Source::Missing
                if is_known_absent(module) && import.names.iter().all(|alias| &alias.name != "*") =>
            {
                self.replace_import(import.range, &[]);
            }
            Source::Missing => self.missing_module(module, import.start()),
        }
    }

    /// `from module import *` of a module whose names are known here.
    fn star_import(&mut self, module: &str, import: &'a StmtImportFrom) {
        let names: &[&str] = match module {
            "math" => &MATH,
            "itertools" => &[
                "accumulate",
                "chain",
                "combinations",
                "combinations_with_replacement",
                "compress",
                "count",
                "cycle",
                "dropwhile",
                "filterfalse",
                "groupby",
                "islice",
                "pairwise",
                "permutations",
                "product",
                "repeat",
                "starmap",
                "takewhile",
                "tee",
                "zip_longest",
            ],
            "typing" => &[
                "Any",
                "Callable",
                "Dict",
                "Iterable",
                "Iterator",
                "List",
                "NamedTuple",
                "Optional",
                "Sequence",
                "Set",
                "Tuple",
                "TypeVar",
                "Union",
            ],
            _ => return self.unsupported(&format!("from {module} import *"), import.start()),
        };
        let parts: Vec<String> = match source_of(module) {
            Source::Prelude(object) => names
                .iter()
                .map(|name| format!("{name} = _sw_import({object}, \"{name}\")"))
                .collect(),
            _ => Vec::new(),
        };
        self.replace_import(import.range, &parts);
    }

    pub(super) fn missing_module(&mut self, module: &str, at: TextSize) {
        let construct = format!("import {module}");
        if reaches_outside(module) {
            let message =
                format!("programs run without access to files, processes and the network ({construct})");
            return self.fail(ErrorKind::Forbidden, construct, message, at);
        }
        if is_modelling_package(module) {
            let message = format!(
                "{construct} cannot be run by the built-in interpreter; of the modelling packages it knows coptpy, gurobipy and pulp"
            );
            return self.fail(ErrorKind::Unsupported, construct, message, at);
        }
        self.unsupported(&construct, at);
    }

    fn check_alias(&mut self, alias: &Alias) {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        self.check_name(bound, alias.start());
    }

    /// Assignments for one imported name.
    fn imported(&self, alias: &Alias, module: &str, object: &str) -> Vec<String> {
        if alias.name.as_str() == "*" {
            let library = Library::ALL.into_iter().find(|library| library.name() == module);
            return library
                .map_or(&[][..], exported_names)
                .iter()
                .map(|name| format!("{name} = _sw_import({object}, \"{name}\")"))
                .collect();
        }
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        vec![format!(
            "{} = _sw_import({object}, \"{}\")",
            self.called(bound),
            alias.name
        )]
    }

    /// Puts the new statements in place of the old one and keeps its line breaks, inside brackets so that whatever
    /// follows stays part of the last line.
    fn replace_import(&mut self, range: TextRange, parts: &[String]) {
        let mut parts = parts.to_vec();
        if parts.iter().any(|part| part.contains("_sw_std_copy")) {
            let names: Vec<String> = self
                .traits
                .attributes
                .iter()
                .map(|name| format!("\"{name}\""))
                .collect();
            parts.push(format!("_sw_copied_names.extend([{}])", names.join(", ")));
        }
        let breaks = self.text(range).matches('\n').count();
        let mut text = if parts.is_empty() {
            "pass".to_owned()
        } else {
            parts.join("; ")
        };
        if breaks > 0 {
            text.push_str("; (");
            text.push_str(&"\n".repeat(breaks));
            text.push_str("None)");
        }
        self.edits.replace(range, text);
    }
}

fn is_library(module: &str) -> bool {
    Library::ALL.into_iter().any(|library| library.name() == module)
}

/// What `from math import *` binds.
const MATH: [&str; 49] = [
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "comb",
    "copysign",
    "cos",
    "cosh",
    "degrees",
    "dist",
    "e",
    "erf",
    "erfc",
    "exp",
    "expm1",
    "fabs",
    "factorial",
    "floor",
    "fmod",
    "fsum",
    "gcd",
    "hypot",
    "inf",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "isqrt",
    "lcm",
    "log",
    "log10",
    "log1p",
    "log2",
    "modf",
    "nan",
    "perm",
    "pi",
    "pow",
    "prod",
    "radians",
    "sin",
    "sqrt",
    "tan",
    "trunc",
];
