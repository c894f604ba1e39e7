//! Cancelling a program that would never end, in the real program with its real workers. How long it takes is printed
//! and not judged: `cargo test --test terminal cancel -- --nocapture`.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::pty::{Session, run, stepwell};

/// How often the program is cancelled and started again.
const TIMES: usize = 8;

/// A workspace with one sample, whose program goes round for ever.
fn endless(folder: &Path) -> std::path::PathBuf {
    let workspace = folder.join("w");
    let file = folder.join("rows.jsonl");
    let completion = "## Mathematical Model:\nMaximize x\n\n## Python Code:\n```python\nimport coptpy as cp\nwhile True:\n    \
        pass\nm = cp.Envr().createModel()\nm.solve()\n```\n";
    let row = json!({
        "en_question": "How much x, at most 3, is best?",
        "en_math_model_coptpy_code": completion,
        "en_answer": "3",
    });
    fs::write(&file, format!("{row}\n")).unwrap();
    run(&workspace, &["import", file.to_str().unwrap()]);
    workspace
}

/// Workers that the program has started and that still live.
#[cfg(target_os = "linux")]
fn workers(session: &Session) -> usize {
    let tasks = format!("/proc/{}/task", session.process().as_raw_nonzero());
    let tasks = fs::read_dir(tasks).unwrap().flatten();
    let children = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
    let children: Vec<String> = children
        .flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let lives = |pid: &&String| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| !rest.starts_with('Z'))
    };
    children.iter().filter(lives).count()
}

#[test]
fn a_program_without_end_is_cancelled_with_a_key_and_its_worker_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = endless(folder.path());
    let mut session = Session::start(stepwell(&workspace));
    let mut times = Vec::new();
    for round in 0..TIMES {
        session.wait_for("c cancel");
        #[cfg(target_os = "linux")]
        wait_until("a worker", || workers(&session) > 0);
        let pressed = Instant::now();
        session.press("c");
        session.wait_for("cancelled: what was not finished");
        times.push(pressed.elapsed());
        #[cfg(target_os = "linux")]
        wait_until("the end of the worker", || workers(&session) == 0);
        // What could not be told is unknown, and nothing passes for it.
        session.wait("unknown verdicts", |screen| {
            let text = screen.contents();
            text.contains("? program") && text.contains("stopped by ada") && !text.contains("c cancel")
        });
        if round + 1 < TIMES {
            session.press("r");
        }
    }
    times.sort_unstable();
    println!(
        "from the key to `cancelled` on the screen, {TIMES} times: median {:?}, longest {:?}",
        times[TIMES / 2],
        times[TIMES - 1]
    );
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[cfg(target_os = "linux")]
fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !holds() {
        assert!(Instant::now() < deadline, "{what} did not come");
        std::thread::sleep(Duration::from_millis(1));
    }
}
