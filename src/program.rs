//! Runs programs that a language model wrote, without trusting them: in an embedded interpreter without
//! capabilities, inside a worker process with limits, where the modelling library is a layer of ours that builds a
//! [`Model`](crate::model::Model) and hands it back.
//!
//! The way of a program:
//!
//! ```text
//! Pool::run ── JSON line ──▶ worker ──▶ rewrite ──▶ interpreter ⇄ prelude/*.py (core and one layer)
//!                              ▲                        │ solve, the one call that the host answers
//!          Run ◀── JSON line ──┘                        ▼
//!                                                  solve::solve
//! ```
//!
//! * `rewrite` turns operators into calls, because the interpreter knows no operator methods, and takes apart what it does
//!   not know at all: classes with parents, properties and operators, generator functions, `match`, `del`, exception
//!   classes. A map of the lines keeps every error on the program's own line.
//! * `parts` are pieces of the prelude that only some programs need, loaded by what a program imports: standard modules
//!   that the interpreter lacks, `numpy` and `pandas` as far as modelling programs use them. Whatever of them is not there
//!   ends the run as [`ErrorKind::Unsupported`] by its name (`numpy.fft`, `DataFrame.groupby`). Random numbers are those
//!   of Python and of numpy's older interface, to the bit, for the seed that the program sets; without a seed they are
//!   unsupported, for no two runs would agree.
//! * `prelude` is Python text: a core, and for each modelling library (`coptpy`, `gurobipy`, `pulp`) a layer
//!   that checks arguments and raises as the vendor's package does. A name that the vendor has and the layer lacks ends the run as [`ErrorKind::Unsupported`], whatever the program catches.
//! * What no row can say (indicators, absolute values, maxima, SOS, piecewise-linear functions) becomes rows and binaries,
//!   exactly, where the model bounds what has to be bounded; elsewhere it is unsupported by name, never dropped.
//! * What few programs need (ordered objectives, callbacks, relaxations, general constraints of `coptpy` …) is loaded only
//!   where the program names a part of it: the names are listed in `rare.txt` of each layer.
//! * Objectives of different priority are solved one after the other, each reached value a row of the next solve. A
//!   callback with lazy constraints is asked after each solve, until it adds no row that the answer breaks. The model
//!   that is shown is the last one solved, those rows included.
//! * Of several models in a program the last solved one counts; the others are kept in short ([`EarlierSolve`]). A
//!   program that only defines a function is not called: it is unsupported, with a hint, when that leaves it without a
//!   model.
//! * Files that a program writes through the modelling library (`model.write`) go nowhere; every other access to the
//!   outside is [`ErrorKind::Forbidden`].
//! * A second engine, off by default: the user's own `python3` runs what the built-in interpreter cannot, with the same
//!   layers, in a child of the worker behind walls of the system's. See [`python`].
//! * Walls, from the inside out: the interpreter's limits on time, memory, depth and output; the allocator that ends the
//!   process beyond its memory; the watchdog thread, which reports what there is and ends the process; the system's
//!   limits on the process; the parent's timer, which kills it.

mod interpreter;
mod parts;
mod pool;
mod protocol;
pub mod python;
mod rewrite;
mod run;
mod vendor;
pub mod worker;

pub use pool::{Pool, WorkerCommand};
pub use run::{EarlierSolve, Engine, ErrorKind, Limits, ProgramError, Run};

/// The text that the interpreter is given for a program: its lines, with calls in place of operators and with states
/// in place of what it lacks; and for each line of the text the line of the program, from 1, that it stands for.
///
/// A worker does this on a stack of 256 MB: a sum of a hundred thousand terms is a tree as deep.
///
/// # Errors
/// When the text is no Python, or holds what neither interpreter nor layers have.
pub fn rewritten(source: &str) -> Result<(String, Vec<u32>), ProgramError> {
    let rewritten = rewrite::rewrite(source)?;
    Ok((rewritten.text, rewritten.lines.into_lines()))
}
