//! Random numbers as Python and numpy draw them: the Mersenne Twister, seeded and read to the bit, because the data of a
//! program depend on it. The programs' own `random` and `numpy.random` modules, in the prelude, stand on these words.

use monty_types::MontyObject;
use sha2::{Digest, Sha512};

/// Words of the generator's state.
const SIZE: usize = 624;
const SHIFT: usize = 397;

/// How many generators one program may have, and how many numbers it may ask for at once.
const MOST_GENERATORS: usize = 1_000;
const MOST_NUMBERS: usize = 1_000_000;

/// The generators of one run, by the order in which they were made.
#[derive(Default)]
pub(super) struct Generators(Vec<Twister>);

impl Generators {
    /// Answers one request of the prelude; `None` when it has no such shape.
    pub(super) fn answer(&mut self, request: &[MontyObject]) -> Option<MontyObject> {
        let [MontyObject::String(what), rest @ ..] = request else {
            return None;
        };
        match (what.as_str(), rest) {
            // `random.seed`: a list of 32-bit words.
            ("new", [MontyObject::List(words)]) => self.add(Twister::from_words(&key(words)?)),
            // `random.seed` of a text: the text and its hash, read as one number.
            ("new", [MontyObject::String(text)]) => self.add(Twister::from_words(&key_of_text(text))),
            // `numpy.random.seed`: one word.
            ("new", [MontyObject::Int(word)]) => self.add(Twister::from_word(u32::try_from(*word).ok()?)),
            ("words", [id, count]) => {
                let count = amount(count)?;
                let words = std::iter::repeat_with(self.find(id)?);
                let words = words.map(|word| MontyObject::Int(i64::from(word)));
                Some(MontyObject::List(words.take(count).collect()))
            }
            ("floats", [id, count]) => {
                let count = amount(count)?;
                let mut next = self.find(id)?;
                let floats = std::iter::repeat_with(|| MontyObject::Float(fraction(&mut next)));
                Some(MontyObject::List(floats.take(count).collect()))
            }
            ("normal", [id, count]) => {
                let count = amount(count)?;
                let twister = self.twister(id)?;
                let normal = std::iter::repeat_with(|| MontyObject::Float(twister.normal()));
                Some(MontyObject::List(normal.take(count).collect()))
            }
            _ => None,
        }
    }

    fn add(&mut self, twister: Twister) -> Option<MontyObject> {
        if self.0.len() >= MOST_GENERATORS {
            return None;
        }
        self.0.push(twister);
        i64::try_from(self.0.len() - 1).ok().map(MontyObject::Int)
    }

    fn twister(&mut self, id: &MontyObject) -> Option<&mut Twister> {
        let MontyObject::Int(id) = id else { return None };
        self.0.get_mut(usize::try_from(*id).ok()?)
    }

    fn find(&mut self, id: &MontyObject) -> Option<impl FnMut() -> u32> {
        let twister = self.twister(id)?;
        Some(|| twister.word())
    }
}

fn amount(value: &MontyObject) -> Option<usize> {
    let MontyObject::Int(count) = value else {
        return None;
    };
    usize::try_from(*count)
        .ok()
        .filter(|count| *count <= MOST_NUMBERS)
}

fn key(words: &[MontyObject]) -> Option<Vec<u32>> {
    let words = words.iter().map(|word| match word {
        MontyObject::Int(word) => u32::try_from(*word).ok(),
        _ => None,
    });
    words
        .collect::<Option<Vec<u32>>>()
        .filter(|words| !words.is_empty())
}

fn key_of_text(text: &str) -> Vec<u32> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend_from_slice(&Sha512::digest(text.as_bytes()));
    let mut words: Vec<u32> = bytes
        .rchunks(4)
        .map(|chunk| chunk.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte)))
        .collect();
    while words.len() > 1 && words.last() == Some(&0) {
        words.pop();
    }
    words
}

/// A number of [0, 1) with 53 random bits.
fn fraction(next: &mut impl FnMut() -> u32) -> f64 {
    let (high, low) = (next() >> 5, next() >> 6);
    (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
}

/// MT19937.
struct Twister {
    state: [u32; SIZE],
    index: usize,
    /// The second number of a pair of normal ones.
    spare: Option<f64>,
}

impl Twister {
    fn from_word(seed: u32) -> Self {
        let mut state = [0; SIZE];
        let mut last = seed;
        for (index, word) in (0_u32..).zip(&mut state) {
            if index > 0 {
                last = 1_812_433_253_u32
                    .wrapping_mul(last ^ (last >> 30))
                    .wrapping_add(index);
            }
            *word = last;
        }
        Self {
            state,
            index: SIZE,
            spare: None,
        }
    }

    fn from_words(key: &[u32]) -> Self {
        let mut twister = Self::from_word(19_650_218);
        let state = &mut twister.state;
        let (mut i, mut j) = (1, 0);
        for _ in 0..SIZE.max(key.len()) {
            let before = state[i - 1];
            let mixed = state[i] ^ (before ^ (before >> 30)).wrapping_mul(1_664_525);
            state[i] = mixed
                .wrapping_add(key[j])
                .wrapping_add(u32::try_from(j).unwrap_or(0));
            (i, j) = (i + 1, j + 1);
            if i >= SIZE {
                state[0] = state[SIZE - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 1..SIZE {
            let before = state[i - 1];
            let mixed = state[i] ^ (before ^ (before >> 30)).wrapping_mul(1_566_083_941);
            state[i] = mixed.wrapping_sub(u32::try_from(i).unwrap_or(0));
            i += 1;
            if i >= SIZE {
                state[0] = state[SIZE - 1];
                i = 1;
            }
        }
        state[0] = 0x8000_0000;
        twister
    }

    fn twist(&mut self) {
        for index in 0..SIZE {
            let next = self.state[(index + 1) % SIZE];
            let joined = (self.state[index] & 0x8000_0000) | (next & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[index] = self.state[(index + SHIFT) % SIZE] ^ (joined >> 1) ^ odd;
        }
        self.index = 0;
    }

    fn word(&mut self) -> u32 {
        if self.index >= SIZE {
            self.twist();
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A normal number by the polar method, as numpy's older interface draws it.
    fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let mut next = || self.word();
            let x = 2.0 * fraction(&mut next) - 1.0;
            let y = 2.0 * fraction(&mut next) - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(factor * x);
                return factor * y;
            }
        }
    }
}
