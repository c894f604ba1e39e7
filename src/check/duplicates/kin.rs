//! Who descends from whom: what is derived may resemble what it is derived from.

use std::collections::{HashMap, HashSet};

use crate::sample::SampleId;

/// Ancestors of one sample that are followed; a family is seldom deeper than ten, and foreign files may hold circles.
const MOST: usize = 512;

/// How two samples are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kin {
    /// The other one is a parent.
    Parent,
    /// The other one was derived from this one.
    Child,
    /// The other one is a farther ancestor or descendant, or both have an ancestor in common.
    Family,
}

/// The parents of many samples.
#[derive(Debug, Clone, Default)]
pub struct Kinship {
    parents: HashMap<SampleId, Vec<SampleId>>,
}

impl Kinship {
    /// Notes the parents of a sample, in place of those noted before.
    pub fn note(&mut self, sample: SampleId, parents: &[SampleId]) {
        if parents.is_empty() {
            self.parents.remove(&sample);
        } else {
            self.parents.insert(sample, parents.to_vec());
        }
    }

    /// The parents of a sample, as far as they are known.
    pub fn parents(&self, sample: SampleId) -> &[SampleId] {
        self.parents.get(&sample).map_or(&[], Vec::as_slice)
    }

    /// How `other` is related to a sample with these parents; `None` when it is not, or the line between them is not
    /// known here.
    pub fn between(&self, sample: SampleId, parents: &[SampleId], other: SampleId) -> Option<Kin> {
        let others = self.parents(other);
        if parents.contains(&other) {
            return Some(Kin::Parent);
        }
        if others.contains(&sample) {
            return Some(Kin::Child);
        }
        if parents.is_empty() && others.is_empty() {
            return None;
        }
        let (own, theirs) = (self.line(sample, parents), self.line(other, others));
        (!own.is_disjoint(&theirs)).then_some(Kin::Family)
    }

    /// A sample and its ancestors.
    fn line(&self, sample: SampleId, parents: &[SampleId]) -> HashSet<SampleId> {
        let mut line = HashSet::from([sample]);
        let mut open = parents.to_vec();
        while let Some(next) = open.pop() {
            if line.len() >= MOST {
                break;
            }
            if line.insert(next) {
                open.extend(self.parents.get(&next).into_iter().flatten());
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::ContentHash;

    fn id(number: u64) -> SampleId {
        SampleId::derived(number, &ContentHash::of(["kin"]))
    }

    #[test]
    fn relatives_are_told_from_strangers() {
        let mut kinship = Kinship::default();
        kinship.note(id(2), &[id(1)]);
        kinship.note(id(3), &[id(2)]);
        kinship.note(id(4), &[id(1), id(9)]);
        let between =
            |one: u64, parents: &[SampleId], other: u64| kinship.between(id(one), parents, id(other));
        assert_eq!(between(3, &[id(2)], 2), Some(Kin::Parent));
        assert_eq!(between(2, &[id(1)], 3), Some(Kin::Child));
        assert_eq!(between(3, &[id(2)], 1), Some(Kin::Family));
        assert_eq!(between(1, &[], 3), Some(Kin::Family));
        assert_eq!(between(3, &[id(2)], 4), Some(Kin::Family));
        assert_eq!(between(3, &[id(2)], 9), None);
        assert_eq!(between(1, &[], 7), None);
    }

    #[test]
    fn a_circle_ends() {
        let mut kinship = Kinship::default();
        kinship.note(id(1), &[id(2)]);
        kinship.note(id(2), &[id(1)]);
        assert_eq!(kinship.between(id(5), &[id(6)], id(1)), None);
        assert_eq!(kinship.between(id(1), &[id(2)], id(1)), Some(Kin::Family));
    }
}
