//! LaTeX for reading on a grid of cells: `x_{12} \leq 5` becomes `x₁₂ ≤ 5`. What is not known stays as it stands.

mod symbols;

use std::ops::Range;

use super::rich::Source;
use super::{Rich, Role};

pub use symbols::symbol;
use symbols::{blackboard, shift};

/// Braces inside braces that are followed; deeper ones stay as they stand.
const DEPTH_LIMIT: usize = 12;

/// Bytes in which a brace must close; so a text of opening braces costs no more than its length.
const GROUP_LIMIT: usize = 1000;

/// Writes the bytes `span` of a text in a formula prettified to `out`.
pub fn prettify(text: &str, span: Range<usize>, role: Role, out: &mut Rich) {
    Writer { text, role, out }.write(span, 0);
}

/// The bytes of the LaTeX command at the start of `text`, its backslash included; `None` when there is none.
pub fn command(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 {
        letters
    } else {
        rest.chars().next()?.len_utf8()
    };
    Some(&text[..=length])
}

struct Writer<'a, 'o> {
    text: &'a str,
    role: Role,
    out: &'o mut Rich,
}

impl Writer<'_, '_> {
    fn copy(&mut self, span: Range<usize>) {
        self.out.copy(self.text, span, self.role, Source::Own);
    }

    fn replace(&mut self, shown: &str, span: Range<usize>) {
        self.out.replace(shown, span, self.role, Source::Own);
    }

    fn write(&mut self, span: Range<usize>, depth: usize) {
        let mut at = span.start;
        let mut plain = at;
        while at < span.end {
            let rest = &self.text[at..span.end];
            let special = match rest.as_bytes()[0] {
                b'\\' => self.measure_command(at, span.end),
                b'_' | b'^' => script(rest).map(|length| at + length),
                b'&' | b'{' | b'}' => Some(at + 1),
                b'*' if self.text[..at].ends_with(' ') => Some(at + 1),
                _ => None,
            };
            let Some(end) = special else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.copy(plain..at);
            at = self.write_special(at..end, span.end, depth);
            plain = at;
        }
        self.copy(plain..span.end);
    }

    fn measure_command(&self, at: usize, end: usize) -> Option<usize> {
        command(&self.text[at..end]).map(|command| at + command.len())
    }

    /// Writes a command, script, brace or sign, and says where the rest goes on.
    fn write_special(&mut self, span: Range<usize>, end: usize, depth: usize) -> usize {
        match self.text.as_bytes()[span.start] {
            b'\\' => self.write_command(span, end, depth),
            b'_' | b'^' => {
                self.write_script(span.clone(), depth);
                span.end
            }
            b'*' => {
                self.replace("·", span.clone());
                span.end
            }
            // Alignment marks and braces that only group are for the typesetter.
            _ => span.end,
        }
    }

    fn write_command(&mut self, span: Range<usize>, end: usize, depth: usize) -> usize {
        let text = self.text;
        let name = &text[span.start + 1..span.end];
        let argument =
            |from: usize| group(&text[from..end]).map(|inner| from + inner.start..from + inner.end);
        let inner = argument(span.end).filter(|_| depth < DEPTH_LIMIT);
        match (name, inner) {
            (
                "text" | "textbf" | "textit" | "textrm" | "mathrm" | "mathbf" | "mathit" | "mathcal"
                | "operatorname" | "mbox" | "boxed" | "underline" | "overline" | "bm" | "boldsymbol"
                | "mathsf",
                Some(inner),
            ) => {
                self.write(inner.clone(), depth + 1);
                inner.end + 1
            }
            ("mathbb", Some(inner)) => {
                let shown = blackboard(&text[inner.clone()]);
                let whole = span.start..inner.end + 1;
                match shown {
                    Some(shown) => self.replace(shown, whole),
                    None => self.write(inner.clone(), depth + 1),
                }
                inner.end + 1
            }
            ("frac" | "dfrac" | "tfrac", Some(top)) => self.write_fraction(&span, &top, end, depth),
            ("begin" | "end", Some(inner)) => inner.end + 1,
            ("tag", Some(inner)) => {
                self.replace("  (", span.start..inner.start);
                self.write(inner.clone(), depth + 1);
                self.replace(")", inner.end..inner.end + 1);
                inner.end + 1
            }
            ("sqrt", Some(inner)) => {
                self.replace("√(", span.start..inner.start);
                self.write(inner.clone(), depth + 1);
                self.replace(")", inner.end..inner.end + 1);
                inner.end + 1
            }
            _ => {
                let blank = text[span.end..end].starts_with(' ') || text[..span.start].ends_with(' ');
                match symbol(name) {
                    Some(" ") if blank => self.replace("", span.clone()),
                    Some(shown) => self.replace(shown, span.clone()),
                    None => self.copy(span.clone()),
                }
                span.end
            }
        }
    }

    fn write_fraction(&mut self, span: &Range<usize>, top: &Range<usize>, end: usize, depth: usize) -> usize {
        let text = self.text;
        let below =
            group(&text[top.end + 1..end]).map(|inner| top.end + 1 + inner.start..top.end + 1 + inner.end);
        let Some(below) = below else {
            self.copy(span.clone());
            return span.end;
        };
        self.write_term(span.start..top.start, top, depth);
        self.replace("/", top.end..top.end + 1);
        self.write_term(top.end + 1..below.start, &below, depth);
        below.end + 1
    }

    /// Writes one side of a fraction, in parentheses unless it is a single number or name.
    fn write_term(&mut self, opening: Range<usize>, inner: &Range<usize>, depth: usize) {
        let simple = self.text[inner.clone()]
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        if simple {
            self.write(inner.clone(), depth + 1);
            return;
        }
        self.replace("(", opening);
        self.write(inner.clone(), depth + 1);
        self.out.decorate(")", self.role);
    }

    /// Writes `_{…}` or `^{…}`: in raised or lowered letters where Unicode has them all, else with its sign.
    fn write_script(&mut self, span: Range<usize>, depth: usize) {
        let text = self.text;
        let lowered = text.as_bytes()[span.start] == b'_';
        let body = span.start + 1..span.end;
        let inner = group(&text[body.clone()]).map_or(body.clone(), |inner| {
            body.start + inner.start..body.start + inner.end
        });
        let shifted: Option<String> = text[inner.clone()]
            .chars()
            .filter(|c| *c != ' ')
            .map(|c| shift(c, lowered))
            .collect();
        if let Some(shifted) = shifted.filter(|shifted| !shifted.is_empty()) {
            self.replace(&shifted, span);
            return;
        }
        self.copy(span.start..span.start + 1);
        let single = text[inner.clone()].chars().all(char::is_alphanumeric);
        if single || depth >= DEPTH_LIMIT {
            self.copy(inner);
            return;
        }
        self.out.decorate("{", self.role);
        self.write(inner, depth + 1);
        self.out.decorate("}", self.role);
    }
}

/// Bytes of `_x`, `_{…}` or `_\command` at the start of a text, when something follows the sign.
fn script(text: &str) -> Option<usize> {
    let body = &text[1..];
    if let Some(inner) = group(body) {
        return Some(inner.end + 2);
    }
    let first = body.chars().next()?;
    if first == '\\' {
        return command(body).and_then(|command| {
            // `_\text{…}` is lowered as a whole by its own braces; the sign alone stays.
            symbol(&command[1..]).map(|_| 1 + command.len())
        });
    }
    first.is_alphanumeric().then(|| 1 + first.len_utf8())
}

/// What stands between the braces at the start of a text; `None` when there are none or they never close.
fn group(text: &str) -> Option<Range<usize>> {
    if !text.starts_with('{') {
        return None;
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(GROUP_LIMIT) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(1..at);
                }
            }
            b'\n' if text[at + 1..].starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn pretty(text: &str) -> String {
        let mut out = Rich::new();
        prettify(text, 0..text.len(), Role::Math, &mut out);
        out.text().to_owned()
    }

    #[rstest]
    #[case(r"x_{12} \leq 5", "x₁₂ ≤ 5")]
    #[case(r"\sum_{i=1}^{n} c_i x_i \geq 75", "∑ᵢ₌₁ⁿ cᵢ xᵢ ≥ 75")]
    #[case(r"\sum_{i \in I} x_{i,j}", "∑_{i ∈ I} x_{i,j}")]
    #[case(r"x_A + x_{Bus}", "x_A + x_Bus")]
    #[case(r"\text{Minimize } Z = 3a", "Minimize  Z = 3a")]
    #[case(r"\frac{a}{b} + \frac{a+1}{2}", "a/b + (a+1)/2")]
    #[case(r"x \in \{0, 1\}, y \in \mathbb{Z}", "x ∈ {0, 1}, y ∈ ℤ")]
    #[case(r"a &= b \\ c &= d", "a = b  c = d")]
    #[case(r"\begin{aligned} a \end{aligned}", " a ")]
    #[case(r"\left( a \right)", "( a )")]
    #[case(r"x^2 + y^{10}", "x² + y¹⁰")]
    #[case(r"3 * x", "3 · x")]
    #[case(r"\unknown{x}", r"\unknownx")]
    #[case(r"\frac{a", r"\fraca")]
    #[case(r"x_", "x_")]
    #[case(r"\", r"\")]
    #[case(r"温度_{1} \times 2", "温度₁ × 2")]
    fn formulas_become_readable(#[case] latex: &str, #[case] expected: &str) {
        assert_eq!(pretty(latex), expected);
    }

    #[test]
    fn what_was_replaced_is_found_again() {
        let latex = r"a \leq \frac{b+1}{c_2}";
        let mut out = Rich::new();
        prettify(latex, 0..latex.len(), Role::Math, &mut out);
        let shown = |span| -> Vec<&str> {
            out.shown(Source::Own, &span)
                .into_iter()
                .map(|shown| &out.text()[shown])
                .collect()
        };
        assert_eq!(out.text(), "a ≤ (b+1)/c₂");
        assert_eq!(shown(3..4), ["≤"]);
        let plus = latex.find('+').unwrap();
        assert_eq!(shown(plus..plus + 1), ["+"]);
        let two = latex.rfind('2').unwrap();
        assert_eq!(shown(two..two + 1), ["₂"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_prettified(latex in r"[a-c_^{}\\&* 0-9温]{0,60}") {
            let mut out = Rich::new();
            prettify(&latex, 0..latex.len(), Role::Math, &mut out);
            for start in 0..latex.len() {
                for shown in out.shown(Source::Own, &(start..start + 1)) {
                    proptest::prop_assert!(shown.end <= out.text().len());
                }
            }
        }
    }

    #[rstest]
    #[case(1)]
    #[case(DEPTH_LIMIT)]
    #[case(DEPTH_LIMIT + 1)]
    #[case(5_000)]
    fn deep_nesting_ends(#[case] depth: usize) {
        let latex = format!("{}x{}", r"\text{".repeat(depth), "}".repeat(depth));
        assert!(pretty(&latex).contains('x'));
    }
}
