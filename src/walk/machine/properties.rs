//! What holds whatever happens to a walk.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::testing::{Bench, good_reply, optimal_run, problem, solution, verdict};
use super::reply::unreadable;
use super::*;
use crate::author::{AuthorError, Exchange};
use crate::check::{CheckId, VerdictKind};
use crate::program::Run;
use crate::sample::{Operator, Part};
use crate::walk::{Act, ActKind, AttemptState, Standing};

/// Something that may happen; what it means depends on where the walk stands.
#[derive(Debug, Clone)]
enum Push {
    Good,
    Verdicts(u64),
    Bad(u8),
    Late(u32, u8),
    Act(Act),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just(" ".to_owned()), "[ab]{1,2}"]
}

fn act() -> impl Strategy<Value = Act> {
    let check = prop::sample::select(CheckId::ALL.to_vec());
    prop_oneof![
        8 => Just(Act::Next),
        4 => Just(Act::RunOn),
        2 => Just(Act::Pause),
        3 => Just(Act::Cancel),
        3 => Just(Act::Again),
        4 => (prop::sample::select(Part::ALL.to_vec()), text()).prop_map(|(part, text)| Act::Edit { part, text }),
        2 => text().prop_map(|text| Act::Note { text }),
        4 => (check, text()).prop_map(|(check, reason)| Act::Overrule { check, reason }),
        3 => Just(Act::Back),
        1 => text().prop_map(|reason| Act::Accept { reason: Some(reason) }),
        1 => text().prop_map(|reason| Act::Reject { reason }),
    ]
}

fn push() -> impl Strategy<Value = Push> {
    prop_oneof![
        10 => Just(Push::Good),
        6 => any::<u64>().prop_map(Push::Verdicts),
        3 => any::<u8>().prop_map(Push::Bad),
        2 => (0_u32..40, any::<u8>()).prop_map(|(task, which)| Push::Late(task, which)),
        10 => act().prop_map(Push::Act),
    ]
}

/// Verdicts drawn from `bits`, two bits a check; now and then one is missing or speaks of something else.
fn drawn_verdicts(task: &Task, plan: &Plan, bits: u64) -> Reply {
    let Work::Check { checks, .. } = &task.work else {
        return bad_reply(u8::try_from(bits % 256).unwrap());
    };
    let kinds = [
        VerdictKind::Pass,
        VerdictKind::Fail,
        VerdictKind::Unknown,
        VerdictKind::Error,
    ];
    let mut verdicts: Vec<_> = (0_usize..)
        .zip(checks)
        .map(|(index, check)| {
            verdict(
                task,
                plan,
                *check,
                kinds[usize::try_from((bits >> (2 * index)) % 4).unwrap()],
                &[],
            )
        })
        .collect();
    match bits >> 60 {
        0 => verdicts.truncate(1),
        1 => verdicts[0].judged = ContentHash::of(["else"]),
        _ => {}
    }
    Reply::Checked(verdicts)
}

fn bad_reply(which: u8) -> Reply {
    match which % 9 {
        0 => Reply::AuthorFailed(AuthorError::Cannot("no".to_owned())),
        1 | 2 => Reply::AuthorFailed(unreadable("?", Exchange::default())),
        3 => Reply::AuthorFailed(AuthorError::Failed("away".to_owned())),
        4 => problem(""),
        5 => solution(" "),
        6 => Reply::ProgramRan(Arc::new(Run::failed(crate::program::ProgramError {
            kind: crate::program::ErrorKind::Worker,
            name: String::new(),
            message: String::new(),
            line: None,
        }))),
        7 => Reply::ProgramRan(Arc::new(optimal_run(-0.0))),
        _ => Reply::Broke {
            message: "broke".to_owned(),
        },
    }
}

fn apply(bench: &mut Bench, push: &Push) -> Result<(), Refused> {
    let running = bench.walk.outstanding().cloned();
    let plan = bench.walk.shared_plan();
    match (push, running) {
        (Push::Act(act), _) => bench.did(act.clone()),
        (Push::Late(task, which), _) => bench.reply_to(TaskId(*task), bad_reply(*which)),
        (_, None) => bench.did(Act::Next),
        (Push::Good, Some(task)) => bench.reply_to(task.id, good_reply(&task, &plan)),
        (Push::Verdicts(bits), Some(task)) => bench.reply_to(task.id, drawn_verdicts(&task, &plan, *bits)),
        (Push::Bad(which), Some(task)) => bench.reply_to(task.id, bad_reply(*which)),
    }
}

/// What must hold of every walk at any time.
fn check_state(walk: &Walk) {
    let at = walk.step();
    for step in Step::ALL.into_iter().filter(|step| *step < at) {
        assert_eq!(
            walk.facts().outlook(step),
            Outlook::Done,
            "{step:?} before {at:?}"
        );
    }
    let running: Vec<_> = walk
        .attempts()
        .iter()
        .filter(|attempt| attempt.state == AttemptState::Running)
        .collect();
    assert_eq!(
        running.iter().map(|attempt| attempt.id).collect::<Vec<_>>(),
        walk.outstanding()
            .map(|task| task.id)
            .into_iter()
            .collect::<Vec<_>>()
    );
    assert!(
        running
            .iter()
            .all(|attempt| attempt.reply.is_none() && attempt.step == at)
    );
    if let Some(finish) = walk.finish() {
        assert!(walk.outstanding().is_none());
        if finish.ending == Ending::Kept && finish.decision.is_none() {
            assert!(walk.checks().iter().all(|view| view.standing.is_settled()));
        }
        if let Some(decision) = &finish.decision
            && walk.checks().iter().any(|view| view.standing != Standing::Passed)
            && decision.kind == crate::review::DecisionKind::Accept
        {
            assert!(
                decision
                    .reason
                    .as_ref()
                    .is_some_and(|reason| !reason.trim().is_empty())
            );
        }
    } else if !walk.is_attended() {
        assert!(
            walk.outstanding().is_some(),
            "an unattended walk never waits for a person"
        );
    }
    if walk.finish().is_none() && walk.is_attended() {
        assert!(walk.can(ActKind::Stop).is_ok());
        assert_eq!(walk.can(ActKind::Edit(Part::Problem)), Ok(()));
    }
    for view in walk.steps() {
        assert_eq!(view.is_current, view.step == at && walk.finish().is_none());
    }
}

/// Whether everything of `before` is still in `after`.
fn check_history(before: &Walk, after: &Walk) {
    assert!(after.attempts().len() >= before.attempts().len());
    for (old, new) in before.attempts().iter().zip(after.attempts()) {
        assert_eq!(
            (old.id, old.step, old.number, &old.by),
            (new.id, new.step, new.number, &new.by)
        );
        assert_eq!(
            (&old.notes, &old.complaints, old.started),
            (&new.notes, &new.complaints, new.started)
        );
        assert!(old.reply.is_none() || old.reply == new.reply);
        assert!(old.state == AttemptState::Running || old.state == new.state);
    }
    assert_eq!(before.overrules(), &after.overrules()[..before.overrules().len()]);
    assert!(
        before
            .notes()
            .iter()
            .zip(after.notes())
            .all(|(old, new)| old.text == new.text)
    );
    assert!(after.notes().len() >= before.notes().len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_happens_no_state_is_illegal_nothing_is_lost_and_a_replay_is_equal(
        pushes in prop::collection::vec(push(), 0..60),
        unattended in any::<bool>(),
        combination in any::<bool>(),
    ) {
        let mode = if unattended { Mode::Unattended } else { Mode::Attended };
        let operator = if combination { Operator::Combination } else { Operator::ChangePara };
        let plan = super::super::testing::plan(operator, mode);
        let mut bench = Bench::of(plan.clone());
        for push in &pushes {
            let before = bench.walk.clone();
            if let Push::Act(act) = push
                && let Err(refused) = before.can(act.kind())
            {
                prop_assert_eq!(bench.did(act.clone()), Err(refused));
            }
            match apply(&mut bench, push) {
                Ok(()) => check_history(&before, &bench.walk),
                Err(_) => prop_assert!(before == bench.walk),
            }
            check_state(&bench.walk);
        }
        let saved = serde_json::to_string(&(&plan, &bench.events)).unwrap();
        let (plan, events): (Plan, Vec<Event>) = serde_json::from_str(&saved).unwrap();
        // Compared without printing: a walk is long.
        prop_assert!(Walk::replay(plan, events).unwrap() == bench.walk);
    }

    #[test]
    fn an_unattended_walk_always_ends(bits in prop::collection::vec((any::<u64>(), any::<u8>()), 200)) {
        let mut bench = Bench::new(Mode::Unattended);
        for (bits, which) in bits {
            let Some(task) = bench.walk.outstanding().cloned() else { break };
            let plan = bench.walk.shared_plan();
            let reply = match which % 4 {
                0 => drawn_verdicts(&task, &plan, bits),
                1 => bad_reply(which / 4),
                _ => good_reply(&task, &plan),
            };
            // A reply of the wrong kind is refused, which is no step towards an end.
            drop(bench.reply_to(task.id, reply));
        }
        bench.pass_all();
        prop_assert!(bench.walk.finish().is_some());
    }
}
