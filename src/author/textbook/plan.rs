//! What a solution says, before it is written as formulation, program or model: the place where faults are planted.

use std::collections::BTreeMap;

use crate::model::{
    Model, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind, collect_terms,
};

use super::algebra::{Comparison, Expr, Relation, expression};
use super::blueprint::{Blueprint, Part};
use super::evaluate::{self, Evaluated, Linear, Places, columns, each};
use super::family::{Decision, Family, Goal, Kind};
use super::generate;
use super::number::slug;
use super::words::Teller;

/// A solution as a plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// One entry for each part of the blueprint.
    pub parts: Vec<PartPlan>,
    /// What the parts share.
    pub link: Option<LinkPlan>,
    /// The direction.
    pub sense: ObjectiveSense,
    /// The terms of the objective.
    pub aims: Vec<AimPlan>,
}

/// A part with its rows.
#[derive(Debug, Clone)]
pub struct PartPlan {
    /// The instance.
    pub part: Part,
    /// Its family.
    pub family: &'static Family,
    /// The types of the decisions.
    pub kinds: BTreeMap<&'static str, VariableKind>,
    /// The rows.
    pub rules: Vec<RulePlan>,
}

/// A family of rows.
#[derive(Debug, Clone)]
pub struct RulePlan {
    /// Name in the program.
    pub key: &'static str,
    /// Index letters.
    pub each: &'static str,
    /// What it says, a template.
    pub about: &'static str,
    /// The row.
    pub row: Comparison,
    /// Entities that its extra picked.
    pub places: Places,
}

/// The row that joins the parts: `Σ usage ≤ limit`.
#[derive(Debug, Clone)]
pub struct LinkPlan {
    /// What is shared.
    pub kind: String,
    /// The usage of each part.
    pub usage: Vec<Expr>,
    /// The sign; `≤` unless a fault flips it.
    pub relation: Relation,
    /// How much there is.
    pub limit: f64,
}

/// A term of the objective.
#[derive(Debug, Clone)]
pub struct AimPlan {
    /// Position of the part.
    pub part: usize,
    /// The goal.
    pub goal: &'static Goal,
    /// Its formula.
    pub expr: Expr,
    /// Its weight, negative when it is subtracted.
    pub weight: f64,
}

impl Plan {
    /// The plan of a blueprint.
    ///
    /// # Errors
    /// A blueprint that names what does not exist.
    pub fn of(blueprint: &Blueprint) -> Result<Self, String> {
        let parts: Vec<PartPlan> = blueprint
            .parts
            .iter()
            .map(PartPlan::of)
            .collect::<Result<_, _>>()?;
        let (sense, aims) = aims(&blueprint.parts)?;
        let link = match &blueprint.link {
            None => None,
            Some(link) => {
                let usage = |part: &Part| expression(part.family()?, part.shared(&link.kind)?.algebra);
                Some(LinkPlan {
                    kind: link.kind.clone(),
                    usage: blueprint.parts.iter().map(usage).collect::<Result<_, _>>()?,
                    relation: Relation::AtMost,
                    limit: link.limit,
                })
            }
        };
        Ok(Self {
            parts,
            link,
            sense,
            aims,
        })
    }

    /// First column of each part.
    pub fn offsets(&self) -> Vec<usize> {
        let mut next = 0;
        self.parts
            .iter()
            .map(|part| {
                let offset = next;
                next += columns(&part.part, part.family).len();
                offset
            })
            .collect()
    }

    /// The objective as one expression for each term.
    ///
    /// # Errors
    /// A table entry that does not exist.
    pub fn aim_values(&self) -> Result<Vec<Linear>, String> {
        self.aims
            .iter()
            .map(|aim| {
                let plan = &self.parts[aim.part];
                evaluate::linear(&plan.part, plan.family, &aim.expr, &Places::new())
            })
            .collect()
    }

    /// The model that the program builds.
    ///
    /// # Errors
    /// A table entry that does not exist.
    pub fn model(&self) -> Result<Model, String> {
        let mut model = Model::empty();
        let offsets = self.offsets();
        for (plan, offset) in self.parts.iter().zip(&offsets) {
            for (variable, at) in columns(&plan.part, plan.family) {
                model.variables.push(plan.column(variable, &at)?);
            }
            for rule in &plan.rules {
                for (row, name) in plan.rows(rule)? {
                    model.rows.push(model_row(name, &row, *offset));
                }
            }
        }
        if let Some(link) = &self.link {
            let mut terms = Vec::new();
            let mut limit = link.limit;
            for ((plan, usage), offset) in self.parts.iter().zip(&link.usage).zip(&offsets) {
                let used = evaluate::linear(&plan.part, plan.family, usage, &Places::new())?;
                limit -= used.constant;
                terms.extend(model_terms(&used, *offset));
            }
            let (lower, upper) = bounds(link.relation, limit);
            model
                .rows
                .push(row(format!("shared_{}", link.kind), terms, lower, upper));
        }
        model.objective = self.model_objective(&offsets)?;
        Ok(model)
    }

    fn model_objective(&self, offsets: &[usize]) -> Result<Objective, String> {
        let mut terms = Vec::new();
        let mut constant = 0.0;
        for (aim, value) in self.aims.iter().zip(self.aim_values()?) {
            constant += aim.weight * value.constant;
            terms.extend(model_terms(&value, offsets[aim.part]).map(|term| Term {
                coefficient: aim.weight * term.coefficient,
                ..term
            }));
        }
        Ok(Objective {
            sense: self.sense,
            terms: collect_terms(terms),
            quadratic: Vec::new(),
            constant,
            line: None,
        })
    }
}

impl PartPlan {
    fn of(part: &Part) -> Result<Self, String> {
        let family = part.family()?;
        let kind = |variable: &Decision| match (variable.kind, part.whole) {
            (Kind::Choice, _) => VariableKind::Binary,
            (Kind::Whole, _) | (Kind::ByField, true) => VariableKind::Integer,
            (Kind::Measured, _) | (Kind::ByField, false) => VariableKind::Continuous,
        };
        let rules = generate::rules(part)?;
        Ok(Self {
            part: part.clone(),
            family,
            kinds: family
                .variables
                .iter()
                .map(|variable| (variable.key, kind(variable)))
                .collect(),
            rules: rules
                .into_iter()
                .map(|(rule, row, places)| RulePlan {
                    key: rule.key,
                    each: rule.each,
                    about: rule.about,
                    row,
                    places,
                })
                .collect(),
        })
    }

    /// The type of a decision.
    pub fn kind(&self, variable: &Decision) -> VariableKind {
        self.kinds
            .get(variable.key)
            .copied()
            .unwrap_or(VariableKind::Continuous)
    }

    fn column(&self, variable: &Decision, at: &[usize]) -> Result<Variable, String> {
        let kind = self.kind(variable);
        let names = variable
            .over
            .chars()
            .zip(at)
            .map(|(set, position)| self.label(set, *position))
            .collect::<Result<Vec<_>, _>>()?;
        let name = if names.is_empty() {
            variable.key.to_owned()
        } else {
            format!("{}[{}]", variable.key, names.join(","))
        };
        Ok(Variable {
            name,
            kind,
            lower: 0.0,
            upper: if kind == VariableKind::Binary {
                1.0
            } else {
                f64::INFINITY
            },
            line: None,
        })
    }

    /// What the program calls an entity: a name without spaces, or the number of a period.
    ///
    /// # Errors
    /// An unknown entity.
    pub fn label(&self, set: char, position: usize) -> Result<String, String> {
        if self.family.set(set).is_some_and(|set| set.periods) {
            return Ok((position + 1).to_string());
        }
        Ok(slug(self.part.item(set, position)?.one))
    }

    /// Each row of a rule, evaluated, with its name. Rows without any decision are left out: a period before the
    /// first has none.
    ///
    /// # Errors
    /// A table entry that does not exist.
    pub fn rows(&self, rule: &RulePlan) -> Result<Vec<(Evaluated, String)>, String> {
        let mut rows = Vec::new();
        for places in each(&self.part, rule.each, &rule.places) {
            let mut name = rule.key.to_owned();
            for (set, (_, position)) in rule.each.chars().zip(&places[rule.places.len()..]) {
                name = format!("{name}_{}", self.label(set, *position)?);
            }
            rows.push((evaluate::row(&self.part, self.family, &rule.row, &places)?, name));
        }
        Ok(rows)
    }

    /// A template about this part.
    ///
    /// # Errors
    /// A name that the template should not use.
    pub fn tell(&self, template: &str, places: &Places) -> Result<String, String> {
        Teller::new(&self.part)?.tell(template, places)
    }
}

/// Direction and terms of the objective. The first goal gives the direction; what is better the other way round is
/// subtracted.
fn aims(parts: &[Part]) -> Result<(ObjectiveSense, Vec<AimPlan>), String> {
    let mut all = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        for (aim, goal) in part.goals()? {
            all.push((
                position,
                aim.weight,
                goal,
                expression(part.family()?, goal.algebra)?,
            ));
        }
    }
    let maximize = all
        .iter()
        .any(|(.., goal, _)| goal.sense == ObjectiveSense::Maximize);
    let sense = if maximize {
        ObjectiveSense::Maximize
    } else {
        ObjectiveSense::Minimize
    };
    let mut aims: Vec<AimPlan> = all
        .into_iter()
        .map(|(part, weight, goal, expr)| AimPlan {
            part,
            goal,
            expr,
            weight: if goal.sense == sense { weight } else { -weight },
        })
        .collect();
    // Gains before costs: "the profit minus the cost" reads better than the other way round.
    aims.sort_by_key(|aim| aim.weight < 0.0);
    Ok((sense, aims))
}

fn model_terms(linear: &Linear, offset: usize) -> impl Iterator<Item = Term> {
    linear.terms.iter().map(move |(column, coefficient)| Term {
        variable: VarId(offset + column),
        coefficient: *coefficient,
    })
}

fn model_row(name: String, evaluated: &Evaluated, offset: usize) -> Row {
    let difference = evaluated.left.clone().plus(&evaluated.right, -1.0);
    let (lower, upper) = bounds(evaluated.relation, 0.0 - difference.constant);
    row(name, model_terms(&difference, offset).collect(), lower, upper)
}

fn row(name: String, terms: Vec<Term>, lower: f64, upper: f64) -> Row {
    Row {
        name,
        terms: collect_terms(terms),
        quadratic: Vec::new(),
        lower,
        upper,
        line: None,
    }
}

fn bounds(relation: Relation, limit: f64) -> (f64, f64) {
    match relation {
        Relation::AtMost => (f64::NEG_INFINITY, limit),
        Relation::AtLeast => (limit, f64::INFINITY),
        Relation::Equals => (limit, limit),
    }
}
