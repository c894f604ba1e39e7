//! Files that appear under their name only when they are complete.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::{CliError, ErrorKind};

/// A file in the making, under another name beside its own. What is never finished is removed.
pub struct PartialFile {
    writer: Option<BufWriter<File>>,
    partial: PathBuf,
    target: PathBuf,
}

impl PartialFile {
    /// Begins a file.
    ///
    /// # Errors
    /// When its folder cannot be written.
    pub fn create(target: &Path) -> Result<Self, CliError> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let partial = target.with_file_name(name);
        let file = File::create(&partial).map_err(|fault| cannot_write(&partial, &fault))?;
        Ok(Self {
            writer: Some(BufWriter::new(file)),
            partial,
            target: target.to_owned(),
        })
    }

    /// The name it has until it is finished.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// When it cannot be written to its end; a file that had the name before is then left as it was.
    pub fn finish(mut self) -> Result<PathBuf, CliError> {
        let finished = match self.writer.take() {
            Some(writer) => writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| file.sync_all())
                .and_then(|()| std::fs::rename(&self.partial, &self.target)),
            None => Ok(()),
        };
        match finished {
            Ok(()) => Ok(std::mem::take(&mut self.target)),
            Err(fault) => {
                // Nothing more can be done about a file that cannot even be removed.
                drop(std::fs::remove_file(&self.partial));
                Err(cannot_write(&self.target, &fault))
            }
        }
    }
}

impl Write for PartialFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(0), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if self.writer.take().is_some() {
            drop(std::fs::remove_file(&self.partial));
        }
    }
}

/// The error for a file that cannot be written.
pub fn cannot_write(path: &Path, fault: &io::Error) -> CliError {
    CliError::new(
        ErrorKind::Output,
        format!("{} cannot be written: {fault}", path.display()),
        "check the folder and the space on the disk; a file of that name was left as it was",
    )
}
