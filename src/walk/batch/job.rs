//! What a batch sets out to do, and the plans that follow from it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rand::Rng;
use tokio::sync::OnceCell;

use super::Grown;
use crate::program::Run;
use crate::sample::{ContentHash, Library, Operator, Sample, SampleId, WalkId};
use crate::walk::driver::{Runner, run_programs};
use crate::walk::pool::{OperatorWeights, Pool, generator};
use crate::walk::{Limits, Mode, Plan, problem_hash};

/// Indices above this are no index of a job: the ids of other samples carry the time of their making, which is far
/// larger.
const LARGEST_INDEX: u64 = 1 << 36;

/// A batch: everything that decides what grows.
#[derive(Debug, Clone)]
pub struct Job {
    /// Everything random follows from it.
    pub seed: u64,
    /// How many walks.
    pub count: u64,
    /// Samples that may become parents. Those that this job made in an earlier run are left out by themselves.
    pub parents: Vec<Sample>,
    /// Problems that the workspace has besides those of `parents`: what matches one of them is a duplicate.
    pub known: Vec<(ContentHash, SampleId)>,
    /// How often each operator comes.
    pub weights: OperatorWeights,
    /// The modelling library that programs are to use.
    pub library: Library,
    /// Name of the author.
    pub author: String,
    /// How often each walk tries.
    pub limits: Limits,
    /// Walks in a round.
    pub round: u64,
    /// How often parents are drawn for a walk when the author cannot do anything with them.
    pub draws: u32,
}

impl Job {
    /// A job with the usual rounds, weights and limits.
    pub fn new(seed: u64, count: u64, parents: Vec<Sample>, author: impl Into<String>) -> Self {
        Self {
            seed,
            count,
            parents,
            known: Vec::new(),
            weights: OperatorWeights::default(),
            library: Library::default(),
            author: author.into(),
            limits: Limits::default(),
            round: 64,
            draws: 16,
        }
    }

    /// The walk that the job runs as number `index` with parents number `draw`.
    pub fn walk_id(&self, index: u64, draw: u32) -> WalkId {
        WalkId::derived(index, &self.cause("walk", index, draw))
    }

    /// The sample that this walk would make.
    pub fn child_id(&self, index: u64, draw: u32) -> SampleId {
        SampleId::derived(index, &self.cause("sample", index, draw))
    }

    /// Whether a sample comes from this job, whichever run of it.
    pub fn made(&self, sample: SampleId) -> bool {
        let digits: String = sample
            .to_string()
            .chars()
            .filter(char::is_ascii_hexdigit)
            .take(12)
            .collect();
        // The first twelve digits of a derived id are the index that it was derived with.
        u64::from_str_radix(&digits, 16).is_ok_and(|index| {
            index < LARGEST_INDEX && (0..self.draws.max(1)).any(|draw| self.child_id(index, draw) == sample)
        })
    }

    fn cause(&self, of: &str, index: u64, draw: u32) -> ContentHash {
        let weights = Operator::ALL
            .map(|operator| self.weights.of(operator).to_string())
            .join(" ");
        let numbers = [self.seed.to_string(), index.to_string(), draw.to_string()];
        let [seed, index, draw] = numbers.each_ref().map(String::as_str);
        ContentHash::of([
            of,
            seed,
            index,
            draw,
            self.author.as_str(),
            self.library.name(),
            weights.as_str(),
        ])
    }

    pub(super) fn parents(&self) -> Pool {
        Pool::new(
            self.parents
                .iter()
                .filter(|sample| !self.made(sample.id))
                .cloned(),
        )
    }

    /// Problems that were there before the job.
    pub(super) fn known_problems(&self) -> impl Iterator<Item = (ContentHash, SampleId)> {
        let parents = self
            .parents
            .iter()
            .map(|sample| (problem_hash(&sample.problem), sample.id));
        self.known
            .iter()
            .copied()
            .chain(parents)
            .filter(|(_, sample)| !self.made(*sample))
    }
}

/// Runs of parents' programs, by the hash of the program; each is run once in a batch.
type Runs = Mutex<BTreeMap<ContentHash, Arc<OnceCell<Option<Run>>>>>;

/// The parents of one round.
pub(super) struct Parents {
    pool: Pool,
    runs: Arc<Runs>,
}

impl Parents {
    pub(super) fn new(pool: Pool) -> Self {
        Self {
            pool,
            runs: Arc::default(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pool.is_empty()
    }

    /// The parents of the next round.
    pub(super) fn with_children(&self, walks: Vec<Grown>) -> Self {
        let mut pool = self.pool.clone();
        for sample in walks.into_iter().filter_map(|grown| grown.sample) {
            pool.push(sample, 1.0);
        }
        Self {
            pool,
            runs: Arc::clone(&self.runs),
        }
    }

    /// The plan of a walk. `None` without parents.
    pub(super) async fn plan(&self, job: &Job, index: u64, draw: u32, runner: &dyn Runner) -> Option<Plan> {
        let (operator, parents) = self.draw(job, index, draw)?;
        let parents: Vec<Sample> = parents.iter().map(|parent| parent.as_ref().clone()).collect();
        let runs = parents.iter().map(|parent| self.run_of(parent, job, runner));
        Some(Plan {
            walk: job.walk_id(index, draw),
            operator,
            parent_runs: futures::future::join_all(runs).await,
            parents,
            child: job.child_id(index, draw),
            seed: generator("author", job.seed, index, draw).random(),
            library: job.library,
            author: job.author.clone(),
            limits: job.limits.clone(),
            mode: Mode::Unattended,
        })
    }

    /// The operator that is dealt to a walk, with parents. One that needs more parents than there are is replaced by
    /// the next in the deck that does not.
    fn draw(&self, job: &Job, index: u64, draw: u32) -> Option<(Operator, Vec<Arc<Sample>>)> {
        let dealt = job.weights.operator(job.seed, index);
        let others = Operator::ALL
            .into_iter()
            .filter(|other| *other != dealt && job.weights.of(*other) > 0.0);
        std::iter::once(dealt).chain(others).find_map(|operator| {
            let mut generator = generator("parents", job.seed, index, draw);
            self.pool
                .draw(operator, &mut generator)
                .map(|parents| (operator, parents))
        })
    }

    async fn run_of(&self, parent: &Sample, job: &Job, runner: &dyn Runner) -> Option<Run> {
        let program = ContentHash::of([parent.solution.program.as_str()]);
        let cell = {
            let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(runs.entry(program).or_default())
        };
        let run = async || {
            run_programs(runner, std::slice::from_ref(parent), &job.limits.run)
                .await
                .pop()
                .flatten()
        };
        cell.get_or_init(run).await.clone()
    }
}
