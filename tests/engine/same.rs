//! The same program gives the same run in both engines. The folder of the programs is not part of the project; without
//! it the test says so and passes.

use std::path::Path;
use std::time::Duration;

use stepwell::program::{ErrorKind, Limits, Run};
use stepwell::solve::SolveLimits;

use super::{found, limits, pool, ran_in_python};

/// Every program of the folder, in order of files and rows.
fn programs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut found = Vec::new();
    for file in ["industryor", "mamo-complex", "nl4opt"] {
        let text = std::fs::read_to_string(folder.join(format!("orlm/{file}.jsonl"))).unwrap_or_default();
        for (row, line) in text.lines().enumerate() {
            let numbers = line
                .replace("-Infinity", "null")
                .replace("Infinity", "null")
                .replace(": NaN", ": null");
            let value: serde_json::Value = serde_json::from_str(&numbers).unwrap();
            found.extend(program_in(&value).map(|program| (format!("{file} {row}"), program)));
        }
    }
    for file in ["industryor", "nlp4lp"] {
        let text = std::fs::read_to_string(folder.join(format!("alphaopt/{file}.json"))).unwrap_or_default();
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap_or_default();
        for (row, value) in rows.iter().enumerate() {
            found.extend(program_in(value).map(|program| (format!("alphaopt {file} {row}"), program)));
        }
    }
    found
}

/// The text of a row that is Python, fenced or not.
fn program_in(row: &serde_json::Value) -> Option<String> {
    let texts = row.as_object()?.values().filter_map(serde_json::Value::as_str);
    let mut texts = texts.filter(|text| text.contains("import coptpy") || text.contains("import gurobipy"));
    let text = texts.next()?;
    let fenced = text
        .split_once("```python\n")
        .and_then(|(_, rest)| rest.split_once("```"));
    Some(fenced.map_or(text, |(program, _)| program).to_owned())
}

/// What the two engines must agree on. A program that the built-in interpreter does not take is no difference, nor is a
/// package that this Python lacks, and the words of a syntax error are the parser's own.
fn differences(built_in: &Run, python: &Run) -> Vec<String> {
    let mut found = Vec::new();
    let unsupported = |run: &Run| {
        run.error
            .as_ref()
            .is_some_and(|error| error.kind == ErrorKind::Unsupported)
    };
    let lacks_package = |run: &Run| {
        run.error
            .as_ref()
            .is_some_and(|error| error.name.starts_with("import "))
    };
    if unsupported(built_in) || (unsupported(python) && lacks_package(python)) {
        return found;
    }
    let mut compare = |what: &str, one: String, other: String| {
        if one != other {
            found.push(format!("{what}: {one} | {other}"));
        }
    };
    let told = |run: &Run| {
        let error = run.error.as_ref()?;
        let said = (error.kind != ErrorKind::Syntax).then(|| (error.name.clone(), error.message.clone()));
        Some((error.kind, error.line, said))
    };
    compare(
        "error",
        format!("{:?}", told(built_in)),
        format!("{:?}", told(python)),
    );
    compare("output", built_in.stdout.clone(), python.stdout.clone());
    compare("solves", built_in.solves.to_string(), python.solves.to_string());
    compare(
        "model",
        format!("{:?}", built_in.model),
        format!("{:?}", python.model),
    );
    let outcome = |run: &Run| {
        let outcome = run.outcome.as_ref()?;
        Some((outcome.status, outcome.objective, outcome.values.clone()))
    };
    compare(
        "outcome",
        format!("{:?}", outcome(built_in)),
        format!("{:?}", outcome(python)),
    );
    found
}

async fn compare(step: usize) {
    let Some(python) = found().await else { return };
    let programs = programs();
    if programs.is_empty() {
        eprintln!("skipped: ../shared/data is not here");
        return;
    }
    let solve = SolveLimits {
        time: Duration::from_secs(10),
        ..SolveLimits::default()
    };
    let in_python = Limits {
        solve,
        ..limits(&python)
    };
    let built_in = Limits {
        python: None,
        ..in_python.clone()
    };
    let pool = pool();
    let (mut same, mut unlike) = (0, Vec::new());
    for (name, program) in programs.iter().step_by(step) {
        let (one, other) = futures::join!(pool.run(program, &built_in), pool.run(program, &in_python));
        assert!(ran_in_python(&other), "{name}: {other:?}");
        let found = differences(&one, &other);
        if found.is_empty() {
            same += 1;
        } else {
            unlike.push(format!("{name}\n    {}", found.join("\n    ")));
        }
    }
    eprintln!("{same} programs run alike, {} do not", unlike.len());
    assert!(unlike.is_empty(), "{}", unlike.join("\n"));
}

#[tokio::test]
async fn programs_run_alike_in_both_engines() {
    compare(25).await;
}

#[tokio::test]
#[ignore = "all of them take minutes: cargo test --test engine -- --ignored"]
async fn all_programs_run_alike_in_both_engines() {
    compare(1).await;
}
