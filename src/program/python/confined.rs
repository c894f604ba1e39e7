//! The child of the worker between its start and Python's: it puts the walls up around itself and becomes Python.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use serde_json::json;

use super::{Confinement, walls};

/// What Python runs first.
const BOOTSTRAP: &str = include_str!("bootstrap.py");

/// All of Python's environment: the same order of sets in each run, no threads, and nothing of the user's.
const ENVIRONMENT: [(&str, &str); 10] = [
    ("PYTHONHASHSEED", "0"),
    ("OPENBLAS_NUM_THREADS", "1"),
    ("OMP_NUM_THREADS", "1"),
    ("MKL_NUM_THREADS", "1"),
    ("NUMEXPR_NUM_THREADS", "1"),
    ("MALLOC_ARENA_MAX", "1"),
    ("HOME", "/nonexistent"),
    ("LC_ALL", "C.UTF-8"),
    ("PYTHONNOUSERSITE", "1"),
    ("TZ", "UTC"),
];

/// Returns only when a wall could not be put up or Python not be started; the worker reads why.
pub(super) fn main() -> ExitCode {
    let refused = match confinement() {
        Ok(confinement) => become_python(&confinement),
        Err(fault) => fault,
    };
    println!("{}", json!({ "refused": refused }));
    ExitCode::FAILURE
}

fn confinement() -> Result<Confinement, String> {
    let argument = std::env::args().nth(2).unwrap_or_default();
    serde_json::from_str(&argument).map_err(|fault| format!("this is no place to start it from: {fault}"))
}

fn become_python(confinement: &Confinement) -> String {
    // Relative paths lead nowhere, and what stands there cannot be read.
    if let Err(fault) = std::env::set_current_dir("/") {
        return format!("the working folder could not be left: {fault}");
    }
    if let Err(refused) = walls::put_up(confinement) {
        return refused;
    }
    let executable = &confinement.python.executable;
    let fault = Command::new(executable)
        .args(["-s", "-B", "-X", "utf8", "-c", BOOTSTRAP])
        .env_clear()
        .envs(ENVIRONMENT)
        .exec();
    format!(
        "{} could not be started behind the walls: {fault}",
        executable.display()
    )
}
