//! The largest flow through a network: its value is what leaves the source (or reaches the sink), not the sum over all
//! arcs, and what enters a node in between must leave it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::super::super::words::regex;
use crate::model::{Model, ObjectiveSense};

/// Arcs from which on a network is told from a handful of choices.
const LEAST_ARCS: usize = 6;

/// What is wrong with a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlowFault {
    /// The objective adds up arcs that neither leave one node nor enter one node.
    CountsEveryArc,
    /// No row makes what enters a node leave it.
    KeepsNothing,
}

/// The fault of a model for a problem that asks for a largest flow from one node to another; `None` for other problems,
/// and where variables are not named by two nodes.
pub(super) fn fault(problem: &str, model: &Model) -> Option<FlowFault> {
    let objective = &model.objective;
    if objective.sense != ObjectiveSense::Maximize
        || !objective.quadratic.is_empty()
        || !asks_for_a_flow(problem)
    {
        return None;
    }
    let arcs: Vec<Option<(&str, &str)>> = model
        .variables
        .iter()
        .map(|variable| arc(&variable.name))
        .collect();
    if arcs.iter().flatten().count() < LEAST_ARCS {
        return None;
    }
    let counted: Option<Vec<(&str, &str)>> = objective
        .terms
        .iter()
        .map(|term| arcs.get(term.variable.0).copied().flatten())
        .collect();
    let counted = counted.filter(|counted| counted.len() > 1)?;
    let tails: BTreeSet<&str> = counted.iter().map(|(tail, _)| *tail).collect();
    let heads: BTreeSet<&str> = counted.iter().map(|(_, head)| *head).collect();
    let nets = objective.terms.iter().any(|term| term.coefficient < 0.0);
    if tails.len() > 1 && heads.len() > 1 && !nets {
        return Some(FlowFault::CountsEveryArc);
    }
    let both_signs = |row: &crate::model::Row| {
        row.terms.iter().any(|term| term.coefficient > 0.0)
            && row.terms.iter().any(|term| term.coefficient < 0.0)
    };
    (!model.rows.iter().any(both_signs)).then_some(FlowFault::KeepsNothing)
}

/// Whether the problem asks how much can get from a source to a sink.
fn asks_for_a_flow(problem: &str) -> bool {
    static FLOW: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\bmaxim(?:um|al|ize|ise|izing|ising)\b[^.?!]{0,120}\b(?:flow|transmit|transport|transfer|sent|send|move|route|deliver|channel|transit|convey|pump)[a-z]*\b[^.?!]{0,120}\bfrom\b[^.?!]{0,120}\bto\b|\bmaximum\s+flow\b|最大流",
        )
    });
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:source|origin|start(?:ing)?|hub|plant|reservoir)\b[\s\S]*\b(?:sink|destination|end|terminal|target|final|hub|station)\b",
        )
    });
    FLOW.is_match(problem) && ENDS.is_match(problem) && problem.to_lowercase().contains("capacit")
}

/// The two nodes in a name such as `x_0_1`, `flow[a,b]` or `f(2, 5)`.
fn arc(name: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    match pieces.as_slice() {
        [_, tail, head] => Some((tail, head)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{row, terms, variable};
    use super::*;
    use crate::model::{Objective, Row};
    use rstest::rstest;

    const PROBLEM: &str = "Pipes with these capacities lead from the source 0 over 1 and 2 to the sink 3. What is the maximum \
        amount of water that can be transported from the source to the sink?";

    /// Six arcs between four nodes.
    fn network(counted: &[usize], rows: Vec<Row>) -> Model {
        let names = ["f_0_1", "f_0_2", "f_1_2", "f_2_1", "f_1_3", "f_2_3"];
        let counted: Vec<(usize, f64)> = counted.iter().map(|at| (*at, 1.0)).collect();
        Model {
            name: String::new(),
            variables: names.iter().map(|name| variable(name, 1)).collect(),
            rows,
            objective: Objective {
                sense: ObjectiveSense::Maximize,
                terms: terms(&counted),
                quadratic: Vec::new(),
                constant: 0.0,
                line: None,
            },
        }
    }

    fn kept() -> Vec<Row> {
        vec![
            row("one", &[(0, 1.0), (3, 1.0), (2, -1.0), (4, -1.0)], 0.0, 0.0, 2),
            row("two", &[(1, 1.0), (2, 1.0), (3, -1.0), (5, -1.0)], 0.0, 0.0, 2),
        ]
    }

    #[rstest]
    #[case(&[0, 1], kept(), None)]
    #[case(&[4, 5], kept(), None)]
    #[case(&[0, 1, 2, 3, 4, 5], kept(), Some(FlowFault::CountsEveryArc))]
    #[case(&[0, 1], Vec::new(), Some(FlowFault::KeepsNothing))]
    fn a_flow_is_what_leaves_the_source(
        #[case] counted: &[usize],
        #[case] rows: Vec<Row>,
        #[case] expected: Option<FlowFault>,
    ) {
        let model = network(counted, rows);
        assert_eq!(fault(PROBLEM, &model), expected);
        assert_eq!(fault("Maximize the profit of six shops.", &model), None);
    }
}
