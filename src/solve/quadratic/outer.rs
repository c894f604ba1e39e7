//! Convex quadratic models with whole numbers or curved rows, by outer approximation: every curve is replaced by the
//! tangents at the points seen so far, which makes a linear model that allows more. Its optimum, put to the test like
//! that of any linear model, bounds the true one; a point of the true model as good as the bound is the best.

use std::time::Instant;

use crate::model::Model;
use crate::solve::inquiry::{Candidate, Conclusion, Inquiry};
use crate::solve::oracle::{Oracle, Reply};
use crate::solve::outcome::{SolveLimits, SolverAnswer, SolverName, Status};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::tolerance::objective_tolerance;

use super::tangents::Tangents;

/// Linear models after which the search is given up.
const MOST_STEPS: usize = 300;

/// What a step led to.
enum Step {
    /// The linear model's optimum, at this point.
    Bound(f64, Vec<f64>),
    /// Nothing more is to be had.
    End(Conclusion),
}

impl<O: Oracle> Inquiry<'_, O> {
    /// Solves a convex model whose objective or rows are curved, with or without whole numbers.
    pub(in crate::solve) fn curved(&mut self) -> Conclusion {
        let first = if self.prepared.is_integer() {
            Question::Relaxation
        } else {
            Question::Model
        };
        let relaxed = self.ask(&first, SolverName::Clarabel);
        if relaxed.status == Status::Unbounded {
            return self.endless();
        }
        let mut tangents = Tangents::new(self.prepared);
        let mut best = None;
        if relaxed.status == Status::Optimal && relaxed.values.len() == self.prepared.columns.len() {
            tangents.touch(&relaxed.values);
            for point in self.around(&relaxed.values) {
                tangents.touch(&point);
            }
            self.improve(&mut best, &relaxed.values, SolverName::Clarabel);
        }
        let mut bound = None;
        for step in 1..=MOST_STEPS {
            let (lower, point) = match self.step(step, tangents.model(), best.as_ref()) {
                Step::Bound(lower, point) => (lower, point),
                Step::End(conclusion) => return self.ended(conclusion, best, bound),
            };
            bound = Some(lower);
            let mut touched = tangents.touch(&point);
            self.improve(&mut best, &point, self.lead);
            if let Some(values) = self.continuous_part(&point) {
                touched |= tangents.touch(&values);
                self.improve(&mut best, &values, SolverName::Clarabel);
            }
            if let Some(best) = best.take_if(|best| self.is_reached(best, lower)) {
                self.note(format!(
                    "The curves were replaced by tangents; the bound of the linear model met the point after {step} {}.",
                    if step == 1 { "step" } else { "steps" }
                ));
                return Conclusion::Optimal(best, Vec::new());
            }
            if !touched {
                break;
            }
        }
        self.note("The tangents came no closer to the curves.");
        match best {
            Some(best) => Conclusion::Feasible(best, bound),
            None => Conclusion::Bare(Status::Error),
        }
    }

    /// Points to both sides along every variable that has no bound there. Where the slope of a curve and a cost cancel
    /// each other but for rounding, one tangent alone leaves a linear model without an end.
    fn around(&self, values: &[f64]) -> Vec<Vec<f64>> {
        /// More variables than this would make more tangents than they are worth.
        const MOST: usize = 200;
        let moved = |(at, way): (usize, f64)| {
            let mut point = values.to_vec();
            point[at] += way * (1.0 + 0.1 * values[at].abs());
            point
        };
        let columns = self.prepared.columns.iter().enumerate();
        let open = columns.filter(|(_, column)| column.lower.is_infinite() || column.upper.is_infinite());
        open.take(MOST)
            .flat_map(|(at, _)| [(at, -1.0), (at, 1.0)])
            .map(moved)
            .collect()
    }

    /// Without an end where no whole number is asked for: so it is with whole numbers, if a point exists.
    fn endless(&mut self) -> Conclusion {
        let any = self.ask(&Question::AnyPoint, SolverName::Microlp);
        let exists = self.checked(&any.values, SolverName::Microlp).is_ok();
        if exists && self.prepared.curved.is_empty() {
            return Conclusion::Bare(Status::Unbounded);
        }
        if any.status == Status::Infeasible {
            return Conclusion::Bare(Status::Infeasible);
        }
        self.note("clarabel says unbounded, and that could not be confirmed.");
        Conclusion::Bare(Status::Error)
    }

    /// Solves the linear model of this step.
    fn step(&mut self, step: usize, model: &Model, best: Option<&Candidate>) -> Step {
        let started = Instant::now();
        let limits = SolveLimits {
            time: self.left(),
            gap: 0.0,
        };
        let prepared = match Prepared::new(model) {
            Ok(prepared) => prepared,
            Err(outcome) => return Step::End(Conclusion::Bare(outcome.status)),
        };
        let (conclusion, lead, notes) = self.inner(&prepared, &limits);
        let (status, objective) = match &conclusion {
            Conclusion::Bare(status) => (*status, None),
            Conclusion::Optimal(found, _) => (Status::Optimal, Some(found.objective)),
            Conclusion::Feasible(found, _) => (Status::Feasible, Some(found.objective)),
        };
        self.lead = lead;
        self.record(SolverAnswer {
            solver: lead,
            reason: Some(format!("step {step} of the outer approximation")),
            question: "the model with tangents for its curves".to_owned(),
            status,
            objective,
            time: started.elapsed(),
            message: None,
        });
        match conclusion {
            Conclusion::Optimal(found, _) => Step::Bound(found.objective, self.own_part(found.values)),
            Conclusion::Feasible(found, bound) => {
                let values = self.own_part(found.values);
                let mut best = best.cloned();
                self.improve(&mut best, &values, lead);
                Step::End(match best {
                    Some(best) => Conclusion::Feasible(best, bound),
                    None => Conclusion::Bare(Status::Limit),
                })
            }
            Conclusion::Bare(status) => {
                if status == Status::Error {
                    for note in notes {
                        self.note(note);
                    }
                }
                Step::End(Conclusion::Bare(status))
            }
        }
    }

    fn own_part(&self, mut values: Vec<f64>) -> Vec<f64> {
        values.truncate(self.prepared.columns.len());
        values
    }

    /// The search ends without a proof, unless the linear model, which allows more, has no point at all.
    fn ended(&mut self, conclusion: Conclusion, best: Option<Candidate>, bound: Option<f64>) -> Conclusion {
        match (conclusion, best) {
            (Conclusion::Bare(Status::Infeasible), Some(_)) => {
                self.note("A point exists, and yet the model with tangents has none.");
                Conclusion::Bare(Status::Error)
            }
            (Conclusion::Bare(Status::Unbounded), None) => {
                self.note("Without its curves the model has no end; with them that is not known.");
                Conclusion::Bare(Status::Error)
            }
            (Conclusion::Bare(Status::Infeasible), None) => Conclusion::Bare(Status::Infeasible),
            (Conclusion::Bare(_), Some(best)) => Conclusion::Feasible(best, bound),
            (conclusion, _) => conclusion,
        }
    }

    /// The best point around the whole numbers of this one.
    fn continuous_part(&mut self, point: &[f64]) -> Option<Vec<f64>> {
        let continuous = self.prepared.columns.iter().any(|column| !column.integral);
        if !continuous || !self.prepared.is_integer() {
            return None;
        }
        let held: Vec<f64> = point.iter().map(|value| value.round()).collect();
        let reply: Reply = self.ask(&Question::HeldIntegers(&held), SolverName::Clarabel);
        (reply.status == Status::Optimal).then_some(reply.values)
    }

    /// Keeps the point if it satisfies everything and is the best so far.
    fn improve(&self, best: &mut Option<Candidate>, values: &[f64], solver: SolverName) {
        let Ok(values) = self.satisfying(values) else {
            return;
        };
        let objective = self.prepared.model.objective.value(&values);
        let better = best
            .as_ref()
            .is_none_or(|best| self.prepared.gain(objective, best.objective) > 0.0);
        if better {
            *best = Some(Candidate {
                values,
                objective,
                solver: Some(solver),
            });
        }
    }

    /// Whether the point is as good as the bound.
    fn is_reached(&self, best: &Candidate, bound: f64) -> bool {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        self.prepared.gain(bound, best.objective) <= tolerance
    }
}
