//! What a program uses of Python that costs something to offer: found before rewriting, so that programs without it
//! stay as quick as they were.

use std::collections::{BTreeSet, HashSet};

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};

use crate::program::parts::{Part, Parts};

/// What the rewriter has to look after.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one thing is in the program"
)]
pub(super) struct Traits {
    /// Parts of the prelude that the program needs besides the core.
    pub(super) parts: Parts,
    /// Values may have operator methods, so that every operator, index and builtin asks for them.
    pub(super) objects: bool,
    /// Some class has a parent, so that every class may be one.
    pub(super) inherits: bool,
    /// Values may be callable without being functions.
    pub(super) calls: bool,
    /// The program has exception classes of its own.
    pub(super) exceptions: bool,
    /// Members that are more than plain attributes: properties, static and class methods, inherited data.
    pub(super) members: HashSet<String>,
    /// Names that the program deletes.
    pub(super) deleted: HashSet<String>,
    /// Attributes that the program sets.
    pub(super) attributes: BTreeSet<String>,
    /// Whether all of functools is at hand, so that its text has to be looked at.
    wide: bool,
    /// Classes that the program defines.
    classes: HashSet<String>,
    /// Classes of the program whose ancestors include an exception.
    raised: HashSet<String>,
}

/// Looks through a program.
pub(super) fn traits(suite: &[Stmt], source: &str) -> Traits {
    let mut finder = Traits::default();
    finder.visit_body(suite);
    finder.objects |= finder.wide && source.contains("cmp_to_key");
    if finder.objects || finder.calls || finder.exceptions {
        finder.parts.add(Part::Objects);
    }
    if finder.exceptions {
        finder.parts.add(Part::Exceptions);
    }
    // Arrays and the like are objects with operators.
    finder.objects |= finder.parts.contains(Part::Objects);
    finder
}

impl<'a> Visitor<'a> for Traits {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Delete(delete) => {
                for target in &delete.targets {
                    self.delete(target);
                }
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.parts.add_module(&alias.name);
                    self.wide |= alias.name.as_str() == "functools";
                }
            }
            Stmt::Assign(assign) => assign
                .targets
                .iter()
                .for_each(|target| self.attributes_of(target)),
            Stmt::AugAssign(assign) => self.attributes_of(&assign.target),
            Stmt::AnnAssign(assign) => self.attributes_of(&assign.target),
            Stmt::ImportFrom(import) => {
                if let Some(module) = &import.module {
                    self.parts.add_module(module);
                    let named = |name: &str| import.names.iter().any(|alias| alias.name.as_str() == name);
                    self.objects |= module.as_str() == "functools" && named("cmp_to_key");
                }
            }
            Stmt::FunctionDef(function) if super::generators::is_generator(function) => {
                self.parts.add(Part::Generators);
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _expr: &'a Expr) {}
}

impl Traits {
    fn attributes_of(&mut self, target: &Expr) {
        match target {
            Expr::Attribute(attribute) => {
                self.attributes.insert(attribute.attr.to_string());
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.attributes_of(item)),
            _ => {}
        }
    }

    fn delete(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => {
                self.deleted.insert(name.id.to_string());
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.delete(item)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.delete(item)),
            _ => {}
        }
    }

    fn class(&mut self, class: &StmtClassDef) {
        self.classes.insert(class.name.to_string());
        let bases: Vec<&str> = class
            .bases()
            .iter()
            .filter_map(super::classes::last_name)
            .collect();
        if bases.iter().any(|base| self.is_exception(base)) {
            self.exceptions = true;
            self.raised.insert(class.name.to_string());
        }
        // Members of an enumeration are found by calling its class.
        self.calls |= bases.iter().any(|base| super::classes::is_enumeration(base));
        self.inherits |= !bases.is_empty();
        self.objects |= self.inherits;
        for stmt in &class.body {
            match stmt {
                Stmt::FunctionDef(method) => self.method(method),
                _ => self.data(stmt),
            }
        }
    }

    fn method(&mut self, method: &StmtFunctionDef) {
        if super::names::is_operator_method(&method.name) {
            self.objects = true;
            self.calls |= method.name.as_str() == "__call__";
        }
        if !method.decorator_list.is_empty() {
            self.objects = true;
            let plain = method
                .decorator_list
                .iter()
                .all(|decorator| super::classes::last_name(&decorator.expression) == Some("abstractmethod"));
            if !plain {
                self.members.insert(method.name.to_string());
            }
        }
    }

    fn data(&mut self, stmt: &Stmt) {
        if let Stmt::AnnAssign(field) = stmt
            && let Expr::Name(name) = &*field.target
        {
            self.attributes.insert(name.id.to_string());
        }
        let target = match stmt {
            Stmt::Assign(assign) => assign.targets.first(),
            Stmt::AnnAssign(assign) if assign.value.is_some() => Some(&*assign.target),
            _ => None,
        };
        if let Some(Expr::Name(name)) = target {
            if super::names::is_operator_method(&name.id) {
                self.objects = true;
            }
            self.members.insert(name.id.to_string());
        }
    }

    /// Whether a name is that of an exception, of Python's or of the program's own.
    fn is_exception(&self, name: &str) -> bool {
        self.raised.contains(name)
            || (!self.classes.contains(name)
                && (name.ends_with("Error")
                    || matches!(
                        name,
                        "Exception"
                            | "BaseException"
                            | "Warning"
                            | "UserWarning"
                            | "StopIteration"
                            | "KeyboardInterrupt"
                            | "SystemExit"
                    )))
    }
}
