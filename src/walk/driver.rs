//! The driver: carries out what a walk asks for and feeds back what comes of it.
//!
//! An event is saved before its effects begin. So after a crash the journal holds everything that was answered, and
//! what was still running is asked again: nothing else. A save that fails stops the walk where it is; the event that
//! could not be saved stays in the driver, and [`Driver::run`] tries it again when it is called again.

mod handle;
#[cfg(test)]
mod tests;
mod tools;
mod work;

use std::sync::Arc;

use time::OffsetDateTime;
use tokio::sync::{mpsc, watch};

use super::journal::{Finished, JournalError, WalkRecord};
use super::{Effect, Event, Happening, Plan, PlanError, Refused, ReplayError, Walk};
use crate::sample::WalkId;

pub use handle::{ActError, Handle};
pub use tools::{Gate, Judge, OpenGate, Rules, Runner, Subject, Tools};
pub use work::run_programs;

use handle::Request;
use work::Running;

/// Why a driver cannot start or go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DriverError {
    /// Nothing can follow the plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// An event could not be saved. What was saved before is safe; the event itself is still in the driver.
    #[error("walk {walk} stopped because its event {sequence} could not be saved: {error}")]
    NotSaved {
        /// The walk.
        walk: WalkId,
        /// Number of the event.
        sequence: u32,
        /// What the journal said.
        error: JournalError,
    },
    /// The plan could not be saved, so the walk did not begin.
    #[error("walk {walk} did not begin because its plan could not be saved: {error}")]
    NotBegun {
        /// The walk.
        walk: WalkId,
        /// What the journal said.
        error: JournalError,
    },
    /// A saved walk cannot be read.
    #[error("the saved walk {walk} cannot be read ({message}); it was left as it is")]
    Unreadable {
        /// The walk.
        walk: WalkId,
        /// Which part, and why.
        message: String,
    },
    /// A fault of Stepwell: the walk refused what its own work brought.
    #[error("walk {walk} did not take the reply to its own work: {refused}. This is a fault of Stepwell")]
    OwnReply {
        /// The walk.
        walk: WalkId,
        /// What it said.
        refused: Refused,
    },
}

/// Why a driver came to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// The walk is over.
    Finished,
    /// Somebody cancelled the driver; the walk can be resumed.
    Cancelled,
    /// The walk waits for a person, and no [`Handle`] is left through which one could act.
    Alone,
}

/// An event that the walk has taken and the journal has not saved yet.
struct Unsaved {
    /// Whether it was given to the journal before. Then the journal may hold it, although nobody heard so.
    tried: bool,
    json: String,
    finished: Option<Finished>,
    effects: Vec<Effect>,
}

/// Drives one walk.
pub struct Driver {
    walk: Walk,
    tools: Tools,
    /// How many events are saved.
    saved: u32,
    unsaved: Option<Unsaved>,
    running: Option<Running>,
    requests: mpsc::Receiver<Request>,
    updates: watch::Sender<Arc<Walk>>,
    cancelled: watch::Sender<bool>,
}

/// What a driver wakes up for.
enum Turn {
    Cancelled,
    /// The last handle is gone.
    Alone,
    Asked(Request),
    Replied(Happening),
}

/// Requests of people that may wait; a person is slower than this.
const REQUESTS: usize = 16;

impl Driver {
    /// Saves the plan of a new walk and makes a driver and a handle for it.
    ///
    /// # Errors
    /// When nothing can follow the plan, or it could not be saved.
    pub async fn begin(plan: Plan, tools: Tools) -> Result<(Self, Handle), DriverError> {
        let walk = plan.walk;
        let json = to_json(walk, &plan)?;
        let machine = Walk::new(plan)?;
        let begun = tools.journal.begin(walk, json).await;
        begun.map_err(|error| DriverError::NotBegun { walk, error })?;
        Ok(Self::of(machine, 0, tools))
    }

    /// Makes a driver and a handle for a saved walk.
    ///
    /// # Errors
    /// When the saved plan or events cannot be read.
    pub fn resume(record: &WalkRecord, tools: Tools) -> Result<(Self, Handle), DriverError> {
        let walk = read_record(record)?;
        let saved = u32::try_from(record.events.len()).unwrap_or(u32::MAX);
        Ok(Self::of(walk, saved, tools))
    }

    fn of(walk: Walk, saved: u32, tools: Tools) -> (Self, Handle) {
        let (sender, requests) = mpsc::channel(REQUESTS);
        let (updates, seen) = watch::channel(Arc::new(walk.clone()));
        let (cancelled, _) = watch::channel(false);
        let driver = Self {
            walk,
            tools,
            saved,
            unsaved: None,
            running: None,
            requests,
            updates,
            cancelled: cancelled.clone(),
        };
        (driver, Handle::new(sender, seen, cancelled))
    }

    /// The walk as it stands.
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// Drives the walk until it is over, somebody cancels, or it waits and nobody is left to act. Dropping the future
    /// stops at once; a driver that is run again goes on where it stopped.
    ///
    /// # Errors
    /// [`DriverError::NotSaved`] when an event could not be saved: run it again to try that again.
    pub async fn run(&mut self) -> Result<Rest, DriverError> {
        let mut cancelled = self.cancelled.subscribe();
        if self.unsaved.is_some() {
            self.save().await?;
        } else if !self.walk.has_begun() {
            self.take(Happening::Begun)
                .await?
                .map_err(|refused| self.own_fault(refused))?;
        }
        self.ask_outstanding();
        let mut alone = false;
        while self.walk.finish().is_none() {
            if alone && self.running.is_none() {
                return Ok(Rest::Alone);
            }
            let turn = tokio::select! {
                biased;
                () = is_set(&mut cancelled) => Turn::Cancelled,
                request = self.requests.recv(), if !alone => request.map_or(Turn::Alone, Turn::Asked),
                happening = work::finished(&mut self.running) => Turn::Replied(happening),
            };
            match turn {
                Turn::Cancelled => {
                    self.running = None;
                    return Ok(Rest::Cancelled);
                }
                Turn::Alone => alone = true,
                Turn::Asked(request) => self.obey(request).await?,
                Turn::Replied(happening) => {
                    self.running = None;
                    self.take(happening)
                        .await?
                        .map_err(|refused| self.own_fault(refused))?;
                }
            }
        }
        // Whoever still waits for an answer is told that nobody will give one.
        self.requests.close();
        while self.requests.try_recv().is_ok() {}
        Ok(Rest::Finished)
    }

    /// Asks again for what was still running when the walk was saved last.
    fn ask_outstanding(&mut self) {
        if self.running.is_none()
            && let Some(task) = self.walk.outstanding()
        {
            self.running = Some(Running::start(
                Arc::clone(task),
                self.walk.shared_plan(),
                &self.tools,
            ));
        }
    }

    async fn obey(&mut self, request: Request) -> Result<(), DriverError> {
        let Request { by, act, answer } = request;
        let taken = self.take(Happening::Did { by, act }).await;
        let (said, result) = match taken {
            Ok(Ok(())) => (Ok(()), Ok(())),
            Ok(Err(refused)) => (Err(ActError::Refused(refused)), Ok(())),
            Err(error) => (Err(ActError::Stopped(error.to_string())), Err(error)),
        };
        // Whoever asked may have gone meanwhile; the walk has taken the act all the same.
        drop(answer.send(said));
        result
    }

    /// Gives the walk an event, saves it, and carries out what follows. The outer result is the journal's, the inner
    /// one the walk's.
    async fn take(&mut self, what: Happening) -> Result<Result<(), Refused>, DriverError> {
        let at = OffsetDateTime::now_utc();
        let event = Event { at, what };
        let json = to_json(self.walk.plan().walk, &event)?;
        let effects = match self.walk.handle(event) {
            Ok(effects) => effects,
            Err(refused) => return Ok(Err(refused)),
        };
        let finished = effects.iter().find_map(|effect| match effect {
            Effect::Finish(finish) => Some(finish.to_finished()),
            Effect::Work(_) | Effect::Cancel { .. } => None,
        });
        self.unsaved = Some(Unsaved {
            tried: false,
            json,
            finished,
            effects,
        });
        self.save().await.map(Ok)
    }

    async fn save(&mut self) -> Result<(), DriverError> {
        if let Err(error) = self.give_to_journal().await {
            self.running = None;
            return Err(DriverError::NotSaved {
                walk: self.walk.plan().walk,
                sequence: self.saved,
                error,
            });
        }
        self.saved += 1;
        let effects = self
            .unsaved
            .take()
            .map(|unsaved| unsaved.effects)
            .unwrap_or_default();
        if !self.updates.is_closed() {
            self.updates.send_replace(Arc::new(self.walk.clone()));
        }
        for effect in effects {
            match effect {
                Effect::Work(_) => self.ask_outstanding(),
                Effect::Cancel { .. } | Effect::Finish(_) => self.running = None,
            }
        }
        Ok(())
    }

    async fn give_to_journal(&mut self) -> Result<(), JournalError> {
        let Some(unsaved) = &mut self.unsaved else {
            return Ok(());
        };
        let (walk, sequence, journal) = (self.walk.plan().walk, self.saved, &self.tools.journal);
        if std::mem::replace(&mut unsaved.tried, true) {
            let index = usize::try_from(sequence).unwrap_or(usize::MAX);
            let record = journal.load(walk).await?;
            if record.is_some_and(|record| record.events.get(index) == Some(&unsaved.json)) {
                return Ok(());
            }
        }
        let json = unsaved.json.clone();
        match unsaved.finished.clone() {
            Some(finished) => journal.finish(walk, sequence, json, finished).await,
            None => journal.append(walk, sequence, json).await,
        }
    }

    fn own_fault(&self, refused: Refused) -> DriverError {
        let walk = self.walk.plan().walk;
        DriverError::OwnReply { walk, refused }
    }
}

async fn is_set(flag: &mut watch::Receiver<bool>) {
    if flag.wait_for(|set| *set).await.is_err() {
        // Nobody is left who could set it.
        std::future::pending::<()>().await;
    }
}

/// The walk that a record amounts to.
///
/// # Errors
/// When its plan or one of its events cannot be read, or they do not fit together.
pub fn read_record(record: &WalkRecord) -> Result<Walk, DriverError> {
    let unreadable = |message: String| DriverError::Unreadable {
        walk: record.id,
        message,
    };
    let plan: Plan =
        serde_json::from_str(&record.plan).map_err(|error| unreadable(format!("its plan: {error}")))?;
    let parse = |(index, json): (usize, &String)| {
        serde_json::from_str::<Event>(json).map_err(|error| unreadable(format!("its event {index}: {error}")))
    };
    let events: Vec<Event> = record
        .events
        .iter()
        .enumerate()
        .map(parse)
        .collect::<Result<_, _>>()?;
    Walk::replay(plan, events).map_err(|error: ReplayError| unreadable(error.to_string()))
}

fn to_json(walk: WalkId, value: &impl serde::Serialize) -> Result<String, DriverError> {
    serde_json::to_string(value).map_err(|error| DriverError::Unreadable {
        walk,
        message: format!("it cannot be written as JSON: {error}"),
    })
}
