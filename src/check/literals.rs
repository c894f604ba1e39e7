//! The numbers of a program: literals, and what constant expressions such as `1 - 0.05` or `12 * 3` amount to.

use std::ops::Range;

use super::python::{Token, TokenKind, tokens};

/// What a constant is for, as far as the brackets around it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A number that may be a datum of the problem.
    Data,
    /// An index, a count of repetitions, a position: `x[3]`, `range(5)`.
    Index,
    /// Part of a setting or of the output: `setParam("TimeLimit", 60)`, `print(…)`.
    Setting,
}

/// A literal inside a constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    pub(super) value: f64,
    pub(super) span: Range<usize>,
}

/// A constant expression of a program, as long as it goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Constant {
    /// What it amounts to, without a leading sign.
    pub(super) value: f64,
    /// Its bytes in the program.
    pub(super) span: Range<usize>,
    /// The line, from 1, on which it starts.
    pub(super) line: u32,
    /// What it is for.
    pub(super) role: Role,
    /// The literals that it is made of; one for a plain number.
    pub(super) literals: Vec<Literal>,
}

impl Constant {
    /// Its value and those of its literals.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let parts = self.literals.iter().map(|literal| literal.value);
        std::iter::once(self.value).chain(parts)
    }
}

/// How deep parentheses may be nested inside one constant; deeper ones are read as separate constants.
const MAX_DEPTH: usize = 12;

/// The constants of `program`, in order. Any text will do; what is not Python gives what looks like numbers in it.
pub(super) fn constants(program: &str) -> Vec<Constant> {
    let tokens = tokens(program);
    let mut folder = Folder {
        program,
        tokens: &tokens,
    };
    let mut roles = Roles::default();
    let mut constants = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = matches!(tokens[at].kind, TokenKind::Number(_)) || folder.is(at, "(");
        if let Some((end, value)) = starts.then(|| folder.fold(at)).flatten() {
            let literals = tokens[at..end].iter().filter_map(as_literal).collect();
            let span = tokens[at].span.start..tokens[end - 1].span.end;
            constants.push(Constant {
                value,
                span,
                line: tokens[at].line,
                role: roles.current(),
                literals,
            });
            at = end;
        } else {
            roles.step(program, &tokens, at);
            at += 1;
        }
    }
    constants
}

fn as_literal(token: &Token) -> Option<Literal> {
    match token.kind {
        TokenKind::Number(value) => Some(Literal {
            value,
            span: token.span.clone(),
        }),
        _ => None,
    }
}

/// The brackets around a token.
#[derive(Default)]
struct Roles {
    open: Vec<Role>,
}

impl Roles {
    fn current(&self) -> Role {
        self.open.last().copied().unwrap_or(Role::Data)
    }

    fn step(&mut self, program: &str, tokens: &[Token], at: usize) {
        let token = &tokens[at];
        let text = &program[token.span.clone()];
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        match text {
            "[" => {
                let subscript = before.is_some_and(|before| {
                    before.kind == TokenKind::Name && !is_keyword(&program[before.span.clone()])
                        || matches!(&program[before.span.clone()], "]" | ")")
                });
                self.open
                    .push(if subscript { Role::Index } else { self.current() });
            }
            "(" => {
                let callee = before.filter(|before| before.kind == TokenKind::Name);
                let role = callee.map_or(Role::Data, |callee| role_of_call(&program[callee.span.clone()]));
                self.open
                    .push(if role == Role::Data { self.current() } else { role });
            }
            "{" => self.open.push(self.current()),
            ")" | "]" | "}" => {
                self.open.pop();
            }
            _ => {}
        }
    }
}

fn role_of_call(name: &str) -> Role {
    match name {
        "range" | "round" | "enumerate" | "zip" => Role::Index,
        "print" | "setParam" | "format" | "Param" | "setLogFile" => Role::Setting,
        _ => Role::Data,
    }
}

fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "in" | "return" | "and" | "or" | "not" | "if" | "else" | "is" | "lambda" | "yield" | "for"
    )
}

/// Folds constant expressions, by precedence and without evaluating anything else.
struct Folder<'a> {
    program: &'a str,
    tokens: &'a [Token],
}

impl Folder<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.program[token.span.clone()])
    }

    fn is(&self, at: usize, sign: &str) -> bool {
        self.text(at) == sign && self.tokens[at].kind == TokenKind::Sign
    }

    /// The longest constant that starts at `at`: where it ends, and its value.
    fn fold(&mut self, at: usize) -> Option<(usize, f64)> {
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        let called = at > 0
            && self.is(at, "(")
            && (matches!(self.tokens[at - 1].kind, TokenKind::Name | TokenKind::Text) && !is_keyword(before)
                || matches!(before, ")" | "]"));
        if called {
            return None;
        }
        // What binds tighter on the left takes only the first atom with it.
        let sum_starts = !matches!(before, "*" | "/" | "//" | "%" | "**" | "@" | "-" | "+" | ".");
        let product_starts = !matches!(before, "/" | "//" | "%" | "**" | "@" | "*");
        let sum = if sum_starts { self.sum(at, 0) } else { None };
        let found = sum.or_else(|| if product_starts { self.product(at, 0) } else { None });
        found
            .or_else(|| self.atom(at, 0))
            .filter(|(_, value)| value.is_finite())
    }

    fn sum(&self, at: usize, depth: usize) -> Option<(usize, f64)> {
        let (mut end, mut value) = self.signed_product(at, depth)?;
        while self.is(end, "+") || self.is(end, "-") {
            let Some((next, right)) = self.product(end + 1, depth) else {
                break;
            };
            if self.binds_on(next) {
                break;
            }
            value = if self.is(end, "+") {
                value + right
            } else {
                value - right
            };
            end = next;
        }
        (!self.binds_on(end)).then_some((end, value))
    }

    fn signed_product(&self, at: usize, depth: usize) -> Option<(usize, f64)> {
        // A leading sign belongs to a constant only inside parentheses; outside, signs are not kept.
        if depth > 0 && self.is(at, "-") {
            return self.product(at + 1, depth).map(|(end, value)| (end, -value));
        }
        self.product(at, depth)
    }

    fn product(&self, at: usize, depth: usize) -> Option<(usize, f64)> {
        let (mut end, mut value) = self.power(at, depth)?;
        while self.is(end, "*") || self.is(end, "/") {
            let Some((next, right)) = self.power(end + 1, depth) else {
                break;
            };
            if self.is(end, "/") && right == 0.0 {
                break;
            }
            value = if self.is(end, "*") {
                value * right
            } else {
                value / right
            };
            end = next;
        }
        Some((end, value))
    }

    fn power(&self, at: usize, depth: usize) -> Option<(usize, f64)> {
        let (end, base) = self.atom(at, depth)?;
        if !self.is(end, "**") {
            return Some((end, base));
        }
        let (next, exponent) = self.atom(end + 1, depth)?;
        (!self.is(next, "**")).then(|| (next, base.powf(exponent)))
    }

    fn atom(&self, at: usize, depth: usize) -> Option<(usize, f64)> {
        match self.tokens.get(at)?.kind {
            TokenKind::Number(value) => Some((at + 1, value)),
            TokenKind::Sign if self.is(at, "(") && depth < MAX_DEPTH => {
                let (end, value) = self.sum(at + 1, depth + 1)?;
                self.is(end, ")").then_some((end + 1, value))
            }
            _ => None,
        }
    }

    /// Whether what stands at `at` takes the factor before it away from a sum.
    fn binds_on(&self, at: usize) -> bool {
        ["*", "/", "//", "%", "**", "@"]
            .into_iter()
            .any(|sign| self.is(at, sign))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("x = 12", &[12.0])]
    #[case("m.addConstr(3*x + 5*y <= 1_000)", &[3.0, 5.0, 1000.0])]
    #[case("a = (1 - 0.05) * p", &[0.95])]
    #[case("a = 1 - 0.05", &[0.95])]
    #[case("a = 12*3*x", &[36.0])]
    #[case("a = x - 1 + 2", &[1.0, 2.0])]
    #[case("a = x / 3 * 4", &[3.0, 4.0])]
    #[case("a = 2 + 3*x", &[2.0, 3.0])]
    #[case("a = 8 * 60", &[480.0])]
    #[case("a = 2**10", &[1024.0])]
    #[case("a = 1e-6", &[1e-6])]
    #[case("s = 'no 5' # 6\nf'{x:.2f}'", &[])]
    #[case("x1 = y_2.x", &[])]
    #[case("f(3)", &[3.0])]
    #[case("s = '''\n 4\n''' + 5", &[5.0])]
    fn constants_are_folded_where_precedence_allows(#[case] program: &str, #[case] expected: &[f64]) {
        let found: Vec<f64> = constants(program).iter().map(|constant| constant.value).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12),
            "{found:?}"
        );
    }

    #[test]
    fn indices_and_settings_are_told_from_data() {
        let roles = |program| {
            constants(program)
                .iter()
                .map(|constant| constant.role)
                .collect::<Vec<_>>()
        };
        assert_eq!(roles("x[3]"), [Role::Index]);
        assert_eq!(roles("costs = [3, 4]"), [Role::Data, Role::Data]);
        assert_eq!(
            roles("for i in range(1, 5): print(7)"),
            [Role::Index, Role::Index, Role::Setting]
        );
        assert_eq!(roles("for p in [5]: y"), [Role::Data]);
    }

    #[test]
    fn lines_are_counted_through_strings_and_brackets() {
        let program = "a = '''x\ny'''\nb = [1,\n 2]\nc = 3";
        let lines: Vec<u32> = constants(program).iter().map(|constant| constant.line).collect();
        assert_eq!(lines, [3, 4, 5]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_lie_on_boundaries(program in "(\\PC|[-+*/()\\[\\]0-9.e'\"#\\\\\n ]){0,60}") {
            for constant in constants(&program) {
                prop_assert!(program.get(constant.span.clone()).is_some());
                prop_assert!(constant.value.is_finite());
            }
        }
    }
}
