//! Reads the LP format.

mod spread;

use lp_parser_rs::LpParseError;
use lp_parser_rs::lexer::{Lexer, ParseResult, RawConstraint};
use lp_parser_rs::lp::LpProblemParser;

use self::spread::Spread;
use super::convert::{Builder, Side, finish};
use super::source::FileFault;
use crate::model::{Model, ObjectiveSense, VariableKind};

/// The name that the parser gives to a row without one.
const UNNAMED: &str = "__c__";

/// Reads a model, with notes.
pub(super) fn read(text: &str) -> Result<(Model, Vec<String>), FileFault> {
    let spread = Spread::new(text)?;
    let parsed = LpProblemParser::new()
        .parse(Lexer::new(&spread.text))
        .map_err(|error| refusal(text, &spread, &LpParseError::from(error)))?;
    refuse_foreign_parts(&parsed)?;
    let mut builder = Builder::new(match parsed.sense {
        lp_parser_rs::model::Sense::Minimize => ObjectiveSense::Minimize,
        lp_parser_rs::model::Sense::Maximize => ObjectiveSense::Maximize,
    });
    if let Some(objective) = parsed.objectives.first() {
        let line = objective
            .byte_offset
            .and_then(|offset| spread.line_of(spread.original(offset)));
        builder.objective(&objective.coefficients, objective.constant, line);
    }
    rows(text, &parsed, &spread, &mut builder)?;
    let known = builder.variables();
    let declared = bounds(&parsed, &mut builder);
    kinds(&parsed, &mut builder);
    let mut notes = builder.notes_on_unused(&declared, known)?;
    if !spread.ends {
        notes.push("The file has no `End` line, so nothing tells whether all of it is here.".to_owned());
    }
    let mut model = finish(builder)?;
    if let Some(name) = problem_name(text) {
        name.clone_into(&mut model.name);
    }
    Ok((model, notes))
}

/// `\Problem name: diet` before anything else, as solvers write it.
fn problem_name(text: &str) -> Option<&str> {
    let comments = text
        .lines()
        .map(str::trim)
        .take_while(|line| line.is_empty() || line.starts_with('\\'));
    let mut bodies = comments.map(|line| line.trim_start_matches('\\').trim());
    bodies.find_map(|body| {
        let (head, name) = body.split_once(':')?;
        head.eq_ignore_ascii_case("problem name").then_some(name.trim())
    })
}

fn refuse_foreign_parts(parsed: &ParseResult<'_>) -> Result<(), FileFault> {
    if let [first, second, ..] = parsed.objectives.as_slice() {
        return Err(FileFault::whole(
            format!(
                "the file has {} objectives (`{}`, `{}` …); one is read",
                parsed.objectives.len(),
                first.name,
                second.name
            ),
            "keep one, or add them up with weights",
        ));
    }
    // Their sections are refused by name before the text is parsed; whatever gets here is refused all the same.
    if !parsed.sos.is_empty() || !parsed.semi_continuous.is_empty() {
        return Err(FileFault::whole(
            "special ordered sets and semi-continuous variables are not read",
            "say the same with binary variables",
        ));
    }
    Ok(())
}

fn rows(
    text: &str,
    parsed: &ParseResult<'_>,
    spread: &Spread,
    builder: &mut Builder,
) -> Result<(), FileFault> {
    let mut previous = None;
    for raw in &parsed.constraints {
        let RawConstraint::Standard {
            name,
            coefficients,
            operator,
            rhs,
            byte_offset,
        } = raw
        else {
            continue; // refused above
        };
        let offset = spread.original(byte_offset.unwrap_or_default());
        let side = Side::of(*operator, *rhs);
        // `2 <= x + y <= 10` arrives as two rows from one place.
        if previous == Some(offset) {
            builder.narrow_last(side);
            continue;
        }
        previous = Some(offset);
        let line = spread.line_of(offset);
        if name == UNNAMED {
            spread.refuse_mid_line(text, offset)?;
            builder.unnamed_row(coefficients, side, line);
        } else if let Err(first) = builder.row(name, coefficients, side, line) {
            let first = first.map_or_else(String::new, |line| format!(" (the first is on line {line})"));
            return Err(FileFault::at(
                text,
                offset,
                format!("a second row with the name `{name}`{first}"),
                "give each row a name of its own",
            ));
        }
    }
    builder.name_the_unnamed();
    Ok(())
}

/// Applies the bounds in order; the variables that were bounded.
fn bounds<'a>(parsed: &ParseResult<'a>, builder: &mut Builder) -> Vec<&'a str> {
    for (name, declared) in &parsed.bounds {
        builder.bound(name, declared);
    }
    let typed = parsed
        .generals
        .iter()
        .chain(&parsed.integers)
        .chain(&parsed.binaries);
    parsed
        .bounds
        .iter()
        .map(|(name, _)| *name)
        .chain(typed.copied())
        .collect()
}

fn kinds(parsed: &ParseResult<'_>, builder: &mut Builder) {
    for name in parsed.generals.iter().chain(&parsed.integers) {
        builder.kind(name, VariableKind::Integer);
    }
    for name in &parsed.binaries {
        builder.kind(name, VariableKind::Binary);
    }
}

/// Words of the format, which no name can be.
const WORDS: [&str; 30] = [
    "minimize", "minimise", "minimum", "min", "maximize", "maximise", "maximum", "max", "st", "s.t.",
    "bound", "bounds", "general", "generals", "gen", "integer", "integers", "binary", "binaries", "bin",
    "semi", "semis", "sos", "s1", "s2", "end", "free", "inf", "infinity", "subject",
];

/// Whether a word cannot be a name, whatever its case.
pub(super) fn is_word(name: &str) -> bool {
    WORDS.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// The parser's error at its place in the file, in words for a person.
fn refusal(text: &str, spread: &Spread, error: &LpParseError) -> FileFault {
    let LpParseError::ParseError {
        position, message, ..
    } = error
    else {
        return FileFault::whole(error.to_string(), "");
    };
    let offset = spread.original(*position);
    let found = spread.text[(*position).min(spread.text.len())..]
        .split_whitespace()
        .next();
    if message.starts_with("Unexpected end") || found.is_none() {
        return FileFault::whole(
            "the file ends in the middle of a section: it may have been cut off",
            "compare it with its source",
        );
    }
    let found: String = found.unwrap_or_default().chars().take(40).collect();
    if message.starts_with("Unexpected token") || message.starts_with("Extra token") {
        let hint = if is_word(&found) {
            "a name cannot be a word of the format; rename it"
        } else {
            "LP wants Minimize or Maximize, Subject To, then Bounds, Generals, Binaries and End"
        };
        return FileFault::at(text, offset, format!("`{found}` is not expected here"), hint);
    }
    let hint = if message.contains("right-hand side") {
        "bring all variables to the left and leave one number on the right"
    } else {
        "write terms as `3 x + 2 y`, and compare with `<=`, `>=` or `=`"
    };
    FileFault::at(text, offset, message.clone(), hint)
}
