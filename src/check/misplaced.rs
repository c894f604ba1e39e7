//! Numbers in the wrong place: a row of the model that takes all its numbers from one column of a table but one, which
//! is from another column; and rows whose terms are money while their limit is none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::table::Tables;
use super::trace::{Place, TextNumber, same};
use crate::model::{Model, Term};
use crate::sample::numbers::NumberKind;

/// Terms of a row from which on a column is a pattern.
const LEAST_TERMS: usize = 3;
/// Rows that are looked at.
const MAX_ROWS: usize = 2_000;

/// A number of the model that seems to be from the wrong cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// Where the model holds it.
    pub(super) place: Place,
    /// The number that stands there, as a position among the traced ones.
    pub(super) found: usize,
    /// The number that would fit the others.
    pub(super) expected: usize,
}

/// Where a number stands among others of its kind: the line and column of a table, or the entry of a list and the place
/// in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    grid: usize,
    line: usize,
    column: usize,
}

/// The numbers of the model that break the pattern of their row. Only numbers that the problem gives once are followed:
/// with others nobody knows which of them is meant.
pub(super) fn misplaced(
    problem: &str,
    texts: &[TextNumber],
    tables: &Tables,
    model: &Model,
) -> Vec<Misplaced> {
    let grid = Grid::new(problem, texts, tables);
    if grid.spots.is_empty() {
        return Vec::new();
    }
    let rows = model
        .rows
        .iter()
        .enumerate()
        .take(MAX_ROWS)
        .map(|(at, row)| (Place::Row(at), &row.terms));
    let expressions = std::iter::once((Place::Objective, &model.objective.terms)).chain(rows);
    expressions
        .filter_map(|(place, terms)| grid.stranger(place, terms, texts))
        .collect()
}

/// The numbers of a problem by where they stand.
struct Grid {
    /// Position among the traced numbers → spot.
    spots: BTreeMap<usize, Spot>,
    by_spot: BTreeMap<Spot, usize>,
    /// Numbers that the problem gives once, by value.
    unique: Vec<(f64, usize)>,
}

impl Grid {
    fn new(problem: &str, texts: &[TextNumber], tables: &Tables) -> Self {
        let mut spots = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            if let Some(cell) = tables.place(&text.number.span) {
                spots.insert(
                    at,
                    Spot {
                        grid: cell.table,
                        line: cell.line,
                        column: cell.column,
                    },
                );
            }
        }
        for (at, spot) in entries_of_lists(problem, texts) {
            spots.entry(at).or_insert(spot);
        }
        let mut counts: BTreeMap<Spot, usize> = BTreeMap::new();
        for spot in spots.values() {
            *counts.entry(*spot).or_default() += 1;
        }
        // A cell with two numbers says nothing of either.
        spots.retain(|_, spot| counts.get(spot) == Some(&1));
        let by_spot = spots.iter().map(|(at, spot)| (*spot, *at)).collect();
        Self {
            spots,
            by_spot,
            unique: unique(texts),
        }
    }

    fn known(&self, value: f64) -> Option<usize> {
        let value = value.abs();
        let first = self
            .unique
            .partition_point(|(known, _)| *known < value && !same(*known, value));
        self.unique
            .get(first)
            .filter(|(known, _)| same(*known, value))
            .map(|(_, at)| *at)
    }

    /// The one number of an expression that is from another column (or line) than all others.
    fn stranger(&self, place: Place, terms: &[Term], texts: &[TextNumber]) -> Option<Misplaced> {
        if terms.len() < LEAST_TERMS {
            return None;
        }
        let found: Vec<(usize, Spot)> = terms
            .iter()
            .filter_map(|term| self.known(term.coefficient))
            .filter_map(|at| Some((at, *self.spots.get(&at)?)))
            .collect();
        let along =
            |of: fn(Spot) -> (usize, usize), across: fn(Spot) -> usize, put: fn(Spot, Spot) -> Spot| {
                let mut groups: BTreeMap<(usize, usize), Vec<(usize, Spot)>> = BTreeMap::new();
                for (at, spot) in &found {
                    groups.entry(of(*spot)).or_default().push((*at, *spot));
                }
                let (_, most) = groups.iter().max_by_key(|(_, members)| members.len())?;
                let mut others = found
                    .iter()
                    .filter(|(at, _)| most.iter().all(|(member, _)| member != at));
                let (Some((odd, spot)), None) = (others.next(), others.next()) else {
                    return None;
                };
                let taken: BTreeSet<usize> = most.iter().map(|(_, spot)| across(*spot)).collect();
                let (_, like) = most.first()?;
                let pattern =
                    most.len() + 1 >= LEAST_TERMS && taken.len() == most.len() && spot.grid == like.grid;
                if !pattern || taken.contains(&across(*spot)) {
                    return None;
                }
                let expected = *self.by_spot.get(&put(*spot, *like))?;
                let value = texts.get(expected)?.number.value;
                let there = terms.iter().any(|term| same(term.coefficient, value));
                (!there).then_some(Misplaced {
                    place,
                    found: *odd,
                    expected,
                })
            };
        let by_column = along(
            |spot| (spot.grid, spot.column),
            |spot| spot.line,
            |spot, like| Spot {
                column: like.column,
                ..spot
            },
        );
        by_column.or_else(|| {
            along(
                |spot| (spot.grid, spot.line),
                |spot| spot.column,
                |spot, like| Spot {
                    line: like.line,
                    ..spot
                },
            )
        })
    }
}

/// Values that the problem gives once, in order.
fn unique(texts: &[TextNumber]) -> Vec<(f64, usize)> {
    let mut values: Vec<(f64, usize)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (text.number.value.abs(), at))
        .collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let alone = |at: usize| {
        let near = |other: Option<&(f64, usize)>| other.is_some_and(|other| same(other.0, values[at].0));
        !near(at.checked_sub(1).and_then(|before| values.get(before))) && !near(values.get(at + 1))
    };
    let plain = |value: f64| !same(value, 0.0) && !same(value, 1.0);
    (0..values.len())
        .filter(|at| alone(*at) && plain(values[*at].0))
        .map(|at| values[at])
        .collect()
}

/// The numbers of list entries that follow one another and give as many numbers of the same kinds each: "- Rice: 15 g of
/// protein for $3".
fn entries_of_lists(problem: &str, texts: &[TextNumber]) -> Vec<(usize, Spot)> {
    // Beside the tables, which are numbered from 0.
    let mut grid = 1_000_000;
    let mut spots = Vec::new();
    let mut open: Vec<Vec<usize>> = Vec::new();
    let kinds = |entry: &[usize]| {
        entry
            .iter()
            .map(|at| texts[*at].number.kind)
            .collect::<Vec<NumberKind>>()
    };
    let mut close = |open: &mut Vec<Vec<usize>>| {
        if open.len() >= LEAST_TERMS {
            grid += 1;
            for (line, entry) in open.iter().enumerate() {
                spots.extend(
                    entry
                        .iter()
                        .enumerate()
                        .map(|(column, at)| (*at, Spot { grid, line, column })),
                );
            }
        }
        open.clear();
    };
    let mut next = 0;
    for line in line_spans(problem) {
        let mut own = Vec::new();
        while next < texts.len() && texts[next].number.span.start < line.end {
            own.push(next);
            next += 1;
        }
        let entry = problem[line].trim_start().starts_with(['-', '*', '•']) && own.len() >= 2;
        if open
            .last()
            .is_some_and(|last| !entry || kinds(last) != kinds(&own))
        {
            close(&mut open);
        }
        if entry {
            open.push(own);
        }
    }
    close(&mut open);
    spots
}

fn line_spans(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let span = start..start + line.len();
            start += line.len();
            span
        })
        .collect()
}

/// Rows whose terms are amounts of money while their limit counts something else: positions of the row, and of the
/// number that limits it.
pub(super) fn mixed_units(texts: &[TextNumber], model: &Model) -> Vec<(usize, usize)> {
    let unique = unique(texts);
    let known = |value: f64| {
        let found = unique
            .iter()
            .find(|(known, _)| same(*known, value))
            .map(|(_, at)| *at);
        found.map(|at| (at, texts[at].number.kind))
    };
    let money = |value: f64| known(value).is_some_and(|(_, kind)| kind == NumberKind::Currency);
    let rows = model.rows.iter().enumerate().take(MAX_ROWS);
    rows.filter_map(|(at, row)| {
        let costs = row.terms.len() >= 2 && row.terms.iter().all(|term| money(term.coefficient));
        let side = [row.lower, row.upper]
            .into_iter()
            .find(|side| side.is_finite() && *side != 0.0)?;
        let (limit, kind) = known(side)?;
        (costs && kind == NumberKind::Plain).then_some((at, limit))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::testing::{row, variable};
    use super::*;
    use crate::check::trace::trace;
    use crate::model::Objective;

    const TABLE: &str =
        "| part | hours | cost |\n|---|---|---|\n| bolt | 11 | 21 |\n| nut | 12 | 22 |\n| pin | 13 | 23 |\n";
    const LIST: &str = "- bolt: 11 hours for 21\n- nut: 12 hours for 22\n- pin: 13 hours for 23\n";

    fn model(coefficients: [f64; 3], side: f64) -> Model {
        let terms: Vec<(usize, f64)> = coefficients.into_iter().enumerate().collect();
        Model {
            name: String::new(),
            variables: ["a", "b", "c"].iter().map(|name| variable(name, 1)).collect(),
            rows: vec![row("hours", &terms, f64::NEG_INFINITY, side, 2)],
            objective: Objective::zero(),
        }
    }

    fn found(problem: &str, coefficients: [f64; 3]) -> Vec<(f64, f64)> {
        let model = model(coefficients, 90.0);
        let trace = trace(problem, "", "x = 1", Some(&model));
        let value = |at: usize| trace.texts[at].number.value;
        let all = misplaced(problem, &trace.texts, &Tables::new(problem), &model);
        all.into_iter()
            .map(|found| (value(found.found), value(found.expected)))
            .collect()
    }

    #[test]
    fn a_number_of_another_column_is_noticed() {
        for problem in [TABLE, LIST] {
            assert_eq!(found(problem, [11.0, 12.0, 13.0]), []);
            assert_eq!(found(problem, [11.0, 22.0, 13.0]), [(22.0, 12.0)], "{problem}");
            assert_eq!(found(problem, [21.0, 22.0, 23.0]), []);
            assert_eq!(found(problem, [11.0, 22.0, 99.0]), []);
        }
    }

    #[test]
    fn equal_numbers_accuse_nobody() {
        let problem = TABLE.replace("22", "13");
        assert_eq!(found(&problem, [11.0, 13.0, 13.0]), []);
    }

    #[test]
    fn costs_against_a_number_of_hours_are_mixed() {
        let problem = "A bolt costs $4, a nut $5 and a pin $7. There are 90 hours.";
        let model = model([4.0, 5.0, 7.0], 90.0);
        let trace = trace(problem, "", "x = 1", Some(&model));
        let mixed = mixed_units(&trace.texts, &model);
        assert_eq!(mixed, [(0, 3)]);
        let money = problem.replace("90 hours", "$90");
        let trace = super::super::trace::trace(&money, "", "x = 1", Some(&model));
        assert_eq!(mixed_units(&trace.texts, &model), []);
    }
}
