//! `duplicate`: no other sample, and no row of a reference set, is the same problem in the same or other words.
//!
//! | what is near | says |
//! |---|---|
//! | a row of a reference set: nearly its words, or its model number for number | fail: contamination |
//! | a row of a reference set: much of its words, or its structure in like words | warning |
//! | a sample that is no relative: nearly its words, or its model number for number | warning |
//! | a parent whose model it has, where the operator asks for a change | warning |
//! | a parent or child by `trans_domain`: the same model | said in passing: it is what the operator asks for |
//! | other relatives | said in passing, unless words and model are both the same |
//!
//! Being derived makes no duplicate. Twins are proved where both models are at hand: variables and rows are laid over
//! each other one by one.

use crate::check::duplicates::{
    ALIKE_TEXT, Kin, NEAR_TEXT, Neighbour, Neighbours, SAME_TEXT, Twin, shared_spans,
};
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::{Aligned, Alignment, Detail, Fingerprint, Model, VarId, align};
use crate::sample::{Operator, Part};

/// Passages that are pointed at for each neighbour.
const PASSAGES: usize = 3;

/// Variables that are named when models are laid over each other.
const NAMED: usize = 3;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(neighbours) = inputs.neighbours else {
        return Opinion::unknown("Nobody has compared it with other samples.");
    };
    let model = inputs.run.and_then(|run| run.model.as_ref());
    let findings: Vec<Finding> = neighbours
        .near
        .iter()
        .filter_map(|near| Pair::of(inputs, model, near).finding())
        .collect();
    let failing = findings.iter().any(|finding| finding.severity == Severity::Error);
    if model.is_none() && !failing {
        let reason = "No model was captured from the program, so only the words could be compared.";
        return Opinion::unknown(reason).with(findings);
    }
    Opinion::judged(summary(neighbours, &findings), findings)
}

fn summary(neighbours: &Neighbours, findings: &[Finding]) -> String {
    let Neighbours {
        samples, references, ..
    } = neighbours;
    let many = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let mut others = many(*samples, "sample");
    if *references > 0 {
        others = format!("{others} and {}", many(*references, "reference row"));
    }
    let warned = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count();
    if *samples == 0 && *references == 0 {
        "there is nothing here to compare with".to_owned()
    } else if warned > 0 {
        format!("like {warned} of {others}")
    } else {
        format!("compared with {others}")
    }
}

/// The sample and one that is near it.
struct Pair<'a> {
    inputs: &'a Inputs<'a>,
    model: Option<&'a Model>,
    near: &'a Neighbour,
    twin: Option<Twin>,
    alignment: Option<Alignment>,
}

impl<'a> Pair<'a> {
    fn of(inputs: &'a Inputs<'a>, model: Option<&'a Model>, near: &'a Neighbour) -> Self {
        let (twin, alignment) = confirmed(model, near);
        Self {
            inputs,
            model,
            near,
            twin,
            alignment,
        }
    }

    fn finding(&self) -> Option<Finding> {
        match (self.near.set(), self.near.kin) {
            (Some(set), _) => self.contamination(set),
            (None, Some(kin)) => self.relative(kin),
            (None, None) => self.stranger(),
        }
    }

    /// Whether the models are the same, and large enough for that to be no chance.
    fn same_model(&self) -> bool {
        self.twin == Some(Twin::Exact)
            && self
                .model
                .is_some_and(|model| Fingerprint::of(model).is_telling())
    }

    fn other_numbers(&self) -> bool {
        self.twin.is_some() && self.near.text >= ALIKE_TEXT
    }

    fn contamination(&self, set: &str) -> Option<Finding> {
        let Neighbour { name, text, .. } = self.near;
        let alike = percent(*text);
        if *text >= SAME_TEXT {
            let message = format!(
                "Contamination: the problem is {name} of the reference set `{set}` ({alike} % alike)."
            );
            Some(self.by_words(Severity::Error, Signal::KnownProblem, message))
        } else if self.same_model() {
            let message = format!(
                "Contamination: the model is that of {name} of the reference set `{set}`, with the same numbers{}.",
                self.roles()
            );
            Some(self.by_model(Severity::Error, Signal::KnownModel, message))
        } else if *text >= NEAR_TEXT {
            let message = format!("{alike} % of the problem is {name} of the reference set `{set}`.");
            Some(self.by_words(Severity::Warning, Signal::MaybeKnown, message))
        } else if self.other_numbers() {
            let message = format!(
                "It may be {name} of the reference set `{set}` with other numbers: the models have the same \
                 structure, and the problems are {alike} % alike."
            );
            Some(self.by_words(Severity::Warning, Signal::MaybeKnown, message))
        } else {
            None
        }
    }

    fn relative(&self, kin: Kin) -> Option<Finding> {
        let Neighbour { name, text, .. } = self.near;
        let operator = match kin {
            Kin::Parent => self.inputs.sample.lineage.operator(),
            Kin::Child => self.near.operator,
            Kin::Family => None,
        };
        let moved = operator == Some(Operator::TransDomain);
        let (severity, message) = match (self.twin, kin) {
            (Some(Twin::Exact), Kin::Parent) if moved => (
                Severity::Info,
                format!(
                    "Its model is that of its parent, {name}, in other words, as trans_domain asks{}.",
                    self.roles()
                ),
            ),
            (Some(Twin::Exact), Kin::Parent) => (
                Severity::Warning,
                format!(
                    "Its model is that of its parent, {name}, number for number, although {} asks for a change.",
                    operator.map_or("its operator", Operator::name)
                ),
            ),
            (Some(Twin::Exact), Kin::Child) if moved => (
                Severity::Info,
                format!("{name}, derived from it by trans_domain, has the same model in other words."),
            ),
            (Some(Twin::Exact), Kin::Child) => (
                Severity::Warning,
                format!("{name}, derived from it, has the same model, number for number."),
            ),
            (Some(Twin::Exact), Kin::Family) if *text >= NEAR_TEXT => (
                Severity::Warning,
                format!(
                    "{name}, a relative, is the same problem: the same model, and {} % of the words.",
                    percent(*text)
                ),
            ),
            (Some(Twin::Exact), Kin::Family) => (
                Severity::Info,
                format!("{name}, a relative, has the same model in other words."),
            ),
            (Some(Twin::Shape), Kin::Parent) => (
                Severity::Info,
                format!("Its model has the structure of its parent's, {name}, with other numbers."),
            ),
            (_, Kin::Family) if *text >= NEAR_TEXT => {
                let alike = percent(*text);
                let message = format!("The problem is {alike} % that of {name}, a relative.");
                return Some(self.by_words(Severity::Info, Signal::RelativeLikeness, message));
            }
            _ => return None,
        };
        let signal = match (severity, self.twin) {
            (Severity::Warning | Severity::Error, _) => Signal::UnchangedModel,
            (Severity::Info, Some(Twin::Exact)) => Signal::MovedModel,
            (Severity::Info, _) => Signal::RelativeLikeness,
        };
        Some(self.by_model(severity, signal, message))
    }

    fn stranger(&self) -> Option<Finding> {
        let Neighbour { name, text, .. } = self.near;
        let alike = percent(*text);
        if *text >= NEAR_TEXT {
            let too = match self.twin {
                Some(Twin::Exact) => ", and so is the model",
                Some(Twin::Shape) => ", and the model has the same structure",
                None => "",
            };
            let message = format!("{alike} % of the problem is that of {name}, which is no relative{too}.");
            Some(self.by_words(Severity::Warning, Signal::NearText, message))
        } else if self.same_model() {
            let message = format!(
                "Its model is that of {name}, which is no relative, in other words{}.",
                self.roles()
            );
            Some(self.by_model(Severity::Warning, Signal::StructuralTwin, message))
        } else if self.other_numbers() {
            let message = format!(
                "It is much like {name}, which is no relative: a model of the same structure, and {alike} % of the words."
            );
            Some(self.by_words(Severity::Info, Signal::LikeStructure, message))
        } else {
            None
        }
    }

    /// A finding that points at what both problems say.
    fn by_words(&self, severity: Severity, signal: Signal, message: String) -> Finding {
        let (own, other) = (&self.inputs.sample.problem, &self.near.problem);
        let mut finding = Finding::new(severity, message).of(signal);
        let passages = shared_spans(own, other, PASSAGES).into_iter();
        finding.evidence.extend(passages.map(|span| Evidence::Text {
            part: Part::Problem,
            span,
        }));
        finding.at(Evidence::Other {
            source: self.near.source.clone(),
            span: shared_spans(other, own, 1).into_iter().next(),
        })
    }

    fn by_model(&self, severity: Severity, signal: Signal, message: String) -> Finding {
        Finding::new(severity, message).of(signal).at(Evidence::Other {
            source: self.near.source.clone(),
            span: None,
        })
    }

    /// `: x is oak, y is pine …`: which variable plays the part of which.
    fn roles(&self) -> String {
        let (Some(own), Some(other), Some(alignment)) =
            (self.model, self.near.model.as_ref(), &self.alignment)
        else {
            return String::new();
        };
        let named: Vec<String> = alignment
            .variables
            .iter()
            .take(NAMED)
            .map(|(at, there)| format!("{} is {}", own.name_of(VarId(*at)), other.name_of(VarId(*there))))
            .collect();
        if named.is_empty() {
            return String::new();
        }
        let more = if alignment.variables.len() > NAMED {
            " …"
        } else {
            ""
        };
        format!(": {}{more}", named.join(", "))
    }
}

/// How the models compare, laid over each other where both are at hand; equal fingerprints of models that turn out
/// different, as those of very symmetric ones may be, are no twins.
fn confirmed(own: Option<&Model>, near: &Neighbour) -> (Option<Twin>, Option<Alignment>) {
    let (Some(twin), Some(own)) = (near.twin, own) else {
        return (None, None);
    };
    let Some(other) = &near.model else {
        return (Some(twin), None);
    };
    let detail = match twin {
        Twin::Exact => Detail::Values,
        Twin::Shape => Detail::Pattern,
    };
    match align(own, other, detail) {
        Aligned::Same(alignment) => (Some(twin), Some(alignment)),
        Aligned::Undecided => (Some(twin), None),
        Aligned::Different => (None, None),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROBLEM, Scene, diet, optimal_run, run_of};
    use super::*;
    use crate::check::duplicates::{Match, Profile};
    use crate::check::{CheckId, Inputs, Source, Verdict, VerdictKind, evaluate};
    use crate::sample::SampleId;
    use rstest::rstest;

    /// The diet in other words.
    const MOVED: &str =
        "A crew of welders lays 12 m of pipe an hour for $4, one of fitters 5 m for $3. Lay 75 m cheaply.";

    fn neighbour(set: Option<&str>, problem: &str, model: &Model) -> Neighbour {
        let source = match set {
            Some(set) => Source::Reference {
                set: set.to_owned(),
                row: 3,
            },
            None => Source::Sample(SampleId::fresh()),
        };
        let (own, other) = (
            Fingerprint::of(&diet()),
            Profile::of("", Some(model)).model.unwrap(),
        );
        let twin = match (own.exact == other.exact, own.shape == other.shape) {
            (true, _) => Some(Twin::Exact),
            (false, same) => same.then_some(Twin::Shape),
        };
        let found = Match {
            source,
            text: 0.0,
            twin,
        };
        Neighbour {
            model: Some(model.clone()),
            ..Neighbour::of(found, "row 3".to_owned(), PROBLEM, problem.to_owned())
        }
    }

    fn kin(kin: Kin, operator: Operator, near: Neighbour) -> Neighbour {
        Neighbour {
            kin: Some(kin),
            operator: Some(operator),
            ..near
        }
    }

    fn other_numbers() -> Model {
        let mut model = diet();
        model.rows[0].lower = 99.0;
        model
    }

    fn with_a_limit() -> Model {
        let mut model = diet();
        model.rows.push(super::super::testing::row(
            "iron",
            &[(0, 1.0), (1, 4.0)],
            f64::NEG_INFINITY,
            60.0,
            8,
        ));
        model
    }

    fn verdict(near: Neighbour) -> Verdict {
        Scene::default()
            .run(optimal_run(1.0))
            .among(vec![near])
            .verdict(CheckId::Duplicate)
    }

    #[rstest]
    #[case::words(
        PROBLEM,
        other_numbers(),
        VerdictKind::Fail,
        "Contamination: the problem is row 3 of the reference set `exam` (100 % alike)."
    )]
    #[case::model(
        MOVED,
        diet(),
        VerdictKind::Fail,
        "Contamination: the model is that of row 3 of the reference set `exam`, with the same numbers: a is a, b is b."
    )]
    #[case::neither(MOVED, other_numbers(), VerdictKind::Pass, "")]
    fn a_reference_row_is_contamination(
        #[case] problem: &str,
        #[case] model: Model,
        #[case] expected: VerdictKind,
        #[case] message: &str,
    ) {
        let verdict = verdict(neighbour(Some("exam"), problem, &model));
        assert_eq!(verdict.kind, expected, "{verdict:?}");
        let said = verdict
            .findings
            .first()
            .map_or("", |finding| finding.message.as_str());
        assert_eq!(said, message);
    }

    #[rstest]
    #[case::same_words(PROBLEM, other_numbers(), Some(Severity::Warning))]
    #[case::twin(MOVED, diet(), Some(Severity::Warning))]
    #[case::shape(MOVED, other_numbers(), None)]
    fn a_stranger_is_a_warning(
        #[case] problem: &str,
        #[case] model: Model,
        #[case] expected: Option<Severity>,
    ) {
        let verdict = verdict(neighbour(None, problem, &model));
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(
            verdict.findings.first().map(|finding| finding.severity),
            expected,
            "{verdict:?}"
        );
    }

    #[rstest]
    #[case::asked_for(Operator::TransDomain, diet(), Severity::Info)]
    #[case::not_asked_for(Operator::ModifyCons, diet(), Severity::Warning)]
    #[case::numbers(Operator::ChangePara, other_numbers(), Severity::Info)]
    fn a_parent_is_its_twin_only_where_that_is_asked_for(
        #[case] operator: Operator,
        #[case] model: Model,
        #[case] expected: Severity,
    ) {
        let near = kin(Kin::Parent, operator, neighbour(None, MOVED, &model));
        let scene = Scene::default()
            .run(optimal_run(1.0))
            .child(operator, &[(MOVED, model)]);
        let verdict = scene.among(vec![near]).verdict(CheckId::Duplicate);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings[0].severity, expected, "{verdict:?}");
    }

    #[test]
    fn being_derived_makes_no_duplicate() {
        let near = kin(
            Kin::Child,
            Operator::ModifyCons,
            neighbour(None, PROBLEM, &with_a_limit()),
        );
        assert!(verdict(near).findings.is_empty());
    }

    #[test]
    fn words_point_at_both_texts() {
        let verdict = verdict(neighbour(None, PROBLEM, &other_numbers()));
        let evidence = &verdict.findings[0].evidence;
        assert!(evidence.contains(&Evidence::Text {
            part: Part::Problem,
            span: 0..PROBLEM.len() - 1
        }));
        assert!(evidence.iter().any(|place| matches!(
            place,
            Evidence::Other {
                source: Source::Sample(_),
                span: Some(_)
            }
        )));
    }

    #[test]
    fn a_twin_that_does_not_lie_on_it_is_none() {
        let mut near = neighbour(None, MOVED, &other_numbers());
        near.twin = Some(Twin::Exact);
        assert!(verdict(near).findings.is_empty());
    }

    #[test]
    fn what_was_not_compared_is_unknown() {
        let sample = Scene::default().sample;
        let run = run_of(diet(), 1.0);
        let alone = Inputs {
            run: Some(&run),
            ..Inputs::of(&sample)
        };
        assert_eq!(evaluate(CheckId::Duplicate, &alone).kind, VerdictKind::Unknown);
        let without_model = Scene::default()
            .among(vec![neighbour(None, PROBLEM, &diet())])
            .verdict(CheckId::Duplicate);
        assert_eq!(without_model.kind, VerdictKind::Unknown);
        assert_eq!(without_model.findings.len(), 2);
    }
}
