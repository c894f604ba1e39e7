//! What is lit: the evidence of the selected finding, sorted by the pane that shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::{Evidence, Finding};
use crate::model::Model;
use crate::sample::Part;

/// The places to light up, for every pane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lit {
    texts: BTreeMap<Part, Vec<Range<usize>>>,
    parents: BTreeMap<usize, Vec<Range<usize>>>,
    lines: BTreeSet<u32>,
    rows: BTreeSet<usize>,
    variables: BTreeSet<usize>,
    objective: bool,
    outcome: bool,
    /// The one place among them that a person is at.
    here: Option<Box<Lit>>,
}

impl Lit {
    /// The evidence of a finding. With the captured model, a row, variable or objective also lights the program line
    /// that made it, and a line lights what it made.
    pub fn of(finding: &Finding, model: Option<&Model>) -> Self {
        Self::at(&finding.evidence, model)
    }

    /// The same for places that no finding names.
    pub fn at(evidence: &[Evidence], model: Option<&Model>) -> Self {
        let mut lit = Self::default();
        for evidence in evidence {
            lit.add(evidence);
        }
        for spans in lit.texts.values_mut().chain(lit.parents.values_mut()) {
            merge(spans);
        }
        if let Some(model) = model {
            lit.follow_lines(model);
        }
        lit
    }

    fn add(&mut self, evidence: &Evidence) {
        match evidence {
            Evidence::Text { part, span } => self.texts.entry(*part).or_default().push(span.clone()),
            Evidence::Line { line } => drop(self.lines.insert(*line)),
            Evidence::Variable { index, .. } => drop(self.variables.insert(*index)),
            Evidence::Row { index, .. } => drop(self.rows.insert(*index)),
            Evidence::Objective => self.objective = true,
            Evidence::Outcome => self.outcome = true,
            Evidence::Parent { parent, span } => self.parents.entry(*parent).or_default().push(span.clone()),
            // No pane shows another sample.
            Evidence::Other { .. } => {}
        }
    }

    /// One step only, from what the finding names: a line lights its rows, but not the other lines of these; and a line
    /// that is named together with some of what it made lights nothing else of it.
    fn follow_lines(&mut self, model: &Model) {
        let row_lines = self.rows.iter().filter_map(|row| model.rows.get(*row)?.line);
        let variable_lines = self
            .variables
            .iter()
            .filter_map(|index| model.variables.get(*index)?.line);
        let objective_line = model.objective.line.filter(|_| self.objective);
        let made_by: BTreeSet<u32> = row_lines.chain(variable_lines).chain(objective_line).collect();
        let named_lines: BTreeSet<u32> = self.lines.difference(&made_by).copied().collect();
        if !named_lines.is_empty() {
            let is_named = |line: Option<u32>| line.is_some_and(|line| named_lines.contains(&line));
            let rows = model
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| is_named(row.line));
            self.rows.extend(rows.map(|(index, _)| index));
            let variables = model.variables.iter().enumerate();
            let variables = variables.filter(|(_, variable)| is_named(variable.line));
            self.variables.extend(variables.map(|(index, _)| index));
            self.objective |= is_named(model.objective.line);
        }
        self.lines.extend(made_by);
    }

    /// The same places, with one of them as the one that a person is at.
    #[must_use]
    pub fn at_place(&self, here: Self) -> Self {
        Self {
            here: Some(Box::new(here)),
            ..self.clone()
        }
    }

    /// The place that a person is at, when they go from place to place.
    pub fn here(&self) -> Option<&Self> {
        self.here.as_deref()
    }

    /// What a pane brings into view: what it has of the place that a person is at, or else what it has of all places.
    pub fn aim<T>(&self, find: impl Fn(&Self) -> Option<T>) -> Option<T> {
        self.here().and_then(&find).or_else(|| find(self))
    }

    /// Every place by itself: first the texts, from problem to program, then the model, then what the solver said.
    pub fn each(&self) -> Vec<Self> {
        let of_part = |part: Part| {
            self.text(part).iter().map(move |span| Self {
                texts: BTreeMap::from([(part, vec![span.clone()])]),
                ..Self::default()
            })
        };
        let parents = self.parents.iter().flat_map(|(parent, spans)| {
            spans.iter().map(|span| Self {
                parents: BTreeMap::from([(*parent, vec![span.clone()])]),
                ..Self::default()
            })
        });
        let lines = self.lines.iter().map(|line| Self {
            lines: BTreeSet::from([*line]),
            ..Self::default()
        });
        let rows = self.rows.iter().map(|row| Self {
            rows: BTreeSet::from([*row]),
            ..Self::default()
        });
        let variables = self.variables.iter().map(|variable| Self {
            variables: BTreeSet::from([*variable]),
            ..Self::default()
        });
        let objective = self.objective.then(|| Self {
            objective: true,
            ..Self::default()
        });
        let outcome = self.outcome.then(|| Self {
            outcome: true,
            ..Self::default()
        });
        of_part(Part::Problem)
            .chain(parents)
            .chain(of_part(Part::Formulation))
            .chain(of_part(Part::Program))
            .chain(lines)
            .chain(objective)
            .chain(rows)
            .chain(variables)
            .chain(of_part(Part::Answer))
            .chain(outcome)
            .collect()
    }

    /// Whether nothing is lit.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Byte ranges of a part, in order and apart.
    pub fn text(&self, part: Part) -> &[Range<usize>] {
        self.texts.get(&part).map_or(&[], Vec::as_slice)
    }

    /// Byte ranges of a parent's problem, in order and apart.
    pub fn parent(&self, parent: usize) -> &[Range<usize>] {
        self.parents.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// Program lines, from 1.
    pub fn lines(&self) -> &BTreeSet<u32> {
        &self.lines
    }

    /// Rows of the model.
    pub fn rows(&self) -> &BTreeSet<usize> {
        &self.rows
    }

    /// Variables of the model.
    pub fn variables(&self) -> &BTreeSet<usize> {
        &self.variables
    }

    /// Whether the objective is lit.
    pub fn objective(&self) -> bool {
        self.objective
    }

    /// Whether the solver's outcome is lit.
    pub fn outcome(&self) -> bool {
        self.outcome
    }
}

/// Sorts the ranges and joins those that touch.
fn merge(spans: &mut Vec<Range<usize>>) {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, previous| {
        let touches = next.start <= previous.end;
        if touches {
            previous.end = previous.end.max(next.end);
        }
        touches
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;
    use crate::model::{Row, Variable, VariableKind};

    fn model() -> Model {
        let row = |name: &str, line| Row {
            name: name.to_owned(),
            terms: Vec::new(),
            quadratic: Vec::new(),
            lower: 1.0,
            upper: f64::INFINITY,
            line: Some(line),
        };
        let mut model = Model::empty();
        model.rows = vec![row("zinc", 7), row("iron", 7), row("cost", 9)];
        model.variables = vec![Variable {
            name: "a".to_owned(),
            kind: VariableKind::Integer,
            lower: 0.0,
            upper: f64::INFINITY,
            line: Some(3),
        }];
        model.objective.line = Some(5);
        model
    }

    #[test]
    fn spans_are_sorted_and_joined() {
        let text = |span| Evidence::Text {
            part: Part::Problem,
            span,
        };
        let finding = Finding::new(Severity::Error, "x")
            .at(text(9..12))
            .at(text(1..4))
            .at(text(3..6));
        let lit = Lit::of(&finding, None);
        assert_eq!(lit.text(Part::Problem), [1..6, 9..12]);
        assert!(lit.text(Part::Formulation).is_empty());
    }

    #[test]
    fn a_row_lights_its_line_but_not_its_neighbours() {
        let row = Evidence::Row {
            index: 0,
            name: "zinc".to_owned(),
        };
        let lit = Lit::of(&Finding::new(Severity::Error, "x").at(row), Some(&model()));
        assert_eq!(lit.lines().iter().copied().collect::<Vec<_>>(), [7]);
        assert_eq!(lit.rows().iter().copied().collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_line_lights_what_it_made() {
        let finding = Finding::new(Severity::Error, "x")
            .at(Evidence::Line { line: 7 })
            .at(Evidence::Objective);
        let lit = Lit::of(&finding, Some(&model()));
        assert_eq!(lit.rows().iter().copied().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(lit.lines().iter().copied().collect::<Vec<_>>(), [5, 7]);
        assert!(lit.variables().is_empty());
    }

    #[test]
    fn evidence_out_of_range_is_no_harm() {
        let odd = Evidence::Variable {
            index: 99,
            name: "z".to_owned(),
        };
        let lit = Lit::of(&Finding::new(Severity::Error, "x").at(odd), Some(&model()));
        assert!(lit.lines().is_empty());
    }
}
