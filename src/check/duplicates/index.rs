//! Many profiles, and which of them are like a given one.

use std::collections::HashMap;

use super::shingles::spread;
use super::signature::BANDS;
use super::{ALIKE_TEXT, Kin, Kinship, Profile, Signature};
use crate::check::Source;
use crate::sample::SampleId;

/// Entries that are looked at for one band, and for one structure; a hundred thousand copies of one text are as many
/// candidates, and the latest of them tell as much as all.
const MOST_IN_BAND: usize = 500;
const MOST_ALIKE: usize = 4_096;

/// End of a chain.
const END: u32 = u32::MAX;

/// Entries that a new index has room for, as a power of two.
const SMALL: u32 = 8;

/// How the models of two samples compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Twin {
    /// The same structure, types and senses; other numbers.
    Shape,
    /// The same model in other words.
    Exact,
}

/// Something like what was asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// What it is.
    pub source: Source,
    /// How alike the problems are in words, from 0 to 1, as the signatures estimate it.
    pub text: f64,
    /// How the models compare; `None` when they differ or one is not known.
    pub twin: Option<Twin>,
}

/// What is asked of an index.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// Like what.
    pub profile: &'a Profile,
    /// The sample itself, which is not its own neighbour.
    pub except: Option<SampleId>,
    /// Samples that are told of whenever their models compare, however little the texts do: the parents.
    pub parents: &'a [SampleId],
    /// Likeness in words from which a sample is told of by words alone.
    pub text: f64,
    /// How many are told of at most: the nearest.
    pub most: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    source: Source,
    profile: Profile,
    /// Whether it counts; a profile that was replaced stays in the chains.
    alive: bool,
    /// For each band, the entry before it in its chain.
    before: [u32; BANDS],
}

/// The latest entry with each band, found by part of the band: a chain may hold entries of other bands too, which cost a
/// look each. A map for each band would take six times the memory.
#[derive(Debug, Clone)]
struct Heads {
    /// For each band, as many places as a power of two.
    heads: Vec<u32>,
    bits: u32,
}

impl Heads {
    fn with_bits(bits: u32) -> Self {
        Self {
            heads: vec![END; BANDS << bits],
            bits,
        }
    }

    /// Whether chains stay short with one entry more.
    fn has_room(&self, entries: usize) -> bool {
        entries < 1 << self.bits
    }

    fn slot(&self, number: usize, band: u64) -> usize {
        let mask = (1 << self.bits) - 1;
        let within = usize::try_from(spread(band) >> 32).unwrap_or(0) & mask;
        (number << self.bits) + within
    }

    fn first(&self, number: usize, band: u64) -> u32 {
        self.heads[self.slot(number, band)]
    }

    /// Puts an entry at the head of the chains of its bands, and gives the heads before.
    fn put(&mut self, text: &Signature, place: u32) -> [u32; BANDS] {
        let mut before = [END; BANDS];
        for (number, (band, before)) in text.bands().iter().zip(&mut before).enumerate() {
            let slot = self.slot(number, *band);
            *before = std::mem::replace(&mut self.heads[slot], place);
        }
        before
    }
}

/// The profiles of many samples and of reference sets.
///
/// Samples come one by one. Looking up costs what is found: 100,000 samples answer within milliseconds
/// (`benches/duplicates.rs`).
#[derive(Debug, Clone)]
pub struct Index {
    entries: Vec<Entry>,
    places: HashMap<Source, u32>,
    heads: Heads,
    exact: HashMap<u64, Vec<u32>>,
    shapes: HashMap<u64, Vec<u32>>,
    kinship: Kinship,
    references: usize,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An index without anything.
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
            places: HashMap::new(),
            heads: Heads::with_bits(SMALL),
            exact: HashMap::new(),
            shapes: HashMap::new(),
            kinship: Kinship::default(),
            references: 0,
        }
    }

    /// Adds a profile, in place of the one that the same source had.
    pub fn insert(&mut self, source: Source, parents: &[SampleId], profile: Profile) {
        if let Source::Sample(id) = source {
            self.kinship.note(id, parents);
        }
        if let Some(&place) = self.places.get(&source) {
            let entry = &mut self.entries[place as usize];
            if entry.profile == profile {
                return;
            }
            entry.alive = false;
        } else if matches!(source, Source::Reference { .. }) {
            self.references += 1;
        }
        let Ok(place) = u32::try_from(self.entries.len()) else {
            return; // four billion samples do not fit into memory
        };
        if !self.heads.has_room(self.entries.len()) {
            self.grow();
        }
        let text = profile.text.as_ref();
        let before = text.map_or([END; BANDS], |text| self.heads.put(text, place));
        if let Some(model) = &profile.model {
            self.exact.entry(model.exact).or_default().push(place);
            self.shapes.entry(model.shape).or_default().push(place);
        }
        self.places.insert(source.clone(), place);
        self.entries.push(Entry {
            source,
            profile,
            alive: true,
            before,
        });
    }

    /// Makes room for as many entries again.
    fn grow(&mut self) {
        self.heads = Heads::with_bits(self.heads.bits + 1);
        for (place, entry) in (0..).zip(&mut self.entries) {
            if let Some(text) = &entry.profile.text {
                entry.before = self.heads.put(text, place);
            }
        }
    }

    /// How many samples it holds, reference rows not counted.
    pub fn samples(&self) -> usize {
        self.places.len() - self.references
    }

    /// How many rows of reference sets it holds.
    pub fn references(&self) -> usize {
        self.references
    }

    /// The profile of a source.
    pub fn profile(&self, source: &Source) -> Option<&Profile> {
        let place = self.places.get(source)?;
        Some(&self.entries[*place as usize].profile)
    }

    /// How `other` is related to a sample with these parents.
    pub fn kin(&self, sample: SampleId, parents: &[SampleId], other: SampleId) -> Option<Kin> {
        self.kinship.between(sample, parents, other)
    }

    /// How two samples that it holds are related.
    pub fn kin_of(&self, sample: SampleId, other: SampleId) -> Option<Kin> {
        self.kinship.between(sample, self.kinship.parents(sample), other)
    }

    /// Everything that it holds, in the order in which it came.
    pub fn iter(&self) -> impl Iterator<Item = (&Source, &Profile)> {
        let alive = self.entries.iter().filter(|entry| entry.alive);
        alive.map(|entry| (&entry.source, &entry.profile))
    }

    /// What is like the profile: alike in words, an exact twin, or a twin in shape that is somewhat alike in words too.
    /// Exact twins come first, then the most alike.
    pub fn near(&self, query: &Query<'_>) -> Vec<Match> {
        let mut seen = vec![false; self.entries.len()];
        let mut found = Vec::new();
        if let Some(model) = &query.profile.model {
            for (buckets, key) in [(&self.exact, model.exact), (&self.shapes, model.shape)] {
                let bucket = buckets.get(&key).into_iter().flatten();
                for place in bucket.rev().take(MOST_ALIKE) {
                    self.look_at(*place, query, &mut seen, &mut found);
                }
            }
            for parent in query.parents {
                if let Some(place) = self.places.get(&Source::Sample(*parent)) {
                    self.look_at(*place, query, &mut seen, &mut found);
                }
            }
        }
        self.look_at_words(query, &mut seen, &mut found);
        found.sort_by(|a, b| {
            let exact = |one: &Match| one.twin == Some(Twin::Exact);
            exact(b)
                .cmp(&exact(a))
                .then(b.text.total_cmp(&a.text))
                .then_with(|| a.source.cmp(&b.source))
        });
        found.truncate(query.most);
        found
    }

    /// The same with how each is related to the sample that is asked about. Reference rows come first, then parents: no
    /// crowd of others hides them.
    pub fn near_with_kin(&self, sample: SampleId, query: &Query<'_>) -> Vec<(Match, Option<Kin>)> {
        let mut found = self.near(&Query {
            most: usize::MAX,
            ..*query
        });
        found.sort_by_key(|one| match &one.source {
            Source::Reference { .. } => 0,
            Source::Sample(id) if query.parents.contains(id) => 1,
            Source::Sample(_) => 2,
        });
        found.truncate(query.most);
        let with_kin = |one: Match| {
            let kin = match one.source {
                Source::Sample(other) if other != sample => self.kin(sample, query.parents, other),
                Source::Sample(_) | Source::Reference { .. } => None,
            };
            (one, kin)
        };
        found.into_iter().map(with_kin).collect()
    }

    /// Looks at those that share a band with the text.
    fn look_at_words(&self, query: &Query<'_>, seen: &mut [bool], found: &mut Vec<Match>) {
        let Some(text) = &query.profile.text else { return };
        for (number, band) in text.bands().iter().enumerate() {
            let mut next = self.heads.first(number, *band);
            let mut looked = 0;
            while next != END && looked < MOST_IN_BAND {
                let Entry { profile, before, .. } = &self.entries[next as usize];
                let same = profile
                    .text
                    .as_ref()
                    .is_some_and(|other| other.bands()[number] == *band);
                if same {
                    self.look_at(next, query, seen, found);
                }
                looked += 1;
                next = before[number];
            }
        }
    }

    /// Takes an entry in if it is like the profile; each is looked at once.
    fn look_at(&self, place: u32, query: &Query<'_>, seen: &mut [bool], found: &mut Vec<Match>) {
        let seen = &mut seen[place as usize];
        let entry = &self.entries[place as usize];
        if std::mem::replace(seen, true) || !entry.alive {
            return;
        }
        let id = match entry.source {
            Source::Sample(id) => Some(id),
            Source::Reference { .. } => None,
        };
        if id.is_some() && id == query.except {
            return;
        }
        let text = match (&query.profile.text, &entry.profile.text) {
            (Some(own), Some(other)) => own.similarity(other),
            _ => 0.0,
        };
        let twin = twin(query.profile, &entry.profile);
        let parent = id.is_some_and(|id| query.parents.contains(&id));
        let telling = query.profile.model.is_some_and(|model| model.is_telling());
        let near = match twin {
            _ if text >= query.text => true,
            Some(Twin::Exact) if telling => true,
            Some(_) => parent || text >= ALIKE_TEXT,
            None => false,
        };
        if near {
            found.push(Match {
                source: entry.source.clone(),
                text,
                twin,
            });
        }
    }
}

fn twin(one: &Profile, other: &Profile) -> Option<Twin> {
    let (one, other) = (one.model.as_ref()?, other.model.as_ref()?);
    if one.exact == other.exact {
        Some(Twin::Exact)
    } else {
        (one.shape == other.shape).then_some(Twin::Shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::diet;
    use crate::sample::ContentHash;

    fn id(number: u64) -> SampleId {
        SampleId::derived(number, &ContentHash::of(["index"]))
    }

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
    }

    fn words(words: std::ops::Range<u32>) -> Profile {
        Profile::of(&text(words), None)
    }

    fn near(index: &Index, profile: &Profile) -> Vec<Match> {
        index.near(&Query {
            profile,
            except: None,
            parents: &[],
            text: 0.8,
            most: 10,
        })
    }

    #[test]
    fn a_near_text_is_found_and_a_far_one_is_not() {
        let mut index = Index::new();
        for number in 0..300 {
            let start = 1000 * u32::try_from(number).unwrap();
            index.insert(Source::Sample(id(number)), &[], words(start..start + 100));
        }
        let found = near(&index, &words(7_002..7_102));
        assert_eq!(
            found.iter().map(|one| &one.source).collect::<Vec<_>>(),
            [&Source::Sample(id(7))]
        );
        assert!(found[0].text > 0.8);
        assert!(near(&index, &words(7_060..7_160)).is_empty());
        assert!(near(&index, &Profile::of("", None)).is_empty());
    }

    #[test]
    fn a_replaced_profile_is_not_found_any_more() {
        let mut index = Index::new();
        index.insert(Source::Sample(id(1)), &[], words(0..100));
        index.insert(Source::Sample(id(1)), &[], words(500..600));
        assert!(near(&index, &words(0..100)).is_empty());
        assert_eq!(near(&index, &words(500..600)).len(), 1);
        assert_eq!((index.samples(), index.iter().count()), (1, 1));
    }

    #[test]
    fn twins_are_found_in_other_words_and_shapes_only_in_like_words() {
        let mut changed = diet();
        changed.rows[0].lower = 99.0;
        let mut index = Index::new();
        index.insert(
            Source::Sample(id(1)),
            &[],
            Profile::of(&text(0..100), Some(&diet())),
        );
        let twin = Profile::of(&text(500..600), Some(&diet()));
        assert_eq!(near(&index, &twin)[0].twin, Some(Twin::Exact));
        let shape = |words| Profile::of(&text(words), Some(&changed));
        assert!(near(&index, &shape(500..600)).is_empty());
        assert_eq!(near(&index, &shape(10..110))[0].twin, Some(Twin::Shape));
        let of_parent = index.near(&Query {
            profile: &shape(500..600),
            except: None,
            parents: &[id(1)],
            text: 0.8,
            most: 10,
        });
        assert_eq!(of_parent[0].twin, Some(Twin::Shape));
    }

    #[test]
    fn no_crowd_hides_a_reference_row_or_a_parent() {
        let mut index = Index::new();
        for number in 0..20 {
            index.insert(Source::Sample(id(number)), &[], words(0..100));
        }
        let reference = Source::Reference {
            set: "test set".to_owned(),
            row: 1,
        };
        index.insert(reference.clone(), &[], words(3..103));
        index.insert(Source::Sample(id(30)), &[], words(4..104));
        let profile = words(0..100);
        let query = Query {
            profile: &profile,
            except: None,
            parents: &[id(30)],
            text: 0.8,
            most: 3,
        };
        let found = index.near_with_kin(id(31), &query);
        assert_eq!(found.len(), 3);
        assert_eq!((&found[0].0.source, found[0].1), (&reference, None));
        assert_eq!(
            (&found[1].0.source, found[1].1),
            (&Source::Sample(id(30)), Some(Kin::Parent))
        );
    }

    #[test]
    fn nothing_is_its_own_neighbour_and_references_are_counted_apart() {
        let mut index = Index::new();
        let reference = Source::Reference {
            set: "test set".to_owned(),
            row: 4,
        };
        index.insert(Source::Sample(id(1)), &[], words(0..100));
        index.insert(reference.clone(), &[], words(0..100));
        let found = index.near(&Query {
            profile: &words(0..100),
            except: Some(id(1)),
            parents: &[],
            text: 0.8,
            most: 10,
        });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source, reference);
        assert_eq!((index.samples(), index.references()), (1, 1));
    }
}
