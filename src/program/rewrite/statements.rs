//! Statements.

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, Operator, Stmt, StmtAssign, StmtAugAssign, StmtFunctionDef, StmtReturn};
use ruff_text_size::Ranged;

use super::generators::{Cut, is_generator};
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
                let outside = self.method.take();
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.function(function, stmt);
                self.method = outside;
            }
            Stmt::Return(_) if !self.in_function => {
                let message = "'return' outside function";
                self.fail(ErrorKind::Syntax, "SyntaxError", message, stmt.start());
            }
            Stmt::Return(returned) if self.exits.is_some() => self.leave_generator(returned),
            Stmt::Break(_) | Stmt::Continue(_) => self.jump(stmt),
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
                self.loops += 1;
                self.visit_body(&repeat.body);
                self.loops -= 1;
                self.visit_body(&repeat.orelse);
            }
            Stmt::For(each) => {
                self.visit_expr(&each.iter);
                self.visit_expr(&each.target);
                self.loops += 1;
                self.visit_body(&each.body);
                self.loops -= 1;
                self.visit_body(&each.orelse);
            }
            Stmt::Assert(assert) => {
                self.test(&assert.test);
                if let Some(message) = &assert.msg {
                    self.visit_expr(message);
                }
            }
            Stmt::Global(global) => global.names.iter().for_each(|name| {
                self.check_name(name, name.start());
                self.rename(name);
            }),
            Stmt::Nonlocal(nonlocal) => nonlocal
                .names
                .iter()
                .for_each(|name| self.check_name(name, name.start())),
            Stmt::Match(matching) => self.matching(matching),
            Stmt::Raise(raise) => self.raise(raise),
            Stmt::Try(attempt) => self.attempt(attempt),
            Stmt::TypeAlias(_) => self.unsupported("type", stmt.start()),
            _ => walk_stmt(self, stmt),
        }
    }

    /// A function or method, whose decorators have been dealt with.
    pub(super) fn function(&mut self, function: &'a StmtFunctionDef, stmt: &'a Stmt) {
        self.check_name(&function.name, function.name.start());
        let outside = std::mem::replace(&mut self.in_function, true);
        let exits = self.exits.take();
        let loops = std::mem::take(&mut self.loops);
        let owned = self.owned.clone();
        if self.method.is_none() {
            self.rename(&function.name);
        }
        self.visit_parameters(&function.parameters);
        let parameters = function.parameters.iter();
        self.enter_scope(
            &function.body,
            parameters.map(|parameter| parameter.name().to_string()),
        );
        if function.is_async {
            self.unsupported("async def", stmt.start());
        } else if is_generator(function) {
            self.generator_function(function);
        } else {
            self.visit_body(&function.body);
        }
        self.owned = owned;
        self.loops = loops;
        self.exits = exits;
        self.in_function = outside;
    }

    /// `return` in a generator function, whose states end in another way.
    fn leave_generator(&mut self, returned: &'a StmtReturn) {
        match &returned.value {
            Some(value) => {
                self.edits.open(value.start(), "(-1, False, (");
                self.visit_expr(value);
                self.edits.close(value.end(), "))");
            }
            None => self.edits.close(returned.end(), " (-1, False, None)"),
        }
    }

    /// `break` and `continue` of a loop that a generator function was cut in.
    fn jump(&mut self, stmt: &'a Stmt) {
        if let Some(Cut { exits: Some(exits) }) = self.exits
            && self.loops == 0
        {
            let state = if stmt.is_break_stmt() {
                exits.on_break
            } else {
                exits.on_continue
            };
            self.edits
                .replace(stmt.range(), format!("return ({state}, False, None)"));
        }
    }

    /// What the interpreter cannot assign to by itself goes through the prelude.
    fn assign(&mut self, assign: &'a StmtAssign) {
        if self.assign_with_help(assign) {
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
            Operator::FloorDiv if self.traits.objects => ("//", "_sw_floordiv"),
            Operator::BitAnd if self.traits.objects => ("&", "_sw_bit_and"),
            Operator::BitXor if self.traits.objects => ("^", "_sw_xor"),
            Operator::MatMult => ("@", "_sw_matmul"),
            _ => return self.change_natively(assign),
        };
        match &*assign.target {
            Expr::Name(name) => {
                self.check_name(&name.id, name.start());
                let own = self.called(&name.id);
                let opening = format!("= {function}({own}, (");
                if own != name.id.as_str() {
                    self.edits.replace(name.range, own);
                }
                self.replace_change_sign(assign, opening);
            }
            Expr::Subscript(subscript) => {
                self.edits
                    .open(assign.start(), format!("_sw_change_item(\"{sign}\", "));
                self.visit_expr(&subscript.value);
                self.index(subscript);
                self.replace_change_sign(assign, ", (".to_owned());
            }
            Expr::Attribute(attribute) => {
                self.check_name(&attribute.attr, attribute.attr.start());
                let function = if self.traits.objects {
                    "_sw_change_member"
                } else {
                    "_sw_change_attribute"
                };
                self.edits
                    .open(assign.start(), format!("{function}(\"{sign}\", "));
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
