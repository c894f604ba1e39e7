//! The one task that reads keys. Crossterm's stream must never be polled by two wakers, and never while another program
//! owns the terminal; so a task owns it, and is stopped and started around such programs.

use std::io;

use crossterm::event::Event;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What the reader sends.
#[derive(Debug)]
pub enum Input {
    /// A key, paste, resize or mouse event.
    Event(Event),
    /// The terminal is gone: nothing more will come.
    Closed(Option<io::Error>),
}

/// Makes a fresh stream of events; called again after each program that had the terminal.
pub type Source = Box<dyn FnMut() -> BoxStream<'static, io::Result<Event>> + Send>;

/// The events of the terminal that this process was started in.
pub fn terminal_events() -> Source {
    Box::new(|| crossterm::event::EventStream::new().boxed())
}

/// The reader: it runs from creation until [`Reader::pause`], and again from [`Reader::resume`].
pub struct Reader {
    source: Source,
    sender: mpsc::UnboundedSender<Input>,
    receiver: mpsc::UnboundedReceiver<Input>,
    task: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("running", &self.task.is_some())
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Starts to read, from within a runtime.
    pub fn start(source: Source) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let mut reader = Self {
            source,
            sender,
            receiver,
            task: None,
        };
        reader.resume();
        reader
    }

    /// Reads on.
    pub fn resume(&mut self) {
        if self.task.is_some() {
            return;
        }
        let mut events = (self.source)();
        let sender = self.sender.clone();
        self.task = Some(tokio::spawn(async move {
            let mut failure = None;
            while let Some(event) = events.next().await {
                match event {
                    Ok(event) => {
                        if sender.send(Input::Event(event)).is_err() {
                            return;
                        }
                    }
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            }
            // The receiver may be gone at the end of the program; then nobody minds.
            drop(sender.send(Input::Closed(failure)));
        }));
    }

    /// Stops reading and waits until the stream is dropped, so that the next program gets every key.
    pub async fn pause(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // Cancelled is what it should be.
            drop(task.await);
        }
    }

    /// The next event. Cancel safe.
    pub async fn next(&mut self) -> Input {
        // `None` cannot come while `self` holds a sender.
        self.receiver.recv().await.unwrap_or(Input::Closed(None))
    }

    /// The next event, if one has already come.
    pub fn ready(&mut self) -> Option<Input> {
        self.receiver.try_recv().ok()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}
