//! The journal.

use super::*;
use crate::sample::WalkId;
use crate::walk::journal::{Ending, Finished, Journal};

fn kept(sample: &Sample) -> Finished {
    Finished {
        ending: Ending::Kept,
        sample: Some(sample.clone()),
        verdicts: vec![verdict(sample, CheckId::Frame, VerdictKind::Pass)],
        run: Some(failed_run()),
        decision: Some(decision(sample, DecisionKind::Accept)),
    }
}

#[tokio::test]
async fn a_walk_reads_back_and_ends_in_one_piece() {
    let place = Place::new().await;
    let (store, walk, sample) = (place.store(), WalkId::fresh(), sample(1));
    assert_eq!(store.load(walk).await.unwrap(), None);
    store.begin(walk, "{\"plan\":1}".to_owned()).await.unwrap();
    store.begin(walk, "{\"plan\":1}".to_owned()).await.unwrap();
    let other = store.begin(walk, "{}".to_owned()).await.unwrap_err();
    assert!(other.message.contains("another plan"), "{other}");
    store.append(walk, 0, "\"a\"".to_owned()).await.unwrap();
    store.append(walk, 1, "\"b\"".to_owned()).await.unwrap();
    assert_eq!(store.unfinished_walks().await.unwrap()[0].events, 2);

    let place = place.reopened().await;
    let store = place.store();
    assert!(store.append(walk, 1, "\"c\"".to_owned()).await.is_err(), "taken");
    assert!(store.append(walk, 3, "\"c\"".to_owned()).await.is_err(), "a gap");
    assert!(
        store
            .append(WalkId::fresh(), 0, "\"c\"".to_owned())
            .await
            .is_err(),
        "unknown"
    );
    store
        .finish(walk, 2, "\"c\"".to_owned(), kept(&sample))
        .await
        .unwrap();
    assert!(
        store.append(walk, 3, "\"d\"".to_owned()).await.is_err(),
        "it has ended"
    );

    let record = store.load(walk).await.unwrap().unwrap();
    assert_eq!(
        (record.events.join(","), record.ending),
        ("\"a\",\"b\",\"c\"".to_owned(), Some(Ending::Kept))
    );
    assert_eq!(store.sample(sample.id).await.unwrap(), Some(sample.clone()));
    assert_eq!(place.state(sample.id).await, ReviewState::Accepted);
    assert_eq!(store.findings(sample.id, 1).await.unwrap().verdicts.len(), 1);
    assert!(store.unfinished_walks().await.unwrap().is_empty());
    let walks = store.walks(None, 9).await.unwrap();
    assert_eq!(walks[0].sample, Some(sample.id));
    assert!(store.walks(Some(walks[0].cursor), 9).await.unwrap().is_empty());
    assert_eq!(store.stats().await.unwrap().walks.kept, 1);
    place.is_sound().await;
}

#[tokio::test]
async fn an_end_that_cannot_be_saved_leaves_the_walk_as_it_was() {
    let (place, samples) = Place::with(1).await;
    let (store, walk) = (place.store(), WalkId::fresh());
    store.begin(walk, "{}".to_owned()).await.unwrap();
    let mut finished = kept(&sample(5));
    finished.decision = Some(decision(&sample(6), DecisionKind::Accept));
    assert!(store.finish(walk, 0, "1".to_owned(), finished).await.is_err());
    assert!(
        store
            .finish(walk, 0, "1".to_owned(), kept(&samples[0]))
            .await
            .is_err(),
        "that sample is here already"
    );
    assert_eq!(store.sample(sample(5).id).await.unwrap(), None);
    let record = store.load(walk).await.unwrap().unwrap();
    assert_eq!((record.events.len(), record.ending), (0, None));
    let nothing = Finished {
        ending: Ending::Dropped,
        sample: None,
        verdicts: Vec::new(),
        run: None,
        decision: None,
    };
    store.finish(walk, 0, "1".to_owned(), nothing).await.unwrap();
    assert_eq!(store.stats().await.unwrap().walks.dropped, 1);
    place.is_sound().await;
}
