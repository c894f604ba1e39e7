//! Turns Python operators into calls of the prelude, because the interpreter knows no operator methods.
//!
//! The text is spliced, not printed anew, and a map of its lines is kept, so that every row, variable and traceback can
//! be tied to a line of the program.

mod calls;
mod classes;
mod comparisons;
mod comprehensions;
mod edits;
mod exceptions;
mod expressions;
mod generators;
mod imports;
mod locals;
mod matching;
mod names;
mod objects;
mod shadows;
mod statements;
mod traits;

use std::collections::HashSet;

use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_python_ast::visitor::Visitor;
use ruff_python_parser::{ParseError, parse_module};
use ruff_text_size::{Ranged, TextRange, TextSize};

use self::classes::Method;
use self::edits::{Edits, LineMap};
use self::generators::Cut;
pub(super) use self::imports::exported_names;
use self::names::{Bound, bound_names};
use self::traits::{Traits, traits};
use super::parts::{Part, Parts};
use super::run::{ErrorKind, ProgramError};
use super::vendor;
use crate::sample::Library;

/// What every name of the prelude starts with; programs cannot use such names.
pub(super) const RESERVED: &str = "_sw_";

/// Longest program that is read. Real ones have a few thousand bytes.
pub(super) const LONGEST: usize = 1 << 20;

/// Expressions nested deeper than this are refused, as the parsers do for brackets. Sums do not nest, however long.
const DEEPEST: usize = 190;

/// A program that is ready for the interpreter.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// Its new text.
    pub(super) text: String,
    /// Which line of the program each line of the text stands for.
    pub(super) lines: LineMap,
    /// Parts of the prelude that it needs besides the core.
    pub(super) parts: Parts,
    /// Whether it has exception classes of its own.
    pub(super) exceptions: bool,
    /// The modelling library that it imports, or the default one.
    pub(super) library: Library,
    /// The only function that it defines at the top, with no argument that must be given, if it calls none.
    pub(super) uncalled: Option<String>,
}

/// Rewrites a program. Needs a large stack: a flat chain of a hundred thousand operators is a tree as deep.
///
/// # Errors
/// [`ErrorKind::Syntax`] when the text is not Python, [`ErrorKind::Unsupported`] with the construct and its line when
/// neither interpreter nor layer has it.
pub(super) fn rewrite(source: &str) -> Result<Rewritten, ProgramError> {
    if source.len() > LONGEST {
        let message = format!(
            "the program has {} bytes, at most {LONGEST} are read",
            source.len()
        );
        return Err(syntax_error(&message, None));
    }
    let lines = Lines::new(source);
    let parsed = parse_module(source).map_err(|error| parse_failure(&error, source, &lines))?;
    let bound = bound_names(parsed.suite());
    let library = match bound.libraries.as_slice() {
        [] => Library::default(),
        [(library, _)] => *library,
        [(first, _), (second, at), ..] => return Err(beside(*first, *second, lines.of(*at))),
    };
    let mut rewriter = Rewriter {
        source,
        library,
        lines: &lines,
        tokens: parsed.tokens(),
        bound,
        traits: traits(parsed.suite(), source),
        owned: shadows::shadowed(parsed.suite()),
        modules: HashSet::new(),
        edits: Edits::default(),
        in_function: false,
        method: None,
        exits: None,
        loops: 0,
        matches: 0,
        depth: 0,
        failure: None,
    };
    rewriter.begin_shadows(parsed.suite());
    rewriter.visit_body(parsed.suite());
    if let Some(failure) = rewriter.failure {
        return Err(failure);
    }
    let whole = TextRange::up_to(TextSize::of(source));
    let (text, lines) = rewriter.edits.apply(source, whole, 1);
    let mut parts = rewriter.traits.parts;
    if needs_rare_parts(parsed.tokens(), source, library) {
        parts.add(Part::Rare);
    }
    Ok(Rewritten {
        text,
        lines,
        parts,
        exceptions: rewriter.traits.exceptions,
        library,
        uncalled: statements::uncalled_function(parsed.suite()),
    })
}

/// What has to be known of a program that runs as it was written.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The modelling library that it imports first, or the default one.
    pub(super) library: Library,
    /// As in [`Rewritten`].
    pub(super) uncalled: Option<String>,
}

/// Looks a program over without rewriting it; one that cannot be parsed has no outline. Needs a large stack.
pub(super) fn outline(source: &str) -> Outline {
    let parsed = (source.len() <= LONGEST)
        .then(|| parse_module(source).ok())
        .flatten();
    parsed.map_or_else(Outline::default, |parsed| {
        let libraries = bound_names(parsed.suite()).libraries;
        Outline {
            library: libraries
                .first()
                .map_or_else(Library::default, |(library, _)| *library),
            uncalled: statements::uncalled_function(parsed.suite()),
        }
    })
}

/// Whether a name of the rare parts, or the operator of indicator constraints, stands anywhere in the program. Where it
/// is a name of the program's own, more is loaded than needed.
fn needs_rare_parts(tokens: &Tokens, source: &str, library: Library) -> bool {
    tokens.iter().any(|token| match token.kind() {
        TokenKind::Name => vendor::is_rare(library, &source[token.range()]),
        TokenKind::RightShift => library != Library::Pulp,
        _ => false,
    })
}

/// Walks the tree and collects edits; the first failure stops it.
struct Rewriter<'a> {
    source: &'a str,
    library: Library,
    lines: &'a Lines,
    tokens: &'a Tokens,
    /// Names that the program binds itself, so that they are not the builtins of the same name.
    bound: Bound,
    /// Names of modules that the interpreter has itself.
    modules: HashSet<&'a str>,
    edits: Edits,
    in_function: bool,
    /// Builtins whose names are the program's own here.
    owned: HashSet<String>,
    /// What the program uses that needs more than splicing operators.
    traits: Traits,
    /// The method that the walk is in.
    method: Option<Method>,
    /// In the states of a generator function: how a statement leaves them.
    exits: Option<Cut>,
    /// Loops that the walk is in, inside a state.
    loops: usize,
    /// Names of ours that were given out.
    matches: usize,
    depth: usize,
    failure: Option<ProgramError>,
}

impl<'a> Rewriter<'a> {
    fn fail(&mut self, kind: ErrorKind, name: impl Into<String>, message: impl Into<String>, at: TextSize) {
        if self.failure.is_none() {
            self.failure = Some(ProgramError {
                kind,
                name: name.into(),
                message: message.into(),
                line: Some(self.lines.of(at)),
            });
        }
    }

    fn unsupported(&mut self, construct: &str, at: TextSize) {
        let message = format!("{construct} cannot be run by the built-in interpreter");
        self.fail(ErrorKind::Unsupported, construct, message, at);
    }

    fn text(&self, range: TextRange) -> &'a str {
        &self.source[range]
    }

    /// Refuses names of the prelude, with the exception that any other unknown name gets.
    fn check_name(&mut self, name: &str, at: TextSize) {
        if name.starts_with(RESERVED) {
            let message = format!("name '{name}' is not defined");
            self.fail(ErrorKind::Raised, "NameError", message, at);
        }
    }

    /// The first token after `start` and before `end` that is neither bracket nor trivia: the operator between two
    /// operands, whose own brackets lie in the same gap.
    fn operator_between(&self, start: TextSize, end: TextSize) -> Option<TextRange> {
        let is_operator = |token: &&Token| {
            !token.kind().is_trivia() && !matches!(token.kind(), TokenKind::Lpar | TokenKind::Rpar)
        };
        let gap = self.tokens.in_range(TextRange::new(start, end));
        let first = gap.iter().find(is_operator)?;
        let last = gap.iter().rev().find(is_operator)?;
        Some(TextRange::new(first.start(), last.end()))
    }

    /// The first token of this kind at or after `start`.
    fn token_after(&self, start: TextSize, kind: TokenKind) -> Option<TextRange> {
        let found = self
            .tokens
            .after(start)
            .iter()
            .find(|token| token.kind() == kind)?;
        Some(found.range())
    }
}

/// Line numbers by offset.
pub(super) struct Lines(Vec<TextSize>);

impl Lines {
    fn new(source: &str) -> Self {
        let bytes = source.bytes().enumerate();
        let starts = bytes
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(index, _)| index + 1);
        let starts = std::iter::once(0).chain(starts);
        Self(
            starts
                .map(|start| u32::try_from(start).unwrap_or(u32::MAX).into())
                .collect(),
        )
    }

    /// The line, from 1, of an offset.
    fn of(&self, offset: TextSize) -> u32 {
        let count = self.0.partition_point(|start| *start <= offset);
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Two layers cannot work in one program: each has its own idea of what an operator does.
fn beside(first: Library, second: Library, line: u32) -> ProgramError {
    let construct = format!("{} beside {}", second.name(), first.name());
    ProgramError {
        kind: ErrorKind::Unsupported,
        message: format!("{construct} cannot be run by the built-in interpreter"),
        name: construct,
        line: Some(line),
    }
}

fn syntax_error(message: &str, line: Option<u32>) -> ProgramError {
    ProgramError {
        kind: ErrorKind::Syntax,
        name: "SyntaxError".to_owned(),
        // The parser quotes what it did not expect, whatever it is.
        message: crate::sample::clean(message),
        line,
    }
}

fn parse_failure(error: &ParseError, source: &str, lines: &Lines) -> ProgramError {
    // An error at the end of the text belongs to the last line that has any.
    let end = TextSize::of(source.trim_end());
    let line = lines.of(error.location.start().min(end));
    syntax_error(&error.error.to_string(), Some(line))
}

#[cfg(test)]
mod tests;
