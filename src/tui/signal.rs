//! Signals that other processes send us, as messages for the loop.

use tokio::sync::mpsc;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Restore the terminal and exit (`SIGTERM`, `SIGHUP`, `SIGINT`).
    Quit,
    /// Restore the terminal and stop (`SIGTSTP`).
    Suspend,
    /// We were stopped and go on: the screen may show anything (`SIGCONT`).
    Continued,
}

/// The stream of signals.
#[derive(Debug)]
pub struct Signals {
    receiver: mpsc::UnboundedReceiver<Signal>,
    /// Keeps the channel open, so that [`Signals::next`] waits instead of ending.
    _sender: mpsc::UnboundedSender<Signal>,
}

impl Signals {
    /// Listens to this process's signals, from within a runtime.
    ///
    /// # Errors
    /// When the system refuses a handler.
    #[cfg(unix)]
    pub fn listen() -> std::io::Result<Self> {
        use rustix::process::Signal as Raw;
        use tokio::signal::unix::{SignalKind, signal};
        let (sender, receiver) = mpsc::unbounded_channel();
        let wanted = [
            (SignalKind::terminate(), Signal::Quit),
            (SignalKind::hangup(), Signal::Quit),
            (SignalKind::interrupt(), Signal::Quit),
            (SignalKind::from_raw(Raw::TSTP.as_raw()), Signal::Suspend),
            (SignalKind::from_raw(Raw::CONT.as_raw()), Signal::Continued),
        ];
        for (kind, meaning) in wanted {
            let mut stream = signal(kind)?;
            let sender = sender.clone();
            tokio::spawn(
                async move { while stream.recv().await.is_some() && sender.send(meaning).is_ok() {} },
            );
        }
        Ok(Self {
            receiver,
            _sender: sender,
        })
    }

    /// Listens to Ctrl-C sent from outside; other systems have no more.
    ///
    /// # Errors
    /// Never.
    #[cfg(not(unix))]
    pub fn listen() -> std::io::Result<Self> {
        let (sender, receiver) = mpsc::unbounded_channel();
        let copy = sender.clone();
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() && copy.send(Signal::Quit).is_ok() {}
        });
        Ok(Self {
            receiver,
            _sender: sender,
        })
    }

    /// No signal of the system's, only those that the returned sender is given.
    pub fn injected() -> (mpsc::UnboundedSender<Signal>, Self) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let signals = Self {
            receiver,
            _sender: sender.clone(),
        };
        (sender, signals)
    }

    /// The next signal. Cancel safe.
    pub async fn next(&mut self) -> Signal {
        // `None` cannot come while `self` holds a sender.
        self.receiver.recv().await.unwrap_or(Signal::Quit)
    }
}
