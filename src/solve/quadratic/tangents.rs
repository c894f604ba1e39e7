//! A convex model with its curves replaced by tangents, which allow more points and never fewer.

use crate::model::{Model, QuadraticTerm, Row, Term, VarId, Variable, VariableKind, collect_terms};
use crate::solve::prepare::{Column, Prepared, products_value};

/// A tangent that says no more than this share of the curve's size beyond what is known is not added.
const NEWS: f64 = 1e-9;

/// A value this near to a whole number is that number.
const WHOLE: f64 = 1e-6;

/// A convex part of a curve, over variables of which none stands in another part; a variable of its own stands for
/// its level.
#[derive(Debug)]
struct Part {
    products: Vec<QuadraticTerm>,
    /// `1` when the level lies on the curve or above, `-1` when on it or below.
    sign: f64,
    level: VarId,
    /// Lines `Σ slope · x + offset` that the level must keep to.
    lines: Vec<(Vec<Term>, f64)>,
    /// The one variable of the part, if it takes whole numbers only.
    lone_integer: Option<usize>,
}

/// The linear model that grows tangent by tangent.
#[derive(Debug)]
pub(super) struct Tangents {
    model: Model,
    parts: Vec<Part>,
}

impl Tangents {
    /// The model without its curves.
    pub(super) fn new(prepared: &Prepared) -> Self {
        let mut tangents = Self {
            model: prepared.model.clone(),
            parts: Vec::new(),
        };
        tangents.model.objective.quadratic.clear();
        for term in tangents.levels(prepared, &prepared.products, prepared.sign()) {
            tangents.model.objective.terms.push(term);
        }
        for row in &mut tangents.model.rows {
            row.quadratic.clear();
        }
        for row in &prepared.curved {
            let sign = if row.upper.is_finite() { 1.0 } else { -1.0 };
            for term in tangents.levels(prepared, &row.products, sign) {
                tangents.model.rows[row.index].terms.push(term);
            }
        }
        tangents
    }

    /// The model as it stands.
    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// Adds a variable for the level of each part of a curve; returns their sum. A convex form is never negative.
    fn levels(&mut self, prepared: &Prepared, products: &[QuadraticTerm], sign: f64) -> Vec<Term> {
        let mut terms = Vec::new();
        for products in parts(products) {
            let level = VarId(self.model.variables.len());
            self.model.variables.push(Variable {
                name: format!("level {}", self.parts.len()),
                kind: VariableKind::Continuous,
                lower: if sign > 0.0 { 0.0 } else { f64::NEG_INFINITY },
                upper: if sign > 0.0 { f64::INFINITY } else { 0.0 },
                line: None,
            });
            terms.push(Term {
                variable: level,
                coefficient: 1.0,
            });
            self.parts.push(Part {
                lone_integer: lone_integer(&prepared.columns, &products),
                products,
                sign,
                level,
                lines: Vec::new(),
            });
        }
        terms
    }

    /// Adds the tangents at a point that say something new; whether any did.
    pub(super) fn touch(&mut self, point: &[f64]) -> bool {
        let mut touched = false;
        for at in 0..self.parts.len() {
            for (slopes, offset) in self.parts[at].lines_at(point) {
                touched |= self.add(at, slopes, offset, point);
            }
        }
        touched
    }

    fn add(&mut self, at: usize, slopes: Vec<Term>, offset: f64, point: &[f64]) -> bool {
        let part = &mut self.parts[at];
        let known = |lines: &[(Vec<Term>, f64)]| {
            let heights = lines
                .iter()
                .map(|(slopes, offset)| part.sign * height(slopes, *offset, point));
            heights.fold(0.0, f64::max)
        };
        let same = |(other, at): &(Vec<Term>, f64)| *other == slopes && at.total_cmp(&offset).is_eq();
        let new = part.sign * height(&slopes, offset, point);
        let is_secant = part.lone_integer.is_some();
        if part.lines.iter().any(same)
            || (!is_secant && new - known(&part.lines) <= NEWS * new.abs().max(1.0))
        {
            return false;
        }
        let mut terms: Vec<Term> = slopes
            .iter()
            .map(|term| Term {
                coefficient: -term.coefficient,
                ..*term
            })
            .collect();
        terms.push(Term {
            variable: part.level,
            coefficient: 1.0,
        });
        let above = part.sign > 0.0;
        self.model.rows.push(Row {
            name: format!("tangent {}", self.model.rows.len()),
            terms: collect_terms(terms),
            quadratic: Vec::new(),
            lower: if above { offset } else { f64::NEG_INFINITY },
            upper: if above { f64::INFINITY } else { offset },
            line: None,
        });
        part.lines.push((slopes, offset));
        true
    }
}

impl Part {
    /// The tangent at a point; over one whole number the lines to its neighbours instead, which touch the curve there
    /// and cut off nothing whole.
    fn lines_at(&self, point: &[f64]) -> Vec<(Vec<Term>, f64)> {
        let Some(variable) = self.lone_integer else {
            return vec![self.tangent(point)];
        };
        let square: f64 = self.products.iter().map(|term| term.coefficient).sum();
        let value = point[variable];
        let near = value.round();
        let lower_ends = if (value - near).abs() <= WHOLE {
            vec![near - 1.0, near]
        } else {
            vec![value.floor()]
        };
        let secant = |end: f64| {
            let slope = Term {
                variable: VarId(variable),
                coefficient: square * (2.0 * end + 1.0),
            };
            (vec![slope], -square * end * (end + 1.0))
        };
        lower_ends.into_iter().map(secant).collect()
    }

    fn tangent(&self, point: &[f64]) -> (Vec<Term>, f64) {
        let slopes = self.products.iter().flat_map(|term| {
            let slope = |variable: VarId, other: VarId| Term {
                variable,
                coefficient: term.coefficient * point[other.0],
            };
            [slope(term.first, term.second), slope(term.second, term.first)]
        });
        (collect_terms(slopes), -products_value(&self.products, point))
    }
}

fn height(slopes: &[Term], offset: f64, point: &[f64]) -> f64 {
    let along: f64 = slopes
        .iter()
        .map(|term| term.coefficient * point[term.variable.0])
        .sum();
    along + offset
}

/// The products in groups that share no variable.
fn parts(products: &[QuadraticTerm]) -> Vec<Vec<QuadraticTerm>> {
    let mut groups: Vec<(Vec<VarId>, Vec<QuadraticTerm>)> = Vec::new();
    for term in products {
        let (mut variables, mut terms) = (vec![term.first, term.second], vec![*term]);
        groups.retain_mut(|(others, theirs)| {
            let shared = others.contains(&term.first) || others.contains(&term.second);
            if shared {
                variables.append(others);
                terms.append(theirs);
            }
            !shared
        });
        groups.push((variables, terms));
    }
    groups.into_iter().map(|(_, terms)| terms).collect()
}

fn lone_integer(columns: &[Column], products: &[QuadraticTerm]) -> Option<usize> {
    let VarId(first) = products.first()?.first;
    let alone = products
        .iter()
        .all(|term| term.first.0 == first && term.second.0 == first);
    (alone && columns[first].integral).then_some(first)
}
