//! The store against real files.

mod files;
mod history;
mod likeness;
mod queues;
mod scale;
mod walks;
mod writing;

use time::OffsetDateTime;

use super::fill::sample;
use super::*;
use crate::check::{CheckId, Verdict, VerdictKind};
use crate::review::{Decision, DecisionKind, ReviewState};
use crate::sample::{Part, Sample, SampleId};

struct Place {
    dir: tempfile::TempDir,
    workspace: Workspace,
}

impl Place {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Workspace::create(dir.path().join("w")).await.unwrap();
        Self { dir, workspace }
    }

    async fn with(samples: usize) -> (Self, Vec<Sample>) {
        let place = Self::new().await;
        let samples: Vec<Sample> = (0..samples).map(sample).collect();
        for outcome in place.store().insert_samples(samples.clone()).await.unwrap() {
            assert!(matches!(outcome, Inserted::Saved(_)), "{outcome:?}");
        }
        (place, samples)
    }

    fn store(&self) -> &Store {
        self.workspace.store()
    }

    async fn reopened(self) -> Self {
        self.workspace.close().await;
        let workspace = Workspace::open(self.dir.path().join("w"), OpenOptions::write())
            .await
            .unwrap();
        Self {
            dir: self.dir,
            workspace,
        }
    }

    async fn is_sound(&self) {
        let report = self.store().check_integrity().await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
    }

    async fn state(&self, id: SampleId) -> ReviewState {
        self.store().queue_item(id).await.unwrap().unwrap().state
    }
}

fn decision(sample: &Sample, kind: DecisionKind) -> Decision {
    Decision {
        sample: sample.id,
        version: sample.version,
        content: sample.content_hash(),
        kind,
        reason: Some("because".to_owned()),
        reviewer: "ada".to_owned(),
        at: OffsetDateTime::now_utc(),
    }
}

fn verdict(sample: &Sample, check: CheckId, kind: VerdictKind) -> Verdict {
    Verdict {
        check,
        kind,
        summary: format!("{} by the test", kind.word()),
        findings: Vec::new(),
        judged: sample.content_hash(),
    }
}

fn ids(items: &[QueueItem]) -> Vec<SampleId> {
    items.iter().map(|item| item.id).collect()
}

#[tokio::test]
async fn a_sample_reads_back_to_the_letter() {
    let place = Place::new().await;
    let mut odd = sample(3);
    odd.problem = "温度 \u{1b}[31m\r\n\0 ≥ 3 '; DROP TABLE samples; --".to_owned();
    odd.blueprint = Some(serde_json::json!({"family": "diet", "n": 0.1}));
    odd.extra.insert("z".to_owned(), serde_json::json!([1, null]));
    odd.extra.insert("a".to_owned(), serde_json::json!(1e300));
    odd.lineage.path = Some("[Seed#1 -> x]".to_owned());
    place.store().insert_samples(vec![odd.clone()]).await.unwrap();
    assert_eq!(place.store().sample(odd.id).await.unwrap(), Some(odd.clone()));
    let place = place.reopened().await;
    assert_eq!(place.store().version(odd.id, 1).await.unwrap(), Some(odd.clone()));
    assert_eq!(place.store().version(odd.id, 2).await.unwrap(), None);
    assert_eq!(place.store().sample(sample(4).id).await.unwrap(), None);
    let item = place.store().queue_item(odd.id).await.unwrap().unwrap();
    assert!(crate::sample::is_clean(&item.title), "{:?}", item.title);
    let pool = place.store().pool(&[ReviewState::Pending]).await.unwrap();
    assert!(pool.len() == 1 && pool[0].blueprint);
    place.is_sound().await;
}

#[tokio::test]
async fn duplicates_are_told_apart_and_left_out() {
    let (place, samples) = Place::with(2).await;
    let mut same_content = samples[0].clone();
    same_content.id = SampleId::fresh();
    let mut same_id = samples[1].clone();
    same_id.problem.push('!');
    let (third, fourth) = (sample(2), same_content.with_part(Part::Problem, "new"));
    let handed_in = vec![
        samples[0].clone(),
        same_content.clone(),
        same_id,
        third.clone(),
        third.clone(),
        fourth,
    ];
    let outcomes = place.store().insert_samples(handed_in).await.unwrap();
    assert_eq!(
        outcomes[0],
        Inserted::SameId {
            id: samples[0].id,
            equal: true
        }
    );
    assert_eq!(
        outcomes[1],
        Inserted::SameContent {
            id: same_content.id,
            of: samples[0].id
        }
    );
    assert_eq!(
        outcomes[2],
        Inserted::SameId {
            id: samples[1].id,
            equal: false
        }
    );
    assert_eq!(outcomes[3], Inserted::Saved(third.id));
    assert_eq!(
        outcomes[4],
        Inserted::SameId {
            id: third.id,
            equal: true
        }
    );
    assert_eq!(
        outcomes[5],
        Inserted::Saved(same_content.id),
        "the identity was never taken"
    );
    assert_eq!(place.store().counts().await.unwrap().samples, 4);
    assert_eq!(
        place
            .store()
            .with_content(samples[0].content_hash())
            .await
            .unwrap(),
        [samples[0].id]
    );
    place.is_sound().await;
}

#[tokio::test]
async fn an_edit_is_a_new_version_and_the_old_one_stays() {
    let (place, samples) = Place::with(1).await;
    let first = &samples[0];
    let second = first.with_part(Part::Answer, "12");
    let saved = place.store().save_version(second.clone()).await.unwrap();
    assert_eq!((saved.version, saved.state), (2, ReviewState::Pending));
    assert_eq!(
        place.store().sample(first.id).await.unwrap(),
        Some(second.clone())
    );
    assert_eq!(
        place.store().version(first.id, 1).await.unwrap().as_ref(),
        Some(first)
    );
    let versions = place.store().versions(first.id).await.unwrap();
    assert_eq!(
        versions.iter().map(|info| info.version).collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(versions[1].content, second.content_hash());
    let late = place.store().save_version(second).await.unwrap_err();
    assert_eq!(late.kind, StoreErrorKind::Conflict);
    let unknown = place.store().save_version(sample(9)).await.unwrap_err();
    assert_eq!(unknown.kind, StoreErrorKind::Missing);
    place.is_sound().await;
}

#[tokio::test]
async fn the_last_verdict_of_each_check_counts() {
    let (place, samples) = Place::with(1).await;
    let (store, sample) = (place.store(), &samples[0]);
    let bad = verdict(sample, CheckId::Numbers, VerdictKind::Fail);
    let frame = verdict(sample, CheckId::Frame, VerdictKind::Pass);
    store
        .put_verdicts(sample.id, 1, vec![bad.clone(), frame.clone()], None)
        .await
        .unwrap();
    let item = store.queue_item(sample.id).await.unwrap().unwrap();
    assert_eq!(
        (item.worst, item.reason.as_str()),
        (Some(VerdictKind::Fail), "numbers: fail by the test")
    );
    let good = verdict(sample, CheckId::Numbers, VerdictKind::Pass);
    let run = crate::program::Run {
        stdout: "hello".to_owned(),
        ..failed_run()
    };
    store
        .put_verdicts(sample.id, 1, vec![good.clone()], Some(run.clone()))
        .await
        .unwrap();
    let findings = store.findings(sample.id, 1).await.unwrap();
    assert_eq!(
        findings,
        Findings {
            verdicts: vec![frame, good],
            run: Some(run)
        }
    );
    assert_eq!(
        store.queue_item(sample.id).await.unwrap().unwrap().worst,
        Some(VerdictKind::Pass)
    );

    let edited = sample.with_part(Part::Problem, "Another question?");
    store.save_version(edited.clone()).await.unwrap();
    assert_eq!(
        store.queue_item(sample.id).await.unwrap().unwrap().worst,
        None,
        "stale verdicts do not count"
    );
    store.put_verdicts(sample.id, 1, vec![bad], None).await.unwrap();
    assert_eq!(
        store.queue_item(sample.id).await.unwrap().unwrap().worst,
        None,
        "nor do late ones"
    );
    assert_eq!(store.findings(sample.id, 2).await.unwrap(), Findings::default());
    let missing = store
        .put_verdicts(sample.id, 3, Vec::new(), None)
        .await
        .unwrap_err();
    assert_eq!(missing.kind, StoreErrorKind::Missing);
    place.is_sound().await;
}

fn failed_run() -> crate::program::Run {
    crate::program::Run::failed(crate::program::ProgramError {
        kind: crate::program::ErrorKind::Raised,
        name: "KeyError".to_owned(),
        message: "'a'".to_owned(),
        line: Some(3),
    })
}

#[tokio::test]
async fn a_family_is_followed_both_ways_and_circles_end() {
    let place = Place::new().await;
    let mut line: Vec<Sample> = vec![sample(0)];
    for number in 1..6 {
        let mut child = sample(number);
        child.lineage.origin = crate::sample::Origin::Derived {
            operator: crate::sample::Operator::ChangePara,
            parents: crate::sample::Parents::one(line[number - 1].id),
            walk: crate::sample::WalkId::fresh(),
        };
        line.push(child);
    }
    let lost = SampleId::fresh();
    line[0].lineage.origin = crate::sample::Origin::Derived {
        operator: crate::sample::Operator::Combination,
        parents: crate::sample::Parents::two(line[5].id, lost),
        walk: crate::sample::WalkId::fresh(),
    };
    place.store().insert_samples(line.clone()).await.unwrap();
    let family = place.store().family(line[3].id, 100).await.unwrap();
    assert!(!family.cut);
    assert_eq!(family.members.len(), 7, "six of the circle and the lost one");
    let missing = family.members.iter().find(|member| member.id == lost).unwrap();
    assert_eq!((missing.title.as_deref(), missing.state), (None, None));
    assert!(place.store().family(line[3].id, 2).await.unwrap().cut);
    assert_eq!(place.store().children(line[3].id, 9).await.unwrap(), [line[4].id]);
    let parents = place.store().parents(line[0].id).await.unwrap();
    assert_eq!(parents, [line[5].clone()]);
}

#[tokio::test]
async fn a_claim_holds_until_it_expires_or_is_released() {
    let (place, samples) = Place::with(1).await;
    let (store, id) = (place.store(), samples[0].id);
    let start = OffsetDateTime::now_utc();
    let after = |seconds| start + time::Duration::seconds(seconds);
    let mine = store.claim(id, "ada", start, after(60)).await.unwrap();
    assert_eq!(
        mine,
        Claim {
            reviewer: "ada".to_owned(),
            until: after(60)
        }
    );
    assert_eq!(
        store.claim(id, "bob", after(59), after(99)).await.unwrap(),
        mine,
        "ada still holds it"
    );
    assert_eq!(
        store.claim(id, "ada", after(59), after(80)).await.unwrap().until,
        after(80)
    );
    assert_eq!(store.claim_on(id, after(80)).await.unwrap(), None);
    assert_eq!(
        store
            .claim(id, "bob", after(80), after(99))
            .await
            .unwrap()
            .reviewer,
        "bob"
    );
    store.release(id, "ada").await.unwrap();
    assert_eq!(
        store
            .claim_on(id, after(90))
            .await
            .unwrap()
            .map(|claim| claim.reviewer),
        Some("bob".to_owned())
    );
    store.release(id, "bob").await.unwrap();
    assert_eq!(store.claim_on(id, after(90)).await.unwrap(), None);
}

#[tokio::test]
async fn named_values_and_imports_are_kept() {
    let place = Place::new().await;
    place
        .store()
        .set_value("target", Some("0.95".to_owned()))
        .await
        .unwrap();
    place
        .store()
        .set_value("other", Some("x".to_owned()))
        .await
        .unwrap();
    place.store().set_value("other", None).await.unwrap();
    let import = ImportRecord {
        file: "a.jsonl".to_owned(),
        rows: 3,
        inserted: 2,
        refused: 1,
        at: OffsetDateTime::now_utc(),
    };
    place.store().record_import(import.clone()).await.unwrap();
    let place = place.reopened().await;
    assert_eq!(
        place.store().value("target").await.unwrap().as_deref(),
        Some("0.95")
    );
    assert_eq!(place.store().value("other").await.unwrap(), None);
    assert_eq!(place.store().imports().await.unwrap(), [import]);
}

#[tokio::test]
async fn all_samples_stream_in_order_of_arrival() {
    use futures::TryStreamExt as _;
    let (place, samples) = Place::with(450).await;
    place
        .store()
        .decide(decision(&samples[7], DecisionKind::Accept))
        .await
        .unwrap();
    let all: Vec<Sample> = place.store().stream(&[]).try_collect().await.unwrap();
    assert_eq!(all, samples);
    let accepted: Vec<Sample> = place
        .store()
        .stream(&[ReviewState::Accepted])
        .try_collect()
        .await
        .unwrap();
    assert_eq!(accepted, [samples[7].clone()]);
}
