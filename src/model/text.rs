//! Rows and objectives in the way that a person writes them.

use std::fmt::Write as _;

use super::{Model, Objective, QuadraticTerm, Row, RowSense, Term, VarId, Variable};

/// A number without a useless fraction: `3`, `2.5`, `1e12`.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned(); // also for -0
    }
    if value.abs() >= 1e15 || value.abs() < 1e-4 {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}

/// A number rounded to at most `digits` places after the point, trailing zeros removed.
pub fn rounded(value: f64, digits: usize) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return number(value);
    }
    let text = format!("{value:.digits$}");
    let trimmed = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text.as_str()
    };
    if matches!(trimmed, "-0" | "") {
        "0".to_owned()
    } else {
        trimmed.to_owned()
    }
}

impl Model {
    /// The name of a variable, `?` for an index out of range.
    pub fn name_of(&self, id: VarId) -> &str {
        self.variables
            .get(id.0)
            .map_or("?", |variable| variable.name.as_str())
    }

    /// `12 a + 5 b ≥ 75`, without the row's name.
    pub fn row_text(&self, row: &Row) -> String {
        let expression = self.expression(&row.terms, &row.quadratic, 0.0);
        match row.sense() {
            RowSense::LessEqual => format!("{expression} ≤ {}", number(row.upper)),
            RowSense::GreaterEqual => format!("{expression} ≥ {}", number(row.lower)),
            RowSense::Equal => format!("{expression} = {}", number(row.lower)),
            RowSense::Range => format!("{} ≤ {expression} ≤ {}", number(row.lower), number(row.upper)),
            RowSense::Free => format!("{expression} free"),
        }
    }

    /// The same with at most `most` of its terms: `12 a + 5 b + … 40 more ≥ 75`.
    pub fn short_row_text(&self, row: &Row, most: usize) -> String {
        let hidden = (row.terms.len() + row.quadratic.len()).saturating_sub(most);
        if hidden == 0 {
            return self.row_text(row);
        }
        let linear = row.terms.len().min(most);
        let shown = Row {
            terms: row.terms[..linear].to_vec(),
            quadratic: row.quadratic[..most - linear].to_vec(),
            name: String::new(),
            ..*row
        };
        let expression = self.expression(&shown.terms, &shown.quadratic, 0.0);
        let text = self.row_text(&shown);
        text.replacen(&expression, &format!("{expression} + … {hidden} more"), 1)
    }

    /// `maximize 4 a + 3 b`.
    pub fn objective_text(&self, objective: &Objective) -> String {
        let expression = self.expression(&objective.terms, &objective.quadratic, objective.constant);
        format!("{} {expression}", objective.sense.word())
    }

    /// `0 ≤ a ≤ 12, integer`.
    pub fn variable_text(variable: &Variable) -> String {
        let name = &variable.name;
        let range = match (variable.lower.is_finite(), variable.upper.is_finite()) {
            (false, false) => format!("{name} free"),
            (true, false) => format!("{name} ≥ {}", number(variable.lower)),
            (false, true) => format!("{name} ≤ {}", number(variable.upper)),
            (true, true) => format!("{} ≤ {name} ≤ {}", number(variable.lower), number(variable.upper)),
        };
        format!("{range}, {}", variable.kind.word())
    }

    fn expression(&self, terms: &[Term], quadratic: &[QuadraticTerm], constant: f64) -> String {
        let mut text = String::new();
        for term in terms {
            push_signed(&mut text, term.coefficient, self.name_of(term.variable));
        }
        for term in quadratic {
            let product = if term.first == term.second {
                format!("{}²", self.name_of(term.first))
            } else {
                format!("{}·{}", self.name_of(term.first), self.name_of(term.second))
            };
            push_signed(&mut text, term.coefficient, &product);
        }
        if constant != 0.0 || text.is_empty() {
            push_signed(&mut text, constant, "");
        }
        text
    }
}

fn push_signed(text: &mut String, coefficient: f64, factor: &str) {
    let negative = coefficient.is_sign_negative() && coefficient != 0.0;
    let sign = match (text.is_empty(), negative) {
        (true, false) => "",
        (true, true) => "-",
        (false, false) => " + ",
        (false, true) => " - ",
    };
    let size = coefficient.abs();
    #[expect(clippy::float_cmp, reason = "only a coefficient of exactly one is left out")]
    let _ = match (size == 1.0, factor.is_empty()) {
        (true, false) => write!(text, "{sign}{factor}"),
        (_, true) => write!(text, "{sign}{}", number(size)),
        (false, false) => write!(text, "{sign}{} {factor}", number(size)),
    };
}
