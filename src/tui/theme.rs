//! Themes: a few colours with names of intent, from which every style of the screen follows.
//!
//! `themes/*.toml` ship inside the binary; a file of the same name in the user's own folder wins. A theme never paints a
//! background of its own, except where something must stand out, so that the terminal's own stays.

mod color;
mod styles;

use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use color::{Depth, ThemeColor};
pub use styles::Styles;

/// The shipped themes, by name.
const SHIPPED: [(&str, &str); 2] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
];

/// A theme as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The name on screen.
    pub name: String,
    /// Its colours.
    pub colors: Colors,
}

/// The colours of a theme, by what they are for. A user's file may leave any out; the shipped dark theme's fill in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Colors {
    /// What is read.
    pub text: ThemeColor,
    /// What matters less: line numbers, hints.
    pub muted: ThemeColor,
    /// Frames at rest.
    pub border: ThemeColor,
    /// Focus, keys, the current tab.
    pub accent: ThemeColor,
    /// Headings and titles.
    pub heading: ThemeColor,
    /// Background of the selected line.
    pub selection: ThemeColor,
    /// Plain text on it.
    pub selection_text: ThemeColor,
    /// Background of lit evidence.
    pub lit: ThemeColor,
    /// Text of lit evidence.
    pub lit_text: ThemeColor,
    /// A verdict that passes.
    pub pass: ThemeColor,
    /// A verdict that fails.
    pub fail: ThemeColor,
    /// A check that cannot tell.
    pub unknown: ThemeColor,
    /// A check or program that broke.
    pub error: ThemeColor,
    /// Words that the parent does not have.
    pub inserted: ThemeColor,
    /// Words that only the parent has.
    pub removed: ThemeColor,
    /// Keywords of a program.
    pub keyword: ThemeColor,
    /// Strings of a program.
    pub string: ThemeColor,
    /// Numbers of a program.
    pub number: ThemeColor,
}

impl Default for Colors {
    fn default() -> Self {
        // Parsing needs these defaults for the fields that a file leaves out, so the shipped theme, which has all, is
        // read through a table that knows none of them.
        static DARK: std::sync::LazyLock<Option<toml::Table>> =
            std::sync::LazyLock::new(|| SHIPPED[0].1.parse().ok());
        let plain = ThemeColor {
            rgb: ratatui::style::Color::Reset,
            ansi: ratatui::style::Color::Reset,
        };
        let color = |name: &str| {
            let colors = DARK.as_ref().and_then(|table| table.get("colors"));
            let value = colors.and_then(|colors| colors.get(name)).cloned();
            value.and_then(|value| value.try_into().ok()).unwrap_or(plain)
        };
        Self {
            text: color("text"),
            muted: color("muted"),
            border: color("border"),
            accent: color("accent"),
            heading: color("heading"),
            selection: color("selection"),
            selection_text: color("selection_text"),
            lit: color("lit"),
            lit_text: color("lit_text"),
            pass: color("pass"),
            fail: color("fail"),
            unknown: color("unknown"),
            error: color("error"),
            inserted: color("inserted"),
            removed: color("removed"),
            keyword: color("keyword"),
            string: color("string"),
            number: color("number"),
        }
    }
}

/// Why a theme cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// No file and no shipped theme has the name.
    #[error("there is no theme `{name}`: the shipped ones are {}; your own belong in {}", shipped().join(", "), folder.display())]
    Missing {
        /// The name asked for.
        name: String,
        /// Where a file of that name would be found.
        folder: PathBuf,
    },
    /// The name would lead out of the themes' folder.
    #[error("`{0}` is not a theme's name: letters, digits, `-` and `_` make one up")]
    Name(String),
    /// The file cannot be read.
    #[error("the theme {} cannot be read: {cause}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The file is not a theme.
    #[error("the theme {}, line {line}: {cause}", file.display())]
    Broken {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: u32,
        /// What is wrong there.
        cause: String,
    },
}

/// Names of the shipped themes.
pub fn shipped() -> Vec<&'static str> {
    SHIPPED.iter().map(|(name, _)| *name).collect()
}

impl Theme {
    /// The theme `name`: the file `name.toml` in `folder` if there is one, else the shipped one.
    ///
    /// # Errors
    /// [`ThemeError`]; the caller goes on with [`Theme::dark`] and shows it.
    pub fn load(name: &str, folder: &Path) -> Result<Self, ThemeError> {
        let usable = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(usable) {
            return Err(ThemeError::Name(name.to_owned()));
        }
        let file = folder.join(format!("{name}.toml"));
        match std::fs::read_to_string(&file) {
            Ok(text) => Self::parse(&text, &file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::shipped(name, folder),
            Err(error) => Err(ThemeError::Unreadable {
                file,
                cause: error.to_string(),
            }),
        }
    }

    fn shipped(name: &str, folder: &Path) -> Result<Self, ThemeError> {
        let found = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
        let (_, text) = found.ok_or_else(|| ThemeError::Missing {
            name: name.to_owned(),
            folder: folder.to_owned(),
        })?;
        Self::parse(text, Path::new(name))
    }

    /// Reads a theme; `file` is what errors name.
    ///
    /// # Errors
    /// [`ThemeError::Broken`] with the line and the cause.
    pub fn parse(text: &str, file: &Path) -> Result<Self, ThemeError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            ThemeError::Broken {
                file: file.to_owned(),
                line: crate::sample::LineIndex::new(text).line_of(at),
                cause: error.message().trim().to_owned(),
            }
        })
    }

    /// The shipped dark theme: what is used when another cannot be.
    pub fn dark() -> Self {
        Self {
            name: "dark".to_owned(),
            colors: Colors::default(),
        }
    }

    /// Every style of the screen, worked out once.
    pub fn styles(&self, depth: Depth) -> Styles {
        Styles::new(&self.colors, depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_can_be_read_and_have_every_colour() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in SHIPPED {
            let theme = Theme::load(name, folder.path()).unwrap();
            assert_eq!(theme.name, name);
            let table: toml::Table = text.parse().unwrap();
            assert_eq!(table["colors"].as_table().unwrap().len(), 18);
        }
        assert_eq!(Theme::load("dark", folder.path()).unwrap(), Theme::dark());
        assert_ne!(
            Theme::load("light", folder.path()).unwrap().colors,
            Theme::dark().colors
        );
    }

    #[test]
    fn a_file_of_the_user_wins_and_may_leave_colours_out() {
        let folder = tempfile::tempdir().unwrap();
        let text = "name = \"mine\"\n[colors]\nfail = { rgb = \"#010203\", ansi = \"red\" }\n";
        std::fs::write(folder.path().join("dark.toml"), text).unwrap();
        let theme = Theme::load("dark", folder.path()).unwrap();
        assert_eq!(theme.name, "mine");
        assert_eq!(theme.colors.fail.rgb, ratatui::style::Color::Rgb(1, 2, 3));
        assert_eq!(theme.colors.pass, Theme::dark().colors.pass);
    }

    #[test]
    fn a_broken_file_is_told_with_line_and_cause() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| std::fs::write(folder.path().join("odd.toml"), text).unwrap();
        write("name = \"odd\"\n[colors]\npass = { rgb = \"#01020\", ansi = \"red\" }\n");
        let error = Theme::load("odd", folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("odd.toml, line 3: `#01020` is not a colour"),
            "{error}"
        );
        write("name = \"odd\"\n[colors]\n\nbakground = { rgb = \"default\", ansi = \"red\" }\n");
        let error = Theme::load("odd", folder.path()).unwrap_err().to_string();
        assert!(error.contains("line 4: unknown field `bakground`"), "{error}");
        write("name = ");
        assert!(matches!(
            Theme::load("odd", folder.path()),
            Err(ThemeError::Broken { line: 1, .. })
        ));
    }

    #[test]
    fn odd_names_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["", "../dark", "a/b", "dark.toml"] {
            assert_eq!(
                Theme::load(name, folder.path()),
                Err(ThemeError::Name(name.to_owned()))
            );
        }
        let error = Theme::load("solar", folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("there is no theme `solar`: the shipped ones are dark, light"),
            "{error}"
        );
    }
}
