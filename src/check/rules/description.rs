//! `description`: the problem says what is optimised, asks for it, gives data, and has no hole left in it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::words::{regex, sense_words};
use crate::check::link::sentence_spans;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::sample::{Part, numbers};

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let problem = &inputs.sample.problem;
    if problem.trim().is_empty() {
        let finding = Finding::new(Severity::Error, "There is no problem text.").of(Signal::NoData);
        return Opinion::judged("", vec![finding]);
    }
    let mut findings = holes(problem);
    findings.extend(left_out(problem));
    findings.extend(blank_cells(problem));
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

/// Data that the problem speaks of and does not give.
///
/// "Each warehouse holds a certain amount" may introduce the data that follow, so a vague quantity counts only where a
/// number belongs: behind words that put a limit or a price, in a table, or beside numbers in the same sentence.
fn left_out(problem: &str) -> Vec<Finding> {
    static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\ba\s+(?:certain|fixed|given|specified|particular)\s+(?:number|share|amount|sum|quantity|percentage|limit|price|rate)\b(?:\s+of\s+money)?",
        )
    });
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:at\s+least|at\s+most|(?:no|not)\s+(?:more|less|fewer)\s+than|exceed|up\s+to|limited\s+to|only|within|costs?|by)\s*$",
        )
    });
    static ELIDED: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\d[^.\n]{0,80}\band\s+so\s+(?:on|forth)\b|\b(?:follow|continu)\w*\s+(?:in\s+)?(?:a\s+)?similar\b|",
            r"\bsimilar\s+(?:patterns?|details|manner)\b|\bpattern\s+continues\b|\bvarying\s+per\b|\bvarious\s+capacities\b|",
            r"\d\s*[,;]?\s*(?:\.\.\.|…)|以此类推"
        ))
    });
    let mut found = Vec::new();
    for span in sentence_spans(problem) {
        let sentence = &problem[span.clone()];
        if let Some(words) = ELIDED.find(sentence) {
            let message = format!("The problem leaves data out: “{}”.", words.as_str().trim());
            found.push(missing(
                message,
                Signal::ElidedData,
                span.start + words.start()..span.start + words.end(),
            ));
        }
        let in_table = sentence.trim_start().starts_with('|');
        for words in VAGUE.find_iter(sentence) {
            let counted = || numbers::find(sentence).iter().any(numbers::NumberSpan::is_data);
            if in_table || LIMIT.is_match(&sentence[..words.start()]) || counted() {
                let message = format!("The problem says “{}” where a number belongs.", words.as_str());
                found.push(missing(
                    message,
                    Signal::VagueDatum,
                    span.start + words.start()..span.start + words.end(),
                ));
            }
        }
    }
    found
}

/// Cells of a Markdown table with a dash or a question mark where every other cell of their column holds a number.
fn blank_cells(problem: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut table: Vec<Vec<std::ops::Range<usize>>> = Vec::new();
    let mut at = 0;
    for line in problem.split_inclusive('\n').chain([""]) {
        if line.trim_start().starts_with('|') {
            table.push(cells(line, at));
        } else {
            found.extend(blanks(problem, &table));
            table.clear();
        }
        at += line.len();
    }
    found
}

/// The bytes of the cells of a line.
fn cells(line: &str, at: usize) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (place, _) in line.match_indices('|') {
        if let Some(start) = start {
            found.push(at + start..at + place);
        }
        start = Some(place + 1);
    }
    found
}

/// The one blank of each column of numbers.
fn blanks(problem: &str, table: &[Vec<std::ops::Range<usize>>]) -> Vec<Finding> {
    const FEWEST: usize = 2;
    // Under the heading and the line below it stand the data.
    let Some(data) = table.get(2..) else {
        return Vec::new();
    };
    let columns = data.iter().map(Vec::len).max().unwrap_or(0);
    let mut found = Vec::new();
    for column in 1..columns {
        let cells: Vec<&std::ops::Range<usize>> = data.iter().filter_map(|row| row.get(column)).collect();
        let text = |cell: &std::ops::Range<usize>| problem[cell.clone()].trim();
        let blank: Vec<_> = cells
            .iter()
            .filter(|cell| matches!(text(cell), "–" | "—" | "?" | "-"))
            .collect();
        let filled = cells
            .iter()
            .filter(|cell| numbers::find(text(cell)).len() == 1)
            .count();
        if let [only] = blank.as_slice()
            && filled >= FEWEST
            && filled + 1 == cells.len()
        {
            let message = format!(
                "A cell of the table holds “{}” where every other one of its column holds a number.",
                text(only)
            );
            found.push(missing(message, Signal::VagueDatum, (**only).clone()));
        }
    }
    found
}

fn missing(message: String, signal: Signal, span: std::ops::Range<usize>) -> Finding {
    Finding::new(Severity::Error, message)
        .of(signal)
        .at(Evidence::Text {
            part: Part::Problem,
            span,
        })
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
    #[case(
        "At most a certain number of 12 hubs can be opened. Minimize the cost of 3 each.",
        VerdictKind::Fail
    )]
    #[case(
        "Each hub holds a certain amount. Minimize the cost; a hub costs 3.",
        VerdictKind::Pass
    )]
    #[case(
        "Minimize the cost: $3 to store 1, $4 to store 2, and so on.",
        VerdictKind::Fail
    )]
    #[case(
        "Minimize it.\n\n| a | b |\n|---|---|\n| x | 3 |\n| y | – |\n| z | 4 |\n",
        VerdictKind::Fail
    )]
    #[case(
        "Minimize it.\n\n| a | b |\n|---|---|\n| x | – |\n| y | – |\n| z | 4 |\n",
        VerdictKind::Pass
    )]
    #[case("Minimize $c^{n} x_{i}$ with 3 rows.", VerdictKind::Pass)]
    #[case("  ", VerdictKind::Fail)]
    fn a_problem_states_objective_question_and_data(#[case] problem: &str, #[case] expected: VerdictKind) {
        let sample = sample_of(problem, "", "");
        let verdict = verdict_of(CheckId::Description, &sample);
        assert_eq!(verdict.kind, expected, "{:?}", verdict.findings);
    }
}
