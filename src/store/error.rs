//! What can go wrong with a workspace, for people and for programs.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreErrorKind {
    /// There is no workspace in that folder.
    NoWorkspace,
    /// There is a workspace already where a new one was to be made.
    Exists,
    /// Another process has the workspace open for writing.
    InUse,
    /// The folder or file cannot be written, or the store was opened for reading only.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The file is no database at all.
    NotADatabase,
    /// The file is a database of another program.
    Foreign,
    /// A newer Stepwell wrote the database.
    Newer,
    /// An older Stepwell wrote the database, and it was opened for reading only.
    Older,
    /// The file is cut off or its content contradicts itself.
    Damaged,
    /// The file could not be locked in time.
    Busy,
    /// The operating system refused or failed.
    Io,
    /// What was asked for does not exist in this workspace.
    Missing,
    /// It was changed since the caller looked at it.
    Conflict,
    /// The caller's data cannot be saved.
    Invalid,
    /// The store was closed.
    Closed,
    /// The database failed in a way that this program does not expect.
    Database,
}

impl StoreErrorKind {
    /// The word in JSON output.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoWorkspace => "no_workspace",
            Self::Exists => "exists",
            Self::InUse => "in_use",
            Self::ReadOnly => "read_only",
            Self::Full => "full",
            Self::NotADatabase => "not_a_database",
            Self::Foreign => "foreign",
            Self::Newer => "newer",
            Self::Older => "older",
            Self::Damaged => "damaged",
            Self::Busy => "busy",
            Self::Io => "io",
            Self::Missing => "missing",
            Self::Conflict => "conflict",
            Self::Invalid => "invalid",
            Self::Closed => "closed",
            Self::Database => "database",
        }
    }

    /// What to do when nothing better is known.
    fn hint(self) -> &'static str {
        match self {
            Self::NoWorkspace => "Check the path, or start `stepwell -w DIR` to make a workspace there.",
            Self::Exists => "Open it instead, or choose another folder.",
            Self::InUse => "Close the other Stepwell, or choose another folder with `-w DIR`.",
            Self::ReadOnly => {
                "Make the folder and the files in it writable, or choose another with `-w DIR`."
            }
            Self::Full => {
                "Free some space and try again; what was saved before is safe, the last change was not saved."
            }
            Self::NotADatabase | Self::Foreign => {
                "Nothing was changed. Move the file away, or choose another folder with `-w DIR`."
            }
            Self::Newer => {
                "Nothing was changed. Install the newer Stepwell, or choose another folder with `-w DIR`."
            }
            Self::Older => "Open the workspace once for writing (`stepwell -w DIR`) to bring it up to date.",
            Self::Damaged => {
                "Copy the whole folder to a safe place before anything else, then put `stepwell.db` back from a \
                 backup, or import your last export into a new workspace."
            }
            Self::Busy => "Another program holds the file; wait for it, then try again.",
            Self::Io => "Check the disk and the permissions of the folder, then try again.",
            Self::Missing => "It may have been named wrongly; list what there is and try again.",
            Self::Conflict => "Look at it again, then repeat what you wanted to do.",
            Self::Invalid => "Correct the data and try again.",
            Self::Closed => "Open the workspace again.",
            Self::Database => {
                "Run `stepwell doctor` on the workspace; if it finds nothing, please report this."
            }
        }
    }
}

/// A failure: what happened and where (`message`), and what to do next (`hint`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct StoreError {
    /// The kind, for programs.
    pub kind: StoreErrorKind,
    /// A sentence without a full stop.
    pub message: String,
    /// One or two whole sentences.
    pub hint: String,
}

pub(super) type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    pub(super) fn new(kind: StoreErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: kind.hint().to_owned(),
        }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub(super) fn missing(what: impl fmt::Display) -> Self {
        Self::new(
            StoreErrorKind::Missing,
            format!("there is no {what} in this workspace"),
        )
    }

    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Conflict, message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Invalid, message)
    }

    pub(super) fn damaged(message: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Damaged, message)
    }

    pub(super) fn closed() -> Self {
        Self::new(StoreErrorKind::Closed, "the workspace is closed")
    }

    /// A failure of the operating system at `path`.
    pub(super) fn io(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreErrorKind::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreErrorKind::Full,
            _ => StoreErrorKind::Io,
        };
        Self::new(kind, format!("{}: cannot {doing}: {error}", path.display()))
    }

    /// Puts the file's path before a failure of the database; what is about samples stays as it is.
    pub(super) fn in_file(mut self, file: &Path) -> Self {
        use StoreErrorKind::{Busy, Damaged, Database, Full, Io, NotADatabase, ReadOnly};
        if matches!(
            self.kind,
            Busy | Damaged | Database | Full | Io | NotADatabase | ReadOnly
        ) {
            self.message = format!("{}: {}", file.display(), self.message);
        }
        self
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database
                    .code()
                    .and_then(|code| code.parse::<i32>().ok())
                    .unwrap_or(1);
                let (kind, what) = classify(code);
                Self::new(kind, format!("{what} ({})", database.message()))
            }
            sqlx::Error::PoolClosed => Self::closed(),
            sqlx::Error::PoolTimedOut => Self::new(
                StoreErrorKind::Busy,
                "no connection to the database became free in time",
            ),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Self::damaged(format!("a stored value cannot be read: {error}"))
            }
            _ => Self::new(StoreErrorKind::Database, format!("the database failed: {error}")),
        }
    }
}

/// `SQLite`'s primary result codes that a user can do something about.
fn classify(code: i32) -> (StoreErrorKind, &'static str) {
    match code & 0xff {
        5 | 6 => (StoreErrorKind::Busy, "the database is locked by another program"),
        8 => (StoreErrorKind::ReadOnly, "the database cannot be written"),
        10 => (StoreErrorKind::Io, "reading or writing the database failed"),
        11 => (StoreErrorKind::Damaged, "the database is damaged"),
        13 => (StoreErrorKind::Full, "the disk is full"),
        14 => (StoreErrorKind::Io, "the database cannot be opened"),
        26 => (StoreErrorKind::NotADatabase, "the file is not a database"),
        _ => (StoreErrorKind::Database, "the database refused"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_json() {
        for kind in [
            StoreErrorKind::NoWorkspace,
            StoreErrorKind::InUse,
            StoreErrorKind::NotADatabase,
        ] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }

    #[test]
    fn extended_codes_count_as_their_primary_code() {
        assert_eq!(classify(8 | (5 << 8)).0, StoreErrorKind::ReadOnly);
        assert_eq!(classify(13).0, StoreErrorKind::Full);
        assert_eq!(classify(267).0, StoreErrorKind::Damaged);
    }
}
