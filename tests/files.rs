//! Models in files, as a script sees them: `stepwell solve` and `stepwell run --model`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use stepwell::model::file::{Format, read};

const DIET: &str = "Minimize\n cost: 4 a + 3 b\nSubject To\n zinc: 12 a + 5 b >= 75\n iron: a + b <= 20\nBounds\n b <= 9\nEnd\n";

fn stepwell(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .args(arguments)
        .output()
        .unwrap()
}

fn solve(folder: &Path, name: &str, text: &[u8]) -> Output {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    stepwell(&["solve", "--json", file.to_str().unwrap()])
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes)
        .unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(bytes)))
}

#[test]
fn a_model_is_solved_with_rows_duals_and_solver() {
    let folder = tempfile::tempdir().unwrap();
    let output = solve(folder.path(), "diet.lp", DIET.as_bytes());
    assert_eq!(status(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    let report = value(&output.stdout);
    assert_eq!(
        (&report["status"], &report["format"]),
        (&json!("optimal"), &json!("lp"))
    );
    assert!(
        (report["objective"].as_f64().unwrap() - 25.0).abs() < 1e-6,
        "{report}"
    );
    assert!((report["values"]["a"].as_f64().unwrap() - 6.25).abs() < 1e-6);
    let zinc = &report["rows"][0];
    assert_eq!(
        (&zinc["name"], &zinc["upper"], &zinc["line"]),
        (&json!("zinc"), &json!("inf"), &json!(4))
    );
    assert!(
        (zinc["dual"].as_f64().unwrap() - 1.0 / 3.0).abs() < 1e-6,
        "{zinc}"
    );
    assert!((report["rows"][1]["slack"].as_f64().unwrap() - 13.75).abs() < 1e-6);
    assert!(report["solver"].is_string());
}

#[test]
fn the_text_report_shows_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("diet.lp");
    fs::write(&file, DIET).unwrap();
    let output = stepwell(&["solve", file.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "minimize, 2 variables",
        "status     optimal",
        "objective  25\n",
        "a = 6.25",
        "zinc = 75  slack 0  dual 0.333333",
    ] {
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_model_comes_from_standard_input_too() {
    for arguments in [
        &["solve", "-", "--json"][..],
        &["solve", "-", "--json", "--format", "lp"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stepwell"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(DIET.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (status(&output), &value(&output.stdout)["status"]),
            (0, &json!("optimal"))
        );
    }
}

#[test]
fn a_model_without_an_optimum_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let infeasible = DIET.replace("a + b <= 20", "a + b <= 2");
    let crossed = DIET.replace("b <= 9", "b <= -9");
    let unbounded = DIET
        .replace("4 a + 3 b", "4 a + 3 b - c")
        .replace(" b <= 9", " b <= 9\n c >= 1");
    for (text, expected) in [
        (infeasible, "infeasible"),
        (crossed, "infeasible"),
        (unbounded, "unbounded"),
    ] {
        let output = solve(folder.path(), "m.lp", text.as_bytes());
        assert_eq!(
            (status(&output), &value(&output.stdout)["status"]),
            (1, &json!(expected)),
            "{text}"
        );
        assert!(!value(&output.stdout)["explanation"].is_null(), "{text}");
    }
}

/// Whatever the reader underneath would print, standard error holds one error of ours and nothing else.
#[test]
fn other_files_are_one_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let mps = "NAME\nROWS\n N  c\n L  r\nCOLUMNS\n    x  c  1  r  1\n";
    let noisy = [
        (
            "a.lp",
            "min\n obj: x\nst\n c1: x >= 1\n c1: x >= 2\nend\n".to_owned(),
            "a second row with the name `c1`",
        ),
        (
            "b.lp",
            "min\n obj: x\n obj: y\nst\n c1: x >= 1\nend\n".to_owned(),
            "2 objectives",
        ),
        ("c.mps", format!("{mps}QUADOBJ\n    x  x  1\nENDATA\n"), "QUADOBJ"),
        (
            "d.mps",
            format!("{mps}BOUNDS\n SC B  x  3\nENDATA\n"),
            "semi-continuous",
        ),
        ("e.mps", format!("{mps}SOS\n    x  1\nENDATA\n"), "SOS"),
        (
            "f.mps",
            format!("{mps}    M  'MARKER'  'INTORG'\nENDATA\n"),
            "never closed",
        ),
        (
            "g.mps",
            mps.replace(" N  c\n", " N  c  1  2\n") + "ENDATA\n",
            "4 fields",
        ),
        ("h.mps", mps.to_owned(), "ENDATA"),
        ("i.lp", "\0\0\0".to_owned(), "NUL"),
        ("j.txt", "hello\n".to_owned(), "neither like LP"),
    ];
    for (name, text, expected) in noisy {
        let output = solve(folder.path(), name, text.as_bytes());
        assert_eq!(status(&output), 3, "{name}");
        let error = &value(&output.stderr)["error"];
        assert_eq!(error["kind"], "input");
        assert!(error["message"].as_str().unwrap().contains(expected), "{error}");
        assert!(!error["hint"].as_str().unwrap().is_empty(), "{error}");
        assert!(output.stdout.is_empty());
    }
    let absent = stepwell(&["solve", "absent.mps", "--json"]);
    assert_eq!(
        (status(&absent), &value(&absent.stderr)["error"]["kind"]),
        (3, &json!("input"))
    );
}

#[test]
fn notes_of_the_reader_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = "NAME\nOBJSENSE\n    MAX\nROWS\n N  c\n L  r\nCOLUMNS\n    M  'MARKER'  'INTORG'\n    x  c  1  r  1\n    M  'MARKER'  'INTEND'\nRHS\n    R  r  9\nENDATA\n";
    let report = value(&solve(folder.path(), "i.mps", text.as_bytes()).stdout);
    assert_eq!(report["objective"], 1.0);
    assert!(
        report["notes"][0]
            .as_str()
            .unwrap()
            .contains("0 or 1 in this format: x"),
        "{report}"
    );
}

const PROGRAM: &str = "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel('shop')\n\
    x = m.addVar(vtype=COPT.INTEGER, name='x[1, 2]')\ny = m.addVar(name='y', ub=3)\n\
    m.addConstr(2 * x + y <= 11, name='hours')\nm.setObjective(3 * x + y, COPT.MAXIMIZE)\nm.solve()\n";

#[test]
fn a_captured_model_is_written_and_solves_alike() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("p.py");
    fs::write(&program, PROGRAM).unwrap();
    for (name, format) in [("out.mps", Format::Mps), ("out.LP", Format::Lp)] {
        let target = folder.path().join(name);
        let target = target.to_str().unwrap();
        let ran = stepwell(&["run", "--json", program.to_str().unwrap(), "--model", target]);
        assert_eq!(status(&ran), 0, "{}", String::from_utf8_lossy(&ran.stderr));
        let model = read(&fs::read(target).unwrap(), Some(format)).unwrap().model;
        assert_eq!(
            (model.name.as_str(), model.variables[0].name.as_str()),
            ("shop", "x[1, 2]")
        );
        let solved = value(&stepwell(&["solve", "--json", target]).stdout);
        assert_eq!(solved["objective"], value(&ran.stdout)["objective"]);
        assert_eq!(solved["values"], json!({"x[1, 2]": 5.0, "y": 1.0}));
    }
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_model_that_cannot_be_written_leaves_the_file_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let (program, target) = (folder.path().join("p.py"), folder.path().join("out.mps"));
    fs::write(
        &program,
        PROGRAM.replace("3 * x + y, COPT.MAX", "x * x + y, COPT.MIN"),
    )
    .unwrap();
    fs::write(&target, "mine").unwrap();
    let arguments = [
        "run",
        "--json",
        program.to_str().unwrap(),
        "--model",
        target.to_str().unwrap(),
    ];
    let output = stepwell(&arguments);
    assert_eq!(status(&output), 3);
    assert!(
        value(&output.stderr)["error"]["message"]
            .as_str()
            .unwrap()
            .contains("only linear")
    );
    fs::write(&program, "print(1)\n").unwrap();
    assert_eq!(status(&stepwell(&arguments)), 1);
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
    let usage = stepwell(&["run", "--json", "p.py", "--model", "out.txt"]);
    assert_eq!(status(&usage), 2);
}
