//! Verdicts without a point: infeasible, unbounded, failed. None of them is believed at once.

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
            self.note(format!("microlp failed on the model ({words})."));
        }
        let any = self.ask(&Question::AnyPoint, SolverName::Microlp);
        match any.status {
            Status::Infeasible => self.infeasible(),
            Status::Optimal | Status::Feasible => match self.checked(&any.values, SolverName::Microlp) {
                Ok(point) => self.has_point(first, &point),
                Err(reason) => self.refuse(SolverName::Microlp, &reason),
            },
            Status::Limit => {
                self.note(format!(
                    "microlp says {}, but the time was up before that could be confirmed.",
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

    /// No point exists, says microlp; clarabel may know one.
    fn infeasible(&mut self) -> Conclusion {
        let other = self.ask_opinion(&Question::AnyRelaxedPoint);
        let found =
            other.status == Status::Optimal && violation(self.prepared, &other.values, STRICT).is_none();
        if found && self.prepared.is_integer() {
            self.note(if self.has_unsearched_integers() {
                "Points exist without integrality, but none was found with whole numbers within ±2147483647; \
                 larger ones were not searched."
            } else {
                "Points exist without integrality, but none with whole numbers."
            });
        } else if found {
            self.note(
                "The solvers contradict each other: microlp says that no point exists, and clarabel has one that \
                 satisfies every row.",
            );
            return Conclusion::Bare(Status::Error);
        }
        Conclusion::Bare(Status::Infeasible)
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
                "microlp says {}, but clarabel finds an optimum, which is shown.",
                first.status.word()
            ));
            return self.settle(&other, SolverName::Clarabel);
        }
        self.note(format!(
            "microlp says {}, yet a point with the objective {} satisfies every row.",
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
        let reply = self.ask(&Question::Better(target), SolverName::Microlp);
        matches!(reply.status, Status::Optimal | Status::Feasible)
            && self.checked(&reply.values, SolverName::Microlp).is_ok()
    }
}
