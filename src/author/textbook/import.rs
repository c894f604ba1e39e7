//! `change_para` for samples that no family made: one number changes in problem, formulation and program together.

use std::ops::Range;
use std::sync::LazyLock;

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::sample::{Sample, Solution};

use super::evaluate::tidy;
use super::number::{code, plain};

/// The change of one number, kept with the draft so that the solution makes the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberEdit {
    /// The number as the program has it.
    pub from: f64,
    /// What it becomes.
    pub to: f64,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    value: f64,
    span: Range<usize>,
    percent: bool,
}

/// Draws a change, and gives the changed problem.
///
/// # Errors
/// Why this sample cannot be changed safely: some number of the problem does not occur exactly once in formulation
/// and program.
pub fn change(sample: &Sample, rng: &mut ChaCha8Rng) -> Result<(String, NumberEdit), String> {
    let told = numbers(&sample.problem);
    if told.is_empty() {
        return Err("its problem states no number in figures".to_owned());
    }
    let formulation = numbers(&sample.solution.formulation);
    let program = numbers(&sample.solution.program);
    for number in &told {
        for (place, found) in [
            ("problem", &told),
            ("formulation", &formulation),
            ("program", &program),
        ] {
            let count = found
                .iter()
                .filter(|other| same(other.value, number.value))
                .count();
            if count != 1 {
                return Err(format!(
                    "the number {} of its problem occurs {count} times in the {place}, so a change could not be \
                     carried through safely",
                    code(number.value)
                ));
            }
        }
    }
    let number = told
        .choose(rng)
        .ok_or("its problem states no number in figures")?;
    let edit = NumberEdit {
        from: number.value,
        to: nearby(number.value, rng),
    };
    let problem = apply(&sample.problem, &edit)?;
    Ok((problem, edit))
}

/// The parent's solution with the change made.
///
/// # Errors
/// The number is not there exactly once.
pub fn solution(parent: &Sample, edit: &NumberEdit) -> Result<Solution, String> {
    Ok(Solution {
        formulation: apply(&parent.solution.formulation, edit)?,
        program: apply(&parent.solution.program, edit)?,
        ..parent.solution.clone()
    })
}

fn apply(text: &str, edit: &NumberEdit) -> Result<String, String> {
    let found = numbers(text);
    let mut hits = found.iter().filter(|number| same(number.value, edit.from));
    let (Some(hit), None) = (hits.next(), hits.next()) else {
        return Err(format!(
            "the number {} does not occur exactly once",
            code(edit.from)
        ));
    };
    let old = &text[hit.span.clone()];
    let value = if hit.percent {
        tidy(100.0 * edit.to)
    } else {
        edit.to
    };
    let new = if old.contains(',') {
        plain(value)
    } else {
        code(value)
    };
    Ok(format!(
        "{}{new}{}",
        &text[..hit.span.start],
        &text[hit.span.end..]
    ))
}

/// The numbers of a text in figures. Those in names (`x1`), subscripts (`x_{12}`) and formats (`.2f`) are none.
fn numbers(text: &str) -> Vec<Found> {
    static NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?").ok());
    let Some(pattern) = NUMBER.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for hit in pattern.find_iter(text) {
        let before = text[..hit.start()].trim_end_matches('{');
        let braces = before.len() < hit.start();
        let after = &text[hit.end()..];
        let inside_name = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '^' | '.'))
            && (!braces || before.ends_with(['_', '^']));
        if inside_name || after.starts_with(|c: char| c.is_alphabetic() && c != 'x' && c != 'y') {
            continue;
        }
        let Ok(value) = hit.as_str().replace(',', "").parse::<f64>() else {
            continue;
        };
        let percent = after.trim_start_matches('\\').starts_with('%');
        found.push(Found {
            value: if percent { tidy(value / 100.0) } else { value },
            span: hit.range(),
            percent,
        });
    }
    found
}

fn same(first: f64, second: f64) -> bool {
    (first - second).abs() <= 1e-9 * (1.0 + first.abs())
}

/// A number up to a fifth larger or smaller, as round as the old one.
fn nearby(value: f64, rng: &mut ChaCha8Rng) -> f64 {
    let text = code(value);
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let zeros = text.len() - text.trim_end_matches('0').len();
    let step = if decimals > 0 {
        10_f64.powi(-i32::try_from(decimals).unwrap_or(0))
    } else {
        10_f64.powi(i32::try_from(zeros.min(text.len() - 1)).unwrap_or(0))
    };
    let most = (value.abs() * 0.2 / step).floor().clamp(1.0, 1000.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and 1000"
    )]
    let steps = f64::from(rng.random_range(1..=most as u32));
    let lower = tidy(value - steps * step);
    if rng.random_bool(0.5) && lower > 0.0 && decimals == 0 {
        lower
    } else {
        tidy(value + steps * step)
    }
}
