//! Rows of a Markdown table that say how long something takes.

use std::time::Duration;

/// The head of the table.
pub const HEAD: &str = "| what | times | p50 | p95 | p99 |\n|---|--:|--:|--:|--:|";

/// Prints one row.
pub fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|share| percentile(&times, share).as_secs_f64() * 1e3);
    println!(
        "| {what} | {} | {p50:.2} ms | {p95:.2} ms | {p99:.2} ms |",
        times.len()
    );
}

/// The time that this share of the sorted times does not exceed; zero when there is none.
fn percentile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a small index"
    )]
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or_default()
}
