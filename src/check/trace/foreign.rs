//! Numbers of a solution that the problem does not give, and what may explain them.

use super::index::{Index, same};
use super::{Foreign, Place, TextNumber, Use};
use crate::check::literals::{Constant, Role};
use crate::sample::numbers::{self, NumberKind, NumberSpan};

/// Factors between units in which people mix up: seconds and minutes, hours and days, days and weeks, months and
/// years, per cent, thousands.
const UNIT_FACTORS: [f64; 10] = [7.0, 12.0, 24.0, 30.0, 52.0, 60.0, 100.0, 365.0, 1000.0, 3600.0];

/// Distinct foreign numbers that are looked into; each costs a search through the text.
const MAX_JUDGED: usize = 200;

/// The numbers that need no explanation.
struct Known {
    /// Amounts of the problem's data.
    amounts: Index<usize>,
    /// Names and list marks.
    names: Index<usize>,
    /// The largest datum.
    largest: f64,
}

impl Known {
    fn new(texts: &[TextNumber], names: &[f64]) -> Self {
        let amounts = texts
            .iter()
            .enumerate()
            .flat_map(|(at, text)| text.number.amounts().into_iter().map(move |amount| (amount, at)));
        Self {
            amounts: Index::new(amounts),
            names: Index::new(names.iter().enumerate().map(|(at, name)| (*name, at))),
            largest: texts
                .iter()
                .map(|text| text.number.value.abs())
                .fold(0.0, f64::max),
        }
    }

    /// Whether the problem gives `value`, or every program holds such numbers: 0, 1, 2 and tolerances.
    fn holds(&self, value: f64) -> bool {
        let value = value.abs();
        value <= 1e-3
            || same(value, 1.0)
            || same(value, 2.0)
            || self.amounts.holds(value)
            || self.names.holds(value)
    }

    /// Whether the model holds what `value` and a datum of the problem differ by: a share less a limit on shares. Small
    /// whole numbers differ by too much, and count or name things.
    fn shifts_into(&self, value: f64, index: &Index<Place>) -> bool {
        (value >= 10.0 || value.fract() != 0.0)
            && self
                .amounts
                .values()
                .take(MAX_JUDGED)
                .any(|datum| !same(value, datum) && index.holds(value - datum))
    }

    /// A round number above all data: the "big M" of a program.
    fn is_big(&self, value: f64) -> bool {
        let digits = format!("{:e}", value.abs());
        let mantissa = digits.split('e').next().unwrap_or_default();
        let round = mantissa.len() == 1 || mantissa.bytes().all(|byte| matches!(byte, b'9' | b'.'));
        round && value.abs() >= 100.0 && value.abs() > self.largest
    }
}

/// Finds the constants that nothing accounts for, and marks the numbers of the text that were combined or converted
/// into the others.
pub(super) fn foreign_constants(
    texts: &mut [TextNumber],
    names: &[f64],
    constants: &[Constant],
    in_model: Option<&Index<Place>>,
    coefficients: &Index<Place>,
) -> Vec<Foreign> {
    let known = Known::new(texts, names);
    // As a limit by itself a large round number is a datum that somebody made up.
    let switches = |value: f64| known.is_big(value) && (in_model.is_none() || coefficients.holds(value));
    let mut foreign: Vec<Foreign> = Vec::new();
    let mut judged: Vec<f64> = Vec::new();
    for (at, constant) in constants.iter().enumerate() {
        let value = constant.value;
        let explained =
            known.holds(value) || (constant.literals.len() > 1 && literals_explained(constant, &known));
        let seen = judged.len() >= MAX_JUDGED || judged.iter().any(|other| same(*other, value));
        if constant.role != Role::Data || explained || seen {
            continue;
        }
        judged.push(value);
        let places: Vec<Place> = in_model.map_or_else(Vec::new, |index| {
            constant.values().flat_map(|value| index.at(value)).collect()
        });
        let reaches = in_model.is_none_or(|index| !places.is_empty() || known.shifts_into(value, index));
        if !reaches {
            continue;
        }
        if let Some(parts) = combined(texts, value) {
            for part in parts {
                mark(&mut texts[part], Use::Combined, at);
            }
            continue;
        }
        let unit = converted(texts, value);
        if let Some((text, _)) = unit {
            mark(&mut texts[text], Use::Converted, at);
        } else if switches(value) {
            continue;
        }
        foreign.push(Foreign {
            constant: at,
            places,
            unit,
        });
    }
    foreign
}

/// Whether a constant such as `8 * 60` is made of what is known, and of unit factors.
fn literals_explained(constant: &Constant, known: &Known) -> bool {
    constant
        .literals
        .iter()
        .all(|literal| known.holds(literal.value) || is_unit_factor(literal.value))
}

/// Numbers of the formulation that neither the problem gives nor program or model use. A formulation may state what a
/// program computes, such as a tenth of everything available; before a bracket it may state it without the factor.
pub(super) fn foreign_formulated(
    formulation: &str,
    texts: &[TextNumber],
    names: &[f64],
    in_program: &Index<usize>,
    in_model: &Index<Place>,
) -> Vec<NumberSpan> {
    let known = Known::new(texts, names);
    let mut numbers = numbers::find(formulation);
    let numbered: Vec<f64> = numbers
        .iter()
        .filter(|number| number.kind == NumberKind::Label && numbers_an_entity(formulation, number))
        .map(|number| number.value)
        .collect();
    let mut factors: Vec<f64> = numbers
        .iter()
        .filter(|number| stands_before_a_bracket(formulation, number))
        .map(|number| number.value)
        .collect();
    factors.dedup();
    factors.truncate(8);
    let explained = |number: &NumberSpan| {
        let amounts = number.amounts();
        amounts
            .iter()
            .any(|amount| known.holds(*amount) || in_program.holds(*amount) || in_model.holds(*amount))
            || numbered.contains(&number.value)
            || factors.iter().any(|factor| in_model.holds(factor * number.value))
            || known.is_big(number.value)
            || is_unit_factor(number.value)
    };
    numbers.retain(|number| number.is_data() && number.kind != NumberKind::Word && !explained(number));
    numbers.truncate(MAX_JUDGED);
    numbers
}

/// `5 = Alder` in a list of entities; a table of the formulation may refer to them by these numbers.
fn numbers_an_entity(text: &str, number: &NumberSpan) -> bool {
    text[number.span.end..].trim_start_matches(' ').starts_with('=')
}

/// `0.7(`, `0.7 \\cdot \\left(`: a factor of what stands in the bracket.
fn stands_before_a_bracket(text: &str, number: &NumberSpan) -> bool {
    let mut rest = &text[number.span.end..];
    for skipped in ["\\cdot", "\\times", "\\left"] {
        rest = rest.trim_start_matches(' ');
        rest = rest.strip_prefix(skipped).unwrap_or(rest);
    }
    rest.trim_start_matches(' ').starts_with(['(', '['])
}

fn mark(text: &mut TextNumber, used: Use, constant: usize) {
    if text.used == Use::Unused {
        text.used = used;
        text.constants.push(constant);
    }
}

fn is_unit_factor(value: f64) -> bool {
    UNIT_FACTORS.iter().any(|factor| same(*factor, value))
}

/// Numbers of the text, used nowhere as they stand, that may be part of another number. 1 and 2 would explain too much.
fn open(texts: &[TextNumber]) -> Vec<usize> {
    let free = |text: &TextNumber| {
        let value = text.number.value.abs();
        text.used == Use::Unused && !same(value, 1.0) && !same(value, 2.0) && value > 0.0
    };
    (0..texts.len()).filter(|at| free(&texts[*at])).collect()
}

/// Two numbers of the text that come to `value`, neither of them used otherwise: a margin from price and cost, a
/// capacity from workers and hours. A percentage may also take its share of a number that is used elsewhere.
fn combined(texts: &[TextNumber], value: f64) -> Option<[usize; 2]> {
    let mut unused = open(texts);
    // What is tried grows with the square; a text with so many unused numbers fails anyway.
    unused.truncate(40);
    let pair = unused.iter().enumerate().find_map(|(position, first)| {
        let comes = |second: &&usize| comes_to(&texts[*first].number, &texts[**second].number, value);
        unused[position + 1..]
            .iter()
            .find(comes)
            .map(|second| [*first, *second])
    });
    pair.or_else(|| {
        let shares = unused
            .iter()
            .filter(|at| texts[**at].number.kind == NumberKind::Percent);
        shares.into_iter().find_map(|share| {
            let taken = |other: &usize| {
                other != share && shares_of(&texts[*share].number, texts[*other].number.value, value)
            };
            (0..texts.len().min(200)).find(taken).map(|other| [*share, other])
        })
    })
}

fn comes_to(first: &NumberSpan, second: &NumberSpan, value: f64) -> bool {
    let (a, b) = (first.value, second.value);
    let plain = [a + b, a - b, a * b, a / b, b / a];
    plain.iter().any(|result| same(*result, value))
        || shares_of(first, b, value)
        || shares_of(second, a, value)
}

fn shares_of(share: &NumberSpan, of: f64, value: f64) -> bool {
    share.kind == NumberKind::Percent
        && share
            .amounts()
            .iter()
            .any(|amount| same(amount * of, value) || (*amount != 0.0 && same(of / amount, value)))
}

/// A number of the text, used nowhere as it stands, that `value` is in another unit, and the factor.
fn converted(texts: &[TextNumber], value: f64) -> Option<(usize, f64)> {
    let factor_of = |text: &TextNumber| {
        let own = text.number.value.abs();
        UNIT_FACTORS
            .into_iter()
            .find(|factor| same(own * factor, value) || same(own / factor, value))
    };
    open(texts)
        .into_iter()
        .find_map(|at| factor_of(&texts[at]).map(|factor| (at, factor)))
}
