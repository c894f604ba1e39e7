//! Measures the rules that read texts on real rows, where there are any. What a rule may not do is cry wolf: the
//! bounds here are on rows whose program finds the public label.

use std::path::PathBuf;

use super::rules::testing::{imported, sample_of, verdict_of};
use super::{CheckId, VerdictKind};
use crate::sample::{Answer, Sample, frame};

/// A row of real data.
struct RealRow {
    sample: Sample,
    /// Whether the vendor's solver finds the public label.
    right: bool,
}

/// The rows of a file beside the project; `None`, said aloud, when it is not there.
fn real_rows(file: &str) -> Option<Vec<RealRow>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/orlm")
        .join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    Some(text.lines().filter_map(real_row).collect())
}

/// Rows without a closed program block are left out: they are not samples.
fn real_row(line: &str) -> Option<RealRow> {
    let row: serde_json::Value = serde_json::from_str(line).ok()?;
    let mut sample = sample_of(row["en_question"].as_str()?, "", "");
    sample.solution = frame::parse_completion(row["en_math_model_coptpy_code"].as_str()?).ok()?;
    let answer = &row["en_answer"];
    let answer = Answer::parse(&answer.as_str().map_or_else(|| answer.to_string(), str::to_owned));
    let right = match (&answer, row["copt_objective"].as_f64()) {
        (Answer::Number(label), Some(found)) => (label - found).abs() <= 1e-4 * label.abs().max(1e-4),
        _ => false,
    };
    sample.answer = Some(answer);
    Some(RealRow {
        sample: imported(sample),
        right,
    })
}

/// Per cent of `rows` on which `check` says `kind`.
fn rate<'a>(check: CheckId, kind: VerdictKind, rows: impl Iterator<Item = &'a RealRow> + Clone) -> f64 {
    let found = rows
        .clone()
        .filter(|row| verdict_of(check, &row.sample).kind == kind);
    percent(found.count(), rows.count())
}

fn percent(part: usize, whole: usize) -> f64 {
    let count = |count: usize| f64::from(u32::try_from(count).unwrap());
    100.0 * count(part) / count(whole.max(1))
}

#[test]
fn real_rows_are_not_accused_by_what_reads_texts() {
    for file in ["nl4opt.jsonl", "mamo-complex.jsonl"] {
        let Some(rows) = real_rows(file) else { return };
        assert!(rows.len() > 150, "{file} has only {} readable rows", rows.len());
        for check in [CheckId::Description, CheckId::Frame, CheckId::Alignment] {
            // Rows that miss their label are often those whose problem leaves data out.
            let passed = rate(check, VerdictKind::Pass, rows.iter().filter(|row| row.right));
            println!("{file}: {} passes {passed:.1} %", check.name());
            assert!(
                passed >= 97.0,
                "{file}: {} passes only {passed:.1} %",
                check.name()
            );
        }
        let accused = rate(
            CheckId::Numbers,
            VerdictKind::Fail,
            rows.iter().filter(|row| row.right),
        );
        let caught = rate(
            CheckId::Numbers,
            VerdictKind::Fail,
            rows.iter().filter(|row| !row.right),
        );
        println!("{file}: numbers fails {accused:.1} % of right rows, {caught:.1} % of the others");
        assert!(
            accused <= 2.0,
            "{file}: numbers fails {accused:.1} % of right rows"
        );
    }
}

#[test]
fn solutions_of_other_problems_are_noticed() {
    let Some(rows) = real_rows("nl4opt.jsonl") else {
        return;
    };
    let strangers = rows.iter().zip(rows.iter().cycle().skip(17)).map(|(row, other)| {
        let mut sample = row.sample.clone();
        sample.solution = other.sample.solution.clone();
        sample
    });
    let noticed = strangers
        .filter(|sample| verdict_of(CheckId::Alignment, sample).kind == VerdictKind::Fail)
        .count();
    let noticed = percent(noticed, rows.len());
    println!("nl4opt.jsonl: alignment notices {noticed:.1} % of exchanged solutions");
    assert!(
        noticed >= 60.0,
        "only {noticed:.1} % of exchanged solutions were noticed"
    );
}
