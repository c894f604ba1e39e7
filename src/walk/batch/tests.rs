//! Batches with fakes: what grows depends on the job alone.

use std::sync::atomic::Ordering;

use super::*;
use crate::walk::driver::DriverError;
use crate::walk::testing::fakes::{Fakes, Manner, MemoryJournal};
use crate::walk::testing::seed_sample;

fn job(count: u64) -> Job {
    Job {
        round: 10,
        ..Job::new(7, count, (1..=5).map(seed_sample).collect(), "fake")
    }
}

fn fakes(manner: Manner) -> Fakes {
    Fakes::new(manner, MemoryJournal::default())
}

async fn run_all(job: Job, fakes: &Fakes, at_once: usize) -> (Summary, Vec<Grown>) {
    let mut told = Vec::new();
    let summary = run(job, fakes.tools(), at_once, &Stop::default(), |grown| {
        told.push(grown.clone());
    })
    .await
    .unwrap();
    (summary, told)
}

/// The same walks as if they had all been run now.
fn as_new(mut walks: Vec<Grown>) -> Vec<Grown> {
    for grown in &mut walks {
        grown.found = false;
    }
    walks
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_grows_does_not_depend_on_how_many_run_at_once() {
    let (alone, together) = (fakes(Manner::Writes), fakes(Manner::Writes));
    let (one, in_a_row) = run_all(job(60), &alone, 1).await;
    let (eight, at_once) = run_all(job(60), &together, 8).await;
    assert_eq!(in_a_row, at_once);
    assert_eq!(one, eight);
    assert_eq!(alone.author.most_at_once.load(Ordering::SeqCst), 1);
    assert!(together.author.most_at_once.load(Ordering::SeqCst) > 1);
    assert_eq!(one.walks, 60);
    assert_eq!(one.operators.len(), 5);
    assert!(one.total.kept > 30 && one.total.dropped > 0, "{one:?}");
    let indices: Vec<_> = at_once.iter().map(|grown| grown.index).collect();
    assert_eq!(indices, (0..60).collect::<Vec<_>>());
}

#[tokio::test]
async fn later_rounds_derive_from_what_earlier_ones_kept() {
    let (_, walks) = run_all(job(60), &fakes(Manner::Writes), 4).await;
    let deepest = walks
        .iter()
        .filter_map(|grown| grown.sample.as_ref())
        .map(|sample| sample.lineage.depth)
        .max();
    assert!(deepest > Some(2), "{deepest:?}");
    let known: Vec<_> = (1..=5).map(|number| seed_sample(number).id).collect();
    for grown in &walks {
        let earlier = |parent: &SampleId| {
            known.contains(parent)
                || walks.iter().any(|other| {
                    other.index / 10 < grown.index / 10
                        && other.sample.as_ref().is_some_and(|sample| sample.id == *parent)
                })
        };
        assert!(grown.parents.iter().all(earlier));
    }
}

#[tokio::test]
async fn another_seed_grows_other_samples() {
    let (_, one) = run_all(job(10), &fakes(Manner::Writes), 2).await;
    let (_, other) = run_all(Job { seed: 8, ..job(10) }, &fakes(Manner::Writes), 2).await;
    assert!(
        one.iter()
            .zip(&other)
            .all(|(one, other)| one.walk != other.walk && one.sample != other.sample || one.sample.is_none())
    );
}

#[tokio::test]
async fn a_batch_that_was_stopped_goes_on_where_it_was() {
    let whole = fakes(Manner::Writes);
    let (_, expected) = run_all(job(40), &whole, 3).await;
    for stop_after in [0, 1, 9, 10, 25] {
        for gently in [true, false] {
            let fakes = fakes(Manner::Writes);
            let stop = Stop::default();
            let mut told = 0;
            let summary = run(job(40), fakes.tools(), 3, &stop, |_| {
                told += 1;
                if told > stop_after {
                    if gently { stop.gently() } else { stop.now() }
                }
            });
            let summary = summary.await.unwrap();
            assert!(summary.stopped && summary.walks < 40);
            // A workspace would by now offer the kept samples as parents; the job knows them as its own.
            let kept: Vec<Sample> = fakes
                .journal
                .kept
                .lock()
                .unwrap()
                .values()
                .filter_map(|finished| finished.sample.clone())
                .collect();
            let mut again = job(40);
            again.known = kept
                .iter()
                .map(|sample| (crate::walk::problem_hash(&sample.problem), sample.id))
                .collect();
            again.parents.extend(kept);
            let (summary, walks) = run_all(again, &fakes, 5).await;
            assert!(!summary.stopped);
            assert!(summary.found > stop_after, "{summary:?}");
            assert_eq!(as_new(walks), expected);
            let asked = fakes.author.asked.load(Ordering::SeqCst);
            let needed = whole.author.asked.load(Ordering::SeqCst);
            assert!(
                asked >= needed && asked <= needed + 3,
                "only what was in flight is asked again"
            );
        }
    }
}

#[tokio::test]
async fn a_longer_run_of_the_same_job_extends_it() {
    let fakes = fakes(Manner::Writes);
    let (_, short) = run_all(job(20), &fakes, 4).await;
    let (summary, long) = run_all(job(30), &fakes, 4).await;
    assert_eq!(as_new(long)[..20], short);
    assert_eq!((summary.found, summary.walks), (20, 30));
}

#[tokio::test]
async fn a_problem_that_is_there_already_is_dropped() {
    let (summary, walks) = run_all(job(12), &fakes(Manner::Repeats), 6).await;
    let (_, in_a_row) = run_all(job(12), &fakes(Manner::Repeats), 1).await;
    assert_eq!(
        walks, in_a_row,
        "the first in order is kept, not the first in time"
    );
    let first_kept: Vec<_> = walks
        .iter()
        .filter(|grown| grown.sample.is_some())
        .map(|grown| grown.index)
        .collect();
    assert_eq!(summary.total.kept, 1, "{summary:?}");
    let twin = walks[usize::try_from(first_kept[0]).unwrap()]
        .sample
        .as_ref()
        .unwrap()
        .id;
    for grown in walks
        .iter()
        .filter(|grown| grown.index > first_kept[0] && grown.step == Step::Decision)
    {
        assert!(grown.reason.contains(&twin.to_string()), "{}", grown.reason);
    }
}

#[tokio::test]
async fn of_equal_problems_the_first_in_order_is_kept_and_not_the_first_in_time() {
    for seed in 0..8 {
        let job = || Job { seed, ..job(6) };
        let (_, at_once) = run_all(job(), &fakes(Manner::Repeats), 6).await;
        let (_, in_a_row) = run_all(job(), &fakes(Manner::Repeats), 1).await;
        assert_eq!(at_once, in_a_row);
    }
}

#[tokio::test]
async fn parents_that_the_author_refuses_are_drawn_again() {
    let fakes = fakes(Manner::Picky);
    let (_, walks) = run_all(job(60), &fakes, 4).await;
    let combined: Vec<_> = walks
        .iter()
        .filter(|grown| grown.operator == Operator::Combination)
        .collect();
    assert!(combined.iter().any(|grown| grown.redrawn > 0));
    assert!(
        combined.iter().all(|grown| grown.ending != Ending::Failed),
        "{combined:?}"
    );
    let redrawn: u64 = walks.iter().map(|grown| u64::from(grown.redrawn)).sum();
    assert_eq!(
        fakes.journal.walks.lock().unwrap().len() as u64,
        60 + redrawn,
        "refusals leave a record"
    );
}

#[tokio::test]
async fn an_author_that_never_answers_does_not_hold_up_a_stop() {
    let fakes = fakes(Manner::Silent);
    let stop = Stop::default();
    let stopper = stop.clone();
    let author = Arc::clone(&fakes.author);
    let stopping = tokio::spawn(async move {
        while author.asked.load(Ordering::SeqCst) < 3 {
            tokio::task::yield_now().await;
        }
        stopper.gently();
        stopper.now();
    });
    let summary = run(job(10), fakes.tools(), 3, &stop, |_| {}).await.unwrap();
    stopping.await.unwrap();
    assert_eq!((summary.walks, summary.stopped), (0, true));
}

#[tokio::test]
async fn a_full_disk_ends_the_batch_with_what_was_finished_saved() {
    let fakes = Fakes::new(Manner::Writes, MemoryJournal::failing_after(40));
    let ended = run(job(30), fakes.tools(), 3, &Stop::default(), |_| {}).await;
    assert!(
        matches!(
            ended,
            Err(BatchError::Driver(
                DriverError::NotSaved { .. } | DriverError::NotBegun { .. }
            ))
        ),
        "{ended:?}"
    );
    *fakes.journal.saves_left.lock().unwrap() = None;
    let (_, walks) = run_all(job(30), &fakes, 3).await;
    let (_, expected) = run_all(job(30), &Fakes::new(Manner::Writes, MemoryJournal::default()), 1).await;
    assert_eq!(as_new(walks), expected);
}

#[tokio::test]
async fn a_batch_without_parents_says_so() {
    let nothing = Job {
        parents: Vec::new(),
        ..job(3)
    };
    let ended = run(
        nothing,
        fakes(Manner::Writes).tools(),
        1,
        &Stop::default(),
        |_| {},
    )
    .await;
    assert_eq!(ended, Err(BatchError::NoParents));
    let lonely = Job {
        parents: vec![seed_sample(1)],
        round: 100,
        ..job(20)
    };
    let (summary, walks) = run_all(lonely, &fakes(Manner::Writes), 2).await;
    assert_eq!(summary.walks, 20);
    assert!(
        walks.iter().all(|grown| grown.operator != Operator::Combination),
        "one sample cannot be combined"
    );
}

#[test]
fn a_job_knows_its_own_samples() {
    let job = job(5);
    for (index, draw) in [(0, 0), (4, 15), (5000, 3)] {
        assert!(job.made(job.child_id(index, draw)));
        assert!(
            !Job {
                seed: 9,
                ..job.clone()
            }
            .made(job.child_id(index, draw))
        );
    }
    assert!(!job.made(SampleId::fresh()));
    assert!(!job.made(seed_sample(3).id));
}
