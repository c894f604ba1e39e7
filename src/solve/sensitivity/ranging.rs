//! From an optimal basis to prices and to how far they hold.

use crate::model::ObjectiveSense;
use crate::solve::prepare::{Prepared, opened, pairs};

use super::tableau::{Member, Stand, Tableau};
use super::{Range, RowSensitivity, Sensitivity, Side, VariableSensitivity};

/// Prices and ranges at an optimal point of a linear model; `None` where no basis of moderate size proves it.
pub(in crate::solve) fn sensitivity(prepared: &Prepared, values: &[f64]) -> Option<Sensitivity> {
    let basis = Basis::new(prepared, values)?;
    let variables: Vec<VariableSensitivity> =
        (0..prepared.columns.len()).map(|at| basis.variable(at)).collect();
    let mut rows: Vec<RowSensitivity> = prepared
        .model
        .rows
        .iter()
        .map(|row| {
            // A row without variables or bounds asks nothing.
            let bounded = opened(row.lower).is_finite() || opened(row.upper).is_finite();
            let side = bounded.then_some(if opened(row.upper).is_finite() {
                Side::Upper
            } else {
                Side::Lower
            });
            RowSensitivity {
                dual: 0.0,
                side,
                range: None,
            }
        })
        .collect();
    for (at, row) in prepared.rows.iter().enumerate() {
        rows[row.index] = basis.row(at);
    }
    let sensitivity = Sensitivity {
        fixed_integers: prepared.is_integer(),
        degenerate: basis.is_degenerate(),
        alternatives: basis.has_alternatives(),
        variables,
        rows,
    };
    sensitivity.is_finite().then_some(sensitivity)
}

/// Where a member of the tableau stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Line(usize),
    Column(usize),
}

struct Basis<'p> {
    prepared: &'p Prepared<'p>,
    tableau: Tableau,
    places: Vec<Place>,
    costs: Vec<f64>,
}

impl<'p> Basis<'p> {
    fn new(prepared: &'p Prepared<'p>, values: &[f64]) -> Option<Self> {
        let tableau = Tableau::optimal(prepared, values)?;
        let mut places = vec![Place::Line(0); tableau.members.len()];
        for (line, &member) in tableau.basic.iter().enumerate() {
            places[member] = Place::Line(line);
        }
        for (column, &member) in tableau.nonbasic.iter().enumerate() {
            places[member] = Place::Column(column);
        }
        let mut costs = vec![0.0; prepared.columns.len()];
        for (at, cost) in pairs(&prepared.costs) {
            costs[at] = cost;
        }
        Some(Self {
            prepared,
            tableau,
            places,
            costs,
        })
    }

    /// A reduced cost in the model's own direction.
    fn price(&self, column: usize) -> f64 {
        let price = self.tableau.prices[column];
        if price.abs() <= self.tableau.price_noise {
            0.0
        } else {
            self.prepared.sign() * price
        }
    }

    fn variable(&self, at: usize) -> VariableSensitivity {
        let held = self.prepared.is_integer() && self.prepared.columns[at].integral;
        let reduced_cost = match self.places[at] {
            Place::Column(column) => self.price(column),
            Place::Line(_) => 0.0,
        };
        VariableSensitivity {
            reduced_cost,
            cost: (!held).then(|| self.cost_range(at)),
        }
    }

    /// Where the cost may lie so that every reduced cost keeps its sign.
    fn cost_range(&self, at: usize) -> Range {
        let (less, more) = match self.places[at] {
            Place::Column(column) => self.own_reach(column),
            Place::Line(line) => self.basic_reach(line),
        };
        let cost = self.costs[at];
        match self.prepared.model.objective.sense {
            ObjectiveSense::Minimize => Range::new(cost - less, cost + more),
            ObjectiveSense::Maximize => Range::new(cost - more, cost + less),
        }
    }

    /// How far the cost of a nonbasic variable may fall and rise, when minimising.
    fn own_reach(&self, column: usize) -> (f64, f64) {
        let price = self.price(column).abs();
        match self.tableau.stand(column) {
            Stand::Fixed => (f64::INFINITY, f64::INFINITY),
            Stand::Lower => (price, f64::INFINITY),
            Stand::Upper => (f64::INFINITY, price),
            Stand::Loose => (0.0, 0.0),
        }
    }

    fn basic_reach(&self, line: usize) -> (f64, f64) {
        let (mut less, mut more) = (f64::INFINITY, f64::INFINITY);
        for (column, &rate) in self.tableau.lines[line].iter().enumerate() {
            if is_rounding(rate) {
                continue;
            }
            let room = self.price(column).abs() / rate.abs();
            match (self.tableau.stand(column), rate > 0.0) {
                (Stand::Fixed, _) => {}
                // A reduced cost that must stay positive falls with the cost where the rate is positive.
                (Stand::Lower, true) | (Stand::Upper, false) => less = less.min(room),
                (Stand::Lower, false) | (Stand::Upper, true) => more = more.min(room),
                (Stand::Loose, _) => (less, more) = (0.0, 0.0),
            }
        }
        (less, more)
    }

    fn row(&self, at: usize) -> RowSensitivity {
        let member = self.prepared.columns.len() + at;
        let activity = self.tableau.members[member];
        match self.places[member] {
            Place::Line(_) => slack_row(&activity),
            Place::Column(column) => RowSensitivity {
                dual: self.price(column),
                side: Some(side_at(&activity)),
                range: Some(self.side_range(column, &activity)),
            },
        }
    }

    /// Where a binding side may lie so that every basic variable stays within its bounds.
    fn side_range(&self, column: usize, activity: &Member) -> Range {
        let (mut less, mut more) = (f64::INFINITY, f64::INFINITY);
        for (line, entries) in self.tableau.lines.iter().enumerate() {
            let rate = entries[column];
            if is_rounding(rate) {
                continue;
            }
            let basic = &self.tableau.members[self.tableau.basic[line]];
            let up = if basic.at_upper() {
                0.0
            } else {
                basic.upper - basic.value
            };
            let down = if basic.at_lower() {
                0.0
            } else {
                basic.value - basic.lower
            };
            let (grow, fall) = if rate > 0.0 { (up, down) } else { (down, up) };
            more = more.min(grow.max(0.0) / rate.abs());
            less = less.min(fall.max(0.0) / rate.abs());
        }
        let (from, to) = (activity.value - less, activity.value + more);
        // A side that passes the other one leaves nothing.
        match side_at(activity) {
            Side::Both => Range::new(from, to),
            Side::Upper => Range::new(from.max(activity.lower), to),
            Side::Lower => Range::new(from, to.min(activity.upper)),
        }
    }

    /// Whether a basic variable stands at a bound.
    fn is_degenerate(&self) -> bool {
        let mut basics = self.tableau.basic.iter();
        basics.any(|&member| self.tableau.members[member].at_bound())
    }

    /// Whether a variable could move without cost.
    fn has_alternatives(&self) -> bool {
        (0..self.tableau.nonbasic.len())
            .any(|column| self.tableau.stand(column) != Stand::Fixed && self.price(column) == 0.0)
    }
}

/// A row that does not bind: its nearest side may move up to the activity, and away for ever.
fn slack_row(activity: &Member) -> RowSensitivity {
    let (above, below) = (activity.upper - activity.value, activity.value - activity.lower);
    let (side, range) = if activity.is_fixed() {
        (Side::Both, Range::new(activity.value, activity.value))
    } else if above <= below {
        (Side::Upper, Range::new(activity.value, f64::INFINITY))
    } else {
        (Side::Lower, Range::new(f64::NEG_INFINITY, activity.value))
    };
    RowSensitivity {
        dual: 0.0,
        side: Some(side),
        range: Some(range),
    }
}

fn side_at(activity: &Member) -> Side {
    if activity.is_fixed() {
        Side::Both
    } else if activity.at_upper() {
        Side::Upper
    } else {
        Side::Lower
    }
}

/// Entries of a tableau that are what is left of a zero.
fn is_rounding(entry: f64) -> bool {
    entry.abs() <= 1e-11
}
