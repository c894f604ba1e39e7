//! `numbers`: each number of the problem is used, and each number used is given.

use crate::check::link::evidence_of;
use crate::check::trace::{Foreign, TextNumber, Trace, Use, trace};
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, VerdictKind};
use crate::model::Model;
use crate::model::text::rounded;
use crate::sample::Part;

/// Findings of one kind that are listed; the rest is counted.
const MAX_LISTED: usize = 12;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let program = &sample.solution.program;
    if program.trim().is_empty() {
        return Opinion::unknown("There is no program to trace the numbers into.");
    }
    let model = inputs.run.and_then(|run| run.model.as_ref());
    let trace = trace(&sample.problem, program, model);
    if trace.texts.is_empty() {
        return Opinion::unknown("The problem gives no number to trace.");
    }
    let report = Report { trace: &trace, problem: &sample.problem, model };
    let opinion = Opinion::judged(report.summary(), report.findings());
    if model.is_none() && opinion.kind == VerdictKind::Pass {
        let reason = format!("{}; no model was captured to trace them into.", report.summary());
        return Opinion::unknown(reason).with(opinion.findings);
    }
    opinion
}

/// A trace put into sentences.
struct Report<'a> {
    trace: &'a Trace,
    problem: &'a str,
    model: Option<&'a Model>,
}

impl Report<'_> {
    fn summary(&self) -> String {
        let texts = &self.trace.texts;
        let traced = texts.iter().filter(|text| text.used != Use::Unused).count();
        format!("{traced}/{} numbers traced", texts.len())
    }

    fn findings(&self) -> Vec<Finding> {
        let unused: Vec<&TextNumber> = self
            .trace
            .texts
            .iter()
            .filter(|text| text.used == Use::Unused && text.is_telling())
            .collect();
        let mut findings: Vec<Finding> = unused.iter().map(|text| self.unused(text)).collect();
        findings.extend(self.trace.foreign.iter().map(|foreign| self.foreign(foreign)));
        findings
    }

    fn unused(&self, text: &TextNumber) -> Finding {
        let written = &self.problem[text.number.span.clone()];
        let message = format!("The problem gives {written}, but the program never uses it.");
        Finding::new(Severity::Error, message).at(Evidence::Text {
            part: Part::Problem,
            span: text.number.span.clone(),
        })
    }

    fn foreign(&self, foreign: &Foreign) -> Finding {
        let constant = &self.trace.constants[foreign.constant];
        let value = rounded(constant.value, 6);
        let message = format!("The program uses {value}, which the problem does not give.");
        Finding::new(Severity::Warning, message).at(Evidence::Line { line: constant.line })
    }
}
