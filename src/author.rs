//! Who writes problems and solutions: the built-in textbook author, a language model (later), a person.
//!
//! A walk talks to any author through [`Author`], with tasks and drafts that are plain data, so that every exchange
//! can be saved and replayed.

mod task;
pub mod textbook;

pub use task::{
    Author, AuthorError, Exchange, FaultKind, Planted, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask,
};
