use std::time::Duration;

use crate::check::rules::testing::{Scene, diet, row, run_of};
use crate::check::{CheckId, Evidence, Severity, Verdict, VerdictKind};
use crate::model::Model;
use crate::program::Run;
use crate::sample::Part;
use crate::solve::probe::{Datum, MovedDatum, Probe, ProbeLimits, Reaction, probe};
use crate::solve::{Side, SolveLimits, Status, solve};

const PROBLEM: &str = "Pack a has 12 mg of zinc and costs $4; pack b has 5 mg and costs $3. At least 75 mg of zinc \
    are needed.\nNo more than 90 packs fit into the fridge. What does it take to minimize the cost?";

/// Time enough for the smallest models on the busiest machine.
const PLENTY: ProbeLimits = ProbeLimits {
    time: Duration::from_mins(1),
};

fn fridge(most: f64) -> Model {
    let mut model = diet();
    model
        .rows
        .push(row("fridge", &[(0, 1.0), (1, 1.0)], f64::NEG_INFINITY, most, 5));
    model
}

fn probed_within(model: Model, limits: ProbeLimits) -> Run {
    let mut outcome = solve(&model, &SolveLimits::default());
    let shown = (model.variables.len(), model.rows.len());
    outcome.probe = probe(&model, &outcome, &limits, shown).map(Box::new);
    let mut run = run_of(model, 0.0);
    run.outcome = Some(outcome);
    run
}

fn judged(run: Run) -> Verdict {
    Scene::default().problem(PROBLEM).run(run).verdict(CheckId::Probe)
}

#[test]
fn what_binds_and_what_matters_is_counted() {
    let verdict = judged(probed_within(diet(), PLENTY));
    assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
    // The two packs cost 3 and 4, and b is not bought: its numbers do not matter.
    assert!(
        verdict
            .summary
            .starts_with("25: 1 of 1 rows bind, 3 of 5 data move it, one plan"),
        "{}",
        verdict.summary
    );
    let words: Vec<&str> = verdict
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(
        words
            .iter()
            .any(|words| words.starts_with("1 % more or less of the objective's 3 of b changes nothing")),
        "{words:?}"
    );
}

#[test]
fn a_loose_row_points_at_its_sentence_line_and_row() {
    let verdict = judged(probed_within(fridge(90.0), PLENTY));
    let finding = verdict
        .findings
        .iter()
        .find(|finding| finding.message.contains("does not bind"))
        .unwrap();
    assert_eq!(finding.severity, Severity::Info);
    let start = PROBLEM.find("No more than 90").unwrap();
    let sentence = |evidence: &Evidence| matches!(evidence, Evidence::Text { part: Part::Problem, span } if span.start == start);
    assert!(finding.evidence.iter().any(sentence), "{finding:?}");
    assert!(finding.evidence.contains(&Evidence::Line { line: 5 }));
    assert!(
        finding
            .evidence
            .iter()
            .any(|one| matches!(one, Evidence::Row { index: 1, .. }))
    );
}

#[test]
fn a_row_that_others_imply_is_a_warning() {
    let mut model = fridge(90.0);
    model
        .rows
        .push(row("again", &[(0, 1.0), (1, 1.0)], f64::NEG_INFINITY, 120.0, 5));
    let verdict = judged(probed_within(model, PLENTY));
    let warned: Vec<&str> = verdict
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(warned.len(), 1, "{verdict:?}");
    assert!(
        warned[0].starts_with("Row again (a + b ≤ 120) can never bind"),
        "{warned:?}"
    );
}

#[test]
fn another_plan_of_the_same_value_is_told() {
    let mut model = diet();
    // Both packs now cost the same for each mg of zinc.
    model.objective.terms[0].coefficient = 12.0;
    model.objective.terms[1].coefficient = 5.0;
    let verdict = judged(probed_within(model, PLENTY));
    assert_eq!(verdict.kind, VerdictKind::Pass);
    assert!(verdict.summary.ends_with("several plans"), "{}", verdict.summary);
    let told = verdict
        .findings
        .iter()
        .find(|finding| finding.message.contains("not unique"))
        .unwrap();
    assert!(told.message.contains("a from 0 to 6.25"), "{}", told.message);
}

fn with_side_moved(up: Reaction) -> Verdict {
    let mut run = probed_within(diet(), PLENTY);
    let probe = run.outcome.as_mut().unwrap().probe.as_mut().unwrap();
    let moved = probe
        .data
        .iter_mut()
        .find(|moved| matches!(moved.datum, Datum::Side { .. }))
        .unwrap();
    *moved = MovedDatum { up, ..*moved };
    judged(run)
}

#[test]
fn an_optimum_that_moves_the_wrong_way_fails() {
    // The side is a lower one: more of it cannot be cheaper.
    let verdict = with_side_moved(Reaction::Moved { objective: 20.0 });
    assert_eq!(verdict.kind, VerdictKind::Fail);
    assert!(
        verdict
            .summary
            .contains("With 1 % more in the 75 of row zinc the optimum is 20 instead of 25"),
        "{}",
        verdict.summary
    );
    assert_eq!(
        with_side_moved(Reaction::Moved { objective: 30.0 }).kind,
        VerdictKind::Pass
    );
    assert_eq!(
        with_side_moved(Reaction::Lost {
            status: Status::Infeasible
        })
        .kind,
        VerdictKind::Pass
    );
}

#[test]
fn a_changed_model_that_refutes_the_solvers_is_no_fault_of_the_sample() {
    let mut run = probed_within(diet(), PLENTY);
    let probe = run.outcome.as_mut().unwrap().probe.as_mut().unwrap();
    probe.rows[0].reaction = Reaction::Lost {
        status: Status::Infeasible,
    };
    assert_eq!(judged(run).kind, VerdictKind::Error);
}

#[test]
fn what_was_not_tried_is_unknown() {
    let nothing = ProbeLimits { time: Duration::ZERO };
    let verdict = judged(probed_within(diet(), nothing));
    assert_eq!(verdict.kind, VerdictKind::Unknown);
    assert!(verdict.summary.starts_with("Only 0 of"), "{}", verdict.summary);
    let mut run = probed_within(diet(), PLENTY);
    run.outcome.as_mut().unwrap().probe = Some(Box::new(Probe::broken_off(25.0, "the worker process ended")));
    let verdict = judged(run);
    assert_eq!(verdict.kind, VerdictKind::Unknown);
    assert!(
        verdict.summary.contains("the worker process ended"),
        "{}",
        verdict.summary
    );
    let mut run = probed_within(diet(), PLENTY);
    run.outcome.as_mut().unwrap().probe = None;
    assert_eq!(judged(run).kind, VerdictKind::Unknown);
}

#[test]
fn sides_are_told_apart() {
    let run = probed_within(fridge(90.0), PLENTY);
    let probe = run.outcome.unwrap().probe.unwrap();
    let sides: Vec<Datum> = probe.data.iter().map(|moved| moved.datum).take(2).collect();
    assert_eq!(
        sides,
        [
            Datum::Side {
                row: 0,
                side: Side::Lower
            },
            Datum::Side {
                row: 1,
                side: Side::Upper
            }
        ]
    );
    assert!(probe.is_complete());
}
