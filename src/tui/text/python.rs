//! Colours for programs, by a scanner that takes any text: what is shown is often broken, and a parser would refuse it.

use std::ops::Range;

use super::Role;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The stretches of a program that are not plain, in order and apart.
pub fn highlight(program: &str) -> Vec<(Range<usize>, Role)> {
    let mut scanner = Scanner { text: program, at: 0 };
    let mut found = Vec::new();
    while scanner.at < program.len() {
        let start = scanner.at;
        if let Some(role) = scanner.token() {
            found.push((start..scanner.at, role));
        }
    }
    found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> usize {
        let length = self.rest().find(|c| !test(c)).unwrap_or(self.rest().len());
        self.at += length;
        length
    }

    /// Moves past one token, always by at least one character.
    fn token(&mut self) -> Option<Role> {
        let first = self.peek()?;
        match first {
            '#' => {
                self.take_while(|c| c != '\n');
                Some(Role::Comment)
            }
            '"' | '\'' => {
                self.string();
                Some(Role::String)
            }
            _ if first.is_ascii_digit()
                || (first == '.' && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())) =>
            {
                self.number();
                Some(Role::Number)
            }
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ => {
                self.at += first.len_utf8();
                None
            }
        }
    }

    fn word(&mut self) -> Option<Role> {
        let start = self.at;
        self.take_while(|c| c.is_alphanumeric() || c == '_');
        let word = &self.text[start..self.at];
        let is_prefix = word.len() <= 2 && word.chars().all(|c| "rbfuRBFU".contains(c));
        if is_prefix && self.rest().starts_with(['"', '\'']) {
            self.string();
            return Some(Role::String);
        }
        if KEYWORDS.contains(&word) {
            return Some(Role::Keyword);
        }
        self.rest().starts_with('(').then_some(Role::Call)
    }

    fn number(&mut self) {
        // `1e-5`, `0x1F`, `1_000.5`, `3j`: letters and dots belong to it, a sign only after an exponent.
        loop {
            let taken = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
            let exponent = self.text[..self.at].ends_with(['e', 'E']) && taken > 0;
            let signed = self.rest().starts_with(['-', '+']);
            if !(exponent && signed) {
                return;
            }
            self.at += 1;
        }
    }

    /// Moves past a string from its quote; one of a single line ends there at the latest.
    fn string(&mut self) {
        let Some(quote) = self.peek() else { return };
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let long = self.rest().starts_with(triple);
        self.at += if long { 3 } else { 1 };
        while let Some(character) = self.peek() {
            if character == '\\' {
                self.at += 1;
                self.at += self.peek().map_or(0, char::len_utf8);
            } else if long && self.rest().starts_with(triple) {
                self.at += 3;
                return;
            } else if !long && character == '\n' {
                return;
            } else {
                self.at += character.len_utf8();
                if !long && character == quote {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("for i in range(3):", &[("for", Role::Keyword), ("in", Role::Keyword), ("range", Role::Call), ("3", Role::Number)])]
    #[case("x = 1e-5 + .5 - a1", &[("1e-5", Role::Number), (".5", Role::Number)])]
    #[case("1-2", &[("1", Role::Number), ("2", Role::Number)])]
    #[case("f'a{b}' # c", &[("f'a{b}'", Role::String), ("# c", Role::Comment)])]
    #[case(r#"s = "a\"b" "#, &[(r#""a\"b""#, Role::String)])]
    #[case("'open\nx = 1", &[("'open", Role::String), ("1", Role::Number)])]
    #[case("'''a\nb''' in c", &[("'''a\nb'''", Role::String), ("in", Role::Keyword)])]
    #[case("温度 = 3", &[("3", Role::Number)])]
    fn tokens_have_roles(#[case] program: &str, #[case] expected: &[(&str, Role)]) {
        let found: Vec<_> = highlight(program)
            .into_iter()
            .map(|(span, role)| (&program[span], role))
            .collect();
        assert_eq!(found, expected);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned_to_its_end(program in "[a-f'\"\\\\#\n0-9.eE() 温+-]{0,60}") {
            let found = highlight(&program);
            proptest::prop_assert!(found.is_sorted_by(|a, b| a.0.end <= b.0.start));
            proptest::prop_assert!(found.iter().all(|(span, _)| program.get(span.clone()).is_some_and(|t| !t.is_empty())));
        }
    }
}
