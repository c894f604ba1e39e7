//! What runs can be cancelled from the screen; what was cancelled passes nothing, and can be run again.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::check::{CheckId, VerdictKind};
use crate::program::{ErrorKind, Limits, Run};
use crate::tui::harness::{Session, samples, workspace};
use crate::tui::testing::dark;
use crate::walk::driver::Runner;

/// How many programs were started, and how many of them were dropped before they ended. None ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    started: usize,
    dropped: usize,
}

struct Endless(watch::Sender<Tally>);

struct Dropped(watch::Sender<Tally>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.send_modify(|tally| tally.dropped += 1);
    }
}

impl Runner for Endless {
    fn run(&self, _program: String, _limits: Limits) -> BoxFuture<'_, Run> {
        self.0.send_modify(|tally| tally.started += 1);
        let guard = Dropped(self.0.clone());
        Box::pin(async move {
            let _guard = guard;
            std::future::pending().await
        })
    }
}

fn endless() -> (Arc<Endless>, watch::Receiver<Tally>) {
    let (sender, receiver) = watch::channel(Tally::default());
    (Arc::new(Endless(sender)), receiver)
}

async fn reached(tally: &mut watch::Receiver<Tally>, started: usize, dropped: usize) {
    let wanted = Tally { started, dropped };
    tally.wait_for(|tally| *tally == wanted).await.expect("a runner");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_check_is_cancelled_and_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let (runner, mut tally) = endless();
    let mut session = Session::start_with(workspace.store(), (120, 36), dark(), runner);
    let quiet = session.until(&["1/4", "1 fail"]).await;
    assert!(!crate::tui::testing::grid(&quiet).contains("c cancel"));
    session.press("r");
    session.until(&["c cancel", "checking"]).await;
    reached(&mut tally, 1, 0).await;
    session.press("c");
    session.until(&["cancelled: what was not finished"]).await;
    reached(&mut tally, 1, 1).await;
    // The verdicts that need the run are unknown now, although they passed before.
    session.wait(&["stopped by ada"], &["c cancel"]).await;
    let child = samples().pop().unwrap();
    let findings = workspace.store().findings(child.id, 1).await.unwrap();
    for check in [CheckId::Program, CheckId::Outcome] {
        let verdict = findings.verdicts.iter().find(|verdict| verdict.check == check);
        assert_eq!(
            verdict.map(|verdict| verdict.kind),
            Some(VerdictKind::Unknown),
            "{check:?}"
        );
    }
    let error = findings.run.and_then(|run| run.error).map(|error| error.kind);
    assert_eq!(error, Some(ErrorKind::Cancelled));
    session.press("a");
    session.until(&["Accept: why?", "not passed", "program"]).await;
    session.press("esc");
    // Esc does it too, when there is nothing else to leave.
    session.press("r");
    session.until(&["c cancel"]).await;
    reached(&mut tally, 2, 1).await;
    session.press("esc");
    reached(&mut tally, 2, 2).await;
    session.wait(&["stopped by ada"], &["c cancel"]).await;
    session.quit().await;
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn esc_leaves_what_is_lit_before_it_cancels() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let (runner, mut tally) = endless();
    let mut session = Session::start_with(workspace.store(), (200, 50), dark(), runner);
    session.until(&["1/4", "fractions"]).await;
    session.press("]");
    session.until(&["import coptpy"]).await;
    session.press("r");
    session.until(&["c cancel", "esc back"]).await;
    reached(&mut tally, 1, 0).await;
    session.press("esc");
    session.until(&["esc cancel"]).await;
    assert_eq!(
        *tally.borrow(),
        Tally {
            started: 1,
            dropped: 0
        }
    );
    session.press("esc");
    reached(&mut tally, 1, 1).await;
    session.quit().await;
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_walk_stops_at_the_step_that_was_cancelled_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let (runner, mut tally) = endless();
    let mut session = Session::start_with(workspace.store(), (120, 36), dark(), runner);
    session.until(&["1/4"]).await;
    session.press("1");
    session.until(&["Start from", "1/4", "Verdicts"]).await;
    session.press("space");
    session.until(&["Derive a new problem: how?"]).await;
    session.press("1");
    session.until(&["Steps", "1 of 8"]).await;
    session.press("A");
    session.until(&["6 of 8", "under way", "c cancel"]).await;
    reached(&mut tally, 1, 0).await;
    session.press("c");
    session.wait(&["6 of 8", "cancelled by ada"], &["c cancel"]).await;
    reached(&mut tally, 1, 1).await;
    // Nothing of it passes: accepting asks for a reason.
    session.press("a");
    session.until(&["Accept: why?"]).await;
    session.press("esc r");
    session.until(&["6 of 8", "under way", "c cancel"]).await;
    reached(&mut tally, 2, 1).await;
    session.press("esc");
    session.until(&["cancelled by ada"]).await;
    reached(&mut tally, 2, 2).await;
    // Going on runs it, too; and the cancelled state survives leaving.
    session.press("space");
    session.until(&["under way"]).await;
    reached(&mut tally, 3, 2).await;
    session.press("c");
    session.until(&["cancelled by ada"]).await;
    session.quit().await;
    let (runner, _tally) = endless();
    let mut session = Session::start_with(workspace.store(), (120, 36), dark(), runner);
    session.until(&["1/4"]).await;
    session.press("1");
    session.until(&["6 of 8", "cancelled by ada"]).await;
    session.quit().await;
    workspace.close().await;
}
