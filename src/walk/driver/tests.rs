//! The driver with fakes for everything that it works with.

use std::sync::atomic::Ordering;

use tokio::sync::watch;

use super::*;
use crate::check::{self, Inputs};
use crate::sample::Operator;
use crate::walk::journal::Ending;
use crate::walk::testing::fakes::{Fakes, Manner, MemoryJournal};
use crate::walk::testing::plan;
use crate::walk::{Act, AttemptState, Mode, Reply, Step, StepStatus};

async fn until(updates: &mut watch::Receiver<Arc<Walk>>, wanted: impl Fn(&Walk) -> bool) -> Arc<Walk> {
    Arc::clone(&*updates.wait_for(|walk| wanted(walk)).await.unwrap())
}

fn waits_at(step: Step) -> impl Fn(&Walk) -> bool {
    move |walk| walk.step() == step && walk.outstanding().is_none()
}

#[tokio::test]
async fn an_unattended_walk_runs_to_its_end_and_is_saved_whole() {
    let fakes = Fakes::new(Manner::Writes, MemoryJournal::default());
    let plan = plan(Operator::ModifyCons, Mode::Unattended);
    let (mut driver, handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    drop(handle);
    assert_eq!(driver.run().await, Ok(Rest::Finished));
    let record = fakes.journal.record(plan.walk);
    assert_eq!(record.ending, Some(Ending::Kept));
    let again = read_record(&record).unwrap();
    assert_eq!(&again, driver.walk());
    let kept = fakes.journal.kept.lock().unwrap();
    let finished = &kept[&plan.walk];
    let sample = finished.sample.as_ref().unwrap();
    assert_eq!(sample.id, plan.child);
    let run = finished.run.as_ref();
    let inputs = Inputs {
        parents: &plan.parents,
        run,
        ..Inputs::of(sample)
    };
    assert!(
        finished
            .verdicts
            .iter()
            .all(|verdict| !check::is_stale(verdict, &inputs))
    );
}

#[tokio::test]
async fn a_person_walks_step_by_step() {
    let fakes = Fakes::new(Manner::Writes, MemoryJournal::default());
    let plan = plan(Operator::ChangePara, Mode::Attended);
    let (mut driver, handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    let driving = tokio::spawn(async move { driver.run().await });
    let mut updates = handle.updates();
    for step in Step::ALL.into_iter().skip(1) {
        handle.act("ada", Act::Next).await.unwrap();
        until(&mut updates, waits_at(step)).await;
    }
    let refused = handle.act("ada", Act::Next).await;
    assert_eq!(refused, Err(ActError::Refused(Refused::Decide)));
    handle.act("ada", Act::Accept { reason: None }).await.unwrap();
    assert_eq!(driving.await.unwrap(), Ok(Rest::Finished));
    assert_eq!(handle.act("ada", Act::Next).await, Err(ActError::Gone));
    let kept = fakes.journal.kept.lock().unwrap();
    assert_eq!(kept[&plan.walk].decision.as_ref().unwrap().reviewer, "ada");
}

#[tokio::test]
async fn an_author_that_never_answers_can_be_left_and_cancelled() {
    let fakes = Fakes::new(Manner::Silent, MemoryJournal::default());
    let plan = plan(Operator::ChangePara, Mode::Attended);
    let (mut driver, handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    let driving = tokio::spawn(async move { driver.run().await });
    let mut updates = handle.updates();
    handle.act("ada", Act::Next).await.unwrap();
    until(&mut updates, |walk| {
        walk.step_view(Step::Problem).status == StepStatus::Running
    })
    .await;
    handle.act("ada", Act::Back).await.unwrap();
    let walk = until(&mut updates, waits_at(Step::Parent)).await;
    assert_eq!(walk.attempts()[0].state, AttemptState::Superseded);
    handle.act("ada", Act::Next).await.unwrap();
    handle.cancel();
    assert_eq!(driving.await.unwrap(), Ok(Rest::Cancelled));
    let resumed = read_record(&fakes.journal.record(plan.walk)).unwrap();
    assert!(
        resumed.outstanding().is_some(),
        "the request is asked again when the walk is resumed"
    );
}

#[tokio::test]
async fn an_author_that_panics_fails_the_walk_and_nothing_else() {
    let fakes = Fakes::new(Manner::Panics, MemoryJournal::default());
    let plan = plan(Operator::ChangePara, Mode::Unattended);
    let (mut driver, _handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    assert_eq!(driver.run().await, Ok(Rest::Finished));
    assert_eq!(driver.walk().finish().unwrap().ending, Ending::Failed);
    assert!(matches!(
        driver.walk().attempts()[0].reply,
        Some(Reply::Broke { .. })
    ));
}

#[tokio::test]
async fn a_walk_that_waits_with_nobody_left_comes_to_rest() {
    let fakes = Fakes::new(Manner::Writes, MemoryJournal::default());
    let (mut driver, handle) = Driver::begin(plan(Operator::ChangePara, Mode::Attended), fakes.tools())
        .await
        .unwrap();
    drop(handle);
    assert_eq!(driver.run().await, Ok(Rest::Alone));
}

#[tokio::test]
async fn a_save_that_fails_stops_the_walk_and_can_be_tried_again() {
    let mut whole = None;
    for saves in 0..12 {
        let fakes = Fakes::new(Manner::Writes, MemoryJournal::failing_after(saves));
        let plan = plan(Operator::ModifyObj, Mode::Unattended);
        let (mut driver, _handle) = match Driver::begin(plan.clone(), fakes.tools()).await {
            Ok(begun) => begun,
            Err(error) => {
                assert!(matches!(error, DriverError::NotBegun { .. }));
                assert_eq!(saves, 0);
                continue;
            }
        };
        if let Err(error) = driver.run().await {
            assert!(error.to_string().contains("free some space"), "{error}");
            assert_eq!(fakes.journal.record(plan.walk).events.len(), saves as usize - 1);
            assert!(
                driver.run().await.is_err(),
                "it stays stopped until a save succeeds"
            );
            *fakes.journal.saves_left.lock().unwrap() = None;
            assert_eq!(driver.run().await, Ok(Rest::Finished));
        }
        assert_eq!(
            fakes.author.asked.load(Ordering::SeqCst),
            2,
            "nothing is asked twice"
        );
        let child = driver.walk().child();
        assert_eq!(whole.get_or_insert_with(|| child.clone()), &child);
    }
    assert!(whole.is_some());
}

#[tokio::test]
async fn an_event_that_was_saved_unheard_is_not_saved_twice() {
    let journal = MemoryJournal {
        lies: true,
        ..MemoryJournal::failing_after(3)
    };
    let fakes = Fakes::new(Manner::Writes, journal);
    let plan = plan(Operator::ModifyObj, Mode::Unattended);
    let (mut driver, _handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    // Each run saves one more event unheard, and hears of it in the next one.
    for _ in 0..20 {
        if driver.run().await.is_ok() {
            break;
        }
    }
    assert!(driver.walk().finish().is_some());
    assert_eq!(
        &read_record(&fakes.journal.record(plan.walk)).unwrap(),
        driver.walk()
    );
}

#[tokio::test]
async fn a_walk_that_crashed_after_any_event_comes_to_the_same_end_and_asks_nothing_twice() {
    for seed in [7, 3] {
        let plan = Plan {
            seed,
            ..plan(Operator::TransDomain, Mode::Unattended)
        };
        let first = Fakes::new(Manner::Writes, MemoryJournal::default());
        let (mut driver, _handle) = Driver::begin(plan.clone(), first.tools()).await.unwrap();
        driver.run().await.unwrap();
        let record = first.journal.record(plan.walk);
        let asked = first.author.asked.load(Ordering::SeqCst);
        for events in 0..record.events.len() {
            let cut = WalkRecord {
                events: record.events[..events].to_vec(),
                ending: None,
                ..record.clone()
            };
            let answered = cut
                .events
                .iter()
                .filter(|event| event.contains("_written"))
                .count();
            let fakes = Fakes::new(Manner::Writes, MemoryJournal::default());
            fakes.journal.walks.lock().unwrap().insert(plan.walk, cut.clone());
            let (mut resumed, _handle) = Driver::resume(&cut, fakes.tools()).unwrap();
            assert_eq!(resumed.run().await, Ok(Rest::Finished));
            assert_eq!(
                resumed.walk().finish().unwrap().sample,
                driver.walk().finish().unwrap().sample
            );
            assert_eq!(resumed.walk().attempts().len(), driver.walk().attempts().len());
            let asked_again = usize::try_from(fakes.author.asked.load(Ordering::SeqCst)).unwrap();
            assert_eq!(asked_again + answered, usize::try_from(asked).unwrap());
        }
    }
}

#[tokio::test]
async fn a_saved_walk_that_cannot_be_read_says_which_event() {
    let fakes = Fakes::new(Manner::Writes, MemoryJournal::default());
    let plan = plan(Operator::ChangePara, Mode::Unattended);
    let (mut driver, _handle) = Driver::begin(plan.clone(), fakes.tools()).await.unwrap();
    driver.run().await.unwrap();
    let good = fakes.journal.record(plan.walk);
    let mut torn = good.clone();
    torn.events[2].truncate(9);
    let mut shuffled = good.clone();
    shuffled.events.swap(1, 3);
    let mut planless = good;
    planless.plan = "{}".to_owned();
    for (record, word) in [(torn, "event 2"), (shuffled, "event 1"), (planless, "plan")] {
        let error = read_record(&record).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}
