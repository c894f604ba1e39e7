//! A smallest set of rows and bounds that clash.

use std::time::Duration;

use crate::model::{Model, ModelFault, Row, Term, VarId, collect_terms};
use crate::solve::backend::{integer_ceiling, integer_floor};
use crate::solve::oracle::Oracle;
use crate::solve::outcome::{SolverName, Status};
use crate::solve::prepare::{Prepared, largest};
use crate::solve::question::Question;
use crate::solve::sensitivity::Side;
use crate::solve::tolerance::{FEASIBILITY, STRICT, tidied, violation};

use super::subset::{Item, Subset, bound_items, bounds_of, row_items, sides_of};
use super::{Clash, Place, Study};

/// A miss of a row below this is none; solvers satisfy rows within a tenth of it.
const MISSED: f64 = 1e-6;

/// The longest that one question with whole numbers may take while rows are tried.
const WHOLE_TIME: Duration = Duration::from_millis(500);

/// The longest that it may take while bounds are tried: without a bound it may never end.
const OPEN_TIME: Duration = Duration::from_millis(30);

/// Bounds beyond this number are not tried one by one with whole numbers.
const MOST_BOUNDS: usize = 60;

/// A longer list that was not shown to be smallest helps nobody.
const MOST_UNPROVED: usize = 100;

/// Whether some parts of the model have a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Possible {
    Yes,
    No,
    Unknown,
}

/// An item that is left, and whether it is known to be needed.
type Tried = (Item, bool);

impl<O: Oracle> Study<'_, O> {
    /// The clash of an infeasible model; `None` for a model that no question can be asked of, and where the solvers
    /// contradict each other.
    pub(super) fn clash(&mut self) -> Option<Clash> {
        match self.model.validate() {
            Ok(()) | Err(ModelFault::CrossedBounds { .. }) => {}
            Err(ModelFault::UnknownVariable { .. } | ModelFault::NotFinite { .. }) => return None,
        }
        if let Some(items) = crossed(self.model) {
            return Some(self.proved(items, false));
        }
        if self.is_too_large() {
            return Some(open_clash());
        }
        if let Some(items) = out_of_reach(self.model) {
            return Some(self.proved(items, false));
        }
        if let Some(items) = without_whole_numbers(self.model) {
            return Some(self.proved(items, true));
        }
        let rows = row_items(self.model);
        let all = [bound_items(self.model, &rows), rows.clone()].concat();
        match self.possible(&all, false, Duration::MAX) {
            Possible::No => self.relaxed_clash(all, rows),
            // What curved rows add is not narrowed down.
            Possible::Yes if self.model.rows.iter().any(is_curved) => None,
            Possible::Yes => Some(self.whole_clash(rows)),
            Possible::Unknown => Some(open_clash()),
        }
    }

    fn proved(&self, items: Vec<Item>, integrality: bool) -> Clash {
        self.written(items.into_iter().map(|item| (item, true)).collect(), integrality)
    }

    fn written(&self, tried: Vec<Tried>, integrality: bool) -> Clash {
        let smallest = tried.iter().all(|(_, needed)| *needed);
        if !smallest && tried.len() > MOST_UNPROVED {
            return Clash {
                integrality,
                ..open_clash()
            };
        }
        // Rows first: they are what somebody wrote.
        let (rows, bounds): (Vec<Tried>, Vec<Tried>) = tried.into_iter().partition(|(item, _)| item.is_row());
        let members = rows.into_iter().chain(bounds);
        Clash {
            members: members
                .map(|(item, needed)| item.member(self.model, needed))
                .collect(),
            integrality,
            smallest,
            hidden: 0,
        }
    }

    /// Without integrality there is no point either.
    fn relaxed_clash(&mut self, all: Vec<Item>, rows: Vec<Item>) -> Option<Clash> {
        let held = self.held_by_elastics(&rows).unwrap_or(rows);
        let mut items = [bound_items(self.model, &held), held].concat();
        if self.possible(&items, false, Duration::MAX) != Possible::No {
            items = all;
        }
        let tried = self.reduce(items, |study, items| study.possible(items, false, Duration::MAX));
        let left: Vec<Item> = tried.iter().map(|(item, _)| *item).collect();
        (!self.has_strict_point(&left)).then(|| self.written(tried, false))
    }

    /// Only whole numbers have no point.
    fn whole_clash(&mut self, rows: Vec<Item>) -> Clash {
        let rows = self.reduce(rows, |study, rows| {
            let items = [bound_items(study.model, rows), rows.to_vec()].concat();
            study.possible(&items, true, WHOLE_TIME)
        });
        let held: Vec<Item> = rows.iter().map(|(item, _)| *item).collect();
        let bounds = bound_items(self.model, &held);
        let kept: Vec<Tried> = bounds.iter().map(|bound| (*bound, false)).collect();
        if bounds.len() > MOST_BOUNDS {
            return self.written([rows, kept].concat(), true);
        }
        let tried = self.try_each(bounds, |study, bounds| {
            study.possible(&[bounds, &held].concat(), true, OPEN_TIME)
        });
        let left: Vec<Item> = tried.iter().map(|(item, _)| *item).chain(held.clone()).collect();
        // What was found without bounds is believed only when the solver says it again on another way.
        let sure = tried.len() == kept.len() || self.is_infeasible_again(&left);
        self.written([rows, if sure { tried } else { kept }].concat(), true)
    }

    /// Rows that already have no point by themselves, within all bounds: those that the cheapest way to miss some
    /// names, until no way is left. `None` when the solver gives no useful answer.
    fn held_by_elastics(&mut self, rows: &[Item]) -> Option<Vec<Item>> {
        let bounds = bound_items(self.model, rows);
        let mut held = vec![false; rows.len()];
        loop {
            let (model, gaps) = elastic_model(self.model, &bounds, rows, &held);
            let prepared = Prepared::new(&model).ok()?;
            let reply = self.ask(&prepared, &Question::Model, SolverName::Microlp, Duration::MAX);
            match reply.status {
                Status::Infeasible => break,
                Status::Optimal if reply.values.len() == model.variables.len() => {}
                _ => return None,
            }
            let missed = gaps.into_iter().filter(|(_, at)| reply.values[*at] > MISSED);
            let before = held.iter().filter(|held| **held).count();
            missed.for_each(|(row, _)| held[row] = true);
            if held.iter().filter(|held| **held).count() == before {
                return None;
            }
        }
        let kept = rows.iter().zip(held).filter(|(_, held)| *held);
        Some(kept.map(|(item, _)| *item).collect())
    }

    /// Leaves out what can be left out: in quarters, then in quarters of these, at last one by one.
    fn reduce(
        &mut self,
        mut items: Vec<Item>,
        mut possible: impl FnMut(&mut Self, &[Item]) -> Possible,
    ) -> Vec<Tried> {
        let mut size = items.len().div_ceil(4);
        while size > 1 {
            let mut at = 0;
            while at < items.len() && !self.time_left().is_zero() {
                let end = (at + size).min(items.len());
                let rest = [&items[..at], &items[end..]].concat();
                if possible(self, &rest) == Possible::No {
                    items = rest;
                } else {
                    at = end;
                }
            }
            size = size.div_ceil(4);
        }
        self.try_each(items, possible)
    }

    /// Leaves out each item without which there is still no point.
    fn try_each(
        &mut self,
        mut items: Vec<Item>,
        mut possible: impl FnMut(&mut Self, &[Item]) -> Possible,
    ) -> Vec<Tried> {
        let mut kept = Vec::new();
        let mut at = 0;
        while at < items.len() {
            let rest = [&items[..at], &items[at + 1..]].concat();
            match possible(self, &rest) {
                Possible::No => items = rest,
                answer => {
                    kept.push((items[at], answer == Possible::Yes));
                    at += 1;
                }
            }
        }
        kept
    }

    /// Whether these parts have a point. A point counts only when it satisfies them.
    fn possible(&mut self, items: &[Item], whole: bool, most: Duration) -> Possible {
        let model = Subset::of(self.model, items, whole);
        let prepared = match Prepared::new(&model) {
            Ok(prepared) => prepared,
            Err(outcome) if outcome.status == Status::Infeasible => return Possible::No,
            Err(_) => return Possible::Unknown,
        };
        if prepared.rows.is_empty() {
            return Possible::Yes; // bounds alone, and they do not cross
        }
        let reply = self.ask(&prepared, &Question::AnyPoint, SolverName::Microlp, most);
        match reply.status {
            Status::Infeasible => Possible::No,
            Status::Optimal | Status::Feasible if satisfies(&prepared, &reply.values, FEASIBILITY) => {
                Possible::Yes
            }
            Status::Limit => Possible::Unknown,
            _ if whole => Possible::Unknown,
            // microlp failed; without integers the other solver can take its place.
            _ => {
                let question = Question::AnyRelaxedPoint;
                let reply = self.ask(&prepared, &question, SolverName::Clarabel, most);
                match reply.status {
                    Status::Infeasible => Possible::No,
                    Status::Optimal if satisfies(&prepared, &reply.values, FEASIBILITY) => Possible::Yes,
                    _ => Possible::Unknown,
                }
            }
        }
    }

    /// Whether the second solver has a point of what the first found to clash, without leaning on tolerances.
    fn has_strict_point(&mut self, items: &[Item]) -> bool {
        let model = Subset::of(self.model, items, false);
        let Ok(prepared) = Prepared::new(&model) else {
            return false;
        };
        let question = Question::AnyRelaxedPoint;
        let reply = self.ask(&prepared, &question, SolverName::Clarabel, Duration::MAX);
        reply.status == Status::Optimal && satisfies(&prepared, &reply.values, STRICT)
    }

    fn is_infeasible_again(&mut self, items: &[Item]) -> bool {
        let model = Subset::of(self.model, items, true);
        match Prepared::new(&model) {
            Err(outcome) => outcome.status == Status::Infeasible,
            Ok(prepared) => {
                let reply = self.ask(&prepared, &Question::Plain, SolverName::Microlp, WHOLE_TIME);
                reply.status == Status::Infeasible
            }
        }
    }
}

/// Whether a row multiplies variables with each other; such rows take no part here.
fn is_curved(row: &Row) -> bool {
    !row.quadratic.is_empty()
}

fn open_clash() -> Clash {
    Clash {
        members: Vec::new(),
        integrality: false,
        smallest: false,
        hidden: 0,
    }
}

fn satisfies(prepared: &Prepared, values: &[f64], tolerance: f64) -> bool {
    values.len() == prepared.columns.len()
        && tidied(prepared, values).is_some_and(|values| violation(prepared, &values, tolerance).is_none())
}

/// The model in which every row that is not held may be missed, at the price of the miss; and for each way to miss
/// one, the row with the variable that measures it.
fn elastic_model(
    source: &Model,
    bounds: &[Item],
    rows: &[Item],
    held: &[bool],
) -> (Model, Vec<(usize, usize)>) {
    let mut subset = Subset::new(source);
    for bound in bounds {
        if let Place::Variable(index) = bound.place {
            subset.hold(index, bound.side);
        }
    }
    let mut misses = Vec::new();
    for (at, item) in rows.iter().enumerate() {
        let Place::Row(index) = item.place else { continue };
        let row = subset.add_row(index, item.side);
        if held[at] {
            continue;
        }
        // Measured in units of the variables, so that rows of any scale are missed at the same price.
        let scale = largest(&source.rows[index].terms).max(f64::MIN_POSITIVE);
        let below = (item.side != Side::Upper).then_some(scale);
        let above = (item.side != Side::Lower).then_some(-scale);
        for coefficient in [below, above].into_iter().flatten() {
            let miss = subset.add_variable(0.0, f64::INFINITY);
            subset.add_term(row, miss, coefficient);
            misses.push((at, miss));
        }
    }
    let mut model = subset.model;
    model.objective.terms = misses
        .iter()
        .map(|(_, miss)| Term {
            variable: VarId(*miss),
            coefficient: 1.0,
        })
        .collect();
    (model, misses)
}

fn pair(place: Place) -> Vec<Item> {
    [Side::Lower, Side::Upper].map(|side| Item { place, side }).into()
}

/// Bounds that cross.
fn crossed(model: &Model) -> Option<Vec<Item>> {
    for (index, variable) in model.variables.iter().enumerate() {
        let (lower, upper) = bounds_of(variable);
        if lower > upper {
            return Some(pair(Place::Variable(index)));
        }
    }
    let mut rows = model.rows.iter().enumerate();
    let crossed = rows.find(|(_, row)| {
        let (lower, upper) = sides_of(row);
        lower > upper
    });
    crossed.map(|(index, _)| pair(Place::Row(index)))
}

/// A row that the bounds of its variables keep from being satisfied, the shortest one. Every part is needed: without any
/// one of them, the sum has no end.
fn out_of_reach(model: &Model) -> Option<Vec<Item>> {
    let rows = model.rows.iter().enumerate();
    let linear = rows.filter(|(_, row)| !is_curved(row));
    let found = linear.filter_map(|(index, _)| row_out_of_reach(model, index));
    found.min_by_key(Vec::len)
}

/// The side of a row that no values within the bounds reach, with these bounds.
fn row_out_of_reach(model: &Model, index: usize) -> Option<Vec<Item>> {
    let terms = collect_terms(model.rows[index].terms.iter().copied());
    let (lower, upper) = sides_of(&model.rows[index]);
    [(Side::Lower, lower, 1.0), (Side::Upper, upper, -1.0)]
        .into_iter()
        .filter(|(_, bound, _)| bound.is_finite())
        .find_map(|(side, bound, sign)| {
            // The most that the expression can go towards its bound.
            let (mut reach, mut size) = (0.0, bound.abs().max(1.0));
            let mut items = vec![Item {
                place: Place::Row(index),
                side: row_side(lower, upper, side),
            }];
            for term in &terms {
                let variable = &model.variables[term.variable.0];
                let (least, most) = bounds_of(variable);
                let upward = sign * term.coefficient > 0.0;
                let end = if upward { most } else { least };
                if !end.is_finite() {
                    return None;
                }
                reach += term.coefficient * end;
                size = size.max((term.coefficient * end).abs());
                items.push(Item {
                    place: Place::Variable(term.variable.0),
                    side: row_side(least, most, if upward { Side::Upper } else { Side::Lower }),
                });
            }
            (sign * (bound - reach) > FEASIBILITY * size).then_some(items)
        })
}

/// The side, or both where they are one.
fn row_side(lower: f64, upper: f64, side: Side) -> Side {
    #[expect(
        clippy::float_cmp,
        reason = "an equality has the same number on both sides, to the bit"
    )]
    if lower == upper { Side::Both } else { side }
}

/// The same with whole numbers: bounds with none between them, and rows whose sums are multiples of a number of which
/// none fits.
fn without_whole_numbers(model: &Model) -> Option<Vec<Item>> {
    for (index, variable) in model.variables.iter().enumerate() {
        let (lower, upper) = bounds_of(variable);
        if variable.kind.is_integral() && integer_floor(lower) > integer_ceiling(upper) {
            let place = Place::Variable(index);
            let both = lower.to_bits() == upper.to_bits();
            return Some(if both {
                vec![Item {
                    place,
                    side: Side::Both,
                }]
            } else {
                pair(place)
            });
        }
    }
    let mut rows = model.rows.iter().enumerate();
    rows.find_map(|(index, row)| {
        let integral = |term: &Term| model.variables[term.variable.0].kind.is_integral();
        if row.terms.is_empty() || is_curved(row) || !row.terms.iter().all(integral) {
            return None;
        }
        let place = Place::Row(index);
        let (lower, upper) = sides_of(row);
        let items = match row_side(lower, upper, Side::Lower) {
            Side::Both => vec![Item {
                place,
                side: Side::Both,
            }],
            _ => pair(place),
        };
        let alone = Subset::of(model, &items, true);
        let refused = Prepared::new(&alone).err()?;
        (refused.status == Status::Infeasible).then_some(items)
    })
}
