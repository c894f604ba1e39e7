//! Parts of a model: one side of a row, one bound of a variable; and the model that some of them make.

use crate::model::{Model, Objective, Row, Term, VarId, Variable, VariableKind};
use crate::solve::prepare::opened;
use crate::solve::sensitivity::Side;

use super::{Member, Place};

/// What may be left out of a model by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) place: Place,
    pub(super) side: Side,
}

impl Item {
    /// The same as a member of a clash.
    pub(super) fn member(self, model: &Model, needed: bool) -> Member {
        let line = match self.place {
            Place::Row(index) => model.rows.get(index).and_then(|row| row.line),
            Place::Variable(index) => model.variables.get(index).and_then(|variable| variable.line),
        };
        Member {
            place: self.place,
            side: self.side,
            needed,
            line,
        }
    }

    pub(super) fn is_row(self) -> bool {
        matches!(self.place, Place::Row(_))
    }
}

/// The bounds of a variable as they were written, those of a binary within 0 and 1.
pub(super) fn bounds_of(variable: &Variable) -> (f64, f64) {
    let (lower, upper) = (opened(variable.lower), opened(variable.upper));
    if variable.kind == VariableKind::Binary {
        (lower.max(0.0), upper.min(1.0))
    } else {
        (lower, upper)
    }
}

/// The sides of a row as they count.
pub(super) fn sides_of(row: &Row) -> (f64, f64) {
    (opened(row.lower), opened(row.upper))
}

/// The parts of something between two bounds: an equality is one part.
fn items(place: Place, (lower, upper): (f64, f64)) -> impl Iterator<Item = Item> {
    #[expect(
        clippy::float_cmp,
        reason = "an equality has the same number on both sides, to the bit"
    )]
    let both = lower == upper;
    let sides = [
        (both, Side::Both),
        (!both && lower.is_finite(), Side::Lower),
        (!both && upper.is_finite(), Side::Upper),
    ];
    let there = sides.into_iter().filter(|(there, _)| *there);
    there.map(move |(_, side)| Item { place, side })
}

/// Every side of every row that has variables and multiplies none with another.
pub(super) fn row_items(model: &Model) -> Vec<Item> {
    let rows = model.rows.iter().enumerate();
    rows.filter(|(_, row)| !row.terms.is_empty() && row.quadratic.is_empty())
        .flat_map(|(index, row)| items(Place::Row(index), sides_of(row)))
        .collect()
}

/// Every bound of the variables that the rows among `items` have.
pub(super) fn bound_items(model: &Model, items_of: &[Item]) -> Vec<Item> {
    let mut used = vec![false; model.variables.len()];
    for item in items_of {
        if let Place::Row(index) = item.place {
            for term in &model.rows[index].terms {
                used[term.variable.0] = true;
            }
        }
    }
    let variables = model.variables.iter().enumerate();
    variables
        .filter(|(index, _)| used[*index])
        .flat_map(|(index, variable)| items(Place::Variable(index), bounds_of(variable)))
        .collect()
}

fn only(side: Side, (lower, upper): (f64, f64)) -> (f64, f64) {
    match side {
        Side::Lower => (lower, f64::INFINITY),
        Side::Upper => (f64::NEG_INFINITY, upper),
        Side::Both => (lower, upper),
    }
}

/// A model under construction from parts of another.
pub(super) struct Subset<'m> {
    source: &'m Model,
    /// Where each variable of the source stands here.
    positions: Vec<Option<usize>>,
    pub(super) model: Model,
}

impl<'m> Subset<'m> {
    pub(super) fn new(source: &'m Model) -> Self {
        Self {
            source,
            positions: vec![None; source.variables.len()],
            model: Model {
                objective: Objective::zero(),
                ..Model::empty()
            },
        }
    }

    /// The model of these parts; integers are whole if `whole`.
    pub(super) fn of(source: &'m Model, items: &[Item], whole: bool) -> Model {
        let mut subset = Self::new(source);
        for item in items {
            match item.place {
                Place::Row(index) => {
                    subset.add_row(index, item.side);
                }
                Place::Variable(index) => subset.hold(index, item.side),
            }
        }
        if whole {
            subset.make_whole();
        }
        subset.model
    }

    /// The place of a variable, which is free until one of its bounds is held.
    fn position(&mut self, index: usize) -> usize {
        if let Some(position) = self.positions[index] {
            return position;
        }
        let position = self.add_variable(f64::NEG_INFINITY, f64::INFINITY);
        self.positions[index] = Some(position);
        position
    }

    pub(super) fn add_variable(&mut self, lower: f64, upper: f64) -> usize {
        self.model.variables.push(Variable {
            name: String::new(),
            kind: VariableKind::Continuous,
            lower,
            upper,
            line: None,
        });
        self.model.variables.len() - 1
    }

    /// Adds a side of a row; says where it stands here.
    pub(super) fn add_row(&mut self, index: usize, side: Side) -> usize {
        let row = &self.source.rows[index];
        let mut terms: Vec<Term> = Vec::with_capacity(row.terms.len());
        for term in &row.terms {
            terms.push(Term {
                variable: VarId(self.position(term.variable.0)),
                coefficient: term.coefficient,
            });
        }
        let (lower, upper) = only(side, sides_of(row));
        self.model.rows.push(Row {
            name: String::new(),
            terms,
            quadratic: Vec::new(),
            lower,
            upper,
            line: None,
        });
        self.model.rows.len() - 1
    }

    /// Lets a row be missed on one side: `variable` takes up what is missing.
    pub(super) fn add_term(&mut self, row: usize, variable: usize, coefficient: f64) {
        self.model.rows[row].terms.push(Term {
            variable: VarId(variable),
            coefficient,
        });
    }

    /// Holds a bound of a variable.
    pub(super) fn hold(&mut self, index: usize, side: Side) {
        let position = self.position(index);
        let (lower, upper) = only(side, bounds_of(&self.source.variables[index]));
        let variable = &mut self.model.variables[position];
        variable.lower = variable.lower.max(lower);
        variable.upper = variable.upper.min(upper);
    }

    /// Gives the integers of the source their kind back.
    fn make_whole(&mut self) {
        let pairs = self.positions.iter().zip(&self.source.variables);
        for (position, variable) in pairs {
            if let Some(position) = position
                && variable.kind.is_integral()
            {
                // A binary without its bounds is an integer: the bounds are parts of their own.
                self.model.variables[*position].kind = VariableKind::Integer;
            }
        }
    }
}
