//! What the rows of a file are compared with: the rows before them, and the workspace where one was named.

use std::collections::HashMap;
use std::sync::Arc;

use crate::check::Source;
use crate::check::duplicates::{Index, Kin, NEAR_TEXT, Neighbour, Neighbours, Profile, Query};
use crate::cli::error::CliError;
use crate::program::Run;
use crate::sample::{Sample, SampleId};
use crate::store::Store;

/// Neighbours within the file that are looked at closely.
const MOST: usize = 8;

/// Coefficients of models that are kept to be laid over others; beyond it, twins are told by their fingerprints.
const MOST_KEPT: usize = 5_000_000;

/// A row that later ones are compared with.
struct Seen {
    row: u64,
    sample: Arc<Sample>,
    run: Option<Arc<Run>>,
}

/// The rows of a file so far.
#[derive(Default)]
pub(super) struct FileIndex {
    index: Index,
    seen: HashMap<SampleId, Seen>,
    kept: usize,
}

impl FileIndex {
    /// What of the rows before is like this one, which is a row before from now on.
    pub(super) fn take(&mut self, row: u64, sample: &Arc<Sample>, run: &Arc<Run>) -> Neighbours {
        let model = run.model.as_ref();
        let profile = Profile::of(&sample.problem, model);
        let parents = sample.lineage.parents();
        // A sample that the file holds twice is near itself.
        let query = Query {
            profile: &profile,
            except: None,
            parents,
            text: NEAR_TEXT,
            most: MOST,
        };
        let found = self.index.near_with_kin(sample.id, &query);
        let near = found
            .into_iter()
            .filter_map(|(found, kin)| {
                let Source::Sample(id) = found.source else {
                    return None;
                };
                let Seen {
                    row,
                    sample: other,
                    run,
                } = self.seen.get(&id)?;
                Some(Neighbour {
                    kin,
                    operator: other.lineage.operator(),
                    model: run.as_ref().and_then(|run| run.model.clone()),
                    ..Neighbour::of(
                        found,
                        format!("row {row}"),
                        &sample.problem,
                        other.problem.clone(),
                    )
                })
            })
            .collect();
        let neighbours = Neighbours {
            samples: self.index.samples(),
            references: 0,
            near,
        };
        let size = model.map_or(0, |model| {
            let shape = model.shape();
            shape.nonzeros + shape.variables
        });
        self.kept = self.kept.saturating_add(size);
        self.seen.insert(
            sample.id,
            Seen {
                row,
                sample: Arc::clone(sample),
                run: (self.kept <= MOST_KEPT).then(|| Arc::clone(run)),
            },
        );
        self.index.insert(Source::Sample(sample.id), parents, profile);
        neighbours
    }
}

/// The same, and what of the workspace is like the row. A row that is in the workspace is not its own neighbour.
pub(super) async fn with_workspace(
    store: Option<&Store>,
    sample: &Sample,
    run: &Run,
    mut within: Neighbours,
) -> Result<Neighbours, CliError> {
    let Some(store) = store else { return Ok(within) };
    let beyond = store.indexed_neighbours(sample, run.model.as_ref()).await?;
    within.samples += beyond.samples;
    within.references += beyond.references;
    let known: Vec<Source> = within.near.iter().map(|near| near.source.clone()).collect();
    let mut near: Vec<Neighbour> = beyond
        .near
        .into_iter()
        .filter(|near| !known.contains(&near.source))
        .collect();
    // Contamination weighs most, so it is never cut off.
    near.sort_by_key(|near| (near.set().is_none(), near.kin == Some(Kin::Family)));
    within.near.splice(0..0, near);
    Ok(within)
}
