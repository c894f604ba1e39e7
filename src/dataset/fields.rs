//! The field names that are understood, and how a row becomes a sample.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::sample::{
    Answer, Library, Lineage, Origin, Sample, SampleId, Solution,
    frame::{self, FrameError},
};

/// Why a row is no sample.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// Not JSON.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// JSON, but no object.
    #[error("it is not a JSON object but {0}")]
    NotAnObject(&'static str),
    /// No field that could hold the problem.
    #[error("no field holds a problem; {} are understood, found: {found}", PROBLEM_FIELDS.join(", "))]
    NoProblem {
        /// The row's field names.
        found: String,
    },
    /// A field that we know, of a type that we do not.
    #[error("field `{field}` should be text, but is {found}")]
    NotText {
        /// The field.
        field: String,
        /// What it is instead.
        found: &'static str,
    },
    /// A full record that does not hold a sample of this version.
    #[error("its `sample` cannot be read: {0}")]
    BadRecord(String),
}

/// Something that was read differently from what the row may have meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    /// A prompt without the frame was taken as the problem.
    #[error("`prompt` has no `# Question:` heading; all of it was taken as the problem")]
    Unframed,
    /// A solution without a program.
    #[error("{0}; its text was kept as the formulation")]
    NoProgram(FrameError),
    /// Neither solution nor program.
    #[error("the row has no solution; {} are understood", SOLUTION_FIELDS.join(", "))]
    NoSolution,
    /// Python's `json` writes numbers that JSON does not have.
    #[error("NaN and Infinity are no JSON; they were read as null")]
    NotANumber,
    /// An answer that is neither number nor text.
    #[error("`{0}` is neither a number nor text and was kept as an unknown field")]
    OddAnswer(String),
}

const PROBLEM_FIELDS: [&str; 7] = [
    "problem",
    "en_question",
    "question",
    "description",
    "problem_description",
    "prompt",
    "query",
];
pub(super) const SOLUTION_FIELDS: [&str; 6] = [
    "completion",
    "en_math_model_coptpy_code",
    "solution",
    "response",
    "output",
    "correct_program",
];
pub(super) const PROGRAM_FIELDS: [&str; 4] = ["program", "correct_program", "code", "gurobipy_code"];
pub(super) const ANSWER_FIELDS: [&str; 5] = ["answer", "en_answer", "ground_truth", "optimal_value", "label"];
/// The key under which a full record carries its sample; see [`export`](super::export).
pub(super) const RECORD_FIELD: &str = "sample";

/// Makes a sample of one JSON text.
///
/// `file` and `row` (from 1) become its origin. A row that this program exported in full comes back with its own
/// identity, version and lineage.
///
/// # Errors
/// A [`RowFault`] that says what is missing.
pub fn sample_from_row(text: &str, file: &str, row: u64) -> Result<(Sample, Vec<Note>), RowFault> {
    let mut notes = Vec::new();
    let value = read_json(text, &mut notes)?;
    let Value::Object(mut fields) = value else {
        return Err(RowFault::NotAnObject(kind_of(&value)));
    };
    if fields.get(RECORD_FIELD).is_some_and(Value::is_object) {
        let record = fields.remove(RECORD_FIELD).unwrap_or_default();
        let sample =
            serde_json::from_value(record).map_err(|fault| RowFault::BadRecord(fault.to_string()))?;
        return Ok((sample, notes));
    }
    let problem = take_problem(&mut fields, &mut notes)?;
    let solution = take_solution(&mut fields, &mut notes)?;
    let answer = take_answer(&mut fields, &mut notes);
    let path = take_text(&mut fields, "generate_path")?;
    let id = fields
        .get("id")
        .and_then(Value::as_str)
        .and_then(|id| id.parse::<SampleId>().ok());
    if id.is_some() {
        fields.remove("id");
    }
    let sample = Sample {
        id: id.unwrap_or_else(SampleId::fresh),
        version: 1,
        problem,
        library: Library::of_program(&solution.program).unwrap_or_default(),
        solution,
        answer,
        lineage: Lineage {
            origin: Origin::Imported {
                file: file.to_owned(),
                row,
            },
            depth: 0,
            path,
        },
        blueprint: None,
        extra: fields,
    };
    Ok((sample, notes))
}

/// Reads JSON; where that fails, once more with the words that Python writes for numbers without a value.
pub(super) fn read_json(text: &str, notes: &mut Vec<Note>) -> Result<Value, RowFault> {
    serde_json::from_str(text).or_else(|fault| {
        let plain = without_odd_numbers(text).ok_or_else(|| RowFault::NotJson(fault.to_string()))?;
        let value = serde_json::from_str(&plain).map_err(|fault| RowFault::NotJson(fault.to_string()))?;
        notes.push(Note::NotANumber);
        Ok(value)
    })
}

/// The text with `NaN`, `Infinity` and `-Infinity` outside of strings as `null`; `None` when there are none.
fn without_odd_numbers(text: &str) -> Option<String> {
    static ODD: LazyLock<Result<Regex, regex::Error>> =
        LazyLock::new(|| Regex::new(r#""(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b"#));
    let odd = ODD.as_ref().ok()?;
    let plain = odd.replace_all(text, |found: &regex::Captures<'_>| {
        if found[0].starts_with('"') {
            found[0].to_owned()
        } else {
            "null".to_owned()
        }
    });
    (plain != text).then(|| plain.into_owned())
}

fn take_problem(fields: &mut Map<String, Value>, notes: &mut Vec<Note>) -> Result<String, RowFault> {
    let Some(field) = PROBLEM_FIELDS.into_iter().find(|field| has_text(fields, field)) else {
        let odd = PROBLEM_FIELDS
            .into_iter()
            .find_map(|field| Some((field, fields.get(field)?)));
        return Err(match odd {
            Some((field, value)) if !value.is_string() => RowFault::NotText {
                field: field.to_owned(),
                found: kind_of(value),
            },
            _ => RowFault::NoProblem {
                found: fields.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
            },
        });
    };
    let text = take_text(fields, field)?.unwrap_or_default();
    let problem = frame::parse_prompt(&text).unwrap_or_else(|_| {
        if field == "prompt" {
            notes.push(Note::Unframed);
        }
        text.trim().to_owned()
    });
    // A prompt beside the bare question says nothing new when it is the frame around that question.
    let repeated = fields
        .get("prompt")
        .and_then(Value::as_str)
        .is_some_and(|prompt| frame::parse_prompt(prompt).is_ok_and(|question| question == problem));
    if repeated {
        fields.remove("prompt");
    }
    Ok(problem)
}

fn take_solution(fields: &mut Map<String, Value>, notes: &mut Vec<Note>) -> Result<Solution, RowFault> {
    let program_field = PROGRAM_FIELDS.into_iter().find(|field| has_text(fields, field));
    let Some(field) = SOLUTION_FIELDS
        .into_iter()
        .find(|field| has_text(fields, field))
        .or(program_field)
    else {
        let formulation = take_text(fields, "formulation")?.unwrap_or_default();
        notes.push(Note::NoSolution);
        return Ok(Solution {
            formulation,
            ..Solution::default()
        });
    };
    let text = take_text(fields, field)?.unwrap_or_default();
    match frame::parse_completion(&text) {
        Ok(solution) => Ok(solution),
        Err(_) if program_field == Some(field) => {
            let formulation = take_text(fields, "formulation")?.unwrap_or_default();
            let library = Library::of_program(&text).unwrap_or_default();
            Ok(Solution::framed(&formulation, &text, library))
        }
        Err(fault) => {
            if let Some(program) = program_field
                .map(|field| take_text(fields, field))
                .transpose()?
                .flatten()
            {
                let library = Library::of_program(&program).unwrap_or_default();
                return Ok(Solution::framed(&text, &program, library));
            }
            notes.push(Note::NoProgram(fault));
            Ok(Solution {
                formulation: text,
                ..Solution::default()
            })
        }
    }
}

fn take_answer(fields: &mut Map<String, Value>, notes: &mut Vec<Note>) -> Option<Answer> {
    let field = ANSWER_FIELDS
        .into_iter()
        .find(|field| fields.get(*field).is_some_and(|value| !value.is_null()))?;
    let answer = match fields.get(field)? {
        Value::Number(number) => number
            .as_f64()
            .filter(|number| number.is_finite())
            .map(Answer::Number),
        Value::String(text) => Some(Answer::parse(text)),
        _ => None,
    };
    if answer.is_some() {
        fields.remove(field);
    } else {
        notes.push(Note::OddAnswer(field.to_owned()));
    }
    answer
}

pub(super) fn has_text(fields: &Map<String, Value>, field: &str) -> bool {
    fields
        .get(field)
        .and_then(Value::as_str)
        .is_some_and(|text| !text.trim().is_empty())
}

fn take_text(fields: &mut Map<String, Value>, field: &str) -> Result<Option<String>, RowFault> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(RowFault::NotText {
            field: field.to_owned(),
            found: kind_of(&other),
        }),
    }
}

pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn read(row: &Value) -> (Sample, Vec<Note>) {
        sample_from_row(&row.to_string(), "rows.jsonl", 3).unwrap()
    }

    const COMPLETION: &str = "## Mathematical Model:\nm\n\n## Python Code:\n```python\nimport coptpy\n```\n";

    #[test]
    fn the_methods_own_fields() {
        let prompt = frame::render_prompt("How many?", Library::Coptpy);
        let (sample, notes) = read(&json!({
            "prompt": prompt, "completion": COMPLETION, "generate_path": "1 ##parent: 2 with modify_obj ->", "id": 7
        }));
        assert_eq!(
            (sample.problem.as_str(), sample.solution.program.as_str()),
            ("How many?", "import coptpy\n")
        );
        assert_eq!(
            sample.lineage.path.as_deref(),
            Some("1 ##parent: 2 with modify_obj ->")
        );
        assert_eq!(sample.extra, *json!({"id": 7}).as_object().unwrap());
        assert!(notes.is_empty());
    }

    #[test]
    fn benchmark_outputs() {
        let prompt = frame::render_prompt("How many?", Library::Coptpy);
        let (sample, notes) = read(&json!({
            "en_question": "How many?", "prompt": prompt, "en_math_model_coptpy_code": COMPLETION,
            "en_answer": "No Best Solution", "difficulty": "hard"
        }));
        assert!(sample.answer.as_ref().is_some_and(Answer::is_no_best_solution));
        assert_eq!(sample.extra.keys().collect::<Vec<_>>(), ["difficulty"]);
        assert!(notes.is_empty());
    }

    #[test]
    fn expert_programs_without_a_frame() {
        let program = "import gurobipy as gp\n";
        let (sample, _) = read(&json!({
            "description": "Pack it.", "correct_program": program, "ground_truth": 12, "formulation": null
        }));
        assert_eq!(
            (sample.solution.program.as_str(), sample.library),
            (program, Library::Gurobipy)
        );
        assert_eq!(sample.answer, Some(Answer::Number(12.0)));
    }

    #[test]
    fn a_row_without_solution_is_a_sample_with_a_note() {
        let (sample, notes) = read(&json!({"question": "How many?", "answer": [1]}));
        assert_eq!(notes, [Note::NoSolution, Note::OddAnswer("answer".to_owned())]);
        assert!(sample.solution.program.is_empty());
    }

    #[test]
    fn pythons_odd_numbers_are_read_as_null() {
        let row =
            r#"{"question": "Is \"NaN\" or -Infinity fine?", "label": NaN, "x": [-Infinity, Infinity]}"#;
        let (sample, notes) = sample_from_row(row, "f", 1).unwrap();
        assert_eq!(sample.problem, r#"Is "NaN" or -Infinity fine?"#);
        assert_eq!(sample.extra["x"], json!([null, null]));
        assert!(notes.contains(&Note::NotANumber));
    }

    #[rstest]
    #[case("{\"prompt\": ", "not JSON")]
    #[case("[1]", "a list")]
    #[case("{\"x\": 1}", "found: x")]
    #[case("{\"prompt\": 5}", "should be text, but is a number")]
    #[case("{\"sample\": {}}", "cannot be read")]
    #[case(
        "{\"prompt\": \"p\", \"completion\": \"c\", \"generate_path\": 4}",
        "`generate_path` should be text"
    )]
    fn other_rows_say_what_is_wrong(#[case] row: &str, #[case] expected: &str) {
        let fault = sample_from_row(row, "f", 1).unwrap_err().to_string();
        assert!(fault.contains(expected), "{fault}");
    }
}
