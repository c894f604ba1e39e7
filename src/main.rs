//! The `stepwell` binary: a worker when it was started as one, else the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    if stepwell::program::worker::is_asked_for() {
        return stepwell::program::worker::main();
    }
    stepwell::cli::main()
}
