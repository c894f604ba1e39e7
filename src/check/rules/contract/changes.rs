//! How many constraints and entities a set of changes amounts to.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Evidence;
use crate::model::diff::{Change, ModelDiff};
use crate::model::{Model, Row, VariableKind};

/// What one written constraint is known by: a loop writes many rows on one program line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// A line of the program.
    Line(u32),
    /// The name without its indices, where lines are not known.
    Stem(String),
    /// The bound or type of variables made on a line.
    Declaration(Option<u32>),
}

/// Changed rows by the constraint that they belong to.
pub(super) struct Groups {
    /// Added or changed constraints, with the rows of the new model.
    changed: Vec<Group>,
    /// Constraints of the old model that are gone, each with one of its rows.
    removed: BTreeMap<Source, Row>,
}

struct Group {
    sources: BTreeSet<Source>,
    evidence: Vec<Evidence>,
    /// The first row that is new, unless rows changed that were there before.
    fresh: Option<Row>,
    /// New variables that its rows speak of.
    news: BTreeSet<usize>,
}

impl Groups {
    /// Groups the changes of rows and of variables that exist in both models. Constraints that share a new variable
    /// are one: "at least two of five plants" needs a row for the count and rows that link.
    pub(super) fn of(diff: &ModelDiff, old: &Model, new: &Model) -> Self {
        let added: BTreeSet<usize> = diff
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::VariableAdded { new, .. } => Some(*new),
                _ => None,
            })
            .collect();
        let mut by_source: BTreeMap<Source, Group> = BTreeMap::new();
        let mut removed = BTreeMap::new();
        for change in &diff.changes {
            let (source, news) = match change {
                Change::RowAdded { new: at, .. } | Change::RowChanged { new: at, .. } => {
                    let row = &new.rows[*at];
                    let used = row.terms.iter().map(|term| term.variable.0);
                    (
                        source_of(row),
                        used.filter(|variable| added.contains(variable)).collect(),
                    )
                }
                Change::VariableChanged { new: at, .. } => {
                    (Source::Declaration(new.variables[*at].line), BTreeSet::new())
                }
                Change::RowRemoved { old: at, .. } => {
                    let row = &old.rows[*at];
                    removed.entry(source_of(row)).or_insert_with(|| row.clone());
                    continue;
                }
                _ => continue,
            };
            let group = by_source.entry(source.clone()).or_insert_with(|| Group {
                sources: BTreeSet::from([source]),
                evidence: Vec::new(),
                fresh: match change {
                    Change::RowAdded { new: at, .. } => Some(new.rows[*at].clone()),
                    _ => None,
                },
                news: BTreeSet::new(),
            });
            if matches!(change, Change::RowChanged { .. }) {
                group.fresh = None;
            }
            group.evidence.extend(evidence(change, new));
            group.news.extend(news);
        }
        Self {
            changed: merged(by_source.into_values().collect()),
            removed,
        }
    }

    /// How many constraints changed; one that was replaced by another of its kind counts once.
    pub(super) fn count(&self) -> usize {
        let mut fresh: Vec<&Row> = self
            .changed
            .iter()
            .filter_map(|group| group.fresh.as_ref())
            .collect();
        let gone = self.removed.values().filter(|row| {
            let replaced = fresh.iter().position(|fresh| replaces(fresh, row));
            if let Some(at) = replaced {
                fresh.swap_remove(at);
            }
            replaced.is_none()
        });
        gone.count() + self.changed.len()
    }

    /// Where the changes are, a few places for each constraint.
    pub(super) fn evidence(&self) -> impl Iterator<Item = Evidence> + '_ {
        self.changed
            .iter()
            .take(6)
            .flat_map(|group| group.evidence.iter().take(3).cloned())
    }
}

/// Joins groups that speak of a common new variable.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::new();
    for mut group in groups {
        let (same, others): (Vec<Group>, Vec<Group>) = joined
            .into_iter()
            .partition(|other| !other.news.is_disjoint(&group.news));
        for other in same {
            group.sources.extend(other.sources);
            group.evidence.splice(0..0, other.evidence);
            group.news.extend(other.news);
        }
        joined = others;
        joined.push(group);
    }
    joined
}

/// Whether a new row may be an old one that now speaks of other entities or asks for something like it.
fn replaces(fresh: &Row, gone: &Row) -> bool {
    let (new, old) = (stem(&fresh.name), stem(&gone.name));
    let compared = |row: &Row| [row.lower.to_bits(), row.upper.to_bits()];
    let coefficients = |row: &Row| {
        let mut bits: Vec<u64> = row.terms.iter().map(|term| term.coefficient.to_bits()).collect();
        bits.sort_unstable();
        bits
    };
    let same_limit = compared(fresh) == compared(gone);
    let same_terms = coefficients(fresh) == coefficients(gone);
    let like = fresh.sense() == gone.sense();
    if said(&new) && said(&old) {
        return new == old || (like && same_limit && same_terms);
    }
    like && (same_limit || same_terms)
}

/// The restrictions of a model by what they limit, whether they are written as rows or as bounds. That variables are not
/// negative, and that choices are at most one, is left out: people write it or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Limits {
    /// Limits from above on single variables.
    above: usize,
    /// Limits from below on single variables.
    below: usize,
    /// Rows of more variables.
    sums: usize,
}

impl Limits {
    pub(super) fn of(model: &Model) -> Self {
        let mut limits = Self::default();
        for variable in &model.variables {
            limits.add(variable.lower, variable.upper, variable.kind);
        }
        for row in &model.rows {
            match row.terms.as_slice() {
                [] if row.quadratic.is_empty() => {}
                [only] if row.quadratic.is_empty() && only.coefficient != 0.0 => {
                    let (a, b) = (row.lower / only.coefficient, row.upper / only.coefficient);
                    let (lower, upper) = if only.coefficient < 0.0 { (b, a) } else { (a, b) };
                    let kind = model.variables.get(only.variable.0).map(|variable| variable.kind);
                    limits.add(lower, upper, kind.unwrap_or(VariableKind::Continuous));
                }
                _ => limits.sums += 1,
            }
        }
        limits
    }

    fn add(&mut self, lower: f64, upper: f64, kind: VariableKind) {
        let binary = kind == VariableKind::Binary;
        self.above += usize::from(upper.is_finite() && !(binary && upper >= 1.0));
        self.below += usize::from(lower.is_finite() && lower > 0.0);
    }
}

/// How many constraints are written, as far as lines and names tell.
pub(super) fn constraints(model: &Model) -> usize {
    model.rows.iter().map(source_of).collect::<BTreeSet<_>>().len()
}

/// How many families of variables are declared, as far as lines and names tell.
pub(super) fn declarations(model: &Model) -> usize {
    let source = |variable: &crate::model::Variable| {
        variable
            .line
            .map_or_else(|| Source::Stem(stem(&variable.name)), Source::Line)
    };
    model.variables.iter().map(source).collect::<BTreeSet<_>>().len()
}

fn source_of(row: &Row) -> Source {
    row.line
        .map_or_else(|| Source::Stem(stem(&row.name)), Source::Line)
}

/// Whether two rows look like the same limit on different entities: by name, or where names say nothing by their
/// sense and number of terms.
pub(super) fn alike(a: &Row, b: &Row) -> bool {
    let (first, second) = (stem(&a.name), stem(&b.name));
    if said(&first) || said(&second) {
        return first == second || first.split('_').next() == second.split('_').next();
    }
    a.sense() == b.sense() && a.terms.len() == b.terms.len()
}

/// Whether a name was given by somebody; `R3` numbers a row.
fn said(stem: &str) -> bool {
    stem.len() > 2
}

/// Whether one written constraint makes both rows, as a loop does.
pub(super) fn same_source(a: &Row, b: &Row) -> bool {
    let source = source_of(a);
    source == source_of(b) && source != Source::Stem(String::new())
}

/// `zinc[2]`, `zinc_2` → `zinc`.
fn stem(name: &str) -> String {
    let cut = name.find(['[', '(']).unwrap_or(name.len());
    name[..cut]
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | ',' | '-'))
        .to_owned()
}

/// The places of the new model that a change is about; program lines come first.
pub(super) fn evidence(change: &Change, new: &Model) -> Vec<Evidence> {
    let line = |line: Option<u32>| line.map(|line| Evidence::Line { line });
    match change {
        Change::VariableAdded { new: at, .. } | Change::VariableChanged { new: at, .. } => {
            let variable = &new.variables[*at];
            let place = Evidence::Variable {
                index: *at,
                name: variable.name.clone(),
            };
            line(variable.line).into_iter().chain([place]).collect()
        }
        Change::RowAdded { new: at, .. } | Change::RowChanged { new: at, .. } => {
            let row = &new.rows[*at];
            let place = Evidence::Row {
                index: *at,
                name: row.name.clone(),
            };
            line(row.line).into_iter().chain([place]).collect()
        }
        Change::ObjectiveSense { .. } | Change::Objective { .. } => line(new.objective.line)
            .into_iter()
            .chain([Evidence::Objective])
            .collect(),
        Change::VariableRemoved { .. } | Change::RowRemoved { .. } => Vec::new(),
    }
}

/// How many entities the new variables stand for: the fewest labels that no kept variable has in the same place and
/// that together occur in the names of all new variables. `ship[3,0]` and `ship[3,1]` are one entity, 3.
pub(super) fn entities(new: &Model, added: &[usize], diff: &ModelDiff) -> usize {
    let known: BTreeSet<(usize, &str)> = diff
        .variables
        .iter()
        .flat_map(|(_, kept)| labels(&new.variables[*kept].name))
        .collect();
    let fresh = |at: &usize| {
        let all: BTreeSet<(usize, &str)> = labels(&new.variables[*at].name)
            .filter(|label| !known.contains(label))
            .collect();
        // The first piece of `ship[3]` names what is decided; an entity is told by the pieces behind.
        let behind: BTreeSet<(usize, &str)> = all.iter().copied().filter(|(place, _)| *place > 0).collect();
        if behind.is_empty() { all } else { behind }
    };
    let mut open: Vec<BTreeSet<(usize, &str)>> = added
        .iter()
        .map(fresh)
        .filter(|labels| !labels.is_empty())
        .collect();
    let mut count = 0;
    while !open.is_empty() {
        let mut tally: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for label in open.iter().flatten() {
            *tally.entry(*label).or_default() += 1;
        }
        let Some((best, _)) = tally.into_iter().max_by_key(|(_, count)| *count) else {
            break;
        };
        open.retain(|labels| !labels.contains(&best));
        count += 1;
    }
    count
}

/// The pieces of a name with their places.
fn labels(name: &str) -> impl Iterator<Item = (usize, &str)> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .enumerate()
}
