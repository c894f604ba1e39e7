//! Integers at the edge of the whole numbers that microlp can hold, which is no edge of the model.

use crate::solve::backend::INTEGER_REACH;
use crate::solve::inquiry::{Candidate, Conclusion, Inquiry};
use crate::solve::oracle::{Oracle, Reply};
use crate::solve::outcome::{SolverName, Status};
use crate::solve::question::Question;
use crate::solve::tolerance::objective_tolerance;

/// How every note on the range of integers begins.
const EDGE: &str = "An integer variable reaches ±2147483647, where the whole numbers of microlp end";

impl<O: Oracle> Inquiry<'_, O> {
    /// Whether an integer stands where microlp's whole numbers end and the model's do not.
    pub(super) fn leans_on_reach(&self, candidate: &Candidate) -> bool {
        let pairs = candidate.values.iter().zip(&self.prepared.columns);
        pairs.into_iter().any(|(value, column)| {
            let clipped = column.upper > INTEGER_REACH && *value >= INTEGER_REACH
                || column.lower < -INTEGER_REACH && *value <= -INTEGER_REACH;
            column.integral && clipped && column.lower < column.upper
        })
    }

    /// The search ended at the edge of microlp's whole numbers; the model without integrality knows no such edge.
    pub(super) fn beyond_reach(&mut self, best: Option<Candidate>) -> Conclusion {
        let relaxed = self.ask(&Question::Relaxation, SolverName::Microlp);
        match best {
            Some(best) => self.at_the_edge(best, &relaxed),
            None => self.past_the_edge(&relaxed),
        }
    }

    fn at_the_edge(&mut self, best: Candidate, relaxed: &Reply) -> Conclusion {
        if relaxed.status == Status::Unbounded {
            self.note(format!(
                "{EDGE}, and without integrality the objective improves without end: it is unbounded."
            ));
            return Conclusion::Bare(Status::Unbounded);
        }
        // Presolve moves an integer that costs nothing to the end of its range, which here is only the edge.
        let plain = self.ask(&Question::Plain, SolverName::Microlp);
        if plain.status == Status::Optimal
            && let Ok(point) = self.checked(&plain.values, SolverName::Microlp)
            && !self.leans_on_reach(&point)
        {
            return self.settle(&plain, SolverName::Microlp);
        }
        if let Ok(whole) = self.satisfied_whole(relaxed) {
            self.note(format!(
                "{EDGE}; the optimum without integrality is whole, and is shown."
            ));
            return Conclusion::Optimal(whole, Vec::new());
        }
        let bound = relaxed.objective.filter(|_| relaxed.status == Status::Optimal);
        let tolerance = objective_tolerance(self.prepared, &best.values);
        if bound.is_some_and(|bound| self.prepared.gain(bound, best.objective) <= tolerance) {
            return Conclusion::Optimal(best, Vec::new());
        }
        self.note(format!("{EDGE}; larger ones were not searched."));
        Conclusion::Feasible(best, bound)
    }

    fn past_the_edge(&mut self, relaxed: &Reply) -> Conclusion {
        if let Ok(whole) = self.satisfied_whole(relaxed) {
            self.note(format!(
                "{EDGE}; the optimum without integrality is whole, and is shown."
            ));
            return Conclusion::Optimal(whole, Vec::new());
        }
        if relaxed.status == Status::Infeasible {
            self.note("Even without integrality no point satisfies all rows and bounds.");
            return Conclusion::Bare(Status::Infeasible);
        }
        self.note(format!("{EDGE}; larger ones cannot be searched in this build."));
        Conclusion::Bare(Status::Unsupported)
    }

    fn satisfied_whole(&self, reply: &Reply) -> Result<Candidate, String> {
        let values = self.satisfying(&reply.values)?;
        Ok(Candidate {
            objective: self.prepared.model.objective.value(&values),
            values,
            solver: Some(SolverName::Microlp),
        })
    }

    pub(super) fn has_unsearched_integers(&self) -> bool {
        let columns = self.prepared.columns.iter();
        columns
            .into_iter()
            .any(|column| column.integral && (column.upper > INTEGER_REACH || column.lower < -INTEGER_REACH))
    }
}
