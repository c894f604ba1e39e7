//! Sessions in which the prelude has run: made once for each library and set of parts, restored for each program, and
//! restored ahead by a thread of their own, so that a program seldom waits for one.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use monty::{Dump, MontyRepl, Session, SessionRef, dump};
use monty_types::{
    AssertMessageAnnotations, CompileOptions, MontyObject, PrintWriter, ResourceLimits, ResourceTracker,
};

use super::super::parts::Parts;
use super::super::run::{ErrorKind, Limits, ProgramError};
use super::{HOST_FUNCTION, prelude};
use crate::sample::Library;

/// How many preludes are kept as bytes; each takes a few hundred kilobytes.
const MOST_WARM: usize = 48;

/// How many of the preludes asked for last stand ready; each takes about a megabyte.
const MOST_READY: usize = 4;

/// Stack of the thread that restores and frees; only what is touched takes memory.
const STACK: usize = 16 << 20;

/// What decides how a session begins. The limits are part of it: a session keeps those that it was made under.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Kind {
    library: Library,
    parts: Parts,
    memory: usize,
    recursion: usize,
}

impl Kind {
    fn new(library: Library, parts: Parts, limits: &Limits) -> Self {
        Self {
            library,
            parts,
            memory: limits.memory,
            recursion: limits.recursion,
        }
    }
}

type Restored = Result<MontyRepl, ProgramError>;

/// The sessions of one interpreter.
pub(super) struct Sessions {
    /// Sessions that have run their prelude, as bytes.
    warm: HashMap<Kind, Arc<[u8]>>,
    /// Sessions that stand ready or are being restored, the kind asked for last at the end.
    ahead: VecDeque<(Kind, Receiver<Restored>)>,
    /// Says when the last program's session is freed: what is alive counts towards the next program's memory.
    freed: Option<Receiver<()>>,
    helper: Helper,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            warm: HashMap::new(),
            ahead: VecDeque::new(),
            freed: None,
            helper: Helper::start(),
        }
    }
}

impl Sessions {
    /// A session for one program; nothing of the programs before is in it.
    pub(super) fn take(&mut self, library: Library, parts: Parts, limits: &Limits) -> Restored {
        let kind = Kind::new(library, parts, limits);
        if let Some(freed) = self.freed.take() {
            // An error means that the helper is gone, and the session with it.
            freed.recv().unwrap_or_default();
        }
        let ahead = self.ahead.iter().position(|(ahead, _)| *ahead == kind);
        let ahead = ahead.and_then(|at| self.ahead.remove(at));
        let restored = ahead.and_then(|(_, restored)| restored.recv().ok());
        let session = match restored {
            Some(restored) => restored,
            None => self.make(kind),
        }?;
        self.order(kind);
        Ok(session)
    }

    /// Makes a session that stands ready for the first program.
    pub(super) fn prepare(&mut self, library: Library, parts: Parts, limits: &Limits) {
        let kind = Kind::new(library, parts, limits);
        let (sender, receiver) = channel();
        if sender.send(self.make(kind)).is_ok() {
            self.ahead.push_back((kind, receiver));
        }
    }

    /// Takes back the session of a program that has ended. To free its thousands of objects takes a while, and nobody
    /// need wait for that.
    pub(super) fn put_away(&mut self, session: MontyRepl) {
        let (sender, freed) = channel();
        if self.helper.ask(Task::Free(Box::new(session), sender)) {
            self.freed = Some(freed);
        }
    }

    /// Has the next session of a kind restored.
    fn order(&mut self, kind: Kind) {
        let Some(bytes) = self.warm.get(&kind) else { return };
        let (sender, receiver) = channel();
        if self.helper.ask(Task::Restore(Arc::clone(bytes), sender)) {
            self.ahead.push_back((kind, receiver));
        }
        if self.ahead.len() > MOST_READY {
            self.ahead.pop_front();
        }
    }

    fn make(&mut self, kind: Kind) -> Restored {
        if let Some(bytes) = self.warm.get(&kind) {
            return restore(bytes);
        }
        let session = begin(kind)?;
        let bytes = dump("program.py", None, SessionRef::Idle(&session)).map_err(broken)?;
        if self.warm.len() >= MOST_WARM {
            self.warm.clear();
        }
        self.warm.insert(kind, bytes.into());
        Ok(session)
    }
}

enum Task {
    Restore(Arc<[u8]>, Sender<Restored>),
    Free(Box<MontyRepl>, Sender<()>),
}

/// A thread that restores and frees sessions.
struct Helper(Option<Sender<Task>>);

impl Helper {
    /// Where the system gives no thread, each session is restored when it is needed.
    fn start() -> Self {
        let (sender, tasks) = channel();
        let work = move || {
            for task in tasks {
                match task {
                    // Nobody takes a session whose kind is no longer asked for.
                    Task::Restore(bytes, wanted) => drop(wanted.send(restore(&bytes))),
                    Task::Free(session, freed) => {
                        drop(session);
                        freed.send(()).unwrap_or_default();
                    }
                }
            }
        };
        let started = thread::Builder::new()
            .name("sessions".to_owned())
            .stack_size(STACK)
            .spawn(work);
        Self(started.is_ok().then_some(sender))
    }

    fn ask(&self, task: Task) -> bool {
        self.0.as_ref().is_some_and(|tasks| tasks.send(task).is_ok())
    }
}

fn restore(bytes: &[u8]) -> Restored {
    match Dump::load(bytes).map(|dump| dump.state) {
        Ok(Session::Idle(session)) => Ok(*session),
        Ok(_) => Err(broken("the prelude's session is of another kind")),
        Err(error) => Err(broken(error)),
    }
}

/// Runs the prelude.
fn begin(kind: Kind) -> Restored {
    let tracker = ResourceTracker::new(
        ResourceLimits::default()
            .max_memory(kind.memory)
            .max_recursion_depth(kind.recursion.max(20)),
    );
    // Failed assertions read as Python's own do.
    let options = CompileOptions {
        assert_message_annotations: AssertMessageAnnotations::Off,
    };
    let mut session = MontyRepl::new("program.py", tracker, options);
    let host = MontyObject::Function {
        name: HOST_FUNCTION.to_owned(),
        docstring: None,
    };
    let inputs = vec![(HOST_FUNCTION.to_owned(), host)];
    session
        .feed_run(
            &prelude::text(kind.library, kind.parts),
            inputs,
            PrintWriter::Disabled,
        )
        .map_err(broken)?;
    Ok(session)
}

fn broken(reason: impl std::fmt::Display) -> ProgramError {
    ProgramError {
        kind: ErrorKind::Worker,
        name: "prelude".to_owned(),
        message: format!("the interpreter could not be started: {reason}"),
        line: None,
    }
}
