//! Which samples of the workspace are like a given one: the index in memory, kept up with the database.
//!
//! It is filled when it is first asked for, from profiles that are kept, and from then on takes in only what has come or
//! changed. All clones of a store share it.

use std::sync::{Mutex, PoisonError};

use futures::future::BoxFuture;
use tokio::sync::RwLock;

use super::Store;
use super::error::{Result, StoreError};
use super::profiles::ProfileEntry;
use super::references::ReferenceCursor;
use super::samples::SampleCursor;
use crate::check::duplicates::{Index, Match, NEAR_TEXT, Neighbour, Neighbours, Profile, Query};
use crate::check::{self, CheckId, Inputs, Source, Verdict};
use crate::model::Model;
use crate::sample::{Sample, SampleId};
use crate::walk::driver::{Judge, Subject};

/// Profiles that are read at a time.
const PAGE: usize = 2_000;

/// Neighbours that are looked at closely.
const MOST: usize = 8;

/// The index, and how far it has got.
#[derive(Debug, Default)]
pub(super) struct Neighbourhood {
    state: RwLock<State>,
    /// Samples that changed since they were taken in.
    changed: Mutex<Vec<SampleId>>,
}

#[derive(Debug, Default)]
struct State {
    index: Index,
    samples: SampleCursor,
    references: Option<ReferenceCursor>,
    /// Whether all reference rows are in.
    referenced: bool,
}

impl Neighbourhood {
    /// Notes that a sample has another version or another run.
    pub(super) fn changed(&self, sample: SampleId) {
        self.waiting().push(sample);
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<SampleId>> {
        // Nothing panics under the lock, so a poisoned one is whole all the same.
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Brings the index of likeness up to date. The first time takes some seconds for 100,000 samples whose profiles
    /// are kept; those that are not are computed, and kept when the workspace is open for writing.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn index_samples(&self) -> Result<()> {
        let neighbourhood = &self.inner.neighbourhood;
        let mut state = neighbourhood.state.write().await;
        while !state.referenced {
            let (profiles, next) = self.reference_profiles(state.references, PAGE).await?;
            for (source, profile) in profiles {
                state.index.insert(source, &[], profile);
            }
            state.referenced = next.is_none();
            state.references = next;
        }
        let mut changed = std::mem::take(&mut *neighbourhood.waiting());
        if state.samples == SampleCursor::default() {
            // What changed before anything was taken in is taken in as it is now.
            changed.clear();
        }
        loop {
            let (entries, _) = self.profiles(Some(state.samples), PAGE).await?;
            let whole = entries.len() == PAGE;
            if let Some(last) = entries.last() {
                state.samples = last.cursor;
            }
            self.take_in(&mut state.index, entries).await?;
            if !whole {
                break;
            }
        }
        for id in changed {
            let entry = self.profile(id).await?;
            self.take_in(&mut state.index, entry.into_iter().collect())
                .await?;
        }
        Ok(())
    }

    async fn take_in(&self, index: &mut Index, entries: Vec<ProfileEntry>) -> Result<()> {
        for entry in &entries {
            index.insert(Source::Sample(entry.id), &entry.parents, entry.profile);
        }
        let fresh: Vec<ProfileEntry> = entries.into_iter().filter(|entry| entry.fresh).collect();
        if !fresh.is_empty() && self.is_writable() {
            self.put_profiles(fresh).await?;
        }
        Ok(())
    }

    /// Lets `look` see the index as it was brought up to date last.
    pub async fn with_index<T>(&self, look: impl FnOnce(&Index) -> T) -> T {
        look(&self.inner.neighbourhood.state.read().await.index)
    }

    /// What of the workspace and its reference sets is like a sample, which need not be in the workspace, and its model.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn neighbours(&self, sample: &Sample, model: Option<&Model>) -> Result<Neighbours> {
        self.index_samples().await?;
        self.indexed_neighbours(sample, model).await
    }

    /// The same by the index as it was brought up to date last, so that a batch compares all its walks with the same
    /// samples however they overtake each other.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn indexed_neighbours(&self, sample: &Sample, model: Option<&Model>) -> Result<Neighbours> {
        let profile = Profile::of(&sample.problem, model);
        let parents = sample.lineage.parents();
        let query = Query {
            profile: &profile,
            except: Some(sample.id),
            parents,
            text: NEAR_TEXT,
            most: MOST,
        };
        let (samples, references, found) = self
            .with_index(|index| {
                let found = index.near_with_kin(sample.id, &query);
                let own = index.profile(&Source::Sample(sample.id)).is_some();
                (index.samples() - usize::from(own), index.references(), found)
            })
            .await;
        let mut near = Vec::with_capacity(found.len());
        for (found, kin) in found {
            if let Some(neighbour) = self.neighbour(sample, found).await? {
                near.push(Neighbour { kin, ..neighbour });
            }
        }
        Ok(Neighbours {
            samples,
            references,
            near,
        })
    }

    /// A match with its text and model; `None` when it is gone.
    async fn neighbour(&self, sample: &Sample, found: Match) -> Result<Option<Neighbour>> {
        let own = &sample.problem;
        match found.source.clone() {
            Source::Sample(id) => {
                let Some((other, model)) = self.likeness(id).await? else {
                    return Ok(None);
                };
                let name = format!("sample {}", id.short());
                let operator = other.lineage.operator();
                Ok(Some(Neighbour {
                    operator,
                    model,
                    ..Neighbour::of(found, name, own, other.problem)
                }))
            }
            Source::Reference { set, row } => {
                let Some((problem, model)) = self.reference(&set, row).await? else {
                    return Ok(None);
                };
                let name = format!("row {row}");
                Ok(Some(Neighbour {
                    model,
                    ..Neighbour::of(found, name, own, problem)
                }))
            }
        }
    }
}

/// The deterministic rules, with the workspace to compare with.
#[derive(Debug, Clone)]
pub struct ComparingRules {
    store: Store,
    /// Whether samples that come later are compared with too.
    growing: bool,
}

impl ComparingRules {
    /// Rules that compare with the workspace as it is when they are asked.
    pub fn growing(store: Store) -> Self {
        Self { store, growing: true }
    }

    /// Rules that compare with the workspace as it is now.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn fixed(store: Store) -> Result<Self> {
        store.index_samples().await?;
        Ok(Self {
            store,
            growing: false,
        })
    }

    async fn neighbours(&self, subject: &Subject) -> Result<Neighbours> {
        let model = subject.run.as_ref().and_then(|run| run.model.as_ref());
        if self.growing {
            self.store.neighbours(&subject.sample, model).await
        } else {
            self.store.indexed_neighbours(&subject.sample, model).await
        }
    }
}

impl Judge for ComparingRules {
    fn judge(
        &self,
        checks: Vec<CheckId>,
        subject: Subject,
    ) -> BoxFuture<'_, std::result::Result<Vec<Verdict>, String>> {
        Box::pin(async move {
            let neighbours = if checks.contains(&CheckId::Duplicate) {
                let found = self.neighbours(&subject).await;
                Some(found.map_err(|error: StoreError| format!("{error}. {}", error.hint))?)
            } else {
                None
            };
            let judged = tokio::task::spawn_blocking(move || {
                let inputs = Inputs {
                    neighbours: neighbours.as_ref(),
                    ..subject.inputs()
                };
                checks
                    .iter()
                    .map(|check| check::evaluate(*check, &inputs))
                    .collect()
            });
            judged
                .await
                .map_err(|error| format!("the checks ended badly: {error}"))
        })
    }
}
