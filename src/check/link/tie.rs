//! Which words of a problem a row or bound answers: by the number, by what the words ask of it, and by names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::reading::{Limit, Reading, readings};
use super::requirement::{Firmness, Requirement, comparisons, requirements};
use super::sentence::{Sentences, spans};
use crate::check::formula::rows_written;
use crate::check::link::evidence_of;
use crate::check::meaning::meanings;
use crate::check::trace::{Place, same};
use crate::check::words::content_words;
use crate::check::{Evidence, Inputs};
use crate::model::Model;
use crate::solve;

/// Places of one number beyond which it says nothing about any of them.
const MOST_PLACES: usize = 40;
/// Rows that are tied by names alone.
const MOST_NAMED: usize = 300;
/// Terms of a row whose variables are read.
const MOST_TERMS: usize = 40;

/// A link between words of the problem and a place of the model, for whoever draws or follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The words in the problem: a limit with its number, a comparison, or a whole sentence.
    pub words: Range<usize>,
    /// The sentence they stand in.
    pub sentence: Range<usize>,
    /// The row of the formulation that writes the same, where one does.
    pub formula: Option<Range<usize>>,
    /// The program line that makes the place.
    pub line: Option<u32>,
    /// The row, variable or objective.
    pub place: Evidence,
    /// How sure the link is, from 0 to 1.
    pub confidence: f64,
    /// Whether the place holds what the words ask; `None` when they ask nothing that can be compared.
    pub agrees: Option<bool>,
}

/// The links between the words of a problem and the rows and bounds of its model, surest first for each place.
pub fn ties(inputs: &Inputs<'_>) -> Vec<Tie> {
    let Some(model) = inputs.run.and_then(|run| run.model.as_ref()) else {
        return Vec::new();
    };
    Tied::new(inputs, model).ties()
}

/// A requirement with the places that may answer it.
#[derive(Debug, Clone)]
pub(in crate::check) struct Answered {
    pub(in crate::check) requirement: Requirement,
    pub(in crate::check) sentence: Range<usize>,
    /// Readings with its number, with how sure the link is.
    pub(in crate::check) readings: Vec<(Reading, f64)>,
}

/// The requirements of a problem with the places of a model.
pub(in crate::check) struct Tied<'a> {
    problem: &'a str,
    formulation: &'a str,
    model: &'a Model,
    pub(in crate::check) answered: Vec<Answered>,
    /// Words that compare two things without a number.
    pub(in crate::check) comparisons: Vec<Range<usize>>,
}

impl<'a> Tied<'a> {
    pub(in crate::check) fn new(inputs: &Inputs<'a>, model: &'a Model) -> Self {
        let problem = inputs.sample.problem.as_str();
        let sentences = spans(problem);
        let sentence_of = |at: usize| {
            let place = sentences.partition_point(|sentence| sentence.end <= at);
            sentences.get(place).cloned().unwrap_or(at..at)
        };
        let readings = readings(model);
        let mut words = PlaceWords::new(inputs, model);
        let mut spoken: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let answered = requirements(problem).into_iter().map(|requirement| {
            let sentence = sentence_of(requirement.number.span.start);
            let said = spoken
                .entry(sentence.start)
                .or_insert_with(|| content_words(problem.get(sentence.clone()).unwrap_or_default()));
            let fitting: Vec<Reading> = fitting(&requirement, &readings);
            let count = fitting.len();
            let readings = fitting
                .into_iter()
                .map(|reading| {
                    let shared = words.of(reading.place).intersection(said).count();
                    (reading, confidence(&requirement, &reading, count, shared))
                })
                .collect();
            Answered {
                requirement,
                sentence,
                readings,
            }
        });
        let answered = answered.collect();
        Self {
            problem,
            formulation: &inputs.sample.solution.formulation,
            model,
            answered,
            comparisons: comparisons(problem),
        }
    }

    /// Whether some words may ask for what a place holds.
    pub(in crate::check) fn is_asked(&self, place: Place) -> bool {
        self.answers(place, |agrees| agrees != Some(false))
    }

    /// Whether some words ask for just what a place holds.
    pub(in crate::check) fn is_asked_so(&self, place: Place) -> bool {
        self.answers(place, |agrees| agrees == Some(true))
    }

    fn answers(&self, place: Place, enough: impl Fn(Option<bool>) -> bool) -> bool {
        let by_number = self.answered.iter().any(|answered| {
            let mut of_place = answered
                .readings
                .iter()
                .filter(|(reading, _)| reading.place == place);
            of_place.any(|(reading, _)| enough(agrees(answered.requirement.limit, reading.held)))
        });
        by_number || self.compares(place) && !self.comparisons.is_empty()
    }

    /// Whether a row compares two sums as they are, without any number.
    fn compares(&self, place: Place) -> bool {
        let Place::Row(at) = place else { return false };
        let row = &self.model.rows[at];
        let near_zero = [row.lower, row.upper]
            .iter()
            .all(|side| !side.is_finite() || side.abs() <= 1.0);
        near_zero && super::reading::parts(row).is_some_and(|(plus, minus)| same(plus, minus))
    }

    fn ties(&self) -> Vec<Tie> {
        let written: BTreeMap<usize, Range<usize>> =
            rows_written(self.formulation, self.model).into_iter().collect();
        let mut found: Vec<Tie> = Vec::new();
        let mut tied: BTreeSet<Place> = BTreeSet::new();
        for answered in &self.answered {
            let mut places: BTreeMap<Place, (&Reading, f64)> = BTreeMap::new();
            for (reading, confidence) in &answered.readings {
                let better = places
                    .get(&reading.place)
                    .is_none_or(|(_, known)| known < confidence);
                if better {
                    places.insert(reading.place, (reading, *confidence));
                }
            }
            for (place, (reading, confidence)) in places {
                tied.insert(place);
                found.extend(self.tie(
                    place,
                    answered.requirement.span.clone(),
                    answered.sentence.clone(),
                    confidence,
                    agrees(answered.requirement.limit, reading.held),
                    &written,
                ));
            }
        }
        found.extend(self.by_names(&tied, &written));
        found
    }

    /// Ties of the rows that no limit in words is about, to the sentences that speak of their numbers and names.
    fn by_names(&self, tied: &BTreeSet<Place>, written: &BTreeMap<usize, Range<usize>>) -> Vec<Tie> {
        const CONFIDENCE: f64 = 0.3;
        let sentences = Sentences::new(self.problem);
        let rest = (0..self.model.rows.len()).filter(|at| !tied.contains(&Place::Row(*at)));
        rest.take(MOST_NAMED)
            .filter_map(|at| {
                let span = sentences
                    .of(solve::Place::Row(at), self.model)
                    .into_iter()
                    .next()?;
                self.tie(Place::Row(at), span.clone(), span, CONFIDENCE, None, written)
            })
            .collect()
    }

    fn tie(
        &self,
        place: Place,
        words: Range<usize>,
        sentence: Range<usize>,
        confidence: f64,
        agrees: Option<bool>,
        written: &BTreeMap<usize, Range<usize>>,
    ) -> Option<Tie> {
        let (line, formula) = match place {
            Place::Row(at) => (self.model.rows.get(at)?.line, written.get(&at).cloned()),
            Place::Variable(at) => (self.model.variables.get(at)?.line, None),
            Place::Objective => (self.model.objective.line, None),
        };
        Some(Tie {
            words,
            sentence,
            formula,
            line,
            place: evidence_of(place, self.model)?,
            confidence,
            agrees,
        })
    }
}

/// Whether a row holds what words ask; `None` when one of the two is no limit.
pub(in crate::check) fn agrees(asked: Limit, held: Limit) -> Option<bool> {
    match (asked, held) {
        _ if asked == held => Some(true),
        (Limit::Exactly, _) | (_, Limit::Exactly) => None,
        _ => Some(false),
    }
}

fn fitting(requirement: &Requirement, readings: &[Reading]) -> Vec<Reading> {
    let amounts = requirement.amounts();
    let relative = requirement.relative();
    let fits = |reading: &&Reading| {
        if reading.relative {
            relative.is_some_and(|value| same(value, reading.value))
        } else {
            amounts.iter().any(|amount| same(*amount, reading.value))
        }
    };
    let found: Vec<Reading> = readings.iter().filter(fits).copied().collect();
    if found.len() > MOST_PLACES {
        Vec::new()
    } else {
        found
    }
}

fn confidence(requirement: &Requirement, reading: &Reading, places: usize, shared: usize) -> f64 {
    let alone: f64 = match places {
        0 | 1 => 0.55,
        2 => 0.4,
        3..=6 => 0.25,
        _ => 0.1,
    };
    let firm = match requirement.firmness {
        Firmness::Firm => 0.1,
        Firmness::Plain => 0.05,
        Firmness::Hint => 0.0,
    };
    let agreement = match agrees(requirement.limit, reading.held) {
        Some(true) => 0.15,
        Some(false) => -0.15,
        None => 0.0,
    };
    let names = match shared {
        0 => 0.0,
        1 => 0.1,
        _ => 0.2,
    };
    (alone + firm + agreement + names).clamp(0.05, 0.98)
}

/// The words that a place of a model goes by: its name, its variables' names, and what they stand for.
struct PlaceWords<'a> {
    model: &'a Model,
    variables: Vec<BTreeSet<String>>,
    known: BTreeMap<Place, BTreeSet<String>>,
}

impl<'a> PlaceWords<'a> {
    fn new(inputs: &Inputs<'_>, model: &'a Model) -> Self {
        let meanings = meanings(inputs, model);
        let variables = model.variables.iter().zip(&meanings).map(|(variable, meaning)| {
            let mut words = content_words(&variable.name);
            words.extend(content_words(&meaning.words));
            words
        });
        Self {
            variables: variables.collect(),
            model,
            known: BTreeMap::new(),
        }
    }

    fn of(&mut self, place: Place) -> &BTreeSet<String> {
        let Self {
            model,
            variables,
            known,
        } = self;
        known.entry(place).or_insert_with(|| match place {
            Place::Objective => BTreeSet::new(),
            Place::Variable(at) => variables.get(at).cloned().unwrap_or_default(),
            Place::Row(at) => {
                let Some(row) = model.rows.get(at) else {
                    return BTreeSet::new();
                };
                let mut words = content_words(&row.name);
                for term in row.terms.iter().take(MOST_TERMS) {
                    words.extend(variables.get(term.variable.0).into_iter().flatten().cloned());
                }
                words
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{PROBLEM, Scene, diet, optimal_run, run_of};

    #[test]
    fn a_limit_is_tied_to_its_row() {
        let scene = Scene::default()
            .formulation("\\(12a + 5b \\geq 75\\)")
            .run(optimal_run(25.0));
        let found = ties(&scene.inputs());
        let [only] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(&PROBLEM[only.words.clone()], "At least 75");
        assert_eq!(&PROBLEM[only.sentence.clone()], "At least 75 mg are needed.");
        assert_eq!((only.line, only.agrees), (Some(5), Some(true)));
        assert_eq!(only.formula, Some(2..18));
        assert!(only.confidence > 0.7, "{only:?}");
    }

    #[test]
    fn a_row_that_holds_the_opposite_is_tied_and_disagrees() {
        let mut model = diet();
        (model.rows[0].lower, model.rows[0].upper) = (f64::NEG_INFINITY, 75.0);
        let scene = Scene::default().run(run_of(model, 1.0));
        assert_eq!(ties(&scene.inputs())[0].agrees, Some(false));
    }

    #[test]
    fn without_a_model_there_is_nothing_to_tie() {
        assert_eq!(ties(&Scene::default().inputs()), []);
    }
}
