//! `types`: what is counted is whole, what is chosen is binary, what is measured is continuous; text, formulation and
//! model agree.
//!
//! What a problem says outright ("only whole boxes can be sent") decides. Where it says nothing, the words for a variable
//! tell what kind of quantity it is, and the optimum with the other type tells whether it matters: a plan with 2.4
//! trucks is wrong where whole trucks cost more, and no fault where they cost the same.

mod stated;
mod whole;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::formulated::{Domain, domains};
use crate::check::meaning::{Meaning, Nature, meanings};
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::text::rounded;
use crate::model::{Model, Variable, VariableKind};
use crate::sample::Part;
use crate::solve::{Outcome, Status};
use stated::{Grain, Statements};
use whole::{Otherwise, is_fraction, otherwise};

/// Variables that one finding points at.
const MOST_SHOWN: usize = 6;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet, so there is no model to look at.");
    };
    let Some(model) = run.model.as_ref().filter(|_| run.outcome.is_some()) else {
        return Opinion::unknown("No model was solved whose types could be looked at.");
    };
    let outcome = run.outcome.as_ref();
    let outcome = outcome
        .filter(|found| found.status == Status::Optimal && found.values.len() == model.variables.len());
    let view = View {
        inputs,
        model,
        outcome,
        statements: Statements::of(&inputs.sample.problem),
        groups: groups(inputs, model),
    };
    Opinion::judged(view.summary(), view.findings())
}

/// Variables that one line makes with one type and one meaning.
struct Group {
    members: Vec<usize>,
    kind: VariableKind,
    meaning: Meaning,
    line: Option<u32>,
}

fn groups(inputs: &Inputs<'_>, model: &Model) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, (variable, meaning)) in model.variables.iter().zip(meanings(inputs, model)).enumerate() {
        let fits = |group: &&mut Group| {
            group.line == variable.line && group.kind == variable.kind && group.meaning == meaning
        };
        match groups.iter_mut().rev().take(4).find(fits) {
            Some(group) => group.members.push(at),
            None => groups.push(Group {
                members: vec![at],
                kind: variable.kind,
                meaning,
                line: variable.line,
            }),
        }
    }
    groups
}

struct View<'a> {
    inputs: &'a Inputs<'a>,
    model: &'a Model,
    outcome: Option<&'a Outcome>,
    statements: Statements,
    groups: Vec<Group>,
}

impl View<'_> {
    fn summary(&self) -> String {
        let count = |kind| {
            self.model
                .variables
                .iter()
                .filter(|variable| variable.kind == kind)
                .count()
        };
        let parts = [
            VariableKind::Continuous,
            VariableKind::Integer,
            VariableKind::Binary,
        ]
        .map(|kind| (count(kind), kind.word()));
        let told: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if told.is_empty() {
            "no variables".to_owned()
        } else {
            told.join(", ")
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .groups
            .iter()
            .filter_map(|group| self.against_words(group))
            .collect();
        if findings.is_empty() {
            findings.extend(self.fractions());
            findings.extend(self.whole_measures());
        }
        findings.extend(self.formulated());
        findings.extend(self.groups.iter().filter_map(|group| self.bounds(group)));
        findings
    }

    /// A type that contradicts what the problem says outright, or what the variable's own words say.
    fn against_words(&self, group: &Group) -> Option<Finding> {
        let chosen = group.meaning.nature == Nature::Chosen;
        if chosen {
            return self.choice(group);
        }
        let statement = self.statements.about(&group.meaning.words)?;
        if self.names_others(&statement.span, group) {
            return None;
        }
        let (signal, message) = match (statement.grain, group.kind) {
            (Grain::Whole, VariableKind::Continuous) if !self.is_auxiliary(group) => (
                Signal::StatedWhole,
                format!(
                    "The problem allows whole numbers only, but {} may be a fraction.",
                    self.told(group)
                ),
            ),
            (Grain::Fractional, VariableKind::Integer) => (
                Signal::StatedFractional,
                format!(
                    "The problem allows fractions, but {} must be whole.",
                    self.told(group)
                ),
            ),
            _ => return None,
        };
        let finding = Finding::new(Severity::Error, message)
            .of(signal)
            .at(Evidence::Text {
                part: Part::Problem,
                span: statement.span.clone(),
            });
        Some(self.pointing(finding, group))
    }

    /// Whether a sentence calls other variables by their names, and none of these ("only whole x can be made").
    fn names_others(&self, sentence: &Range<usize>, group: &Group) -> bool {
        let sentence = &self.inputs.sample.problem[sentence.clone()];
        let words: HashSet<&str> = sentence
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            // The article is no variable.
            .filter(|word| !matches!(*word, "" | "a" | "A" | "I"))
            .collect();
        let named = |at: usize| words.contains(self.model.variables[at].name.as_str());
        let all = 0..self.model.variables.len();
        all.into_iter().any(named) && !group.members.iter().any(|at| named(*at))
    }

    /// What stands for a measure or a share is not what a problem means by "whole numbers".
    fn is_auxiliary(&self, group: &Group) -> bool {
        matches!(group.meaning.nature, Nature::Measured | Nature::Shared)
            && self
                .statements
                .about("")
                .is_none_or(|only| only.grain == Grain::Whole)
            && !self.all_alike()
    }

    fn all_alike(&self) -> bool {
        let first = self.groups.first().map(|group| group.kind);
        self.groups.iter().all(|group| Some(group.kind) == first)
    }

    fn choice(&self, group: &Group) -> Option<Finding> {
        let within = |at: &usize| {
            let variable = &self.model.variables[*at];
            variable.lower >= 0.0 && variable.upper <= 1.0
        };
        let message = match group.kind {
            VariableKind::Binary => return None,
            VariableKind::Integer if group.members.iter().all(within) => return None,
            VariableKind::Integer => format!(
                "{} is a choice, but may be more than 1.",
                capital(&self.told(group))
            ),
            VariableKind::Continuous => {
                format!(
                    "{} is a choice, but may be a fraction.",
                    capital(&self.told(group))
                )
            }
        };
        let harmless = group.kind == VariableKind::Continuous
            && self
                .outcome
                .is_some_and(|outcome| group.members.iter().all(|at| !is_fraction(outcome.values[*at])));
        let severity = if harmless {
            Severity::Warning
        } else {
            Severity::Error
        };
        Some(self.pointing(Finding::new(severity, message).of(Signal::ChoiceNotBinary), group))
    }

    /// Counts that are fractions at the optimum, and what whole ones come to.
    fn fractions(&self) -> Vec<Finding> {
        let Some(outcome) = self.outcome else {
            return Vec::new();
        };
        let fractional = |group: &&Group| {
            group.kind == VariableKind::Continuous
                && group.members.iter().any(|at| is_fraction(outcome.values[*at]))
        };
        let of = |natures: &[Nature]| -> Vec<&Group> {
            self.groups
                .iter()
                .filter(|group| natures.contains(&group.meaning.nature))
                .collect()
        };
        let mut findings = Vec::new();
        for (signal, natures) in [
            (Signal::FractionalCount, &[Nature::Counted][..]),
            (Signal::FractionalItem, &[Nature::Itemised][..]),
            (
                Signal::FractionalPortion,
                &[Nature::Portioned, Nature::Unclear][..],
            ),
        ] {
            let groups = of(natures);
            let Some(shown) = groups.iter().copied().find(fractional) else {
                continue;
            };
            if self
                .statements
                .about(&shown.meaning.words)
                .is_some_and(|said| said.grain == Grain::Fractional)
            {
                continue;
            }
            let members: Vec<usize> = groups
                .iter()
                .flat_map(|group| group.members.iter().copied())
                .collect();
            let found = otherwise(self.model, outcome, &members, VariableKind::Integer);
            findings.extend(self.fraction(signal, shown, outcome, found));
        }
        findings
    }

    fn fraction(
        &self,
        signal: Signal,
        group: &Group,
        outcome: &Outcome,
        found: Otherwise,
    ) -> Option<Finding> {
        let at = *group
            .members
            .iter()
            .find(|at| is_fraction(outcome.values[**at]))?;
        let plan = format!(
            "The plan has {} = {}",
            self.model.variables[at].name,
            rounded(outcome.values[at], 4)
        );
        // Who asks for no number of anything may be content with an average.
        let counted = match signal {
            Signal::FractionalCount => asks_how_many(&self.inputs.sample.problem),
            Signal::FractionalItem => true,
            _ => false,
        };
        let what = match signal {
            Signal::FractionalCount => "which counts things that come whole",
            Signal::FractionalItem => "a part of something that the problem lists as an item",
            _ => "which may be meant to be whole",
        };
        let (severity, tail) = match found {
            Otherwise::Same => return None,
            Otherwise::Moves(value) => (
                if counted {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                format!(
                    "with whole numbers the optimum is {} instead of {}",
                    rounded(value, 6),
                    rounded(outcome.objective.unwrap_or_default(), 6)
                ),
            ),
            Otherwise::Impossible => (
                if counted {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                "with whole numbers there is no solution at all".to_owned(),
            ),
            Otherwise::Unknown => (
                Severity::Warning,
                "the optimum with whole numbers is not known".to_owned(),
            ),
        };
        let finding = Finding::new(severity, format!("{plan}, {what}; {tail}."))
            .of(signal)
            .at(Evidence::Outcome);
        Some(self.pointing(finding, group))
    }

    /// Measures that are held to whole numbers, where parts would do better.
    fn whole_measures(&self) -> Option<Finding> {
        let outcome = self.outcome?;
        let groups: Vec<&Group> = self
            .groups
            .iter()
            .filter(|group| {
                group.kind == VariableKind::Integer
                    && matches!(group.meaning.nature, Nature::Measured | Nature::Shared)
            })
            .collect();
        let first = groups.first()?;
        let said = self.statements.about(&first.meaning.words);
        if said.is_some_and(|said| said.grain == Grain::Whole) {
            return None;
        }
        let members: Vec<usize> = groups
            .iter()
            .flat_map(|group| group.members.iter().copied())
            .collect();
        let Otherwise::Moves(value) = otherwise(self.model, outcome, &members, VariableKind::Continuous)
        else {
            return None;
        };
        let message = format!(
            "{} is measured, but must be whole; with fractions the optimum is {} instead of {}.",
            capital(&self.told(first)),
            rounded(value, 6),
            rounded(outcome.objective.unwrap_or_default(), 6)
        );
        let finding = Finding::new(Severity::Warning, message)
            .of(Signal::WholeMeasure)
            .at(Evidence::Outcome);
        Some(self.pointing(finding, first))
    }

    /// A type that the formulation states and the program does not keep.
    fn formulated(&self) -> Vec<Finding> {
        let stated = domains(&self.inputs.sample.solution.formulation);
        let mut findings = Vec::new();
        for group in &self.groups {
            let Some(variable) = group.members.first().map(|at| &self.model.variables[*at]) else {
                continue;
            };
            let Some(domain) = stated.of(&variable.name) else {
                continue;
            };
            if agrees(domain.kind, variable) {
                continue;
            }
            let message = format!(
                "The formulation says that {} is {}, but the program makes it {}.",
                variable.name,
                domain.kind.word(),
                variable.kind.word()
            );
            let finding = Finding::new(Severity::Warning, message)
                .of(Signal::FormulatedType)
                .at(Evidence::Text {
                    part: Part::Formulation,
                    span: domain.span.clone(),
                });
            findings.push(self.pointing(finding, group));
        }
        findings
    }

    /// Bounds that do not fit what a variable stands for.
    fn bounds(&self, group: &Group) -> Option<Finding> {
        let below = |at: &&usize| self.model.variables[**at].lower < 0.0;
        let at = *group.members.iter().find(below)?;
        let quantity = matches!(
            group.meaning.nature,
            Nature::Counted | Nature::Portioned | Nature::Itemised | Nature::Measured | Nature::Shared
        );
        if !quantity {
            return None;
        }
        let negative = self.outcome.and_then(|outcome| {
            let at = group.members.iter().find(|at| outcome.values[**at] < -1e-6)?;
            Some((*at, outcome.values[*at]))
        });
        let (severity, message) = match negative {
            Some((at, value)) => (
                Severity::Error,
                format!(
                    "The plan has {} = {}, a negative quantity.",
                    self.model.variables[at].name,
                    rounded(value, 4)
                ),
            ),
            None => (
                Severity::Info,
                format!(
                    "{} may be negative, though it is a quantity.",
                    self.model.variables[at].name
                ),
            ),
        };
        Some(self.pointing(
            Finding::new(severity, message).of(Signal::NegativeQuantity),
            group,
        ))
    }

    /// The variable of a group, or its first with a count, in words.
    fn told(&self, group: &Group) -> String {
        let Some(first) = group.members.first() else {
            return String::new();
        };
        let name = &self.model.variables[*first].name;
        match group.members.len() {
            1 => format!("`{name}`"),
            count => format!("`{name}`, one of {count},"),
        }
    }

    fn pointing(&self, mut finding: Finding, group: &Group) -> Finding {
        finding.evidence.extend(group.meaning.place.clone());
        let line = group.line.map(|line| Evidence::Line { line });
        if line.is_some() && line != group.meaning.place {
            finding.evidence.extend(line);
        }
        let variables = group
            .members
            .iter()
            .take(MOST_SHOWN)
            .map(|at| Evidence::Variable {
                index: *at,
                name: self.model.variables[*at].name.clone(),
            });
        finding.evidence.extend(variables);
        finding
    }
}

/// Whether a problem asks for a number of things.
fn asks_how_many(problem: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\bhow\s+many\b|\bnumbers?\s+of\s+each\b|多少[个辆台名件头只]|几[个辆台名件头只]")
    });
    WORDS.is_match(problem)
}

fn agrees(domain: Domain, variable: &Variable) -> bool {
    match (domain, variable.kind) {
        (Domain::Continuous, VariableKind::Continuous)
        | (Domain::Integer, VariableKind::Integer | VariableKind::Binary)
        | (Domain::Binary, VariableKind::Binary) => true,
        (Domain::Binary, VariableKind::Integer) => variable.lower >= 0.0 && variable.upper <= 1.0,
        _ => false,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::testing::{Scene, diet, run_of};
    use super::*;
    use crate::check::{CheckId, Verdict, VerdictKind};
    use crate::program::Run;
    use crate::solve::{SolveLimits, solve};
    use rstest::rstest;

    const HOW_MANY: &str =
        "At least 76 mg are needed. How many packs of each should be bought to minimize the cost?";
    const COUNTED: &str =
        "### Decision Variables:\n- \\(a\\): number of packs of a\n- \\(b\\): number of packs of b\n";
    const MEASURED: &str = "### Decision Variables:\n- \\(a\\): litres of a\n- \\(b\\): litres of b\n";
    const CHOSEN: &str =
        "### Decision Variables:\n- \\(a\\): 1 if a is bought, 0 otherwise\n- \\(b\\): litres of b\n";

    /// The diet with 76 mg, solved with variables of this kind.
    fn solved(kind: VariableKind) -> Run {
        let mut model = diet();
        model.rows[0].lower = 76.0;
        for variable in &mut model.variables {
            variable.kind = kind;
        }
        let mut outcome = solve(&model, &SolveLimits::default());
        outcome.time = Duration::ZERO;
        Run {
            outcome: Some(outcome),
            ..run_of(model, 0.0)
        }
    }

    fn judged(problem: &str, formulation: &str, kind: VariableKind) -> Verdict {
        Scene::default()
            .problem(problem)
            .formulation(formulation)
            .run(solved(kind))
            .verdict(CheckId::Types)
    }

    fn signals(verdict: &Verdict) -> Vec<Signal> {
        verdict
            .findings
            .iter()
            .filter_map(|finding| finding.signal)
            .collect()
    }

    #[rstest]
    #[case(HOW_MANY, COUNTED, VariableKind::Continuous, &[Signal::FractionalCount], VerdictKind::Fail)]
    #[case(HOW_MANY, COUNTED, VariableKind::Integer, &[], VerdictKind::Pass)]
    #[case("At least 76 mg are needed; minimize the cost.", COUNTED, VariableKind::Continuous, &[Signal::FractionalCount], VerdictKind::Pass)]
    #[case("At least 76 mg. Fractions of a pack are allowed. How many packs?", COUNTED, VariableKind::Continuous, &[], VerdictKind::Pass)]
    #[case("Only whole b can be bought.", COUNTED, VariableKind::Continuous, &[Signal::StatedWhole], VerdictKind::Fail)]
    #[case("Only whole packs can be bought.", COUNTED, VariableKind::Continuous, &[Signal::StatedWhole, Signal::StatedWhole], VerdictKind::Fail)]
    #[case("Amounts need not be whole numbers.", MEASURED, VariableKind::Integer, &[Signal::StatedFractional, Signal::StatedFractional], VerdictKind::Fail)]
    #[case("Minimize the cost.", MEASURED, VariableKind::Integer, &[Signal::WholeMeasure], VerdictKind::Pass)]
    #[case("Minimize the cost.", MEASURED, VariableKind::Continuous, &[], VerdictKind::Pass)]
    #[case("Minimize the cost.", CHOSEN, VariableKind::Integer, &[Signal::ChoiceNotBinary], VerdictKind::Fail)]
    fn types_are_held_against_words(
        #[case] problem: &str,
        #[case] formulation: &str,
        #[case] kind: VariableKind,
        #[case] expected: &[Signal],
        #[case] verdict: VerdictKind,
    ) {
        let found = judged(problem, formulation, kind);
        assert_eq!(
            (signals(&found).as_slice(), found.kind),
            (expected, verdict),
            "{found:?}"
        );
    }

    #[test]
    fn whole_numbers_that_change_nothing_are_no_fault() {
        let mut run = solved(VariableKind::Continuous);
        // A plan with fractions beside a whole one of the same cost.
        let model = run.model.as_mut().unwrap();
        model.rows[0].lower = 60.0;
        model.objective.terms[0].coefficient = 12.0;
        model.objective.terms[1].coefficient = 5.0;
        let outcome = run.outcome.as_mut().unwrap();
        (outcome.objective, outcome.values) = (Some(60.0), vec![2.5, 6.0]);
        let verdict = Scene::default()
            .problem(HOW_MANY)
            .formulation(COUNTED)
            .run(run)
            .verdict(CheckId::Types);
        assert_eq!(signals(&verdict), [], "{verdict:?}");
    }

    #[test]
    fn what_the_formulation_states_is_compared_with_the_program() {
        let formulation = "### Decision Variables:\n- \\(a\\): packs, \\(a \\in \\mathbb{Z}\\)\n";
        let verdict = judged("Minimize the cost.", formulation, VariableKind::Continuous);
        assert!(signals(&verdict).contains(&Signal::FormulatedType), "{verdict:?}");
    }

    #[test]
    fn a_negative_quantity_fails() {
        let mut run = solved(VariableKind::Continuous);
        run.model.as_mut().unwrap().variables[0].lower = f64::NEG_INFINITY;
        run.outcome.as_mut().unwrap().values[0] = -3.0;
        let scene = Scene::default()
            .problem("Minimize the cost.")
            .formulation(MEASURED)
            .run(run);
        let verdict = scene.verdict(CheckId::Types);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        assert!(
            signals(&verdict).contains(&Signal::NegativeQuantity),
            "{verdict:?}"
        );
    }
}
