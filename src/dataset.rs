//! Samples in and out of files: JSON Lines and JSON arrays of the field names that the method's public data uses,
//! read row by row with a reason for each row that cannot be read, and written back with the fields we did not know.

pub mod export;
mod fields;
pub mod import;
mod reader;
pub mod scored;
pub mod seeds;

pub use fields::{Note, RowFault, sample_from_row};
pub use reader::{RecordReader, TextFault};
