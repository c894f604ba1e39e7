//! Explanations in sentences. Names come from programs; here they are made harmless and short.

use crate::model::text::{number, rounded};
use crate::model::{Model, ObjectiveSense, Row, RowSense, VarId, Variable, VariableKind};
use crate::sample::clean;
use crate::solve::outcome::{Outcome, Status};
use crate::solve::sensitivity::{RowSensitivity, Side};
use crate::solve::tolerance::FEASIBILITY;

use super::{Cause, Clash, Explanation, Member, Move, Passing, Place, Ray};

/// Characters of a name that are shown.
const NAME: usize = 60;

/// Terms of a row that are shown.
const TERMS: usize = 8;

/// Names in an enumeration that are shown.
const NAMES: usize = 4;

/// Changes of the objective below this, relative to its size, are none.
const WORTHLESS: f64 = 1e-9;

/// A sentence about some places of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The sentence; one harmless line.
    pub text: String,
    /// What it is about.
    pub places: Vec<Place>,
}

impl Remark {
    fn new(text: String, places: impl IntoIterator<Item = Place>) -> Self {
        Self {
            text,
            places: places.into_iter().collect(),
        }
    }

    /// The program lines that made its places, in order and once each.
    pub fn lines(&self, model: &Model) -> Vec<u32> {
        let line = |place: &Place| match place {
            Place::Row(index) => model.rows.get(*index)?.line,
            Place::Variable(index) => model.variables.get(*index)?.line,
        };
        let mut lines: Vec<u32> = self.places.iter().filter_map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}

/// A name as it may be shown.
fn shown(name: &str) -> String {
    let name = clean(name).replace(['\n', '\t'], " ");
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{} …", &name[..end]),
        None => name,
    }
}

fn variable_name(model: &Model, index: usize) -> String {
    shown(model.name_of(VarId(index)))
}

fn row_name(model: &Model, index: usize) -> String {
    model
        .rows
        .get(index)
        .map_or_else(|| "?".to_owned(), |row| shown(&row.name))
}

/// `1 row`, `2 rows`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `a, b and c`; a long list is cut.
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] if names.len() <= NAMES => format!("{} and {last}", all.join(", ")),
        _ => format!("{} and {} more", names[..NAMES].join(", "), names.len() - NAMES),
    }
}

impl Explanation {
    /// What it comes to, in a sentence.
    pub fn summary(&self, model: &Model) -> String {
        match &self.cause {
            Cause::Clash(clash) => clash.summary(),
            Cause::Ray(ray) => ray.summary(model),
        }
    }

    /// A sentence for each part of it.
    pub fn remarks(&self, model: &Model) -> Vec<Remark> {
        match &self.cause {
            Cause::Clash(clash) => clash.members.iter().map(|member| member.remark(model)).collect(),
            Cause::Ray(ray) => ray.remarks(model),
        }
    }
}

impl Clash {
    fn summary(&self) -> String {
        let whole = if self.integrality {
            " only because some variables take whole numbers only"
        } else {
            ""
        };
        if self.members.is_empty() && self.hidden == 0 {
            return format!(
                "The rows clash{whole}; which of them do was not found out in the time given (not proved smallest)."
            );
        }
        let rows = self
            .members
            .iter()
            .filter(|member| matches!(member.place, Place::Row(_)));
        let rows = rows.count();
        let bounds = self.members.len() - rows;
        let parts = [(rows, "row"), (bounds, "bound")].into_iter();
        let mut parts: Vec<String> = parts
            .filter(|(many, _)| *many > 0)
            .map(|(many, noun)| count(many, noun))
            .collect();
        if self.hidden > 0 {
            parts.push(format!(
                "{} that stand for a construct of the program",
                count(self.hidden, "row")
            ));
        }
        let clash = if self.members.len() + self.hidden == 1 {
            "clashes with itself"
        } else {
            "clash"
        };
        let proof = if self.smallest {
            "without any one of them a point exists"
        } else {
            "not proved smallest: some may not be needed"
        };
        format!("{} {clash}{whole}; {proof}.", list(&parts))
    }
}

/// The row with only the side that counts.
fn one_sided(row: &Row, side: Side) -> Row {
    let mut row = row.clone();
    match side {
        Side::Lower => row.upper = f64::INFINITY,
        Side::Upper => row.lower = f64::NEG_INFINITY,
        Side::Both => {}
    }
    row
}

fn bound_text(variable: &Variable, side: Side) -> String {
    let name = shown(&variable.name);
    if variable.kind == VariableKind::Binary {
        let end = match side {
            Side::Lower => "≥ 0",
            Side::Upper => "≤ 1",
            Side::Both => "fixed",
        };
        // A binary may have been narrowed further.
        let narrowed = variable.lower > 0.0 || variable.upper < 1.0;
        if !narrowed {
            return format!("{name} {end} (it is binary)");
        }
    }
    match side {
        Side::Lower => format!("{name} ≥ {}", number(variable.lower)),
        Side::Upper => format!("{name} ≤ {}", number(variable.upper)),
        Side::Both => format!("{name} = {}", number(variable.lower)),
    }
}

impl Member {
    fn remark(&self, model: &Model) -> Remark {
        let doubt = if self.needed { "" } else { " (perhaps not needed)" };
        let text = match self.place {
            Place::Row(index) => model.rows.get(index).map(|row| {
                let text = model.short_row_text(&one_sided(row, self.side), TERMS);
                format!("row {}: {}", shown(&row.name), clean(&text).replace('\n', " "))
            }),
            Place::Variable(index) => {
                let variable = model.variables.get(index);
                variable.map(|variable| format!("bound {}", bound_text(variable, self.side)))
            }
        };
        let text = text.unwrap_or_else(|| "a part that this model does not have".to_owned());
        Remark::new(format!("{text}{doubt}"), [self.place])
    }
}

impl Move {
    fn text(&self, model: &Model) -> String {
        let way = if self.rate > 0.0 { "grows" } else { "falls" };
        format!(
            "{} {way} by {}",
            variable_name(model, self.variable),
            rounded(self.rate.abs(), 4)
        )
    }

    fn remark(&self, model: &Model) -> Remark {
        let holds = |row: &&Row| {
            let bounded = row.sense() != RowSense::Free;
            bounded && row.terms.iter().any(|term| term.variable.0 == self.variable)
        };
        let rows = model.rows.iter().filter(holds).count();
        let end = if self.rate > 0.0 { "upper" } else { "lower" };
        let held = match rows {
            0 => format!("no {end} bound and no row holds it: a bound or a row is missing"),
            1 => format!("no {end} bound, and the row that it stands in lets it pass"),
            _ => format!(
                "no {end} bound, and the {} that it stands in let it pass",
                count(rows, "row")
            ),
        };
        let way = if self.rate > 0.0 { "grows" } else { "falls" };
        let name = variable_name(model, self.variable);
        Remark::new(format!("{name} {way}: {held}"), [Place::Variable(self.variable)])
    }

    /// The bound that would end it, with its article.
    fn missing(&self) -> &'static str {
        if self.rate > 0.0 { "an upper" } else { "a lower" }
    }
}

impl Ray {
    fn summary(&self, model: &Model) -> String {
        let moves: Vec<String> = self.moves.iter().map(|one| one.text(model)).collect();
        let missing = match self.moves.as_slice() {
            [one] => {
                let name = variable_name(model, one.variable);
                format!("{} bound on {name}, or a row that holds it,", one.missing())
            }
            _ => "a bound on one of these variables, or a row that holds them,".to_owned(),
        };
        format!(
            "The objective improves by {} with every step in which {}, and nothing ends the steps: {} is missing.",
            rounded(self.gain.abs(), 4),
            list(&moves),
            missing
        )
    }

    fn remarks(&self, model: &Model) -> Vec<Remark> {
        let moves = self.moves.iter().map(|one| one.remark(model));
        let rows = self.passing.iter().map(|one| one.remark(model));
        moves.chain(rows).collect()
    }
}

impl Passing {
    fn remark(&self, model: &Model) -> Remark {
        let (has, needs) = if self.rate > 0.0 {
            ("≥", "≤")
        } else {
            ("≤", "≥")
        };
        let text = format!(
            "row {} only has a {has}, from which its left side moves away by {} a step: a {needs} would end this",
            row_name(model, self.row),
            rounded(self.rate.abs(), 4)
        );
        Remark::new(text, [Place::Row(self.row)])
    }
}

/// What an optimum hangs on: the rows that bind, and what one unit more in each would be worth, the dearest first and
/// `most` of them at most. Empty for an outcome without an optimum.
pub fn prices(model: &Model, outcome: &Outcome, most: usize) -> Vec<Remark> {
    if outcome.status != Status::Optimal {
        return Vec::new();
    }
    let size = outcome.objective.unwrap_or(0.0).abs().max(1.0);
    let mut binding: Vec<(f64, usize, Option<f64>)> = Vec::new();
    for (index, (row, result)) in model.rows.iter().zip(&outcome.rows).enumerate() {
        let dual = detail_of(outcome, index).map(|one| one.dual).or(result.dual);
        let scale = row.lower.abs().min(row.upper.abs()).max(1.0);
        let binds = result.slack.is_some_and(|slack| slack <= FEASIBILITY * scale);
        let worth = dual.map_or(0.0, f64::abs);
        if binds || worth > WORTHLESS * size {
            binding.push((worth, index, dual));
        }
    }
    // A stable sort: rows of one price stay in the model's order.
    binding.sort_by(|one, other| other.0.total_cmp(&one.0));
    let dearest = binding.into_iter().take(most);
    let remarks = dearest.map(|(worth, index, dual)| {
        let row = &model.rows[index];
        let name = shown(&row.name);
        let text = match dual {
            Some(dual) if worth > WORTHLESS * size => {
                priced_text(model, row, dual, detail_of(outcome, index))
            }
            Some(_) => format!("{name} binds; one unit more or less is worth nothing here"),
            None => format!("{name} binds"),
        };
        Remark::new(text, [Place::Row(index)])
    });
    remarks.collect()
}

fn detail_of(outcome: &Outcome, index: usize) -> Option<&RowSensitivity> {
    outcome.sensitivity.as_ref()?.rows.get(index)
}

fn priced_text(model: &Model, row: &Row, dual: f64, detail: Option<&RowSensitivity>) -> String {
    let better = match model.objective.sense {
        ObjectiveSense::Minimize => dual < 0.0,
        ObjectiveSense::Maximize => dual > 0.0,
    };
    let verb = if better { "improve" } else { "worsen" };
    let name = shown(&row.name);
    let unit = match row.sense() {
        RowSense::GreaterEqual => format!("one more unit asked of {name}"),
        _ => format!("one more unit of {name}"),
    };
    let range = detail
        .and_then(|one| one.range)
        .map_or_else(String::new, |range| match (range.from, range.to) {
            (Some(from), Some(to)) => format!(
                " while its side lies between {} and {}",
                rounded(from, 4),
                rounded(to, 4)
            ),
            (Some(from), None) => format!(" while its side is at least {}", rounded(from, 4)),
            (None, Some(to)) => format!(" while its side is at most {}", rounded(to, 4)),
            (None, None) => String::new(),
        });
    format!(
        "{unit} would {verb} the objective by {}{range}",
        rounded(dual.abs(), 6)
    )
}

impl Outcome {
    /// How the prices of this outcome are to be read, in a sentence; `None` when that goes without saying.
    pub fn prices_note(&self) -> Option<&'static str> {
        let sensitivity = self.sensitivity.as_ref()?;
        match (sensitivity.fixed_integers, sensitivity.degenerate) {
            (true, _) => Some("prices hold while every whole number stays as it is"),
            (false, true) => Some("the optimum is degenerate: a price may hold in one direction only"),
            (false, false) => None,
        }
    }
}
