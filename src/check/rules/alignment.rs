//! `alignment`: problem and solution speak of the same numbers and things.
//!
//! A rule can only see that a solution belongs to another problem altogether; whether it answers this one well is a
//! question for a judge. So it fails only when numbers and words both have next to nothing in common.

use std::collections::BTreeSet;

use super::super::literals::constants;
use super::super::trace::same;
use super::super::words::content_words;
use crate::check::{Finding, Inputs, Opinion, Severity, Signal};
use crate::sample::numbers;

/// Fewer distinct numbers than this prove nothing.
const MIN_NUMBERS: usize = 3;
/// Share of the problem's numbers below which the solution does not compute with them.
const MIN_NUMBER_SHARE: f64 = 0.34;
/// Share of the problem's things below which the solution does not speak of them.
const MIN_WORD_SHARE: f64 = 0.15;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let solution = &sample.solution;
    if solution.formulation.trim().is_empty() && solution.program.trim().is_empty() {
        return Opinion::unknown("There is no solution to compare with the problem.");
    }
    let (number_share, counted) = number_share(&sample.problem, &solution.formulation, &solution.program);
    let word_share = word_share(&sample.problem, &solution.formulation, &solution.program);
    let few_numbers = counted >= MIN_NUMBERS && number_share < MIN_NUMBER_SHARE;
    let few_words = word_share.is_some_and(|share| share < MIN_WORD_SHARE);
    let summary = match word_share {
        Some(words) => format!(
            "{} % of the numbers, {} % of the words shared",
            percent(number_share),
            percent(words)
        ),
        None => format!("{} % of the numbers shared", percent(number_share)),
    };
    let mut findings = Vec::new();
    if few_numbers && few_words {
        let message = format!("The solution seems to answer another problem: {summary}.");
        findings.push(Finding::new(Severity::Error, message).of(Signal::AnotherProblem));
    } else if few_numbers {
        let message = format!(
            "The solution mentions only {} % of the problem's numbers.",
            percent(number_share)
        );
        findings.push(Finding::new(Severity::Warning, message).of(Signal::FewNumbers));
    }
    Opinion::judged(summary, findings)
}

fn percent(share: f64) -> String {
    format!("{:.0}", 100.0 * share)
}

/// Which share of the problem's distinct data the solution mentions, and how many there are. Numbers below 3 are in
/// every text and are not counted.
fn number_share(problem: &str, formulation: &str, program: &str) -> (f64, usize) {
    let mut data: Vec<numbers::NumberSpan> = numbers::find(problem)
        .into_iter()
        .filter(|number| number.is_data() && number.value.abs() >= 3.0)
        .take(super::super::trace::MAX_TRACED)
        .collect();
    data.sort_by(|a, b| a.value.total_cmp(&b.value));
    data.dedup_by(|a, b| a.value.total_cmp(&b.value).is_eq());
    let mut mentioned: Vec<f64> = numbers::find(formulation)
        .iter()
        .map(|number| number.value.abs())
        .collect();
    mentioned.extend(
        constants(program)
            .iter()
            .flat_map(|constant| constant.values().map(f64::abs).collect::<Vec<_>>()),
    );
    mentioned.sort_by(f64::total_cmp);
    let holds = |amount: f64| {
        let at = mentioned.partition_point(|known| *known < amount.abs() && !same(*known, amount));
        mentioned.get(at).is_some_and(|known| same(*known, amount))
    };
    let shared = data
        .iter()
        .filter(|number| number.amounts().into_iter().any(holds))
        .count();
    (ratio(shared, data.len()), data.len())
}

/// Which share of the problem's things the solution names; `None` when either names hardly any, as a formulation in
/// bare symbols does.
fn word_share(problem: &str, formulation: &str, program: &str) -> Option<f64> {
    let asked = content_words(problem);
    let mut answered = content_words(formulation);
    answered.extend(content_words(program));
    let shared: BTreeSet<_> = asked.intersection(&answered).collect();
    (asked.len() >= 4 && answered.len() >= 4).then(|| ratio(shared.len(), asked.len().min(answered.len())))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words and numbers are far below 2^52"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROBLEM, PROGRAM, sample_of, verdict_of};
    use crate::check::{CheckId, Severity, VerdictKind};
    use rstest::rstest;

    const FORMULATION: &str = "Let $a$ and $b$ be the packs bought. Zinc: $12a + 5b \\geq 75$.";
    const OTHER: &str =
        "Let $t_i$ be trucks that travel between harbour and depot. Distance: $31t + 44u \\leq 910$.";
    const OTHER_PROGRAM: &str = "import coptpy\ntrucks = 31\ndepot = 44\nharbour = 910\n";

    #[rstest]
    #[case(FORMULATION, PROGRAM, VerdictKind::Pass)]
    #[case("", PROGRAM, VerdictKind::Pass)]
    #[case(FORMULATION, "", VerdictKind::Pass)]
    #[case(OTHER, OTHER_PROGRAM, VerdictKind::Fail)]
    #[case("", "", VerdictKind::Unknown)]
    fn only_a_solution_of_another_problem_fails(
        #[case] formulation: &str,
        #[case] program: &str,
        #[case] expected: VerdictKind,
    ) {
        let verdict = verdict_of(CheckId::Alignment, &sample_of(PROBLEM, formulation, program));
        assert_eq!(verdict.kind, expected, "{verdict:?}");
    }

    #[test]
    fn numbers_alone_only_warn() {
        let formulation = "Packs of zinc needed and their mg: $31a + 44b \\geq 910$.";
        let verdict = verdict_of(CheckId::Alignment, &sample_of(PROBLEM, formulation, ""));
        assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
        assert_eq!(verdict.findings[0].severity, Severity::Warning);
    }
}
