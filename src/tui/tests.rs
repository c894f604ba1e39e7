//! The whole program, driven by keys.

mod cancel;
mod evidence;

use rstest::rstest;

use super::harness::{Session, samples, workspace};
use super::signal::Signal;
use super::testing::{dark, grid, picture};
use super::theme::{Depth, Styles, Theme};
use crate::check::{self, CheckId, Evidence, Finding, Inputs, Severity, Source, Verdict, VerdictKind};
use crate::store::{OpenOptions, Workspace};

fn light() -> Styles {
    Theme::load("light", std::path::Path::new("/nowhere"))
        .unwrap()
        .styles(Depth::Ansi16)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_accepts_rejects_undoes_leaves_and_finds_it_all_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = workspace(folder.path()).await;
    let mut session = Session::start(first.store(), (120, 36), dark());
    // The failing sample comes first, and accepting it needs a reason.
    session
        .until(&["Queue", "1/4", "10/11 numbers traced", "fractions"])
        .await;
    session.press("a");
    session.until(&["not passed: numbers"]).await;
    session.press("because tab enter");
    session.until(&["accepted · saved", "2/4"]).await;
    // The next ones pass; one is rejected with a reason from the list.
    session.wait(&["checks pass", "2/4"], &["Fractions"]).await;
    session.press("x");
    session.until(&["Reject: why?", "too easy"]).await;
    session.press("t");
    session.until(&["rejected · saved", "3/4"]).await;
    session.wait(&["accept"], &["still being read"]).await;
    // Undo brings it back to the screen, and redo away again.
    session.press("u");
    session.until(&["undone: reject", "2/4"]).await;
    session.press("ctrl-r");
    session.until(&["done again: reject"]).await;
    session.quit().await;
    let counts = first.store().counts().await.unwrap();
    assert_eq!((counts.accepted, counts.rejected, counts.pending), (1, 1, 2));
    first.close().await;

    let again = Workspace::open(folder.path(), OpenOptions::write())
        .await
        .unwrap();
    let mut session = Session::start(again.store(), (80, 24), dark());
    session.until(&["Review·2", "1/2", "1 accepted"]).await;
    session.press("t");
    session.until(&["List which samples?"]).await;
    session.press("x");
    session.until(&["Rejected", "1/1"]).await;
    session.quit().await;
    let child = samples().pop().unwrap();
    let history = again.store().decisions_on(child.id).await.unwrap();
    assert_eq!(history.len(), 1);
    again.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_makes_verdicts_stale_and_runs_them_again() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4", "fractions"]).await;
    session.press("e");
    session.until(&["Edit which part?"]).await;
    session.press("p");
    session
        .until(&["Edit the problem", "save as a new version"])
        .await;
    session.press("N o w : space ctrl-s");
    session.until(&["version 2 · saved", "Now: "]).await;
    session.wait(&["Now: "], &["checking", "stale"]).await;
    // The same through the user's own editor.
    session.press("E p");
    session.until(&["version 3 · saved", "An edited problem"]).await;
    session.quit().await;
    let child = samples().pop().unwrap();
    let saved = workspace.store().sample(child.id).await.unwrap().unwrap();
    assert_eq!(
        (saved.version, saved.problem.as_str()),
        (3, "An edited problem: minimize 2 x, at least 3.")
    );
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enter_on_a_finding_about_another_sample_goes_there() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let samples = samples();
    let (other, child) = (&samples[1], &samples[3]);
    let about_other = Finding::new(Severity::Error, "the same as that one").at(Evidence::Other {
        source: Source::Sample(other.id),
        span: None,
    });
    let verdict = Verdict {
        check: CheckId::Duplicate,
        kind: VerdictKind::Fail,
        summary: "like 1 of 3 samples".to_owned(),
        findings: vec![about_other],
        judged: check::input_hash(CheckId::Duplicate, &Inputs::of(child)),
    };
    let store = workspace.store();
    store
        .put_verdicts(child.id, 1, vec![verdict], None)
        .await
        .unwrap();
    let mut session = Session::start(store, (120, 36), dark());
    session.until(&["1/4", "% duplicate: like", "2 fail"]).await;
    session.press("shift-tab shift-tab ] ]");
    session.until(&["the same as that one"]).await;
    session.press("enter");
    let opening: String = other.problem.chars().take(16).collect();
    session
        .wait(&["Everything", &opening], &["the same as that one"])
        .await;
    session.quit().await;
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaving_the_editor_with_changed_text_asks_first() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4", "fractions"]).await;
    session.press("e p");
    session.until(&["Edit the problem"]).await;
    session.press("z esc");
    session.until(&["Leave without saving?"]).await;
    session.press("n");
    session
        .wait(&["Edit the problem", "changed"], &["Leave without saving?"])
        .await;
    session.press("esc y");
    session.wait(&["Queue"], &["Edit the problem"]).await;
    session.quit().await;
    let child = samples().pop().unwrap();
    assert_eq!(
        workspace.store().sample(child.id).await.unwrap().unwrap().version,
        1
    );
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_walk_goes_from_parent_to_decision_and_survives_leaving() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4"]).await;
    session.press("1");
    session
        .until(&["Start from", "Choose the sample to start from"])
        .await;
    session.until(&["Problem", "Verdicts", "1/4"]).await;
    session.press("space");
    session
        .until(&["Derive a new problem: how?", "change_para"])
        .await;
    session.press("1");
    session.until(&["Steps", "1 of 8"]).await;
    session.press("space");
    session.until(&["2 of 8", "done; next"]).await;
    session.press("space");
    session.until(&["3 of 8"]).await;
    session.quit().await;

    // It was left at the third step; it is found there again.
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4"]).await;
    session.press("1");
    session.until(&["3 of 8"]).await;
    session.press("x y");
    session.until(&["dropped"]).await;
    session.press("w");
    session.until(&["Start from"]).await;
    session.quit().await;
    assert!(workspace.store().unfinished_walks().await.unwrap().is_empty());
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finding_and_filtering_and_the_palette() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4"]).await;
    session.press(": g o - l i n enter");
    session.until(&["Lineage", "modify_cons", "depth"]).await;
    session.press("enter");
    session.until(&["Queue"]).await;
    session.press("/ xyzzyx enter");
    session
        .until(&["no problem in this list contains that text"])
        .await;
    session.press("4");
    session.until(&["Samples: 4", "Operators", "Walks"]).await;
    session.press("?");
    session.until(&["Help: keys of the Dataset screen", "undo"]).await;
    session.press("esc");
    session.quit().await;
    workspace.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_ends_the_program_and_idleness_draws_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let mut session = Session::start(workspace.store(), (120, 36), dark());
    session.until(&["1/4", "fractions"]).await;
    session.signals.send(Signal::Continued).unwrap();
    session.signals.send(Signal::Suspend).unwrap();
    session.resize(50, 10);
    session.until(&["too small", "50×10"]).await;
    session.resize(100, 30);
    session.until(&["Queue"]).await;
    let done = session.quit().await;
    // Some frames for what happened, and not one for time that passed.
    assert!(done.frames < 40, "{done:?}");
    workspace.close().await;
}

#[rstest]
#[case("review-80x24-dark", (80, 24), dark(), "", &["1/4", "numbers", "1 fail"])]
#[case("review-120x36-dark", (120, 36), dark(), "", &["1/4", "fractions", "1 fail"])]
#[case("review-120x36-light", (120, 36), light(), "", &["1/4", "fractions", "1 fail"])]
#[case("review-200x50-dark", (200, 50), dark(), "", &["1/4", "fractions", "1 fail"])]
#[case("finding-120x36-dark", (120, 36), dark(), "]", &["import coptpy"])]
#[case("finding-120x36-mono", (120, 36), Styles::mono(), "]", &["import coptpy"])]
#[case("reject-80x24-dark", (80, 24), dark(), "x", &["Reject: why?"])]
#[case("help-120x36-dark", (120, 36), dark(), "?", &["Help"])]
#[case("lineage-120x36-dark", (120, 36), dark(), "3", &["modify_cons", "original", "depth"])]
#[case("lineage-80x24-light", (80, 24), light(), "3", &["modify_cons", "original"])]
#[case("dataset-120x36-dark", (120, 36), dark(), "4", &["Samples: 4"])]
#[case("dataset-80x24-light", (80, 24), light(), "4", &["Samples: 4"])]
#[case("start-120x36-dark", (120, 36), dark(), "1", &["Start from", "1/4", "checks pass"])]
#[case("start-80x24-dark", (80, 24), dark(), "1", &["Start from", "1/4", "checks pass"])]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens(
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
    if !keys.is_empty() {
        session.press(keys);
    }
    let shown = session.wait(there, &["reading …", "counting …"]).await;
    insta::assert_snapshot!(name, picture(&shown));
    assert!(grid(&shown).contains("stepwell"));
    if keys == "x" || keys == "?" {
        session.press("esc");
    }
    session.quit().await;
    assert_eq!(workspace.store().counts().await.unwrap().pending, 4);
    workspace.close().await;
}
