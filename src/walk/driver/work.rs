//! Carrying out one piece of work.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use super::{Runner, Subject, Tools};
use crate::program::{ErrorKind, Limits, ProgramError, Run};
use crate::sample::Sample;
use crate::solve::Sensitivity;
use crate::solve::explain::Cause;
use crate::walk::{Happening, Plan, Reply, Task, TaskId, Work};

/// Work that was started; dropping it stops it.
pub(super) struct Running {
    id: TaskId,
    began: Instant,
    task: JoinHandle<Reply>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Running {
    pub(super) fn start(task: Arc<Task>, plan: Arc<Plan>, tools: &Tools) -> Self {
        let id = task.id;
        let tools = tools.clone();
        Self {
            id,
            began: Instant::now(),
            task: tokio::spawn(async move { carry_out(&task.work, plan, &tools).await }),
        }
    }
}

/// Waits for what runs; for ever when nothing does. Safe to be dropped and called again.
pub(super) async fn finished(running: &mut Option<Running>) -> Happening {
    let Some(running) = running else {
        return std::future::pending().await;
    };
    let reply = match (&mut running.task).await {
        Ok(reply) => reply,
        Err(error) => Reply::Broke {
            message: format!("a task of Stepwell's own ended badly: {error}"),
        },
    };
    Happening::Replied {
        task: running.id,
        took: running.began.elapsed(),
        reply,
    }
}

async fn carry_out(work: &Work, plan: Arc<Plan>, tools: &Tools) -> Reply {
    match work {
        Work::AskProblem(task) => match tools.author.write_problem(task.as_ref().clone()).await {
            Ok(draft) => Reply::ProblemWritten(Box::new(draft)),
            Err(error) => Reply::AuthorFailed(error),
        },
        Work::AskSolution(task) => match tools.author.write_solution(task.as_ref().clone()).await {
            Ok(draft) => Reply::SolutionWritten(Box::new(draft)),
            Err(error) => Reply::AuthorFailed(error),
        },
        Work::RunProgram { program, limits } => {
            let run = tools.runner.run(program.clone(), limits.clone()).await;
            Reply::ProgramRan(Arc::new(finite(run)))
        }
        Work::Check { checks, sample, run } => {
            let subject = Subject {
                sample: sample.as_ref().clone(),
                run: run.clone(),
                plan,
            };
            match tools.judge.judge(checks.clone(), subject).await {
                Ok(verdicts) => Reply::Checked(verdicts),
                Err(message) => Reply::Broke { message },
            }
        }
        Work::Admit { problem } => Reply::Admitted {
            duplicate_of: tools.gate.admit(*problem, plan.child).await,
        },
    }
}

/// A run whose numbers can be saved. JSON has no infinity, and no solver should report one, so a run that holds one
/// is the worker's fault.
fn finite(run: Run) -> Run {
    let sound = run.outcome.as_ref().is_none_or(|outcome| {
        let rows = outcome
            .rows
            .iter()
            .flat_map(|row| [Some(row.activity), row.slack, row.dual])
            .flatten();
        let gap = outcome.gap.iter().flat_map(|gap| [gap.relative, gap.bound]);
        let objectives = outcome.answers.iter().filter_map(|answer| answer.objective);
        let ray = outcome
            .explanation
            .iter()
            .flat_map(|explanation| match &explanation.cause {
                Cause::Ray(ray) => {
                    let rates = ray.moves.iter().map(|one| one.rate);
                    let rates = rates.chain(ray.passing.iter().map(|one| one.rate));
                    rates.chain([ray.gain]).collect()
                }
                Cause::Clash(_) => Vec::new(),
            });
        let numbers = outcome
            .values
            .iter()
            .copied()
            .chain(outcome.objective)
            .chain(rows)
            .chain(gap)
            .chain(objectives)
            .chain(ray);
        let prices = outcome.sensitivity.as_ref();
        numbers.into_iter().all(f64::is_finite) && prices.is_none_or(Sensitivity::is_finite)
    });
    if sound {
        return run;
    }
    Run {
        time: run.time,
        ..Run::failed(ProgramError {
            kind: ErrorKind::Worker,
            name: "NotFinite".to_owned(),
            message: "the worker reported a result that is not a finite number".to_owned(),
            line: None,
        })
    }
}

/// Runs the programs of samples, for [`Plan::parent_runs`]. Times are left out, so that equal programs give equal
/// plans.
pub async fn run_programs(runner: &dyn Runner, samples: &[Sample], limits: &Limits) -> Vec<Option<Run>> {
    let runs = samples.iter().map(|sample| async {
        let program = sample.solution.program.clone();
        if program.trim().is_empty() {
            return None;
        }
        let mut run = finite(runner.run(program, limits.clone()).await);
        run.time = Duration::ZERO;
        if let Some(outcome) = &mut run.outcome {
            outcome.time = Duration::ZERO;
            outcome
                .answers
                .iter_mut()
                .for_each(|answer| answer.time = Duration::ZERO);
        }
        Some(run)
    });
    futures::future::join_all(runs).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::RowResult;
    use crate::walk::testing::optimal_run;

    #[test]
    fn a_run_with_a_number_that_json_cannot_hold_is_the_workers_fault() {
        let wild = |change: fn(&mut crate::solve::Outcome)| {
            let mut run = optimal_run(1.0);
            run.outcome.iter_mut().for_each(change);
            finite(run).error.map(|error| error.kind)
        };
        let row = RowResult {
            activity: 1.0,
            slack: Some(f64::NEG_INFINITY),
            dual: None,
        };
        assert_eq!(wild(|_| {}), None);
        assert_eq!(
            wild(|outcome| outcome.objective = Some(f64::INFINITY)),
            Some(ErrorKind::Worker)
        );
        assert_eq!(
            wild(|outcome| outcome.values.push(f64::NAN)),
            Some(ErrorKind::Worker)
        );
        assert_eq!(
            wild(|outcome| outcome.rows.push(RowResult {
                activity: f64::NAN,
                slack: None,
                dual: None
            })),
            Some(ErrorKind::Worker)
        );
        let mut run = optimal_run(1.0);
        run.outcome.iter_mut().for_each(|outcome| outcome.rows.push(row));
        assert_eq!(finite(run).error.map(|error| error.kind), Some(ErrorKind::Worker));
    }
}
