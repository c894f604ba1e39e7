//! What parent and worker say to each other: one JSON value a line, one reply to one request.

use serde::{Deserialize, Serialize};

use super::run::{Limits, Run};
use crate::model::Model;
use crate::solve::{Outcome, Probe, ProbeLimits, SolveLimits};

/// Longest line that the parent reads from a worker.
pub(super) const LONGEST_REPLY: u64 = 64 << 20;

/// The hidden first argument that turns the binary into a worker.
pub const WORKER_ARGUMENT: &str = "__worker";

/// Bytes that a solve may take outside a program's run.
pub(super) const SOLVE_MEMORY: usize = 1 << 30;

/// What the parent asks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Request {
    /// Is anybody there?
    Ping,
    /// Run a program.
    Run {
        /// Its text.
        program: String,
        /// Its limits.
        limits: Limits,
    },
    /// Solve a model.
    Solve {
        /// The model.
        model: Box<Model>,
        /// Its limits.
        limits: SolveLimits,
    },
    /// Change a model a little, again and again, and see what its optimum does.
    Probe {
        /// The model.
        model: Box<Model>,
        /// Its outcome.
        outcome: Box<Outcome>,
        /// The limits of all changes together.
        limits: ProbeLimits,
    },
}

/// What the worker answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// To a ping.
    Pong,
    /// To a program.
    Ran(Box<Run>),
    /// To a model.
    Solved(Box<Outcome>),
    /// To a probe; `None` when there was nothing to probe.
    Probed(Box<Option<Probe>>),
    /// The request could not be read.
    Refused(String),
}
