//! Transitions of the machine, one by one.

mod correction;
mod course;
mod person;
mod reply;

use std::sync::Arc;

use rstest::rstest;

use super::super::testing::{Bench, exchange, good_reply, optimal_run, problem, solution, verdict};
use super::reply::unreadable;
use super::*;
use crate::author::{AuthorError, FaultKind, Planted};
use crate::check::{CheckId, Evidence, VerdictKind};
use crate::program::{ErrorKind, ProgramError, Run};
use crate::review::DecisionKind;
use crate::sample::{Answer, Operator, Part};
use crate::walk::testing::plan;
use crate::walk::{Act, ActKind, AttemptState, Standing};

const FAIL: VerdictKind = VerdictKind::Fail;
const ANYWHERE: &[Evidence] = &[];

fn in_problem() -> [Evidence; 1] {
    [Evidence::Text {
        part: Part::Problem,
        span: 0..1,
    }]
}

fn in_program() -> [Evidence; 1] {
    [Evidence::Line { line: 1 }]
}

fn ending(bench: &Bench) -> (Ending, Step) {
    let finish = bench.walk.finish().expect("the walk goes on");
    (finish.ending, finish.step)
}

fn next(bench: &mut Bench) {
    bench.did(Act::Next).unwrap();
    bench.pass_all();
}

fn dead_worker() -> Reply {
    Reply::ProgramRan(Arc::new(Run::failed(ProgramError {
        kind: ErrorKind::Worker,
        name: "worker".to_owned(),
        message: "it died".to_owned(),
        line: None,
    })))
}
