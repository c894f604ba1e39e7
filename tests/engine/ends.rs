//! Every program comes to an end that is told, and no child outlives its worker.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use rstest::rstest;
use stepwell::program::{ErrorKind, Limits};

use super::{found, limits, pool, ran_in_python};

#[rstest]
#[case::loops("while True: pass\n", ErrorKind::Time)]
#[case::swallows(
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
    ErrorKind::Time
)]
#[case::sleeps("import time\ntime.sleep(1000)\n", ErrorKind::Time)]
#[case::native("import itertools\nmax(itertools.count())\n", ErrorKind::Time)]
#[case::pattern("import re\nre.match('(a*)*b', 'a' * 50)\n", ErrorKind::Time)]
#[case::silent("import os\nos.closerange(0, 100)\nwhile True: pass\n", ErrorKind::Time)]
#[case::ignores(
    "import signal\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n    except Exception: pass\nwhile True: pass\n",
    ErrorKind::Time
)]
#[case::list("x = [0] * 10**9\n", ErrorKind::Memory)]
#[case::grows("x = []\nwhile True:\n    x.append('abc' * 1000)\n", ErrorKind::Memory)]
#[case::depth("def f(): f()\nf()\n", ErrorKind::Recursion)]
#[case::prints("while True:\n    print('x' * 100)\n", ErrorKind::Output)]
#[case::prints_once("print('x' * 10**7)\n", ErrorKind::Output)]
#[case::swallows_output(
    "while True:\n    try: print('x' * 100)\n    except BaseException: pass\n",
    ErrorKind::Output
)]
#[case::leaves("import os\nos._exit(0)\n", ErrorKind::Raised)]
#[case::crashes("import ctypes\nctypes.string_at(0)\n", ErrorKind::Raised)]
#[case::babbles(
    "import os\nfor n in range(3, 16):\n    try: os.write(n, b'nonsense\\n')\n    except OSError: pass\nwhile True: pass\n",
    ErrorKind::Forbidden
)]
#[case::forges(
    "import os\nfor n in range(3, 16):\n    try: os.write(n, b'{\"exec\": \"id\"}\\n')\n    except OSError: pass\nwhile True: pass\n",
    ErrorKind::Forbidden
)]
#[case::unreadable("x = 1\0\n", ErrorKind::Raised)]
#[case::syntax("def f(:\n", ErrorKind::Syntax)]
#[case::missing("import no_such_package_at_all\n", ErrorKind::Unsupported)]
#[case::two_layers("import pulp, gurobipy\n", ErrorKind::Unsupported)]
#[case::raises("class Mine(Exception): pass\nraise Mine('x')\n", ErrorKind::Raised)]
#[case::uncalled("def main():\n    return 1\n", ErrorKind::Unsupported)]
#[tokio::test]
async fn every_program_comes_to_a_told_end(#[case] program: &str, #[case] kind: ErrorKind) {
    let Some(python) = found().await else { return };
    let limits = Limits {
        time: Duration::from_secs(if kind == ErrorKind::Time { 1 } else { 20 }),
        memory: 64 << 20,
        output: 1000,
        ..limits(&python)
    };
    let pool = pool();
    let run = pool.run(program, &limits).await;
    assert!(ran_in_python(&run), "{run:?}");
    let error = run.error.expect("an error");
    assert_eq!(error.kind, kind, "{error:?}");
    assert!(run.stdout.len() <= 1000);
    let run = pool.run("print('fine')\n", &limits).await;
    assert_eq!(
        (run.stdout.as_str(), run.error),
        ("fine\n", None),
        "the pool lives on"
    );
}

/// A model and prints from before the end are kept.
#[tokio::test]
async fn what_there_was_is_kept() {
    let Some(python) = found().await else { return };
    let limits = Limits {
        time: Duration::from_secs(2),
        ..limits(&python)
    };
    let program = "import coptpy as cp\n\
        m = cp.Envr().createModel('kept')\n\
        x = m.addVar(name='x')\n\
        m.addConstr(x >= 2)\n\
        m.setObjective(x)\n\
        m.solve()\n\
        print('solved', m.objval)\n\
        while True: pass\n";
    let run = pool().run(program, &limits).await;
    assert_eq!(run.error.unwrap().kind, ErrorKind::Time);
    assert_eq!(run.stdout, "solved 2.0\n");
    assert_eq!((run.solves, run.model.unwrap().name.as_str()), (1, "kept"));
    let run = pool()
        .run(&program[..program.find("m.solve").unwrap()], &limits)
        .await;
    assert_eq!(
        (run.error, run.solves, run.model.unwrap().rows.len()),
        (None, 0, 1)
    );
}

/// Numbers of processes whose parent is one of these.
fn children(parents: &HashSet<u32>) -> HashSet<u32> {
    let mut found = HashSet::new();
    for entry in std::fs::read_dir("/proc").unwrap() {
        let Ok(pid) = entry.unwrap().file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        if parent_and_state(pid).is_some_and(|(parent, state)| state != "Z" && parents.contains(&parent)) {
            found.insert(pid);
        }
    }
    found
}

fn parent_and_state(pid: u32) -> Option<(u32, String)> {
    let stat = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut words = rest.split(' ');
    let state = words.next()?.to_owned();
    Some((words.next()?.parse().ok()?, state))
}

fn lives(pid: u32) -> bool {
    parent_and_state(pid).is_some_and(|(_, state)| state != "Z" && state != "X")
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_child_dies_with_its_worker() {
    let Some(python) = found().await else { return };
    let limits = Limits {
        time: Duration::from_mins(10),
        ..limits(&python)
    };
    let patience = Instant::now() + Duration::from_mins(1);
    let before = children(&HashSet::from([std::process::id()]));
    let pool = pool();
    let running = tokio::spawn(async move { pool.run("while True: pass\n", &limits).await });
    let child = loop {
        assert!(Instant::now() < patience, "no child came up");
        let workers = &children(&HashSet::from([std::process::id()])) - &before;
        let pythons = children(&workers)
            .into_iter()
            .find(|pid| runs_the_bootstrap(*pid));
        match pythons {
            Some(pid) => break pid,
            None => tokio::task::yield_now().await,
        }
    };
    assert!(lives(child));
    // Nobody waits for the run any longer, so the pool kills the worker, and with it goes the child.
    running.abort();
    while lives(child) {
        assert!(Instant::now() < patience, "the child lives on");
        tokio::task::yield_now().await;
    }
}

fn runs_the_bootstrap(pid: u32) -> bool {
    let line = std::fs::read(Path::new("/proc").join(pid.to_string()).join("cmdline"));
    line.is_ok_and(|line| String::from_utf8_lossy(&line).contains("second engine's own start"))
}
