//! Builtins that a program takes the names of. The prelude shares the program's module, and needs the real ones: what the
//! program binds there goes by another name.

use std::collections::HashSet;

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, Identifier, Stmt};
use ruff_text_size::Ranged;

use super::Rewriter;
use super::locals::Locals;
use super::names::{builtin_for_objects, builtin_in_prelude};

/// Builtins that the prelude calls or names.
fn is_needed(name: &str) -> bool {
    matches!(
        name,
        "abs"
            | "all"
            | "any"
            | "bin"
            | "bool"
            | "bytes"
            | "chr"
            | "dict"
            | "divmod"
            | "enumerate"
            | "filter"
            | "float"
            | "format"
            | "frozenset"
            | "getattr"
            | "hasattr"
            | "hash"
            | "hex"
            | "id"
            | "int"
            | "isinstance"
            | "issubclass"
            | "iter"
            | "len"
            | "list"
            | "map"
            | "max"
            | "min"
            | "next"
            | "oct"
            | "ord"
            | "pow"
            | "print"
            | "range"
            | "repr"
            | "reversed"
            | "round"
            | "set"
            | "setattr"
            | "slice"
            | "sorted"
            | "str"
            | "sum"
            | "tuple"
            | "type"
            | "zip"
    )
}

/// What the program's own name is called.
pub(super) fn own_name(name: &str) -> String {
    format!("_sw_own_{name}")
}

/// Builtins whose names the program binds in its module.
pub(super) fn shadowed(suite: &[Stmt]) -> HashSet<String> {
    let mut locals = Locals::default();
    locals.visit_body(suite);
    let mut globals = Globals(HashSet::new());
    globals.visit_body(suite);
    let names = locals.bound.into_iter().chain(globals.0);
    names.filter(|name| is_needed(name)).collect()
}

/// Names that functions declare to be the module's.
struct Globals(HashSet<String>);

impl<'a> Visitor<'a> for Globals {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Global(global) = stmt {
            self.0.extend(global.names.iter().map(ToString::to_string));
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _expr: &'a Expr) {}
}

impl<'a> Rewriter<'a> {
    /// Until the program binds such a name, it means the builtin.
    pub(super) fn begin_shadows(&mut self, suite: &'a [Stmt]) {
        let mut names: Vec<&String> = self.owned.iter().collect();
        names.sort();
        let parts: Vec<String> = names
            .into_iter()
            .map(|name| {
                let objects = self.traits.objects.then(|| builtin_for_objects(name)).flatten();
                let meant = builtin_in_prelude(name).or(objects).unwrap_or(name);
                format!("{} = {meant}", own_name(name))
            })
            .collect();
        let is_future = |stmt: &&Stmt| {
            matches!(stmt, Stmt::ImportFrom(import)
                if import.module.as_ref().is_some_and(|module| module.as_str() == "__future__"))
        };
        if !parts.is_empty()
            && let Some(first) = suite.iter().find(|stmt| !is_future(stmt))
        {
            self.line_before(first.start(), &parts.join("; "));
        }
    }

    /// The names that a scope binds itself are not the module's there.
    pub(super) fn enter_scope(&mut self, body: &'a [Stmt], parameters: impl Iterator<Item = String>) {
        if self.owned.is_empty() {
            return;
        }
        let mut locals = Locals::default();
        locals.visit_body(body);
        for name in locals.bound.iter().filter(|name| !locals.global.contains(*name)) {
            self.owned.remove(name);
        }
        for name in parameters {
            self.owned.remove(&name);
        }
    }

    /// Renames what a statement binds by an identifier of its own.
    pub(super) fn rename(&mut self, name: &'a Identifier) {
        if self.owned.contains(name.as_str()) {
            self.edits.replace(name.range, own_name(name));
        }
    }

    /// The name to write into text that is put together here.
    pub(super) fn called(&self, name: &str) -> String {
        if self.owned.contains(name) {
            own_name(name)
        } else {
            name.to_owned()
        }
    }
}
