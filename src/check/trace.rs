//! The number trace: numbers of the problem ↔ constants of the program ↔ numbers of the captured model.

use std::collections::BTreeSet;

use super::literals::{Constant, Role, constants};
use crate::model::Model;
use crate::sample::numbers::{self, NumberKind, NumberSpan};

/// Numbers of one text that are traced; a longer text is traced up to here, so that no input takes long.
pub(super) const MAX_TRACED: usize = 2_000;

/// A place of a model that holds a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A coefficient or constant of the objective.
    Objective,
    /// A coefficient or bound of a row.
    Row(usize),
    /// A bound of a variable.
    Variable(usize),
}

/// How a number of the text got into the solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It stands in the program.
    Written,
    /// The program computes it: it stands in the model only.
    Computed,
    /// The program holds what it and another number come to: a sum, difference, product or quotient.
    Combined,
    /// The program holds it in another unit.
    Converted,
    /// Nowhere.
    Unused,
}

/// A number of the problem with where it went.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextNumber {
    pub(super) number: NumberSpan,
    /// Constants of the program that write it, as positions in [`Trace::constants`].
    pub(super) constants: Vec<usize>,
    /// Places of the model that hold it.
    pub(super) places: Vec<Place>,
    pub(super) used: Use,
    /// Whether it is the kind of number that a solution needs; see [`is_telling`].
    pub(super) telling: bool,
}

/// Whether a number is of the kind that a solution needs: 10 and more, or with a fraction. Of such numbers that
/// programs leave out, four in five show a real fault; smaller ones are said in passing. Number words, years, the 24
/// hours of a day and units such as "per 100 kg" are left out by right programs too.
fn is_telling(problem: &str, number: &NumberSpan) -> bool {
    let value = number.value.abs();
    let whole = value.fract() == 0.0;
    let (before, after) = (
        &problem[..number.span.start],
        problem[number.span.end..].trim_start_matches([' ', '-']),
    );
    let year = whole && (1900.0..2100.0).contains(&value) && number.kind == NumberKind::Plain;
    let all_day = same(value, 24.0) && after.starts_with("hour");
    let per = ["per", "per $", "/", "/$", "/\\$", "every", "units of"];
    let counted_in = value >= 100.0
        && same(value.log10().fract(), 0.0)
        && per.iter().any(|word| before.trim_end().ends_with(word));
    let word = number.kind == NumberKind::Word;
    !word && !year && !all_day && !counted_in && (value >= 10.0 || !whole)
}

/// A constant of the program that reaches the model although the text does not hold it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Foreign {
    /// Position in [`Trace::constants`].
    pub(super) constant: usize,
    /// Places of the model that hold it.
    pub(super) places: Vec<Place>,
    /// A number of the text that differs from it by the factor of a unit: position in [`Trace::texts`], and factor.
    pub(super) unit: Option<(usize, f64)>,
}

/// The whole trace.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trace {
    /// The data of the problem, in order.
    pub(super) texts: Vec<TextNumber>,
    /// The constants of the program, in order.
    pub(super) constants: Vec<Constant>,
    /// Constants that the text does not account for.
    pub(super) foreign: Vec<Foreign>,
    /// Whether the text holds more numbers than are traced.
    pub(super) cut: bool,
}

/// Factors between units in which people mix up: seconds and minutes, hours and days, days and weeks, months and
/// years, per cent, thousands.
const UNIT_FACTORS: [f64; 10] = [7.0, 12.0, 24.0, 30.0, 52.0, 60.0, 100.0, 365.0, 1000.0, 3600.0];

/// Traces the numbers of `problem` into `program` and, when it was captured, `model`.
pub(super) fn trace(problem: &str, program: &str, model: Option<&Model>) -> Trace {
    let mut found = numbers::find(problem);
    let cut = found.len() > MAX_TRACED;
    found.truncate(MAX_TRACED);
    let names: Vec<f64> = found
        .iter()
        .filter(|number| !number.is_data())
        .map(|number| number.value.abs())
        .collect();
    let mut constants = constants(program);
    constants.truncate(4 * MAX_TRACED);
    let in_program = Index::new(
        constants
            .iter()
            .enumerate()
            .filter(|(_, constant)| constant.role != Role::Setting)
            .flat_map(|(at, constant)| constant.values().map(move |value| (value, at))),
    );
    let in_model = Index::new(model.into_iter().flat_map(model_numbers));
    let mut texts: Vec<TextNumber> = found
        .into_iter()
        .filter(NumberSpan::is_data)
        .map(|number| follow(problem, number, &in_program, &in_model))
        .collect();
    let foreign = foreign_constants(&mut texts, &names, &constants, model.map(|_| &in_model));
    Trace {
        texts,
        constants,
        foreign,
        cut,
    }
}

fn follow(
    problem: &str,
    number: NumberSpan,
    in_program: &Index<usize>,
    in_model: &Index<Place>,
) -> TextNumber {
    let amounts = number.amounts();
    let constants: BTreeSet<usize> = amounts.iter().flat_map(|amount| in_program.at(*amount)).collect();
    let places: BTreeSet<Place> = amounts.iter().flat_map(|amount| in_model.at(*amount)).collect();
    let used = match (constants.is_empty(), places.is_empty()) {
        (false, _) => Use::Written,
        (true, false) => Use::Computed,
        (true, true) => Use::Unused,
    };
    TextNumber {
        telling: is_telling(problem, &number),
        number,
        constants: constants.into_iter().collect(),
        places: places.into_iter().collect(),
        used,
    }
}

/// Every number of a model with its place.
fn model_numbers(model: &Model) -> Vec<(f64, Place)> {
    let mut numbers = Vec::new();
    let objective = &model.objective;
    let coefficients =
        |terms: &[crate::model::Term]| terms.iter().map(|term| term.coefficient).collect::<Vec<_>>();
    let squares =
        |terms: &[crate::model::QuadraticTerm]| terms.iter().map(|term| term.coefficient).collect::<Vec<_>>();
    let mut push =
        |values: Vec<f64>, place: Place| numbers.extend(values.into_iter().map(|value| (value, place)));
    push(coefficients(&objective.terms), Place::Objective);
    push(squares(&objective.quadratic), Place::Objective);
    push(vec![objective.constant], Place::Objective);
    for (at, row) in model.rows.iter().enumerate() {
        push(coefficients(&row.terms), Place::Row(at));
        push(squares(&row.quadratic), Place::Row(at));
        push(vec![row.lower, row.upper], Place::Row(at));
    }
    for (at, variable) in model.variables.iter().enumerate() {
        push(vec![variable.lower, variable.upper], Place::Variable(at));
    }
    numbers
}

/// Finds the constants that nothing accounts for, and marks the numbers of the text that were combined or converted
/// into the others.
fn foreign_constants(
    texts: &mut [TextNumber],
    names: &[f64],
    constants: &[Constant],
    in_model: Option<&Index<Place>>,
) -> Vec<Foreign> {
    let amounts = Index::new(
        texts
            .iter()
            .enumerate()
            .flat_map(|(at, text)| text.number.amounts().into_iter().map(move |amount| (amount, at))),
    );
    let largest = texts
        .iter()
        .map(|text| text.number.value.abs())
        .fold(0.0, f64::max);
    let known = |value: f64| {
        is_tolerated(value, largest) || amounts.holds(value) || names.iter().any(|name| same(*name, value))
    };
    let mut foreign: Vec<Foreign> = Vec::new();
    let mut judged: Vec<f64> = Vec::new();
    for (at, constant) in constants.iter().enumerate() {
        let explained = known(constant.value)
            || (constant.literals.len() > 1
                && constant
                    .literals
                    .iter()
                    .all(|literal| known(literal.value) || is_unit_factor(literal.value)));
        if constant.role != Role::Data || explained {
            continue;
        }
        if judged.iter().any(|value| same(*value, constant.value)) || judged.len() >= MAX_TRACED {
            continue;
        }
        judged.push(constant.value);
        let places: Vec<Place> = in_model.map_or_else(Vec::new, |index| {
            constant.values().flat_map(|value| index.at(value)).collect()
        });
        if in_model.is_some() && places.is_empty() {
            continue; // It never reaches the model.
        }
        if let Some(parts) = combined(texts, constant.value) {
            for part in parts {
                mark(&mut texts[part], Use::Combined, at);
            }
            continue;
        }
        let unit = converted(texts, constant.value);
        if let Some((text, _)) = unit {
            mark(&mut texts[text], Use::Converted, at);
        }
        foreign.push(Foreign {
            constant: at,
            places,
            unit,
        });
    }
    foreign
}

fn mark(text: &mut TextNumber, used: Use, constant: usize) {
    if text.used == Use::Unused {
        text.used = used;
        text.constants.push(constant);
    }
}

/// Numbers that programs hold on their own account: 0, 1 and 2, tolerances, and round bounds above all data (big M).
fn is_tolerated(value: f64, largest: f64) -> bool {
    let value = value.abs();
    let small = [0.0, 1.0, 2.0].iter().any(|small| same(*small, value)) || value <= 1e-3;
    let digits = format!("{value:e}");
    let mantissa = digits.split('e').next().unwrap_or_default();
    let round = mantissa.len() == 1 || mantissa.bytes().all(|byte| byte == b'9' || byte == b'.');
    small || (round && value >= 100.0 && value > largest)
}

fn is_unit_factor(value: f64) -> bool {
    UNIT_FACTORS.iter().any(|factor| same(*factor, value))
}

/// Two numbers of the text that come to `value`, neither of them used otherwise: a margin from price and cost, a
/// capacity from workers and hours. A percentage may also take its share of a number that is used elsewhere.
fn combined(texts: &[TextNumber], value: f64) -> Option<[usize; 2]> {
    let free = |text: &TextNumber| !matches!(text.used, Use::Written | Use::Computed);
    let unused: Vec<usize> = (0..texts.len()).filter(|at| free(&texts[*at])).collect();
    // Two loops over what is unused; a text with many unused numbers fails anyway.
    let unused = &unused[..unused.len().min(60)];
    let pair = unused.iter().enumerate().find_map(|(position, first)| {
        let rest = unused[position + 1..].iter();
        rest.copied()
            .find(|second| comes_to(&texts[*first].number, &texts[*second].number, value))
            .map(|second| [*first, second])
    });
    pair.or_else(|| {
        let shares = unused
            .iter()
            .filter(|at| texts[**at].number.kind == NumberKind::Percent);
        shares.into_iter().find_map(|share| {
            let others = (0..texts.len()).filter(|other| other != share);
            let mut others =
                others.filter(|other| shares_of(&texts[*share].number, texts[*other].number.value, value));
            others.next().map(|other| [*share, other])
        })
    })
}

fn comes_to(first: &NumberSpan, second: &NumberSpan, value: f64) -> bool {
    let (a, b) = (first.value, second.value);
    let plain = [a + b, a - b, b - a, a * b, a / b, b / a];
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

/// A number of the text, used nowhere as it stands, that `value` is in another unit.
fn converted(texts: &[TextNumber], value: f64) -> Option<(usize, f64)> {
    let factor_of = |text: &TextNumber| {
        let own = text.number.value.abs();
        UNIT_FACTORS
            .into_iter()
            .find(|factor| own > 0.0 && (same(own * factor, value) || same(own / factor, value)))
    };
    let unused = texts
        .iter()
        .enumerate()
        .filter(|(_, text)| text.used == Use::Unused);
    unused
        .into_iter()
        .find_map(|(at, text)| factor_of(text).map(|factor| (at, factor)))
}

/// Equal up to how programs round: 1e-6 of the larger, sign aside.
pub(super) fn same(a: f64, b: f64) -> bool {
    let (a, b) = (a.abs(), b.abs());
    a.is_finite() && b.is_finite() && (a - b).abs() <= 1e-6 * a.max(b) + 1e-12
}

/// Places by value, for look-ups with tolerance.
struct Index<T> {
    sorted: Vec<(f64, T)>,
}

impl<T: Copy + Ord> Index<T> {
    /// Indexes by absolute value; what is not finite is left out.
    fn new(entries: impl IntoIterator<Item = (f64, T)>) -> Self {
        let finite = entries
            .into_iter()
            .map(|(value, at)| (value.abs(), at))
            .filter(|(value, _)| value.is_finite());
        let mut sorted: Vec<(f64, T)> = finite.collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        sorted.dedup_by(|a, b| a.0.total_cmp(&b.0).is_eq() && a.1 == b.1);
        Self { sorted }
    }

    fn at(&self, value: f64) -> impl Iterator<Item = T> + '_ {
        let value = value.abs();
        let first = self
            .sorted
            .partition_point(|(known, _)| *known < value && !same(*known, value));
        self.sorted[first..]
            .iter()
            .take_while(move |(known, _)| same(*known, value))
            .map(|(_, at)| *at)
    }

    fn holds(&self, value: f64) -> bool {
        self.at(value).next().is_some()
    }
}
