//! What holds for every family, every operator and every fault.

mod families;
mod faults;
mod operators;
mod writing;

use std::collections::BTreeMap;

use serde_json::Map;

use super::blueprint::{Blueprint, Part};
use super::family::Unit;
use super::plan::Plan;
use super::*;
use crate::model::Model;
use crate::sample::{Lineage, Operator, Sample, SampleId};

/// A fresh instance of a family in one of its fields.
fn instance(family: &'static Family, field: usize, seed: u64) -> Blueprint {
    let field = &family.fields[field % family.fields.len()];
    let mut rng = stream(seed, &["test", family.key, field.name]);
    Blueprint::of(generate::fresh(family, field, &mut rng).unwrap())
}

/// A sample as the store would hold it.
fn sample(blueprint: &Blueprint) -> Sample {
    let problem = problem::tell(blueprint, None).unwrap();
    Sample {
        id: SampleId::derived(1, &ContentHash::of([problem.as_str()])),
        version: 1,
        problem,
        solution: solve(blueprint, Style::WrittenOut).unwrap(),
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint: Some(blueprint.to_value().unwrap()),
        extra: Map::new(),
    }
}

fn model(blueprint: &Blueprint) -> Model {
    Plan::of(blueprint).unwrap().model().unwrap()
}

/// The numbers of a text in figures, percentages as shares.
fn numbers(text: &str) -> Vec<f64> {
    let pattern = regex::Regex::new(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|\d+(?:\.\d+)?%?").unwrap();
    pattern
        .find_iter(text)
        .map(|found| {
            let figures = found.as_str().replace(',', "");
            match figures.strip_suffix('%') {
                Some(share) => share.parse::<f64>().unwrap() / 100.0,
                None => figures.parse().unwrap(),
            }
        })
        .collect()
}

/// Every number that the text must give, with its table.
fn data(part: &Part) -> Vec<(&'static str, f64)> {
    let told = part
        .params()
        .unwrap()
        .into_iter()
        .filter(|param| !matches!(param.unit, Unit::Map(_) | Unit::Flag));
    told.flat_map(|param| part.data[param.key].iter().map(|value| (param.key, *value)))
        .collect()
}

/// Checks a told problem as a teacher would before showing it.
fn check_text(blueprint: &Blueprint) {
    let text = problem::tell(blueprint, None).unwrap();
    let prose: String = text
        .lines()
        .filter(|line| !line.starts_with('|'))
        .collect::<Vec<_>>()
        .join("\n");
    for unwanted in [
        "{",
        "}",
        "<",
        ">",
        "  ",
        " .",
        " ,",
        "..",
        "$$",
        "NaN",
        "inf ",
        " the the ",
        "a an ",
    ] {
        assert!(!prose.contains(unwanted), "`{unwanted}` in: {text}");
    }
    assert!(crate::sample::is_clean(&text));
    assert_eq!(text.matches('?').count(), 1, "one question: {text}");
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for value in numbers(&text) {
        *found.entry(number::code(value)).or_default() += 1;
    }
    for part in &blueprint.parts {
        for (key, value) in data(part) {
            let code = number::code(value);
            let count = found
                .get_mut(&code)
                .unwrap_or_else(|| panic!("`{key}` {code} is missing in: {text}"));
            assert!(*count > 0, "`{key}` {code} is told too rarely in: {text}");
            *count -= 1;
        }
    }
    let left: Vec<_> = found
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(code, _)| code)
        .collect();
    let scored = blueprint
        .parts
        .iter()
        .any(|part| part.goals.iter().any(|aim| (aim.weight - 1.0).abs() > 1e-9));
    let allowed = usize::from(blueprint.link.is_some()) + if scored { 4 } else { 0 };
    assert!(
        left.len() <= allowed,
        "numbers {left:?} belong to no data in: {text}"
    );
}

/// Solves the intended model and expects an optimum worth something.
fn check_solved(blueprint: &Blueprint) {
    let model = model(blueprint);
    model.validate().unwrap();
    let limits = crate::solve::SolveLimits::default();
    let outcome = crate::solve::solve(&model, &limits);
    let text = || {
        format!(
            "{}\n{:#?}",
            problem::tell(blueprint, None).unwrap(),
            outcome.notes
        )
    };
    assert_eq!(outcome.status, crate::solve::Status::Optimal, "{}", text());
    assert!(
        outcome.objective.unwrap().abs() > 1e-6,
        "the optimum is nothing: {}",
        text()
    );
}
