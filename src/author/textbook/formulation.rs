//! The formulation: a plan as Markdown with LaTeX.

use std::fmt::Write as _;

use crate::model::{ObjectiveSense, VariableKind};

use super::algebra::Relation;
use super::blueprint::positions;
use super::evaluate::{Linear, Places, columns, each};
use super::family::Decision;
use super::general;
use super::number::{code, list};
use super::plan::{PartPlan, Plan};
use super::words::capital;

/// How a formulation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Every row with its numbers.
    WrittenOut,
    /// Sets, parameters, and rows over indices.
    General,
}

impl Style {
    /// The style of a formulation of ours.
    pub fn of(formulation: &str) -> Self {
        if formulation.contains(general::HEADING) {
            Self::General
        } else {
            Self::WrittenOut
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::WrittenOut => Self::General,
            Self::General => Self::WrittenOut,
        }
    }
}

/// Writes the formulation of a plan.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn write(plan: &Plan, style: Style) -> Result<String, String> {
    match style {
        Style::WrittenOut => written_out(plan),
        Style::General => general::write(plan),
    }
}

fn written_out(plan: &Plan) -> Result<String, String> {
    let symbols = symbols(plan);
    let mut text = format!(
        "## Mathematical Model:\n{}\n\n### Decision Variables:\n",
        introduction(plan)?
    );
    for (part, mark) in plan.parts.iter().zip(marks(plan)) {
        for variable in part.family.variables {
            text.push_str(&definition(part, variable, mark)?);
        }
    }
    let _ = write!(
        text,
        "\n### Objective Function:\n- {}\n",
        objective(plan, &symbols)?
    );
    text.push_str("\n### Constraints:\n");
    for (position, line) in constraints(plan, &symbols)?.iter().enumerate() {
        let _ = writeln!(text, "{}. {line}", position + 1);
    }
    text.push_str("\n### Variable Domains:\n");
    for (part, mark) in plan.parts.iter().zip(marks(plan)) {
        for variable in part.family.variables {
            text.push_str(&domain(part, variable, mark)?);
        }
    }
    Ok(text)
}

/// What the objective says: "Maximize the total profit".
///
/// # Errors
/// As [`write`].
pub fn aim_text(plan: &Plan) -> Result<String, String> {
    let verb = match plan.sense {
        ObjectiveSense::Maximize => "maximize",
        ObjectiveSense::Minimize => "minimize",
    };
    let scored = plan.aims.iter().any(|aim| !is_one(aim.weight.abs()));
    let mut aims = if scored {
        "a combined score of ".to_owned()
    } else {
        String::new()
    };
    for (position, aim) in plan.aims.iter().enumerate() {
        aims.push_str(match (position, aim.weight < 0.0) {
            (0, false) => "",
            (0, true) => "minus ",
            (_, false) => " plus ",
            (_, true) => " minus ",
        });
        if !is_one(aim.weight.abs()) {
            let _ = write!(aims, "{} times ", code(aim.weight.abs()));
        }
        aims.push_str(&plan.parts[aim.part].tell(aim.goal.aim, &Places::new())?);
        let unit = plan.parts[aim.part].tell(aim.goal.unit, &Places::new())?;
        if scored && !aims.ends_with(&unit) {
            let _ = write!(aims, " (in {unit})");
        }
    }
    Ok(format!("{verb} {aims}"))
}

pub(super) fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < 1e-12
}

pub(super) fn introduction(plan: &Plan) -> Result<String, String> {
    let kinds: Vec<VariableKind> = plan
        .parts
        .iter()
        .flat_map(|part| part.family.variables.iter().map(|v| part.kind(v)))
        .collect();
    let integral = kinds.iter().filter(|kind| kind.is_integral()).count();
    let name = if integral == 0 {
        "a linear programming model"
    } else if kinds.iter().all(|kind| *kind == VariableKind::Binary) {
        "a binary linear programming model"
    } else if integral == kinds.len() {
        "an integer linear programming model"
    } else {
        "a mixed-integer linear programming model"
    };
    Ok(format!(
        "We build {name} to {} subject to the stated requirements.",
        aim_text(plan)?
    ))
}

/// What tells the symbols of joined parts apart.
pub(super) fn marks(plan: &Plan) -> impl Iterator<Item = &'static str> {
    let joined = plan.parts.len() > 1;
    ["A", "B", "C"]
        .into_iter()
        .map(move |mark| if joined { mark } else { "" })
}

fn symbol(variable: &Decision, mark: &str, subscript: &str) -> String {
    let mark = if mark.is_empty() {
        String::new()
    } else {
        format!("^{{{mark}}}")
    };
    let subscript = if subscript.is_empty() {
        String::new()
    } else {
        format!("_{{{subscript}}}")
    };
    format!("{}{mark}{subscript}", variable.symbol)
}

/// The symbol of every column, by part.
fn symbols(plan: &Plan) -> Vec<Vec<String>> {
    plan.parts
        .iter()
        .zip(marks(plan))
        .map(|(part, mark)| {
            columns(&part.part, part.family)
                .into_iter()
                .map(|(variable, at)| symbol(variable, mark, &subscript(&at)))
                .collect()
        })
        .collect()
}

fn subscript(at: &[usize]) -> String {
    at.iter()
        .map(|position| (position + 1).to_string())
        .collect::<Vec<_>>()
        .join(",")
}

pub(super) fn definition(part: &PartPlan, variable: &Decision, mark: &str) -> Result<String, String> {
    let mut text = String::new();
    let sizes = part.part.sizes(variable.over);
    if variable.over.len() < 2 {
        for (at, places) in positions(&sizes)
            .iter()
            .zip(each(&part.part, variable.over, &Places::new()))
        {
            let about = part.tell(variable.about, &places)?;
            let _ = writeln!(
                text,
                "- \\({}\\): {about}",
                symbol(variable, mark, &subscript(at))
            );
        }
        return Ok(text);
    }
    let letters: Vec<String> = variable.over.chars().map(String::from).collect();
    let about = part.tell(variable.about, &Places::new())?;
    let _ = write!(
        text,
        "- \\({}\\): {about}, where ",
        symbol(variable, mark, &letters.join(","))
    );
    let mut ranges = Vec::new();
    for set in variable.over.chars() {
        let names = (0..part.part.size(set))
            .map(|position| {
                Ok(format!(
                    "{} = {}",
                    position + 1,
                    part.part.item(set, position)?.one
                ))
            })
            .collect::<Result<Vec<_>, String>>()?;
        ranges.push(format!(
            "\\({set}\\) numbers the {} ({})",
            part.part.words(set)?.many,
            names.join(", ")
        ));
    }
    let _ = writeln!(text, "{}", list(&ranges));
    Ok(text)
}

pub(super) fn domain(part: &PartPlan, variable: &Decision, mark: &str) -> Result<String, String> {
    let letters: Vec<String> = variable.over.chars().map(String::from).collect();
    let name = symbol(variable, mark, &letters.join(","));
    let rule = match part.kind(variable) {
        VariableKind::Binary => format!("\\({name} \\in \\{{0, 1\\}}\\)"),
        VariableKind::Integer => format!("\\({name} \\geq 0\\) and integer"),
        VariableKind::Continuous => format!("\\({name} \\geq 0\\) and continuous"),
    };
    let sets = variable
        .over
        .chars()
        .map(|set| Ok(format!("{} \\({set}\\)", part.part.words(set)?.one)))
        .collect::<Result<Vec<_>, String>>()?;
    Ok(if sets.is_empty() {
        format!("- {rule}\n")
    } else {
        format!("- {rule} for each {}\n", list(&sets))
    })
}

fn objective(plan: &Plan, symbols: &[Vec<String>]) -> Result<String, String> {
    let sign = match plan.sense {
        ObjectiveSense::Maximize => "\\max",
        ObjectiveSense::Minimize => "\\min",
    };
    let mut formula = String::new();
    let scored = plan.aims.iter().any(|aim| !is_one(aim.weight.abs()));
    for (aim, value) in plan.aims.iter().zip(plan.aim_values()?) {
        let text = side(&value, &symbols[aim.part]);
        let term = match (scored, plan.aims.len()) {
            (true, _) => format!("{}({text})", code(aim.weight.abs())),
            (false, 1) => text,
            (false, _) => format!("({text})"),
        };
        formula.push_str(match (formula.is_empty(), aim.weight < 0.0) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        formula.push_str(&term);
    }
    Ok(format!(
        "{}: \\({sign} \\ Z = {formula}\\)",
        capital(&aim_text(plan)?)
    ))
}

fn constraints(plan: &Plan, symbols: &[Vec<String>]) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for (part, symbols) in plan.parts.iter().zip(symbols) {
        for rule in &part.rules {
            let places = each(&part.part, rule.each, &rule.places);
            for (places, (row, _)) in places.iter().zip(part.rows(rule)?) {
                let about = capital(&part.tell(rule.about, places)?);
                let (left, right) = (side(&row.left, symbols), side(&row.right, symbols));
                lines.push(format!(
                    "{about}: \\({left} {} {right}\\)",
                    relation(row.relation)
                ));
            }
        }
    }
    if let Some(link) = &plan.link {
        let mut total = String::new();
        for ((part, usage), symbols) in plan.parts.iter().zip(&link.usage).zip(symbols) {
            let used = super::evaluate::linear(&part.part, part.family, usage, &Places::new())?;
            let text = side(&used, symbols);
            if !total.is_empty() {
                total.push_str(" + ");
            }
            total.push_str(&text);
        }
        let sign = relation(link.relation);
        lines.push(format!(
            "Shared {}: \\({total} {sign} {}\\)",
            link.kind,
            code(link.limit)
        ));
    }
    Ok(lines)
}

pub(super) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::AtMost => "\\leq",
        Relation::AtLeast => "\\geq",
        Relation::Equals => "=",
    }
}

/// One side of a row: `2x_{1} - 3x_{2} + 5`.
fn side(linear: &Linear, symbols: &[String]) -> String {
    let mut text = String::new();
    for (column, coefficient) in &linear.terms {
        let name = symbols.get(*column).map_or("?", String::as_str);
        let size = coefficient.abs();
        let factor = if is_one(size) { String::new() } else { code(size) };
        push_signed(&mut text, *coefficient < 0.0, &format!("{factor}{name}"));
    }
    if linear.constant != 0.0 || text.is_empty() {
        push_signed(&mut text, linear.constant < 0.0, &code(linear.constant.abs()));
    }
    text
}

fn push_signed(text: &mut String, negative: bool, term: &str) {
    text.push_str(match (text.is_empty(), negative) {
        (true, false) => "",
        (true, true) => "-",
        (false, false) => " + ",
        (false, true) => " - ",
    });
    text.push_str(term);
}
