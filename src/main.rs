//! The `stepwell` binary: the worker when started as one, the command line otherwise.

use std::process::ExitCode;

use stepwell::program::{python, worker};

/// Counts memory, so that the worker's limit holds; without a limit it only counts.
#[global_allocator]
static ALLOCATOR: monty_alloc::LimitedAllocator = monty_alloc::LimitedAllocator;

fn main() -> ExitCode {
    let first = std::env::args_os().nth(1);
    if first
        .as_ref()
        .is_some_and(|argument| argument == worker::WORKER_ARGUMENT)
    {
        return worker::main();
    }
    if first.is_some_and(|argument| argument == python::CONFINED_ARGUMENT) {
        return python::confined();
    }
    stepwell::cli::main()
}
