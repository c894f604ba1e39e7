//! Runs programs that a language model wrote, without trusting them: in an embedded interpreter without
//! capabilities, inside a worker process with limits, where the modelling library is a layer of ours that builds a
//! [`Model`](crate::model::Model) and hands it back.

mod run;

pub use run::{ErrorKind, Limits, ProgramError, Run};
