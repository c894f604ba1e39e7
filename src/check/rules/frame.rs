//! `frame`: the sample parses into problem, formulation sections and one program block, and holds no control
//! characters.

use std::sync::LazyLock;

use regex::Regex;

use super::super::words::regex;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::sample::{Library, Origin, Part, Sample, is_clean};

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let mut findings = Vec::new();
    if sample.problem.trim().is_empty() {
        findings.push(missing("There is no problem text."));
    }
    findings.extend(program_findings(sample));
    findings.extend(
        Part::ALL
            .into_iter()
            .filter_map(|part| control_characters(sample, part)),
    );
    let formulation = sample.solution.formulation.trim();
    let imported = matches!(sample.lineage.origin, Origin::Imported { .. });
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    if formulation.is_empty() && imported && !failed {
        // Files of bare programs are common, and nothing is wrong with their rows; but nobody can say that the
        // mathematics is right.
        return Opinion::unknown("The file gives no formulation.").with(findings);
    }
    if formulation.is_empty() {
        findings.push(missing("There is no formulation."));
    } else {
        findings.extend(missing_sections(formulation));
    }
    Opinion::judged("problem, formulation and one program", findings)
}

fn missing(what: impl Into<String>) -> Finding {
    Finding::new(Severity::Error, what).of(Signal::MissingPart)
}

fn program_findings(sample: &Sample) -> Vec<Finding> {
    let solution = &sample.solution;
    if solution.program.trim().is_empty() {
        return vec![missing("There is no program.")];
    }
    let mut findings = Vec::new();
    if Library::of_program(&solution.program).is_none() {
        let message = "The program imports none of coptpy, gurobipy and pulp.";
        findings.push(Finding::new(Severity::Error, message).at(Evidence::Line { line: 1 }));
    }
    if solution.closing.contains("```python") {
        let message = "A second python block follows the program; only the first one is run.";
        findings.push(Finding::new(Severity::Warning, message).of(Signal::SecondBlock));
    }
    findings
}

/// Which of variables, objective and constraints the formulation never speaks of, under whatever heading.
fn missing_sections(formulation: &str) -> Vec<Finding> {
    static SECTIONS: LazyLock<[(&str, Regex); 3]> = LazyLock::new(|| {
        [
            (
                "decision variables",
                regex(
                    r"(?i)\bvariables?\b|\bdecisions?\b|\b(?:let|define|denote)\b|变量|\bset\s+\S+\s+(?:as|to\s+be)\b",
                ),
            ),
            (
                "an objective",
                regex(
                    r"(?i)\bobjectives?\b|\b(?:max|min)(?:imi[sz]\w*|imum|imal)?\b|\\(?:max|min)\b|\bgoal\b|目标|最大|最小",
                ),
            ),
            (
                "constraints",
                regex(
                    r"(?i)\bconstraints?\b|\bsubject\s+to\b|\bs\.\s?t\.|\brestrictions?\b|\bconditions?\b|\brequirements?\b|约束|\\[lg]eq?\b|[≤≥]|[<>]=",
                ),
            ),
        ]
    });
    SECTIONS
        .iter()
        .filter(|(_, pattern)| !pattern.is_match(formulation))
        .map(|(name, _)| missing(format!("The formulation has no section for {name}.")))
        .collect()
}

/// The first character of a part that a terminal or a reader could be misled by.
fn control_characters(sample: &Sample, part: Part) -> Option<Finding> {
    let text = sample.part(part);
    let text = text.as_ref();
    let windows_breaks = |at: usize| text[at..].starts_with("\r\n");
    let (at, found) = text.char_indices().find(|(at, character)| {
        *character != '\n' && !is_clean(character.encode_utf8(&mut [0; 4])) && !windows_breaks(*at)
    })?;
    // A byte order mark or a line separator is litter of an editor; everything else hides or moves text.
    let severity = if matches!(found, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\r') {
        Severity::Info
    } else {
        Severity::Error
    };
    let message = format!(
        "The {} holds the control character U+{:04X}, which can hide or overwrite text on a screen.",
        part.word(),
        u32::from(found)
    );
    let span = at..at + found.len_utf8();
    let finding = Finding::new(severity, message).of(Signal::ControlCharacter);
    Some(finding.at(Evidence::Text { part, span }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROGRAM, imported, sample_of, verdict_of};
    use crate::check::{CheckId, VerdictKind};
    use rstest::rstest;

    const FORMULATION: &str =
        "### Decision Variables:\nx\n### Objective Function:\nmin x\n### Constraints:\nx >= 1";

    #[rstest]
    #[case("Why?", FORMULATION, PROGRAM, VerdictKind::Pass)]
    #[case(
        "Why?\r\n",
        "Let x be hats. Minimise x s.t. x ≥ 1",
        PROGRAM,
        VerdictKind::Pass
    )]
    #[case("", FORMULATION, PROGRAM, VerdictKind::Fail)]
    #[case("Why?", "", PROGRAM, VerdictKind::Fail)]
    #[case("Why?", FORMULATION, "", VerdictKind::Fail)]
    #[case("Why?", FORMULATION, "import numpy", VerdictKind::Fail)]
    #[case("Why?", "Let x be hats. Minimise x.", PROGRAM, VerdictKind::Fail)]
    #[case("Why \u{1b}[31m?", FORMULATION, PROGRAM, VerdictKind::Fail)]
    #[case("Why \u{202e}?", FORMULATION, PROGRAM, VerdictKind::Fail)]
    fn a_sample_has_its_parts(
        #[case] problem: &str,
        #[case] formulation: &str,
        #[case] program: &str,
        #[case] expected: VerdictKind,
    ) {
        let verdict = verdict_of(CheckId::Frame, &sample_of(problem, formulation, program));
        assert_eq!(verdict.kind, expected, "{:?}", verdict.findings);
    }

    #[test]
    fn a_bare_program_from_a_file_is_unknown_and_not_wrong() {
        let verdict = verdict_of(CheckId::Frame, &imported(sample_of("Why?", "", PROGRAM)));
        assert_eq!(verdict.kind, VerdictKind::Unknown);
        assert_eq!(verdict.findings.len(), 1);
    }
}
