//! A walk on a bench: tests push events in and answer its work by hand.

pub(crate) mod fakes;

use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use super::{Act, Effect, Event, Happening, Limits, Mode, Plan, Refused, Reply, Task, TaskId, Walk, Work};
use crate::author::{Exchange, ProblemDraft, SolutionDraft};
use crate::check::{self, CheckId, Evidence, Finding, Inputs, Severity, Verdict, VerdictKind};
use crate::program::{Engine, Run};
use crate::sample::{ContentHash, Library, Lineage, Operator, Sample, SampleId, Solution, WalkId};
use crate::solve::{Outcome, Status};

pub(crate) fn seed_sample(number: u64) -> Sample {
    Sample {
        id: SampleId::derived(number, &ContentHash::of(["seed", &number.to_string()])),
        version: 1,
        problem: format!("Seed {number}: how many packs are bought?"),
        solution: Solution::framed("min x", "import coptpy\n", Library::Coptpy),
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint: None,
        extra: serde_json::Map::new(),
    }
}

pub(crate) fn plan(operator: Operator, mode: Mode) -> Plan {
    let parents = (0..operator.parents() as u64)
        .map(|index| seed_sample(1 + index))
        .collect();
    Plan {
        walk: WalkId::derived(9, &ContentHash::of(["walk"])),
        operator,
        parents,
        parent_runs: Vec::new(),
        child: SampleId::derived(9, &ContentHash::of(["child"])),
        seed: 7,
        library: Library::Coptpy,
        author: "bench".to_owned(),
        limits: Limits::default(),
        mode,
    }
}

pub(crate) fn problem(text: &str) -> Reply {
    Reply::ProblemWritten(Box::new(ProblemDraft {
        problem: text.to_owned(),
        blueprint: Some(serde_json::json!({ "of": text })),
        planted: None,
        exchange: exchange(text),
    }))
}

pub(crate) fn solution(program: &str) -> Reply {
    Reply::SolutionWritten(Box::new(SolutionDraft {
        solution: Solution::framed("min 3x", program, Library::Coptpy),
        planted: None,
        exchange: exchange(program),
    }))
}

pub(crate) fn exchange(reply: &str) -> Exchange {
    Exchange {
        prompt: "write".to_owned(),
        reply: reply.to_owned(),
        ..Exchange::default()
    }
}

pub(crate) fn optimal_run(objective: f64) -> Run {
    Run {
        model: None,
        outcome: Some(Outcome {
            objective: Some(objective),
            ..Outcome::without_point(Status::Optimal)
        }),
        solves: 1,
        earlier: Vec::new(),
        stdout: String::new(),
        error: None,
        time: Duration::from_millis(3),
        engine: Engine::default(),
    }
}

/// A verdict of `kind` on exactly what `task` holds; what does not pass points at `evidence`.
pub(crate) fn verdict(
    task: &Task,
    plan: &Plan,
    check: CheckId,
    kind: VerdictKind,
    evidence: &[Evidence],
) -> Verdict {
    let Work::Check { sample, run, .. } = &task.work else {
        panic!("no checks are asked for")
    };
    let inputs = Inputs {
        parents: &plan.parents,
        run: run.as_deref(),
        ..Inputs::of(sample)
    };
    let mut finding = Finding::new(Severity::Error, format!("{} is wrong", check.name()));
    finding.evidence = evidence.to_vec();
    Verdict {
        check,
        kind,
        summary: kind.word().to_owned(),
        findings: if kind == VerdictKind::Pass {
            Vec::new()
        } else {
            vec![finding]
        },
        judged: check::input_hash(check, &inputs),
    }
}

/// The reply that lets a walk go on, different for every task.
pub(crate) fn good_reply(task: &Task, plan: &Plan) -> Reply {
    let number = task.id.0;
    match &task.work {
        Work::AskProblem(_) => problem(&format!("Problem {number}: how many packs are bought?")),
        Work::AskSolution(_) => solution(&format!("import coptpy  # {number}\n")),
        Work::RunProgram { .. } => Reply::ProgramRan(Arc::new(optimal_run(f64::from(number)))),
        Work::Check { checks, .. } => {
            let pass = |check: &CheckId| verdict(task, plan, *check, VerdictKind::Pass, &[]);
            Reply::Checked(checks.iter().map(pass).collect())
        }
        Work::Admit { .. } => Reply::Admitted { duplicate_of: None },
    }
}

pub(crate) struct Bench {
    pub(crate) walk: Walk,
    pub(crate) events: Vec<Event>,
    pub(crate) effects: Vec<Effect>,
}

impl Bench {
    /// A walk that has begun.
    pub(crate) fn new(mode: Mode) -> Self {
        Self::of(plan(Operator::ChangePara, mode))
    }

    pub(crate) fn of(plan: Plan) -> Self {
        let mut bench = Self {
            walk: Walk::new(plan).unwrap(),
            events: Vec::new(),
            effects: Vec::new(),
        };
        bench.push(Happening::Begun).unwrap();
        bench
    }

    pub(crate) fn push(&mut self, what: Happening) -> Result<(), Refused> {
        let second = i64::try_from(self.events.len()).unwrap();
        let event = Event {
            at: OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(second),
            what,
        };
        self.effects = self.walk.handle(event.clone())?;
        self.events.push(event);
        Ok(())
    }

    pub(crate) fn did(&mut self, act: Act) -> Result<(), Refused> {
        let by = "ada".to_owned();
        self.push(Happening::Did { by, act })
    }

    pub(crate) fn task(&self) -> Arc<Task> {
        Arc::clone(self.walk.outstanding().expect("nothing runs"))
    }

    pub(crate) fn reply_to(&mut self, task: TaskId, reply: Reply) -> Result<(), Refused> {
        let took = Duration::from_millis(u64::from(task.0) + 1);
        self.push(Happening::Replied { task, took, reply })
    }

    pub(crate) fn reply(&mut self, reply: Reply) {
        self.reply_to(self.task().id, reply).unwrap();
    }

    /// Answers what runs so that the walk can go on.
    pub(crate) fn pass(&mut self) {
        let reply = good_reply(&self.task(), self.walk.plan());
        self.reply(reply);
    }

    /// Answers the checks that run: these say what they are told to, the others pass.
    pub(crate) fn judge(&mut self, said: &[(CheckId, VerdictKind, &[Evidence])]) {
        let task = self.task();
        let Work::Check { checks, .. } = &task.work else {
            panic!("{:?} runs, no checks", task.work)
        };
        let plan = self.walk.plan();
        let verdicts = checks.iter().map(|check| {
            let told = said.iter().find(|(other, ..)| other == check);
            let (kind, evidence) = told.map_or((VerdictKind::Pass, &[][..]), |(_, kind, evidence)| {
                (*kind, *evidence)
            });
            verdict(&task, plan, *check, kind, evidence)
        });
        let reply = Reply::Checked(verdicts.collect());
        self.reply(reply);
    }

    /// Answers well until nothing runs.
    pub(crate) fn pass_all(&mut self) {
        while self.walk.outstanding().is_some() {
            self.pass();
        }
    }

    /// An attended walk that stands at the decision with everything passed.
    pub(crate) fn at_decision() -> Self {
        let mut bench = Self::new(Mode::Attended);
        bench.did(Act::RunOn).unwrap();
        bench.pass_all();
        bench
    }
}
