//! Which acts a walk takes now, and why not the others.

use super::{Outlook, Refused, Step, Walk};
use crate::sample::Part;
use crate::walk::{ActKind, Standing};

/// An act, and whether the walk would take it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The act.
    pub act: ActKind,
    /// Why it would be refused; `None` when it would be taken.
    pub refused: Option<Refused>,
    /// Whether it needs a reason from the person now.
    pub needs_reason: bool,
}

impl Walk {
    /// Every act with what the walk would say to it now: what a hint line and a palette are made of.
    pub fn offers(&self) -> Vec<Offer> {
        let offer = |act| Offer {
            act,
            refused: self.can(act).err(),
            needs_reason: match act {
                ActKind::Reject | ActKind::Overrule => true,
                ActKind::Accept => self.evidence_gap().is_some(),
                _ => false,
            },
        };
        ActKind::ALL.into_iter().map(offer).collect()
    }

    /// Whether the walk would take an act of this kind now, given sound contents.
    ///
    /// # Errors
    /// Why it would not.
    pub fn can(&self, act: ActKind) -> Result<(), Refused> {
        if self.finish.is_some() {
            return Err(Refused::Over);
        }
        if !self.begun {
            return Err(Refused::NotBegun);
        }
        if !self.attended && !matches!(act, ActKind::Pause | ActKind::Stop | ActKind::Note) {
            return Err(Refused::Unattended);
        }
        match act {
            ActKind::Next if self.running.is_some() => Err(Refused::Running(self.at)),
            ActKind::RunOn if self.running.is_some() => Ok(()),
            ActKind::Next | ActKind::RunOn => self.can_go(),
            ActKind::Pause if self.attended && self.running.is_none() => Err(Refused::NothingRunning),
            ActKind::Cancel if self.running.is_none() => Err(Refused::NothingRunning),
            ActKind::Again => self.can_repeat(),
            ActKind::Edit(Part::Formulation | Part::Program) if self.draft.problem().is_none() => {
                Err(Refused::NoProblem)
            }
            ActKind::Edit(Part::Answer) if !self.draft.is_complete() => Err(Refused::NoSample),
            ActKind::Overrule if !self.has_anything_to_overrule() => Err(Refused::NothingToOverrule),
            ActKind::Back if self.at == Step::Parent => Err(Refused::FirstStep),
            ActKind::Accept | ActKind::Reject | ActKind::Skip | ActKind::Flag
                if !self.draft.is_complete() =>
            {
                Err(Refused::NoSample)
            }
            _ => Ok(()),
        }
    }

    fn can_go(&self) -> Result<(), Refused> {
        match self.outlook_of(self.at) {
            Outlook::Failed { reason, repair: None } => Err(Refused::Stuck(reason)),
            Outlook::Decide => Err(Refused::Decide),
            _ => Ok(()),
        }
    }

    fn can_repeat(&self) -> Result<(), Refused> {
        match self.at {
            Step::Parent | Step::Evidence | Step::Decision => Err(Refused::NothingToRun(self.at)),
            _ => Ok(()),
        }
    }

    fn has_anything_to_overrule(&self) -> bool {
        self.checks()
            .iter()
            .any(|view| view.standing == Standing::NotPassed)
    }
}
