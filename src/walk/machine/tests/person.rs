//! What a person does: edits, notes, overrules and decisions.

use super::*;

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
