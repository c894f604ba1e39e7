//! Programs that mean harm: each ends inside its limits in a typed verdict, and leaves the workers fit for the next.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use stepwell::program::{ErrorKind, Limits, Pool, Run, WorkerCommand};

const PROGRAMS: &str = include_str!("programs.txt");

/// Longer than any of them may take with its worker's end and a busy machine, shorter than anybody's patience.
const SOON: Duration = Duration::from_secs(30);

/// A file that many of them would like to make.
const LOOT: &str = "stepwell-owned";

/// How a program may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Time,
    Memory,
    Output,
    Error,
    Syntax,
    Unsupported,
    Ended,
    /// Never allowed: the worker broke.
    Broken,
}

impl Ending {
    fn named(word: &str) -> Self {
        match word {
            "time" => Self::Time,
            "memory" => Self::Memory,
            "output" => Self::Output,
            "error" => Self::Error,
            "syntax" => Self::Syntax,
            "unsupported" => Self::Unsupported,
            "ended" => Self::Ended,
            other => panic!("no ending is called {other}"),
        }
    }

    fn of(run: &Run) -> Self {
        match run.error.as_ref().map(|error| error.kind) {
            None => Self::Ended,
            Some(ErrorKind::Time) => Self::Time,
            Some(ErrorKind::Memory) => Self::Memory,
            Some(ErrorKind::Output) => Self::Output,
            Some(ErrorKind::Raised | ErrorKind::Forbidden | ErrorKind::Recursion) => Self::Error,
            Some(ErrorKind::Syntax) => Self::Syntax,
            Some(ErrorKind::Unsupported) => Self::Unsupported,
            Some(ErrorKind::Worker | ErrorKind::Cancelled) => Self::Broken,
        }
    }
}

struct Case {
    name: String,
    program: String,
    allowed: BTreeSet<Ending>,
}

/// The sections of the file.
fn written() -> Vec<Case> {
    let sections = PROGRAMS.split("\n### ").skip(1);
    let cases = sections.map(|section| {
        let (head, body) = section.split_once('\n').expect("a program below its head");
        let (name, endings) = head.split_once(": ").expect("name: endings");
        let body = body.split("\n# ").next().unwrap_or(body);
        Case {
            name: name.to_owned(),
            program: format!("{body}\n"),
            allowed: endings.split(" | ").map(Ending::named).collect(),
        }
    });
    cases.collect()
}

/// Programs that are better made than written down.
fn made() -> Vec<Case> {
    use Ending::{Ended, Error, Memory, Syntax, Time, Unsupported};
    let model = "import coptpy as cp\nm = cp.Envr().createModel('m')\nx = m.addVar(ub=1)\nm.setObjective(x)\nm.solve()\n";
    let mut indented = String::new();
    for depth in 0..500 {
        writeln!(indented, "{}if True:", " ".repeat(depth)).expect("writing to a string");
    }
    writeln!(indented, "{}x = 1", " ".repeat(500)).expect("writing to a string");
    let cases: [(&str, String, &[Ending]); 17] = [
        ("nothing", String::new(), &[Ended]),
        ("a byte order mark", format!("\u{feff}{model}"), &[Ended]),
        ("carriage returns", model.replace('\n', "\r\n"), &[Ended]),
        (
            "old Macintosh line ends",
            model.replace('\n', "\r"),
            &[Ended, Syntax],
        ),
        ("a form feed", format!("\u{c}\n{model}"), &[Ended]),
        ("a null character", "x = 1\0\n".to_owned(), &[Syntax]),
        (
            "a line of a megabyte",
            format!("x = '{}'\n", "a".repeat(1 << 20)),
            &[Syntax],
        ),
        ("200,000 lines", "x = 1\n".repeat(200_000), &[Syntax]),
        (
            "100,000 arguments",
            format!("print({})\n", vec!["1"; 100_000].join(",")),
            &[Unsupported, Ended, Memory, Error, Time],
        ),
        (
            "50,000 comparisons",
            format!("x = {}\n", vec!["1"; 50_000].join(" < ")),
            &[Unsupported, Ended, Memory, Time],
        ),
        ("500 nested blocks", indented, &[Syntax, Ended, Unsupported]),
        (
            "10,000 lambdas",
            format!("x = {}1\n", "lambda: ".repeat(10_000)),
            &[Syntax],
        ),
        (
            "200 nested f-strings",
            format!("x = {}1{}\n", "f\"{".repeat(200), "}\"".repeat(200)),
            &[Syntax],
        ),
        (
            "10,000 conditions",
            format!("x = {}0\n", "1 if y else ".repeat(10_000)),
            &[Syntax, Unsupported],
        ),
        (
            "5,000 nested assignments",
            format!("x = {}1{}\n", "(y := ".repeat(5_000), ")".repeat(5_000)),
            &[Syntax],
        ),
        (
            "3,000 nested brackets",
            format!("x = {}{}\n", "[".repeat(3_000), "]".repeat(3_000)),
            &[Syntax],
        ),
        (
            "a name of 500,000 letters",
            format!("{0} = 1\nprint({0} - 1)\n", "n".repeat(500_000)),
            &[Ended, Memory, Time],
        ),
    ];
    cases
        .into_iter()
        .map(|(name, program, allowed)| Case {
            name: name.to_owned(),
            program,
            allowed: allowed.iter().copied().collect(),
        })
        .collect()
}

/// What could do something to a terminal, or a reader.
fn is_harmful(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is wrong with the end of a program.
fn complaint(case: &Case, run: &Run, took: Duration) -> Option<String> {
    let ending = Ending::of(run);
    let message = run.error.as_ref().map_or("", |error| error.message.as_str());
    if !case.allowed.contains(&ending) {
        return Some(format!("ended as {ending:?} ({message})"));
    }
    if run.error.is_some() && message.is_empty() && case.name != "raise_escape" {
        return Some("says nothing of its error".to_owned());
    }
    let names = run.model.iter().flat_map(|model| {
        let variables = model.variables.iter().map(|variable| variable.name.as_str());
        variables.chain(model.rows.iter().map(|row| row.name.as_str()))
    });
    let mut texts = names.chain([run.stdout.as_str(), message]);
    if texts.any(|text| text.chars().any(is_harmful)) {
        return Some("hands on control characters".to_owned());
    }
    (took > SOON).then(|| format!("took {took:?}"))
}

async fn complaints(cases: Vec<Case>) -> Vec<String> {
    let pool = Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), 2);
    let limits = Limits {
        time: Duration::from_millis(600),
        memory: 64 << 20,
        output: 10_000,
        ..Limits::default()
    };
    let runs = cases.iter().map(|case| async {
        let started = Instant::now();
        let run = pool.run(&case.program, &limits).await;
        let fault = complaint(case, &run, started.elapsed());
        let patient = Limits {
            time: SOON,
            ..limits.clone()
        };
        let next = pool.run("print('fine')\n", &patient).await;
        let fault = fault.or_else(|| {
            let unfit = next.stdout != "fine\n" || next.error.is_some();
            unfit.then(|| format!("left the workers unfit: {:?}", next.error))
        });
        fault.map(|fault| format!("{}: {fault}", case.name))
    });
    futures::future::join_all(runs)
        .await
        .into_iter()
        .flatten()
        .collect()
}

#[tokio::test]
async fn every_written_program_ends_as_it_should_and_the_workers_live_on() {
    let cases = written();
    assert!(cases.len() >= 140, "only {} programs were read", cases.len());
    let found = complaints(cases).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
    for folder in [Path::new("."), Path::new("/tmp"), &std::env::temp_dir()] {
        for name in [LOOT.to_owned(), format!("{LOOT}.lp")] {
            assert!(
                !folder.join(&name).exists(),
                "{name} was made in {}",
                folder.display()
            );
        }
    }
}

#[tokio::test]
async fn texts_that_are_too_much_end_as_they_should() {
    let found = complaints(made()).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}
