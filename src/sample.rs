//! A sample: problem, solution, answer and lineage; its identity, its content hash, and the two texts that the
//! method exchanges (the problem frame and the Markdown solution).

mod data;
pub mod frame;
mod hash;
mod id;
mod lineage;
pub mod numbers;
mod text;

pub use data::{Answer, Library, Part, Sample, Solution};
pub use hash::ContentHash;
pub use id::{IdError, SampleId, WalkId};
pub use lineage::{Lineage, Operator, Origin, Parents};
pub use text::{LineIndex, clean, is_clean, kept_spans};
