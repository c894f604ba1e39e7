//! Programs in worker processes: hostile ones, dead ones and cancelled ones.

use std::time::{Duration, Instant};

use stepwell::program::{ErrorKind, Limits, Pool, Run, WorkerCommand};
use stepwell::solve::{SolveLimits, Status};

/// Longer than anything below may take, shorter than anybody's patience.
const SOON: Duration = Duration::from_secs(20);

fn pool(size: usize) -> Pool {
    Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), size)
}

fn limits(time: Duration) -> Limits {
    Limits {
        time,
        memory: 64 << 20,
        output: 10_000,
        ..Limits::default()
    }
}

const ENDLESS: &str = "while True:\n    pass\n";
const FINE: &str = "print('fine')\n";

fn assert_fine(run: &Run) {
    assert_eq!((run.stdout.as_str(), run.error.as_ref()), ("fine\n", None));
}

#[tokio::test]
async fn hostile_programs_end_inside_their_limits() {
    let cases: [(&str, ErrorKind); 18] = [
        (ENDLESS, ErrorKind::Time),
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
            ErrorKind::Time,
        ),
        ("import itertools\nmax(itertools.count())\n", ErrorKind::Time),
        (
            "x = []\nwhile True:\n    x.append('abc' * 100)\n",
            ErrorKind::Memory,
        ),
        (
            "x = {}\nwhile True:\n    x[len(x)] = str(len(x)) * 50\n",
            ErrorKind::Memory,
        ),
        ("x = [0] * 10**9\n", ErrorKind::Memory),
        ("x = 10**10**9\n", ErrorKind::Memory),
        ("x = sorted(range(10**8))\n", ErrorKind::Memory),
        ("x = '{:>1000000000}'.format(1)\n", ErrorKind::Memory),
        (
            "import itertools\nx = list(itertools.product(range(100), repeat=9))\n",
            ErrorKind::Memory,
        ),
        ("sum(range(10**12))\n", ErrorKind::Time),
        ("def f():\n    f()\nf()\n", ErrorKind::Recursion),
        ("while True:\n    print('x' * 1000)\n", ErrorKind::Output),
        ("print('x' * 10**7)\n", ErrorKind::Output),
        ("open('/etc/passwd')\n", ErrorKind::Forbidden),
        ("import socket\n", ErrorKind::Forbidden),
        ("import os\nos.environ\n", ErrorKind::Forbidden),
        ("_sw_host('solve', 1, 2)\n", ErrorKind::Raised),
    ];
    let pool = pool(2);
    for (program, kind) in cases {
        let started = Instant::now();
        let run = pool.run(program, &limits(Duration::from_millis(700))).await;
        let error = run.error.expect(program);
        assert_eq!(error.kind, kind, "{program}{error:?}");
        assert!(!error.message.is_empty(), "{program}");
        assert!(started.elapsed() < SOON, "{program}");
    }
    assert_fine(&pool.run(FINE, &limits(SOON)).await);
}

#[tokio::test]
async fn deep_programs_end_as_syntax_errors() {
    let pool = pool(1);
    let deep = [
        "x = ".to_owned() + &vec!["y"; 100_000].join(" + "),
        "x = ".to_owned() + &vec!["y"; 100_000].join(" * "),
        "x = ".to_owned() + &"(".repeat(20_000) + "1" + &")".repeat(20_000),
        "x = ".to_owned() + &"-".repeat(100_000) + "y",
        "x = y".to_owned() + &"[0]".repeat(100_000),
    ];
    for program in deep {
        let error = pool.run(&program, &limits(SOON)).await.error.expect("an error");
        assert_eq!(error.kind, ErrorKind::Syntax, "{error:?}");
    }
    assert_fine(&pool.run(FINE, &limits(SOON)).await);
}

#[tokio::test]
async fn workers_run_side_by_side() {
    let pool = pool(2);
    pool.warm().await.expect("two workers");
    let patient = limits(SOON);
    let endless = limits(Duration::from_millis(500));
    let runs = futures::future::join_all([
        pool.run(ENDLESS, &endless),
        pool.run(FINE, &patient),
        pool.run(FINE, &patient),
    ])
    .await;
    assert_eq!(
        runs[0].error.as_ref().map(|error| error.kind),
        Some(ErrorKind::Time)
    );
    assert_fine(&runs[1]);
    assert_fine(&runs[2]);
}

#[tokio::test]
async fn a_dropped_run_frees_its_place() {
    let pool = pool(1);
    let endless = limits(Duration::from_hours(1));
    let cancelled = tokio::time::timeout(Duration::from_millis(300), pool.run(ENDLESS, &endless)).await;
    assert!(cancelled.is_err(), "an endless program ended");
    let next = tokio::time::timeout(SOON, pool.run(FINE, &limits(SOON))).await;
    assert_fine(&next.expect("the place is free"));
}

#[tokio::test]
async fn a_binary_that_is_no_worker_is_reported() {
    let absent = Pool::new(WorkerCommand::at("/nonexistent/stepwell"), 1);
    let error = absent.run(FINE, &limits(SOON)).await.error.expect("no such file");
    assert_eq!(error.kind, ErrorKind::Worker);
    assert!(error.message.contains("could be started"), "{}", error.message);
    if cfg!(unix) {
        let silent = Pool::new(WorkerCommand::at("/bin/false"), 1);
        let error = silent.run(FINE, &limits(SOON)).await.error.expect("no reply");
        assert_eq!(error.kind, ErrorKind::Worker, "{error:?}");
    }
}

#[tokio::test]
async fn models_are_solved_in_a_worker() {
    let program = "import coptpy as cp\nm = cp.Envr().createModel()\nx = m.addVar(ub=4)\n\
        m.setObjective(x, cp.COPT.MAXIMIZE)\n";
    let pool = pool(1);
    let model = pool.run(program, &limits(SOON)).await.model.expect("a model");
    let outcome = pool.solve(&model, &SolveLimits::default()).await;
    assert_eq!((outcome.status, outcome.objective), (Status::Optimal, Some(4.0)));
}
