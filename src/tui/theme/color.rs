//! Colours as a theme writes them, and as a terminal of some depth can show them.

use ratatui::style::Color;
use serde::{Deserialize, Deserializer};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Depth {
    /// None: bold, underline and reverse carry everything.
    Mono,
    /// The 16 that the terminal's user has chosen.
    #[default]
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

impl Depth {
    /// What the environment says: `NO_COLOR` (set and not empty) and `TERM=dumb` forbid colour, `COLORTERM` announces
    /// true colour, `TERM` 256 colours. `variable` looks one up, so that a test needs no process of its own.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let holds = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        if holds("NO_COLOR").is_some() || term == "dumb" {
            Self::Mono
        } else if matches!(holds("COLORTERM").as_deref(), Some("truecolor" | "24bit"))
            || term.ends_with("-direct")
        {
            Self::TrueColor
        } else if term.contains("256color") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }
}

/// One colour of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeColor {
    /// For true colour and, by its nearest neighbour, for 256 colours.
    #[serde(deserialize_with = "rgb")]
    pub rgb: Color,
    /// For terminals of 16 colours.
    #[serde(deserialize_with = "ansi")]
    pub ansi: Color,
}

impl ThemeColor {
    /// The colour for a terminal; none for a terminal without colour.
    pub fn at(self, depth: Depth) -> Option<Color> {
        match (depth, self.rgb) {
            (Depth::Mono, _) => None,
            (Depth::Ansi16, _) => Some(self.ansi),
            (Depth::Ansi256, Color::Rgb(red, green, blue)) => {
                Some(Color::Indexed(nearest([red, green, blue])))
            }
            (Depth::Ansi256 | Depth::TrueColor, color) => Some(color),
        }
    }
}

fn rgb<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_rgb(&text).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "`{text}` is not a colour: \"#rrggbb\" or \"default\" is needed"
        ))
    })
}

fn parse_rgb(text: &str) -> Option<Color> {
    if text == "default" {
        return Some(Color::Reset);
    }
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Color::Rgb(channel(0)?, channel(2)?, channel(4)?))
}

const ANSI: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

fn ansi<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    let found = ANSI.iter().find(|(name, _)| *name == text);
    found.map(|(_, color)| *color).ok_or_else(|| {
        let names = ANSI.map(|(name, _)| name).join(", ");
        serde::de::Error::custom(format!("`{text}` is not one of the 16 colours: {names}"))
    })
}

/// The levels of xterm's colour cube.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of xterm's colours 16 to 255: the cube and the grays. The first 16 are left out because users redefine
/// them.
fn nearest(rgb: [u8; 3]) -> u8 {
    let cube = rgb.map(nearest_level);
    let in_cube = cube.map(|level| LEVELS[usize::from(level)]);
    let mean = rgb.iter().map(|channel| u32::from(*channel)).sum::<u32>() / 3;
    let step = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let gray = [8 + 10 * step; 3];
    if distance(rgb, gray) < distance(rgb, in_cube) {
        232 + step
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

fn nearest_level(channel: u8) -> u8 {
    (0..6u8)
        .min_by_key(|level| LEVELS[usize::from(*level)].abs_diff(channel))
        .unwrap_or(0)
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter()
        .zip(other)
        .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[("TERM", "xterm")], Depth::Ansi16)]
    #[case(&[("TERM", "xterm-256color")], Depth::Ansi256)]
    #[case(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::TrueColor)]
    #[case(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::Mono)]
    #[case(&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::Ansi256)]
    #[case(&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::Mono)]
    #[case(&[], Depth::Ansi16)]
    fn the_environment_states_the_depth(#[case] variables: &[(&str, &str)], #[case] expected: Depth) {
        let depth = Depth::of_environment(|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        assert_eq!(depth, expected);
    }

    #[rstest]
    #[case([255, 255, 255], 231)]
    #[case([0, 0, 0], 16)]
    #[case([128, 128, 128], 244)]
    #[case([95, 135, 175], 67)]
    #[case([255, 157, 77], 215)]
    fn the_nearest_of_256(#[case] rgb: [u8; 3], #[case] index: u8) {
        assert_eq!(nearest(rgb), index);
    }

    #[test]
    fn odd_colours_are_refused() {
        for text in ["#12345", "#1234567", "red", "#gggggg", "#éé12", ""] {
            assert_eq!(parse_rgb(text), None, "{text}");
        }
    }
}
