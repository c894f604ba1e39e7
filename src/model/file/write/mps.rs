//! Writes the MPS format: free, with fields that also sit where fixed readers look for short names.

use std::fmt::Write as _;

use super::{effective, literal};
use crate::model::file::Format;
use crate::model::file::names::{BOUNDS_LABEL, RANGES_LABEL, SIDES_LABEL, Written};
use crate::model::{Model, ObjectiveSense, Row, RowSense, VariableKind};

/// How a row is said: its letter, its right-hand side, and its range.
struct Said {
    letter: char,
    side: f64,
    range: Option<f64>,
}

impl Said {
    fn of(row: &Row) -> Self {
        let (letter, side, range) = match row.sense() {
            RowSense::LessEqual => ('L', row.upper, None),
            RowSense::GreaterEqual => ('G', row.lower, None),
            RowSense::Equal => ('E', row.lower, None),
            RowSense::Free => ('N', 0.0, None),
            RowSense::Range => match exact_range(row) {
                Some((letter, side, range)) => (letter, side, Some(range)),
                None => ('G', row.lower, None),
            },
        };
        Self { letter, side, range }
    }
}

/// A right-hand side and a range that give both bounds back to the bit; `None` when there are none, or when the
/// bounds are crossed, which a range cannot say.
fn exact_range(row: &Row) -> Option<(char, f64, f64)> {
    let range = row.upper - row.lower;
    let near = [range, range.next_up(), range.next_down()];
    let positive = || near.into_iter().filter(|range| *range > 0.0 && range.is_finite());
    #[expect(clippy::float_cmp, reason = "the bounds are to come back to the bit")]
    let above = positive().find(|range| row.lower + range == row.upper);
    #[expect(clippy::float_cmp, reason = "the bounds are to come back to the bit")]
    let below = || positive().find(|range| row.upper - range == row.lower);
    above
        .map(|range| ('G', row.lower, range))
        .or_else(|| below().map(|range| ('L', row.upper, range)))
}

/// The model as text.
pub(in crate::model::file) fn text(model: &Model) -> String {
    let in_two = |row: &Row| row.sense() == RowSense::Range && exact_range(row).is_none();
    let names = Written::of(model, in_two);
    let mut text = names.comments(model, Format::Mps);
    let name = title(&model.name);
    let sense = match model.objective.sense {
        ObjectiveSense::Minimize => "MIN",
        ObjectiveSense::Maximize => "MAX",
    };
    if name.is_empty() {
        text.push_str("NAME\n");
    } else {
        line(&mut text, format_args!("NAME          {name}"));
    }
    line(
        &mut text,
        format_args!("OBJSENSE\n    {sense}\nROWS\n N  {}", names.objective),
    );
    let said: Vec<Said> = model.rows.iter().map(Said::of).collect();
    for (at, said) in said.iter().enumerate() {
        line(&mut text, format_args!(" {}  {}", said.letter, names.rows[at]));
        if let Some(second) = names.seconds.get(&at) {
            line(&mut text, format_args!(" L  {second}"));
        }
    }
    columns(model, &names, &mut text);
    sides(model, &names, &said, &mut text);
    bounds(model, &names, &mut text);
    text.push_str("ENDATA\n");
    text
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}

/// The NAME field of older readers is one word.
fn title(name: &str) -> String {
    let word = name.chars().take(60);
    word.map(|character| {
        if character.is_ascii_graphic() {
            character
        } else {
            '_'
        }
    })
    .collect()
}

fn columns(model: &Model, names: &Written, text: &mut String) {
    let mut entries: Vec<Vec<(&str, f64)>> = vec![Vec::new(); model.variables.len()];
    for term in &model.objective.terms {
        entries[term.variable.0].push((&names.objective, term.coefficient));
    }
    for (at, row) in model.rows.iter().enumerate() {
        for name in std::iter::once(&names.rows[at]).chain(names.seconds.get(&at)) {
            for term in &row.terms {
                entries[term.variable.0].push((name, term.coefficient));
            }
        }
    }
    text.push_str("COLUMNS\n");
    let mut marked = false;
    for (at, column) in entries.iter().enumerate() {
        let integer = effective(&model.variables[at]).0 == VariableKind::Integer;
        if integer != marked {
            marker(text, integer);
            marked = integer;
        }
        let name = &names.variables[at];
        for (row, value) in column {
            entry(text, name, row, *value);
        }
        if column.is_empty() {
            entry(text, name, &names.objective, 0.0);
        }
    }
    if marked {
        marker(text, false);
    }
}

fn marker(text: &mut String, begins: bool) {
    let word = if begins { "INTORG" } else { "INTEND" };
    line(
        text,
        format_args!("    MARKER                 'MARKER'                 '{word}'"),
    );
}

fn entry(text: &mut String, first: &str, second: &str, value: f64) {
    line(
        text,
        format_args!("    {first:<8}  {second:<8}  {}", literal(value)),
    );
}

/// Right-hand sides and ranges. The objective's constant stands on the right, hence with the other sign.
fn sides(model: &Model, names: &Written, said: &[Said], text: &mut String) {
    text.push_str("RHS\n");
    if model.objective.constant != 0.0 {
        entry(text, SIDES_LABEL, &names.objective, -model.objective.constant);
    }
    for (at, said) in said.iter().enumerate() {
        if said.side != 0.0 {
            entry(text, SIDES_LABEL, &names.rows[at], said.side);
        }
        if let Some(second) = names.seconds.get(&at) {
            entry(text, SIDES_LABEL, second, model.rows[at].upper);
        }
    }
    if said.iter().any(|said| said.range.is_some()) {
        text.push_str("RANGES\n");
    }
    for (said, name) in said.iter().zip(&names.rows) {
        if let Some(range) = said.range {
            entry(text, RANGES_LABEL, name, range);
        }
    }
}

/// Integer columns always get both bounds: readers differ in what they assume.
fn bounds(model: &Model, names: &Written, text: &mut String) {
    text.push_str("BOUNDS\n");
    for (variable, name) in model.variables.iter().zip(&names.variables) {
        let (kind, lower, upper) = effective(variable);
        let mut say = |word: &str, value: Option<f64>| {
            let value = value.map_or_else(String::new, literal);
            let entry = format!(" {word} {BOUNDS_LABEL}       {name:<8}  {value}");
            line(text, format_args!("{}", entry.trim_end()));
        };
        if kind == VariableKind::Binary {
            say("BV", None);
            continue;
        }
        #[expect(
            clippy::float_cmp,
            reason = "a fixed column has the same number on both sides, to the bit"
        )]
        let fixed = lower == upper;
        if fixed {
            say("FX", Some(lower));
            continue;
        }
        let whole = kind == VariableKind::Integer;
        if (lower, upper) == (f64::NEG_INFINITY, f64::INFINITY) && !whole {
            say("FR", None);
            continue;
        }
        if lower == f64::NEG_INFINITY {
            say("MI", None);
        } else if lower != 0.0 || whole || upper <= 0.0 {
            say("LO", Some(lower));
        }
        if upper.is_finite() {
            say("UP", Some(upper));
        } else if whole {
            say("PL", None);
        }
    }
}
