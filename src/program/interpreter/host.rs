//! The host's side of the run: it answers one function, and refuses everything else.

use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use monty_types::{ExcType, ExtFunctionResult, MontyException, MontyObject};

use super::random::Generators;
use super::{HOST_FUNCTION, Partial, Shared, capture, errors, special};
use crate::model::Model;
use crate::program::run::{EarlierSolve, ErrorKind, Limits, ProgramError};
use crate::program::vendor;
use crate::sample::Library;
use crate::solve::explain::EXPLAIN_TIME;
use crate::solve::{Outcome, Probe, ProbeLimits, SolveLimits, Status, confirm, explain, probe, solve};

/// How the message of a refused file, process or network access starts.
pub(super) const REFUSAL: &str = "programs run without access to";

/// How often a program may be refused before the run ends.
const PATIENCE: u32 = 100;

/// How many solves before the last one are kept in short.
const MOST_EARLIER: usize = 100;

/// What the host does at a call.
pub(super) enum Verdict {
    /// Goes on with this.
    Answer(ExtFunctionResult),
    /// Ends the run; no handler of the program sees it.
    Abort(MontyException),
}

/// Why the host ended a run.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub(super) kind: ErrorKind,
    pub(super) name: String,
    pub(super) message: String,
}

impl End {
    /// The error, at the line where the program was.
    pub(super) fn at(self, raised: Option<&MontyException>) -> ProgramError {
        ProgramError {
            kind: self.kind,
            name: self.name,
            message: self.message,
            line: raised.and_then(errors::line),
        }
    }
}

/// Answers the prelude's calls.
pub(super) struct Host {
    library: Library,
    limits: Limits,
    shared: Shared,
    started: Instant,
    random: Generators,
    refusals: u32,
    end: Option<End>,
}

impl Host {
    pub(super) fn new(library: Library, limits: &Limits, shared: Shared, started: Instant) -> Self {
        Self {
            library,
            limits: limits.clone(),
            shared,
            started,
            random: Generators::default(),
            refusals: 0,
            end: None,
        }
    }

    /// Why the host ended the run, if it did.
    pub(super) fn take_end(&mut self) -> Option<End> {
        self.end.take()
    }

    /// Answers a call of a function that is not the program's. The arguments come from untrusted code.
    pub(super) fn call(
        &mut self,
        function: &str,
        arguments: &[MontyObject],
        keywords: &[(MontyObject, MontyObject)],
    ) -> Verdict {
        if function != HOST_FUNCTION {
            return match self.look_up(function) {
                Some(exception) => Verdict::Abort(exception),
                None => Verdict::Answer(ExtFunctionResult::NotFound(function.to_owned())),
            };
        }
        match arguments {
            _ if !keywords.is_empty() => self.unknown(function),
            [MontyObject::String(what), model, limit] if what == "solve" => self.solve(model, limit, false),
            [MontyObject::String(what), model, limit] if what == "solve again" => {
                self.solve(model, limit, true)
            }
            [MontyObject::String(what), model] if what == "clash" => self.clash(model),
            [MontyObject::String(what), MontyObject::String(construct)] if what == "unsupported" => {
                self.unsupported(construct)
            }
            [
                MontyObject::String(what),
                MontyObject::String(owner),
                MontyObject::String(name),
            ] if what == "missing" => {
                if vendor::is_missing(self.library, name) {
                    return self.unsupported(&format!("{owner}.{name}"));
                }
                Verdict::Answer(ExtFunctionResult::Return(MontyObject::None))
            }
            [MontyObject::String(what), rest @ ..] if what == "random" => match self.random.answer(rest) {
                Some(answer) => Verdict::Answer(ExtFunctionResult::Return(answer)),
                None => self.unknown(function),
            },
            _ => self.unknown(function),
        }
    }

    /// Refuses an operation on the outside world.
    pub(super) fn os_call(&mut self, operation: &str) -> Verdict {
        let message = format!("{REFUSAL} files, processes and the network ({operation})");
        self.refuse(
            MontyException::new(ExcType::PermissionError, Some(message.clone())),
            operation,
            message,
        )
    }

    /// Looks up a name that neither program nor interpreter knows. `None` is Python's own `NameError`.
    pub(super) fn look_up(&mut self, name: &str) -> Option<MontyException> {
        let (kind, message) = match name {
            "__import__" | "breakpoint" | "input" => (ErrorKind::Forbidden, format!("{REFUSAL} {name}")),
            "bytearray" | "classmethod" | "compile" | "complex" | "delattr" | "dir" | "eval" | "exec"
            | "ascii" | "globals" | "help" | "locals" | "memoryview" | "property" | "slice"
            | "staticmethod" | "super" | "vars" => {
                let message = format!("{name} cannot be run by the built-in interpreter");
                (ErrorKind::Unsupported, message)
            }
            // From a package of which everything was imported.
            _ if self.library != Library::Gurobipy && vendor::is_missing(self.library, name) => {
                let construct = format!("{}.{name}", self.library.name());
                let message = format!("{construct} is not offered by the built-in modelling layer");
                return Some(self.finish(ErrorKind::Unsupported, &construct, message));
            }
            _ => {
                self.refusals += 1;
                if self.refusals <= PATIENCE {
                    return None;
                }
                (
                    ErrorKind::Forbidden,
                    "the program asked for too much that it may not have".to_owned(),
                )
            }
        };
        Some(self.finish(kind, name, message))
    }

    /// Nothing in here is awaited.
    pub(super) fn refuse_futures(&mut self) -> MontyException {
        let message = "await cannot be run by the built-in interpreter".to_owned();
        self.finish(ErrorKind::Unsupported, "await", message)
    }

    /// Solves what the program has so far; `again` is a further step of one solve of the program's.
    fn solve(&mut self, exported: &MontyObject, limit: &MontyObject, again: bool) -> Verdict {
        let Ok(captured) = capture::model(exported) else {
            return self.unknown(HOST_FUNCTION);
        };
        let capture::Captured { mut model, special } = captured;
        let (columns, rows) = (model.variables.len(), model.rows.len());
        if let Err(construct) = special::write_rows(&mut model, &special) {
            return self.unsupported(&construct);
        }
        let left = self.limits.time.saturating_sub(self.started.elapsed());
        if left.is_zero() {
            let message = format!("time limit exceeded: {:?}", self.limits.time);
            return Verdict::Abort(self.finish(ErrorKind::Time, "TimeoutError", message));
        }
        let asked = match limit {
            MontyObject::Float(seconds) if *seconds > 0.0 && seconds.is_finite() => {
                Duration::try_from_secs_f64(*seconds).unwrap_or(left)
            }
            _ => left,
        };
        let limits = SolveLimits {
            time: self.limits.solve.time.min(left).min(asked),
            gap: self.limits.solve.gap,
        };
        // What is being solved is known even if the solve never ends.
        self.begin(&model, again);
        let outcome = solve_captured(&model, &limits);
        self.lock().outcome = Some(outcome.clone());
        if outcome.status == Status::Unsupported {
            let reason = outcome
                .notes
                .first()
                .map_or("no solver takes this model", String::as_str);
            let message = format!("the model cannot be solved: {reason}");
            return Verdict::Abort(self.finish(ErrorKind::Unsupported, "solve", message));
        }
        let answer = capture::answer(&model, &outcome, columns, rows);
        Verdict::Answer(ExtFunctionResult::Return(answer))
    }

    /// Finds rows and bounds that clash, for a program that asks for an irreducible infeasible subset.
    fn clash(&mut self, exported: &MontyObject) -> Verdict {
        let Ok(captured) = capture::model(exported) else {
            return self.unknown(HOST_FUNCTION);
        };
        let capture::Captured { mut model, special } = captured;
        let (columns, rows) = (model.variables.len(), model.rows.len());
        if let Err(construct) = special::write_rows(&mut model, &special) {
            return self.unsupported(&construct);
        }
        let left = self.limits.time.saturating_sub(self.started.elapsed());
        let solved = self.solved(&model);
        let mut outcome = match solved {
            Some(outcome) => outcome,
            None => solve_captured(
                &model,
                &SolveLimits {
                    time: self.limits.solve.time.min(left),
                    gap: self.limits.solve.gap,
                },
            ),
        };
        if outcome.status != Status::Infeasible {
            return Verdict::Answer(ExtFunctionResult::Return(MontyObject::None));
        }
        explain_captured(&model, &mut outcome, EXPLAIN_TIME.min(left));
        match capture::clash(&outcome, columns, rows) {
            Some(answer) => Verdict::Answer(ExtFunctionResult::Return(answer)),
            None => self.unsupported("an infeasible subset of this model"),
        }
    }

    /// The outcome of the last solve, if it was of this very model.
    fn solved(&self, model: &Model) -> Option<Outcome> {
        let partial = self.lock();
        let same = partial.model.as_ref() == Some(model);
        partial.outcome.clone().filter(|_| same)
    }

    /// Notes what is being solved, and what became of the solve before.
    fn begin(&self, model: &Model, again: bool) {
        let mut partial = self.lock();
        let before = (partial.model.replace(model.clone()), partial.outcome.take());
        if again {
            return;
        }
        partial.solves += 1;
        if let (Some(model), Some(outcome)) = before {
            if partial.earlier.len() >= MOST_EARLIER {
                partial.earlier.remove(0);
            }
            partial.earlier.push(EarlierSolve::of(&model, &outcome));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Partial> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unsupported(&mut self, construct: &str) -> Verdict {
        let message = format!("{construct} is not offered by the built-in modelling layer");
        Verdict::Abort(self.finish(ErrorKind::Unsupported, construct, message))
    }

    fn unknown(&mut self, function: &str) -> Verdict {
        let message = format!("name '{function}' is not defined");
        let refusal = MontyException::new(ExcType::NameError, Some(message.clone()));
        self.refuse(refusal, function, message)
    }

    fn refuse(&mut self, refusal: MontyException, name: &str, message: String) -> Verdict {
        self.refusals += 1;
        if self.refusals > PATIENCE {
            return Verdict::Abort(self.finish(ErrorKind::Forbidden, name, message));
        }
        Verdict::Answer(ExtFunctionResult::Error(refusal))
    }

    fn finish(&mut self, kind: ErrorKind, name: &str, message: String) -> MontyException {
        let exception = MontyException::new(ExcType::RuntimeError, Some(message.clone()));
        self.end.get_or_insert(End {
            kind,
            name: name.to_owned(),
            message,
        });
        exception
    }
}

/// Solves a model; one whose products all have a binary factor is solved as the linear model that it is.
fn solve_captured(model: &Model, limits: &SolveLimits) -> Outcome {
    let Some(linear) = special::without_products(model) else {
        return solve(model, limits);
    };
    let mut outcome = solve(&linear, limits);
    outcome.values.truncate(model.variables.len());
    outcome.rows.truncate(model.rows.len());
    if let Some(sensitivity) = &mut outcome.sensitivity {
        sensitivity.variables.truncate(model.variables.len());
        sensitivity.rows.truncate(model.rows.len());
    }
    outcome
        .notes
        .push("products with a binary factor were replaced by linear rows".to_owned());
    outcome
}

/// Probes an outcome of [`solve_captured`] in places of the model as the program wrote it.
pub(in super::super) fn probe_captured(
    model: &Model,
    outcome: &Outcome,
    limits: &ProbeLimits,
) -> Option<Probe> {
    let shown = (model.variables.len(), model.rows.len());
    match special::without_products(model) {
        Some(linear) => probe(&linear, outcome, limits, shown),
        None => probe(model, outcome, limits, shown),
    }
}

/// Explains an outcome of [`solve_captured`] in places of the model as the program wrote it, and looks for what else
/// speaks for an optimum.
pub(super) fn explain_captured(model: &Model, outcome: &mut Outcome, time: Duration) {
    let linear = special::without_products(model);
    let solved = linear.as_ref().unwrap_or(model);
    confirm(solved, outcome, time);
    explain(solved, outcome, time);
    if let Some(explanation) = &mut outcome.explanation {
        explanation.keep_within(model.variables.len(), model.rows.len());
    }
}
