//! Constraints that no single row can say, and products with a binary, put into rows and binaries.
//!
//! Every replacement is exact: it needs no constant beyond the bounds that the model itself implies, and where those are
//! missing the construct is named as unsupported instead of being given a guessed big-M.

mod products;
mod reach;

use self::reach::{Interval, Reach};
use crate::model::{Model, Row, Term, VarId, Variable, VariableKind, collect_terms};

pub(super) use products::without_products;

/// A constraint of the vendor's own kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Special {
    pub(super) name: String,
    pub(super) line: Option<u32>,
    pub(super) rule: Rule,
}

/// What it demands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rule {
    /// Where `binary` is 1 (or 0, if not `active`): `lower ≤ terms ≤ upper`.
    Indicator {
        binary: VarId,
        active: bool,
        terms: Vec<Term>,
        lower: f64,
        upper: f64,
    },
    /// `result = |operand|`
    Absolute { result: VarId, operand: VarId },
    /// `result` is the largest (or smallest) of operands and constants; there is at least one.
    Extreme {
        result: VarId,
        largest: bool,
        operands: Vec<VarId>,
        constants: Vec<f64>,
    },
    /// `result` is 1 exactly if all operands (or any of them) are.
    Logical {
        result: VarId,
        all: bool,
        operands: Vec<VarId>,
    },
    /// At most one member, or at most two that stand next to each other, differ from 0.
    OrderedSet { neighbours: bool, members: Vec<VarId> },
    /// `result` is the value at `operand` of the line through the points, which goes on beyond its ends.
    Piecewise {
        result: VarId,
        operand: VarId,
        points: Vec<(f64, f64)>,
    },
}

/// Adds rows and binaries to a model until it says what the special constraints demand.
///
/// # Errors
/// The name of the construct, with what it lacks, when the model does not bound what has to be bounded.
pub(super) fn write_rows(model: &mut Model, specials: &[Special]) -> Result<(), String> {
    if specials.is_empty() {
        return Ok(());
    }
    let reach = Reach::within(model);
    for special in specials {
        let mut writer = Writer {
            model,
            reach: &reach,
            special,
            made: 0,
        };
        writer.write()?;
    }
    Ok(())
}

/// Writes the rows of one constraint.
struct Writer<'a> {
    model: &'a mut Model,
    reach: &'a Reach,
    special: &'a Special,
    made: usize,
}

impl Writer<'_> {
    fn write(&mut self) -> Result<(), String> {
        match &self.special.rule {
            Rule::Indicator {
                binary,
                active,
                terms,
                lower,
                upper,
            } => self.indicator(*binary, *active, terms, (*lower, *upper)),
            Rule::Absolute { result, operand } => self.absolute(*result, *operand),
            Rule::Extreme {
                result,
                largest,
                operands,
                constants,
            } => self.extreme(*result, *largest, operands, constants),
            Rule::Logical {
                result,
                all,
                operands,
            } => self.logical(*result, *all, operands),
            Rule::OrderedSet { neighbours, members } => self.ordered_set(*neighbours, members),
            Rule::Piecewise {
                result,
                operand,
                points,
            } => self.piecewise(*result, *operand, points),
        }
    }

    /// `binary = 1` costs the row nothing, `binary = 0` relaxes it to what its terms can reach anyway.
    fn indicator(
        &mut self,
        binary: VarId,
        active: bool,
        terms: &[Term],
        (lower, upper): (f64, f64),
    ) -> Result<(), String> {
        self.need_binary(binary, "indicator constraint")?;
        let reach = self.reach.of_terms(terms);
        let sides = [(upper, reach.upper, 1.0), (lower, reach.lower, -1.0)];
        for (bound, extreme, sign) in sides {
            if bound.is_infinite() || sign * extreme <= sign * bound {
                continue;
            }
            if extreme.is_infinite() {
                return Err(self.unbounded("indicator constraint", terms));
            }
            // terms + gap · [binary is active] ≤ extreme, and the same turned round.
            let gap = extreme - bound;
            let (weight, right) = if active { (gap, extreme) } else { (-gap, bound) };
            let row = with(terms, &[(binary, weight)]);
            if sign > 0.0 {
                self.row(row, f64::NEG_INFINITY, right);
            } else {
                self.row(row, right, f64::INFINITY);
            }
        }
        Ok(())
    }

    fn absolute(&mut self, result: VarId, operand: VarId) -> Result<(), String> {
        let Interval { lower, upper } = self.reach.of(operand);
        if lower >= 0.0 {
            self.equal(&[(result, 1.0), (operand, -1.0)], 0.0);
        } else if upper <= 0.0 {
            self.equal(&[(result, 1.0), (operand, 1.0)], 0.0);
        } else if lower.is_infinite() || upper.is_infinite() {
            return Err(self.unbounded("abs constraint", &plain(&[(operand, 1.0)])));
        } else {
            let positive = self.binary();
            self.at_least(&[(result, 1.0), (operand, -1.0)], 0.0);
            self.at_least(&[(result, 1.0), (operand, 1.0)], 0.0);
            // Where `positive` is 1 the result is at most the operand, else at most its opposite.
            self.at_most(
                &[(result, 1.0), (operand, -1.0), (positive, -2.0 * lower)],
                -2.0 * lower,
            );
            self.at_most(&[(result, 1.0), (operand, 1.0), (positive, -2.0 * upper)], 0.0);
        }
        Ok(())
    }

    fn extreme(
        &mut self,
        result: VarId,
        largest: bool,
        operands: &[VarId],
        constants: &[f64],
    ) -> Result<(), String> {
        let sign = if largest { 1.0 } else { -1.0 };
        // Seen from the side of the largest: a smallest is the largest of the opposites.
        let seen = |interval: Interval| if largest { interval } else { interval.negated() };
        let best = constants.iter().map(|constant| sign * constant);
        let best = best.fold(f64::NEG_INFINITY, f64::max);
        if operands.is_empty() {
            self.equal(&[(result, 1.0)], sign * best);
            return Ok(());
        }
        let reaches: Vec<Interval> = operands
            .iter()
            .map(|operand| seen(self.reach.of(*operand)))
            .collect();
        let top = reaches.iter().map(|reach| reach.upper).fold(best, f64::max);
        let mut chosen = Vec::new();
        for (operand, reach) in operands.iter().zip(&reaches) {
            self.signed_at_least(sign, &[(result, 1.0), (*operand, -1.0)], 0.0);
            if top.is_infinite() || reach.lower.is_infinite() {
                let name = if largest {
                    "max constraint"
                } else {
                    "min constraint"
                };
                return Err(self.unbounded(name, &plain(&[(*operand, 1.0)])));
            }
            let choice = self.binary();
            let gap = sign * (top - reach.lower);
            self.signed_at_least(-sign, &[(result, 1.0), (*operand, -1.0), (choice, gap)], gap);
            chosen.push((choice, 1.0));
        }
        if best.is_finite() {
            self.signed_at_least(sign, &[(result, 1.0)], sign * best);
            let choice = self.binary();
            let gap = sign * (top - best);
            self.signed_at_least(-sign, &[(result, 1.0), (choice, gap)], sign * best + gap);
            chosen.push((choice, 1.0));
        }
        self.equal(&chosen, 1.0);
        Ok(())
    }

    fn logical(&mut self, result: VarId, all: bool, operands: &[VarId]) -> Result<(), String> {
        let name = if all { "and constraint" } else { "or constraint" };
        self.need_binary(result, name)?;
        let mut sum = vec![(result, -1.0)];
        for operand in operands {
            self.need_binary(*operand, name)?;
            let sign = if all { -1.0 } else { 1.0 };
            self.signed_at_least(sign, &[(result, 1.0), (*operand, -1.0)], 0.0);
            sum.push((*operand, 1.0));
        }
        if all {
            #[expect(clippy::cast_precision_loss, reason = "there are never 2^53 operands")]
            let others = operands.len() as f64 - 1.0;
            self.at_most(&sum, others);
        } else {
            self.at_least(&sum, 0.0);
        }
        Ok(())
    }

    fn ordered_set(&mut self, neighbours: bool, members: &[VarId]) -> Result<(), String> {
        if members.len() < if neighbours { 3 } else { 2 } {
            return Ok(());
        }
        // One binary a member, or one a pair of neighbours: those that may differ from 0.
        let count = if neighbours {
            members.len() - 1
        } else {
            members.len()
        };
        let places: Vec<VarId> = (0..count).map(|_| self.binary()).collect();
        let all: Vec<(VarId, f64)> = places.iter().map(|place| (*place, 1.0)).collect();
        self.at_most(&all, 1.0);
        for (index, member) in members.iter().enumerate() {
            let Interval { lower, upper } = self.reach.of(*member);
            if lower.is_infinite() || upper.is_infinite() {
                return Err(self.unbounded("SOS constraint", &plain(&[(*member, 1.0)])));
            }
            let first = if neighbours {
                index.saturating_sub(1)
            } else {
                index
            };
            let open = &places[first..=index.min(count - 1)];
            for (bound, sign) in [(lower.min(0.0), 1.0), (upper.max(0.0), -1.0)] {
                let mut row = vec![(*member, 1.0)];
                row.extend(open.iter().map(|place| (*place, -bound)));
                self.signed_at_least(sign, &row, 0.0);
            }
        }
        Ok(())
    }

    /// The operand is a mixture of two neighbouring points, and the result the same mixture of their values.
    fn piecewise(&mut self, result: VarId, operand: VarId, points: &[(f64, f64)]) -> Result<(), String> {
        let name = "piecewise-linear constraint";
        let ordered = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let points = match (ordered, points) {
            (true, [.., _, _]) => self.stretched(operand, points),
            _ => return Err(format!("{name} whose points do not grow")),
        };
        let Some(points) = points else {
            return Err(self.unbounded(name, &plain(&[(operand, 1.0)])));
        };
        let weights: Vec<VarId> = points
            .iter()
            .map(|_| self.variable(VariableKind::Continuous))
            .collect();
        let segments: Vec<VarId> = (1..points.len()).map(|_| self.binary()).collect();
        let sum = |variables: &[VarId]| variables.iter().map(|one| (*one, 1.0)).collect::<Vec<_>>();
        self.equal(&sum(&weights), 1.0);
        self.equal(&sum(&segments), 1.0);
        let mut place = vec![(operand, -1.0)];
        let mut value = vec![(result, -1.0)];
        for (index, ((x, y), weight)) in points.iter().zip(&weights).enumerate() {
            place.push((*weight, *x));
            value.push((*weight, *y));
            let mut row = vec![(*weight, 1.0)];
            let beside = &segments[index.saturating_sub(1)..=index.min(segments.len() - 1)];
            row.extend(beside.iter().map(|segment| (*segment, -1.0)));
            self.at_most(&row, 0.0);
        }
        self.equal(&place, 0.0);
        self.equal(&value, 0.0);
        Ok(())
    }

    /// The points, with the first and last segment drawn out to the operand's bounds; `None` where it has none.
    fn stretched(&self, operand: VarId, points: &[(f64, f64)]) -> Option<Vec<(f64, f64)>> {
        let Interval { lower, upper } = self.reach.of(operand);
        let line =
            |(x0, y0): (f64, f64), (x1, y1): (f64, f64), x: f64| (x, y0 + (y1 - y0) / (x1 - x0) * (x - x0));
        let mut points = points.to_vec();
        let last = points.len() - 1;
        if lower < points[0].0 {
            points[0] = line(points[0], points[1], lower.is_finite().then_some(lower)?);
        }
        if upper > points[last].0 {
            points[last] = line(
                points[last - 1],
                points[last],
                upper.is_finite().then_some(upper)?,
            );
        }
        Some(points)
    }

    fn need_binary(&self, variable: VarId, construct: &str) -> Result<(), String> {
        let found = &self.model.variables[variable.0];
        let fits = found.kind.is_integral() && found.lower >= 0.0 && found.upper <= 1.0;
        if fits {
            return Ok(());
        }
        Err(format!("{construct} on {}, which is not binary", found.name))
    }

    fn unbounded(&self, construct: &str, terms: &[Term]) -> String {
        let open = terms
            .iter()
            .find(|term| self.reach.of(term.variable).is_open())
            .map_or("an operand", |term| &self.model.variables[term.variable.0].name);
        format!("{construct} on {open}, which has no finite bounds")
    }

    fn binary(&mut self) -> VarId {
        self.variable(VariableKind::Binary)
    }

    fn variable(&mut self, kind: VariableKind) -> VarId {
        let name = format!("{}.choice{}", self.special.name, self.made);
        self.made += 1;
        add_variable(self.model, name, kind, (0.0, 1.0), self.special.line)
    }

    fn row(&mut self, terms: Vec<Term>, lower: f64, upper: f64) {
        self.model.rows.push(Row {
            name: self.special.name.clone(),
            terms,
            quadratic: Vec::new(),
            lower,
            upper,
            line: self.special.line,
        });
    }

    fn equal(&mut self, terms: &[(VarId, f64)], right: f64) {
        self.row(plain(terms), right, right);
    }

    fn at_most(&mut self, terms: &[(VarId, f64)], right: f64) {
        self.row(plain(terms), f64::NEG_INFINITY, right);
    }

    fn at_least(&mut self, terms: &[(VarId, f64)], right: f64) {
        self.row(plain(terms), right, f64::INFINITY);
    }

    /// `≥` for a positive sign, `≤` for a negative one.
    fn signed_at_least(&mut self, sign: f64, terms: &[(VarId, f64)], right: f64) {
        if sign > 0.0 {
            self.at_least(terms, right);
        } else {
            self.at_most(terms, right);
        }
    }
}

fn add_variable(
    model: &mut Model,
    name: String,
    kind: VariableKind,
    (lower, upper): (f64, f64),
    line: Option<u32>,
) -> VarId {
    model.variables.push(Variable {
        name,
        kind,
        lower,
        upper,
        line,
    });
    VarId(model.variables.len() - 1)
}

fn plain(terms: &[(VarId, f64)]) -> Vec<Term> {
    with(&[], terms)
}

/// The terms and some more, in the order that models keep.
fn with(terms: &[Term], more: &[(VarId, f64)]) -> Vec<Term> {
    let more = more.iter().map(|(variable, coefficient)| Term {
        variable: *variable,
        coefficient: *coefficient,
    });
    collect_terms(terms.iter().copied().chain(more).collect::<Vec<_>>())
}
