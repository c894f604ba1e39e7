//! Expressions.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::walk_expr;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprAttribute, ExprBinOp, ExprContext, ExprIf, ExprName, ExprUnaryOp,
    InterpolatedStringElement, Keyword, Number, Operator, Parameter, Stmt, UnaryOp,
};
use ruff_text_size::{Ranged, TextSize};

use super::names::{builtin_in_prelude, is_plain_attribute, makes_model_part};
use super::shadows::own_name;
use super::{DEEPEST, Rewriter};

/// Terms of one sum; Python itself gives up on longer ones.
const LONGEST_SUM: usize = 10_000;

impl<'a> Visitor<'a> for Rewriter<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if self.failure.is_none() {
            self.statement(stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.failure.is_some() {
            return;
        }
        if self.depth >= DEEPEST {
            let message = "the program is too deeply nested";
            self.fail(super::ErrorKind::Syntax, "SyntaxError", message, expr.start());
            return;
        }
        self.depth += 1;
        self.expression(expr);
        self.depth -= 1;
    }

    /// Annotations are never evaluated: what stands in them stays.
    fn visit_annotation(&mut self, _annotation: &'a Expr) {}

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.visit_expr(&comprehension.iter);
        self.visit_expr(&comprehension.target);
        for test in &comprehension.ifs {
            self.test(test);
        }
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword) {
        if let Some(name) = &keyword.arg {
            self.check_name(name, keyword.start());
        }
        visitor::walk_keyword(self, keyword);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.check_name(&parameter.name, parameter.start());
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.check_name(name, name.start());
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
        // `f"{expression=}"` shows its own text, which must then be written out.
        if let InterpolatedStringElement::Interpolation(inner) = element
            && let Some(shown) = &inner.debug_text
        {
            let text = shown.as_str().to_owned();
            if text.contains(['{', '}', '\\', '\n']) {
                return self.unsupported("`=` in an f-string in this form", inner.range.start());
            }
            self.edits.open(inner.range.start(), text);
            if let Some(sign) = self.token_after(inner.expression.end(), TokenKind::Equal) {
                let plain = inner.conversion.is_none() && inner.format_spec.is_none();
                self.edits.replace(sign, if plain { "!r" } else { "" });
            }
        }
        visitor::walk_interpolated_string_element(self, element);
    }
}

impl<'a> Rewriter<'a> {
    fn expression(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.name(name),
            Expr::BinOp(operation) => self.binary(operation),
            Expr::UnaryOp(operation) => self.unary(operation),
            Expr::BoolOp(operation) => self.logical(operation, false),
            Expr::Compare(comparison) => self.compare(comparison, false),
            Expr::Attribute(attribute) => self.attribute(attribute),
            Expr::Call(call) => self.call(call),
            Expr::Generator(generator) => self.generator(generator),
            Expr::If(choice) => self.choice(choice),
            Expr::Subscript(subscript) if self.traits.objects && subscript.ctx == ExprContext::Load => {
                self.read_item(subscript);
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => self.unsupported("yield", expr.start()),
            Expr::Await(_) => self.unsupported("await", expr.start()),
            Expr::Lambda(lambda) if !self.owned.is_empty() => {
                let outside = self.owned.clone();
                for parameter in lambda.parameters.iter().flat_map(|given| given.iter()) {
                    self.owned.remove(parameter.name().as_str());
                }
                walk_expr(self, expr);
                self.owned = outside;
            }
            _ => walk_expr(self, expr),
        }
    }

    pub(super) fn name(&mut self, name: &'a ExprName) {
        self.check_name(&name.id, name.start());
        if name.ctx == ExprContext::Load
            && let Some(module) = self.bound.absent.get(name.id.as_str()).cloned()
        {
            return self.missing_module(&module, name.start());
        }
        if self.owned.contains(name.id.as_str()) {
            return self.edits.replace(name.range, own_name(&name.id));
        }
        if name.ctx == ExprContext::Load && self.traits.deleted.contains(name.id.as_str()) {
            self.edits.open(name.start(), "_sw_alive(");
            self.edits.close(name.end(), format!(", \"{}\")", name.id));
        }
        if name.ctx == ExprContext::Load
            && !self.bound.names.contains(name.id.as_str())
            && let Some(ours) = builtin_in_prelude(&name.id)
        {
            self.edits.replace(name.range, ours);
        }
    }

    fn binary(&mut self, operation: &'a ExprBinOp) {
        if matches!(operation.op, Operator::Add | Operator::Sub) {
            return self.sum(operation);
        }
        let function = match operation.op {
            Operator::Mult => "_sw_mul(",
            Operator::Div => "_sw_div(",
            Operator::Pow => "_sw_power(",
            Operator::Mod => "_sw_mod(",
            Operator::BitOr => "_sw_or(",
            Operator::RShift => "_sw_rshift(",
            Operator::MatMult => "_sw_matmul(",
            Operator::FloorDiv if self.traits.objects => "_sw_floordiv(",
            Operator::BitAnd if self.traits.objects => "_sw_bit_and(",
            Operator::BitXor if self.traits.objects => "_sw_xor(",
            _ => {
                self.visit_expr(&operation.left);
                self.visit_expr(&operation.right);
                return;
            }
        };
        if is_number(&operation.left) && is_number(&operation.right) {
            return;
        }
        self.edits.open(operation.start(), function);
        self.visit_expr(&operation.left);
        self.replace_operator(operation.left.end(), operation.right.start(), ",");
        self.visit_expr(&operation.right);
        self.edits.close(operation.end(), ")");
    }

    /// A chain of `+` and `-` becomes one call, however long: nesting a call per term would go too deep.
    fn sum(&mut self, operation: &'a ExprBinOp) {
        let mut signs = Vec::new();
        let mut operands = Vec::new();
        let mut current = operation;
        let first = loop {
            signs.push(if current.op == Operator::Add { '+' } else { '-' });
            operands.push((&*current.right, current.left.end()));
            match &*current.left {
                // A bracket before the left operand would end inside the call.
                Expr::BinOp(left)
                    if matches!(left.op, Operator::Add | Operator::Sub)
                        && left.start() == current.start() =>
                {
                    current = left;
                }
                left => break left,
            }
        };
        if operands.len() > LONGEST_SUM {
            let message = "the program is too deeply nested: a sum has too many terms";
            return self.fail(
                super::ErrorKind::Syntax,
                "SyntaxError",
                message,
                operation.start(),
            );
        }
        signs.reverse();
        operands.reverse();
        let single = operands.len() == 1;
        let opening = match (single, signs.first()) {
            (true, Some('+')) => "_sw_add(".to_owned(),
            (true, _) => "_sw_sub(".to_owned(),
            (false, _) => format!("_sw_terms(\"{}\", [", signs.iter().collect::<String>()),
        };
        self.edits.open(operation.start(), opening);
        self.visit_expr(first);
        for (operand, gap) in operands {
            self.replace_operator(gap, operand.start(), ",");
            self.visit_expr(operand);
        }
        self.edits.close(operation.end(), if single { ")" } else { "])" });
    }

    fn unary(&mut self, operation: &'a ExprUnaryOp) {
        match operation.op {
            UnaryOp::Not => self.test(&operation.operand),
            UnaryOp::USub if !is_number(&operation.operand) => {
                if let Some(sign) = self.token_after(operation.start(), TokenKind::Minus) {
                    self.edits.replace(sign, "_sw_neg(");
                }
                self.visit_expr(&operation.operand);
                self.edits.close(operation.end(), ")");
            }
            UnaryOp::Invert if self.traits.objects => {
                if let Some(sign) = self.token_after(operation.start(), TokenKind::Tilde) {
                    self.edits.replace(sign, "_sw_invert(");
                }
                self.visit_expr(&operation.operand);
                self.edits.close(operation.end(), ")");
            }
            UnaryOp::UAdd if !is_number(&operation.operand) => {
                if let Some(sign) = self.token_after(operation.start(), TokenKind::Plus) {
                    let function = if self.traits.objects {
                        "_sw_positive("
                    } else {
                        "_sw_pos("
                    };
                    self.edits.replace(sign, function);
                }
                self.visit_expr(&operation.operand);
                self.edits.close(operation.end(), ")");
            }
            _ => self.visit_expr(&operation.operand),
        }
    }

    pub(super) fn replace_operator(&mut self, start: TextSize, end: TextSize, text: &'static str) {
        if let Some(operator) = self.operator_between(start, end) {
            self.edits.replace(operator, text);
        }
    }

    fn attribute(&mut self, attribute: &'a ExprAttribute) {
        self.check_name(&attribute.attr, attribute.attr.start());
        if self.parents_member(attribute) {
            return;
        }
        if attribute.ctx != ExprContext::Load {
            // Plain targets are handled by the statement; what is left would pass the layer by.
            if !self.is_plain_member(attribute) {
                self.unsupported("assignment to an attribute in this form", attribute.start());
            }
            return self.visit_expr(&attribute.value);
        }
        let known = self.is_plain_member(attribute)
            || matches!(&*attribute.value, Expr::Name(name) if self.modules.contains(name.id.as_str()));
        if known || is_plain_attribute(&attribute.attr) {
            return self.visit_expr(&attribute.value);
        }
        self.read_attribute(attribute);
    }

    /// Whether this is a member of `self` that is nothing but a value of the object.
    pub(super) fn is_plain_member(&self, attribute: &ExprAttribute) -> bool {
        matches!(&*attribute.value, Expr::Name(name) if name.id == "self")
            && !self.traits.members.contains(attribute.attr.as_str())
    }

    /// The opening of a call that writes an attribute of this name.
    pub(super) fn writer(&self, name: &str) -> &'static str {
        if self.traits.objects && name != "_" {
            "_sw_write("
        } else {
            "_sw_set("
        }
    }

    /// `a.b` becomes `_sw_get(a, "b")`.
    pub(super) fn read_attribute(&mut self, attribute: &'a ExprAttribute) {
        let function = match attribute.attr.as_str() {
            "args" => "_sw_arguments_of(",
            _ if self.traits.objects => "_sw_read(",
            _ => "_sw_get(",
        };
        self.edits.open(attribute.start(), function);
        self.visit_expr(&attribute.value);
        self.name_attribute(attribute, "\")");
    }

    /// As an attribute; where the method adds something to a model the layer is told the line as well.
    pub(super) fn read_method(&mut self, method: &'a ExprAttribute) {
        if !makes_model_part(&method.attr) {
            return self.read_attribute(method);
        }
        let function = if self.traits.objects {
            "_sw_read_at"
        } else {
            "_sw_get_at"
        };
        let opening = format!("{function}({}, ", self.lines.of(method.attr.start()));
        self.edits.open(method.start(), opening);
        self.visit_expr(&method.value);
        self.name_attribute(method, "\")");
    }

    /// Turns the `.b` of `a.b` into `, "b` and what is to follow.
    pub(super) fn name_attribute(&mut self, attribute: &'a ExprAttribute, after: &str) {
        if let Some(dot) = self.token_after(attribute.value.end(), TokenKind::Dot) {
            self.edits.replace(dot, ",");
        }
        let named = format!("\"{}{after}", attribute.attr);
        self.edits.replace(attribute.attr.range, named);
    }

    fn choice(&mut self, choice: &'a ExprIf) {
        self.visit_expr(&choice.body);
        self.test(&choice.test);
        self.visit_expr(&choice.orelse);
    }
}

fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(literal) => !matches!(literal.value, Number::Complex { .. }),
        _ => false,
    }
}
