//! Kills a writer with SIGKILL at random moments, again and again on one workspace, and looks whether everything that
//! was acknowledged is there. `STEPWELL_KILLS=200` asks for more rounds than the usual 20.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rand::{Rng as _, SeedableRng as _};
use stepwell::check::{CheckId, Verdict, VerdictKind};
use stepwell::review::{Act, Decision, DecisionId, DecisionKind};
use stepwell::sample::{Sample, SampleId, WalkId};
use stepwell::store::fill::sample;
use stepwell::store::{OpenOptions, Store, Workspace};
use stepwell::walk::journal::{Ending, Finished, Journal};
use time::OffsetDateTime;

/// Tells the writer process where to write; without it the writer does nothing.
const WHERE: &str = "STEPWELL_KILL_DIR";
const ROUND: &str = "STEPWELL_KILL_ROUND";
/// Decided samples, inserted before the first decision.
const SAMPLES: usize = 20;

fn decision(sample: &Sample, kind: DecisionKind) -> Decision {
    Decision {
        sample: sample.id,
        version: sample.version,
        content: sample.content_hash(),
        kind,
        reason: None,
        reviewer: "ada".to_owned(),
        at: OffsetDateTime::now_utc(),
    }
}

/// One line in one write, so that a killed writer leaves whole lines or none.
fn acknowledge(line: &str) {
    let mut out = std::io::stdout().lock();
    if out
        .write_all(format!("\nack {line}\n").as_bytes())
        .and_then(|()| out.flush())
        .is_err()
    {
        std::process::exit(0);
    }
}

/// The writer: three tasks that write without end and tell what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started, and killed, by the test below"]
async fn writes_until_killed() {
    let Some(dir) = std::env::var_os(WHERE) else {
        return;
    };
    let round: usize = std::env::var(ROUND).unwrap().parse().unwrap();
    acknowledge("opening");
    let workspace = Workspace::open(PathBuf::from(dir), OpenOptions::create())
        .await
        .unwrap();
    acknowledge("opened");
    let store = workspace.store();
    store
        .insert_samples((0..SAMPLES).map(sample).collect())
        .await
        .unwrap();
    acknowledge("seeded");
    tokio::join!(decides(store), walks(store, round), judges(store));
}

async fn decides(store: &Store) {
    let kinds = [
        DecisionKind::Accept,
        DecisionKind::Reject,
        DecisionKind::Skip,
        DecisionKind::Flag,
    ];
    for turn in 0.. {
        let DecisionId(id) = store
            .decide(decision(&sample(turn % SAMPLES), kinds[turn % 4]))
            .await
            .unwrap();
        acknowledge(&format!("decided {id}"));
        // The walks decide too, so there may be nothing left to redo.
        let undone = if turn % 3 == 0 {
            store.undo("bob").await.unwrap()
        } else {
            None
        };
        let redone = if turn % 6 == 0 {
            store.redo("bob").await.unwrap()
        } else {
            None
        };
        for taken_back in undone.into_iter().chain(redone) {
            acknowledge(&format!("decided {}", taken_back.entry.0));
        }
    }
}

async fn walks(store: &Store, round: usize) {
    for turn in 0.. {
        let walk = WalkId::fresh();
        store.begin(walk, format!("{{\"turn\":{turn}}}")).await.unwrap();
        for sequence in 0..3 {
            store
                .append(walk, sequence, format!("{{\"event\":{sequence}}}"))
                .await
                .unwrap();
            acknowledge(&format!("event {walk} {sequence}"));
        }
        let mut grown = sample(1_000_000 * (round + 1) + turn);
        grown.id = SampleId::fresh();
        let finished = Finished {
            ending: Ending::Kept,
            verdicts: vec![verdict(&grown)],
            run: None,
            decision: Some(decision(&grown, DecisionKind::Accept)),
            sample: Some(grown.clone()),
        };
        store
            .finish(walk, 3, "{\"event\":3}".to_owned(), finished)
            .await
            .unwrap();
        acknowledge(&format!("kept {walk} {}", grown.id));
    }
}

async fn judges(store: &Store) {
    for turn in 0.. {
        let sample = sample(turn % SAMPLES);
        store
            .put_verdicts(sample.id, 1, vec![verdict(&sample)], None)
            .await
            .unwrap();
    }
}

fn verdict(sample: &Sample) -> Verdict {
    Verdict {
        check: CheckId::Frame,
        kind: VerdictKind::Fail,
        summary: "by the writer".to_owned(),
        findings: Vec::new(),
        judged: sample.content_hash(),
    }
}

/// What a killed writer had acknowledged, over all rounds.
#[derive(Default)]
struct Acknowledged {
    seeded: bool,
    decisions: BTreeSet<i64>,
    events: BTreeSet<(String, u32)>,
    kept: Vec<(String, String)>,
}

impl Acknowledged {
    fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["ack", "seeded"] => self.seeded = true,
            ["ack", "decided", id] => {
                assert!(
                    self.decisions.insert(id.parse().unwrap()),
                    "entry {id} was given twice"
                );
            }
            ["ack", "event", walk, sequence] => {
                self.events
                    .insert(((*walk).to_owned(), sequence.parse().unwrap()));
            }
            ["ack", "kept", walk, sample] => self.kept.push(((*walk).to_owned(), (*sample).to_owned())),
            _ => {}
        }
    }

    async fn is_all_there(&self, store: &Store) {
        let report = store.check_integrity().await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
        let history = store.history(None, usize::MAX).await.unwrap();
        let there: BTreeSet<i64> = history.iter().map(|entry| entry.entry.id.0).collect();
        let lost: Vec<_> = self.decisions.difference(&there).collect();
        assert!(lost.is_empty(), "acknowledged decisions are lost: {lost:?}");
        assert!(!self.seeded || store.counts().await.unwrap().samples >= SAMPLES as u64);
        for (walk, sequence) in &self.events {
            let record = store
                .walk(walk.parse().unwrap())
                .await
                .unwrap()
                .expect("an acknowledged walk");
            assert!(
                record.events.len() > *sequence as usize,
                "walk {walk} lost event {sequence}"
            );
        }
        for (walk, sample) in &self.kept {
            let record = store
                .walk(walk.parse().unwrap())
                .await
                .unwrap()
                .expect("an acknowledged walk");
            assert_eq!(record.ending, Some(Ending::Kept));
            let sample: SampleId = sample.parse().unwrap();
            assert!(
                store.sample(sample).await.unwrap().is_some(),
                "sample {sample} is lost"
            );
            let entries = store.decisions_on(sample).await.unwrap();
            assert!(matches!(entries[0].entry.act, Act::Decide(_)));
        }
    }
}

fn start(dir: &Path, round: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writes_until_killed", "--ignored", "--nocapture"])
        .env(WHERE, dir)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_to_a_kill() {
    let rounds = std::env::var("STEPWELL_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(20);
    let seed = std::env::var("STEPWELL_KILL_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(7);
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let mut acknowledged = Acknowledged::default();
    for round in 0..rounds {
        let mut writer = start(&dir, round);
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        // Some rounds end while the workspace is opened, some long after; the pause puts the kill between two lines.
        let wanted = if random.random_bool(0.3) {
            random.random_range(1..4)
        } else {
            random.random_range(4..120)
        };
        let mut told = 0;
        while told < wanted {
            let line = lines.next().expect("the writer ended by itself").unwrap();
            told += usize::from(line.starts_with("ack"));
            acknowledged.note(&line);
        }
        std::thread::sleep(Duration::from_micros(random.random_range(0..3000)));
        writer.kill().unwrap();
        writer.wait().unwrap();
        for line in lines {
            acknowledged.note(&line.unwrap());
        }
        let workspace = Workspace::open(&dir, OpenOptions::create()).await.unwrap();
        acknowledged.is_all_there(workspace.store()).await;
        workspace.close().await;
    }
    eprintln!(
        "{rounds} kills: {} decisions, {} walk events and {} finished walks were acknowledged, none lost",
        acknowledged.decisions.len(),
        acknowledged.events.len(),
        acknowledged.kept.len()
    );
    assert!(acknowledged.decisions.len() > rounds, "the writer got to work");
}
