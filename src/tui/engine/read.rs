//! Questions about the workspace.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::checks::Depth;
use super::{Engine, Result};
use crate::check::suspicion::Features;
use crate::check::{self, CheckId, Inputs, Verdict, VerdictKind};
use crate::review::{Act, QueueOrder, ReviewState};
use crate::sample::{Operator, Sample, SampleId};
use crate::store::{self, Direction, QueueItem, QueueQuery};
use crate::tui::message::{
    Anchor, CheckTally, Dossier, Family, Filter, Listed, Overview, Page, Relative, Reply, Request,
};
use crate::tui::pane::{Judged, QueueRow};

/// Rows of a page of the queue.
const PAGE: usize = 200;
/// Ancestors and descendants that the lineage shows at most, each.
const RELATIVES: usize = 300;

const STATES: [ReviewState; 5] = [
    ReviewState::Pending,
    ReviewState::Skipped,
    ReviewState::Flagged,
    ReviewState::Accepted,
    ReviewState::Rejected,
];

impl Engine {
    pub(super) async fn answer(self, request: Request) {
        let done = match request {
            Request::Counts => {
                self.counts().await;
                Ok(())
            }
            Request::Page {
                generation,
                filter,
                anchor,
            } => self.page(filter, anchor).await.map(|page| {
                self.tell(Reply::Page {
                    generation,
                    anchor,
                    page,
                });
            }),
            Request::Find {
                generation,
                filter,
                text,
                from,
                forward,
            } => {
                let direction = if forward {
                    Direction::Forward
                } else {
                    Direction::Backward
                };
                let found = self.store.find(&query(filter), &text, from, direction).await;
                found.map(|item| {
                    let sample = item.map(|item| item.id);
                    self.tell(Reply::Found { generation, sample });
                })
            }
            Request::Open { generation, sample } => self.open(sample).await.map(|dossier| match dossier {
                Some(dossier) => self.tell(Reply::Opened {
                    generation,
                    dossier: Box::new(dossier),
                }),
                None => self.tell(Reply::Failed(Self::gone(sample))),
            }),
            Request::Recheck(sample) => self.recheck(sample, Depth::Routine).await,
            Request::Probe(sample) => self.recheck(sample, Depth::Probing).await,
            Request::Cancel(sample) => {
                self.cancel(sample);
                Ok(())
            }
            Request::Family { generation, sample } => self.family(sample).await.map(|family| {
                self.tell(Reply::Family { generation, family });
            }),
            Request::Overview { generation } => self.store.stats().await.map(|stats| {
                let overview = Box::new(overview(&stats));
                self.tell(Reply::Overview { generation, overview });
            }),
            // These are not questions; `serve` sends them elsewhere.
            Request::Decide(_) | Request::Edit { .. } | Request::Undo | Request::Redo | Request::Walk(_) => {
                Ok(())
            }
        };
        self.report(done);
    }

    async fn recheck(&self, id: SampleId, depth: Depth) -> Result<()> {
        if let Some(sample) = self.store.sample(id).await? {
            self.check(id, sample.version, depth);
            self.show(id).await?;
        }
        Ok(())
    }

    async fn page(&self, filter: Filter, anchor: Anchor) -> Result<Page> {
        let query = query(filter);
        let items = match anchor {
            Anchor::Start => self.store.queue(&query, None, PAGE).await?,
            Anchor::End => self.store.queue_before(&query, None, PAGE).await?,
            Anchor::After(key) => self.store.queue(&query, Some(key), PAGE).await?,
            Anchor::Before(key) => self.store.queue_before(&query, Some(key), PAGE).await?,
            Anchor::Around(id) => self.around(&query, id).await?,
        };
        let first = match items.first() {
            Some(item) => self.store.queue_position(&query, item.key).await?,
            None => 0,
        };
        let total = self.store.queue_len(&query).await?;
        Ok(Page {
            first: to_usize(first),
            total: to_usize(total),
            rows: items.iter().map(listed).collect(),
        })
    }

    async fn around(&self, query: &QueueQuery, id: SampleId) -> Result<Vec<QueueItem>> {
        let Some(center) = self.store.queue_item(id).await? else {
            return self.store.queue(query, None, PAGE).await;
        };
        let key = Some(center.key);
        let mut items = self.store.queue_before(query, key, PAGE / 2).await?;
        if query.states.contains(&center.state) {
            items.push(center);
        }
        items.extend(self.store.queue(query, key, PAGE / 2).await?);
        Ok(items)
    }

    /// A sample for the person to look at; what was never checked, or not as it stands, is checked now.
    async fn open(&self, id: SampleId) -> Result<Option<Dossier>> {
        let Some(mut dossier) = self.dossier(id).await? else {
            return Ok(None);
        };
        let fresh = |check: &CheckId| {
            dossier
                .judged
                .iter()
                .any(|judged| judged.verdict.check == *check && !judged.stale)
        };
        let complete = CheckId::routine().all(|check| fresh(&check));
        if !complete && !dossier.checking && self.store.is_writable() {
            self.check(id, dossier.sample.version, Depth::Routine);
            dossier.checking = true;
        }
        Ok(Some(dossier))
    }

    /// Everything known about the current version of a sample.
    pub(super) async fn dossier(&self, id: SampleId) -> Result<Option<Dossier>> {
        let (Some(sample), Some(item)) = (self.store.sample(id).await?, self.store.queue_item(id).await?)
        else {
            return Ok(None);
        };
        let parents = self.store.parents(id).await?;
        let mut parent_runs = Vec::with_capacity(parents.len());
        for parent in &parents {
            let run = self.store.findings(parent.id, parent.version).await?.run;
            parent_runs.push(run.map(Arc::new));
        }
        let findings = self.store.findings(id, sample.version).await?;
        let mut verdicts = findings.verdicts;
        if sample.version > 1 {
            // Right after an edit, the verdicts on the version before are better than none; they are shown as stale.
            let before = self.store.findings(id, sample.version - 1).await?;
            let missing = |verdict: &Verdict| verdicts.iter().all(|known| known.check != verdict.check);
            // What nobody asked for again is worth showing only as long as it still holds.
            let inputs = Inputs {
                parents: &parents,
                ..Inputs::of(&sample)
            };
            let holds = |verdict: &Verdict| verdict.check.is_routine() || !check::is_stale(verdict, &inputs);
            let older = before.verdicts.into_iter().filter(missing).filter(holds);
            let older: Vec<Verdict> = older.collect();
            verdicts.extend(older);
            verdicts.sort_by_key(|verdict| verdict.check);
        }
        let history = self.store.decisions_on(id).await?;
        let decision = history
            .into_iter()
            .rev()
            .find(|entry| entry.stands)
            .and_then(|entry| match entry.entry.act {
                Act::Decide(decision) => Some(decision),
                Act::TakeBack { .. } => None,
            });
        let weights = self.store.weights().await?;
        let suspicion = (!verdicts.is_empty())
            .then(|| weights.judge(&Features::of(&sample, findings.run.as_ref(), &verdicts)));
        Ok(Some(Dossier {
            suspicion,
            judged: judged(verdicts, &sample, &parents),
            checking: self.is_checking(id, sample.version),
            run: findings.run.map(Arc::new),
            state: item.state,
            decision,
            row: row(&item),
            parents: parents.into_iter().map(Arc::new).collect(),
            parent_runs,
            sample: Arc::new(sample),
        }))
    }

    async fn family(&self, id: SampleId) -> Result<Family> {
        let family = self.store.family(id, RELATIVES).await?;
        let mut relatives = HashMap::new();
        for member in &family.members {
            let item = self.store.queue_item(member.id).await?;
            relatives.insert(member.id, relative(member, item.as_ref()));
        }
        Ok(tree(&family, relatives, id))
    }
}

/// The verdicts, and which of them are about something else than what stands.
fn judged(verdicts: Vec<Verdict>, sample: &Sample, parents: &[Sample]) -> Vec<Judged> {
    let inputs = Inputs {
        parents,
        ..Inputs::of(sample)
    };
    let judge = |verdict: Verdict| Judged {
        stale: check::is_stale(&verdict, &inputs),
        verdict,
        overruled: None,
    };
    verdicts.into_iter().map(judge).collect()
}

fn query(filter: Filter) -> QueueQuery {
    let (states, order) = match filter {
        Filter::Waiting => return QueueQuery::default(),
        Filter::In(ReviewState::Pending) => (vec![ReviewState::Pending], QueueOrder::Suspicious),
        Filter::In(state) => (vec![state], QueueOrder::Newest),
        Filter::All => (STATES.to_vec(), QueueOrder::Newest),
        Filter::Parents => (
            vec![ReviewState::Accepted, ReviewState::Pending],
            QueueOrder::Oldest,
        ),
    };
    QueueQuery {
        states,
        order,
        text: None,
    }
}

fn listed(item: &QueueItem) -> Listed {
    Listed {
        id: item.id,
        key: item.key,
        row: row(item),
    }
}

fn row(item: &QueueItem) -> QueueRow {
    QueueRow {
        id: item.id.short(),
        text: item.title.clone(),
        verdict: item.worst,
        why: why(item),
        state: item.state,
        origin: origin(item.operator),
    }
}

/// How likely it is wrong, and the first reason; nothing where every check passes.
fn why(item: &QueueItem) -> String {
    match item.suspicion {
        Some(score) if !item.reason.is_empty() => format!("{} % {}", (score + 5) / 10, item.reason),
        _ => item.reason.clone(),
    }
}

fn origin(operator: Option<Operator>) -> String {
    operator.map_or("original", Operator::name).to_owned()
}

fn relative(member: &store::FamilyMember, item: Option<&QueueItem>) -> Relative {
    let absent = || QueueRow {
        id: member.id.short(),
        text: "(not in this workspace)".to_owned(),
        verdict: None,
        why: String::new(),
        state: ReviewState::Pending,
        origin: origin(member.operator),
    };
    Relative {
        id: member.id,
        row: item.map_or_else(absent, row),
        operator: member.operator,
        depth: item.map_or(0, |item| item.depth),
    }
}

/// The family as a tree: every member once, under the first of its parents that is there.
fn tree(family: &store::Family, mut relatives: HashMap<SampleId, Relative>, center: SampleId) -> Family {
    let here: HashSet<SampleId> = family.members.iter().map(|member| member.id).collect();
    let mut children: HashMap<Option<SampleId>, Vec<SampleId>> = HashMap::new();
    for member in &family.members {
        let parent = member
            .parents
            .iter()
            .copied()
            .find(|parent| here.contains(parent));
        children.entry(parent).or_default().push(member.id);
    }
    let mut members = Vec::with_capacity(family.members.len());
    let mut ahead: Vec<(usize, SampleId)> = Vec::new();
    let roots = children.remove(&None).unwrap_or_default();
    ahead.extend(roots.into_iter().rev().map(|id| (0, id)));
    loop {
        while let Some((level, id)) = ahead.pop() {
            if let Some(relative) = relatives.remove(&id) {
                members.push((level, relative));
                let below = children.remove(&Some(id)).unwrap_or_default();
                ahead.extend(below.into_iter().rev().map(|child| (level + 1, child)));
            }
        }
        // Foreign files may hold circles, which hang on no root; they are shown all the same.
        match family
            .members
            .iter()
            .find(|member| relatives.contains_key(&member.id))
        {
            Some(member) => ahead.push((0, member.id)),
            None => break,
        }
    }
    let center = members
        .iter()
        .position(|(_, relative)| relative.id == center)
        .unwrap_or(0);
    Family {
        members,
        center,
        cut: family.cut,
    }
}

fn overview(stats: &store::Stats) -> Overview {
    let of_name = |name: &str| stats.operators.get(name).copied().unwrap_or(0);
    let derived = Operator::ALL.map(|operator| (Some(operator), of_name(operator.name())));
    let known: u64 = derived.iter().map(|(_, count)| count).sum();
    let all: u64 = stats.operators.values().sum();
    let tally = |check: CheckId| {
        let counts = stats.verdicts.get(&check);
        let of = |kind: VerdictKind| counts.and_then(|counts| counts.get(&kind)).copied().unwrap_or(0);
        let kinds = [
            VerdictKind::Pass,
            VerdictKind::Unknown,
            VerdictKind::Error,
            VerdictKind::Fail,
        ];
        CheckTally {
            check,
            counts: kinds.map(of),
        }
    };
    let walks = &stats.walks;
    Overview {
        counts: stats.counts,
        operators: std::iter::once((None, all.saturating_sub(known)))
            .chain(derived)
            .collect(),
        depths: stats
            .depths
            .iter()
            .map(|(depth, count)| (*depth, *count))
            .collect(),
        checks: CheckId::ALL.map(tally).to_vec(),
        walks: [walks.kept, walks.dropped, walks.failed, walks.open],
    }
}

fn to_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
