//! When an answer is the reference's.

use serde::Serialize;

use super::number::{python_float, round_half_even};
use crate::sample::Answer;

/// A rule of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Both rounded to integers, then 1e-4 relative.
    StepOpt,
    /// Both rounded to integers, then 5 % relative.
    Orlm,
    /// 1e-4 relative, or equal at two decimals.
    Mamo,
    /// 1e-6 relative or 1e-9 absolute.
    Strict,
}

/// What a run answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prediction {
    /// An optimum.
    Objective(f64),
    /// The model has none.
    NoBestSolution,
    /// No answer: it failed, or there is no program.
    Nothing,
}

/// What a benchmark says the answer is.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// A number, perhaps NaN or infinite.
    Number(f64),
    /// That there is no optimum.
    NoBestSolution,
    /// A text that is no number to Python; no answer is right.
    Other(String),
}

impl Reference {
    /// Reads a reference as the scripts do: the label to the letter, everything else as a number.
    pub fn of_text(text: &str) -> Self {
        if text == Answer::NO_BEST_SOLUTION {
            return Self::NoBestSolution;
        }
        python_float(text).map_or_else(|| Self::Other(text.to_owned()), Self::Number)
    }
}

/// How far an answer lies from the reference, when both are numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errors {
    /// `|p − g|`
    pub absolute: f64,
    /// `|p − g| / |g|`; `None` when the reference is zero.
    pub relative: Option<f64>,
}

impl Errors {
    /// The errors; `None` unless both are finite numbers.
    pub fn of(prediction: Prediction, reference: &Reference) -> Option<Self> {
        let (Prediction::Objective(found), &Reference::Number(given)) = (prediction, reference) else {
            return None;
        };
        let absolute = (found - given).abs();
        let relative = (given != 0.0).then(|| absolute / given.abs());
        absolute.is_finite().then_some(Self { absolute, relative })
    }
}

impl Policy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::StepOpt, Self::Orlm, Self::Mamo, Self::Strict];

    /// The word on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::StepOpt => "step-opt",
            Self::Orlm => "orlm",
            Self::Mamo => "mamo",
            Self::Strict => "strict",
        }
    }

    /// Whether this policy takes the answer for the reference.
    pub fn accepts(self, prediction: Prediction, reference: &Reference) -> bool {
        match (prediction, reference) {
            (Prediction::NoBestSolution, Reference::NoBestSolution) => true,
            (Prediction::Objective(found), &Reference::Number(given)) => {
                // Python cannot round what is not finite, and nothing is near it.
                found.is_finite() && given.is_finite() && self.near(found, given)
            }
            _ => false,
        }
    }

    fn near(self, found: f64, given: f64) -> bool {
        match self {
            Self::StepOpt => near_when_rounded(found, given, 1e-4),
            Self::Orlm => near_when_rounded(found, given, 0.05),
            Self::Mamo => {
                #[expect(
                    clippy::float_cmp,
                    reason = "the policy asks whether two rounded numbers are the same"
                )]
                let same = round_half_even(found, 2) == round_half_even(given, 2);
                same || given != 0.0 && (found - given).abs() / given.abs() <= 1e-4
            }
            Self::Strict => (found - given).abs() <= (1e-6 * given.abs()).max(1e-9),
        }
    }
}

fn near_when_rounded(found: f64, given: f64, tolerance: f64) -> bool {
    let (found, given) = (round_half_even(found, 0), round_half_even(given, 0));
    if given == 0.0 {
        found.abs() <= tolerance
    } else {
        (found - given).abs() / given.abs() <= tolerance
    }
}
