//! What a person does to a walk.

use std::time::Duration;

use time::OffsetDateTime;

use super::{
    Ask, Effect, Maker, Outlook, Pace, Purpose, Refused, Reply, Rounds, Side, Step, Trouble, Walk, WorkKind,
    kind_of,
};
use crate::check::CheckId;
use crate::review::{Decision, DecisionKind};
use crate::sample::Part;
use crate::walk::journal::Ending;
use crate::walk::outlook::Job;
use crate::walk::{Act, Standing};

impl Walk {
    /// Checks an act whole before anything changes, so that a refused one leaves no trace.
    fn check_act(&self, act: &Act) -> Result<(), Refused> {
        self.can(act.kind())?;
        match act {
            Act::Edit { part, text } => self.check_edit(*part, text),
            Act::Note { text } if text.trim().is_empty() => Err(Refused::EmptyNote),
            Act::Overrule { check, reason } => self.check_overrule(*check, reason),
            Act::Accept { reason } => match self.evidence_gap() {
                Some(gap) if is_blank(reason.as_deref()) => Err(Refused::NeedsOverride(gap)),
                _ => Ok(()),
            },
            Act::Reject { reason } if reason.trim().is_empty() => Err(Refused::NeedsReason),
            _ => Ok(()),
        }
    }

    fn check_edit(&self, part: Part, text: &str) -> Result<(), Refused> {
        let before = self.draft.part(part);
        if before.as_deref().unwrap_or_default() == text {
            return Err(Refused::Unchanged(part));
        }
        // A problem or a program without words would be none; a formulation or an answer may be taken away.
        let must_say_something = matches!(part, Part::Problem | Part::Program);
        if must_say_something && text.trim().is_empty() {
            return Err(Refused::Empty(part));
        }
        Ok(())
    }

    fn check_overrule(&self, check: CheckId, reason: &str) -> Result<(), Refused> {
        match self.check(check).standing {
            Standing::Missing | Standing::Stale => Err(Refused::NotJudged(check)),
            Standing::Passed | Standing::Overruled => Err(Refused::PassesAlready(check)),
            Standing::NotPassed if reason.trim().is_empty() => Err(Refused::NeedsOverruleReason),
            Standing::NotPassed => Ok(()),
        }
    }

    pub(super) fn act(
        &mut self,
        act: Act,
        by: &str,
        now: OffsetDateTime,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Refused> {
        self.check_act(&act)?;
        match act {
            Act::Next => self.next(now, effects),
            Act::RunOn => self.run_on(now, effects),
            Act::Pause => {
                self.attended = true;
                self.pace = Pace::Wait;
            }
            Act::Cancel => self.cancel(by, effects),
            Act::Again => self.again(now, effects),
            Act::Edit { part, text } => self.edit(part, &text, by, now, effects),
            Act::Note { text } => self.history.note(text.trim(), by, now),
            Act::Overrule { check, reason } => self.findings.overrule(check, reason.trim(), by, now),
            Act::Back => {
                self.leave(effects);
                self.at = self.at.previous().unwrap_or(Step::Parent);
            }
            Act::Stop => {
                self.leave(effects);
                self.end(Ending::Dropped, format!("stopped by {by}"), None, effects);
            }
            Act::Accept { reason } => self.decide(DecisionKind::Accept, reason, by, now, effects),
            Act::Reject { reason } => self.decide(DecisionKind::Reject, Some(reason), by, now, effects),
            Act::Skip => self.decide(DecisionKind::Skip, None, by, now, effects),
            Act::Flag { reason } => self.decide(DecisionKind::Flag, reason, by, now, effects),
        }
        Ok(())
    }

    /// Stops what runs and forgets where the walk was going.
    fn leave(&mut self, effects: &mut Vec<Effect>) {
        self.supersede(effects);
        self.trouble = None;
        self.failures = 0;
        self.pace = Pace::Wait;
        self.until = None;
    }

    /// Stops what runs. The step has nothing to show for it, so it stands like one whose work failed: it passes
    /// nothing, and any way of going on runs it again.
    fn cancel(&mut self, by: &str, effects: &mut Vec<Effect>) {
        let writes = self
            .running
            .as_ref()
            .is_some_and(|task| kind_of(&task.work) == WorkKind::Write);
        let ask = self.ask.clone().filter(|_| writes);
        self.leave(effects);
        self.trouble = Some(Trouble {
            message: format!("cancelled by {by}; it can be run again"),
            ending: Ending::Failed,
            ask,
        });
    }

    fn next(&mut self, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        let outlook = self.outlook_of(self.at);
        if outlook == Outlook::Done {
            self.advance();
        }
        let goal = self.until.take().map_or(self.at, |until| until.max(self.at));
        self.go(&outlook, Pace::To(goal), now, effects);
    }

    fn run_on(&mut self, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        self.until = None;
        if self.running.is_some() {
            self.pace = Pace::On;
        } else {
            let outlook = self.outlook_of(self.at);
            self.go(&outlook, Pace::On, now, effects);
        }
    }

    /// Goes on at `pace` from a step that waits with `outlook`.
    fn go(&mut self, outlook: &Outlook, pace: Pace, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        self.pace = pace;
        match outlook {
            Outlook::Broken { .. } => {
                self.failures = 0;
                if let Some(ask) = self.trouble.take().and_then(|trouble| trouble.ask) {
                    self.ask(ask, now, effects);
                }
            }
            Outlook::Failed {
                repair: Some(repair), ..
            } => {
                if pace != Pace::On {
                    self.pace = Pace::To(repair.side.step());
                }
                self.repair(repair.clone(), now, effects);
            }
            _ => {}
        }
        self.settle(now, effects);
    }

    fn again(&mut self, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        self.leave(effects);
        self.pace = Pace::To(self.at);
        let side = match self.at {
            Step::Problem => {
                self.rounds = Rounds::default();
                Side::Problem
            }
            Step::Solution => {
                self.rounds = self.rounds.with_fresh_solution();
                Side::Solution
            }
            step => {
                self.findings.renew(step.checks());
                let mut job = Job::Check(step.checks().to_vec());
                if step == Step::Checks {
                    self.draft.renew_run();
                    job = Job::Run;
                }
                return self.start(job, Purpose::Again, now, effects);
            }
        };
        let ask = Ask {
            side,
            purpose: Purpose::Again,
            complaints: Vec::new(),
        };
        self.ask(ask, now, effects);
    }

    fn edit(&mut self, part: Part, text: &str, by: &str, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        let until = self.until;
        self.leave(effects);
        self.draft.edit(part, text);
        let (step, reply) = match part {
            Part::Problem => {
                self.rounds = Rounds::default();
                (
                    Step::Problem,
                    self.draft
                        .problem()
                        .cloned()
                        .map(|draft| Reply::ProblemWritten(Box::new(draft))),
                )
            }
            Part::Formulation | Part::Program => {
                self.rounds = self.rounds.with_fresh_solution();
                (
                    Step::Solution,
                    self.draft
                        .solution()
                        .cloned()
                        .map(|draft| Reply::SolutionWritten(Box::new(draft))),
                )
            }
            Part::Answer => (Step::Evidence, Some(Reply::AnswerWritten(self.draft.answer()))),
        };
        let maker = Maker::Person(by.to_owned());
        let id = self
            .history
            .begin(self.new_attempt(step, WorkKind::Write, maker, Purpose::Edit(part), now))
            .id;
        if let Some(reply) = reply {
            self.history.reply(id, Duration::ZERO, reply);
        }
        if part == Part::Problem && self.at == Step::Parent {
            self.at = Step::Problem;
        }
        let was = self.at;
        self.at = was.min(self.facts().first_open());
        if self.at < was {
            self.until = until.max(Some(was));
        }
    }

    fn decide(
        &mut self,
        kind: DecisionKind,
        reason: Option<String>,
        by: &str,
        now: OffsetDateTime,
        effects: &mut Vec<Effect>,
    ) {
        self.leave(effects);
        let given = reason
            .map(|reason| reason.trim().to_owned())
            .filter(|reason| !reason.is_empty());
        let reason = given.or_else(|| {
            (kind == DecisionKind::Accept)
                .then(|| self.overrule_reasons())
                .flatten()
        });
        let sample = self.draft.sample();
        let decision = Decision {
            sample: sample.id,
            version: sample.version,
            content: sample.content_hash(),
            kind,
            reason,
            reviewer: by.to_owned(),
            at: now,
        };
        let (ending, word) = match kind {
            DecisionKind::Accept => (Ending::Kept, "accepted"),
            DecisionKind::Reject => (Ending::Dropped, "rejected"),
            DecisionKind::Skip => (Ending::Kept, "skipped"),
            DecisionKind::Flag => (Ending::Kept, "flagged"),
        };
        let why = decision
            .reason
            .as_ref()
            .map(|reason| format!(": {reason}"))
            .unwrap_or_default();
        self.end(ending, format!("{word} by {by}{why}"), Some(decision), effects);
    }

    /// The reasons of the overrules that an acceptance rests on.
    fn overrule_reasons(&self) -> Option<String> {
        let views = self.checks();
        let overrules = views
            .iter()
            .filter_map(|view| view.overrule.filter(|_| view.standing == Standing::Overruled));
        let reasons: Vec<String> = overrules
            .map(|overrule| format!("{} overruled: {}", overrule.check.name(), overrule.reason))
            .collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
