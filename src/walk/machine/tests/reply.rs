//! Replies that break, come late, are unreadable, or are cancelled.

use super::*;

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
