//! One writer per workspace: an advisory lock on a file beside the database.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::error::{Result, StoreError, StoreErrorKind};

/// Holds the lock until it is dropped. The kernel lets go of it when the process dies, however it dies, so a lock
/// is never stale; the file stays and means nothing by itself.
#[derive(Debug)]
pub(super) struct WriterLock {
    _file: File,
}

impl WriterLock {
    pub(super) const FILE: &'static str = "stepwell.lock";

    pub(super) fn acquire(dir: &Path) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| StoreError::io(&path, "open the lock file", &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(dir, &mut file)),
            Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, "lock", &error)),
        }
        let sign = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "{}", std::process::id())
        };
        sign(&mut file).map_err(|error| StoreError::io(&path, "write the lock file", &error))?;
        Ok(Self { _file: file })
    }
}

fn in_use(dir: &Path, file: &mut File) -> StoreError {
    let mut text = String::new();
    let holder = file
        .take(20)
        .read_to_string(&mut text)
        .ok()
        .and_then(|_| text.trim().parse::<u32>().ok())
        .map_or_else(String::new, |pid| format!(" (process {pid})"));
    StoreError::new(
        StoreErrorKind::InUse,
        format!("{} is open in another Stepwell{holder}", dir.display()),
    )
}
