//! The names of a function's own.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprContext, Stmt};

/// Names that the body binds, and those that it declares to be of elsewhere.
#[derive(Default)]
pub(super) struct Locals {
    pub(super) bound: BTreeSet<String>,
    pub(super) global: BTreeSet<String>,
    pub(super) nonlocal: BTreeSet<String>,
}

impl<'a> Visitor<'a> for Locals {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.bound.insert(function.name.to_string());
                return;
            }
            Stmt::ClassDef(class) => {
                self.bound.insert(class.name.to_string());
                return;
            }
            Stmt::Global(global) => self.global.extend(global.names.iter().map(ToString::to_string)),
            Stmt::Nonlocal(nonlocal) => self
                .nonlocal
                .extend(nonlocal.names.iter().map(ToString::to_string)),
            Stmt::Import(import) => self.bound.extend(
                import
                    .names
                    .iter()
                    .map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string()),
            ),
            Stmt::ImportFrom(import) => self.bound.extend(
                import
                    .names
                    .iter()
                    .map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string()),
            ),
            Stmt::Try(attempt) => self.bound.extend(attempt.handlers.iter().filter_map(|handler| {
                let ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
                handler.name.as_ref().map(ToString::to_string)
            })),
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx == ExprContext::Store => {
                self.bound.insert(name.id.to_string());
            }
            // A long sum binds nothing, and the walk would be as deep as it is long.
            Expr::BinOp(_)
            | Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {}
            _ => walk_expr(self, expr),
        }
    }
}
