//! The second solver's word on an optimum.

use crate::solve::inquiry::{Candidate, Inquiry, shown};
use crate::solve::oracle::Oracle;
use crate::solve::outcome::{SolverName, Status};
use crate::solve::question::Question;
use crate::solve::tolerance::{STRICT, objective_tolerance, violation};

/// What the second solver thinks of a model.
#[derive(Debug, Default)]
pub(super) struct Opinion {
    /// Its optimum; with integers, its bound on the optimum.
    pub(super) optimum: Option<f64>,
    /// Whether its point satisfies everything without leaning on tolerances. Always `false` with integers.
    pub(super) strict: bool,
    /// Shadow prices at its optimum.
    pub(super) duals: Vec<f64>,
    /// The verdict, where its answer decides.
    pub(super) decides: Option<Status>,
}

impl<O: Oracle> Inquiry<'_, O> {
    pub(super) fn second_opinion(&mut self, best: &Candidate) -> Opinion {
        if self.prepared.is_integer() {
            self.opinion_on_bound(best)
        } else {
            self.opinion_on_optimum(best)
        }
    }

    fn opinion_on_optimum(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Model);
        let Some(optimum) = reply.objective.filter(|_| reply.status == Status::Optimal) else {
            self.note_dissent(reply.status, best);
            return Opinion::default();
        };
        let opinion = Opinion {
            optimum: Some(optimum),
            strict: violation(self.prepared, &reply.values, STRICT).is_none(),
            duals: reply.duals,
            decides: None,
        };
        if !self.supports(&opinion, best) {
            self.note(format!(
                "clarabel finds the optimum {} where microlp finds {}.",
                shown(optimum),
                shown(best.objective)
            ));
        }
        opinion
    }

    /// The optimum without integrality can only be better than the model's.
    fn opinion_on_bound(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Relaxation);
        let mut opinion = Opinion::default();
        match (reply.status, reply.objective) {
            (Status::Optimal, Some(bound)) => {
                let tolerance = objective_tolerance(self.prepared, &best.values);
                if self.prepared.gain(best.objective, bound) > tolerance {
                    return self.arbitrate_bound(best, bound, tolerance);
                }
                opinion.optimum = Some(bound);
            }
            (Status::Unbounded, _) => {
                let arbiter = self.ask(&Question::Relaxation, SolverName::Microlp);
                if arbiter.status == Status::Unbounded {
                    self.note(
                        "Points with whole numbers exist, and without integrality the objective improves \
                         without end, so it does with whole numbers too.",
                    );
                    opinion.decides = Some(Status::Unbounded);
                }
            }
            (status, _) => self.note_dissent(status, best),
        }
        opinion
    }

    /// A whole point beats the bound: one of the two is wrong, and the other solver's bound tells which.
    fn arbitrate_bound(&mut self, best: &Candidate, bound: f64, tolerance: f64) -> Opinion {
        let arbiter = self.ask(&Question::Relaxation, SolverName::Microlp);
        let other = arbiter.objective.filter(|_| arbiter.status == Status::Optimal);
        let words = format!(
            "microlp's optimum {} is better than clarabel's bound {} on it",
            shown(best.objective),
            shown(bound)
        );
        let mut opinion = Opinion::default();
        match other {
            Some(other) if self.prepared.gain(best.objective, other) <= tolerance => {
                self.note(format!(
                    "{words}; microlp's own bound {} allows it.",
                    shown(other)
                ));
                opinion.optimum = Some(other);
            }
            _ => {
                self.note(format!("The solvers contradict each other: {words}."));
                opinion.decides = Some(Status::Error);
            }
        }
        opinion
    }

    fn note_dissent(&mut self, status: Status, best: &Candidate) {
        if matches!(status, Status::Infeasible | Status::Unbounded) {
            self.note(format!(
                "clarabel calls the model {}; the point shown satisfies every row and has the objective {}.",
                status.word(),
                shown(best.objective)
            ));
        }
    }

    /// Whether the second solver's optimum, or its bound, is the candidate's objective.
    pub(super) fn supports(&self, opinion: &Opinion, best: &Candidate) -> bool {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        let near = |optimum: f64| (optimum - best.objective).abs() <= tolerance;
        opinion.optimum.is_some_and(near)
    }
}
