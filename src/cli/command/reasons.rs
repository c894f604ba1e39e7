//! Why a run came out as it did, for `stepwell run` and `stepwell solve`: what clashes, what runs away, what one unit more is worth.

use serde_json::{Value, json};

use crate::cli::error::CliError;
use crate::cli::out::Out;
use crate::model::Model;
use crate::solve::{Outcome, Place, Remark, prices};

/// Sentences that are printed; the report in JSON holds all of them.
const MOST: usize = 20;

fn part(remark: &Remark, model: &Model) -> Value {
    let rows = remark.places.iter().filter_map(|place| match place {
        Place::Row(index) => Some(index),
        Place::Variable(_) => None,
    });
    let variables = remark.places.iter().filter_map(|place| match place {
        Place::Variable(index) => Some(index),
        Place::Row(_) => None,
    });
    json!({
        "text": remark.text,
        "rows": rows.collect::<Vec<_>>(),
        "variables": variables.collect::<Vec<_>>(),
        "lines": remark.lines(model),
    })
}

fn parts(remarks: &[Remark], model: &Model) -> Value {
    remarks.iter().map(|remark| part(remark, model)).collect()
}

/// `{"summary", "parts"}` of an explanation, or null.
pub(super) fn explanation(model: Option<&Model>, outcome: Option<&Outcome>) -> Value {
    let explained = outcome.and_then(|outcome| outcome.explanation.as_ref());
    match (model, explained) {
        (Some(model), Some(explanation)) => json!({
            "summary": explanation.summary(model),
            "parts": parts(&explanation.remarks(model), model),
        }),
        _ => Value::Null,
    }
}

/// The rows that bind, with what one unit more would be worth.
pub(super) fn binding(model: Option<&Model>, outcome: Option<&Outcome>) -> Value {
    match (model, outcome) {
        (Some(model), Some(outcome)) => parts(&prices(model, outcome, usize::MAX), model),
        _ => json!([]),
    }
}

pub(super) fn print(model: &Model, outcome: &Outcome, out: &mut Out) -> Result<(), CliError> {
    let (head, remarks) = match &outcome.explanation {
        Some(explanation) => (Some(explanation.summary(model)), explanation.remarks(model)),
        None => (
            outcome.prices_note().map(str::to_owned),
            prices(model, outcome, MOST),
        ),
    };
    let mut lead = "why        ";
    let mut line = |text: &str, out: &mut Out| {
        let printed = out.line(format!("{lead}{text}"));
        lead = "           ";
        printed
    };
    if let Some(head) = head {
        line(&head, out)?;
    }
    for remark in remarks.iter().take(MOST) {
        let lines: Vec<String> = remark.lines(model).iter().map(u32::to_string).collect();
        let place = if lines.is_empty() {
            String::new()
        } else {
            format!("  (line {})", lines.join(", "))
        };
        line(&format!("{}{place}", remark.text), out)?;
    }
    if remarks.len() > MOST {
        line(&format!("and {} more", remarks.len() - MOST), out)?;
    }
    Ok(())
}
