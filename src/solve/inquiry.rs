//! One call of [`solve`](super::solve): the questions asked so far, the time left, and what was concluded.

use std::time::{Duration, Instant};

use crate::model::text::rounded;

use super::oracle::{Effort, Oracle, Reply};
use super::outcome::{Gap, Outcome, RowResult, SolveLimits, SolverAnswer, SolverName, Status};
use super::prepare::Prepared;
use super::question::Question;
use super::sensitivity::sensitivity;
use super::tolerance::{FEASIBILITY, slack, tidied, violation};

/// A second opinion may take this long even after a quick first answer.
const OPINION_TIME: Duration = Duration::from_millis(250);

/// A second opinion may take this many times as long as the first answer.
const OPINION_FACTOR: u32 = 2;

/// A point that satisfies every row and bound within tolerance, integers whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// One value per variable.
    pub(super) values: Vec<f64>,
    /// Objective, recomputed.
    pub(super) objective: f64,
    /// Who found it; `None` where there was nothing to find.
    pub(super) solver: Option<SolverName>,
}

/// What the questions led to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Conclusion {
    /// A verdict without a point.
    Bare(Status),
    /// The best point, with shadow prices (empty when unknown).
    Optimal(Candidate, Vec<f64>),
    /// A point that may not be the best, with the best bound known.
    Feasible(Candidate, Option<f64>),
}

/// An objective for a note: nine decimals tell apart what the tolerances tell apart.
pub(super) fn shown(objective: f64) -> String {
    rounded(objective, 9)
}

/// The state of one call.
#[derive(Debug)]
pub(super) struct Inquiry<'m, O> {
    /// The model.
    pub(super) prepared: &'m Prepared<'m>,
    oracle: O,
    limits: SolveLimits,
    started: Instant,
    answers: Vec<SolverAnswer>,
    notes: Vec<String>,
    /// The solver whose answer is put to the test, and which is asked whatever is needed for that.
    pub(super) lead: SolverName,
    /// The solver that was stopped before another took over: asked the same again, it would be stopped again.
    pub(super) stopped: Option<SolverName>,
    /// The best point of that solver.
    pub(super) incumbent: Option<Candidate>,
    /// An objective that no point beats, as the merged model proves.
    pub(super) ceiling: Option<f64>,
}

impl<'m, O: Oracle> Inquiry<'m, O> {
    /// Starts the clock.
    pub(super) fn new(prepared: &'m Prepared<'m>, oracle: O, limits: &SolveLimits, started: Instant) -> Self {
        Self {
            prepared,
            oracle,
            limits: *limits,
            started,
            answers: Vec::new(),
            notes: prepared.notes.clone(),
            lead: SolverName::Microlp,
            stopped: None,
            incumbent: None,
            ceiling: None,
        }
    }

    /// Adds a sentence for the reader of the outcome.
    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    /// Whether this solver can be asked.
    pub(super) fn holds(&self, solver: SolverName) -> bool {
        self.oracle.holds(solver)
    }

    /// The time that is left for everything.
    pub(super) fn left(&self) -> Duration {
        self.limits.time.saturating_sub(self.started.elapsed())
    }

    /// Relative gap at which a search may stop.
    pub(super) fn allowed_gap(&self) -> f64 {
        if self.limits.gap.is_finite() {
            self.limits.gap.max(0.0)
        } else {
            0.0
        }
    }

    /// Asks with all the time that is left.
    pub(super) fn ask(&mut self, question: &Question, solver: SolverName) -> Reply {
        self.ask_because(question, solver, Duration::MAX, None)
    }

    /// How long a second opinion may take: not much longer than the answer that it checks.
    pub(super) fn opinion_time(&self) -> Duration {
        let first = self.answers.first().map_or(Duration::ZERO, |answer| answer.time);
        OPINION_TIME.max(first.saturating_mul(OPINION_FACTOR))
    }

    /// Asks clarabel for a second opinion.
    pub(super) fn ask_opinion(&mut self, question: &Question) -> Reply {
        let (most, reason) = (self.opinion_time(), Some("a second solver".to_owned()));
        self.ask_because(question, SolverName::Clarabel, most, reason)
    }

    /// Asks for at most this long, because of this.
    pub(super) fn ask_because(
        &mut self,
        question: &Question,
        solver: SolverName,
        most: Duration,
        reason: Option<String>,
    ) -> Reply {
        let effort = Effort {
            time: self.left().min(most),
            gap: match question {
                Question::Model | Question::Plain | Question::Under(_) => self.allowed_gap(),
                _ => 0.0,
            },
        };
        let reply = if effort.time.is_zero() {
            Reply::saying(Status::Limit, "not asked: no time was left")
        } else {
            self.oracle.ask(self.prepared, question, solver, effort)
        };
        self.answers.push(SolverAnswer {
            solver,
            reason,
            question: question.words().to_owned(),
            status: reply.status,
            objective: reply.objective,
            time: reply.time,
            message: reply.message.clone(),
        });
        reply
    }

    /// Keeps an answer that came about otherwise.
    pub(super) fn record(&mut self, answer: SolverAnswer) {
        self.answers.push(answer);
    }

    /// Solves another, linear model with the same solvers: the conclusion, who led to it, and what was noted.
    pub(super) fn inner(
        &mut self,
        prepared: &Prepared,
        limits: &SolveLimits,
    ) -> (Conclusion, SolverName, Vec<String>) {
        // Behind a reference of one type, however deep: an inner model may have one of its own.
        let oracle: &mut dyn Oracle = &mut self.oracle;
        let mut inner = Inquiry::new(prepared, oracle, limits, Instant::now());
        let conclusion = inner.linear();
        (conclusion, inner.lead, inner.notes)
    }

    /// Turns a reply's values into a point that satisfies the model as written. Integers that are only nearly
    /// whole are rounded, and where that breaks a row the continuous values are found anew around them.
    ///
    /// # Errors
    /// The bound or row that the point misses.
    pub(super) fn checked(&mut self, values: &[f64], solver: SolverName) -> Result<Candidate, String> {
        let first = self.satisfying(values);
        let values = match first {
            Err(_) if self.prepared.is_integer() && values.len() == self.prepared.columns.len() => {
                let held = self.rounded(values);
                let reply = self.ask(&Question::HeldIntegers(&held), SolverName::Microlp);
                if reply.values.is_empty() {
                    first?
                } else {
                    self.satisfying(&reply.values)?
                }
            }
            other => other?,
        };
        Ok(Candidate {
            objective: self.prepared.model.objective.value(&values),
            values,
            solver: Some(solver),
        })
    }

    /// The values, tidied, if they satisfy the model as written.
    ///
    /// # Errors
    /// What they miss.
    pub(super) fn satisfying(&self, values: &[f64]) -> Result<Vec<f64>, String> {
        if values.len() != self.prepared.columns.len() {
            return Err("it has not one value per variable".to_owned());
        }
        let Some(values) = tidied(self.prepared, values) else {
            return Err("a value is not whole or not a number".to_owned());
        };
        if let Some(violation) = violation(self.prepared, &values, FEASIBILITY) {
            return Err(format!("it misses {}", violation.words()));
        }
        let model = self.prepared.model;
        let mut sums = model.rows.iter().map(|row| row.activity(&values));
        if !model.objective.value(&values).is_finite() || sums.any(|sum| !sum.is_finite()) {
            return Err("the objective or a row overflows there".to_owned());
        }
        Ok(values)
    }

    fn rounded(&self, values: &[f64]) -> Vec<f64> {
        let pairs = values.iter().zip(&self.prepared.columns);
        pairs
            .map(|(value, column)| value.round().clamp(column.lower, column.upper))
            .collect()
    }

    /// The outcome of this call.
    pub(super) fn finish(mut self, conclusion: Conclusion) -> Outcome {
        let (status, candidate, duals, gap) = match conclusion {
            Conclusion::Bare(status) => {
                let mut outcome = Outcome::without_point(status);
                outcome.solver = self.answers.first().map(|answer| answer.solver);
                return self.sign(outcome);
            }
            Conclusion::Optimal(candidate, duals) => (Status::Optimal, candidate, duals, None),
            Conclusion::Feasible(candidate, bound) => {
                let gap = bound.map(|bound| self.gap(candidate.objective, bound));
                self.notes.push(match gap {
                    Some(Gap { relative, bound }) => format!(
                        "No better point than {} is known; the best bound is {} (gap {:.2} %).",
                        shown(candidate.objective),
                        shown(bound),
                        100.0 * relative
                    ),
                    None => "How far this point is from the best one is not known.".to_owned(),
                });
                (Status::Feasible, candidate, Vec::new(), gap)
            }
        };
        let sensitivity = match status {
            Status::Optimal if !self.prepared.is_quadratic() => sensitivity(self.prepared, &candidate.values),
            _ => None,
        };
        // The prices of the basis are exact, and the ranges are theirs.
        let duals = match &sensitivity {
            Some(found) if !found.fixed_integers => found.rows.iter().map(|row| row.dual).collect(),
            _ => duals,
        };
        let rows = self.row_results(&candidate.values, &duals);
        self.sign(Outcome {
            sensitivity,
            objective: Some(candidate.objective),
            rows,
            gap,
            solver: candidate.solver,
            values: candidate.values,
            ..Outcome::without_point(status)
        })
    }

    fn sign(self, mut outcome: Outcome) -> Outcome {
        outcome.time = self.started.elapsed();
        outcome.answers = self.answers;
        outcome.notes = self.notes;
        outcome
    }

    fn gap(&self, objective: f64, bound: f64) -> Gap {
        // A bound that rounding put on the wrong side of a point that satisfies everything is the point's value.
        let bound = if self.prepared.gain(bound, objective) < 0.0 {
            objective
        } else {
            bound
        };
        Gap {
            relative: (objective - bound).abs() / objective.abs().max(1e-10),
            bound,
        }
    }

    fn row_results(&self, values: &[f64], duals: &[f64]) -> Vec<RowResult> {
        let rows = self.prepared.model.rows.iter().enumerate();
        rows.map(|(index, row)| {
            let activity = row.activity(values);
            let slack = slack(activity, row.lower, row.upper);
            // Where one best point has slack, every shadow price is zero; an interior point method only comes near.
            let loose = slack.is_none_or(|slack| slack > FEASIBILITY * activity.abs().max(1.0));
            let dual = duals.get(index).map(|dual| if loose { 0.0 } else { *dual });
            RowResult {
                activity,
                slack,
                dual,
            }
        })
        .collect()
    }
}
