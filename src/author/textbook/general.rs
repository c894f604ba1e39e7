//! The formulation in general form: sets, parameters and rows over indices, as a textbook states a model.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::ObjectiveSense;

use super::algebra::{Binder, Expr, Index};
use super::blueprint::positions;
use super::evaluate::Places;
use super::family::{Param, Unit};
use super::formulation::{aim_text, definition, domain, introduction, is_one, marks, relation};
use super::number::code;
use super::plan::{PartPlan, Plan, RulePlan};
use super::words::{capital, mapped};

/// The heading that only this form has.
pub const HEADING: &str = "### Parameters:";

/// Writes the formulation of a plan in general form.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn write(plan: &Plan) -> Result<String, String> {
    let writers = plan
        .parts
        .iter()
        .zip(marks(plan))
        .map(|(part, mark)| Writer::new(part, mark))
        .collect::<Result<Vec<_>, _>>()?;
    let mut text = format!("## Mathematical Model:\n{}\n\n### Sets:\n", introduction(plan)?);
    for writer in &writers {
        writer.sets(&mut text)?;
    }
    let _ = writeln!(text, "\n{HEADING}");
    for writer in &writers {
        writer.params(&mut text)?;
    }
    if let Some(link) = &plan.link {
        let _ = writeln!(
            text,
            "- \\(L\\): shared {}; \\(L = {}\\)",
            link.kind,
            code(link.limit)
        );
    }
    text.push_str("\n### Decision Variables:\n");
    for writer in &writers {
        for variable in writer.plan.family.variables {
            text.push_str(&definition(writer.plan, variable, writer.mark)?);
        }
    }
    let _ = write!(
        text,
        "\n### Objective Function:\n- {}\n",
        objective(plan, &writers)?
    );
    text.push_str("\n### Constraints:\n");
    for (position, line) in constraints(plan, &writers)?.iter().enumerate() {
        let _ = writeln!(text, "{}. {line}", position + 1);
    }
    text.push_str("\n### Variable Domains:\n");
    for writer in &writers {
        for variable in writer.plan.family.variables {
            text.push_str(&domain(writer.plan, variable, writer.mark)?);
        }
    }
    Ok(text)
}

fn objective(plan: &Plan, writers: &[Writer<'_>]) -> Result<String, String> {
    let sign = match plan.sense {
        ObjectiveSense::Maximize => "\\max",
        ObjectiveSense::Minimize => "\\min",
    };
    let mut formula = String::new();
    for aim in &plan.aims {
        let (size, negative) = (aim.weight.abs(), aim.weight < 0.0);
        formula.push_str(joint(formula.is_empty(), negative));
        let weighted = !is_one(size);
        if weighted {
            let _ = write!(formula, "{} ", code(size));
        }
        formula.push_str(&writers[aim.part].expr(&aim.expr, &Places::new(), weighted || negative)?);
    }
    Ok(format!(
        "{}: \\({sign} \\ Z = {formula}\\)",
        capital(&aim_text(plan)?)
    ))
}

fn constraints(plan: &Plan, writers: &[Writer<'_>]) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for writer in writers {
        for rule in &writer.plan.rules {
            lines.push(writer.rule(rule)?);
        }
    }
    if let Some(link) = &plan.link {
        let usage = writers
            .iter()
            .zip(&link.usage)
            .map(|(writer, usage)| writer.expr(usage, &Places::new(), false))
            .collect::<Result<Vec<_>, _>>()?;
        lines.push(format!(
            "Shared {}: \\({} {} L\\)",
            link.kind,
            usage.join(" + "),
            relation(link.relation)
        ));
    }
    Ok(lines)
}

struct Writer<'a> {
    plan: &'a PartPlan,
    mark: &'static str,
    /// Symbols of tables and decisions by key; no two are equal.
    symbols: BTreeMap<&'static str, String>,
}

impl<'a> Writer<'a> {
    fn new(plan: &'a PartPlan, mark: &'static str) -> Result<Self, String> {
        let variables = plan
            .family
            .variables
            .iter()
            .map(|variable| (variable.key, variable.symbol));
        let params = plan
            .part
            .params()?
            .into_iter()
            .map(|param| (param.key, param.symbol));
        let mut symbols: BTreeMap<&'static str, String> = BTreeMap::new();
        for (key, wish) in variables.chain(params) {
            let mut symbol = wish.to_owned();
            while symbols.values().any(|taken| *taken == symbol) {
                symbol.push('\'');
            }
            symbols.insert(key, symbol);
        }
        Ok(Self { plan, mark, symbols })
    }

    fn sets(&self, text: &mut String) -> Result<(), String> {
        for set in self.plan.family.sets {
            let part = &self.plan.part;
            let names = (0..part.size(set.key))
                .map(|position| {
                    Ok(format!(
                        "{} = {}",
                        position + 1,
                        part.item(set.key, position)?.one
                    ))
                })
                .collect::<Result<Vec<_>, String>>()?;
            let _ = writeln!(
                text,
                "- \\({}\\): {} ({})",
                self.set(set.key),
                part.words(set.key)?.many,
                names.join(", ")
            );
        }
        Ok(())
    }

    fn set(&self, key: char) -> String {
        with_mark(&key.to_ascii_uppercase().to_string(), self.mark)
    }

    fn params(&self, text: &mut String) -> Result<(), String> {
        for param in self.plan.part.params()? {
            let letters: Vec<String> = param.over.chars().map(String::from).collect();
            let about = self.plan.tell(param.about, &Places::new())?;
            let mut values = Vec::new();
            for at in positions(&self.plan.part.sizes(param.over)) {
                let places: Vec<String> = at.iter().map(|place| (place + 1).to_string()).collect();
                let value = self.value(param, &at)?;
                values.push(format!("\\({} = {value}\\)", self.name(param.key, &places)));
            }
            let _ = writeln!(
                text,
                "- \\({}\\): {about}; {}",
                self.name(param.key, &letters),
                values.join(", ")
            );
        }
        Ok(())
    }

    /// A number, or the number of the entity that an index map holds.
    fn value(&self, param: &Param, at: &[usize]) -> Result<String, String> {
        let value = self.plan.part.datum(param, at)?;
        Ok(match param.unit {
            Unit::Map(_) => (mapped(value) + 1).to_string(),
            _ => code(value),
        })
    }

    fn name(&self, key: &str, subscripts: &[String]) -> String {
        let symbol = with_mark(self.symbols.get(key).map_or(key, String::as_str), self.mark);
        if subscripts.is_empty() {
            symbol
        } else {
            format!("{symbol}_{{{}}}", subscripts.join(","))
        }
    }

    fn rule(&self, rule: &RulePlan) -> Result<String, String> {
        let about = capital(&self.plan.tell(rule.about, &rule.places)?);
        let left = self.expr(&rule.row.left, &rule.places, false)?;
        let right = self.expr(&rule.row.right, &rule.places, false)?;
        let mut line = format!("{about}: \\({left} {} {right}\\)", relation(rule.row.relation));
        let ranges: Vec<String> = rule
            .each
            .chars()
            .map(|set| format!("{set} \\in {}", self.set(set)))
            .collect();
        if !ranges.is_empty() {
            let _ = write!(line, " for all \\({}\\)", ranges.join(",\\ "));
        }
        let mut before = Vec::new();
        self.before_the_first(&rule.row.left, &rule.places, &mut before);
        self.before_the_first(&rule.row.right, &rule.places, &mut before);
        if !before.is_empty() {
            let _ = write!(line, ", where \\({} = 0\\)", before.join(" = "));
        }
        Ok(line)
    }

    /// What the row takes from the period before the first one, where there is nothing: `s_{p,0}`.
    fn before_the_first(&self, expr: &Expr, places: &Places, found: &mut Vec<String>) {
        match expr {
            Expr::Number(_) => {}
            Expr::Param(key, indices) | Expr::Variable(key, indices) => {
                if indices.iter().any(|index| index.previous) {
                    let subscripts: Vec<String> = indices
                        .iter()
                        .map(|index| {
                            if index.previous {
                                "0".to_owned()
                            } else {
                                subscript(index, places)
                            }
                        })
                        .collect();
                    found.push(self.name(key, &subscripts));
                }
            }
            Expr::Sum(_, body) => self.before_the_first(body, places, found),
            Expr::Product(factors) => {
                for factor in factors {
                    self.before_the_first(factor, places, found);
                }
            }
            Expr::Total(terms) => {
                for (_, term) in terms {
                    self.before_the_first(term, places, found);
                }
            }
        }
    }

    /// An expression in LaTeX; `tight` when it stands as a factor or is subtracted.
    fn expr(&self, expr: &Expr, places: &Places, tight: bool) -> Result<String, String> {
        match expr {
            Expr::Number(number) => Ok(code(*number)),
            Expr::Param(key, indices) | Expr::Variable(key, indices) => {
                let subscripts: Vec<String> = indices.iter().map(|index| subscript(index, places)).collect();
                Ok(self.name(key, &subscripts))
            }
            Expr::Sum(binders, body) => {
                let ranges: Vec<String> = binders.iter().map(|binder| self.range(binder, places)).collect();
                let body = self.expr(body, places, true)?;
                Ok(format!("\\sum_{{{}}} {body}", ranges.join(", ")))
            }
            Expr::Product(factors) => {
                let factors = factors
                    .iter()
                    .map(|factor| self.expr(factor, places, true))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(factors.join(" "))
            }
            Expr::Total(terms) => {
                let mut text = String::new();
                for (negative, term) in terms {
                    text.push_str(joint(text.is_empty(), *negative));
                    text.push_str(&self.expr(term, places, *negative)?);
                }
                Ok(if tight { format!("({text})") } else { text })
            }
        }
    }

    fn range(&self, binder: &Binder, places: &Places) -> String {
        let range = format!("{} \\in {}", binder.index, self.set(binder.index));
        match &binder.only {
            None => range,
            Some((map, other)) => {
                let name = self.name(map, &[binder.index.to_string()]);
                format!("{range}: {name} = {}", subscript(other, places))
            }
        }
    }
}

fn subscript(index: &Index, places: &Places) -> String {
    let before = if index.previous { "-1" } else { "" };
    match places.iter().find(|(name, _)| *name == index.name) {
        Some((_, position)) => format!("{}{before}", position + 1),
        None => format!("{}{before}", index.name),
    }
}

fn with_mark(symbol: &str, mark: &str) -> String {
    if mark.is_empty() {
        symbol.to_owned()
    } else {
        format!("{symbol}^{{{mark}}}")
    }
}

fn joint(first: bool, negative: bool) -> &'static str {
    match (first, negative) {
        (true, false) => "",
        (true, true) => "-",
        (false, false) => " + ",
        (false, true) => " - ",
    }
}
