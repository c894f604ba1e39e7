//! The comments of a program: what its author says of a line.

use std::collections::BTreeMap;

use super::python::tokens;
use crate::sample::LineIndex;

/// Lines above a statement that are searched for its comment.
const LINES_ABOVE: u32 = 6;

/// A comment without its `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comment {
    text: String,
    /// Whether nothing else stands on its line.
    alone: bool,
}

/// The comments of a program by line.
#[derive(Debug, Clone, Default)]
pub(super) struct Comments {
    by_line: BTreeMap<u32, Comment>,
    /// Lines that make nothing: blank ones, loop heads and empty containers, which may stand between a comment and what
    /// it speaks of.
    idle: Vec<u32>,
}

impl Comments {
    /// Reads them.
    pub(super) fn of(program: &str) -> Self {
        let lines = LineIndex::new(program);
        let mut by_line = BTreeMap::new();
        let mut end = 0;
        for token in tokens(program) {
            // What stands between two tokens is blank, or a comment.
            read_gap(program, end, token.span.start.max(end), &lines, &mut by_line);
            end = token.span.end.max(end);
        }
        read_gap(program, end, program.len(), &lines, &mut by_line);
        let idle = program
            .lines()
            .zip(1..)
            .filter(|(line, _)| is_idle(line))
            .map(|(_, number)| number);
        Self {
            by_line,
            idle: idle.collect(),
        }
    }

    /// What is said of the statement on `line`: at its end, or else right above it.
    pub(super) fn about(&self, line: u32) -> Option<(u32, &str)> {
        if let Some(comment) = self.by_line.get(&line) {
            return Some((line, &comment.text));
        }
        let mut above = line;
        for _ in 0..LINES_ABOVE {
            above = above.checked_sub(1)?;
            match self.by_line.get(&above) {
                Some(comment) if comment.alone => return Some((above, &comment.text)),
                _ if self.idle.binary_search(&above).is_ok() => {}
                _ => return None,
            }
        }
        None
    }
}

fn read_gap(program: &str, start: usize, end: usize, lines: &LineIndex, found: &mut BTreeMap<u32, Comment>) {
    let Some(gap) = program.get(start..end) else {
        return;
    };
    let mut at = start;
    for piece in gap.split_inclusive('\n') {
        if let Some(mark) = piece.find('#') {
            let line = lines.line_of(at + mark);
            let begin = lines.span(line).map_or(at, |span| span.start);
            let alone = program
                .get(begin..at + mark)
                .is_some_and(|before| before.trim().is_empty());
            let text = piece[mark..].trim_start_matches('#').trim().to_owned();
            found.entry(line).or_insert(Comment { text, alone });
        }
        at += piece.len();
    }
}

fn is_idle(line: &str) -> bool {
    let line = line.trim();
    let container = ["{}", "[]", "dict()", "list()"]
        .iter()
        .any(|empty| line.ends_with(empty));
    line.is_empty()
        || container
        || (line.starts_with("for ") || line.starts_with("if ")) && line.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PROGRAM: &str = "# Decisions\n# Number of chairs\nx = m.addVar(name='a # b')\n\ny = m.addVar()  # Number of desks\n\
        # Tons sent\nz = {}\nfor i in range(3):\n    z[i] = m.addVar()\nw = m.addVar()\n";

    #[test]
    fn a_comment_belongs_to_its_line_or_to_what_follows() {
        let comments = Comments::of(PROGRAM);
        assert_eq!(comments.about(3), Some((2, "Number of chairs")));
        assert_eq!(comments.about(5), Some((5, "Number of desks")));
        assert_eq!(comments.about(9), Some((6, "Tons sent")));
        assert_eq!(comments.about(10), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(program in "(\\PC|[#\n'\"()]|for |x = ){0,40}") {
            let comments = Comments::of(&program);
            for line in 0..20 {
                let _ = comments.about(line);
            }
        }
    }
}
