//! What every command needs: where the workspace is, who is asking, how to open it.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::dataset::seeds;
use crate::program::{Pool, WorkerCommand};
use crate::store::{self, OpenOptions, Store, StoreError, Workspace};

use super::args::PythonArgs;
use super::error::{CliError, ErrorKind};
use super::settings;

/// The global arguments, resolved.
#[derive(Debug, Clone)]
pub struct Context {
    workspace: Option<PathBuf>,
}

impl Context {
    /// From the global arguments.
    pub fn new(workspace: Option<PathBuf>) -> Self {
        Self { workspace }
    }

    /// Whether a workspace was named.
    pub fn is_named(&self) -> bool {
        self.workspace.is_some()
    }

    /// The workspace's folder: as given, or the platform's.
    ///
    /// # Errors
    /// When none was given and the platform names no data folder.
    pub fn folder(&self) -> Result<PathBuf, CliError> {
        self.workspace
            .clone()
            .map_or_else(|| store::default_dir().map_err(CliError::from), Ok)
    }

    /// Opens the workspace.
    ///
    /// # Errors
    /// Everything that can be wrong with a workspace.
    pub async fn open(&self, options: OpenOptions) -> Result<Workspace, CliError> {
        Ok(Workspace::open(self.folder()?, options).await?)
    }

    /// Opens the workspace for writing, makes it when there is none, and puts the shipped seeds into an empty one.
    ///
    /// # Errors
    /// Everything that can be wrong with a workspace.
    pub async fn open_seeded(&self) -> Result<Workspace, CliError> {
        let workspace = self.open(OpenOptions::create()).await?;
        if workspace.store().counts().await?.samples == 0 {
            plant_seeds(workspace.store()).await?;
        }
        Ok(workspace)
    }
}

/// Puts the shipped seeds into a workspace; those that are there stay as they are.
///
/// # Errors
/// When the workspace cannot be written.
pub async fn plant_seeds(store: &Store) -> Result<usize, CliError> {
    let seeds =
        seeds::shipped().map_err(|fault| CliError::new(ErrorKind::Internal, fault.to_string(), ""))?;
    let inserted = store.insert_samples(seeds).await?;
    Ok(inserted
        .iter()
        .filter(|outcome| matches!(outcome, store::Inserted::Saved(_)))
        .count())
}

/// A pool of program workers, as many as there are cores, at most `most`; with the second engine that the settings name.
///
/// # Errors
/// When this binary cannot be found to be started again, or the settings cannot be read.
pub fn workers(most: usize) -> Result<Pool, CliError> {
    workers_with(most, &PythonArgs::from_environment())
}

/// The same, with the second engine of the command line in place of that of the settings.
///
/// # Errors
/// As [`workers`].
pub fn workers_with(most: usize, python: &PythonArgs) -> Result<Pool, CliError> {
    let pool = built_in_workers(most)?;
    Ok(match settings::python(python)? {
        Some(python) => pool.with_python(python),
        None => pool,
    })
}

/// A pool of program workers without a second engine.
///
/// # Errors
/// When this binary cannot be found to be started again.
pub fn built_in_workers(most: usize) -> Result<Pool, CliError> {
    let command = WorkerCommand::this_binary().map_err(|fault| {
        CliError::new(
            ErrorKind::Internal,
            format!("this program's own file cannot be found to start workers from: {fault}"),
            "start stepwell by its full path",
        )
    })?;
    Ok(Pool::new(command, most))
}

/// Cores that this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Where the user's `keys.toml` and `themes/` are; `None` where the platform names no folder.
pub fn settings_folder() -> Option<PathBuf> {
    ProjectDirs::from("", "", "stepwell").map(|folders| folders.config_dir().to_owned())
}

/// The name under which decisions are recorded: the login name.
pub fn reviewer() -> String {
    ["STEPWELL_REVIEWER", "USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .map_or_else(|| "reviewer".to_owned(), |name| crate::sample::clean(name.trim()))
}

/// Reads a whole text file, or standard input for `-`.
///
/// # Errors
/// When it cannot be read, is too long, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, CliError> {
    let bytes = read_bytes(path, MAX_PROGRAM, ("program", "name a Python file"))?;
    String::from_utf8(bytes).map_err(|fault| {
        let at = fault.utf8_error().valid_up_to();
        CliError::new(
            ErrorKind::Input,
            format!("{} is not UTF-8: byte {at} cannot be read", path.display()),
            "convert it first, for example with `iconv -t UTF-8`",
        )
    })
}

/// Reads a whole file of at most `most` bytes, or standard input for `-`. What it should be, and a hint, are for the
/// message when it is longer.
///
/// # Errors
/// When it cannot be read or is too long.
pub fn read_bytes(path: &Path, most: u64, (what, hint): (&str, &str)) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(most + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    read.map_err(|fault| cannot_read(path, &fault))?;
    if bytes.len() as u64 > most {
        let message = format!(
            "{} is longer than {} MB, which is no {what}",
            path.display(),
            most >> 20
        );
        return Err(CliError::new(ErrorKind::Input, message, hint));
    }
    Ok(bytes)
}

/// Programs longer than this are refused before anything reads them.
const MAX_PROGRAM: u64 = 4 << 20;

/// The error for a file that cannot be read.
pub fn cannot_read(path: &Path, fault: &std::io::Error) -> CliError {
    CliError::new(
        ErrorKind::Input,
        format!("{} cannot be read: {fault}", path.display()),
        "check the path",
    )
}

impl From<StoreError> for CliError {
    fn from(fault: StoreError) -> Self {
        Self::new(ErrorKind::Workspace, fault.message, fault.hint)
    }
}
