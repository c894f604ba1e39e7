//! How long each solver of this build takes on generated models from 10 to 10,000 variables, alone and unchecked, and
//! how long the whole way with all checks takes.
//!
//! `cargo bench --bench solvers` prints the table, with `--features highs` a column more; `-- --quick` stops at 100
//! variables. A solver has five seconds for a model, so the whole takes some minutes at most.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use stepwell::model::{Model, ObjectiveSense, Row, Term, VarId, Variable, VariableKind};
use stepwell::solve::{SolveLimits, SolverName, Status, solve, unchecked};

const LIMITS: SolveLimits = SolveLimits {
    time: Duration::from_secs(5),
    gap: 0.0,
};

/// Answers quicker than this are timed again, for a median.
const QUICK: Duration = Duration::from_millis(200);

const ROUNDS: usize = 5;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

type Family = (&'static str, fn(usize, &mut ChaCha8Rng) -> Model);

const FAMILIES: [Family; 5] = [
    ("LP, 10 terms a row", sparse_lp),
    ("transport", transport),
    ("knapsack", knapsack),
    ("facility location", facility),
    ("set cover", set_cover),
];

/// A model with variables of one kind and no rows yet.
fn columns(sense: ObjectiveSense, kind: VariableKind, costs: Vec<f64>) -> Model {
    let mut model = Model::empty();
    model.objective.sense = sense;
    for (at, cost) in costs.into_iter().enumerate() {
        model.variables.push(Variable {
            name: format!("x{at}"),
            kind,
            lower: 0.0,
            upper: if kind == VariableKind::Binary {
                1.0
            } else {
                f64::INFINITY
            },
            line: None,
        });
        model.objective.terms.push(term(at, cost));
    }
    model
}

fn term(at: usize, coefficient: f64) -> Term {
    Term {
        variable: VarId(at),
        coefficient,
    }
}

fn row(model: &mut Model, mut terms: Vec<Term>, lower: f64, upper: f64) {
    terms.sort_by_key(|term| term.variable);
    terms.dedup_by_key(|term| term.variable);
    model.rows.push(Row {
        name: format!("r{}", model.rows.len()),
        terms,
        quadratic: Vec::new(),
        lower,
        upper,
        line: None,
    });
}

fn numbers(count: usize, from: u32, to: u32, random: &mut ChaCha8Rng) -> Vec<f64> {
    (0..count)
        .map(|_| f64::from(random.random_range(from..=to)))
        .collect()
}

fn sparse_lp(size: usize, random: &mut ChaCha8Rng) -> Model {
    let profits = numbers(size, 10, 99, random);
    let mut model = columns(ObjectiveSense::Maximize, VariableKind::Continuous, profits);
    for _ in 0..size.div_ceil(2) {
        let terms = (0..10).map(|_| {
            let at = random.random_range(0..size);
            term(at, f64::from(random.random_range(1..=20_u32)))
        });
        let terms = terms.collect();
        let most = f64::from(random.random_range(100..=999_u32));
        row(&mut model, terms, f64::NEG_INFINITY, most);
    }
    for at in 0..size {
        model.variables[at].upper = 50.0;
    }
    model
}

/// Twice as many customers as plants.
fn transport(size: usize, random: &mut ChaCha8Rng) -> Model {
    let plants = (size / 2).isqrt().max(1);
    let customers = size / plants;
    let costs = numbers(plants * customers, 1, 100, random);
    let mut model = columns(ObjectiveSense::Minimize, VariableKind::Continuous, costs);
    let demands = numbers(customers, 10, 50, random);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred plants")]
    let supply = (1.2 * demands.iter().sum::<f64>() / plants as f64).ceil();
    for plant in 0..plants {
        let terms = (0..customers).map(|customer| term(plant * customers + customer, 1.0));
        let terms = terms.collect();
        row(&mut model, terms, f64::NEG_INFINITY, supply);
    }
    for (customer, demand) in demands.into_iter().enumerate() {
        let terms = (0..plants).map(|plant| term(plant * customers + customer, 1.0));
        let terms = terms.collect();
        row(&mut model, terms, demand, f64::INFINITY);
    }
    model
}

fn knapsack(size: usize, random: &mut ChaCha8Rng) -> Model {
    let (values, weights) = (numbers(size, 10, 999, random), numbers(size, 10, 999, random));
    let capacity = (weights.iter().sum::<f64>() / 3.0).floor();
    let mut model = columns(ObjectiveSense::Maximize, VariableKind::Binary, values);
    let terms = weights
        .into_iter()
        .enumerate()
        .map(|(at, weight)| term(at, weight));
    let terms = terms.collect();
    row(&mut model, terms, f64::NEG_INFINITY, capacity);
    model
}

/// Sites that cost something to open, and shares of customers that each is given from one of them.
fn facility(size: usize, random: &mut ChaCha8Rng) -> Model {
    let sites = (size / 4).isqrt().max(2);
    let customers = (size / sites).saturating_sub(1).max(1);
    let mut costs = numbers(sites * customers, 1, 100, random);
    costs.extend(numbers(sites, 100, 400, random));
    let mut model = columns(ObjectiveSense::Minimize, VariableKind::Continuous, costs);
    let open = sites * customers;
    for site in 0..sites {
        let variable = &mut model.variables[open + site];
        (variable.kind, variable.upper) = (VariableKind::Binary, 1.0);
    }
    for customer in 0..customers {
        let terms = (0..sites).map(|site| term(site * customers + customer, 1.0));
        let terms = terms.collect();
        row(&mut model, terms, 1.0, 1.0);
        for site in 0..sites {
            let terms = vec![term(site * customers + customer, 1.0), term(open + site, -1.0)];
            row(&mut model, terms, f64::NEG_INFINITY, 0.0);
        }
    }
    model
}

fn set_cover(size: usize, random: &mut ChaCha8Rng) -> Model {
    let costs = numbers(size, 1, 20, random);
    let mut model = columns(ObjectiveSense::Minimize, VariableKind::Binary, costs);
    for _ in 0..size.div_ceil(2) {
        let terms = (0..8).map(|_| term(random.random_range(0..size), 1.0));
        let terms = terms.collect();
        row(&mut model, terms, 1.0, f64::INFINITY);
    }
    model
}

/// The median time of `answer`, and what it said.
fn timed(mut answer: impl FnMut() -> Status) -> (Duration, Status) {
    let mut times = Vec::new();
    loop {
        let started = Instant::now();
        let status = answer();
        times.push(started.elapsed());
        if times.len() >= ROUNDS || times[0] > QUICK {
            times.sort_unstable();
            return (times[times.len() / 2], status);
        }
    }
}

/// `12.3 ms`, with the verdict beside it where that is no optimum.
fn cell((time, status): (Duration, Status)) -> String {
    let time = match time.as_secs_f64() * 1e3 {
        quick if quick < 1.0 => format!("{quick:.3} ms"),
        other => format!("{other:.1} ms"),
    };
    match status {
        Status::Optimal => time,
        other => format!("{time} ({})", other.word()),
    }
}

/// Clarabel is asked for what it is used for: linear models without whole numbers.
fn is_asked(solver: SolverName, model: &Model) -> bool {
    solver != SolverName::Clarabel || !model.is_integer()
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let solvers: Vec<SolverName> = SolverName::ALL
        .into_iter()
        .filter(|solver| solver.is_built_in())
        .collect();
    let heads: Vec<&str> = solvers.iter().map(|solver| solver.word()).collect();
    println!(
        "| model | variables | rows | {} | with all checks |",
        heads.join(" | ")
    );
    println!("|---|--:|--:|{}--:|", "--:|".repeat(solvers.len()));
    let mut wrong = false;
    for (name, family) in FAMILIES {
        for size in SIZES.into_iter().take(if quick { 2 } else { SIZES.len() }) {
            let model = family(size, &mut ChaCha8Rng::seed_from_u64(7));
            let mut cells = Vec::new();
            let mut optima = Vec::new();
            for &solver in &solvers {
                if !is_asked(solver, &model) {
                    cells.push("–".to_owned());
                    continue;
                }
                cells.push(cell(timed(|| {
                    let answer = unchecked(&model, solver, &LIMITS);
                    optima.extend(answer.objective.filter(|_| answer.status == Status::Optimal));
                    answer.status
                })));
            }
            cells.push(cell(timed(|| {
                let outcome = solve(&model, &LIMITS);
                optima.extend(outcome.objective.filter(|_| outcome.status == Status::Optimal));
                outcome.status
            })));
            let variables = model.variables.len();
            println!(
                "| {name} | {variables} | {} | {} |",
                model.rows.len(),
                cells.join(" | ")
            );
            let (least, most) = optima
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), optimum| {
                    (least.min(*optimum), most.max(*optimum))
                });
            if most - least > 1e-5 * most.abs().max(1.0) {
                eprintln!("{name} {size}: optima from {least} to {most}");
                wrong = true;
            }
        }
    }
    if wrong {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
