//! What belongs together across the panes: a number of the text, the program line that writes it, the model row that
//! the line makes. Selecting a finding lights up all of it.

mod graph;
mod number;
mod reading;
mod requirement;
mod sentence;
mod tie;

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::literals::Role;
use super::trace::{Place, TextNumber, Trace, same, trace};
use super::{Evidence, Inputs};
use crate::model::Model;
use crate::sample::numbers::{self, NumberSpan};
use crate::sample::{LineIndex, Part};

pub use graph::{Column, Edge, Graph, Node, NodeId};
pub use number::{Fate, ForeignLink, ModelPlace, NumberLink, ProgramPlace};
pub(super) use reading::{Limit, Reading};
pub(super) use requirement::Firmness;
pub(super) use sentence::{Sentences, spans as sentence_spans};
pub use tie::{Tie, ties};
pub(super) use tie::{Tied, agrees};

/// More places than this of one kind say nothing: a coefficient of 1 is everywhere.
const MAX_PLACES: usize = 12;

/// `evidence` and everything linked to it, in that order and without repetition:
///
/// * a number in the problem → the same number in the formulation, the program lines that write it, and the rows,
///   bounds or objective that hold it;
/// * a number in the formulation → the same number in the problem, and from there as above;
/// * a program line, or a span of the program → the rows, variables and objective that the line makes, and the
///   numbers of the problem that it writes;
/// * a row, variable or the objective → its program line, and from there as above;
/// * the outcome → the objective.
///
/// Spans that do not lie in the texts are kept but linked to nothing.
pub fn linked(evidence: &[Evidence], inputs: &Inputs<'_>) -> Vec<Evidence> {
    let model = inputs.run.and_then(|run| run.model.as_ref());
    Links::new(inputs).linked(evidence, model)
}

/// What [`linked`] looks up, for a sample that is asked about more than once.
#[derive(Debug)]
pub struct Links {
    /// The numbers of the formulation.
    formulated: Vec<NumberSpan>,
    lines: LineIndex,
    trace: Trace,
}

impl Links {
    /// Reads the texts and the model of a sample.
    pub fn new(inputs: &Inputs<'_>) -> Self {
        let program = &inputs.sample.solution.program;
        let formulation = &inputs.sample.solution.formulation;
        let model = inputs.run.and_then(|run| run.model.as_ref());
        Self {
            formulated: numbers::find(formulation),
            lines: LineIndex::new(program),
            trace: trace(&inputs.sample.problem, formulation, program, model),
        }
    }

    /// As [`linked`] says; `model` is the one that these links were made from.
    pub fn linked(&self, evidence: &[Evidence], model: Option<&Model>) -> Vec<Evidence> {
        let linker = Linker { model, links: self };
        let mut all: Vec<Evidence> = evidence.to_vec();
        let mut known: HashSet<Key> = evidence.iter().map(key).collect();
        for one in evidence {
            for found in linker.of(one) {
                if known.insert(key(&found)) {
                    all.push(found);
                }
            }
        }
        all
    }
}

/// What tells places apart.
type Key = (u8, usize, usize);

fn key(evidence: &Evidence) -> Key {
    match evidence {
        Evidence::Text { part, span } => {
            let part = Part::ALL.iter().position(|known| known == part);
            let part = part.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX);
            (16 + part.min(16), span.start, span.end)
        }
        Evidence::Line { line } => (0, usize::try_from(*line).unwrap_or(usize::MAX), 0),
        Evidence::Variable { index, .. } => (1, *index, 0),
        Evidence::Row { index, .. } => (2, *index, 0),
        Evidence::Objective => (3, 0, 0),
        Evidence::Outcome => (4, 0, 0),
        Evidence::Parent { parent, span } => {
            // Parents are one or two; a span of the one is none of the other.
            (
                64 + u8::try_from(*parent).unwrap_or(u8::MAX - 64).min(u8::MAX - 64),
                span.start,
                span.end,
            )
        }
        Evidence::Other { source, span } => {
            let mut hasher = DefaultHasher::new();
            source.hash(&mut hasher);
            let span = span.clone().unwrap_or_default();
            // Half of the hash and the span tell one place of another sample from all others that a finding names.
            let which = usize::try_from(hasher.finish() >> 32).unwrap_or(0);
            (8, which, span.start)
        }
    }
}

struct Linker<'a> {
    model: Option<&'a Model>,
    links: &'a Links,
}

impl Linker<'_> {
    fn of(&self, evidence: &Evidence) -> Vec<Evidence> {
        match evidence {
            Evidence::Text {
                part: Part::Problem,
                span,
            } => self.of_problem(span),
            Evidence::Text {
                part: Part::Program,
                span,
            } => {
                let (first, last) = (
                    self.links.lines.line_of(span.start),
                    self.links.lines.line_of(span.end.max(span.start + 1) - 1),
                );
                (first..=last.min(first.saturating_add(50)))
                    .flat_map(|line| self.of_line(line))
                    .collect()
            }
            Evidence::Text {
                part: Part::Formulation,
                span,
            } => self.of_formulation(span),
            Evidence::Line { line } => self.of_line(*line),
            Evidence::Row { index, .. } => {
                self.of_model_line(self.model.and_then(|model| model.rows.get(*index)?.line))
            }
            Evidence::Variable { index, .. } => {
                self.of_model_line(self.model.and_then(|model| model.variables.get(*index)?.line))
            }
            Evidence::Objective => self.of_model_line(self.model.and_then(|model| model.objective.line)),
            Evidence::Outcome => vec![Evidence::Objective],
            Evidence::Text { .. } | Evidence::Parent { .. } | Evidence::Other { .. } => Vec::new(),
        }
    }

    fn of_problem(&self, span: &Range<usize>) -> Vec<Evidence> {
        let mut found = Vec::new();
        for text in self
            .links
            .trace
            .texts
            .iter()
            .filter(|text| touches(&text.number.span, span))
        {
            let amounts = text.number.amounts();
            let formulated = self
                .links
                .formulated
                .iter()
                .filter(|number| amounts.iter().any(|amount| same(*amount, number.value)));
            found.extend(few(formulated
                .map(|number| Evidence::Text {
                    part: Part::Formulation,
                    span: number.span.clone(),
                })
                .collect()));
            let constants = text.constants.iter().map(|at| &self.links.trace.constants[*at]);
            let lines: BTreeSet<u32> = constants
                .filter(|constant| constant.role == Role::Data)
                .map(|constant| constant.line)
                .collect();
            found.extend(few(lines
                .into_iter()
                .map(|line| Evidence::Line { line })
                .collect()));
            found.extend(few(text
                .places
                .iter()
                .filter_map(|place| self.evidence(*place))
                .collect()));
        }
        found
    }

    fn of_formulation(&self, span: &Range<usize>) -> Vec<Evidence> {
        let touched: Vec<f64> = self
            .links
            .formulated
            .iter()
            .filter(|number| touches(&number.span, span))
            .map(|number| number.value)
            .collect();
        let equal = |text: &&TextNumber| {
            text.number
                .amounts()
                .iter()
                .any(|amount| touched.iter().any(|value| same(*amount, *value)))
        };
        let texts: Vec<Evidence> = self
            .links
            .trace
            .texts
            .iter()
            .filter(equal)
            .map(problem_span)
            .collect();
        let mut found = few(texts);
        for text in found.clone() {
            if let Evidence::Text { span, .. } = text {
                found.extend(self.of_problem(&span));
            }
        }
        found
    }

    fn of_model_line(&self, line: Option<u32>) -> Vec<Evidence> {
        let Some(line) = line else { return Vec::new() };
        let numbers = self.numbers_of(line);
        std::iter::once(Evidence::Line { line }).chain(numbers).collect()
    }

    /// What a program line makes, and the numbers of the problem that it writes.
    fn of_line(&self, line: u32) -> Vec<Evidence> {
        let mut found = self.numbers_of(line);
        let Some(model) = self.model else { return found };
        let rows = model
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.line == Some(line));
        found.extend(rows.filter_map(|(at, _)| self.evidence(Place::Row(at))));
        let variables = model
            .variables
            .iter()
            .enumerate()
            .filter(|(_, variable)| variable.line == Some(line));
        found.extend(variables.filter_map(|(at, _)| self.evidence(Place::Variable(at))));
        if model.objective.line == Some(line) {
            found.push(Evidence::Objective);
        }
        found
    }

    fn numbers_of(&self, line: u32) -> Vec<Evidence> {
        let on_line = |at: &usize| self.links.trace.constants[*at].line == line;
        let texts = self
            .links
            .trace
            .texts
            .iter()
            .filter(|text| text.constants.iter().any(on_line));
        texts
            .filter(|text| text.constants.len() <= MAX_PLACES)
            .map(problem_span)
            .collect()
    }

    fn evidence(&self, place: Place) -> Option<Evidence> {
        evidence_of(place, self.model?)
    }
}

fn problem_span(text: &TextNumber) -> Evidence {
    Evidence::Text {
        part: Part::Problem,
        span: text.number.span.clone(),
    }
}

fn touches(number: &Range<usize>, span: &Range<usize>) -> bool {
    number.start < span.end && span.start < number.end
}

/// Nothing when there are too many to mean anything.
fn few(places: Vec<Evidence>) -> Vec<Evidence> {
    if places.len() <= MAX_PLACES {
        places
    } else {
        Vec::new()
    }
}

/// A place of the model as evidence; `None` when the model has no such place.
pub(super) fn evidence_of(place: Place, model: &Model) -> Option<Evidence> {
    match place {
        Place::Objective => Some(Evidence::Objective),
        Place::Row(index) => model.rows.get(index).map(|row| Evidence::Row {
            index,
            name: row.name.clone(),
        }),
        Place::Variable(index) => model.variables.get(index).map(|variable| Evidence::Variable {
            index,
            name: variable.name.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::testing::{PROBLEM, Scene, optimal_run};
    use super::*;

    fn number(text: &str) -> Evidence {
        let start = PROBLEM.find(text).unwrap();
        Evidence::Text {
            part: Part::Problem,
            span: start..start + text.len(),
        }
    }

    fn zinc() -> Evidence {
        Evidence::Row {
            index: 0,
            name: "zinc".to_owned(),
        }
    }

    #[test]
    fn a_number_lights_up_its_line_and_row() {
        let scene = Scene::default().run(optimal_run(25.0));
        let found = linked(&[number("75")], &scene.inputs());
        assert_eq!(found, [number("75"), Evidence::Line { line: 5 }, zinc()]);
    }

    #[test]
    fn a_row_lights_up_its_line_and_numbers() {
        let scene = Scene::default().run(optimal_run(25.0));
        let found = linked(&[zinc()], &scene.inputs());
        assert_eq!(
            found,
            [
                zinc(),
                Evidence::Line { line: 5 },
                number("12"),
                number("5"),
                number("75")
            ]
        );
    }

    #[test]
    fn a_line_lights_up_what_it_makes() {
        let scene = Scene::default().run(optimal_run(25.0));
        let found = linked(&[Evidence::Line { line: 6 }], &scene.inputs());
        assert_eq!(
            found,
            [
                Evidence::Line { line: 6 },
                number("4"),
                number("3"),
                Evidence::Objective
            ]
        );
    }

    #[test]
    fn a_number_of_the_formulation_leads_to_the_text_and_on() {
        let scene = Scene::default()
            .formulation("12a + 5b \\geq 75")
            .run(optimal_run(25.0));
        let span = 14..16;
        let formulated = Evidence::Text {
            part: Part::Formulation,
            span,
        };
        let found = linked(std::slice::from_ref(&formulated), &scene.inputs());
        assert_eq!(
            found,
            [formulated, number("75"), Evidence::Line { line: 5 }, zinc()]
        );
    }

    #[test]
    fn evidence_out_of_range_is_linked_to_nothing() {
        let scene = Scene::default();
        let wild = [
            Evidence::Line { line: 9_999 },
            Evidence::Row {
                index: 99,
                name: String::new(),
            },
            Evidence::Text {
                part: Part::Program,
                span: 70_000..90_000,
            },
            Evidence::Text {
                part: Part::Problem,
                span: Range { start: 5, end: 2 },
            },
        ];
        assert_eq!(linked(&wild, &scene.inputs()), wild);
    }
}
