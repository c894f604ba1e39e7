//! Where the numbers of the problem went, and where those of the program came from: what a trace view draws.

use std::ops::Range;

use super::Links;
use crate::check::Evidence;
use crate::check::literals::Role;
use crate::check::trace::{TextNumber, Use, same};
use crate::model::Model;
use crate::sample::numbers::NumberKind;

/// Places of one kind that a number is linked to at most.
const MAX_PLACES: usize = 12;

/// What became of a number of the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// The program writes it, and the model, if there is one, holds it or what it comes to.
    Written,
    /// The program writes it, but it does not reach the model.
    Idle,
    /// The program computes it: it stands in the model only.
    Computed,
    /// The program holds what it and another number come to.
    Combined,
    /// The program holds it in another unit.
    Converted,
    /// It went nowhere.
    Unused,
}

impl Fate {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Idle => "left aside",
            Self::Computed => "computed",
            Self::Combined => "combined",
            Self::Converted => "converted",
            Self::Unused => "unused",
        }
    }
}

/// A number of the program.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramPlace {
    /// Its bytes in the program; of a constant expression all of them.
    pub span: Range<usize>,
    /// The line, from 1, on which it starts.
    pub line: u32,
    /// What it amounts to, without a sign.
    pub value: f64,
}

/// A number of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModelPlace {
    /// The coefficient of a variable in the objective, or (without one) its constant.
    Objective {
        /// Position of the variable.
        variable: Option<usize>,
    },
    /// The coefficient of a variable in a row.
    Coefficient {
        /// Position of the row.
        row: usize,
        /// Position of the variable.
        variable: usize,
    },
    /// The right-hand side of a row.
    Side {
        /// Position of the row.
        row: usize,
    },
    /// A bound of a variable.
    Bound {
        /// Position of the variable.
        variable: usize,
    },
}

impl ModelPlace {
    /// The place as evidence; `None` when `model` has no such place.
    pub fn evidence(self, model: &Model) -> Option<Evidence> {
        match self {
            Self::Objective { .. } => Some(Evidence::Objective),
            Self::Coefficient { row: index, .. } | Self::Side { row: index } => {
                let name = model.rows.get(index)?.name.clone();
                Some(Evidence::Row { index, name })
            }
            Self::Bound { variable: index } => {
                let name = model.variables.get(index)?.name.clone();
                Some(Evidence::Variable { index, name })
            }
        }
    }
}

/// A number of the problem with its way through the solution.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberLink {
    /// Its bytes in the problem.
    pub problem: Range<usize>,
    /// Its value: 60 for `60%`.
    pub value: f64,
    /// What it is for.
    pub kind: NumberKind,
    /// What became of it.
    pub fate: Fate,
    /// Where the formulation writes it.
    pub formulation: Vec<Range<usize>>,
    /// Where the program writes it.
    pub program: Vec<ProgramPlace>,
    /// Where the model holds it.
    pub model: Vec<ModelPlace>,
    /// From 0 to 1: how surely the places are this number's. Equal numbers of the problem share theirs.
    pub confidence: f64,
}

/// A number of the program that the problem does not give.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignLink {
    /// Where the program writes it.
    pub program: ProgramPlace,
    /// Where the model holds it.
    pub model: Vec<ModelPlace>,
}

impl Links {
    /// Every number of the problem that is data, in order, with where it went. `model` is the one that these links
    /// were made from.
    pub fn numbers(&self, model: Option<&Model>) -> Vec<NumberLink> {
        let index = Places::of(model);
        self.trace
            .texts
            .iter()
            .map(|text| self.number(text, &index))
            .collect()
    }

    /// The numbers of the program that reach the model although the problem does not give them.
    pub fn foreign(&self, model: Option<&Model>) -> Vec<ForeignLink> {
        let index = Places::of(model);
        let foreign = self.trace.foreign.iter().filter(|foreign| foreign.unit.is_none());
        foreign
            .map(|foreign| {
                let program = self.program_place(foreign.constant);
                ForeignLink {
                    model: index.at(&[program.value]),
                    program,
                }
            })
            .collect()
    }

    fn program_place(&self, constant: usize) -> ProgramPlace {
        let constant = &self.trace.constants[constant];
        ProgramPlace {
            span: constant.span.clone(),
            line: constant.line,
            value: constant.value,
        }
    }

    fn number(&self, text: &TextNumber, index: &Places) -> NumberLink {
        let amounts = text.number.amounts();
        let data = |at: &&usize| self.trace.constants[**at].role == Role::Data;
        // An index says little beside a datum of the same value.
        let any_data = text.constants.iter().any(|at| data(&at));
        let constants = text.constants.iter().filter(|at| !any_data || data(at));
        let written = self
            .formulated
            .iter()
            .filter(|number| number.is_data() && amounts.iter().any(|amount| same(*amount, number.value)));
        let converted: Vec<f64> = match text.used {
            Use::Combined | Use::Converted => text
                .constants
                .iter()
                .map(|at| self.trace.constants[*at].value)
                .collect(),
            _ => Vec::new(),
        };
        let values: Vec<f64> = amounts.iter().copied().chain(converted).collect();
        NumberLink {
            problem: text.number.span.clone(),
            value: text.number.value,
            kind: text.number.kind,
            fate: fate(text.used),
            formulation: written
                .take(MAX_PLACES)
                .map(|number| number.span.clone())
                .collect(),
            program: constants
                .take(MAX_PLACES)
                .map(|at| self.program_place(*at))
                .collect(),
            model: index.at(&values),
            confidence: self.confidence(text),
        }
    }

    /// Numbers of equal value share their places; what is computed or converted is less sure than what is written.
    fn confidence(&self, text: &TextNumber) -> f64 {
        let equal = self
            .trace
            .texts
            .iter()
            .filter(|other| same(other.number.value, text.number.value))
            .count();
        let equal = f64::from(u32::try_from(equal.max(1)).unwrap_or(u32::MAX));
        let small = text.number.value.abs() <= 2.0 && text.number.value.fract() == 0.0;
        let sure = match text.used {
            Use::Unused => return 0.0,
            Use::Written if small => 0.4,
            Use::Written => 0.95,
            Use::Computed => 0.7,
            Use::Idle | Use::Combined | Use::Converted => 0.6,
        };
        sure / equal
    }
}

fn fate(used: Use) -> Fate {
    match used {
        Use::Written => Fate::Written,
        Use::Idle => Fate::Idle,
        Use::Computed => Fate::Computed,
        Use::Combined => Fate::Combined,
        Use::Converted => Fate::Converted,
        Use::Unused => Fate::Unused,
    }
}

/// The numbers of a model by size, with their places.
struct Places {
    sorted: Vec<(f64, ModelPlace)>,
}

impl Places {
    fn of(model: Option<&Model>) -> Self {
        let mut sorted: Vec<(f64, ModelPlace)> = model.map_or_else(Vec::new, every_number);
        sorted.retain(|(value, _)| value.is_finite() && *value != 0.0);
        for (value, _) in &mut sorted {
            *value = value.abs();
        }
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { sorted }
    }

    /// The places of any of these values, without repetition; the same order for every call.
    fn at(&self, values: &[f64]) -> Vec<ModelPlace> {
        let mut found = Vec::new();
        for value in values.iter().map(|value| value.abs()) {
            let first = self
                .sorted
                .partition_point(|(known, _)| *known < value && !same(*known, value));
            let equal = self.sorted[first..]
                .iter()
                .take_while(|(known, _)| same(*known, value));
            found.extend(equal.take(MAX_PLACES).map(|(_, place)| *place));
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(MAX_PLACES);
        found
    }
}

fn every_number(model: &Model) -> Vec<(f64, ModelPlace)> {
    let objective = &model.objective;
    let mut numbers = vec![(objective.constant, ModelPlace::Objective { variable: None })];
    for term in &objective.terms {
        numbers.push((
            term.coefficient,
            ModelPlace::Objective {
                variable: Some(term.variable.0),
            },
        ));
    }
    for term in &objective.quadratic {
        numbers.push((
            term.coefficient,
            ModelPlace::Objective {
                variable: Some(term.first.0),
            },
        ));
    }
    for (row, found) in model.rows.iter().enumerate() {
        for term in &found.terms {
            numbers.push((
                term.coefficient,
                ModelPlace::Coefficient {
                    row,
                    variable: term.variable.0,
                },
            ));
        }
        for term in &found.quadratic {
            numbers.push((
                term.coefficient,
                ModelPlace::Coefficient {
                    row,
                    variable: term.first.0,
                },
            ));
        }
        numbers.extend([found.lower, found.upper].map(|side| (side, ModelPlace::Side { row })));
    }
    for (variable, found) in model.variables.iter().enumerate() {
        numbers.extend([found.lower, found.upper].map(|side| (side, ModelPlace::Bound { variable })));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::super::super::rules::testing::{PROBLEM, PROGRAM, Scene, diet, optimal_run};
    use super::*;
    use crate::check::Inputs;

    fn links(scene: &Scene) -> Vec<NumberLink> {
        let inputs: Inputs<'_> = scene.inputs();
        Links::new(&inputs).numbers(inputs.run.and_then(|run| run.model.as_ref()))
    }

    #[test]
    fn a_number_is_followed_from_the_text_into_the_model() {
        let scene = Scene::default()
            .formulation("12a + 5b >= 75")
            .run(optimal_run(25.0));
        let links = links(&scene);
        let twelve = &links[0];
        assert_eq!(&PROBLEM[twelve.problem.clone()], "12");
        assert_eq!(twelve.fate, Fate::Written);
        assert_eq!(twelve.formulation.first(), Some(&(0..2)));
        let line = PROGRAM.find("12 * a").unwrap();
        assert_eq!(
            twelve.program,
            [ProgramPlace {
                span: line..line + 2,
                line: 5,
                value: 12.0
            }]
        );
        assert_eq!(twelve.model, [ModelPlace::Coefficient { row: 0, variable: 0 }]);
        let side = links.iter().find(|link| same(link.value, 75.0)).unwrap();
        assert_eq!(side.model, [ModelPlace::Side { row: 0 }]);
        assert!(side.confidence > 0.9);
        let cost = links.iter().find(|link| same(link.value, 4.0)).unwrap();
        assert_eq!(cost.model, [ModelPlace::Objective { variable: Some(0) }]);
        assert_eq!(cost.model[0].evidence(&diet()), Some(Evidence::Objective));
    }

    #[test]
    fn equal_numbers_share_their_places_and_unused_ones_have_none() {
        let problem = format!("{PROBLEM} Another pack weighs 75 grams. Some 99 people live there.");
        let scene = Scene::default().problem(&problem).run(optimal_run(25.0));
        let links = links(&scene);
        let shared = links.iter().find(|link| same(link.value, 75.0)).unwrap();
        assert!((shared.confidence - 0.475).abs() < 1e-9, "{shared:?}");
        let unused = links.iter().find(|link| same(link.value, 99.0)).unwrap();
        assert_eq!(
            (unused.fate, unused.confidence, unused.model.len()),
            (Fate::Unused, 0.0, 0)
        );
    }

    #[test]
    fn foreign_numbers_are_told_apart() {
        let mut model = diet();
        model.rows[0].terms[0].coefficient = 13.0;
        let program = PROGRAM.replace("12 * a", "13 * a");
        let scene = Scene::default()
            .program(&program)
            .run(super::super::super::rules::testing::run_of(model.clone(), 25.0));
        let foreign = Links::new(&scene.inputs()).foreign(Some(&model));
        assert_eq!(foreign.len(), 1);
        assert!(same(foreign[0].program.value, 13.0));
        assert_eq!(
            foreign[0].model,
            [ModelPlace::Coefficient { row: 0, variable: 0 }]
        );
    }
}
