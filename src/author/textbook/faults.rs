//! Faults planted on purpose, for drills and for measuring checks and reviewers.

mod solution;

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::author::{FaultKind, Planted};
use crate::sample::Operator;

use super::blueprint::{Blueprint, Part, positions};
use super::evaluate::Places;
use super::family::{Param, Unit};
use super::number::code;
use super::operators::{Derived, derive};
use super::plan::Plan;
use super::problem::{self, Omission};
use super::words::Teller;

pub use solution::solution;

/// Draws before a kind is taken not to apply.
const DRAWS: usize = 30;

/// Kinds that stand in the problem; the others stand in the solution.
pub fn in_problem(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::DroppedDatum | FaultKind::ContractBreach)
}

/// The kind for this seed, if the dice fall so.
pub fn draw(rate: f64, rng: &mut ChaCha8Rng) -> Option<FaultKind> {
    let planted = rng.random_bool(rate.clamp(0.0, 1.0));
    let kind = FaultKind::ALL.choose(rng).copied();
    kind.filter(|_| planted)
}

/// Tells the problem with a fault. `None` when the kind does not apply.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn problem(
    kind: FaultKind,
    operator: Operator,
    blueprint: &Blueprint,
    rng: &mut ChaCha8Rng,
) -> Result<Option<(String, Blueprint, Planted)>, String> {
    match kind {
        FaultKind::DroppedDatum => dropped_datum(blueprint, rng),
        FaultKind::ContractBreach => breach(operator, blueprint, rng),
        _ => Ok(None),
    }
}

fn dropped_datum(
    blueprint: &Blueprint,
    rng: &mut ChaCha8Rng,
) -> Result<Option<(String, Blueprint, Planted)>, String> {
    let clean = problem::tell(blueprint, None)?;
    for _ in 0..DRAWS {
        let part = rng.random_range(0..blueprint.parts.len().max(1));
        let Some((param, position)) = some_datum(&blueprint.parts[part], rng)? else {
            continue;
        };
        let omission = Omission {
            part,
            key: param.key.to_owned(),
            position,
        };
        let text = problem::tell(blueprint, Some(&omission))?;
        if text != clean {
            let what = format!(
                "the text does not give {}",
                datum_text(blueprint, part, param, position)?
            );
            let planted = Planted {
                kind: FaultKind::DroppedDatum,
                what,
            };
            return Ok(Some((text, blueprint.clone(), planted)));
        }
    }
    Ok(None)
}

/// The true child stays in the blueprint, and beside it what the text says instead.
fn breach(
    operator: Operator,
    blueprint: &Blueprint,
    rng: &mut ChaCha8Rng,
) -> Result<Option<(String, Blueprint, Planted)>, String> {
    let excess = match operator {
        Operator::ChangePara | Operator::ModifyObj => Operator::ModifyCons,
        Operator::ModifyCons => Operator::ModifyObj,
        Operator::TransDomain => Operator::ChangePara,
        Operator::Combination => {
            let mut alone = Blueprint::of(blueprint.parts[0].clone());
            alone.parts[0].extras.clear();
            super::resize::drop_unused(&mut alone.parts[0])?;
            let what = "only the first parent is used, and nothing of the second".to_owned();
            return breached(
                blueprint,
                Derived {
                    blueprint: alone,
                    what,
                },
                operator,
            )
            .map(Some);
        }
    };
    let rows = Plan::of(blueprint)?.model()?.rows.len();
    for _ in 0..DRAWS {
        let Ok(derived) = derive(excess, std::slice::from_ref(blueprint), rng) else {
            return Ok(None);
        };
        // A requirement with another number is what `change_para` is for; a further requirement is not.
        let allowed =
            operator == Operator::ChangePara && Plan::of(&derived.blueprint)?.model()?.rows.len() == rows;
        if !allowed {
            return breached(blueprint, derived, operator).map(Some);
        }
    }
    Ok(None)
}

fn breached(
    truth: &Blueprint,
    derived: Derived,
    operator: Operator,
) -> Result<(String, Blueprint, Planted), String> {
    let text = problem::tell(&derived.blueprint, None)?;
    let planted = Planted {
        kind: FaultKind::ContractBreach,
        what: format!("{} changes more than it may: {}", operator.name(), derived.what),
    };
    let stored = Blueprint {
        breach: Some(Box::new(derived.blueprint)),
        ..truth.clone()
    };
    Ok((text, stored, planted))
}

/// A number that the text gives, drawn from all tables of a part.
fn some_datum(part: &Part, rng: &mut ChaCha8Rng) -> Result<Option<(&'static Param, usize)>, String> {
    let mut params = part.params()?;
    params.retain(|param| !matches!(param.unit, Unit::Map(_) | Unit::Flag));
    let Some(param) = params.choose(rng).copied() else {
        return Ok(None);
    };
    let count = part.data.get(param.key).map_or(0, Vec::len);
    Ok((count > 0).then(|| (param, rng.random_range(0..count.max(1)))))
}

fn datum_text(blueprint: &Blueprint, part: usize, param: &Param, position: usize) -> Result<String, String> {
    let part = &blueprint.parts[part];
    let about = Teller::new(part)?.tell(param.about, &Places::new())?;
    let value = part
        .data
        .get(param.key)
        .and_then(|values| values.get(position))
        .copied()
        .unwrap_or_default();
    Ok(format!(
        "the number {} (`{}`{}: {about})",
        code(value),
        param.key,
        place_text(part, param, position)?
    ))
}

/// ` of oak, desk`: the entities that a number belongs to.
fn place_text(part: &Part, param: &Param, position: usize) -> Result<String, String> {
    let all = positions(&part.sizes(param.over));
    let Some(at) = all.get(position).filter(|at| !at.is_empty()) else {
        return Ok(String::new());
    };
    let names = param
        .over
        .chars()
        .zip(at)
        .map(|(set, place)| Ok(part.item(set, *place)?.one))
        .collect::<Result<Vec<_>, String>>()?;
    Ok(format!(" of {}", names.join(", ")))
}
