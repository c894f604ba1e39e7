//! Duplicates and contamination as a script sees them: real processes, exit statuses and JSON.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn stepwell(workspace: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("-w")
        .arg(workspace)
        .args(arguments)
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A row about `things` whose program has these names and this limit.
fn row(problem: &str, [x, y]: [&str; 2], limit: u32) -> Value {
    let program = format!(
        "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel('m')\n\
         {x} = m.addVar(vtype=COPT.INTEGER, name='{x}')\n{y} = m.addVar(name='{y}', ub=3)\n\
         m.addConstr(2 * {x} + 5 * {y} <= {limit}, name='limit')\n\
         m.setObjective(7 * {x} + 4 * {y}, COPT.MAXIMIZE)\nm.solve()\n"
    );
    json!({
        "en_question": problem,
        "en_math_model_coptpy_code": format!("## Mathematical Model:\nm\n\n## Python Code:\n```python\n{program}```\n"),
    })
}

const SHOP: &str = "A shop makes desks and lamps. A desk takes 2 hours and earns $7, a lamp takes 5 hours and earns $4. \
    There are 11 hours, and at most 3 lamps sell. How much of each earns the most?";
const FARM: &str = "On a small island, each hive of bees needs 2 sacks of sugar and yields 7 jars, each metre of hedge \
    5 sacks and 4 jars; with 11 sacks and room for 3 metres of hedge, get as many jars as possible.";

fn write(path: &Path, rows: &[Value]) {
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    fs::write(path, lines.join("\n")).unwrap();
}

#[test]
fn rows_of_a_file_are_compared_with_those_before_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.jsonl");
    let rows = [
        row(SHOP, ["desks", "lamps"], 11),
        row(FARM, ["hives", "hedge"], 11),
        row(&SHOP.replace("A shop", "A big shop"), ["a", "b"], 12),
    ];
    write(&file, &rows);
    let told = lines(&stepwell(
        folder.path(),
        &["check", "--json", file.to_str().unwrap()],
    ));
    let duplicate = |line: &Value| {
        let verdicts = line["verdicts"].as_array().unwrap().clone();
        verdicts
            .into_iter()
            .find(|verdict| verdict["check"] == "duplicate")
            .unwrap()
    };
    assert_eq!(duplicate(&told[0])["findings"], json!([]));
    let twin = duplicate(&told[1]);
    assert_eq!(twin["verdict"], "pass");
    let message = twin["findings"][0]["message"].as_str().unwrap();
    assert!(
        message
            .starts_with("Its model is that of row 1, which is no relative, in other words: hives is desks"),
        "{message}"
    );
    let near = duplicate(&told[2]);
    let message = near["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("% of the problem is that of row 1"), "{message}");
}

#[test]
fn a_reference_set_is_found_in_the_workspace_and_never_exported() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let (own, exam) = (folder.path().join("own.jsonl"), folder.path().join("exam.jsonl"));
    write(
        &own,
        &[
            row(FARM, ["hives", "hedge"], 11),
            row("Nothing like it, one of 40 rows.", ["p", "q"], 40),
        ],
    );
    write(
        &exam,
        &[json!({"question": "Unread"}), row(SHOP, ["desks", "lamps"], 11)],
    );
    let (own, exam) = (own.to_str().unwrap(), exam.to_str().unwrap());
    assert_eq!(status(&stepwell(&workspace, &["import", own])), 0);
    let clean = stepwell(&workspace, &["duplicates", "--json"]);
    assert_eq!(status(&clean), 0, "{}", String::from_utf8_lossy(&clean.stderr));

    let imported = stepwell(&workspace, &["import", "--reference", "exam", "--json", exam]);
    assert_eq!(status(&imported), 0);
    let summary = lines(&imported).pop().unwrap()["summary"].clone();
    assert_eq!((&summary["imported"], &summary["models"]), (&json!(2), &json!(1)));
    // Nothing has run yet, so the models of the workspace are not known.
    assert_eq!(status(&stepwell(&workspace, &["duplicates", "--json"])), 0);

    let checked = stepwell(&workspace, &["check", "--json"]);
    assert_eq!(status(&checked), 1);
    let told = lines(&checked);
    let contaminated = told[0]["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|verdict| verdict["check"] == "duplicate")
        .unwrap();
    assert_eq!(contaminated["verdict"], "fail", "{contaminated}");
    let evidence = &contaminated["findings"][0]["evidence"][0];
    assert_eq!(
        evidence["source"],
        json!({"reference": {"set": "exam", "row": 2}})
    );

    let found = stepwell(&workspace, &["duplicates", "--json", "--against", "exam"]);
    assert_eq!(status(&found), 1);
    let told = lines(&found);
    assert_eq!(told[0]["kind"], "contamination");
    assert_eq!((&told[0]["row"], &told[0]["model"]), (&json!(2), &json!("exact")));
    assert_eq!(told.last().unwrap()["summary"]["contaminated"], 1);
    let text = stepwell(&workspace, &["duplicates"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("row 2 of `exam`"));

    let exported = stepwell(&workspace, &["export", "--full", "--state", "all"]);
    assert_eq!(lines(&exported).len(), 2);
    let unknown = stepwell(&workspace, &["duplicates", "--json", "--against", "other"]);
    assert_eq!(status(&unknown), 3);
}

#[test]
fn a_file_is_compared_with_a_named_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    let (exam, own) = (folder.path().join("exam.jsonl"), folder.path().join("own.jsonl"));
    write(&exam, &[json!({"question": SHOP})]);
    write(&own, &[row(SHOP, ["desks", "lamps"], 11)]);
    let imported = stepwell(
        &workspace,
        &["import", "--reference", "exam", exam.to_str().unwrap()],
    );
    assert_eq!(status(&imported), 0);
    let checked = stepwell(&workspace, &["check", "--json", own.to_str().unwrap()]);
    assert_eq!(status(&checked), 1);
    let text = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(
        text.contains("Contamination: the problem is row 1 of the reference set `exam`"),
        "{text}"
    );
}
