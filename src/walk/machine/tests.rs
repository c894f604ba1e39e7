//! Transitions of the machine, one by one.

use std::sync::Arc;

use rstest::rstest;

use super::super::testing::{Bench, exchange, good_reply, optimal_run, problem, solution, verdict};
use super::reply::unreadable;
use super::*;
use crate::author::{AuthorError, FaultKind, Planted};
use crate::check::{CheckId, Evidence, VerdictKind};
use crate::program::{ErrorKind, ProgramError, Run};
use crate::review::DecisionKind;
use crate::sample::{Answer, Operator, Part};
use crate::walk::testing::plan;
use crate::walk::{Act, ActKind, AttemptState, Standing};

const FAIL: VerdictKind = VerdictKind::Fail;
const ANYWHERE: &[Evidence] = &[];

fn in_problem() -> [Evidence; 1] {
    [Evidence::Text {
        part: Part::Problem,
        span: 0..1,
    }]
}

fn in_program() -> [Evidence; 1] {
    [Evidence::Line { line: 1 }]
}

fn ending(bench: &Bench) -> (Ending, Step) {
    let finish = bench.walk.finish().expect("the walk goes on");
    (finish.ending, finish.step)
}

fn next(bench: &mut Bench) {
    bench.did(Act::Next).unwrap();
    bench.pass_all();
}

fn dead_worker() -> Reply {
    Reply::ProgramRan(Arc::new(Run::failed(ProgramError {
        kind: ErrorKind::Worker,
        name: "worker".to_owned(),
        message: "it died".to_owned(),
        line: None,
    })))
}

#[rstest]
fn an_unattended_walk_keeps_what_passes(
    #[values(
        Operator::ChangePara,
        Operator::ModifyCons,
        Operator::ModifyObj,
        Operator::TransDomain,
        Operator::Combination
    )]
    operator: Operator,
) {
    let mut bench = Bench::of(plan(operator, Mode::Unattended));
    bench.pass_all();
    assert_eq!(ending(&bench), (Ending::Kept, Step::Decision));
    let finish = bench.walk.finish().unwrap();
    let sample = finish.sample.as_ref().unwrap();
    assert_eq!(sample.lineage.operator(), Some(operator));
    assert_eq!(sample.lineage.parents().len(), operator.parents());
    assert_eq!(sample.lineage.depth, 1);
    assert_eq!(finish.verdicts.len(), CheckId::routine().count());
    assert!(finish.decision.is_none());
    assert!(matches!(sample.answer, Some(Answer::Number(_))));
}

#[test]
fn the_work_comes_in_the_order_of_the_method() {
    let mut bench = Bench::new(Mode::Unattended);
    let mut kinds = Vec::new();
    while bench.walk.outstanding().is_some() {
        kinds.push((bench.walk.step(), kind_of(&bench.task().work)));
        bench.pass();
    }
    let expected = [
        (Step::Problem, WorkKind::Write),
        (Step::Description, WorkKind::Check),
        (Step::Solution, WorkKind::Write),
        (Step::Alignment, WorkKind::Check),
        (Step::Checks, WorkKind::Run),
        (Step::Checks, WorkKind::Check),
        (Step::Decision, WorkKind::Admit),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn an_attended_walk_waits_after_every_step() {
    let mut bench = Bench::new(Mode::Attended);
    for step in Step::ALL {
        assert_eq!(bench.walk.step(), step);
        assert!(bench.walk.outstanding().is_none());
        if step != Step::Decision {
            assert_eq!(bench.walk.outlook(), Outlook::Done);
            next(&mut bench);
        }
    }
    assert_eq!(bench.walk.outlook(), Outlook::Decide);
    assert_eq!(bench.did(Act::Next), Err(Refused::Decide));
}

#[test]
fn a_duplicate_is_dropped_with_its_twin_named() {
    let mut bench = Bench::new(Mode::Unattended);
    while !matches!(bench.task().work, Work::Admit { .. }) {
        bench.pass();
    }
    let twin = super::super::testing::seed_sample(5).id;
    let duplicate_of = Some(twin);
    bench.reply(Reply::Admitted { duplicate_of });
    assert_eq!(ending(&bench), (Ending::Dropped, Step::Decision));
    assert!(bench.walk.finish().unwrap().reason.contains(&twin.to_string()));
}

#[test]
fn a_description_is_corrected_three_times_and_then_dropped() {
    let mut bench = Bench::new(Mode::Unattended);
    bench.pass();
    for round in 1..=3 {
        bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
        let task = bench.task();
        let Work::AskProblem(ask) = &task.work else {
            panic!("round {round} asks for no problem")
        };
        assert_eq!(ask.complaints, ["description is wrong"]);
        assert!(ask.previous.is_some());
        assert_eq!(ask.attempt, round);
        bench.pass();
    }
    bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
    assert_eq!(ending(&bench), (Ending::Dropped, Step::Description));
    assert_eq!(bench.walk.step_view(Step::Problem).attempts, 4);
}

#[test]
fn a_solution_is_corrected_three_times_and_then_dropped() {
    let mut bench = Bench::new(Mode::Unattended);
    for round in 0..=3 {
        while !matches!(&bench.task().work, Work::Check { checks, .. } if checks.contains(&CheckId::Sense)) {
            bench.pass();
        }
        assert_eq!(bench.walk.step_view(Step::Solution).attempts, round + 1);
        bench.judge(&[(CheckId::Sense, FAIL, &in_program())]);
    }
    assert_eq!(ending(&bench), (Ending::Dropped, Step::Checks));
}

#[test]
fn a_correction_is_aligned_again() {
    let mut bench = Bench::new(Mode::Unattended);
    while bench.walk.step() != Step::Checks {
        bench.pass();
    }
    bench.pass();
    bench.judge(&[(CheckId::Sense, FAIL, &in_program())]);
    bench.pass();
    assert_eq!(bench.walk.step(), Step::Alignment);
    assert!(matches!(&bench.task().work, Work::Check { checks, .. } if checks == &[CheckId::Alignment]));
}

#[rstest]
#[case::words_only(CheckId::Contract, true, Side::Problem)]
#[case::in_the_program(CheckId::Contract, false, Side::Solution)]
#[case::a_number(CheckId::Numbers, false, Side::Solution)]
#[case::the_sense(CheckId::Sense, false, Side::Solution)]
fn a_correction_goes_to_the_side_that_the_findings_point_at(
    #[case] check: CheckId,
    #[case] words: bool,
    #[case] side: Side,
) {
    let mut bench = Bench::new(Mode::Unattended);
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.pass();
    let evidence = if words { in_problem() } else { in_program() };
    bench.judge(&[(check, FAIL, &evidence)]);
    assert_eq!(bench.walk.step(), side.step());
}

#[test]
fn what_a_new_solution_does_not_mend_is_the_problems_fault() {
    let mut bench = Bench::new(Mode::Unattended);
    for side in [Side::Solution, Side::Problem, Side::Solution, Side::Problem] {
        while !matches!(&bench.task().work, Work::Check { checks, .. } if checks.contains(&CheckId::Numbers))
        {
            bench.pass();
        }
        bench.judge(&[(CheckId::Numbers, FAIL, &in_program())]);
        assert_eq!(bench.walk.step(), side.step());
    }
}

#[test]
fn an_unattended_misalignment_drops_and_an_attended_one_waits() {
    let misaligned = |mode| {
        let mut bench = Bench::new(mode);
        if mode == Mode::Attended {
            bench.did(Act::RunOn).unwrap();
        }
        while bench.walk.step() != Step::Alignment {
            bench.pass();
        }
        bench.judge(&[(CheckId::Alignment, FAIL, ANYWHERE)]);
        bench
    };
    assert_eq!(
        ending(&misaligned(Mode::Unattended)),
        (Ending::Dropped, Step::Alignment)
    );
    let mut bench = misaligned(Mode::Attended);
    assert!(bench.walk.outstanding().is_none());
    assert_eq!(bench.walk.step_view(Step::Alignment).status, StepStatus::Failed);
    bench.did(Act::Next).unwrap();
    assert!(matches!(&bench.task().work, Work::AskSolution(ask) if ask.complaints.len() == 1));
}

#[rstest]
#[case(VerdictKind::Unknown)]
#[case(VerdictKind::Error)]
#[case(VerdictKind::Fail)]
fn only_pass_passes(#[case] kind: VerdictKind) {
    let mut bench = Bench::new(Mode::Unattended);
    while bench.walk.finish().is_none() {
        if matches!(&bench.task().work, Work::Check { checks, .. } if checks.contains(&CheckId::Outcome)) {
            bench.judge(&[(CheckId::Outcome, kind, ANYWHERE)]);
        } else {
            bench.pass();
        }
    }
    assert_eq!(ending(&bench), (Ending::Dropped, Step::Checks));
}

#[test]
fn a_check_that_broke_is_asked_once_more() {
    let mut bench = Bench::new(Mode::Unattended);
    bench.pass();
    bench.judge(&[(CheckId::Description, VerdictKind::Error, ANYWHERE)]);
    assert_eq!(bench.walk.step(), Step::Description);
    bench.pass_all();
    assert_eq!(ending(&bench).0, Ending::Kept);
}

#[test]
fn a_check_that_is_silent_or_speaks_of_something_else_does_not_pass() {
    let mut bench = Bench::new(Mode::Attended);
    bench.did(Act::RunOn).unwrap();
    bench.pass();
    bench.reply(Reply::Checked(Vec::new()));
    let task = bench.task();
    let mut foreign = verdict(
        &task,
        bench.walk.plan(),
        CheckId::Description,
        VerdictKind::Pass,
        ANYWHERE,
    );
    foreign.judged = ContentHash::of(["something else"]);
    bench.reply(Reply::Checked(vec![foreign]));
    let view = bench.walk.check(CheckId::Description);
    assert_eq!(view.standing, Standing::NotPassed);
    assert_eq!(view.verdict.unwrap().kind, VerdictKind::Error);
}

#[test]
fn a_dead_worker_gets_one_more_run_and_is_no_evidence_against_the_sample() {
    let mut bench = Bench::new(Mode::Unattended);
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.reply(dead_worker());
    assert_eq!(kind_of(&bench.task().work), WorkKind::Run);
    bench.reply(dead_worker());
    assert_eq!(ending(&bench), (Ending::Failed, Step::Checks));
    let finish = bench.walk.finish().unwrap();
    assert!(finish.reason.contains("it died"), "{}", finish.reason);
    assert!(finish.run.is_none(), "a broken run is nobody's run");
}

#[test]
fn an_unreadable_reply_is_asked_for_five_times() {
    let mut bench = Bench::new(Mode::Unattended);
    for attempt in 0..5 {
        let task = bench.task();
        assert!(matches!(&task.work, Work::AskProblem(ask) if ask.attempt == attempt));
        bench.reply(Reply::AuthorFailed(unreadable("no question", exchange("?"))));
    }
    assert_eq!(ending(&bench), (Ending::Failed, Step::Problem));
    assert_eq!(bench.walk.attempts().len(), 5);
    assert!(
        bench
            .walk
            .attempts()
            .iter()
            .all(|attempt| attempt.reply.is_some())
    );
}

#[rstest]
#[case::cannot(AuthorError::Cannot("no blueprint".to_owned()))]
#[case::failed(AuthorError::Failed("no connection".to_owned()))]
fn an_author_that_cannot_ends_an_unattended_walk_and_leaves_an_attended_one_waiting(
    #[case] error: AuthorError,
) {
    let mut bench = Bench::new(Mode::Unattended);
    bench.reply(Reply::AuthorFailed(error.clone()));
    assert_eq!(ending(&bench), (Ending::Failed, Step::Problem));
    let mut bench = Bench::new(Mode::Attended);
    bench.did(Act::Next).unwrap();
    bench.reply(Reply::AuthorFailed(error));
    assert_eq!(bench.walk.step_view(Step::Problem).status, StepStatus::Failed);
    next(&mut bench);
    assert_eq!(bench.walk.step_view(Step::Problem).status, StepStatus::Done);
}

#[test]
fn an_author_that_cannot_correct_leads_to_a_drop() {
    let mut bench = Bench::new(Mode::Unattended);
    bench.pass();
    bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
    bench.reply(Reply::AuthorFailed(AuthorError::Cannot("no".to_owned())));
    assert_eq!(ending(&bench).0, Ending::Dropped);
    assert!(
        bench
            .walk
            .finish()
            .unwrap()
            .reason
            .contains("description is wrong")
    );
}

#[test]
fn an_edit_makes_stale_what_rests_on_it_and_nothing_else() {
    let mut bench = Bench::at_decision();
    let text = "import coptpy  # by hand\n".to_owned();
    bench
        .did(Act::Edit {
            part: Part::Program,
            text,
        })
        .unwrap();
    assert_eq!(bench.walk.check(CheckId::Description).standing, Standing::Passed);
    for check in [
        CheckId::Alignment,
        CheckId::Program,
        CheckId::Numbers,
        CheckId::Frame,
    ] {
        assert_eq!(
            bench.walk.check(check).standing,
            Standing::Stale,
            "{}",
            check.name()
        );
    }
    assert!(bench.walk.run_is_stale());
    assert_eq!(bench.walk.step_view(Step::Checks).status, StepStatus::Stale);
    assert_eq!(bench.walk.child().blueprint, None);
    bench.did(Act::Next).unwrap();
    let mut kinds = Vec::new();
    while bench.walk.outstanding().is_some() {
        kinds.push(kind_of(&bench.task().work));
        bench.pass();
    }
    assert_eq!(kinds, [WorkKind::Check, WorkKind::Run, WorkKind::Check]);
    assert_eq!(
        bench.walk.step(),
        Step::Decision,
        "one press leads back to where the person was"
    );
    assert_eq!(bench.walk.evidence_gap(), None);
}

#[test]
fn an_answer_by_hand_stands_until_the_program_changes() {
    let mut bench = Bench::at_decision();
    let proven = bench.walk.answer();
    bench
        .did(Act::Edit {
            part: Part::Answer,
            text: "12".to_owned(),
        })
        .unwrap();
    assert_eq!(bench.walk.answer(), Some(Answer::Number(12.0)));
    assert_eq!(bench.walk.check(CheckId::Outcome).standing, Standing::Stale);
    assert_eq!(bench.walk.check(CheckId::Sense).standing, Standing::Passed);
    bench.did(Act::Next).unwrap();
    let task = bench.task();
    assert!(
        matches!(&task.work, Work::Check { checks, .. } if checks.contains(&CheckId::Outcome) && !checks.contains(&CheckId::Sense))
    );
    bench.pass_all();
    bench
        .did(Act::Edit {
            part: Part::Program,
            text: "import coptpy  # two\n".to_owned(),
        })
        .unwrap();
    assert_eq!(bench.walk.answer(), None);
    assert_ne!(proven, None);
}

#[test]
fn an_edited_problem_keeps_its_solution_and_has_it_judged_again() {
    let mut bench = Bench::at_decision();
    bench
        .did(Act::Edit {
            part: Part::Problem,
            text: "Another question?".to_owned(),
        })
        .unwrap();
    assert_eq!(bench.walk.step(), Step::Description);
    bench.did(Act::Next).unwrap();
    while bench.walk.outstanding().is_some() {
        assert_ne!(kind_of(&bench.task().work), WorkKind::Write);
        assert_ne!(
            kind_of(&bench.task().work),
            WorkKind::Run,
            "the program is the same"
        );
        bench.pass();
    }
    assert_eq!(bench.walk.step(), Step::Decision);
}

#[test]
fn accepting_needs_a_reason_when_the_evidence_does_not_carry_it() {
    let mut bench = Bench::at_decision();
    bench
        .did(Act::Edit {
            part: Part::Program,
            text: "x = 1".to_owned(),
        })
        .unwrap();
    let before = bench.walk.clone();
    assert!(matches!(
        bench.did(Act::Accept { reason: None }),
        Err(Refused::NeedsOverride(_))
    ));
    assert!(matches!(
        bench.did(Act::Accept {
            reason: Some("  ".to_owned())
        }),
        Err(Refused::NeedsOverride(_))
    ));
    assert_eq!(bench.walk, before);
    bench
        .did(Act::Accept {
            reason: Some("I ran it myself".to_owned()),
        })
        .unwrap();
    let finish = bench.walk.finish().unwrap();
    let decision = finish.decision.as_ref().unwrap();
    assert_eq!(decision.reason.as_deref(), Some("I ran it myself"));
    assert_eq!(decision.content, finish.sample.as_ref().unwrap().content_hash());
    assert!(finish.run.is_none(), "a stale run is not saved as the sample's");
    assert_eq!(
        finish
            .verdicts
            .iter()
            .map(|verdict| verdict.check)
            .collect::<Vec<_>>(),
        [CheckId::Description]
    );
}

#[test]
fn an_overruled_verdict_lets_the_walk_go_on_until_the_content_changes() {
    let mut bench = Bench::new(Mode::Attended);
    bench.did(Act::RunOn).unwrap();
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.did(Act::Pause).unwrap();
    bench.pass();
    bench.did(Act::Next).unwrap();
    bench.judge(&[(CheckId::Numbers, VerdictKind::Unknown, ANYWHERE)]);
    let overrule = |reason: &str| Act::Overrule {
        check: CheckId::Numbers,
        reason: reason.to_owned(),
    };
    assert_eq!(bench.did(overrule(" ")), Err(Refused::NeedsOverruleReason));
    bench.did(overrule("a dozen is twelve")).unwrap();
    assert_eq!(bench.did(overrule("twice")), Err(Refused::NothingToOverrule));
    assert_eq!(bench.walk.check(CheckId::Numbers).standing, Standing::Overruled);
    next(&mut bench);
    assert_eq!(bench.walk.step(), Step::Evidence);
    bench.did(Act::Accept { reason: None }).unwrap();
    let reason = bench.walk.finish().unwrap().decision.clone().unwrap().reason;
    assert_eq!(reason.as_deref(), Some("numbers overruled: a dozen is twelve"));
}

#[test]
fn a_reply_that_comes_too_late_is_kept_and_not_applied() {
    let mut bench = Bench::new(Mode::Attended);
    bench.did(Act::Next).unwrap();
    let late = bench.task();
    bench.did(Act::Back).unwrap();
    assert_eq!(bench.effects, [Effect::Cancel { task: late.id }]);
    next(&mut bench);
    let text = bench.walk.problem().unwrap().to_owned();
    bench.reply_to(late.id, problem("Too late?")).unwrap();
    assert_eq!(bench.walk.problem(), Some(text.as_str()));
    let attempt = bench.walk.attempt(late.id).unwrap();
    assert_eq!(attempt.state, AttemptState::Superseded);
    assert_eq!(attempt.reply, Some(problem("Too late?")));
    assert_eq!(
        bench.reply_to(late.id, problem("Twice?")),
        Err(Refused::Stray(late.id))
    );
}

#[test]
fn a_reply_of_the_wrong_kind_or_number_changes_nothing() {
    let mut bench = Bench::new(Mode::Unattended);
    let before = bench.walk.clone();
    let id = bench.task().id;
    let wrong = [
        solution("x"),
        Reply::Checked(Vec::new()),
        Reply::AnswerWritten(None),
        Reply::ProgramRan(Arc::new(optimal_run(1.0))),
    ];
    for reply in wrong {
        assert_eq!(bench.reply_to(id, reply), Err(Refused::WrongKind(id)));
    }
    assert_eq!(
        bench.reply_to(TaskId(99), problem("?")),
        Err(Refused::Stray(TaskId(99)))
    );
    assert_eq!(bench.push(Happening::Begun), Err(Refused::BegunAlready));
    assert_eq!(bench.walk, before);
}

#[test]
fn a_note_goes_into_the_next_request_and_into_its_retries() {
    let mut bench = Bench::new(Mode::Attended);
    assert_eq!(
        bench.did(Act::Note { text: " ".to_owned() }),
        Err(Refused::EmptyNote)
    );
    bench
        .did(Act::Note {
            text: "shorter".to_owned(),
        })
        .unwrap();
    bench.did(Act::Next).unwrap();
    for _ in 0..2 {
        let task = bench.task();
        assert!(matches!(&task.work, Work::AskProblem(ask) if ask.notes == ["shorter"]));
        bench.reply(Reply::AuthorFailed(unreadable("?", exchange("?"))));
    }
    bench.pass();
    bench.did(Act::Again).unwrap();
    let task = bench.task();
    assert!(matches!(&task.work, Work::AskProblem(ask) if ask.notes.is_empty() && ask.previous.is_none()));
    assert_eq!(bench.walk.notes().len(), 1);
}

#[test]
fn a_step_runs_again_and_keeps_what_it_had() {
    let mut bench = Bench::new(Mode::Attended);
    next(&mut bench);
    next(&mut bench);
    assert_eq!(bench.walk.step(), Step::Problem.next().unwrap());
    bench.did(Act::Again).unwrap();
    assert_eq!(bench.walk.check(CheckId::Description).standing, Standing::Stale);
    bench.pass_all();
    assert_eq!(bench.walk.step_view(Step::Description).attempts, 2);
    let purposes: Vec<_> = bench
        .walk
        .attempts()
        .iter()
        .map(|attempt| attempt.purpose)
        .collect();
    assert_eq!(purposes, [Purpose::First, Purpose::First, Purpose::Again]);
}

#[test]
fn checks_that_run_again_run_the_program_again() {
    let mut bench = Bench::at_decision();
    bench.did(Act::Back).unwrap();
    bench.did(Act::Back).unwrap();
    bench.did(Act::Again).unwrap();
    assert_eq!(kind_of(&bench.task().work), WorkKind::Run);
    bench.pass();
    let task = bench.task();
    assert!(matches!(&task.work, Work::Check { checks, .. } if checks.as_slice() == Step::Checks.checks()));
    bench.pass();
    assert_eq!(bench.walk.step(), Step::Checks);
    assert_eq!(bench.walk.outlook(), Outlook::Done);
}

#[test]
fn a_person_can_write_everything_by_hand() {
    let mut bench = Bench::new(Mode::Attended);
    let edit = |part, text: &str| Act::Edit {
        part,
        text: text.to_owned(),
    };
    assert_eq!(bench.did(edit(Part::Program, "x")), Err(Refused::NoProblem));
    assert_eq!(
        bench.did(edit(Part::Problem, " \n")),
        Err(Refused::Empty(Part::Problem))
    );
    bench.did(edit(Part::Problem, "How many?")).unwrap();
    assert_eq!(
        bench.did(edit(Part::Problem, "How many?")),
        Err(Refused::Unchanged(Part::Problem))
    );
    bench.did(edit(Part::Program, "import pulp\n")).unwrap();
    bench.did(Act::RunOn).unwrap();
    while bench.walk.outstanding().is_some() {
        assert_ne!(kind_of(&bench.task().work), WorkKind::Write);
        bench.pass();
    }
    bench.did(Act::Accept { reason: None }).unwrap();
    let sample = bench.walk.finish().unwrap().sample.clone().unwrap();
    assert_eq!(
        (sample.problem.as_str(), sample.library),
        ("How many?", crate::sample::Library::Pulp)
    );
}

#[test]
fn pausing_takes_an_unattended_walk_over() {
    let mut bench = Bench::new(Mode::Unattended);
    assert_eq!(bench.did(Act::Next), Err(Refused::Unattended));
    bench.did(Act::Pause).unwrap();
    bench.pass();
    assert!(bench.walk.is_attended());
    assert_eq!(
        (bench.walk.step(), bench.walk.outstanding()),
        (Step::Problem, None)
    );
}

#[rstest]
#[case(Act::Accept { reason: None }, Ending::Kept, Some(DecisionKind::Accept))]
#[case(Act::Reject { reason: "dull".to_owned() }, Ending::Dropped, Some(DecisionKind::Reject))]
#[case(Act::Skip, Ending::Kept, Some(DecisionKind::Skip))]
#[case(Act::Flag { reason: None }, Ending::Kept, Some(DecisionKind::Flag))]
#[case(Act::Stop, Ending::Dropped, None)]
fn every_decision_ends_the_walk(
    #[case] act: Act,
    #[case] expected: Ending,
    #[case] kind: Option<DecisionKind>,
) {
    let mut bench = Bench::at_decision();
    bench.did(act).unwrap();
    let finish = bench.walk.finish().unwrap();
    assert_eq!(finish.ending, expected);
    assert_eq!(finish.decision.as_ref().map(|decision| decision.kind), kind);
    assert_eq!(finish.sample.is_some(), kind.is_some());
    assert!(
        bench
            .walk
            .offers()
            .iter()
            .all(|offer| offer.refused == Some(Refused::Over))
    );
    assert_eq!(bench.did(Act::Next), Err(Refused::Over));
}

#[test]
fn a_rejection_needs_a_reason_and_a_decision_needs_a_sample() {
    let mut bench = Bench::new(Mode::Attended);
    assert_eq!(
        bench.did(Act::Reject {
            reason: "no".to_owned()
        }),
        Err(Refused::NoSample)
    );
    let mut bench = Bench::at_decision();
    assert_eq!(
        bench.did(Act::Reject {
            reason: " ".to_owned()
        }),
        Err(Refused::NeedsReason)
    );
}

#[test]
fn a_machine_that_breaks_is_tried_twice() {
    let mut bench = Bench::new(Mode::Unattended);
    bench.pass();
    let broke = || Reply::Broke {
        message: "the task panicked".to_owned(),
    };
    bench.reply(broke());
    assert_eq!(bench.walk.attempts().last().unwrap().purpose, Purpose::Retry);
    bench.reply(broke());
    assert_eq!(ending(&bench), (Ending::Failed, Step::Description));
    let mut bench = Bench::new(Mode::Unattended);
    bench.reply(broke());
    bench.pass_all();
    assert_eq!(ending(&bench).0, Ending::Kept);
}

#[test]
fn a_stuck_step_says_so() {
    let mut bench = Bench::of(Plan {
        limits: super::super::Limits {
            problem_rounds: 0,
            ..super::super::Limits::default()
        },
        ..plan(Operator::ModifyObj, Mode::Attended)
    });
    bench.did(Act::RunOn).unwrap();
    bench.pass();
    bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
    assert!(matches!(bench.did(Act::Next), Err(Refused::Stuck(_))));
    bench.did(Act::Again).unwrap();
    let reply = good_reply(&bench.task(), bench.walk.plan());
    bench.reply(reply);
    assert_eq!(bench.walk.outlook(), Outlook::Done);
}

#[test]
fn a_plan_with_the_wrong_parents_is_refused() {
    let mut lonely = plan(Operator::Combination, Mode::Attended);
    lonely.parents.truncate(1);
    assert!(matches!(
        Walk::new(lonely),
        Err(PlanError::ParentCount {
            needed: 2,
            given: 1,
            ..
        })
    ));
    let mut twins = plan(Operator::Combination, Mode::Attended);
    twins.parents[1] = twins.parents[0].clone();
    assert!(matches!(Walk::new(twins), Err(PlanError::SameParent(_))));
    let mut own = plan(Operator::ModifyCons, Mode::Attended);
    own.child = own.parents[0].id;
    assert!(matches!(Walk::new(own), Err(PlanError::OwnParent(_))));
}

#[test]
fn a_planted_fault_is_told_with_the_checks_that_caught_it() {
    let mut bench = Bench::new(Mode::Unattended);
    while bench.walk.step() != Step::Solution {
        bench.pass();
    }
    let Reply::SolutionWritten(mut draft) = solution("import coptpy\n") else {
        unreachable!()
    };
    let fault = Planted {
        kind: FaultKind::WrongSense,
        what: "it maximises".to_owned(),
    };
    draft.planted = Some(fault.clone());
    bench.reply(Reply::SolutionWritten(draft));
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.pass();
    assert_eq!(bench.walk.planted()[0].caught, []);
    bench.judge(&[(CheckId::Sense, FAIL, &in_program())]);
    bench.pass_all();
    let planted = bench.walk.planted();
    assert_eq!(planted.len(), 1, "the correction has none");
    assert_eq!(
        (planted[0].fault, planted[0].caught.as_slice()),
        (&fault, &[CheckId::Sense][..])
    );
    assert_eq!(
        bench.walk.child().extra,
        serde_json::Map::new(),
        "nothing of it is in the sample"
    );
}

#[test]
fn a_fault_that_a_repair_hands_in_again_unchanged_is_one_fault() {
    let mut bench = Bench::new(Mode::Unattended);
    while bench.walk.step() != Step::Solution {
        bench.pass();
    }
    let faulty = || {
        let Reply::SolutionWritten(mut draft) = solution("import coptpy\n") else {
            unreachable!()
        };
        draft.planted = Some(Planted {
            kind: FaultKind::WrongSense,
            what: "it maximises".to_owned(),
        });
        Reply::SolutionWritten(draft)
    };
    bench.reply(faulty());
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.pass();
    bench.judge(&[(CheckId::Sense, FAIL, &in_program())]);
    assert_eq!(kind_of(&bench.task().work), WorkKind::Write, "a repair");
    bench.reply(faulty());
    bench.pass_all();
    let planted = bench.walk.planted();
    assert_eq!(planted.len(), 1, "what was said of the first one still stands");
    assert_eq!(planted[0].caught, [CheckId::Sense]);
}

#[test]
fn an_overrule_ends_with_the_content_that_it_was_about() {
    let mut bench = Bench::new(Mode::Attended);
    next(&mut bench);
    bench.did(Act::Next).unwrap();
    bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
    bench
        .did(Act::Overrule {
            check: CheckId::Description,
            reason: "clear enough".to_owned(),
        })
        .unwrap();
    assert_eq!(bench.walk.outlook(), Outlook::Done);
    bench
        .did(Act::Edit {
            part: Part::Problem,
            text: "Something else?".to_owned(),
        })
        .unwrap();
    bench.did(Act::Next).unwrap();
    bench.judge(&[(CheckId::Description, FAIL, ANYWHERE)]);
    assert_eq!(
        bench.walk.check(CheckId::Description).standing,
        Standing::NotPassed
    );
    assert_eq!(bench.walk.overrules().len(), 1);
}

#[test]
fn a_note_of_a_request_that_was_left_goes_into_the_next_one() {
    let mut bench = Bench::new(Mode::Attended);
    bench
        .did(Act::Note {
            text: "shorter".to_owned(),
        })
        .unwrap();
    for _ in 0..2 {
        bench.did(Act::Next).unwrap();
        let task = bench.task();
        assert!(matches!(&task.work, Work::AskProblem(ask) if ask.notes == ["shorter"]));
        bench.did(Act::Back).unwrap();
    }
}

#[test]
fn a_corrected_problem_gets_a_new_solution() {
    let mut bench = Bench::new(Mode::Unattended);
    while kind_of(&bench.task().work) != WorkKind::Run {
        bench.pass();
    }
    bench.pass();
    bench.judge(&[(CheckId::Contract, FAIL, &in_problem())]);
    bench.pass();
    bench.pass();
    let task = bench.task();
    assert!(
        matches!(&task.work, Work::AskSolution(ask) if ask.previous.is_none()),
        "{:?}",
        task.work
    );
}

#[test]
fn what_is_cancelled_passes_nothing_and_can_be_run_again() {
    let mut bench = Bench::new(Mode::Attended);
    assert_eq!(bench.walk.can(ActKind::Cancel), Err(Refused::NothingRunning));
    bench.did(Act::RunOn).unwrap();
    while bench.walk.step() != Step::Checks {
        bench.pass();
    }
    let task = bench.task();
    bench.did(Act::Cancel).unwrap();
    assert_eq!(bench.effects, [Effect::Cancel { task: task.id }]);
    assert!(bench.walk.outstanding().is_none());
    assert_eq!(bench.walk.step(), Step::Checks);
    let outlook = bench.walk.outlook();
    assert!(
        matches!(&outlook, Outlook::Broken { reason } if reason.contains("cancelled by ada")),
        "{outlook:?}"
    );
    assert!(bench.walk.run().is_none());
    assert!(bench.walk.evidence_gap().is_some());
    // A reply that was on its way changes nothing.
    bench
        .reply_to(task.id, Reply::ProgramRan(Arc::new(optimal_run(1.0))))
        .unwrap();
    assert!(bench.walk.run().is_none());
    bench.did(Act::Again).unwrap();
    assert!(matches!(bench.task().work, Work::RunProgram { .. }));
    bench.did(Act::Cancel).unwrap();
    bench.did(Act::RunOn).unwrap();
    bench.pass_all();
    assert_eq!(bench.walk.step(), Step::Decision);
    let again = Walk::replay(bench.walk.plan().clone(), bench.events.clone()).unwrap();
    assert_eq!(again, bench.walk);
}

#[test]
fn a_cancelled_request_to_the_author_is_asked_again() {
    let mut bench = Bench::new(Mode::Attended);
    bench.did(Act::Next).unwrap();
    bench.did(Act::Next).unwrap_or_default();
    let asked = bench.task();
    assert!(matches!(asked.work, Work::AskProblem(_)));
    bench.did(Act::Cancel).unwrap();
    bench.did(Act::Next).unwrap();
    assert!(matches!(bench.task().work, Work::AskProblem(_)));
    assert_ne!(bench.task().id, asked.id);
}
