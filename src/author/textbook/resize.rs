//! One entity more, or fewer entities: tables keep what they had.

use rand_chacha::ChaCha8Rng;

use super::blueprint::{Part, flat, positions};
use super::family::{Family, Fill};
use super::generate::{mend, stepped};

/// Adds the next unused entity of the pool to a set.
///
/// # Errors
/// The pool is used up, or no sound numbers were found.
pub fn grow(part: &mut Part, family: &'static Family, set: char, rng: &mut ChaCha8Rng) -> Result<(), String> {
    let pool = part.words(set)?.items.len();
    let used = part.sets.get(&set).cloned().unwrap_or_default();
    let next = (0..pool)
        .find(|place| !used.contains(place))
        .ok_or("there is no further entity")?;
    let old = part.clone();
    part.sets.entry(set).or_default().push(next);
    refit(part, &old, family, rng)
}

/// Keeps the first `count` entities of a set. Extras that name others go.
///
/// # Errors
/// No sound numbers were found.
pub fn shrink(
    part: &mut Part,
    family: &'static Family,
    set: char,
    count: usize,
    rng: &mut ChaCha8Rng,
) -> Result<(), String> {
    if part.size(set) <= count {
        return Ok(());
    }
    let old = part.clone();
    part.sets.entry(set).or_default().truncate(count);
    part.extras.retain(|chosen| {
        let letters = family.extra(&chosen.key).map_or("", |extra| extra.picks);
        letters
            .chars()
            .zip(&chosen.picks)
            .all(|(letter, pick)| letter != set || *pick < count)
    });
    refit(part, &old, family, rng)?;
    drop_unused(part)
}

/// Removes the data that neither goals nor extras need any more.
///
/// # Errors
/// An unknown goal or extra.
pub fn drop_unused(part: &mut Part) -> Result<(), String> {
    let needed: Vec<&str> = part.params()?.into_iter().map(|param| param.key).collect();
    part.data.retain(|key, _| needed.contains(&key.as_str()));
    Ok(())
}

/// Tables and witness of `old` in the new sizes: what was there stays, the rest is drawn.
fn refit(part: &mut Part, old: &Part, family: &'static Family, rng: &mut ChaCha8Rng) -> Result<(), String> {
    for variable in family.variables {
        let (low, high, step) = variable.at;
        let values = old.witness.get(variable.key).cloned().unwrap_or_default();
        let values = resized(&values, old, part, variable.over, || {
            stepped(low, high, step, rng)
        });
        part.witness.insert(variable.key.to_owned(), values);
    }
    if let Some(witness) = family.witness {
        witness(part, rng);
    }
    let shrinking = old
        .sets
        .iter()
        .any(|(set, places)| part.size(*set) < places.len());
    for param in part.params()? {
        let values = match param.fill {
            Fill::Made(make) => {
                let (sizes, before) = (part.sizes(param.over), old.sizes(param.over));
                if sizes == before {
                    continue;
                }
                let fresh = make(part, rng);
                if sizes.iter().zip(&before).all(|(size, before)| size >= before) {
                    let values = old.data.get(param.key).cloned().unwrap_or_default();
                    let mut redrawn = fresh.into_iter();
                    positions(&sizes)
                        .iter()
                        .filter_map(|at| {
                            let drawn = redrawn.next();
                            flat(&before, at)
                                .and_then(|position| values.get(position).copied())
                                .or(drawn)
                        })
                        .collect()
                } else {
                    fresh
                }
            }
            Fill::Range(low, high, step) => {
                let values = old.data.get(param.key).cloned().unwrap_or_default();
                resized(&values, old, part, param.over, || stepped(low, high, step, rng))
            }
            // Not a number: `mend` draws it, because nothing holds for it. A smaller instance gets all its limits
            // anew, for those of the larger one would no longer bind.
            _ if shrinking => vec![f64::NAN; positions(&part.sizes(param.over)).len()],
            _ => {
                let values = old.data.get(param.key).cloned().unwrap_or_default();
                resized(&values, old, part, param.over, || f64::NAN)
            }
        };
        part.data.insert(param.key.to_owned(), values);
    }
    mend(part, family, rng)
}

fn resized(values: &[f64], old: &Part, new: &Part, over: &str, mut draw: impl FnMut() -> f64) -> Vec<f64> {
    let sizes = old.sizes(over);
    positions(&new.sizes(over))
        .iter()
        .map(
            |at| match flat(&sizes, at).and_then(|position| values.get(position)) {
                Some(value) => *value,
                None => draw(),
            },
        )
        .collect()
}

/// The part without one entity, everything else as it is; `None` where the entity is named by an extra or by an
/// index map.
pub fn without(part: &Part, family: &Family, set: char, position: usize) -> Option<Part> {
    let mut smaller = part.clone();
    for chosen in &mut smaller.extras {
        let letters = family.extra(&chosen.key)?.picks;
        for (letter, pick) in letters.chars().zip(&mut chosen.picks) {
            if letter == set {
                if *pick == position {
                    return None;
                }
                *pick -= usize::from(*pick > position);
            }
        }
    }
    let places = smaller.sets.get_mut(&set)?;
    if position >= places.len() {
        return None;
    }
    places.remove(position);
    let params = part.params().ok()?;
    if params
        .iter()
        .any(|param| param.unit == super::family::Unit::Map(set))
    {
        return None;
    }
    let keep = |over: &str, values: &[f64]| {
        let at = positions(&part.sizes(over));
        let kept = at.iter().zip(values).filter(|(at, _)| {
            over.chars()
                .zip(at.iter())
                .all(|(letter, place)| letter != set || *place != position)
        });
        kept.map(|(_, value)| *value).collect::<Vec<f64>>()
    };
    for param in params {
        let values = keep(param.over, part.data.get(param.key)?);
        smaller.data.insert(param.key.to_owned(), values);
    }
    for variable in family.variables {
        let values = keep(variable.over, part.witness.get(variable.key)?);
        smaller.witness.insert(variable.key.to_owned(), values);
    }
    Some(smaller)
}
