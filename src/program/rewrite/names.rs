//! Names: which ones the program binds, and which attributes need the layer's help.

use std::collections::HashSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_parameter, walk_stmt};
use ruff_python_ast::{Alias, ExceptHandler, Expr, ExprContext, Parameter, Stmt, visitor};

/// Every name that the program assigns, defines, imports or takes as a parameter, in whatever scope.
pub(super) fn bound_names(suite: &[Stmt]) -> HashSet<String> {
    let mut binder = Binder::default();
    binder.visit_body(suite);
    binder.0
}

#[derive(Default)]
struct Binder(HashSet<String>);

impl<'a> Visitor<'a> for Binder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.0.insert(function.name.to_string());
            }
            Stmt::ClassDef(class) => {
                self.0.insert(class.name.to_string());
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        self.0.insert(name.to_string());
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.0.insert(parameter.name.to_string());
        walk_parameter(self, parameter);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.0.insert(name.to_string());
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx == ExprContext::Store => {
                self.0.insert(name.id.to_string());
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
        "callable" => Some("_sw_callable"),
        "exit" | "quit" => Some("_sw_exit"),
        _ => None,
    }
}

/// Whether a call of this method goes through the layer: collections that the interpreter cannot subclass, members
/// that expressions and variables compute, and everything that the vendor has and the layer lacks, so that the layer
/// can say so.
pub(super) fn is_routed_method(name: &str) -> bool {
    ROUTED.contains(&name) || crate::program::vendor::is_missing(name)
}

const ROUTED: [&str; 31] = [
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
        "addVar" | "addVars" | "addConstr" | "addConstrs" | "addQConstr" | "addBoundConstr" | "setObjective"
    )
}

/// Attributes that are left to the interpreter: constants, which exist as plain attributes.
pub(super) fn is_plain_attribute(name: &str) -> bool {
    matches!(
        name,
        "BINARY" | "INTEGER" | "CONTINUOUS" | "MINIMIZE" | "MAXIMIZE" | "OPTIMAL" | "INFINITY" | "INFEASIBLE"
    )
}

/// Operator methods that the interpreter ignores in classes: a program that defines one relies on it.
pub(super) fn is_ignored_method(name: &str) -> bool {
    let Some(stem) = name.strip_prefix("__").and_then(|rest| rest.strip_suffix("__")) else {
        return false;
    };
    !matches!(
        stem,
        "init" | "repr" | "str" | "eq" | "hash" | "iter" | "next" | "contains" | "index" | "enter" | "exit"
    )
}
