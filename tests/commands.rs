//! The command line as a script sees it: real process, real files, exit statuses and JSON.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use stepwell::store::{OpenOptions, Workspace};

const PROGRAM: &str = "import coptpy as cp\nfrom coptpy import COPT\nenv = cp.Envr()\nmodel = env.createModel('m')\n\
    x = model.addVar(vtype=COPT.INTEGER, name='x')\ny = model.addVar(name='y', ub=3)\n\
    model.addConstr(2 * x + y <= 11, name='hours')\nmodel.setObjective(3 * x + y, COPT.MAXIMIZE)\nmodel.solve()\n\
    if model.status == COPT.OPTIMAL:\n    print('best', model.objval)\n";

fn stepwell(workspace: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("-w")
        .arg(workspace)
        .args(arguments)
        .output()
        .unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The error object on standard error.
fn error(output: &Output) -> Value {
    lines(&output.stderr).pop().unwrap()["error"].clone()
}

fn completion(program: &str) -> String {
    format!(
        "## Mathematical Model:\n\n### Decision Variables:\n- x, y\n\n### Objective Function:\nMaximize 3x + y\n\n\
         ### Constraints:\n2x + y <= 11\n\n## Python Code:\n```python\n{program}```\n"
    )
}

fn row() -> Value {
    json!({
        "en_question": "A shop makes x and y. Each x earns $3 and takes 2 hours, each y earns $1 and takes 1 hour; at most 3 y \
                        sell, and there are 11 hours. Only whole x can be made. How much should it make to maximize profit?",
        "en_math_model_coptpy_code": completion(PROGRAM),
        "en_answer": "16.0",
        "difficulty": "easy",
    })
}

#[test]
fn run_shows_model_outcome_and_output() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("p.py");
    fs::write(&program, PROGRAM).unwrap();
    let output = stepwell(folder.path(), &["run", "--json", program.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let report = &lines(&output.stdout)[0];
    assert_eq!(report["status"], "optimal");
    assert_eq!(report["objective"], 16.0);
    assert_eq!(report["values"], json!({"x": 5.0, "y": 1.0}));
    assert_eq!(report["stdout"], "best 16.0\n");
    assert_eq!(report["error"], Value::Null);
    let model = &report["model"];
    assert_eq!(
        [
            &model["variables"],
            &model["rows"],
            &model["nonzeros"],
            &model["integers"]
        ],
        [2, 1, 2, 1]
    );
}

const CLASH: &str = "import coptpy as cp\n\
    m = cp.Envr().createModel()\n\
    x = m.addVar(name='x')\n\
    y = m.addVar(name='y')\n\
    m.addConstr(x + y >= 10, name='demand')\n\
    m.addConstr(x <= 40, name='loose')\n\
    m.addConstr(x + y <= 8, name='room')\n\
    m.setObjective(x + y, cp.COPT.MINIMIZE)\n\
    m.solve()\n";

#[test]
fn run_explains_why_there_is_no_optimum() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("p.py");
    fs::write(&program, CLASH).unwrap();
    let output = stepwell(folder.path(), &["run", "--json", program.to_str().unwrap()]);
    let report = &lines(&output.stdout)[0];
    assert_eq!(report["status"], "infeasible");
    let parts = report["explanation"]["parts"].as_array().unwrap();
    let places: Vec<(&Value, &Value)> = parts.iter().map(|part| (&part["rows"], &part["lines"])).collect();
    assert_eq!(places, [(&json!([0]), &json!([5])), (&json!([2]), &json!([7]))]);
    assert_eq!(report["outcome"]["explanation"]["smallest"], true);
    let output = stepwell(folder.path(), &["run", program.to_str().unwrap()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("why        2 rows clash; without any one of them a point exists."),
        "{text}"
    );
    assert!(text.contains("row demand: x + y ≥ 10  (line 5)"), "{text}");
    fs::write(&program, PROGRAM).unwrap();
    let output = stepwell(folder.path(), &["run", "--json", program.to_str().unwrap()]);
    let report = &lines(&output.stdout)[0];
    assert_eq!(report["explanation"], Value::Null);
    assert!(report["binding"].is_array());
}

#[test]
fn run_says_what_is_wrong_with_a_program() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("p.py");
    fs::write(&program, "import coptpy\nx = [1]\nprint(x[3])\n").unwrap();
    let output = stepwell(folder.path(), &["run", "--json", program.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    let report = &lines(&output.stdout)[0];
    assert_eq!(report["status"], "error");
    assert_eq!(
        (&report["error"]["name"], &report["error"]["line"]),
        (&json!("IndexError"), &json!(3))
    );
    let missing = stepwell(folder.path(), &["run", "--json", "absent.py"]);
    assert_eq!(status(&missing), 3);
    assert_eq!(error(&missing)["kind"], "input");
}

#[test]
fn what_is_imported_is_checked_and_exported_with_its_unknown_fields() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, file) = (folder.path().join("w"), folder.path().join("rows.jsonl"));
    fs::write(&file, format!("{}\n{{\"broken\n[1]\n{}\n", row(), row())).unwrap();
    let imported = stepwell(&workspace, &["import", "--json", file.to_str().unwrap()]);
    assert_eq!(status(&imported), 1);
    let told = lines(&imported.stdout);
    let kinds: Vec<_> = told
        .iter()
        .filter_map(|line| Some((line.get("row")?, line.get("kind")?)))
        .collect();
    let (two, three, four) = (json!(2), json!(3), json!(4));
    let (unreadable, duplicate) = (json!("unreadable"), json!("duplicate"));
    assert_eq!(kinds.len(), 3);
    for expected in [(&two, &unreadable), (&three, &unreadable), (&four, &duplicate)] {
        assert!(kinds.contains(&expected), "{kinds:?}");
    }
    assert_eq!(told.last().unwrap()["summary"]["imported"], 1);

    let checked = stepwell(&workspace, &["check", "--json"]);
    let line = &lines(&checked.stdout)[0];
    assert_eq!(
        (&line["row"], &line["status"], &line["objective"]),
        (&json!(1), &json!("optimal"), &json!(16.0))
    );
    assert!(
        (0.0..=1.0).contains(&line["suspicion"].as_f64().unwrap()),
        "{line}"
    );
    assert_eq!(line["verdict"], "pass", "{line}");
    let made = stepwell::check::CheckId::routine().count();
    assert_eq!(line["verdicts"].as_array().unwrap().len(), made);
    assert_eq!(status(&checked), 0);

    let target = folder.path().join("out.jsonl");
    let exported = stepwell(
        &workspace,
        &["export", "--state", "all", "-o", target.to_str().unwrap()],
    );
    assert_eq!(status(&exported), 0);
    let written = lines(&fs::read(&target).unwrap());
    assert_eq!(
        (&written[0]["difficulty"], &written[0]["answer"]),
        (&json!("easy"), &json!(16.0))
    );
    assert!(
        written[0]["prompt"]
            .as_str()
            .unwrap()
            .contains("# Question:\nA shop makes")
    );

    let counted = stepwell(&workspace, &["stats", "--json"]);
    let stats = &lines(&counted.stdout)[0];
    assert_eq!(
        (&stats["samples"], &stats["pending"], &stats["accepted"]),
        (&json!(1), &json!(1), &json!(0))
    );
}

#[test]
fn a_probe_is_made_on_demand_and_kept_with_the_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, file) = (folder.path().join("w"), folder.path().join("rows.jsonl"));
    fs::write(&file, format!("{}\n", row())).unwrap();
    assert_eq!(
        status(&stepwell(&workspace, &["import", file.to_str().unwrap()])),
        0
    );
    let told = stepwell(&workspace, &["check", "--probe=60"]);
    let text = String::from_utf8(told.stdout).unwrap();
    assert!(text.contains("✔ probe") && text.contains("rows bind"), "{text}");
    let checked = stepwell(&workspace, &["check", "--probe=60", "--json"]);
    let line = &lines(&checked.stdout)[0];
    let probe = line["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|verdict| verdict["check"] == "probe");
    assert_eq!(probe.unwrap()["verdict"], "pass", "{line}");
    // Checking again without a probe keeps the verdict, for the program is the same.
    assert_eq!(status(&stepwell(&workspace, &["check"])), 0);
    let target = folder.path().join("full.jsonl");
    let exported = stepwell(
        &workspace,
        &[
            "export",
            "--full",
            "--state",
            "all",
            "-o",
            target.to_str().unwrap(),
        ],
    );
    assert_eq!(status(&exported), 0);
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.contains("\"check\":\"probe\""), "{text}");
    let refused = stepwell(&workspace, &["check", "--probe=0"]);
    assert_eq!(status(&refused), 2, "{refused:?}");
}

#[test]
fn full_records_come_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    let (file, target) = (folder.path().join("rows.jsonl"), folder.path().join("full.jsonl"));
    fs::write(&file, format!("{}\n", row())).unwrap();
    stepwell(&first, &["import", file.to_str().unwrap()]);
    let export = |workspace: &Path| {
        stepwell(
            workspace,
            &[
                "export",
                "--full",
                "--state",
                "all",
                "-o",
                target.to_str().unwrap(),
            ],
        );
        lines(&fs::read(&target).unwrap())[0]["sample"].clone()
    };
    let before = export(&first);
    stepwell(&second, &["import", target.to_str().unwrap()]);
    assert_eq!(export(&second), before);
}

#[test]
fn a_workspace_that_is_missing_or_in_use_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = stepwell(&folder.path().join("nowhere"), &["stats", "--json"]);
    assert_eq!(
        (status(&missing), &error(&missing)["kind"]),
        (4, &json!("workspace"))
    );

    let busy = folder.path().join("busy");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let held = runtime
        .block_on(Workspace::open(&busy, OpenOptions::create()))
        .unwrap();
    let refused = stepwell(&busy, &["generate", "-n", "1", "--json"]);
    assert_eq!(status(&refused), 4);
    let why = error(&refused);
    assert!(
        why["message"]
            .as_str()
            .unwrap()
            .contains(&std::process::id().to_string()),
        "{why}"
    );
    assert!(!why["hint"].as_str().unwrap().is_empty());
    runtime.block_on(held.close());
}

#[test]
fn usage_errors_come_in_the_wanted_form() {
    let folder = tempfile::tempdir().unwrap();
    let output = stepwell(folder.path(), &["generate", "--fault-rate", "2", "--json"]);
    assert_eq!(status(&output), 2);
    assert_eq!(error(&output)["kind"], "usage");
    let plain = stepwell(folder.path(), &["generat"]);
    assert_eq!(status(&plain), 2);
    assert!(String::from_utf8_lossy(&plain.stderr).contains("generate"));
}

#[test]
fn without_a_terminal_the_program_points_to_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let output = stepwell(&folder.path().join("w"), &["--json"]);
    assert_eq!(status(&output), 6, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(error(&output)["kind"], "terminal");
}

#[test]
fn doctor_finds_a_working_sandbox_and_a_damaged_database() {
    let folder = tempfile::tempdir().unwrap();
    let well = stepwell(folder.path(), &["doctor", "--json"]);
    let told = lines(&well.stdout);
    let worker = told.iter().find(|line| line["what"] == "worker").unwrap();
    assert_eq!(worker["well"], true, "{worker}");
    let solvers = told.iter().find(|line| line["what"] == "solvers").unwrap();
    let says = solvers["says"].as_str().unwrap();
    assert!(says.starts_with("microlp, clarabel"), "{says}");
    assert_eq!(
        !says.contains("--features highs"),
        cfg!(feature = "highs"),
        "{says}"
    );
    fs::write(
        folder.path().join("stepwell.db"),
        "this is no database, only some text that is long enough",
    )
    .unwrap();
    let unwell = stepwell(folder.path(), &["doctor", "--json"]);
    assert_eq!(status(&unwell), 1);
    assert!(
        lines(&unwell.stdout)
            .iter()
            .any(|line| line["what"] == "workspace" && line["well"] == false)
    );
}

#[test]
fn help_tells_of_every_check_and_of_commands() {
    let folder = tempfile::tempdir().unwrap();
    let told = stepwell(folder.path(), &["help", "rules", "--json"]);
    assert_eq!(status(&told), 0);
    let pages = lines(&told.stdout);
    let names: Vec<&str> = pages.iter().map(|page| page["check"].as_str().unwrap()).collect();
    let checks = stepwell::check::CheckId::ALL.map(stepwell::check::CheckId::name);
    assert_eq!(names, checks);
    for page in &pages {
        assert!(page["says"].as_str().unwrap().len() > 40, "{page}");
        assert!(page["errs"].as_str().unwrap().len() > 40, "{page}");
    }
    let measured = pages.iter().find(|page| page["check"] == "program").unwrap();
    assert!(
        measured["precision"]["share"].as_f64().unwrap() > 0.5,
        "{measured}"
    );

    let one = stepwell(folder.path(), &["help", "rules", "numbers"]);
    let text = String::from_utf8(one.stdout).unwrap();
    assert!(
        text.starts_with("numbers\n  says") && text.contains("many_foreign"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");

    let command = stepwell(folder.path(), &["help", "score"]);
    assert!(String::from_utf8(command.stdout).unwrap().contains("--policy"));
    for wrong in [
        &["help", "rules", "astrology"][..],
        &["help", "dance"],
        &["help", "run", "numbers"],
    ] {
        assert_eq!(status(&stepwell(folder.path(), wrong)), 2, "{wrong:?}");
    }
}

/// Labelled rows: some right, some whose program breaks.
fn labelled(good: usize, bad: usize) -> String {
    let numbered = |number: usize, program: &str| {
        let mut row = row();
        let question = row["en_question"].as_str().unwrap().to_owned();
        row["en_question"] = json!(format!("{question} This is shop {}.", "I".repeat(number + 1)));
        row["en_math_model_coptpy_code"] = json!(completion(program));
        format!("{row}\n")
    };
    let broken = PROGRAM.replace("createModel", "makeModel");
    let good = (0..good).map(|number| numbered(number, PROGRAM));
    let bad = (0..bad).map(|number| numbered(100 + number, &broken));
    good.chain(bad).collect()
}

#[test]
fn a_calibration_measures_saves_and_orders() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, file) = (folder.path().join("w"), folder.path().join("labelled.jsonl"));
    let (file_text, weights) = (
        file.to_str().unwrap().to_owned(),
        folder.path().join("weights.toml"),
    );
    fs::write(&file, labelled(12, 8)).unwrap();
    let calibrated = stepwell(
        &workspace,
        &[
            "calibrate",
            &file_text,
            "--json",
            "--whole",
            "--save",
            weights.to_str().unwrap(),
        ],
    );
    assert_eq!(
        status(&calibrated),
        0,
        "{}",
        String::from_utf8_lossy(&calibrated.stderr)
    );
    let told = &lines(&calibrated.stdout)[0];
    let rows = told["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 20);
    assert_eq!(rows.iter().filter(|row| row["bad"] == true).count(), 8);
    let halves = |half: &str| rows.iter().filter(|row| row["half"] == half).count();
    assert_eq!(told["measured"]["samples"], json!(halves("test")));
    assert!(halves("look") > 0 && halves("test") > 0, "{told}");
    let program = told["measured"]["checks"].as_array().unwrap();
    let program = program.iter().find(|line| line["what"] == "program").unwrap();
    assert_eq!(program["alarms"], program["hits"], "{program}");

    let shown = stepwell(
        &workspace,
        &[
            "calibrate",
            "--show",
            "--weights",
            weights.to_str().unwrap(),
            "--json",
        ],
    );
    let listed = lines(&shown.stdout)[0].as_array().unwrap().clone();
    let weight = |name: &str| {
        let line = listed.iter().find(|line| line["feature"] == name);
        line.unwrap()["weight"].as_f64().unwrap()
    };
    assert!(weight("fail:program") > weight("unknown:program"), "{listed:?}");

    // A workspace in which nobody has decided yet has nothing to teach, but may be given weights.
    assert_eq!(status(&stepwell(&workspace, &["import", &file_text])), 0);
    let refused = stepwell(&workspace, &["calibrate", "--json"]);
    assert_ne!(status(&refused), 0);
    assert!(
        error(&refused)["message"].as_str().unwrap().contains("decided"),
        "{refused:?}"
    );
    assert_eq!(status(&stepwell(&workspace, &["check"])), 1);
    let applied = stepwell(
        &workspace,
        &[
            "calibrate",
            &file_text,
            "--weights",
            weights.to_str().unwrap(),
            "--apply",
        ],
    );
    assert_eq!(status(&applied), 0);
    let said = String::from_utf8_lossy(&applied.stderr).into_owned();
    assert!(
        said.contains("20 samples of the workspace stand by these weights now"),
        "{said}"
    );

    fs::write(&file, labelled(3, 0)).unwrap();
    let nothing = stepwell(&workspace, &["calibrate", &file_text, "--json"]);
    assert!(
        error(&nothing)["message"]
            .as_str()
            .unwrap()
            .contains("nothing to learn"),
        "{nothing:?}"
    );
}
