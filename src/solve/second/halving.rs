//! The search for a whole point that is better than the optimum, or for any where there should be none, by clarabel
//! alone.
//!
//! Branch and bound with its answer known: a box of ranges is dropped when even without integrality nothing in it is
//! better than the optimum by more than rounding (or nothing at all is in it), else it is cut in two at the value that is farthest from a whole
//! number. When no box is left, no better whole point exists.

use std::time::{Duration, Instant};

use crate::solve::oracle::{Effort, Oracle};
use crate::solve::outcome::{SolverName, Status};
use crate::solve::prepare::{Column, Prepared};
use crate::solve::question::Question;
use crate::solve::tolerance::{FEASIBILITY, better_margin, tidied, violation};

/// Boxes that are looked at. What is not proved by then would take minutes.
const MOST_BOXES: u32 = 500;

/// Coefficients beyond which one box takes too long to be worth a search.
const MOST_COEFFICIENTS: usize = 20_000;

/// How near an interior point comes to a whole number where the optimum is whole.
const WHOLE: f64 = 1e-5;

/// What the search came to.
#[derive(Debug)]
pub(in crate::solve) struct Found {
    /// Infeasible: there is no better point; optimal: here is one; limit or error: nobody knows.
    pub(in crate::solve) status: Status,
    /// The objective of the better point.
    pub(in crate::solve) objective: Option<f64>,
    /// Boxes that were looked at.
    pub(in crate::solve) asked: u32,
    /// Time it took.
    pub(in crate::solve) time: Duration,
}

pub(in crate::solve) fn search(
    prepared: &Prepared,
    best: Option<f64>,
    values: &[f64],
    time: Duration,
    mut oracle: impl Oracle,
) -> Found {
    let started = Instant::now();
    let margin = better_margin(prepared, values);
    let is_better = |objective: f64| best.is_none_or(|best| prepared.gain(objective, best) >= margin);
    let mut asked = 0;
    let mut boxes = vec![prepared.columns.clone()];
    let done = |status, objective, asked| Found {
        status,
        objective,
        asked,
        time: started.elapsed(),
    };
    let coefficients: usize = prepared.rows.iter().map(|row| row.terms.len()).sum();
    if coefficients > MOST_COEFFICIENTS {
        return done(Status::Limit, None, asked);
    }
    while let Some(columns) = boxes.pop() {
        let left = time.saturating_sub(started.elapsed());
        if asked == MOST_BOXES || left.is_zero() {
            return done(Status::Limit, None, asked);
        }
        asked += 1;
        let effort = Effort { time: left, gap: 0.0 };
        let reply = oracle.ask(
            prepared,
            &Question::Within(&columns),
            SolverName::Clarabel,
            effort,
        );
        let bound = match (reply.status, reply.objective) {
            (Status::Infeasible, _) => continue,
            (Status::Optimal, Some(bound)) if reply.values.len() == columns.len() => bound,
            (Status::Limit, _) => return done(Status::Limit, None, asked),
            // An interior point method trips where a box has hardly an interior; smaller ones are told apart.
            _ => match pieces(prepared, &columns) {
                Pieces::Halves(halves) => {
                    boxes.extend(halves);
                    continue;
                }
                Pieces::Point(Some(objective)) if is_better(objective) => {
                    return done(Status::Optimal, Some(objective), asked);
                }
                Pieces::Point(_) => continue,
                Pieces::None => return done(Status::Error, None, asked),
            },
        };
        if !is_better(bound) {
            continue;
        }
        if let Some(halves) = cut(&columns, &reply.values) {
            boxes.extend(halves);
            continue;
        }
        // The bound is whole, and better: either a point, or as much as rounding can make of one.
        let better = whole_point(prepared, &reply.values).filter(|one| is_better(*one));
        let status = if better.is_some() {
            Status::Optimal
        } else {
            Status::Error
        };
        return done(status, better, asked);
    }
    done(Status::Infeasible, None, asked)
}

/// What a box comes to without a solver.
enum Pieces {
    /// Its widest whole range cut in the middle.
    Halves([Vec<Column>; 2]),
    /// A single point: its objective, if it satisfies everything.
    Point(Option<f64>),
    /// Only fractions, or ranges without an end, are left.
    None,
}

fn pieces(prepared: &Prepared, columns: &[Column]) -> Pieces {
    let width = |column: &Column| column.upper - column.lower;
    let whole = columns.iter().enumerate().filter(|(_, column)| column.integral);
    let widest = whole.max_by(|(_, one), (_, other)| width(one).total_cmp(&width(other)));
    match widest {
        Some((at, column)) if width(column) >= 1.0 && width(column).is_finite() => {
            let (mut below, mut above) = (columns.to_vec(), columns.to_vec());
            let middle = f64::midpoint(column.lower, column.upper).floor();
            below[at].upper = middle;
            above[at].lower = middle + 1.0;
            Pieces::Halves([below, above])
        }
        Some(_) if columns.iter().all(|column| width(column) <= 0.0) => {
            let point: Vec<f64> = columns.iter().map(|column| column.lower).collect();
            Pieces::Point(whole_point(prepared, &point))
        }
        _ => Pieces::None,
    }
}

/// The box below and the box above the value that is farthest from a whole number; `None` where all are whole.
fn cut(columns: &[Column], values: &[f64]) -> Option<[Vec<Column>; 2]> {
    let distance = |value: f64| (value - value.round()).abs();
    let integral = columns
        .iter()
        .zip(values)
        .enumerate()
        .filter(|(_, (column, _))| column.integral);
    let (at, (_, value)) =
        integral.max_by(|(_, (_, one)), (_, (_, other))| distance(**one).total_cmp(&distance(**other)))?;
    if distance(*value) <= WHOLE {
        return None;
    }
    let (mut below, mut above) = (columns.to_vec(), columns.to_vec());
    below[at].upper = value.floor();
    above[at].lower = value.ceil();
    Some([below, above])
}

/// The objective of the point with its integers whole, if it satisfies everything.
fn whole_point(prepared: &Prepared, values: &[f64]) -> Option<f64> {
    let pairs = values.iter().zip(&prepared.columns);
    let rounded: Vec<f64> = pairs
        .map(|(value, column)| if column.integral { value.round() } else { *value })
        .collect();
    let point = tidied(prepared, &rounded)?;
    let satisfied = violation(prepared, &point, FEASIBILITY).is_none();
    satisfied.then(|| prepared.model.objective.value(&point))
}
