//! Asks a Python where it and its packages live, once, before any program is run in it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::AsyncReadExt;
use tokio::process::Command;

use super::Python;

/// How long the answer may take: a version manager's launcher is a slow script.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest answer that is read.
const LONGEST: u64 = 1 << 20;

/// The oldest Python whose parser and modules the bootstrap relies on.
const OLDEST: (u32, u32) = (3, 8);

/// The launcher may be a script that starts the interpreter, which behind the walls it could not: hence the
/// interpreter's own path. Folders are those that modules are loaded from.
const QUESTION: &str = "\
import json, os, sys, sysconfig
paths = sysconfig.get_paths()
named = [folder for folder in sys.path if folder] + [paths.get(name) for name in ('stdlib', 'platstdlib', 'purelib', 'platlib')]
named += [os.path.join(prefix, 'lib') for prefix in (sys.base_prefix, sys.base_exec_prefix)]
named += [os.path.join(sys.prefix, 'pyvenv.cfg'), sys.executable, os.path.realpath(sys.executable)]
kept = []
for name in named:
    if name and os.path.isabs(name) and os.path.exists(name) and os.path.realpath(name) != '/' and name not in kept:
        kept.append(name)
print(json.dumps({'implementation': sys.implementation.name, 'executable': sys.executable, 'version': list(sys.version_info[:3]), 'folders': kept}))
";

#[derive(Deserialize)]
struct Answer {
    implementation: String,
    executable: String,
    version: [u32; 3],
    folders: Vec<String>,
}

/// Finds a Python by name or path and asks it where it lives. No program is involved yet, so it runs as the user's
/// Python always does.
///
/// # Errors
/// What is wrong with it, and what to do.
pub async fn locate(program: &Path) -> Result<Python, String> {
    let shown = program.display();
    let hint = "name a Python 3.8 or newer, or switch the second engine off";
    let answer = tokio::time::timeout(PATIENCE, ask(program))
        .await
        .map_err(|_| format!("{shown} did not say where it lives within {PATIENCE:?}; {hint}"))?
        .map_err(|fault| format!("{shown} could not be asked where it lives: {fault}; {hint}"))?;
    let [major, minor, patch] = answer.version;
    if (major, minor) < OLDEST || answer.implementation != "cpython" {
        let found = answer.implementation;
        return Err(format!("{shown} is {found} {major}.{minor}; {hint}"));
    }
    if answer.executable.is_empty() {
        return Err(format!("{shown} does not know its own path; {hint}"));
    }
    Ok(Python {
        executable: answer.executable.into(),
        version: format!("{major}.{minor}.{patch}"),
        folders: answer.folders.into_iter().map(Into::into).collect(),
    })
}

async fn ask(program: &Path) -> std::io::Result<Answer> {
    let mut child = Command::new(program)
        .args(["-I", "-B", "-X", "utf8", "-c", QUESTION])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut text = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(LONGEST).read_to_end(&mut text).await?;
    }
    Ok(serde_json::from_slice(&text)?)
}
