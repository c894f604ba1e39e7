//! The second solver's word on an optimum.

use crate::solve::inquiry::{Candidate, Inquiry, shown};
use crate::solve::oracle::{Oracle, Reply};
use crate::solve::outcome::{SolverName, Status};
use crate::solve::question::Question;
use crate::solve::tolerance::{STRICT, objective_tolerance, violation};

/// What the second solver thinks of a model.
#[derive(Debug)]
pub(super) struct Opinion {
    /// Whose it is.
    pub(super) by: SolverName,
    /// Its optimum; clarabel's with integers is a bound on the optimum.
    pub(super) optimum: Option<f64>,
    /// Whether its point satisfies everything, integers whole, without leaning on tolerances.
    pub(super) strict: bool,
    /// Shadow prices at its optimum.
    pub(super) duals: Vec<f64>,
    /// The verdict, where its answer decides.
    pub(super) decides: Option<Status>,
}

impl Opinion {
    pub(super) fn none() -> Self {
        Self {
            by: SolverName::Clarabel,
            optimum: None,
            strict: false,
            duals: Vec::new(),
            decides: None,
        }
    }
}

impl<O: Oracle> Inquiry<'_, O> {
    pub(super) fn second_opinion(&mut self, best: &Candidate) -> Opinion {
        let opinion = if self.prepared.is_integer() {
            self.opinion_on_bound(best)
        } else {
            self.opinion_on_optimum(best)
        };
        // A bound that meets the point is as good a proof as an optimum.
        if opinion.decides.is_some() || self.supports(&opinion, best) {
            return opinion;
        }
        match self.other().filter(|other| self.stopped != Some(*other)) {
            Some(other) => self.opinion_of(other, best, opinion),
            None => opinion,
        }
    }

    fn opinion_on_optimum(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Model);
        let Some(optimum) = reply.objective.filter(|_| reply.status == Status::Optimal) else {
            self.note_dissent(SolverName::Clarabel, reply.status, best);
            return Opinion::none();
        };
        let opinion = Opinion {
            optimum: Some(optimum),
            strict: violation(self.prepared, &reply.values, STRICT).is_none(),
            duals: reply.duals,
            ..Opinion::none()
        };
        if !self.supports(&opinion, best) {
            self.note(format!(
                "clarabel finds the optimum {} where {} finds {}.",
                shown(optimum),
                self.lead.word(),
                shown(best.objective)
            ));
        }
        opinion
    }

    /// The optimum without integrality can only be better than the model's.
    fn opinion_on_bound(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Relaxation);
        let mut opinion = Opinion::none();
        match (reply.status, reply.objective) {
            (Status::Optimal, Some(bound)) => {
                let tolerance = objective_tolerance(self.prepared, &best.values);
                if self.prepared.gain(best.objective, bound) > tolerance {
                    return self.arbitrate_bound(best, bound, tolerance);
                }
                opinion.optimum = Some(bound);
            }
            (Status::Unbounded, _) => self.arbitrate_unbounded(&mut opinion),
            (status, _) => self.note_dissent(SolverName::Clarabel, status, best),
        }
        opinion
    }

    fn arbitrate_unbounded(&mut self, opinion: &mut Opinion) {
        let arbiter = self.ask(&Question::Relaxation, self.lead);
        if arbiter.status == Status::Unbounded {
            self.note(
                "Points with whole numbers exist, and without integrality the objective improves without end, so \
                 it does with whole numbers too.",
            );
            opinion.decides = Some(Status::Unbounded);
        }
    }

    /// A whole point beats the bound: one of the two is wrong, and the leading solver's own bound tells which.
    fn arbitrate_bound(&mut self, best: &Candidate, bound: f64, tolerance: f64) -> Opinion {
        let arbiter = self.ask(&Question::Relaxation, self.lead);
        let other = arbiter.objective.filter(|_| arbiter.status == Status::Optimal);
        let lead = self.lead.word();
        let words = format!(
            "{lead}'s optimum {} is better than clarabel's bound {} on it",
            shown(best.objective),
            shown(bound)
        );
        let mut opinion = Opinion::none();
        match other {
            Some(other) if self.prepared.gain(best.objective, other) <= tolerance => {
                self.note(format!("{words}; {lead}'s own bound {} allows it.", shown(other)));
                opinion.optimum = Some(other);
            }
            _ => {
                self.note(format!("The solvers contradict each other: {words}."));
                opinion.decides = Some(Status::Error);
            }
        }
        opinion
    }

    /// Another solver that takes the model as it is solves all of it afresh.
    fn opinion_of(&mut self, other: SolverName, best: &Candidate, so_far: Opinion) -> Opinion {
        let most = self.opinion_time();
        let mut reply = self.ask_because(
            &Question::Model,
            other,
            most,
            Some("a second, independent solver".to_owned()),
        );
        if reply.status == Status::Optimal && self.falls_short(&reply, best) {
            // A point that satisfies everything refutes its optimum; its own reductions may be to blame.
            let again = Some("once more, as a better point than its optimum is known".to_owned());
            let plain = self.ask_because(&Question::Plain, other, most, again);
            if plain.status == Status::Optimal && !self.falls_short(&plain, best) {
                self.note(format!(
                    "{} finds only {} with its own reductions, and {} without them.",
                    other.word(),
                    stated(&reply),
                    stated(&plain)
                ));
                reply = plain;
            }
        }
        match reply.status {
            Status::Optimal | Status::Feasible => self.weigh(other, &reply, best, so_far),
            Status::Unbounded if self.prepared.is_integer() && so_far.optimum.is_none() => {
                let mut opinion = so_far;
                self.note_dissent(other, reply.status, best);
                self.arbitrate_unbounded(&mut opinion);
                opinion
            }
            status => {
                self.note_dissent(other, status, best);
                so_far
            }
        }
    }

    /// Takes the other solver's point for what it is worth.
    fn weigh(&mut self, other: SolverName, reply: &Reply, best: &Candidate, so_far: Opinion) -> Opinion {
        if reply.status == Status::Optimal && self.falls_short(reply, best) {
            self.note(format!(
                "The solvers contradict each other: {} calls {} the optimum, and {} has a point with {} that \
                 satisfies every row.",
                other.word(),
                stated(reply),
                self.lead.word(),
                shown(best.objective)
            ));
            return Opinion {
                decides: Some(Status::Error),
                ..so_far
            };
        }
        let Ok(point) = self.checked(&reply.values, other) else {
            return so_far;
        };
        let tolerance = objective_tolerance(self.prepared, &best.values);
        let ahead = self.prepared.gain(point.objective, best.objective) > tolerance;
        if ahead {
            self.note(format!(
                "{} has a point with {} where {} finds the optimum {}.",
                other.word(),
                shown(point.objective),
                self.lead.word(),
                shown(best.objective)
            ));
        } else if reply.status != Status::Optimal {
            // It was stopped: its bound may still prove the optimum.
            return match reply.bound {
                Some(bound) if (bound - best.objective).abs() <= tolerance => Opinion {
                    by: other,
                    optimum: Some(bound),
                    ..so_far
                },
                _ => so_far,
            };
        }
        Opinion {
            by: other,
            optimum: Some(point.objective),
            strict: violation(self.prepared, &point.values, STRICT).is_none(),
            ..so_far
        }
    }

    /// Whether the other solver's optimum is worse than a point that is known.
    fn falls_short(&self, reply: &Reply, best: &Candidate) -> bool {
        let tolerance =
            objective_tolerance(self.prepared, &best.values).max(self.allowed_gap() * best.objective.abs());
        let stated = reply.objective;
        stated.is_some_and(|stated| self.prepared.gain(best.objective, stated) > tolerance)
    }

    fn note_dissent(&mut self, solver: SolverName, status: Status, best: &Candidate) {
        if matches!(status, Status::Infeasible | Status::Unbounded) {
            self.note(format!(
                "{} calls the model {}; the point shown satisfies every row and has the objective {}.",
                solver.word(),
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

fn stated(reply: &Reply) -> String {
    reply.objective.map_or_else(|| "no number".to_owned(), shown)
}
