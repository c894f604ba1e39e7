//! How long the questions of a screen take; printed, not judged, because machines differ. `STEPWELL_SAMPLES=100000`
//! asks for a large workspace.

use std::time::{Duration, Instant};

use super::*;
use crate::review::QueueOrder;

async fn median<T>(what: &str, mut ask: impl AsyncFnMut() -> T) {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        ask().await;
        times.push(start.elapsed());
    }
    times.sort();
    eprintln!(
        "{what:<44} median {:>10.1?}  worst {:>10.1?}",
        times[10], times[20]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timings_of_a_large_workspace() {
    let samples = std::env::var("STEPWELL_SAMPLES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(2_000);
    let place = Place::new().await;
    let start = Instant::now();
    fill::fill(place.store(), 0..samples).await.unwrap();
    eprintln!("{samples} samples filled in {:.1?}", start.elapsed());
    let start = Instant::now();
    let place = place.reopened().await;
    eprintln!("closed and opened again in {:.1?}", start.elapsed());
    let store = place.store();
    let queue = QueueQuery::default();
    let newest = QueueQuery {
        order: QueueOrder::Newest,
        ..QueueQuery::default()
    };
    let end = store.queue_before(&queue, None, 50).await.unwrap();
    let middle = store.queue_item(sample(samples / 2).id).await.unwrap().unwrap();
    median("first page of 50", async || {
        store.queue(&queue, None, 50).await.unwrap()
    })
    .await;
    median("page in the middle", async || {
        store.queue(&queue, Some(middle.key), 50).await.unwrap()
    })
    .await;
    median("last page", async || {
        store.queue_before(&queue, None, 50).await.unwrap()
    })
    .await;
    median("page before the end", async || {
        store.queue_before(&queue, Some(end[0].key), 50).await.unwrap()
    })
    .await;
    median("newest first", async || {
        store.queue(&newest, Some(middle.key), 50).await.unwrap()
    })
    .await;
    median("counts by state", async || store.counts().await.unwrap()).await;
    median("length of the queue", async || {
        store.queue_len(&queue).await.unwrap()
    })
    .await;
    median("position in the queue", async || {
        store.queue_position(&queue, middle.key).await.unwrap()
    })
    .await;
    median("one sample", async || store.sample(middle.id).await.unwrap()).await;
    median("find what is nowhere", async || {
        store
            .find(&queue, "nowhere", None, Direction::Forward)
            .await
            .unwrap()
    })
    .await;
    median("all statistics", async || store.stats().await.unwrap()).await;
    let items = store.queue(&queue, None, 42).await.unwrap();
    let mut items = items.iter();
    median("a decision, synced to the disk", async || {
        let sample = store.sample(items.next().unwrap().id).await.unwrap().unwrap();
        store
            .decide(decision(&sample, DecisionKind::Accept))
            .await
            .unwrap()
    })
    .await;
    let items = store.queue(&queue, None, 64).await.unwrap();
    let mut decisions = Vec::new();
    for item in &items {
        let sample = store.sample(item.id).await.unwrap().unwrap();
        decisions.push(store.decide(decision(&sample, DecisionKind::Accept)));
    }
    let start = Instant::now();
    futures::future::try_join_all(decisions).await.unwrap();
    eprintln!("64 decisions at once took {:.1?} together", start.elapsed());
    let walk = crate::sample::WalkId::fresh();
    crate::walk::journal::Journal::begin(store, walk, "{}".to_owned())
        .await
        .unwrap();
    let mut sequence = 0..;
    median("a walk event, written", async || {
        let event =
            crate::walk::journal::Journal::append(store, walk, sequence.next().unwrap(), "{}".to_owned());
        event.await.unwrap();
    })
    .await;
    let start = Instant::now();
    place.is_sound().await;
    eprintln!("checked for integrity in {:.1?}", start.elapsed());
}
