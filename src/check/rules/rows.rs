//! `rows`: each requirement of the problem has its row, each row says what its sentence says, and rows together have the
//! structure that the problem needs.

mod assignment;
mod compare;
mod flow;
mod limits;
mod logic;
mod shape;
mod shifts;
mod tally;
mod tour;

use crate::check::link::Tied;
use crate::check::{Inputs, Opinion};
use crate::sample::Origin;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet, so there is no model to look at.");
    };
    let Some(model) = run.model.as_ref().filter(|_| run.outcome.is_some()) else {
        return Opinion::unknown("No model was solved whose rows could be looked at.");
    };
    let problem = &inputs.sample.problem;
    let outcome = run.outcome.as_ref();
    let tied = Tied::new(inputs, model);
    let mut findings = tour::findings(problem, model, outcome);
    findings.extend(flow::finding(problem, model, outcome));
    findings.extend(assignment::finding(problem, model));
    findings.extend(shifts::finding(problem, model));
    findings.extend(tally::finding(problem, &inputs.sample.solution.program));
    findings.extend(limits::findings(
        &tied,
        problem,
        model,
        matches!(inputs.sample.lineage.origin, Origin::Imported { .. }),
    ));
    findings.extend(compare::findings(inputs, model));
    findings.extend(logic::findings(problem, model, outcome));
    findings.extend(shape::findings(model));
    let limits = tied.answered.len();
    let answered = tied
        .answered
        .iter()
        .filter(|answered| !answered.readings.is_empty())
        .count();
    Opinion::judged(
        format!(
            "{} rows, {answered} of {limits} limits answered",
            model.rows.len()
        ),
        findings,
    )
}
