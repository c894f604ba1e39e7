//! What a probe found, in sentences that point at rows, lines and sentences.

use crate::check::link::Sentences;
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::text::{number, rounded};
use crate::model::{Model, VarId};
use crate::sample::Part;
use crate::solve::probe::{Change, Contradiction, Datum, MovedDatum, PlanRange, Probe, Reaction};
use crate::solve::{Place, Side};

/// Terms of a row that are written out.
const MOST_TERMS: usize = 8;

/// Variables of another plan that are named.
const MOST_NAMED: usize = 5;

pub(super) struct Narrator<'a> {
    pub(super) probe: &'a Probe,
    pub(super) model: &'a Model,
    pub(super) sentences: Sentences<'a>,
}

impl Narrator<'_> {
    /// An optimum that moved the wrong way.
    pub(super) fn wrong_way(&self, one: &Contradiction) -> Finding {
        let before = rounded(self.probe.objective, 9);
        let what = match one.change {
            Change::Dropped(row) => format!("Without row {}", self.row(row)),
            Change::Moved(datum, up) => {
                let direction = if up { "more" } else { "less" };
                format!("With 1 % {direction} in {}", self.datum(datum))
            }
        };
        let after = match one.reaction {
            Reaction::Moved { objective } => format!("the optimum is {}", rounded(objective, 9)),
            Reaction::Lost { status } => format!("the model is {}", status.word()),
            Reaction::Same | Reaction::Unknown => "nothing is known".to_owned(),
        };
        let why = if one.tightens {
            "a tighter model cannot do better, so that is not the optimum"
        } else {
            "a wider model cannot do worse, so the solvers contradict themselves"
        };
        let finding = Finding::new(
            Severity::Error,
            format!("{what} {after} instead of {before}: {why}."),
        );
        let finding = finding.of(Signal::RefutedOptimum);
        let place = match one.change {
            Change::Dropped(row) => self.at_row(finding, row),
            Change::Moved(datum, _) => self.at_datum(finding, datum),
        };
        place.at(Evidence::Outcome)
    }

    /// A row that the others imply.
    pub(super) fn implied(&self, row: usize) -> Finding {
        let message = format!(
            "Row {} can never bind: the other rows and the bounds already ask for as much.",
            self.row(row)
        );
        self.at_row(
            Finding::new(Severity::Warning, message).of(Signal::ImpliedRow),
            row,
        )
    }

    /// A row that does not bind at the optimum.
    pub(super) fn loose(&self, row: usize) -> Finding {
        let message = format!(
            "Row {} does not bind: without it the optimum is {} as well.",
            self.row(row),
            rounded(self.probe.objective, 6)
        );
        self.at_row(Finding::new(Severity::Info, message).of(Signal::LooseRow), row)
    }

    /// A datum on which nothing depends.
    pub(super) fn idle(&self, moved: &MovedDatum) -> Finding {
        let message = format!(
            "{} more or less of {} changes nothing: the optimum is the same.",
            self.step_words(moved),
            self.datum(moved.datum)
        );
        self.at_datum(
            Finding::new(Severity::Info, message).of(Signal::IdleDatum),
            moved.datum,
        )
    }

    fn step_words(&self, moved: &MovedDatum) -> &'static str {
        match moved.datum {
            Datum::Bound { variable, .. } if self.model.variables[variable].kind.is_integral() => "One",
            _ => "1 %",
        }
    }

    /// That no datum and no row matters.
    pub(super) fn nothing_matters(&self) -> Option<Finding> {
        let probe = self.probe;
        let rows = probe.rows.iter().all(|row| row.reaction.is_same());
        let data = probe.data.iter().all(super::is_idle);
        let some = !probe.rows.is_empty() && !probe.data.is_empty();
        (some && rows && data && probe.is_complete()).then(|| {
            let message = "The optimum depends on none of the rows and none of the data.";
            Finding::new(Severity::Warning, message)
                .of(Signal::InertModel)
                .at(Evidence::Objective)
                .at(Evidence::Outcome)
        })
    }

    /// That the plan is not the only one.
    pub(super) fn other_plans(&self) -> Option<Finding> {
        let plans = &self.probe.plans;
        if plans.unique != Some(false) {
            return None;
        }
        let ranges: Vec<String> = plans
            .ranges
            .iter()
            .take(MOST_NAMED)
            .map(|range| self.range(range))
            .collect();
        let more = plans.ranges.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let named = if ranges.is_empty() {
            String::new()
        } else {
            format!(": {}{more}", ranges.join(", "))
        };
        let message = format!(
            "The optimum is not unique: another plan has the same value {}{named}.",
            rounded(self.probe.objective, 6)
        );
        let mut finding = Finding::new(Severity::Info, message).of(Signal::SeveralPlans);
        for range in plans.ranges.iter().take(MOST_NAMED) {
            if let Some(place) = in_model(Place::Variable(range.variable), self.model) {
                finding.evidence.push(place);
            }
        }
        Some(finding)
    }

    fn range(&self, range: &PlanRange) -> String {
        let name = self.model.name_of(VarId(range.variable));
        match (range.from, range.to) {
            (Some(from), Some(to)) => format!("{name} from {} to {}", rounded(from, 4), rounded(to, 4)),
            (Some(from), None) => format!("{name} from {} without end", rounded(from, 4)),
            (None, Some(to)) => format!("{name} up to {}", rounded(to, 4)),
            (None, None) => format!("{name} anything"),
        }
    }

    /// Whether a datum stands in a row that changes nothing when it is dropped.
    pub(super) fn stands_in_loose_row(&self, datum: Datum) -> bool {
        let (Datum::Side { row, .. } | Datum::Coefficient { row, .. }) = datum else {
            return false;
        };
        let mut rows = self.probe.rows.iter();
        rows.any(|dropped| dropped.row == row && dropped.reaction.is_same())
    }

    /// `zinc (12 a + 5 b ≥ 75)`
    fn row(&self, row: usize) -> String {
        match self.model.rows.get(row) {
            Some(written) => format!(
                "{} ({})",
                written.name,
                self.model.short_row_text(written, MOST_TERMS)
            ),
            None => "?".to_owned(),
        }
    }

    /// `the cost 4 of a`
    fn datum(&self, datum: Datum) -> String {
        let name = |variable: usize| self.model.name_of(VarId(variable));
        let row_name = |row: usize| self.model.rows.get(row).map_or("?", |row| row.name.as_str());
        let value = self.value(datum).map(number).unwrap_or_default();
        match datum {
            Datum::Cost { variable } => format!("the objective's {value} of {}", name(variable)),
            Datum::Coefficient { row, variable } => {
                format!("the {value} of {} in row {}", name(variable), row_name(row))
            }
            Datum::Side { row, .. } => format!("the {value} of row {}", row_name(row)),
            Datum::Bound { variable, side } => {
                let side = if side == Side::Lower { "lower" } else { "upper" };
                format!("the {side} bound {value} of {}", name(variable))
            }
        }
    }

    fn value(&self, datum: Datum) -> Option<f64> {
        let found = self.probe.data.iter().find(|moved| moved.datum == datum);
        found.map(|moved| moved.value)
    }

    fn at_row(&self, finding: Finding, row: usize) -> Finding {
        let line = self.model.rows.get(row).and_then(|row| row.line);
        self.at_place(finding, Place::Row(row), line)
    }

    fn at_datum(&self, finding: Finding, datum: Datum) -> Finding {
        match datum {
            Datum::Side { row, .. } => self.at_row(finding, row),
            Datum::Coefficient { row, variable } => {
                let finding = self.at_row(finding, row);
                match in_model(Place::Variable(variable), self.model) {
                    Some(place) => finding.at(place),
                    None => finding,
                }
            }
            Datum::Cost { .. } => {
                let finding = finding.at(Evidence::Objective);
                match self.model.objective.line {
                    Some(line) => finding.at(Evidence::Line { line }),
                    None => finding,
                }
            }
            Datum::Bound { variable, .. } => {
                let line = self
                    .model
                    .variables
                    .get(variable)
                    .and_then(|variable| variable.line);
                self.at_place(finding, Place::Variable(variable), line)
            }
        }
    }

    fn at_place(&self, mut finding: Finding, place: Place, line: Option<u32>) -> Finding {
        let spans = self.sentences.of(place, self.model);
        finding
            .evidence
            .extend(spans.into_iter().map(|span| Evidence::Text {
                part: Part::Problem,
                span,
            }));
        finding.evidence.extend(line.map(|line| Evidence::Line { line }));
        finding.evidence.extend(in_model(place, self.model));
        finding
    }
}

/// How many there are besides those that were named.
pub(super) fn more(count: usize, noun: &str, that: &str, severity: Severity) -> Finding {
    let (plural, that) = if count == 1 {
        ("", that.to_owned())
    } else {
        let that = that.replacen("that does ", "that do ", 1);
        ("s", that)
    };
    Finding::new(
        severity,
        format!(
            "There {} {count} more {noun}{plural} {that}.",
            if count == 1 { "is" } else { "are" }
        ),
    )
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
