//! Reads the MPS format, fixed or free.

mod outline;

use std::collections::HashMap;

use lp_parser_rs::lexer::{ParseResult, RawConstraint, RawObjective};
use lp_parser_rs::{LpParseError, parse_mps};

use self::outline::{Outline, RowKind};
use super::convert::{Builder, Side, finish};
use super::source::FileFault;
use crate::model::{Model, ObjectiveSense, VariableKind};

/// Reads a model, with notes.
pub(super) fn read(text: &str) -> Result<(Model, Vec<String>), FileFault> {
    let outline = Outline::of(text)?;
    let parsed = parse_mps(text).map_err(|error| refusal(text, &error))?;
    if !parsed.sos.is_empty() || !parsed.semi_continuous.is_empty() {
        // The outline refuses both by name and line.
        return Err(FileFault::whole(
            "special ordered sets and semi-continuous columns are not read",
            "",
        ));
    }
    let mut builder = Builder::new(match parsed.sense {
        lp_parser_rs::model::Sense::Minimize => ObjectiveSense::Minimize,
        lp_parser_rs::model::Sense::Maximize => ObjectiveSense::Maximize,
    });
    for column in &outline.columns {
        builder.variable(column);
    }
    if let Some(objective) = parsed.objectives.first() {
        builder.objective(&objective.coefficients, objective.constant, None);
    }
    rows(&outline, &parsed, &mut builder)?;
    for (name, declared) in &parsed.bounds {
        builder.bound(name, declared);
    }
    for name in &parsed.integers {
        builder.kind(name, VariableKind::Integer);
    }
    for name in parsed
        .binaries
        .iter()
        .copied()
        .chain(outline.unbounded_integers.iter().copied())
    {
        builder.kind(name, VariableKind::Binary);
    }
    let mut model = finish(builder)?;
    outline.name.unwrap_or_default().clone_into(&mut model.name);
    Ok((model, outline.notes()))
}

/// Rows in the order of the ROWS section. The parser gives a row with a range as two, one after the other; the first
/// free row is the objective, others restrict nothing but are kept.
fn rows(outline: &Outline<'_>, parsed: &ParseResult<'_>, builder: &mut Builder) -> Result<(), FileFault> {
    let mut restricting = parsed.constraints.iter().peekable();
    let free: HashMap<&str, &RawObjective<'_>> = parsed
        .objectives
        .iter()
        .map(|objective| (objective.name.as_ref(), objective))
        .collect();
    let objective = parsed.objectives.first().map(|objective| objective.name.as_ref());
    for row in &outline.rows {
        if row.kind == RowKind::Free {
            if objective != Some(row.name) {
                let terms = free.get(row.name).map_or(&[][..], |found| &found.coefficients);
                add(builder, row.name, terms, Side::FREE)?;
            }
            continue;
        }
        if let Some(RawConstraint::Standard {
            coefficients,
            operator,
            rhs,
            ..
        }) = restricting.next()
        {
            add(builder, row.name, coefficients, Side::of(*operator, *rhs))?;
        }
        if outline.ranged.contains(row.name)
            && let Some(RawConstraint::Standard { operator, rhs, .. }) = restricting.next()
        {
            builder.narrow_last(Side::of(*operator, *rhs));
        }
    }
    Ok(())
}

fn add(
    builder: &mut Builder,
    name: &str,
    terms: &[lp_parser_rs::lexer::RawCoefficient<'_>],
    side: Side,
) -> Result<(), FileFault> {
    builder.row(name, terms, side, None).map_err(|_| {
        FileFault::whole(
            format!("a second row with the name `{name}`"),
            "give each row a name of its own",
        )
    })
}

/// The parser's error at its line.
fn refusal(text: &str, error: &LpParseError) -> FileFault {
    let hint =
        "MPS wants the sections NAME, ROWS, COLUMNS, RHS, RANGES, BOUNDS, ENDATA, and data lines indented";
    match error {
        LpParseError::ParseError {
            position, message, ..
        } if *position > 0 => FileFault::on_line(text, *position, message.clone(), hint),
        LpParseError::InvalidNumber { value, position } if *position > 0 => {
            let value: String = value.chars().take(40).collect();
            FileFault::on_line(text, *position, format!("`{value}` is no number"), "correct it")
        }
        LpParseError::MissingSection { section } => {
            FileFault::whole(format!("the section {section} is missing"), hint)
        }
        other => FileFault::whole(other.to_string(), hint),
    }
}
