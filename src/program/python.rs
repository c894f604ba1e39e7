//! The second engine, off by default: the user's own Python runs what the built-in interpreter cannot, with the same
//! layers and the same solvers.
//!
//! ```text
//! worker ── starts this binary again ──▶ confined: limits, landlock, seccomp ── exec ──▶ python3 -c bootstrap.py
//!    ▲                                                                                        │
//!    └──────────────── JSON lines: prints, solve, how it ended ───────────────────────────────┘
//! ```
//!
//! * The bootstrap feeds the prelude's text to Python, gives the layers' classes the operator methods that the rewriter
//!   stands for elsewhere, and runs the program as it was written, so that whatever is installed there works with it.
//! * The walls are the system's, because Python has none of its own: reading below Python's folders only, no writing, no
//!   network, no process or thread, no signal; an allow-list of system calls; limits on memory, time and descriptors. They
//!   stand before Python starts. A system that lacks one gets no second engine: nothing runs unconfined.
//! * What comes out of the child is as untrusted as what comes out of the interpreter, and goes through the same decoder.
//! * It dies with its worker, as the system promises a child that asked for it.

#[cfg(target_os = "linux")]
mod confined;
mod locate;
#[cfg(target_os = "linux")]
mod walls;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use locate::locate;

/// The hidden first argument that turns the binary into a confined Python.
pub const CONFINED_ARGUMENT: &str = "__python";

/// A Python that was asked what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Python {
    /// The interpreter's own path, behind whatever starts it.
    pub executable: PathBuf,
    /// Its version.
    pub version: String,
    /// Where it and its packages live: all that a program may read.
    pub folders: Vec<PathBuf>,
}

/// What the confined process is told.
#[cfg(target_os = "linux")]
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Confinement {
    pub(super) python: Python,
    /// Bytes that the program's values may take.
    pub(super) memory: usize,
    /// Seconds of processor time.
    pub(super) seconds: u64,
    /// The worker, whose end is the child's.
    pub(super) parent: i32,
}

/// Folders of the system that a dynamic library may come from, and what the loader reads.
#[cfg(target_os = "linux")]
const SYSTEM_FOLDERS: [&str; 8] = [
    "/lib",
    "/lib64",
    "/lib32",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/usr/share/zoneinfo",
];

/// Becomes the confined Python. Called by `main` for [`CONFINED_ARGUMENT`]; returns only when it was refused.
pub fn confined() -> std::process::ExitCode {
    #[cfg(target_os = "linux")]
    {
        confined::main()
    }
    #[cfg(not(target_os = "linux"))]
    {
        std::process::ExitCode::FAILURE
    }
}

/// The walls that this system has, in words.
///
/// # Errors
/// The first wall that is missing, and what to do.
pub fn walls() -> Result<String, String> {
    #[cfg(target_os = "linux")]
    {
        walls::available()
    }
    #[cfg(not(target_os = "linux"))]
    {
        Err(NOT_HERE.to_owned())
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) const NOT_HERE: &str = "the walls around python3 (landlock and seccomp) are Linux's; elsewhere programs run in the built-in interpreter only";
