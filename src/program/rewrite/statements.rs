//! Statements.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, Operator, Stmt, StmtAssign, StmtAugAssign, StmtClassDef, StmtDelete};
use ruff_text_size::Ranged;

use super::names::is_ignored_method;
use super::{ErrorKind, Rewriter};
use crate::sample::Library;

impl<'a> Rewriter<'a> {
    pub(super) fn statement(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) => self.import_from(import),
            Stmt::Assign(assign) => self.assign(assign),
            Stmt::AugAssign(assign) => self.change(assign),
            Stmt::Delete(delete) => self.delete(delete),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::FunctionDef(function) => {
                self.check_name(&function.name, function.name.start());
                let outside = std::mem::replace(&mut self.in_function, true);
                walk_stmt(self, stmt);
                self.in_function = outside;
            }
            Stmt::Return(_) if !self.in_function => {
                let message = "'return' outside function";
                self.fail(ErrorKind::Syntax, "SyntaxError", message, stmt.start());
            }
            Stmt::If(choice) => {
                self.test(&choice.test);
                self.visit_body(&choice.body);
                for clause in &choice.elif_else_clauses {
                    if let Some(test) = &clause.test {
                        self.test(test);
                    }
                    self.visit_body(&clause.body);
                }
            }
            Stmt::While(repeat) => {
                self.test(&repeat.test);
                self.visit_body(&repeat.body);
                self.visit_body(&repeat.orelse);
            }
            Stmt::Assert(assert) => {
                self.test(&assert.test);
                if let Some(message) = &assert.msg {
                    self.visit_expr(message);
                }
            }
            Stmt::Global(global) => global
                .names
                .iter()
                .for_each(|name| self.check_name(name, name.start())),
            Stmt::Nonlocal(nonlocal) => nonlocal
                .names
                .iter()
                .for_each(|name| self.check_name(name, name.start())),
            Stmt::Match(_) => self.unsupported("match", stmt.start()),
            Stmt::TypeAlias(_) => self.unsupported("type", stmt.start()),
            _ => walk_stmt(self, stmt),
        }
    }

    /// `a.b = value` goes through the layer; every other target is Python's own business.
    fn assign(&mut self, assign: &'a StmtAssign) {
        if let [Expr::Attribute(attribute)] = assign.targets.as_slice()
            && !matches!(&*attribute.value, Expr::Name(name) if name.id == "self")
        {
            self.check_name(&attribute.attr, attribute.attr.start());
            self.edits.open(assign.start(), "_sw_set(");
            self.visit_expr(&attribute.value);
            self.name_attribute(attribute, "\"");
            if let Some(sign) = self.token_after(attribute.end(), TokenKind::Equal) {
                self.edits.replace(sign, ", (");
            }
            self.visit_expr(&assign.value);
            self.edits.close(assign.end(), "))");
            return;
        }
        for target in &assign.targets {
            self.visit_expr(target);
        }
        self.visit_expr(&assign.value);
    }

    /// Augmented assignment, which changes expressions in place.
    fn change(&mut self, assign: &'a StmtAugAssign) {
        let (sign, function) = match assign.op {
            Operator::Add => ("+", "_sw_iadd"),
            Operator::Sub => ("-", "_sw_isub"),
            Operator::Mult => ("*", "_sw_imul"),
            Operator::Div => ("/", "_sw_idiv"),
            Operator::Pow => ("**", "_sw_pow"),
            Operator::Mod => ("%", "_sw_mod"),
            Operator::BitOr => ("|", "_sw_ior"),
            _ => return self.change_natively(assign),
        };
        match &*assign.target {
            Expr::Name(name) => {
                self.check_name(&name.id, name.start());
                let opening = format!("= {function}({}, (", name.id);
                self.replace_change_sign(assign, opening);
            }
            Expr::Subscript(subscript) if !matches!(*subscript.slice, Expr::Slice(_)) => {
                self.edits
                    .open(assign.start(), format!("_sw_change_item(\"{sign}\", "));
                self.visit_expr(&subscript.value);
                if let Some(bracket) = self.token_after(subscript.value.end(), TokenKind::Lsqb) {
                    self.edits.replace(bracket, ", (");
                }
                self.visit_expr(&subscript.slice);
                if let Some(bracket) = self.token_after(subscript.slice.end(), TokenKind::Rsqb) {
                    self.edits.replace(bracket, ")");
                }
                self.replace_change_sign(assign, ", (".to_owned());
            }
            Expr::Attribute(attribute) => {
                self.check_name(&attribute.attr, attribute.attr.start());
                self.edits
                    .open(assign.start(), format!("_sw_change_attribute(\"{sign}\", "));
                self.visit_expr(&attribute.value);
                self.name_attribute(attribute, "\"");
                self.replace_change_sign(assign, ", (".to_owned());
            }
            _ => self.change_natively(assign),
        }
    }

    fn change_natively(&mut self, assign: &'a StmtAugAssign) {
        self.visit_expr(&assign.target);
        self.visit_expr(&assign.value);
    }

    fn replace_change_sign(&mut self, assign: &'a StmtAugAssign, mut text: String) {
        // `problem += row` makes a part of a model, so the layer is told the line.
        let tells_line = self.library == Library::Pulp && assign.op == Operator::Add;
        if tells_line {
            text.push_str("_sw_at(");
            text.push_str(&self.lines.of(assign.start()).to_string());
            text.push_str(", (");
        }
        if let Some(operator) = self.operator_between(assign.target.end(), assign.value.start()) {
            self.edits.replace(operator, text);
        }
        self.visit_expr(&assign.value);
        self.edits
            .close(assign.end(), if tells_line { "))))" } else { "))" });
    }

    /// `del d[k]` is a call; a name cannot be unbound.
    fn delete(&mut self, delete: &'a StmtDelete) {
        let [Expr::Subscript(subscript)] = delete.targets.as_slice() else {
            return self.unsupported("del of a name", delete.start());
        };
        if matches!(*subscript.slice, Expr::Slice(_)) {
            return self.unsupported("del of a slice", delete.start());
        }
        if let Some(keyword) = self.token_after(delete.start(), TokenKind::Del) {
            self.edits.replace(keyword, "_sw_delete_item(");
        }
        self.visit_expr(&subscript.value);
        if let Some(bracket) = self.token_after(subscript.value.end(), TokenKind::Lsqb) {
            self.edits.replace(bracket, ", (");
        }
        self.visit_expr(&subscript.slice);
        if let Some(bracket) = self.token_after(subscript.slice.end(), TokenKind::Rsqb) {
            self.edits.replace(bracket, ")");
        }
        self.edits.close(delete.end(), ")");
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        self.check_name(&class.name, class.name.start());
        let has_parents = class
            .arguments
            .as_ref()
            .is_some_and(|given| !given.args.is_empty() || !given.keywords.is_empty());
        if has_parents {
            return self.unsupported("class inheritance", class.start());
        }
        for stmt in &class.body {
            if let Stmt::FunctionDef(method) = stmt {
                if is_ignored_method(&method.name) {
                    let construct = format!("the operator method {}", method.name);
                    return self.unsupported(&construct, method.start());
                }
                if !method.decorator_list.is_empty() {
                    return self.unsupported("a decorated method", method.start());
                }
            }
        }
        for decorator in &class.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        self.visit_body(&class.body);
    }
}

/// The only function of a program that does nothing but define it, if it can be called without arguments. Such programs
/// are written for a harness that calls the function.
pub(super) fn uncalled_function(suite: &[Stmt]) -> Option<String> {
    let mut found = None;
    for stmt in suite {
        match stmt {
            Stmt::FunctionDef(function) if found.is_none() => found = Some(function),
            Stmt::Import(_) | Stmt::ImportFrom(_) => {}
            // A docstring, or some text that stands for one.
            Stmt::Expr(text) if text.value.is_string_literal_expr() => {}
            _ => return None,
        }
    }
    let function = found?;
    let mut parameters = function.parameters.iter_non_variadic_params();
    let callable = parameters.all(|parameter| parameter.default.is_some());
    callable.then(|| function.name.to_string())
}
