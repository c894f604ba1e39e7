//! Kills `generate` with SIGKILL at random moments and runs it again until it is done. `STEPWELL_KILLS=200` asks for
//! more kills than the usual 8, `STEPWELL_KILL_SEED` for other moments.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, ExitStatus, Stdio};
use std::time::Duration;
#[cfg(target_os = "linux")]
use std::time::Instant;

use rand::Rng as _;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
#[cfg(target_os = "linux")]
use rustix::process::kill_process;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::Value;
use stepwell::store::{self, OpenOptions};
use stepwell::walk::journal::Ending;

use crate::workspace::{Told, Workspace, sample_of};

const JOB: [&str; 7] = ["generate", "-n", "40", "--seed", "11", "--jobs", "3"];
/// How long the workers of a killed process may take to notice, and how often they are looked at.
#[cfg(target_os = "linux")]
const PATIENCE: Duration = Duration::from_mins(1);
#[cfg(target_os = "linux")]
const LOOK: Duration = Duration::from_millis(5);

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(usual)
}

/// When a run is killed.
enum Moment {
    /// So long after its start, whatever it does then.
    After(Duration),
    /// So many walks further, and so long after.
    Walks(usize, Duration),
}

impl Moment {
    fn random(random: &mut ChaCha8Rng) -> Self {
        if random.random_bool(0.3) {
            Self::After(Duration::from_micros(random.random_range(0..400_000)))
        } else {
            let pause = Duration::from_micros(random.random_range(0..40_000));
            Self::Walks(random.random_range(1..=5), pause)
        }
    }
}

/// The lines that a run wrote, whether it came to its end before it was disturbed, and how it ended.
struct Written {
    lines: Vec<Value>,
    finished: bool,
    status: ExitStatus,
}

/// Runs the job and disturbs it at the moment. The pause puts that between two lines; nothing waits for it.
fn run_and(workspace: &Workspace, moment: &Moment, disturb: impl FnOnce(&mut Child)) -> Written {
    let mut child = workspace
        .command(&JOB)
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = Vec::new();
    match moment {
        Moment::After(pause) => std::thread::sleep(*pause),
        Moment::Walks(walks, pause) => {
            let mut further = 0;
            while further < *walks
                && let Some(line) = output.next()
            {
                let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
                further += usize::from(line["resumed"] == false);
                lines.push(line);
            }
            std::thread::sleep(*pause);
        }
    }
    disturb(&mut child);
    for line in output {
        let line = line.unwrap();
        // A line is flushed whole, but a pipe may cut a long one; what is cut was not told.
        match serde_json::from_str(&line) {
            Ok(line) => lines.push(line),
            Err(error) => assert!(error.is_eof(), "{line}: {error}"),
        }
    }
    let summary = lines.last().and_then(|line| line.get("summary"));
    let finished = summary.is_some_and(|summary| summary["stopped"] == false);
    let status = child.wait().unwrap();
    Written {
        lines,
        finished,
        status,
    }
}

/// What a process has started; it must be stopped, so that it starts no more meanwhile.
#[cfg(target_os = "linux")]
fn children(parent: Pid) -> Vec<Pid> {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let name = entry.ok()?.file_name();
        Pid::from_raw(name.to_str()?.parse().ok()?)
    });
    processes
        .filter(|process| state(*process).is_some_and(|(_, its)| its == parent.as_raw_nonzero().get()))
        .collect()
}

/// The letter of a process's state, and its parent.
#[cfg(target_os = "linux")]
fn state(process: Pid) -> Option<(char, i32)> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // The name of the program stands in brackets and may hold anything.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// Kills the process. Its workers must notice and end by themselves; one that nobody has reaped yet has ended.
fn kill(child: &mut Child) {
    #[cfg(target_os = "linux")]
    {
        let process = Pid::from_child(child);
        kill_process(process, Signal::STOP).unwrap();
        let workers = children(process);
        child.kill().unwrap();
        child.wait().unwrap();
        let deadline = Instant::now() + PATIENCE;
        let lives = |worker: &Pid| state(*worker).is_some_and(|(state, _)| state != 'Z');
        while workers.iter().any(lives) {
            assert!(
                Instant::now() < deadline,
                "workers outlive the process that started them"
            );
            std::thread::sleep(LOOK);
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// Every walk that was told of has ended the same way in the database, with its sample.
async fn is_found(workspace: &Workspace, told: &[Value]) {
    if !store::Workspace::exists(workspace.path()) {
        assert!(told.is_empty());
        return;
    }
    let opened = store::Workspace::open(workspace.path(), OpenOptions::write())
        .await
        .unwrap();
    let store = opened.store();
    let report = store.check_integrity().await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    for line in told.iter().filter(|line| line.get("walk").is_some()) {
        let walk = line["walk"].as_str().unwrap();
        let record = store.walk(walk.parse().unwrap()).await.unwrap();
        let ending = record.expect("a walk that was told of").ending;
        let expected = match line["result"].as_str().unwrap() {
            "kept" => Ending::Kept,
            "dropped" => Ending::Dropped,
            _ => Ending::Failed,
        };
        assert_eq!(ending, Some(expected), "walk {walk}");
        if expected == Ending::Kept {
            let sample = store.sample(sample_of(line)).await.unwrap();
            assert!(sample.is_some(), "the sample of walk {walk} is lost");
        }
    }
    opened.close().await;
}

#[tokio::test]
async fn a_batch_that_is_killed_again_and_again_grows_what_an_undisturbed_one_grows() {
    let undisturbed = Workspace::new();
    let reference = Told::of(undisturbed.lines(&JOB, 0));
    let samples = undisturbed.samples();
    let wanted = number("STEPWELL_KILLS", 8);
    let mut random = ChaCha8Rng::seed_from_u64(number("STEPWELL_KILL_SEED", 7));
    let (mut kills, mut told, mut batches) = (0, 0, 0);
    while kills < wanted {
        let workspace = Workspace::new();
        batches += 1;
        while kills < wanted {
            let written = run_and(&workspace, &Moment::random(&mut random), kill);
            is_found(&workspace, &written.lines).await;
            if written.finished {
                break;
            }
            kills += 1;
            told += written
                .lines
                .iter()
                .filter(|line| line["resumed"] == false)
                .count();
            if store::Workspace::exists(workspace.path()) {
                assert_eq!(workspace.integrity()["well"], true, "{}", workspace.integrity());
            }
        }
        let resumed = Told::of(workspace.lines(&JOB, 0));
        assert_eq!(resumed.walks_alone(), reference.walks_alone());
        assert_eq!(workspace.samples(), samples);
        assert_eq!(workspace.integrity()["well"], true);
    }
    eprintln!(
        "{kills} kills in {batches} batches: {told} finished walks were told of before a kill, lost: 0"
    );
}

#[tokio::test]
async fn ctrl_c_ends_a_batch_in_good_order_and_changes_nothing_of_what_grows() {
    let (undisturbed, workspace) = (Workspace::new(), Workspace::new());
    let reference = Told::of(undisturbed.lines(&JOB, 0));
    let mut random = ChaCha8Rng::seed_from_u64(number("STEPWELL_KILL_SEED", 7));
    // A terminal sends it to the whole group, the workers included.
    let interrupt = |child: &mut Child| {
        kill_process_group(Pid::from_child(child), Signal::INT).unwrap();
    };
    for _ in 0..number("STEPWELL_KILLS", 8) {
        let written = run_and(&workspace, &Moment::random(&mut random), interrupt);
        is_found(&workspace, &written.lines).await;
        if written.finished {
            break;
        }
        // Before the workspace is open, there is nothing to be put in order.
        let early = written.lines.is_empty() && written.status.signal() == Some(Signal::INT.as_raw());
        assert!(early || written.status.code() == Some(130), "{}", written.status);
    }
    let resumed = Told::of(workspace.lines(&JOB, 0));
    assert_eq!(resumed.walks_alone(), reference.walks_alone());
    assert_eq!(workspace.samples(), undisturbed.samples());
}
