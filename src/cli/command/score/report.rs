//! What scoring has to say: a line for each row, sums for each file, and averages over several.

use indicatif::ProgressBar;
use serde_json::{Map, Value, json};

use crate::check::score::{Errors, Policy, macro_average, wilson};
use crate::cli::error::CliError;
use crate::cli::out::Out;
use crate::model::text::{number, rounded};

/// A row that was looked at.
pub(super) struct Scored {
    pub(super) row: u64,
    pub(super) id: Option<String>,
    pub(super) status: &'static str,
    pub(super) objective: Option<f64>,
    pub(super) answer: Option<String>,
    /// What each policy says, in the order of [`Policy::ALL`]; `None` for a row that cannot be scored.
    pub(super) accepted: Option<[bool; 4]>,
    pub(super) errors: Option<Errors>,
    pub(super) error: Option<String>,
}

impl Scored {
    pub(super) fn unscored(row: u64, id: Option<String>, status: &'static str, why: String) -> Self {
        Self {
            row,
            id,
            status,
            objective: None,
            answer: None,
            accepted: None,
            errors: None,
            error: Some(why),
        }
    }

    fn by(&self, policy: Policy) -> Option<bool> {
        let at = Policy::ALL.iter().position(|other| *other == policy)?;
        self.accepted.map(|accepted| accepted[at])
    }

    fn to_json(&self, policy: Policy) -> Value {
        let policies: Option<Map<String, Value>> = self.accepted.map(|accepted| {
            let named = Policy::ALL.iter().zip(accepted);
            named
                .map(|(policy, accepted)| (policy.name().to_owned(), accepted.into()))
                .collect()
        });
        let mut row = json!({
            "row": self.row,
            "status": self.status,
            "objective": self.objective,
            "answer": self.answer,
            "correct": self.by(policy),
            "absolute_error": self.errors.map(|errors| errors.absolute),
            "relative_error": self.errors.and_then(|errors| errors.relative),
            "policies": policies,
        });
        if let Some(id) = &self.id {
            row["id"] = json!(id);
        }
        if let Some(error) = &self.error {
            row["error"] = json!(error);
        }
        row
    }

    fn to_text(&self, policy: Policy) -> String {
        let mark = match self.by(policy) {
            Some(true) => "✔",
            Some(false) => "✘",
            None => "?",
        };
        let objective = self.objective.map_or_else(|| "-".to_owned(), number);
        let answer = self.answer.as_deref().unwrap_or("-").replace(['\n', '\t'], " ");
        let row = format!("{mark} row {:<5} {:<11}", self.row, self.status);
        let mut parts = vec![format!("{row} {objective:>14}  answer {answer}")];
        if let Some(Errors { absolute, relative }) = self.errors {
            let relative = relative.map_or_else(String::new, |share| format!(", relative {share:.1e}"));
            if absolute > 0.0 {
                parts.push(format!("off by {}{relative}", rounded(absolute, 6)));
            }
        }
        if let Some(verdicts) = self.accepted.filter(|verdicts| verdicts.contains(&true)) {
            let named = Policy::ALL.iter().zip(verdicts).filter(|(_, right)| *right);
            let accepting: Vec<&str> = named.map(|(policy, _)| policy.name()).collect();
            parts.push(format!("right by {}", accepting.join(", ")));
        }
        if let Some(error) = &self.error {
            parts.push(format!("({})", error.lines().next().unwrap_or_default()));
        }
        parts.join("  ")
    }
}

/// All rows of a file.
pub(super) struct FileScore {
    file: String,
    policy: Policy,
    pub(super) rows: Vec<Scored>,
}

/// The counts of a file.
pub(super) struct Tally {
    file: String,
    total: u64,
    /// Right rows by each policy, in the order of [`Policy::ALL`].
    right: [u64; 4],
    pub(super) unscored: u64,
}

impl FileScore {
    pub(super) fn new(file: String, policy: Policy) -> Self {
        Self {
            file,
            policy,
            rows: Vec::new(),
        }
    }

    pub(super) fn tally(&self) -> Tally {
        let mut tally = Tally {
            file: self.file.clone(),
            total: 0,
            right: [0; 4],
            unscored: 0,
        };
        for row in &self.rows {
            let Some(accepted) = row.accepted else {
                tally.unscored += 1;
                continue;
            };
            tally.total += 1;
            for (right, accepted) in tally.right.iter_mut().zip(accepted) {
                *right += u64::from(accepted);
            }
        }
        tally
    }
}

impl Tally {
    fn right_by(&self, policy: Policy) -> u64 {
        let named = Policy::ALL.iter().zip(self.right);
        named
            .filter(|(other, _)| **other == policy)
            .map(|(_, right)| right)
            .sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "benchmarks have fewer than 2^53 rows")]
fn share(correct: u64, total: u64) -> Option<f64> {
    (total > 0).then(|| correct as f64 / total as f64)
}

fn policies(tally: &Tally) -> Value {
    let entry = |policy: Policy| {
        let correct = tally.right_by(policy);
        let value = json!({
            "correct": correct,
            "accuracy": share(correct, tally.total),
            "interval": wilson(correct, tally.total),
        });
        (policy.name().to_owned(), value)
    };
    Policy::ALL.into_iter().map(entry).collect::<Map<_, _>>().into()
}

/// A row for a person, as it comes; scripts get the rows with the file.
pub(super) fn show_row(
    row: &Scored,
    policy: Policy,
    bar: &ProgressBar,
    out: &mut Out,
) -> Result<(), CliError> {
    if out.is_json() {
        return Ok(());
    }
    bar.suspend(|| {
        out.line(row.to_text(policy))?;
        out.flush()
    })
}

/// A file's sums.
pub(super) fn show_file(score: &FileScore, out: &mut Out) -> Result<(), CliError> {
    let (tally, policy) = (score.tally(), score.policy);
    let correct = tally.right_by(policy);
    if out.is_json() {
        return out.json(&json!({
            "file": score.file,
            "policy": policy.name(),
            "total": tally.total,
            "correct": correct,
            "accuracy": share(correct, tally.total),
            "interval": wilson(correct, tally.total),
            "unscored": tally.unscored,
            "policies": policies(&tally),
            "rows": score.rows.iter().map(|row| row.to_json(policy)).collect::<Vec<_>>(),
        }));
    }
    out.line(format!("{}: {}", score.file, sum(&tally, policy)))?;
    for other in Policy::ALL.into_iter().filter(|other| *other != policy) {
        out.line(format!(
            "  {:<8} would say {}",
            other.name(),
            counted(&tally, other)
        ))?;
    }
    if tally.unscored > 0 {
        out.line(format!(
            "  {} rows could not be scored and are not counted",
            tally.unscored
        ))?;
    }
    Ok(())
}

fn sum(tally: &Tally, policy: Policy) -> String {
    format!("{} right by {}", counted(tally, policy), policy.name())
}

fn counted(tally: &Tally, policy: Policy) -> String {
    let (correct, total) = (tally.right_by(policy), tally.total);
    let interval = wilson(correct, total).zip(share(correct, total));
    let percent = interval.map_or_else(String::new, |(interval, share)| {
        format!(
            " = {} (95 % Wilson {} to {})",
            percent(share),
            percent(interval.low),
            percent(interval.high)
        )
    });
    format!("{correct} of {total}{percent}")
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Averages over several files: all rows alike, and all files alike.
pub(super) fn show_summary(files: &[Tally], policy: Policy, out: &mut Out) -> Result<(), CliError> {
    let mut all = Tally {
        file: String::new(),
        total: 0,
        right: [0; 4],
        unscored: 0,
    };
    for file in files {
        all.total += file.total;
        all.unscored += file.unscored;
        for (sum, right) in all.right.iter_mut().zip(file.right) {
            *sum += right;
        }
    }
    let counts: Vec<(u64, u64)> = files
        .iter()
        .map(|file| (file.right_by(policy), file.total))
        .collect();
    let across = macro_average(&counts);
    if !out.is_json() {
        out.line(format!("all rows: {}", sum(&all, policy)))?;
        let Some((mean, interval)) = across else {
            return out.line("mean of files: unknown, for a file has no rows that could be scored");
        };
        let (low, high) = (percent(interval.low), percent(interval.high));
        return out.line(format!(
            "mean of files: {} (95 % normal {low} to {high})",
            percent(mean)
        ));
    }
    let correct = all.right_by(policy);
    out.json(&json!({"summary": {
        "policy": policy.name(),
        "files": files.iter().map(|file| &file.file).collect::<Vec<_>>(),
        "total": all.total,
        "correct": correct,
        "unscored": all.unscored,
        "micro": {
            "accuracy": share(correct, all.total),
            "interval": wilson(correct, all.total),
            "method": "wilson",
        },
        "macro": {
            "accuracy": across.map(|(mean, _)| mean),
            "interval": across.map(|(_, interval)| interval),
            "method": "normal, each file's variance after Agresti and Coull",
        },
        "policies": policies(&all),
    }}))
}
