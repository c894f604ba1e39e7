//! `numbers`: each number of the problem is used, and each number used is given.
//!
//! What makes it fail was chosen on real programs so that it hardly ever accuses a right one:
//!
//! * a telling number of the problem (10 and more, or with a fraction) that neither program nor model holds;
//! * a constant of the model that the problem does not give, and that no two of its numbers come to;
//! * a constant that is a missing number in another unit, when the problem does not name both units;
//! * a number of the formulation that stands in none of problem, program and model;
//! * a row of the formulation that the model holds the other way round;
//! * a row that limits from above what the words next to its number limit from below, or the other way round;
//! * a number of the problem that the program puts under a name which it never looks at: its constraint is missing.
//!
//! Any other number that the program writes down but the model does not hold is a warning: it may be used up in a
//! computation.

use units::names_units;
use weak::{Weakness, speaks_in_symbols};

use super::weight_of_doubt;
use crate::check::formula::{Reversed, reversed};
use crate::check::limits::{Contradiction, contradictions};
use crate::check::link::evidence_of;
use crate::check::misplaced::{misplaced, mixed_units};
use crate::check::table::Tables;
use crate::check::trace::{Foreign, MAX_TRACED, Place, TextNumber, Trace, Use, trace};
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal, VerdictKind};
use crate::model::Model;
use crate::model::text::rounded;
use crate::sample::Part;
use crate::sample::numbers::{NumberKind, NumberSpan};

mod units;
mod weak;

/// Findings of one kind that are listed; the rest is counted.
const MAX_LISTED: usize = 12;
/// Foreign numbers of one program from which on they are no coincidence.
const MANY_FOREIGN: usize = 3;
/// Model rows that one finding points at.
const MAX_ROWS: usize = 6;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let program = &sample.solution.program;
    if program.trim().is_empty() {
        return Opinion::unknown("There is no program to trace the numbers into.");
    }
    let model = inputs.run.and_then(|run| run.model.as_ref());
    let trace = trace(&sample.problem, &sample.solution.formulation, program, model);
    if trace.texts.is_empty() {
        return Opinion::unknown("The problem gives no number to trace.");
    }
    if speaks_in_symbols(&sample.problem, &trace.texts) {
        return Opinion::unknown("The problem gives its data as symbols, so any numbers may stand for them.");
    }
    let report = Report {
        trace: &trace,
        problem: &sample.problem,
        formulation: &sample.solution.formulation,
        model,
        strength: weight_of_doubt(sample),
        weakness: Weakness {
            problem: &sample.problem,
            tables: Tables::new(&sample.problem),
            model,
            outcome: inputs.run.and_then(|run| run.outcome.as_ref()),
        },
    };
    let opinion = Opinion::judged(report.summary(), report.findings());
    if model.is_none() && opinion.kind == VerdictKind::Pass {
        let reason = format!("{}; no model was captured to trace them into.", report.summary());
        return Opinion::unknown(reason).with(opinion.findings);
    }
    opinion
}

/// A trace put into sentences.
struct Report<'a> {
    trace: &'a Trace,
    problem: &'a str,
    formulation: &'a str,
    model: Option<&'a Model>,
    /// How much a number weighs that is left out or made up, but perhaps for a reason that only the author knows.
    strength: Severity,
    weakness: Weakness<'a>,
}

impl Report<'_> {
    fn summary(&self) -> String {
        let texts = &self.trace.texts;
        let traced = texts.iter().filter(|text| text.used != Use::Unused).count();
        format!("{traced}/{} numbers traced", texts.len())
    }

    fn findings(&self) -> Vec<Finding> {
        let missing = self.missing();
        let foreign: Vec<Finding> = self
            .trace
            .foreign
            .iter()
            .map(|foreign| self.foreign(foreign, &missing))
            .collect();
        // A small number that is missing means something only beside one that was written for it.
        let replaced = foreign.iter().any(|finding| finding.severity == Severity::Error);
        let shown = missing.iter().filter(|text| text.telling || replaced);
        let idle = self.trace.texts.iter().filter(|text| text.used == Use::Idle);
        let mut findings = shortened(
            shown.map(|text| self.unused(text)).collect(),
            "numbers of the problem are not used",
        );
        findings.extend(shortened(foreign, "numbers of the program are not given"));
        let formulated = self.trace.formulated.iter().map(|number| self.formulated(number));
        findings.extend(shortened(
            formulated.collect(),
            "numbers of the formulation are not given",
        ));
        if let Some(model) = self.model {
            let turned = reversed(self.formulation, model);
            let told = turned.iter().map(|row| Self::reversed(row, model));
            findings.extend(shortened(told.collect(), "rows point the other way"));
            let limits = contradictions(self.problem, &self.trace.texts, model);
            let told = limits.iter().map(|limit| self.contradiction(limit, model));
            findings.extend(shortened(told.collect(), "limits point the other way"));
            findings.extend(self.out_of_place(model));
        }
        let aside = self.trace.aside.iter().map(|at| self.aside(*at));
        findings.extend(shortened(
            aside.collect(),
            "numbers are written down and never looked at",
        ));
        findings.extend(shortened(
            idle.map(|text| self.idle(text)).collect(),
            "numbers do not reach the model",
        ));
        if self.trace.cut {
            let message = format!("Only the first {MAX_TRACED} numbers of the problem were traced.");
            findings.push(Finding::new(Severity::Warning, message).of(Signal::UntracedRest));
        }
        findings
    }

    /// Numbers that the model holds where they do not belong.
    fn out_of_place(&self, model: &Model) -> Vec<Finding> {
        let texts = &self.trace.texts;
        let strangers = misplaced(self.problem, texts, &self.weakness.tables, model)
            .into_iter()
            .map(|stranger| {
                let (found, expected) = (&texts[stranger.found], &texts[stranger.expected]);
                let message = format!(
                    "{} stands among numbers of another column or line of the table; {} would fit them.",
                    self.written(found),
                    self.written(expected)
                );
                let finding = Finding::new(Severity::Warning, message).of(Signal::MisplacedNumber);
                let finding = finding.at(span_of(found)).at(span_of(expected));
                evidence_of(stranger.place, model)
                    .into_iter()
                    .fold(finding, Finding::at)
            });
        let mixed = mixed_units(texts, model).into_iter().map(|(row, limit)| {
            let limit = &texts[limit];
            let message = format!(
                "The terms of the row are money, but {} is none.",
                self.written(limit)
            );
            let finding = Finding::new(Severity::Warning, message)
                .of(Signal::MixedUnits)
                .at(span_of(limit));
            evidence_of(Place::Row(row), model)
                .into_iter()
                .fold(finding, Finding::at)
        });
        shortened(
            strangers.chain(mixed).collect(),
            "numbers stand in the wrong place",
        )
    }

    /// Numbers of the problem, written in digits and above 2, that went nowhere.
    fn missing(&self) -> Vec<&TextNumber> {
        let texts = self.trace.texts.iter();
        texts
            .filter(|text| text.used == Use::Unused && text.number.kind != NumberKind::Word)
            .filter(|text| text.telling || (text.number.value.abs() > 2.0 && text.number.value.abs() < 10.0))
            .collect()
    }

    fn unused(&self, text: &TextNumber) -> Finding {
        let (severity, signal) = if !text.telling {
            (Severity::Warning, Signal::SmallUnused)
        } else if self.weakness.describes(&text.number.span) {
            (Severity::Warning, Signal::DescribedUnused)
        } else {
            (self.strength, Signal::UnusedNumber)
        };
        let message = format!(
            "The problem gives {}, but the program never uses it.",
            self.written(text)
        );
        Finding::new(severity, message).of(signal).at(span_of(text))
    }

    fn idle(&self, text: &TextNumber) -> Finding {
        let message = format!(
            "The program writes {} down, but it does not reach the model.",
            self.written(text)
        );
        let lines = text.constants.iter().map(|at| self.trace.constants[*at].line);
        let finding = Finding::new(Severity::Warning, message)
            .of(Signal::IdleNumber)
            .at(span_of(text));
        lines
            .take(3)
            .fold(finding, |finding, line| finding.at(Evidence::Line { line }))
    }

    /// A constant that the program names and forgets.
    fn aside(&self, constant: usize) -> Finding {
        let line = self.trace.constants[constant].line;
        let texts = self.trace.texts.iter();
        let source = texts.into_iter().find(|text| text.constants.contains(&constant));
        let written = source.map_or_else(String::new, |text| self.written(text));
        let message = format!("The program puts {written} under a name that it never looks at.");
        let mut finding = Finding::new(Severity::Error, message)
            .of(Signal::ForgottenNumber)
            .at(Evidence::Line { line });
        finding.evidence.extend(source.map(span_of));
        finding
    }

    fn contradiction(&self, found: &Contradiction, model: &Model) -> Finding {
        let text = &self.trace.texts[found.text];
        let (asked, held) = if found.at_least {
            ("at least", "from above")
        } else {
            ("at most", "from below")
        };
        let message = format!(
            "The problem says {asked} {}, but the row limits {held}.",
            self.written(text)
        );
        let mut finding = Finding::new(Severity::Error, message)
            .of(Signal::ContradictedLimit)
            .at(span_of(text));
        let line = model.rows[found.row].line.map(|line| Evidence::Line { line });
        finding.evidence.extend(line);
        finding.evidence.extend(evidence_of(Place::Row(found.row), model));
        finding
    }

    fn formulated(&self, number: &NumberSpan) -> Finding {
        let value = rounded(number.value, 6);
        let message = format!("The formulation uses {value}, which neither the problem nor the program has.");
        Finding::new(self.strength, message)
            .of(Signal::FormulatedNumber)
            .at(Evidence::Text {
                part: Part::Formulation,
                span: number.span.clone(),
            })
    }

    fn reversed(found: &Reversed, model: &Model) -> Finding {
        let sign = found.written.relation.sign();
        let message =
            format!("The formulation writes {sign} where the program turns the same terms the other way.");
        let mut finding = Finding::new(Severity::Error, message)
            .of(Signal::ReversedRow)
            .at(Evidence::Text {
                part: Part::Formulation,
                span: found.written.span.clone(),
            });
        if let Some(row) = found.row {
            let line = model.rows[row].line.map(|line| Evidence::Line { line });
            finding.evidence.extend(line);
            finding.evidence.extend(evidence_of(Place::Row(row), model));
        }
        finding
    }

    fn foreign(&self, foreign: &Foreign, missing: &[&TextNumber]) -> Finding {
        let constant = &self.trace.constants[foreign.constant];
        let value = rounded(constant.value, 6);
        let (severity, message, text) = match (foreign.unit, missing) {
            (Some((text, factor)), _) => {
                let text = &self.trace.texts[text];
                let (severity, judgement) = if names_units(self.problem, factor) {
                    (Severity::Info, "which converts its unit")
                } else {
                    (
                        Severity::Error,
                        "but the problem names no two units that would explain it",
                    )
                };
                let factor = rounded(factor, 0);
                let message = format!(
                    "{value} stands for {}, off by the factor {factor}, {judgement}.",
                    self.written(text)
                );
                (severity, message, Some(text))
            }
            (None, [only]) => {
                let message = format!(
                    "The program uses {value}, which the problem does not give; {} is not used.",
                    self.written(only)
                );
                (Severity::Error, message, Some(*only))
            }
            (None, _) => {
                let message = format!("The program uses {value}, which the problem does not give.");
                (Severity::Error, message, None)
            }
        };
        // What was made here has a purpose for each of its numbers, however little this one weighs in the plan.
        let doubtful = self.strength < Severity::Error;
        let weak = doubtful && text.is_none() && self.is_weak(foreign, missing);
        let severity = if weak { Severity::Warning } else { severity };
        let signal = match (foreign.unit, severity) {
            (Some(_), Severity::Info) => Signal::UnitConverted,
            (Some(_), _) => Signal::UnitSlip,
            (None, _) if self.has_many_foreign() => Signal::ManyForeign,
            (None, Severity::Error) => Signal::ForeignNumber,
            (None, _) => Signal::StrayNumber,
        };
        // Without a model nobody knows whether the constant is a datum or belongs to the program's printing.
        let severity = if self.model.is_none() {
            severity.min(Severity::Warning)
        } else {
            severity
        };
        let mut finding = Finding::new(severity, message)
            .of(signal)
            .at(Evidence::Line { line: constant.line });
        finding.evidence.extend(text.map(span_of));
        if let Some(model) = self.model {
            let rows = foreign
                .places
                .iter()
                .filter_map(|place| evidence_of(*place, model));
            finding.evidence.extend(rows.take(MAX_ROWS));
        }
        finding
    }

    fn has_many_foreign(&self) -> bool {
        self.trace
            .foreign
            .iter()
            .filter(|other| other.unit.is_none())
            .count()
            >= MANY_FOREIGN
    }

    /// Whether a foreign number by itself shows little: it limits nothing at the optimum, or it is small and nothing of
    /// the problem is missing. Many of them show that data were made up, whatever each of them is.
    fn is_weak(&self, foreign: &Foreign, missing: &[&TextNumber]) -> bool {
        let value = self.trace.constants[foreign.constant].value;
        let small = value < 10.0 && value.fract() == 0.0 && missing.is_empty();
        !self.has_many_foreign() && (small || self.weakness.limits_nothing(&foreign.places))
    }

    fn written(&self, text: &TextNumber) -> String {
        let percent = if text.number.kind == NumberKind::Percent {
            " %"
        } else {
            ""
        };
        format!("{}{percent}", &self.problem[text.number.span.clone()])
    }
}

fn span_of(text: &TextNumber) -> Evidence {
    Evidence::Text {
        part: Part::Problem,
        span: text.number.span.clone(),
    }
}

/// The first findings, and a count of those that follow; what fails comes first.
fn shortened(mut findings: Vec<Finding>, what: &str) -> Vec<Finding> {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    if findings.len() > MAX_LISTED {
        let more = findings.len() - MAX_LISTED;
        findings.truncate(MAX_LISTED);
        findings.push(Finding::new(Severity::Info, format!("{more} more {what}.")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PROBLEM, PROGRAM, Scene, diet, optimal_run, row, run_of};
    use crate::check::{CheckId, Evidence, Severity, Verdict, VerdictKind};
    use crate::model::{Model, VarId};
    use crate::sample::Part;
    use rstest::rstest;

    /// The verdict on the diet with one constant of program and model replaced.
    fn with_constant(from: &str, to: &str, change: impl FnOnce(&mut Model)) -> Verdict {
        let mut model = diet();
        change(&mut model);
        let program = PROGRAM.replace(from, to);
        Scene::default()
            .program(&program)
            .run(run_of(model, 25.0))
            .verdict(CheckId::Numbers)
    }

    #[test]
    fn a_faithful_program_passes_with_every_number_traced() {
        let verdict = Scene::default().run(optimal_run(25.0)).verdict(CheckId::Numbers);
        assert_eq!(
            (verdict.kind, verdict.summary.as_str()),
            (VerdictKind::Pass, "5/5 numbers traced")
        );
        assert_eq!(verdict.findings, []);
    }

    #[test]
    fn a_wrong_coefficient_is_named_with_what_it_replaced() {
        let verdict = with_constant("12 * a", "13 * a", |model| {
            model.rows[0].terms[0].coefficient = 13.0;
        });
        assert_eq!(verdict.kind, VerdictKind::Fail);
        let foreign = verdict
            .findings
            .iter()
            .find(|finding| finding.message.contains("uses 13"))
            .unwrap();
        assert!(foreign.message.contains("12 is not used"), "{}", foreign.message);
        assert!(foreign.evidence.contains(&Evidence::Line { line: 5 }));
        assert!(foreign.evidence.contains(&Evidence::Row {
            index: 0,
            name: "zinc".to_owned()
        }));
        let at = PROBLEM.find("12").unwrap();
        assert!(foreign.evidence.contains(&Evidence::Text {
            part: Part::Problem,
            span: at..at + 2
        }));
    }

    #[test]
    fn a_small_number_written_for_another_fails_too() {
        let verdict = with_constant("3 * b", "7 * b", |model| {
            model.objective.terms[1].coefficient = 7.0;
        });
        assert_eq!(verdict.kind, VerdictKind::Fail, "{verdict:?}");
    }

    #[test]
    fn a_missing_constraint_leaves_a_number_unused() {
        let verdict = with_constant(
            "m.addConstr(12 * a + 5 * b >= 75, name='zinc')",
            "m.addConstr(12 * a + 5 * b >= 0, name='zinc')",
            |model| model.rows[0].lower = 0.0,
        );
        assert_eq!(verdict.kind, VerdictKind::Fail);
        assert_eq!(
            verdict.summary,
            "The problem gives 75, but the program never uses it."
        );
    }

    #[test]
    fn a_number_that_is_written_but_left_aside_fails() {
        let program = PROGRAM.replace("m.addConstr(", "most = 40\nm.addConstr(");
        let problem = format!("{PROBLEM} At most 40 packs fit.");
        let scene = Scene::default().problem(&problem).program(&program);
        let verdict = scene.run(optimal_run(25.0)).verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        assert_eq!(
            verdict.summary,
            "The program puts 40 under a name that it never looks at."
        );
    }

    #[rstest]
    #[case(75.0, false)]
    #[case(-75.0, true)]
    fn a_limit_that_points_the_other_way_fails(#[case] bound: f64, #[case] turned: bool) {
        let mut model = diet();
        (model.rows[0].lower, model.rows[0].upper) = (f64::NEG_INFINITY, 75.0);
        if turned {
            model.rows[0]
                .terms
                .iter_mut()
                .for_each(|term| term.coefficient *= -1.0);
            (model.rows[0].lower, model.rows[0].upper) = (bound, f64::INFINITY);
        }
        let verdict = Scene::default()
            .run(run_of(model, 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(
            verdict.summary,
            "The problem says at least 75, but the row limits from above."
        );
    }

    #[test]
    fn words_that_may_be_about_something_else_accuse_nobody() {
        let mut model = diet();
        (model.rows[0].lower, model.rows[0].upper) = (f64::NEG_INFINITY, 75.0);
        let again = format!("{PROBLEM} At most 75 mg are safe.");
        let verdict = Scene::default()
            .problem(&again)
            .run(run_of(model.clone(), 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Pass, "given twice: {verdict:?}");
        model.rows[0].terms[1].coefficient = -5.0;
        let verdict = Scene::default()
            .run(run_of(model, 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Pass, "a difference: {verdict:?}");
    }

    #[test]
    fn a_number_that_only_the_program_gives_fails_even_where_it_is_taken_away() {
        let program = PROGRAM.replace("m.addConstr(12 * a", "limit = 6.3\nm.addConstr((12 - limit) * a");
        let mut model = diet();
        model.rows[0].terms[0].coefficient = 5.7;
        let verdict = Scene::default()
            .program(&program)
            .run(run_of(model, 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Fail, "{verdict:?}");
        assert!(
            verdict
                .findings
                .iter()
                .any(|finding| finding.message.contains("uses 6.3"))
        );
    }

    /// A tenth of all that is available, a score without its weight, and the numbers of entities are all accounted for.
    #[rstest]
    #[case(r"\(12a + 5b \geq 75\), \(a \leq 11\)", VerdictKind::Pass)]
    #[case(r"\(0.5(8a + 6b)\)", VerdictKind::Pass)]
    #[case(r"packs (6 = the red one), where \(t_{1} = 6\)", VerdictKind::Pass)]
    #[case(r"\(a \leq 17\)", VerdictKind::Fail)]
    #[case(r"\(12a + 5b \leq 75\)", VerdictKind::Fail)]
    fn a_formulation_says_what_the_model_says(#[case] formulation: &str, #[case] expected: VerdictKind) {
        let mut model = diet();
        model
            .rows
            .push(row("tenth", &[(0, 1.0)], f64::NEG_INFINITY, 11.0, 5));
        let verdict = Scene::default()
            .formulation(formulation)
            .run(run_of(model, 25.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, expected, "{verdict:?}");
    }

    #[test]
    fn a_unit_slip_is_told_from_a_conversion() {
        let slip = with_constant("75", "7500", |model| model.rows[0].lower = 7500.0);
        assert_eq!(slip.kind, VerdictKind::Fail);
        assert!(slip.summary.contains("factor 100"), "{}", slip.summary);
        let problem = "A job takes 25 minutes; 8 hours are open. Each job earns 40. Maximize earnings.";
        let program =
            "import coptpy as cp\nm.addConstr(25 * a <= 480)\nm.setObjective(40 * a, COPT.MAXIMIZE)\n";
        let mut model = diet();
        model.rows[0].terms.truncate(1);
        model.rows[0].terms[0].coefficient = 25.0;
        (model.rows[0].lower, model.rows[0].upper) = (f64::NEG_INFINITY, 480.0);
        model.objective.terms.retain(|term| term.variable == VarId(0));
        model.objective.terms[0].coefficient = 40.0;
        let verdict = Scene::default()
            .problem(problem)
            .program(program)
            .run(run_of(model, 760.0))
            .verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
        assert_eq!(verdict.findings[0].severity, Severity::Info);
    }

    #[test]
    fn percentages_words_and_sums_are_traced() {
        let problem = "At least 60% of 1,200 trips go by canoe. Each earns 30 and costs 12, a boat earns twice 20. \
            Maximize profit with half a dozen boats.";
        let program = "m.addConstr(0.4 * y >= 0.6 * x)\nm.addConstr(x + y <= 1200)\nm.setObjective(18 * y + 2 * 20 * x)\n\
            m.addConstr(x <= 6)";
        let verdict = Scene::default()
            .problem(problem)
            .program(program)
            .verdict(CheckId::Numbers);
        assert!(
            verdict
                .findings
                .iter()
                .all(|finding| !finding.message.contains("gives")),
            "{verdict:?}"
        );
    }

    #[test]
    fn without_a_model_nothing_passes() {
        let verdict = Scene::default().verdict(CheckId::Numbers);
        assert_eq!(verdict.kind, VerdictKind::Unknown);
        assert!(verdict.summary.starts_with("5/5 numbers traced"));
    }
}
