//! Walks with the real parts: the textbook author, the rules, and programs in worker processes.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures::future::BoxFuture;
use stepwell::author::textbook::Textbook;
use stepwell::check::{self, Inputs};
use stepwell::program::{Pool, WorkerCommand};
use stepwell::sample::{ContentHash, Library, Lineage, Sample, SampleId, WalkId};
use stepwell::walk::batch::{self, Grown, Job, Stop, Summary};
use stepwell::walk::driver::{Runner, Tools, read_record};
use stepwell::walk::journal::{Ending, Finished, Journal, JournalError, WalkRecord};
use stepwell::walk::{AttemptState, Purpose, Step};

/// Keeps everything in memory.
#[derive(Default)]
struct Memory {
    walks: Mutex<BTreeMap<WalkId, WalkRecord>>,
    finished: Mutex<BTreeMap<WalkId, Finished>>,
}

impl Memory {
    fn push(&self, walk: WalkId, sequence: u32, event: String, ending: Option<Ending>) {
        let mut walks = self.walks.lock().unwrap();
        let record = walks.get_mut(&walk).unwrap();
        assert_eq!(record.events.len(), sequence as usize);
        record.events.push(event);
        record.ending = ending;
    }
}

impl Journal for Memory {
    fn begin(&self, walk: WalkId, plan: String) -> BoxFuture<'_, Result<(), JournalError>> {
        let record = WalkRecord {
            id: walk,
            plan,
            events: Vec::new(),
            ending: None,
        };
        self.walks.lock().unwrap().entry(walk).or_insert(record);
        Box::pin(async { Ok(()) })
    }

    fn append(&self, walk: WalkId, sequence: u32, event: String) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            self.push(walk, sequence, event, None);
            Ok(())
        })
    }

    fn finish(
        &self,
        walk: WalkId,
        sequence: u32,
        event: String,
        finished: Finished,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            self.push(walk, sequence, event, Some(finished.ending));
            self.finished.lock().unwrap().insert(walk, finished);
            Ok(())
        })
    }

    fn load(&self, walk: WalkId) -> BoxFuture<'_, Result<Option<WalkRecord>, JournalError>> {
        Box::pin(async move { Ok(self.walks.lock().unwrap().get(&walk).cloned()) })
    }
}

fn seeds() -> Vec<Sample> {
    let seeds = Textbook::seeds(2).unwrap().into_iter().enumerate();
    let sample = |(index, (draft, solution)): (usize, (stepwell::author::ProblemDraft, _))| Sample {
        id: SampleId::derived(1 << 40, &ContentHash::of(["seed", &index.to_string()])),
        version: 1,
        problem: draft.problem,
        solution,
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint: draft.blueprint,
        extra: serde_json::Map::new(),
    };
    seeds.map(sample).collect()
}

async fn grow(count: u64, faults: f64, at_once: usize) -> (Summary, Vec<Grown>, Arc<Memory>) {
    let journal = Arc::new(Memory::default());
    let pool = Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), at_once.min(2));
    let runner: Arc<dyn Runner> = Arc::new(pool);
    let tools = Tools::new(
        Arc::new(Textbook::with_faults(faults)),
        runner,
        Arc::clone(&journal) as Arc<dyn Journal>,
    );
    let mut told = Vec::new();
    let job = Job {
        round: 20,
        ..Job::new(7, count, seeds(), "textbook")
    };
    let summary = batch::run(job, tools, at_once, &Stop::default(), |grown| {
        told.push(grown.clone());
    })
    .await
    .unwrap();
    (summary, told, journal)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_textbook_author_grows_samples_that_pass_every_rule() {
    let (summary, walks, journal) = grow(40, 0.0, 4).await;
    for grown in walks.iter().filter(|grown| grown.ending != Ending::Kept) {
        // A problem may come out as one that is there already; no rule may object to it.
        assert_eq!(
            (grown.ending, grown.step),
            (Ending::Dropped, Step::Decision),
            "{}: {}",
            grown.index,
            grown.reason
        );
    }
    assert_eq!(summary.operators.len(), 5);
    for finished in journal
        .finished
        .lock()
        .unwrap()
        .values()
        .filter(|finished| finished.ending == Ending::Kept)
    {
        let sample = finished.sample.as_ref().unwrap();
        assert!(sample.answer.is_some());
        let inputs = Inputs {
            run: finished.run.as_ref(),
            ..Inputs::of(sample)
        };
        for verdict in finished
            .verdicts
            .iter()
            .filter(|verdict| !matches!(verdict.check, check::CheckId::Contract | check::CheckId::Leak))
        {
            assert!(!check::is_stale(verdict, &inputs), "{:?}", verdict.check);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_walks_do_not_depend_on_how_many_run_at_once() {
    let (_, one, _) = grow(25, 0.5, 1).await;
    let (_, many, _) = grow(25, 0.5, 8).await;
    assert_eq!(one, many);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_fault_that_is_found_goes_through_the_repair_loop() {
    let (_, _, journal) = grow(40, 0.5, 4).await;
    let records = journal.walks.lock().unwrap();
    let walks: Vec<_> = records
        .values()
        .map(|record| read_record(record).unwrap())
        .collect();
    let repaired = walks.iter().filter(|walk| {
        let repairs = walk
            .attempts()
            .iter()
            .filter(|attempt| matches!(attempt.purpose, Purpose::Repair { .. }));
        repairs.count() > 0 && walk.finish().is_some_and(|finish| finish.ending == Ending::Kept)
    });
    assert!(repaired.count() > 0);
    for walk in &walks {
        let rounds = |step| {
            let of_step = walk.attempts().iter().filter(move |attempt| attempt.step == step);
            of_step
                .filter(|attempt| matches!(attempt.purpose, Purpose::Repair { .. }))
                .count()
        };
        assert!(rounds(Step::Problem) <= 3 && rounds(Step::Solution) <= 3);
        assert!(
            walk.attempts()
                .iter()
                .all(|attempt| attempt.state == AttemptState::Applied && attempt.reply.is_some())
        );
    }
}
