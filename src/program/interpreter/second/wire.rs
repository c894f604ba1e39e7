//! What the child says, line by line. It is untrusted: a line is one of these shapes or the end of the run.

use std::fmt::{self, Write as _};

use monty_types::MontyObject;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::raised::Raised;

/// A message of the child.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Message {
    /// The program printed this.
    Print(String),
    /// A question for the host, and the program's line (0 for none).
    Call { question: Vec<Value>, line: u32 },
    /// It is over: the exception that ended it, and the last model.
    End { error: Option<Raised>, model: Value },
    /// A wall is missing.
    Refused(String),
}

/// A value in the form that the interpreter's own decoder reads.
#[derive(Debug)]
pub(super) struct Value(pub(super) MontyObject);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = MontyObject;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of the prelude")
    }

    fn visit_unit<E: Error>(self) -> Result<MontyObject, E> {
        Ok(MontyObject::None)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<MontyObject, E> {
        Ok(MontyObject::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<MontyObject, E> {
        Ok(MontyObject::Int(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "Python converts integers the same way")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<MontyObject, E> {
        Ok(i64::try_from(number).map_or(MontyObject::Float(number as f64), MontyObject::Int))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<MontyObject, E> {
        Ok(MontyObject::Float(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<MontyObject, E> {
        Ok(MontyObject::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<MontyObject, A::Error> {
        let mut list = Vec::new();
        while let Some(Value(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(MontyObject::List(list))
    }

    /// The only mapping is a number that JSON has no word for.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<MontyObject, A::Error> {
        let Some((key, spelled)) = entries.next_entry::<String, String>()? else {
            return Err(A::Error::custom("an empty mapping"));
        };
        let number = match spelled.as_str() {
            "nan" => f64::NAN,
            "inf" => f64::INFINITY,
            "-inf" => f64::NEG_INFINITY,
            _ => return Err(A::Error::custom("an unknown number")),
        };
        if key != "float" || entries.next_key::<String>()?.is_some() {
            return Err(A::Error::custom("an unknown mapping"));
        }
        Ok(MontyObject::Float(number))
    }
}

/// An answer of the host as Python's `json` reads it, which has words for all numbers.
pub(super) fn written(value: &MontyObject) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &MontyObject, text: &mut String) {
    match value {
        MontyObject::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        MontyObject::Float(number) => write_float(*number, text),
        MontyObject::Int(number) => {
            let _ = write!(text, "{number}");
        }
        MontyObject::String(word) => text.push_str(&serde_json::Value::from(word.as_str()).to_string()),
        MontyObject::List(items) | MontyObject::Tuple(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        // The host answers with nothing else.
        _ => text.push_str("null"),
    }
}

fn write_float(number: f64, text: &mut String) {
    if number.is_nan() {
        text.push_str("NaN");
    } else if number.is_infinite() {
        text.push_str(if number > 0.0 { "Infinity" } else { "-Infinity" });
    } else {
        // The shortest digits that read back as the same number, and never an integer.
        let _ = write!(text, "{number:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<MontyObject, serde_json::Error> {
        serde_json::from_str::<Value>(text).map(|Value(value)| value)
    }

    #[test]
    fn values_are_read_as_the_decoder_wants_them() {
        let read = read(r#"[null, true, -3, 2.5, "a", [1], {"float": "-inf"}]"#).unwrap();
        let MontyObject::List(items) = read else {
            panic!("not a list")
        };
        assert!(matches!(
            items.as_slice(),
            [
                MontyObject::None,
                MontyObject::Bool(true),
                MontyObject::Int(-3),
                MontyObject::Float(2.5),
                MontyObject::String(_),
                MontyObject::List(_),
                MontyObject::Float(f64::NEG_INFINITY),
            ]
        ));
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in [
            "{}",
            r#"{"float": "1"}"#,
            r#"{"float": "nan", "b": "nan"}"#,
            r#"{"a": "nan"}"#,
            "NaN",
            "",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_err());
        for text in [
            r#"{"exec": "x"}"#,
            r#"{"call": {"question": 1, "line": 1}}"#,
            r#"{"print": 1}"#,
        ] {
            assert!(serde_json::from_str::<Message>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn answers_are_written_as_python_reads_them() {
        let answer = MontyObject::Tuple(vec![
            MontyObject::String("optimal\"\n".to_owned()),
            MontyObject::Float(1e30),
            MontyObject::Float(0.1),
            MontyObject::Float(f64::NAN),
            MontyObject::Float(f64::NEG_INFINITY),
            MontyObject::None,
            MontyObject::List(vec![MontyObject::Int(4), MontyObject::Bool(true)]),
        ]);
        assert_eq!(
            written(&answer),
            r#"["optimal\"\n",1e30,0.1,NaN,-Infinity,null,[4,true]]"#
        );
    }
}
