//! Variables that differ only in name, merged: a small model that no point of the large one can beat.
//!
//! Sixteen aircraft of one type give sixteen blocks of variables that may be exchanged freely. Branch and bound visits
//! every exchange; the sum over a block knows nothing of them. Rows and columns are sorted into classes by colour
//! refinement until every column of a class has the same coefficients in every class of rows (an equitable partition;
//! Grohe, Kersting, Mladenov and Selman 2014, "Dimension reduction via colour refinement", show it for linear
//! programs). The rows of a class add up to one row over the sums of the classes of columns; sums of whole numbers are
//! whole, so every point of the model has its sums among the points of the merged one.

use std::collections::HashMap;

use crate::model::{Model, Row, Term, VarId, Variable, VariableKind};

use super::prepare::{Column, Prepared, pairs};

/// Terms beyond which the sorting would take too long.
const MOST_TERMS: usize = 500_000;

/// A merged model is of use if it has at most this share of the columns: one in so many.
const SHARE: usize = 2;

/// The model with its alike columns merged: its optimum bounds that of `prepared`. `None` where too few are alike.
pub(super) fn merged(prepared: &Prepared) -> Option<Model> {
    let terms: usize = prepared.rows.iter().map(|row| row.terms.len()).sum();
    if prepared.is_quadratic() || terms > MOST_TERMS {
        return None;
    }
    let classes = classes(prepared);
    let alike = classes.columns.count * SHARE <= prepared.columns.len();
    alike.then(|| classes.model(prepared))
}

/// One class per item, from 0.
struct Colouring {
    of: Vec<usize>,
    count: usize,
}

impl Colouring {
    /// Items with equal keys have equal colours, numbered in the order of appearance.
    fn by<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> Self {
        let mut colours = HashMap::new();
        let of = keys
            .map(|key| {
                let next = colours.len();
                *colours.entry(key).or_insert(next)
            })
            .collect();
        Self {
            of,
            count: colours.len(),
        }
    }

    /// How many items each class has.
    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        for colour in &self.of {
            sizes[*colour] += 1;
        }
        sizes
    }
}

struct Classes {
    columns: Colouring,
    rows: Colouring,
}

fn classes(prepared: &Prepared) -> Classes {
    let costs = dense_costs(prepared);
    let mut columns = Colouring::by(prepared.columns.iter().zip(&costs).map(|(column, cost)| {
        (
            bits(column.lower),
            bits(column.upper),
            column.integral,
            bits(*cost),
        )
    }));
    let sides = |row: &super::prepare::PreparedRow| (bits(row.lower), bits(row.upper));
    let mut rows = Colouring::by(prepared.rows.iter().map(sides));
    let by_column = transposed(prepared);
    loop {
        let before = (columns.count, rows.count);
        rows = Colouring::by(prepared.rows.iter().enumerate().map(|(at, row)| {
            let seen = pairs(&row.terms).map(|(column, size)| (columns.of[column], bits(size)));
            (rows.of[at], sorted(seen))
        }));
        columns = Colouring::by(by_column.iter().enumerate().map(|(at, terms)| {
            let seen = terms.iter().map(|(row, size)| (rows.of[*row], bits(*size)));
            (columns.of[at], sorted(seen))
        }));
        if (columns.count, rows.count) == before {
            return Classes { columns, rows };
        }
    }
}

impl Classes {
    fn model(&self, prepared: &Prepared) -> Model {
        let (columns, rows) = (self.columns.sizes(), self.rows.sizes());
        let mut model = Model::empty();
        model.objective.sense = prepared.model.objective.sense;
        model.objective.constant = prepared.model.objective.constant;
        let mut first_of = vec![None; self.columns.count];
        for (at, colour) in self.columns.of.iter().enumerate() {
            first_of[*colour].get_or_insert(at);
        }
        let firsts: Vec<usize> = first_of.into_iter().flatten().collect();
        let costs = dense_costs(prepared);
        for (colour, first) in firsts.iter().enumerate() {
            model
                .variables
                .push(summed(colour, prepared.columns[*first], columns[colour]));
            model.objective.terms.extend(term(colour, costs[*first]));
        }
        let mut seen = vec![false; self.rows.count];
        let mut terms: Vec<Vec<Term>> = vec![Vec::new(); self.rows.count];
        let by_column = transposed(prepared);
        for (colour, first) in firsts.iter().enumerate() {
            let mut sums = HashMap::<usize, f64>::new();
            for (row, size) in &by_column[*first] {
                *sums.entry(self.rows.of[*row]).or_default() += size;
            }
            for (row, sum) in sums {
                terms[row].extend(term(colour, sum));
            }
        }
        for (at, row) in prepared.rows.iter().enumerate() {
            let class = self.rows.of[at];
            if std::mem::replace(&mut seen[class], true) {
                continue;
            }
            let many = as_f64(rows[class]);
            model.rows.push(Row {
                name: format!("rows{class}"),
                terms: std::mem::take(&mut terms[class]),
                quadratic: Vec::new(),
                lower: row.lower * many,
                upper: row.upper * many,
                line: None,
            });
        }
        model
    }
}

/// The sum of `many` columns like this one.
fn summed(colour: usize, column: Column, many: usize) -> Variable {
    let kind = if column.integral {
        VariableKind::Integer
    } else {
        VariableKind::Continuous
    };
    Variable {
        name: format!("sum{colour}"),
        kind,
        lower: column.lower * as_f64(many),
        upper: column.upper * as_f64(many),
        line: None,
    }
}

fn term(colour: usize, coefficient: f64) -> Option<Term> {
    (coefficient != 0.0).then_some(Term {
        variable: VarId(colour),
        coefficient,
    })
}

fn dense_costs(prepared: &Prepared) -> Vec<f64> {
    let mut costs = vec![0.0; prepared.columns.len()];
    for (at, cost) in pairs(&prepared.costs) {
        costs[at] = cost;
    }
    costs
}

/// The rows that each column stands in, with its coefficients.
fn transposed(prepared: &Prepared) -> Vec<Vec<(usize, f64)>> {
    let mut columns = vec![Vec::new(); prepared.columns.len()];
    for (row, prepared) in prepared.rows.iter().enumerate() {
        for (column, size) in pairs(&prepared.terms) {
            columns[column].push((row, size));
        }
    }
    columns
}

fn sorted(seen: impl Iterator<Item = (usize, u64)>) -> Vec<(usize, u64)> {
    let mut seen: Vec<_> = seen.collect();
    seen.sort_unstable();
    seen
}

/// Equal numbers have equal bits, zero with either sign included.
fn bits(value: f64) -> u64 {
    if value == 0.0 { 0 } else { value.to_bits() }
}

#[expect(clippy::cast_precision_loss, reason = "a model has fewer than 2^53 columns")]
fn as_f64(count: usize) -> f64 {
    count as f64
}
