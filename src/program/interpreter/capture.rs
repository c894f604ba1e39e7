//! Models on their way out of the interpreter, and answers on their way in. What comes out of there is untrusted, even
//! though only the prelude is meant to send it: shapes, sizes and numbers are checked.

use monty_types::MontyObject;

use super::special::{Rule, Special};
use crate::model::{
    Model, Objective, ObjectiveSense, QuadraticTerm, Row, Term, VarId, Variable, VariableKind, collect_terms,
};
use crate::solve::explain::{Cause, Place};
use crate::solve::{Outcome, Range, Side, Status};

/// Bounds from here on are infinite, as in the vendor's package.
const INFINITE: f64 = 1e30;

/// The value does not have the shape that the prelude gives it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

type Decoded<T> = Result<T, Malformed>;

/// A model as the program wrote it.
#[derive(Debug)]
pub(super) struct Captured {
    /// Its variables, rows and objective.
    pub(super) model: Model,
    /// Constraints that no row can say.
    pub(super) special: Vec<Special>,
}

/// Reads what `_sw_export` of the prelude made.
pub(super) fn model(value: &MontyObject) -> Decoded<Captured> {
    let [
        name,
        columns,
        rows,
        sense,
        constant,
        terms,
        squares,
        line,
        special,
    ] = tuple(value)?;
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
    let special = list(special)?
        .iter()
        .map(|entry| one_special(entry, count))
        .collect::<Decoded<_>>()?;
    let model = Model {
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
    };
    Ok(Captured { model, special })
}

fn one_special(value: &MontyObject, count: usize) -> Decoded<Special> {
    let [kind, name, head, factors, numbers, line] = tuple(value)?;
    let operands: Vec<VarId> = list(factors)?
        .iter()
        .map(|factor| position(factor, count))
        .collect::<Decoded<_>>()?;
    let numbers: Vec<f64> = list(numbers)?.iter().map(float).collect::<Decoded<_>>()?;
    let head_variable = || position(head, count);
    let rule = match (text(kind)?, operands.as_slice(), numbers.as_slice()) {
        ("indicator", _, [value, lower, upper, weights @ ..]) if weights.len() == operands.len() => {
            let terms = operands.iter().zip(weights).map(|(variable, coefficient)| Term {
                variable: *variable,
                coefficient: *coefficient,
            });
            Rule::Indicator {
                binary: head_variable()?,
                active: *value != 0.0,
                terms: collect_terms(terms.collect::<Vec<_>>()),
                lower: bound(*lower),
                upper: bound(*upper),
            }
        }
        ("abs", [operand], []) => Rule::Absolute {
            result: head_variable()?,
            operand: *operand,
        },
        (kind @ ("max" | "min"), _, _) if !(operands.is_empty() && numbers.is_empty()) => Rule::Extreme {
            result: head_variable()?,
            largest: kind == "max",
            operands,
            constants: numbers,
        },
        (kind @ ("and" | "or"), [_, ..], []) => Rule::Logical {
            result: head_variable()?,
            all: kind == "and",
            operands,
        },
        ("sos", _, _) if numbers.len() == operands.len() => {
            let mut order: Vec<(f64, VarId)> = numbers.into_iter().zip(operands).collect();
            order.sort_by(|one, other| one.0.total_cmp(&other.0));
            Rule::OrderedSet {
                neighbours: integer(head)? == 2,
                members: order.into_iter().map(|(_, variable)| variable).collect(),
            }
        }
        ("piecewise", [operand], _) if numbers.len() >= 4 && numbers.len().is_multiple_of(2) => {
            let (xs, ys) = numbers.split_at(numbers.len() / 2);
            Rule::Piecewise {
                result: head_variable()?,
                operand: *operand,
                points: xs.iter().copied().zip(ys.iter().copied()).collect(),
            }
        }
        _ => return Err(Malformed),
    };
    Ok(Special {
        name: shown(text(name)?),
        line: source_line(line),
        rule,
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
        // The second engine knows only one kind of sequence on the way out.
        MontyObject::Tuple(items) | MontyObject::List(items) => {
            items.as_slice().try_into().map_err(|_| Malformed)
        }
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

/// What `_sw_ask` of the prelude gets back: status, objective, values, row values, duals, seconds, reduced costs, the
/// prices that hold while every whole number stays as it is (duals and reduced costs), and how far costs and sides may
/// move (two numbers each, infinite ones where there is no end). Variables and rows beyond those that the program made
/// are left out.
pub(super) fn answer(model: &Model, outcome: &Outcome, columns: usize, rows: usize) -> MontyObject {
    let word = status_word(model, outcome.status);
    let objective = outcome.objective.unwrap_or(INFINITE);
    let values = if outcome.values.is_empty() && outcome.objective.is_none() {
        MontyObject::None
    } else {
        floats(outcome.values.iter().copied().take(columns))
    };
    let results = || outcome.rows.iter().take(rows);
    let activities = if outcome.objective.is_none() {
        MontyObject::None
    } else {
        floats(results().map(|row| row.activity))
    };
    let prices = Prices::of(outcome, columns, rows);
    let held = match &outcome.sensitivity {
        Some(prices) if prices.fixed_integers => MontyObject::Tuple(vec![
            floats(prices.rows.iter().map(|row| row.dual).take(rows)),
            floats(
                prices
                    .variables
                    .iter()
                    .map(|variable| variable.reduced_cost)
                    .take(columns),
            ),
        ]),
        _ => MontyObject::None,
    };
    MontyObject::Tuple(vec![
        MontyObject::String(word.to_owned()),
        MontyObject::Float(objective),
        values,
        activities,
        prices.duals,
        MontyObject::Float(outcome.time.as_secs_f64()),
        prices.reduced_costs,
        held,
        prices.ranges,
    ])
}

/// Prices of a linear model without integers, as the prelude reads them.
struct Prices {
    duals: MontyObject,
    reduced_costs: MontyObject,
    ranges: MontyObject,
}

impl Prices {
    fn of(outcome: &Outcome, columns: usize, rows: usize) -> Self {
        let Some(found) = outcome.sensitivity.as_ref().filter(|found| !found.fixed_integers) else {
            let duals: Option<Vec<f64>> = outcome.rows.iter().take(rows).map(|row| row.dual).collect();
            return Self {
                duals: match duals {
                    Some(duals) if outcome.objective.is_some() => floats(duals),
                    _ => MontyObject::None,
                },
                reduced_costs: MontyObject::None,
                ranges: MontyObject::None,
            };
        };
        let variables = || found.variables.iter().take(columns);
        let sides = || found.rows.iter().take(rows);
        Self {
            duals: floats(sides().map(|row| row.dual)),
            reduced_costs: floats(variables().map(|variable| variable.reduced_cost)),
            ranges: MontyObject::Tuple(vec![
                floats(variables().flat_map(|variable| ends(variable.cost))),
                floats(sides().flat_map(|row| ends(row.range))),
            ]),
        }
    }
}

fn ends(range: Option<Range>) -> [f64; 2] {
    let from = range.and_then(|range| range.from).unwrap_or(f64::NEG_INFINITY);
    let to = range.and_then(|range| range.to).unwrap_or(f64::INFINITY);
    [from, to]
}

/// What asking for an infeasible subset gets back: positions of rows by their lower and upper sides, of variables by
/// their lower and upper bounds, and whether nothing less clashes. `None` when nothing was found, or when something
/// takes part that the program did not write as a row.
pub(super) fn clash(outcome: &Outcome, columns: usize, rows: usize) -> Option<MontyObject> {
    let Cause::Clash(clash) = &outcome.explanation.as_ref()?.cause else {
        return None;
    };
    if clash.members.is_empty() || clash.hidden > 0 {
        return None;
    }
    let [mut row_lower, mut row_upper, mut lower, mut upper] = [const { Vec::new() }; 4];
    for member in &clash.members {
        let (position, below, above) = match member.place {
            Place::Row(row) if row < rows => (row, &mut row_lower, &mut row_upper),
            Place::Variable(column) if column < columns => (column, &mut lower, &mut upper),
            _ => return None,
        };
        let position = MontyObject::Int(i64::try_from(position).ok()?);
        if member.side != Side::Upper {
            below.push(position.clone());
        }
        if member.side != Side::Lower {
            above.push(position);
        }
    }
    let mut parts: Vec<MontyObject> = [row_lower, row_upper, lower, upper]
        .into_iter()
        .map(MontyObject::List)
        .collect();
    parts.push(MontyObject::Bool(clash.smallest));
    Some(MontyObject::Tuple(parts))
}

fn floats(values: impl IntoIterator<Item = f64>) -> MontyObject {
    MontyObject::List(values.into_iter().map(MontyObject::Float).collect())
}

/// A word for each layer to turn into its vendor's constant; `refused` is a model that no solver takes.
fn status_word(model: &Model, status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Infeasible => "infeasible",
        Status::Unbounded => "unbounded",
        Status::Feasible | Status::Limit => "limit",
        Status::Error | Status::Unsupported if model.validate().is_err() => "refused",
        Status::Error | Status::Unsupported => "failed",
    }
}
