//! A person who decides, one key at a time, in a program that is killed with SIGKILL at random moments. Every decision
//! that the footer confirmed as saved must be there. `STEPWELL_KILLS=200` asks for more kills than the usual 4.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rustix::process::Signal;
use stepwell::review::{Act, DecisionId, DecisionKind, ReviewState};
use stepwell::store::{OpenOptions, Store, Workspace};

use crate::pty::{Session, run, without_terminal};

/// Kills of one workspace: every decision takes a sample out of the queue, and it must not become empty.
const KILLS_EACH: u64 = 4;

/// Why a sample is accepted that some check does not pass.
const OVERRULED: &str = "the check is wrong here";

/// What a person does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Accept,
    Reject,
    Skip,
    Flag,
    Undo,
}

impl Deed {
    fn key(self) -> &'static str {
        match self {
            Self::Accept => "a",
            Self::Reject => "x",
            Self::Skip => "s",
            Self::Flag => "f",
            Self::Undo => "u",
        }
    }
}

/// The confirmation in the footer, from its mark on.
fn confirmation(screen: &vt100::Screen) -> Option<String> {
    let (rows, columns) = screen.size();
    let footer = screen.rows(0, columns).nth(usize::from(rows) - 1)?;
    let at = footer.rfind('✔')?;
    let text = footer[at..].trim_start_matches('✔').trim();
    text.ends_with("· saved").then(|| text.to_owned())
}

/// What the pane in the middle shows of the problem.
fn problem(screen: &vt100::Screen) -> String {
    let rows: Vec<String> = screen.rows(30, 50).skip(2).take(8).collect();
    rows.join("\n")
}

/// A person at the keys, with the last confirmation they have read.
struct Person {
    session: Session,
    read: Option<String>,
}

impl Person {
    /// Does it, and waits until the footer confirms it and another sample is there to decide on. A confirmation stays
    /// until the next key, and no two that follow each other are equal: a decision moves on to another sample, and an
    /// undo says so.
    fn does(&mut self, deed: Deed) -> String {
        let seen = self.session.look(problem);
        self.session.press(deed.key());
        if deed == Deed::Reject {
            self.session.wait_for("Reject: why?");
            self.session.press("w");
        }
        let read = self.read.clone();
        let confirmed =
            |screen: &vt100::Screen| confirmation(screen).is_some_and(|text| Some(&text) != read.as_ref());
        let asked = |screen: &vt100::Screen| screen.contents().contains("Accept all the same?");
        let what = format!("confirmation of {deed:?}");
        self.session
            .wait(&what, |screen| confirmed(screen) || asked(screen));
        if self.session.look(asked) {
            self.session.press(OVERRULED);
            self.session.press("\r");
            self.session.wait(&what, confirmed);
        }
        let text = self.session.look(confirmation).unwrap();
        self.read = Some(text.clone());
        self.session.wait("the next sample", |screen| {
            problem(screen) != seen && screen.contents().contains("✔ frame")
        });
        text
    }
}

/// The history as the confirmations say it, the oldest first.
async fn history(store: &Store) -> Vec<String> {
    let mut entries = store.history(None, usize::MAX).await.unwrap();
    entries.sort_by_key(|entry| entry.entry.id);
    let decision = |id: DecisionId| {
        let entry = entries.iter().find(|entry| entry.entry.id == id).unwrap();
        match &entry.entry.act {
            Act::Decide(decision) => decision.clone(),
            Act::TakeBack { .. } => panic!("nobody has redone anything"),
        }
    };
    let texts = entries.iter().map(|entry| match &entry.entry.act {
        Act::Decide(decision) => {
            assert_eq!(decision.reviewer, "ada");
            match (decision.kind, decision.reason.as_deref()) {
                (DecisionKind::Reject, reason) => assert_eq!(reason, Some("wrong model")),
                (DecisionKind::Accept, reason) => assert!(reason.is_none_or(|reason| reason == OVERRULED)),
                (_, reason) => assert_eq!(reason, None),
            }
            let state = ReviewState::from(decision.kind);
            format!("{} {} · saved", decision.sample.short(), state.word())
        }
        Act::TakeBack { entry, .. } => {
            let taken_back = decision(*entry);
            format!(
                "undone: {} {} · saved",
                taken_back.kind.word(),
                taken_back.sample.short()
            )
        }
    });
    texts.collect()
}

/// Reopens the workspace: everything confirmed is there in its order, and at most what was under way besides.
async fn holds(workspace: &Path, confirmed: &mut Vec<String>) {
    let opened = Workspace::open(workspace, OpenOptions::write()).await.unwrap();
    let report = opened.store().check_integrity().await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    let there = history(opened.store()).await;
    assert!(
        there.starts_with(confirmed) && there.len() <= confirmed.len() + 1,
        "confirmed: {confirmed:#?}\nthere: {there:#?}"
    );
    // What was under way and arrived belongs to the history from now on.
    *confirmed = there;
    opened.close().await;
}

#[tokio::test]
async fn a_decision_that_the_footer_confirmed_survives_a_kill() {
    let number = |variable: &str, usual: u64| {
        let set = std::env::var(variable).ok();
        set.and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let wanted = number("STEPWELL_KILLS", 4);
    let mut random = ChaCha8Rng::seed_from_u64(number("STEPWELL_KILL_SEED", 7));
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("fresh");
    run(&fresh, &["generate", "-n", "1"]);
    // Without verdicts, every accepting would ask for a reason. Whether all pass is not the question here.
    without_terminal(&fresh, &["check"]);
    let mut confirmed = Vec::new();
    let mut before = 0;
    for kill in 0..wanted {
        let workspace = folder.path().join(format!("w{}", kill / KILLS_EACH));
        if kill % KILLS_EACH == 0 {
            confirmed.clear();
            fs::create_dir(&workspace).unwrap();
            fs::copy(fresh.join("stepwell.db"), workspace.join("stepwell.db")).unwrap();
        }
        let mut person = Person {
            session: Session::open(&workspace),
            read: None,
        };
        let mut standing = 0;
        for _ in 0..random.random_range(1..8) {
            let deed = deed(&mut random, standing);
            standing = if deed == Deed::Undo {
                standing - 1
            } else {
                standing + 1
            };
            confirmed.push(person.does(deed));
            before += 1;
        }
        // One more that may or may not arrive; the pause only spreads the kills over its way to the disk.
        let last = match deed(&mut random, standing) {
            // Its reason would have to be chosen first.
            Deed::Reject => Deed::Accept,
            deed => deed,
        };
        person.session.press(last.key());
        std::thread::sleep(Duration::from_micros(random.random_range(0..8_000)));
        person.session.signal(Signal::KILL);
        person.session.ended();
        holds(&workspace, &mut confirmed).await;
    }
    eprintln!("{wanted} kills: {before} decisions were confirmed before one, lost: 0");
}

/// An undo needs something of this session to take back, so that its confirmation is known to be new.
fn deed(random: &mut ChaCha8Rng, standing: usize) -> Deed {
    let deeds = [Deed::Accept, Deed::Reject, Deed::Skip, Deed::Flag, Deed::Undo];
    let count = if standing > 0 {
        deeds.len()
    } else {
        deeds.len() - 1
    };
    *deeds[..count].choose(random).unwrap()
}
