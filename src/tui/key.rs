//! A key with its modifiers, as it is written in the key file and on screen: `a`, `G`, `ctrl-p`, `shift-tab`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key press in one normal form: letters carry their case instead of `shift`, and a back-tab is `shift-tab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

const NAMED: [(&str, KeyCode); 15] = [
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

const MODIFIERS: [(&str, KeyModifiers); 3] = [
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

impl Key {
    fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let kept = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match code {
            KeyCode::BackTab => Self {
                code: KeyCode::Tab,
                modifiers: kept | KeyModifiers::SHIFT,
            },
            // With ctrl, terminals disagree about the case of the letter; alone, the case says it all.
            KeyCode::Char(letter) if kept.contains(KeyModifiers::CONTROL) => Self {
                code: KeyCode::Char(letter.to_ascii_lowercase()),
                modifiers: kept,
            },
            KeyCode::Char(letter) => Self {
                code: KeyCode::Char(shifted(letter, kept)),
                modifiers: kept - KeyModifiers::SHIFT,
            },
            code => Self {
                code,
                modifiers: kept,
            },
        }
    }

    /// The character that it types, when it types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }
}

fn shifted(letter: char, modifiers: KeyModifiers) -> char {
    if modifiers.contains(KeyModifiers::SHIFT) && letter.is_ascii_lowercase() {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a key; write for example `a`, `G`, `ctrl-p`, `shift-tab`, `space`, `enter`, `pagedown` or `f5`"
)]
pub struct KeyError(pub String);

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((name, modifier)) = MODIFIERS.iter().find(|(name, _)| {
            rest.len() > name.len()
                && rest
                    .get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
        }) {
            modifiers |= *modifier;
            rest = &rest[name.len()..];
        }
        let code = code_named(rest).ok_or_else(|| KeyError(text.to_owned()))?;
        Ok(Self::new(code, modifiers))
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return (!only.is_control() && only != ' ').then_some(KeyCode::Char(only));
    }
    let lower = name.to_ascii_lowercase();
    if let Some(number) = lower
        .strip_prefix('f')
        .and_then(|digits| digits.parse::<u8>().ok())
    {
        return (1..=24).contains(&number).then_some(KeyCode::F(number));
    }
    NAMED
        .into_iter()
        .find(|(known, _)| *known == lower)
        .map(|(_, code)| code)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.into_iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a")]
    #[case("G")]
    #[case("ctrl-p")]
    #[case("ctrl-alt-x")]
    #[case("shift-tab")]
    #[case("space")]
    #[case("pagedown")]
    #[case("f12")]
    #[case("-")]
    #[case("ctrl--")]
    #[case("é")]
    fn keys_read_back(#[case] text: &str) {
        assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
    }

    #[rstest]
    #[case("")]
    #[case("ctrl-")]
    #[case("f0")]
    #[case("f99")]
    #[case("hyper-x")]
    #[case("ab")]
    fn what_is_no_key_is_refused(#[case] text: &str) {
        assert!(text.parse::<Key>().is_err());
    }

    #[rstest]
    #[case(KeyCode::Char('g'), KeyModifiers::SHIFT, "G")]
    #[case(KeyCode::Char('G'), KeyModifiers::SHIFT, "G")]
    #[case(KeyCode::Char('?'), KeyModifiers::SHIFT, "?")]
    #[case(KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab")]
    #[case(KeyCode::BackTab, KeyModifiers::NONE, "shift-tab")]
    #[case(KeyCode::Char('P'), KeyModifiers::CONTROL, "ctrl-p")]
    fn terminals_agree_after_normalising(
        #[case] code: KeyCode,
        #[case] modifiers: KeyModifiers,
        #[case] expected: &str,
    ) {
        assert_eq!(Key::from(KeyEvent::new(code, modifiers)).to_string(), expected);
    }
}
