//! Names: which ones the program binds, and which attributes need the layer's help.

use ruff_text_size::{Ranged, TextSize};
use std::collections::{HashMap, HashSet};

use crate::program::vendor;
use crate::sample::Library;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_parameter, walk_stmt};
use ruff_python_ast::{Alias, ExceptHandler, Expr, ExprContext, Parameter, Stmt, visitor};

/// What the program binds, in whatever scope.
#[derive(Default)]
pub(super) struct Bound {
    /// Every name that is assigned, defined, imported or taken as a parameter.
    pub(super) names: HashSet<String>,
    /// Names that stand for modules that are known but not here, with the module.
    pub(super) absent: HashMap<String, String>,
    /// Modelling libraries that the program imports, each once, with where it does so first.
    pub(super) libraries: Vec<(Library, TextSize)>,
}

/// Collects what the program binds.
pub(super) fn bound_names(suite: &[Stmt]) -> Bound {
    let mut binder = Binder(Bound::default());
    binder.visit_body(suite);
    binder.0
}

struct Binder(Bound);

impl Binder {
    fn bind(&mut self, name: &str) {
        self.0.names.insert(name.to_owned());
    }

    fn bind_library(&mut self, module: &str, at: TextSize) {
        let package = module.split('.').next().unwrap_or(module);
        let found = Library::ALL.into_iter().find(|library| library.name() == package);
        if let Some(library) = found
            && !self.0.libraries.iter().any(|(known, _)| *known == library)
        {
            self.0.libraries.push((library, at));
        }
    }

    fn bind_absent(&mut self, alias: &Alias, module: &str) {
        if is_known_absent(module) {
            let bound = alias.asname.as_ref().map_or_else(
                || alias.name.split('.').next().unwrap_or(&alias.name),
                |name| name.as_str(),
            );
            self.0.absent.insert(bound.to_owned(), module.to_owned());
        }
    }
}

impl<'a> Visitor<'a> for Binder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name);
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.bind_absent(alias, &alias.name);
                    self.bind_library(&alias.name, alias.start());
                }
            }
            Stmt::ImportFrom(import) => {
                if let Some(module) = &import.module {
                    self.bind_library(module, import.start());
                    for alias in &import.names {
                        self.bind_absent(alias, module);
                    }
                }
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        self.bind(name);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bind(&parameter.name);
        walk_parameter(self, parameter);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx == ExprContext::Store => {
                self.bind(&name.id);
            }
            // A sum of a hundred thousand terms binds nothing, and the walk would be as deep as it is long.
            Expr::BinOp(_) => return,
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// Names that the prelude offers in place of builtins, when the program does not bind them itself.
pub(super) fn builtin_in_prelude(name: &str) -> Option<&'static str> {
    match name {
        "sum" => Some("_sw_sum"),
        "round" => Some("_sw_round"),
        "callable" => Some("_sw_callable"),
        "exit" | "quit" => Some("_sw_exit"),
        "format" => Some("_sw_format"),
        "object" => Some("_sw_object"),
        _ => None,
    }
}

/// Whether a call of this method goes through the layer: collections that the interpreter cannot subclass, members
/// that expressions and variables compute, and everything that the vendor has and the layer lacks, so that the layer
/// can say so.
pub(super) fn is_routed_method(library: Library, name: &str) -> bool {
    let routed: &[&str] = match library {
        Library::Coptpy => &ROUTED_COPTPY,
        Library::Gurobipy => &["prod", "select"],
        Library::Pulp => &[],
    };
    routed.contains(&name) || vendor::is_rare_method(library, name) || vendor::is_missing(library, name)
}

const ROUTED_COPTPY: [&str; 31] = [
    "addConstant",
    "addExpr",
    "addLinExpr",
    "addQuadExpr",
    "addTerm",
    "addTerms",
    "clean",
    "clone",
    "getAll",
    "getCoeff",
    "getConstant",
    "getConstr",
    "getExpr",
    "getIdx",
    "getInfo",
    "getLinExpr",
    "getName",
    "getSense",
    "getSize",
    "getType",
    "getValue",
    "getVar",
    "getVar1",
    "getVar2",
    "prod",
    "reserve",
    "select",
    "setConstant",
    "setInfo",
    "setName",
    "setType",
];

/// `sum` on a collection of the layer; not in the list above only because it is looked up first, and most often.
pub(super) fn is_collection_sum(name: &str) -> bool {
    name == "sum"
}

/// Methods that add something to a model: the layer is told the line of the call.
pub(super) fn makes_model_part(name: &str) -> bool {
    matches!(
        name,
        "addVar"
            | "addVars"
            | "addConstr"
            | "addConstrs"
            | "addQConstr"
            | "addLConstr"
            | "addRange"
            | "addBoundConstr"
            | "addSOS"
            | "addConstraint"
            | "LpVariable"
            | "dicts"
            | "matrix"
            | "setObjective"
            | "setPWLObj"
            | "setObjectiveN"
            | "cbLazy"
            | "makeElasticSubProblem"
    ) || name.starts_with("addGenConstr")
}

/// Attributes that are left to the interpreter: constants, which exist as plain attributes.
pub(super) fn is_plain_attribute(name: &str) -> bool {
    matches!(
        name,
        "BINARY" | "INTEGER" | "CONTINUOUS" | "MINIMIZE" | "MAXIMIZE" | "OPTIMAL" | "INFINITY" | "INFEASIBLE"
    )
}

/// Methods that Python calls by itself and the interpreter does not: the prelude calls them.
pub(super) fn is_operator_method(name: &str) -> bool {
    is_special(name).is_some_and(|stem| !is_native(stem) && !is_refused_method(name))
}

/// Methods that Python calls by itself and nobody does here: a program that defines one relies on it.
pub(super) fn is_refused_method(name: &str) -> bool {
    let Some(stem) = is_special(name) else {
        return false;
    };
    let offered = matches!(
        stem,
        "add"
            | "radd"
            | "iadd"
            | "sub"
            | "rsub"
            | "isub"
            | "mul"
            | "rmul"
            | "imul"
            | "truediv"
            | "rtruediv"
            | "itruediv"
            | "floordiv"
            | "rfloordiv"
            | "ifloordiv"
            | "mod"
            | "rmod"
            | "imod"
            | "pow"
            | "rpow"
            | "ipow"
            | "matmul"
            | "rmatmul"
            | "imatmul"
            | "and"
            | "rand"
            | "iand"
            | "or"
            | "ror"
            | "ior"
            | "xor"
            | "rxor"
            | "ixor"
            | "lshift"
            | "rlshift"
            | "rshift"
            | "rrshift"
            | "neg"
            | "pos"
            | "invert"
            | "abs"
            | "lt"
            | "le"
            | "gt"
            | "ge"
            | "ne"
            | "len"
            | "bool"
            | "getitem"
            | "setitem"
            | "delitem"
            | "call"
            | "int"
            | "float"
            | "round"
            | "floor"
            | "ceil"
            | "trunc"
            | "reversed"
            | "copy"
            | "deepcopy"
            | "post_init"
            | "match_args"
            | "slots"
            | "version"
            | "author"
            | "all"
    );
    !offered && !is_native(stem)
}

fn is_special(name: &str) -> Option<&str> {
    name.strip_prefix("__").and_then(|rest| rest.strip_suffix("__"))
}

fn is_native(stem: &str) -> bool {
    matches!(
        stem,
        "init" | "repr" | "str" | "eq" | "hash" | "iter" | "next" | "contains" | "index" | "enter" | "exit"
    )
}

/// Types whose methods are also asked for on the type itself, as in `key=str.lower`.
pub(super) fn is_builtin_type(name: &str) -> bool {
    matches!(
        name,
        "bytes" | "dict" | "float" | "frozenset" | "int" | "list" | "set" | "str" | "tuple"
    )
}

/// Methods of builtin types that the interpreter lacks and the prelude has.
pub(super) fn is_lacking_method(name: &str) -> bool {
    matches!(
        name,
        "bit_length"
            | "from_iterable"
            | "is_integer"
            | "format_map"
            | "move_to_end"
            | "popitem"
            | "translate"
    )
}

/// Exceptions that a program may make of anything, where the interpreter wants a text.
pub(super) fn is_exception(name: &str) -> bool {
    matches!(
        name,
        "ArithmeticError"
            | "AssertionError"
            | "AttributeError"
            | "Exception"
            | "IndexError"
            | "KeyError"
            | "LookupError"
            | "NotImplementedError"
            | "OverflowError"
            | "RuntimeError"
            | "StopIteration"
            | "SystemExit"
            | "TimeoutError"
            | "TypeError"
            | "ValueError"
            | "ZeroDivisionError"
    )
}

/// Builtins that the prelude offers when they are called in programs with objects that have operators.
pub(super) fn builtin_for_objects(name: &str) -> Option<&'static str> {
    Some(match name {
        "len" => "_sw_len",
        "isinstance" => "_sw_isinstance",
        "issubclass" => "_sw_issubclass",
        "abs" => "_sw_absolute",
        "sorted" => "_sw_sorted",
        "min" => "_sw_smallest",
        "max" => "_sw_largest",
        "getattr" => "_sw_getattr",
        "hasattr" => "_sw_hasattr",
        "int" => "_sw_int",
        "float" => "_sw_float",
        "bool" => "_sw_bool",
        "divmod" => "_sw_divmod",
        "reversed" => "_sw_reversed",
        "iter" => "_sw_iter",
        "list" => "_sw_list",
        "setattr" => "_sw_setattr",
        _ => return None,
    })
}

/// Modules that a Python installation commonly has. Importing one of them does no harm until it is used, and programs
/// often import more than they use.
pub(super) fn is_known_absent(module: &str) -> bool {
    let package = module.split('.').next().unwrap_or(module);
    // Of rich, only what it prints is here.
    (package == "rich" && package != module)
        || matches!(
            package,
            "argparse"
                | "array"
                | "csv"
                | "decimal"
                | "gc"
                | "inspect"
                | "io"
                | "locale"
                | "matplotlib"
                | "networkx"
                | "numbers"
                | "openpyxl"
                | "pickle"
                | "platform"
                | "plotly"
                | "prettytable"
                | "scipy"
                | "seaborn"
                | "secrets"
                | "sympy"
                | "tabulate"
                | "uuid"
        )
}
