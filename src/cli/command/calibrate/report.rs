//! What a calibration found, as a table or as JSON.

use serde::Serialize;

use crate::check::suspicion::fit::Example;
use crate::check::suspicion::measure::{Alarms, Half, Share, auroc, brier, read_until};
use crate::check::suspicion::{Feature, Measured, Weights};
use crate::check::{CheckId, Signal, VerdictKind};
use crate::cli::error::CliError;
use crate::cli::out::Out;

/// How much of the bad is to be found early.
const WANTED: f64 = 0.9;

/// A sample of which it is known whether it is bad.
pub(super) struct Judged {
    /// Where it stands.
    pub(super) place: String,
    /// A short name of its problem.
    pub(super) problem: String,
    /// Whether it is fitted or measured on.
    pub(super) half: Half,
    /// What the checks noticed, and whether it is bad.
    pub(super) example: Example,
    /// Whether its label is in doubt.
    pub(super) disputed: bool,
}

/// How good one kind of alarm is.
#[derive(Serialize)]
struct Line {
    what: String,
    alarms: u64,
    hits: u64,
    precision: Option<Share>,
    recall: Option<Share>,
}

/// How good the order of the queue is.
#[derive(Serialize)]
struct Queue {
    auroc: Option<f64>,
    brier: Option<f64>,
    /// The share that is read, in order, until nine tenths of the bad are found.
    read_until_90: Option<f64>,
}

#[derive(Serialize)]
struct Report {
    samples: usize,
    bad: usize,
    gate: Line,
    checks: Vec<Line>,
    signals: Vec<Line>,
    queue: Queue,
}

/// The whole answer of `--json`.
#[derive(Serialize)]
struct Answer<'a> {
    measured: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_disputed: Option<Report>,
    weights: Vec<Weighed>,
    rows: Vec<Row<'a>>,
}

/// A sample in short.
#[derive(Serialize)]
struct Row<'a> {
    /// Its place in the files, as `FILE:ROW`, or its id.
    place: &'a str,
    problem: &'a str,
    half: Half,
    bad: bool,
    disputed: bool,
    suspicion: f64,
}

#[derive(Serialize)]
struct Weighed {
    feature: String,
    weight: f64,
}

/// Shows how good every check, every signal, the gate and the queue are on the half that is measured.
pub(super) fn show(all: &[Judged], weights: &Weights, out: &mut Out) -> Result<(), CliError> {
    let judged: Vec<&Judged> = all.iter().filter(|one| one.half == Half::Test).collect();
    let judged = judged.as_slice();
    let measured = report(judged, weights);
    let undisputed: Vec<&Judged> = judged.iter().copied().filter(|one| !one.disputed).collect();
    let without = (undisputed.len() < judged.len()).then(|| report(&undisputed, weights));
    if out.is_json() {
        let listed = weights.listed().into_iter();
        return out.json(&Answer {
            measured,
            without_disputed: without,
            weights: listed.map(weighed).collect(),
            rows: all.iter().map(|one| row_of(one, weights)).collect(),
        });
    }
    table(&measured, "", out)?;
    if let Some(without) = &without {
        out.line("")?;
        table(without, ", the disputed left out", out)?;
    }
    Ok(())
}

/// The counts that are kept beside the weights.
pub(super) fn measured(judged: &[&Judged]) -> Measured {
    let count = |feature: Feature| {
        let with = |one: &&&Judged| one.example.features.value(feature) > 0.0;
        let alarms = judged.iter().filter(with);
        let hits = alarms.clone().filter(|one| one.example.bad);
        [alarms.count() as u64, hits.count() as u64]
    };
    let checks = CheckId::ALL.into_iter();
    let signals = Signal::ALL.iter().copied();
    Measured {
        samples: judged.len() as u64,
        bad: judged.iter().filter(|one| one.example.bad).count() as u64,
        checks: checks
            .map(|check| {
                (
                    check.name().to_owned(),
                    count(Feature::Verdict(check, VerdictKind::Fail)),
                )
            })
            .collect(),
        signals: signals
            .map(|signal| (signal.name().to_owned(), count(Feature::Signal(signal))))
            .filter(|(_, [alarms, _])| *alarms > 0)
            .collect(),
    }
}

fn row_of<'a>(one: &'a Judged, weights: &Weights) -> Row<'a> {
    Row {
        place: &one.place,
        problem: &one.problem,
        half: one.half,
        bad: one.example.bad,
        disputed: one.disputed,
        suspicion: weights.judge(&one.example.features).probability,
    }
}

/// Shows weights, the heaviest first.
pub(super) fn show_weights(weights: &Weights, out: &mut Out) -> Result<(), CliError> {
    if out.is_json() {
        let listed: Vec<_> = weights.listed().into_iter().map(weighed).collect();
        return out.json(&listed);
    }
    out.line(format!(
        "fitted on {}; log-odds of a sample without a finding {:.3}",
        weights.source(),
        weights.base()
    ))?;
    for (feature, weight) in weights.listed() {
        out.line(format!("{weight:7.3}  {feature:<34} {}", feature.words()))?;
    }
    Ok(())
}

fn weighed((feature, weight): (Feature, f64)) -> Weighed {
    Weighed {
        feature: feature.to_string(),
        weight,
    }
}

fn report(judged: &[&Judged], weights: &Weights) -> Report {
    let fails = |check| Feature::Verdict(check, VerdictKind::Fail);
    let has = |one: &Judged, feature| one.example.features.value(feature) > 0.0;
    let line = |what: &str, alarm: &dyn Fn(&Judged) -> bool| line(what, judged, alarm);
    let scored: Vec<(f64, bool)> = judged
        .iter()
        .map(|one| (weights.judge(&one.example.features).probability, one.example.bad))
        .collect();
    let checks = CheckId::ALL.into_iter();
    let signals = Signal::ALL.iter().copied();
    Report {
        samples: judged.len(),
        bad: judged.iter().filter(|one| one.example.bad).count(),
        gate: line("any check fails", &|one| {
            CheckId::ALL.into_iter().any(|check| has(one, fails(check)))
        }),
        checks: checks
            .map(|check| line(check.name(), &|one| has(one, fails(check))))
            .collect(),
        signals: signals
            .map(|signal| line(signal.name(), &|one| has(one, Feature::Signal(signal))))
            .filter(|line| line.alarms > 0)
            .collect(),
        queue: Queue {
            auroc: auroc(&scored),
            brier: brier(&scored),
            read_until_90: read_until(&scored, WANTED),
        },
    }
}

fn line(what: &str, judged: &[&Judged], alarm: &dyn Fn(&Judged) -> bool) -> Line {
    let alarms = Alarms::count(judged.iter().map(|one| (alarm(one), one.example.bad)));
    Line {
        what: what.to_owned(),
        alarms: alarms.hits + alarms.false_alarms,
        hits: alarms.hits,
        precision: alarms.precision(),
        recall: alarms.recall(),
    }
}

fn table(report: &Report, which: &str, out: &mut Out) -> Result<(), CliError> {
    let Report {
        samples,
        bad,
        gate,
        checks,
        signals,
        queue,
    } = report;
    out.line(format!("measured on {samples} samples, {bad} of them bad{which}"))?;
    out.line("")?;
    out.line("| fails | alarms | right | precision (95 %) | recall (95 %) |")?;
    out.line("|---|--:|--:|---|---|")?;
    for line in checks.iter().chain([gate]) {
        row(line, out)?;
    }
    out.line("")?;
    out.line("| has a finding | alarms | right | precision (95 %) | recall (95 %) |")?;
    out.line("|---|--:|--:|---|---|")?;
    for line in signals {
        row(line, out)?;
    }
    out.line("")?;
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    out.line(format!(
        "queue: AUROC {}, Brier {}; 90 % of the bad are found within the first {} of the samples",
        number(queue.auroc),
        number(queue.brier),
        queue
            .read_until_90
            .map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", 100.0 * share))
    ))
}

fn row(line: &Line, out: &mut Out) -> Result<(), CliError> {
    let share = |share: Option<Share>| {
        share.map_or_else(
            || "–".to_owned(),
            |Share { share, interval }| format!("{share:.3} ({:.3}–{:.3})", interval.low, interval.high),
        )
    };
    out.line(format!(
        "| {} | {} | {} | {} | {} |",
        line.what,
        line.alarms,
        line.hits,
        share(line.precision),
        share(line.recall)
    ))
}
