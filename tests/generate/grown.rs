//! What a batch grows: the same again and again, sound, and all of it different.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stepwell::sample::{Answer, Operator, Sample, SampleId};

use crate::workspace::{Told, Workspace};

/// How far an optimum may lie from the stated answer, relative to it.
const TOLERANCE: f64 = 1e-6;

fn check(workspace: &Workspace) -> BTreeMap<SampleId, Value> {
    let output = workspace.command(&["check"]).output().unwrap();
    crate::workspace::lines(&output)
        .into_iter()
        .map(|line| (line["id"].as_str().unwrap().parse().unwrap(), line))
        .collect()
}

/// Each kept sample solves to its stated answer when it is run again, and no check fails it.
fn assert_sound(workspace: &Workspace, told: &Told, samples: &BTreeMap<SampleId, Sample>) {
    let checked = check(workspace);
    assert_eq!(checked.len(), samples.len());
    for id in told.kept() {
        let line = &checked[&id];
        assert_eq!(line["status"], "optimal", "{line}");
        assert_ne!(line["verdict"], "fail", "{line}");
        let objective = line["objective"].as_f64().unwrap();
        let Some(Answer::Number(answer)) = samples[&id].answer else {
            panic!("{id} states no answer")
        };
        let error = (objective - answer).abs() / answer.abs().max(1.0);
        assert!(error <= TOLERANCE, "{id}: {objective} is not {answer}");
    }
}

#[test]
fn the_same_seed_grows_the_same_sound_and_different_samples_with_any_number_of_jobs() {
    let (one, many) = (Workspace::new(), Workspace::new());
    let generate = |workspace: &Workspace, jobs: &str| {
        let arguments = ["generate", "-n", "60", "--seed", "7", "--jobs", jobs];
        Told::of(workspace.lines(&arguments, 0))
    };
    let (first, other) = (generate(&one, "1"), generate(&many, "4"));
    assert_eq!(first.walks, other.walks);
    assert_eq!(first.summary, other.summary);
    assert_eq!((first.walks.len(), &first.summary["walks"]), (60, &json!(60)));
    let samples = one.samples();
    assert_eq!(samples, many.samples());

    let operators: BTreeSet<&str> = first
        .walks
        .iter()
        .map(|walk| walk["operator"].as_str().unwrap())
        .collect();
    assert_eq!(operators, Operator::ALL.map(Operator::name).into());
    assert!(first.kept().len() >= 50, "{}", first.summary);
    for id in first.kept() {
        assert!(samples.contains_key(&id), "{id} was told of and is not there");
    }
    let problems: BTreeSet<&str> = samples.values().map(|sample| sample.problem.as_str()).collect();
    assert_eq!(problems.len(), samples.len(), "no two problems are equal");
    let contents: BTreeSet<_> = samples.values().map(Sample::content_hash).collect();
    assert_eq!(contents.len(), samples.len(), "no two samples are equal");
    assert_sound(&one, &first, &samples);

    let again = generate(&one, "2");
    assert!(again.walks.iter().all(|walk| walk["resumed"] == true));
    assert_eq!(again.summary["found"], 60);
    assert_eq!(again.walks_alone(), first.walks_alone());
    assert_eq!(one.samples(), samples);
}

#[test]
fn planted_faults_are_repaired_and_what_is_kept_is_sound_all_the_same() {
    let (clean, faulty) = (Workspace::new(), Workspace::new());
    let generate = |workspace: &Workspace, rate: &str| {
        let arguments = ["generate", "-n", "30", "--seed", "3", "--fault-rate", rate];
        Told::of(workspace.lines(&arguments, 0))
    };
    let (without, with) = (generate(&clean, "0"), generate(&faulty, "0.5"));
    assert_eq!(without.summary.get("faults"), None);
    assert!(without.walks.iter().all(|walk| walk["planted"] == json!([])));

    let attempts = |walk: &Value| walk["attempts"].as_u64().unwrap();
    let usual = without.walks.iter().map(attempts).max().unwrap();
    let repaired = with
        .walks
        .iter()
        .filter(|walk| walk["result"] == "kept" && attempts(walk) > usual)
        .count();
    assert!(repaired > 0, "no walk needed more than {usual} attempts");

    let kinds = with.summary["faults"]["kinds"].as_object().unwrap();
    let count = |what: &str| {
        kinds
            .values()
            .map(|kind| kind[what].as_u64().unwrap())
            .sum::<u64>()
    };
    let told: usize = with
        .walks
        .iter()
        .map(|walk| walk["planted"].as_array().unwrap().len())
        .sum();
    assert_eq!(count("planted"), told as u64);
    assert!(count("caught") > 0 && count("caught") <= count("planted"));
    // A fault that no rule can see is kept with its sample; then the rules do not see it a second time either.
    assert_sound(&faulty, &with, &faulty.samples());
}
