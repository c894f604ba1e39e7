//! Small programs of our own for everything that programs commonly use of Python, numpy and pandas, with what they print
//! under Python 3.11, numpy 2.4 and pandas 3.1, or with the construct and the line by which they end here.

use std::io::Write;
use std::process::{Command, Stdio};

use super::*;

/// One program and how it ends.
struct Probe<'a> {
    name: &'a str,
    program: String,
    /// `prints`, or the kind, line and name of the error.
    end: &'a str,
    output: String,
}

/// `=== name`, the program, `--- end`, the output.
fn probes(text: &str) -> Vec<Probe<'_>> {
    let parts = text.split("=== ").filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, rest) = part.split_once('\n').unwrap();
            let at = rest.find("--- ").unwrap();
            let (end, output) = rest[at + 4..].split_once('\n').unwrap();
            Probe {
                name,
                program: rest[..at].to_owned(),
                end,
                output: output.to_owned(),
            }
        })
        .collect()
}

fn end_of(run: &Run) -> String {
    let Some(error) = &run.error else {
        return "prints".to_owned();
    };
    let kind = serde_json::to_string(&error.kind).unwrap();
    let line = error.line.map_or("None".to_owned(), |line| line.to_string());
    format!("{} {line} {}", kind.trim_matches('"'), error.name)
}

#[rstest]
#[case::basics(include_str!("probes/basics.txt"), 50)]
#[case::texts(include_str!("probes/texts.txt"), 10)]
#[case::classes(include_str!("probes/classes.txt"), 25)]
#[case::generators(include_str!("probes/generators.txt"), 15)]
#[case::modules(include_str!("probes/modules.txt"), 25)]
#[case::numpy(include_str!("probes/numpy.txt"), 10)]
#[case::pandas(include_str!("probes/pandas.txt"), 6)]
#[case::models(include_str!("probes/models.txt"), 10)]
fn end_as_recorded(#[case] text: &str, #[case] least: usize) {
    let mut interpreter = Interpreter::default();
    let limits = Limits {
        time: Duration::from_mins(1),
        ..Limits::default()
    };
    let probes = probes(text);
    assert!(probes.len() >= least, "{}", probes.len());
    let mut wrong = Vec::new();
    for probe in probes {
        let run = interpreter.run(&probe.program, &limits, &Shared::default());
        if (end_of(&run).as_str(), run.stdout.as_str()) != (probe.end, probe.output.as_str()) {
            wrong.push(format!(
                "{}: {}\n{}{:?}",
                probe.name,
                end_of(&run),
                run.stdout,
                run.error
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is recorded is what Python prints, where the Python that it was recorded with is installed.
#[rstest]
#[case::basics(include_str!("probes/basics.txt"))]
#[case::texts(include_str!("probes/texts.txt"))]
#[case::classes(include_str!("probes/classes.txt"))]
#[case::generators(include_str!("probes/generators.txt"))]
#[case::modules(include_str!("probes/modules.txt"))]
fn recorded_is_what_python_prints(#[case] text: &str) {
    let version = Command::new("python3").arg("--version").output();
    if !version.is_ok_and(|found| String::from_utf8_lossy(&found.stdout).starts_with("Python 3.11.")) {
        eprintln!("no Python 3.11 here: nothing to compare with");
        return;
    }
    for probe in probes(text).into_iter().filter(|probe| probe.end == "prints") {
        let mut python = Command::new("python3")
            .args(["-I", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = python.stdin.take().unwrap();
        input.write_all(probe.program.as_bytes()).unwrap();
        drop(input);
        let output = python.wait_with_output().unwrap().stdout;
        assert_eq!(String::from_utf8_lossy(&output), probe.output, "{}", probe.name);
    }
}

/// Parts of the prelude are loaded after the layers: a name of both would be the part's, wherever the layer uses it.
#[test]
fn parts_take_no_names_of_layers() {
    let defined = |text: &str| -> std::collections::BTreeSet<String> {
        let starts = text.lines().filter(|line| !line.starts_with([' ', '#']));
        let heads = starts.map(|line| line.split(['(', '=']).next().unwrap_or_default().to_owned());
        let names = heads.flat_map(|head| {
            let words = head.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words
                .filter(|word| word.starts_with("_sw_"))
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        });
        names.collect()
    };
    let parts: String = Part::ALL
        .into_iter()
        .flat_map(|part| part.text().iter().copied())
        .collect();
    let mut parts = defined(&parts);
    // Arrays are made known to the core.
    parts.remove("_sw_spreading");
    parts.remove("_sw_divide_spans");
    for library in Library::ALL {
        let mut rare = Parts::default();
        rare.add(Part::Rare);
        let layer = defined(&prelude::text(library, rare));
        let both: Vec<&String> = layer.intersection(&parts).collect();
        assert!(both.is_empty(), "{}: {both:?}", library.name());
    }
}
