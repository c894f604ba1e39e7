//! Which variables and rows of two models are the same.

use std::collections::{BTreeMap, HashMap};

use super::super::canon::{canonical_row, colours};
use super::super::{Detail, Model, Row};
use super::{entries, near, ordered, parts};

/// Rows left over on both sides beyond this are matched in order only; comparing each with each would take long.
const MAX_COMPARED: usize = 400;

/// Pairs of variables, by unique name, then by role with values, by role without, and by what is left of one kind.
pub(super) fn match_variables(old: &Model, new: &Model) -> Vec<(usize, usize)> {
    let mut pairs = Pairs::new(old.variables.len(), new.variables.len());
    pairs.by_unique(
        old.variables.iter().map(|variable| &variable.name),
        new.variables.iter().map(|variable| &variable.name),
    );
    for detail in [Detail::Values, Detail::Pattern] {
        let ((old_colours, _), (new_colours, _)) = (colours(old, detail), colours(new, detail));
        pairs.by_key(&old_colours, &new_colours);
    }
    // As many on both sides that nothing else tells apart: a renamed model with changed data.
    let (rest_old, rest_new) = pairs.free();
    if rest_old.len() == rest_new.len() {
        let kinds = |model: &Model| {
            model
                .variables
                .iter()
                .map(|variable| variable.kind.word())
                .collect::<Vec<_>>()
        };
        pairs.by_key(&kinds(old), &kinds(new));
    }
    pairs.done()
}

/// Pairs of rows: equal content first, then equal names, then whichever share most of their variables.
pub(super) fn match_rows(old: &Model, new: &Model, forward: &HashMap<usize, usize>) -> Vec<(usize, usize)> {
    let mut pairs = Pairs::new(old.rows.len(), new.rows.len());
    let old_keys: Vec<_> = old
        .rows
        .iter()
        .map(|row| content_key(row, Some(forward)))
        .collect();
    let new_keys: Vec<_> = new.rows.iter().map(|row| content_key(row, None)).collect();
    pairs.by_key(&old_keys, &new_keys);
    pairs.by_unique(
        old.rows.iter().map(|row| &row.name),
        new.rows.iter().map(|row| &row.name),
    );
    let (rest_old, rest_new) = pairs.free();
    if rest_old.len().max(rest_new.len()) <= MAX_COMPARED {
        let entries_of =
            |rows: &[usize], model: &Model, forward: Option<&HashMap<usize, usize>>| -> Vec<Entries> {
                rows.iter()
                    .map(|row| moved_entries(&model.rows[*row], forward))
                    .collect()
            };
        let old_entries = entries_of(&rest_old, old, Some(forward));
        let new_entries = entries_of(&rest_new, new, None);
        let mut candidates: Vec<(usize, usize, usize)> = Vec::new();
        for (&before, old_entries) in rest_old.iter().zip(&old_entries) {
            for (&after, new_entries) in rest_new.iter().zip(&new_entries) {
                if let Some(shared) = shared_variables(old_entries, new_entries) {
                    let score = 2 * shared + usize::from(old.rows[before].sense() == new.rows[after].sense());
                    candidates.push((score, before, after));
                }
            }
        }
        candidates.sort_by_key(|(score, before, after)| (std::cmp::Reverse(*score), *before, *after));
        for (_, before, after) in candidates {
            pairs.join(before, after);
        }
    }
    pairs.done()
}

/// Whether two rows say the same: equal up to scaling and turning round.
pub(super) fn same_row(old: &Row, new: &Row, forward: &HashMap<usize, usize>) -> bool {
    content_key(old, Some(forward)) == content_key(new, None) || {
        // Keys round; two numbers on either side of a rounding edge still are near.
        let (old, new) = (canonical_row(old), canonical_row(new));
        let moved = |row: &Row, forward: Option<&HashMap<usize, usize>>| moved_entries(row, forward);
        let (before, after) = (moved(&old, Some(forward)), moved(&new, None));
        before.len() == after.len()
            && before
                .iter()
                .all(|(key, coefficient)| after.get(key).is_some_and(|other| near(*coefficient, *other)))
            && near(old.lower, new.lower)
            && near(old.upper, new.upper)
    }
}

/// Coefficients by variable or product of variables.
type Entries = BTreeMap<(usize, Option<usize>), f64>;
type RowKey = (Vec<((usize, Option<usize>), String)>, String, String);

/// The content of a row in one way of writing, with the new model's variables.
fn content_key(row: &Row, forward: Option<&HashMap<usize, usize>>) -> RowKey {
    let row = canonical_row(row);
    let written = |value: f64| format!("{:.9e}", value + 0.0);
    let terms = moved_entries(&row, forward)
        .into_iter()
        .map(|(key, value)| (key, written(value)))
        .collect();
    (terms, written(row.lower), written(row.upper))
}

/// Coefficients by variable; variables without counterpart are kept apart behind all others.
fn moved_entries(
    row: &Row,
    forward: Option<&HashMap<usize, usize>>,
) -> BTreeMap<(usize, Option<usize>), f64> {
    const GONE: usize = usize::MAX / 2;
    let moved = |variable: usize| match forward {
        Some(forward) => forward
            .get(&variable)
            .copied()
            .unwrap_or(GONE + variable.min(GONE)),
        None => variable,
    };
    let entry = |((first, second), value): ((usize, Option<usize>), f64)| match second {
        Some(second) => (ordered(moved(first), moved(second)), value),
        None => ((moved(first), None), value),
    };
    entries(parts(row)).into_iter().map(entry).collect()
}

/// How many variables two rows share, when that is at least half of those of each.
fn shared_variables(old: &Entries, new: &Entries) -> Option<usize> {
    let shared = old.keys().filter(|key| new.contains_key(key)).count();
    (shared > 0 && 2 * shared >= old.len() && 2 * shared >= new.len()).then_some(shared)
}

/// A growing matching between two ranges.
struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<bool>,
}

impl Pairs {
    fn new(old: usize, new: usize) -> Self {
        Self {
            old: vec![None; old],
            new: vec![false; new],
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        if self.old[old].is_none() && !self.new[new] {
            self.old[old] = Some(new);
            self.new[new] = true;
        }
    }

    fn free(&self) -> (Vec<usize>, Vec<usize>) {
        let old = (0..self.old.len()).filter(|at| self.old[*at].is_none()).collect();
        let new = (0..self.new.len()).filter(|at| !self.new[*at]).collect();
        (old, new)
    }

    /// Joins what has the same key on both sides, in order.
    fn by_key<K: Ord>(&mut self, old_keys: &[K], new_keys: &[K]) {
        let (old, new) = self.free();
        let mut waiting: BTreeMap<&K, Vec<usize>> = BTreeMap::new();
        for at in new.into_iter().rev() {
            waiting.entry(&new_keys[at]).or_default().push(at);
        }
        for at in old {
            if let Some(found) = waiting.get_mut(&old_keys[at]).and_then(Vec::pop) {
                self.join(at, found);
            }
        }
    }

    /// Joins what has a name that is free exactly once on both sides.
    fn by_unique<'a>(
        &mut self,
        old_names: impl Iterator<Item = &'a String>,
        new_names: impl Iterator<Item = &'a String>,
    ) {
        let once = |names: Vec<&'a String>, free: &[usize]| {
            let mut places: HashMap<&'a String, Option<usize>> = HashMap::new();
            for at in free {
                places
                    .entry(names[*at])
                    .and_modify(|place| *place = None)
                    .or_insert(Some(*at));
            }
            places
        };
        let (old, new) = self.free();
        let new_places = once(new_names.collect(), &new);
        let mut joined: Vec<(usize, usize)> = once(old_names.collect(), &old)
            .into_iter()
            .filter_map(|(name, place)| Some((place?, (*new_places.get(name)?)?)))
            .collect();
        joined.sort_unstable();
        for (before, after) in joined {
            self.join(before, after);
        }
    }

    fn done(self) -> Vec<(usize, usize)> {
        self.old
            .into_iter()
            .enumerate()
            .filter_map(|(old, new)| Some((old, new?)))
            .collect()
    }
}
