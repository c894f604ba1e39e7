//! `program`: the program runs to its end in the sandbox and solves a model.

use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal, VerdictKind};
use crate::program::{ErrorKind, ProgramError, Run};

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet.");
    };
    if let Some(error) = &run.error {
        return broken(error, run);
    }
    if run.outcome.is_none() {
        let message = if run.model.is_some() {
            "The program builds a model but never solves it."
        } else {
            "The program ends without making a model."
        };
        return Opinion::judged(
            "",
            vec![Finding::new(Severity::Error, message).of(Signal::NoModel)],
        );
    }
    let mut findings = Vec::new();
    if run.solves > 1 {
        let message = format!(
            "The program solves {} times; the last solve is the one that is shown.",
            run.solves
        );
        findings.push(Finding::new(Severity::Warning, message).of(Signal::SeveralSolves));
    }
    let shape = run
        .model
        .as_ref()
        .map(crate::model::Model::shape)
        .unwrap_or_default();
    let place = place(run);
    let summary = format!("ran{place}; {} variables, {} rows", shape.variables, shape.rows);
    Opinion::judged(summary, findings)
}

/// Where a program ran, if not where all do.
fn place(run: &Run) -> String {
    if run.engine.is_built_in() {
        return String::new();
    }
    format!(" in {}", run.engine)
}

fn broken(error: &ProgramError, run: &Run) -> Opinion {
    let kind = match error.kind {
        ErrorKind::Unsupported | ErrorKind::Time | ErrorKind::Cancelled => VerdictKind::Unknown,
        ErrorKind::Worker => VerdictKind::Error,
        ErrorKind::Syntax
        | ErrorKind::Raised
        | ErrorKind::Forbidden
        | ErrorKind::Memory
        | ErrorKind::Recursion
        | ErrorKind::Output => VerdictKind::Fail,
    };
    let place = error
        .line
        .map_or_else(String::new, |line| format!("line {line}: "));
    let after = if run.outcome.is_some() {
        " (after the model was solved)"
    } else {
        ""
    };
    let summary = format!("{place}{}", said(error));
    let (happened, engine) = (what_happened(error.kind), self::place(run));
    let message = format!("{happened}{engine}{after}: {}.", said(error));
    let signal = if run.outcome.is_some() {
        Signal::BreaksAfterSolve
    } else {
        Signal::Breaks
    };
    let mut finding = Finding::new(Severity::Error, message).of(signal);
    if let Some(line) = error.line {
        finding = finding.at(Evidence::Line { line });
    }
    Opinion::new(kind, summary).with([finding])
}

fn said(error: &ProgramError) -> String {
    let message = error.message.trim().trim_end_matches('.');
    match (error.name.is_empty(), message.is_empty()) {
        (true, _) => message.to_owned(),
        (false, true) => error.name.clone(),
        (false, false) => format!("{}: {message}", error.name),
    }
}

fn what_happened(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Syntax => "The program is not Python",
        ErrorKind::Raised => "The program raises an exception",
        ErrorKind::Unsupported => {
            "The program uses what the sandbox does not have, so nothing can be said of it"
        }
        ErrorKind::Forbidden => "The program asks for something that no program here may have",
        ErrorKind::Time => "The program ran out of time, so nothing can be said of it",
        ErrorKind::Memory => "The program needs more memory than it may use",
        ErrorKind::Recursion => "The program nests its calls too deeply",
        ErrorKind::Output => "The program prints more than it may",
        ErrorKind::Cancelled => "The run was cancelled, so nothing can be said of the program; run it again",
        ErrorKind::Worker => "The worker that ran the program failed; run it again",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scene, optimal_run};
    use crate::check::{CheckId, Evidence, VerdictKind};
    use crate::program::{Engine, ErrorKind, ProgramError, Run};
    use rstest::rstest;

    #[rstest]
    #[case(ErrorKind::Syntax, VerdictKind::Fail)]
    #[case(ErrorKind::Raised, VerdictKind::Fail)]
    #[case(ErrorKind::Forbidden, VerdictKind::Fail)]
    #[case(ErrorKind::Memory, VerdictKind::Fail)]
    #[case(ErrorKind::Recursion, VerdictKind::Fail)]
    #[case(ErrorKind::Output, VerdictKind::Fail)]
    #[case(ErrorKind::Unsupported, VerdictKind::Unknown)]
    #[case(ErrorKind::Time, VerdictKind::Unknown)]
    #[case(ErrorKind::Cancelled, VerdictKind::Unknown)]
    #[case(ErrorKind::Worker, VerdictKind::Error)]
    fn a_broken_run_is_judged_by_its_kind(#[case] kind: ErrorKind, #[case] expected: VerdictKind) {
        let error = ProgramError {
            kind,
            name: "KeyError".to_owned(),
            message: "'x'".to_owned(),
            line: Some(3),
        };
        let verdict = Scene::default().run(Run::failed(error)).verdict(CheckId::Program);
        assert_eq!(verdict.kind, expected);
        assert_eq!(verdict.summary, "line 3: KeyError: 'x'");
        assert_eq!(verdict.findings[0].evidence, [Evidence::Line { line: 3 }]);
    }

    #[test]
    fn a_run_that_solved_nothing_fails() {
        let mut run = optimal_run(3.0);
        run.outcome = None;
        run.solves = 0;
        assert_eq!(
            Scene::default().run(run).verdict(CheckId::Program).kind,
            VerdictKind::Fail
        );
    }

    #[test]
    fn a_good_run_passes_and_a_missing_one_is_unknown() {
        let scene = Scene::default();
        assert_eq!(scene.verdict(CheckId::Program).kind, VerdictKind::Unknown);
        let mut run = optimal_run(3.0);
        run.solves = 2;
        let verdict = scene.run(run).verdict(CheckId::Program);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings.len(), 1);
    }

    #[test]
    fn the_verdict_names_the_second_engine() {
        let mut run = optimal_run(3.0);
        run.engine = Engine::Python("3.12.1".to_owned());
        let verdict = Scene::default().run(run).verdict(CheckId::Program);
        assert!(
            verdict.summary.starts_with("ran in Python 3.12.1; "),
            "{}",
            verdict.summary
        );
        let mut run = Run::failed(ProgramError {
            kind: ErrorKind::Raised,
            name: "KeyError".to_owned(),
            message: "'x'".to_owned(),
            line: None,
        });
        run.engine = Engine::Python("3.12.1".to_owned());
        let verdict = Scene::default().run(run).verdict(CheckId::Program);
        assert!(
            verdict.findings[0].message.contains("in Python 3.12.1"),
            "{verdict:?}"
        );
    }
}
