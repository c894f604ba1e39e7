//! Numbers counted on both sides. Where the program writes every number just as often as the problem does, but for one that
//! it writes once less and another that it writes once more, the one was written for the other, though both are given.

use std::collections::BTreeMap;

use crate::check::literals::{Role, constants};
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::text::rounded;
use crate::sample::Part;
use crate::sample::numbers::{self, NumberKind, NumberSpan};

/// With fewer numbers, equal counts are no evidence.
const FEWEST: usize = 12;
/// More are not counted.
const MOST: usize = 1_000;

/// How often a number occurs on either side.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    text: usize,
    program: usize,
}

pub(super) fn finding(problem: &str, program: &str) -> Option<Finding> {
    let given: Vec<NumberSpan> = numbers::find(problem)
        .into_iter()
        .filter(|number| number.is_data() && number.kind != NumberKind::Word)
        .collect();
    let written: Vec<_> = constants(program)
        .into_iter()
        .filter(|constant| constant.role == Role::Data)
        .collect();
    if given.len() < FEWEST || given.len() > MOST || written.len() > MOST {
        return None;
    }
    let mut counts: BTreeMap<u64, Count> = BTreeMap::new();
    for number in &given {
        counts.entry(key(worth(number))).or_default().text += 1;
    }
    for literal in written.iter().flat_map(|constant| &constant.literals) {
        counts.entry(key(literal.value)).or_default().program += 1;
    }
    // Zeros and ones are written and left out as it suits.
    let telling = |key: &u64| f64::from_bits(*key) > 1.0 || f64::from_bits(*key).fract() != 0.0;
    let differing: Vec<(u64, Count)> = counts
        .into_iter()
        .filter(|(value, count)| telling(value) && count.text != count.program)
        .collect();
    let [one, other] = differing.as_slice() else {
        return None;
    };
    let (less, more) = if one.1.text > one.1.program {
        (one, other)
    } else {
        (other, one)
    };
    let single = less.1.text == less.1.program + 1 && more.1.program == more.1.text + 1;
    // A number that the problem does not give at all is for the number trace to tell.
    if !single || more.1.text == 0 {
        return None;
    }
    let (asked, found) = (f64::from_bits(less.0), f64::from_bits(more.0));
    let message = format!(
        "The program writes {} once less and {} once more than the problem, and every other number just as often: the one \
         seems to stand where the other belongs.",
        rounded(asked, 6),
        rounded(found, 6)
    );
    let mut finding = Finding::new(Severity::Error, message).of(Signal::ExchangedNumber);
    let spans = given.iter().filter(|number| key(worth(number)) == less.0).take(4);
    finding.evidence.extend(spans.map(|number| Evidence::Text {
        part: Part::Problem,
        span: number.span.clone(),
    }));
    let lines = written.iter().filter(|constant| {
        constant
            .literals
            .iter()
            .any(|literal| key(literal.value) == more.0)
    });
    finding.evidence.extend(
        lines
            .take(4)
            .map(|constant| Evidence::Line { line: constant.line }),
    );
    Some(finding)
}

/// A share stands in programs as a part of one.
fn worth(number: &NumberSpan) -> f64 {
    match number.kind {
        NumberKind::Percent => number.value / 100.0,
        _ => number.value,
    }
}

/// A value up to how programs write it, without its sign.
fn key(value: f64) -> u64 {
    ((value.abs() * 1e9).round() / 1e9).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROBLEM: &str = "Boxes cost $4, $6 and $9; they hold 10, 20 and 40 litres, weigh 3, 5 and 7 kilograms, \
        last 11 or 12 years, and 30% are sold of 500.";

    #[test]
    fn a_number_in_the_place_of_another_is_found() {
        let program = "cost = [4, 6, 4]\nhold = [10, 20, 40]\nweigh = [3, 5, 7]\nlast = [11, 12]\nshare = 0.3\nall = 500\n";
        let found = finding(PROBLEM, program).unwrap();
        assert!(
            found.message.contains("writes 9 once less and 4 once more"),
            "{found:?}"
        );
        assert!(found.evidence.contains(&Evidence::Line { line: 1 }));
    }

    #[test]
    fn equal_counts_and_many_differences_say_nothing() {
        assert_eq!(
            finding(
                PROBLEM,
                "cost = [4, 6, 9]\nhold = [10, 20, 40]\nweigh = [3, 5, 7]\nlast = [11, 12]\nshare = 0.3\nall = 500\n"
            ),
            None
        );
        assert_eq!(
            finding(
                PROBLEM,
                "cost = [4, 6, 4]\nhold = [10, 20, 20]\nweigh = [3, 5, 7]\nlast = [11, 12]\nshare = 0.3\nall = 500\n"
            ),
            None
        );
        assert_eq!(finding("It costs 4 and 6.", "x = 4\ny = 4\n"), None);
    }
}
