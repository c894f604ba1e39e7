//! The way to the person's own editor and back.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use stepwell::store::{OpenOptions, Workspace};

use crate::pty::{Session, stepwell};

/// More samples than a fresh workspace has.
const MANY: usize = 1000;

/// A shell script that can be named as an editor.
fn script(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("my editor.sh");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path
}

fn open_with(editor: &Path, workspace: &Path) -> Session {
    let mut command = stepwell(workspace);
    command.env("EDITOR", format!("'{}' --wait", editor.display()));
    let session = Session::start(command);
    session.ready();
    session
}

/// Asks for the problem in the editor.
fn edit_problem(session: &mut Session) {
    session.press("E");
    session.wait_for("Edit which part?");
    session.press("p");
}

#[test]
fn what_the_editor_leaves_becomes_a_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let terminal = folder.path().join("terminal");
    let append = "stty -a </dev/tty >\"$OUT\"; printf '\\nNobody works at night.\\n' >>\"$2\"";
    let editor = script(
        folder.path(),
        &append.replace("$OUT", &terminal.to_string_lossy()),
    );
    let mut session = open_with(&editor, &workspace);
    edit_problem(&mut session);
    session.wait_for("edited, version 2 · saved");
    session.ready();
    session.is_taken();
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    session.is_given_back();

    let settings = fs::read_to_string(terminal).unwrap();
    for setting in ["icanon", "echo"] {
        assert!(
            settings.split([' ', ';', '\n']).any(|word| word == setting),
            "the editor finds {setting}: {settings}"
        );
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let workspace = Workspace::open(&workspace, OpenOptions::read()).await.unwrap();
        let store = workspace.store();
        let (samples, _) = store.samples(&[], None, MANY).await.unwrap();
        let edited: Vec<_> = samples
            .iter()
            .filter(|sample| sample.problem.contains("Nobody works at night."))
            .collect();
        assert_eq!(edited.len(), 1);
        assert_eq!(edited[0].version, 2);
        let before = store.version(edited[0].id, 1).await.unwrap().unwrap();
        assert!(edited[0].problem.starts_with(&before.problem));
        assert_eq!(edited[0].solution, before.solution);
    });
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let editor = script(folder.path(), "printf 'half a text' >\"$2\"; exit 3");
    let mut session = open_with(&editor, &workspace);
    edit_problem(&mut session);
    session.wait_for("the editor ended with exit status: 3; the sample is as it was");
    session.ready();
    session.is_taken();
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let workspace = Workspace::open(&workspace, OpenOptions::read()).await.unwrap();
        let (samples, _) = workspace.store().samples(&[], None, MANY).await.unwrap();
        assert!(!samples.is_empty());
        assert!(samples.iter().all(|sample| sample.version == 1));
    });
}
