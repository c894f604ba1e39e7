//! Mutated input for everything that reads what others wrote: model files, completions and prompts, programs, and the
//! worker's own protocol.
//!
//! By default each target sees a few hundred cases, always the same. `STEPWELL_FUZZ_SECONDS=600 cargo test --test fuzz
//! -- --nocapture --test-threads 1 TARGET` goes on for as long; `STEPWELL_FUZZ_SEED` starts elsewhere. A failure prints
//! the case and its input.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

mod corpus;
mod mutate;
mod worker;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Mutator;
use stepwell::model::ModelFault;
use stepwell::model::file::{self, Format};
use stepwell::program::rewritten;
use stepwell::sample::frame;

/// How long to go on.
enum Budget {
    Cases(u64),
    Time(Duration),
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs cases until the budget is used up; `case` panics when something is wrong.
fn fuzz(target: &str, cases: u64, seeds: &[Vec<u8>], case: impl FnMut(&[u8])) {
    fuzz_with(target, cases, seeds, |mutator, _| mutator.input(), case);
}

/// The same, with a way of its own to make the input of a numbered case.
fn fuzz_with(
    target: &str,
    cases: u64,
    seeds: &[Vec<u8>],
    make: impl Fn(Mutator<'_>, u64) -> Vec<u8>,
    mut case: impl FnMut(&[u8]),
) {
    let budget = variable("STEPWELL_FUZZ_SECONDS").map_or(Budget::Cases(cases), |seconds| {
        Budget::Time(Duration::from_secs(seconds))
    });
    let seed = variable("STEPWELL_FUZZ_SEED").unwrap_or(1);
    let started = Instant::now();
    let (mut done, mut bytes, mut slowest) = (0_u64, 0_usize, (Duration::ZERO, 0));
    loop {
        let more = match budget {
            Budget::Cases(cases) => done < cases,
            Budget::Time(time) => started.elapsed() < time,
        };
        if !more {
            break;
        }
        let input = make(Mutator::new(seed, done, seeds), done);
        let before = Instant::now();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| case(&input))) {
            let shown: String = String::from_utf8_lossy(&input).chars().take(4000).collect();
            eprintln!(
                "{target}: case {done} of seed {seed} ({} bytes):\n{shown:?}",
                input.len()
            );
            std::panic::resume_unwind(panic);
        }
        slowest = slowest.max((before.elapsed(), done));
        bytes += input.len();
        done += 1;
    }
    eprintln!(
        "{target}: {done} cases, {bytes} bytes in {:.1?}, the slowest (case {}) in {:.1?}",
        started.elapsed(),
        slowest.1,
        slowest.0
    );
}

/// What is read can be written, and what was written is read as the same again.
fn check_model_file(bytes: &[u8]) {
    for format in [None, Some(Format::Lp), Some(Format::Mps)] {
        let read = match file::read(bytes, format) {
            Ok(read) => read,
            Err(fault) => {
                let text = fault.to_string();
                assert!(!text.is_empty() && text.chars().count() < 600, "{text}");
                continue;
            }
        };
        let sound = read.model.validate();
        assert!(
            matches!(sound, Ok(()) | Err(ModelFault::CrossedBounds { .. })),
            "{sound:?}"
        );
        for format in [Format::Lp, Format::Mps] {
            let Ok(text) = file::write(&read.model, format) else {
                continue;
            };
            let again = match file::read(text.as_bytes(), Some(format)) {
                Ok(again) => again.model,
                Err(fault) => panic!("what was written is not read: {fault}\n{text}"),
            };
            assert_eq!(again.variables.len(), read.model.variables.len(), "{text}");
            assert_eq!(
                again.objective.constant.to_bits(),
                (read.model.objective.constant + 0.0).to_bits(),
                "{text}"
            );
            assert_eq!(
                again.shape().nonzeros,
                nonzeros_as_written(&read.model, format, &again),
                "{text}"
            );
        }
    }
}

/// Rows with crossed bounds are written twice; all others come back once.
fn nonzeros_as_written(
    model: &stepwell::model::Model,
    format: Format,
    again: &stepwell::model::Model,
) -> usize {
    let extra = again.rows.len() - model.rows.len();
    if format == Format::Lp || extra == 0 {
        assert_eq!(extra, 0, "a row came back as two");
        return model.shape().nonzeros;
    }
    let twice = model
        .rows
        .iter()
        .filter(|row| row.lower.is_finite() && row.upper.is_finite());
    assert!(extra <= twice.count());
    again.shape().nonzeros
}

#[test]
fn model_files() {
    fuzz("model files", 600, &corpus::model_files(), check_model_file);
}

#[test]
fn frames() {
    fuzz("frames", 2000, &corpus::frames(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(problem) = frame::parse_prompt(&text) {
            assert!(!problem.trim().is_empty());
            assert!(text.contains(&problem));
        }
        if let Ok(solution) = frame::parse_completion(&text) {
            assert_eq!(frame::render_completion(&solution), text);
        }
    });
}

#[test]
fn rewriter() {
    // On a stack as large as the worker's, for trees as deep as the text is long.
    let fuzzing = std::thread::Builder::new().stack_size(256 << 20).spawn(|| {
        fuzz("rewriter", 600, &corpus::programs(), |bytes| {
            let text = String::from_utf8_lossy(bytes);
            match rewritten(&text) {
                Ok((new, lines)) => {
                    let count = |text: &str| text.matches('\n').count() + 1;
                    assert_eq!(lines.len(), count(&new), "lines without a place:\n{new}");
                    let inside = |line: &u32| (1..=count(&text)).contains(&(*line as usize));
                    assert!(lines.iter().all(inside), "{lines:?} for\n{new}");
                }
                Err(error) => assert!(!error.message.is_empty() && !error.name.is_empty()),
            }
        });
    });
    if let Err(panic) = fuzzing.unwrap().join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn worker_protocol() {
    let mut worker = worker::Worker::start();
    // Mostly well-formed requests with odd parts; some lines of anything, a few of them not even UTF-8.
    let make = |mutator: Mutator<'_>, case: u64| match case % 10 {
        0 => mutator.input(),
        1 | 2 => String::from_utf8_lossy(&mutator.input())
            .into_owned()
            .into_bytes(),
        _ => mutator.json(),
    };
    fuzz_with("worker protocol", 150, &corpus::requests(), make, |bytes| {
        // A request is one line.
        let line: Vec<u8> = bytes
            .iter()
            .map(|byte| if *byte == b'\n' { b' ' } else { *byte })
            .collect();
        worker.ask(&line);
    });
    eprintln!("worker protocol: {}", worker.told());
}
