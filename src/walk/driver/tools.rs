//! What a driver works with: doors to the author, the runner, the judge, the journal and the gate.

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::author::Author;
use crate::check::duplicates::Neighbours;
use crate::check::{self, CheckId, Inputs, Verdict};
use crate::model::Model;
use crate::program::{Limits, Pool, Run};
use crate::sample::{ContentHash, Sample, SampleId};
use crate::solve::{Outcome, Probe, ProbeLimits};
use crate::walk::Plan;
use crate::walk::journal::Journal;

/// Runs programs: the worker pool, or a fake in tests.
pub trait Runner: Send + Sync {
    /// Runs a program within its limits. Whatever happens, the answer is a [`Run`].
    fn run(&self, program: String, limits: Limits) -> BoxFuture<'_, Run>;

    /// Probes the optimum of a run, if it has one. A runner that cannot says so in [`Probe::trouble`].
    fn probe(&self, model: Model, outcome: Outcome, limits: ProbeLimits) -> BoxFuture<'_, Option<Probe>> {
        drop((model, limits));
        let objective = outcome.objective;
        let trouble = "nothing here can probe";
        Box::pin(async move { objective.map(|objective| Probe::broken_off(objective, trouble)) })
    }
}

impl Runner for Pool {
    fn run(&self, program: String, limits: Limits) -> BoxFuture<'_, Run> {
        Box::pin(async move { Self::run(self, &program, &limits).await })
    }

    fn probe(&self, model: Model, outcome: Outcome, limits: ProbeLimits) -> BoxFuture<'_, Option<Probe>> {
        Box::pin(async move { Self::probe(self, &model, &outcome, &limits).await })
    }
}

/// Says whether a problem is new to the workspace; only unattended walks ask.
pub trait Gate: Send + Sync {
    /// The sample that has the same problem ([`problem_hash`](crate::walk::problem_hash)), if there is one other than
    /// `child`.
    fn admit(&self, problem: ContentHash, child: SampleId) -> BoxFuture<'_, Option<SampleId>>;
}

/// A gate that knows no sample and lets every problem in.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenGate;

impl Gate for OpenGate {
    fn admit(&self, _problem: ContentHash, _child: SampleId) -> BoxFuture<'_, Option<SampleId>> {
        Box::pin(std::future::ready(None))
    }
}

/// What a judge is given: exactly what [`Work::Check`](crate::walk::Work::Check) holds, with the plan for the parents.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The child as it stands.
    pub sample: Sample,
    /// The run of exactly its program, when there is one.
    pub run: Option<Arc<Run>>,
    /// The plan, which holds the parents and their runs.
    pub plan: Arc<Plan>,
}

impl Subject {
    /// The same as the checks read it. Who knows other samples adds what of them is like this one.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sample: &self.sample,
            parents: &self.plan.parents,
            run: self.run.as_deref(),
            parent_runs: &self.plan.parent_runs,
            neighbours: None,
        }
    }
}

/// Evaluates checks: [`Rules`], and later the judges that ask a language model.
pub trait Judge: Send + Sync {
    /// One verdict for each check.
    fn judge(&self, checks: Vec<CheckId>, subject: Subject) -> BoxFuture<'_, Result<Vec<Verdict>, String>>;
}

/// The deterministic rules of [`crate::check`], for one who knows no other samples: nothing is a duplicate.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules;

impl Judge for Rules {
    /// Rules are pure computation: they run on a thread where they hold up nobody's events.
    fn judge(&self, checks: Vec<CheckId>, subject: Subject) -> BoxFuture<'_, Result<Vec<Verdict>, String>> {
        let judged = tokio::task::spawn_blocking(move || {
            let alone = Neighbours::default();
            let inputs = Inputs {
                neighbours: Some(&alone),
                ..subject.inputs()
            };
            checks
                .iter()
                .map(|check| check::evaluate(*check, &inputs))
                .collect()
        });
        Box::pin(async {
            judged
                .await
                .map_err(|error| format!("the checks ended badly: {error}"))
        })
    }
}

/// What a driver works with.
#[derive(Clone)]
pub struct Tools {
    /// Who writes.
    pub author: Arc<dyn Author>,
    /// What runs programs.
    pub runner: Arc<dyn Runner>,
    /// What evaluates checks.
    pub judge: Arc<dyn Judge>,
    /// Where walks are saved.
    pub journal: Arc<dyn Journal>,
    /// What knows duplicates.
    pub gate: Arc<dyn Gate>,
    /// How long a probe may take that somebody asks for; walks make none by themselves.
    pub probe: ProbeLimits,
}

impl Tools {
    /// The same with another judge.
    #[must_use]
    pub fn judged_by(self, judge: Arc<dyn Judge>) -> Self {
        Self { judge, ..self }
    }

    /// Tools with the rules as judge and an open gate.
    pub fn new(author: Arc<dyn Author>, runner: Arc<dyn Runner>, journal: Arc<dyn Journal>) -> Self {
        Self {
            author,
            runner,
            judge: Arc::new(Rules),
            journal,
            gate: Arc::new(OpenGate),
            probe: ProbeLimits::default(),
        }
    }
}
