//! What speaks for an outcome besides the solver that found it.
//!
//! [`second_opinion`] reads it off the answers that an outcome keeps: another solver's own optimum, a bound that meets
//! the optimum, an optimal basis that was checked here. For whole numbers the default build has no second solver, and
//! a bound without integrality seldom meets the optimum; there [`confirm`] looks for a better whole point by halving
//! the ranges of the whole numbers around clarabel's optima (see [`halving`]). microlp, whose optimum is put to the
//! test, has no part in that.

pub(super) mod halving;

use std::time::Duration;

use super::oracle::Solvers;
use super::outcome::{Outcome, SolverAnswer, SolverName, Status};
use super::prepare::Prepared;
use super::question::{Question, SLOPE};
use super::tolerance::scale;
use crate::model::Model;

/// The longest that the search for a better whole point may take. On 201 models of programs that language models wrote it
/// took 0.2 ms in the median; what it had not proved by then it did not prove in a second either.
pub const CONFIRM_TIME: Duration = Duration::from_millis(300);

/// How the search for a better whole point is called among the answers of an outcome.
const SEARCH: &str = "a better whole point, halving ranges around bounds without integrality";

/// Share of the objective's size by which two solvers' optima may differ.
const NEAR: f64 = 1e-6;

/// What a second opinion on an outcome rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Second {
    /// Another solver, asked the same, says the same; with its optimum, where there is one.
    Agrees {
        /// Which.
        solver: SolverName,
        /// Its optimum.
        objective: Option<f64>,
    },
    /// Another solver's bound, found without integrality, is the optimum.
    Bound {
        /// Which.
        solver: SolverName,
        /// The bound.
        bound: f64,
    },
    /// No better whole point is left when the ranges of the whole numbers are halved around this solver's bounds.
    Searched {
        /// Which.
        solver: SolverName,
    },
    /// No way leads from the point to a better one, says another solver of a convex model.
    NoWayOn {
        /// Which.
        solver: SolverName,
    },
    /// An optimal basis proves it, which was computed and checked without any solver.
    Basis,
    /// The model alone tells it, and no solver was asked.
    Evident,
    /// Only the solver that found it, asked in another way.
    OwnWord {
        /// Which.
        solver: SolverName,
    },
    /// Another solver says otherwise.
    Differs {
        /// Each solver's claim.
        claims: Vec<Claim>,
    },
    /// Nothing, and why.
    Nothing(&'static str),
}

/// What a solver claims of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// Which.
    pub solver: SolverName,
    /// Its verdict.
    pub status: Status,
    /// Its optimum.
    pub objective: Option<f64>,
}

/// What speaks for an outcome of `model`, or against it, besides the solver that found it.
pub fn second_opinion(model: &Model, outcome: &Outcome) -> Second {
    let witness = Witness { model, outcome };
    match outcome.status {
        Status::Optimal => witness.of_optimum(),
        Status::Infeasible | Status::Unbounded => witness.of_verdict(),
        Status::Error => witness
            .dissent()
            .unwrap_or(Second::Nothing("The solvers came to no outcome to compare.")),
        Status::Feasible | Status::Limit => {
            Second::Nothing("The search was stopped at its limit, so there is no outcome to compare.")
        }
        Status::Unsupported => Second::Nothing("No solver of this build takes such a model, let alone two."),
    }
}

/// Adds to an outcome of a model with whole numbers, for which nothing but the word of the solver that found it speaks,
/// what the search for a better whole point comes to, or for any where there should be none. Takes `time` at most, a step
/// of clarabel more, and blocks.
pub fn confirm(model: &Model, outcome: &mut Outcome, time: Duration) {
    let lacking = matches!(
        second_opinion(model, outcome),
        Second::OwnWord { .. } | Second::Nothing(_)
    );
    let best = match outcome.status {
        Status::Optimal if outcome.objective.is_some() => outcome.objective,
        Status::Infeasible => None,
        _ => return,
    };
    let Ok(prepared) = Prepared::new(model) else {
        return;
    };
    if !lacking || !prepared.is_integer() || prepared.is_quadratic() {
        return;
    }
    let found = halving::search(&prepared, best, &outcome.values, time.min(CONFIRM_TIME), Solvers);
    outcome.answers.push(SolverAnswer {
        solver: SolverName::Clarabel,
        reason: Some("a second solver, as nothing else speaks for the outcome".to_owned()),
        question: SEARCH.to_owned(),
        status: found.status,
        objective: found.objective,
        time: found.time,
        message: Some(format!("{} of its optima were looked at", found.asked)),
    });
}

struct Witness<'a> {
    model: &'a Model,
    outcome: &'a Outcome,
}

impl Witness<'_> {
    fn of_optimum(&self) -> Second {
        let objective = &self.model.objective;
        let indifferent = objective.terms.is_empty() && objective.quadratic.is_empty();
        let Some(lead) = self.outcome.solver.filter(|_| !indifferent) else {
            return Second::Evident;
        };
        let agrees = self
            .others(&[Question::Model, Question::Plain])
            .find(|answer| self.is_same(answer));
        if let Some(answer) = agrees {
            return Second::Agrees {
                solver: answer.solver,
                objective: answer.objective,
            };
        }
        if self.has_basis() {
            return Second::Basis;
        }
        if let Some(differs) = self.dissent() {
            return differs;
        }
        if let Some(answer) = self
            .others(&[Question::Relaxation])
            .find(|answer| self.is_same(answer))
            && let Some(bound) = answer.objective
        {
            return Second::Bound {
                solver: answer.solver,
                bound,
            };
        }
        self.of_searches(lead)
    }

    /// Searches for a better point that found none. [`solve`](fn@super::solve) calls nothing optimal without one, so the
    /// word of the solver itself is there in any case.
    fn of_searches(&self, lead: SolverName) -> Second {
        if matches!(self.searched(), Some((Status::Infeasible, _))) {
            return Second::Searched {
                solver: SolverName::Clarabel,
            };
        }
        let slope = self
            .answers()
            .find(|answer| answer.question == SLOPE && self.is_other(answer));
        match slope.filter(|answer| answer.status == Status::Optimal) {
            Some(answer) => Second::NoWayOn {
                solver: answer.solver,
            },
            None => Second::OwnWord { solver: lead },
        }
    }

    /// What the search for a better whole point came to.
    fn searched(&self) -> Option<(Status, Option<f64>)> {
        let answer = self.answers().find(|answer| answer.question == SEARCH)?;
        Some((answer.status, answer.objective))
    }

    fn of_verdict(&self) -> Second {
        let status = self.outcome.status;
        let Some(lead) = self.outcome.answers.first().map(|answer| answer.solver) else {
            return Second::Evident;
        };
        match self.searched() {
            Some((Status::Infeasible, _)) => {
                return Second::Searched {
                    solver: SolverName::Clarabel,
                };
            }
            Some((Status::Optimal, objective)) => {
                let claim = |solver, status, objective| Claim {
                    solver,
                    status,
                    objective,
                };
                let point = claim(SolverName::Clarabel, Status::Optimal, objective);
                return Second::Differs {
                    claims: vec![claim(lead, status, None), point],
                };
            }
            _ => {}
        }
        let same = self
            .answers()
            .find(|answer| answer.solver != lead && answer.status == status);
        match same {
            Some(answer) => Second::Agrees {
                solver: answer.solver,
                objective: None,
            },
            None => Second::OwnWord { solver: lead },
        }
    }

    /// Two solvers, asked for the optimum of the model, that cannot both be right; or a better point than the optimum.
    fn dissent(&self) -> Option<Second> {
        let whole = [Question::Model, Question::Plain].map(|question| question.words());
        let mut claims: Vec<Claim> = Vec::new();
        if let (Status::Optimal, Some(solver)) = (self.outcome.status, self.outcome.solver) {
            claims.push(Claim {
                solver,
                status: Status::Optimal,
                objective: self.outcome.objective,
            });
        }
        for answer in self.answers() {
            let decided = matches!(
                answer.status,
                Status::Optimal | Status::Infeasible | Status::Unbounded
            );
            let of_model = whole.contains(&answer.question.as_str()) && decided;
            let better = answer.question == SEARCH && answer.status == Status::Optimal;
            let new = claims.iter().all(|claim| claim.solver != answer.solver);
            if (of_model || better) && new {
                claims.push(Claim {
                    solver: answer.solver,
                    status: answer.status,
                    objective: answer.objective,
                });
            }
        }
        let first = *claims.first()?;
        let contradicts = |claim: &Claim| {
            claim.status != first.status
                || matches!((claim.objective, first.objective), (Some(one), Some(other)) if !self.near(one, other))
        };
        claims
            .iter()
            .any(contradicts)
            .then_some(Second::Differs { claims })
    }

    fn answers(&self) -> impl Iterator<Item = &SolverAnswer> {
        self.outcome.answers.iter()
    }

    /// What other solvers than the one whose point is shown answered to these questions.
    fn others(&self, questions: &[Question]) -> impl Iterator<Item = &SolverAnswer> {
        let words: Vec<&str> = questions.iter().map(Question::words).collect();
        self.answers()
            .filter(move |answer| words.contains(&answer.question.as_str()) && self.is_other(answer))
    }

    fn is_other(&self, answer: &SolverAnswer) -> bool {
        Some(answer.solver) != self.outcome.solver
    }

    fn is_same(&self, answer: &SolverAnswer) -> bool {
        let both = answer.objective.zip(self.outcome.objective);
        answer.status == Status::Optimal && both.is_some_and(|(one, other)| self.near(one, other))
    }

    fn near(&self, one: f64, other: f64) -> bool {
        (one - other).abs() <= NEAR * scale(&self.model.objective, &self.outcome.values)
    }

    /// Prices of a basis that proves the optimum are given only where it was checked.
    fn has_basis(&self) -> bool {
        let sensitivity = self.outcome.sensitivity.as_ref();
        sensitivity.is_some_and(|sensitivity| !sensitivity.fixed_integers)
    }
}
