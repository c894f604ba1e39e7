//! How sure an accuracy is, from as many rows as there are.

use serde::Serialize;

/// Two-sided 95 % of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval of an accuracy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl From<Interval> for [f64; 2] {
    fn from(Interval { low, high }: Interval) -> Self {
        [low, high]
    }
}

#[expect(clippy::cast_precision_loss, reason = "benchmarks have fewer than 2^53 rows")]
fn real(count: u64) -> f64 {
    count as f64
}

/// Wilson's interval for `correct` of `total`; `None` without rows.
pub fn wilson(correct: u64, total: u64) -> Option<Interval> {
    if total == 0 {
        return None;
    }
    let (n, share) = (real(total), real(correct) / real(total));
    let square = Z * Z;
    let centre = share + square / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    Some(Interval {
        low: ((centre - spread) / scale).max(0.0),
        high: ((centre + spread) / scale).min(1.0),
    })
}

/// The mean of several accuracies, each file counting the same, with an interval; `None` when a file has no rows.
///
/// The files are independent samples, so the variance of the mean is the sum of theirs over the square of their number;
/// each is estimated after Agresti and Coull, with two right and two wrong rows added, so that a file without a miss is
/// not taken for certain.
pub fn macro_average(counts: &[(u64, u64)]) -> Option<(f64, Interval)> {
    if counts.is_empty() || counts.iter().any(|(_, total)| *total == 0) {
        return None;
    }
    let files = real(counts.len() as u64);
    let mean = counts
        .iter()
        .map(|(correct, total)| real(*correct) / real(*total))
        .sum::<f64>()
        / files;
    let variance = |(correct, total): &(u64, u64)| {
        let (n, share) = (real(*total) + 4.0, (real(*correct) + 2.0) / (real(*total) + 4.0));
        share * (1.0 - share) / n
    };
    let spread = Z * counts.iter().map(variance).sum::<f64>().sqrt() / files;
    let interval = Interval {
        low: (mean - spread).max(0.0),
        high: (mean + spread).min(1.0),
    };
    Some((mean, interval))
}
