//! Measures the rules on real rows, where there are any.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::rules::testing::{imported, sample_of, verdict_of};
use super::{CheckId, Verdict, VerdictKind};
use crate::sample::{Answer, Sample, frame};

/// A row of real data with what is known of it.
pub(super) struct RealRow {
    pub(super) sample: Sample,
    /// Whether the vendor's solver finds the public label.
    pub(super) right: Option<bool>,
}

/// The rows of one of the files beside the project; `None`, said aloud, when it is not there.
pub(super) fn real_rows(file: &str) -> Option<Vec<RealRow>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/orlm")
        .join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let rows = text.lines().filter_map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        let problem = row["en_question"].as_str()?;
        let solution = frame::parse_completion(row["en_math_model_coptpy_code"].as_str()?).ok()?;
        let mut sample = sample_of(problem, "", "");
        sample.solution = solution;
        let answer = &row["en_answer"];
        sample.answer = Some(Answer::parse(
            &answer.as_str().map_or_else(|| answer.to_string(), str::to_owned),
        ));
        let right = match (&sample.answer, row["copt_objective"].as_f64()) {
            (Some(Answer::Number(label)), Some(found)) => {
                Some((label - found).abs() <= 1e-4 * label.abs().max(1e-4))
            }
            _ => None,
        };
        Some(RealRow {
            sample: imported(sample),
            right,
        })
    });
    Some(rows.collect())
}

fn rate(verdicts: &[Verdict], kind: VerdictKind) -> f64 {
    let count = verdicts.iter().filter(|verdict| verdict.kind == kind).count();
    100.0 * count as f64 / verdicts.len().max(1) as f64
}

#[test]
fn explore() {
    for file in ["nl4opt.jsonl", "mamo-complex.jsonl", "industryor.jsonl"] {
        let Some(rows) = real_rows(file) else { return };
        println!("== {file} {}", rows.len());
        for check in [
            CheckId::Description,
            CheckId::Frame,
            CheckId::Alignment,
            CheckId::Numbers,
        ] {
            let verdicts: Vec<Verdict> = rows.iter().map(|row| verdict_of(check, &row.sample)).collect();
            println!(
                "{:12} pass {:.1} fail {:.1} unknown {:.1}",
                check.name(),
                rate(&verdicts, VerdictKind::Pass),
                rate(&verdicts, VerdictKind::Fail),
                rate(&verdicts, VerdictKind::Unknown)
            );
            let mut table: BTreeMap<(Option<bool>, VerdictKind), usize> = BTreeMap::new();
            for (row, verdict) in rows.iter().zip(&verdicts) {
                *table.entry((row.right, verdict.kind)).or_default() += 1;
                if verdict.kind == VerdictKind::Fail && (check != CheckId::Numbers || row.right == Some(true))
                {
                    if check == CheckId::Description {
                        println!(
                            "PPP {}",
                            row.sample
                                .problem
                                .replace('\n', " ")
                                .chars()
                                .rev()
                                .take(700)
                                .collect::<String>()
                                .chars()
                                .rev()
                                .collect::<String>()
                        );
                    }
                    println!(
                        "   {:?} {:?}",
                        row.right,
                        verdict.findings.iter().map(|f| &f.message).collect::<Vec<_>>()
                    );
                }
            }
            println!("   {table:?}");
        }
        let mut stat: BTreeMap<(Option<bool>, bool, bool, usize), usize> = BTreeMap::new();
        for row in &rows {
            let t = super::trace::trace(
                &row.sample.problem,
                &row.sample.solution.formulation,
                &row.sample.solution.program,
                None,
            );
            let un = t
                .texts
                .iter()
                .filter(|t| t.used == super::trace::Use::Unused && t.telling)
                .count();
            let small = t
                .texts
                .iter()
                .filter(|t| {
                    t.used == super::trace::Use::Unused
                        && !t.telling
                        && t.number.kind != crate::sample::numbers::NumberKind::Word
                        && t.number.value.abs() > 2.0
                })
                .count();
            let fo = t.foreign.iter().filter(|f| f.unit.is_none()).count();
            let unit = t.foreign.iter().filter(|f| f.unit.is_some()).count();
            if row.right.is_some() && !t.formulated.is_empty() {
                println!(
                    "MMM {:?} {:?}",
                    row.right,
                    t.formulated
                        .iter()
                        .map(|n| {
                            let f = &row.sample.solution.formulation;
                            let a = f[..n.span.start]
                                .char_indices()
                                .rev()
                                .nth(25)
                                .map_or(0, |(i, _)| i);
                            f[a..].chars().take(45).collect::<String>()
                        })
                        .collect::<Vec<_>>()
                );
            }
            *stat.entry((row.right, un > 0, fo > 0, unit.min(1))).or_default() += 1;
            if row.right == Some(true) && (fo + unit) > 0 {
                for f in &t.foreign {
                    let c = &t.constants[f.constant];
                    println!(
                        "FFF {:?} unit {:?} line {}: {}",
                        c.value,
                        f.unit.map(|(a, k)| (t.texts[a].number.value, k)),
                        c.line,
                        row.sample
                            .solution
                            .program
                            .lines()
                            .nth(c.line as usize - 1)
                            .unwrap_or("")
                            .trim()
                    );
                }
                println!("FFF ---- small unused {small} telling unused {un}");
            }
        }
        println!("(right, unused, foreign, unit) {stat:?}");
        // Strangers: the problem of one row with the solution of another.
        let mut caught = 0;
        for (at, row) in rows.iter().enumerate() {
            let mut sample = row.sample.clone();
            sample.solution = rows[(at + 17) % rows.len()].sample.solution.clone();
            caught += usize::from(verdict_of(CheckId::Alignment, &sample).kind == VerdictKind::Fail);
        }
        println!("strangers caught {caught}/{}", rows.len());
    }
}
