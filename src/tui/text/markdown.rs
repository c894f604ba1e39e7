//! Formulations for reading: light Markdown with LaTeX in it.

use std::ops::Range;

use super::latex;
use super::rich::Source;
use super::{Rich, Role};

/// A formulation (harmless text) prettified: headings, lists, tables, bold words and formulas without their markup. Every
/// shown character keeps the way back to its source.
pub fn formulation(text: &str) -> Rich {
    let mut reader = Reader {
        text,
        out: Rich::new(),
        fenced: false,
        formula: None,
        blank: true,
    };
    let mut start = 0;
    for line in text.trim_end().split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        reader.line(span, start);
    }
    reader.out.find_tables();
    reader.out
}

struct Reader<'a> {
    text: &'a str,
    out: Rich,
    /// Inside a code block.
    fenced: bool,
    /// What closes the formula that an earlier line opened.
    formula: Option<&'static str>,
    /// Whether the last shown line was blank; a second blank line is left out.
    blank: bool,
}

impl Reader<'_> {
    /// Reads one line; `end` is where the next one starts.
    fn line(&mut self, span: Range<usize>, end: usize) {
        let body = self.text[span.clone()].trim_start();
        if body.starts_with("```") {
            self.fenced = !self.fenced;
            return;
        }
        if self.fenced {
            self.copy(span.clone(), Role::String);
        } else if body.is_empty() && (self.blank || self.formula.is_some()) {
            return;
        } else if is_scaffold(body) {
            self.toggle_formula(body);
            return;
        } else {
            self.block(span.clone(), body.len());
        }
        self.blank = body.is_empty();
        if end > span.end {
            let line_feed = if self.text[..end].ends_with('\n') {
                end - 1..end
            } else {
                end..end
            };
            self.copy(line_feed, Role::Plain);
        }
    }

    /// A line with nothing but a delimiter of a formula is not shown.
    fn toggle_formula(&mut self, body: &str) {
        self.formula = match body.trim() {
            "\\[" => Some("\\]"),
            "$$" if self.formula.is_none() => Some("$$"),
            "\\]" | "$$" => None,
            _ => self.formula,
        };
    }

    fn block(&mut self, span: Range<usize>, body_length: usize) {
        let body = span.end - body_length..span.end;
        let text = &self.text[body.clone()];
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        if self.formula.is_some() {
            self.out.decorate("    ", Role::Plain);
            self.inline(body, Role::Math);
        } else if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
            let words = body.start + hashes + (text[hashes..].len() - text[hashes..].trim_start().len());
            self.inline(words..body.end, Role::Heading);
        } else if ["- ", "* ", "+ "].iter().any(|marker| text.starts_with(marker)) {
            self.copy(span.start..body.start, Role::Plain);
            self.out
                .replace("•", body.start..body.start + 1, Role::Muted, Source::Own);
            self.inline(body.start + 1..body.end, Role::Plain);
        } else {
            self.inline(span, Role::Plain);
        }
    }

    fn copy(&mut self, span: Range<usize>, role: Role) {
        self.out.copy(self.text, span, role, Source::Own);
    }

    /// Writes words and formulas of one line.
    fn inline(&mut self, span: Range<usize>, role: Role) {
        let mut at = span.start;
        if let Some(closing) = self.formula {
            at = self.rest_of_formula(at..span.end, closing);
        }
        let mut plain = at;
        let mut bold = false;
        while at < span.end {
            let rest = &self.text[at..span.end];
            let role = if bold { Role::Strong } else { role };
            let Some(token) = token(rest, bold) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.copy(plain..at, role);
            at = match token {
                Token::Bold => {
                    bold = !bold;
                    at + 2
                }
                Token::Code(length) => {
                    self.copy(at + 1..at + length - 1, Role::String);
                    at + length
                }
                Token::Formula {
                    opening,
                    inner,
                    closing,
                } => {
                    let start = at + opening;
                    latex::prettify(self.text, start..start + inner, formula_role(role), &mut self.out);
                    start + inner + closing
                }
                Token::Opening { opening, closing } => {
                    self.formula = Some(closing);
                    latex::prettify(
                        self.text,
                        at + opening..span.end,
                        formula_role(role),
                        &mut self.out,
                    );
                    span.end
                }
                Token::Symbol { length, shown } => {
                    self.out.replace(shown, at..at + length, role, Source::Own);
                    at + length
                }
            };
            plain = at;
        }
        self.copy(plain..span.end, if bold { Role::Strong } else { role });
    }

    /// Writes what an open formula has on this line, and says where it ends.
    fn rest_of_formula(&mut self, span: Range<usize>, closing: &'static str) -> usize {
        let found = self.text[span.clone()].find(closing).map(|at| span.start + at);
        latex::prettify(
            self.text,
            span.start..found.unwrap_or(span.end),
            Role::Math,
            &mut self.out,
        );
        let Some(found) = found else { return span.end };
        self.formula = None;
        found + closing.len()
    }
}

/// A heading stays a heading where it holds a formula.
fn formula_role(around: Role) -> Role {
    if around == Role::Plain { Role::Math } else { around }
}

/// Whether a line only opens or closes a formula.
fn is_scaffold(body: &str) -> bool {
    let body = body.trim();
    let environment = (body.starts_with("\\begin{") || body.starts_with("\\end{"))
        && body.find('}').is_some_and(|at| at + 1 == body.len());
    environment || matches!(body, "\\[" | "\\]" | "$$")
}

/// What is special at the start of a text; lengths are bytes.
enum Token {
    Bold,
    Code(usize),
    Formula {
        opening: usize,
        inner: usize,
        closing: usize,
    },
    Opening {
        opening: usize,
        closing: &'static str,
    },
    Symbol {
        length: usize,
        shown: &'static str,
    },
}

fn token(rest: &str, bold: bool) -> Option<Token> {
    match rest.as_bytes()[0] {
        b'*' => (rest.starts_with("**") && (bold || closes(&rest[2..], "**"))).then_some(Token::Bold),
        b'`' => {
            let length = rest[1..].find('`')?;
            (length > 0).then_some(Token::Code(length + 2))
        }
        b'$' if !rest.starts_with("$$") => dollars(rest),
        b'$' | b'\\' => delimited(rest).or_else(|| {
            let command = latex::command(rest)?;
            let shown = latex::symbol(&command[1..])?;
            let length = command.len();
            // Outside of a formula a backslash before punctuation is Markdown's escape, and before a letter a slip.
            Some(Token::Symbol { length, shown })
        }),
        _ => None,
    }
}

fn closes(rest: &str, closing: &str) -> bool {
    rest.find(closing).is_some_and(|at| at > 0)
}

/// `\( … \)`, `\[ … \]` and `$$ … $$`.
fn delimited(rest: &str) -> Option<Token> {
    let delimiters = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
    let (opening, closing) = delimiters
        .into_iter()
        .find(|(opening, _)| rest.starts_with(opening))?;
    let token = match rest[2..].find(closing) {
        Some(inner) => Token::Formula {
            opening: opening.len(),
            inner,
            closing: closing.len(),
        },
        None => Token::Opening {
            opening: opening.len(),
            closing,
        },
    };
    Some(token)
}

/// `$x_1$`, but not the two prices of "costs $3 and $4".
fn dollars(rest: &str) -> Option<Token> {
    let inner = &rest[1..=rest[1..].find('$')?];
    let tight = !inner.is_empty() && !inner.starts_with(' ') && !inner.ends_with(' ');
    let price =
        inner.starts_with(|c: char| c.is_ascii_digit()) && !inner.contains(['\\', '_', '^', '=', '<', '>']);
    let amount_follows = rest[inner.len() + 2..].starts_with(|c: char| c.is_ascii_digit());
    (tight && !price && !amount_follows).then_some(Token::Formula {
        opening: 1,
        inner: inner.len(),
        closing: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("## Model:\n\n\n- **Bold** \\(x_1\\): it", "Model:\n\n• Bold x₁: it")]
    #[case("a\n\\[\n\\max Z = 3a\n\\]\nb", "a\n    max Z = 3a\nb")]
    #[case("\\[ a \\leq b \\]", " a ≤ b ")]
    #[case("$$\na \\\\\nb\n$$\nc", "    a \n    b\nc")]
    #[case("costs $3 and $4, $x_1$ is", "costs $3 and $4, x₁ is")]
    #[case("total_cost \\leq 5", "total_cost ≤ 5")]
    #[case("```python\nx = 1\n```\nend", "x = 1\nend")]
    #[case("open \\( a \\leq\nb \\) c", "open  a ≤\n    b  c")]
    #[case("2 ** 3 and `code`", "2 ** 3 and code")]
    #[case("1. one\n   - two", "1. one\n   • two")]
    #[case("", "")]
    fn markup_goes_and_words_stay(#[case] source: &str, #[case] expected: &str) {
        assert_eq!(formulation(source).text(), expected);
    }

    #[test]
    fn roles_follow_the_markup() {
        let rich = formulation("# Head\n**bold** `x`");
        let found: Vec<_> = rich
            .roles()
            .iter()
            .map(|(span, role)| (&rich.text()[span.clone()], *role))
            .collect();
        assert_eq!(
            found,
            [
                ("Head", Role::Heading),
                ("bold", Role::Strong),
                ("x", Role::String)
            ]
        );
    }

    /// Formulations that language models wrote, where the checkout has them beside it.
    #[test]
    fn real_formulations_are_left_with_hardly_any_markup() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orlm");
        let (mut commands, mut left, mut examples) = (0usize, 0usize, Vec::new());
        for name in ["nl4opt.jsonl", "mamo-complex.jsonl", "industryor.jsonl"] {
            let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
                eprintln!("skipped: {} has no {name}", folder.display());
                continue;
            };
            for line in text.lines() {
                // Some rows hold NaN, which is not JSON.
                let Ok(row) = serde_json::from_str::<serde_json::Value>(line) else {
                    continue;
                };
                let source = row["en_math_model_coptpy_code"].as_str().unwrap_or_default();
                let source = source.split("```").next().unwrap_or_default();
                let rich = formulation(source);
                commands += source.matches('\\').count();
                let remaining = rich.text().matches('\\').count();
                left += remaining;
                if remaining > 0 && examples.len() < 40 {
                    examples.extend(
                        rich.text()
                            .lines()
                            .filter(|line| line.contains('\\'))
                            .map(str::to_owned)
                            .take(2),
                    );
                }
            }
        }
        assert!(
            left * 500 <= commands,
            "{left} of {commands} backslashes are left, such as in {examples:#?}"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(source in "[a-c #*`$\\\\()\\[\\]{}_^\n1温-]{0,80}") {
            let rich = formulation(&source);
            proptest::prop_assert!(rich.roles().is_sorted_by(|a, b| a.0.end <= b.0.start));
            for start in 0..source.len() {
                for shown in rich.shown(Source::Own, &(start..start + 1)) {
                    proptest::prop_assert!(shown.end <= rich.text().len());
                }
            }
        }

        #[test]
        fn words_are_found_where_they_are_shown(
            words in proptest::collection::vec("[a-z]{3,6}", 1..8),
            markup in proptest::collection::vec("(\\*\\*|\n- |\\\\\\(| |\n## |\\\\leq )", 8),
        ) {
            let mut source = String::new();
            let mut spans = Vec::new();
            for (word, markup) in words.iter().zip(&markup) {
                source.push_str(markup);
                spans.push(source.len()..source.len() + word.len());
                source.push_str(word);
                source.push(' ');
            }
            let rich = formulation(&source);
            for (word, span) in words.iter().zip(spans) {
                let shown: String = rich.shown(Source::Own, &span).into_iter().map(|at| &rich.text()[at]).collect();
                proptest::prop_assert_eq!(&shown, word);
            }
        }
    }
}
