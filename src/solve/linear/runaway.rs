//! Which variables run away when the objective has no end: one of them lacks a bound.

use crate::model::VarId;

use crate::solve::inquiry::Inquiry;
use crate::solve::oracle::Oracle;
use crate::solve::outcome::{SolverName, Status};
use crate::solve::question::Question;

/// Where the missing bounds are put.
const FAR: f64 = 1e9;

/// A variable beyond this, without a bound of its own on that side, has run away.
const AWAY: f64 = 1e7;

/// A longer list helps nobody.
const MOST_NAMED: usize = 3;

impl<O: Oracle> Inquiry<'_, O> {
    /// Notes the variables that carry an unbounded objective away.
    pub(in crate::solve) fn note_runaways(&mut self) {
        let reply = self.ask(&Question::Capped(FAR), SolverName::Microlp);
        if reply.status != Status::Optimal || reply.values.len() != self.prepared.columns.len() {
            return;
        }
        let pairs = reply.values.iter().zip(&self.prepared.columns).enumerate();
        let ways: Vec<String> = pairs
            .filter_map(|(at, (value, column))| {
                let way = if *value > AWAY && column.upper.is_infinite() {
                    "grows"
                } else if *value < -AWAY && column.lower.is_infinite() {
                    "falls"
                } else {
                    return None;
                };
                Some(format!("{} {way}", self.prepared.model.name_of(VarId(at))))
            })
            .collect();
        if ways.is_empty() {
            return;
        }
        let rest = ways.len().saturating_sub(MOST_NAMED);
        let named = ways[..ways.len() - rest].join(", ");
        let more = if rest > 0 {
            format!(" and {rest} more")
        } else {
            String::new()
        };
        self.note(format!(
            "The objective improves without end while {named}{more}: a bound or a constraint is missing."
        ));
    }
}
