//! `description`: the problem says what is optimised, asks for it, gives data, and has no hole left in it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::words::{regex, sense_words};
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::sample::{Part, numbers};

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let problem = &inputs.sample.problem;
    if problem.trim().is_empty() {
        let finding = Finding::new(Severity::Error, "There is no problem text.").of(Signal::NoData);
        return Opinion::judged("", vec![finding]);
    }
    let mut findings = holes(problem);
    let aims = sense_words(problem);
    if aims.is_empty() && !speaks_of_best(problem) {
        let message = "The problem does not say what is to be minimised or maximised.";
        findings.push(Finding::new(Severity::Error, message).of(Signal::NoAim));
    }
    if !asks(problem) {
        let message = "The problem asks no question and gives no task.";
        let severity = if aims.is_empty() {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings.push(Finding::new(severity, message).of(Signal::NoTask));
    }
    let data = numbers::find(problem)
        .iter()
        .filter(|number| number.is_data())
        .count();
    if data == 0 {
        let message = "The problem gives no number to compute with.";
        findings.push(Finding::new(Severity::Error, message).of(Signal::NoData));
    }
    Opinion::judged(format!("objective stated, {data} data"), findings)
}

/// Places that an author left to be filled in.
fn holes(problem: &str) -> Vec<Finding> {
    static HOLE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?x) \b(?:TBD|TODO|FIXME|XXX+)\b | _{3,} | \{\{[^{}\n]{0,40}\}\} | \$\{[A-Za-z_][^{}\n]{0,40}\}
              | \[\s*(?:x|X|n|N|\?+|\.{3}|…|value|number|amount|data|name|insert[^\]\n]{0,40}|your[^\]\n]{0,40})\s*\]
              | <(?:value|number|amount|insert[^>\n]{0,40}|placeholder)> | (?:^|[^\\A-Za-z_^}])\{(?:x|X|n|N|value|number|amount|[a-z]+(?:_[a-z]+)+)\}",
        )
    });
    HOLE.find_iter(problem)
        .filter(|hole| !is_underscored_latex(problem, hole.start()))
        .map(|hole| {
            let message = format!("`{}` is a place left to be filled in.", hole.as_str().trim());
            Finding::new(Severity::Error, message)
                .of(Signal::Hole)
                .at(Evidence::Text {
                    part: Part::Problem,
                    span: hole.range(),
                })
        })
        .collect()
}

/// `\underline{\hspace{…}}` and escaped underscores are typography.
fn is_underscored_latex(problem: &str, at: usize) -> bool {
    problem[..at].ends_with('\\')
}

/// Names a best choice without a direction: "the optimal plan", "the best mix", "the most efficient schedule".
fn speaks_of_best(problem: &str) -> bool {
    static BEST: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\boptim(?:al|um|i[sz]e[sd]?|i[sz]ing|i[sz]ation|ally)\b|\bbest\b|\bmost\b|\b(?:in)?efficient(?:ly)?\b|\bideal\b|最优|最佳|最好|最合理",
        )
    });
    BEST.is_match(problem)
}

fn asks(problem: &str) -> bool {
    static ASK: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)[?？]|\b(?:how|what|which|determine|find|formulate|decide|calculate|compute|identify|develop|design|devise|establish|help|plan|solve|maximi[sz]e|minimi[sz]e|figure\s+out|provide|create|build|choose|select|schedule|arrange|assign|allocate|optimi[sz]e|try\s+to|write|give|use|set\s+up|need\s+to|wants?\s+to|must)\b|如何|怎样|怎么|多少|求|问|试|请|应",
        )
    });
    ASK.is_match(problem)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{sample_of, verdict_of};
    use crate::check::{CheckId, VerdictKind};
    use rstest::rstest;

    #[rstest]
    #[case(
        "A shop sells 3 hats. How many should it make to maximize profit?",
        VerdictKind::Pass
    )]
    #[case("Each hat costs 3. What is the least cost of 12 hats?", VerdictKind::Pass)]
    #[case("Feed 12 cows as cheaply as possible; hay costs 3.", VerdictKind::Pass)]
    #[case("两种产品利润为 30 和 40 元,如何安排生产使利润最大?", VerdictKind::Pass)]
    #[case("A shop sells 3 hats at 4 dollars.", VerdictKind::Fail)]
    #[case("How many hats maximize profit?", VerdictKind::Fail)]
    #[case(
        "Hats cost [x] dollars and 3 boxes fit. Minimize the cost.",
        VerdictKind::Fail
    )]
    #[case(
        "Hats cost ___ dollars and 3 boxes fit. Minimize the cost.",
        VerdictKind::Fail
    )]
    #[case(
        "Hats cost {unit_cost} dollars and 3 boxes fit. Minimize the cost.",
        VerdictKind::Fail
    )]
    #[case("Hats cost TBD and 3 boxes fit. Minimize the cost.", VerdictKind::Fail)]
    #[case("Minimize $c^{n} x_{i}$ with 3 rows.", VerdictKind::Pass)]
    #[case("  ", VerdictKind::Fail)]
    fn a_problem_states_objective_question_and_data(#[case] problem: &str, #[case] expected: VerdictKind) {
        let sample = sample_of(problem, "", "");
        let verdict = verdict_of(CheckId::Description, &sample);
        assert_eq!(verdict.kind, expected, "{:?}", verdict.findings);
    }
}
