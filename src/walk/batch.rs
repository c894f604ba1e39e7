//! Many walks with nobody at the keys: what grows depends on the job alone, not on how many run at once, on their
//! speed, or on how often the batch was stopped and started again.
//!
//! Three things see to that. Ids, operators, seeds and parents are drawn from the job's seed and the walk's index.
//! Walks run in rounds of fixed size, and the parents of a round come from the samples at the start and those kept in
//! the rounds before. And walks pass the duplicate gate in the order of their indices.

mod gate;
mod job;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use super::driver::{Driver, DriverError, Rest, Tools, read_record};
use super::journal::{Ending, JournalError};
use super::{AttemptState, Purpose, Reply, Step, Walk};
use crate::author::{AuthorError, FaultKind};
use crate::check::CheckId;
use crate::sample::{Operator, Sample, SampleId, WalkId};

pub use job::Job;

use gate::{Order, Turn};
use job::Parents;

/// Why a batch stopped before its end. What was finished is saved, and running it again goes on from there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// Nothing to derive from.
    #[error("there is no sample to derive from; import or seed some first")]
    NoParents,
    /// A walk could not go on.
    #[error(transparent)]
    Driver(#[from] DriverError),
    /// A walk could not be looked up.
    #[error("walk {walk} could not be looked up: {error}")]
    Journal {
        /// The walk.
        walk: WalkId,
        /// What the journal said.
        error: JournalError,
    },
    /// A fault of Stepwell: a task of its own ended badly.
    #[error("a task of the batch ended badly: {0}. This is a fault of Stepwell")]
    Task(String),
}

/// A walk of a batch that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Grown {
    /// Its index in the job, from 0.
    pub index: u64,
    /// The walk.
    pub walk: WalkId,
    /// Its operator.
    pub operator: Operator,
    /// Its parents.
    pub parents: Vec<SampleId>,
    /// How it ended.
    pub ending: Ending,
    /// The step at which it ended.
    pub step: Step,
    /// Why, in a sentence.
    pub reason: String,
    /// The sample, when it was kept.
    pub sample: Option<Sample>,
    /// How many attempts it made.
    pub attempts: usize,
    /// Faults that the author planted, and which checks caught them ([`Walk::planted`]).
    pub planted: Vec<(FaultKind, Vec<CheckId>)>,
    /// Pairs of parents that the author had refused before, each in a walk of its own that ended `failed`.
    pub redrawn: u32,
    /// Whether it had ended already before this batch was started.
    pub found: bool,
}

/// How many walks came to which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Kept.
    pub kept: u64,
    /// Dropped.
    pub dropped: u64,
    /// Failed.
    pub failed: u64,
}

impl AddAssign<Ending> for Tally {
    fn add_assign(&mut self, ending: Ending) {
        match ending {
            Ending::Kept => self.kept += 1,
            Ending::Dropped => self.dropped += 1,
            Ending::Failed => self.failed += 1,
        }
    }
}

/// What a batch amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Walks that have ended.
    pub walks: u64,
    /// By end.
    #[serde(flatten)]
    pub total: Tally,
    /// By operator and end.
    pub operators: BTreeMap<Operator, Tally>,
    /// Walks among them that had ended before this batch was started.
    pub found: u64,
    /// Whether somebody stopped the batch before all walks had ended.
    pub stopped: bool,
}

impl Summary {
    fn add(&mut self, grown: &Grown) {
        self.walks += 1;
        self.total += grown.ending;
        *self.operators.entry(grown.operator).or_default() += grown.ending;
        self.found += u64::from(grown.found);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Wish {
    GoOn,
    BeginNothing,
    StopNow,
}

/// Stops a batch. Clones stop the same one.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<Wish>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(Wish::GoOn))
    }
}

impl Stop {
    /// Lets no further walk begin; those that run come to their ends.
    pub fn gently(&self) {
        self.0.send_if_modified(|wish| {
            let was = *wish;
            if was == Wish::GoOn {
                *wish = Wish::BeginNothing;
            }
            *wish != was
        });
    }

    /// Stops at once. Walks that run stay as they were last saved, and are resumed when the batch is run again.
    pub fn now(&self) {
        self.0.send_replace(Wish::StopNow);
    }

    fn may_begin(&self) -> bool {
        *self.0.borrow() == Wish::GoOn
    }

    async fn stopped_now(&self) {
        let mut wish = self.0.subscribe();
        // The sender lives in `self`, so waiting ends only with the wish.
        drop(wish.wait_for(|wish| *wish == Wish::StopNow).await);
    }
}

/// Runs a job with at most `at_once` walks in flight, and tells `on_end` of every walk that ended, in the order of
/// their indices. A walk that had ended in an earlier run of the same job is not run again, only told of; one that
/// had begun is resumed.
///
/// # Errors
/// When there is no parent, or something cannot be saved or read.
pub async fn run(
    job: Job,
    tools: Tools,
    at_once: usize,
    stop: &Stop,
    mut on_end: impl FnMut(&Grown),
) -> Result<Summary, BatchError> {
    let order = Order::new(job.known_problems());
    let mut parents = Parents::new(job.parents());
    if parents.is_empty() && job.count > 0 {
        return Err(BatchError::NoParents);
    }
    let job = Arc::new(job);
    let mut summary = Summary::default();
    let mut begin = 0;
    while begin < job.count && stop.may_begin() {
        let end = job.count.min(begin.saturating_add(job.round.max(1)));
        let round = Round {
            job: Arc::clone(&job),
            tools: tools.clone(),
            order: Arc::clone(&order),
            parents: Arc::new(parents),
        };
        let walks = round.run(begin..end, at_once.max(1), stop, &mut on_end).await?;
        for grown in &walks {
            summary.add(grown);
        }
        parents = round.parents.with_children(walks);
        begin = end;
    }
    summary.stopped = summary.walks < job.count;
    Ok(summary)
}

/// One round: walks whose parents come from the same pool.
#[derive(Clone)]
struct Round {
    job: Arc<Job>,
    tools: Tools,
    order: Arc<Order>,
    parents: Arc<Parents>,
}

impl Round {
    /// The walks that ended, in order.
    async fn run(
        &self,
        mut indices: std::ops::Range<u64>,
        at_once: usize,
        stop: &Stop,
        on_end: &mut impl FnMut(&Grown),
    ) -> Result<Vec<Grown>, BatchError> {
        let mut in_flight = JoinSet::new();
        let mut early = BTreeMap::new();
        let mut told: Vec<Grown> = Vec::new();
        let mut next_told = indices.start;
        loop {
            while in_flight.len() < at_once
                && stop.may_begin()
                && let Some(index) = indices.next()
            {
                let round = self.clone();
                in_flight.spawn(async move { round.grow(index).await });
            }
            let ended: Result<Result<Grown, BatchError>, JoinError> = tokio::select! {
                biased;
                () = stop.stopped_now() => return Ok(told),
                ended = in_flight.join_next() => match ended {
                    Some(ended) => ended,
                    None => return Ok(told),
                },
            };
            let grown = ended.map_err(|error| BatchError::Task(error.to_string()))??;
            early.insert(grown.index, grown);
            while let Some(grown) = early.remove(&next_told) {
                on_end(&grown);
                told.push(grown);
                next_told += 1;
            }
        }
    }

    /// Runs walk number `index` to its end. When the author cannot do anything with the parents that were drawn, that
    /// walk ends `failed`, and others are drawn for another one.
    async fn grow(&self, index: u64) -> Result<Grown, BatchError> {
        let turn = Arc::new(Turn::new(Arc::clone(&self.order), index));
        let mut draw = 0;
        loop {
            let (walk, found) = self.walk(index, draw, &turn).await?;
            if draw + 1 < self.job.draws && author_refused_parents(&walk) {
                draw += 1;
                continue;
            }
            let grown = grown(index, draw, &walk, found);
            turn.ended(grown.sample.as_ref());
            return Ok(grown);
        }
    }

    /// The walk at its end, and whether it was there before.
    async fn walk(&self, index: u64, draw: u32, turn: &Arc<Turn>) -> Result<(Walk, bool), BatchError> {
        let id = self.job.walk_id(index, draw);
        let tools = Tools {
            gate: Arc::clone(turn) as Arc<dyn super::driver::Gate>,
            ..self.tools.clone()
        };
        let record = tools
            .journal
            .load(id)
            .await
            .map_err(|error| BatchError::Journal { walk: id, error })?;
        let (mut driver, handle) = match record {
            Some(record) if record.ending.is_some() => return Ok((read_record(&record)?, true)),
            Some(record) => Driver::resume(&record, tools)?,
            None => {
                let plan = self
                    .parents
                    .plan(&self.job, index, draw, tools.runner.as_ref())
                    .await;
                Driver::begin(plan.ok_or(BatchError::NoParents)?, tools).await?
            }
        };
        // Nobody acts on a walk of a batch.
        drop(handle);
        match driver.run().await? {
            Rest::Finished | Rest::Alone | Rest::Cancelled => Ok((driver.walk().clone(), false)),
        }
    }
}

fn grown(index: u64, draw: u32, walk: &Walk, found: bool) -> Grown {
    let plan = walk.plan();
    let (ending, step, reason, sample) = match walk.finish() {
        Some(finish) => {
            let kept = finish.sample.clone().filter(|_| finish.ending == Ending::Kept);
            (finish.ending, finish.step, finish.reason.clone(), kept)
        }
        // Somebody has opened the walk and paused it: it is theirs now.
        None => (
            Ending::Failed,
            walk.step(),
            "a person took this walk over, and it waits for them".to_owned(),
            None,
        ),
    };
    Grown {
        index,
        walk: plan.walk,
        operator: plan.operator,
        parents: plan.parents.iter().map(|parent| parent.id).collect(),
        ending,
        step,
        reason,
        sample,
        attempts: walk.attempts().len(),
        planted: walk
            .planted()
            .into_iter()
            .map(|planted| (planted.fault.kind, planted.caught))
            .collect(),
        redrawn: draw,
        found,
    }
}

/// Whether the walk ended because its author can do nothing with these parents.
fn author_refused_parents(walk: &Walk) -> bool {
    let failed = walk
        .finish()
        .is_some_and(|finish| finish.ending == Ending::Failed);
    let refused = walk.attempts().last().is_some_and(|attempt| {
        let cannot = matches!(attempt.reply, Some(Reply::AuthorFailed(AuthorError::Cannot(_))));
        let at_first = !matches!(attempt.purpose, Purpose::Repair { .. });
        cannot && at_first && attempt.step == Step::Problem && attempt.state == AttemptState::Applied
    });
    failed && refused
}
