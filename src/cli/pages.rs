//! Completion scripts and manual pages, generated from the argument definitions.

use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;
use super::error::{CliError, ErrorKind};

/// The completion script for `shell`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "stepwell", &mut script);
    script
}

/// The main manual page, as roff.
///
/// # Errors
/// Only what writing to memory can give.
pub fn manual() -> Result<Vec<u8>, CliError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|fault| {
            CliError::new(
                ErrorKind::Internal,
                format!("the manual page cannot be rendered: {fault}"),
                "",
            )
        })?;
    Ok(page)
}

/// One manual page per command into `folder`, which is made when missing.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn manual_pages(folder: &Path) -> Result<(), CliError> {
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
    written.map_err(|fault| {
        let message = format!("manual pages cannot be written to {}: {fault}", folder.display());
        CliError::new(
            ErrorKind::Output,
            message,
            "name a folder that you may write to with --output",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        for shell in [
            Shell::Bash,
            Shell::Elvish,
            Shell::Fish,
            Shell::PowerShell,
            Shell::Zsh,
        ] {
            let script = String::from_utf8(completions(shell)).unwrap();
            for word in ["generate", "doctor", "solve", "score", "policy", "answers"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn a_page_for_every_command() {
        let folder = tempfile::tempdir().unwrap();
        manual_pages(folder.path()).unwrap();
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        for command in ["generate", "solve", "score"] {
            let page = format!("stepwell-{command}.1");
            assert!(names.contains(&page.into()), "{names:?}");
        }
        assert!(String::from_utf8(manual().unwrap()).unwrap().contains("stepwell"));
    }
}
