//! The contract of each operator, measured on walks of the textbook author: no false alarm, and a second, illegal change
//! is caught.
//!
//! Few walks by default; `STEPWELL_CONTRACT_WALKS=500 cargo test --test contract -- --nocapture` measures for real.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

#[path = "common/grow.rs"]
mod grow;

use std::path::Path;

use futures::StreamExt as _;
use rand::Rng as _;
use rand::SeedableRng as _;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha8Rng;
use stepwell::author::FaultKind;
use stepwell::author::textbook::Textbook;
use stepwell::check::{CheckId, Inputs, Verdict, VerdictKind, evaluate};
use stepwell::model::{Model, RowSense, VariableKind};
use stepwell::program::{Limits, Pool, Run, WorkerCommand};
use stepwell::sample::{Operator, Sample};

use grow::{Grown, composed, grow};

/// Walks for each operator.
fn walks() -> usize {
    let asked = std::env::var("STEPWELL_CONTRACT_WALKS");
    asked.ok().and_then(|number| number.parse().ok()).unwrap_or(16)
}

/// A child with its parents, and whether more changed than the operator may.
struct Walk {
    child: Sample,
    parents: Vec<Sample>,
    breached: bool,
}

async fn walk(author: &Textbook, operator: Operator, place: usize) -> Option<Walk> {
    let seed = place as u64;
    let parents: Vec<Sample> = (0..operator.parents())
        .map(|offset| place + offset)
        .map(|place| composed(place, place / Textbook::families().len(), seed))
        .collect();
    let Grown { child, planted } = grow(author, operator, &parents, seed).await?;
    Some(Walk {
        child,
        parents,
        breached: planted.is_some_and(|fault| fault.kind == FaultKind::ContractBreach),
    })
}

/// A walk with every program run.
struct Told {
    walk: Walk,
    run: Run,
    parent_runs: Vec<Option<Run>>,
}

impl Told {
    async fn of(walk: Walk, pool: &Pool) -> Self {
        let limits = Limits::default();
        let mut parent_runs = Vec::new();
        for parent in &walk.parents {
            parent_runs.push(Some(pool.run(&parent.solution.program, &limits).await));
        }
        let run = pool.run(&walk.child.solution.program, &limits).await;
        assert!(
            run.model.is_some(),
            "{:?}\n{}",
            run.error,
            walk.child.solution.program
        );
        Self {
            walk,
            run,
            parent_runs,
        }
    }

    fn verdict(&self, model: Option<Model>) -> Verdict {
        let run = Run {
            model: model.or_else(|| self.run.model.clone()),
            ..self.run.clone()
        };
        let mut inputs = Inputs::of(&self.walk.child);
        inputs.parents = &self.walk.parents;
        inputs.run = Some(&run);
        inputs.parent_runs = &self.parent_runs;
        evaluate(CheckId::Contract, &inputs)
    }
}

fn pool() -> Pool {
    Pool::new(WorkerCommand::at(Path::new(env!("CARGO_BIN_EXE_stepwell"))), 2)
}

/// What may be done to a child's model beside what its operator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excess {
    TurnObjective,
    MoveObjective,
    DropRow,
    AddRow,
    TurnRow,
    MoveSide,
    ChangeType,
    AddEntities,
    OneParentAlone,
}

/// The changes that no contract of this operator allows.
fn illegal(operator: Operator) -> &'static [Excess] {
    use Excess::{
        AddEntities, AddRow, ChangeType, DropRow, MoveObjective, MoveSide, OneParentAlone, TurnObjective,
        TurnRow,
    };
    match operator {
        Operator::ChangePara => &[TurnObjective, DropRow, AddRow, TurnRow, ChangeType, AddEntities],
        Operator::ModifyCons => &[
            TurnObjective,
            MoveObjective,
            DropRow,
            AddRow,
            TurnRow,
            MoveSide,
            ChangeType,
        ],
        Operator::ModifyObj => &[DropRow, AddRow, TurnRow, MoveSide, ChangeType],
        Operator::TransDomain => &[
            TurnObjective,
            MoveObjective,
            DropRow,
            AddRow,
            TurnRow,
            MoveSide,
            ChangeType,
            AddEntities,
        ],
        Operator::Combination => &[OneParentAlone],
    }
}

/// Does it to a model, away from the rows that the operator touched; `false` when there is nothing to do it to.
fn exceed(excess: Excess, model: &mut Model, untouched: &[usize], rng: &mut ChaCha8Rng) -> bool {
    let variables = model.variables.len();
    let row = untouched.choose(rng).copied();
    match (excess, row) {
        (Excess::TurnObjective, _) => model.objective.sense = model.objective.sense.flipped(),
        (Excess::MoveObjective, _) => {
            let Some(term) = model.objective.terms.first_mut() else {
                return false;
            };
            term.coefficient += 3.0;
        }
        (Excess::AddRow, Some(like)) => {
            let mut row = model.rows[like].clone();
            row.terms.retain(|_| rng.random_bool(0.6));
            row.terms.iter_mut().for_each(|term| term.coefficient += 7.5);
            if row.terms.is_empty() {
                return false;
            }
            (row.lower, row.upper) = (f64::NEG_INFINITY, 12_345.0);
            "beyond".clone_into(&mut row.name);
            row.line = Some(9_000);
            model.rows.push(row);
        }
        (Excess::DropRow, Some(at)) => {
            let dropped = model.rows[at].line;
            model.rows.retain(|row| row.line != dropped);
        }
        (Excess::TurnRow, Some(at)) => {
            let row = &mut model.rows[at];
            (row.lower, row.upper) = match row.sense() {
                RowSense::LessEqual => (row.upper, f64::INFINITY),
                RowSense::GreaterEqual => (f64::NEG_INFINITY, row.lower),
                _ => return false,
            };
        }
        (Excess::MoveSide, Some(at)) => {
            let row = &mut model.rows[at];
            let moved = |side: f64| if side == 0.0 { 4.0 } else { side * 1.25 };
            (row.lower, row.upper) = (moved(row.lower), moved(row.upper));
        }
        (Excess::ChangeType, _) => {
            let kind = model.variables[0].kind;
            let other = if kind == VariableKind::Integer {
                VariableKind::Continuous
            } else {
                VariableKind::Integer
            };
            model
                .variables
                .iter_mut()
                .filter(|variable| variable.kind == kind)
                .for_each(|variable| variable.kind = other);
        }
        (Excess::AddEntities, Some(at)) => {
            for (number, name) in ["osprey", "heron"].into_iter().enumerate() {
                let mut variable = model.variables[rng.random_range(0..variables)].clone();
                let label = variable.name.rfind(['[', '_', '(']).map_or(0, |at| at + 1);
                variable.name = format!("{}{name}]", &variable.name[..label]);
                model.variables.push(variable);
                let mut term = model.rows[at].terms[0];
                term.variable = stepwell::model::VarId(variables + number);
                model.rows[at].terms.push(term);
            }
        }
        // One parent with other numbers.
        (Excess::OneParentAlone, _) => {
            let terms = model
                .rows
                .iter_mut()
                .flat_map(|row| &mut row.terms)
                .chain(&mut model.objective.terms);
            terms.for_each(|term| term.coefficient *= 1.5);
        }
        (_, None) => return false,
    }
    true
}

/// Rows of the child that stand in the parent as they are.
fn untouched(told: &Told) -> Vec<usize> {
    let (parent, child) = (told.parent_runs[0].as_ref().unwrap(), &told.run);
    let (old, new) = (parent.model.as_ref().unwrap(), child.model.as_ref().unwrap());
    let diff = stepwell::model::diff::diff(old, new);
    let changed: Vec<usize> = diff
        .changes
        .iter()
        .filter_map(|change| match change {
            stepwell::model::diff::Change::RowChanged { new, .. } => Some(*new),
            _ => None,
        })
        .collect();
    // A row of a loop whose other rows the operator changed belongs to what it changed.
    let touched: Vec<Option<u32>> = changed.iter().map(|at| new.rows[*at].line).collect();
    let kept = diff.rows.iter().map(|(_, new)| *new);
    kept.filter(|at| !touched.contains(&new.rows[*at].line) && !new.rows[*at].terms.is_empty())
        .collect()
}

async fn clean_walks(operator: Operator, pool: &Pool) -> Vec<Told> {
    let author = Textbook::default();
    let places = futures::stream::iter(0..walks() * 3)
        .map(|place| {
            let author = author.clone();
            async move {
                match walk(&author, operator, place).await {
                    Some(walk) => Some(Told::of(walk, pool).await),
                    None => None,
                }
            }
        })
        .buffered(4);
    places
        .filter_map(std::future::ready)
        .take(walks())
        .collect()
        .await
}

#[tokio::test]
async fn a_kept_contract_raises_no_alarm_and_an_excess_is_caught() {
    let pool = pool();
    for operator in Operator::ALL {
        let told = clean_walks(operator, &pool).await;
        assert_eq!(told.len(), walks(), "{operator:?}");
        let (mut planted, mut caught, mut missed) = (0_u32, 0_u32, Vec::new());
        for (place, told) in told.iter().enumerate() {
            let verdict = told.verdict(None);
            assert_eq!(
                verdict.kind,
                VerdictKind::Pass,
                "{operator:?}: {verdict:#?}\n{}\n{}",
                told.walk.parents[0].solution.program,
                told.walk.child.solution.program
            );
            assert!(
                verdict
                    .findings
                    .iter()
                    .all(|finding| finding.meter.is_none_or(|meter| meter.is_kept()))
            );
            let untouched = untouched(told);
            let mut rng = ChaCha8Rng::seed_from_u64(place as u64);
            for excess in illegal(operator) {
                let mut model = match excess {
                    Excess::OneParentAlone => {
                        let parent = told.parent_runs.choose(&mut rng).unwrap();
                        parent.as_ref().unwrap().model.clone().unwrap()
                    }
                    _ => told.run.model.clone().unwrap(),
                };
                if !exceed(*excess, &mut model, &untouched, &mut rng) {
                    continue;
                }
                planted += 1;
                let verdict = told.verdict(Some(model));
                if verdict.kind == VerdictKind::Fail {
                    caught += 1;
                } else {
                    missed.push(format!("{excess:?} at {place}: {}", verdict.summary));
                }
            }
        }
        println!(
            "{}: {} walks without a false alarm; {caught} of {planted} changes of the model beyond it caught",
            operator.name(),
            told.len()
        );
        println!("  missed: {missed:?}");
        assert!(
            planted > 0 && 100 * caught >= 98 * planted,
            "{operator:?}: {missed:#?}"
        );
    }
}

#[tokio::test]
async fn the_author_s_own_breaches_are_caught() {
    let pool = pool();
    let author = Textbook::with_faults(1.0);
    for operator in Operator::ALL {
        let (mut planted, mut missed) = (0_usize, Vec::new());
        for place in 0..walks() * 40 {
            if planted == walks() {
                break;
            }
            let Some(walk) = walk(&author, operator, place).await.filter(|walk| walk.breached) else {
                continue;
            };
            planted += 1;
            let told = Told::of(walk, &pool).await;
            let verdict = told.verdict(None);
            if verdict.kind != VerdictKind::Fail {
                missed.push(format!(
                    "{place}: {}\n{}\n{}",
                    verdict.summary, told.walk.parents[0].problem, told.walk.child.problem
                ));
            }
        }
        println!(
            "{}: {} of {planted} planted breaches caught",
            operator.name(),
            planted - missed.len()
        );
        assert!(
            planted > 0 && 100 * missed.len() <= 2 * planted,
            "{operator:?}: {}",
            missed.join("\n")
        );
    }
}
