//! The words of an LP text: names, numbers, signs and comparisons, by the format's definition.

use crate::model::file::source::FileFault;

/// A word.
pub(super) struct Word<'a> {
    /// Where it begins.
    pub(super) start: usize,
    /// Its text.
    pub(super) text: &'a str,
    /// Whether it is a name and not that of a row.
    pub(super) is_variable: bool,
    /// Whether it stands between `-` signs without spaces, as in `x-y`.
    pub(super) in_run: bool,
}

/// Splits the text without comments; `text` is the file's own, for messages.
pub(super) fn words<'a>(text: &str, plain: &'a str) -> Result<Vec<Word<'a>>, FileFault> {
    let bytes = plain.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    let mut run = Run::default();
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            at += 1;
            continue;
        }
        let start = at;
        let mut is_variable = false;
        at += if let Some(length) = number(&bytes[at..]) {
            length
        } else if begins_name(byte) {
            // Within a run of names and signs everything is known from its begin.
            if at >= run.end {
                run = Run::of(plain, at);
            }
            is_variable = !run.is_row;
            if run.is_row {
                run.end - at
            } else {
                variable(text, plain, at)?
            }
        } else {
            sign(text, plain, at)?
        };
        words.push(Word {
            start,
            text: &plain[start..at],
            is_variable,
            in_run: run.has_minus && start < run.end,
        });
    }
    Ok(words)
}

/// Length of the number that begins here.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = digits(0);
    let mut length = whole;
    if bytes.get(whole) == Some(&b'.') {
        let decimals = digits(whole + 1);
        if whole + decimals == 0 {
            return None;
        }
        length += 1 + decimals;
    }
    if length == 0 {
        return None;
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits(length + 1 + signed);
        if exponent > 0 {
            length += 1 + signed + exponent;
        }
    }
    Some(length)
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || b"_!#$%&(),.;?@{}~'[]".contains(&byte)
}

fn continues_name(byte: u8) -> bool {
    begins_name(byte) || byte.is_ascii_digit() || byte == b'|'
}

/// What the parser would take for one name.
#[derive(Default)]
struct Run {
    /// Where it ends.
    end: usize,
    /// Whether it is the name of a row: what stands before a colon is one, with whatever the parser allows in it.
    is_row: bool,
    /// Whether a `-` joins its parts.
    has_minus: bool,
}

impl Run {
    fn of(plain: &str, start: usize) -> Self {
        let bytes = &plain.as_bytes()[start..];
        let belongs = |byte: &u8| continues_name(*byte) || *byte == b'>';
        let mut length = 1;
        let mut has_minus = false;
        while let Some(byte) = bytes.get(length) {
            let joins = *byte == b'-' && bytes.get(length + 1).is_some_and(belongs);
            if !belongs(byte) && !joins {
                break;
            }
            has_minus |= joins;
            length += 1;
        }
        let end = start + length;
        let is_row = plain[end..].trim_start_matches([' ', '\t']).starts_with(':');
        Self {
            end,
            is_row,
            has_minus: has_minus && !is_row,
        }
    }
}

/// Length of the variable's name that begins here.
fn variable(text: &str, plain: &str, start: usize) -> Result<usize, FileFault> {
    let rest = plain.as_bytes()[start..].iter();
    let length = rest.take_while(|byte| continues_name(**byte)).count();
    refuse_brackets(text, start, &plain[start..start + length])?;
    Ok(length)
}

/// Brackets are letters of a name here; where they do not pair, somebody meant arithmetic.
fn refuse_brackets(text: &str, start: usize, name: &str) -> Result<(), FileFault> {
    if name.starts_with('[') {
        return Err(FileFault::at(
            text,
            start,
            "quadratic terms in `[ … ]` are not read",
            "this program reads linear models; put a linear form in their place, or use the solver's own program",
        ));
    }
    let mut open = Vec::new();
    let mut paired = true;
    for character in name.chars() {
        match character {
            '(' | '[' | '{' => open.push(character),
            ')' => paired &= open.pop() == Some('('),
            ']' => paired &= open.pop() == Some('['),
            '}' => paired &= open.pop() == Some('{'),
            _ => {}
        }
    }
    if paired && open.is_empty() {
        return Ok(());
    }
    Err(FileFault::at(
        text,
        start,
        "a bracket without its partner: in this format brackets are part of names and do not multiply",
        "write products out, and names without spaces",
    ))
}

/// Length of the operator that begins here.
fn sign(text: &str, plain: &str, at: usize) -> Result<usize, FileFault> {
    let rest = &plain[at..];
    if rest.starts_with("->") {
        return Err(FileFault::at(
            text,
            at,
            "indicator constraints (`->`) are not read",
            "write the implication with a big number: `x - 100 b <= 0`",
        ));
    }
    let two = ["<=", "=<", ">=", "=>", "::"];
    if two.iter().any(|operator| rest.starts_with(operator)) {
        return Ok(2);
    }
    let Some(character) = rest.chars().next() else {
        return Ok(1);
    };
    let (message, hint) = match character {
        '<' | '>' | '=' | '+' | '-' | ':' => return Ok(1),
        '*' | '^' | '/' => (
            format!("`{character}` is no operator of the LP format"),
            "write a product of a number and a variable as `3 x`; products of variables are not read",
        ),
        '|' => (
            "absolute values are not read".to_owned(),
            "write `|x| <= 3` as two rows, `x <= 3` and `x >= -3`",
        ),
        '"' | '`' => (
            format!("a quotation mark ({character}) belongs to no name"),
            "write names without quotation marks",
        ),
        _ if character.is_control() => (
            format!("a control character (U+{:04X})", u32::from(character)),
            "name a text file",
        ),
        _ if !character.is_ascii() => (
            format!("`{character}` cannot be part of a name: LP files are ASCII"),
            "rename it, or use the MPS format, which takes any letter",
        ),
        _ => (format!("`{character}` is not part of the LP format"), "remove it"),
    };
    Err(FileFault::at(text, at, message, hint))
}
