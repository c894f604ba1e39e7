//! Models for the tests of this room and of those above.

use proptest::prelude::*;

use super::{Model, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind, collect_terms};

pub(crate) fn variable(name: &str) -> Variable {
    Variable {
        name: name.to_owned(),
        kind: VariableKind::Continuous,
        lower: 0.0,
        upper: f64::INFINITY,
        line: None,
    }
}

pub(crate) fn row(name: &str, terms: impl IntoIterator<Item = (VarId, f64)>, lower: f64, upper: f64) -> Row {
    Row {
        name: name.to_owned(),
        terms: collect_terms(terms.into_iter().map(|(variable, coefficient)| Term {
            variable,
            coefficient,
        })),
        quadratic: Vec::new(),
        lower,
        upper,
        line: None,
    }
}

/// Two packs, one nutrient.
pub(crate) fn diet() -> Model {
    let terms = |a, b| vec![(VarId(0), a), (VarId(1), b)];
    Model {
        name: String::new(),
        variables: vec![variable("a"), variable("b")],
        rows: vec![row("zinc", terms(12.0, 5.0), 75.0, f64::INFINITY)],
        objective: Objective {
            sense: ObjectiveSense::Minimize,
            terms: row("", terms(4.0, 3.0), 0.0, 0.0).terms,
            quadratic: Vec::new(),
            constant: 0.0,
            line: None,
        },
    }
}

/// Small models with every kind of variable and row.
pub(crate) fn arbitrary_model() -> impl Strategy<Value = Model> {
    let kinds = prop::sample::select(vec![
        VariableKind::Continuous,
        VariableKind::Integer,
        VariableKind::Binary,
    ]);
    let variables = prop::collection::vec((kinds, 0..3_i32, 3..9_i32), 1..6);
    let coefficients = || prop::collection::vec((0..6_usize, -9..10_i32), 1..5);
    let rows = prop::collection::vec((coefficients(), 0..4_u8, -20..20_i32), 0..6);
    (variables, rows, coefficients(), any::<bool>()).prop_map(|(variables, rows, objective, maximize)| {
        let count = variables.len();
        let terms = |pairs: Vec<(usize, i32)>| {
            pairs
                .into_iter()
                .map(move |(at, value)| (VarId(at % count), f64::from(value)))
                .collect::<Vec<_>>()
        };
        let mut model = Model::empty();
        for (at, (kind, lower, upper)) in variables.into_iter().enumerate() {
            model.variables.push(Variable {
                kind,
                lower: f64::from(lower),
                upper: f64::from(upper),
                ..variable(&format!("x{at}"))
            });
        }
        for (at, (pairs, sense, side)) in rows.into_iter().enumerate() {
            let side = f64::from(side);
            let (lower, upper) = match sense {
                0 => (f64::NEG_INFINITY, side),
                1 => (side, f64::INFINITY),
                2 => (side, side),
                _ => (side - 1.5, side),
            };
            model
                .rows
                .push(row(&format!("r{at}"), terms(pairs), lower, upper));
        }
        model.objective.terms = row("", terms(objective), 0.0, 0.0).terms;
        model.objective.sense = if maximize {
            ObjectiveSense::Maximize
        } else {
            ObjectiveSense::Minimize
        };
        model
    })
}

/// The same model with other names, in another order, rows scaled by 2 or turned round.
pub(crate) fn renamed_and_shuffled(model: Model) -> impl Strategy<Value = Model> {
    let variables: Vec<usize> = (0..model.variables.len()).collect();
    let rows: Vec<usize> = (0..model.rows.len()).collect();
    (
        Just(variables).prop_shuffle(),
        Just(rows).prop_shuffle(),
        any::<bool>(),
    )
        .prop_map(move |(variables, rows, turn)| {
            let place = |old: VarId| VarId(variables.iter().position(|at| *at == old.0).unwrap());
            let moved = |terms: &[Term], factor: f64| {
                terms
                    .iter()
                    .map(|term| (place(term.variable), factor * term.coefficient))
                    .collect::<Vec<_>>()
            };
            let mut other = model.clone();
            other.variables = variables
                .iter()
                .enumerate()
                .map(|(at, old)| Variable {
                    name: format!("y{at}"),
                    ..model.variables[*old].clone()
                })
                .collect();
            let factor = if turn { -2.0 } else { 2.0 };
            other.rows = rows
                .iter()
                .map(|old| {
                    let Row {
                        terms, lower, upper, ..
                    } = &model.rows[*old];
                    let (lower, upper) = if turn {
                        (upper * factor, lower * factor)
                    } else {
                        (lower * factor, upper * factor)
                    };
                    row(&format!("s{old}"), moved(terms, factor), lower, upper)
                })
                .collect();
            other.objective.terms = row("", moved(&model.objective.terms, 1.0), 0.0, 0.0).terms;
            other
        })
}
