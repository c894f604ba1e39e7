//! What of many samples belongs together: near in words, the same model in other words, or known from a reference set.

use std::collections::{BTreeMap, HashMap};

use super::{Index, Kin, Profile, Query, SAME_TEXT, Twin};
use crate::check::Source;
use crate::model::Fingerprint;
use crate::sample::SampleId;

/// Samples that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its members, in the order in which they came.
    pub members: Vec<SampleId>,
    /// The least likeness in words of two members that were found to be alike; 0 where words were not looked at.
    pub text: f64,
    /// Whether all members are of one family, so that the likeness may be meant.
    pub related: bool,
}

/// A sample that is known from a reference set.
#[derive(Debug, Clone, PartialEq)]
pub struct Contaminated {
    /// The sample.
    pub sample: SampleId,
    /// The set.
    pub set: String,
    /// Row of its file, from 1.
    pub row: u64,
    /// How alike the problems are in words.
    pub text: f64,
    /// How the models compare.
    pub twin: Option<Twin>,
    /// Whether that is enough to call the sample contaminated.
    pub certain: bool,
}

/// Everything that belongs together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Groups {
    /// Near in words; relatives only where the models are the same too.
    pub texts: Vec<Group>,
    /// The same model, number for number, whatever the words.
    pub twins: Vec<Group>,
    /// Known from reference sets.
    pub contaminated: Vec<Contaminated>,
}

impl Groups {
    /// Whether anything is there that nobody meant: contamination, near texts, or twins that are no relatives.
    pub fn is_clean(&self) -> bool {
        self.contaminated.is_empty() && self.texts.is_empty() && self.twins.iter().all(|group| group.related)
    }
}

/// Finds what belongs together. `text` is the likeness in words from which texts are near; `within` says whether samples
/// are compared with each other, and not only with reference sets.
pub fn groups(index: &Index, text: f64, within: bool) -> Groups {
    let samples: Vec<(SampleId, &Profile)> = index
        .iter()
        .filter_map(|(source, profile)| match source {
            Source::Sample(id) => Some((*id, profile)),
            Source::Reference { .. } => None,
        })
        .collect();
    let places: HashMap<SampleId, usize> = samples
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (*id, place))
        .collect();
    let mut near = Sets::new(samples.len());
    let mut contaminated = Vec::new();
    for (place, (id, profile)) in samples.iter().enumerate() {
        let found = index.near(&Query {
            profile,
            except: Some(*id),
            parents: &[],
            text,
            most: usize::MAX,
        });
        for one in found {
            match one.source {
                Source::Reference { set, row } => {
                    let telling = profile.model.is_some_and(|model| model.is_telling());
                    contaminated.push(Contaminated {
                        sample: *id,
                        set,
                        row,
                        text: one.text,
                        twin: one.twin,
                        certain: one.text >= SAME_TEXT || (one.twin == Some(Twin::Exact) && telling),
                    });
                }
                Source::Sample(other) if within && one.text >= text => {
                    let same_model = one.twin == Some(Twin::Exact);
                    // Every pair is found from both ends.
                    let Some(there) = places.get(&other).filter(|there| **there > place) else {
                        continue;
                    };
                    let kin = index.kin_of(*id, other);
                    if kin.is_none() || (same_model && kin == Some(Kin::Family)) {
                        near.join(place, *there, one.text);
                    }
                }
                Source::Sample(_) => {}
            }
        }
    }
    let group = |(members, text): (Vec<usize>, f64)| {
        let members: Vec<SampleId> = members.iter().map(|place| samples[*place].0).collect();
        let related = members[1..]
            .iter()
            .all(|other| index.kin_of(members[0], *other).is_some());
        Group {
            members,
            text,
            related,
        }
    };
    Groups {
        texts: near.groups().into_iter().map(group).collect(),
        twins: if within {
            twins(&samples)
                .into_iter()
                .map(|members| group((members, 0.0)))
                .collect()
        } else {
            Vec::new()
        },
        contaminated,
    }
}

/// Places of samples with the same telling model.
fn twins(samples: &[(SampleId, &Profile)]) -> Vec<Vec<usize>> {
    let mut by_model: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, (_, profile)) in samples.iter().enumerate() {
        if let Some(model) = profile.model.filter(Fingerprint::is_telling) {
            by_model.entry(model.exact).or_default().push(place);
        }
    }
    let mut groups: Vec<Vec<usize>> = by_model
        .into_values()
        .filter(|members| members.len() > 1)
        .collect();
    groups.sort();
    groups
}

/// Disjoint sets that grow together, each with the weakest tie in it.
struct Sets {
    above: Vec<usize>,
    weakest: Vec<f64>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self {
            above: (0..count).collect(),
            weakest: vec![1.0; count],
        }
    }

    fn top(&mut self, mut place: usize) -> usize {
        while self.above[place] != place {
            self.above[place] = self.above[self.above[place]];
            place = self.above[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize, tie: f64) {
        let (one, other) = (self.top(one), self.top(other));
        let (top, below) = (one.min(other), one.max(other));
        self.above[below] = top;
        self.weakest[top] = self.weakest[top].min(self.weakest[below]).min(tie);
    }

    /// Sets of two and more, by their first members.
    fn groups(mut self) -> Vec<(Vec<usize>, f64)> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in 0..self.above.len() {
            let top = self.top(place);
            members.entry(top).or_default().push(place);
        }
        members
            .into_iter()
            .filter(|(_, members)| members.len() > 1)
            .map(|(top, members)| (members, self.weakest[top]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::diet;
    use crate::sample::ContentHash;

    fn id(number: u64) -> SampleId {
        SampleId::derived(number, &ContentHash::of(["groups"]))
    }

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn near_texts_twins_and_known_rows_are_told_apart() {
        let mut index = Index::new();
        let mut add = |number: u64, parents: &[SampleId], words, model| {
            let profile = Profile::of(&text(words), model);
            index.insert(Source::Sample(id(number)), parents, profile);
        };
        let model = diet();
        add(1, &[], 0..200, None);
        add(2, &[], 5..205, None);
        add(3, &[], 8..208, None);
        add(4, &[], 1000..1200, Some(&model));
        add(5, &[], 2000..2200, Some(&model));
        add(6, &[id(1)], 2..202, None);
        add(7, &[], 3000..3200, None);
        let reference = Source::Reference {
            set: "exam".to_owned(),
            row: 9,
        };
        index.insert(reference, &[], Profile::of(&text(3000..3200), None));
        let found = groups(&index, 0.8, true);
        let members = |group: &Group| group.members.clone();
        // The child of the first is near the second and third, which are no relatives of it.
        assert_eq!(
            found.texts.iter().map(members).collect::<Vec<_>>(),
            [vec![id(1), id(2), id(3), id(6)]]
        );
        assert!(!found.texts[0].related && found.texts[0].text >= 0.8);
        assert_eq!(
            found.twins.iter().map(members).collect::<Vec<_>>(),
            [vec![id(4), id(5)]]
        );
        assert_eq!(found.contaminated.len(), 1);
        assert!(found.contaminated[0].certain && !found.is_clean());
        let known = groups(&index, 0.8, false);
        assert!(known.texts.is_empty() && known.twins.is_empty());
        assert_eq!(known.contaminated, found.contaminated);
    }

    #[test]
    fn a_child_near_its_parent_is_no_group() {
        let mut index = Index::new();
        index.insert(
            Source::Sample(id(1)),
            &[],
            Profile::of(&text(0..200), Some(&diet())),
        );
        index.insert(
            Source::Sample(id(2)),
            &[id(1)],
            Profile::of(&text(1..201), Some(&diet())),
        );
        let found = groups(&index, 0.8, true);
        assert!(found.texts.is_empty() && found.is_clean());
        assert!(found.twins[0].related);
    }
}
