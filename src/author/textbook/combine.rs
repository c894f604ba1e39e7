//! `combination`: the parts of two parents become one problem of one organisation, tied by what they share.

use std::collections::BTreeSet;

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::model::ObjectiveSense;

use super::algebra::expression;
use super::blueprint::{Blueprint, Link, MOST_PARTS, Part};
use super::evaluate::{self, Places, tidy, witness_point};
use super::family::Field;
use super::generate::{aim, fill, sound};
use super::operators::{Derived, typed_by_field};
use super::resize::{drop_unused, shrink};

/// Joins two parents.
///
/// # Errors
/// Too many parts, nothing in common to share, or no fields in which to tell it.
pub fn combination(first: &Blueprint, second: &Blueprint, rng: &mut ChaCha8Rng) -> Result<Derived, String> {
    let mut parts: Vec<Part> = first.parts.iter().chain(&second.parts).cloned().collect();
    if parts.len() > MOST_PARTS {
        return Err(format!(
            "together the parents hold {} plans, and {MOST_PARTS} is the most that one problem can tell",
            parts.len()
        ));
    }
    let fields = fields(&parts, false, rng)?;
    let kind = common_kind(&parts)?;
    for (part, field) in parts.iter_mut().zip(fields) {
        field.name.clone_into(&mut part.field);
        part.org = rng.random_range(0..field.orgs.len());
        part.whole = field.whole;
        simplify(part, kind, rng)?;
    }
    let link = Link {
        kind: kind.to_owned(),
        limit: limit(&parts, kind, rng)?,
        wording: rng.random_range(0..2),
        org: rng.random_range(0..60),
    };
    let names: Vec<&str> = parts.iter().map(|part| part.family.as_str()).collect();
    let what = format!("join {} by a common {kind}", names.join(" and "));
    let child = Blueprint::joined(parts, link);
    sound_link(&child)?;
    check_directions(&child)?;
    Ok(Derived {
        blueprint: child,
        what,
    })
}

/// Makes a part short enough to stand beside another: smallest sets, at most one extra, one goal in money; and gives
/// it the data of what is shared.
fn simplify(part: &mut Part, kind: &str, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let family = part.family()?;
    let before = part.clone();
    if smallest(part, rng).is_err() {
        // Some extra does not fit the smaller sets.
        *part = before;
        part.extras.clear();
        drop_unused(part)?;
        smallest(part, rng)?;
    }
    part.extras.truncate(1);
    let money = part
        .goals()?
        .into_iter()
        .find(|(_, goal)| goal.unit == "dollars")
        .map(|(aim, _)| aim.clone());
    let goal = match money {
        Some(mut aim) => {
            aim.weight = 1.0;
            aim
        }
        None => aim(family.goals.first().ok_or("the family has no goal")?, 1.0, rng),
    };
    part.goals = vec![goal];
    part.data.retain(|key, _| {
        let shared = family.shared.iter().flat_map(|shared| shared.params);
        !shared.map(|param| param.key).any(|other| other == key)
    });
    drop_unused(part)?;
    for param in part.params()? {
        if !part.data.contains_key(param.key) {
            fill(part, family, param, &Places::new(), rng)?;
        }
    }
    for param in part.shared(kind)?.params {
        fill(part, family, param, &Places::new(), rng)?;
    }
    sound(part)
}

fn smallest(part: &mut Part, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let family = part.family()?;
    family
        .sets
        .iter()
        .try_for_each(|set| shrink(part, family, set.key, set.size.0, rng))
}

/// What all parts can share: the first kind that the first one names.
fn common_kind(parts: &[Part]) -> Result<&'static str, String> {
    let first = parts.first().ok_or("there are no parts")?.family()?;
    first
        .shared
        .iter()
        .map(|shared| shared.kind)
        .find(|kind| parts.iter().all(|part| part.shared(kind).is_ok()))
        .ok_or_else(|| "the two problems have nothing that they could share".to_owned())
}

/// A field for each part, none of them its present one: the same for all parts if there is one, else one for each.
/// Parts of one family get different ones, lest they speak of the same entities. With `same_types`, only fields in
/// which the decisions keep their types.
///
/// # Errors
/// Some part has no other field.
pub fn fields(parts: &[Part], same_types: bool, rng: &mut ChaCha8Rng) -> Result<Vec<&'static Field>, String> {
    let mut choices: Vec<Vec<&'static Field>> = Vec::new();
    for part in parts {
        let family = part.family()?;
        let fits = |field: &&'static Field| {
            field.name != part.field && (!same_types || !typed_by_field(family) || field.whole == part.whole)
        };
        choices.push(family.fields.iter().filter(fits).collect());
    }
    let families: BTreeSet<&str> = parts.iter().map(|part| part.family.as_str()).collect();
    if families.len() == parts.len() {
        let present: BTreeSet<&str> = parts.iter().map(|part| part.field.as_str()).collect();
        let first = choices.first().ok_or("there are no parts")?;
        let common: Vec<&str> = first
            .iter()
            .map(|field| field.name)
            .filter(|name| !present.contains(name))
            .filter(|name| {
                choices
                    .iter()
                    .all(|fields| fields.iter().any(|field| field.name == *name))
            })
            .collect();
        if let Some(name) = common.choose(rng) {
            let all = choices
                .iter()
                .filter_map(|fields| fields.iter().find(|field| field.name == *name));
            return Ok(all.copied().collect());
        }
    }
    let mut chosen: Vec<&'static Field> = Vec::new();
    for fields in &choices {
        let free: Vec<&&'static Field> = fields
            .iter()
            .filter(|field| chosen.iter().all(|other| other.name != field.name))
            .collect();
        chosen.push(free.choose(rng).ok_or("there is no other field to tell it in")?);
    }
    Ok(chosen)
}

/// How much all parts use together at their witnesses.
fn usage(parts: &[Part], kind: &str) -> Result<f64, String> {
    let mut total = 0.0;
    for part in parts {
        let family = part.family()?;
        let expr = expression(family, part.shared(kind)?.algebra)?;
        total += evaluate::linear(part, family, &expr, &Places::new())?.value(&witness_point(part, family));
    }
    Ok(tidy(total))
}

fn limit(parts: &[Part], kind: &str, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let used = usage(parts, kind)?;
    if used <= 0.0 {
        return Err("the plans use nothing of what they share".to_owned());
    }
    let step = if used >= 2_000.0 { 100.0 } else { 10.0 };
    Ok(tidy((used * rng.random_range(1.0..1.08) / step).ceil() * step))
}

/// Draws the shared limit again if the witnesses use more.
///
/// # Errors
/// As [`combination`].
pub fn mend_link(child: &mut Blueprint, rng: &mut ChaCha8Rng) -> Result<(), String> {
    if sound_link(child).is_ok() {
        return Ok(());
    }
    if let Some(link) = &mut child.link {
        link.limit = limit(&child.parts, &link.kind, rng)?;
    }
    sound_link(child)
}

/// Whether the witnesses of all parts keep to the shared limit.
///
/// # Errors
/// By how much they do not.
pub fn sound_link(child: &Blueprint) -> Result<(), String> {
    let Some(link) = &child.link else { return Ok(()) };
    let used = usage(&child.parts, &link.kind)?;
    if used <= link.limit + 1e-7 * (1.0 + used.abs()) {
        Ok(())
    } else {
        Err(format!(
            "the plans use {used} of the {} that they share",
            link.limit
        ))
    }
}

/// Whether the objective of a combination is bounded: a sum of gains minus a sum of costs is, because each of them
/// is bounded by its own part.
///
/// # Errors
/// Two goals of one part that pull in different directions while the first one is a cost.
pub fn check_directions(child: &Blueprint) -> Result<(), String> {
    for part in &child.parts {
        if let [(_, first), (_, second)] = part.goals()?.as_slice()
            && first.sense == ObjectiveSense::Minimize
            && second.sense == ObjectiveSense::Maximize
        {
            return Err("a cost minus a gain may fall without end".to_owned());
        }
    }
    Ok(())
}
