//! `match` becomes a chain of tests: `match x:` keeps the subject, each `case` asks for it and binds names on the way.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{
    Pattern, PatternMatchClass, PatternMatchMapping, PatternMatchSequence, Singleton, StmtMatch,
};
use ruff_text_size::{Ranged, TextRange};

use super::Rewriter;

impl<'a> Rewriter<'a> {
    pub(super) fn matching(&mut self, matching: &'a StmtMatch) {
        self.matches += 1;
        let subject = format!("_sw_m{}", self.matches);
        // A list of one is true whatever it holds.
        let keyword = TextRange::at(matching.start(), "match".len().try_into().unwrap_or_default());
        self.edits.replace(keyword, format!("if [{subject} := ("));
        self.visit_expr(&matching.subject);
        if let Some(colon) = self.token_after(matching.subject.end(), TokenKind::Colon) {
            self.edits.close(colon.start(), ")]");
        }
        for (index, case) in matching.cases.iter().enumerate() {
            let Some(test) = self.pattern(&case.pattern, &subject) else {
                return;
            };
            let word = if index == 0 { "if" } else { "elif" };
            let end = case
                .guard
                .as_ref()
                .map_or_else(|| case.pattern.end(), |guard| guard.start());
            self.edits.replace(
                TextRange::new(case.start(), end),
                format!(
                    "{word} {test}{}",
                    if case.guard.is_some() { " and (" } else { "" }
                ),
            );
            let mut after = case.pattern.end();
            if let Some(guard) = &case.guard {
                self.test(guard);
                self.edits.close(guard.end(), ")");
                after = guard.end();
            }
            // Brackets around a pattern lie outside its range.
            let colon = self.token_after(after, TokenKind::Colon);
            if let (None, Some(colon)) = (&case.guard, colon) {
                self.edits.replace(TextRange::new(after, colon.start()), "");
            }
            self.visit_body(&case.body);
        }
    }

    /// A test of whether `subject`, an expression that may be evaluated often, fits.
    fn pattern(&mut self, pattern: &'a Pattern, subject: &str) -> Option<String> {
        match pattern {
            Pattern::MatchValue(value) => {
                Some(format!("_sw_eq({subject}, {})", self.flat(value.value.range())))
            }
            Pattern::MatchSingleton(single) => {
                let word = match single.value {
                    Singleton::None => "None",
                    Singleton::True => "True",
                    Singleton::False => "False",
                };
                Some(format!("{subject} is {word}"))
            }
            Pattern::MatchAs(capture) => {
                let inner = match &capture.pattern {
                    Some(pattern) => self.pattern(pattern, subject)?,
                    None => "True".to_owned(),
                };
                let Some(name) = &capture.name else {
                    return Some(inner);
                };
                self.check_name(name, name.start());
                let bind = format!("[{} := {subject}]", self.called(name));
                Some(if capture.pattern.is_some() {
                    format!("({inner} and {bind})")
                } else {
                    bind
                })
            }
            Pattern::MatchOr(either) => {
                let tests: Option<Vec<String>> = either
                    .patterns
                    .iter()
                    .map(|pattern| self.pattern(pattern, subject))
                    .collect();
                Some(format!("({})", tests?.join(" or ")))
            }
            Pattern::MatchSequence(sequence) => self.sequence(sequence, subject),
            Pattern::MatchMapping(mapping) => self.mapping(mapping, subject),
            Pattern::MatchClass(class) => self.class_pattern(class, subject),
            Pattern::MatchStar(star) => {
                self.unsupported("a star in this pattern", star.start());
                None
            }
        }
    }

    fn sequence(&mut self, sequence: &'a PatternMatchSequence, subject: &str) -> Option<String> {
        let count = sequence.patterns.len();
        let star = sequence
            .patterns
            .iter()
            .position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        let fixed = count - usize::from(star.is_some());
        let sign = if star.is_some() { ">=" } else { "==" };
        let mut tests = vec![format!(
            "isinstance({subject}, (list, tuple)) and len({subject}) {sign} {fixed}"
        )];
        for (index, pattern) in sequence.patterns.iter().enumerate() {
            let after = count - index;
            if let Pattern::MatchStar(rest) = pattern {
                if let Some(name) = &rest.name {
                    self.check_name(name, name.start());
                    tests.push(format!(
                        "[{name} := list({subject})[{index}:len({subject}) - {}]]",
                        after - 1
                    ));
                }
                continue;
            }
            let place = if star.is_some_and(|star| index > star) {
                format!("-{after}")
            } else {
                index.to_string()
            };
            tests.push(self.pattern(pattern, &format!("{subject}[{place}]"))?);
        }
        Some(format!("({})", tests.join(" and ")))
    }

    fn mapping(&mut self, mapping: &'a PatternMatchMapping, subject: &str) -> Option<String> {
        let mut tests = vec![format!("isinstance({subject}, dict)")];
        let mut keys = Vec::new();
        for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
            let key = self.flat(key.range());
            tests.push(format!("{key} in {subject}"));
            tests.push(self.pattern(pattern, &format!("{subject}[{key}]"))?);
            keys.push(key);
        }
        if let Some(rest) = &mapping.rest {
            self.check_name(rest, rest.start());
            let kept = format!(
                "{{_sw_k: _sw_v for _sw_k, _sw_v in {subject}.items() if _sw_k not in [{}]}}",
                keys.join(", ")
            );
            tests.push(format!("[{rest} := {kept}]"));
        }
        Some(format!("({})", tests.join(" and ")))
    }

    fn class_pattern(&mut self, class: &'a PatternMatchClass, subject: &str) -> Option<String> {
        let name = self.flat(class.cls.range());
        let test = if self.traits.objects {
            "_sw_isinstance"
        } else {
            "isinstance"
        };
        let mut tests = vec![format!("{test}({subject}, {name})")];
        let read = if self.traits.objects {
            "_sw_read"
        } else {
            "_sw_get"
        };
        for (index, pattern) in class.arguments.patterns.iter().enumerate() {
            let builtin = matches!(
                name.as_str(),
                "int" | "float" | "str" | "bool" | "list" | "tuple" | "dict" | "set" | "bytes" | "frozenset"
            );
            let place = if builtin {
                subject.to_owned()
            } else {
                format!("{read}({subject}, {name}.__match_args__[{index}])")
            };
            tests.push(self.pattern(pattern, &place)?);
        }
        for keyword in &class.arguments.keywords {
            let place = format!("{read}({subject}, \"{}\")", keyword.attr);
            let has = format!("hasattr({subject}, \"{}\")", keyword.attr);
            let has = if self.traits.objects {
                format!("_sw_{has}")
            } else {
                has
            };
            tests.push(has);
            tests.push(self.pattern(&keyword.pattern, &place)?);
        }
        Some(format!("({})", tests.join(" and ")))
    }

    /// Text on one line.
    fn flat(&mut self, range: TextRange) -> String {
        if self.text(range).contains("_sw_") {
            self.unsupported("this name in a pattern", range.start());
        }
        self.text(range).replace('\n', " ")
    }
}
