//! Comparisons, and expressions whose truth decides something.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{BoolOp, CmpOp, Expr, ExprBoolOp, ExprCompare};
use ruff_text_size::Ranged;

use super::Rewriter;

impl<'a> Rewriter<'a> {
    /// All operands but the last are asked for their truth; the last one too where the whole is.
    pub(super) fn logical(&mut self, operation: &'a ExprBoolOp, tested: bool) {
        debug_assert!(matches!(operation.op, BoolOp::And | BoolOp::Or));
        let last = operation.values.len().saturating_sub(1);
        for (index, value) in operation.values.iter().enumerate() {
            if tested || index < last {
                self.test(value);
            } else {
                self.visit_expr(value);
            }
        }
    }

    /// An expression whose truth decides something: a constraint has none, and says so.
    pub(super) fn test(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Compare(comparison) => self.compare(comparison, true),
            Expr::BoolOp(operation) => self.logical(operation, true),
            Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) | Expr::Subscript(_) | Expr::BinOp(_)
                if self.traits.objects =>
            {
                self.edits.open(expr.start(), "_sw_bool(");
                self.visit_expr(expr);
                self.edits.close(expr.end(), ")");
            }
            _ => self.visit_expr(expr),
        }
    }

    pub(super) fn compare(&mut self, comparison: &'a ExprCompare, tested: bool) {
        let [operator] = &*comparison.ops else {
            return self.compare_chain(comparison);
        };
        let function = match (operator, tested) {
            (CmpOp::Eq, false) => "_sw_eq(",
            (CmpOp::LtE, false) => "_sw_le(",
            (CmpOp::GtE, false) => "_sw_ge(",
            (CmpOp::Eq, true) => "_sw_if_eq(",
            (CmpOp::LtE, true) => "_sw_if_le(",
            (CmpOp::GtE, true) => "_sw_if_ge(",
            (CmpOp::NotEq, _) => "_sw_ne(",
            (CmpOp::In, _) => "_sw_in(",
            (CmpOp::NotIn, _) => "_sw_not_in(",
            (CmpOp::Lt, _) if self.traits.objects => "_sw_lt(",
            (CmpOp::Gt, _) if self.traits.objects => "_sw_gt(",
            // The interpreter refuses these for expressions in the vendor's own words.
            (CmpOp::Lt | CmpOp::Gt | CmpOp::Is | CmpOp::IsNot, _) => return self.operands(comparison),
        };
        // An array compared is an array, whose truth is an error.
        let asked = tested && self.traits.objects;
        if asked {
            self.edits.open(comparison.start(), "_sw_bool(");
        }
        self.edits.open(comparison.start(), function);
        self.visit_expr(&comparison.left);
        for right in &comparison.comparators {
            self.replace_operator(comparison.left.end(), right.start(), ",");
            self.visit_expr(right);
        }
        self.edits.close(comparison.end(), if asked { "))" } else { ")" });
    }

    fn operands(&mut self, comparison: &'a ExprCompare) {
        self.visit_expr(&comparison.left);
        for right in &comparison.comparators {
            self.visit_expr(right);
        }
    }

    /// `a <= b < c` evaluates `b` once and `c` only if it has to: later operands travel as functions.
    fn compare_chain(&mut self, comparison: &'a ExprCompare) {
        let signs: Vec<String> = comparison
            .ops
            .iter()
            .map(|sign| format!("\"{}\"", sign.as_str()))
            .collect();
        let opening = format!("_sw_compare(({}), ", signs.join(", "));
        self.edits.open(comparison.start(), opening);
        self.visit_expr(&comparison.left);
        let mut previous = comparison.left.end();
        for (index, right) in comparison.comparators.iter().enumerate() {
            let separator = if index == 0 { "," } else { ", lambda: " };
            self.replace_operator(previous, right.start(), separator);
            self.visit_expr(right);
            previous = right.end();
        }
        self.edits.close(comparison.end(), ")");
    }
}
