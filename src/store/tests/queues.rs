//! Lists: order, pages in both directions, finding, positions.

use super::*;
use crate::check::suspicion::{Feature, Weights};
use crate::review::QueueOrder;

const STATES: [ReviewState; 5] = ReviewState::ALL;

fn query(states: &[ReviewState], order: QueueOrder) -> QueueQuery {
    QueueQuery {
        states: states.to_vec(),
        order,
        text: None,
    }
}

#[tokio::test]
async fn the_most_suspicious_comes_first_then_the_newest_then_what_was_skipped() {
    let (place, samples) = Place::with(8).await;
    let store = place.store();
    let verdicts = [
        (0, VerdictKind::Pass),
        (1, VerdictKind::Fail),
        (2, VerdictKind::Error),
        (3, VerdictKind::Unknown),
        (5, VerdictKind::Fail),
        (6, VerdictKind::Fail),
        (7, VerdictKind::Pass),
    ];
    for (number, kind) in verdicts {
        let verdicts = vec![verdict(&samples[number], CheckId::Numbers, kind)];
        store
            .put_verdicts(samples[number].id, 1, verdicts, None)
            .await
            .unwrap();
    }
    store
        .decide(decision(&samples[6], DecisionKind::Skip))
        .await
        .unwrap();
    store
        .decide(decision(&samples[0], DecisionKind::Skip))
        .await
        .unwrap();
    let order = [5, 1, 3, 2, 7, 4, 6, 0].map(|number| samples[number].id);
    assert_eq!(
        ids(&store.queue(&QueueQuery::default(), None, 99).await.unwrap()),
        order
    );

    store
        .decide(decision(&samples[6], DecisionKind::Skip))
        .await
        .unwrap();
    let order = [5, 1, 3, 2, 7, 4, 0, 6].map(|number| samples[number].id);
    assert_eq!(
        ids(&store.queue(&QueueQuery::default(), None, 99).await.unwrap()),
        order,
        "skipped again"
    );

    store
        .decide(decision(&samples[5], DecisionKind::Accept))
        .await
        .unwrap();
    let first = &store.queue(&QueueQuery::default(), None, 1).await.unwrap()[0];
    assert_eq!(first.id, samples[1].id);
    assert_eq!(first.reason, "numbers: fail by the test");
}

#[tokio::test]
async fn a_key_stays_usable_when_its_sample_has_moved_on() {
    let (place, samples) = Place::with(5).await;
    let store = place.store();
    let list = store.queue(&QueueQuery::default(), None, 9).await.unwrap();
    store
        .decide(decision(&samples[2], DecisionKind::Reject))
        .await
        .unwrap();
    let next = store
        .queue(&QueueQuery::default(), Some(list[2].key), 1)
        .await
        .unwrap();
    assert_eq!(next[0].id, list[3].id);
    let previous = store
        .queue_before(&QueueQuery::default(), Some(list[2].key), 1)
        .await
        .unwrap();
    assert_eq!(previous[0].id, list[1].id);
}

#[tokio::test]
async fn pages_put_together_are_the_whole_list_in_either_direction() {
    let place = Place::new().await;
    let store = place.store();
    fill::fill(store, 0..400).await.unwrap();
    let queries = [
        QueueQuery::default(),
        query(&STATES, QueueOrder::Suspicious),
        query(&STATES, QueueOrder::Newest),
        query(
            &[ReviewState::Rejected, ReviewState::Pending, ReviewState::Pending],
            QueueOrder::Oldest,
        ),
        QueueQuery {
            text: Some("DEPOT 3".to_owned()),
            ..QueueQuery::default()
        },
        query(&[], QueueOrder::Suspicious),
    ];
    for query in queries {
        let whole = store.queue(&query, None, 10_000).await.unwrap();
        assert_eq!(
            store.queue_len(&query).await.unwrap(),
            whole.len() as u64,
            "{query:?}"
        );
        assert_eq!(
            store.queue_before(&query, None, 10_000).await.unwrap(),
            whole,
            "{query:?}"
        );
        let (mut forward, mut key) = (Vec::new(), None);
        loop {
            let page = store.queue(&query, key, 7).await.unwrap();
            let Some(last) = page.last() else { break };
            key = Some(last.key);
            forward.extend(page);
        }
        assert_eq!(forward, whole, "{query:?}");
        let (mut backward, mut key) = (Vec::new(), None);
        loop {
            let page = store.queue_before(&query, key, 7).await.unwrap();
            let Some(first) = page.first() else { break };
            key = Some(first.key);
            backward.splice(0..0, page);
        }
        assert_eq!(backward, whole, "{query:?}");
        for (index, item) in whole.iter().enumerate().step_by(37) {
            assert_eq!(
                store.queue_position(&query, item.key).await.unwrap(),
                index as u64,
                "{query:?}"
            );
        }
    }
    place.is_sound().await;
}

#[tokio::test]
async fn finding_goes_both_ways_and_keeps_the_filter() {
    let (place, samples) = Place::with(40).await;
    let store = place.store();
    let query = query(&[ReviewState::Pending], QueueOrder::Oldest);
    let find = async |text: &str, from, direction| {
        store
            .find(&query, text, from, direction)
            .await
            .unwrap()
            .map(|item| (item.id, item.key))
    };
    let (first, key) = find("depot 1", None, Direction::Forward).await.unwrap();
    assert_eq!(first, samples[1].id);
    let (second, key) = find("DEPOT 1", Some(key), Direction::Forward).await.unwrap();
    assert_eq!(second, samples[10].id);
    assert_eq!(
        find("depot 1", Some(key), Direction::Backward).await.unwrap().0,
        samples[1].id
    );
    assert_eq!(
        find("depot 1", None, Direction::Backward).await.unwrap().0,
        samples[19].id
    );
    assert_eq!(
        find("depot 1%", None, Direction::Forward).await,
        None,
        "signs of LIKE mean themselves"
    );
    let by_id = find(&samples[5].id.to_string(), None, Direction::Forward)
        .await
        .unwrap();
    assert_eq!(by_id.0, samples[5].id);
    let narrowed = QueueQuery {
        text: Some("depot 3".to_owned()),
        ..query.clone()
    };
    let found = store
        .find(&narrowed, "depot 1", None, Direction::Forward)
        .await
        .unwrap();
    assert_eq!(found, None);
}

#[tokio::test]
async fn statistics_count_what_is_there() {
    let place = Place::new().await;
    fill::fill(place.store(), 0..200).await.unwrap();
    let stats = place.store().stats().await.unwrap();
    assert_eq!(stats.counts, place.store().counts().await.unwrap());
    assert_eq!(stats.counts.samples, 200);
    assert_eq!(stats.counts.accepted, 10);
    assert_eq!(stats.operators.values().sum::<u64>(), 200);
    assert_eq!(stats.operators["seed"], 20);
    assert_eq!(stats.depths.values().sum::<u64>(), 200);
    let frames = &stats.verdicts[&CheckId::Frame];
    let all = place
        .store()
        .queue(&query(&STATES, QueueOrder::Newest), None, 999)
        .await
        .unwrap();
    let checked = all.iter().filter(|item| item.worst.is_some()).count();
    assert_eq!(frames[&VerdictKind::Pass], checked as u64);
    assert_eq!(stats.decisions, 40);
    let json = serde_json::to_value(&stats).unwrap();
    assert_eq!(json["samples"], 200, "counts stand at the top level");
}

#[tokio::test]
async fn weights_of_its_own_order_the_workspace_anew() {
    let (place, samples) = Place::with(3).await;
    let store = place.store();
    for (number, check) in [(0, CheckId::Numbers), (1, CheckId::Frame)] {
        let verdicts = vec![verdict(&samples[number], check, VerdictKind::Fail)];
        store
            .put_verdicts(samples[number].id, 1, verdicts, None)
            .await
            .unwrap();
    }
    let fails = |check| Feature::Verdict(check, VerdictKind::Fail);
    for (heavy, light, first) in [
        (CheckId::Numbers, CheckId::Frame, 0),
        (CheckId::Frame, CheckId::Numbers, 1),
    ] {
        let weights = Weights::new(
            -3.0,
            [(fails(heavy), 6.0, 0.0), (fails(light), 1.0, 0.0)],
            "a test",
        );
        assert_eq!(
            store.set_weights(weights.clone()).await.unwrap(),
            2,
            "one is unchecked"
        );
        assert_eq!(store.weights().await.unwrap(), weights);
        let queue = store.queue(&QueueQuery::default(), None, 99).await.unwrap();
        assert_eq!(queue[0].id, samples[first].id);
        assert_eq!(queue[0].suspicion, Some(953), "the logistic of 3, in thousandths");
        assert!(store.check_integrity().await.unwrap().is_sound());
    }
}
