//! A reader of Python tokens, as far as the checks need them: names, numbers, operators and line ends.
//!
//! The interpreter's own parser is not used here. It recurses, programs are hostile, and a rule runs in the main
//! process, where an overflowing stack cannot be caught. This reader has no recursion and takes any text.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Name,
    /// A number with its value.
    Number(f64),
    /// A string of any kind, f-strings with everything inside.
    Text,
    /// An operator, bracket, comma or colon; the longest that fits.
    Sign,
    /// The end of a line outside brackets.
    LineEnd,
}

/// A token of a program.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// The line, from 1, on which it starts.
    pub(super) line: u32,
}

/// The tokens of `program`, comments and line breaks inside brackets left out.
pub(super) fn tokens(program: &str) -> Vec<Token> {
    Reader {
        text: program,
        at: 0,
        line: 1,
        depth: 0,
        tokens: Vec::new(),
    }
    .read()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// Open brackets.
    depth: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn read(mut self) -> Vec<Token> {
        while let Some(first) = self.rest().chars().next() {
            match first {
                '\n' => self.line_end(),
                '\\' if self.rest().starts_with("\\\n") => {
                    self.at += 2;
                    self.line += 1;
                }
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                '"' | '\'' => self.string(self.at),
                '0'..='9' => self.number(),
                '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
                _ if first.is_alphabetic() || first == '_' => self.name(),
                _ if first.is_whitespace() => self.at += first.len_utf8(),
                _ => self.sign(first),
            }
        }
        self.push(TokenKind::LineEnd, self.at);
        self.tokens
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Pushes the token from `start` to where the reader stands.
    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token {
            kind,
            span: start..self.at,
            line: self.line,
        });
    }

    fn line_end(&mut self) {
        if self.depth == 0 {
            self.push(TokenKind::LineEnd, self.at);
        }
        self.at += 1;
        self.line = self.line.saturating_add(1);
    }

    fn name(&mut self) {
        let start = self.at;
        let length = self.rest().find(|c: char| !c.is_alphanumeric() && c != '_');
        self.at += length.unwrap_or(self.rest().len());
        let prefix = self.at - start <= 2
            && self.text[start..self.at]
                .chars()
                .all(|c| "rRbBuUfFtT".contains(c))
            && self.rest().starts_with(['"', '\'']);
        if prefix {
            self.string(start);
        } else {
            self.push(TokenKind::Name, start);
        }
    }

    /// A string whose prefix starts at `start` and whose quote is next. One that never closes ends with its line,
    /// or with the text when it is triple-quoted.
    fn string(&mut self, start: usize) {
        let line = self.line;
        let quote = if self.rest().starts_with('"') { '"' } else { '\'' };
        let triple = self.rest().chars().take(3).filter(|c| *c == quote).count() == 3;
        self.at += if triple { 3 } else { 1 };
        let mut run = 0;
        let mut escaped = false;
        while let Some(next) = self.rest().chars().next() {
            if next == '\n' && !triple && !escaped {
                break;
            }
            self.at += next.len_utf8();
            self.line += u32::from(next == '\n');
            run = if next == quote && !escaped { run + 1 } else { 0 };
            escaped = next == '\\' && !escaped;
            if run == if triple { 3 } else { 1 } {
                break;
            }
        }
        self.push(TokenKind::Text, start);
        if let Some(token) = self.tokens.last_mut() {
            token.line = line;
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let exponent_sign = matches!(byte, b'+' | b'-')
                && matches!(bytes[self.at - 1], b'e' | b'E')
                && !self.text[start..].starts_with("0x");
            if !(byte.is_ascii_alphanumeric()
                || matches!(byte, b'.' | b'_')
                || (exponent_sign && self.at > start))
            {
                break;
            }
            self.at += 1;
        }
        // Hexadecimal and imaginary numbers are no data of a problem; they are read as names.
        let value = self.text[start..self.at].replace('_', "").parse::<f64>();
        let kind = value.map_or(TokenKind::Name, TokenKind::Number);
        self.push(kind, start);
    }

    fn sign(&mut self, first: char) {
        const LONG: [&str; 20] = [
            "**=", "//=", ">>=", "<<=", "**", "//", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=",
            "/=", "%=", "@=", "<<", ">>",
        ];
        let start = self.at;
        match first {
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let long = LONG.into_iter().find(|sign| self.rest().starts_with(sign));
        self.at += long.map_or(first.len_utf8(), str::len);
        self.push(TokenKind::Sign, start);
    }
}
