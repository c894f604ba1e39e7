//! From keys to actions: the defaults of the table, changed by the user's key file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::action::{Action, Context, TABLE};
use super::key::{Key, KeyError};

/// Which key does what, where.
#[derive(Debug, Clone)]
pub struct KeyMap {
    actions: HashMap<(Context, Key), Action>,
    keys: HashMap<Action, Vec<Key>>,
}

/// Why a key file cannot be used. Each message says what to change.
#[derive(Debug, thiserror::Error)]
pub enum KeyMapError {
    /// The file cannot be read.
    #[error("the key file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no TOML, or not of the shape `[keys]`, `name = "key"` or `name = ["key", "key"]`.
    #[error("the key file is malformed: {0}")]
    Malformed(String),
    /// It names an action that does not exist.
    #[error("in [keys]: {0}")]
    UnknownAction(#[from] super::action::UnknownAction),
    /// It names a key that does not exist.
    #[error("in [keys], {action}: {source}")]
    UnknownKey {
        /// The action.
        action: &'static str,
        /// What is wrong.
        source: KeyError,
    },
    /// Two actions of the same place have the same key.
    #[error("`{key}` is the key of both `{first}` and `{second}`; give one of them another key in [keys]")]
    Clash {
        /// The key.
        key: Key,
        /// One action.
        first: &'static str,
        /// The other one.
        second: &'static str,
    },
    /// An action that people would be lost without has no key.
    #[error("`{0}` has no key; without one there is no way out")]
    Missing(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    keys: toml::Table,
}

/// Actions that must keep a key.
const NEEDED: [Action; 4] = [Action::Quit, Action::Help, Action::Close, Action::CancelText];

impl KeyMap {
    /// The defaults of the table.
    ///
    /// # Errors
    /// Never for the table as it stands (a test says so); it is an error like any other so that nothing panics.
    pub fn defaults() -> Result<Self, KeyMapError> {
        Self::from_toml("")
    }

    /// The defaults, changed by the file at `path` when there is one.
    ///
    /// # Errors
    /// When the file is there and cannot be used.
    pub fn read(path: &Path) -> Result<Self, KeyMapError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_toml(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::defaults(),
            Err(source) => Err(KeyMapError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// The defaults, changed by the text of a key file.
    ///
    /// # Errors
    /// The first thing in it that cannot be used.
    pub fn from_toml(text: &str) -> Result<Self, KeyMapError> {
        let file: File = toml::from_str(text).map_err(|error| KeyMapError::Malformed(error.to_string()))?;
        let mut keys = HashMap::new();
        for entry in TABLE {
            keys.insert(entry.action, read_keys(entry.name, entry.keys)?);
        }
        for (name, value) in &file.keys {
            let action = Action::named(name)?;
            let texts = texts_of(name, value)?;
            keys.insert(action, read_keys(action.entry().name, &texts)?);
        }
        for needed in NEEDED {
            if keys.get(&needed).is_none_or(Vec::is_empty) {
                return Err(KeyMapError::Missing(needed.entry().name));
            }
        }
        let actions = index(&keys)?;
        Ok(Self { actions, keys })
    }

    /// What `key` does in `context`.
    pub fn action(&self, context: Context, key: Key) -> Option<Action> {
        let here = self.actions.get(&(context, key));
        let dialog = matches!(context, Context::Dialog | Context::Editor);
        let everywhere = || self.actions.get(&(Context::Everywhere, key));
        here.or_else(|| if dialog { None } else { everywhere() }).copied()
    }

    /// The keys of an action, the first one being the one to show.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The key to show for an action; empty when it has none.
    pub fn shown(&self, action: Action) -> String {
        self.keys(action)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// The Markdown table of every action with its keys, as the README shows it.
    pub fn markdown(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::from("| Key | Name | What it does |\n|---|---|---|\n");
        for section in super::action::Section::ALL {
            for entry in TABLE.iter().filter(|entry| entry.section == section) {
                let keys: Vec<String> = self
                    .keys(entry.action)
                    .iter()
                    .map(|key| format!("`{key}`"))
                    .collect();
                // Writing to a String cannot fail.
                let _ = writeln!(
                    text,
                    "| {} | {} | {} |",
                    keys.join(" "),
                    entry.name,
                    entry.description
                );
            }
        }
        text
    }
}

fn texts_of<'a>(name: &str, value: &'a toml::Value) -> Result<Vec<&'a str>, KeyMapError> {
    let malformed = || KeyMapError::Malformed(format!("`{name}` must be a key or a list of keys, in quotes"));
    match value {
        toml::Value::String(key) => Ok(vec![key.as_str()]),
        toml::Value::Array(keys) => keys
            .iter()
            .map(|key| key.as_str().ok_or_else(malformed))
            .collect(),
        _ => Err(malformed()),
    }
}

fn read_keys(action: &'static str, texts: &[&str]) -> Result<Vec<Key>, KeyMapError> {
    let read = |text: &&str| {
        text.parse()
            .map_err(|source| KeyMapError::UnknownKey { action, source })
    };
    texts.iter().map(read).collect()
}

fn index(keys: &HashMap<Action, Vec<Key>>) -> Result<HashMap<(Context, Key), Action>, KeyMapError> {
    let mut actions = HashMap::new();
    for entry in TABLE {
        for key in keys.get(&entry.action).into_iter().flatten() {
            for context in entry.contexts {
                if let Some(first) = actions.insert((*context, *key), entry.action) {
                    return Err(clash(*key, first, entry.action));
                }
            }
        }
    }
    // A key that works everywhere must not be hidden on one screen: that would make an action unreachable there.
    for ((context, key), action) in &actions {
        let dialog = matches!(context, Context::Dialog | Context::Editor | Context::Everywhere);
        match actions.get(&(Context::Everywhere, *key)) {
            Some(everywhere) if !dialog && everywhere != action => {
                return Err(clash(*key, *everywhere, *action));
            }
            _ => {}
        }
    }
    Ok(actions)
}

fn clash(key: Key, one: Action, other: Action) -> KeyMapError {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    KeyMapError::Clash {
        key,
        first: first.entry().name,
        second: second.entry().name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn the_defaults_do_not_clash() {
        let map = KeyMap::defaults().unwrap();
        assert_eq!(map.action(Context::Review, key("a")), Some(Action::Accept));
        assert_eq!(map.action(Context::Lineage, key("a")), None);
        assert_eq!(map.action(Context::Review, key("?")), Some(Action::Help));
        assert_eq!(map.action(Context::Dialog, key("q")), None);
    }

    #[test]
    fn a_key_file_replaces_the_keys_of_the_actions_it_names() {
        let map = KeyMap::from_toml("[keys]\naccept = [\"y\", \"ctrl-y\"]\nskip = []").unwrap();
        assert_eq!(map.action(Context::Review, key("y")), Some(Action::Accept));
        assert_eq!(map.action(Context::Review, key("a")), None);
        assert_eq!(map.action(Context::Review, key("s")), None);
        assert_eq!(map.shown(Action::Accept), "y");
        assert_eq!(map.shown(Action::Skip), "");
    }

    #[rstest]
    #[case("[keys]\nacept = \"y\"", "did you mean `accept`")]
    #[case("[keys]\naccept = \"hyper-y\"", "`hyper-y` is not a key")]
    #[case("[keys]\naccept = 3", "`accept` must be a key")]
    #[case("[keys]\naccept = \"x\"", "`x` is the key of both `accept` and `reject`")]
    #[case("[keys]\naccept = \"q\"", "`q` is the key of both `accept` and `quit`")]
    #[case("[keys]\nquit = []", "`quit` has no key")]
    #[case("[kyes]\nquit = []", "unknown field `kyes`")]
    #[case("keys", "malformed")]
    fn an_unusable_key_file_says_why(#[case] text: &str, #[case] expected: &str) {
        let message = KeyMap::from_toml(text).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn a_missing_key_file_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert!(KeyMap::read(&folder.path().join("keys.toml")).is_ok());
        assert!(matches!(
            KeyMap::read(folder.path()),
            Err(KeyMapError::Unreadable { .. })
        ));
    }

    #[test]
    fn the_markdown_table_has_a_row_for_every_action() {
        let table = KeyMap::defaults().unwrap().markdown();
        assert_eq!(table.lines().count(), TABLE.len() + 2);
    }
}
