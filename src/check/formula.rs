//! The rows that a formulation writes out, such as `\(2x_{1} - 3x_{2} + 5 \leq 40\)`, as far as they can be compared
//! with the rows of a model.
//!
//! Only linear rows in concrete symbols are read; what holds anything else is left out, so that nothing is guessed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::trace::same;
use crate::model::{Model, Row, VariableKind};

/// Rows of one formulation that are read.
const MAX_ROWS: usize = 400;
/// The longest formula that is read, in bytes.
const MAX_FORMULA: usize = 2_000;
/// How deep brackets may be nested.
const MAX_DEPTH: usize = 8;

/// The sign of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// `≤` and `<`.
    AtMost,
    /// `≥` and `>`.
    AtLeast,
    /// `=`.
    Equal,
}

impl Relation {
    /// The sign as people write it.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Equal => "=",
        }
    }

    fn flipped(self) -> Self {
        match self {
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            Self::Equal => Self::Equal,
        }
    }
}

/// A row as a formulation writes it, with everything variable on the left and the rest on the right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WrittenRow {
    /// Its bytes in the formulation.
    pub(super) span: Range<usize>,
    /// Its coefficients in ascending order; symbols are not kept, because programs name variables as they like.
    pub(super) coefficients: Vec<f64>,
    /// Its sign.
    pub(super) relation: Relation,
    /// Its right-hand side.
    pub(super) bound: f64,
}

impl WrittenRow {
    /// The same row multiplied by −1.
    fn negated(&self) -> Self {
        Self {
            span: self.span.clone(),
            coefficients: self.coefficients.iter().rev().map(|value| -value).collect(),
            relation: self.relation.flipped(),
            bound: -self.bound,
        }
    }

    fn says(&self, row: &ModelRow) -> bool {
        let bounded = |limit: f64| limit.is_finite() && close(limit, self.bound);
        match self.relation {
            Relation::AtMost => bounded(row.upper),
            Relation::AtLeast => bounded(row.lower),
            Relation::Equal => bounded(row.lower) && bounded(row.upper),
        }
    }

    fn has_the_terms_of(&self, row: &ModelRow) -> bool {
        self.coefficients.len() == row.coefficients.len()
            && self
                .coefficients
                .iter()
                .zip(&row.coefficients)
                .all(|(a, b)| close(*a, *b))
    }
}

/// A row or a bound of a model, with what comparing needs.
struct ModelRow {
    /// Position of the row; `None` for the bounds of a variable.
    index: Option<usize>,
    coefficients: Vec<f64>,
    lower: f64,
    upper: f64,
}

/// A row of the formulation that the model holds the other way round.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reversed {
    /// What the formulation writes.
    pub(super) written: WrittenRow,
    /// The row of the model with the same terms and the opposite sign; `None` when it is a bound of a variable.
    pub(super) row: Option<usize>,
}

/// The rows of `formulation` whose terms and right-hand side stand in the model under the opposite sign, and nowhere
/// under their own.
pub(super) fn reversed(formulation: &str, model: &Model) -> Vec<Reversed> {
    let rows: Vec<ModelRow> = model
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.quadratic.is_empty())
        .map(|(at, row)| model_row(at, row))
        .collect();
    // Every binary variable has the bounds 0 and 1 whatever the formulation says of them.
    let bounds: Vec<ModelRow> = model
        .variables
        .iter()
        .filter(|variable| variable.kind != VariableKind::Binary)
        .map(|variable| ModelRow {
            index: None,
            coefficients: vec![1.0],
            lower: variable.lower,
            upper: variable.upper,
        })
        .collect();
    let holds = |written: &WrittenRow| {
        let negated = written.negated();
        [written, &negated].into_iter().find_map(|written| {
            rows.iter()
                .chain(&bounds)
                .find(|row| written.has_the_terms_of(row) && written.says(row))
                .map(|row| row.index)
        })
    };
    let mut found = Vec::new();
    for written in written_rows(formulation) {
        // `x ≥ 0` holds of most variables, so `x ≤ 0` may be meant for any of them.
        let opposite = WrittenRow {
            relation: written.relation.flipped(),
            ..written.clone()
        };
        let trivial = written.coefficients.len() < 2 && written.bound == 0.0;
        if written.relation == Relation::Equal || trivial || holds(&written).is_some() {
            continue;
        }
        if let Some(row) = holds(&opposite) {
            found.push(Reversed { written, row });
        }
    }
    found
}

/// The rows of `model` that `formulation` writes out under their own sign: position, and bytes of the formulation.
pub(super) fn rows_written(formulation: &str, model: &Model) -> Vec<(usize, Range<usize>)> {
    let written = written_rows(formulation);
    if written.is_empty() {
        return Vec::new();
    }
    let rows = model.rows.iter().enumerate().take(MAX_ROWS);
    let linear = rows.filter(|(_, row)| row.quadratic.is_empty());
    linear
        .filter_map(|(at, row)| {
            let row = model_row(at, row);
            let same = |written: &&WrittenRow| {
                let negated = written.negated();
                [*written, &negated]
                    .into_iter()
                    .any(|written| written.has_the_terms_of(&row) && written.says(&row))
            };
            written
                .iter()
                .find(same)
                .map(|written| (at, written.span.clone()))
        })
        .collect()
}

fn model_row(at: usize, row: &Row) -> ModelRow {
    let mut coefficients: Vec<f64> = row.terms.iter().map(|term| term.coefficient).collect();
    coefficients.sort_by(f64::total_cmp);
    ModelRow {
        index: Some(at),
        coefficients,
        lower: row.lower,
        upper: row.upper,
    }
}

/// Equal with its sign.
fn close(a: f64, b: f64) -> bool {
    same(a, b) && (a * b > 0.0 || (a.abs() < 1e-9 && b.abs() < 1e-9))
}

/// The linear rows that stand between the marks of formulas.
pub(super) fn written_rows(formulation: &str) -> Vec<WrittenRow> {
    formulas(formulation)
        .into_iter()
        .take(MAX_ROWS)
        .filter_map(|span| read_row(formulation, span))
        .collect()
}

/// What stands between `\(` and `\)`, `\[` and `\]`, `$` and `$`, `$$` and `$$`.
fn formulas(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['\\', '$']) {
        let start = at + offset;
        let rest = &text[start..];
        let marks = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")];
        let Some((open, close)) = marks.into_iter().find(|(open, _)| rest.starts_with(open)) else {
            at = start + 1;
            continue;
        };
        let inner = start + open.len();
        let Some(length) = text[inner..].find(close) else {
            at = inner;
            continue;
        };
        if length <= MAX_FORMULA {
            found.push(inner..inner + length);
        }
        at = inner + length + close.len();
    }
    found
}

fn read_row(text: &str, span: Range<usize>) -> Option<WrittenRow> {
    let mut reader = Reader {
        rest: text[span.clone()].trim(),
    };
    let left = reader.sum(0)?;
    let relation = reader.relation()?;
    let right = reader.sum(0)?;
    reader.skip_space();
    let difference = left.plus(&right, -1.0);
    if !reader.rest.trim_end_matches(['.', ',']).is_empty() || difference.terms.is_empty() {
        return None;
    }
    let mut coefficients: Vec<f64> = difference.terms.into_values().collect();
    coefficients.sort_by(f64::total_cmp);
    Some(WrittenRow {
        span,
        coefficients,
        relation,
        bound: 0.0 - difference.constant,
    })
}

/// `Σ coefficient · symbol + constant`.
#[derive(Debug, Clone, Default)]
struct Linear {
    terms: BTreeMap<String, f64>,
    constant: f64,
}

impl Linear {
    fn constant(value: f64) -> Self {
        Self {
            terms: BTreeMap::new(),
            constant: value,
        }
    }

    fn plus(mut self, other: &Self, factor: f64) -> Self {
        for (symbol, coefficient) in &other.terms {
            *self.terms.entry(symbol.clone()).or_default() += factor * coefficient;
        }
        self.constant += factor * other.constant;
        self.terms.retain(|_, coefficient| coefficient.abs() > 1e-12);
        self
    }

    /// The product, when one of the two is a number.
    fn times(self, other: &Self) -> Option<Self> {
        match (self.terms.is_empty(), other.terms.is_empty()) {
            (true, _) => Some(Self::default().plus(other, self.constant)),
            (false, true) => Some(Self::default().plus(&self, other.constant)),
            (false, false) => None,
        }
    }
}

/// Reads a formula from left to right; `None` at what it does not know.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_space(&mut self) {
        const SPACES: [&str; 7] = ["\\quad", "\\qquad", "\\ ", "\\,", "\\;", "\\!", "&"];
        loop {
            self.rest = self.rest.trim_start();
            let space = SPACES.into_iter().find(|space| self.rest.starts_with(space));
            match space {
                Some(space) => self.rest = &self.rest[space.len()..],
                None => return,
            }
        }
    }

    fn take(&mut self, signs: &[&str]) -> bool {
        self.skip_space();
        let sign = signs.iter().find(|sign| self.command_or_sign(sign));
        if let Some(sign) = sign {
            self.rest = &self.rest[sign.len()..];
        }
        sign.is_some()
    }

    /// Whether `sign` stands here; a command must end where its letters do.
    fn command_or_sign(&self, sign: &str) -> bool {
        let behind = self.rest.strip_prefix(sign);
        let letters = sign.starts_with('\\') && sign.ends_with(|c: char| c.is_ascii_alphabetic());
        behind.is_some_and(|behind| !letters || !behind.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    fn relation(&mut self) -> Option<Relation> {
        let signs: [(Relation, &[&str]); 3] = [
            (
                Relation::AtMost,
                &["\\leqslant", "\\leq", "\\le", "<=", "≤", "\\lt", "<"],
            ),
            (
                Relation::AtLeast,
                &["\\geqslant", "\\geq", "\\ge", ">=", "≥", "\\gt", ">"],
            ),
            (Relation::Equal, &["="]),
        ];
        signs
            .into_iter()
            .find_map(|(relation, signs)| self.take(signs).then_some(relation))
    }

    fn sum(&mut self, depth: usize) -> Option<Linear> {
        let mut negative = self.take(&["-", "−"]);
        let mut total = Linear::default();
        loop {
            let term = self.product(depth)?;
            total = total.plus(&term, if negative { -1.0 } else { 1.0 });
            negative = if self.take(&["+"]) {
                false
            } else if self.take(&["-", "−"]) {
                true
            } else {
                return Some(total);
            };
        }
    }

    fn product(&mut self, depth: usize) -> Option<Linear> {
        let mut product = self.factor(depth)?;
        loop {
            if self.take(&["/"]) {
                let below = self.factor(depth)?;
                if !below.terms.is_empty() || below.constant == 0.0 {
                    return None;
                }
                product = product.times(&Linear::constant(1.0 / below.constant))?;
            } else if self.take(&["\\cdot", "\\times", "*", "×", "·"]) || self.factor_follows() {
                product = product.times(&self.factor(depth)?)?;
            } else {
                return Some(product);
            }
        }
    }

    fn factor_follows(&mut self) -> bool {
        self.skip_space();
        let command = ["\\left(", "\\left[", "\\frac", "\\text", "\\mathrm"];
        self.rest
            .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '(' | '['))
            || command.iter().any(|command| self.rest.starts_with(command))
    }

    fn factor(&mut self, depth: usize) -> Option<Linear> {
        self.skip_space();
        if depth > MAX_DEPTH {
            return None;
        }
        if self.take(&["\\left(", "\\left[", "(", "["]) {
            let inner = self.sum(depth + 1)?;
            return self.take(&["\\right)", "\\right]", ")", "]"]).then_some(inner);
        }
        if self.take(&["\\dfrac", "\\frac"]) {
            let above = self.braced(depth)?;
            let below = self.braced(depth)?;
            let divides = below.terms.is_empty() && below.constant != 0.0;
            return divides
                .then(|| above.times(&Linear::constant(1.0 / below.constant)))
                .flatten();
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return self.number().map(Linear::constant);
        }
        let symbol = self.symbol()?;
        Some(Linear {
            terms: BTreeMap::from([(symbol, 1.0)]),
            constant: 0.0,
        })
    }

    fn braced(&mut self, depth: usize) -> Option<Linear> {
        self.take(&["{"]).then_some(())?;
        let inner = self.sum(depth + 1)?;
        self.take(&["}"]).then_some(inner)
    }

    /// Digits with thousands separators and a point; a share in per cent.
    fn number(&mut self) -> Option<f64> {
        let mut digits = String::new();
        loop {
            let end = self
                .rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(self.rest.len());
            digits.push_str(&self.rest[..end]);
            self.rest = &self.rest[end..];
            let group = ["{,}", "\\,", ","].into_iter().find_map(|mark| {
                let behind = self.rest.strip_prefix(mark)?;
                let count = behind.bytes().take_while(u8::is_ascii_digit).count();
                (count == 3).then_some(behind)
            });
            match group {
                Some(behind) => self.rest = behind,
                None => break,
            }
        }
        let value: f64 = digits.parse().ok().filter(|value: &f64| value.is_finite())?;
        Some(if self.take(&["\\%", "%"]) {
            value / 100.0
        } else {
            value
        })
    }

    /// Letters with what is written below and above them; an exponent is none.
    fn symbol(&mut self) -> Option<String> {
        let mut name = String::new();
        if ["\\text{", "\\mathrm{", "\\mathit{"]
            .iter()
            .any(|command| self.rest.starts_with(command))
        {
            self.rest = &self.rest[self.rest.find('{')?..];
            name.push_str(self.group()?);
        } else {
            let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            name.push_str(&self.rest[..letters]);
            self.rest = &self.rest[letters..];
        }
        loop {
            let rest = self.rest;
            if let Some(behind) = rest.strip_prefix('\'') {
                name.push('\'');
                self.rest = behind;
            } else if let Some(behind) = rest.strip_prefix(['_', '^']) {
                self.rest = behind;
                let mark = self.group()?;
                if rest.starts_with('^') && mark.starts_with(|c: char| !c.is_ascii_alphabetic()) {
                    return None;
                }
                name.push_str(&rest[..1]);
                name.push_str(mark);
            } else {
                break;
            }
        }
        (!name.is_empty()).then_some(name)
    }

    /// `{…}`, or the letters and digits that stand here.
    fn group(&mut self) -> Option<&'a str> {
        let rest = self.rest;
        if !rest.starts_with('{') {
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            self.rest = &rest[length..];
            return (length > 0).then(|| &rest[..length]);
        }
        let mut open = 0_usize;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' => open += 1,
                b'}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                self.rest = &rest[at + 1..];
                return Some(&rest[1..at]);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::testing::{diet, row};
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(r"\(12a + 5b \geq 75\)", &[5.0, 12.0], Relation::AtLeast, 75.0)]
    #[case(r"\[y \geq 0.6(x + y)\]", &[-0.6, 0.4], Relation::AtLeast, 0.0)]
    #[case(r"$2x_{1} - 3x_{2} + 5 \le 1{,}200$", &[-3.0, 2.0], Relation::AtMost, 1195.0)]
    #[case(r"\(x^{A}_{1} + x^{B}_{1} = \frac{1}{2} \cdot 8\)", &[1.0, 1.0], Relation::Equal, 4.0)]
    #[case(r"\(x_GI - \left(x_H + x_F\right) <= 30\% \)", &[-1.0, -1.0, 1.0], Relation::AtMost, 0.3)]
    #[case(r"\(\text{Boats} / 4 > 2\)", &[0.25], Relation::AtLeast, 2.0)]
    fn a_linear_row_is_read(
        #[case] text: &str,
        #[case] coefficients: &[f64],
        #[case] relation: Relation,
        #[case] bound: f64,
    ) {
        let found = written_rows(text);
        let [only] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(only.relation, relation);
        assert!(close(only.bound, bound) && only.coefficients.len() == coefficients.len());
        assert!(
            only.coefficients
                .iter()
                .zip(coefficients)
                .all(|(a, b)| close(*a, *b)),
            "{only:?}"
        );
    }

    #[rstest]
    #[case(r"\(\sum_{p \in P} a_{p} x_{p} \leq b\)")]
    #[case(r"\(x, y \geq 0\)")]
    #[case(r"\(x_{p} \leq 4 \quad \forall p\)")]
    #[case(r"\(x^{2} + y \leq 4\)")]
    #[case(r"\(M y - x \geq 0\)")]
    #[case(r"\(0 \leq x \leq 4\)")]
    #[case(r"\(3 \leq 4\)")]
    #[case("12a + 5b >= 75")]
    #[case(r"\(12a + 5b")]
    fn what_is_not_a_concrete_row_is_left_out(#[case] text: &str) {
        assert_eq!(written_rows(text), []);
    }

    #[rstest]
    #[case(r"\(12a + 5b \leq 75\)", true)]
    #[case(r"\(12a + 5b \geq 75\)", false)]
    #[case(r"\(75 \leq 5b + 12a\)", false)]
    #[case(r"\(-5b - 12a \leq -75\)", false)]
    #[case(r"\(-5b - 12a \geq -75\)", true)]
    #[case(r"\(12a + 5b \leq 80\)", false)]
    #[case(r"\(24a + 10b \leq 150\)", false)]
    #[case(r"\(a \leq 0\)", false)]
    fn a_row_that_points_the_other_way_is_found(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(!reversed(text, &diet()).is_empty(), expected);
    }

    #[test]
    fn a_row_that_stands_both_ways_is_not_reversed() {
        let mut model = diet();
        model
            .rows
            .push(row("top", &[(0, 12.0), (1, 5.0)], f64::NEG_INFINITY, 75.0, 8));
        assert_eq!(
            reversed(r"\(12a + 5b \leq 75\) and \(12a + 5b \geq 75\)", &model),
            []
        );
    }

    #[test]
    fn a_bound_is_compared_with_the_bounds_of_variables() {
        let mut model = diet();
        model.variables[0].lower = 4.0;
        assert_eq!(reversed(r"\(a \geq 4\)", &model), []);
        let found = reversed(r"\(a \leq 4\)", &model);
        assert_eq!(found[0].row, None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_lie_in_it(text in "(\\PC|[-+*/()\\[\\]{}_^$0-9.,xy \\\\]|\\\\leq|\\\\frac|\\\\\\(|\\\\\\)){0,60}") {
            for row in written_rows(&text) {
                prop_assert!(text.get(row.span.clone()).is_some());
                prop_assert!(!row.coefficients.is_empty());
            }
        }
    }
}
