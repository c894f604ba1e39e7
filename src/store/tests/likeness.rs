//! Profiles, reference sets, and what is like what.

use std::sync::Arc;

use super::*;
use crate::check::Source;
use crate::check::duplicates::{Kin, Twin};
use crate::model::Model;
use crate::model::testing::diet;
use crate::program::{ErrorKind, ProgramError, Run};
use crate::sample::{ContentHash, Lineage, Operator, Origin, Parents, WalkId};

fn run(model: &Model) -> Run {
    let error = ProgramError {
        kind: ErrorKind::Unsupported,
        name: String::new(),
        message: String::new(),
        line: None,
    };
    Run {
        error: None,
        model: Some(model.clone()),
        ..Run::failed(error)
    }
}

async fn ran(store: &Store, sample: &Sample, model: &Model) {
    let verdicts = vec![verdict(sample, CheckId::Frame, VerdictKind::Pass)];
    store
        .put_verdicts(sample.id, sample.version, verdicts, Some(run(model)))
        .await
        .unwrap();
}

/// A sample about something else than all others.
fn odd(problem: &str) -> Sample {
    Sample {
        id: SampleId::fresh(),
        problem: problem.to_owned(),
        lineage: Lineage::seed(),
        ..sample(0)
    }
}

const PUMPS: &str =
    "A village board wants to lay 75 metres of pipe with two pumps that work at different speeds.";
const NURSES: &str =
    "One ward employs nurses and doctors whose shifts begin at six in the morning or at noon.";

#[tokio::test]
async fn profiles_are_kept_and_complete_after_a_run() {
    let (place, samples) = Place::with(3).await;
    let store = place.store();
    let (entries, next) = store.profiles(None, 10).await.unwrap();
    assert_eq!((entries.len(), next), (3, None));
    // The words are kept on arrival; there is no run yet, so nothing is computed again.
    assert!(
        entries
            .iter()
            .all(|entry| !entry.fresh && !entry.has_run && entry.profile.text.is_some())
    );
    ran(store, &samples[1], &diet()).await;
    let (entries, _) = store.profiles(None, 10).await.unwrap();
    assert!(entries[1].has_run && !entries[1].fresh && entries[1].profile.model.is_some());
    let place = place.reopened().await;
    assert_eq!(place.store().profiles(None, 10).await.unwrap().0, entries);
    place.is_sound().await;
}

#[tokio::test]
async fn a_workspace_of_the_first_layout_is_brought_up_to_date_in_the_background() {
    let (place, samples) = Place::with(4).await;
    ran(place.store(), &samples[2], &diet()).await;
    place.workspace.close().await;
    let path = place.dir.path().join("w");
    let before = "DROP TABLE profiles; DROP TABLE reference_rows; DROP TABLE reference_sets; \
                  ALTER TABLE samples DROP COLUMN score; UPDATE samples SET lane = lane / 20 * 5 + \
                  CASE suspicion WHEN 'fail' THEN 0 WHEN 'unchecked' THEN 3 ELSE 4 END; \
                  DELETE FROM lanes; INSERT INTO lanes SELECT lane, count(*) FROM samples GROUP BY lane; \
                  PRAGMA user_version = 1";
    files::tamper(&path.join(Workspace::FILE), before).await;
    let workspace = Workspace::open(&path, OpenOptions::write()).await.unwrap();
    let store = workspace.store();
    let (entries, _) = store.profiles(None, 10).await.unwrap();
    assert!(entries.iter().all(|entry| entry.fresh));
    assert!(entries[2].profile.model.is_some());
    assert_eq!(
        store.check_integrity().await.unwrap().problems,
        Vec::<String>::new()
    );
    store.index_samples().await.unwrap();
    let (entries, _) = store.profiles(None, 10).await.unwrap();
    assert!(entries.iter().all(|entry| !entry.fresh));
    assert!(entries[2].profile.model.is_some());
    workspace.close().await;
}

#[tokio::test]
async fn the_index_takes_in_what_comes_and_changes() {
    let (place, _) = Place::with(2).await;
    let store = place.store();
    let (first, twin) = (odd(PUMPS), odd(NURSES));
    let found = |sample: &Sample| {
        let (store, sample) = (store.clone(), sample.clone());
        async move { store.neighbours(&sample, Some(&diet())).await.unwrap() }
    };
    assert!(found(&first).await.near.is_empty());
    store
        .insert_samples(vec![first.clone(), twin.clone()])
        .await
        .unwrap();
    assert!(found(&first).await.near.is_empty());
    ran(store, &twin, &diet()).await;
    let near = found(&first).await;
    // The sample itself is not counted among the others.
    assert_eq!((near.samples, near.references, near.near.len()), (3, 0, 1));
    assert_eq!(near.near[0].source, Source::Sample(twin.id));
    assert_eq!((near.near[0].twin, near.near[0].kin), (Some(Twin::Exact), None));
    assert_eq!(near.near[0].model.as_ref(), Some(&diet()));
    assert!(near.near[0].text < 0.1);
    let edited = twin.with_part(Part::Problem, PUMPS);
    store.save_version(edited).await.unwrap();
    let near = found(&first).await;
    // The edited version has not been run: it is near in words, and its model is not known.
    assert!((near.near[0].text - 1.0).abs() < 1e-12);
}

#[tokio::test]
async fn a_child_knows_its_parent() {
    let (place, samples) = Place::with(1).await;
    let store = place.store();
    ran(store, &samples[0], &diet()).await;
    let child = Sample {
        lineage: Lineage {
            origin: Origin::Derived {
                operator: Operator::TransDomain,
                parents: Parents::one(samples[0].id),
                walk: WalkId::fresh(),
            },
            depth: 1,
            path: None,
        },
        ..odd(NURSES)
    };
    let near = store.neighbours(&child, Some(&diet())).await.unwrap();
    assert_eq!(
        (near.near[0].kin, near.near[0].twin),
        (Some(Kin::Parent), Some(Twin::Exact))
    );
}

#[tokio::test]
async fn reference_sets_are_compared_with_and_are_no_samples() {
    let (place, _) = Place::with(2).await;
    let store = place.store();
    let row = |row: u64, problem: &str, model: Option<Model>| ReferenceRow {
        row,
        content: ContentHash::of([problem]),
        problem: problem.to_owned(),
        model,
    };
    assert!(store.add_references("exam", Vec::new()).await.is_err());
    assert!(store.begin_reference_set(" ", "f").await.is_err());
    store.begin_reference_set("exam", "exam.jsonl").await.unwrap();
    let rows = vec![row(1, PUMPS, None), row(2, NURSES, Some(diet()))];
    store.add_references("exam", rows).await.unwrap();
    let sets = store.reference_sets().await.unwrap();
    assert_eq!((sets.len(), sets[0].name.as_str(), sets[0].rows), (1, "exam", 2));
    assert_eq!(store.counts().await.unwrap().samples, 2);
    assert_eq!(store.samples(&[], None, 10).await.unwrap().0.len(), 2);
    let place = place.reopened().await;
    let store = place.store();
    let near = store.neighbours(&odd(PUMPS), Some(&diet())).await.unwrap();
    assert_eq!((near.samples, near.references), (2, 2));
    let rows: Vec<_> = near
        .near
        .iter()
        .map(|near| (near.source.clone(), near.twin, near.text > 0.99))
        .collect();
    let source = |row| Source::Reference {
        set: "exam".to_owned(),
        row,
    };
    assert_eq!(
        rows,
        [(source(2), Some(Twin::Exact), false), (source(1), None, true)]
    );
    place.is_sound().await;
    // A second import under the name replaces the first.
    store.begin_reference_set("exam", "other.jsonl").await.unwrap();
    assert_eq!(store.reference_sets().await.unwrap()[0].rows, 0);
}

#[tokio::test]
async fn a_workspace_open_for_reading_is_compared_too() {
    let (place, samples) = Place::with(2).await;
    ran(place.store(), &samples[0], &diet()).await;
    place.workspace.close().await;
    let workspace = Workspace::open(place.dir.path().join("w"), OpenOptions::read())
        .await
        .unwrap();
    let store = Arc::new(workspace.store().clone());
    store.index_samples().await.unwrap();
    let count = store.with_index(crate::check::duplicates::Index::samples).await;
    assert_eq!(count, 2);
    workspace.close().await;
}
