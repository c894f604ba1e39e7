//! A largest flow from one place to another. A model that adds up the flow on all arcs, or the flow that leaves the source
//! while some of it comes back, may count more than arrives. Whether it does is not guessed: the largest flow within the
//! capacities that the model itself holds is computed and compared.

use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;

use regex::Regex;

use crate::check::names::Graph;
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::text::rounded;
use crate::model::{Model, ObjectiveSense};
use crate::sample::Part;
use crate::solve::{Outcome, Status};

/// Larger graphs are not looked at.
const MOST_NODES: usize = 120;
/// Ways through the graph that are filled at most.
const MOST_WAYS: usize = 5_000;

/// The finding on a problem that asks for the largest flow.
pub(super) fn finding(problem: &str, model: &Model, outcome: Option<&Outcome>) -> Option<Finding> {
    let words = asks_for_a_flow(problem)?;
    let outcome = outcome.filter(|outcome| {
        outcome.status == Status::Optimal && outcome.values.len() == model.variables.len()
    })?;
    let objective = outcome.objective?;
    let counts_arcs = model
        .objective
        .terms
        .iter()
        .all(|term| (term.coefficient - 1.0).abs() < 1e-9);
    if model.objective.sense != ObjectiveSense::Maximize
        || !counts_arcs
        || !model.objective.quadratic.is_empty()
    {
        return None;
    }
    let graph = Graph::of(model).filter(|graph| graph.nodes.len() <= MOST_NODES)?;
    let (source, sink) = ends(problem, &graph)?;
    let largest = largest_flow(&graph, &capacities(&graph, model), source, sink)?;
    if (largest - objective).abs() <= 1e-6 * objective.abs().max(1.0) {
        return None;
    }
    let message = format!(
        "The model counts a flow of {}, but no more and no less than {} can get from {} to {} within the capacities that it \
         holds: flow is counted twice, comes back, or gets lost on the way.",
        rounded(objective, 6),
        rounded(largest, 6),
        graph.nodes[source],
        graph.nodes[sink]
    );
    let finding = Finding::new(Severity::Error, message)
        .of(Signal::OtherFlow)
        .at(Evidence::Text {
            part: Part::Problem,
            span: words,
        })
        .at(Evidence::Outcome)
        .at(Evidence::Objective);
    Some(finding)
}

/// The words that ask how much can get from one place to another.
fn asks_for_a_flow(problem: &str) -> Option<std::ops::Range<usize>> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\bmax(?:imum|imal|imi[sz]e(?:\s+the)?|imi[sz]ing\s+the)?[\s\-]+flow\b|",
            r"\b(?:maximum|most|largest|greatest|maximal)\b[^.?]{0,120}\b(?:from|between)\b[^.?]{0,120}\bto\b|",
            r"\bmaximi[sz]\w+\b[^.?]{0,120}\b(?:flow|transmitted|transported|transferred|sent|routed|moved|distributed|delivered)\b[^.?]{0,120}\bfrom\b[^.?]{0,120}\bto\b|最大流"
        ))
    });
    WORDS.find(problem).map(|found| found.range())
}

/// The two places between which the flow is to be largest: those that a sentence names behind "from" and "to", or that are
/// called source and destination.
fn ends(problem: &str, graph: &Graph) -> Option<(usize, usize)> {
    static CALLED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        [
            regex(
                r"(?i)([\w]+)\s*\((?:the\s+)?(?:\w+\s+){0,2}(?:source|origin)\b[^)]*\)|\bsource\b[^.\w]{0,3}\(?(?:\w+\s+){0,2}?(\w+)\)",
            ),
            regex(
                r"(?i)([\w]+)\s*\((?:the\s+)?(?:\w+\s+){0,2}(?:sink|destination|terminal|target)\b[^)]*\)|\b(?:sink|destination)\b[^.\w]{0,3}\(?(?:\w+\s+){0,2}?(\w+)\)",
            ),
        ]
    });
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:max\w*|most|largest|greatest)\b[^.?]{0,160}?\bfrom\b([^.?]{1,120}?)\bto\b([^.?]{1,120})",
        )
    });
    let node = |word: &str| graph.nodes.iter().position(|name| name == word);
    let named = |words: &str| -> Option<usize> {
        let mut found = words.split(|c: char| !c.is_alphanumeric()).filter_map(node);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    };
    for asked in ASKED.captures_iter(problem) {
        if let (Some(source), Some(sink)) = (named(&asked[1]), named(&asked[2]))
            && source != sink
        {
            return Some((source, sink));
        }
    }
    let called = |words: &Regex| {
        words.captures_iter(problem).find_map(|found| {
            let word = found.iter().skip(1).flatten().next()?;
            node(word.as_str())
        })
    };
    let (source, sink) = (called(&CALLED[0])?, called(&CALLED[1])?);
    (source != sink).then_some((source, sink))
}

/// What each arc can carry, by bounds and by rows of its own.
fn capacities(graph: &Graph, model: &Model) -> BTreeMap<usize, f64> {
    let mut found: BTreeMap<usize, f64> = graph
        .arcs
        .iter()
        .map(|arc| (arc.variable, model.variables[arc.variable].upper))
        .collect();
    for row in model.rows.iter().filter(|row| row.quadratic.is_empty()) {
        let [term] = row.terms.as_slice() else { continue };
        let side = if term.coefficient > 0.0 {
            row.upper
        } else {
            row.lower
        };
        if let Some(capacity) = found.get_mut(&term.variable.0) {
            *capacity = capacity.min(side / term.coefficient);
        }
    }
    found
}

/// The largest flow, by filling a shortest way with room left until there is none. `None` when it has no end, or the
/// graph is too much work.
fn largest_flow(graph: &Graph, capacities: &BTreeMap<usize, f64>, source: usize, sink: usize) -> Option<f64> {
    let count = graph.nodes.len();
    let mut room = vec![vec![0.0_f64; count]; count];
    for arc in &graph.arcs {
        if arc.from != arc.to {
            room[arc.from][arc.to] += capacities.get(&arc.variable).copied().unwrap_or(0.0).max(0.0);
        }
    }
    let mut total = 0.0;
    for _ in 0..MOST_WAYS {
        let Some(before) = way(&room, source, sink) else {
            return Some(total);
        };
        let mut least = f64::INFINITY;
        let mut at = sink;
        while at != source {
            least = least.min(room[before[at]][at]);
            at = before[at];
        }
        if !least.is_finite() {
            return None;
        }
        let mut at = sink;
        while at != source {
            room[before[at]][at] -= least;
            room[at][before[at]] += least;
            at = before[at];
        }
        total += least;
    }
    None
}

/// For each place on a shortest way, the place before it.
fn way(room: &[Vec<f64>], source: usize, sink: usize) -> Option<Vec<usize>> {
    let mut before = vec![usize::MAX; room.len()];
    before[source] = source;
    let mut open = VecDeque::from([source]);
    while let Some(at) = open.pop_front() {
        if at == sink {
            return Some(before);
        }
        for (next, left) in room[at].iter().enumerate() {
            if *left > 1e-9 && before[next] == usize::MAX {
                before[next] = at;
                open.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{run_of, terms, variable};

    const PROBLEM: &str = "What is the maximum flow from station 0 to station 3?";
    const CALLED: &str = "From Node 0 (Source) to 1; Node 3 (Destination) gets it. Find the maximum flow.";
    const ARCS: [(&str, f64); 6] = [
        ("f_0_1", 6.0),
        ("f_0_2", 3.0),
        ("f_1_3", 4.0),
        ("f_2_3", 9.0),
        ("f_1_0", 2.0),
        ("f_3_1", 2.0),
    ];

    /// A model that counts these arcs, and its claim.
    fn scene(counted: &[usize], objective: f64) -> (Model, Outcome) {
        let mut model = Model::empty();
        model.variables = ARCS
            .iter()
            .map(|(name, upper)| crate::model::Variable {
                upper: *upper,
                ..variable(name, 1)
            })
            .collect();
        model.objective.sense = ObjectiveSense::Maximize;
        model.objective.terms = terms(&counted.iter().map(|at| (*at, 1.0)).collect::<Vec<_>>());
        let outcome = Outcome {
            values: vec![0.0; ARCS.len()],
            ..run_of(model.clone(), objective).outcome.unwrap()
        };
        (model, outcome)
    }

    #[test]
    fn the_largest_flow_is_no_fault() {
        let (model, outcome) = scene(&[0, 1], 7.0);
        assert_eq!(finding(PROBLEM, &model, Some(&outcome)), None);
        assert_eq!(finding(CALLED, &model, Some(&outcome)), None);
    }

    #[test]
    fn what_comes_back_to_the_source_is_no_flow() {
        let (model, outcome) = scene(&[0, 1], 9.0);
        for problem in [PROBLEM, CALLED] {
            let found = finding(problem, &model, Some(&outcome)).unwrap();
            assert!(
                found
                    .message
                    .contains("a flow of 9, but no more and no less than 7 can get from 0 to 3"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn other_problems_are_left_alone() {
        let (model, outcome) = scene(&[0, 1, 2, 3], 16.0);
        assert_eq!(
            finding("Make as many chairs as you can.", &model, Some(&outcome)),
            None
        );
        assert_eq!(
            finding(
                "What is the maximum flow through the whole of it?",
                &model,
                Some(&outcome)
            ),
            None
        );
    }
}
