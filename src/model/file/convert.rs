//! From what the parser understood to a model.

use std::collections::HashMap;

use lp_parser_rs::lexer::RawCoefficient;
use lp_parser_rs::model::{ComparisonOp, VariableType};

use super::source::FileFault;
use crate::model::{
    Model, ModelFault, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind, collect_terms,
};

/// Bounds of this size and beyond mean "none" in both formats.
const INFINITE: f64 = 1e20;

/// What one comparison says about a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Side {
    /// Strict comparisons are not strict in these formats.
    pub(super) fn of(operator: ComparisonOp, side: f64) -> Self {
        let (lower, upper) = match operator {
            ComparisonOp::LT | ComparisonOp::LTE => (f64::NEG_INFINITY, side),
            ComparisonOp::GT | ComparisonOp::GTE => (side, f64::INFINITY),
            ComparisonOp::EQ => (side, side),
        };
        Self { lower, upper }
    }

    /// No bound on either side.
    pub(super) const FREE: Self = Self {
        lower: f64::NEG_INFINITY,
        upper: f64::INFINITY,
    };
}

/// A model in the making.
pub(super) struct Builder {
    model: Model,
    ids: HashMap<String, VarId>,
    /// Names of rows, each with the line of its row.
    rows: HashMap<String, Option<u32>>,
    unnamed: Vec<usize>,
}

impl Builder {
    pub(super) fn new(sense: ObjectiveSense) -> Self {
        Self {
            model: Model {
                objective: Objective {
                    sense,
                    ..Objective::zero()
                },
                ..Model::empty()
            },
            ids: HashMap::new(),
            rows: HashMap::new(),
            unnamed: Vec::new(),
        }
    }

    /// The variable of this name; new ones are continuous and not negative.
    pub(super) fn variable(&mut self, name: &str) -> VarId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = VarId(self.model.variables.len());
        self.model.variables.push(Variable {
            name: name.to_owned(),
            kind: VariableKind::Continuous,
            lower: 0.0,
            upper: f64::INFINITY,
            line: None,
        });
        self.ids.insert(name.to_owned(), id);
        id
    }

    fn terms(&mut self, raw: &[RawCoefficient<'_>]) -> Vec<Term> {
        let terms = raw.iter().map(|term| Term {
            variable: self.variable(term.name),
            coefficient: term.value,
        });
        // All names become variables, those with a zero before them too.
        let terms: Vec<Term> = terms.collect();
        collect_terms(terms)
    }

    pub(super) fn objective(&mut self, raw: &[RawCoefficient<'_>], constant: f64, line: Option<u32>) {
        self.model.objective.terms = self.terms(raw);
        self.model.objective.constant = constant;
        self.model.objective.line = line;
    }

    /// Adds a row; `Err` with the line of the other when there is one of this name.
    pub(super) fn row(
        &mut self,
        name: &str,
        raw: &[RawCoefficient<'_>],
        side: Side,
        line: Option<u32>,
    ) -> Result<(), Option<u32>> {
        if let Some(first) = self.rows.get(name) {
            return Err(*first);
        }
        self.rows.insert(name.to_owned(), line);
        self.push_row(name.to_owned(), raw, side, line);
        Ok(())
    }

    pub(super) fn unnamed_row(&mut self, raw: &[RawCoefficient<'_>], side: Side, line: Option<u32>) {
        self.unnamed.push(self.model.rows.len());
        self.push_row(String::new(), raw, side, line);
    }

    fn push_row(&mut self, name: String, raw: &[RawCoefficient<'_>], side: Side, line: Option<u32>) {
        let terms = self.terms(raw);
        self.model.rows.push(Row {
            name,
            terms,
            quadratic: Vec::new(),
            lower: opened(side.lower),
            upper: opened(side.upper),
            line,
        });
    }

    /// A second comparison of the last row.
    pub(super) fn narrow_last(&mut self, side: Side) {
        if let Some(row) = self.model.rows.last_mut() {
            row.lower = row.lower.max(opened(side.lower));
            row.upper = row.upper.min(opened(side.upper));
        }
    }

    /// Gives rows without a name one from their position that no other row has.
    pub(super) fn name_the_unnamed(&mut self) {
        for at in std::mem::take(&mut self.unnamed) {
            let mut name = format!("R{}", at + 1);
            while self.rows.contains_key(&name) {
                name.push('_');
            }
            self.rows.insert(name.clone(), self.model.rows[at].line);
            self.model.rows[at].name = name;
        }
    }

    /// Applies a bound; a later one for the same side replaces an earlier one, as both formats have it.
    pub(super) fn bound(&mut self, name: &str, declared: &VariableType) {
        let VarId(at) = self.variable(name);
        let variable = &mut self.model.variables[at];
        let (lower, upper) = match declared {
            VariableType::Free => (Some(f64::NEG_INFINITY), Some(f64::INFINITY)),
            VariableType::LowerBound(lower) => (Some(*lower), None),
            VariableType::UpperBound(upper) => (None, Some(*upper)),
            VariableType::DoubleBound(lower, upper) => (Some(*lower), Some(*upper)),
            VariableType::Binary => (Some(0.0), Some(1.0)),
            _ => (None, None),
        };
        variable.lower = lower.map_or(variable.lower, opened);
        variable.upper = upper.map_or(variable.upper, opened);
    }

    pub(super) fn kind(&mut self, name: &str, kind: VariableKind) {
        let VarId(at) = self.variable(name);
        let variable = &mut self.model.variables[at];
        variable.kind = kind;
        if kind == VariableKind::Binary {
            variable.lower = variable.lower.max(0.0);
            variable.upper = variable.upper.min(1.0);
        }
    }

    /// Says which of the bounded or typed variables stand in no row and not in the objective. A comma after a known
    /// name is a slip that would leave the variable itself without its type.
    pub(super) fn notes_on_unused(&self, declared: &[&str], known: usize) -> Result<Vec<String>, FileFault> {
        let mut strangers: Vec<&str> = Vec::new();
        for name in declared {
            let is_new = self.ids.get(*name).is_some_and(|id| id.0 >= known);
            if !is_new || strangers.contains(name) {
                continue;
            }
            let bare = name.trim_end_matches([',', ';', '.']);
            if bare != *name && self.ids.contains_key(bare) {
                return Err(FileFault::whole(
                    format!("`{name}` is listed after the rows, which know only `{bare}`"),
                    "separate names by spaces alone",
                ));
            }
            if strangers.len() < 5 {
                strangers.push(name);
            }
        }
        if strangers.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![format!(
            "Bounded or typed, but in no row and not in the objective: {}.",
            strangers.join(", ")
        )])
    }

    pub(super) fn variables(&self) -> usize {
        self.model.variables.len()
    }
}

fn opened(bound: f64) -> f64 {
    if bound.abs() >= INFINITE {
        bound.signum() * f64::INFINITY
    } else {
        bound + 0.0 // + 0 turns -0 into 0
    }
}

/// The model, when all its numbers are some. Crossed bounds stay: they are why it is infeasible.
pub(super) fn finish(builder: Builder) -> Result<Model, FileFault> {
    match builder.model.validate() {
        Ok(()) | Err(ModelFault::CrossedBounds { .. }) => Ok(builder.model),
        Err(fault) => Err(FileFault::whole(
            fault.to_string(),
            "correct the number; `inf` can only leave a side open",
        )),
    }
}
