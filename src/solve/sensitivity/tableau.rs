//! An optimal basis found from an optimal point, by a few exchanges in a dense tableau.
//!
//! The tableau states every basic variable as a sum of nonbasic ones, and so the costs. Variables are those of the
//! model, then one for each row: its activity, which lies between the row's bounds.

use crate::solve::prepare::{Prepared, pairs};
use crate::solve::tolerance::{FEASIBILITY, objective_tolerance, violation};

/// Entries below this share of the largest in their column are rounding.
const PIVOT: f64 = 1e-9;

/// A value is at a bound that it misses by less, absolute for small bounds and relative for large.
const AT_BOUND: f64 = 1e-7;

/// Reduced costs below this share of the largest cost are zero.
const PRICE: f64 = 1e-9;

/// Cell updates after which the attempt is given up: tens of milliseconds.
const MOST_WORK: usize = 20_000_000;

/// A variable of the tableau.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) value: f64,
}

impl Member {
    fn is_near(&self, bound: f64) -> bool {
        bound.is_finite() && (self.value - bound).abs() <= AT_BOUND * bound.abs().max(1.0)
    }

    pub(super) fn at_lower(&self) -> bool {
        self.is_near(self.lower)
    }

    pub(super) fn at_upper(&self) -> bool {
        self.is_near(self.upper)
    }

    pub(super) fn at_bound(&self) -> bool {
        self.at_lower() || self.at_upper()
    }

    /// Whether it can take one value only.
    pub(super) fn is_fixed(&self) -> bool {
        self.upper - self.lower <= 0.0
    }
}

/// What a nonbasic variable may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// At its smaller end, free to grow.
    Lower,
    /// At its larger end, free to fall.
    Upper,
    /// Held at one value.
    Fixed,
    /// Between its ends, with nothing that keeps it there.
    Loose,
}

/// The tableau of a basis. Costs are minimised: a model that maximises has them turned around.
#[derive(Debug)]
pub(super) struct Tableau {
    /// Variables of the model, then activities of its prepared rows.
    pub(super) members: Vec<Member>,
    /// The basic member of each line.
    pub(super) basic: Vec<usize>,
    /// The nonbasic member of each column.
    pub(super) nonbasic: Vec<usize>,
    /// `basic[line] = Σ lines[line][column] · nonbasic[column]`.
    pub(super) lines: Vec<Vec<f64>>,
    /// Reduced cost of each nonbasic member.
    pub(super) prices: Vec<f64>,
    /// Reduced costs up to this are zero.
    pub(super) price_noise: f64,
    work: usize,
}

impl Tableau {
    /// The tableau of an optimal basis for the optimal point `values`, with whole numbers held if there are any;
    /// `None` where it is too large, or its numbers are too bad to end in a basis that proves the optimum.
    pub(super) fn optimal(prepared: &Prepared, values: &[f64]) -> Option<Self> {
        let cells = prepared.rows.len().checked_mul(prepared.columns.len())?;
        if cells > MOST_WORK / 8 {
            return None;
        }
        let mut tableau = Self::at(prepared, values);
        tableau.enter_all()?;
        tableau.settle_values();
        tableau.price_out(prepared, values)?;
        tableau.settle_values();
        tableau.proves(prepared, values).then_some(tableau)
    }

    /// All activities basic.
    fn at(prepared: &Prepared, values: &[f64]) -> Self {
        let columns = prepared.columns.len();
        let held = prepared.is_integer();
        let mut members: Vec<Member> = prepared
            .columns
            .iter()
            .zip(values)
            .map(|(column, &value)| {
                let fixed = held && column.integral;
                let (lower, upper) = if fixed {
                    (value, value)
                } else {
                    (column.lower, column.upper)
                };
                Member { lower, upper, value }
            })
            .collect();
        let mut lines = Vec::with_capacity(prepared.rows.len());
        for row in &prepared.rows {
            let mut line = vec![0.0; columns];
            for (at, coefficient) in pairs(&row.terms) {
                line[at] = coefficient;
            }
            lines.push(line);
            members.push(Member {
                lower: row.lower,
                upper: row.upper,
                value: pairs(&row.terms).map(|(at, size)| size * values[at]).sum(),
            });
        }
        let mut prices = vec![0.0; columns];
        for (at, cost) in pairs(&prepared.costs) {
            prices[at] = prepared.sign() * cost;
        }
        let most = prices.iter().fold(0.0_f64, |most, price| most.max(price.abs()));
        Self {
            basic: (columns..members.len()).collect(),
            nonbasic: (0..columns).collect(),
            members,
            lines,
            prices,
            price_noise: PRICE * most,
            work: 0,
        }
    }

    /// Makes every variable that stands between its bounds basic, for whoever stands at one.
    fn enter_all(&mut self) -> Option<()> {
        for column in 0..self.nonbasic.len() {
            if self.stand(column) != Stand::Loose {
                continue;
            }
            let noise = PIVOT * self.largest_in(column);
            let leaving = self.best_line(|tableau, line| {
                let size = tableau.lines[line][column].abs();
                (size > noise && tableau.members[tableau.basic[line]].at_bound()).then_some(size)
            });
            match leaving {
                Some(line) => self.exchange(line, column)?,
                None => self.push(column)?,
            }
        }
        Some(())
    }

    /// Moves a variable that nothing holds until it or a basic one comes to a bound. At an optimum this costs nothing.
    fn push(&mut self, column: usize) -> Option<()> {
        if self.prices[column].abs() > self.price_noise.max(self.price_noise * self.largest_in(column)) {
            return None;
        }
        for direction in [-1.0, 1.0] {
            let (step, blocking) = self.step(column, direction);
            if step.is_finite() {
                self.advance(column, direction * step);
                return match blocking {
                    Some(line) => self.exchange(line, column),
                    None => Some(()),
                };
            }
        }
        Some(()) // free, and of no consequence
    }

    /// Exchanges members until all reduced costs have the sign that proves the optimum.
    fn price_out(&mut self, prepared: &Prepared, values: &[f64]) -> Option<()> {
        let tolerance = objective_tolerance(prepared, values);
        loop {
            // The lowest number first, on both sides: so no exchange comes around again.
            let entering = (0..self.nonbasic.len())
                .filter_map(|column| Some((self.nonbasic[column], column, self.way_down(column)?)))
                .min_by_key(|(member, ..)| *member);
            let Some((_, column, direction)) = entering else {
                return Some(());
            };
            let (step, blocking) = self.step(column, direction);
            if step * self.prices[column].abs() > tolerance {
                return None; // the point is not the best after all
            }
            self.advance(column, direction * step);
            if let Some(line) = blocking {
                self.exchange(line, column)?;
            }
            self.spend(self.nonbasic.len())?;
        }
    }

    /// The direction in which a nonbasic variable improves the objective, if there is one.
    fn way_down(&self, column: usize) -> Option<f64> {
        let price = self.prices[column];
        match self.stand(column) {
            Stand::Fixed => None,
            _ if price.abs() <= self.price_noise => None,
            Stand::Lower if price > 0.0 => None,
            Stand::Upper if price < 0.0 => None,
            _ => Some(-price.signum()),
        }
    }

    /// How far a nonbasic variable can go, and the line that stops it; `None` when it is its own other bound.
    fn step(&self, column: usize, direction: f64) -> (f64, Option<usize>) {
        let noise = PIVOT * self.largest_in(column);
        let member = &self.members[self.nonbasic[column]];
        let own = if direction > 0.0 {
            member.upper - member.value
        } else {
            member.value - member.lower
        };
        let mut found = (own.max(0.0), None);
        for (line, entries) in self.lines.iter().enumerate() {
            let rate = direction * entries[column];
            if rate.abs() <= noise {
                continue;
            }
            let basic = &self.members[self.basic[line]];
            let bound = if rate > 0.0 { basic.upper } else { basic.lower };
            let near = basic.is_near(bound);
            let room = if near {
                0.0
            } else {
                ((bound - basic.value) / rate).max(0.0)
            };
            let earlier = match found.1 {
                Some(other) if room.total_cmp(&found.0).is_eq() => self.basic[line] < self.basic[other],
                _ => room < found.0,
            };
            if earlier {
                found = (room, Some(line));
            }
        }
        found
    }

    fn advance(&mut self, column: usize, by: f64) {
        if by == 0.0 || !by.is_finite() {
            return;
        }
        self.members[self.nonbasic[column]].value += by;
        for (line, entries) in self.lines.iter().enumerate() {
            self.members[self.basic[line]].value += by * entries[column];
        }
    }

    /// The basic member of `line` and the nonbasic one of `column` change places.
    fn exchange(&mut self, line: usize, column: usize) -> Option<()> {
        let mut pivot_line = std::mem::take(&mut self.lines[line]);
        let pivot = pivot_line[column];
        if pivot == 0.0 {
            return None;
        }
        // basic = … + pivot · entering, solved for the entering one.
        for entry in &mut pivot_line {
            *entry /= -pivot;
        }
        pivot_line[column] = 1.0 / pivot;
        let mut work = pivot_line.len();
        for entries in self.lines.iter_mut().chain([&mut self.prices]) {
            let Some(&rate) = entries.get(column) else {
                continue; // the line that was taken out
            };
            if rate == 0.0 {
                continue;
            }
            entries[column] = 0.0;
            for (entry, of_pivot) in entries.iter_mut().zip(&pivot_line) {
                *entry += rate * of_pivot;
            }
            work += pivot_line.len();
        }
        self.lines[line] = pivot_line;
        std::mem::swap(&mut self.basic[line], &mut self.nonbasic[column]);
        self.spend(work)
    }

    fn spend(&mut self, work: usize) -> Option<()> {
        self.work += work;
        (self.work <= MOST_WORK).then_some(())
    }

    /// Puts nonbasic members exactly on their bounds and the basic ones where that leaves them.
    fn settle_values(&mut self) {
        for &member in &self.nonbasic {
            let member = &mut self.members[member];
            if member.at_lower() {
                member.value = member.lower;
            } else if member.at_upper() {
                member.value = member.upper;
            }
        }
        for (line, entries) in self.lines.iter().enumerate() {
            let members = self.nonbasic.iter().map(|&member| self.members[member].value);
            let value = members.zip(entries).map(|(value, entry)| value * entry).sum();
            self.members[self.basic[line]].value = value;
        }
    }

    /// Whether the basis proves the optimum: its point satisfies the model and is as good, its reduced costs have the
    /// right signs, and they are those of the model as written, so that rounding has not spoiled the tableau.
    fn proves(&self, prepared: &Prepared, values: &[f64]) -> bool {
        let columns = prepared.columns.len();
        let point: Vec<f64> = self.members[..columns]
            .iter()
            .map(|member| member.value)
            .collect();
        let same = prepared.model.objective.value(&point) - prepared.model.objective.value(values);
        violation(prepared, &point, FEASIBILITY).is_none()
            && same.abs() <= objective_tolerance(prepared, values)
            && (0..self.nonbasic.len()).all(|column| self.way_down(column).is_none())
            && self.matches_model(prepared)
    }

    /// Compares reduced costs with the costs minus what the rows' prices pay for.
    fn matches_model(&self, prepared: &Prepared) -> bool {
        let columns = prepared.columns.len();
        let mut prices = vec![0.0; self.members.len()];
        for (&member, &price) in self.nonbasic.iter().zip(&self.prices) {
            prices[member] = price;
        }
        let mut left = vec![0.0; columns];
        let mut sizes = vec![0.0_f64; columns];
        for (at, cost) in pairs(&prepared.costs) {
            left[at] += prepared.sign() * cost;
            sizes[at] = cost.abs();
        }
        for (row, price) in prepared.rows.iter().zip(&prices[columns..]) {
            for (at, coefficient) in pairs(&row.terms) {
                left[at] -= price * coefficient;
                sizes[at] = sizes[at].max((price * coefficient).abs());
            }
        }
        let pairs = left.iter().zip(&prices).zip(&sizes);
        pairs
            .into_iter()
            .all(|((left, price), size)| (left - price).abs() <= 1e-7 * size.max(self.price_noise))
    }

    /// What the nonbasic member of a column may do.
    pub(super) fn stand(&self, column: usize) -> Stand {
        let member = &self.members[self.nonbasic[column]];
        match (member.at_lower(), member.at_upper()) {
            _ if member.is_fixed() => Stand::Fixed,
            (true, _) => Stand::Lower,
            (false, true) => Stand::Upper,
            (false, false) => Stand::Loose,
        }
    }

    fn largest_in(&self, column: usize) -> f64 {
        let sizes = self.lines.iter().map(|entries| entries[column].abs());
        sizes.fold(0.0, f64::max)
    }

    fn best_line(&self, merit: impl Fn(&Self, usize) -> Option<f64>) -> Option<usize> {
        let rated = (0..self.lines.len()).filter_map(|line| Some((merit(self, line)?, line)));
        rated
            .max_by(|one, two| one.0.total_cmp(&two.0).then(two.1.cmp(&one.1)))
            .map(|(_, line)| line)
    }
}
