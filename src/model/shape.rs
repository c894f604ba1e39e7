//! The size of a model.

use serde::{Deserialize, Serialize};

use super::Model;

/// Counts that describe how large a model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shape {
    /// Variables, of every kind.
    pub variables: usize,
    /// Rows.
    pub rows: usize,
    /// Non-zero linear coefficients of the rows.
    pub nonzeros: usize,
    /// Integer and binary variables.
    pub integers: usize,
    /// Quadratic terms of rows and objective.
    #[serde(default)]
    pub quadratic: usize,
}

impl Model {
    /// Counts variables, rows, nonzeros, integers and quadratic terms.
    pub fn shape(&self) -> Shape {
        let in_rows: usize = self.rows.iter().map(|row| row.quadratic.len()).sum();
        Shape {
            variables: self.variables.len(),
            rows: self.rows.len(),
            nonzeros: self.rows.iter().map(|row| row.terms.len()).sum(),
            integers: self
                .variables
                .iter()
                .filter(|variable| variable.kind.is_integral())
                .count(),
            quadratic: in_rows + self.objective.quadratic.len(),
        }
    }
}
