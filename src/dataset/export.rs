//! Writes samples: as rows for a trainer, or as whole records that come back unchanged.

use serde_json::{Map, Value, json};

use crate::check::Verdict;
use crate::program::Run;
use crate::review::{Decision, ReviewState};
use crate::sample::{Answer, Origin, Sample, SampleId, frame};

use super::fields::RECORD_FIELD;

/// Everything that is known of a sample, for a full export.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The sample.
    pub sample: &'a Sample,
    /// Where it stands.
    pub state: ReviewState,
    /// Latest verdicts on this version.
    pub verdicts: &'a [Verdict],
    /// Run of this version's program.
    pub run: Option<&'a Run>,
    /// Decisions about it, oldest first.
    pub decisions: &'a [Decision],
}

/// A row for fine-tuning: `prompt`, `completion`, `generate_path`, `answer`, `id`, then the imported fields that we do
/// not know, under their own names unless taken.
pub fn training_row(sample: &Sample, generate_path: &str) -> Value {
    let mut row = Map::new();
    row.insert(
        "prompt".to_owned(),
        frame::render_prompt(&sample.problem, sample.library).into(),
    );
    row.insert(
        "completion".to_owned(),
        frame::render_completion(&sample.solution).into(),
    );
    row.insert("generate_path".to_owned(), generate_path.into());
    row.insert("answer".to_owned(), answer(sample.answer.as_ref()));
    row.insert("id".to_owned(), sample.id.to_string().into());
    for (field, value) in &sample.extra {
        row.entry(field.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(row)
}

/// The whole record. The blueprint of a generated sample goes with it, the planted faults of drills do not.
///
/// # Errors
/// When a part cannot be written as JSON.
pub fn full_row(record: &Record<'_>, generate_path: &str) -> Result<Value, serde_json::Error> {
    let mut row = json!({
        "state": record.state,
        "verdicts": serde_json::to_value(record.verdicts)?,
        "run": serde_json::to_value(record.run)?,
        "decisions": serde_json::to_value(record.decisions)?,
        "generate_path": generate_path,
    });
    if let Value::Object(fields) = &mut row {
        fields.insert(RECORD_FIELD.to_owned(), serde_json::to_value(record.sample)?);
    }
    Ok(row)
}

fn answer(answer: Option<&Answer>) -> Value {
    match answer {
        None => Value::Null,
        Some(Answer::Number(number)) => json!(number),
        Some(Answer::Label(label)) => json!(label),
    }
}

/// The lineage string of Step-Opt's public data: `<path> ##parent: ID  with OPERATOR  ->`, and for two parents
/// `<path1> and <path2> (##parent1: ID) and (##parent2: ID) with OPERATOR  ->`.
///
/// `path_of` gives a parent's own string; an imported sample's string is its file's, to the letter.
pub fn generate_path(sample: &Sample, mut path_of: impl FnMut(SampleId) -> String) -> String {
    let Origin::Derived {
        operator, parents, ..
    } = &sample.lineage.origin
    else {
        return sample.lineage.path.clone().unwrap_or_default();
    };
    let name = operator.name();
    match *parents.as_slice() {
        [first, second] => {
            let paths = format!("{} and {}", path_of(first), path_of(second));
            format!("{paths} (##parent1: {first}) and (##parent2: {second}) with {name}  ->")
        }
        [parent] => format!("{} ##parent: {parent}  with {name}  ->", path_of(parent)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Library, Lineage, Operator, Parents, Solution, WalkId};

    fn sample() -> Sample {
        Sample {
            id: SampleId::fresh(),
            version: 1,
            problem: "How many?".to_owned(),
            solution: Solution::framed("## Mathematical Model:\nm", "import coptpy", Library::Coptpy),
            answer: Some(Answer::Number(3.0)),
            library: Library::Coptpy,
            lineage: Lineage::seed(),
            blueprint: None,
            extra: json!({"source": "x", "prompt": "taken"})
                .as_object()
                .unwrap()
                .clone(),
        }
    }

    #[test]
    fn a_training_row_reads_back_with_its_unknown_fields() {
        let sample = sample();
        let row = training_row(&sample, "");
        let (back, notes) = super::super::sample_from_row(&row.to_string(), "f", 1).unwrap();
        assert!(notes.is_empty());
        assert_eq!((back.id, back.content_hash()), (sample.id, sample.content_hash()));
        assert_eq!(back.extra.keys().collect::<Vec<_>>(), ["source"]);
    }

    #[test]
    fn a_full_row_reads_back_unchanged() {
        let sample = sample();
        let record = Record {
            sample: &sample,
            state: ReviewState::Accepted,
            verdicts: &[],
            run: None,
            decisions: &[],
        };
        let row = full_row(&record, "").unwrap();
        let (back, _) = super::super::sample_from_row(&row.to_string(), "f", 1).unwrap();
        assert_eq!(back, sample);
    }

    #[test]
    fn paths_have_the_words_of_the_public_data() {
        let (one, two) = (SampleId::fresh(), SampleId::fresh());
        let mut child = sample();
        let mut derived = |operator, parents| {
            child.lineage.origin = Origin::Derived {
                operator,
                parents,
                walk: WalkId::fresh(),
            };
            generate_path(
                &child,
                |id| if id == one { "A".to_owned() } else { "B".to_owned() },
            )
        };
        let single = derived(Operator::ModifyObj, Parents::one(one));
        assert_eq!(single, format!("A ##parent: {one}  with modify_obj  ->"));
        let double = derived(Operator::Combination, Parents::two(one, two));
        assert_eq!(
            double,
            format!("A and B (##parent1: {one}) and (##parent2: {two}) with combination  ->")
        );
    }
}
