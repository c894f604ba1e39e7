//! The walk that a person is on: at most one at a time, driven in the background, resumed where it was left.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::Engine;
use crate::review::ReviewState;
use crate::sample::{Operator, SampleId, WalkId};
use crate::tui::message::{Reply, WalkOrder};
use crate::walk::driver::{ActError, Driver, Handle, Tools};
use crate::walk::journal::WalkRecord;
use crate::walk::{Act, Limits, Mode, Plan, Walk};

/// The person's walk, and what drives it.
pub(super) struct Walks {
    engine: Engine,
    tools: Tools,
    current: Option<Current>,
}

struct Current {
    handle: Handle,
    driver: JoinHandle<()>,
}

impl Walks {
    pub(super) fn new(engine: Engine, tools: Tools) -> Self {
        Self {
            engine,
            tools,
            current: None,
        }
    }

    /// Carries an order out; failures are told to the screens.
    pub(super) async fn take(&mut self, order: WalkOrder) {
        let done = match order {
            WalkOrder::Resume => self.resume().await,
            WalkOrder::Start { operator, parents } => self.begin(operator, &parents).await,
            WalkOrder::Act(act) => self.act(act).await,
            WalkOrder::Leave => {
                self.leave().await;
                self.engine.tell(Reply::Walk(None));
                Ok(())
            }
        };
        if let Err(message) = done {
            self.engine.tell(Reply::Failed(message));
        }
    }

    /// Stops driving; the walk can be resumed.
    pub(super) async fn leave(&mut self) {
        if let Some(current) = self.current.take() {
            current.handle.cancel();
            // The driver ends by itself once it is cancelled; if it broke, its walk is as it was last saved.
            drop(current.driver.await);
        }
    }

    /// Goes on with the walk that was begun last and not finished, if a person was on it.
    async fn resume(&mut self) -> Result<(), String> {
        if let Some(current) = &self.current {
            self.engine.tell(Reply::Walk(Some(current.handle.walk())));
            return Ok(());
        }
        let store = &self.engine.store;
        let open = store
            .unfinished_walks()
            .await
            .map_err(|error| error.to_string())?;
        let attended =
            |plan: &str| serde_json::from_str::<Plan>(plan).is_ok_and(|plan| plan.mode == Mode::Attended);
        let Some(info) = open.into_iter().rev().find(|info| attended(&info.plan)) else {
            self.engine.tell(Reply::Walk(None));
            return Ok(());
        };
        let record = self.record(info.id).await?;
        let (driver, handle) =
            Driver::resume(&record, self.tools.clone()).map_err(|error| error.to_string())?;
        self.drive(driver, handle);
        Ok(())
    }

    async fn record(&self, walk: WalkId) -> Result<WalkRecord, String> {
        let record = self
            .engine
            .store
            .walk(walk)
            .await
            .map_err(|error| error.to_string())?;
        record.ok_or_else(|| format!("the walk {walk} is not in this workspace any more"))
    }

    async fn begin(&mut self, operator: Operator, parents: &[SampleId]) -> Result<(), String> {
        self.leave().await;
        let store = &self.engine.store;
        let mut samples = Vec::with_capacity(parents.len());
        let mut runs = Vec::with_capacity(parents.len());
        for id in parents {
            let sample = store.sample(*id).await.map_err(|error| error.to_string())?;
            let sample = sample.ok_or_else(|| Engine::gone(*id))?;
            let findings = store
                .findings(*id, sample.version)
                .await
                .map_err(|error| error.to_string())?;
            runs.push(findings.run);
            samples.push(sample);
        }
        let plan = Plan {
            walk: WalkId::fresh(),
            operator,
            library: samples.first().map(|sample| sample.library).unwrap_or_default(),
            parents: samples,
            parent_runs: runs,
            child: SampleId::fresh(),
            // The low half of a fresh identity is random.
            seed: uuid::Uuid::now_v7().as_u64_pair().1,
            author: self.tools.author.name().to_owned(),
            limits: Limits::default(),
            mode: Mode::Attended,
        };
        let begun = Driver::begin(plan, self.tools.clone()).await;
        let (driver, handle) = begun.map_err(|error| error.to_string())?;
        self.drive(driver, handle);
        Ok(())
    }

    /// Drives a walk in the background and tells the screens of every step that it takes.
    fn drive(&mut self, mut driver: Driver, handle: Handle) {
        let engine = self.engine.clone();
        let mut updates = handle.updates();
        // A new walk is shown once it has begun, a moment from now: before, it takes nothing that a person does.
        if handle.walk().has_begun() {
            engine.tell(Reply::Walk(Some(handle.walk())));
        }
        let watching = tokio::spawn(async move {
            while updates.changed().await.is_ok() {
                let walk = Arc::clone(&updates.borrow_and_update());
                engine.tell(Reply::Walk(Some(walk)));
            }
        });
        let engine = self.engine.clone();
        let driver = tokio::spawn(async move {
            let ended = driver.run().await;
            let walk = driver.walk().clone();
            // Ends the watching, which first tells what it has not told yet.
            drop(driver);
            drop(watching.await);
            match ended {
                Ok(_) => engine.ended(&walk).await,
                Err(error) => {
                    let message =
                        format!("{error}. The walk is as it was last saved: press F5 to go on with it");
                    engine.tell(Reply::Failed(message));
                    engine.tell(Reply::Walk(None));
                }
            }
        });
        self.current = Some(Current { handle, driver });
    }

    async fn act(&mut self, act: Act) -> Result<(), String> {
        let Some(current) = &self.current else {
            return Err("no walk is under way; start one with w".to_owned());
        };
        match current.handle.act(self.engine.reviewer.clone(), act).await {
            Ok(()) => Ok(()),
            Err(ActError::Refused(refused)) => {
                self.engine.tell(Reply::Nothing(refused.to_string()));
                Ok(())
            }
            Err(ActError::Gone) => {
                self.leave().await;
                self.resume().await
            }
            Err(error @ ActError::Stopped(_)) => Err(error.to_string()),
        }
    }
}

impl Engine {
    /// Tells what came of a finished walk; one that was only left says nothing.
    async fn ended(&self, walk: &Walk) {
        let Some(finish) = walk.finish() else { return };
        if let Some(sample) = &finish.sample {
            let state = finish
                .decision
                .as_ref()
                .map_or(ReviewState::Pending, |decision| decision.kind.into());
            let what = format!("{} {}", sample.id.short(), state.word());
            self.tell(Reply::Saved {
                sample: sample.id,
                state,
                what,
                show: false,
            });
        }
        self.counts().await;
    }
}
