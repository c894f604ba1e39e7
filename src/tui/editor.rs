//! The round trip through the user's own editor.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use tokio::process::Command;

use super::signal::{Signal, Signals};
use crate::sample::Part;

/// The command to edit with: `$VISUAL`, `$EDITOR`, or what the system is likely to have.
fn command() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let fallback = if cfg!(windows) { "notepad" } else { "vi" };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| fallback.to_owned())
}

/// The editor may be a command with arguments (`code --wait`), so the shell takes it apart, as other programs do.
#[cfg(unix)]
fn build(path: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{} \"$1\"", command()))
        .arg("sh")
        .arg(path);
    shell
}

#[cfg(not(unix))]
fn build(path: &Path) -> Command {
    let line = command();
    let mut words = line.split_whitespace();
    let mut editor = Command::new(words.next().unwrap_or("notepad"));
    editor.args(words).arg(path);
    editor
}

/// Runs the editor on the file at `path` in the foreground and waits for it. Ctrl-Z within the editor stops this
/// process with it, as a shell expects of a job.
pub(super) async fn run(path: &Path, signals: &mut Signals) -> io::Result<ExitStatus> {
    let mut child = build(path).spawn()?;
    loop {
        tokio::select! {
            status = child.wait() => return status,
            signal = signals.next() => match signal {
                Signal::Suspend => stop_self(),
                // Ctrl-C in the editor is the editor's.
                Signal::Continued | Signal::Quit => {}
            },
        }
    }
}

#[cfg(unix)]
fn stop_self() {
    // Cannot fail for ourselves; if it did, we would only go on waiting.
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP).ok();
}

#[cfg(not(unix))]
fn stop_self() {}

/// A file of our own to edit a part in; removed when dropped.
#[derive(Debug)]
pub(super) struct Draft {
    folder: PathBuf,
    file: PathBuf,
}

impl Draft {
    /// Writes `text` where only this user can read it. The extension tells the editor what it is.
    pub(super) fn write(part: Part, text: &str) -> io::Result<Self> {
        let extension = match part {
            Part::Program => "py",
            Part::Formulation => "md",
            Part::Problem | Part::Answer => "txt",
        };
        let folder = std::env::temp_dir().join(format!("stepwell-{}", uuid::Uuid::now_v7().simple()));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        let file = folder.join(format!("{}.{extension}", part.word()));
        let draft = Self { folder, file };
        std::fs::write(&draft.file, text)?;
        Ok(draft)
    }

    pub(super) fn path(&self) -> &Path {
        &self.file
    }

    /// What the editor left, refused when it is no UTF-8.
    pub(super) fn read(&self) -> io::Result<String> {
        std::fs::read_to_string(&self.file)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // An editor's backup files go with it; if the system refuses, its own cleaning of temporary files remains.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_reads_back_and_goes_away() {
        let draft = Draft::write(Part::Program, "x = 1\n").unwrap();
        let path = draft.path().to_owned();
        assert_eq!(path.extension().and_then(|e| e.to_str()), Some("py"));
        std::fs::write(&path, "x = 2\n").unwrap();
        assert_eq!(draft.read().unwrap(), "x = 2\n");
        drop(draft);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_a_draft() {
        use std::os::unix::fs::PermissionsExt as _;
        let draft = Draft::write(Part::Problem, "").unwrap();
        let mode = std::fs::metadata(draft.path().parent().unwrap())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
    }
}
