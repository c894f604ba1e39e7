//! `probe`: the optimum reacts when rows are dropped and data moved a little, and the right way.
//!
//! What is found is worth knowing rather than wrong: a row that can never bind, data that change
//! nothing when they move, a plan that is not the only one. Only an optimum that moves the wrong way fails: there the model's outcome itself is refuted.

mod words;

use crate::check::link::Sentences;
use crate::check::{Finding, Inputs, Opinion, Severity, VerdictKind};
use crate::model::Model;
use crate::model::text::rounded;
use crate::solve::Status;
use crate::solve::probe::{DroppedRow, MovedDatum, Probe, Reaction};
use words::{Narrator, more};

/// Places of one kind that get a finding of their own.
const MOST_LISTED: usize = 6;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet, so there is no optimum to probe.");
    };
    let (Some(model), Some(outcome)) = (&run.model, &run.outcome) else {
        return Opinion::unknown("No model was solved, so there is no optimum to probe.");
    };
    if outcome.status != Status::Optimal {
        let status = outcome.status.word();
        return Opinion::unknown(format!("The outcome is {status}: there is no optimum to probe."));
    }
    match &outcome.probe {
        Some(probe) => opinion(probe, model, &inputs.sample.problem),
        None => Opinion::unknown("The optimum has not been probed."),
    }
}

fn opinion(probe: &Probe, model: &Model, problem: &str) -> Opinion {
    let narrator = Narrator {
        probe,
        model,
        sentences: Sentences::new(problem),
    };
    let wrong = probe.contradictions(model);
    let mut findings: Vec<Finding> = wrong
        .iter()
        .take(MOST_LISTED)
        .map(|one| narrator.wrong_way(one))
        .collect();
    findings.extend(implied_rows(&narrator));
    findings.extend(narrator.nothing_matters());
    findings.extend(loose_rows(&narrator));
    findings.extend(idle_data(&narrator));
    findings.extend(narrator.other_plans());
    let refuted = wrong.iter().any(|one| one.tightens);
    if !wrong.is_empty() && !refuted {
        // What was refuted is the outcome of a changed model, and so the solvers: nothing is known of the sample.
        let summary = "the solvers contradict themselves on a changed model";
        return Opinion::new(VerdictKind::Error, summary).with(findings);
    }
    if wrong.is_empty() && !probe.is_complete() {
        return Opinion::unknown(unfinished(probe)).with(findings);
    }
    Opinion::judged(summary(probe), findings)
}

fn unfinished(probe: &Probe) -> String {
    if let Some(trouble) = &probe.trouble {
        return format!("The probe was broken off: {trouble}.");
    }
    format!(
        "Only {} of {} changes could be tried in {:.1?}; a longer probe may tell more.",
        probe.made,
        probe.made + probe.left,
        probe.time
    )
}

/// `37.5: 3 of 5 rows bind, 9 of 12 data move it, one plan`
fn summary(probe: &Probe) -> String {
    let binding = probe.rows.iter().filter(|row| !row.reaction.is_same()).count();
    let matter = probe.data.iter().filter(|moved| !is_idle(moved)).count();
    let plans = match probe.plans.unique {
        Some(true) => ", one plan",
        Some(false) => ", several plans",
        None => "",
    };
    format!(
        "{}: {binding} of {} rows bind, {matter} of {} data move it{plans}",
        rounded(probe.objective, 6),
        probe.rows.len(),
        probe.data.len()
    )
}

fn is_idle(moved: &MovedDatum) -> bool {
    moved.up.is_same() && moved.down.is_same()
}

fn implied_rows(narrator: &Narrator<'_>) -> Vec<Finding> {
    let rows = narrator.probe.rows.iter().filter(|row| row.implied == Some(true));
    listed(
        rows,
        |row: &&DroppedRow| narrator.implied(row.row),
        |count| more(count, "row", "that can never bind either", Severity::Warning),
    )
}

fn loose_rows(narrator: &Narrator<'_>) -> Vec<Finding> {
    let loose = |row: &&DroppedRow| row.reaction == Reaction::Same && row.implied != Some(true);
    listed(
        narrator.probe.rows.iter().filter(loose),
        |row| narrator.loose(row.row),
        |count| more(count, "row", "that does not bind at the optimum", Severity::Info),
    )
}

/// Data that change nothing although the row in which they stand does bind: those of loose rows go without saying.
fn idle_data(narrator: &Narrator<'_>) -> Vec<Finding> {
    let telling = |moved: &&MovedDatum| is_idle(moved) && !narrator.stands_in_loose_row(moved.datum);
    listed(
        narrator.probe.data.iter().filter(telling),
        |moved| narrator.idle(moved),
        |count| {
            more(
                count,
                "number",
                "that can move by 1 % without any effect",
                Severity::Info,
            )
        },
    )
}

/// A finding for each of the first, and one for the number of the rest.
fn listed<T>(
    found: impl Iterator<Item = T>,
    one: impl Fn(&T) -> Finding,
    rest: impl Fn(usize) -> Finding,
) -> Vec<Finding> {
    let all: Vec<T> = found.collect();
    let mut findings: Vec<Finding> = all.iter().take(MOST_LISTED).map(one).collect();
    if all.len() > MOST_LISTED {
        findings.push(rest(all.len() - MOST_LISTED));
    }
    findings
}

#[cfg(test)]
mod tests;
