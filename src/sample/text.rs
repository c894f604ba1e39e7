//! Untrusted text: what a model or a file wrote is made harmless before it reaches a terminal.

use std::ops::Range;

/// A copy without anything that a terminal could take for a command: escape sequences (CSI, OSC and the like) go as
/// a whole, other control characters and invisible direction marks singly. Line feeds and tabs stay, and a carriage
/// return before a line feed goes.
pub fn clean(text: &str) -> String {
    kept_spans(text).into_iter().map(|span| &text[span]).collect()
}

/// The bytes that [`clean`] keeps, as spans in order that do not touch: what ties a cleaned text to its source.
pub fn kept_spans(text: &str) -> Vec<Range<usize>> {
    if is_clean(text) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\u{1b}' => skip_escape(&mut characters),
            '\u{9b}' => skip_csi(&mut characters),
            '\u{9d}' | '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => skip_string(&mut characters),
            _ if is_unwanted(character) && !matches!(character, '\n' | '\t') => {}
            _ => {
                let end = at + character.len_utf8();
                match spans.last_mut() {
                    Some(last) if last.end == at => last.end = end,
                    _ => spans.push(at..end),
                }
            }
        }
    }
    spans
}

/// Whether [`clean`] would leave the text as it is.
pub fn is_clean(text: &str) -> bool {
    !text
        .chars()
        .any(|character| !matches!(character, '\n' | '\t') && is_unwanted(character))
}

/// Control characters, and the marks that reorder or hide text (Trojan Source, CVE-2021-42574).
fn is_unwanted(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

type Characters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

fn skip_escape(characters: &mut Characters) {
    match characters.peek().map(|(_, character)| *character) {
        Some('[') => {
            characters.next();
            skip_csi(characters);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            characters.next();
            skip_string(characters);
        }
        Some(' '..='/') => {
            while characters.next_if(|(_, c)| matches!(c, ' '..='/')).is_some() {}
            characters.next_if(|(_, c)| matches!(c, '0'..='~'));
        }
        Some('0'..='~') => {
            characters.next();
        }
        _ => {}
    }
}

/// Parameters and intermediates, then one final character; anything else ends the sequence and stays text.
fn skip_csi(characters: &mut Characters) {
    while characters.next_if(|(_, c)| matches!(c, ' '..='?')).is_some() {}
    characters.next_if(|(_, c)| matches!(c, '@'..='~'));
}

/// A string command runs to BEL or ST. One that never ends loses only its first line, so that an unfinished
/// sequence cannot hide the rest of a problem.
fn skip_string(characters: &mut Characters) {
    while let Some((_, character)) = characters.peek().copied() {
        if character == '\n' {
            return;
        }
        characters.next();
        match character {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' => {
                characters.next_if(|(_, c)| *c == '\\');
                return;
            }
            _ => {}
        }
    }
}

/// Where the lines of a text start, to turn byte positions into lines and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Indexes the lines of `text`.
    pub fn new(text: &str) -> Self {
        let after_breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(after_breaks).collect(),
            length: text.len(),
        }
    }

    /// The line, from 1, that holds the byte at `position`.
    pub fn line_of(&self, position: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= position);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The bytes of a line (from 1), with its line feed; `None` past the end.
    pub fn span(&self, line: u32) -> Option<std::ops::Range<usize>> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied().unwrap_or(self.length);
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("plain\ttext\n", "plain\ttext\n")]
    #[case("\u{1b}[31mred\u{1b}[0m", "red")]
    #[case("\u{1b}]0;title\u{7}after", "after")]
    #[case("\u{1b}]8;;http://x\u{1b}\\link", "link")]
    #[case("\u{1b}]never ends\nnext line", "\nnext line")]
    #[case("\u{9b}2Jgone", "gone")]
    #[case("\u{1b}(Bset", "set")]
    #[case("a\r\nb\rc", "a\nbc")]
    #[case("bell\u{7} null\0", "bell null")]
    #[case("over\u{202e}ride", "override")]
    #[case("温度 ≥ 3", "温度 ≥ 3")]
    #[case("\u{1b}", "")]
    fn terminal_commands_go_and_text_stays(#[case] dirty: &str, #[case] expected: &str) {
        assert_eq!(clean(dirty), expected);
    }

    proptest::proptest! {
        #[test]
        fn cleaning_leaves_nothing_to_clean(text in proptest::prelude::any::<String>()) {
            let cleaned = clean(&text);
            proptest::prop_assert!(is_clean(&cleaned));
            proptest::prop_assert_eq!(clean(&cleaned), cleaned);
        }

        #[test]
        fn every_position_lies_in_the_span_of_its_line(text in "[a-c\n]{0,40}") {
            let index = LineIndex::new(&text);
            for position in 0..text.len() {
                let line = index.line_of(position);
                proptest::prop_assert!(index.span(line).is_some_and(|span| span.contains(&position)));
            }
        }
    }
}
