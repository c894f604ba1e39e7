//! Decisions, undo and redo against a model of two stacks.

use proptest::prelude::*;

use super::*;
use crate::review::{Act, DecisionId};

#[tokio::test]
async fn undo_goes_back_to_the_first_decision_and_redo_to_the_last() {
    let (place, samples) = Place::with(3).await;
    for sample in &samples {
        place
            .store()
            .decide(decision(sample, DecisionKind::Accept))
            .await
            .unwrap();
    }
    place
        .store()
        .decide(decision(&samples[0], DecisionKind::Reject))
        .await
        .unwrap();
    let mut place = place.reopened().await;
    let expected = [0, 2, 1, 0];
    for (turn, number) in expected.into_iter().enumerate() {
        let undone = place.store().undo("bob").await.unwrap().unwrap();
        assert_eq!(undone.decision.sample, samples[number].id);
        let state = if turn == 0 {
            ReviewState::Accepted
        } else {
            ReviewState::Pending
        };
        assert_eq!(
            (undone.state, place.state(undone.decision.sample).await),
            (state, state)
        );
        place = place.reopened().await;
    }
    assert_eq!(place.store().undo("bob").await.unwrap(), None);
    for number in expected.into_iter().rev() {
        let redone = place.store().redo("bob").await.unwrap().unwrap();
        assert_eq!(redone.decision.sample, samples[number].id);
        place = place.reopened().await;
    }
    assert_eq!(place.store().redo("bob").await.unwrap(), None);
    assert_eq!(place.state(samples[0].id).await, ReviewState::Rejected);
    let history = place.store().history(None, 100).await.unwrap();
    assert_eq!(history.len(), 12, "four decisions, four undos, four redos");
    assert_eq!(history.iter().filter(|entry| entry.stands).count(), 4);
    assert!(matches!(history[0].entry.act, Act::TakeBack { .. }));
    let page = place.store().history(Some(DecisionId(3)), 1).await.unwrap();
    assert_eq!(page[0].entry.id, DecisionId(2));
    assert_eq!(place.store().decisions_on(samples[0].id).await.unwrap().len(), 6);
    place.is_sound().await;
}

#[tokio::test]
async fn a_decision_on_something_else_than_what_is_there_is_refused() {
    let (place, samples) = Place::with(1).await;
    let old = decision(&samples[0], DecisionKind::Accept);
    place
        .store()
        .save_version(samples[0].with_part(Part::Problem, "Edited?"))
        .await
        .unwrap();
    let refused = place.store().decide(old.clone()).await.unwrap_err();
    assert_eq!(refused.kind, StoreErrorKind::Conflict);
    let mut forged = old;
    forged.version = 2;
    assert_eq!(
        place.store().decide(forged).await.unwrap_err().kind,
        StoreErrorKind::Conflict
    );
    let unknown = decision(&sample(77), DecisionKind::Skip);
    assert_eq!(
        place.store().decide(unknown).await.unwrap_err().kind,
        StoreErrorKind::Missing
    );
    assert!(place.store().history(None, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_edit_after_acceptance_leaves_the_curated_set() {
    let (place, samples) = Place::with(1).await;
    place
        .store()
        .decide(decision(&samples[0], DecisionKind::Accept))
        .await
        .unwrap();
    let edited = samples[0].with_part(Part::Problem, "Edited?");
    assert_eq!(
        place.store().save_version(edited.clone()).await.unwrap().state,
        ReviewState::Pending
    );
    let mut restored = edited.with_part(Part::Problem, &samples[0].problem);
    restored.blueprint.clone_from(&samples[0].blueprint);
    let saved = place.store().save_version(restored).await.unwrap();
    assert_eq!(
        saved.state,
        ReviewState::Accepted,
        "what was accepted is there again"
    );
    place.is_sound().await;
}

#[tokio::test]
async fn history_cannot_be_rewritten() {
    let (place, samples) = Place::with(1).await;
    place
        .store()
        .decide(decision(&samples[0], DecisionKind::Accept))
        .await
        .unwrap();
    for statement in [
        "UPDATE decisions SET kind = 'reject'",
        "DELETE FROM decisions",
        "UPDATE versions SET record = '{}'",
        "DELETE FROM versions",
    ] {
        let work = place
            .store()
            .write(writer::Durability::Process, move |connection| {
                Box::pin(async move {
                    sqlx::query(statement).execute(connection).await?;
                    Ok(())
                })
            });
        let refused = work.await.unwrap_err();
        assert_eq!(refused.kind, StoreErrorKind::Database, "{refused}");
        assert!(refused.message.contains("are never"), "{refused}");
    }
    place.is_sound().await;
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Decide(usize, DecisionKind),
    Undo,
    Redo,
    Edit(usize, u8),
    Judge(usize, VerdictKind),
    Reopen,
}

const SAMPLES: usize = 3;

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let kinds = prop::sample::select(vec![
        DecisionKind::Accept,
        DecisionKind::Reject,
        DecisionKind::Skip,
        DecisionKind::Flag,
    ]);
    let verdicts = prop::sample::select(vec![
        VerdictKind::Pass,
        VerdictKind::Unknown,
        VerdictKind::Error,
        VerdictKind::Fail,
    ]);
    let step = prop_oneof![
        6 => (0..SAMPLES, kinds).prop_map(|(sample, kind)| Move::Decide(sample, kind)),
        5 => Just(Move::Undo),
        3 => Just(Move::Redo),
        2 => (0..SAMPLES, 0..3u8).prop_map(|(sample, text)| Move::Edit(sample, text)),
        2 => (0..SAMPLES, verdicts).prop_map(|(sample, kind)| Move::Judge(sample, kind)),
        1 => Just(Move::Reopen),
    ];
    prop::collection::vec(step, 1..30)
}

/// Two stacks and the current samples: what the store must agree with.
struct Model {
    samples: Vec<Sample>,
    done: Vec<Decision>,
    undone: Vec<Decision>,
}

impl Model {
    fn state(&self, sample: &Sample) -> ReviewState {
        let last = self.done.iter().rfind(|decision| decision.sample == sample.id);
        match last {
            Some(decision) if decision.content == sample.content_hash() => decision.kind.into(),
            _ => ReviewState::Pending,
        }
    }
}

async fn play(moves: &[Move]) {
    let (mut place, samples) = Place::with(SAMPLES).await;
    let mut model = Model {
        samples,
        done: Vec::new(),
        undone: Vec::new(),
    };
    for step in moves {
        place = make(place, &mut model, *step).await;
        for sample in &model.samples {
            assert_eq!(
                place.state(sample.id).await,
                model.state(sample),
                "after {step:?} of {moves:?}"
            );
        }
        let counts = place.store().counts().await.unwrap();
        let accepted = model
            .samples
            .iter()
            .filter(|sample| model.state(sample) == ReviewState::Accepted)
            .count();
        assert_eq!(
            (counts.samples, counts.accepted),
            (SAMPLES as u64, accepted as u64)
        );
    }
    place.is_sound().await;
}

async fn make(place: Place, model: &mut Model, step: Move) -> Place {
    let store = place.store();
    match step {
        Move::Decide(number, kind) => {
            let made = decision(&model.samples[number], kind);
            store.decide(made.clone()).await.unwrap();
            model.done.push(made);
            model.undone.clear();
        }
        Move::Undo => {
            let expected = model.done.pop();
            let undone = store.undo("bob").await.unwrap().map(|undone| undone.decision);
            assert_eq!(undone, expected);
            model.undone.extend(expected);
        }
        Move::Redo => {
            let expected = model.undone.pop();
            let redone = store.redo("bob").await.unwrap().map(|redone| redone.decision);
            assert_eq!(redone, expected);
            model.done.extend(expected);
        }
        Move::Edit(number, text) => {
            let edited = model.samples[number].with_part(Part::Problem, &format!("{number} or {text}?"));
            store.save_version(edited.clone()).await.unwrap();
            model.samples[number] = edited;
        }
        Move::Judge(number, kind) => {
            let sample = &model.samples[number];
            let verdicts = vec![verdict(sample, CheckId::Sense, kind)];
            store
                .put_verdicts(sample.id, sample.version, verdicts, None)
                .await
                .unwrap();
            let item = store.queue_item(sample.id).await.unwrap().unwrap();
            assert_eq!(item.worst, Some(kind));
        }
        Move::Reopen => return place.reopened().await,
    }
    place
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_moves_agrees_with_two_stacks(moves in moves()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&moves));
    }
}
