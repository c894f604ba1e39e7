//! `contract`: the operator changed what it may and nothing else (Step-Opt, section 3).
//!
//! | operator | may change | must stay |
//! |---|---|---|
//! | `change_para` | numbers; one entity more | structure, constraints, objective |
//! | `modify_cons` | one constraint added or changed | everything else |
//! | `modify_obj` | the objective, by more than a coefficient | constraints, data |
//! | `trans_domain` | field and nouns | the model |
//! | `combination` | – | something of both parents |
//!
//! Models are compared, not texts, wherever the models are known: a text can be told in many ways.

use changes::{Groups, Limits};
use combination::combination;

use super::super::words::content_words;
use crate::check::{Evidence, Finding, Inputs, Measured, Meter, Opinion, Severity, Signal};
use crate::model::diff::{Change, ModelDiff, diff};
use crate::model::{Model, structurally_equal};
use crate::sample::numbers::{self, NumberKind, NumberSpan};
use crate::sample::{Operator, Part};

mod changes;
mod combination;
mod data;

/// Findings of one kind that are listed.
const MAX_LISTED: usize = 8;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(operator) = inputs.sample.lineage.operator() else {
        return Opinion::judged("no operator made it", Vec::new());
    };
    let needed = operator.parents();
    if inputs.parents.len() < needed {
        let noun = if needed == 1 {
            "parent is"
        } else {
            "two parents are"
        };
        return Opinion::unknown(format!(
            "The {noun} not known here, so there is nothing to compare with."
        ));
    }
    if let Some(finding) = same_text(inputs) {
        return Opinion::judged("", vec![finding]);
    }
    let child = inputs.run.and_then(|run| run.model.as_ref());
    let parents: Vec<&Model> = inputs
        .parent_runs
        .iter()
        .take(needed)
        .filter_map(|run| run.as_ref()?.model.as_ref())
        .collect();
    let Some(child) = child else {
        return Opinion::unknown(
            "No model was captured from the program, so it cannot be compared with the parent's.",
        );
    };
    let [first, rest @ ..] = parents.as_slice() else {
        return Opinion::unknown("The parent's model is not known here.");
    };
    if parents.len() < needed {
        return Opinion::unknown("The model of one of the parents is not known here.");
    }
    let case = Case {
        inputs,
        old: first,
        new: child,
        diff: diff(first, child),
    };
    match operator {
        Operator::ChangePara => case.change_para(),
        Operator::ModifyCons => case.modify_cons(),
        Operator::ModifyObj => case.modify_obj(),
        Operator::TransDomain => case.trans_domain(),
        Operator::Combination => combination(child, first, rest),
    }
}

/// A child that repeats a parent's problem.
fn same_text(inputs: &Inputs<'_>) -> Option<Finding> {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let own = plain(&inputs.sample.problem);
    let parent = inputs
        .parents
        .iter()
        .position(|parent| plain(&parent.problem) == own)?;
    let whole = |text: &str| 0..text.len();
    let finding = Finding::new(Severity::Error, "The problem is the parent's, word for word.")
        .of(Signal::RepeatsParent);
    let child = Evidence::Text {
        part: Part::Problem,
        span: whole(&inputs.sample.problem),
    };
    let origin = Evidence::Parent {
        parent,
        span: whole(&inputs.parents[parent].problem),
    };
    Some(finding.at(child).at(origin))
}

/// A child and its only parent.
struct Case<'a> {
    inputs: &'a Inputs<'a>,
    old: &'a Model,
    new: &'a Model,
    diff: ModelDiff,
}

impl Case<'_> {
    fn modify_cons(&self) -> Opinion {
        let groups = Groups::of(&self.diff, self.old, self.new);
        let mut findings: Vec<Finding> = Vec::new();
        let added = self.added_variables();
        for change in &self.diff.changes {
            match change {
                Change::ObjectiveSense { .. } => {
                    findings.push(
                        self.finding(change, "the objective must stay")
                            .of(Signal::ObjectiveTouched),
                    );
                }
                Change::Objective {
                    coefficients,
                    constants,
                } => {
                    let of_added =
                        |factor: &str| added.iter().any(|at| self.new.variables[*at].name == factor);
                    let only_added = coefficients
                        .iter()
                        .all(|coefficient| of_added(&coefficient.factor));
                    let mut finding = self
                        .finding(change, "the objective must stay")
                        .of(Signal::ObjectiveTouched);
                    #[expect(clippy::float_cmp, reason = "an untouched constant is the same number")]
                    if only_added && constants[0] == constants[1] {
                        finding.severity = Severity::Warning;
                    }
                    findings.push(finding);
                }
                _ => {}
            }
        }
        let stray = added.iter().filter(|at| !self.stands_in_a_row(**at));
        findings.extend(stray.map(|at| {
            let message = format!(
                "The new variable {} stands in no constraint.",
                self.new.variables[*at].name
            );
            Finding::new(Severity::Error, message)
                .of(Signal::IdleVariable)
                .at(self.variable(*at))
        }));
        let meter = Meter::one(Measured::Constraints, groups.count());
        match groups.count() {
            0 => findings.push(
                Finding::new(Severity::Error, "No constraint changed.")
                    .of(Signal::NothingChanged)
                    .metered(meter),
            ),
            1 => findings.push(kept(meter)),
            count => {
                let message = format!("{count} constraints changed; one is allowed.");
                let finding = Finding::new(Severity::Error, message)
                    .of(Signal::ManyConstraints)
                    .metered(meter);
                findings.push(groups.evidence().fold(finding, Finding::at));
                let rows = self.diff.changes.iter().filter(|change| {
                    !matches!(change, Change::Objective { .. } | Change::ObjectiveSense { .. })
                });
                findings.extend(rows.take(MAX_LISTED).map(|change| {
                    let mut finding = self.finding(change, "changed");
                    finding.severity = Severity::Info;
                    finding
                }));
            }
        }
        Opinion::judged("one constraint changed", findings)
    }

    fn modify_obj(&self) -> Opinion {
        let added = self.added_variables();
        let mut findings: Vec<Finding> = self
            .diff
            .changes
            .iter()
            .filter(|change| match change {
                Change::ObjectiveSense { .. } | Change::Objective { .. } | Change::VariableAdded { .. } => {
                    false
                }
                // A row that defines a new quantity, such as a largest load, belongs to the objective.
                Change::RowAdded { new, .. } => !self.new.rows[*new]
                    .terms
                    .iter()
                    .any(|term| added.contains(&term.variable.0)),
                Change::VariableChanged { .. }
                | Change::VariableRemoved { .. }
                | Change::RowRemoved { .. }
                | Change::RowChanged { .. } => true,
            })
            .map(|change| {
                self.finding(change, "only the objective may change")
                    .of(Signal::BeyondObjective)
            })
            .collect();
        let meter = Meter::at_most(Measured::Constraints, 0, findings.len());
        findings.truncate(MAX_LISTED);
        if let Some(first) = findings.first_mut() {
            first.meter = Some(meter);
        }
        findings.push(match self.weak_objective(&added) {
            Some(weak) => weak.metered(Meter::one(Measured::Objectives, 0)),
            None => kept(Meter::one(Measured::Objectives, 1)),
        });
        Opinion::judged("another objective, same constraints", findings)
    }

    /// The finding on an objective that is the parent's in all but a factor or a coefficient.
    fn weak_objective(&self, added: &[usize]) -> Option<Finding> {
        let turned = self
            .diff
            .changes
            .iter()
            .any(|change| matches!(change, Change::ObjectiveSense { .. }));
        let coefficients = self.diff.changes.iter().find_map(|change| match change {
            Change::Objective { coefficients, .. } => Some(coefficients.as_slice()),
            _ => None,
        });
        if turned || !added.is_empty() {
            return None;
        }
        let message = match coefficients {
            None => "The objective is the parent's.",
            Some([]) => "Only the objective's constant changed.",
            Some([only]) if only.old != 0.0 && only.new != 0.0 && self.new.objective.terms.len() > 1 => {
                "Only one coefficient of the objective changed."
            }
            Some(changed) => {
                let all =
                    changed.len() == self.new.objective.terms.len() + self.new.objective.quadratic.len();
                let factor = changed[0].new / changed[0].old;
                let scaled = changed
                    .iter()
                    .all(|one| one.old != 0.0 && (one.new / one.old - factor).abs() <= 1e-9 * factor.abs());
                if !(all && scaled && factor > 0.0 && factor.is_finite()) {
                    return None;
                }
                "The objective is the parent's, scaled."
            }
        };
        Some(
            Finding::new(Severity::Error, message)
                .of(Signal::WeakObjective)
                .at(Evidence::Objective),
        )
    }

    fn trans_domain(&self) -> Opinion {
        let mut findings = Vec::new();
        // A limit that another one makes idle is none in structure, but somebody wrote it.
        if !structurally_equal(self.old, self.new) || Limits::of(self.old) != Limits::of(self.new) {
            let message = "The model is not the parent's in other words.";
            let meter = Meter::at_most(Measured::Numbers, 0, self.diff.changes.len().max(1));
            findings.push(
                Finding::new(Severity::Error, message)
                    .of(Signal::AnotherModel)
                    .metered(meter),
            );
            findings.extend(self.diff.changes.iter().take(MAX_LISTED).map(|change| {
                let mut finding = self.finding(change, "numbers and structure must stay");
                finding.severity = Severity::Info;
                finding
            }));
        } else {
            findings.push(kept(Meter::at_most(Measured::Numbers, 0, 0)));
        }
        findings.extend(self.number_changes().into_iter().map(|mut finding| {
            finding.severity = Severity::Warning;
            finding
        }));
        let (own, parent) = (
            content_words(&self.inputs.sample.problem),
            content_words(&self.inputs.parents[0].problem),
        );
        let shared = own.intersection(&parent).count();
        if own.len() >= 8 && 5 * shared > 4 * own.len() {
            let message = format!(
                "{shared} of {} words are the parent's: hardly another field.",
                own.len()
            );
            findings.push(Finding::new(Severity::Warning, message).of(Signal::SameField));
        }
        Opinion::judged("the same model in another field", findings)
    }

    /// Numbers of the parent's text that the child's text does not have, as remarks.
    fn number_changes(&self) -> Vec<Finding> {
        let gone = missing(&self.inputs.parents[0].problem, &self.inputs.sample.problem);
        let come = missing(&self.inputs.sample.problem, &self.inputs.parents[0].problem);
        if gone.is_empty() && come.is_empty() {
            return Vec::new();
        }
        let message = format!(
            "{} numbers of the parent's text are gone, {} are new.",
            gone.len(),
            come.len()
        );
        let mut finding = Finding::new(Severity::Info, message).of(Signal::OtherNumbers);
        finding
            .evidence
            .extend(come.into_iter().map(|number| Evidence::Text {
                part: Part::Problem,
                span: number.span,
            }));
        finding
            .evidence
            .extend(gone.into_iter().map(|number| Evidence::Parent {
                parent: 0,
                span: number.span,
            }));
        vec![finding]
    }

    fn added_variables(&self) -> Vec<usize> {
        let added = |change: &Change| match change {
            Change::VariableAdded { new, .. } => Some(*new),
            _ => None,
        };
        self.diff.changes.iter().filter_map(added).collect()
    }

    fn stands_in_a_row(&self, variable: usize) -> bool {
        self.new
            .rows
            .iter()
            .any(|row| row.terms.iter().any(|term| term.variable.0 == variable) || !row.quadratic.is_empty())
    }

    fn variable(&self, index: usize) -> Evidence {
        Evidence::Variable {
            index,
            name: self.new.variables[index].name.clone(),
        }
    }

    fn finding(&self, change: &Change, why: &str) -> Finding {
        let sentence = sentence(&change.to_string());
        let finding = Finding::new(Severity::Error, format!("{sentence} ({why})."));
        changes::evidence(change, self.new)
            .into_iter()
            .fold(finding, Finding::at)
    }
}

/// A limit that is kept, said as a remark.
fn kept(meter: Meter) -> Finding {
    Finding::new(Severity::Info, format!("{}.", sentence(&meter.text()))).metered(meter)
}

fn sentence(text: &str) -> String {
    let mut sentence = text.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// The data of `text`, in digits, that `other` does not have as often.
fn missing(text: &str, other: &str) -> Vec<NumberSpan> {
    let data = |text: &str| {
        let all = numbers::find(text).into_iter();
        all.filter(|number| number.is_data() && number.kind != NumberKind::Word)
            .take(crate::check::trace::MAX_TRACED)
            .collect::<Vec<_>>()
    };
    let mut there: Vec<u64> = data(other).iter().map(|number| number.value.to_bits()).collect();
    let mut gone = data(text);
    gone.retain(
        |number| match there.iter().position(|value| *value == number.value.to_bits()) {
            Some(at) => {
                there.swap_remove(at);
                false
            }
            None => true,
        },
    );
    gone
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROBLEM, Scene, diet, row, run_of, terms, variable};
    use crate::check::{CheckId, Evidence, Verdict, VerdictKind};
    use crate::model::Model;
    use crate::model::VariableKind;
    use crate::sample::Operator;
    use rstest::rstest;

    /// The verdict on a child of the diet whose model is `change`d.
    fn after(operator: Operator, change: impl FnOnce(&mut Model)) -> Verdict {
        let mut model = diet();
        change(&mut model);
        let scene = Scene::default()
            .problem("Another text of 12 and 5.")
            .run(run_of(model, 1.0));
        scene
            .child(operator, &[(PROBLEM, diet())])
            .verdict(CheckId::Contract)
    }

    fn data(model: &mut Model) {
        model.rows[0].lower = 90.0;
        model.objective.terms[0].coefficient = 6.0;
    }

    fn entity(model: &mut Model) {
        model.variables.push(variable("c", 5));
        model.rows[0].terms.extend(terms(&[(2, 7.0)]));
        model.objective.terms.extend(terms(&[(2, 5.0)]));
    }

    fn two_entities(model: &mut Model) {
        entity(model);
        model.variables.push(variable("d", 5));
        model.rows[0].terms.extend(terms(&[(3, 9.0)]));
    }

    fn limit(model: &mut Model) {
        model
            .rows
            .push(row("iron", &[(0, 1.0), (1, 4.0)], f64::NEG_INFINITY, 60.0, 8));
    }

    fn loop_of_limits(model: &mut Model) {
        for at in 0..2 {
            let name = format!("iron_{at}");
            model.rows.push(row(
                &name,
                &[(0, 1.0), (1, 4.0)],
                f64::NEG_INFINITY,
                60.0 + f64::from(at),
                8,
            ));
        }
    }

    fn two_limits(model: &mut Model) {
        limit(model);
        model
            .rows
            .push(row("salt", &[(0, 3.0), (1, 4.0)], f64::NEG_INFINITY, 80.0, 9));
    }

    fn choice(model: &mut Model) {
        model.variables.push(variable("open", 7));
        model.variables[2].kind = VariableKind::Binary;
        model
            .rows
            .push(row("link", &[(0, 1.0), (2, -50.0)], f64::NEG_INFINITY, 0.0, 8));
        model
            .rows
            .push(row("count", &[(2, 1.0), (1, 1.0)], f64::NEG_INFINITY, 9.0, 9));
    }

    fn metric(model: &mut Model) {
        model.objective.terms = terms(&[(0, 20.0), (1, 11.0)]);
    }

    fn turned(model: &mut Model) {
        model.objective.sense = model.objective.sense.flipped();
    }

    fn scaled(model: &mut Model) {
        model.objective.terms = terms(&[(0, 8.0), (1, 6.0)]);
    }

    fn coefficient(model: &mut Model) {
        model.objective.terms[1].coefficient = 9.0;
    }

    fn flipped(model: &mut Model) {
        (model.rows[0].lower, model.rows[0].upper) = (f64::NEG_INFINITY, 80.0);
    }

    fn nothing(_: &mut Model) {}

    fn renamed(model: &mut Model) {
        model.variables.reverse();
        model.variables[0].name = "p".to_owned();
        model.variables[1].name = "q".to_owned();
        model.rows[0].terms = terms(&[(0, 5.0), (1, 12.0)]);
        model.objective.terms = terms(&[(0, 3.0), (1, 4.0)]);
    }

    #[rstest]
    #[case(Operator::ChangePara, data, VerdictKind::Pass)]
    #[case(Operator::ChangePara, entity, VerdictKind::Pass)]
    #[case(Operator::ChangePara, two_entities, VerdictKind::Fail)]
    #[case(Operator::ChangePara, limit, VerdictKind::Fail)]
    #[case(Operator::ChangePara, flipped, VerdictKind::Fail)]
    #[case(Operator::ChangePara, turned, VerdictKind::Fail)]
    #[case(Operator::ChangePara, nothing, VerdictKind::Fail)]
    #[case(Operator::ChangePara, renamed, VerdictKind::Fail)]
    #[case(Operator::ModifyCons, limit, VerdictKind::Pass)]
    #[case(Operator::ModifyCons, loop_of_limits, VerdictKind::Pass)]
    #[case(Operator::ModifyCons, choice, VerdictKind::Pass)]
    #[case(Operator::ModifyCons, flipped, VerdictKind::Pass)]
    #[case(Operator::ModifyCons, two_limits, VerdictKind::Fail)]
    #[case(Operator::ModifyCons, metric, VerdictKind::Fail)]
    #[case(Operator::ModifyCons, data, VerdictKind::Fail)]
    #[case(Operator::ModifyCons, nothing, VerdictKind::Fail)]
    #[case(Operator::ModifyObj, metric, VerdictKind::Pass)]
    #[case(Operator::ModifyObj, turned, VerdictKind::Pass)]
    #[case(Operator::ModifyObj, scaled, VerdictKind::Fail)]
    #[case(Operator::ModifyObj, coefficient, VerdictKind::Fail)]
    #[case(Operator::ModifyObj, limit, VerdictKind::Fail)]
    #[case(Operator::ModifyObj, nothing, VerdictKind::Fail)]
    #[case(Operator::TransDomain, nothing, VerdictKind::Pass)]
    #[case(Operator::TransDomain, renamed, VerdictKind::Pass)]
    #[case(Operator::TransDomain, data, VerdictKind::Fail)]
    #[case(Operator::TransDomain, limit, VerdictKind::Fail)]
    fn an_operator_changes_what_it_may(
        #[case] operator: Operator,
        #[case] change: fn(&mut Model),
        #[case] expected: VerdictKind,
    ) {
        let verdict = after(operator, change);
        assert_eq!(verdict.kind, expected, "{verdict:?}");
    }

    #[test]
    fn a_breach_points_at_line_and_row() {
        let verdict = after(Operator::ModifyCons, two_limits);
        let evidence = &verdict.findings[0].evidence;
        assert!(evidence.contains(&Evidence::Line { line: 9 }), "{evidence:?}");
        assert!(evidence.contains(&Evidence::Row {
            index: 2,
            name: "salt".to_owned()
        }));
    }

    #[test]
    fn a_combination_is_neither_parent_alone() {
        let mut other = diet();
        limit(&mut other);
        let scene = |model: Model| {
            let scene = Scene::default().problem("A new text.").run(run_of(model, 1.0));
            scene.child(
                Operator::Combination,
                &[(PROBLEM, diet()), ("Another problem.", other.clone())],
            )
        };
        assert_eq!(scene(diet()).verdict(CheckId::Contract).kind, VerdictKind::Fail);
        assert_eq!(
            scene(other.clone()).verdict(CheckId::Contract).kind,
            VerdictKind::Fail
        );
        let mut both = diet();
        two_limits(&mut both);
        assert_eq!(scene(both).verdict(CheckId::Contract).kind, VerdictKind::Pass);
    }

    #[test]
    fn a_repeated_text_fails_without_any_model() {
        let verdict = Scene::default()
            .child(Operator::TransDomain, &[(PROBLEM, diet())])
            .verdict(CheckId::Contract);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        assert!(matches!(
            verdict.findings[0].evidence[1],
            Evidence::Parent { parent: 0, .. }
        ));
    }

    #[test]
    fn without_operator_it_passes_and_without_models_it_cannot_tell() {
        assert_eq!(
            Scene::default().verdict(CheckId::Contract).kind,
            VerdictKind::Pass
        );
        let scene = Scene::default()
            .problem("A new text.")
            .child(Operator::ChangePara, &[(PROBLEM, diet())]);
        assert_eq!(scene.verdict(CheckId::Contract).kind, VerdictKind::Unknown);
        let orphan = Scene::default()
            .run(run_of(diet(), 1.0))
            .child(Operator::ChangePara, &[]);
        assert_eq!(orphan.verdict(CheckId::Contract).kind, VerdictKind::Unknown);
    }
}
