//! What changes the workspace: decisions, edits, undo and redo, strictly one after the other.

use time::OffsetDateTime;
use tokio::sync::mpsc;

use super::checks::Depth;
use super::{Engine, Result};
use crate::review::{Decision, ReviewState};
use crate::sample::{Part, SampleId};
use crate::store::{StoreError, Undone};
use crate::tui::message::{Reply, Request, Ruling};

impl Engine {
    /// Carries orders out until nobody can send any more.
    pub(super) async fn carry_out(self, mut orders: mpsc::UnboundedReceiver<Request>) {
        while let Some(order) = orders.recv().await {
            let done = match order {
                Request::Decide(ruling) => self.decide(ruling).await,
                Request::Edit {
                    sample,
                    version,
                    part,
                    text,
                } => self.edit(sample, version, part, &text).await,
                Request::Undo => {
                    let undone = self.store.undo(&self.reviewer).await;
                    self.undone(undone, "undone", "there is no decision left to undo")
                }
                Request::Redo => {
                    let redone = self.store.redo(&self.reviewer).await;
                    self.undone(
                        redone,
                        "done again",
                        "nothing was undone that could be done again",
                    )
                }
                _ => Ok(()),
            };
            if let Err(error) = done {
                self.failed(&error);
            }
            self.counts().await;
        }
    }

    async fn decide(&self, ruling: Ruling) -> Result<()> {
        let Ruling {
            sample,
            version,
            content,
            kind,
            reason,
        } = ruling;
        let decision = Decision {
            sample,
            version,
            content,
            kind,
            reason,
            reviewer: self.reviewer.clone(),
            at: OffsetDateTime::now_utc(),
        };
        let state = ReviewState::from(kind);
        let decided = self.store.decide(decision).await;
        if decided.is_err() {
            // The screen has moved on already; it is told where the sample really stands.
            self.show(sample).await?;
        }
        decided?;
        let what = format!("{} {}", sample.short(), state.word());
        self.tell(Reply::Saved {
            sample,
            state,
            what,
            show: false,
        });
        Ok(())
    }

    fn undone(&self, undone: Result<Option<Undone>>, verb: &str, otherwise: &str) -> Result<()> {
        let Some(undone) = undone? else {
            self.tell(Reply::Nothing(otherwise.to_owned()));
            return Ok(());
        };
        let sample = undone.decision.sample;
        let what = format!("{verb}: {} {}", undone.decision.kind.word(), sample.short());
        self.tell(Reply::Saved {
            sample,
            state: undone.state,
            what,
            show: true,
        });
        Ok(())
    }

    async fn edit(&self, id: SampleId, version: u32, part: Part, text: &str) -> Result<()> {
        let Some(sample) = self.store.sample(id).await? else {
            self.tell(Reply::Failed(format!(
                "the sample {id} is not in this workspace any more"
            )));
            return Ok(());
        };
        if sample.version != version {
            let message =
                "somebody else changed the sample meanwhile; your text was not saved. Look at it again";
            self.tell(Reply::Failed(message.to_owned()));
            return self.show(id).await;
        }
        let saved = self.store.save_version(sample.with_part(part, text)).await?;
        let mut what = format!("{} edited, version {}", part.word(), saved.version);
        if let Some(twin) = saved.same_content_as {
            what = format!("{what}; it now equals {}", twin.short());
        }
        self.tell(Reply::Saved {
            sample: id,
            state: saved.state,
            what,
            show: false,
        });
        // First the sample with its stale verdicts, then, when they are there, with fresh ones.
        self.check(id, saved.version, Depth::Routine);
        self.show(id).await
    }

    /// Tells the screens how a sample stands now.
    pub(super) async fn show(&self, id: SampleId) -> Result<()> {
        if let Some(dossier) = self.dossier(id).await? {
            self.tell(Reply::Changed(Box::new(dossier)));
        }
        Ok(())
    }

    /// Tells the screens how many samples stand where.
    pub(super) async fn counts(&self) {
        match self.store.counts().await {
            Ok(counts) => self.tell(Reply::Counts(counts)),
            Err(error) => self.failed(&error),
        }
    }

    pub(super) fn gone(id: SampleId) -> String {
        format!("the sample {id} is not in this workspace any more")
    }

    pub(super) fn report(&self, result: std::result::Result<(), StoreError>) {
        if let Err(error) = result {
            self.failed(&error);
        }
    }
}
