//! Convex quadratic models. Objectives over linear rows without integers: clarabel answers, and microlp looks for a way
//! down from its point. With integers or curved rows: [`outer`].

mod outer;
mod tangents;

use crate::model::text::rounded;

use super::convex::{Curvature, Descent, MOST_VARIABLES, curvature};
use super::inquiry::{Candidate, Conclusion, Inquiry, shown};
use super::oracle::{Oracle, Reply};
use super::outcome::{SolverName, Status};
use super::prepare::{CurvedRow, Prepared, pairs};
use super::question::{Question, Slope};
use super::tolerance::{FEASIBILITY, objective_tolerance, tidied, violation};

/// Why no solver of this build takes the quadratic model, as a sentence; `None` when one does.
pub(super) fn refusal(prepared: &Prepared) -> Option<String> {
    let sense = prepared.model.objective.sense.word();
    let objective = match curvature(&prepared.products, prepared.sign()) {
        Curvature::Convex => None,
        Curvature::NotConvex(way) => Some(format!(
            "The quadratic objective is not convex in the direction {sense}: {}. A point that looks best around \
             itself may not be the best; the solvers of this build refuse it.",
            evidence(prepared, &way)
        )),
        Curvature::TooLarge => Some(format!(
            "More than {MOST_VARIABLES} variables stand in products of the objective; whether it is convex was \
             not tested."
        )),
    };
    objective.or_else(|| prepared.curved.iter().find_map(|row| row_refusal(prepared, row)))
}

/// Why a row that multiplies variables is refused.
fn row_refusal(prepared: &Prepared, row: &CurvedRow) -> Option<String> {
    let name = &prepared.model.rows[row.index].name;
    for (side, sign) in [(row.upper, 1.0), (row.lower, -1.0)] {
        if side.is_infinite() {
            continue;
        }
        match curvature(&row.products, sign) {
            Curvature::Convex => {}
            Curvature::NotConvex(way) => {
                return Some(format!(
                    "Row {name} multiplies variables with each other, and what it allows is not convex: {}. The \
                     solvers of this build refuse it.",
                    evidence(prepared, &way)
                ));
            }
            Curvature::TooLarge => {
                return Some(format!(
                    "More than {MOST_VARIABLES} variables stand in products of row {name}; whether it is convex was \
                     not tested."
                ));
            }
        }
    }
    None
}

/// `along x +1, y -1 its curvature is -2`.
fn evidence(prepared: &Prepared, way: &Descent) -> String {
    /// A longer list helps nobody.
    const MOST_NAMED: usize = 4;
    let mut steps = way.way.clone();
    steps.sort_by(|one, two| two.1.abs().total_cmp(&one.1.abs()));
    let named: Vec<String> = steps
        .iter()
        .take(MOST_NAMED)
        .map(|(variable, step)| {
            let sign = if *step > 0.0 { "+" } else { "" };
            format!(
                "{} {sign}{}",
                prepared.model.name_of(*variable),
                rounded(*step, 4)
            )
        })
        .collect();
    let more = match steps.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let value = if way.value.abs() < 1e-3 {
        format!("{:.3e}", way.value)
    } else {
        rounded(way.value, 6)
    };
    format!("along {}{more} its curvature is {value}", named.join(", "))
}

impl<O: Oracle> Inquiry<'_, O> {
    /// Solves a convex quadratic model.
    pub(super) fn quadratic(&mut self) -> Conclusion {
        if self.prepared.is_integer() || !self.prepared.curved.is_empty() {
            return self.curved();
        }
        let reply = self.ask(&Question::Model, SolverName::Clarabel);
        match reply.status {
            Status::Optimal => match self.checked(&reply.values, SolverName::Clarabel) {
                Ok(candidate) => self.descend(candidate),
                Err(reason) => {
                    self.note(format!(
                        "clarabel returned a point that is not one of the model: {reason}."
                    ));
                    Conclusion::Bare(Status::Error)
                }
            },
            Status::Limit => {
                self.note("The time limit was reached before any point was found.");
                Conclusion::Bare(Status::Limit)
            }
            Status::Feasible
            | Status::Infeasible
            | Status::Unbounded
            | Status::Unsupported
            | Status::Error => self.doubt_quadratic(&reply),
        }
    }

    fn doubt_quadratic(&mut self, first: &Reply) -> Conclusion {
        let any = self.ask(&Question::AnyPoint, SolverName::Microlp);
        match (any.status, first.status) {
            (Status::Infeasible, _) => Conclusion::Bare(Status::Infeasible),
            (Status::Optimal, Status::Unbounded)
                if self.checked(&any.values, SolverName::Microlp).is_ok() =>
            {
                Conclusion::Bare(Status::Unbounded)
            }
            _ => {
                let words = first
                    .message
                    .clone()
                    .unwrap_or_else(|| first.status.word().to_owned());
                self.note(format!(
                    "clarabel gives no optimum ({words}), and microlp says {} of the rows alone.",
                    any.status.word()
                ));
                Conclusion::Bare(Status::Error)
            }
        }
    }

    /// A point of a convex objective is the best when no straight way leads down from it, and near it is as good
    /// as everywhere: the steepest linear way within a box is one question to the linear solver.
    fn descend(&mut self, best: Candidate) -> Conclusion {
        let slope = slope(self.prepared, &best.values);
        let reply = self.ask(&Question::Descent(&slope), SolverName::Microlp);
        if reply.status != Status::Optimal || reply.values.len() != best.values.len() {
            self.note(format!(
                "Whether a way leads down from the point could not be asked: microlp says {}.",
                reply.status.word()
            ));
            return Conclusion::Feasible(best, None);
        }
        let step = step_along(self.prepared, &slope, &reply.values);
        let moved = best.values.iter().zip(&reply.values);
        let values: Vec<f64> = moved.map(|(at, to)| at + step * (to - at)).collect();
        let values = tidied(self.prepared, &values)
            .filter(|values| violation(self.prepared, values, FEASIBILITY).is_none());
        let Some(values) = values else {
            return Conclusion::Optimal(best, Vec::new());
        };
        let objective = self.prepared.model.objective.value(&values);
        let gain = self.prepared.gain(objective, best.objective);
        if gain <= objective_tolerance(self.prepared, &best.values) {
            return Conclusion::Optimal(best, Vec::new());
        }
        self.note(format!(
            "clarabel called {} the optimum, but a point with {} exists; that one is shown and may not be the best.",
            shown(best.objective),
            shown(objective)
        ));
        let better = Candidate {
            values,
            objective,
            solver: Some(SolverName::Microlp),
        };
        Conclusion::Feasible(better, None)
    }
}

fn slope(prepared: &Prepared, values: &[f64]) -> Slope {
    let mut gradient = vec![0.0; values.len()];
    for (at, cost) in pairs(&prepared.costs) {
        gradient[at] += cost;
    }
    for term in &prepared.products {
        let (first, second) = (term.first.0, term.second.0);
        gradient[first] += term.coefficient * values[second];
        gradient[second] += term.coefficient * values[first];
    }
    let farthest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    Slope {
        at: values.to_vec(),
        gradient,
        radius: 1.0 + farthest,
    }
}

/// How far to go from the point towards `to`, as a share of the way, for the best objective.
fn step_along(prepared: &Prepared, slope: &Slope, to: &[f64]) -> f64 {
    let way: Vec<f64> = to.iter().zip(&slope.at).map(|(to, at)| to - at).collect();
    let fall: f64 = way
        .iter()
        .zip(&slope.gradient)
        .map(|(way, rate)| way * rate)
        .sum();
    let products = prepared.products.iter();
    let curve: f64 = products
        .map(|term| term.coefficient * way[term.first.0] * way[term.second.0])
        .sum();
    // Best of fall·t + curve·t² on [0, 1], in the direction of the objective.
    let (fall, curve) = (prepared.sign() * fall, prepared.sign() * curve);
    if fall >= 0.0 {
        0.0
    } else if curve <= 0.0 {
        1.0
    } else {
        (-fall / (2.0 * curve)).min(1.0)
    }
}
