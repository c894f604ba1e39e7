//! The engine behind the screens: one task that owns the store, the runner of programs and the author, and answers
//! requests with replies. Reading is done side by side; what changes the workspace is done one after the other, in the
//! order in which it was asked for.

mod checks;
mod orders;
mod read;
mod walks;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, mpsc};
use tokio::task::{AbortHandle, JoinHandle};

use super::message::{Reply, Request};
use crate::sample::SampleId;
use crate::solve::ProbeLimits;
use crate::store::{Store, StoreError};
use crate::walk::driver::{Runner, Tools};

/// What the store answers.
type Result<T, E = StoreError> = std::result::Result<T, E>;

/// What the engine works with.
#[derive(Clone)]
pub struct Workshop {
    /// The workspace's database.
    pub store: Store,
    /// What walks work with: the author, the journal (the same store), and what runs programs.
    pub tools: Tools,
    /// Who decides, as the history says it.
    pub reviewer: String,
}

impl std::fmt::Debug for Workshop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop")
            .field("reviewer", &self.reviewer)
            .finish_non_exhaustive()
    }
}

/// The engine's ends of the wires.
#[derive(Debug)]
pub struct Running {
    /// Where requests go; the engine ends when this is dropped and everything asked for is saved.
    pub requests: mpsc::UnboundedSender<Request>,
    /// Where replies come from.
    pub replies: mpsc::UnboundedReceiver<Reply>,
    /// The engine's task.
    pub task: JoinHandle<()>,
}

/// Starts the engine, from within a runtime.
pub fn start(workshop: Workshop) -> Running {
    let (requests, asked) = mpsc::unbounded_channel();
    let (answers, replies) = mpsc::unbounded_channel();
    let engine = Engine {
        store: workshop.store,
        runner: Arc::clone(&workshop.tools.runner),
        reviewer: workshop.reviewer.clone(),
        probe: workshop.tools.probe,
        replies: answers,
        busy: Arc::default(),
        checking: Arc::default(),
    };
    // What the checks compare with is read while nobody waits for it. Should that fail, the checks try again and say so.
    let store = engine.store.clone();
    tokio::spawn(async move { drop(store.index_samples().await) });
    let task = tokio::spawn(engine.serve(asked, workshop.tools));
    Running {
        requests,
        replies,
        task,
    }
}

/// What every job of the engine has at hand.
#[derive(Clone)]
struct Engine {
    store: Store,
    runner: Arc<dyn Runner>,
    reviewer: String,
    probe: ProbeLimits,
    replies: mpsc::UnboundedSender<Reply>,
    busy: Arc<AtomicUsize>,
    /// The checks that are running, so that an edit supersedes those of the version before.
    checking: Arc<Mutex<HashMap<SampleId, Job>>>,
}

#[derive(Debug)]
struct Job {
    version: u32,
    abort: AbortHandle,
    /// Told when a person cancels.
    cancel: Arc<Notify>,
}

impl Engine {
    async fn serve(self, mut asked: mpsc::UnboundedReceiver<Request>, tools: Tools) {
        let (orders, ordered) = mpsc::unbounded_channel();
        let orderly = tokio::spawn(self.clone().carry_out(ordered));
        let mut walks = walks::Walks::new(self.clone(), tools);
        while let Some(request) = asked.recv().await {
            match request {
                Request::Decide(_) | Request::Edit { .. } | Request::Undo | Request::Redo => {
                    // The other end is a task of ours that ends only when this sender is dropped.
                    drop(orders.send(request));
                }
                Request::Walk(order) => walks.take(order).await,
                other => {
                    let engine = self.clone();
                    tokio::spawn(async move { engine.answer(other).await });
                }
            }
        }
        drop(orders);
        // Whatever was asked for before the person left is saved before the engine ends.
        drop(orderly.await);
        walks.leave().await;
        for (_, job) in self.jobs().drain() {
            job.abort.abort();
        }
    }

    fn jobs(&self) -> std::sync::MutexGuard<'_, HashMap<SampleId, Job>> {
        self.checking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody listens any more only when the program is being left; then nothing is lost by an unheard reply.
    fn tell(&self, reply: Reply) {
        drop(self.replies.send(reply));
    }

    fn failed(&self, error: &StoreError) {
        self.tell(Reply::Failed(format!("{error}. {}", error.hint)));
    }

    fn is_checking(&self, sample: SampleId, version: u32) -> bool {
        self.jobs().get(&sample).is_some_and(|job| job.version == version)
    }

    /// Counts a job from now until the guard is dropped.
    fn busy(&self) -> Busy {
        let count = self.busy.fetch_add(1, Ordering::SeqCst) + 1;
        self.tell(Reply::Busy(count));
        Busy(self.clone())
    }
}

/// A job that the title line counts.
struct Busy(Engine);

impl Drop for Busy {
    fn drop(&mut self) {
        let count = self.0.busy.fetch_sub(1, Ordering::SeqCst) - 1;
        self.0.tell(Reply::Busy(count));
    }
}
