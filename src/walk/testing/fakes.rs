//! An author, a runner, a judge and a journal that do as they are told.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures::future::BoxFuture;

use super::{exchange, optimal_run};
use crate::author::{Author, AuthorError, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask};
use crate::check::{self, CheckId, Finding, Severity, Verdict, VerdictKind};
use crate::program::{Limits, Run};
use crate::sample::{ContentHash, Library, Operator, Solution, WalkId};
use crate::walk::driver::{Judge, Runner, Subject, Tools};
use crate::walk::journal::{Ending, Finished, Journal, JournalError, WalkRecord};

/// How a fake author behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Manner {
    /// It writes what its task and seed say.
    #[default]
    Writes,
    /// It never answers.
    Silent,
    /// It panics.
    Panics,
    /// It writes the same problem whatever it is asked.
    Repeats,
    /// It cannot combine samples whose first parent is a seed of an odd number.
    Picky,
}

#[derive(Debug, Default)]
pub(crate) struct FakeAuthor {
    pub(crate) manner: Manner,
    pub(crate) asked: AtomicU32,
    pub(crate) at_once: AtomicUsize,
    pub(crate) most_at_once: AtomicUsize,
}

impl FakeAuthor {
    pub(crate) fn of(manner: Manner) -> Self {
        Self {
            manner,
            ..Self::default()
        }
    }

    async fn behave(&self, seed: u64) {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(now, Ordering::SeqCst);
        match self.manner {
            Manner::Silent => std::future::pending::<()>().await,
            Manner::Panics => panic!("the fake author panics as it was told"),
            // Others get their turn, for longer or shorter, so that walks that run together overtake each other.
            _ => {
                for _ in 0..=5 * (seed % 8) {
                    tokio::task::yield_now().await;
                }
            }
        }
        self.at_once.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Author for FakeAuthor {
    fn name(&self) -> &'static str {
        "fake"
    }

    fn write_problem(&self, task: ProblemTask) -> BoxFuture<'_, Result<ProblemDraft, AuthorError>> {
        Box::pin(async move {
            self.behave(task.seed).await;
            let parent = &task.parents[0].problem;
            if self.manner == Manner::Picky && task.operator == Operator::Combination && task.seed % 2 == 1 {
                return Err(AuthorError::Cannot("these two do not go together".to_owned()));
            }
            let text = match self.manner {
                Manner::Repeats => "How many, once more?".to_owned(),
                _ => format!(
                    "{} {} {} from <{parent}>?",
                    task.operator.name(),
                    task.seed,
                    task.attempt
                ),
            };
            // Every third one takes the repair loop, every ninth one never passes.
            let fault = match (task.seed % 9, task.attempt) {
                (0, _) | (3 | 6, 0) => " FAULTY",
                _ => "",
            };
            let text = format!("{text}{fault}");
            Ok(ProblemDraft {
                exchange: exchange(&text),
                problem: text,
                blueprint: None,
                planted: None,
            })
        })
    }

    fn write_solution(&self, task: SolutionTask) -> BoxFuture<'_, Result<SolutionDraft, AuthorError>> {
        Box::pin(async move {
            self.behave(task.seed).await;
            let program = format!("import coptpy  # {} {}\n", task.problem.problem, task.attempt);
            Ok(SolutionDraft {
                solution: Solution::framed("min x", &program, Library::Coptpy),
                planted: None,
                exchange: exchange(&program),
            })
        })
    }
}

/// Proves an optimum that follows from the program's text.
#[derive(Debug, Default)]
pub(crate) struct FakeRunner {
    pub(crate) runs: AtomicU32,
}

impl Runner for FakeRunner {
    fn run(&self, program: String, _limits: Limits) -> BoxFuture<'_, Run> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let objective = f64::from(u32::from(ContentHash::of([program.as_str()]).bytes()[0]));
        Box::pin(std::future::ready(optimal_run(objective)))
    }
}

/// Fails the description of what says `FAULTY`, and passes everything else.
#[derive(Debug, Default)]
pub(crate) struct FakeJudge;

impl Judge for FakeJudge {
    fn judge(&self, checks: Vec<CheckId>, subject: Subject) -> BoxFuture<'_, Result<Vec<Verdict>, String>> {
        let verdicts = checks.into_iter().map(|check| {
            let is_wrong = check == CheckId::Description && subject.sample.problem.contains("FAULTY");
            let (kind, findings) = if is_wrong {
                (
                    VerdictKind::Fail,
                    vec![Finding::new(Severity::Error, "it says FAULTY")],
                )
            } else {
                (VerdictKind::Pass, Vec::new())
            };
            Verdict {
                check,
                kind,
                summary: kind.word().to_owned(),
                findings,
                judged: check::input_hash(check, &subject.inputs()),
            }
        });
        Box::pin(std::future::ready(Ok(verdicts.collect())))
    }
}

/// Keeps everything in memory, as the door's contract says.
#[derive(Debug, Default)]
pub(crate) struct MemoryJournal {
    pub(crate) walks: Mutex<BTreeMap<WalkId, WalkRecord>>,
    pub(crate) kept: Mutex<BTreeMap<WalkId, Finished>>,
    /// Saves that still succeed; after those, every save fails.
    pub(crate) saves_left: Mutex<Option<u32>>,
    /// Whether a save that is told to fail does its work all the same.
    pub(crate) lies: bool,
}

impl MemoryJournal {
    pub(crate) fn failing_after(saves: u32) -> Self {
        Self {
            saves_left: Mutex::new(Some(saves)),
            ..Self::default()
        }
    }

    pub(crate) fn record(&self, walk: WalkId) -> WalkRecord {
        self.walks.lock().unwrap()[&walk].clone()
    }

    fn spend(&self) -> Result<(), JournalError> {
        match &mut *self.saves_left.lock().unwrap() {
            None => Ok(()),
            Some(0) => Err(error("the folder is full; free some space")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    fn push(
        &self,
        walk: WalkId,
        sequence: u32,
        event: String,
        ending: Option<Ending>,
    ) -> Result<(), JournalError> {
        let mut walks = self.walks.lock().unwrap();
        let record = walks.get_mut(&walk).ok_or_else(|| error("no such walk"))?;
        if record.ending.is_some() || record.events.len() != sequence as usize {
            return Err(error("the number is taken"));
        }
        record.events.push(event);
        record.ending = ending;
        Ok(())
    }
}

fn error(message: &str) -> JournalError {
    JournalError {
        message: message.to_owned(),
    }
}

impl Journal for MemoryJournal {
    fn begin(&self, walk: WalkId, plan: String) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            self.spend()?;
            let mut walks = self.walks.lock().unwrap();
            let record = walks.entry(walk).or_insert_with(|| WalkRecord {
                id: walk,
                plan: plan.clone(),
                events: Vec::new(),
                ending: None,
            });
            if record.plan == plan {
                Ok(())
            } else {
                Err(error("another plan has this id"))
            }
        })
    }

    fn append(&self, walk: WalkId, sequence: u32, event: String) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            let may = self.spend();
            if may.is_ok() || self.lies {
                self.push(walk, sequence, event, None)?;
            }
            may
        })
    }

    fn finish(
        &self,
        walk: WalkId,
        sequence: u32,
        event: String,
        finished: Finished,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            let may = self.spend();
            if may.is_ok() || self.lies {
                self.push(walk, sequence, event, Some(finished.ending))?;
                self.kept.lock().unwrap().insert(walk, finished);
            }
            may
        })
    }

    fn load(&self, walk: WalkId) -> BoxFuture<'_, Result<Option<WalkRecord>, JournalError>> {
        let record = self.walks.lock().unwrap().get(&walk).cloned();
        Box::pin(std::future::ready(Ok(record)))
    }
}

/// Fakes that stay within reach of the test.
#[derive(Clone)]
pub(crate) struct Fakes {
    pub(crate) author: Arc<FakeAuthor>,
    pub(crate) runner: Arc<FakeRunner>,
    pub(crate) journal: Arc<MemoryJournal>,
}

impl Fakes {
    pub(crate) fn new(manner: Manner, journal: MemoryJournal) -> Self {
        Self {
            author: Arc::new(FakeAuthor::of(manner)),
            runner: Arc::new(FakeRunner::default()),
            journal: Arc::new(journal),
        }
    }

    pub(crate) fn tools(&self) -> Tools {
        Tools {
            judge: Arc::new(FakeJudge),
            ..Tools::new(
                Arc::clone(&self.author) as Arc<dyn Author>,
                Arc::clone(&self.runner) as Arc<dyn Runner>,
                Arc::clone(&self.journal) as Arc<dyn Journal>,
            )
        }
    }
}
