//! The parts of a model.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Number;

/// Position of a variable in [`Model::variables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VarId(pub usize);

/// What values a variable may take, besides its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VariableKind {
    /// Any real number within the bounds.
    Continuous,
    /// Whole numbers within the bounds.
    Integer,
    /// 0 or 1; bounds may fix it further.
    Binary,
}

impl VariableKind {
    /// Whether only whole numbers are allowed.
    pub fn is_integral(self) -> bool {
        self != Self::Continuous
    }

    /// The word shown on screen and written to files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Continuous => "continuous",
            Self::Integer => "integer",
            Self::Binary => "binary",
        }
    }
}

/// A decision variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// Name as the program gave it, or one made from its position; unique names are not guaranteed.
    pub name: String,
    /// Its type.
    pub kind: VariableKind,
    /// Smallest value; may be `-inf`.
    #[serde(with = "Number")]
    pub lower: f64,
    /// Largest value; may be `inf`.
    #[serde(with = "Number")]
    pub upper: f64,
    /// Program line (from 1) that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// `coefficient · variable`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The variable.
    pub variable: VarId,
    /// Its coefficient; finite.
    #[serde(with = "Number")]
    pub coefficient: f64,
}

/// `coefficient · first · second`; a square has `first == second`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuadraticTerm {
    /// One factor.
    pub first: VarId,
    /// The other factor.
    pub second: VarId,
    /// Its coefficient; finite.
    #[serde(with = "Number")]
    pub coefficient: f64,
}

/// How a row compares, derived from its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowSense {
    /// `expression ≤ upper`
    LessEqual,
    /// `expression ≥ lower`
    GreaterEqual,
    /// `expression = lower = upper`
    Equal,
    /// `lower ≤ expression ≤ upper`
    Range,
    /// No bound on either side.
    Free,
}

impl RowSense {
    /// The mathematical sign, `…` for a row without bounds.
    pub fn sign(self) -> &'static str {
        match self {
            Self::LessEqual => "≤",
            Self::GreaterEqual => "≥",
            Self::Equal => "=",
            Self::Range => "≤ … ≤",
            Self::Free => "…",
        }
    }
}

/// A constraint `lower ≤ Σ terms + Σ quadratic ≤ upper`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Name as the program gave it, or one made from its position.
    pub name: String,
    /// Linear part: one term per variable, no zero coefficients, in order of variable.
    pub terms: Vec<Term>,
    /// Quadratic part; empty for a linear row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quadratic: Vec<QuadraticTerm>,
    /// Smallest value of the expression; may be `-inf`.
    #[serde(with = "Number")]
    pub lower: f64,
    /// Largest value of the expression; may be `inf`.
    #[serde(with = "Number")]
    pub upper: f64,
    /// Program line (from 1) that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Row {
    /// The comparison that the bounds amount to.
    pub fn sense(&self) -> RowSense {
        match (self.lower.is_finite(), self.upper.is_finite()) {
            (false, false) => RowSense::Free,
            (false, true) => RowSense::LessEqual,
            (true, false) => RowSense::GreaterEqual,
            #[expect(
                clippy::float_cmp,
                reason = "an equality row has the same number on both sides, to the bit"
            )]
            (true, true) if self.lower == self.upper => RowSense::Equal,
            (true, true) => RowSense::Range,
        }
    }

    /// Value of the expression at `values` (one value per variable of the model, in order).
    pub fn activity(&self, values: &[f64]) -> f64 {
        evaluate(&self.terms, &self.quadratic, values)
    }
}

/// Whether more or less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectiveSense {
    /// Less is better.
    Minimize,
    /// More is better.
    Maximize,
}

impl ObjectiveSense {
    /// The word shown on screen and written to files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimize => "minimize",
            Self::Maximize => "maximize",
        }
    }

    /// The other one.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Minimize => Self::Maximize,
            Self::Maximize => Self::Minimize,
        }
    }
}

/// What is optimised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Direction.
    pub sense: ObjectiveSense,
    /// Linear part, as in [`Row::terms`].
    pub terms: Vec<Term>,
    /// Quadratic part; empty for a linear objective.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quadratic: Vec<QuadraticTerm>,
    /// Added to the value.
    #[serde(default, with = "Number")]
    pub constant: f64,
    /// Program line (from 1) that set it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Objective {
    /// An objective of constant zero: any feasible point is as good as another.
    pub fn zero() -> Self {
        Self {
            sense: ObjectiveSense::Minimize,
            terms: Vec::new(),
            quadratic: Vec::new(),
            constant: 0.0,
            line: None,
        }
    }

    /// Value at `values` (one value per variable of the model, in order).
    pub fn value(&self, values: &[f64]) -> f64 {
        self.constant + evaluate(&self.terms, &self.quadratic, values)
    }
}

/// A model: variables, rows, objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Name as the program gave it; may be empty.
    #[serde(default)]
    pub name: String,
    /// The columns.
    pub variables: Vec<Variable>,
    /// The constraints.
    pub rows: Vec<Row>,
    /// What is optimised.
    pub objective: Objective,
}

/// Why a model cannot be handed to a solver.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelFault {
    /// A term names a variable that does not exist.
    #[error("{place} uses variable number {index}, but the model has only {count}")]
    UnknownVariable {
        /// Row name or "the objective".
        place: String,
        /// The index used.
        index: usize,
        /// How many variables there are.
        count: usize,
    },
    /// A coefficient, bound or constant is NaN, or infinite where it must not be.
    #[error("{place} has the coefficient or bound {value}, which is not a usable number")]
    NotFinite {
        /// Row or variable name, or "the objective".
        place: String,
        /// The value as text.
        value: String,
    },
    /// A lower bound is above the upper one. A solver would say infeasible; the reason is worth more.
    #[error("{place} has the lower bound {lower} above its upper bound {upper}")]
    CrossedBounds {
        /// Row or variable name.
        place: String,
        /// Lower bound.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
}

impl Model {
    /// A model without anything.
    pub fn empty() -> Self {
        Self {
            name: String::new(),
            variables: Vec::new(),
            rows: Vec::new(),
            objective: Objective::zero(),
        }
    }

    /// Whether any row or the objective has a quadratic term.
    pub fn is_quadratic(&self) -> bool {
        !self.objective.quadratic.is_empty() || self.rows.iter().any(|row| !row.quadratic.is_empty())
    }

    /// Whether any variable is integral.
    pub fn is_integer(&self) -> bool {
        self.variables.iter().any(|variable| variable.kind.is_integral())
    }

    /// Checks indices, finiteness and bounds; a solver is called only on a model that passes
    /// (crossed bounds are reported as such by the caller, for they mean infeasible).
    ///
    /// # Errors
    /// The first fault found.
    pub fn validate(&self) -> Result<(), ModelFault> {
        for variable in &self.variables {
            check_bounds(&variable.name, variable.lower, variable.upper)?;
        }
        for row in &self.rows {
            self.check_terms(&row.name, &row.terms, &row.quadratic)?;
            check_bounds(&row.name, row.lower, row.upper)?;
        }
        let place = "the objective";
        self.check_terms(place, &self.objective.terms, &self.objective.quadratic)?;
        check_finite(place, self.objective.constant)
    }

    fn check_terms(
        &self,
        place: &str,
        terms: &[Term],
        quadratic: &[QuadraticTerm],
    ) -> Result<(), ModelFault> {
        let linear = terms.iter().map(|term| (term.variable, term.coefficient));
        let firsts = quadratic.iter().map(|term| (term.first, term.coefficient));
        let seconds = quadratic.iter().map(|term| (term.second, term.coefficient));
        for (VarId(index), coefficient) in linear.chain(firsts).chain(seconds) {
            let count = self.variables.len();
            if index >= count {
                return Err(ModelFault::UnknownVariable {
                    place: place.to_owned(),
                    index,
                    count,
                });
            }
            check_finite(place, coefficient)?;
        }
        Ok(())
    }
}

/// Sums duplicate variables, drops zero coefficients and sorts by variable: the form that [`Row::terms`] promises.
pub fn collect_terms(terms: impl IntoIterator<Item = Term>) -> Vec<Term> {
    let mut sums: BTreeMap<VarId, f64> = BTreeMap::new();
    for term in terms {
        *sums.entry(term.variable).or_insert(0.0) += term.coefficient;
    }
    sums.into_iter()
        .filter(|(_, coefficient)| *coefficient != 0.0)
        .map(|(variable, coefficient)| Term {
            variable,
            coefficient,
        })
        .collect()
}

fn evaluate(terms: &[Term], quadratic: &[QuadraticTerm], values: &[f64]) -> f64 {
    let linear: f64 = terms
        .iter()
        .map(|term| term.coefficient * values[term.variable.0])
        .sum();
    let products: f64 = quadratic
        .iter()
        .map(|term| term.coefficient * values[term.first.0] * values[term.second.0])
        .sum();
    linear + products
}

fn check_finite(place: &str, value: f64) -> Result<(), ModelFault> {
    if value.is_finite() {
        Ok(())
    } else {
        Err(ModelFault::NotFinite {
            place: place.to_owned(),
            value: value.to_string(),
        })
    }
}

fn check_bounds(place: &str, lower: f64, upper: f64) -> Result<(), ModelFault> {
    let unusable = lower.is_nan() || upper.is_nan() || lower == f64::INFINITY || upper == f64::NEG_INFINITY;
    if unusable {
        let value = format!("[{lower}, {upper}]");
        return Err(ModelFault::NotFinite {
            place: place.to_owned(),
            value,
        });
    }
    if lower > upper {
        return Err(ModelFault::CrossedBounds {
            place: place.to_owned(),
            lower,
            upper,
        });
    }
    Ok(())
}
