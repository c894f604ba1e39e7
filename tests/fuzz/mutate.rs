//! Inputs made of others.

use rand::Rng as _;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// Pieces that mean something to one of the readers.
const WORDS: [&str; 64] = [
    "\n",
    "\r\n",
    "\t",
    " ",
    "\0",
    "\u{1b}[2J",
    "é",
    "变量",
    "\u{feff}",
    "\\",
    "\\*",
    "*\\",
    "*",
    "$",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ":",
    "::",
    "<=",
    ">=",
    "=<",
    "<",
    ">",
    "=",
    "->",
    "+",
    "-",
    "e5",
    "1e999",
    "-0",
    "nan",
    "inf",
    "-inf",
    "1e-400",
    "99999999999999999999",
    ".5",
    "5.",
    "free",
    "End\n",
    "Bounds\n",
    "Generals\n",
    "Subject To\n",
    "min\n",
    "ROWS\n",
    "COLUMNS\n",
    "RHS\n",
    "RANGES\n",
    "BOUNDS\n",
    "ENDATA\n",
    "'MARKER'",
    "'INTORG'",
    "```python\n",
    "```",
    "# Question:\n",
    "# Response:\n",
    "def f():\n    ",
    "lambda: ",
    "\"\"\"",
    "null",
    "\"",
];

/// Makes one input; the same numbers give the same one.
pub struct Mutator<'a> {
    random: ChaCha8Rng,
    seeds: &'a [Vec<u8>],
}

impl<'a> Mutator<'a> {
    /// The maker of a case.
    pub fn new(seed: u64, case: u64, seeds: &'a [Vec<u8>]) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(case);
        Self { random, seeds }
    }

    /// A seed with up to a dozen changes.
    pub fn input(mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        let changes = self.random.random_range(0..=12);
        for _ in 0..changes {
            self.change(&mut input);
        }
        input.truncate(64 << 10);
        input
    }

    /// A JSON value with a few of its parts changed, most texts within kept texts.
    pub fn json(mut self) -> Vec<u8> {
        let seed = self.seed();
        let Ok(mut value) = serde_json::from_slice::<Value>(seed) else {
            return seed.to_vec();
        };
        for _ in 0..self.random.random_range(1..=3) {
            self.change_value(&mut value, 0);
        }
        value.to_string().into_bytes()
    }

    /// Goes down to some part and changes it.
    fn change_value(&mut self, value: &mut Value, depth: usize) {
        let stop = self.random.random_bool(if depth < 2 { 0.05 } else { 0.3 });
        match value {
            Value::Object(fields) if !stop && !fields.is_empty() => {
                let at = self.random.random_range(0..fields.len());
                if let Some((_, inner)) = fields.iter_mut().nth(at) {
                    self.change_value(inner, depth + 1);
                }
            }
            Value::Array(items) if !stop && !items.is_empty() => {
                let at = self.random.random_range(0..items.len());
                if self.random.random_bool(0.1) {
                    let copy = items[at].clone();
                    items.push(copy);
                } else {
                    self.change_value(&mut items[at], depth + 1);
                }
            }
            Value::String(text) if self.random.random_bool(0.9) => {
                let mut bytes = text.clone().into_bytes();
                self.change(&mut bytes);
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
            other => *other = self.odd_value(),
        }
    }

    fn odd_value(&mut self) -> Value {
        let values = [
            json!(null),
            json!(true),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(1e308),
            json!(-1e-308),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(999_999_999),
            json!(""),
            json!("inf"),
            json!("-inf"),
            json!("nan"),
            json!("optimal"),
            json!([]),
            json!({}),
            json!([[[[]]]]),
            json!({"secs": 0, "nanos": 1_000_000_000}),
        ];
        values[self.random.random_range(0..values.len())].clone()
    }

    fn seed(&mut self) -> &'a [u8] {
        let at = self.random.random_range(0..self.seeds.len());
        &self.seeds[at]
    }

    /// A range of the input, often short.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.random.random_range(0..=length);
        let most = if self.random.random_bool(0.8) { 12 } else { 400 };
        let end = (start + self.random.random_range(0..=most)).min(length);
        start..end
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input.len());
        match self.random.random_range(0..10) {
            0 => drop(input.drain(range)),
            1 => input.truncate(range.start),
            2 => {
                let piece = input[range.clone()].to_vec();
                let times = if self.random.random_bool(0.05) { 2000 } else { 1 };
                input.splice(range.start..range.start, piece.repeat(times));
            }
            3 => {
                let other = self.seed();
                let piece = self.range(other.len());
                input.splice(range, other[piece].iter().copied());
            }
            4 => {
                for byte in &mut input[range] {
                    *byte = self.random.random();
                }
            }
            5 => {
                if let Some(byte) = input.get_mut(range.start) {
                    *byte ^= 1 << self.random.random_range(0..8);
                }
            }
            6 => {
                // Another number in the place of one.
                let number: i64 = self.random.random_range(-3..1000);
                let digit = (range.start..input.len()).find(|at| input[*at].is_ascii_digit());
                if let Some(at) = digit {
                    let rest = input[at..]
                        .iter()
                        .take_while(|byte| byte.is_ascii_digit())
                        .count();
                    input.splice(at..at + rest, number.to_string().into_bytes());
                }
            }
            _ => {
                let word = WORDS[self.random.random_range(0..WORDS.len())];
                let range = if self.random.random_bool(0.5) {
                    range.start..range.start
                } else {
                    range
                };
                input.splice(range, word.bytes());
            }
        }
    }
}
