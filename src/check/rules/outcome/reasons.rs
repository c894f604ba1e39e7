//! Why there is no optimum, told with the sentences of the problem, the lines of the program and the rows of the model.

use std::ops::Range;

use crate::check::link::Sentences;
use crate::check::{Evidence, Finding, Severity};
use crate::model::Model;
use crate::sample::{Part, clean};
use crate::solve::explain::Cause;
use crate::solve::{Explanation, Place, Remark};

/// Parts that are told in the finding itself; a longer list is no help to whoever corrects the program.
const MOST_TOLD: usize = 6;

/// Parts that have a finding of their own.
const MOST_PARTS: usize = 20;

/// Characters of a sentence that are quoted.
const MOST_QUOTED: usize = 160;

/// An explanation as findings.
#[derive(Debug, Default)]
pub(super) struct Because {
    /// What to add to the finding about the outcome.
    pub(super) words: String,
    /// Everything that takes part.
    pub(super) evidence: Vec<Evidence>,
    /// A finding for each part.
    pub(super) parts: Vec<Finding>,
}

pub(super) fn of(explanation: &Explanation, model: &Model, problem: &str) -> Because {
    let sentences = Sentences::new(problem);
    let remarks = explanation.remarks(model);
    let told: Vec<Told> = remarks
        .iter()
        .take(MOST_PARTS)
        .map(|remark| Told::new(remark, model, &sentences))
        .collect();
    let mut evidence: Vec<Evidence> = Vec::new();
    for place in told.iter().flat_map(|one| &one.evidence) {
        if !evidence.contains(place) {
            evidence.push(place.clone());
        }
    }
    let words = told.iter().take(MOST_TOLD).map(|one| one.words.as_str());
    let mut words = words.collect::<Vec<_>>().join("; ");
    let more = remarks.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        words = format!("{words}; and {more} more");
    }
    let lead = match &explanation.cause {
        Cause::Clash(clash) if clash.members.is_empty() => String::new(),
        Cause::Clash(clash) if clash.smallest => "The smallest set of rows that clash: ".to_owned(),
        Cause::Clash(_) => "Rows that clash, not proved smallest: ".to_owned(),
        Cause::Ray(_) => format!("{} ", explanation.summary(model)),
    };
    let tail = match &explanation.cause {
        Cause::Clash(clash) if clash.members.is_empty() => explanation.summary(model),
        Cause::Clash(clash) if clash.integrality => {
            ". They clash only because some variables take whole numbers only.".to_owned()
        }
        _ => ".".to_owned(),
    };
    // A single part would only repeat the finding.
    let parts = if told.len() > 1 { told } else { Vec::new() };
    Because {
        words: format!("{lead}{words}{tail}"),
        evidence,
        parts: parts.into_iter().map(Told::finding).collect(),
    }
}

/// One part of an explanation, with where it came from.
struct Told {
    words: String,
    evidence: Vec<Evidence>,
}

impl Told {
    fn new(remark: &Remark, model: &Model, sentences: &Sentences<'_>) -> Self {
        let mut evidence = Vec::new();
        let mut quoted = String::new();
        for place in &remark.places {
            let spans = sentences.of(*place, model);
            if let Some(first) = spans.first() {
                quoted = format!("“{}” → ", quote(sentences.text(first)));
            }
            evidence.extend(spans.into_iter().map(in_problem));
        }
        let lines = remark.lines(model);
        evidence.extend(lines.iter().map(|line| Evidence::Line { line: *line }));
        evidence.extend(remark.places.iter().filter_map(|place| in_model(*place, model)));
        let line = match lines.as_slice() {
            [line] => format!(" (line {line})"),
            _ => String::new(),
        };
        Self {
            words: format!("{quoted}{}{line}", remark.text),
            evidence,
        }
    }

    fn finding(self) -> Finding {
        let mut finding = Finding::new(Severity::Info, self.words);
        finding.evidence = self.evidence;
        finding
    }
}

fn in_problem(span: Range<usize>) -> Evidence {
    Evidence::Text {
        part: Part::Problem,
        span,
    }
}

fn in_model(place: Place, model: &Model) -> Option<Evidence> {
    match place {
        Place::Row(index) => model.rows.get(index).map(|row| Evidence::Row {
            index,
            name: row.name.clone(),
        }),
        Place::Variable(index) => model.variables.get(index).map(|variable| Evidence::Variable {
            index,
            name: variable.name.clone(),
        }),
    }
}

fn quote(sentence: &str) -> String {
    let sentence = clean(sentence).replace(['\n', '\t'], " ");
    match sentence.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{} …", &sentence[..end]),
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::check::rules::testing::{Scene, diet, row, run_of};
    use crate::check::{CheckId, Evidence, Severity, VerdictKind};
    use crate::model::Model;
    use crate::program::Run;
    use crate::sample::Answer;
    use crate::solve::{SolveLimits, Status, explain, solve};

    const PROBLEM: &str = "Pack a has 12 mg of zinc and costs $4; pack b has 5 mg and costs $3. At least 75 mg of zinc \
        are needed.\nNo more than 5 packs fit into the fridge. What does it take to minimize the cost?";

    fn solved(model: Model) -> Run {
        let mut outcome = solve(&model, &SolveLimits::default());
        explain(&model, &mut outcome, Duration::from_secs(10));
        let mut run = run_of(model, 0.0);
        run.outcome = Some(outcome);
        run
    }

    fn crowded() -> Model {
        let mut model = diet();
        model
            .rows
            .push(row("fridge", &[(0, 1.0), (1, 1.0)], f64::NEG_INFINITY, 5.0, 5));
        model.variables[0].upper = 3.0;
        model
    }

    #[test]
    fn a_clash_is_told_with_sentences_lines_and_rows() {
        let scene = Scene::default().problem(PROBLEM).run(solved(crowded()));
        let verdict = scene.verdict(CheckId::Outcome);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        let finding = &verdict.findings[0];
        let words = &finding.message;
        assert!(words.contains("The smallest set of rows that clash: “At least 75 mg of zinc are needed.” → row zinc: 12 a + 5 b ≥ 75 (line 5)"), "{words}");
        assert!(
            words.contains("“No more than 5 packs fit into the fridge.” → row fridge: a + b ≤ 5"),
            "{words}"
        );
        let text = |words: &str| {
            let start = PROBLEM.find(words).unwrap();
            Evidence::Text {
                part: crate::sample::Part::Problem,
                span: start..start + words.len(),
            }
        };
        assert!(
            finding
                .evidence
                .contains(&text("At least 75 mg of zinc are needed."))
        );
        assert!(finding.evidence.contains(&Evidence::Line { line: 5 }));
        assert!(finding.evidence.contains(&Evidence::Row {
            index: 1,
            name: "fridge".to_owned()
        }));
        let parts = verdict.findings[1..]
            .iter()
            .filter(|part| part.severity == Severity::Info);
        assert!(parts.count() >= 3, "{:#?}", verdict.findings);
    }

    #[test]
    fn a_stated_clash_is_told_without_blame() {
        let scene = Scene::default()
            .problem(PROBLEM)
            .answer(Answer::parse("No Best Solution"))
            .run(solved(crowded()));
        let verdict = scene.verdict(CheckId::Outcome);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert!(
            verdict.findings[0].message.contains("smallest set"),
            "{verdict:?}"
        );
    }

    #[test]
    fn a_ray_names_the_variable_and_what_is_missing() {
        let mut model = diet();
        model.objective.sense = crate::model::ObjectiveSense::Maximize;
        let run = solved(model);
        assert_eq!(
            run.outcome.as_ref().map(|outcome| outcome.status),
            Some(Status::Unbounded)
        );
        let verdict = Scene::default().run(run).verdict(CheckId::Outcome);
        let words = &verdict.findings[0].message;
        assert!(words.contains("no upper bound"), "{words}");
        assert!(words.contains("row zinc only has a ≥"), "{words}");
        assert!(
            verdict.findings[0]
                .evidence
                .iter()
                .any(|place| matches!(place, Evidence::Variable { .. }))
        );
    }

    #[test]
    fn a_stored_run_without_an_explanation_is_judged_as_before() {
        let mut run = solved(crowded());
        run.outcome.as_mut().unwrap().explanation = None;
        let verdict = Scene::default()
            .problem(PROBLEM)
            .run(run)
            .verdict(CheckId::Outcome);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        assert_eq!(verdict.findings[0].evidence, [Evidence::Outcome]);
    }
}
