//! Verdicts without a point: infeasible, unbounded, failed. None of them is believed at once.

use std::time::Duration;

use crate::solve::inquiry::{Candidate, Conclusion, Inquiry, shown};
use crate::solve::oracle::{Oracle, Reply};
use crate::solve::outcome::{SolverName, Status};
use crate::solve::question::Question;
use crate::solve::tolerance::{STRICT, violation};

impl<O: Oracle> Inquiry<'_, O> {
    /// Never trusts a verdict without a point: whether a point exists at all is asked again without an objective.
    pub(super) fn doubt(&mut self, first: &Reply) -> Conclusion {
        if first.status == Status::Error {
            let words = first
                .message
                .clone()
                .unwrap_or_else(|| "without a word".to_owned());
            self.note(format!("{} failed on the model ({words}).", self.lead.word()));
        }
        if first.status == Status::Infeasible
            && let Some(kept) = self.incumbent.take()
        {
            return self.refuted_by_incumbent(first.status.word(), kept);
        }
        let lead = self.lead;
        let any = self.ask(&Question::AnyPoint, lead);
        match any.status {
            Status::Infeasible => self.infeasible(),
            Status::Optimal | Status::Feasible => match self.checked(&any.values, lead) {
                Ok(point) => self.has_point(first, &point),
                Err(reason) => self.refuse(lead, &reason),
            },
            Status::Limit => {
                self.note(format!(
                    "{} says {}, but the time was up before that could be confirmed.",
                    lead.word(),
                    first.status.word()
                ));
                Conclusion::Bare(Status::Limit)
            }
            Status::Unbounded | Status::Unsupported | Status::Error => {
                let other = self.ask_opinion(&Question::AnyRelaxedPoint);
                if first.status == Status::Infeasible && other.status == Status::Infeasible {
                    return Conclusion::Bare(Status::Infeasible);
                }
                self.note("Whether any point exists could not be found out.");
                Conclusion::Bare(Status::Error)
            }
        }
    }

    /// No point exists, says the leading solver; another may know one.
    fn infeasible(&mut self) -> Conclusion {
        let other = self.ask_opinion(&Question::AnyRelaxedPoint);
        let found =
            other.status == Status::Optimal && violation(self.prepared, &other.values, STRICT).is_none();
        if found && !self.prepared.is_integer() {
            self.note(format!(
                "The solvers contradict each other: {} says that no point exists, and clarabel has one that \
                 satisfies every row.",
                self.lead.word()
            ));
            return Conclusion::Bare(Status::Error);
        }
        if other.status != Status::Infeasible
            && let Some(conclusion) = self.point_of_another()
        {
            return conclusion;
        }
        if found {
            self.note(if self.has_unsearched_integers() {
                "Points exist without integrality, but none was found with whole numbers within ±2147483647; \
                 larger ones were not searched."
            } else {
                "Points exist without integrality, but none with whole numbers."
            });
        }
        Conclusion::Bare(Status::Infeasible)
    }

    /// The other solver's point of a model that the leading one calls infeasible, if it has any.
    fn point_of_another(&mut self) -> Option<Conclusion> {
        let other = self.other()?;
        let reason = Some("a second, independent solver".to_owned());
        let reply = self.ask_because(&Question::AnyPoint, other, self.opinion_time(), reason);
        if !matches!(reply.status, Status::Optimal | Status::Feasible) {
            return None;
        }
        let point = self.checked(&reply.values, other).ok()?;
        if violation(self.prepared, &point.values, STRICT).is_some() {
            self.note(format!(
                "{} has a point, but only if every row may be missed a little.",
                other.word()
            ));
            return Some(Conclusion::Bare(Status::Error));
        }
        Some(self.led_by_another(other, "infeasible", &point))
    }

    /// The leading solver is refuted by a point, so the other one leads from here.
    fn led_by_another(&mut self, other: SolverName, claim: &str, point: &Candidate) -> Conclusion {
        self.note(format!(
            "{} says {claim}, yet a point with the objective {} satisfies every row; {} takes over.",
            self.lead.word(),
            shown(point.objective),
            other.word()
        ));
        self.lead = other;
        let reason = Some(format!("takes over, as a point refutes \"{claim}\""));
        let reply = self.ask_because(&Question::Model, other, Duration::MAX, reason);
        match reply.status {
            Status::Optimal => self.settle(&reply, other),
            Status::Feasible | Status::Limit => {
                let found = self.checked(&reply.values, other).ok();
                self.stopped_at(Some(found.unwrap_or_else(|| point.clone())), reply.bound)
            }
            Status::Unbounded => self.unbounded_relaxation(),
            Status::Infeasible | Status::Unsupported | Status::Error => Conclusion::Bare(Status::Error),
        }
    }

    /// A point exists; the objective has no end when it has none without integrality, by two solvers' word.
    fn unbounded_relaxation(&mut self) -> Conclusion {
        let one = self.ask(&Question::Relaxation, self.lead);
        let two = self.ask_opinion(&Question::Relaxation);
        let unbounded = one.status == Status::Unbounded && two.status != Status::Optimal;
        Conclusion::Bare(if unbounded {
            Status::Unbounded
        } else {
            Status::Error
        })
    }

    /// A point exists, so the model is unbounded unless the solver was wrong in another way.
    fn has_point(&mut self, first: &Reply, point: &Candidate) -> Conclusion {
        let other = self.ask_opinion(&Question::Relaxation);
        if other.status == Status::Unbounded
            || (first.status == Status::Unbounded && other.status != Status::Optimal)
        {
            return Conclusion::Bare(Status::Unbounded);
        }
        if first.status == Status::Unbounded && self.improves_on(&other, point) {
            return Conclusion::Bare(Status::Unbounded);
        }
        if other.status == Status::Optimal && !self.prepared.is_integer() {
            self.note(format!(
                "{} says {}, but clarabel finds an optimum, which is shown.",
                self.lead.word(),
                first.status.word()
            ));
            return self.settle(&other, SolverName::Clarabel);
        }
        if let Some(another) = self.other() {
            return self.led_by_another(another, first.status.word(), point);
        }
        self.note(format!(
            "{} says {}, yet a point with the objective {} satisfies every row.",
            self.lead.word(),
            first.status.word(),
            shown(point.objective)
        ));
        Conclusion::Bare(Status::Error)
    }

    /// Whether a point exists that is far better than the other solver's optimum, which then is none.
    fn improves_on(&mut self, other: &Reply, point: &Candidate) -> bool {
        let Some(objective) = other.objective else {
            return false;
        };
        let stride = objective.abs().max(point.objective.abs()).max(1.0);
        let target = objective - self.prepared.sign() * stride;
        let reply = self.ask(&Question::Better(target), self.lead);
        matches!(reply.status, Status::Optimal | Status::Feasible)
            && self.checked(&reply.values, self.lead).is_ok()
    }
}
