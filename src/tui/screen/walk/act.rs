//! What a person does on a walk.

use super::WalkScreen;
use crate::check::CheckId;
use crate::sample::Part;
use crate::tui::action::Action;
use crate::tui::desk::moved;
use crate::tui::message::{Request, WalkOrder};
use crate::tui::modal::{Answer, Choice, Picker, Prompt, Question, WalkQuestion};
use crate::tui::outbox::Outbox;
use crate::tui::pane::Selected;
use crate::tui::screen::review::choices::{part_picker, reject_reason, reject_reasons};
use crate::walk::{Act, ActKind, Standing, Step, Walk};

/// The act that an action amounts to; `None` for actions that are none. Before the decision, rejecting is stopping.
pub(super) fn kind_of(action: Action, walk: Option<&Walk>) -> Option<ActKind> {
    let deciding = walk.is_some_and(|walk| walk.step() == Step::Decision);
    Some(match action {
        Action::StepOn => ActKind::Next,
        Action::RunOn => ActKind::RunOn,
        Action::Pause => ActKind::Pause,
        Action::CancelRun => ActKind::Cancel,
        Action::Again => ActKind::Again,
        Action::Note => ActKind::Note,
        Action::Overrule => ActKind::Overrule,
        Action::StepBack => ActKind::Back,
        Action::Accept => ActKind::Accept,
        Action::Reject if deciding => ActKind::Reject,
        Action::Reject => ActKind::Stop,
        Action::Skip => ActKind::Skip,
        Action::Flag => ActKind::Flag,
        Action::Edit | Action::EditOutside => ActKind::Edit(Part::Problem),
        _ => return None,
    })
}

fn question(question: WalkQuestion) -> Question {
    Question::Walk(question)
}

fn act(act: Act, out: &mut Outbox) {
    out.ask(Request::Walk(WalkOrder::Act(act)));
}

impl WalkScreen {
    /// Carries out an action that acts on the walk; `false` when it does not.
    pub(super) fn act_on_walk(&mut self, action: Action, out: &mut Outbox) -> bool {
        let Some(walk) = self.walk.clone() else {
            return false;
        };
        let Some(kind) = kind_of(action, Some(&walk)) else {
            return false;
        };
        match kind {
            ActKind::Next => act(Act::Next, out),
            ActKind::RunOn => act(Act::RunOn, out),
            ActKind::Pause => act(Act::Pause, out),
            ActKind::Cancel => act(Act::Cancel, out),
            ActKind::Again => act(Act::Again, out),
            ActKind::Back => act(Act::Back, out),
            ActKind::Skip => act(Act::Skip, out),
            ActKind::Flag => act(Act::Flag { reason: None }, out),
            ActKind::Note => {
                let text =
                    "It goes into the next request to the author: press r to run the step again with it.";
                out.prompt(Prompt::new(
                    question(WalkQuestion::Note),
                    "Note for the author",
                    text,
                ));
            }
            ActKind::Overrule => self.choose_overrule(&walk, out),
            ActKind::Stop => {
                let picker = Picker::quick(question(WalkQuestion::Stop), "Stop this walk?", stop_choices());
                out.pick(picker);
            }
            ActKind::Reject => {
                let asked = question(WalkQuestion::RejectReason);
                out.pick(Picker::quick(asked, "Reject: why?", reject_reasons()));
            }
            ActKind::Accept => accept(&walk, out),
            ActKind::Edit(_) => {
                let outside = action == Action::EditOutside;
                out.pick(part_picker(
                    question(WalkQuestion::PartToEdit { outside }),
                    self.desk.focus(),
                ));
            }
        }
        true
    }

    /// The verdict under the cursor, or a choice among those that stand in the way.
    fn choose_overrule(&self, walk: &Walk, out: &mut Outbox) {
        let open = open_checks(walk);
        let pointed = self.desk.selected().map(|selected| match selected {
            Selected::Verdict(judged) | Selected::Finding(judged, _) => judged.verdict.check,
        });
        match (pointed.filter(|check| open.contains(check)), open.as_slice()) {
            (Some(check), _) => ask_overrule_reason(check, out),
            (None, [check]) => ask_overrule_reason(*check, out),
            (None, _) => {
                let keys = ["1", "2", "3", "4", "5", "6", "7", "8"];
                let summary = |check: CheckId| {
                    walk.check(check)
                        .verdict
                        .map(|verdict| verdict.summary.clone())
                        .unwrap_or_default()
                };
                let choices = open.iter().enumerate().map(|(place, check)| {
                    Choice::new(
                        place,
                        keys.get(place).unwrap_or(&""),
                        check.name(),
                        summary(*check),
                    )
                });
                let asked = question(WalkQuestion::Overrule);
                out.pick(Picker::quick(asked, "Overrule which check?", choices.collect()));
            }
        }
    }

    pub(super) fn answer_on_walk(&mut self, asked: WalkQuestion, answer: Answer, out: &mut Outbox) {
        match (asked, answer) {
            (WalkQuestion::Note, Answer::Text(text)) => act(Act::Note { text }, out),
            (WalkQuestion::Overrule, Answer::Choice(place)) => {
                if let Some(check) = self
                    .walk
                    .as_deref()
                    .map(open_checks)
                    .unwrap_or_default()
                    .get(place)
                {
                    ask_overrule_reason(*check, out);
                }
            }
            (WalkQuestion::OverruleReason(check), Answer::Text(reason)) => {
                act(Act::Overrule { check, reason }, out);
            }
            (WalkQuestion::Stop, Answer::Choice(1)) => act(Act::Stop, out),
            (WalkQuestion::RejectReason, Answer::Choice(place)) => {
                if let Some(reason) = reject_reason(place) {
                    act(
                        Act::Reject {
                            reason: reason.to_owned(),
                        },
                        out,
                    );
                } else {
                    let asked = question(WalkQuestion::RejectReasonTyped);
                    out.prompt(Prompt::new(
                        asked,
                        "Reject: why?",
                        "The reason is kept with the decision.",
                    ));
                }
            }
            (WalkQuestion::RejectReasonTyped, Answer::Text(reason)) => act(Act::Reject { reason }, out),
            (WalkQuestion::AcceptReason, Answer::Text(reason)) => {
                act(Act::Accept { reason: Some(reason) }, out);
            }
            (WalkQuestion::PartToEdit { outside }, Answer::Choice(place)) => self.edit(place, outside, out),
            (WalkQuestion::EditedPart(part), Answer::Text(text)) => act(Act::Edit { part, text }, out),
            _ => {}
        }
    }

    fn edit(&self, place: usize, outside: bool, out: &mut Outbox) {
        let (Some(walk), Some(part)) = (&self.walk, Part::ALL.get(place)) else {
            return;
        };
        if let Err(refused) = walk.can(ActKind::Edit(*part)) {
            out.hint(refused.to_string());
            return;
        }
        let text = walk.child().part(*part).into_owned();
        out.edit(question(WalkQuestion::EditedPart(*part)), *part, text, outside);
    }

    /// Moves among the steps.
    pub(super) fn step_selection(&mut self, action: Action) {
        let Some(walk) = &self.walk else { return };
        let at = self.steps.selected.unwrap_or(walk.step() as usize);
        let to = moved(at, Step::ALL.len(), Step::ALL.len(), action);
        // Back at the step where the walk stands, the selection follows the walk again.
        self.steps.selected = (to != walk.step() as usize).then_some(to);
    }
}

/// The checks that stand in the way.
fn open_checks(walk: &Walk) -> Vec<CheckId> {
    let checks = walk.checks();
    checks
        .iter()
        .filter(|view| view.standing == Standing::NotPassed)
        .map(|view| view.check)
        .collect()
}

fn ask_overrule_reason(check: CheckId, out: &mut Outbox) {
    let title = format!("Overrule {}: why?", check.name());
    let text = "The verdict counts as passed for exactly this content. The reason is kept.";
    out.prompt(Prompt::new(
        question(WalkQuestion::OverruleReason(check)),
        title,
        text,
    ));
}

fn accept(walk: &Walk, out: &mut Outbox) {
    match walk.evidence_gap() {
        None => act(Act::Accept { reason: None }, out),
        Some(gap) => {
            let text = format!("{gap}. Accept all the same? The reason is kept with the decision.");
            out.prompt(Prompt::new(
                question(WalkQuestion::AcceptReason),
                "Accept: why?",
                text,
            ));
        }
    }
}

fn stop_choices() -> Vec<Choice> {
    vec![
        Choice::new(0, "n", "No, go on", ""),
        Choice::new(1, "y", "Yes, stop", "its history stays, no sample is kept"),
    ]
}
