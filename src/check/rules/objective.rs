//! `objective`: the model adds up what the problem asks to optimise.
//!
//! The aim is read from the problem's own words ("minimize his sodium intake"), its data are the numbers that speak of it
//! (beside the noun, or in a table's column of that name), and both are held against the objective of the model:
//!
//! * a model without any objective, although the problem asks for a best plan;
//! * the largest flow through a network, counted on every arc or without conservation;
//! * an objective that holds none of the aim's numbers;
//! * an objective that leaves some of them out;
//! * a number in the objective that speaks of something else, while the aim's own stand elsewhere;
//! * an objective that adds up different units without weights;
//! * revenue without the costs that the problem gives, or costs without the revenue.

use std::collections::BTreeSet;

use flow::FlowFault;

use crate::check::aim::{Aim, aim, data_of_aim};
use crate::check::table::Tables;
use crate::check::trace::{Index, TextNumber, Trace, Use, same, trace};
use crate::check::words::sense_words;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::{Model, Term};
use crate::sample::Part;
use crate::sample::numbers::NumberKind;

mod flow;

/// Numbers that one finding points at.
const MAX_LISTED: usize = 8;
/// Variables that are looked at one by one.
const MAX_VARIABLES: usize = 200;
/// Terms of an objective that may be a quantity defined by rows, such as a largest load.
const FEW_TERMS: usize = 3;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let problem = &inputs.sample.problem;
    let Some(model) = inputs.run.and_then(|run| run.model.as_ref()) else {
        return Opinion::unknown("No model was captured to read an objective from.");
    };
    if inputs.run.is_some_and(|run| run.error.is_some()) {
        return Opinion::unknown("The program broke off, so its objective may not be complete.");
    }
    if model.objective.terms.is_empty() && model.objective.quadratic.is_empty() {
        return without_objective(problem, model);
    }
    if let Some(fault) = flow::fault(problem, model) {
        return Opinion::judged("a flow without conservation", vec![wrong_flow(fault, model)]);
    }
    let Some(aim) = aim(problem) else {
        return Opinion::judged("the problem names no aim to compare with", Vec::new());
    };
    let trace = trace(problem, "", &inputs.sample.solution.program, Some(model));
    let tables = Tables::new(problem);
    let case = Case {
        problem,
        model,
        data: data_of_aim(problem, &aim, &trace.texts, &tables),
        numbers: Index::new(numbers_of_objective(model).into_iter().map(|number| (number, ()))),
        aim,
        trace: &trace,
    };
    case.opinion()
}

fn without_objective(problem: &str, model: &Model) -> Opinion {
    let words = sense_words(problem);
    if words.is_empty() {
        return Opinion::judged("no objective is asked for, and none is set", Vec::new());
    }
    let message = "The problem asks for a best plan, but the model has nothing to optimise.";
    let mut finding = Finding::new(Severity::Error, message).of(Signal::NoObjective);
    for word in words.iter().take(MAX_LISTED) {
        finding = finding.at(Evidence::Text {
            part: Part::Problem,
            span: word.span.clone(),
        });
    }
    finding.evidence.extend(place_of(model));
    Opinion::judged("", vec![finding])
}

fn wrong_flow(fault: FlowFault, model: &Model) -> Finding {
    // What leaves the source may happen to be the largest flow even where nothing is kept in between.
    let (severity, signal, message) = match fault {
        FlowFault::CountsEveryArc => (
            Severity::Error,
            Signal::FlowCounted,
            "The objective adds up the flow of arcs that neither leave one node nor enter one: a unit that passes \
             several arcs counts several times.",
        ),
        FlowFault::KeepsNothing => (
            Severity::Warning,
            Signal::FlowNotKept,
            "No row makes what flows into a node flow out of it again.",
        ),
    };
    let mut finding = Finding::new(severity, message).of(signal);
    finding.evidence.extend(place_of(model));
    finding
}

fn place_of(model: &Model) -> Vec<Evidence> {
    let line = model.objective.line.map(|line| Evidence::Line { line });
    line.into_iter().chain([Evidence::Objective]).collect()
}

/// Every number that the objective holds; where it is little more than a quantity that rows define, theirs too.
fn numbers_of_objective(model: &Model) -> Vec<f64> {
    let objective = &model.objective;
    let mut numbers: Vec<f64> = objective.terms.iter().map(|term| term.coefficient).collect();
    numbers.extend(objective.quadratic.iter().map(|term| term.coefficient));
    numbers.push(objective.constant);
    let defined: BTreeSet<usize> = if objective.terms.len() <= FEW_TERMS {
        let unit = |term: &&Term| same(term.coefficient, 1.0);
        objective
            .terms
            .iter()
            .filter(unit)
            .map(|term| term.variable.0)
            .collect()
    } else {
        BTreeSet::new()
    };
    for row in &model.rows {
        if row.terms.iter().any(|term| defined.contains(&term.variable.0)) {
            numbers.extend(row.terms.iter().map(|term| term.coefficient));
            numbers.extend([row.lower, row.upper].into_iter().filter(|side| side.is_finite()));
        }
    }
    numbers
}

struct Case<'a> {
    problem: &'a str,
    model: &'a Model,
    trace: &'a Trace,
    aim: Aim,
    /// Positions of the traced numbers that speak of the aim.
    data: Vec<usize>,
    /// Every number of the objective.
    numbers: Index<()>,
}

impl Case<'_> {
    fn opinion(&self) -> Opinion {
        let aim = self.aim.text(self.problem);
        let held = self.data.iter().filter(|at| self.reaches(**at)).count();
        let mut findings = Vec::new();
        if held == 0 && self.distinct() >= 2 {
            findings.push(self.none_of_it());
        } else if held > 0 && held < self.data.len() && self.passes_over_a_variable() {
            findings.extend(self.left_out());
        }
        if !self.is_made_of_data() {
            findings.extend(self.other_things());
        }
        findings.extend(self.uncounted());
        let passed = match self.data.len() {
            0 => format!("nothing contradicts \"{}\"", short(aim)),
            all => format!("{held}/{all} numbers of \"{}\"", short(aim)),
        };
        Opinion::judged(passed, findings)
    }

    fn text(&self, at: usize) -> &TextNumber {
        &self.trace.texts[at]
    }

    /// Whether the objective holds the number, or what it and another number of the problem come to.
    fn reaches(&self, at: usize) -> bool {
        let own = self.text(at);
        let holds = |value: f64| self.numbers.holds(value);
        let amounts = own.number.amounts();
        if amounts.iter().any(|amount| holds(*amount)) || matches!(own.used, Use::Combined | Use::Converted) {
            return true;
        }
        let value = own.number.value;
        // What two numbers come to shows nothing where a third one of the problem is that much.
        let given = |result: f64| {
            self.trace
                .texts
                .iter()
                .any(|text| same(text.number.value, result))
        };
        let others = self
            .trace
            .texts
            .iter()
            .take(200)
            .flat_map(|other| other.number.amounts());
        others.into_iter().any(|other| {
            let results = [
                value + other,
                value - other,
                value * other,
                value / other,
                other / value,
            ];
            results
                .into_iter()
                .any(|result| result.abs() > 1e-9 && holds(result) && !given(result))
        })
    }

    /// How many different values the data have; ones are everywhere.
    fn distinct(&self) -> usize {
        let values = self.data.iter().map(|at| self.text(*at).number.value.to_bits());
        values
            .filter(|bits| !same(f64::from_bits(*bits), 1.0))
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Whether every coefficient of the objective, ones aside, is a number of the aim or what two of them come to.
    fn is_made_of_data(&self) -> bool {
        let own: Vec<f64> = self
            .data
            .iter()
            .flat_map(|at| self.text(*at).number.amounts())
            .collect();
        let terms = &self.model.objective.terms;
        terms.iter().map(|term| term.coefficient).all(|coefficient| {
            let comes_to = |a: &f64| {
                own.iter()
                    .any(|b| [a + b, a - b, a * b].iter().any(|sum| same(*sum, coefficient)))
            };
            same(coefficient, 1.0)
                || own.iter().any(|value| same(*value, coefficient))
                || own.iter().any(comes_to)
        })
    }

    /// Whether a variable that stands in rows stands neither in the objective nor in a row that defines it.
    fn passes_over_a_variable(&self) -> bool {
        let terms = &self.model.objective.terms;
        let in_objective = |at: usize| terms.iter().any(|term| term.variable.0 == at);
        let in_a_row = |at: usize| {
            self.model
                .rows
                .iter()
                .any(|row| row.terms.iter().any(|term| term.variable.0 == at))
        };
        let aggregates = terms.len() <= FEW_TERMS && terms.iter().all(|term| same(term.coefficient, 1.0));
        !aggregates
            && (0..self.model.variables.len().min(MAX_VARIABLES)).any(|at| !in_objective(at) && in_a_row(at))
    }

    fn none_of_it(&self) -> Finding {
        let message = format!(
            "The problem asks to {} \"{}\" and gives {} numbers of that, but the objective holds none of them.",
            self.aim.sense.word(),
            short(self.aim.text(self.problem)),
            self.data.len()
        );
        self.at(
            Finding::new(Severity::Warning, message).of(Signal::OtherObjective),
            &self.data,
        )
    }

    fn left_out(&self) -> Option<Finding> {
        let out: Vec<usize> = self
            .data
            .iter()
            .copied()
            .filter(|at| !self.reaches(*at))
            .collect();
        let first = *out.first()?;
        let message = format!(
            "The objective leaves out {} of \"{}\", such as {}.",
            out.len(),
            short(self.aim.text(self.problem)),
            &self.problem[self.text(first).number.span.clone()]
        );
        Some(self.at(
            Finding::new(Severity::Warning, message).of(Signal::ObjectiveLeavesOut),
            &out,
        ))
    }

    /// Numbers in the objective that speak of something else, while the aim's own do not stand there.
    fn other_things(&self) -> Option<Finding> {
        if self.data.is_empty() || self.data.iter().all(|at| self.reaches(*at)) {
            return None;
        }
        let in_data = |value: f64| {
            self.data.iter().any(|at| {
                self.text(*at)
                    .number
                    .amounts()
                    .iter()
                    .any(|amount| same(*amount, value))
            })
        };
        let strange: Vec<usize> = (0..self.trace.texts.len())
            .filter(|at| {
                let number = &self.text(*at).number;
                let telling = !same(number.value, 1.0) && number.kind != NumberKind::Word;
                let there = self
                    .model
                    .objective
                    .terms
                    .iter()
                    .any(|term| same(term.coefficient, number.value));
                telling && there && !in_data(number.value)
            })
            .collect();
        let first = *strange.first()?;
        let message = format!(
            "The objective holds {}, which does not speak of \"{}\".",
            &self.problem[self.text(first).number.span.clone()],
            short(self.aim.text(self.problem))
        );
        Some(self.at(
            Finding::new(Severity::Warning, message).of(Signal::StrangerInObjective),
            &strange,
        ))
    }

    /// The number of things is asked for, but they do not count alike.
    fn uncounted(&self) -> Option<Finding> {
        let terms = &self.model.objective.terms;
        let first = terms.first()?.coefficient;
        let alike = terms.iter().all(|term| same(term.coefficient, first));
        if !self.aim.counts || !self.data.is_empty() || alike || self.aim.is_money() {
            return None;
        }
        let message = format!(
            "The problem asks for \"{}\", but the objective does not count each of them once.",
            short(self.aim.text(self.problem))
        );
        Some(self.at(
            Finding::new(Severity::Warning, message).of(Signal::UnequalCount),
            &[],
        ))
    }

    fn at(&self, finding: Finding, numbers: &[usize]) -> Finding {
        let aim = Evidence::Text {
            part: Part::Problem,
            span: self.aim.span.clone(),
        };
        let numbers = numbers.iter().take(MAX_LISTED).map(|at| Evidence::Text {
            part: Part::Problem,
            span: self.text(*at).number.span.clone(),
        });
        let mut finding = finding.at(aim);
        finding.evidence.extend(numbers);
        finding.evidence.extend(place_of(self.model));
        finding
    }
}

/// The first words of an aim, for one line.
fn short(text: &str) -> String {
    const WORDS: usize = 7;
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = if words.len() > WORDS { " …" } else { "" };
    format!("{}{cut}", words[..words.len().min(WORDS)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scene, diet, optimal_run, run_of, terms};
    use crate::check::{CheckId, Severity, Verdict, VerdictKind};
    use crate::model::Model;

    /// The verdict on the diet with another objective.
    fn with_objective(change: impl FnOnce(&mut Model)) -> Verdict {
        let mut model = diet();
        change(&mut model);
        Scene::default()
            .run(run_of(model, 25.0))
            .verdict(CheckId::Objective)
    }

    #[test]
    fn an_objective_of_the_right_numbers_passes() {
        let verdict = Scene::default()
            .run(optimal_run(25.0))
            .verdict(CheckId::Objective);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings, []);
        assert!(verdict.summary.starts_with("2/2 numbers"), "{}", verdict.summary);
    }

    #[test]
    fn no_objective_fails_where_one_is_asked_for() {
        let verdict = with_objective(|model| model.objective.terms.clear());
        assert_eq!(verdict.kind, VerdictKind::Fail);
    }

    #[test]
    fn an_objective_of_other_numbers_is_noticed() {
        let verdict = with_objective(|model| model.objective.terms = terms(&[(0, 12.0), (1, 5.0)]));
        let said: Vec<(Severity, bool)> = verdict
            .findings
            .iter()
            .map(|finding| (finding.severity, finding.message.contains("none of them")))
            .collect();
        assert_eq!(said[0], (Severity::Warning, true), "{verdict:?}");
        assert_eq!(verdict.findings.len(), 2);
    }

    #[test]
    fn a_number_that_is_left_out_is_noticed() {
        let verdict = with_objective(|model| model.objective.terms = terms(&[(0, 4.0)]));
        assert!(verdict.findings[0].message.contains("such as 3"), "{verdict:?}");
    }

    #[test]
    fn a_quantity_that_rows_define_holds_their_numbers() {
        let verdict = with_objective(|model| {
            model.variables.push(super::super::testing::variable("total", 7));
            model.objective.terms = terms(&[(2, 1.0)]);
            model.rows.push(super::super::testing::row(
                "total",
                &[(0, 4.0), (1, 3.0), (2, -1.0)],
                0.0,
                0.0,
                7,
            ));
        });
        assert_eq!(verdict.findings, [], "{verdict:?}");
    }

    #[test]
    fn without_a_model_it_cannot_tell() {
        assert_eq!(
            Scene::default().verdict(CheckId::Objective).kind,
            VerdictKind::Unknown
        );
    }
}
