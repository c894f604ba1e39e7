//! Constants that a program puts under a name and never looks at again.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::literals::{Constant, Role};
use crate::check::python::{Token, TokenKind, tokens};

/// Positions in `constants` of those whose statement does nothing but give them a name that stands nowhere else in
/// the program, neither as a name nor in a text, which may be formatted with it.
pub(super) fn left_aside(program: &str, constants: &[Constant]) -> Vec<usize> {
    let tokens = tokens(program);
    let text = |token: &Token| &program[token.span.clone()];
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for token in &tokens {
        match token.kind {
            TokenKind::Name => *uses.entry(text(token)).or_default() += 1,
            TokenKind::Text => {
                let words = text(token).split(|c: char| !c.is_alphanumeric() && c != '_');
                for word in words.filter(|word| !word.is_empty()) {
                    *uses.entry(word).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let unused: Vec<Range<usize>> = assignments(program, &tokens)
        .into_iter()
        .filter(|(name, _)| uses.get(name) == Some(&1))
        .map(|(_, value)| value)
        .collect();
    let aside = |constant: &Constant| {
        let after = unused.partition_point(|value| value.end <= constant.span.start);
        unused
            .get(after)
            .is_some_and(|value| value.start <= constant.span.start)
    };
    constants
        .iter()
        .enumerate()
        .filter(|(_, constant)| constant.role == Role::Data && aside(constant))
        .map(|(at, _)| at)
        .collect()
}

/// Names with the bytes of what is assigned to them, in order, where that is written out without any call.
fn assignments<'a>(program: &'a str, tokens: &[Token]) -> Vec<(&'a str, Range<usize>)> {
    let text = |token: &Token| &program[token.span.clone()];
    let statements = tokens.split(|token| token.kind == TokenKind::LineEnd);
    statements
        .filter_map(|statement| {
            let [name, sign, value @ ..] = statement else {
                return None;
            };
            let assigns = name.kind == TokenKind::Name && text(sign) == "=";
            let calls = value.iter().any(|token| text(token) == "(");
            let (first, last) = (value.first()?, value.last()?);
            (assigns && !calls).then(|| (text(name), first.span.start..last.span.end))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::literals::constants;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("room = 69\nm.solve()", &[69.0])]
    #[case("room = 69\nm.addConstr(x <= room)", &[])]
    #[case("need = {\n    'a': 7,\n    'b': 8.5,\n}\nx = 3\ny = x", &[7.0, 8.5])]
    #[case("room = 69\nprint(f'{room} places')", &[])]
    #[case("x = m.addVar(lb=4)", &[])]
    #[case("if True: room = 69", &[])]
    #[case("room == 69", &[])]
    fn what_nobody_looks_at_is_left_aside(#[case] program: &str, #[case] expected: &[f64]) {
        let constants = constants(program);
        let found: Vec<f64> = left_aside(program, &constants)
            .into_iter()
            .map(|at| constants[at].value)
            .collect();
        assert_eq!(found, expected);
    }
}
