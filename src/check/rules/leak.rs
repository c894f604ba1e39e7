//! `leak`: nothing of the parent stands in the child's solution that does not stand in its problem (Step-Opt, section 3:
//! "let none of its content leak").
//!
//! A number of the parent that reaches the child's model and that the child's problem does not give is a fault. Words are weaker: a
//! solution may call a limit what the parent called a limit. So words fail only when the solution speaks more of the
//! parent's things than of its own problem's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::literals::Role;
use super::super::trace::{MAX_TRACED, same, trace};
use super::super::words::content_words;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::Model;
use crate::sample::numbers::{self, NumberSpan};
use crate::sample::{Part, Sample};

/// Words and numbers that are listed.
const MAX_LISTED: usize = 6;

/// Distinct constants of the program that are looked into.
const MAX_JUDGED: usize = 300;

/// Words of the parent from which a solution may be another problem's.
const MANY_WORDS: usize = 3;

/// What solutions of all kinds say, whatever their problem speaks of; sorted.
const MODELLING: &[&str] = &[
    "account",
    "achiev",
    "activ",
    "active",
    "additional",
    "against",
    "allocat",
    "allocate",
    "allocation",
    "allow",
    "allowed",
    "along",
    "area",
    "assign",
    "assigned",
    "assignment",
    "average",
    "balance",
    "base",
    "batch",
    "best",
    "bought",
    "bound",
    "budget",
    "build",
    "capacity",
    "carr",
    "carried",
    "carry",
    "category",
    "center",
    "chang",
    "change",
    "choice",
    "choos",
    "choose",
    "chosen",
    "combin",
    "combination",
    "combined",
    "consum",
    "contain",
    "content",
    "contribution",
    "count",
    "cover",
    "covered",
    "daily",
    "data",
    "decid",
    "decide",
    "default",
    "deliver",
    "demand",
    "dict",
    "dollar",
    "duration",
    "either",
    "enough",
    "expense",
    "extra",
    "fixed",
    "flow",
    "fraction",
    "group",
    "half",
    "handl",
    "high",
    "hold",
    "hour",
    "income",
    "index",
    "indicator",
    "initial",
    "input",
    "invest",
    "item",
    "kept",
    "kind",
    "larg",
    "last",
    "least",
    "left",
    "level",
    "limit",
    "limited",
    "line",
    "list",
    "location",
    "made",
    "margin",
    "material",
    "maximal",
    "medium",
    "minimal",
    "minute",
    "mixed",
    "mode",
    "money",
    "monthly",
    "move",
    "open",
    "opened",
    "operat",
    "option",
    "output",
    "over",
    "pair",
    "part",
    "period",
    "place",
    "placed",
    "plan",
    "point",
    "possibl",
    "possible",
    "price",
    "process",
    "produc",
    "produce",
    "produced",
    "product",
    "production",
    "purchas",
    "purchase",
    "quantity",
    "rate",
    "ratio",
    "receiv",
    "receive",
    "reduc",
    "relat",
    "remain",
    "resource",
    "route",
    "schedul",
    "schedule",
    "select",
    "selected",
    "sell",
    "send",
    "sent",
    "serv",
    "serve",
    "served",
    "service",
    "share",
    "ship",
    "shipped",
    "size",
    "sold",
    "source",
    "space",
    "spend",
    "spent",
    "stage",
    "standard",
    "start",
    "stay",
    "step",
    "stock",
    "storage",
    "store",
    "stored",
    "sum",
    "suppli",
    "supply",
    "take",
    "taken",
    "target",
    "task",
    "test",
    "text",
    "time",
    "today",
    "transport",
    "upper",
    "usage",
    "vector",
    "weekly",
    "weight",
    "whether",
    "whole",
    "work",
    "year",
    "yield",
];

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(operator) = inputs.sample.lineage.operator() else {
        return Opinion::judged("no operator made it", Vec::new());
    };
    if inputs.parents.len() < operator.parents() {
        return Opinion::unknown("A parent is not known here, so there is nothing to compare with.");
    }
    if inputs.run.is_none() {
        return Opinion::unknown(
            "The program has not run, so it is not known which numbers reach the model.",
        );
    }
    let mut findings = Vec::new();
    findings.extend(leaked_numbers(inputs));
    findings.extend(leaked_words(inputs));
    Opinion::judged("nothing of the parent but what the problem says", findings)
}

/// A number of the parent that the child's solution computes with.
struct LeakedNumber {
    value: f64,
    /// Program line that writes it.
    line: u32,
    /// Which parent gives it, and where in its problem.
    parent: usize,
    span: Range<usize>,
    /// Whether nothing that the child's problem says comes to this number either.
    foreign: bool,
}

/// Numbers of the parent's problem that reach the child's model and that the child's problem does not give.
fn leaked_numbers(inputs: &Inputs<'_>) -> Option<Finding> {
    let leaks = number_leaks(inputs);
    let listed: Vec<String> = leaks
        .iter()
        .take(MAX_LISTED)
        .map(|leak| crate::model::text::number(leak.value))
        .collect();
    // Two numbers of a problem may well come to a third one by chance, but seldom to two that the parent gives.
    let strong = leaks.len() > 1
        || leaks
            .iter()
            .any(|leak| leak.foreign && significant_digits(leak.value) >= 3);
    let severity = if strong {
        Severity::Error
    } else {
        Severity::Warning
    };
    if leaks.is_empty() {
        return None;
    }
    let message = format!(
        "The solution computes with {} of the parent's problem, which this problem does not give.",
        listed.join(", ")
    );
    let finding = Finding::new(severity, message).of(Signal::ParentNumber);
    Some(leaks.into_iter().take(MAX_LISTED).fold(finding, |finding, leak| {
        let LeakedNumber {
            line, parent, span, ..
        } = leak;
        finding
            .at(Evidence::Line { line })
            .at(Evidence::Parent { parent, span })
    }))
}

fn number_leaks(inputs: &Inputs<'_>) -> Vec<LeakedNumber> {
    let Sample {
        problem, solution, ..
    } = inputs.sample;
    let Some(model) = inputs.run.and_then(|run| run.model.as_ref()) else {
        return Vec::new();
    };
    let parents: Vec<Vec<NumberSpan>> = inputs
        .parents
        .iter()
        .map(|parent| {
            let mut numbers = numbers::find(&parent.problem);
            numbers.truncate(MAX_TRACED);
            numbers.retain(|number| number.is_data() && is_particular(number.value));
            numbers
        })
        .collect();
    let trace = trace(problem, &solution.formulation, &solution.program, Some(model));
    let own: Vec<f64> = numbers::find(problem)
        .iter()
        .take(MAX_TRACED)
        .flat_map(NumberSpan::amounts)
        .collect();
    let reached = model_numbers(model);
    let mut leaks: Vec<LeakedNumber> = Vec::new();
    let mut judged: Vec<f64> = Vec::new();
    for (at, constant) in trace.constants.iter().enumerate() {
        let value = constant.value;
        let known = |values: &[f64]| values.iter().any(|other| same(*other, value));
        if constant.role != Role::Data || !is_particular(value) || known(&judged) {
            continue;
        }
        if judged.len() >= MAX_JUDGED {
            break;
        }
        judged.push(value);
        let origin = parents.iter().enumerate().find_map(|(parent, numbers)| {
            let number = numbers.iter().find(|number| same(number.value, value))?;
            Some((parent, number.span.clone()))
        });
        if let Some((parent, span)) = origin
            && !known(&own)
            && known(&reached)
        {
            leaks.push(LeakedNumber {
                value,
                line: constant.line,
                parent,
                span,
                foreign: trace
                    .foreign
                    .iter()
                    .any(|foreign| foreign.constant == at && foreign.unit.is_none()),
            });
        }
    }
    leaks
}

/// Coefficients, sides, bounds and costs, without repetition.
fn model_numbers(model: &Model) -> Vec<f64> {
    let objective = &model.objective;
    let terms = model.rows.iter().map(|row| (&row.terms, &row.quadratic));
    let mut numbers: Vec<f64> = terms
        .chain([(&objective.terms, &objective.quadratic)])
        .flat_map(|(linear, quadratic)| {
            let linear = linear.iter().map(|term| term.coefficient);
            linear.chain(quadratic.iter().map(|term| term.coefficient))
        })
        .chain(model.rows.iter().flat_map(|row| [row.lower, row.upper]))
        .chain(
            model
                .variables
                .iter()
                .flat_map(|variable| [variable.lower, variable.upper]),
        )
        .chain([objective.constant])
        .map(f64::abs)
        .filter(|number| number.is_finite())
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup_by(|a, b| a.total_cmp(b).is_eq());
    numbers
}

/// Whether a number is particular enough to be told from a coincidence: 10 and more, or with a fraction, but no
/// power of ten.
fn is_particular(value: f64) -> bool {
    let value = value.abs();
    (value >= 10.0 || value.fract() != 0.0) && significant_digits(value) > 1
}

/// Digits without the zeros at either end.
fn significant_digits(value: f64) -> usize {
    let written = format!("{:e}", value.abs());
    let mantissa = written.split('e').next().unwrap_or_default();
    mantissa.bytes().filter(u8::is_ascii_digit).count()
}

/// Words of the parent's problem that the solution uses and the child's problem does not.
fn leaked_words(inputs: &Inputs<'_>) -> Option<Finding> {
    let sample = inputs.sample;
    let own = sample.problem.to_lowercase();
    let mut theirs: BTreeMap<String, usize> = BTreeMap::new();
    for (parent, problem) in inputs.parents.iter().enumerate() {
        for word in content_words(&problem.problem) {
            theirs.entry(word).or_insert(parent);
        }
    }
    let mut said = content_words(&sample.solution.formulation);
    said.extend(content_words(&sample.solution.program));
    said.retain(|word| word.is_ascii() && MODELLING.binary_search(&word.as_str()).is_err());
    let (at_home, elsewhere): (BTreeSet<String>, BTreeSet<String>) =
        said.into_iter().partition(|word| own.contains(word.as_str()));
    let leaked: Vec<(&String, usize)> = elsewhere
        .iter()
        .filter_map(|word| Some((word, *theirs.get(word)?)))
        .collect();
    let mut placed = leaked
        .iter()
        .filter_map(|(word, parent)| Some((word, places(inputs, word, *parent)?)))
        .peekable();
    placed.peek()?;
    let severity = if leaked.len() >= MANY_WORDS && leaked.len() > at_home.len() {
        Severity::Error
    } else if leaked.len() > 1 {
        Severity::Warning
    } else {
        Severity::Info
    };
    let placed: Vec<_> = placed.take(MAX_LISTED).collect();
    let words: Vec<String> = placed.iter().map(|(word, _)| format!("`{word}`")).collect();
    let message = format!(
        "The solution speaks of {}, of which the parent's problem speaks and this one does not.",
        words.join(", ")
    );
    let finding = Finding::new(severity, message).of(Signal::ParentWord);
    Some(
        placed
            .into_iter()
            .flat_map(|(_, places)| places)
            .fold(finding, Finding::at),
    )
}

/// Where the solution and the parent's problem use a word.
fn places(inputs: &Inputs<'_>, word: &str, parent: usize) -> Option<[Evidence; 2]> {
    let find = |text: &str| {
        let start = text.to_ascii_lowercase().find(word)?;
        Some(start..start + word.len())
    };
    let solution = &inputs.sample.solution;
    let parts = [
        (Part::Formulation, &solution.formulation),
        (Part::Program, &solution.program),
    ];
    let (part, span) = parts
        .into_iter()
        .find_map(|(part, text)| Some((part, find(text)?)))?;
    let origin = find(&inputs.parents[parent].problem)?;
    Some([
        Evidence::Text { part, span },
        Evidence::Parent { parent, span: origin },
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROBLEM, Scene, diet, optimal_run, run_of};
    use super::*;
    use crate::check::{CheckId, Verdict, VerdictKind};
    use crate::sample::Operator;

    const CHILD: &str = "Pack a has 14 mg of iron and costs $6; pack b has 9 mg and costs $2. At least 80 mg are needed. \
        What does it take to minimize the cost?";

    /// The verdict on a child with the program that follows its parent's.
    fn verdict(formulation: &str, replaced: &[(&str, &str)]) -> Verdict {
        let program = replaced.iter().fold(
            super::super::testing::PROGRAM.to_owned(),
            |program, (old, new)| program.replace(old, new),
        );
        let mut model = diet();
        for (old, new) in replaced {
            if let (Ok(old), Ok(new)) = (old.trim().parse::<f64>(), new.trim().parse::<f64>()) {
                for term in &mut model.rows[0].terms {
                    if same(term.coefficient, old) {
                        term.coefficient = new;
                    }
                }
                if same(model.rows[0].lower, old) {
                    model.rows[0].lower = new;
                }
            }
        }
        Scene::default()
            .problem(CHILD)
            .formulation(formulation)
            .program(&program)
            .run(run_of(model, 1.0))
            .child(Operator::ChangePara, &[(PROBLEM, diet())])
            .verdict(CheckId::Leak)
    }

    #[test]
    fn a_number_of_the_parent_in_the_model_fails() {
        let clean = [("12", "14"), ("5 * b", "9 * b"), ("75", "80"), ("zinc", "iron")];
        let clean = verdict("", &clean);
        assert_eq!(clean.kind, VerdictKind::Pass, "{clean:?}");
        let leaked = verdict("", &[("5 * b", "9 * b"), ("zinc", "iron")]);
        assert_eq!(leaked.kind, VerdictKind::Fail, "{leaked:?}");
        assert!(leaked.summary.contains("12, 75"), "{}", leaked.summary);
        assert!(leaked.findings[0].evidence.contains(&Evidence::Line { line: 5 }));
    }

    #[test]
    fn words_of_the_parent_are_told_by_how_many_there_are() {
        let clean = [("12", "14"), ("5 * b", "9 * b"), ("75", "80"), ("zinc", "iron")];
        let one = verdict("The zinc of each pack.", &clean);
        assert_eq!(one.kind, VerdictKind::Pass);
        assert_eq!(one.findings[0].severity, Severity::Info, "{one:?}");
        let Evidence::Text { part, span } = &one.findings[0].evidence[0] else {
            panic!("{one:?}")
        };
        assert_eq!((*part, span.clone()), (Part::Formulation, 4..8));
    }

    #[test]
    fn a_solution_that_speaks_of_the_parent_only_fails() {
        let parent = "A bakery sells rye loaves and plum cakes from its ovens.";
        let scene = Scene::default()
            .problem("A clinic hires nurses and doctors for wards.")
            .formulation("Rye loaves, plum cakes: the bakery has ovens.")
            .program("")
            .run(optimal_run(1.0))
            .child(Operator::TransDomain, &[(parent, diet())]);
        let verdict = scene.verdict(CheckId::Leak);
        assert_eq!(verdict.kind, VerdictKind::Fail, "{verdict:?}");
    }

    #[test]
    fn what_has_no_parent_cannot_leak() {
        assert_eq!(Scene::default().verdict(CheckId::Leak).kind, VerdictKind::Pass);
        let orphan = Scene::default()
            .run(optimal_run(1.0))
            .child(Operator::ChangePara, &[]);
        assert_eq!(orphan.verdict(CheckId::Leak).kind, VerdictKind::Unknown);
    }

    #[test]
    fn the_words_of_the_trade_are_sorted_for_the_search() {
        assert!(MODELLING.is_sorted());
    }
}
