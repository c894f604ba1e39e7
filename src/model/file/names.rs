//! Names that every reader takes, and comments that say what they stood for.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::Format;
use super::lp::is_word;
use crate::model::{Model, Row, Variable};

/// Longest name that is written; some readers stop at 255.
const LONGEST: usize = 200;

/// Label of the right-hand sides of an MPS file.
pub(super) const SIDES_LABEL: &str = "RHS";
/// Label of its ranges.
pub(super) const RANGES_LABEL: &str = "RNG";
/// Label of its bounds.
pub(super) const BOUNDS_LABEL: &str = "BND";

/// What the comments begin with, after the format's own sign.
const MARK: &str = "stepwell ";

/// Gives out names that are legal in both formats and different from each other.
struct Namer {
    /// Names given out, in lower case: some readers make no difference.
    taken: HashSet<String>,
    /// For each name the number to try next.
    next: HashMap<String, usize>,
}

impl Namer {
    /// Gives out none of these: the labels that the MPS writer uses must not look like a row or a column.
    fn without(labels: [&str; 2]) -> Self {
        Self {
            taken: labels.map(str::to_ascii_lowercase).into(),
            next: HashMap::new(),
        }
    }

    /// Names like the wanted ones. Those that are legal as they are stay with whoever has them first.
    fn all<'a>(&mut self, wanted: impl Iterator<Item = &'a str> + Clone, letter: char) -> Vec<String> {
        let kept = |name: &str| legal(name, "") == name && !name.is_empty();
        let mut first: Vec<bool> = Vec::new();
        for name in wanted.clone() {
            first.push(kept(name) && self.taken.insert(name.to_ascii_lowercase()));
        }
        let given = wanted.zip(first).enumerate();
        given
            .map(|(at, (name, kept))| {
                if kept {
                    name.to_owned()
                } else {
                    self.name(name, &format!("{letter}{at}"))
                }
            })
            .collect()
    }

    /// A name like the wanted one; `other` is used when nothing of it can stay.
    fn name(&mut self, wanted: &str, other: &str) -> String {
        let base = legal(wanted, other);
        let key = base.to_ascii_lowercase();
        if self.taken.insert(key.clone()) {
            return base;
        }
        let number = self.next.entry(key).or_insert(2);
        loop {
            let name = format!("{base}_{number}");
            *number += 1;
            if self.taken.insert(name.to_ascii_lowercase()) {
                return name;
            }
        }
    }
}

/// Letters, digits, `_` and `.`: what no reader objects to.
fn legal(wanted: &str, other: &str) -> String {
    let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
    let name: String = wanted
        .chars()
        .take(LONGEST)
        .map(|character| if allowed(character) { character } else { '_' })
        .collect();
    if !name.contains(|character: char| character.is_ascii_alphanumeric()) {
        return other.to_owned();
    }
    // A name like `e5` could be an exponent, one that begins with a digit or a point a number.
    let exponent = name.starts_with(['e', 'E']) && name[1..].starts_with(|next: char| next.is_ascii_digit());
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        || exponent
        || is_word(&name)
    {
        return format!("{other}_{name}");
    }
    name
}

/// The names of a model's columns and rows as they are written.
pub(super) struct Written {
    pub(super) objective: String,
    pub(super) variables: Vec<String>,
    /// One per row.
    pub(super) rows: Vec<String>,
    /// For a row that is written as two, the name of the second.
    pub(super) seconds: HashMap<usize, String>,
}

impl Written {
    /// Names for everything; `split` says which rows are written as two.
    pub(super) fn of(model: &Model, split: impl Fn(&Row) -> bool) -> Self {
        let mut columns = Namer::without([BOUNDS_LABEL, SIDES_LABEL]);
        let mut names = Namer::without([SIDES_LABEL, RANGES_LABEL]);
        let objective = names.name("obj", "obj");
        let variables = columns.all(model.variables.iter().map(|variable| variable.name.as_str()), 'x');
        let rows = names.all(model.rows.iter().map(|row| row.name.as_str()), 'r');
        let split = model.rows.iter().enumerate().filter(|(_, row)| split(row));
        let seconds = split
            .map(|(at, _)| (at, names.name(&format!("{}_upper", rows[at]), "upper")))
            .collect();
        Self {
            objective,
            variables,
            rows,
            seconds,
        }
    }

    /// The comments that let [`restore`] give the names back.
    pub(super) fn comments(&self, model: &Model, format: Format) -> String {
        let sign = sign(format);
        let mut text = String::new();
        let mut say = |what: &str, written: &str, meant: &str| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{sign} {MARK}{what} {written} {}", ascii(meant));
        };
        if !model.name.is_empty() {
            say("model", "-", &model.name);
        }
        let columns = self.variables.iter().zip(&model.variables);
        for (written, Variable { name, .. }) in
            columns.filter(|(written, variable)| **written != variable.name)
        {
            say("variable", written, name);
        }
        for (at, (written, row)) in self.rows.iter().zip(&model.rows).enumerate() {
            if *written != row.name {
                say("row", written, &row.name);
            }
            if let Some(second) = self.seconds.get(&at) {
                say("second", second, written);
            }
        }
        text
    }
}

fn sign(format: Format) -> char {
    match format {
        Format::Lp => '\\',
        Format::Mps => '*',
    }
}

/// A JSON string in ASCII: on one line, whatever the name holds.
fn ascii(name: &str) -> String {
    let mut text = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            ' '..='~' => text.push(character),
            _ => {
                let mut units = [0_u16; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
    text
}

/// Gives a model that was read the names that the comments of the text say, and makes one row of two.
pub(super) fn restore(model: &mut Model, text: &str, format: Format) {
    let sign = sign(format);
    let mut variables: HashMap<&str, String> = HashMap::new();
    let mut rows: HashMap<&str, String> = HashMap::new();
    let mut seconds: HashMap<&str, String> = HashMap::new();
    // The comments stand before everything else.
    for line in text
        .lines()
        .take_while(|line| line.trim().is_empty() || line.starts_with(sign))
    {
        let Some((what, rest)) = comment(line, sign) else {
            continue;
        };
        let Some((written, meant)) = rest.split_once(' ') else {
            continue;
        };
        let Ok(meant) = serde_json::from_str::<String>(meant.trim_end()) else {
            continue;
        };
        match what {
            "model" => model.name = meant,
            "variable" => drop(variables.insert(written, meant)),
            "row" => drop(rows.insert(written, meant)),
            "second" => drop(seconds.insert(written, meant)),
            _ => {}
        }
    }
    if !seconds.is_empty() {
        join(model, &seconds);
    }
    for variable in &mut model.variables {
        if let Some(meant) = variables.remove(variable.name.as_str()) {
            variable.name = meant;
        }
    }
    for row in &mut model.rows {
        if let Some(meant) = rows.remove(row.name.as_str()) {
            row.name = meant;
        }
    }
}

fn comment(line: &str, sign: char) -> Option<(&str, &str)> {
    line.strip_prefix(sign)?
        .trim_start()
        .strip_prefix(MARK)?
        .split_once(' ')
}

/// Takes a second row into its first, when it is the same expression: a comment alone changes no model.
fn join(model: &mut Model, seconds: &HashMap<&str, String>) {
    let places: HashMap<String, usize> = model
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.name.clone(), at))
        .collect();
    let mut joined = HashSet::new();
    for at in 0..model.rows.len() {
        let first = seconds
            .get(model.rows[at].name.as_str())
            .and_then(|first| places.get(first));
        let Some(&first) = first.filter(|first| **first != at && !joined.contains(*first)) else {
            continue;
        };
        if model.rows[first].terms == model.rows[at].terms {
            let (lower, upper) = (model.rows[at].lower, model.rows[at].upper);
            let row = &mut model.rows[first];
            row.lower = row.lower.max(lower);
            row.upper = row.upper.min(upper);
            joined.insert(at);
        }
    }
    let mut at = 0;
    model.rows.retain(|_| {
        at += 1;
        !joined.contains(&(at - 1))
    });
}
