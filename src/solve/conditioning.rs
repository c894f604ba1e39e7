//! Numbers of a model that a solver's tolerances may swallow, named before anybody trusts the answer.

use crate::model::text::number;
use crate::model::{Term, VarId};

use super::prepare::Prepared;

/// Ratio of the largest to the smallest coefficient above which a solver's tolerances stop meaning much.
const BAD_SCALE: f64 = 1e8;

/// Coefficients smaller than this may be taken for zero.
const TINY: f64 = 1e-9;

/// Bounds and sides from here on are so large that a tolerance relative to them hides whole units elsewhere.
const HUGE: f64 = 1e10;

/// What a reader of the outcome should know of the model's numbers, in sentences.
pub(super) fn remarks(prepared: &Prepared) -> Vec<String> {
    let in_rows = || prepared.rows.iter().flat_map(|row| row.terms.iter());
    [
        span("constraint", in_rows()),
        span("objective's", prepared.costs.iter()),
        tiny(prepared),
        huge(prepared),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn span<'t>(whose: &str, terms: impl Iterator<Item = &'t Term>) -> Option<String> {
    let sizes = terms.map(|term| term.coefficient.abs());
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| {
        (least.min(size), most.max(size))
    });
    (most > least * BAD_SCALE).then(|| {
        format!(
            "The {whose} coefficients span from {} to {}: beyond a ratio of 1e8 a solver's tolerances may decide \
             the answer. Other units would help.",
            number(least),
            number(most)
        )
    })
}

fn tiny(prepared: &Prepared) -> Option<String> {
    let mut terms = prepared
        .rows
        .iter()
        .flat_map(|row| row.terms.iter().map(move |term| (row.index, term)));
    let (row, term) = terms.find(|(_, term)| term.coefficient.abs() < TINY)?;
    Some(format!(
        "Row {} has the coefficient {} of {}: below 1e-9 a solver may take it for zero.",
        prepared.model.rows[row].name,
        number(term.coefficient),
        prepared.model.name_of(term.variable)
    ))
}

fn huge(prepared: &Prepared) -> Option<String> {
    let of = |lower: f64, upper: f64| {
        let mut bounds = [lower, upper].into_iter();
        bounds.find(|bound| bound.is_finite() && bound.abs() >= HUGE)
    };
    let model = prepared.model;
    let mut columns = prepared.columns.iter().enumerate();
    let in_columns = columns.find_map(|(at, column)| Some((at, of(column.lower, column.upper)?)));
    let mut rows = prepared.rows.iter();
    let in_rows = rows.find_map(|row| Some((row.index, of(row.lower, row.upper)?)));
    let (place, value) = match (in_columns, in_rows) {
        (Some((at, value)), _) => {
            let name = model.name_of(VarId(at));
            (format!("Variable {name} has the bound"), value)
        }
        (None, Some((row, value))) => (format!("Row {} has the side", model.rows[row].name), value),
        (None, None) => return None,
    };
    Some(format!(
        "{place} {}: beside numbers beyond 1e10 a solver's tolerances hide small ones. A bound that is not meant is \
         better left away.",
        number(value)
    ))
}
