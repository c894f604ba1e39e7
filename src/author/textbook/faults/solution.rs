//! Faults of a solution: a plan goes wrong before it is written.

use rand::Rng;
use rand::seq::{IndexedMutRandom, IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::author::{FaultKind, Planted};
use crate::model::{Model, VariableKind};
use crate::sample::{Library, Solution};

use super::super::algebra::{Expr, Relation};
use super::super::blueprint::Blueprint;
use super::super::evaluate;
use super::super::family::Unit;
use super::super::formulation::{self, Style};
use super::super::number::code;
use super::super::plan::Plan;
use super::super::program;
use super::super::resize::without;
use super::{DRAWS, place_text, some_datum};

/// Writes the solution with a fault. `None` when the kind does not apply.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn solution(
    kind: FaultKind,
    blueprint: &Blueprint,
    style: Style,
    rng: &mut ChaCha8Rng,
) -> Result<Option<(Solution, Planted)>, String> {
    let truth = Plan::of(blueprint)?;
    let both = |faulty: Option<(Plan, String)>| match faulty {
        None => Ok(None),
        Some((plan, what)) => written(&plan, &plan, style, what),
    };
    let planted = match kind {
        FaultKind::WrongSense => both(Some(wrong_sense(truth))),
        FaultKind::MissingConstraint => both(missing_constraint(truth, rng)),
        FaultKind::FlippedConstraint => both(flipped_constraint(truth, rng)),
        FaultKind::WrongCoefficient => both(wrong_number(&truth, Slip::Coefficient, rng)?),
        FaultKind::WrongBound => both(match wrong_number(&truth, Slip::Bound, rng)? {
            Some(faulty) => Some(faulty),
            None => wrong_count(truth, rng),
        }),
        FaultKind::UnitSlip => both(wrong_number(&truth, Slip::Unit, rng)?),
        FaultKind::WrongType => both(wrong_type(truth, rng)),
        FaultKind::MissingVariable => both(missing_variable(truth, rng)?),
        FaultKind::FormulationMismatch => match mismatch(&truth, rng)? {
            Some((faulty, what)) => {
                written(&faulty, &truth, style, format!("in the formulation only, {what}"))
            }
            None => Ok(None),
        },
        FaultKind::CrashingProgram => crashing(&truth, style, rng),
        FaultKind::DroppedDatum | FaultKind::ContractBreach => Ok(None),
    }?;
    Ok(planted.map(|(solution, what)| (solution, Planted { kind, what })))
}

fn written(
    formulation: &Plan,
    program: &Plan,
    style: Style,
    what: String,
) -> Result<Option<(Solution, String)>, String> {
    let (formulation, program) = (formulation::write(formulation, style)?, program::write(program)?);
    Ok(Some((
        Solution::framed(&formulation, &program, Library::Coptpy),
        what,
    )))
}

fn wrong_sense(mut plan: Plan) -> (Plan, String) {
    let asked = plan.sense.word();
    plan.sense = plan.sense.flipped();
    let what = format!(
        "the problem asks to {asked}, the solution says {}",
        plan.sense.word()
    );
    (plan, what)
}

/// A rule drawn from all parts.
fn some_rule(plan: &Plan, rng: &mut ChaCha8Rng) -> Option<(usize, usize)> {
    let all: Vec<(usize, usize)> = plan
        .parts
        .iter()
        .enumerate()
        .flat_map(|(part, planned)| (0..planned.rules.len()).map(move |rule| (part, rule)))
        .collect();
    all.choose(rng).copied()
}

fn missing_constraint(mut plan: Plan, rng: &mut ChaCha8Rng) -> Option<(Plan, String)> {
    let (part, rule) = some_rule(&plan, rng)?;
    let rule = plan.parts[part].rules.remove(rule);
    let about = plan.parts[part].tell(rule.about, &rule.places).ok()?;
    Some((
        plan,
        format!("the requirement `{}` ({about}) has no row", rule.key),
    ))
}

fn flipped_constraint(mut plan: Plan, rng: &mut ChaCha8Rng) -> Option<(Plan, String)> {
    for _ in 0..DRAWS {
        let (part, rule) = some_rule(&plan, rng)?;
        let rule = &mut plan.parts[part].rules[rule];
        let (old, new) = match rule.row.relation {
            Relation::AtMost => ("≤", "≥"),
            Relation::AtLeast => ("≥", "≤"),
            Relation::Equals => continue,
        };
        rule.row.relation = rule.row.relation.flipped();
        let what = format!("`{}` reads {new} instead of {old}", rule.key);
        return Some((plan, what));
    }
    None
}

/// How a number goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Coefficient,
    Bound,
    Unit,
}

fn wrong_number(truth: &Plan, slip: Slip, rng: &mut ChaCha8Rng) -> Result<Option<(Plan, String)>, String> {
    let before = truth.model()?;
    for _ in 0..DRAWS {
        let part = rng.random_range(0..truth.parts.len().max(1));
        let Some((param, position)) = some_datum(&truth.parts[part].part, rng)? else {
            continue;
        };
        let mut plan = truth.clone();
        let Some(value) = plan.parts[part]
            .part
            .data
            .get_mut(param.key)
            .and_then(|values| values.get_mut(position))
        else {
            continue;
        };
        let old = *value;
        let factors: &[f64] = match (slip, param.unit) {
            (Slip::Unit, Unit::Percent) => &[100.0],
            (Slip::Unit, Unit::Of(_) | Unit::OfItem(_)) => &[60.0, 100.0, 1000.0],
            (Slip::Unit, _) => &[100.0, 1000.0],
            (_, Unit::Percent) => &[0.5, 0.8, 1.2],
            _ => &[0.5, 1.5, 2.0],
        };
        *value = evaluate::tidy(old * factors.choose(rng).copied().unwrap_or(2.0));
        let new = *value;
        let changed = difference(&before, &plan.model()?);
        let wanted = match slip {
            Slip::Coefficient => changed == (true, false),
            Slip::Bound => changed == (false, true),
            Slip::Unit => changed != (false, false),
        };
        if wanted {
            let place = place_text(&truth.parts[part].part, param, position)?;
            return Ok(Some((
                plan,
                format!("`{}`{place} is {} instead of {}", param.key, code(new), code(old)),
            )));
        }
    }
    Ok(None)
}

/// One more or less on the right of a row whose right-hand side is no datum: "exactly one" becomes two.
fn wrong_count(mut plan: Plan, rng: &mut ChaCha8Rng) -> Option<(Plan, String)> {
    for _ in 0..DRAWS {
        let (part, rule) = some_rule(&plan, rng)?;
        let rule = &mut plan.parts[part].rules[rule];
        let Expr::Number(old) = rule.row.right else {
            continue;
        };
        let new = old + 1.0;
        rule.row.right = Expr::Number(new);
        let what = format!(
            "the right-hand side of `{}` is {} instead of {}",
            rule.key,
            code(new),
            code(old)
        );
        return Some((plan, what));
    }
    None
}

/// Whether coefficients differ, and whether right-hand sides or bounds do.
fn difference(before: &Model, after: &Model) -> (bool, bool) {
    let objective = before.objective.terms != after.objective.terms;
    let pairs = || before.rows.iter().zip(&after.rows);
    let coefficients = pairs().any(|(old, new)| old.terms != new.terms);
    let same = |old: f64, new: f64| old.total_cmp(&new).is_eq();
    let bounds = pairs().any(|(old, new)| !same(old.lower, new.lower) || !same(old.upper, new.upper));
    (objective || coefficients, bounds)
}

fn wrong_type(mut plan: Plan, rng: &mut ChaCha8Rng) -> Option<(Plan, String)> {
    let part = plan.parts.choose_mut(rng)?;
    let variable = part.family.variables.choose(rng)?;
    let old = part.kind(variable);
    let new = match old {
        VariableKind::Integer => VariableKind::Continuous,
        VariableKind::Continuous | VariableKind::Binary => VariableKind::Integer,
    };
    part.kinds.insert(variable.key, new);
    let what = format!("`{}` is {} instead of {}", variable.key, new.word(), old.word());
    Some((plan, what))
}

fn missing_variable(mut plan: Plan, rng: &mut ChaCha8Rng) -> Result<Option<(Plan, String)>, String> {
    for _ in 0..DRAWS {
        let Some(planned) = plan.parts.choose_mut(rng) else {
            break;
        };
        let Some(set) = planned.family.sets.choose(rng) else {
            continue;
        };
        let used = planned
            .family
            .variables
            .iter()
            .any(|variable| variable.over.contains(set.key));
        let size = planned.part.size(set.key);
        if !used || set.periods || size < 2 {
            continue;
        }
        let position = rng.random_range(0..size);
        let name = planned.part.item(set.key, position)?.one;
        let Some(part) = without(&planned.part, planned.family, set.key, position) else {
            continue;
        };
        let what = format!("{name} is left out: none of its decisions is in the model");
        let blueprint = Blueprint::of(part);
        let fresh = Plan::of(&blueprint)?;
        let Some(replaced) = fresh.parts.into_iter().next() else {
            continue;
        };
        *planned = replaced;
        return Ok(Some((plan, what)));
    }
    Ok(None)
}

fn mismatch(truth: &Plan, rng: &mut ChaCha8Rng) -> Result<Option<(Plan, String)>, String> {
    match rng.random_range(0..4) {
        0 => Ok(Some(wrong_sense(truth.clone()))),
        1 => Ok(flipped_constraint(truth.clone(), rng)),
        2 => wrong_number(truth, Slip::Bound, rng),
        _ => wrong_number(truth, Slip::Coefficient, rng),
    }
}

fn crashing(truth: &Plan, style: Style, rng: &mut ChaCha8Rng) -> Result<Option<(Solution, String)>, String> {
    let program = program::write(truth)?;
    let formulation = formulation::write(truth, style)?;
    let slips = [
        (
            "model.addConstr(",
            "model.addConstraint(",
            "it calls a method that the library does not have",
        ),
        (
            "model.setObjective(",
            "mdl.setObjective(",
            "it uses a name that was never defined",
        ),
        (
            "cp.quicksum(",
            "cp.quicksums(",
            "it calls a function that the library does not have",
        ),
        (
            "env.createModel(",
            "envr.createModel(",
            "it uses a name that was never defined",
        ),
    ];
    let mut slips: Vec<_> = slips
        .into_iter()
        .filter(|(from, ..)| program.contains(from))
        .collect();
    slips.shuffle(rng);
    let Some((from, to, what)) = slips.first() else {
        return Ok(None);
    };
    let broken = program.replacen(from, to, 1);
    let what = format!(
        "the program raises before it solves: {what} (`{}`)",
        to.trim_end_matches('(')
    );
    Ok(Some((
        Solution::framed(&formulation, &broken, Library::Coptpy),
        what,
    )))
}
