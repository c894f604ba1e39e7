//! Imports: the modelling library and incomplete standard modules become objects of the prelude.

use ruff_python_ast::{Alias, StmtImport, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange};

use super::Rewriter;

/// Where a module comes from.
enum Source {
    /// An object of the prelude, by its name there.
    Prelude(&'static str),
    /// The interpreter itself.
    Interpreter,
    /// Nowhere.
    Missing,
}

/// What `from coptpy import *` binds.
const COPTPY_NAMES: [&str; 14] = [
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
];

fn source_of(module: &str) -> Source {
    match module {
        "coptpy" => Source::Prelude("_sw_coptpy"),
        "itertools" => Source::Prelude("_sw_itertools"),
        "__future__" | "base64" | "binascii" | "collections" | "dataclasses" | "datetime" | "functools" | "json"
        | "math" | "os" | "pathlib" | "re" | "sys" | "typing" | "unicodedata" => Source::Interpreter,
        _ => Source::Missing,
    }
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
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    parts.push(format!("{bound} = {object}"));
                    changed = true;
                }
                Source::Interpreter => parts.push(format!("import {}", self.text(alias.range))),
                Source::Missing => return self.missing_module(module, alias),
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
            Source::Prelude(object) => {
                let parts: Vec<String> = import
                    .names
                    .iter()
                    .flat_map(|alias| imported(alias, module, object))
                    .collect();
                self.replace_import(import.range, &parts);
            }
            Source::Interpreter if import.names.iter().any(|alias| alias.name.as_str() == "*") => {
                self.unsupported(&format!("from {module} import *"), import.start());
            }
            Source::Interpreter => {}
            Source::Missing => self.unsupported(&format!("import {module}"), import.start()),
        }
    }

    fn missing_module(&mut self, module: &str, alias: &Alias) {
        self.unsupported(&format!("import {module}"), alias.start());
    }

    fn check_alias(&mut self, alias: &Alias) {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        self.check_name(bound, alias.start());
    }

    /// Puts the new statements in place of the old one and keeps its line breaks, inside brackets so that whatever
    /// follows stays part of the last line.
    fn replace_import(&mut self, range: TextRange, parts: &[String]) {
        let breaks = self.text(range).matches('\n').count();
        let mut text = parts.join("; ");
        if breaks > 0 {
            text.push_str("; (");
            text.push_str(&"\n".repeat(breaks));
            text.push_str("None)");
        }
        self.edits.replace(range, text);
    }
}

fn imported(alias: &Alias, module: &str, object: &str) -> Vec<String> {
    if alias.name.as_str() == "*" {
        let names: &[&str] = if module == "coptpy" { &COPTPY_NAMES } else { &[] };
        return names
            .iter()
            .map(|name| format!("{name} = _sw_import({object}, \"{name}\")"))
            .collect();
    }
    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
    vec![format!("{bound} = _sw_import({object}, \"{}\")", alias.name)]
}
