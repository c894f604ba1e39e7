//! Running a sample's program and its checks in the background.

use crate::check::{self, CheckId, Inputs, Verdict};
use crate::program::{Limits, Run};
use crate::sample::{Sample, SampleId};

use super::{Engine, Job, Result};

impl Engine {
    /// Starts to check a version of a sample; what runs for an earlier version of it is stopped and forgotten.
    pub(super) fn check(&self, sample: SampleId, version: u32) {
        let mut jobs = self.jobs();
        let engine = self.clone();
        let task = tokio::spawn(async move {
            let busy = engine.busy();
            let done = engine.check_now(sample).await;
            engine.finished(sample, version);
            drop(busy);
            engine.report(done);
            let shown = engine.show(sample).await;
            engine.report(shown);
        });
        let abort = task.abort_handle();
        if let Some(superseded) = jobs.insert(sample, Job { version, abort }) {
            superseded.abort.abort();
        }
    }

    fn finished(&self, sample: SampleId, version: u32) {
        let mut jobs = self.jobs();
        if jobs.get(&sample).is_some_and(|job| job.version == version) {
            jobs.remove(&sample);
        }
    }

    async fn check_now(&self, id: SampleId) -> Result<()> {
        let Some(sample) = self.store.sample(id).await? else {
            return Ok(());
        };
        let parents = self.store.parents(id).await?;
        let mut parent_runs = Vec::with_capacity(parents.len());
        for parent in &parents {
            parent_runs.push(self.store.findings(parent.id, parent.version).await?.run);
        }
        let run = self
            .runner
            .run(sample.solution.program.clone(), Limits::default())
            .await;
        let version = sample.version;
        let judged = tokio::task::spawn_blocking(move || judge(&sample, &parents, run, &parent_runs)).await;
        match judged {
            Ok((verdicts, run)) => self.store.put_verdicts(id, version, verdicts, Some(run)).await,
            Err(error) => {
                let message = format!(
                    "the checks of {} broke off: {error}; run them again with r",
                    id.short()
                );
                self.tell(crate::tui::message::Reply::Failed(message));
                Ok(())
            }
        }
    }
}

fn judge(sample: &Sample, parents: &[Sample], run: Run, parent_runs: &[Option<Run>]) -> (Vec<Verdict>, Run) {
    let inputs = Inputs {
        sample,
        parents,
        run: Some(&run),
        parent_runs,
    };
    let verdicts = CheckId::ALL
        .into_iter()
        .map(|check| check::evaluate(check, &inputs))
        .collect();
    (verdicts, run)
}
