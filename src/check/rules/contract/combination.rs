//! Whether a child draws on both of its parents.

use std::collections::BTreeSet;

use super::changes::{constraints, declarations};
use crate::check::{Evidence, Finding, Measured, Meter, Opinion, Severity, Signal};
use crate::model::{Detail, Model, Row, RowSense, VariableKind, fingerprint};

pub(super) fn combination(child: &Model, first: &Model, rest: &[&Model]) -> Opinion {
    let parents: Vec<&Model> = std::iter::once(first).chain(rest.iter().copied()).collect();
    let count = parents.len();
    let alone = parents.iter().position(|parent| is_all_of(child, parent));
    let found = if alone.is_some() { 1 } else { count };
    let least = u32::try_from(count).unwrap_or(u32::MAX);
    let meter = Meter::between(Measured::Parents, least, None, found);
    let finding = match alone {
        Some(at) => {
            let message = format!(
                "The model has the structure of parent {} alone; nothing of the other parent is in it.",
                at + 1
            );
            Finding::new(Severity::Error, message)
                .of(Signal::OneParentAlone)
                .at(Evidence::Objective)
                .metered(meter)
        }
        None => super::kept(meter),
    };
    Opinion::judged("neither parent alone", vec![finding])
}

/// Whether the child has nothing that this parent does not have: the same structure, or no more decisions and no kind
/// of constraint that the parent lacks.
fn is_all_of(child: &Model, parent: &Model) -> bool {
    let pattern = |model| fingerprint(model, Detail::Pattern);
    let smaller = child.variables.len() <= parent.variables.len()
        && declarations(child) <= declarations(parent)
        && constraints(child) <= constraints(parent);
    pattern(child) == pattern(parent) || (smaller && shapes(child).is_subset(&shapes(parent)))
}

/// What a row looks like whatever its size: its sense, whether choices or amounts stand in it with which signs, whether
/// its coefficients are all of one size, and whether it compares with zero.
type Shape = (u8, BTreeSet<(bool, bool)>, bool, bool);

fn shapes(model: &Model) -> BTreeSet<Shape> {
    model.rows.iter().map(|row| shape(row, model)).collect()
}

fn shape(row: &Row, model: &Model) -> Shape {
    // Another field may count what was measured, so only choices are told apart.
    let chosen = |index: usize| {
        model
            .variables
            .get(index)
            .is_some_and(|variable| variable.kind == VariableKind::Binary)
    };
    // `≥` is `≤` turned round.
    let (sense, turned) = match row.sense() {
        RowSense::LessEqual => (0, false),
        RowSense::GreaterEqual => (0, true),
        RowSense::Equal => (1, false),
        RowSense::Range => (2, false),
        RowSense::Free => (3, false),
    };
    let sides = row
        .terms
        .iter()
        .map(|term| (chosen(term.variable.0), (term.coefficient < 0.0) != turned));
    let first = row.terms.first().map_or(0.0, |term| term.coefficient.abs());
    let level = row
        .terms
        .iter()
        .all(|term| (term.coefficient.abs() - first).abs() <= 1e-9 * first);
    let zero = [row.lower, row.upper]
        .iter()
        .filter(|side| side.is_finite())
        .all(|side| *side == 0.0);
    (sense, sides.collect(), level, zero)
}
