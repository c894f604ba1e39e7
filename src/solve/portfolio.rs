//! Which solver is asked first and for how long, and when another takes over. Every choice is kept with the answer
//! that it led to ([`SolverAnswer::reason`](super::SolverAnswer::reason)).
//!
//! microlp answers small models in less than a tenth of the time that HiGHS needs to begin, and proves most of them; where
//! it has no proof after two seconds it seldom finds one. So it is asked first, and a build with HiGHS hands over
//! then. Models so large that a single step of microlp may overrun those seconds go to HiGHS at once.

use std::time::{Duration, Instant};

use super::inquiry::{Candidate, Conclusion, Inquiry, shown};
use super::merge::merged;
use super::oracle::{Oracle, Reply};
use super::outcome::{SolveLimits, SolverAnswer, SolverName, Status};
use super::prepare::Prepared;
use super::question::Question;
use super::tolerance::objective_tolerance;
use crate::model::Model;

/// How long microlp may try before HiGHS takes over.
const HEAD_START: Duration = Duration::from_secs(2);

/// The same as a share of the time there is, where that is short.
const HEAD_START_SHARE: u32 = 4;

/// How long microlp may try alone before the variables that differ only in name are merged to help it.
const UNAIDED: Duration = Duration::from_millis(500);

/// Percentage of the time left that HiGHS may take; the rest is for putting its answer to the test.
const ANSWER_PERCENT: u32 = 70;

/// Relative error that adding up an objective may bring.
const ROUNDING: f64 = 1e-10;

/// Rows times columns from which HiGHS is asked first, without and with whole numbers.
const LARGE: (usize, usize) = (1_000_000, 20_000_000);

impl<O: Oracle> Inquiry<'_, O> {
    /// The first answer to a linear model, from the solver that then leads the inquiry.
    pub(super) fn first_reply(&mut self) -> Reply {
        if !self.holds(SolverName::Highs) {
            return self.microlp_alone();
        }
        if self.is_large() {
            return self.highs_first();
        }
        let head_start = HEAD_START.min(self.left() / HEAD_START_SHARE);
        let reason = format!("first, for {head_start:.1?} at most: {}", self.shape_words());
        let reply = self.ask_because(&Question::Model, SolverName::Microlp, head_start, Some(reason));
        match self.trouble(&reply) {
            Some(trouble) => self.hand_over(&reply, &trouble),
            None => reply,
        }
    }

    fn microlp_alone(&mut self) -> Reply {
        let reason = format!("first, as this build has no HiGHS: {}", self.shape_words());
        let merged = self
            .prepared
            .is_integer()
            .then(|| merged(self.prepared))
            .flatten();
        let most = match merged {
            Some(_) => UNAIDED.min(self.left() / HEAD_START_SHARE),
            None => Duration::MAX,
        };
        let reply = self.ask_because(&Question::Model, SolverName::Microlp, most, Some(reason));
        if let Some(merged) = merged
            && matches!(reply.status, Status::Limit | Status::Feasible)
            && self.trouble(&reply).is_some()
        {
            return self.aided(&reply, &merged);
        }
        if reply.status == Status::Error && self.prepared.is_integer() {
            let again = self.ask(&Question::Plain, SolverName::Microlp);
            if again.status != Status::Error {
                return again;
            }
        }
        reply
    }

    /// Goes on with the help of what the merged model proves.
    fn aided(&mut self, stopped: &Reply, merged: &Model) -> Reply {
        self.keep(stopped, SolverName::Microlp);
        self.ceiling = self.merged_optimum(merged);
        if let Some(ceiling) = self.ceiling {
            if let Some(kept) = &self.incumbent
                && self.is_ceiling(ceiling, kept)
            {
                return Reply {
                    status: Status::Optimal,
                    objective: Some(kept.objective),
                    bound: Some(ceiling),
                    ..stopped.clone()
                };
            }
            let reason = Some(format!("again, as no point is better than {}", shown(ceiling)));
            let question = Question::Under(self.just_beyond(ceiling));
            let reply = self.ask_because(&question, SolverName::Microlp, Duration::MAX, reason);
            if matches!(reply.status, Status::Optimal | Status::Feasible | Status::Limit) {
                return reply;
            }
        }
        let reason = Some("again, with all the time that is left".to_owned());
        self.ask_because(&Question::Model, SolverName::Microlp, Duration::MAX, reason)
    }

    /// The optimum of the merged model, if it is proved in a part of the time left.
    fn merged_optimum(&mut self, merged: &Model) -> Option<f64> {
        let prepared = Prepared::new(merged).ok()?;
        let limits = SolveLimits {
            time: self.left() / HEAD_START_SHARE,
            gap: 0.0,
        };
        let started = Instant::now();
        let (conclusion, solver, _) = self.inner(&prepared, &limits);
        let (status, objective) = match conclusion {
            Conclusion::Optimal(best, _) => (Status::Optimal, Some(best.objective)),
            Conclusion::Feasible(best, _) => (Status::Feasible, Some(best.objective)),
            Conclusion::Bare(status) => (status, None),
        };
        self.record(SolverAnswer {
            solver,
            reason: Some("to know how good a point can be".to_owned()),
            question: format!(
                "the model with its {} variables merged into {} sums of such as differ only in name",
                self.prepared.columns.len(),
                merged.variables.len()
            ),
            status,
            objective,
            time: started.elapsed(),
            message: None,
        });
        objective.filter(|_| status == Status::Optimal)
    }

    /// Whether the merged model proves that nothing beats this point.
    pub(super) fn is_ceiling(&self, ceiling: f64, point: &Candidate) -> bool {
        self.prepared.gain(ceiling, point.objective) <= objective_tolerance(self.prepared, &point.values)
    }

    /// A bound that rounding does not cut the best points off.
    fn just_beyond(&self, ceiling: f64) -> f64 {
        ceiling - self.prepared.sign() * ROUNDING * ceiling.abs().max(1.0)
    }

    fn highs_first(&mut self) -> Reply {
        self.lead = SolverName::Highs;
        let reason = format!("first, as the model is large: {}", self.shape_words());
        let reply = self.ask_because(
            &Question::Model,
            SolverName::Highs,
            self.answer_time(),
            Some(reason),
        );
        if !matches!(reply.status, Status::Error | Status::Unsupported) {
            return reply;
        }
        self.fall_back(&reply)
    }

    /// HiGHS takes over from microlp.
    fn hand_over(&mut self, stopped: &Reply, trouble: &str) -> Reply {
        self.keep(stopped, SolverName::Microlp);
        self.stopped = Some(SolverName::Microlp);
        self.note(format!("microlp {trouble}; HiGHS took over."));
        self.lead = SolverName::Highs;
        let reason = format!("takes over, as microlp {trouble}");
        let reply = self.ask_because(
            &Question::Model,
            SolverName::Highs,
            self.answer_time(),
            Some(reason),
        );
        if !matches!(reply.status, Status::Error | Status::Unsupported) {
            return reply;
        }
        if stopped.status == Status::Error {
            // The same question would fail again; without its reductions it may not.
            self.lead = SolverName::Microlp;
            return self.ask(&Question::Plain, SolverName::Microlp);
        }
        self.fall_back(&reply)
    }

    /// HiGHS cannot answer, so microlp must, in all the time that is left.
    fn fall_back(&mut self, failed: &Reply) -> Reply {
        let words = failed.message.as_deref().unwrap_or(failed.status.word());
        self.note(format!("HiGHS gave no answer: {words}."));
        self.lead = SolverName::Microlp;
        let reason = Some("takes over, as HiGHS gave no answer".to_owned());
        self.ask_because(&Question::Model, SolverName::Microlp, Duration::MAX, reason)
    }

    /// The other solver of this build that takes whole numbers, if there is one.
    pub(super) fn other(&self) -> Option<SolverName> {
        let other = match self.lead {
            SolverName::Highs => SolverName::Microlp,
            SolverName::Microlp | SolverName::Clarabel => SolverName::Highs,
        };
        self.holds(other).then_some(other)
    }

    /// Remembers the point of a solver that was stopped.
    fn keep(&mut self, stopped: &Reply, solver: SolverName) {
        if stopped.status == Status::Feasible
            && let Ok(candidate) = self.checked(&stopped.values, solver)
        {
            self.incumbent = Some(candidate);
        }
    }

    /// The limit stopped every search: the best point that any of them found.
    pub(super) fn stopped_at(&mut self, point: Option<Candidate>, bound: Option<f64>) -> Conclusion {
        let kept = self.incumbent.take();
        let best = match (point, kept) {
            (Some(point), Some(kept)) if self.prepared.gain(kept.objective, point.objective) > 0.0 => kept,
            (Some(point), _) => point,
            (None, Some(kept)) => kept,
            (None, None) => {
                self.note("The time limit was reached before any point was found.");
                return Conclusion::Bare(Status::Limit);
            }
        };
        self.note("The search was stopped before the best point was proved.");
        Conclusion::Feasible(best, bound)
    }

    /// A verdict without a point, or an optimum, that the point of the other solver refutes.
    pub(super) fn refuted_by_incumbent(&mut self, claim: &str, incumbent: Candidate) -> Conclusion {
        let finder = incumbent.solver.map_or("another solver", SolverName::word);
        self.note(format!(
            "{} says {claim}, but {finder} has a point with {} that satisfies every row; whether it is the best is \
             not known.",
            self.lead.word(),
            shown(incumbent.objective)
        ));
        Conclusion::Feasible(incumbent, None)
    }

    /// Why another solver should take over, if it should, in words that follow "microlp".
    fn trouble(&self, reply: &Reply) -> Option<String> {
        match reply.status {
            Status::Limit => Some(format!("found no point in {:.1?}", reply.time)),
            Status::Feasible if !self.is_near_enough(reply) => {
                Some(format!("had no proof after {:.1?}", reply.time))
            }
            Status::Error => Some(format!(
                "failed ({})",
                reply.message.as_deref().unwrap_or("without a word")
            )),
            _ => None,
        }
    }

    /// Whether the search ended because the allowed gap was reached.
    fn is_near_enough(&self, reply: &Reply) -> bool {
        let (Some(objective), Some(bound)) = (reply.objective, reply.bound) else {
            return false;
        };
        let gap = (objective - bound).abs() / objective.abs().max(f64::EPSILON);
        self.allowed_gap() > 0.0 && gap <= self.allowed_gap()
    }

    fn answer_time(&self) -> Duration {
        self.left() / 100 * ANSWER_PERCENT
    }

    fn is_large(&self) -> bool {
        let cells = self
            .prepared
            .rows
            .len()
            .saturating_mul(self.prepared.columns.len());
        let large = if self.prepared.is_integer() {
            LARGE.1
        } else {
            LARGE.0
        };
        cells > large
    }

    /// `12 variables (3 whole), 8 rows`.
    fn shape_words(&self) -> String {
        let columns = &self.prepared.columns;
        let whole = columns.iter().filter(|column| column.integral).count();
        let whole = if whole > 0 {
            format!(" ({whole} whole)")
        } else {
            String::new()
        };
        format!(
            "{} variables{whole}, {} rows",
            columns.len(),
            self.prepared.rows.len()
        )
    }
}
