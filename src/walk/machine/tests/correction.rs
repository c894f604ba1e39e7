//! What is corrected, how often, by whom, and what becomes of planted faults.

use super::*;

#[test]
fn a_duplicate_is_dropped_with_its_twin_named() {
    let mut bench = Bench::new(Mode::Unattended);
    while !matches!(bench.task().work, Work::Admit { .. }) {
        bench.pass();
    }
    let twin = crate::walk::testing::seed_sample(5).id;
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
