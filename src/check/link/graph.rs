//! The whole of what belongs together, as a graph in four columns: sentences of the problem, lines of the formulation,
//! lines of the program, and the model.
//!
//! A line of the program and what it made belong together for certain, because the run remembers it. Everything else is
//! told from numbers: how sure a link is, is the share of a place's own numbers that the other place gives.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Links;
use super::sentence::sentence_spans;
use crate::check::{Evidence, Inputs};
use crate::model::Model;
use crate::sample::numbers;
use crate::sample::{LineIndex, Part};

/// Numbers of one text that are followed.
const MOST_NUMBERS: usize = 500;

/// Terms of a row that are written out.
const MOST_TERMS: usize = 12;

/// A column of the graph, from the problem to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Sentences of the problem.
    Sentences,
    /// Lines of the formulation.
    Formulas,
    /// Lines of the program.
    Lines,
    /// Objective, rows and variables of the model.
    Model,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Self; 4] = [Self::Sentences, Self::Formulas, Self::Lines, Self::Model];

    /// Its heading.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sentences => "Sentences",
            Self::Formulas => "Formulas",
            Self::Lines => "Program",
            Self::Model => "Model",
        }
    }
}

/// A node: its column and its position there.
pub type NodeId = (Column, usize);

/// A place with what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands, in a word: `3`, `line 11`, `zinc`.
    pub name: String,
    /// What it says, on one line.
    pub text: String,
    /// The place.
    pub evidence: Evidence,
}

/// Two places that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The one nearer to the problem.
    pub from: NodeId,
    /// The one nearer to the model.
    pub to: NodeId,
    /// How sure that is, in percent.
    pub confidence: u8,
}

/// The graph of a sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    nodes: BTreeMap<Column, Vec<Node>>,
    edges: Vec<Edge>,
    around: BTreeMap<NodeId, Vec<(NodeId, u8)>>,
}

impl Graph {
    /// Reads the texts and the model of a sample.
    pub fn new(inputs: &Inputs<'_>, links: &Links) -> Self {
        let model = inputs.run.and_then(|run| run.model.as_ref());
        let builder = Builder::new(inputs, links, model);
        let mut shares = Shares::default();
        builder.follow(Part::Problem, Column::Sentences, &mut shares);
        builder.follow(Part::Formulation, Column::Formulas, &mut shares);
        let mut edges = builder.made();
        edges.extend(shares.edges(&builder));
        edges.sort_by_key(|edge| (edge.from, edge.to));
        let mut graph = Self {
            nodes: builder.nodes,
            edges,
            around: BTreeMap::new(),
        };
        graph.leave_out_idle_lines();
        graph.look_around();
        graph
    }

    fn look_around(&mut self) {
        for edge in &self.edges {
            for (one, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
                self.around.entry(one).or_default().push((other, edge.confidence));
            }
        }
        for ((own, _), found) in &mut self.around {
            let distance = |column: Column| (column as usize).abs_diff(*own as usize);
            found.sort_by_key(|((column, at), confidence)| {
                (distance(*column), *column, u8::MAX - confidence, *at)
            });
        }
    }

    /// The nodes of a column, in the order of the text or model.
    pub fn nodes(&self, column: Column) -> &[Node] {
        self.nodes.get(&column).map_or(&[], Vec::as_slice)
    }

    /// Says what the nodes of a column say in other words, such as mathematics for reading.
    pub fn reword(&mut self, column: Column, words: impl Fn(&str) -> String) {
        for node in self.nodes.get_mut(&column).into_iter().flatten() {
            node.text = words(&node.text);
        }
    }

    /// A node.
    pub fn node(&self, (column, at): NodeId) -> Option<&Node> {
        self.nodes(column).get(at)
    }

    /// Everything that belongs together, in order.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// What belongs to a node, with how sure that is: the nearest column first, and in it the surest.
    pub fn neighbours(&self, node: NodeId) -> &[(NodeId, u8)] {
        self.around.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The node that is this place.
    pub fn find(&self, evidence: &Evidence) -> Option<NodeId> {
        let within = |node: &Node| match (evidence, &node.evidence) {
            (Evidence::Text { part, span }, Evidence::Text { part: of, span: all }) => {
                part == of && span.start < all.end && all.start < span.end
            }
            (Evidence::Line { line }, Evidence::Line { line: other }) => line == other,
            (Evidence::Row { index, .. }, Evidence::Row { index: other, .. })
            | (Evidence::Variable { index, .. }, Evidence::Variable { index: other, .. }) => index == other,
            (Evidence::Objective | Evidence::Outcome, Evidence::Objective) => true,
            _ => false,
        };
        Column::ALL.into_iter().find_map(|column| {
            let at = self.nodes(column).iter().position(within)?;
            Some((column, at))
        })
    }

    /// Lines of the program that nothing belongs to (imports, prints, blanks) only hide the others.
    fn leave_out_idle_lines(&mut self) {
        let busy: BTreeSet<usize> = self
            .edges
            .iter()
            .flat_map(|edge| [edge.from, edge.to])
            .filter_map(|(column, at)| (column == Column::Lines).then_some(at))
            .collect();
        let place: BTreeMap<usize, usize> = busy.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let moved = |(column, at): NodeId| match column {
            Column::Lines => (column, place.get(&at).copied().unwrap_or(at)),
            _ => (column, at),
        };
        for edge in &mut self.edges {
            (edge.from, edge.to) = (moved(edge.from), moved(edge.to));
        }
        if let Some(lines) = self.nodes.get_mut(&Column::Lines) {
            let mut at = 0;
            lines.retain(|_| {
                at += 1;
                busy.contains(&(at - 1))
            });
        }
    }
}

struct Builder<'a> {
    links: &'a Links,
    model: Option<&'a Model>,
    problem: &'a str,
    formulation: &'a str,
    nodes: BTreeMap<Column, Vec<Node>>,
}

impl<'a> Builder<'a> {
    fn new(inputs: &Inputs<'a>, links: &'a Links, model: Option<&'a Model>) -> Self {
        let sample = inputs.sample;
        let (problem, formulation) = (sample.problem.as_str(), sample.solution.formulation.as_str());
        let texts = |part, text: &str, spans: Vec<Range<usize>>| -> Vec<Node> {
            let numbered = spans.into_iter().enumerate();
            numbered
                .map(|(at, span)| Node {
                    name: (at + 1).to_string(),
                    text: one_line(&text[span.clone()]),
                    evidence: Evidence::Text { part, span },
                })
                .collect()
        };
        let mut spans = sentence_spans(problem);
        // The rule under a table's head says nothing.
        spans.retain(|span| problem[span.clone()].contains(char::is_alphanumeric));
        let sentences = texts(Part::Problem, problem, spans);
        let formulas = texts(Part::Formulation, formulation, formula_spans(formulation));
        let written = program_lines(&sample.solution.program);
        Self {
            links,
            model,
            problem,
            formulation,
            nodes: BTreeMap::from([
                (Column::Sentences, sentences),
                (Column::Formulas, formulas),
                (Column::Lines, written),
                (Column::Model, model.map(places).unwrap_or_default()),
            ]),
        }
    }

    /// What the lines of the program made, as the run remembers it.
    fn made(&self) -> Vec<Edge> {
        let Some(model) = self.model else {
            return Vec::new();
        };
        let rows = model.rows.iter().map(|row| row.line);
        let variables = model.variables.iter().map(|variable| variable.line);
        let made_by = std::iter::once(model.objective.line).chain(rows).chain(variables);
        made_by
            .enumerate()
            .filter_map(|(at, line)| {
                Some(Edge {
                    from: self.line(line?)?,
                    to: (Column::Model, at),
                    confidence: 100,
                })
            })
            .collect()
    }

    fn line(&self, line: u32) -> Option<NodeId> {
        let at = usize::try_from(line).ok()?.checked_sub(1)?;
        (at < self.nodes[&Column::Lines].len()).then_some((Column::Lines, at))
    }

    /// Follows every number of a text to where it stands again, towards the model.
    fn follow(&self, part: Part, column: Column, shares: &mut Shares) {
        let text = if part == Part::Problem {
            self.problem
        } else {
            self.formulation
        };
        for (id, number) in numbers::find(text).into_iter().take(MOST_NUMBERS).enumerate() {
            if part == Part::Formulation && is_index(text, &number.span) {
                continue;
            }
            let Some(from) = self.node_at(column, part, &number.span) else {
                continue;
            };
            let place = Evidence::Text {
                part,
                span: number.span.clone(),
            };
            for found in self.links.linked(std::slice::from_ref(&place), self.model) {
                if let Some(to) = self.node_of(&found).filter(|to| column < to.0) {
                    shares.add(from, to, (part, id));
                }
            }
        }
    }

    fn node_at(&self, column: Column, part: Part, span: &Range<usize>) -> Option<NodeId> {
        let inside = |node: &Node| match &node.evidence {
            Evidence::Text { part: of, span: all } => {
                *of == part && all.start <= span.start && span.start < all.end
            }
            _ => false,
        };
        let at = self.nodes[&column].iter().position(inside)?;
        Some((column, at))
    }

    fn node_of(&self, evidence: &Evidence) -> Option<NodeId> {
        let model = self.model;
        match evidence {
            Evidence::Text {
                part: Part::Formulation,
                span,
            } if !is_index(self.formulation, span) => self.node_at(Column::Formulas, Part::Formulation, span),
            Evidence::Line { line } => self.line(*line),
            Evidence::Objective => model.map(|_| (Column::Model, 0)),
            Evidence::Row { index, .. } => Some((Column::Model, 1 + index)),
            Evidence::Variable { index, .. } => {
                model.map(|model| (Column::Model, 1 + model.rows.len() + index))
            }
            Evidence::Text { .. } | Evidence::Outcome | Evidence::Parent { .. } | Evidence::Other { .. } => {
                None
            }
        }
    }

    /// How many numbers of its own a place has.
    fn own_numbers(&self, (column, at): NodeId) -> usize {
        match (column, self.model) {
            (Column::Model, Some(model)) => model_numbers(model, at),
            _ => self.nodes[&column]
                .get(at)
                .map_or(0, |node| numbers::find(&node.text).len()),
        }
    }
}

/// Which numbers of the one place stand in the other.
#[derive(Default)]
struct Shares(BTreeMap<(NodeId, NodeId), BTreeSet<(Part, usize)>>);

impl Shares {
    fn add(&mut self, from: NodeId, to: NodeId, number: (Part, usize)) {
        self.0.entry((from, to)).or_default().insert(number);
    }

    fn edges(&self, builder: &Builder<'_>) -> Vec<Edge> {
        let share = |given: usize, own: usize| {
            let percent = 100 * given / own.max(given).max(1);
            u8::try_from(percent.clamp(1, 100)).unwrap_or(100)
        };
        self.0
            .iter()
            .map(|((from, to), given)| Edge {
                from: *from,
                to: *to,
                confidence: share(given.len(), builder.own_numbers(*to)),
            })
            .collect()
    }
}

/// Objective, rows, variables: in the order in which the model pane counts them.
fn places(model: &Model) -> Vec<Node> {
    let objective = Node {
        name: "objective".to_owned(),
        text: one_line(&model.objective_text(&model.objective)),
        evidence: Evidence::Objective,
    };
    let rows = model.rows.iter().enumerate().map(|(index, row)| Node {
        name: one_line(&row.name),
        text: one_line(&model.short_row_text(row, MOST_TERMS)),
        evidence: Evidence::Row {
            index,
            name: row.name.clone(),
        },
    });
    let variables = model.variables.iter().enumerate().map(|(index, variable)| Node {
        name: one_line(&variable.name),
        text: one_line(&Model::variable_text(variable)),
        evidence: Evidence::Variable {
            index,
            name: variable.name.clone(),
        },
    });
    std::iter::once(objective).chain(rows).chain(variables).collect()
}

/// The numbers of a place of the model that are neither zero nor one, each counted once.
fn model_numbers(model: &Model, at: usize) -> usize {
    let telling =
        |value: &f64| value.is_finite() && *value != 0.0 && (value.abs() - 1.0).abs() > f64::EPSILON;
    let mut values: Vec<f64> = match at.checked_sub(1) {
        None => model
            .objective
            .terms
            .iter()
            .map(|term| term.coefficient)
            .collect(),
        Some(row) if row < model.rows.len() => {
            let row = &model.rows[row];
            let terms = row.terms.iter().map(|term| term.coefficient);
            terms.chain([row.lower, row.upper]).collect()
        }
        Some(other) => model
            .variables
            .get(other - model.rows.len())
            .map_or_else(Vec::new, |variable| vec![variable.lower, variable.upper]),
    };
    values.retain(telling);
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len()
}

/// The lines of a formulation that say something in numbers or signs; headings and explanations are left out.
fn formula_spans(formulation: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in formulation.split_inclusive('\n') {
        let trimmed = line.trim();
        let says = trimmed.contains(['=', '<', '>', '≤', '≥', '\\'])
            || trimmed.contains(|c: char| c.is_ascii_digit());
        if says && !trimmed.starts_with('#') && trimmed.len() > 2 {
            let left = start + (line.len() - line.trim_start().len());
            found.push(left..left + trimmed.len());
        }
        start += line.len();
    }
    found
}

/// Whether a number only tells variables apart or counts a sum's terms: `x_1`, `x_{12}`, `^{2}`.
fn is_index(formulation: &str, span: &Range<usize>) -> bool {
    let before = formulation.get(..span.start).unwrap_or_default();
    before
        .trim_end_matches(['{', ' ', '=', 'i', 'j', 'k', ','])
        .ends_with(['_', '^'])
}

fn program_lines(program: &str) -> Vec<Node> {
    let count = LineIndex::new(program).line_of(program.len());
    let lines = program.split('\n').zip(1..=count);
    lines
        .map(|(text, line)| Node {
            name: line.to_string(),
            text: one_line(text.trim()),
            evidence: Evidence::Line { line },
        })
        .collect()
}

fn one_line(text: &str) -> String {
    const LONGEST: usize = 400;
    let line = crate::sample::clean(text).replace(['\n', '\t'], " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{Scene, optimal_run};
    use crate::model::testing::arbitrary_model;
    use proptest::prelude::*;

    fn graph(scene: &Scene) -> Graph {
        let inputs = scene.inputs();
        Graph::new(&inputs, &Links::new(&inputs))
    }

    fn diet() -> Graph {
        graph(
            &Scene::default()
                .formulation("### Constraints\n12a + 5b \\geq 75\nAll of it.")
                .run(optimal_run(25.0)),
        )
    }

    fn at(graph: &Graph, column: Column, words: &str) -> NodeId {
        let found = graph
            .nodes(column)
            .iter()
            .position(|node| node.text.contains(words));
        (column, found.expect("a node"))
    }

    #[test]
    fn a_row_hangs_on_its_line_for_certain_and_on_its_sentence_by_its_numbers() {
        let graph = diet();
        let row = at(&graph, Column::Model, "12 a + 5 b ≥ 75");
        let found = graph.neighbours(row);
        let line = at(&graph, Column::Lines, "addConstr");
        assert!(found.contains(&(line, 100)), "{found:?}");
        let sentence = at(&graph, Column::Sentences, "At least 75 mg");
        assert!(found.contains(&(sentence, 33)), "{found:?}");
        let data = at(&graph, Column::Sentences, "Pack a has 12 mg");
        assert!(found.contains(&(data, 33)), "{found:?}");
    }

    #[test]
    fn a_sentence_leads_to_its_formula_and_on() {
        let graph = diet();
        let sentence = at(&graph, Column::Sentences, "At least 75 mg");
        let found: Vec<Column> = graph
            .neighbours(sentence)
            .iter()
            .map(|((column, _), _)| *column)
            .collect();
        assert_eq!(found, [Column::Formulas, Column::Lines, Column::Model]);
        let formula = at(&graph, Column::Formulas, "12a + 5b");
        assert!(graph.neighbours(sentence).contains(&(formula, 33)));
    }

    #[test]
    fn only_lines_and_formulas_that_say_something_are_shown() {
        let graph = diet();
        assert_eq!(graph.nodes(Column::Formulas).len(), 1);
        let names: Vec<&str> = graph
            .nodes(Column::Lines)
            .iter()
            .map(|node| node.name.as_str())
            .collect();
        assert_eq!(names, ["3", "4", "5", "6"]);
    }

    #[test]
    fn a_place_is_found_again() {
        let graph = diet();
        let row = Evidence::Row {
            index: 0,
            name: "zinc".to_owned(),
        };
        assert_eq!(graph.find(&row), Some((Column::Model, 1)));
        assert_eq!(
            graph.find(&Evidence::Line { line: 5 }).map(|(column, _)| column),
            Some(Column::Lines)
        );
        assert_eq!(graph.find(&Evidence::Line { line: 1 }), None);
    }

    proptest! {
        #[test]
        fn every_edge_leads_towards_the_model_between_nodes_that_exist(
            problem in "(\\PC|[0-9. ]|\n){0,40}", formulation in "(\\PC|[0-9=. ]|\n){0,40}",
            program in "(\\PC|[0-9 ]|\n){0,40}", model in arbitrary_model(),
        ) {
            let run = crate::check::rules::testing::run_of(model, 1.0);
            let scene = Scene::default().problem(&problem).formulation(&formulation).program(&program).run(run);
            let graph = graph(&scene);
            for edge in graph.edges() {
                prop_assert!(edge.from.0 < edge.to.0);
                prop_assert!(graph.node(edge.from).is_some() && graph.node(edge.to).is_some());
                prop_assert!((1..=100).contains(&edge.confidence));
                prop_assert!(graph.neighbours(edge.from).iter().any(|(node, _)| *node == edge.to));
            }
        }
    }
}
