//! What makes a stray number weak evidence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::super::words::regex;
use crate::check::table::Tables;
use crate::check::trace::{Place, TextNumber};
use crate::model::Model;
use crate::sample::numbers::NumberKind;
use crate::solve::{Outcome, Status};

/// Slack relative to the side of a row from which on the row does not bind.
const LOOSE: f64 = 1e-6;

/// What the surroundings of a number are judged by.
pub(super) struct Weakness<'a> {
    pub(super) problem: &'a str,
    pub(super) tables: Tables,
    pub(super) model: Option<&'a Model>,
    pub(super) outcome: Option<&'a Outcome>,
}

impl Weakness<'_> {
    /// Whether a number of the problem describes something instead of giving a datum: it stands in the heading of a
    /// table, or in an example that is worked out from other numbers.
    pub(super) fn describes(&self, span: &Range<usize>) -> bool {
        let written = &self.problem[span.clone()];
        // What a heading says is often said in the sentences around the table too.
        let heading = self.tables.heading_texts(self.problem).any(|heading| {
            heading.match_indices(written).any(|(at, _)| {
                let digit = |c: char| c.is_ascii_digit() || c == '.';
                !heading[..at].ends_with(digit) && !heading[at + written.len()..].starts_with(digit)
            })
        });
        heading
            || self.is_a_total(span)
            || stands_in_an_example(self.problem, span)
            || is_worked_out(self.problem, written)
    }

    /// Whether it stands in the line of a table that adds up the lines above.
    fn is_a_total(&self, span: &Range<usize>) -> bool {
        let Some(headings) = self.tables.headings(span) else {
            return false;
        };
        headings.iter().any(|heading| {
            let words = self.problem[heading.clone()].trim().to_lowercase();
            matches!(words.as_str(), "total" | "sum" | "合计" | "总计")
        })
    }

    /// Whether all places that hold a number leave room at the optimum: the plan would be the same without it.
    pub(super) fn limits_nothing(&self, places: &[Place]) -> bool {
        let (Some(model), Some(outcome)) = (self.model, self.outcome) else {
            return false;
        };
        let optimal = outcome.status == Status::Optimal;
        optimal && !places.is_empty() && places.iter().all(|place| is_loose(*place, model, outcome))
    }
}

fn is_loose(place: Place, model: &Model, outcome: &Outcome) -> bool {
    match place {
        Place::Objective => false,
        Place::Row(at) => outcome
            .rows
            .get(at)
            .zip(model.rows.get(at))
            .is_some_and(|(found, row)| {
                let size = [row.lower, row.upper]
                    .iter()
                    .filter(|side| side.is_finite())
                    .fold(1.0, |size: f64, side| size.max(side.abs()));
                found.slack.is_some_and(|slack| slack > LOOSE * size)
            }),
        Place::Variable(at) => {
            outcome
                .values
                .get(at)
                .zip(model.variables.get(at))
                .is_some_and(|(value, variable)| {
                    let away = |bound: f64| (value - bound).abs() > LOOSE * bound.abs().max(1.0);
                    away(variable.lower) && away(variable.upper)
                })
        }
    }
}

/// "For example, if it buys one-fifth, a cash outflow of 3.2 million is required": worked out, and not given.
fn stands_in_an_example(problem: &str, span: &Range<usize>) -> bool {
    static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:for\s+(?:example|instance)|e\.\s?g\.|as\s+an\s+example)|例如|比如")
    });
    let mut start = span.start.saturating_sub(400);
    while !problem.is_char_boundary(start) {
        start += 1;
    }
    let before = &problem[start..span.start];
    EXAMPLE.find_iter(before).last().is_some_and(|found| {
        let between = &before[found.end()..];
        !between.contains(". ") && !between.contains(['\n', '?', '。'])
    })
}

/// Whether the problem writes the number as the result of a sum that it works out: `(1/5)*16 = 3.2`.
fn is_worked_out(problem: &str, written: &str) -> bool {
    problem.match_indices(written).any(|(at, _)| {
        let before = problem[..at].trim_end_matches([' ', '$']);
        let summed = before.strip_suffix('=').map(|sum| sum.trim_end_matches(' '));
        let ends = summed.is_some_and(|sum| sum.ends_with(|c: char| c.is_ascii_digit() || c == ')'));
        let tail: String = summed.unwrap_or_default().chars().rev().take(24).collect();
        ends && tail.contains(['*', '/', '+', '×', '·'])
    })
}

/// Whether the problem names its data by letters, `$a$` and `$n$`, and gives no digits.
pub(super) fn speaks_in_symbols(problem: &str, texts: &[TextNumber]) -> bool {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"\$\s*[A-Za-z](?:_\{?[A-Za-z0-9]+\}?)?\s*\$|\\\(\s*[A-Za-z](?:_\{?[A-Za-z0-9]+\}?)?\s*\\\)")
    });
    let in_digits = texts.iter().any(|text| text.number.kind != NumberKind::Word);
    !in_digits && SYMBOL.find_iter(problem).take(3).count() == 3
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{PROBLEM, PROGRAM, Scene, diet, row, run_of};
    use crate::check::{CheckId, Severity, Signal, VerdictKind};
    use crate::solve::RowResult;
    use rstest::rstest;

    /// The verdict on the diet with further limits on pack a, the last rows of its model, each with this room.
    fn with_limits(limits: &[f64], room: f64) -> Scene {
        let mut model = diet();
        let mut program = PROGRAM.to_owned();
        for limit in limits {
            model
                .rows
                .push(row("limit", &[(0, 1.0)], f64::NEG_INFINITY, *limit, 5));
            program = program.replace("m.solve()", &format!("m.addConstr(a <= {limit})\nm.solve()"));
        }
        let mut run = run_of(model, 25.0);
        if let Some(outcome) = &mut run.outcome {
            let result = |slack: f64| RowResult {
                activity: 0.0,
                slack: Some(slack),
                dual: None,
            };
            outcome.rows.push(result(0.0));
            outcome.rows.extend(limits.iter().map(|_| result(room)));
        }
        Scene::default().program(&program).run(run)
    }

    #[rstest]
    #[case(&[450.0], 90.0)]
    #[case(&[9.0], 0.0)]
    fn what_was_made_here_has_no_stray_numbers(#[case] limits: &[f64], #[case] room: f64) {
        let verdict = with_limits(limits, room).verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Fail, "{verdict:?}");
    }

    #[rstest]
    #[case(&[450.0], 0.0, VerdictKind::Fail, Signal::ForeignNumber)]
    #[case(&[450.0], 90.0, VerdictKind::Pass, Signal::StrayNumber)]
    #[case(&[9.0], 0.0, VerdictKind::Pass, Signal::StrayNumber)]
    #[case(&[9.0, 8.0, 7.0], 90.0, VerdictKind::Fail, Signal::ManyForeign)]
    fn a_stray_number_weighs_what_it_does(
        #[case] limits: &[f64],
        #[case] room: f64,
        #[case] expected: VerdictKind,
        #[case] signal: Signal,
    ) {
        let verdict = with_limits(limits, room).imported().verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, expected, "{verdict:?}");
        assert!(
            verdict
                .findings
                .iter()
                .all(|finding| finding.signal == Some(signal)),
            "{verdict:?}"
        );
    }

    #[rstest]
    #[case("\nweek  demand  room\nfirst  75  12\nTotal  75  48.5\n")]
    #[case("For example, four packs of a would hold 48.5 mg.")]
    #[case("Four packs of a hold 4*12.125 = 48.5 mg.")]
    #[case("\n| pack | price within 48.5 km |\n|---|---|\n| a | 4 |\n| b | 3 |\n")]
    fn a_number_that_describes_only_warns(#[case] more: &str) {
        let problem = format!("{PROBLEM} {more}");
        let verdict = Scene::default()
            .problem(&problem)
            .run(run_of(diet(), 25.0))
            .verdict(CheckId::Numbers);
        let about = verdict
            .findings
            .iter()
            .find(|finding| finding.message.contains("48.5"))
            .unwrap();
        assert_eq!(
            (about.severity, about.signal),
            (Severity::Warning, Some(Signal::DescribedUnused)),
            "{verdict:?}"
        );
        let plain = format!("{PROBLEM} Some 48.5 mg are left.");
        let verdict = Scene::default()
            .problem(&plain)
            .run(run_of(diet(), 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Fail);
    }

    #[test]
    fn symbols_cannot_be_traced() {
        let problem = "One of two packs has $a$ mg and costs $m$, the other has $b$ mg and costs $n$. Minimize the cost.";
        let verdict = Scene::default()
            .problem(problem)
            .run(run_of(diet(), 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Unknown, "{verdict:?}");
    }
}
