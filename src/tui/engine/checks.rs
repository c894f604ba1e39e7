//! Running a sample's program and its checks in the background.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::check::{self, CheckId, Inputs, Verdict};
use crate::program::{Limits, Run};
use crate::sample::SampleId;
use crate::solve::{Probe, Status};

use super::{Engine, Job, Result};
use crate::tui::message::Reply;

/// What is asked of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What is made of every sample.
    Routine,
    /// The same, and the optimum is probed.
    Probing,
}

impl Engine {
    /// Starts to check a version of a sample; what runs for an earlier version of it is stopped and forgotten.
    pub(super) fn check(&self, sample: SampleId, version: u32, depth: Depth) {
        let mut jobs = self.jobs();
        let engine = self.clone();
        let cancel = Arc::new(Notify::new());
        let cancelled = Arc::clone(&cancel);
        let task = tokio::spawn(async move {
            let busy = engine.busy();
            let done = engine.check_now(sample, depth, &cancelled).await;
            engine.finished(sample, version);
            drop(busy);
            engine.report(done);
            let shown = engine.show(sample).await;
            engine.report(shown);
        });
        let abort = task.abort_handle();
        let job = Job {
            version,
            abort,
            cancel,
        };
        if let Some(superseded) = jobs.insert(sample, job) {
            superseded.abort.abort();
        }
    }

    /// Stops the program of a sample that is being checked. Its checks then judge a run that was stopped, so what
    /// they cannot tell without it is unknown, and stands until they are run again.
    pub(super) fn cancel(&self, sample: SampleId) {
        match self.jobs().get(&sample) {
            Some(job) => job.cancel.notify_one(),
            None => self.tell(Reply::Nothing("nothing is running here".to_owned())),
        }
    }

    fn finished(&self, sample: SampleId, version: u32) {
        let mut jobs = self.jobs();
        if jobs.get(&sample).is_some_and(|job| job.version == version) {
            jobs.remove(&sample);
        }
    }

    /// Runs the program, or stops running it. Dropping the run ends its worker process.
    async fn run_or_cancel(&self, program: String, cancel: &Notify) -> Run {
        tokio::select! {
            biased;
            () = cancel.notified() => {
                let text = "cancelled: what was not finished counts as unknown; check again to run it";
                self.tell(Reply::Nothing(text.to_owned()));
                Run::cancelled(&self.reviewer)
            }
            run = self.runner.run(program, Limits::default()) => run,
        }
    }

    /// Adds to a run what becomes of its optimum when the model is changed a little, unless that is cancelled.
    async fn probe_or_cancel(&self, run: &mut Run, cancel: &Notify) {
        let (Some(model), Some(outcome)) = (run.model.clone(), &mut run.outcome) else {
            return;
        };
        let Some(objective) = outcome.objective.filter(|_| outcome.status == Status::Optimal) else {
            return;
        };
        let probe = tokio::select! {
            biased;
            () = cancel.notified() => {
                let trouble = format!("stopped by {} before it ended", self.reviewer);
                Some(Probe::broken_off(objective, trouble))
            }
            probe = self.runner.probe(model, outcome.clone(), self.probe) => probe,
        };
        outcome.probe = probe.map(Box::new);
    }

    async fn check_now(&self, id: SampleId, depth: Depth, cancel: &Notify) -> Result<()> {
        let Some(sample) = self.store.sample(id).await? else {
            return Ok(());
        };
        let parents = self.store.parents(id).await?;
        let mut parent_runs = Vec::with_capacity(parents.len());
        for parent in &parents {
            parent_runs.push(self.store.findings(parent.id, parent.version).await?.run);
        }
        let mut run = self.run_or_cancel(sample.solution.program.clone(), cancel).await;
        if depth == Depth::Probing {
            self.probe_or_cancel(&mut run, cancel).await;
        }
        let version = sample.version;
        let neighbours = self.store.neighbours(&sample, run.model.as_ref()).await?;
        let judged = tokio::task::spawn_blocking(move || {
            let inputs = Inputs {
                sample: &sample,
                parents: &parents,
                run: Some(&run),
                parent_runs: &parent_runs,
                neighbours: Some(&neighbours),
            };
            (judge(&inputs, depth), run)
        });
        let judged = judged.await;
        match judged {
            Ok((verdicts, run)) => {
                let probed = verdicts.iter().find(|verdict| verdict.check == CheckId::Probe);
                let told =
                    probed.map(|verdict| format!("probe {}: {}", verdict.kind.word(), verdict.summary));
                self.store.put_verdicts(id, version, verdicts, Some(run)).await?;
                if let Some(told) = told {
                    self.tell(Reply::Told(told));
                }
                Ok(())
            }
            Err(error) => {
                let message = format!(
                    "the checks of {} broke off: {error}; run them again with r",
                    id.short()
                );
                self.tell(Reply::Failed(message));
                Ok(())
            }
        }
    }
}

fn judge(inputs: &Inputs<'_>, depth: Depth) -> Vec<Verdict> {
    CheckId::ALL
        .into_iter()
        .filter(|check| check.is_routine() || depth == Depth::Probing)
        .map(|check| check::evaluate(check, inputs))
        .collect()
}
