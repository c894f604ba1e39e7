//! Start, end, and everything that a terminal does to a program in between.

use rustix::process::Signal;

use crate::pty::{Session, stepwell};

#[test]
fn q_leaves_and_gives_the_terminal_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(&folder.path().join("diet"));
    assert!(
        session.text().starts_with(" stepwell ▸ diet"),
        "{}",
        session.text()
    );
    session.is_taken();
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    session.is_given_back();
}

#[test]
fn a_window_that_is_too_small_says_so_until_it_is_large_enough() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(&folder.path().join("w"));
    session.resize(40, 10);
    session.wait_for("This terminal is too small");
    // Nothing can be decided on what cannot be seen.
    session.press("a");
    session.resize(120, 36);
    session.ready();
    session.wait("room for the queue", |screen| {
        let text = screen.contents();
        !text.contains("too small") && text.contains("✔ 0 accepted")
    });
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[test]
fn ctrl_l_draws_everything_again_without_asking_the_terminal_anything() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(&folder.path().join("w"));
    let before = session.raw().len();
    session.press("\x0c");
    session.wait_for_raw(before, b"stepwell");
    session.ready();
    session.help();
    // This terminal answers nothing, so a question would be waited for in vain.
    for question in ["\x1b[6n", "\x1b[c", "\x1b[?u"] {
        let raw = session.raw();
        assert!(
            !raw.windows(question.len())
                .any(|bytes| bytes == question.as_bytes()),
            "{question:?}"
        );
    }
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    session.is_given_back();
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_the_program_is_continued() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(&folder.path().join("w"));
    session.press("\x1a");
    session.stopped();
    session.wait("the shell's screen", |screen| !screen.alternate_screen());
    session.is_given_back();
    session.signal(Signal::CONT);
    session.ready();
    session.is_taken();
    session.help();
    session.press("q");
    assert_eq!(session.ended().exit_code(), 0);
    session.is_given_back();
}

#[test]
fn sigterm_and_a_closed_window_end_the_program_in_good_order() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::open(&folder.path().join("w"));
        rustix::process::kill_process(session.process(), signal).unwrap();
        let status = session.ended();
        assert_eq!((status.exit_code(), status.signal()), (0, None), "{signal:?}");
        session.is_given_back();
    }
}

#[test]
fn a_dumb_terminal_is_told_what_to_do_instead() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let mut command = stepwell(&workspace);
    command.env("TERM", "dumb");
    let mut session = Session::start(command);
    assert_eq!(session.ended().exit_code(), 6);
    let text = session.text();
    assert!(text.contains("TERM=dumb cannot show this program"), "{text}");
    assert!(text.contains("stepwell check"), "{text}");
    assert!(!session.raw().contains(&0x1b), "no escape sequence for it either");
    assert!(!workspace.exists(), "nothing was made for it");
}

/// Colours that were switched on: the parameters of every `CSI … m` that stand for one.
fn colours(raw: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(raw);
    let sequences = text.split("\x1b[").skip(1);
    let styles = sequences.filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        rest[end..].starts_with('m').then_some(&rest[..end])
    });
    styles
        .flat_map(|style| style.split([';', ':']))
        .filter_map(|parameter| parameter.parse().ok())
        .filter(|code| matches!(code, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107))
        .collect()
}

#[test]
fn no_color_means_no_colour() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |value: Option<&str>| {
        let mut command = stepwell(&folder.path().join("w"));
        if let Some(value) = value {
            command.env("NO_COLOR", value);
        }
        let mut session = Session::start(command);
        session.ready();
        session.help();
        session.press("q");
        assert_eq!(session.ended().exit_code(), 0);
        colours(&session.raw())
    };
    assert!(!shown(None).is_empty());
    assert_eq!(shown(Some("1")), [0_u16; 0]);
}

#[test]
fn a_second_stepwell_on_the_same_workspace_is_refused_and_the_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let mut first = Session::open(&workspace);
    let mut second = Session::start(stepwell(&workspace));
    assert_eq!(second.ended().exit_code(), 4);
    let text = second.text().replace('\n', "");
    let process = first.process().as_raw_nonzero();
    assert!(
        text.contains(&format!("is open in another Stepwell (process {process})")),
        "{text}"
    );
    assert!(text.contains("Close the other Stepwell"), "{text}");
    second.is_given_back();
    first.press("q");
    assert_eq!(first.ended().exit_code(), 0);
}
