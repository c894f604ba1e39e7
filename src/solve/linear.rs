//! Linear models: microlp answers, and what it says is doubted until something else supports it.

use crate::model::text::number;

use super::backend::INTEGER_REACH;
use super::inquiry::{Candidate, Conclusion, Inquiry};
use super::oracle::{Oracle, Reply};
use super::outcome::{SolverName, Status};
use super::question::Question;
use super::tolerance::{STRICT, common_step, objective_tolerance, violation};

/// How often a solver may be caught with a better point than its optimum before its word counts for nothing.
const MOST_CORRECTIONS: usize = 3;

/// How much wider the margin is in the second search for a better point, when the first drowned in rounding.
const WIDER: f64 = 10.0;

/// How every note on the range of integers begins.
const EDGE: &str = "An integer variable reaches ±2147483647, where the whole numbers of microlp end";

/// What the second solver thinks of a model.
#[derive(Debug, Default)]
struct Opinion {
    /// Its optimum; with integers, its bound on the optimum.
    optimum: Option<f64>,
    /// Whether its point satisfies everything without leaning on tolerances. Always `false` with integers.
    strict: bool,
    /// Shadow prices at its optimum.
    duals: Vec<f64>,
    /// The verdict, where its answer decides.
    decides: Option<Status>,
}

/// What came of the search for a strictly better point.
enum Search {
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
            SolverName::Microlp => self.second_opinion(&best),
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
            let supported = self.supports(&opinion, &best);
            match self.search_better(&best, supported) {
                Search::Nothing | Search::Leaning(_) => return self.unimproved(best, opinion),
                Search::Better(better) => {
                    self.note(format!(
                        "{} called {} the optimum, but a point with {} exists; that one is shown.",
                        finder(&best),
                        number(best.objective),
                        number(better.objective)
                    ));
                    best = better;
                }
                unfinished @ (Search::OutOfTime | Search::Open(_)) => {
                    let reason = match unfinished {
                        Search::Open(reason) => reason,
                        _ => "the time was up".to_owned(),
                    };
                    self.note(format!("The search for a better point came to no end: {reason}."));
                    if supported {
                        return Conclusion::Optimal(best, opinion.duals);
                    }
                    let bound = opinion.optimum.or(reply.bound).or(reply.objective);
                    return Conclusion::Feasible(best, bound);
                }
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
                number(best.objective),
                number(other)
            ));
            return Conclusion::Bare(Status::Error);
        }
        Conclusion::Optimal(best, Vec::new())
    }

    /// Whether the second solver's optimum, or its bound, is the candidate's objective.
    fn supports(&self, opinion: &Opinion, best: &Candidate) -> bool {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        let near = |optimum: f64| (optimum - best.objective).abs() <= tolerance;
        opinion.optimum.is_some_and(near)
    }

    fn compare_claim(&mut self, reply: &Reply, best: &Candidate) {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        if let Some(claimed) = reply.objective
            && (claimed - best.objective).abs() > tolerance
        {
            self.note(format!(
                "{} states the objective {}, but its point, with whole integers, gives {}.",
                finder(best),
                number(claimed),
                number(best.objective)
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

    fn second_opinion(&mut self, best: &Candidate) -> Opinion {
        if self.prepared.is_integer() {
            self.opinion_on_bound(best)
        } else {
            self.opinion_on_optimum(best)
        }
    }

    fn opinion_on_optimum(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Model);
        let Some(optimum) = reply.objective.filter(|_| reply.status == Status::Optimal) else {
            self.note_dissent(reply.status, best);
            return Opinion::default();
        };
        let opinion = Opinion {
            optimum: Some(optimum),
            strict: violation(self.prepared, &reply.values, STRICT).is_none(),
            duals: reply.duals,
            decides: None,
        };
        if !self.supports(&opinion, best) {
            self.note(format!(
                "clarabel finds the optimum {} where microlp finds {}.",
                number(optimum),
                number(best.objective)
            ));
        }
        opinion
    }

    /// The optimum without integrality can only be better than the model's.
    fn opinion_on_bound(&mut self, best: &Candidate) -> Opinion {
        let reply = self.ask_opinion(&Question::Relaxation);
        let mut opinion = Opinion::default();
        match (reply.status, reply.objective) {
            (Status::Optimal, Some(bound)) => {
                let tolerance = objective_tolerance(self.prepared, &best.values);
                if self.prepared.gain(best.objective, bound) > tolerance {
                    return self.arbitrate_bound(best, bound, tolerance);
                }
                opinion.optimum = Some(bound);
            }
            (Status::Unbounded, _) => {
                let arbiter = self.ask(&Question::Relaxation, SolverName::Microlp);
                if arbiter.status == Status::Unbounded {
                    self.note(
                        "Points with whole numbers exist, and without integrality the objective improves \
                         without end, so it does with whole numbers too.",
                    );
                    opinion.decides = Some(Status::Unbounded);
                }
            }
            (status, _) => self.note_dissent(status, best),
        }
        opinion
    }

    /// A whole point beats the bound: one of the two is wrong, and the other solver's bound tells which.
    fn arbitrate_bound(&mut self, best: &Candidate, bound: f64, tolerance: f64) -> Opinion {
        let arbiter = self.ask(&Question::Relaxation, SolverName::Microlp);
        let other = arbiter.objective.filter(|_| arbiter.status == Status::Optimal);
        let words = format!(
            "microlp's optimum {} is better than clarabel's bound {} on it",
            number(best.objective),
            number(bound)
        );
        let mut opinion = Opinion::default();
        match other {
            Some(other) if self.prepared.gain(best.objective, other) <= tolerance => {
                self.note(format!(
                    "{words}; microlp's own bound {} allows it.",
                    number(other)
                ));
                opinion.optimum = Some(other);
            }
            _ => {
                self.note(format!("The solvers contradict each other: {words}."));
                opinion.decides = Some(Status::Error);
            }
        }
        opinion
    }

    fn note_dissent(&mut self, status: Status, best: &Candidate) {
        if matches!(status, Status::Infeasible | Status::Unbounded) {
            self.note(format!(
                "clarabel calls the model {}; the point shown satisfies every row and has the objective {}.",
                status.word(),
                number(best.objective)
            ));
        }
    }

    /// Asks for a strictly better point, and where rounding keeps the answer from being clear, asks in other ways.
    /// Nothing more is asked when the second solver has proved the optimum already.
    fn search_better(&mut self, best: &Candidate, supported: bool) -> Search {
        let tolerance = objective_tolerance(self.prepared, &best.values);
        // Most of a step rather than the bare tolerance: else every node between two steps stays open.
        let step = common_step(&self.prepared.columns, &self.prepared.costs);
        let margin = step.map_or(tolerance, |step| tolerance.max(0.9 * step));
        let beyond = |margin: f64| best.objective - self.prepared.sign() * margin;
        let (near, far) = (beyond(margin), beyond(WIDER * margin));
        let first = self.try_better(&Question::Better(near), near, best, margin);
        if matches!(first, Search::Nothing | Search::Better(_) | Search::OutOfTime) {
            return first;
        }
        if supported {
            return Search::Nothing;
        }
        // Under a large big-M a point can gain the bare margin from tolerances alone, which some solves trip over.
        let second = self.try_better(&Question::BetterLed(far), far, best, margin);
        match second {
            Search::Nothing => self.note(format!(
                "No point reaches {}; whether one is better than {} by less could not be told from rounding.",
                number(far),
                number(best.objective)
            )),
            Search::Leaning(objective) => self.note(format!(
                "A point with {} exists if every row may be missed a little; it does not count.",
                number(objective)
            )),
            Search::Open(reason) => return self.found_again(best, tolerance, reason),
            Search::Better(_) | Search::OutOfTime => return second,
        }
        Search::Nothing
    }

    fn try_better(&mut self, question: &Question, target: f64, best: &Candidate, margin: f64) -> Search {
        let reply = self.ask(question, SolverName::Microlp);
        match reply.status {
            Status::Infeasible => Search::Nothing,
            Status::Optimal | Status::Feasible => match self.checked(&reply.values, SolverName::Microlp) {
                Ok(better) if self.is_better(&better, best, margin) => self.best_beyond(target, better),
                Ok(better) => Search::Leaning(better.objective),
                Err(reason) => Search::Open(format!("the point that microlp offers is none, {reason}")),
            },
            Status::Limit => Search::OutOfTime,
            Status::Unbounded | Status::Unsupported | Status::Error => {
                let words = reply.message.unwrap_or_else(|| reply.status.word().to_owned());
                Search::Open(format!("microlp failed ({words})"))
            }
        }
    }

    /// The search failed; the optimum stands when microlp comes to it once more by another way.
    fn found_again(&mut self, best: &Candidate, tolerance: f64, reason: String) -> Search {
        let again = self.ask(&Question::Plain, SolverName::Microlp);
        let same = |again: f64| (again - best.objective).abs() <= tolerance;
        if again.status == Status::Optimal && again.objective.is_some_and(same) {
            self.note(format!(
                "The search for a better point came to no end ({reason}), but without its reductions microlp \
                 finds the same optimum."
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
        let reply = self.ask(&Question::BetterLed(target), SolverName::Microlp);
        let led = self.checked(&reply.values, SolverName::Microlp).ok();
        let led = led.filter(|led| self.is_better(led, &any, 0.0));
        Search::Better(led.unwrap_or(any))
    }

    /// Whether an integer stands where microlp's whole numbers end and the model's do not.
    fn leans_on_reach(&self, candidate: &Candidate) -> bool {
        let pairs = candidate.values.iter().zip(&self.prepared.columns);
        pairs.into_iter().any(|(value, column)| {
            let clipped = column.upper > INTEGER_REACH && *value >= INTEGER_REACH
                || column.lower < -INTEGER_REACH && *value <= -INTEGER_REACH;
            column.integral && clipped && column.lower < column.upper
        })
    }

    /// The search ended at the edge of microlp's whole numbers; the model without integrality knows no such edge.
    fn beyond_reach(&mut self, best: Option<Candidate>) -> Conclusion {
        let relaxed = self.ask(&Question::Relaxation, SolverName::Microlp);
        match best {
            Some(best) => self.at_the_edge(best, &relaxed),
            None => self.past_the_edge(&relaxed),
        }
    }

    fn at_the_edge(&mut self, best: Candidate, relaxed: &Reply) -> Conclusion {
        if relaxed.status == Status::Unbounded {
            self.note(format!(
                "{EDGE}, and without integrality the objective improves without end: it is unbounded. A bound is \
                 missing."
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

    /// Never trusts a verdict without a point: whether a point exists at all is asked again without an objective.
    fn doubt(&mut self, first: &Reply) -> Conclusion {
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

    fn has_unsearched_integers(&self) -> bool {
        let columns = self.prepared.columns.iter();
        columns
            .into_iter()
            .any(|column| column.integral && (column.upper > INTEGER_REACH || column.lower < -INTEGER_REACH))
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
            number(point.objective)
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

fn finder(candidate: &Candidate) -> &'static str {
    candidate.solver.map_or("nobody", SolverName::word)
}
