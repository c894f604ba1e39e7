//! The number trace: numbers of the problem ↔ constants of the program ↔ numbers of the captured model.

use std::collections::BTreeSet;

use foreign::{foreign_constants, foreign_formulated};
use restated::explain_restated;

use super::literals::{Constant, Role, constants};
use crate::model::Model;
use crate::sample::numbers::{self, NumberKind, NumberSpan};

mod aside;
mod foreign;
mod index;
mod restated;

pub(super) use index::{Index, same};

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
    /// It stands in the program, and in the model if there is one.
    Written,
    /// It stands in the program, but the model holds neither it nor what it comes to with another number.
    Idle,
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
    let power_of_ten = value >= 100.0 && same(10_f64.powf(value.log10().round()), value);
    let counted_in = power_of_ten && per.iter().any(|word| before.trim_end().ends_with(word));
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
    /// Constants under a name that nothing looks at and with a value that the problem gives, as positions in
    /// `constants`.
    pub(super) aside: Vec<usize>,
    /// Numbers of the formulation that neither the problem gives nor program or model use.
    pub(super) formulated: Vec<NumberSpan>,
    /// Whether the text holds more numbers than are traced.
    pub(super) cut: bool,
}

/// Traces the numbers of `problem` into `program` and, when it was captured, `model`. The formulation is only searched
/// for numbers that stand nowhere else.
pub(super) fn trace(problem: &str, formulation: &str, program: &str, model: Option<&Model>) -> Trace {
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
    let in_sums = Index::new(model.into_iter().flat_map(sum_coefficients));
    let mut foreign = foreign_constants(&mut texts, &names, &constants, model.map(|_| &in_model), &in_sums);
    explain_restated(problem, &mut texts, &constants, &mut foreign, model);
    if model.is_some() {
        find_idle(&mut texts, &in_model);
    }
    let formulated = foreign_formulated(formulation, &texts, &names, &in_program, &in_model);
    let given = |at: &usize| texts.iter().any(|text| text.constants.contains(at));
    let mut aside = aside::left_aside(program, &constants);
    aside.retain(given);
    Trace {
        texts,
        constants,
        foreign,
        aside,
        formulated,
        cut,
    }
}

/// Places of one number that are kept; who looks at them shows a dozen at most.
const MAX_PLACES: usize = 32;

fn follow(
    problem: &str,
    number: NumberSpan,
    in_program: &Index<usize>,
    in_model: &Index<Place>,
) -> TextNumber {
    let amounts = number.amounts();
    let constants: BTreeSet<usize> = amounts
        .iter()
        .flat_map(|amount| in_program.at(*amount).take(MAX_PLACES))
        .collect();
    let places: BTreeSet<Place> = amounts
        .iter()
        .flat_map(|amount| in_model.at(*amount).take(MAX_PLACES))
        .collect();
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

/// Numbers checked for idleness at most.
const MAX_IDLE: usize = 60;

/// Marks the telling numbers that the program writes down and then leaves aside.
fn find_idle(texts: &mut [TextNumber], in_model: &Index<Place>) {
    let values: Vec<f64> = texts.iter().map(|text| text.number.value).collect();
    let suspects = (0..texts.len())
        .filter(|at| texts[*at].used == Use::Written && texts[*at].telling && texts[*at].places.is_empty());
    for at in suspects.take(MAX_IDLE).collect::<Vec<_>>() {
        let own = texts[at].number.amounts();
        let comes_to_something = values.iter().any(|other| {
            let results = own
                .iter()
                .flat_map(|own| [own + other, own - other, own * other, own / other]);
            results
                .into_iter()
                .any(|result| result.abs() > 1e-9 && in_model.holds(result))
        });
        if !comes_to_something {
            texts[at].used = Use::Idle;
        }
    }
}

/// The coefficients of the rows that add up more than one variable.
fn sum_coefficients(model: &Model) -> impl Iterator<Item = (f64, Place)> + '_ {
    let rows = model
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.terms.len() + row.quadratic.len() > 1);
    rows.flat_map(|(at, row)| {
        row.terms
            .iter()
            .map(move |term| (term.coefficient, Place::Row(at)))
    })
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
