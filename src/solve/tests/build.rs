//! Models in a few words.

use crate::model::{
    Model, ObjectiveSense, QuadraticTerm, Row, Term, VarId, Variable, VariableKind, collect_terms,
};

const INF: f64 = f64::INFINITY;

#[derive(Debug)]
pub(in crate::solve) struct Build(Model);

pub(in crate::solve) fn minimize(costs: &[f64]) -> Build {
    Build::new(ObjectiveSense::Minimize, costs)
}

pub(in crate::solve) fn maximize(costs: &[f64]) -> Build {
    Build::new(ObjectiveSense::Maximize, costs)
}

fn terms(coefficients: &[f64]) -> Vec<Term> {
    let term = |(at, &coefficient): (usize, &f64)| Term {
        variable: VarId(at),
        coefficient,
    };
    collect_terms(coefficients.iter().enumerate().map(term))
}

impl Build {
    /// One non-negative continuous variable per cost.
    fn new(sense: ObjectiveSense, costs: &[f64]) -> Self {
        let mut model = Model::empty();
        model.objective.sense = sense;
        model.objective.terms = terms(costs);
        let variable = |at| Variable {
            name: format!("x{at}"),
            kind: VariableKind::Continuous,
            lower: 0.0,
            upper: INF,
            line: None,
        };
        model.variables = (0..costs.len()).map(variable).collect();
        Self(model)
    }

    pub(in crate::solve) fn kind(mut self, kind: VariableKind) -> Self {
        for variable in &mut self.0.variables {
            variable.kind = kind;
        }
        self
    }

    pub(in crate::solve) fn integer(self) -> Self {
        self.kind(VariableKind::Integer)
    }

    pub(in crate::solve) fn binary(self) -> Self {
        self.kind(VariableKind::Binary)
    }

    pub(in crate::solve) fn kind_of(mut self, at: usize, kind: VariableKind) -> Self {
        self.0.variables[at].kind = kind;
        self
    }

    pub(in crate::solve) fn bounds(mut self, at: usize, lower: f64, upper: f64) -> Self {
        let variable = &mut self.0.variables[at];
        (variable.lower, variable.upper) = (lower, upper);
        self
    }

    pub(in crate::solve) fn all_bounds(mut self, lower: f64, upper: f64) -> Self {
        for at in 0..self.0.variables.len() {
            self = self.bounds(at, lower, upper);
        }
        self
    }

    pub(in crate::solve) fn row(mut self, coefficients: &[f64], lower: f64, upper: f64) -> Self {
        let name = format!("r{}", self.0.rows.len());
        self.0.rows.push(Row {
            name,
            terms: terms(coefficients),
            quadratic: Vec::new(),
            lower,
            upper,
            line: None,
        });
        self
    }

    pub(in crate::solve) fn le(self, coefficients: &[f64], upper: f64) -> Self {
        self.row(coefficients, -INF, upper)
    }

    pub(in crate::solve) fn ge(self, coefficients: &[f64], lower: f64) -> Self {
        self.row(coefficients, lower, INF)
    }

    pub(in crate::solve) fn eq(self, coefficients: &[f64], side: f64) -> Self {
        self.row(coefficients, side, side)
    }

    pub(in crate::solve) fn product(mut self, first: usize, second: usize, coefficient: f64) -> Self {
        self.0.objective.quadratic.push(QuadraticTerm {
            first: VarId(first),
            second: VarId(second),
            coefficient,
        });
        self
    }

    /// Multiplies variables with each other in the last row.
    pub(in crate::solve) fn row_product(mut self, first: usize, second: usize, coefficient: f64) -> Self {
        let row = self.0.rows.last_mut().expect("a row to multiply in");
        row.quadratic.push(QuadraticTerm {
            first: VarId(first),
            second: VarId(second),
            coefficient,
        });
        self
    }

    pub(in crate::solve) fn constant(mut self, constant: f64) -> Self {
        self.0.objective.constant = constant;
        self
    }

    pub(in crate::solve) fn model(self) -> Model {
        self.0
    }
}
