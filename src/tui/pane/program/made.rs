//! What each line of a program made: rows, variables, the objective.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::tui::pane::expression::NAME_LIMIT;
use crate::tui::pane::figures::count;
use crate::tui::text::one_line;

/// What one line made.
#[derive(Debug, Default)]
struct Made {
    rows: usize,
    variables: usize,
    objective: bool,
    /// Name of the only row or variable so far.
    name: String,
}

impl Made {
    fn name(&mut self, name: &str) {
        if self.rows + self.variables <= 1 {
            self.name = one_line(name, NAME_LIMIT).into_owned();
        }
    }

    /// `→ zinc`, `→ 12 rows, 3 variables`.
    fn note(&self) -> String {
        let mut parts = Vec::new();
        match (self.rows, self.variables) {
            (1, 0) => parts.push(format!("row {}", self.name)),
            (0, 1) => parts.push(format!("variable {}", self.name)),
            (rows, variables) => {
                if rows > 0 {
                    parts.push(count(rows, "row"));
                }
                if variables > 0 {
                    parts.push(count(variables, "variable"));
                }
            }
        }
        if self.objective {
            parts.push("objective".to_owned());
        }
        format!("→ {}", parts.join(", "))
    }
}

/// A note for each line that made something, by line from 1.
pub(super) type Notes = BTreeMap<u32, String>;

/// Reads off a model what each line made.
pub(super) fn notes(model: &Model) -> Notes {
    let mut lines: BTreeMap<u32, Made> = BTreeMap::new();
    for row in &model.rows {
        if let Some(line) = row.line {
            let made = lines.entry(line).or_default();
            made.rows += 1;
            made.name(&row.name);
        }
    }
    for variable in &model.variables {
        if let Some(line) = variable.line {
            let made = lines.entry(line).or_default();
            made.variables += 1;
            made.name(&variable.name);
        }
    }
    if let Some(line) = model.objective.line {
        lines.entry(line).or_default().objective = true;
    }
    let notes = lines.into_iter();
    notes.map(|(line, made)| (line, made.note())).collect()
}
