//! An optimization model as data: variables, rows and an objective, as captured from a program or read from a file.
//!
//! A model knows nothing of solvers or of the text that it came from, except the source line of each part, which
//! is what ties a row to the program line that made it.

mod canon;
mod data;
pub mod diff;
pub mod file;
mod fingerprint;
mod number;
mod shape;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;

pub use canon::{Aligned, Alignment, Detail, align, fingerprint, structurally_equal};
pub use data::{
    Model, ModelFault, Objective, ObjectiveSense, QuadraticTerm, Row, RowSense, Term, VarId, Variable,
    VariableKind, collect_terms,
};
pub use fingerprint::Fingerprint;
pub use number::Number;
pub use shape::Shape;
