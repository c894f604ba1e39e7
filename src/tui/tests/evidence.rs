//! From a finding to its places and back, the trace, the changes, and the probe, driven by keys.

use std::sync::Arc;

use futures::future::BoxFuture;
use rstest::rstest;
use tokio::sync::watch;

use super::light;
use crate::check::{CheckId, VerdictKind};
use crate::model::Model;
use crate::program::{Limits, Run};
use crate::solve::{Outcome, Probe, ProbeLimits, probe};
use crate::tui::harness::{Session, samples, workspace};
use crate::tui::testing::{dark, fixture, picture};
use crate::tui::theme::Styles;
use crate::walk::driver::Runner;

#[rstest]
#[case::columns((120, 36))]
#[case::wide((200, 50))]
#[case::stack((80, 24))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_place_of_a_finding_is_gone_to_and_come_back_from(#[case] size: (u16, u16)) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), size, dark());
    session.until(&["1/4", "1 fail"]).await;
    session.press("]");
    session.until(&["n next place"]).await;
    // The sentence, the two lines, the row of the model and that of the solver; then it starts again.
    for place in [
        "1 of 5: “Fractions” in the problem",
        "2 of 5: line 4",
        "3 of 5: line 12",
        "4 of 5: row iron in the model",
    ] {
        session.press("n");
        session.until(&[place]).await;
    }
    session.press("n");
    session.until(&["5 of 5: row iron in the solver"]).await;
    session.press("n");
    session.until(&["1 of 5"]).await;
    session.press("N");
    session.until(&["5 of 5"]).await;
    // Into a pane, and back to the same finding.
    session.press("N");
    session.until(&["4 of 5"]).await;
    session.press("enter");
    session.until(&["▸Model", "esc back"]).await;
    session.press("j backspace");
    session.until(&["▸Queue", "n next place"]).await;
    session.press("n");
    session.until(&["5 of 5"]).await;
    session.press("esc esc esc");
    session.wait(&["a accept"], &["next place"]).await;
    session.quit().await;
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_trace_leads_from_where_one_is_to_any_place() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4", "1 fail"]).await;
    session.press("] v");
    session
        .until(&["▸Trace", "▸Sentences", "Fractions are allowed."])
        .await;
    session.press("l l l h G");
    session.until(&["▸Program"]).await;
    session.press("enter");
    session.wait(&["▸Program │", "Verdicts"], &["▸Trace"]).await;
    session.press("v v");
    session.wait(&["Verdicts"], &["▸Trace"]).await;
    // A decision can be made from a view, and the next sample is shown in it.
    session.press("D");
    session
        .until(&["▸Changes", "modify_cons", "3 words in, 0 out"])
        .await;
    session.press("s");
    session.until(&["skipped", "no parent here"]).await;
    session.press("esc");
    session.until(&["Verdicts", "Solver"]).await;
    session.quit().await;
    workspace.close().await;
}

#[rstest]
#[case("trace-80x24-dark", (80, 24), dark(), "] v", &["Trace", "sentence"])]
#[case("trace-120x36-dark", (120, 36), dark(), "] v", &["Trace", "Sentences"])]
#[case("trace-120x36-mono", (120, 36), Styles::mono(), "] v", &["Trace", "Sentences"])]
#[case("trace-200x50-light", (200, 50), light(), "] v", &["Trace", "Sentences"])]
#[case("changes-80x24-dark", (80, 24), dark(), "D", &["Changes", "Contract", "Words"])]
#[case("changes-120x36-light", (120, 36), light(), "D", &["Changes", "Contract", "Words"])]
#[case("place-80x24-dark", (80, 24), dark(), "] n n n", &["3 of 5"])]
#[case("place-120x36-dark", (120, 36), dark(), "] n n n", &["3 of 5"])]
#[case("place-120x36-mono", (120, 36), Styles::mono(), "] n", &["1 of 5"])]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn views(
    #[case] name: &str,
    #[case] size: (u16, u16),
    #[case] styles: Styles,
    #[case] keys: &str,
    #[case] there: &[&str],
) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), size, styles);
    session.until(&["1/4", "1 fail", "Review·4"]).await;
    session.press(keys);
    let shown = session.until(there).await;
    insta::assert_snapshot!(name, picture(&shown));
    session.quit().await;
    workspace.close().await;
}

/// Runs every program at once; a probe ends only when it is let go.
struct Prober(watch::Sender<usize>, watch::Receiver<bool>);

impl Runner for Prober {
    fn run(&self, _program: String, _limits: Limits) -> BoxFuture<'_, Run> {
        Box::pin(std::future::ready(fixture::run()))
    }

    fn probe(&self, model: Model, outcome: Outcome, limits: ProbeLimits) -> BoxFuture<'_, Option<Probe>> {
        self.0.send_modify(|started| *started += 1);
        let mut go = self.1.clone();
        Box::pin(async move {
            go.wait_for(|go| *go).await.ok()?;
            probe(
                &model,
                &outcome,
                &limits,
                (model.variables.len(), model.rows.len()),
            )
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_is_asked_for_cancelled_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let (started, mut seen) = watch::channel(0);
    let (go, wait) = watch::channel(false);
    let mut session = Session::start_with(
        workspace.store(),
        (200, 60),
        dark(),
        Arc::new(Prober(started, wait)),
    );
    session.until(&["1/4", "1 fail"]).await;
    let verdict = async || {
        let child = samples().pop().unwrap();
        let findings = workspace.store().findings(child.id, 1).await.unwrap();
        let found = findings
            .verdicts
            .into_iter()
            .find(|verdict| verdict.check == CheckId::Probe);
        found.map(|verdict| (verdict.kind, verdict.summary))
    };
    assert_eq!(verdict().await, None);
    session.press("P");
    session.until(&["checking", "c cancel"]).await;
    seen.wait_for(|started| *started == 1).await.unwrap();
    session.press("c");
    session
        .until(&["→ probe unknown: The probe was broken off"])
        .await;
    session.wait(&["→ probe unknown"], &["c cancel"]).await;
    assert_eq!(verdict().await.unwrap().0, VerdictKind::Unknown);
    go.send_replace(true);
    session.press("P");
    seen.wait_for(|started| *started == 2).await.unwrap();
    session.wait(&["→ probe"], &["c cancel", "stopped by ada"]).await;
    let (_, summary) = verdict().await.unwrap();
    assert!(!summary.contains("stopped by"), "{summary}");
    // Checking again leaves the probe as it is: the program is the same.
    session.press("r");
    session.wait(&["1/4"], &["c cancel"]).await;
    assert_eq!(verdict().await.unwrap().1, summary);
    session.quit().await;
    workspace.close().await;
}
