//! Models on their way out of the interpreter, and answers on their way in. What comes out of there is untrusted, even
//! though only the prelude is meant to send it: shapes, sizes and numbers are checked.

use monty_types::MontyObject;

use crate::model::{
    Model, Objective, ObjectiveSense, QuadraticTerm, Row, Term, VarId, Variable, VariableKind, collect_terms,
};
use crate::solve::{Outcome, Status};

/// Bounds from here on are infinite, as in the vendor's package.
const INFINITE: f64 = 1e30;

/// The value does not have the shape that the prelude gives it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

type Decoded<T> = Result<T, Malformed>;

/// Reads what `Model.exported` of the prelude made.
pub(super) fn model(value: &MontyObject) -> Decoded<Model> {
    let [name, columns, rows, sense, constant, terms, squares, line] = tuple(value)?;
    let variables: Vec<Variable> = list(columns)?
        .iter()
        .enumerate()
        .map(|(index, column)| variable(index, column))
        .collect::<Decoded<_>>()?;
    let count = variables.len();
    let rows = list(rows)?
        .iter()
        .enumerate()
        .map(|(index, entry)| row(index, entry, count))
        .collect::<Decoded<_>>()?;
    let sense = match integer(sense)? {
        -1 => ObjectiveSense::Maximize,
        _ => ObjectiveSense::Minimize,
    };
    Ok(Model {
        name: shown(text(name)?),
        variables,
        rows,
        objective: Objective {
            sense,
            terms: linear(terms, count)?,
            quadratic: quadratic(squares, count)?,
            constant: float(constant)?,
            line: source_line(line),
        },
    })
}

fn variable(index: usize, value: &MontyObject) -> Decoded<Variable> {
    let [name, kind, lower, upper, line] = tuple(value)?;
    let kind = match text(kind)? {
        "C" => VariableKind::Continuous,
        "I" => VariableKind::Integer,
        "B" => VariableKind::Binary,
        _ => return Err(Malformed),
    };
    Ok(Variable {
        name: label(name, 'C', index)?,
        kind,
        lower: bound(float(lower)?),
        upper: bound(float(upper)?),
        line: source_line(line),
    })
}

fn row(index: usize, value: &MontyObject, count: usize) -> Decoded<Row> {
    let [name, lower, upper, terms, squares, line] = tuple(value)?;
    Ok(Row {
        name: label(name, 'R', index)?,
        terms: linear(terms, count)?,
        quadratic: quadratic(squares, count)?,
        lower: bound(float(lower)?),
        upper: bound(float(upper)?),
        line: source_line(line),
    })
}

/// The program's name, or the vendor's default: a letter and the position.
fn label(value: &MontyObject, letter: char, index: usize) -> Decoded<String> {
    Ok(match text(value)? {
        "" => format!("{letter}{index}"),
        name => shown(name),
    })
}

/// Longest name that is kept whole.
const LONGEST_NAME: usize = 1_000;

fn shown(name: &str) -> String {
    let name = crate::sample::clean(name);
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{} …", &name[..end]),
        None => name,
    }
}

fn linear(value: &MontyObject, count: usize) -> Decoded<Vec<Term>> {
    let (pairs, rest) = list(value)?.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Malformed);
    }
    let terms = pairs.iter().map(|[index, weight]| {
        Ok(Term {
            variable: position(index, count)?,
            coefficient: float(weight)?,
        })
    });
    Ok(collect_terms(terms.collect::<Decoded<Vec<_>>>()?))
}

fn quadratic(value: &MontyObject, count: usize) -> Decoded<Vec<QuadraticTerm>> {
    let (triples, rest) = list(value)?.as_chunks::<3>();
    if !rest.is_empty() {
        return Err(Malformed);
    }
    let mut sums = std::collections::BTreeMap::new();
    for [first, second, weight] in triples {
        let (first, second) = (position(first, count)?, position(second, count)?);
        let key = (first.min(second), first.max(second));
        *sums.entry(key).or_insert(0.0) += float(weight)?;
    }
    let kept = sums.into_iter().filter(|(_, coefficient)| *coefficient != 0.0);
    Ok(kept
        .map(|((first, second), coefficient)| QuadraticTerm {
            first,
            second,
            coefficient,
        })
        .collect())
}

fn tuple<const N: usize>(value: &MontyObject) -> Decoded<&[MontyObject; N]> {
    match value {
        MontyObject::Tuple(items) => items.as_slice().try_into().map_err(|_| Malformed),
        _ => Err(Malformed),
    }
}

fn list(value: &MontyObject) -> Decoded<&[MontyObject]> {
    match value {
        MontyObject::List(items) => Ok(items),
        _ => Err(Malformed),
    }
}

fn text(value: &MontyObject) -> Decoded<&str> {
    match value {
        MontyObject::String(text) => Ok(text),
        _ => Err(Malformed),
    }
}

fn integer(value: &MontyObject) -> Decoded<i64> {
    match value {
        MontyObject::Int(number) => Ok(*number),
        MontyObject::Bool(truth) => Ok(i64::from(*truth)),
        _ => Err(Malformed),
    }
}

fn float(value: &MontyObject) -> Decoded<f64> {
    match value {
        MontyObject::Float(number) => Ok(*number),
        #[expect(clippy::cast_precision_loss, reason = "Python converts integers the same way")]
        MontyObject::Int(number) => Ok(*number as f64),
        _ => Err(Malformed),
    }
}

fn position(value: &MontyObject, count: usize) -> Decoded<VarId> {
    let index = usize::try_from(integer(value)?).map_err(|_| Malformed)?;
    if index < count {
        Ok(VarId(index))
    } else {
        Err(Malformed)
    }
}

fn source_line(value: &MontyObject) -> Option<u32> {
    let line = integer(value)
        .ok()
        .and_then(|number| u32::try_from(number).ok())?;
    (line > 0).then_some(line)
}

fn bound(value: f64) -> f64 {
    if value >= INFINITE {
        f64::INFINITY
    } else if value <= -INFINITE {
        f64::NEG_INFINITY
    } else {
        value
    }
}

/// What `Model.solve` of the prelude gets back: status, objective, values, row values, duals, seconds.
pub(super) fn answer(model: &Model, outcome: &Outcome) -> MontyObject {
    let code = status_code(model, outcome.status);
    let objective = outcome.objective.unwrap_or(INFINITE);
    let values = if outcome.values.is_empty() && outcome.objective.is_none() {
        MontyObject::None
    } else {
        floats(outcome.values.iter().copied())
    };
    let activities = if outcome.objective.is_none() {
        MontyObject::None
    } else {
        floats(outcome.rows.iter().map(|row| row.activity))
    };
    let duals: Option<Vec<f64>> = outcome.rows.iter().map(|row| row.dual).collect();
    let duals = match duals {
        Some(duals) if outcome.objective.is_some() => floats(duals),
        _ => MontyObject::None,
    };
    MontyObject::Tuple(vec![
        MontyObject::Int(code),
        MontyObject::Float(objective),
        values,
        activities,
        duals,
        MontyObject::Float(outcome.time.as_secs_f64()),
    ])
}

fn floats(values: impl IntoIterator<Item = f64>) -> MontyObject {
    MontyObject::List(values.into_iter().map(MontyObject::Float).collect())
}

/// The vendor's status constants; -1 for a model that the vendor's solver refuses.
fn status_code(model: &Model, status: Status) -> i64 {
    match status {
        Status::Optimal => 1,
        Status::Infeasible => 2,
        Status::Unbounded if model.is_integer() => 4,
        Status::Unbounded => 3,
        Status::Feasible | Status::Limit => 8,
        Status::Error | Status::Unsupported if model.validate().is_err() => -1,
        Status::Error | Status::Unsupported => 5,
    }
}
