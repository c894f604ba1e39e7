//! The one task that writes.

use futures::future::BoxFuture;
use sqlx::{Connection as _, SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use super::Store;
use super::error::{Result, StoreError, StoreErrorKind};
use super::lock::WriterLock;

/// How many jobs may wait before those who hand in more have to.
const WAITING: usize = 256;
/// How many jobs may share one commit.
const TOGETHER: usize = 64;

/// What an acknowledged job survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Durability {
    /// A kill of the process.
    Process,
    /// A power cut as well.
    Power,
}

/// The way to the writer task.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Message>,
}

enum Message {
    Job(Durability, Box<dyn Job>),
    Close(oneshot::Sender<()>),
}

/// A unit of work whose outcome is told only after the commit.
trait Job: Send {
    /// Does the work inside a transaction and keeps the outcome; `false` asks for a rollback of this job alone.
    fn run<'c>(&'c mut self, connection: &'c mut SqliteConnection) -> BoxFuture<'c, bool>;
    /// Tells the outcome, or why the transaction around it failed.
    fn settle(self: Box<Self>, transaction: Result<()>);
}

struct Typed<T, F> {
    work: Option<F>,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Typed<T, F>
where
    T: Send,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T>> + Send,
{
    fn run<'c>(&'c mut self, connection: &'c mut SqliteConnection) -> BoxFuture<'c, bool> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.outcome = Some(work(connection).await);
            }
            matches!(self.outcome, Some(Ok(_)))
        })
    }

    fn settle(self: Box<Self>, transaction: Result<()>) {
        let outcome = match (self.outcome, transaction) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(shared)) => Err(shared),
            (Some(done), Ok(())) => done,
            (None, Ok(())) => Err(StoreError::closed()),
        };
        // Nobody may be waiting any more; the work is done all the same.
        drop(self.reply.send(outcome));
    }
}

impl Writer {
    /// Starts the task; it ends when the writer is closed or dropped, then closes the readers too, and lets
    /// go of `lock` last.
    pub(super) fn start(connection: SqliteConnection, readers: SqlitePool, lock: WriterLock) -> Self {
        let (jobs, inbox) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            let mut task = Task {
                connection,
                synchronous: None,
            };
            let closers = task.serve(inbox).await;
            // The last connection to close folds the log into the file, and only one that may write can.
            readers.close().await;
            // Everything acknowledged is committed; should the folding fail, the next start does it.
            drop(task.connection.close().await);
            drop(lock);
            for closer in closers {
                // Who asked may have gone; it is closed all the same.
                closer.send(()).unwrap_or_default();
            }
        });
        Self { jobs }
    }

    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.jobs.send(Message::Close(reply)).await.is_ok() {
            // An error means that the task is gone already, which is what was asked for.
            drop(closed.await);
        }
    }
}

impl Store {
    /// Hands a job to the writer task and waits until its transaction is committed.
    pub(super) async fn write<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T>> + Send + 'static,
    {
        let Some(writer) = &self.inner.writer else {
            return Err(StoreError::new(
                StoreErrorKind::ReadOnly,
                "the workspace was opened for reading only, so nothing can be changed",
            )
            .with_hint("Open it without a read-only option to change it."));
        };
        let (reply, outcome) = oneshot::channel();
        let job = Typed {
            work: Some(work),
            outcome: None,
            reply,
        };
        let sent = writer.jobs.send(Message::Job(durability, Box::new(job))).await;
        sent.map_err(|_| StoreError::closed())?;
        outcome
            .await
            .unwrap_or_else(|_| Err(StoreError::closed()))
            .map_err(|error| self.located(error))
    }
}

struct Task {
    connection: SqliteConnection,
    synchronous: Option<Durability>,
}

impl Task {
    /// Works until somebody closes or nobody can hand in any more; gives back who waits for the end.
    async fn serve(&mut self, mut inbox: mpsc::Receiver<Message>) -> Vec<oneshot::Sender<()>> {
        let mut closers = Vec::new();
        while closers.is_empty() {
            let Some(first) = inbox.recv().await else { break };
            let mut batch = Vec::new();
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Job(durability, job) => batch.push((durability, job)),
                    Message::Close(closer) => {
                        inbox.close();
                        closers.push(closer);
                    }
                }
                next = if batch.len() < TOGETHER {
                    inbox.try_recv().ok()
                } else {
                    None
                };
            }
            self.commit(batch).await;
        }
        while let Some(message) = inbox.recv().await {
            match message {
                Message::Job(durability, job) => self.commit(vec![(durability, job)]).await,
                Message::Close(closer) => closers.push(closer),
            }
        }
        closers
    }

    /// Carries out the jobs in one transaction, each in a savepoint of its own, and acknowledges after the commit.
    async fn commit(&mut self, mut batch: Vec<(Durability, Box<dyn Job>)>) {
        let Some(durability) = batch.iter().map(|(durability, _)| *durability).max() else {
            return;
        };
        let outcome = self.transact(durability, &mut batch).await;
        for (_, job) in batch {
            job.settle(outcome.clone());
        }
    }

    async fn transact(
        &mut self,
        durability: Durability,
        batch: &mut [(Durability, Box<dyn Job>)],
    ) -> Result<()> {
        self.prepare(durability).await?;
        self.say("BEGIN IMMEDIATE").await?;
        let done = self.run_all(batch).await;
        let outcome = match done {
            Ok(()) => self.say("COMMIT").await,
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            // On a full disk and the like the database has rolled back by itself; then this one has nothing to do
            // and says so, which is no news.
            drop(self.say("ROLLBACK").await);
        }
        outcome
    }

    async fn run_all(&mut self, batch: &mut [(Durability, Box<dyn Job>)]) -> Result<()> {
        for (_, job) in batch {
            self.say("SAVEPOINT job").await?;
            if !job.run(&mut self.connection).await {
                self.say("ROLLBACK TO SAVEPOINT job").await?;
            }
            self.say("RELEASE SAVEPOINT job").await?;
        }
        Ok(())
    }

    /// Transactions are steered by hand: sqlx's own count of open ones goes wrong when the database rolls back by
    /// itself, as it does on a full disk, and no later transaction would start.
    async fn say(&mut self, statement: &'static str) -> Result<()> {
        sqlx::query(statement).execute(&mut self.connection).await?;
        Ok(())
    }

    async fn prepare(&mut self, durability: Durability) -> Result<()> {
        if self.synchronous == Some(durability) {
            return Ok(());
        }
        let pragma = match durability {
            Durability::Process => "PRAGMA synchronous = NORMAL",
            Durability::Power => "PRAGMA synchronous = FULL",
        };
        self.say(pragma).await?;
        self.synchronous = Some(durability);
        Ok(())
    }
}
