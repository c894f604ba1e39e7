//! Indexes, targets and operators of values that may have methods for them: the interpreter knows no such methods, so
//! functions of the prelude look for them.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, ExprSlice, ExprSubscript, StmtAssign, StmtDelete};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Rewriter;
use super::classes::indentation;

impl<'a> Rewriter<'a> {
    /// Puts a statement before the one that starts at `at`.
    pub(super) fn line_before(&mut self, at: TextSize, line: &str) {
        let text = match indentation(self.source, TextRange::empty(at)) {
            Some(indent) => format!("{line}\n{indent}"),
            None => format!("{line}; "),
        };
        self.edits.open(at, text);
    }

    /// `a[b]` as a call that the operators of `a` can answer.
    pub(super) fn read_item(&mut self, subscript: &'a ExprSubscript) {
        self.edits.open(subscript.start(), "_sw_item(");
        self.visit_expr(&subscript.value);
        self.index(subscript);
        self.edits.close(subscript.end(), ")");
    }

    /// Turns `[b]` after a value into `, (b)`.
    pub(super) fn index(&mut self, subscript: &'a ExprSubscript) {
        if let Some(bracket) = self.token_after(subscript.value.end(), TokenKind::Lsqb) {
            self.edits.replace(bracket, ", (");
        }
        self.index_value(&subscript.slice);
        let bracket = TextRange::new(subscript.end() - TextSize::of(']'), subscript.end());
        self.edits.replace(bracket, ")");
    }

    fn index_value(&mut self, index: &'a Expr) {
        match index {
            Expr::Slice(slice) => self.slice(slice),
            Expr::Tuple(tuple) => {
                for part in &tuple.elts {
                    self.index_value(part);
                }
            }
            _ => self.visit_expr(index),
        }
    }

    /// `a:b:c` as a call of `slice`.
    fn slice(&mut self, slice: &'a ExprSlice) {
        let opening = if slice.lower.is_some() {
            "_sw_slice(("
        } else {
            "_sw_slice((None"
        };
        self.edits.open(slice.start(), opening);
        let mut from = slice.start();
        if let Some(lower) = &slice.lower {
            self.visit_expr(lower);
            from = lower.end();
        }
        let Some(first) = self.token_after(from, TokenKind::Colon) else {
            return;
        };
        let middle = if slice.upper.is_some() { "), (" } else { "), (None" };
        self.edits.replace(first, middle);
        from = first.end();
        if let Some(upper) = &slice.upper {
            self.visit_expr(upper);
            from = upper.end();
        }
        let second = self
            .token_after(from, TokenKind::Colon)
            .filter(|second| second.end() <= slice.end());
        let closing = match (second, &slice.step) {
            (Some(second), Some(step)) => {
                self.edits.replace(second, "), (");
                self.visit_expr(step);
                "))"
            }
            (Some(second), None) => {
                self.edits.replace(second, "), (None");
                "))"
            }
            (None, _) => "), (None))",
        };
        self.edits.close(slice.end(), closing);
    }

    /// Whether the interpreter cannot assign to this by itself.
    fn needs_help(&self, target: &Expr) -> bool {
        match target {
            Expr::Attribute(attribute) => !self.is_plain_member(attribute),
            Expr::Subscript(subscript) => self.traits.objects || has_slice(&subscript.slice),
            Expr::Tuple(tuple) => tuple.elts.iter().any(|item| self.needs_help(item)),
            Expr::List(list) => list.elts.iter().any(|item| self.needs_help(item)),
            Expr::Starred(starred) => self.needs_help(&starred.value),
            _ => false,
        }
    }

    /// An assignment; true if it was done here.
    pub(super) fn assign_with_help(&mut self, assign: &'a StmtAssign) -> bool {
        if !assign.targets.iter().any(|target| self.needs_help(target)) {
            return false;
        }
        match assign.targets.as_slice() {
            [Expr::Attribute(attribute)] => {
                let function = self.writer(&attribute.attr);
                self.check_name(&attribute.attr, attribute.attr.start());
                self.edits.open(assign.start(), function);
                self.visit_expr(&attribute.value);
                self.name_attribute(attribute, "\"");
                self.value_of(attribute.end(), assign);
            }
            [Expr::Subscript(subscript)] => {
                self.edits.open(assign.start(), "_sw_set_item(");
                self.visit_expr(&subscript.value);
                self.index(subscript);
                self.value_of(subscript.end(), assign);
            }
            targets => {
                let mut later = Vec::new();
                for target in targets {
                    self.place(target, &mut later);
                }
                self.visit_expr(&assign.value);
                let indent = indentation(self.source, assign.range());
                let separator = indent.map_or("; ".to_owned(), |indent| format!("\n{indent}"));
                later.insert(0, String::new());
                self.edits.close(assign.end(), later.join(&separator));
            }
        }
        true
    }

    fn value_of(&mut self, after: TextSize, assign: &'a StmtAssign) {
        if let Some(sign) = self.token_after(after, TokenKind::Equal) {
            self.edits.replace(sign, ", (");
        }
        self.visit_expr(&assign.value);
        self.edits.close(assign.end(), "))");
    }

    /// Puts names of ours in the place of targets that need help, and says what is to follow.
    fn place(&mut self, target: &'a Expr, later: &mut Vec<String>) {
        match target {
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.place(item, later)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.place(item, later)),
            Expr::Starred(starred) => self.place(&starred.value, later),
            _ if !self.needs_help(target) => self.visit_expr(target),
            _ => {
                self.matches += 1;
                let name = format!("_sw_t{}", self.matches);
                let statement = self.rewritten(target, &name);
                later.push(statement);
                self.edits.replace(target.range(), name);
            }
        }
    }

    /// `target = name` with the help of the prelude, as text of its own.
    fn rewritten(&mut self, target: &'a Expr, name: &str) -> String {
        let outer = std::mem::take(&mut self.edits);
        match target {
            Expr::Attribute(attribute) => {
                let function = self.writer(&attribute.attr);
                self.check_name(&attribute.attr, attribute.attr.start());
                self.edits.open(target.start(), function);
                self.visit_expr(&attribute.value);
                self.name_attribute(attribute, "\"");
            }
            Expr::Subscript(subscript) => {
                self.edits.open(target.start(), "_sw_set_item(");
                self.visit_expr(&subscript.value);
                self.index(subscript);
            }
            _ => {}
        }
        let inner = std::mem::replace(&mut self.edits, outer);
        let text = inner.apply(self.source, target.range(), 1).0;
        format!("{}, {name})", text.replace('\n', " "))
    }

    /// Deletions: items are taken out by the prelude, names are bound to what says that they are gone.
    pub(super) fn delete(&mut self, delete: &'a StmtDelete) {
        let mut statements = Vec::new();
        for target in &delete.targets {
            self.delete_target(target, &mut statements);
        }
        let breaks = self.text(delete.range).matches('\n').count();
        let mut text = if statements.is_empty() {
            "pass".to_owned()
        } else {
            statements.join("; ")
        };
        if breaks > 0 {
            text.push_str("; (");
            text.push_str(&"\n".repeat(breaks));
            text.push_str("None)");
        }
        self.edits.replace(delete.range, text);
    }

    fn delete_target(&mut self, target: &'a Expr, statements: &mut Vec<String>) {
        match target {
            Expr::Name(name) => {
                self.check_name(&name.id, name.start());
                // Asking for the name first raises what deleting an unknown one does.
                let own = self.called(&name.id);
                statements.push(format!("_sw_alive({own}, \"{}\"); {own} = _sw_gone", name.id));
            }
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .for_each(|item| self.delete_target(item, statements)),
            Expr::List(list) => list
                .elts
                .iter()
                .for_each(|item| self.delete_target(item, statements)),
            Expr::Subscript(subscript) => {
                let outer = std::mem::take(&mut self.edits);
                self.edits.open(target.start(), "_sw_delete_item(");
                self.visit_expr(&subscript.value);
                self.index(subscript);
                self.edits.close(target.end(), ")");
                let inner = std::mem::replace(&mut self.edits, outer);
                let text = inner.apply(self.source, target.range(), 1).0;
                statements.push(text.replace('\n', " "));
            }
            _ => self.unsupported("del of an attribute", target.start()),
        }
    }
}

pub(super) fn has_slice(index: &Expr) -> bool {
    match index {
        Expr::Slice(_) => true,
        Expr::Tuple(tuple) => tuple.elts.iter().any(Expr::is_slice_expr),
        _ => false,
    }
}
