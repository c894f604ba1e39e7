//! A tour: each place entered once and left once, in one round. Rows that only say "once in, once out" allow several
//! rounds beside each other, and an optimum that takes several is no tour.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::names::Graph;
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::{Model, Row, VariableKind};
use crate::solve::{Outcome, Status};

/// Rounds that are told in words.
const MOST_TOLD: usize = 4;
/// Larger graphs are not looked at.
const MOST_NODES: usize = 400;

/// The findings on a problem that asks for a tour.
pub(super) fn findings(problem: &str, model: &Model, outcome: Option<&Outcome>) -> Vec<Finding> {
    let Some(words) = asks_for_a_tour(problem) else {
        return Vec::new();
    };
    let Some(graph) = Graph::of(model).filter(|graph| graph.nodes.len() <= MOST_NODES) else {
        return Vec::new();
    };
    let degrees = Degrees::of(&graph, model);
    if !degrees.once_each {
        return Vec::new();
    }
    let words = Evidence::Text {
        part: crate::sample::Part::Problem,
        span: words,
    };
    let rounds = outcome
        .filter(|outcome| outcome.status == Status::Optimal && outcome.values.len() == model.variables.len())
        .and_then(|outcome| rounds(&graph, &outcome.values));
    match rounds {
        Some(rounds) if rounds.len() > 1 => vec![several(&graph, &rounds, model, words)],
        _ if !degrees.joined => {
            let message = "Each place is entered and left once, but no row keeps the tour in one piece; only the numbers make \
                it so here.";
            vec![
                Finding::new(Severity::Warning, message)
                    .of(Signal::NoSubtourRow)
                    .at(words),
            ]
        }
        _ => Vec::new(),
    }
}

/// The words that ask for one closed tour through all places.
fn asks_for_a_tour(problem: &str) -> Option<std::ops::Range<usize>> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\btravel(?:l)?ing\s+sales(?:man|person|woman)|\bTSP\b|\bhamiltonian\b|",
            r"\b(?:visit|deliver|travel|stop|serve)\w*\b[^.]{0,120}\b(?:exactly|only)\s+once\b[^.]{0,160}\b(?:return|back|end)\w*\b|",
            r"\bonce\s+(?:and|before)\s+(?:then\s+)?return\w*\b|旅行商|每个城市.{0,20}一次.{0,40}回到|恰好.{0,10}一次.{0,40}返回"
        ))
    });
    WORDS.find(problem).map(|found| found.range())
}

/// What the rows say of entering and leaving.
struct Degrees {
    /// Each place with arcs is left once and entered once.
    once_each: bool,
    /// Some other row holds arcs, as those against short rounds do.
    joined: bool,
}

impl Degrees {
    fn of(graph: &Graph, model: &Model) -> Self {
        let mut arc_of: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for arc in &graph.arcs {
            arc_of.insert(arc.variable, (arc.from, arc.to));
        }
        let (mut left, mut entered) = (vec![false; graph.nodes.len()], vec![false; graph.nodes.len()]);
        let mut joined = false;
        for row in &model.rows {
            let ends: Option<Vec<(usize, usize)>> = row
                .terms
                .iter()
                .map(|term| arc_of.get(&term.variable.0).copied())
                .collect();
            match ends {
                Some(ends) if is_one(row) && !ends.is_empty() => {
                    if ends.iter().all(|end| end.0 == ends[0].0) {
                        left[ends[0].0] = true;
                    }
                    if ends.iter().all(|end| end.1 == ends[0].1) {
                        entered[ends[0].1] = true;
                    }
                }
                Some(ends) => joined |= ends.len() > 1,
                None => joined |= row.terms.iter().any(|term| arc_of.contains_key(&term.variable.0)),
            }
        }
        let whole =
            |arc: &crate::check::names::Arc| model.variables[arc.variable].kind != VariableKind::Continuous;
        Self {
            once_each: left.iter().all(|yes| *yes)
                && entered.iter().all(|yes| *yes)
                && graph.arcs.iter().all(whole),
            joined,
        }
    }
}

fn is_one(row: &Row) -> bool {
    let one = |value: f64| (value - 1.0).abs() < 1e-9;
    row.quadratic.is_empty()
        && one(row.lower)
        && one(row.upper)
        && row.terms.iter().all(|term| one(term.coefficient))
}

/// The rounds that a plan takes; `None` when it is no plan of rounds.
fn rounds(graph: &Graph, values: &[f64]) -> Option<Vec<Vec<usize>>> {
    let mut next: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    for arc in &graph.arcs {
        if values[arc.variable] > 0.5 {
            if next[arc.from].is_some() {
                return None;
            }
            next[arc.from] = Some(arc.to);
        }
    }
    let mut seen = vec![false; graph.nodes.len()];
    let mut rounds = Vec::new();
    for start in 0..graph.nodes.len() {
        if seen[start] {
            continue;
        }
        let mut round = Vec::new();
        let mut at = start;
        while !seen[at] {
            seen[at] = true;
            round.push(at);
            at = next[at]?;
        }
        if at != start {
            return None;
        }
        rounds.push(round);
    }
    Some(rounds)
}

fn several(graph: &Graph, rounds: &[Vec<usize>], model: &Model, words: Evidence) -> Finding {
    let told: Vec<String> = rounds
        .iter()
        .take(MOST_TOLD)
        .map(|round| {
            let names: Vec<&str> = round.iter().map(|node| graph.nodes[*node].as_str()).collect();
            format!("{} → {}", names.join(" → "), names.first().unwrap_or(&""))
        })
        .collect();
    let message = format!(
        "The problem asks for one tour, but the plan takes {} rounds that never meet: {}.",
        rounds.len(),
        told.join("; ")
    );
    let on_round = |node: usize, round: &[usize]| round.contains(&node);
    let arcs = graph.arcs.iter().filter(|arc| {
        rounds.first().is_some_and(|round| {
            let place = round.iter().position(|node| *node == arc.from);
            place.is_some_and(|at| round[(at + 1) % round.len()] == arc.to) && on_round(arc.to, round)
        })
    });
    let mut finding = Finding::new(Severity::Error, message)
        .of(Signal::SeveralTours)
        .at(words)
        .at(Evidence::Outcome);
    finding
        .evidence
        .extend(arcs.take(8).map(|arc| Evidence::Variable {
            index: arc.variable,
            name: model.variables[arc.variable].name.clone(),
        }));
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::run_of;
    use crate::check::rules::testing::{row, variable};

    const PROBLEM: &str =
        "The driver must visit each city exactly once and return to the start at the least cost.";

    /// Four places with the rows "once out" and "once in".
    fn model() -> Model {
        let mut model = Model::empty();
        let mut ends = Vec::new();
        for from in 0..4_usize {
            for to in 0..4_usize {
                if from != to {
                    model.variables.push(crate::model::Variable {
                        kind: VariableKind::Binary,
                        upper: 1.0,
                        ..variable(&format!("x_{from}_{to}"), 3)
                    });
                    ends.push((from, to));
                }
            }
        }
        let with = |chosen: &dyn Fn(&(usize, usize)) -> bool| -> Vec<(usize, f64)> {
            ends.iter()
                .enumerate()
                .filter(|(_, end)| chosen(end))
                .map(|(at, _)| (at, 1.0))
                .collect()
        };
        for node in 0..4 {
            model
                .rows
                .push(row("out", &with(&|end| end.0 == node), 1.0, 1.0, 4));
            model
                .rows
                .push(row("in", &with(&|end| end.1 == node), 1.0, 1.0, 5));
        }
        model
    }

    fn plan(model: &Model, arcs: &[&str]) -> Outcome {
        let values = model
            .variables
            .iter()
            .map(|one| f64::from(u8::from(arcs.contains(&one.name.as_str()))));
        Outcome {
            values: values.collect(),
            ..run_of(model.clone(), 4.0).outcome.unwrap()
        }
    }

    #[test]
    fn two_rounds_are_no_tour() {
        let model = model();
        let outcome = plan(&model, &["x_0_1", "x_1_0", "x_2_3", "x_3_2"]);
        let found = findings(PROBLEM, &model, Some(&outcome));
        assert_eq!(found[0].severity, Severity::Error);
        assert!(
            found[0]
                .message
                .contains("2 rounds that never meet: 0 → 1 → 0; 2 → 3 → 2"),
            "{found:?}"
        );
    }

    #[test]
    fn one_round_by_luck_is_a_warning() {
        let model = model();
        let outcome = plan(&model, &["x_0_1", "x_1_2", "x_2_3", "x_3_0"]);
        let found = findings(PROBLEM, &model, Some(&outcome));
        assert_eq!(found[0].severity, Severity::Warning, "{found:?}");
    }

    #[test]
    fn an_assignment_is_no_tour() {
        let model = model();
        let outcome = plan(&model, &["x_0_1", "x_1_0", "x_2_3", "x_3_2"]);
        assert_eq!(
            findings("Assign each worker to one job.", &model, Some(&outcome)),
            []
        );
    }
}
