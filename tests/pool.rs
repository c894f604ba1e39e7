//! What becomes of worker processes. In a file of its own, because the test looks at all children of its process.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use stepwell::model::{Model, Row, Term, VarId, Variable, VariableKind};
use stepwell::program::{ErrorKind, Limits, Pool, WorkerCommand};
use stepwell::solve::{Outcome, ProbeLimits, SolveLimits, Status};
use tokio::sync::Mutex;

/// The tests of this file share one process, hence its children.
static ALONE: Mutex<()> = Mutex::const_new(());

const ENDLESS: &str = "while True:\n    pass\n";
const SOON: Duration = Duration::from_secs(20);

fn pool() -> Pool {
    Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), 1)
}

/// Processes that this one started and that still live.
fn children() -> BTreeSet<i32> {
    let mut found = BTreeSet::new();
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    for task in tasks.flatten() {
        let listed = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        found.extend(
            listed
                .split_whitespace()
                .filter_map(|pid| pid.parse::<i32>().ok()),
        );
    }
    found.retain(|pid| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        status
            .rsplit_once(") ")
            .is_some_and(|(_, rest)| !rest.starts_with('Z'))
    });
    found
}

/// Lets other tasks run until the condition holds.
async fn wait_for(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + SOON;
    while !condition() {
        assert!(Instant::now() < deadline, "{what}");
        tokio::task::yield_now().await;
    }
}

fn kill(pid: i32) {
    let pid = Pid::from_raw(pid).expect("a process");
    kill_process(pid, Signal::KILL).expect("our own child");
}

#[tokio::test]
async fn a_killed_worker_is_reported_and_replaced() {
    let _alone = ALONE.lock().await;
    let pool = pool();
    pool.warm().await.expect("a worker");
    let before = children();
    assert_eq!(before.len(), 1);
    let limits = Limits {
        time: Duration::from_hours(1),
        ..Limits::default()
    };
    let running = tokio::spawn({
        let pool = pool.clone();
        async move { pool.run(ENDLESS, &limits).await }
    });
    for pid in &before {
        kill(*pid);
    }
    // The kill may come before the request: then a fresh worker has it.
    wait_for("the run ends or moves", || {
        running.is_finished() || !children().is_subset(&before)
    })
    .await;
    if !running.is_finished() {
        for pid in children() {
            kill(pid);
        }
    }
    let error = running.await.expect("no panic").error.expect("the worker died");
    assert_eq!(error.kind, ErrorKind::Worker, "{error:?}");
    let run = pool.run("print(1)\n", &Limits::default()).await;
    assert_eq!((run.stdout.as_str(), run.error), ("1\n", None));
    assert!(children().is_disjoint(&before));
}

#[tokio::test]
async fn an_idle_worker_that_died_is_nobodys_failure() {
    let _alone = ALONE.lock().await;
    let pool = pool();
    pool.warm().await.expect("a worker");
    for pid in children() {
        kill(pid);
    }
    wait_for("the worker is dead", || children().is_empty()).await;
    let run = pool.run("print(1)\n", &Limits::default()).await;
    assert_eq!((run.stdout.as_str(), run.error), ("1\n", None));
}

#[tokio::test]
async fn cancelling_kills_the_worker() {
    let _alone = ALONE.lock().await;
    let pool = pool();
    pool.warm().await.expect("a worker");
    let before = children();
    let limits = Limits {
        time: Duration::from_hours(1),
        ..Limits::default()
    };
    let cancelled = tokio::time::timeout(Duration::from_millis(200), pool.run(ENDLESS, &limits)).await;
    assert!(cancelled.is_err());
    wait_for("the worker is dead", || children().is_disjoint(&before)).await;
}

/// A transport model with so many data that a probe of it takes a while.
fn transport(size: usize) -> Model {
    let mut model = Model::empty();
    for at in 0..size * size {
        model.variables.push(Variable {
            name: format!("x{at}"),
            kind: VariableKind::Continuous,
            lower: 0.0,
            upper: f64::INFINITY,
            line: None,
        });
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let coefficient = 2.0 + ((at * 7919) % 101) as f64;
        let variable = VarId(at);
        model.objective.terms.push(Term {
            variable,
            coefficient,
        });
    }
    let row = |name: String, variables: Vec<usize>, lower: f64, upper: f64| Row {
        name,
        terms: variables
            .into_iter()
            .map(|at| Term {
                variable: VarId(at),
                coefficient: 1.0,
            })
            .collect(),
        quadratic: Vec::new(),
        lower,
        upper,
        line: None,
    };
    for at in 0..size {
        let from = (0..size).map(|to| at * size + to).collect();
        model
            .rows
            .push(row(format!("supply{at}"), from, f64::NEG_INFINITY, 12.0));
        let to = (0..size).map(|from| from * size + at).collect();
        model
            .rows
            .push(row(format!("demand{at}"), to, 10.0, f64::INFINITY));
    }
    model
}

#[tokio::test]
async fn a_probe_runs_in_a_worker_and_cancelling_it_kills_the_worker() {
    let _alone = ALONE.lock().await;
    let pool = pool();
    let small = transport(2);
    let outcome = pool.solve(&small, &SolveLimits::default()).await;
    let limits = ProbeLimits {
        time: Duration::from_mins(1),
    };
    let probe = pool.probe(&small, &outcome, &limits).await.expect("an optimum");
    assert!(probe.is_complete(), "{probe:?}");
    assert_eq!((probe.rows.len(), probe.data.len()), (4, 8));
    let large = transport(30);
    let outcome = pool.solve(&large, &SolveLimits::default()).await;
    let before = children();
    let limits = ProbeLimits {
        time: Duration::from_hours(1),
    };
    let cancelled =
        tokio::time::timeout(Duration::from_millis(200), pool.probe(&large, &outcome, &limits)).await;
    assert!(cancelled.is_err(), "so many changes were tried in no time");
    wait_for("the worker is dead", || children().is_disjoint(&before)).await;
    let limits = ProbeLimits {
        time: Duration::from_millis(300),
    };
    let cut = pool.probe(&large, &outcome, &limits).await.expect("an optimum");
    assert!(!cut.is_complete() && cut.left > 0, "{cut:?}");
    let nothing = Outcome::without_point(Status::Infeasible);
    assert_eq!(pool.probe(&small, &nothing, &limits).await, None);
}

#[tokio::test]
async fn dropping_the_pool_ends_its_workers() {
    let _alone = ALONE.lock().await;
    let pool = pool();
    pool.warm().await.expect("a worker");
    assert_eq!(children().len(), 1);
    drop(pool);
    wait_for("the worker is dead", || children().is_empty()).await;
}

#[test]
fn a_worker_ends_with_its_input() {
    let mut worker = std::process::Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("__worker")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("a worker");
    drop(worker.stdin.take());
    let deadline = Instant::now() + SOON;
    while worker.try_wait().expect("a child").is_none() {
        assert!(Instant::now() < deadline, "the worker outlives its parent");
        std::thread::yield_now();
    }
}
