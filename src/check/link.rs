//! What belongs together across the panes: a number of the text, the program line that writes it, the model row that
//! the line makes. Selecting a finding lights up all of it.

use std::collections::BTreeSet;

use super::literals::Role;
use super::trace::{Place, Trace, trace};
use super::{Evidence, Inputs};
use crate::model::Model;
use crate::sample::{LineIndex, Part};

/// More places than this of one kind say nothing: a coefficient of 1 is everywhere.
const MAX_PLACES: usize = 12;

/// `evidence` and everything linked to it, in that order and without repetition:
///
/// * a number in the problem → the program lines that write it, and the rows, bounds or objective that hold it;
/// * a program line, or a span of the program → the rows, variables and objective that the line makes, and the
///   numbers of the problem that it writes;
/// * a row, variable or the objective → its program line, and from there as above;
/// * the outcome → the objective.
///
/// Spans that do not lie in the texts are kept but linked to nothing.
pub fn linked(evidence: &[Evidence], inputs: &Inputs<'_>) -> Vec<Evidence> {
    let model = inputs.run.and_then(|run| run.model.as_ref());
    let program = &inputs.sample.solution.program;
    let linker = Linker {
        model,
        lines: LineIndex::new(program),
        trace: trace(&inputs.sample.problem, program, model),
    };
    let mut all: Vec<Evidence> = evidence.to_vec();
    for one in evidence {
        for found in linker.of(one) {
            if !all.contains(&found) {
                all.push(found);
            }
        }
    }
    all
}

struct Linker<'a> {
    model: Option<&'a Model>,
    lines: LineIndex,
    trace: Trace,
}

impl Linker<'_> {
    fn of(&self, evidence: &Evidence) -> Vec<Evidence> {
        match evidence {
            Evidence::Text { part: Part::Problem, span } => self.of_problem(span),
            Evidence::Text { part: Part::Program, span } => {
                let (first, last) = (self.lines.line_of(span.start), self.lines.line_of(span.end.max(span.start + 1) - 1));
                (first..=last.min(first.saturating_add(50))).flat_map(|line| self.of_line(line)).collect()
            }
            Evidence::Line { line } => self.of_line(*line),
            Evidence::Row { index, .. } => self.of_model_line(self.model.and_then(|model| model.rows.get(*index)?.line)),
            Evidence::Variable { index, .. } => self.of_model_line(self.model.and_then(|model| model.variables.get(*index)?.line)),
            Evidence::Objective => self.of_model_line(self.model.and_then(|model| model.objective.line)),
            Evidence::Outcome => vec![Evidence::Objective],
            Evidence::Text { .. } | Evidence::Parent { .. } => Vec::new(),
        }
    }

    fn of_problem(&self, span: &std::ops::Range<usize>) -> Vec<Evidence> {
        let touched = |number: &std::ops::Range<usize>| number.start < span.end && span.start < number.end;
        let texts: Vec<_> = self.trace.texts.iter().filter(|text| touched(&text.number.span)).collect();
        let mut found = Vec::new();
        for text in texts {
            let lines: BTreeSet<u32> = text
                .constants
                .iter()
                .map(|at| &self.trace.constants[*at])
                .filter(|constant| constant.role == Role::Data)
                .map(|constant| constant.line)
                .collect();
            if lines.len() <= MAX_PLACES {
                found.extend(lines.into_iter().map(|line| Evidence::Line { line }));
            }
            if text.places.len() <= MAX_PLACES {
                found.extend(text.places.iter().filter_map(|place| self.evidence(*place)));
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
        let rows = model.rows.iter().enumerate().filter(|(_, row)| row.line == Some(line));
        found.extend(rows.filter_map(|(at, _)| self.evidence(Place::Row(at))));
        let variables = model.variables.iter().enumerate().filter(|(_, variable)| variable.line == Some(line));
        found.extend(variables.filter_map(|(at, _)| self.evidence(Place::Variable(at))));
        if model.objective.line == Some(line) {
            found.push(Evidence::Objective);
        }
        found
    }

    fn numbers_of(&self, line: u32) -> Vec<Evidence> {
        let on_line = |at: &usize| self.trace.constants[*at].line == line;
        let texts = self.trace.texts.iter().filter(|text| text.constants.iter().any(on_line));
        let telling = texts.filter(|text| text.constants.len() <= MAX_PLACES);
        telling
            .map(|text| Evidence::Text {
                part: Part::Problem,
                span: text.number.span.clone(),
            })
            .collect()
    }

    fn evidence(&self, place: Place) -> Option<Evidence> {
        evidence_of(place, self.model?)
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
        assert_eq!(found, [zinc(), Evidence::Line { line: 5 }, number("12"), number("5"), number("75")]);
    }

    #[test]
    fn a_line_lights_up_what_it_makes() {
        let scene = Scene::default().run(optimal_run(25.0));
        let found = linked(&[Evidence::Line { line: 6 }], &scene.inputs());
        assert_eq!(found, [Evidence::Line { line: 6 }, number("4"), number("3"), Evidence::Objective]);
    }

    #[test]
    fn evidence_out_of_range_is_linked_to_nothing() {
        let scene = Scene::default();
        let wild = [
            Evidence::Line { line: 9_999 },
            Evidence::Row { index: 99, name: String::new() },
            Evidence::Text { part: Part::Program, span: 70_000..90_000 },
            Evidence::Text { part: Part::Problem, span: 5..2 },
        ];
        assert_eq!(linked(&wild, &scene.inputs()), wild);
    }
}
