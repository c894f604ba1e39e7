//! Serialisation of bounds: JSON has no infinity, so an infinite bound is written as the word.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Namespace for `#[serde(with = "bound::Bound")]`: finite bounds as numbers, infinite ones as `"inf"` or `"-inf"`.
pub struct Bound;

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Word(String),
}

impl Bound {
    /// Writes `value` as a number, or as `"inf"` / `"-inf"` when infinite.
    ///
    /// # Errors
    /// Whatever the serializer reports; NaN is refused.
    pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_nan() {
            return Err(serde::ser::Error::custom("a bound cannot be NaN"));
        }
        if value.is_infinite() {
            return if *value > 0.0 { "inf" } else { "-inf" }.serialize(serializer);
        }
        value.serialize(serializer)
    }

    /// Reads what [`Bound::serialize`] writes.
    ///
    /// # Errors
    /// A word other than `inf`, `+inf` and `-inf`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(number),
            Written::Word(word) => match word.as_str() {
                "inf" | "+inf" => Ok(f64::INFINITY),
                "-inf" => Ok(f64::NEG_INFINITY),
                other => Err(serde::de::Error::custom(format!("`{other}` is not a bound"))),
            },
        }
    }
}
