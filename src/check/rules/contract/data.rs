//! `change_para`: other numbers, and one entity more at most.

use super::changes::{self, Limits, entities};
use super::{Case, MAX_LISTED, kept};
use crate::check::{Finding, Measured, Meter, Opinion, Severity, Signal};
use crate::model::diff::{Change, Coefficient};
use crate::model::{Detail, Term, fingerprint, structurally_equal};

impl Case<'_> {
    pub(super) fn change_para(&self) -> Opinion {
        if structurally_equal(self.old, self.new) {
            let message = "No number of the model changed.";
            return Opinion::judged(
                "",
                vec![Finding::new(Severity::Error, message).of(Signal::NothingChanged)],
            );
        }
        let pattern = |model| fingerprint(model, Detail::Pattern);
        let same_sense = self.old.objective.sense == self.new.objective.sense;
        if same_sense
            && Limits::of(self.old) == Limits::of(self.new)
            && pattern(self.old) == pattern(self.new)
        {
            let meter = Meter::at_most(Measured::Entities, 1, 0);
            return Opinion::judged("other numbers, same structure", vec![kept(meter)])
                .with(self.number_changes());
        }
        let added = self.added_variables();
        let mut findings: Vec<Finding> = self
            .diff
            .changes
            .iter()
            .filter_map(|change| self.beyond_data(change, &added))
            .collect();
        findings.truncate(MAX_LISTED);
        let entities = entities(self.new, &added, &self.diff);
        let meter = Meter::at_most(Measured::Entities, 1, entities);
        findings.push(if meter.is_kept() {
            kept(meter)
        } else {
            let message = format!("{entities} entities were added; one is allowed.");
            let finding = Finding::new(Severity::Error, message)
                .of(Signal::ManyEntities)
                .metered(meter);
            let added = added.iter().take(MAX_LISTED);
            added.fold(finding, |finding, at| finding.at(self.variable(*at)))
        });
        let summary = if added.is_empty() {
            "other numbers, same structure"
        } else {
            "other numbers and one entity more"
        };
        Opinion::judged(summary, findings).with(self.number_changes())
    }

    /// What neither other numbers nor one more entity explain.
    fn beyond_data(&self, change: &Change, added: &[usize]) -> Option<Finding> {
        let allowed = match change {
            Change::VariableAdded { .. } => true,
            Change::Objective { coefficients, .. } => {
                let lines = [self.old.objective.line, self.new.objective.line];
                let terms = self.old.objective.terms.iter().chain(&self.new.objective.terms);
                self.is_the_same_line(lines) || differs(terms) || self.keep_their_places(coefficients, added)
            }
            Change::VariableChanged { kinds, .. } => kinds.is_none(),
            Change::RowChanged {
                old,
                new,
                coefficients,
                ..
            } => {
                let (old, new) = (&self.old.rows[*old], &self.new.rows[*new]);
                old.sense() == new.sense()
                    && (self.is_the_same_line([old.line, new.line])
                        || differs(old.terms.iter().chain(&new.terms))
                        || self.keep_their_places(coefficients, added))
            }
            // A loop that runs once more makes a row more; so does an entity with a limit such as the others have.
            Change::RowAdded { new, .. } => {
                let row = &self.new.rows[*new];
                let own =
                    !row.terms.is_empty() && row.terms.iter().all(|term| added.contains(&term.variable.0));
                self.diff.rows.iter().any(|(_, kept)| {
                    let kept = &self.new.rows[*kept];
                    changes::same_source(row, kept) || (own && changes::alike(row, kept))
                })
            }
            Change::VariableRemoved { .. } | Change::RowRemoved { .. } | Change::ObjectiveSense { .. } => {
                false
            }
        };
        (!allowed).then(|| {
            self.finding(change, "more than data changed")
                .of(Signal::BeyondData)
        })
    }

    /// Whether both programs make a row by the same words, so that only data can differ: a datum may be zero by chance.
    fn is_the_same_line(&self, lines: [Option<u32>; 2]) -> bool {
        let [Some(old), Some(new)] = lines else {
            return false;
        };
        let written = |program: &str, line: u32| -> Option<String> {
            let at = usize::try_from(line).ok()?.checked_sub(1)?;
            program.lines().nth(at).map(|line| line.trim().to_owned())
        };
        let parent = self
            .inputs
            .parents
            .first()
            .map(|parent| parent.solution.program.as_str());
        let before = parent.and_then(|program| written(program, old));
        before.is_some() && before == written(&self.inputs.sample.solution.program, new)
    }

    /// Whether the coefficients of variables that were there before stay: none comes or goes.
    fn keep_their_places(&self, coefficients: &[Coefficient], added: &[usize]) -> bool {
        coefficients.iter().all(|coefficient| {
            let of_added = |at: &usize| {
                let name = &self.new.variables[*at].name;
                coefficient.factor.split('·').any(|factor| factor == name)
            };
            coefficient.old * coefficient.new > 0.0 || added.iter().any(of_added)
        })
    }
}

/// Whether terms have both signs: where data are subtracted from one another, as a share less a limit on shares, a
/// coefficient may change its sign or be zero by chance.
fn differs<'a>(terms: impl Iterator<Item = &'a Term>) -> bool {
    let signs: Vec<bool> = terms.map(|term| term.coefficient < 0.0).collect();
    signs.contains(&true) && signs.contains(&false)
}
