//! Runs programs that a language model wrote, without trusting them: in an embedded interpreter without
//! capabilities, inside a worker process with limits, where the modelling library is a layer of ours that builds a
//! [`Model`](crate::model::Model) and hands it back.

mod interpreter;
mod pool;
mod protocol;
mod rewrite;
mod run;
mod vendor;
pub mod worker;

pub use pool::{Pool, WorkerCommand};
pub use run::{ErrorKind, Limits, ProgramError, Run};
