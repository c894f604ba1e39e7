//! Serialisation of a model's numbers: JSON has neither infinity nor NaN, so these are written as words.
//!
//! Infinite bounds are ordinary. Coefficients should be finite, but a program may write any number down, and a reader
//! is to see what it wrote: [`Model::validate`](super::Model::validate) says what is wrong with it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Namespace for `#[serde(with = "Number")]`: finite numbers as numbers, the others as `"inf"`, `"-inf"` or `"nan"`.
pub struct Number;

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Word(String),
}

impl Number {
    /// Writes `value` as a number, or as a word when it is infinite or NaN.
    ///
    /// # Errors
    /// Whatever the serializer reports.
    pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_finite() {
            return value.serialize(serializer);
        }
        let word = if value.is_nan() {
            "nan"
        } else if *value > 0.0 {
            "inf"
        } else {
            "-inf"
        };
        word.serialize(serializer)
    }

    /// Reads what [`Number::serialize`] writes.
    ///
    /// # Errors
    /// Any other word.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(number),
            Written::Word(word) => match word.as_str() {
                "inf" | "+inf" => Ok(f64::INFINITY),
                "-inf" => Ok(f64::NEG_INFINITY),
                "nan" => Ok(f64::NAN),
                other => Err(serde::de::Error::custom(format!("`{other}` is not a number"))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    struct Holder(#[serde(with = "Number")] f64);

    #[test]
    fn every_number_comes_back() {
        for number in [0.0, -1.5, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            let text = serde_json::to_string(&Holder(number)).unwrap();
            let Holder(read) = serde_json::from_str(&text).unwrap();
            assert_eq!(read.total_cmp(&number), std::cmp::Ordering::Equal, "{text}");
        }
        assert!(serde_json::from_str::<Holder>("\"many\"").is_err());
    }
}
