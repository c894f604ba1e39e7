//! The writer task: many at once, failures alone, closing.

use futures::future::{join_all, poll_immediate};

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_lose_nothing() {
    let (place, samples) = Place::with(30).await;
    let tasks = samples.iter().enumerate().map(|(number, sample)| {
        let (store, sample) = (place.store().clone(), sample.clone());
        tokio::spawn(async move {
            let kind = if number % 2 == 0 {
                DecisionKind::Accept
            } else {
                DecisionKind::Reject
            };
            store.decide(decision(&sample, kind)).await.unwrap();
            let verdicts = vec![verdict(&sample, CheckId::Sense, VerdictKind::Fail)];
            store.put_verdicts(sample.id, 1, verdicts, None).await.unwrap();
            store
                .insert_samples(vec![fill::sample(1000 + number)])
                .await
                .unwrap();
            // What was acknowledged can be read at once.
            assert!(
                store
                    .sample(fill::sample(1000 + number).id)
                    .await
                    .unwrap()
                    .is_some()
            );
        })
    });
    for task in join_all(tasks).await {
        task.unwrap();
    }
    let counts = place.store().counts().await.unwrap();
    assert_eq!((counts.samples, counts.accepted, counts.rejected), (60, 15, 15));
    place.is_sound().await;
}

#[tokio::test]
async fn a_failing_job_takes_none_of_its_neighbours_along() {
    let (place, samples) = Place::with(3).await;
    let store = place.store();
    let mut wrong = decision(&samples[1], DecisionKind::Accept);
    wrong.version = 9;
    let outcomes = join_all([
        store.decide(decision(&samples[0], DecisionKind::Accept)),
        store.decide(wrong),
        store.decide(decision(&samples[2], DecisionKind::Accept)),
    ])
    .await;
    assert!(
        outcomes[0].is_ok() && outcomes[1].is_err() && outcomes[2].is_ok(),
        "{outcomes:?}"
    );
    assert_eq!(store.counts().await.unwrap().accepted, 2);
    place.is_sound().await;
}

#[tokio::test]
async fn closing_carries_out_what_was_handed_in() {
    let (place, samples) = Place::with(40).await;
    let store = place.store();
    let mut waiting: Vec<_> = samples
        .iter()
        .map(|sample| Box::pin(store.decide(decision(sample, DecisionKind::Accept))))
        .collect();
    for decide in &mut waiting {
        assert_eq!(
            poll_immediate(decide).await,
            None,
            "handed in, not yet acknowledged"
        );
    }
    store.close().await;
    for outcome in join_all(waiting).await {
        outcome.unwrap();
    }
    let late = store
        .decide(decision(&samples[0], DecisionKind::Reject))
        .await
        .unwrap_err();
    assert_eq!(late.kind, StoreErrorKind::Closed);
    assert_eq!(store.counts().await.unwrap_err().kind, StoreErrorKind::Closed);
    let place = place.reopened().await;
    assert_eq!(place.store().counts().await.unwrap().accepted, 40);
    place.is_sound().await;
}

#[tokio::test]
async fn a_job_whose_caller_left_is_carried_out() {
    let (place, samples) = Place::with(1).await;
    let mut left = Box::pin(place.store().decide(decision(&samples[0], DecisionKind::Flag)));
    assert_eq!(poll_immediate(&mut left).await, None);
    drop(left);
    let place = place.reopened().await;
    assert_eq!(place.state(samples[0].id).await, ReviewState::Flagged);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_can_be_asked_from_a_task_of_its_own() {
    let (place, samples) = Place::with(3).await;
    let (store, id) = (place.store().clone(), samples[0].id);
    let asked = tokio::spawn(async move {
        let query = QueueQuery::default();
        let page = store.queue(&query, None, 2).await?;
        store.queue_before(&query, Some(page[1].key), 1).await?;
        store.find(&query, "depot", None, Direction::Backward).await?;
        store.queue_position(&query, page[0].key).await?;
        store.family(id, 3).await?;
        store.findings(id, 1).await?;
        store.history(None, 3).await?;
        store.pool(&[ReviewState::Pending]).await?;
        store.stats().await?;
        futures::TryStreamExt::try_collect::<Vec<_>>(store.stream(&[])).await?;
        store.check_integrity().await
    });
    assert!(asked.await.unwrap().unwrap().is_sound());
}

/// The database's own limit stands in for the disk's: the same refusal, by the same code.
#[tokio::test]
async fn a_full_disk_refuses_clearly_and_work_goes_on_when_there_is_room() {
    let (place, samples) = Place::with(10).await;
    let store = place.store();
    limit_pages(store, 1).await;
    let mut refused = None;
    for number in 100..2000 {
        if let Err(error) = store.insert_samples(vec![sample(number)]).await {
            refused = Some((number, error));
            break;
        }
    }
    let (number, error) = refused.expect("the limit is reached");
    assert_eq!(error.kind, StoreErrorKind::Full, "{error}");
    assert!(error.message.contains("stepwell.db"), "{error}");
    assert_eq!(
        store.sample(samples[3].id).await.unwrap().as_ref(),
        Some(&samples[3]),
        "reading goes on"
    );
    assert_eq!(store.sample(sample(number).id).await.unwrap(), None);
    limit_pages(store, 1_000_000).await;
    assert!(matches!(
        store.insert_samples(vec![sample(number)]).await.unwrap()[0],
        Inserted::Saved(_)
    ));
    place.is_sound().await;
}

async fn limit_pages(store: &Store, pages: i64) {
    let work = store.write(writer::Durability::Process, move |connection| {
        Box::pin(async move {
            // A number below the present size means the present size.
            sqlx::query(&format!("PRAGMA max_page_count = {pages}"))
                .execute(connection)
                .await?;
            Ok(())
        })
    });
    work.await.unwrap();
}
