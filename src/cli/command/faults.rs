//! Planted faults and what the checks made of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::author::FaultKind;
use crate::check::CheckId;
use crate::walk::batch::Grown;
use crate::walk::journal::Ending;

/// Drafts with one kind of fault.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FaultCount {
    /// Drafts in which it was planted.
    pub planted: u64,
    /// Those that some check did not pass.
    pub caught: u64,
    /// How many of them each check did not pass.
    pub by: BTreeMap<CheckId, u64>,
}

/// For each kind of fault, how many drafts had it and how many were caught; and what became of walks without any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FaultTable {
    /// By kind.
    pub kinds: BTreeMap<FaultKind, FaultCount>,
    /// Walks in which nothing was planted.
    pub clean: u64,
    /// Those that did not end with a kept sample all the same.
    pub clean_lost: u64,
}

impl FaultTable {
    /// Takes in a walk that has ended.
    pub fn add(&mut self, grown: &Grown) {
        for (kind, checks) in &grown.planted {
            let row = self.kinds.entry(*kind).or_default();
            row.planted += 1;
            row.caught += u64::from(!checks.is_empty());
            for check in checks {
                *row.by.entry(*check).or_default() += 1;
            }
        }
        if grown.planted.is_empty() {
            self.clean += 1;
            self.clean_lost += u64::from(grown.ending != Ending::Kept);
        }
    }

    /// The table as text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines =
            vec!["planted faults, how many of them some check did not pass, and which:".to_owned()];
        for (kind, row) in &self.kinds {
            let by: Vec<String> = row
                .by
                .iter()
                .map(|(check, count)| format!("{} {count}", check.name()))
                .collect();
            let counts = format!("{:>5} of {:>5}", row.caught, row.planted);
            lines.push(format!("  {:<21} {counts}   {}", kind.name(), by.join(", ")));
        }
        lines.push(format!(
            "  walks without a fault: {}, of which {} were not kept",
            self.clean, self.clean_lost
        ));
        lines
    }
}
