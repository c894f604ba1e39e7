//! Finding, making and opening a workspace.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, SqliteConnection, SqlitePool};

use super::Store;
use super::error::{Result, StoreError, StoreErrorKind};
use super::lock::WriterLock;
use super::writer::Writer;

/// Marks a database file as Stepwell's: the letters S, t, W, l.
const APPLICATION_ID: i64 = 0x5374_576c;
/// The layouts, oldest first; `user_version` says how many of them a database has gone through.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/0001_workspace.sql"),
    include_str!("../../migrations/0002_profiles.sql"),
    include_str!("../../migrations/0003_suspicion.sql"),
];
/// The first bytes of every `SQLite` database.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// How long a statement waits for another program that holds the file.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections for reading; the screen and a few jobs beside it.
const READERS: u32 = 4;

/// What a workspace is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Reading and writing; one process at a time.
    #[default]
    Write,
    /// Reading only; beside a writer too, and from a folder that cannot be written.
    Read,
}

/// How a workspace is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenOptions {
    /// What for.
    pub access: Access,
    /// Whether to make the workspace when there is none (never with [`Access::Read`]).
    pub create: bool,
}

impl OpenOptions {
    /// For reading and writing; made when there is none.
    pub fn create() -> Self {
        Self {
            access: Access::Write,
            create: true,
        }
    }

    /// For reading and writing what exists.
    pub fn write() -> Self {
        Self {
            access: Access::Write,
            create: false,
        }
    }

    /// For reading what exists.
    pub fn read() -> Self {
        Self {
            access: Access::Read,
            create: false,
        }
    }
}

/// An open workspace: a folder, and the store in it.
#[derive(Debug, Clone)]
pub struct Workspace {
    dir: PathBuf,
    store: Store,
    empty: bool,
}

impl Workspace {
    /// The database in a workspace's folder.
    pub const FILE: &'static str = "stepwell.db";

    /// Whether `dir` holds a workspace, or something that claims to be one.
    pub fn exists(dir: &Path) -> bool {
        dir.join(Self::FILE).exists()
    }

    /// Opens the workspace in `dir`, brings its layout up to date, and makes it if asked to.
    ///
    /// # Errors
    /// Every way in which that can fail has a [`StoreErrorKind`] of its own. Nothing that exists is changed or
    /// removed when it fails.
    pub async fn open(dir: impl AsRef<Path>, options: OpenOptions) -> Result<Self> {
        let dir = dir.as_ref();
        let file = dir.join(Self::FILE);
        let no_folder = options.create && options.access == Access::Write && !dir.exists();
        if no_folder {
            std::fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, "make the folder", &error))?;
        }
        let size = inspect(&file)?;
        let located = |error: StoreError| error.in_file(&file);
        let store = match options.access {
            Access::Read => {
                size.ok_or_else(|| no_workspace(dir))?;
                open_reader(&file).await.map_err(located)?
            }
            Access::Write => {
                if size.is_none() && !options.create {
                    return Err(no_workspace(dir));
                }
                let lock = WriterLock::acquire(dir)?;
                if size.is_some() {
                    ensure_writable(&file)?;
                }
                open_writer(&file, lock).await.map_err(located)?
            }
        };
        let empty = store.counts().await?.samples == 0;
        Ok(Self {
            dir: dir.to_owned(),
            store,
            empty,
        })
    }

    /// Makes a new workspace in `dir`, which may exist but may not hold one.
    ///
    /// # Errors
    /// [`StoreErrorKind::Exists`], and whatever [`Workspace::open`] gives.
    pub async fn create(dir: impl AsRef<Path>) -> Result<Self> {
        let dir = dir.as_ref();
        if Self::exists(dir) {
            let message = format!("{} holds a workspace already", dir.display());
            return Err(StoreError::new(StoreErrorKind::Exists, message));
        }
        Self::open(dir, OpenOptions::create()).await
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder's name, for the title line.
    pub fn name(&self) -> String {
        let full = self.dir.canonicalize().unwrap_or_else(|_| self.dir.clone());
        let name = full.file_name().unwrap_or(full.as_os_str());
        crate::sample::clean(&name.to_string_lossy())
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether it held no sample when it was opened, so that seeds are welcome. Samples are never removed: it was just
    /// made, or its making was interrupted before the seeds were in.
    pub fn was_empty(&self) -> bool {
        self.empty
    }

    /// See [`Store::close`].
    pub async fn close(&self) {
        self.store.close().await;
    }
}

/// The workspace that is used when none is named: `default` under the platform's data folder for Stepwell.
///
/// # Errors
/// [`StoreErrorKind::NoWorkspace`] when the platform names no such folder (no home folder is known).
pub fn default_dir() -> Result<PathBuf> {
    directories::ProjectDirs::from("", "", "stepwell")
        .map(|dirs| dirs.data_dir().join("default"))
        .ok_or_else(|| {
            StoreError::new(
                StoreErrorKind::NoWorkspace,
                "no home folder is known, so there is no default workspace",
            )
            .with_hint("Name a workspace with `-w DIR`, or set HOME.")
        })
}

fn no_workspace(dir: &Path) -> StoreError {
    let message = format!(
        "{} holds no workspace: there is no {} in it",
        dir.display(),
        Workspace::FILE
    );
    StoreError::new(StoreErrorKind::NoWorkspace, message)
}

/// Looks at the file before `SQLite` does, which would take an empty file for a new database and notice a missing
/// end only when it reads there. Gives the size, `None` when there is no file.
fn inspect(file: &Path) -> Result<Option<u64>> {
    use std::io::Read as _;
    let failed = |error: &std::io::Error| StoreError::io(file, "read", error);
    let mut handle = match std::fs::File::open(file) {
        Ok(handle) => handle,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let about = handle.metadata().map_err(|error| failed(&error))?;
    if !about.is_file() {
        let message = format!("{} is not a file", file.display());
        return Err(StoreError::new(StoreErrorKind::NotADatabase, message));
    }
    let mut header = Vec::new();
    handle
        .by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(|error| failed(&error))?;
    if header.is_empty() {
        // A workspace whose making was interrupted; nothing can have been saved in it.
        return Ok(Some(0));
    }
    if !header.starts_with(MAGIC) {
        let message = format!("{} is not a database", file.display());
        return Err(StoreError::new(StoreErrorKind::NotADatabase, message));
    }
    let expected = size_by_header(&header);
    // With a log, the file may rightly be shorter than its header says: the log has the rest.
    if expected.is_none_or(|expected| about.len() < expected) && has_no_log(file) {
        let message = format!(
            "{} is cut off: {} bytes are left of {}",
            file.display(),
            about.len(),
            expected.map_or_else(|| "a whole header".to_owned(), |size| size.to_string())
        );
        return Err(StoreError::damaged(message));
    }
    Ok(Some(about.len()))
}

/// The size of a whole database by its header (`SQLite`'s file format, section 1.3); 0 when the header does not know,
/// `None` when the header itself is cut off.
fn size_by_header(header: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    let page = u64::from(u16::from_be_bytes(header.get(16..18)?.try_into().ok()?));
    let page = if page == 1 { 65_536 } else { page };
    let (changed, pages, pages_valid_for) = (number(24)?, number(28)?, number(92)?);
    Some(if changed == pages_valid_for {
        page * u64::from(pages)
    } else {
        0
    })
}

/// The write-ahead log beside a database.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Whether the file holds everything by itself.
fn has_no_log(file: &Path) -> bool {
    std::fs::metadata(log_of(file)).map_or(true, |log| log.len() == 0)
}

/// `SQLite` opens a file that it may not write for reading, and fails only at the first change.
fn ensure_writable(file: &Path) -> Result<()> {
    std::fs::File::options()
        .append(true)
        .open(file)
        .map(drop)
        .map_err(|error| StoreError::io(file, "write", &error))
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

async fn open_writer(file: &Path, lock: WriterLock) -> Result<Store> {
    let unmarked = options(file).create_if_missing(true);
    let mut connection = unmarked.connect().await?;
    // Before anything is written: is it ours?
    let layout = identify(file, &mut connection).await?;
    let write_ahead = [
        "PRAGMA journal_mode = WAL",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -16384",
    ];
    for pragma in write_ahead {
        sqlx::query(pragma).execute(&mut connection).await?;
    }
    migrate(&mut connection, layout.unwrap_or(0)).await?;
    let readers = pool(options(file).read_only(true)).await?;
    let writer = Writer::start(connection, readers.clone(), lock);
    Ok(Store::new(file.to_owned(), readers, Some(writer)))
}

async fn open_reader(file: &Path) -> Result<Store> {
    let readers = match pool(options(file).read_only(true)).await {
        Ok(readers) => readers,
        // In a folder that cannot be written there is no place for the log's index. Without a log none is needed.
        Err(error) if has_no_log(file) && error.kind != StoreErrorKind::NotADatabase => {
            pool(options(file).read_only(true).immutable(true)).await?
        }
        Err(error) => return Err(error),
    };
    let mut connection = readers.acquire().await?;
    let layout = identify(file, &mut connection).await?;
    drop(connection);
    let Some(layout) = layout else {
        return Err(no_workspace(file.parent().unwrap_or(file)));
    };
    if layout < MIGRATIONS.len() {
        let message = format!(
            "{} was written by an older Stepwell (layout {layout})",
            file.display()
        );
        return Err(StoreError::new(StoreErrorKind::Older, message));
    }
    Ok(Store::new(file.to_owned(), readers, None))
}

/// A pool whose first connection has read the file.
async fn pool(options: SqliteConnectOptions) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    sqlx::query("SELECT count(*) FROM sqlite_master")
        .execute(&pool)
        .await?;
    Ok(pool)
}

/// How many layouts the database has gone through; `None` for one without any table.
async fn identify(file: &Path, connection: &mut SqliteConnection) -> Result<Option<usize>> {
    let (application,): (i64,) = sqlx::query_as("SELECT * FROM pragma_application_id")
        .fetch_one(&mut *connection)
        .await?;
    let (version,): (i64,) = sqlx::query_as("SELECT * FROM pragma_user_version")
        .fetch_one(&mut *connection)
        .await?;
    let (tables,): (i64,) = sqlx::query_as("SELECT count(*) FROM sqlite_master")
        .fetch_one(&mut *connection)
        .await?;
    if application == 0 && version == 0 && tables == 0 {
        return Ok(None);
    }
    if application != APPLICATION_ID {
        let message = format!("{} is a database of another program", file.display());
        return Err(StoreError::new(StoreErrorKind::Foreign, message));
    }
    match usize::try_from(version) {
        Ok(layout) if layout <= MIGRATIONS.len() => Ok(Some(layout)),
        _ => {
            let known = MIGRATIONS.len();
            let message = format!(
                "{} was written by a newer Stepwell (layout {version}; this one knows up to {known})",
                file.display()
            );
            Err(StoreError::new(StoreErrorKind::Newer, message))
        }
    }
}

/// Goes through the layouts that are missing, all in one transaction.
async fn migrate(connection: &mut SqliteConnection, from: usize) -> Result<()> {
    if from == MIGRATIONS.len() {
        return Ok(());
    }
    let steps = MIGRATIONS.get(from..).unwrap_or_default().concat();
    let marks = format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};",
        MIGRATIONS.len()
    );
    let script = format!("BEGIN IMMEDIATE;\n{steps}\n{marks}\nCOMMIT;");
    let done = sqlx::raw_sql(&script).execute(&mut *connection).await;
    if done.is_err() {
        drop(sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await);
    }
    done?;
    Ok(())
}
