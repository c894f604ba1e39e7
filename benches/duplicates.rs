//! What it costs to find duplicates among many samples: computing profiles, filling the index, asking it, and opening a
//! workspace whose profiles are kept.
//!
//! The samples are problems and models of every textbook family with other numbers and words, so that thousands share
//! their structure and hundreds most of their words: more neighbours than a dataset should have.
//!
//! `cargo bench --bench duplicates` prints the table for 100,000 samples; with `-- --quick` for 5,000.

#[path = "common/latency.rs"]
mod latency;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use stepwell::author::textbook::{Textbook, intended_model};
use stepwell::check::Source;
use stepwell::check::duplicates::{Index, NEAR_TEXT, Profile, Query, groups};
use stepwell::model::Model;
use stepwell::sample::{ContentHash, SampleId, numbers};
use stepwell::store::{OpenOptions, Workspace, fill};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Problems that the others are made from, for each family.
const PER_FAMILY: usize = 40;
/// Questions that are asked.
const QUESTIONS: usize = 1_000;

/// Problems with their models.
fn originals() -> Outcome<Vec<(String, Model)>> {
    let mut originals = Vec::new();
    for (draft, _) in Textbook::seeds(PER_FAMILY)? {
        let blueprint = draft.blueprint.ok_or("a textbook problem without blueprint")?;
        originals.push((draft.problem, intended_model(&blueprint)?));
    }
    Ok(originals)
}

/// The problem with other numbers, some other words and some sentences left out, and its model with other numbers.
fn variant((problem, model): &(String, Model), rng: &mut ChaCha8Rng) -> (String, Model) {
    let mut text = problem.clone();
    for number in numbers::find(problem).into_iter().rev() {
        if number.is_data() {
            text.replace_range(number.span, &rng.random_range(2..900_u32).to_string());
        }
    }
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            if rng.random_bool(0.1) {
                format!("w{}", rng.random_range(0..5_000_u32))
            } else {
                word.to_owned()
            }
        })
        .collect();
    let mut other = model.clone();
    for row in &mut other.rows {
        for term in &mut row.terms {
            term.coefficient *= rng.random_range(0.5..2.0);
        }
    }
    (words.join(" "), other)
}

fn id(number: usize) -> SampleId {
    SampleId::derived(number as u64, &ContentHash::of(["bench"]))
}

/// Fills an index, and says how long profiles and insertion took.
fn build(originals: &[(String, Model)], count: usize) -> (Index, [Duration; 2]) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut index = Index::new();
    let mut spent = [Duration::ZERO; 2];
    for number in 0..count {
        let (problem, model) = variant(&originals[number % originals.len()], &mut rng);
        let began = Instant::now();
        let profile = Profile::of(&problem, Some(&model));
        spent[0] += began.elapsed();
        let began = Instant::now();
        index.insert(Source::Sample(id(number)), &[], profile);
        spent[1] += began.elapsed();
    }
    (index, spent)
}

/// How long the profiles of other samples take, and what is like them.
fn ask(index: &Index, originals: &[(String, Model)], count: usize) -> ([Vec<Duration>; 2], usize) {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut found = 0;
    let times = (0..QUESTIONS)
        .map(|_| {
            let (problem, model) = variant(&originals[rng.random_range(0..originals.len())], &mut rng);
            let began = Instant::now();
            let profile = Profile::of(&problem, Some(&model));
            let profiled = began.elapsed();
            let began = Instant::now();
            let near = index.near(&Query {
                profile: &profile,
                except: Some(id(count)),
                parents: &[],
                text: NEAR_TEXT,
                most: 8,
            });
            let took = began.elapsed();
            found += near.len();
            (profiled, took)
        })
        .collect::<Vec<_>>();
    let (profiles, queries) = times.into_iter().unzip();
    ([profiles, queries], found)
}

async fn workspaces(count: usize) -> Outcome<[Duration; 2]> {
    let folder = tempfile::tempdir()?;
    let mut times = [Duration::ZERO; 2];
    for (round, time) in times.iter_mut().enumerate() {
        let workspace = Workspace::open(folder.path(), OpenOptions::create()).await?;
        if round == 0 {
            fill::fill(workspace.store(), 0..count).await?;
        }
        let began = Instant::now();
        workspace.store().index_samples().await?;
        *time = began.elapsed();
        workspace.close().await;
    }
    Ok(times)
}

fn measure(count: usize) -> Outcome<()> {
    let originals = originals()?;
    let (index, [profiles, insertion]) = build(&originals, count);
    println!("| {count} samples | time |\n|---|--:|");
    println!("| computing profiles | {:.2} s |", profiles.as_secs_f64());
    println!("| filling the index | {:.2} s |", insertion.as_secs_f64());
    let began = Instant::now();
    let found = groups(&index, NEAR_TEXT, true);
    println!(
        "| all groups ({} near in words, {} of twins) | {:.2} s |",
        found.texts.len(),
        found.twins.len(),
        began.elapsed().as_secs_f64()
    );
    let runtime = tokio::runtime::Runtime::new()?;
    let [first, later] = runtime.block_on(workspaces(count))?;
    println!(
        "| opening a workspace without profiles, which are then kept | {:.2} s |",
        first.as_secs_f64()
    );
    println!("| opening it again | {:.2} s |\n", later.as_secs_f64());
    println!("{}", latency::HEAD);
    let ([profiles, queries], found) = ask(&index, &originals, count);
    latency::row("profile of one sample", profiles);
    latency::row(&format!("query among {count}"), queries);
    println!("\n{found} neighbours were found by {QUESTIONS} queries.");
    Ok(())
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    match measure(if quick { 5_000 } else { 100_000 }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
