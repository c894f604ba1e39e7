//! What each rule says of the public outputs: precision and recall, by rule. Only the part of the questions that is
//! there to look at is read here; the other part is for measuring.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use futures::StreamExt as _;
use serde_json::{Value, json};
use stepwell::check::score::{Policy, Prediction, Reference};
use stepwell::check::{self, CheckId, Inputs, VerdictKind};
use stepwell::program::{Limits, Pool, Run, WorkerCommand};
use stepwell::sample::{ContentHash, Library, Lineage, Origin, Sample, SampleId, Solution, frame};

struct Look {
    id: String,
    sample: Sample,
    run: Run,
    wrong: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orlm")
}

fn is_looked_at(question: &str) -> bool {
    let words: Vec<&str> = question.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    ContentHash::of([text.as_str()]).bytes()[0] % 2 == 0
}

fn read(file: &str) -> Vec<(String, Value)> {
    let text = fs::read_to_string(folder().join(format!("{file}.jsonl"))).unwrap();
    let rows = text.lines().enumerate().map(|(at, line)| {
        let row: Value = serde_json::from_str(
            &line
                .replace(": NaN", ": null")
                .replace(": Infinity", ": null")
                .replace(": -Infinity", ": null"),
        )
        .unwrap();
        (format!("{file}:{}", at + 1), row)
    });
    rows.filter(|(_, row)| is_looked_at(row["en_question"].as_str().unwrap()))
        .collect()
}

async fn runs(rows: &[(String, Value)]) -> BTreeMap<String, Run> {
    let cache = PathBuf::from(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned()))
        .join("look-runs.json");
    if let Ok(text) = fs::read_to_string(&cache) {
        return serde_json::from_str(&text).unwrap();
    }
    let pool = Pool::new(WorkerCommand::at(Path::new(env!("CARGO_BIN_EXE_stepwell"))), 2);
    let runs: BTreeMap<String, Run> = futures::stream::iter(rows)
        .map(|(id, row)| {
            let pool = pool.clone();
            let completion = row["en_math_model_coptpy_code"].as_str().unwrap().to_owned();
            async move {
                let program = solution(&completion).program;
                (id.clone(), pool.run(&program, &Limits::default()).await)
            }
        })
        .buffer_unordered(2)
        .collect()
        .await;
    fs::write(&cache, serde_json::to_string(&runs).unwrap()).unwrap();
    runs
}

fn solution(completion: &str) -> Solution {
    frame::parse_completion(completion).unwrap_or_else(|_| Solution::framed(completion, "", Library::Coptpy))
}

fn look(id: String, row: &Value, run: Run) -> Look {
    let question = row["en_question"].as_str().unwrap();
    let completion = row["en_math_model_coptpy_code"].as_str().unwrap();
    let label = row["en_answer"]
        .as_str()
        .map_or_else(|| row["en_answer"].to_string(), str::to_owned);
    let wrong = !Policy::Strict.accepts(Prediction::of_run(&run), &Reference::of_text(&label));
    let solution = solution(completion);
    let sample = Sample {
        id: SampleId::derived(1, &ContentHash::of([question])),
        version: 1,
        problem: question.to_owned(),
        solution,
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage {
            origin: Origin::Imported {
                file: "look".to_owned(),
                row: 1,
            },
            ..Lineage::seed()
        },
        blueprint: None,
        extra: serde_json::Map::new(),
    };
    Look {
        id,
        sample,
        run,
        wrong,
    }
}

#[tokio::test]
#[ignore = "a table to look at"]
async fn what_each_rule_says() {
    let mut rows = Vec::new();
    for file in ["nl4opt", "mamo-complex", "industryor"] {
        rows.extend(read(file));
    }
    let mut runs = runs(&rows).await;
    let looks: Vec<Look> = rows
        .iter()
        .map(|(id, row)| look(id.clone(), row, runs.remove(id).unwrap()))
        .collect();
    let mut dump = Vec::new();
    let mut fails: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut times: Vec<f64> = Vec::new();
    for one in &looks {
        let inputs = Inputs {
            run: Some(&one.run),
            ..Inputs::of(&one.sample)
        };
        let mut verdicts = Vec::new();
        let mut gate = false;
        let started = std::time::Instant::now();
        for id in CheckId::ALL {
            let before = std::time::Instant::now();
            let verdict = check::evaluate(id, &inputs);
            let spent = before.elapsed().as_secs_f64() * 1e3;
            if spent > 50.0 {
                println!("{} {} took {spent:.0} ms", one.id, id.name());
            }
            let mut count = |name: String| {
                let entry = fails.entry(name).or_default();
                entry.0 += 1;
                entry.1 += usize::from(one.wrong);
            };
            count(format!("{:<12} {}", id.name(), verdict.kind.word()));
            gate |= verdict.kind == VerdictKind::Fail;
            verdicts.push(
                json!({"check": id.name(), "kind": verdict.kind.word(), "summary": verdict.summary,
                "findings": verdict.findings}),
            );
            let mut seen = std::collections::BTreeSet::new();
            for finding in &verdict.findings {
                let value = serde_json::to_value(finding).unwrap();
                let signal = value
                    .get("signal")
                    .and_then(Value::as_str)
                    .unwrap_or("-")
                    .to_owned();
                if signal != "-" {
                    seen.insert(format!("  {signal} {:?}", finding.severity));
                }
            }
            for name in seen {
                count(name);
            }
        }
        times.push(started.elapsed().as_secs_f64() * 1e3);
        let entry = fails.entry("GATE any fail".to_owned()).or_default();
        entry.0 += usize::from(gate);
        entry.1 += usize::from(gate && one.wrong);
        dump.push(json!({"id": one.id, "wrong": one.wrong, "gate": gate, "problem": one.sample.problem,
            "formulation": one.sample.solution.formulation, "program": one.sample.solution.program,
            "model": one.run.model, "outcome": one.run.outcome, "error": one.run.error, "verdicts": verdicts}));
    }
    let wrong = looks.iter().filter(|one| one.wrong).count();
    println!("{} rows, {wrong} wrong", looks.len());
    for (name, (count, hits)) in fails {
        println!(
            "{name:<44} {count:>4}  wrong {hits:>4}  precision {:.3}  recall {:.3}",
            hits as f64 / count.max(1) as f64,
            hits as f64 / wrong as f64
        );
    }
    times.sort_by(f64::total_cmp);
    println!(
        "all rules on one: median {:.2} ms, p90 {:.2}, max {:.1}",
        times[times.len() / 2],
        times[times.len() * 9 / 10],
        times[times.len() - 1]
    );
    fs::write("/tmp/rows/dump.json", serde_json::to_string(&dump).unwrap()).unwrap();
}
