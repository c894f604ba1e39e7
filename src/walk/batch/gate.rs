//! The duplicate gate of a batch: walks pass it one by one, in the order of their indices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::sample::{ContentHash, Sample, SampleId};
use crate::walk::driver::Gate;
use crate::walk::problem_hash;

/// Who has passed, and with which problem.
pub(super) struct Order {
    problems: Mutex<BTreeMap<ContentHash, SampleId>>,
    ended: Mutex<BTreeSet<u64>>,
    /// The first walk that has not ended: the only one that may pass.
    next: watch::Sender<u64>,
}

impl Order {
    pub(super) fn new(known: impl IntoIterator<Item = (ContentHash, SampleId)>) -> Arc<Self> {
        Arc::new(Self {
            problems: Mutex::new(known.into_iter().collect()),
            ended: Mutex::new(BTreeSet::new()),
            next: watch::Sender::new(0),
        })
    }

    fn end(&self, index: u64) {
        // Each lock is held for a moment and nothing panics under it, so a poisoned one is whole all the same.
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.insert(index);
        self.next.send_modify(|next| {
            while ended.remove(next) {
                *next += 1;
            }
        });
    }

    /// The sample that has the problem; if none, `child` has it from now on.
    fn claim(&self, problem: ContentHash, child: SampleId) -> Option<SampleId> {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let owner = *problems.entry(problem).or_insert(child);
        (owner != child).then_some(owner)
    }
}

/// One walk's place in the order.
pub(super) struct Turn {
    order: Arc<Order>,
    index: u64,
}

impl Turn {
    pub(super) fn new(order: Arc<Order>, index: u64) -> Self {
        Self { order, index }
    }

    /// The walk has ended; a sample that it kept counts as known, even if it passed the gate in an earlier run.
    pub(super) fn ended(&self, kept: Option<&Sample>) {
        if let Some(sample) = kept {
            self.order.claim(problem_hash(&sample.problem), sample.id);
        }
        self.order.end(self.index);
    }
}

impl Gate for Turn {
    fn admit(&self, problem: ContentHash, child: SampleId) -> BoxFuture<'_, Option<SampleId>> {
        Box::pin(async move {
            let mut next = self.order.next.subscribe();
            // The sender lives in `self.order`, so waiting ends only with the turn.
            drop(next.wait_for(|next| *next >= self.index).await);
            self.order.claim(problem, child)
        })
    }
}
