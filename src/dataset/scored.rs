//! Rows of benchmark outputs: a completion to score, and the answer to hold it against.
//!
//! Unlike an import, nothing is tidied here: the scoring rules look at the text as the model wrote it.

use std::collections::HashMap;
use std::io::BufRead;

use serde_json::{Map, Value};

use super::fields::{ANSWER_FIELDS, PROGRAM_FIELDS, SOLUTION_FIELDS, has_text, kind_of, read_json};
use super::{RecordReader, RowFault};

/// What a model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// A text with a fenced program somewhere.
    Text(String),
    /// A program by itself, from a field that holds nothing else.
    Program(String),
    /// The row has none.
    Missing,
}

/// A row to score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredRow {
    /// What the row calls itself, as text.
    pub id: Option<String>,
    /// What the model wrote.
    pub completion: Completion,
    /// The reference, as Python would print it.
    pub answer: Option<String>,
}

/// The rows of a file, numbered from 1, each with the reason when it cannot be read.
pub fn rows<R: BufRead>(input: R) -> impl Iterator<Item = (u64, Result<ScoredRow, String>)> {
    RecordReader::new(input).map(|(row, text)| {
        let read = text
            .map_err(|fault| fault.to_string())
            .and_then(|text| scored_row(&text).map_err(|fault| fault.to_string()));
        (row, read)
    })
}

fn scored_row(text: &str) -> Result<ScoredRow, RowFault> {
    // Python writes NaN for a missing number; the row is read without it.
    let value = read_json(text, &mut Vec::new())?;
    let Value::Object(fields) = value else {
        return Err(RowFault::NotAnObject(kind_of(&value)));
    };
    Ok(ScoredRow {
        id: id(&fields),
        completion: completion(&fields),
        answer: answer(&fields),
    })
}

fn completion(fields: &Map<String, Value>) -> Completion {
    let text = |field: &str| fields[field].as_str().unwrap_or_default().to_owned();
    let Some(field) = SOLUTION_FIELDS
        .into_iter()
        .chain(PROGRAM_FIELDS)
        .find(|field| has_text(fields, field))
    else {
        return Completion::Missing;
    };
    let text = text(field);
    if PROGRAM_FIELDS.contains(&field) && !text.contains("```python") {
        Completion::Program(text)
    } else {
        Completion::Text(text)
    }
}

fn answer(fields: &Map<String, Value>) -> Option<String> {
    let known = |field: &&str| fields.get(*field).is_some_and(|value| !value.is_null());
    as_printed(&fields[ANSWER_FIELDS.into_iter().find(known)?])
}

/// A number or a text as Python's `str` has it.
fn as_printed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn id(fields: &Map<String, Value>) -> Option<String> {
    ["id", "task_id"]
        .iter()
        .find_map(|field| as_printed(fields.get(*field)?))
}

/// Answers from a file of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    by_id: HashMap<String, String>,
    by_row: Vec<Option<String>>,
    all_named: bool,
}

impl Answers {
    /// Reads answers: objects with one of the known answer fields and perhaps an `id`, or bare numbers and texts. A line
    /// that is no JSON is a text.
    ///
    /// # Errors
    /// The row that cannot be read, and why.
    pub fn read<R: BufRead>(input: R) -> Result<Self, String> {
        let mut answers = Self {
            by_id: HashMap::new(),
            by_row: Vec::new(),
            all_named: true,
        };
        for (row, text) in RecordReader::new(input) {
            let text = text.map_err(|fault| format!("row {row}: {fault}"))?;
            let value = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.trim().to_owned()));
            let (id, answer) = match &value {
                Value::Object(fields) => (id(fields), answer(fields)),
                other => (None, as_printed(other)),
            };
            match (&id, &answer) {
                (Some(id), Some(answer)) => {
                    if answers.by_id.insert(id.clone(), answer.clone()).is_some() {
                        return Err(format!("row {row}: a second answer for the id {id}"));
                    }
                }
                _ => answers.all_named = false,
            }
            answers.by_row.push(answer);
        }
        Ok(answers)
    }

    /// Whether every answer has an id, so that the order of rows does not matter.
    pub fn are_named(&self) -> bool {
        self.all_named && !self.by_row.is_empty()
    }

    /// The answer for a row (from 1): by its id when all answers have one and the row too, else by its position.
    pub fn of(&self, row: u64, id: Option<&str>) -> Option<String> {
        if self.are_named()
            && let Some(id) = id
        {
            return self.by_id.get(id).cloned();
        }
        let at = usize::try_from(row).ok()?.checked_sub(1)?;
        self.by_row.get(at)?.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::io::Cursor;

    fn one(row: &Value) -> ScoredRow {
        scored_row(&row.to_string()).unwrap()
    }

    #[test]
    fn the_public_formats_are_read() {
        let benchmark = one(
            &json!({"en_question": "q", "en_math_model_coptpy_code": "```python\nx```", "en_answer": "12.0"}),
        );
        assert_eq!(
            benchmark.completion,
            Completion::Text("```python\nx```".to_owned())
        );
        assert_eq!(benchmark.answer.as_deref(), Some("12.0"));
        let own = one(&json!({"prompt": "p", "completion": "c", "answer": 3, "id": 7}));
        assert_eq!((own.answer.as_deref(), own.id.as_deref()), (Some("3"), Some("7")));
        let expert = one(&json!({"correct_program": "import gurobipy", "ground_truth": 2.5, "task_id": "a"}));
        assert_eq!(
            expert.completion,
            Completion::Program("import gurobipy".to_owned())
        );
        assert_eq!(
            (expert.answer.as_deref(), expert.id.as_deref()),
            (Some("2.5"), Some("a"))
        );
        let fenced = one(&json!({"correct_program": "```python\nx```", "label": "No Best Solution"}));
        assert_eq!(fenced.completion, Completion::Text("```python\nx```".to_owned()));
        assert_eq!(one(&json!({"question": "q"})).completion, Completion::Missing);
    }

    #[test]
    fn odd_rows_are_told_and_cost_only_themselves() {
        let text = "{\"completion\": \"c\", \"answer\": NaN}\n[1]\n{\"completion\n";
        let read: Vec<_> = rows(Cursor::new(text)).collect();
        assert_eq!(read[0].1.as_ref().map(|row| row.answer.clone()), Ok(None));
        assert!(read[1].1.as_ref().is_err_and(|why| why.contains("a list")));
        assert!(read[2].1.as_ref().is_err_and(|why| why.contains("not JSON")));
        assert_eq!(read.len(), 3);
    }

    #[test]
    fn answers_are_found_by_id_or_by_row() {
        let named = "{\"id\": \"b\", \"answer\": 2}\n{\"id\": \"a\", \"answer\": \"No Best Solution\"}\n";
        let named = Answers::read(Cursor::new(named)).unwrap();
        assert_eq!(named.of(1, Some("a")).as_deref(), Some("No Best Solution"));
        assert_eq!(named.of(1, None).as_deref(), Some("2"));
        assert_eq!(named.of(1, Some("c")), None);
        let bare = Answers::read(Cursor::new("3\nNo Best Solution\n\"4\"\nnull\n")).unwrap();
        let found: Vec<_> = (1..6).map(|row| bare.of(row, Some("x"))).collect();
        assert_eq!(
            found,
            [
                Some("3".to_owned()),
                Some("No Best Solution".to_owned()),
                Some("4".to_owned()),
                None,
                None
            ]
        );
        assert!(!bare.are_named() && named.are_named());
        assert!(Answers::read(Cursor::new("{\"id\":1,\"answer\":2}\n{\"id\":1,\"answer\":3}")).is_err());
    }
}
