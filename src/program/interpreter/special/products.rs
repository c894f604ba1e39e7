//! Products with a binary factor: `binary · other` is a variable of its own, tied to both by rows.

use std::collections::BTreeMap;

use super::reach::{Interval, Reach};
use super::{add_variable, plain, with};
use crate::model::{Model, QuadraticTerm, Row, Term, VarId, VariableKind};

/// A linear model with the same feasible points and objective, if every product has a binary factor and another one
/// with finite bounds. Variables and rows keep their positions; more follow.
pub(in super::super) fn without_products(model: &Model) -> Option<Model> {
    let quadratic_rows = model.rows.iter().map(|row| &row.quadratic);
    let mut products = quadratic_rows.chain([&model.objective.quadratic]).flatten();
    let is_binary = |id: VarId| {
        let variable = &model.variables[id.0];
        variable.kind.is_integral() && variable.lower >= 0.0 && variable.upper <= 1.0
    };
    let has_binary = |term: &QuadraticTerm| is_binary(term.first) || is_binary(term.second);
    let some =
        model.rows.iter().any(|row| !row.quadratic.is_empty()) || !model.objective.quadratic.is_empty();
    if !some || !products.all(has_binary) {
        return None;
    }
    let reach = Reach::within(model);
    let mut linear = model.clone();
    let mut made = BTreeMap::new();
    for index in 0..model.rows.len() {
        let terms = std::mem::take(&mut linear.rows[index].quadratic);
        let extra = replace(&mut linear, &terms, &is_binary, &reach, &mut made)?;
        linear.rows[index].terms = with(&linear.rows[index].terms, &extra);
    }
    let terms = std::mem::take(&mut linear.objective.quadratic);
    let extra = replace(&mut linear, &terms, &is_binary, &reach, &mut made)?;
    linear.objective.terms = with(&linear.objective.terms, &extra);
    Some(linear)
}

fn replace(
    model: &mut Model,
    products: &[QuadraticTerm],
    is_binary: &impl Fn(VarId) -> bool,
    reach: &Reach,
    made: &mut BTreeMap<(VarId, VarId), VarId>,
) -> Option<Vec<(VarId, f64)>> {
    let mut terms = Vec::new();
    for product in products {
        let (binary, other) = if is_binary(product.first) {
            (product.first, product.second)
        } else {
            (product.second, product.first)
        };
        let variable = match made.get(&(binary, other)) {
            // A binary is its own square.
            _ if binary == other => binary,
            Some(variable) => *variable,
            None => {
                let variable = tie(model, binary, other, reach.of(other))?;
                made.insert((binary, other), variable);
                variable
            }
        };
        terms.push((variable, product.coefficient));
    }
    Some(terms)
}

/// `product = binary · other` for `lower ≤ other ≤ upper`.
fn tie(model: &mut Model, binary: VarId, other: VarId, reach: Interval) -> Option<VarId> {
    if reach.is_open() {
        return None;
    }
    let Interval { lower, upper } = reach;
    let name = format!(
        "{}*{}",
        model.variables[binary.0].name, model.variables[other.0].name
    );
    let bounds = (lower.min(0.0), upper.max(0.0));
    let product = add_variable(model, name.clone(), VariableKind::Continuous, bounds, None);
    let mut row = |terms: Vec<Term>, lower: f64, upper: f64| {
        model.rows.push(Row {
            name: name.clone(),
            terms,
            quadratic: Vec::new(),
            lower,
            upper,
            line: None,
        });
    };
    let none = f64::INFINITY;
    row(plain(&[(product, 1.0), (binary, -upper)]), -none, 0.0);
    row(plain(&[(product, 1.0), (binary, -lower)]), 0.0, none);
    row(
        plain(&[(product, 1.0), (other, -1.0), (binary, -lower)]),
        -none,
        -lower,
    );
    row(
        plain(&[(product, 1.0), (other, -1.0), (binary, -upper)]),
        -upper,
        none,
    );
    Some(product)
}
