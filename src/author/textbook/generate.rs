//! Fresh instances, feasible by construction: a witness is drawn first, and every limit is set from it.

use std::collections::BTreeMap;

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::algebra::{Comparison, Relation, comparison, expression};
use super::blueprint::{Aim, Chosen, Part, positions};
use super::evaluate::{self, Places, each, picked, tidy, witness_point};
use super::family::{Extra, Family, Field, Fill, Goal, Param};

/// Draws before a request is given up. A draw fails when rounding makes a limit useless, which is rare.
const DRAWS: usize = 60;

/// An instance of `family` told in `field`, with one goal and up to two extras.
///
/// # Errors
/// No sound instance in [`DRAWS`] draws, which the tests exclude for every family and field.
pub fn fresh(family: &'static Family, field: &'static Field, rng: &mut ChaCha8Rng) -> Result<Part, String> {
    let mut reason = String::new();
    for _ in 0..DRAWS {
        match draw(family, field, rng) {
            Ok(part) => return Ok(part),
            Err(message) => reason = message,
        }
    }
    Err(format!(
        "no sound instance of `{}` in {DRAWS} draws; the last one: {reason}",
        family.key
    ))
}

fn draw(family: &'static Family, field: &'static Field, rng: &mut ChaCha8Rng) -> Result<Part, String> {
    let goal = family.goals.choose(rng).ok_or("the family has no goal")?;
    let mut part = Part {
        family: family.key.to_owned(),
        field: field.name.to_owned(),
        org: rng.random_range(0..field.orgs.len()),
        story: rng.random_range(0..family.stories.len()),
        whole: field.whole,
        sets: draw_sets(family, field, rng),
        data: BTreeMap::new(),
        witness: BTreeMap::new(),
        extras: Vec::new(),
        goals: vec![aim(goal, 1.0, rng)],
    };
    draw_witness(&mut part, family, rng);
    for param in family.params.iter().chain(goal.params) {
        fill(&mut part, family, param, &Places::new(), rng)?;
    }
    for _ in 0..rng.random_range(0..=2) {
        // An extra that fits nowhere is left out; the instance is sound without it.
        if add_extra(&mut part, family, rng).is_err() {
            break;
        }
    }
    sound(&part)?;
    Ok(part)
}

/// A goal with a wording of its own.
pub fn aim(goal: &Goal, weight: f64, rng: &mut ChaCha8Rng) -> Aim {
    Aim {
        key: goal.key.to_owned(),
        wording: rng.random_range(0..goal.say.len()),
        weight,
    }
}

fn draw_sets(family: &Family, field: &Field, rng: &mut ChaCha8Rng) -> BTreeMap<char, Vec<usize>> {
    let mut chosen = BTreeMap::new();
    for (set, words) in family.sets.iter().zip(field.sets) {
        let size = rng.random_range(set.size.0..=set.size.1).min(words.items.len());
        let mut places: Vec<usize> = (0..words.items.len()).collect();
        if !set.periods {
            places.shuffle(rng);
        }
        places.truncate(size);
        chosen.insert(set.key, places);
    }
    chosen
}

/// Lets the entities of a part be other ones of its field; what they are worth stays. A field has few organisations
/// and a problem may be told in it again and again, so the entities are what keeps two tellings apart.
///
/// # Errors
/// An unknown family.
pub fn other_items(part: &mut Part, field: &Field, rng: &mut ChaCha8Rng) -> Result<(), String> {
    for (set, words) in part.family()?.sets.iter().zip(field.sets) {
        let Some(chosen) = part.sets.get_mut(&set.key).filter(|_| !set.periods) else {
            continue;
        };
        let mut places: Vec<usize> = (0..words.items.len()).collect();
        places.shuffle(rng);
        places.truncate(chosen.len());
        *chosen = places;
    }
    Ok(())
}

/// Draws a feasible point for the sets as they are.
pub fn draw_witness(part: &mut Part, family: &Family, rng: &mut ChaCha8Rng) {
    for variable in family.variables {
        let (low, high, step) = variable.at;
        let count: usize = part.sizes(variable.over).iter().product();
        let values = (0..count).map(|_| stepped(low, high, step, rng)).collect();
        part.witness.insert(variable.key.to_owned(), values);
    }
    if let Some(witness) = family.witness {
        witness(part, rng);
    }
}

/// A multiple of `step` between `low` and `high`.
pub fn stepped(low: f64, high: f64, step: f64, rng: &mut ChaCha8Rng) -> f64 {
    let steps = ((high - low) / step).round().max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "families state ranges of at most a few thousand steps"
    )]
    let drawn = rng.random_range(0..=steps as u32);
    tidy(low + f64::from(drawn) * step)
}

/// Draws every number of a table.
///
/// # Errors
/// An expression that cannot be evaluated, or a limit that came out as nothing.
pub fn fill(
    part: &mut Part,
    family: &Family,
    param: &Param,
    places: &Places,
    rng: &mut ChaCha8Rng,
) -> Result<(), String> {
    if let Fill::Made(make) = param.fill {
        let values = make(part, rng);
        part.data.insert(param.key.to_owned(), values);
        return Ok(());
    }
    let mut values = Vec::new();
    for places in each(part, param.over, places) {
        values.push(number(part, family, param, &places, rng)?);
    }
    part.data.insert(param.key.to_owned(), values);
    Ok(())
}

/// Draws one number of a table.
///
/// # Errors
/// As [`fill`].
pub fn number(
    part: &Part,
    family: &Family,
    param: &Param,
    places: &Places,
    rng: &mut ChaCha8Rng,
) -> Result<f64, String> {
    let at = |text: &str| witness_value(part, family, text, places);
    let (value, step, up) = match param.fill {
        Fill::Range(low, high, step) => return Ok(stepped(low, high, step, rng)),
        Fill::Made(_) => return Err(format!("`{}` is drawn as a whole", param.key)),
        Fill::Exactly(text) => return at(text),
        Fill::Above(text, low, high, step) => (at(text)? * between(low, high, rng), step, true),
        Fill::Below(text, low, high, step) => (at(text)? * between(low, high, rng), step, false),
        Fill::AboveRatio(above, below, low, high, step) => {
            (at(above)? / at(below)? * between(low, high, rng), step, true)
        }
        Fill::BelowRatio(above, below, low, high, step) => {
            (at(above)? / at(below)? * between(low, high, rng), step, false)
        }
    };
    let steps = tidy(value / step);
    let rounded = tidy(if up { steps.ceil() } else { steps.floor() } * step);
    if rounded.is_finite() && rounded > 0.0 {
        Ok(rounded)
    } else {
        Err(format!("the limit `{}` came out as {rounded}", param.key))
    }
}

fn between(low: f64, high: f64, rng: &mut ChaCha8Rng) -> f64 {
    if low < high {
        rng.random_range(low..=high)
    } else {
        low
    }
}

fn witness_value(part: &Part, family: &Family, text: &str, places: &Places) -> Result<f64, String> {
    let expr = expression(family, text)?;
    let linear = evaluate::linear(part, family, &expr, places)?;
    Ok(tidy(linear.value(&witness_point(part, family))))
}

/// Adds one extra that is not there yet.
///
/// # Errors
/// None of the family's extras fits.
pub fn add_extra(part: &mut Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let mut left: Vec<&Extra> = family
        .extras
        .iter()
        .filter(|extra| part.extras.iter().all(|chosen| chosen.key != extra.key))
        .collect();
    left.shuffle(rng);
    for extra in left {
        for _ in 0..6 {
            let mut candidate = part.clone();
            if place_extra(&mut candidate, family, extra, rng).is_ok() {
                *part = candidate;
                return Ok(());
            }
        }
    }
    Err(format!(
        "no further requirement of the family `{}` fits",
        family.key
    ))
}

fn place_extra(part: &mut Part, family: &Family, extra: &Extra, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let mut picks = Vec::new();
    let mut taken: Vec<(char, usize)> = Vec::new();
    for set in extra.picks.chars() {
        let free: Vec<usize> = (0..part.size(set))
            .filter(|place| !taken.contains(&(set, *place)))
            .collect();
        let pick = *free.choose(rng).ok_or("there are not enough entities")?;
        taken.push((set, pick));
        picks.push(pick);
    }
    let places = picked(extra.picks, &picks);
    part.extras.push(Chosen {
        key: extra.key.to_owned(),
        picks,
        wording: rng.random_range(0..extra.say.len()),
    });
    for param in extra.params {
        fill(part, family, param, &places, rng)?;
    }
    sound(part)
}

/// Lets one extra name other entities.
///
/// # Errors
/// No extra of this instance can.
pub fn move_extra(part: &mut Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let mut places: Vec<usize> = (0..part.extras.len()).collect();
    places.shuffle(rng);
    for place in places {
        let old = part.extras[place].clone();
        let Some(extra) = family.extra(&old.key) else {
            continue;
        };
        for _ in 0..6 {
            let mut candidate = part.clone();
            candidate.extras.remove(place);
            if place_extra(&mut candidate, family, extra, rng).is_err() {
                continue;
            }
            let Some(mut moved) = candidate.extras.pop() else {
                continue;
            };
            moved.wording = old.wording;
            // The same entities in another order may say the same.
            if moved.picks.iter().any(|pick| !old.picks.contains(pick)) {
                candidate.extras.insert(place, moved);
                *part = candidate;
                return Ok(());
            }
        }
    }
    Err(format!(
        "no requirement of the family `{}` can be changed",
        family.key
    ))
}

/// The rows of a part: those of the family, then those of its extras.
///
/// # Errors
/// Algebra that does not read; the tests read all of it.
pub fn rules(part: &Part) -> Result<Vec<(&'static super::family::Rule, Comparison, Places)>, String> {
    let family = part.family()?;
    let mut rules = Vec::new();
    for rule in family.rules {
        rules.push((rule, comparison(family, rule.algebra)?, Places::new()));
    }
    for (chosen, extra) in part.extras()? {
        for rule in extra.rules {
            rules.push((
                rule,
                comparison(family, rule.algebra)?,
                picked(extra.picks, &chosen.picks),
            ));
        }
    }
    Ok(rules)
}

/// Whether the witness satisfies every row, and every goal has a value there.
///
/// # Errors
/// The first row that it violates.
pub fn sound(part: &Part) -> Result<(), String> {
    let family = part.family()?;
    let point = witness_point(part, family);
    for (rule, row, places) in rules(part)? {
        for places in each(part, rule.each, &places) {
            let row = evaluate::row(part, family, &row, &places)?;
            let (left, right) = (row.left.value(&point), row.right.value(&point));
            let slack = 1e-7 * (1.0 + left.abs().max(right.abs()));
            let holds = match row.relation {
                Relation::AtMost => left <= right + slack,
                Relation::AtLeast => left >= right - slack,
                Relation::Equals => (left - right).abs() <= slack,
            };
            if !holds {
                return Err(format!(
                    "the row `{}` does not hold at the witness: {left} against {right}",
                    rule.key
                ));
            }
        }
    }
    for (_, goal) in part.goals()? {
        let value = witness_value(part, family, goal.algebra, &Places::new())?;
        if value.abs() < 1e-6 {
            return Err(format!("the goal `{}` is worth nothing at the witness", goal.key));
        }
    }
    Ok(())
}

/// Draws again every limit that the witness no longer satisfies, and only those.
///
/// # Errors
/// As [`fill`], or a row that stays violated.
pub fn mend(part: &mut Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let mut sources: Vec<(&'static Param, Places)> = part
        .params()?
        .into_iter()
        .map(|param| (param, Places::new()))
        .collect();
    for (chosen, extra) in part.extras()? {
        for param in extra.params {
            sources.retain(|(other, _)| other.key != param.key);
            sources.push((param, picked(extra.picks, &chosen.picks)));
        }
    }
    for (param, places) in sources.into_iter().filter(|(param, _)| param.fill.is_limit()) {
        let sizes = part.sizes(param.over);
        for (position, bound) in each(part, param.over, &places).into_iter().enumerate() {
            let known = part
                .data
                .get(param.key)
                .and_then(|values| values.get(position))
                .copied();
            if known.is_some_and(|known| holds(part, family, param, known, &bound).unwrap_or(false)) {
                continue;
            }
            let value = number(part, family, param, &bound, rng)?;
            let count = positions(&sizes).len();
            let values = part.data.entry(param.key.to_owned()).or_default();
            values.resize(count, 0.0);
            values[position] = value;
        }
    }
    sound(part)
}

fn holds(part: &Part, family: &Family, param: &Param, known: f64, places: &Places) -> Result<bool, String> {
    let at = |text: &str| witness_value(part, family, text, places);
    let slack = 1e-7 * (1.0 + known.abs());
    Ok(match param.fill {
        Fill::Range(..) | Fill::Made(_) => true,
        Fill::Exactly(text) => (known - at(text)?).abs() <= slack,
        Fill::Above(text, ..) => known >= at(text)? - slack,
        Fill::Below(text, ..) => known <= at(text)? + slack,
        Fill::AboveRatio(above, below, ..) => known >= at(above)? / at(below)? - slack,
        Fill::BelowRatio(above, below, ..) => known <= at(above)? / at(below)? + slack,
    })
}
