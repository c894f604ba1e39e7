//! The program: a plan as Python for `coptpy`, with data in tables and rows in loops.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::{ObjectiveSense, VariableKind};

use super::algebra::{Binder, Expr, Index, Relation};
use super::evaluate::Places;
use super::family::{Decision, Param, Unit};
use super::formulation::aim_text;
use super::number::{code, slug};
use super::plan::{PartPlan, Plan, RulePlan};
use super::words::{capital, mapped};

/// Names that a program uses for other things.
const TAKEN: [&str; 24] = [
    "cp", "env", "model", "COPT", "sum", "print", "range", "list", "dict", "and", "or", "not", "in", "is",
    "if", "for", "while", "lambda", "class", "def", "from", "import", "pass", "with",
];

/// Writes the program of a plan.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn write(plan: &Plan) -> Result<String, String> {
    let writers = Writer::for_all(plan)?;
    let mut text = "import coptpy as cp\nfrom coptpy import COPT\n".to_owned();
    for writer in &writers {
        text.push_str(&writer.data()?);
    }
    if let Some(link) = &plan.link {
        let limit = code(link.limit);
        let _ = write!(
            text,
            "\n# {} shared by all decisions\nshared_{} = {limit}\n",
            capital(&link.kind),
            link.kind
        );
    }
    let labels: Vec<&str> = plan.parts.iter().map(|part| part.family.key).collect();
    let _ = write!(
        text,
        "\n# Environment and model\nenv = cp.Envr()\nmodel = env.createModel(\"{}\")\n\n# Decision variables\n",
        labels.join("_and_")
    );
    for writer in &writers {
        for variable in writer.plan.family.variables {
            text.push_str(&writer.variable(variable)?);
        }
    }
    text.push_str(&objective(plan, &writers)?);
    text.push_str("\n# Constraints\n");
    for writer in &writers {
        for rule in &writer.plan.rules {
            text.push_str(&writer.rule(rule)?);
        }
    }
    if let Some(link) = &plan.link {
        let usage = writers
            .iter()
            .zip(&link.usage)
            .map(|(writer, usage)| writer.expr(usage, &Places::new(), false))
            .collect::<Result<Vec<_>, _>>()?;
        let (sign, kind) = (relation(link.relation), &link.kind);
        let _ = writeln!(
            text,
            "# Shared {kind}\nmodel.addConstr({} {sign} shared_{kind}, name=\"shared_{kind}\")",
            usage.join(" + ")
        );
    }
    text.push_str(&report(plan, &writers)?);
    Ok(text)
}

fn objective(plan: &Plan, writers: &[Writer<'_>]) -> Result<String, String> {
    let mut terms = String::new();
    for aim in &plan.aims {
        let size = aim.weight.abs();
        let weighted = (size - 1.0).abs() > 1e-12;
        let negative = aim.weight < 0.0;
        let text = writers[aim.part].expr(&aim.expr, &Places::new(), weighted || negative)?;
        terms.push_str(match (terms.is_empty(), negative) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        if weighted {
            let _ = write!(terms, "{} * ", code(size));
        }
        terms.push_str(&text);
    }
    let sense = match plan.sense {
        ObjectiveSense::Maximize => "MAXIMIZE",
        ObjectiveSense::Minimize => "MINIMIZE",
    };
    let about = capital(&aim_text(plan)?);
    Ok(format!(
        "\n# {about}\nmodel.setObjective({terms}, COPT.{sense})\n"
    ))
}

fn report(plan: &Plan, writers: &[Writer<'_>]) -> Result<String, String> {
    let mut text = "\nmodel.solve()\n\nif model.status == COPT.OPTIMAL:\n".to_owned();
    let only = match plan.aims.as_slice() {
        [aim] => {
            let aim = plan.parts[aim.part].tell(aim.goal.aim, &Places::new())?;
            capital(aim.strip_prefix("the ").unwrap_or(&aim))
        }
        _ => "Objective value".to_owned(),
    };
    let _ = writeln!(text, "    print(f\"{only}: {{model.objval:.2f}}\")");
    for writer in writers {
        for variable in writer.plan.family.variables {
            text.push_str(&writer.print(variable));
        }
    }
    text.push_str("else:\n    print(f\"No optimal solution; status {model.status}\")\n");
    Ok(text)
}

struct Writer<'a> {
    plan: &'a PartPlan,
    /// Program names by key: `p` (a set), `profit`, `make`.
    names: BTreeMap<String, String>,
}

impl<'a> Writer<'a> {
    fn for_all(plan: &'a Plan) -> Result<Vec<Self>, String> {
        let mut taken: BTreeSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
        let mut writers = Vec::new();
        for part in &plan.parts {
            let mut names = BTreeMap::new();
            let mut wanted: Vec<(String, String)> = Vec::new();
            for variable in part.family.variables {
                wanted.push((variable.key.to_owned(), variable.key.to_owned()));
            }
            for param in part.part.params()? {
                wanted.push((param.key.to_owned(), param.key.to_owned()));
            }
            for set in part.family.sets {
                wanted.push((set.key.to_string(), slug(part.part.words(set.key)?.many)));
                // A loop must not overwrite data.
                taken.insert(set.key.to_string());
            }
            for (key, wish) in wanted {
                names.insert(key, free_name(&mut taken, &wish, part.family.label));
            }
            writers.push(Self { plan: part, names });
        }
        Ok(writers)
    }

    fn name(&self, key: &str) -> Result<&str, String> {
        self.names
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| format!("`{key}` has no name in the program"))
    }

    fn data(&self) -> Result<String, String> {
        let mut text = "\n# Sets\n".to_owned();
        for set in self.plan.family.sets {
            let count = self.plan.part.size(set.key);
            let members = if set.periods {
                format!("list(range(1, {}))", count + 1)
            } else {
                let labels = (0..count)
                    .map(|position| Ok(format!("\"{}\"", self.plan.label(set.key, position)?)))
                    .collect::<Result<Vec<_>, String>>()?;
                format!("[{}]", labels.join(", "))
            };
            let _ = writeln!(text, "{} = {members}", self.name(&set.key.to_string())?);
        }
        text.push_str("\n# Data\n");
        for param in self.plan.part.params()? {
            let about = capital(&self.plan.tell(param.about, &Places::new())?);
            let value = self.table(param, 0, &mut Vec::new())?;
            let _ = writeln!(text, "{} = {value}  # {about}", self.name(param.key)?);
        }
        Ok(text)
    }

    /// A number, or a dictionary by the labels of the first set, nested for the others.
    fn table(&self, param: &Param, depth: usize, at: &mut Vec<usize>) -> Result<String, String> {
        let Some(set) = param.over.chars().nth(depth) else {
            let value = self.plan.part.datum(param, at)?;
            return match param.unit {
                Unit::Map(set) => self.quoted(set, mapped(value)),
                _ => Ok(code(value)),
            };
        };
        let mut entries = Vec::new();
        for position in 0..self.plan.part.size(set) {
            at.push(position);
            entries.push(format!(
                "{}: {}",
                self.quoted(set, position)?,
                self.table(param, depth + 1, at)?
            ));
            at.pop();
        }
        Ok(if depth + 1 < param.over.len() {
            format!("{{\n    {},\n}}", entries.join(",\n    "))
        } else {
            format!("{{{}}}", entries.join(", "))
        })
    }

    /// The label of an entity as a literal: a string, or the number of a period.
    fn quoted(&self, set: char, position: usize) -> Result<String, String> {
        let label = self.plan.label(set, position)?;
        let number = self.plan.family.set(set).is_some_and(|set| set.periods);
        Ok(if number { label } else { format!("\"{label}\"") })
    }

    fn variable(&self, variable: &Decision) -> Result<String, String> {
        let vtype = match self.plan.kind(variable) {
            VariableKind::Binary => "BINARY",
            VariableKind::Integer => "INTEGER",
            VariableKind::Continuous => "CONTINUOUS",
        };
        let name = self.name(variable.key)?;
        let about = self.plan.tell(variable.about, &Places::new())?;
        let call = if variable.over.is_empty() {
            format!("addVar(lb=0, vtype=COPT.{vtype}, name=\"{name}\")")
        } else {
            let sets = variable
                .over
                .chars()
                .map(|set| self.name(&set.to_string()))
                .collect::<Result<Vec<_>, _>>()?;
            format!(
                "addVars({}, lb=0, vtype=COPT.{vtype}, nameprefix=\"{name}\")",
                sets.join(", ")
            )
        };
        let call = if vtype == "BINARY" {
            call.replace("lb=0, ", "")
        } else {
            call
        };
        Ok(format!("# {}\n{name} = model.{call}\n", capital(&about)))
    }

    fn rule(&self, rule: &RulePlan) -> Result<String, String> {
        let mut text = String::new();
        let _ = writeln!(text, "# {}", capital(&self.plan.tell(rule.about, &rule.places)?));
        let mut indent = String::new();
        let mut name = rule.key.to_owned();
        for set in rule.each.chars() {
            let _ = writeln!(text, "{indent}for {set} in {}:", self.name(&set.to_string())?);
            indent.push_str("    ");
            let _ = write!(name, "_{{{set}}}");
        }
        let prefix = if rule.each.is_empty() { "" } else { "f" };
        let left = self.expr(&rule.row.left, &rule.places, false)?;
        let right = self.expr(&rule.row.right, &rule.places, false)?;
        let sign = relation(rule.row.relation);
        let _ = writeln!(
            text,
            "{indent}model.addConstr({left} {sign} {right}, name={prefix}\"{name}\")"
        );
        Ok(text)
    }

    fn print(&self, variable: &Decision) -> String {
        let name = self.names.get(variable.key).map_or(variable.key, String::as_str);
        let mut text = String::new();
        let mut indent = "    ".to_owned();
        for set in variable.over.chars() {
            let sets = self.names.get(&set.to_string()).map_or("", String::as_str);
            let _ = writeln!(text, "{indent}for {set} in {sets}:");
            indent.push_str("    ");
        }
        let letters: Vec<String> = variable.over.chars().map(String::from).collect();
        if letters.is_empty() {
            let _ = writeln!(text, "{indent}print(f\"{name}: {{{name}.x:.2f}}\")");
        } else {
            let shown: Vec<String> = letters.iter().map(|letter| format!("{{{letter}}}")).collect();
            let (shown, letters) = (shown.join(", "), letters.join(", "));
            let _ = writeln!(
                text,
                "{indent}print(f\"{name}[{shown}]: {{{name}[{letters}].x:.2f}}\")"
            );
        }
        text
    }

    /// An expression in Python; `tight` when it stands as a factor or is subtracted.
    fn expr(&self, expr: &Expr, places: &Places, tight: bool) -> Result<String, String> {
        match expr {
            Expr::Number(number) => Ok(code(*number)),
            Expr::Param(key, indices) => {
                let mut text = self.name(key)?.to_owned();
                for index in indices {
                    let _ = write!(text, "[{}]", self.index(index, places)?);
                }
                Ok(guarded(text, indices))
            }
            Expr::Variable(key, indices) => {
                let name = self.name(key)?;
                if indices.is_empty() {
                    return Ok(name.to_owned());
                }
                let inner = indices
                    .iter()
                    .map(|index| self.index(index, places))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(guarded(format!("{name}[{}]", inner.join(", ")), indices))
            }
            Expr::Sum(binders, body) => {
                let function = if has_variable(body) { "cp.quicksum" } else { "sum" };
                let mut text = self.expr(body, places, false)?;
                for binder in binders {
                    text.push_str(&self.binder(binder, places)?);
                }
                Ok(format!("{function}({text})"))
            }
            Expr::Product(factors) => {
                let factors = factors
                    .iter()
                    .map(|factor| self.expr(factor, places, true))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(factors.join(" * "))
            }
            Expr::Total(terms) => {
                let mut text = String::new();
                for (negative, term) in terms {
                    text.push_str(match (text.is_empty(), negative) {
                        (true, false) => "",
                        (true, true) => "-",
                        (false, false) => " + ",
                        (false, true) => " - ",
                    });
                    text.push_str(&self.expr(term, places, *negative)?);
                }
                Ok(if tight { format!("({text})") } else { text })
            }
        }
    }

    fn binder(&self, binder: &Binder, places: &Places) -> Result<String, String> {
        let letter = binder.index;
        let mut text = format!(" for {letter} in {}", self.name(&letter.to_string())?);
        if let Some((map, other)) = &binder.only {
            let _ = write!(
                text,
                " if {}[{letter}] == {}",
                self.name(map)?,
                self.index(other, places)?
            );
        }
        Ok(text)
    }

    /// `p`, `t - 1`, or the label of a picked entity.
    fn index(&self, index: &Index, places: &Places) -> Result<String, String> {
        let before = if index.previous { " - 1" } else { "" };
        match places.iter().find(|(name, _)| *name == index.name) {
            Some((_, position)) => {
                let letter = index.name.chars().next().unwrap_or('?');
                Ok(format!("{}{before}", self.quoted(letter, *position)?))
            }
            None => Ok(format!("{}{before}", index.name)),
        }
    }
}

/// Nothing stands before the first period.
fn guarded(text: String, indices: &[Index]) -> String {
    match indices.iter().find(|index| index.previous) {
        Some(index) => format!("({text} if {} > 1 else 0)", index.name),
        None => text,
    }
}

fn has_variable(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Param(..) => false,
        Expr::Variable(..) => true,
        Expr::Sum(_, body) => has_variable(body),
        Expr::Product(factors) => factors.iter().any(has_variable),
        Expr::Total(terms) => terms.iter().any(|(_, term)| has_variable(term)),
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::AtMost => "<=",
        Relation::AtLeast => ">=",
        Relation::Equals => "==",
    }
}

fn free_name(taken: &mut BTreeSet<String>, wish: &str, label: &str) -> String {
    let numbered = (2..).map(|number| format!("{label}_{wish}_{number}"));
    let name = [wish.to_owned(), format!("{label}_{wish}")]
        .into_iter()
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| wish.to_owned());
    taken.insert(name.clone());
    name
}
