//! Planted faults and what the rules made of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::author::{FaultKind, Planted};
use crate::check::VerdictKind;
use crate::cli::error::{CliError, ErrorKind};
use crate::sample::WalkId;
use crate::store::Store;
use crate::walk::driver::read_record;
use crate::walk::{Attempt, Reply, Walk};

/// Drafts with one kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Caught {
    /// Drafts in which it was planted and that were checked.
    pub planted: u64,
    /// Those that some rule did not pass.
    pub caught: u64,
}

/// For each kind of fault, how many drafts had it and how many were caught; and how many drafts without any fault were
/// not passed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FaultTable {
    /// By kind.
    pub kinds: BTreeMap<FaultKind, Caught>,
    /// Checked drafts without a planted fault.
    pub clean: u64,
    /// Those that some rule failed all the same.
    pub clean_failed: u64,
}

/// What the next verdicts will be about, and what was said of it so far.
#[derive(Default)]
struct Draft {
    problem: Option<Planted>,
    solution: Option<Planted>,
    solved: bool,
    judged: bool,
    doubted: bool,
    failed: bool,
}

impl FaultTable {
    /// Goes through the histories of `walks`.
    ///
    /// # Errors
    /// When a walk cannot be read.
    pub async fn of(store: &Store, walks: &[WalkId]) -> Result<Self, CliError> {
        let mut table = Self::default();
        for id in walks {
            let Some(record) = store.walk(*id).await? else { continue };
            let walk = read_record(&record)
                .map_err(|fault| CliError::new(ErrorKind::Workspace, fault.to_string(), "run `stepwell doctor`"))?;
            table.add(&walk);
        }
        Ok(table)
    }

    /// A problem counts once with each solution that was written for it, with the verdicts that were given before the
    /// next draft came; a problem that never got a solution counts by itself.
    fn add(&mut self, walk: &Walk) {
        let mut draft = Draft::default();
        for attempt in walk.attempts() {
            self.follow(&mut draft, attempt);
        }
        self.count(&draft);
    }

    fn follow(&mut self, draft: &mut Draft, attempt: &Attempt) {
        match &attempt.reply {
            Some(Reply::ProblemWritten(problem)) => {
                self.count(draft);
                *draft = Draft { problem: problem.planted.clone(), ..Draft::default() };
            }
            Some(Reply::SolutionWritten(solution)) => {
                if draft.solved {
                    self.count(draft);
                    *draft = Draft { problem: draft.problem.take(), ..Draft::default() };
                }
                draft.solved = true;
                draft.solution.clone_from(&solution.planted);
            }
            Some(Reply::Checked(verdicts)) => {
                draft.judged = true;
                draft.doubted |= verdicts.iter().any(|verdict| verdict.kind != VerdictKind::Pass);
                draft.failed |= verdicts.iter().any(|verdict| verdict.kind == VerdictKind::Fail);
            }
            _ => {}
        }
    }

    fn count(&mut self, draft: &Draft) {
        if !draft.judged {
            return;
        }
        let planted = draft.solution.as_ref().or(draft.problem.as_ref());
        let Some(planted) = planted else {
            self.clean += 1;
            self.clean_failed += u64::from(draft.failed);
            return;
        };
        let row = self.kinds.entry(planted.kind).or_default();
        row.planted += 1;
        row.caught += u64::from(draft.doubted);
    }

    /// The table as text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec!["planted faults, and how many of them some rule did not pass:".to_owned()];
        for (kind, row) in &self.kinds {
            lines.push(format!("  {:<21} {:>5} of {:>5}", kind.name(), row.caught, row.planted));
        }
        lines.push(format!("  drafts without a fault: {}, of which {} failed", self.clean, self.clean_failed));
        lines
    }
}
