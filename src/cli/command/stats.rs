//! `stepwell stats`: counts.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::{CliError, End};
use crate::cli::out::Out;
use crate::store::{OpenOptions, ReferenceSet};

/// Shows the workspace's counts.
///
/// # Errors
/// When the workspace cannot be read or output cannot be written.
pub async fn run(context: &Context, out: &mut Out) -> Result<End, CliError> {
    let workspace = context.open(OpenOptions::read()).await?;
    let stats = workspace.store().stats().await?;
    let references = workspace.store().reference_sets().await?;
    if out.is_json() {
        let mut counts = json!(stats);
        counts["references"] = json!(references);
        out.json(&counts)?;
        return Ok(End::Done);
    }
    let counts = &stats.counts;
    out.line(format!("workspace  {}", workspace.dir().display()))?;
    out.line(format!(
        "samples    {}: {} pending, {} accepted, {} rejected, {} skipped, {} flagged",
        counts.samples, counts.pending, counts.accepted, counts.rejected, counts.skipped, counts.flagged
    ))?;
    out.line(format!("decisions  {}", stats.decisions))?;
    let walks = &stats.walks;
    out.line(format!(
        "walks      {} kept, {} dropped, {} failed, {} open",
        walks.kept, walks.dropped, walks.failed, walks.open
    ))?;
    for (operator, count) in &stats.operators {
        out.line(format!("  by {operator:<12} {count:>8}"))?;
    }
    for (depth, count) in &stats.depths {
        out.line(format!("  depth {depth:<9} {count:>8}"))?;
    }
    for (check, kinds) in &stats.verdicts {
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, count)| format!("{} {count}", kind.word()))
            .collect();
        out.line(format!("  {:<12} {}", check.name(), kinds.join(", ")))?;
    }
    for ReferenceSet { name, rows, file, .. } in &references {
        out.line(format!(
            "reference  `{name}`: {rows} rows of {file}, to be compared with"
        ))?;
    }
    out.flush()?;
    Ok(End::Done)
}
