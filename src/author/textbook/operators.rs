//! The five operators as transformations of blueprints.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::model::{Model, ObjectiveSense};
use crate::sample::Operator;

use super::algebra::expression;
use super::blueprint::{Aim, Blueprint, Part};
use super::combine;
use super::evaluate::{self, Places, each, picked, witness_point};
use super::family::{Family, Fill, Goal, Kind, Param};
use super::generate::{self, add_extra, fill, mend, move_extra, number, sound};
use super::plan::Plan;
use super::resize::{drop_unused, grow};
use super::words::Teller;
use crate::author::AuthorError;

/// Draws before an operator gives up.
const DRAWS: usize = 40;

/// A child, and what was done to get it.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The child.
    pub blueprint: Blueprint,
    /// What changed, in a sentence.
    pub what: String,
}

/// Derives a child.
///
/// # Errors
/// [`AuthorError::Cannot`] when these parents allow no such child.
pub fn derive(
    operator: Operator,
    parents: &[Blueprint],
    rng: &mut ChaCha8Rng,
) -> Result<Derived, AuthorError> {
    let cannot = |what: &str| {
        AuthorError::Cannot(format!(
            "the textbook author cannot apply {} here: {what}; take another operator or another parent",
            operator.name()
        ))
    };
    if parents.len() != operator.parents() {
        return Err(cannot(&format!(
            "it needs {} parents and got {}",
            operator.parents(),
            parents.len()
        )));
    }
    let mut reason = String::new();
    for _ in 0..DRAWS {
        let derived = match (operator, parents) {
            (Operator::ChangePara, [parent]) => change_para(parent, rng),
            (Operator::ModifyCons, [parent]) => modify_cons(parent, rng),
            (Operator::ModifyObj, [parent]) => modify_obj(parent, rng),
            (Operator::TransDomain, [parent]) => trans_domain(parent, rng),
            (Operator::Combination, [first, second]) => combine::combination(first, second, rng),
            _ => Err("the number of parents does not fit".to_owned()),
        };
        match derived {
            Ok(derived) if derived.blueprint != parents[0] => return Ok(derived),
            Ok(_) => "nothing changed".clone_into(&mut reason),
            Err(message) => reason = message,
        }
    }
    Err(cannot(&reason))
}

/// One part drawn at random, with its family.
fn some_part<'b>(
    child: &'b mut Blueprint,
    rng: &mut ChaCha8Rng,
) -> Result<(&'b mut Part, &'static Family), String> {
    let position = rng.random_range(0..child.parts.len().max(1));
    let part = child
        .parts
        .get_mut(position)
        .ok_or("the blueprint has no parts")?;
    let family = part.family()?;
    Ok((part, family))
}

fn change_para(parent: &Blueprint, rng: &mut ChaCha8Rng) -> Result<Derived, String> {
    let mut child = parent.clone();
    let (part, family) = some_part(&mut child, rng)?;
    let what = if rng.random_bool(0.3) {
        let growing: Vec<char> = family
            .sets
            .iter()
            .filter(|set| set.grows && part.size(set.key) <= set.size.1)
            .map(|set| set.key)
            .collect();
        let set = *growing
            .choose(rng)
            .ok_or("no set of this instance may grow further")?;
        grow(part, family, set, rng)?;
        format!("add one more {}", part.words(set)?.one)
    } else {
        redraw(part, family, rng)?
    };
    combine::mend_link(&mut child, rng)?;
    Ok(Derived {
        blueprint: child,
        what,
    })
}

/// Draws some numbers of one to three tables again, then whatever limits no longer hold.
fn redraw(part: &mut Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<String, String> {
    let mut tables: Vec<&Param> = part
        .params()?
        .into_iter()
        .filter(|param| matches!(param.fill, Fill::Range(..)))
        .collect();
    tables.shuffle(rng);
    tables.truncate(rng.random_range(1..=2));
    for param in &tables {
        let Fill::Range(low, high, step) = param.fill else {
            continue;
        };
        let count = part.data.get(param.key).map_or(0, Vec::len);
        let mut places: Vec<usize> = (0..count).collect();
        places.shuffle(rng);
        places.truncate(count.div_ceil(3).max(1));
        for place in places {
            let fresh = generate::stepped(low, high, step, rng);
            if let Some(value) = part
                .data
                .get_mut(param.key)
                .and_then(|values| values.get_mut(place))
            {
                *value = fresh;
            }
        }
    }
    let mut names = Vec::new();
    for param in &tables {
        names.push(Teller::new(part)?.tell(param.about, &Places::new())?);
    }
    if rng.random_bool(0.5) || tables.is_empty() {
        let about = redraw_limit(part, family, rng)?;
        names.push(about);
    }
    mend(part, family, rng)?;
    Ok(format!("change numbers: {}", names.join("; ")))
}

/// Draws one limit of an extra or of the family again, so that it differs and the witness still satisfies it.
fn redraw_limit(part: &mut Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<String, String> {
    let mut sources: Vec<(&Param, Places)> =
        family.params.iter().map(|param| (param, Places::new())).collect();
    for (chosen, extra) in part.extras()? {
        sources.extend(
            extra
                .params
                .iter()
                .map(|param| (param, picked(extra.picks, &chosen.picks))),
        );
    }
    sources.retain(|(param, _)| param.fill.is_limit() && !matches!(param.fill, Fill::Exactly(_)));
    sources.shuffle(rng);
    for (param, places) in sources {
        let bound = each(part, param.over, &places);
        let Some(place) = (0..bound.len()).collect::<Vec<_>>().choose(rng).copied() else {
            continue;
        };
        let Some(old) = part
            .data
            .get(param.key)
            .and_then(|values| values.get(place))
            .copied()
        else {
            continue;
        };
        for _ in 0..8 {
            let fresh = number(part, family, param, &bound[place], rng)?;
            if (fresh - old).abs() < 1e-9 {
                continue;
            }
            let mut candidate = part.clone();
            if let Some(value) = candidate
                .data
                .get_mut(param.key)
                .and_then(|values| values.get_mut(place))
            {
                *value = fresh;
            }
            if sound(&candidate).is_ok() {
                *part = candidate;
                return Teller::new(part)?.tell(param.about, &bound[place]);
            }
        }
    }
    Err("no limit of this instance can be drawn again".to_owned())
}

fn modify_cons(parent: &Blueprint, rng: &mut ChaCha8Rng) -> Result<Derived, String> {
    let mut child = parent.clone();
    let (part, family) = some_part(&mut child, rng)?;
    let what = if rng.random_bool(0.75) {
        add_extra(part, family, rng)?;
        let (chosen, extra) = part.extras()?.pop().ok_or("no requirement was added")?;
        let places = picked(extra.picks, &chosen.picks);
        let about = extra.rules.first().map_or("", |rule| rule.about);
        format!(
            "add one requirement: {}",
            Teller::new(part)?.tell(about, &places)?
        )
    } else if let Ok(about) = redraw_limit(part, family, rng) {
        format!("change one requirement: {about}")
    } else {
        move_extra(part, family, rng)?;
        "let one requirement speak of other entities".to_owned()
    };
    combine::sound_link(&child)?;
    Ok(Derived {
        blueprint: child,
        what,
    })
}

fn modify_obj(parent: &Blueprint, rng: &mut ChaCha8Rng) -> Result<Derived, String> {
    let joined = parent.parts.len() > 1;
    let mut child = parent.clone();
    let (part, family) = some_part(&mut child, rng)?;
    let others: Vec<&Goal> = family
        .goals
        .iter()
        .filter(|goal| part.goals.iter().all(|aim| aim.key != goal.key))
        .collect();
    let what = match (others.choose(rng), joined, part.goals.len()) {
        (Some(goal), false, 1) if rng.random_bool(0.4) => {
            add_goal(part, family, goal, rng)?;
            "ask for a second objective, with weights".to_owned()
        }
        (Some(goal), false, _) => {
            replace_goals(part, family, goal, 1.0, rng)?;
            "ask for another objective".to_owned()
        }
        (None, false, 2..) => {
            let kept = part.goals.choose(rng).cloned().ok_or("there is no goal")?;
            part.goals = vec![Aim { weight: 1.0, ..kept }];
            drop_unused(part)?;
            "ask for one of the two objectives alone".to_owned()
        }
        (Some(goal), true, _) => {
            let old = goals_value(part)?;
            replace_goals(part, family, goal, 1.0, rng)?;
            let new = goals_value(part)?;
            // Another metric counts in other units: the weight makes up for the difference in size.
            part.goals[0].weight = if goal.unit == "dollars" {
                1.0
            } else {
                leading_digit(old / new)
            };
            "measure one of the plans by another objective".to_owned()
        }
        _ => return Err("the family has no other objective".to_owned()),
    };
    combine::check_directions(&child)?;
    another_objective(parent, &child)?;
    Ok(Derived {
        blueprint: child,
        what,
    })
}

/// Whether the child's objective is more than its parent's with one coefficient changed, or with all of them scaled:
/// another metric may come to the same numbers by chance.
///
/// # Errors
/// What the objectives have in common.
pub(super) fn another_objective(parent: &Blueprint, child: &Blueprint) -> Result<(), String> {
    let (old, new) = (Plan::of(parent)?.model()?, Plan::of(child)?.model()?);
    if old.objective.sense != new.objective.sense || old.variables.len() != new.variables.len() {
        return Ok(());
    }
    let coefficients = |model: &Model| {
        let mut dense = vec![0.0; model.variables.len()];
        for term in &model.objective.terms {
            dense[term.variable.0] = term.coefficient;
        }
        dense
    };
    let pairs: Vec<(f64, f64)> = coefficients(&old).into_iter().zip(coefficients(&new)).collect();
    let changed = pairs
        .iter()
        .filter(|(old, new)| (old - new).abs() > 1e-9 * old.abs().max(new.abs()))
        .count();
    if changed < pairs.len().min(2) {
        return Err("the other objective has almost the same coefficients".to_owned());
    }
    let used = || pairs.iter().filter(|(old, new)| *old != 0.0 || *new != 0.0);
    let factor = used().next().map_or(1.0, |(old, new)| new / old);
    let scaled = used().all(|(old, new)| (new - factor * old).abs() <= 1e-9 * new.abs());
    if scaled && factor > 0.0 {
        return Err("the other objective is the same one in another unit".to_owned());
    }
    Ok(())
}

fn replace_goals(
    part: &mut Part,
    family: &'static Family,
    goal: &Goal,
    weight: f64,
    rng: &mut ChaCha8Rng,
) -> Result<(), String> {
    part.goals = vec![generate::aim(goal, weight, rng)];
    drop_unused(part)?;
    for param in goal.params {
        if !part.data.contains_key(param.key) {
            fill(part, family, param, &Places::new(), rng)?;
        }
    }
    sound(part)
}

/// Adds a second goal with weights that leave the score worth something at the witness.
fn add_goal(
    part: &mut Part,
    family: &'static Family,
    goal: &Goal,
    rng: &mut ChaCha8Rng,
) -> Result<(), String> {
    let (_, first) = *part.goals()?.first().ok_or("there is no goal")?;
    let opposed = first.sense != goal.sense;
    if opposed && first.sense == ObjectiveSense::Minimize {
        return Err("a cost minus a gain may fall without end".to_owned());
    }
    part.goals.push(generate::aim(goal, 1.0, rng));
    for param in goal.params {
        if !part.data.contains_key(param.key) {
            fill(part, family, param, &Places::new(), rng)?;
        }
    }
    sound(part)?;
    let values = goal_values(part)?;
    let mut weights = [0.4, 0.3, 0.2, 0.1, 0.05];
    weights.shuffle(rng);
    let fitting = weights
        .into_iter()
        .find(|weight| !opposed || weight * values[1] < 0.5 * (1.0 - weight) * values[0]);
    let weight = fitting.ok_or("the second objective outweighs the first one")?;
    part.goals[0].weight = evaluate::tidy(1.0 - weight);
    part.goals[1].weight = weight;
    Ok(())
}

/// The value of each goal at the witness.
fn goal_values(part: &Part) -> Result<Vec<f64>, String> {
    let family = part.family()?;
    let point = witness_point(part, family);
    part.goals()?
        .into_iter()
        .map(|(_, goal)| {
            let expr = expression(family, goal.algebra)?;
            Ok(evaluate::linear(part, family, &expr, &Places::new())?.value(&point))
        })
        .collect()
}

fn goals_value(part: &Part) -> Result<f64, String> {
    let weights = part.goals.iter().map(|aim| aim.weight);
    Ok(goal_values(part)?
        .iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum())
}

/// One significant digit: 37.2 → 40, 0.068 → 0.07.
fn leading_digit(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let size = 10_f64.powf(value.log10().floor());
    evaluate::tidy((value / size).round() * size).max(0.01)
}

fn trans_domain(parent: &Blueprint, rng: &mut ChaCha8Rng) -> Result<Derived, String> {
    let mut child = parent.clone();
    let fields = combine::fields(&parent.parts, true, rng)?;
    for (part, field) in child.parts.iter_mut().zip(fields) {
        field.name.clone_into(&mut part.field);
        part.org = rng.random_range(0..field.orgs.len());
        generate::other_items(part, field, rng)?;
    }
    if let Some(link) = &mut child.link {
        link.org = rng.random_range(0..60);
    }
    let names: Vec<&str> = child.parts.iter().map(|part| part.field.as_str()).collect();
    let what = format!("tell the same problem in the field {}", names.join(" and "));
    Ok(Derived {
        blueprint: child,
        what,
    })
}

/// Whether the fields of a family decide on the types of its decisions.
pub fn typed_by_field(family: &Family) -> bool {
    family
        .variables
        .iter()
        .any(|variable| variable.kind == Kind::ByField)
}
