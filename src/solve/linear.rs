//! Linear models: microlp answers, and what it says is doubted until something else supports it.

mod better;
mod doubt;
mod edge;
mod opinion;
mod runaway;

use super::inquiry::{Candidate, Conclusion, Inquiry, shown};
use super::oracle::{Oracle, Reply};
use super::outcome::{SolverName, Status};
use super::question::Question;
use super::tolerance::objective_tolerance;
use better::Search;
use opinion::Opinion;

/// How often a solver may be caught with a better point than its optimum before its word counts for nothing.
const MOST_CORRECTIONS: usize = 3;

impl<O: Oracle> Inquiry<'_, O> {
    /// Solves a linear model.
    pub(super) fn linear(&mut self) -> Conclusion {
        let mut reply = self.ask(&Question::Model, SolverName::Microlp);
        if reply.status == Status::Error && self.prepared.is_integer() {
            let again = self.ask(&Question::Plain, SolverName::Microlp);
            if again.status != Status::Error {
                reply = again;
            }
        }
        match reply.status {
            Status::Optimal => self.settle(&reply, SolverName::Microlp),
            Status::Feasible => self.stopped(&reply),
            Status::Limit => {
                self.note("The time limit was reached before any point was found.");
                Conclusion::Bare(Status::Limit)
            }
            Status::Unsupported => self.beyond_reach(None),
            Status::Infeasible | Status::Unbounded | Status::Error => self.doubt(&reply),
        }
    }

    /// A limit stopped the search at a point.
    fn stopped(&mut self, reply: &Reply) -> Conclusion {
        match self.checked(&reply.values, SolverName::Microlp) {
            Ok(candidate) => {
                self.note("The search was stopped before the best point was proved.");
                Conclusion::Feasible(candidate, reply.bound)
            }
            Err(reason) => self.refuse(SolverName::Microlp, &reason),
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
        let opinion = match solver {
            SolverName::Microlp | SolverName::Highs => self.second_opinion(&best),
            SolverName::Clarabel => Opinion {
                optimum: Some(best.objective),
                duals: reply.duals.clone(),
                ..Opinion::default()
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
                "The solvers contradict each other: microlp finds nothing better than {}, and clarabel has a \
                 point with {} that satisfies every row.",
                shown(best.objective),
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
