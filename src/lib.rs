//! Stepwell grows, checks and curates datasets of optimization-modelling problems in a terminal.
//!
//! It walks a person through each iterative-generation step of Step-Opt-Instruct (Wu et al., arXiv 2506.17637),
//! shows the validators' verdicts and the solver's output side by side, and lets them accept, edit or reject
//! each sample into a curated fine-tuning dataset.
//!
//! # The house
//!
//! The rooms, from the ground up. A room may use what is below it, never what is above, and there are no
//! circles; `tests/house.rs` fails when one reaches up. `tui` and `cli` hold no rule of the method.
//!
//! ```text
//! floor 6   cli             tui                 two faces of one engine
//! floor 5   dataset         store               files in and out; the only SQL
//! floor 4   walk            review              the state machine and its driver; decisions and the queue
//! floor 3   program         check               sandboxed programs; rules and their verdicts
//! floor 2   solve           author              models to outcomes; who writes problems and solutions
//! floor 1   model           sample              a model as data; a sample, its frame and its lineage
//! ```
//!
//! What a walk leaves behind is written through the [`walk::journal`] trait, which `store` implements: so the
//! driver on floor 4 saves without reaching up.

pub mod author;
pub mod check;
pub mod cli;
pub mod dataset;
pub mod model;
pub mod program;
pub mod review;
pub mod sample;
pub mod solve;
pub mod store;
pub mod tui;
pub mod walk;
