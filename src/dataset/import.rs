//! Reads a file of samples, row by row.

use std::io::BufRead;

use crate::sample::Sample;

use super::{Note, RecordReader, RowFault, TextFault, sample_from_row};

/// Why a row was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The bytes are unusable.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// The bytes are text, but no sample.
    #[error(transparent)]
    Row(#[from] RowFault),
}

/// One row of a file.
#[derive(Debug)]
pub struct Imported {
    /// Position in the file, from 1, blank lines not counted.
    pub row: u64,
    /// The sample with notes on how it was read, or the reason why there is none.
    pub result: Result<(Sample, Vec<Note>), ImportFault>,
}

/// Iterates over the rows of `input`; `file` is the name that the samples' origin will show.
pub fn rows<R: BufRead>(input: R, file: &str) -> impl Iterator<Item = Imported> {
    let file = file.to_owned();
    RecordReader::new(input).map(move |(row, text)| {
        let result = text
            .map_err(ImportFault::from)
            .and_then(|text| Ok(sample_from_row(&text, &file, row)?));
        Imported { row, result }
    })
}
