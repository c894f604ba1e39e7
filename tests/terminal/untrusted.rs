//! Text that would command the terminal, in every part of an imported sample and in the workspace's name.

use std::fs;

use serde_json::json;
use stepwell::store::{OpenOptions, Workspace};

use crate::pty::{Session, run, stepwell};

/// A title, the clipboard, a position, a report of the device, C1 forms of two of them, and a hidden order of letters.
const HOSTILE: &str = "\x1b]0;HIJACKED\x07\x1b]52;c;SElKQUNLRUQ=\x1b\\\x1b[913;937H\x1b[?1337h\x1bP+q544e\x1b\\\u{9b}31;7m\u{9d}0;HIJACKED\u{9c}\u{202e}\r\x08";

/// What must not arrive, because nothing but the hostile text would send it. Without its beginning, the rest of a
/// sequence is only text, and the editor shows it so that it can be deleted.
const UNWANTED: [&str; 8] = [
    "\x1b]0;HIJACKED",
    "\x1b]0;stolen",
    "\x1b]52",
    "\x1b[913;937H",
    "\x1b[?1337h",
    "\x1bP",
    "\u{9b}",
    "\u{202e}",
];

/// The tabs of the middle, the next pane, the next finding, the other screens, and back.
const TOUR: [&str; 9] = ["\t\t", "l", "l", "\t", "]", "3", "4", "1", "2"];

#[test]
fn a_hostile_text_is_shown_and_commands_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w\x1b[913;937H\x1b]52;c;SElKQUNLRUQ=\x07x");
    let file = folder.path().join("rows.jsonl");
    // A carriage return would end the line of the program.
    let name = HOSTILE.replace('\r', "");
    let completion = format!(
        "## Mathematical Model:\nFormula{HOSTILE}shown\n\n### Decision Variables:\n- x{HOSTILE}\n\n### Objective Function:\nMaximize \
         x\n\n### Constraints:\nx <= 3\n\n## Python Code:\n```python\nimport coptpy as cp\nfrom coptpy import COPT\nm = \
         cp.Envr().createModel()\nx = m.addVar(ub=3, name='evil{name}name')\nm.setObjective(x, COPT.MAXIMIZE)\nm.solve()\nprint('said\
         \\x1b]0;stolen\\x07')\n```\n"
    );
    let row = json!({"en_question": format!("Before{HOSTILE}after: how much x, at most 3, is best?"), "en_math_model_coptpy_code": completion, "en_answer": "3"});
    fs::write(&file, format!("{row}\n")).unwrap();
    run(&workspace, &["import", file.to_str().unwrap()]);

    let mut session = Session::start(stepwell(&workspace));
    session.wait_for("Beforeafter");
    session.wait_for("evilname");
    for keys in TOUR {
        session.press(keys);
        session.help();
    }
    session.press("e");
    session.wait_for("Edit which part?");
    session.press("p");
    session.wait_for("save as a new version");
    session.dismiss("save as a new version");
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    let raw = session.raw();
    for unwanted in UNWANTED {
        let found = raw
            .windows(unwanted.len())
            .position(|bytes| bytes == unwanted.as_bytes());
        if let Some(at) = found {
            let around = &raw[at.saturating_sub(200)..raw.len().min(at + 100)];
            panic!(
                "{unwanted:?} reached the terminal: {:?}",
                String::from_utf8_lossy(around)
            );
        }
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let workspace = Workspace::open(&workspace, OpenOptions::read()).await.unwrap();
        let (samples, _) = workspace.store().samples(&[], None, 2).await.unwrap();
        let [sample] = samples.as_slice() else {
            panic!("{} samples", samples.len())
        };
        assert!(sample.problem.contains(HOSTILE), "the data itself is kept");
    });
}

#[test]
fn a_hostile_name_is_harmless_in_an_error_too() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w\x1b]52;c;SElKQUNLRUQ=\x07x");
    let mut first = Session::open(&workspace);
    let mut second = Session::start(stepwell(&workspace));
    assert_eq!(second.ended().exit_code(), 4);
    let raw = second.raw();
    assert!(!raw.contains(&0x1b), "{}", String::from_utf8_lossy(&raw));
    first.press("q");
    assert_eq!(first.ended().exit_code(), 0);
}
