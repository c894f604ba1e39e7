//! The search for a point that is strictly better than the optimum: there must be none.

use std::time::Duration;

use crate::solve::inquiry::{Candidate, Inquiry, shown};
use crate::solve::oracle::Oracle;
use crate::solve::outcome::Status;
use crate::solve::question::Question;
use crate::solve::tolerance::{STRICT, better_margin, objective_tolerance, violation};

/// How much wider the margin is in the second search for a better point, when the first drowned in rounding.
const WIDER: f64 = 10.0;

/// What came of the search for a strictly better point.
pub(super) enum Search {
    /// There is none.
    Nothing,
    /// Here it is.
    Better(Candidate),
    /// Only a point that gains from tolerances, with this objective.
    Leaning(f64),
    /// The time was up.
    OutOfTime,
    /// It did not come to an end, for this reason.
    Open(String),
}

impl<O: Oracle> Inquiry<'_, O> {
    /// Asks for a strictly better point, and where rounding keeps the answer from being clear, asks in other ways.
    /// Nothing more is asked when the second solver has proved the optimum already.
    pub(super) fn search_better(&mut self, best: &Candidate, supported: bool) -> Search {
        if let Some(ceiling) = self.ceiling.filter(|ceiling| self.is_ceiling(*ceiling, best)) {
            self.note(format!(
                "No point is better than {}: the model has that optimum when its variables that differ only in name \
                 are merged.",
                shown(ceiling)
            ));
            return Search::Nothing;
        }
        let tolerance = objective_tolerance(self.prepared, &best.values);
        let margin = better_margin(self.prepared, &best.values);
        let beyond = |margin: f64| best.objective - self.prepared.sign() * margin;
        let (near, far) = (beyond(margin), beyond(WIDER * margin));
        let first = self.try_better(&Question::Better(near), near, best, margin, supported);
        if matches!(first, Search::Nothing | Search::Better(_) | Search::OutOfTime) {
            return first;
        }
        if supported {
            return Search::Nothing;
        }
        // Under a large big-M a point can gain the bare margin from tolerances alone, which some solves trip over.
        let second = self.try_better(&Question::BetterLed(far), far, best, margin, supported);
        match second {
            Search::Nothing => self.note(format!(
                "No point reaches {}; whether one is better than {} by less could not be told from rounding.",
                shown(far),
                shown(best.objective)
            )),
            Search::Leaning(objective) => self.note(format!(
                "A point with {} exists if every row may be missed a little; it does not count.",
                shown(objective)
            )),
            Search::Open(reason) => return self.found_again(best, tolerance, reason),
            Search::Better(_) | Search::OutOfTime => return second,
        }
        Search::Nothing
    }

    fn try_better(
        &mut self,
        question: &Question,
        target: f64,
        best: &Candidate,
        margin: f64,
        supported: bool,
    ) -> Search {
        // What a second solver has proved needs no long search.
        let most = if supported {
            self.opinion_time()
        } else {
            Duration::MAX
        };
        let lead = self.lead;
        let reply = self.ask_because(question, lead, most, None);
        match reply.status {
            Status::Infeasible => Search::Nothing,
            Status::Optimal | Status::Feasible => match self.checked(&reply.values, lead) {
                Ok(better) if self.is_better(&better, best, margin) => self.best_beyond(target, better),
                Ok(better) => Search::Leaning(better.objective),
                Err(reason) => {
                    Search::Open(format!("the point that {} offers is none, {reason}", lead.word()))
                }
            },
            Status::Limit => Search::OutOfTime,
            Status::Unbounded | Status::Unsupported | Status::Error => {
                let words = reply.message.unwrap_or_else(|| reply.status.word().to_owned());
                Search::Open(format!("{} failed ({words})", lead.word()))
            }
        }
    }

    /// The search failed; the optimum stands when the solver comes to it once more by another way.
    fn found_again(&mut self, best: &Candidate, tolerance: f64, reason: String) -> Search {
        let again = self.ask(&Question::Plain, self.lead);
        let same = |again: f64| (again - best.objective).abs() <= tolerance;
        if again.status == Status::Optimal && again.objective.is_some_and(same) {
            self.note(format!(
                "The search for a better point came to no end ({reason}), but without its reductions {} finds the \
                 same optimum.",
                self.lead.word()
            ));
            return Search::Nothing;
        }
        Search::Open(reason)
    }

    fn is_better(&self, better: &Candidate, best: &Candidate, margin: f64) -> bool {
        let gain = self.prepared.gain(better.objective, best.objective);
        gain >= margin / 2.0 && violation(self.prepared, &better.values, STRICT).is_none()
    }

    /// A point beyond the target exists: now the best one is wanted rather than any.
    fn best_beyond(&mut self, target: f64, any: Candidate) -> Search {
        let reply = self.ask(&Question::BetterLed(target), self.lead);
        let led = self.checked(&reply.values, self.lead).ok();
        let led = led.filter(|led| self.is_better(led, &any, 0.0));
        Search::Better(led.unwrap_or(any))
    }
}
