//! The textbook author: built in, offline, seeded. It writes problems, formulations and programs from a library of
//! parametric families, correct by construction.
//!
//! # How to write a family
//!
//! A family is a `static` of type [`Family`] in a file of its own under `textbook/families/`, listed in
//! `families::ALL`. Take `families/transportation.rs` as a pattern. Nothing but data is needed:
//!
//! 1. **Sets**, each with a one-letter key, which is also the index over it.
//! 2. **Params** and **variables** over sets (`over: "ij"`). A param that only one goal or one extra needs stands
//!    there, so that it comes and goes with it. A param key is unique in the family and differs from variable keys.
//! 3. **Rules** in the small algebra (`algebra`): `sum(j) ship[i,j] <= supply[i]` with `each: "i"`. Formulation,
//!    program and model are all written from this one line.
//! 4. A **witness**: each variable is drawn within [`family::Decision::at`], or all of them by the function
//!    [`Family::witness`]. Every limit is then filled from the witness ([`family::Fill::Above`] for what stands right
//!    of `<=`, [`family::Fill::Below`] for `>=`, [`family::Fill::Exactly`] for `=`), so an instance is feasible by
//!    construction. See to it that rules bound a maximised goal and force a minimised one away from zero.
//!    `fill` runs in the order of `params`, so a param may use those before it.
//! 5. **Extras** (at least three, better five): an optional requirement with its params, rules and sentence. `picks:
//!    "pp"` draws two different entities, `p1` and `p2`. A pick or number that the witness violates is drawn again.
//! 6. **Goals** (at least two; the first one in dollars), each with its own data, sentence and `aim` ("the total
//!    cost"), which reads well after "maximize" or "minimize". Each goal must be sensible without the others.
//! 7. **Shared**: how much of a common `budget` (dollars) the decisions use, with the data for that. `combination`
//!    joins families through it, so every family has one of kind `budget`.
//! 8. **Stories** (at least two tellings) and **fields** (at least four): templates as in `words`, nouns as in
//!    [`family::Field`]. Every number of `params` must occur in every story, once. Fields use common names
//!    (manufacturing, agriculture, health care, logistics, education, retail, energy, events, information
//!    technology, construction, hospitality, research), so that combinations find one in common; item pools have the
//!    same length in all fields of a family and hold at least one more than the largest size of a growing set. For
//!    [`family::Kind::ByField`] at least two fields are `whole: true` and two `whole: false`.
//!
//! The tests at the end of this module run over all families: every algebra reads, every template is told in every
//! field, every instance is sound, and every number of the data stands in the text.

pub mod algebra;
pub mod blueprint;
mod combine;
pub mod evaluate;
pub mod families;
pub mod family;
mod faults;
mod formulation;
mod general;
mod generate;
mod import;
mod number;
mod operators;
mod plan;
mod problem;
mod program;
mod resize;
mod words;
mod writing;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::model::Model;
use crate::sample::{ContentHash, Library, Solution};

use self::blueprint::Blueprint;
use self::family::Family;
use self::formulation::Style;
use super::{AuthorError, Exchange, ProblemDraft};

/// How often a first-generation formulation is in general form.
const GENERAL: f64 = 0.25;

/// The author. It is a pure function of the task: the same task gives the same draft to the byte.
#[derive(Debug, Clone, Default)]
pub struct Textbook {
    fault_rate: f64,
}

impl Textbook {
    /// An author that plants a fault in this share of walks; see [`super::FaultKind`]. The kind is drawn evenly, from
    /// the seed and the operator of the tasks; each kind stands either in the problem or in the solution. Asked to
    /// repair, the author does so three times out of four.
    #[must_use]
    pub fn with_faults(rate: f64) -> Self {
        Self {
            fault_rate: rate.clamp(0.0, 1.0),
        }
    }

    /// Every family.
    pub fn families() -> &'static [&'static Family] {
        families::ALL
    }

    /// A first-generation problem with its solution.
    ///
    /// # Errors
    /// [`AuthorError::Cannot`] for a family or field that does not exist.
    pub fn compose(family: &str, field: &str, seed: u64) -> Result<(ProblemDraft, Solution), AuthorError> {
        let found = families::find(family)
            .ok_or_else(|| AuthorError::Cannot(format!("there is no textbook family `{family}`")))?;
        let words = found.field(field).ok_or_else(|| {
            let names: Vec<&str> = found.fields.iter().map(|field| field.name).collect();
            AuthorError::Cannot(format!(
                "the textbook family `{family}` has no field `{field}`; it has {}",
                names.join(", ")
            ))
        })?;
        let mut rng = stream(seed, &[family, field]);
        let part = generate::fresh(found, words, &mut rng).map_err(AuthorError::Failed)?;
        let blueprint = Blueprint::of(part);
        let problem = problem::tell(&blueprint, None).map_err(AuthorError::Failed)?;
        let style = if rng.random_bool(GENERAL) {
            Style::General
        } else {
            Style::WrittenOut
        };
        let solution = solve(&blueprint, style)?;
        let draft = ProblemDraft {
            exchange: Exchange {
                prompt: format!(
                    "Compose a problem of the family {family} in the field {field} (seed {seed})."
                ),
                reply: problem.clone(),
                ..Exchange::default()
            },
            problem,
            blueprint: Some(blueprint.to_value()?),
            planted: None,
        };
        Ok((draft, solution))
    }

    /// First-generation problems with their solutions: `per_family` for each family, told in its fields in turn.
    ///
    /// # Errors
    /// As [`Textbook::compose`].
    pub fn seeds(per_family: usize) -> Result<Vec<(ProblemDraft, Solution)>, AuthorError> {
        let mut seeds = Vec::new();
        for (place, family) in Self::families().iter().enumerate() {
            for (number, field) in
                (0..per_family).zip(family.fields.iter().cycle().skip(place % family.fields.len()))
            {
                seeds.push(Self::compose(family.key, field.name, number as u64 + 1)?);
            }
        }
        Ok(seeds)
    }
}

/// The model that the text of a blueprint asks for, so that tests can compare it with what a program builds.
///
/// # Errors
/// [`AuthorError::Cannot`] when the value is no blueprint of this author.
pub fn intended_model(blueprint: &serde_json::Value) -> Result<Model, AuthorError> {
    let blueprint = Blueprint::read(blueprint)?;
    let plan = plan::Plan::of(blueprint.told()).map_err(AuthorError::Failed)?;
    plan.model().map_err(AuthorError::Failed)
}

/// The solution of a blueprint.
fn solve(blueprint: &Blueprint, style: Style) -> Result<Solution, AuthorError> {
    let plan = plan::Plan::of(blueprint).map_err(AuthorError::Failed)?;
    let formulation = formulation::write(&plan, style).map_err(AuthorError::Failed)?;
    let program = program::write(&plan).map_err(AuthorError::Failed)?;
    Ok(Solution::framed(&formulation, &program, Library::Coptpy))
}

/// Randomness that follows from a seed and the purpose that it serves.
fn stream(seed: u64, purpose: &[&str]) -> ChaCha8Rng {
    let seed = seed.to_string();
    let hash = ContentHash::of(std::iter::once(seed.as_str()).chain(purpose.iter().copied()));
    ChaCha8Rng::from_seed(*hash.bytes())
}

#[cfg(test)]
mod tests;
