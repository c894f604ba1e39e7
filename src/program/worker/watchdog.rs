//! Ends the process when a request overruns its time in something that cannot be interrupted.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Outlet;
use crate::program::protocol::Reply;

/// How long past its own limit a request may take before it counts as hung: the interpreter and the solvers look at
/// the clock themselves, and their report is the better one.
const GRACE: Duration = Duration::from_millis(300);

type LastWords = Box<dyn FnOnce() -> Reply + Send>;

struct Alarm {
    deadline: Instant,
    last_words: LastWords,
}

#[derive(Default)]
struct State {
    watch: Mutex<Watch>,
    changed: Condvar,
}

#[derive(Default)]
struct Watch {
    alarm: Option<Alarm>,
    /// When the thread will look at the alarm by itself. It is woken only for an alarm that rings before: requests come
    /// by the hundred a second, and each has its alarm called off long before it would ring.
    looks_at: Option<Instant>,
}

/// A thread that waits for deadlines.
pub(super) struct Watchdog(Arc<State>);

impl Watchdog {
    /// Starts the thread; `None` where the system gives none, and the parent's own timer has to do.
    pub(super) fn start(outlet: Outlet) -> Option<Self> {
        let state = Arc::new(State::default());
        let watched = Arc::clone(&state);
        thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || watch(&watched, &outlet))
            .ok()?;
        Some(Self(state))
    }

    /// Watches until the guard is dropped.
    pub(super) fn guard(
        &self,
        allowed: Duration,
        last_words: impl FnOnce() -> Reply + Send + 'static,
    ) -> Guard {
        let now = Instant::now();
        let deadline = now.checked_add(allowed.saturating_add(GRACE));
        self.set(deadline.map(|deadline| Alarm {
            deadline,
            last_words: Box::new(last_words),
        }));
        Guard(Arc::clone(&self.0))
    }

    fn set(&self, alarm: Option<Alarm>) {
        let mut watch = self.0.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let deadline = alarm.as_ref().map(|alarm| alarm.deadline);
        watch.alarm = alarm;
        let too_late = |deadline| watch.looks_at.is_none_or(|looks_at| deadline < looks_at);
        if deadline.is_some_and(too_late) {
            self.0.changed.notify_one();
        }
    }
}

/// Calls the watchdog off when dropped.
pub(super) struct Guard(Arc<State>);

impl Drop for Guard {
    fn drop(&mut self) {
        let called_off = self
            .0
            .watch
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .alarm
            .take();
        drop(called_off);
    }
}

fn watch(state: &State, outlet: &Outlet) {
    let mut watch = state.watch.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let now = Instant::now();
        watch.looks_at = watch.alarm.as_ref().map(|alarm| alarm.deadline);
        let Some(deadline) = watch.looks_at else {
            watch = state.changed.wait(watch).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        if now < deadline {
            let waited = state.changed.wait_timeout(watch, deadline - now);
            watch = waited.unwrap_or_else(PoisonError::into_inner).0;
            continue;
        }
        if let Some(overdue) = watch.alarm.take() {
            outlet.send_last(&(overdue.last_words)());
        }
    }
}
