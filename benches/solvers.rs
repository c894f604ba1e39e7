//! How long each solver of this build takes on generated models from 10 to 10,000 variables, alone and unchecked, and
//! how long the whole way with all checks takes.
//!
//! `cargo bench --bench solvers` prints the table, with `--features highs` a column more; `-- --quick` stops at 100
//! variables. Each is asked in a process of its own: it has five seconds for a
//! model and is ended after twelve, so the whole takes a quarter of an hour at the very most.

use std::process::{Command, ExitCode, Stdio};
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

/// How long a solver is waited for, its limit and all rounds included.
const PATIENCE: Duration = Duration::from_secs(12);

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

/// What is measured of a model: one solver's answer, or the whole way with all checks.
type Way = Option<SolverName>;

/// Asks until the median is known; prints what the process that waits for it reads.
fn answer(model: &Model, way: Way) {
    let mut times = Vec::new();
    loop {
        let started = Instant::now();
        let (status, objective) = match way {
            Some(solver) => {
                let answer = unchecked(model, solver, &LIMITS);
                (answer.status, answer.objective)
            }
            None => {
                let outcome = solve(model, &LIMITS);
                (outcome.status, outcome.objective)
            }
        };
        times.push(started.elapsed());
        if times.len() >= ROUNDS || times[0] > QUICK {
            times.sort_unstable();
            let median = times[times.len() / 2].as_secs_f64() * 1e3;
            println!("{median} {} {}", status.word(), objective.unwrap_or(f64::NAN));
            return;
        }
    }
}

/// Waits for a process of its own, which is ended when it takes too long: a step of a solver may overrun its limit by
/// minutes. `None` then.
fn waited(family: usize, size: usize, way: usize) -> std::io::Result<Option<String>> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([
            "--one".to_owned(),
            family.to_string(),
            size.to_string(),
            way.to_string(),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output()?;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// `12.3 ms`, with the verdict beside it where that is no optimum, and the optimum.
fn cell(said: Option<&str>) -> (String, Option<f64>) {
    let Some(said) = said else {
        return (format!("> {} s", PATIENCE.as_secs()), None);
    };
    let words: Vec<&str> = said.split_whitespace().collect();
    let [time, status, objective] = words[..] else {
        return ("died".to_owned(), None);
    };
    let time = match time.parse::<f64>().unwrap_or(f64::NAN) {
        short if short < 1.0 => format!("{short:.3} ms"),
        other => format!("{other:.1} ms"),
    };
    if status == Status::Optimal.word() {
        (time, objective.parse().ok())
    } else {
        (format!("{time} ({status})"), None)
    }
}

fn model_of(family: usize, size: usize) -> Model {
    FAMILIES[family].1(size, &mut ChaCha8Rng::seed_from_u64(7))
}

/// Clarabel is asked for what it is used for: linear models without whole numbers.
fn is_asked(way: Way, model: &Model) -> bool {
    way != Some(SolverName::Clarabel) || !model.is_integer()
}

/// One row of the table, and whether all optima in it are the same.
fn row_of(family: usize, size: usize, ways: &[Way]) -> std::io::Result<bool> {
    let model = model_of(family, size);
    let mut cells = Vec::new();
    let mut optima: Vec<f64> = Vec::new();
    for (at, &way) in ways.iter().enumerate() {
        if is_asked(way, &model) {
            let (text, optimum) = cell(waited(family, size, at)?.as_deref());
            cells.push(text);
            optima.extend(optimum);
        } else {
            cells.push("–".to_owned());
        }
    }
    let (name, variables, rows) = (FAMILIES[family].0, model.variables.len(), model.rows.len());
    println!("| {name} | {variables} | {rows} | {} |", cells.join(" | "));
    let least = optima.iter().copied().fold(f64::INFINITY, f64::min);
    let most = optima.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let differ = most - least > 1e-5 * most.abs().max(1.0);
    if differ {
        eprintln!("{name}, {variables} variables: optima from {least} to {most}");
    }
    Ok(!differ)
}

fn main() -> ExitCode {
    let built_in = SolverName::ALL.into_iter().filter(|solver| solver.is_built_in());
    let ways: Vec<Way> = built_in.map(Some).chain([None]).collect();
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--one") {
        let numbers: Vec<usize> = arguments[at + 1..]
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect();
        if let [family, size, way] = numbers[..] {
            answer(&model_of(family, size), ways[way]);
        }
        return ExitCode::SUCCESS;
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let heads: Vec<&str> = ways
        .iter()
        .map(|way| way.map_or("with all checks", SolverName::word))
        .collect();
    println!("| model | variables | rows | {} |", heads.join(" | "));
    println!("|---|--:|--:|{}", "--:|".repeat(ways.len()));
    let mut same = true;
    for family in 0..FAMILIES.len() {
        for size in SIZES.into_iter().take(if quick { 2 } else { SIZES.len() }) {
            match row_of(family, size, &ways) {
                Ok(agreed) => same &= agreed,
                Err(fault) => {
                    eprintln!("the measurement stopped: {fault}");
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    if same {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
