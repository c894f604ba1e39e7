//! Writes the LP format.

use std::fmt::Write as _;

use super::{WriteFault, effective, literal};
use crate::model::file::Format;
use crate::model::file::names::Written;
use crate::model::{Model, ObjectiveSense, Row, RowSense, Term, VariableKind};

/// Columns after which a line is broken; some readers stop at 255 or 510.
const WIDTH: usize = 100;

/// The model as text.
pub(in crate::model::file) fn text(model: &Model) -> Result<String, WriteFault> {
    // Not every reader takes `2 <= x + y <= 10`.
    let names = Written::of(model, |row| row.sense() == RowSense::Range);
    let mut text = names.comments(model, Format::Lp);
    text.push_str(match model.objective.sense {
        ObjectiveSense::Minimize => "Minimize\n",
        ObjectiveSense::Maximize => "Maximize\n",
    });
    let mut lines = Lines::new(&mut text);
    objective(model, &names, &mut lines);
    lines.end();
    lines.word("Subject To");
    lines.end();
    for (at, row) in model.rows.iter().enumerate() {
        write_row(row, at, &names, &mut lines)?;
    }
    bounds(model, &names, &mut text);
    for (heading, wanted) in [
        ("Generals", VariableKind::Integer),
        ("Binaries", VariableKind::Binary),
    ] {
        section(model, &names, &mut text, heading, wanted);
    }
    text.push_str("End\n");
    Ok(text)
}

/// Text that is broken between words.
struct Lines<'a> {
    text: &'a mut String,
    width: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a mut String) -> Self {
        Self { text, width: 0 }
    }

    fn word(&mut self, word: &str) {
        if self.width > 0 && self.width + word.len() >= WIDTH {
            self.text.push_str("\n  ");
            self.width = 2;
        } else if self.width > 0 {
            self.text.push(' ');
            self.width += 1;
        }
        self.text.push_str(word);
        self.width += word.len();
    }

    fn end(&mut self) {
        self.text.push('\n');
        self.width = 0;
    }

    /// ` + 3 x`; the sign of the first term is left out when it is a plus.
    fn term(&mut self, coefficient: f64, name: &str, first: bool) {
        let sign = if coefficient < 0.0 {
            "- "
        } else if first {
            ""
        } else {
            "+ "
        };
        let size = coefficient.abs();
        #[expect(clippy::float_cmp, reason = "only a coefficient of exactly one is left out")]
        let number = if size == 1.0 && !name.is_empty() {
            String::new()
        } else {
            literal(size)
        };
        let space = if number.is_empty() || name.is_empty() {
            ""
        } else {
            " "
        };
        self.word(&format!("{sign}{number}{space}{name}"));
    }

    fn terms(&mut self, terms: &[Term], names: &Written) -> bool {
        for (at, term) in terms.iter().enumerate() {
            self.term(term.coefficient, &names.variables[term.variable.0], at == 0);
        }
        !terms.is_empty()
    }
}

/// Variables that no row uses are named here with a zero, so that they are read back.
fn objective(model: &Model, names: &Written, lines: &mut Lines<'_>) {
    lines.word(&format!(" {}:", names.objective));
    let mut used = vec![false; model.variables.len()];
    let in_rows = model.rows.iter().flat_map(|row| &row.terms);
    for term in in_rows.chain(&model.objective.terms) {
        used[term.variable.0] = true;
    }
    let mut written = lines.terms(&model.objective.terms, names);
    for (name, _) in names.variables.iter().zip(used).filter(|(_, used)| !used) {
        lines.term(0.0, name, !written);
        written = true;
    }
    if model.objective.constant != 0.0 {
        lines.term(model.objective.constant, "", !written);
    } else if let (false, Some(name)) = (written, names.variables.first()) {
        lines.term(0.0, name, true);
    }
}

fn write_row(row: &Row, at: usize, names: &Written, lines: &mut Lines<'_>) -> Result<(), WriteFault> {
    let name = &names.rows[at];
    let mut one = |name: &str, sign: &str, side: f64| comparison(row, name, (sign, side), names, lines);
    match row.sense() {
        RowSense::LessEqual => one(name, "<=", row.upper),
        RowSense::GreaterEqual => one(name, ">=", row.lower),
        RowSense::Equal => one(name, "=", row.lower),
        // Readers take this number for none.
        RowSense::Free => one(name, ">=", -1e30),
        RowSense::Range => {
            one(name, ">=", row.lower)?;
            one(names.seconds.get(&at).unwrap_or(name), "<=", row.upper)
        }
    }
}

fn comparison(
    row: &Row,
    name: &str,
    (sign, side): (&str, f64),
    names: &Written,
    lines: &mut Lines<'_>,
) -> Result<(), WriteFault> {
    lines.word(&format!(" {name}:"));
    if !lines.terms(&row.terms, names) {
        let Some(any) = names.variables.first() else {
            return Err(WriteFault::EmptyRow(row.name.clone()));
        };
        lines.term(0.0, any, true);
    }
    lines.word(&format!("{sign} {}", literal(side)));
    lines.end();
    Ok(())
}

fn bounds(model: &Model, names: &Written, text: &mut String) {
    text.push_str("Bounds\n");
    for (variable, name) in model.variables.iter().zip(&names.variables) {
        let (kind, lower, upper) = effective(variable);
        if kind == VariableKind::Binary {
            continue;
        }
        // Writing to a text cannot fail.
        #[expect(
            clippy::float_cmp,
            reason = "a fixed variable has the same number on both sides, to the bit"
        )]
        let _ = match (lower, upper) {
            (f64::NEG_INFINITY, f64::INFINITY) => writeln!(text, " {name} free"),
            (lower, upper) if lower == upper => writeln!(text, " {name} = {}", literal(lower)),
            (0.0, f64::INFINITY) => Ok(()),
            (lower, f64::INFINITY) => writeln!(text, " {name} >= {}", literal(lower)),
            (f64::NEG_INFINITY, upper) => writeln!(text, " -inf <= {name} <= {}", literal(upper)),
            (lower, upper) => writeln!(text, " {} <= {name} <= {}", literal(lower), literal(upper)),
        };
    }
}

fn section(model: &Model, names: &Written, text: &mut String, heading: &str, wanted: VariableKind) {
    let typed = model.variables.iter().zip(&names.variables);
    let members: Vec<&String> = typed
        .filter(|(variable, _)| effective(variable).0 == wanted)
        .map(|(_, name)| name)
        .collect();
    if members.is_empty() {
        return;
    }
    text.push_str(heading);
    text.push('\n');
    let mut lines = Lines::new(text);
    for name in members {
        lines.word(&format!(" {name}"));
    }
    lines.end();
}
