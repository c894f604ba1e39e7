//! Linear models: the leading solver answers, and what it says is doubted until something else supports it.

mod better;
mod doubt;
mod edge;
mod opinion;
mod runaway;

use super::inquiry::{Candidate, Conclusion, Inquiry, shown};
use super::oracle::{Oracle, Reply};
use super::outcome::{SolverName, Status};
use super::tolerance::objective_tolerance;
use better::Search;
use opinion::Opinion;

/// How often a solver may be caught with a better point than its optimum before its word counts for nothing.
const MOST_CORRECTIONS: usize = 3;

impl<O: Oracle> Inquiry<'_, O> {
    /// Solves a linear model.
    pub(super) fn linear(&mut self) -> Conclusion {
        let reply = self.first_reply();
        match reply.status {
            Status::Optimal => self.settle(&reply, self.lead),
            Status::Feasible => match self.checked(&reply.values, self.lead) {
                Ok(point) => self.stopped_at(Some(point), reply.bound),
                Err(reason) => self.refuse(self.lead, &reason),
            },
            Status::Limit => self.stopped_at(None, reply.bound),
            Status::Unsupported => self.beyond_reach(None),
            Status::Infeasible | Status::Unbounded | Status::Error => self.doubt(&reply),
        }
    }

    /// Reports a point that breaks the model.
    fn refuse(&mut self, solver: SolverName, reason: &str) -> Conclusion {
        self.note(format!(
            "{} returned a point that is not one of the model: {reason}.",
            solver.word()
        ));
        Conclusion::Bare(Status::Error)
    }

    /// Puts an optimum to the test.
    fn settle(&mut self, reply: &Reply, solver: SolverName) -> Conclusion {
        let mut best = match self.checked(&reply.values, solver) {
            Ok(candidate) => candidate,
            Err(reason) => return self.refuse(solver, &reason),
        };
        self.compare_claim(reply, &best);
        if self.prepared.is_indifferent() {
            let duals = self.indifferent_duals();
            return Conclusion::Optimal(best, duals);
        }
        if self.leans_on_reach(&best) {
            return self.beyond_reach(Some(best));
        }
        if let Some(kept) = self.incumbent.take()
            && self.prepared.gain(kept.objective, best.objective)
                > objective_tolerance(self.prepared, &best.values)
        {
            return self.refuted_by_incumbent(&format!("{} is the optimum", shown(best.objective)), kept);
        }
        let opinion = match solver {
            SolverName::Microlp | SolverName::Highs => self.second_opinion(&best),
            SolverName::Clarabel => Opinion {
                optimum: Some(best.objective),
                duals: reply.duals.clone(),
                ..Opinion::none()
            },
        };
        if let Some(status) = opinion.decides {
            return Conclusion::Bare(status);
        }
        for _ in 0..=MOST_CORRECTIONS {
            // A solver's own optimum is no second opinion on it.
            let supported = solver != SolverName::Clarabel && self.supports(&opinion, &best);
            match self.search_better(&best, supported) {
                Search::Nothing | Search::Leaning(_) => return self.unimproved(best, opinion),
                Search::Better(better) => {
                    self.note(format!(
                        "{} called {} the optimum, but a point with {} exists; that one is shown.",
                        finder(&best),
                        shown(best.objective),
                        shown(better.objective)
                    ));
                    best = better;
                }
                Search::OutOfTime => return self.unproved(best, opinion, reply, "the time was up"),
                Search::Open(reason) => return self.unproved(best, opinion, reply, &reason),
            }
        }
        self.note("Each optimum was followed by a better point; none is believed.");
        Conclusion::Bare(Status::Error)
    }

    fn unimproved(&mut self, best: Candidate, opinion: Opinion) -> Conclusion {
        if self.supports(&opinion, &best) {
            return Conclusion::Optimal(best, opinion.duals);
        }
        if let Some(other) = opinion.optimum.filter(|_| opinion.strict)
            && self.prepared.gain(other, best.objective) > 0.0
        {
            self.note(format!(
                "The solvers contradict each other: {} finds nothing better than {}, and {} has a point with {} \
                 that satisfies every row.",
                self.lead.word(),
                shown(best.objective),
                opinion.by.word(),
                shown(other)
            ));
            return Conclusion::Bare(Status::Error);
        }
        Conclusion::Optimal(best, Vec::new())
    }

    /// The search for a better point did not come to an end: only the other solver can still prove the optimum.
    fn unproved(&mut self, best: Candidate, opinion: Opinion, reply: &Reply, reason: &str) -> Conclusion {
        self.note(format!("The search for a better point came to no end: {reason}."));
        if best.solver != Some(SolverName::Clarabel) && self.supports(&opinion, &best) {
            return Conclusion::Optimal(best, opinion.duals);
        }
        let bound = opinion.optimum.or(reply.bound).or(reply.objective);
        Conclusion::Feasible(best, bound)
    }

    fn compare_claim(&mut self, reply: &Reply, best: &Candidate) {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        if let Some(claimed) = reply.objective
            && (claimed - best.objective).abs() > tolerance
        {
            self.note(format!(
                "{} states the objective {}, but its point, with whole integers, gives {}.",
                finder(best),
                shown(claimed),
                shown(best.objective)
            ));
        }
    }

    /// Without an objective every shadow price is zero.
    fn indifferent_duals(&self) -> Vec<f64> {
        if self.prepared.is_integer() {
            Vec::new()
        } else {
            vec![0.0; self.prepared.model.rows.len()]
        }
    }
}

fn finder(candidate: &Candidate) -> &'static str {
    candidate.solver.map_or("nobody", SolverName::word)
}
