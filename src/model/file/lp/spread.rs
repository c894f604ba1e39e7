//! An LP text with a space between all its words, which is what keeps the parser from taking several for one.
//!
//! The parser allows `-`, `>` and a leading `.` in names: it reads `x>=4` as "`x>` equals 4", `x-y` as one variable,
//! and `.5x` as another. By the format's definition they are operators and numbers. So the text is split here, and
//! what may be meant either way is refused.

mod words;

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use self::words::{Word, words};
use crate::model::file::source::FileFault;

/// The text, spread out, without comments.
pub(super) struct Spread {
    /// What the parser gets.
    pub(super) text: String,
    /// Whether an `End` line closes the text.
    pub(super) ends: bool,
    /// Offsets of words: in the new text, in the file.
    words: Vec<(usize, usize)>,
    /// Offsets in the file at which lines begin.
    lines: Vec<usize>,
    /// The file with blanks for comments.
    plain: String,
}

impl Spread {
    /// Splits the text.
    pub(super) fn new(text: &str) -> Result<Self, FileFault> {
        let plain = without_comments(text);
        refuse_sections(text, &plain)?;
        let words = words(text, &plain)?;
        refuse_doubtful_differences(text, &words)?;
        let mut spread = String::with_capacity(text.len() + text.len() / 4);
        let mut places = Vec::with_capacity(words.len());
        let mut end = 0;
        for word in &words {
            let new_line = plain[end..word.start].contains('\n');
            spread.push(if new_line { '\n' } else { ' ' });
            places.push((spread.len(), word.start));
            spread.push_str(word.text);
            end = word.start + word.text.len();
        }
        spread.push('\n');
        let ends = words
            .last()
            .is_some_and(|word| word.text.eq_ignore_ascii_case("end"));
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Ok(Self {
            text: spread,
            ends,
            words: places,
            lines,
            plain,
        })
    }

    /// Where in the file an offset of the spread text is.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.words.partition_point(|(new, _)| *new <= offset);
        match before.checked_sub(1).map(|at| self.words[at]) {
            Some((new, old)) => old + (offset - new),
            None => 0,
        }
    }

    /// The line, from 1, of an offset in the file.
    pub(super) fn line_of(&self, offset: usize) -> Option<u32> {
        u32::try_from(self.lines.partition_point(|start| *start <= offset)).ok()
    }

    /// A row without a name that begins in the middle of a line is most often the rest of the row before it:
    /// `c1: x >= 3 y` would be `x >= 3`, and `y` the begin of another.
    pub(super) fn refuse_mid_line(&self, text: &str, offset: usize) -> Result<(), FileFault> {
        let line = self
            .lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let before = self.plain[self.lines[line]..offset]
            .trim()
            .trim_end_matches(':')
            .trim_end();
        let heading = ["st", "s.t.", "to", "that"];
        let last = before.split_whitespace().last();
        if last.is_none_or(|word| heading.iter().any(|known| word.eq_ignore_ascii_case(known))) {
            return Ok(());
        }
        Err(FileFault::at(
            text,
            offset,
            "a row begins in the middle of a line, right after a number",
            "bring all variables to the left of the comparison, or begin the row on a line of its own",
        ))
    }
}

/// The text with blanks for everything from `\` to the end of the line, and for `\* … *\`.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let comment = &rest[at..];
        let closing = comment.strip_prefix("\\*").and_then(|inner| inner.find("*\\"));
        let line = comment.find('\n').unwrap_or(comment.len());
        let length = closing.map_or(line, |inside| inside + 4);
        let blank = comment[..length].bytes();
        plain.extend(blank.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &comment[length..];
    }
    plain.push_str(rest);
    plain
}

/// Sections of other things than rows and bounds, each with what it holds.
static SECTIONS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?im)^[ \t]*(sos[12]?|semi(?:-continuous|s)?|general[ \t]+constraints?|lazy[ \t]+constraints?|user[ \t]+cuts?|pwlobj|scenarios?)[ \t]*:?[ \t]*\r?$|^[ \t]*(?:min|max)[a-z]*[ \t]+(multi-objectives?)",
    )
    .ok()
});

fn refuse_sections(text: &str, plain: &str) -> Result<(), FileFault> {
    let found = SECTIONS.as_ref().and_then(|sections| sections.captures(plain));
    let Some(found) = found.and_then(|found| found.get(1).or_else(|| found.get(2))) else {
        return Ok(());
    };
    let hint = match found.as_str().to_ascii_lowercase().chars().next() {
        Some('m') => "keep one objective, or add them up with weights",
        Some('l' | 'u') => "move its rows to Subject To",
        _ => "say the same with binary variables and linear rows",
    };
    Err(FileFault::at(
        text,
        found.start(),
        format!("the section `{}` is not read", found.as_str()),
        hint,
    ))
}

/// `x-y` is a difference when `x` and `y` are known as variables by themselves; otherwise it may as well be a name.
fn refuse_doubtful_differences(text: &str, words: &[Word<'_>]) -> Result<(), FileFault> {
    if !words.iter().any(|word| word.in_run) {
        return Ok(());
    }
    let alone: HashSet<&str> = words
        .iter()
        .filter(|word| word.is_variable && !word.in_run)
        .map(|word| word.text)
        .collect();
    let doubtful = words
        .iter()
        .find(|word| word.in_run && word.is_variable && !alone.contains(word.text));
    doubtful.map_or(Ok(()), |word| {
        Err(FileFault::at(
            text,
            word.start,
            "a `-` without spaces may be a minus sign or a part of a name",
            "put spaces around the minus sign; a name with `-` cannot be read",
        ))
    })
}
