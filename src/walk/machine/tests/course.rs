//! How a walk goes from step to step, attended or not, and how it ends.

use super::*;

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

#[test]
fn a_stuck_step_says_so() {
    let mut bench = Bench::of(Plan {
        limits: crate::walk::Limits {
            problem_rounds: 0,
            ..crate::walk::Limits::default()
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
