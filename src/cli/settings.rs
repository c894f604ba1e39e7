//! `settings.toml` in the settings folder, beside `keys.toml`.
//!
//! ```toml
//! [programs]
//! python = "python3"   # the second engine: a name or a path; without it there is none
//! ```

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::args::PythonArgs;
use super::context;
use super::error::{CliError, ErrorKind};

/// The file's name.
const FILE: &str = "settings.toml";

/// Longer than any settings.
const LONGEST: u64 = 1 << 20;

/// What stands for no second engine.
const OFF: &str = "off";

#[derive(Debug, Default, Deserialize)]
struct Settings {
    #[serde(default)]
    programs: Programs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Programs {
    python: Option<PathBuf>,
}

/// The second engine: that of the command line, that of the settings, or none.
///
/// # Errors
/// When the settings cannot be read.
pub fn python(args: &PythonArgs) -> Result<Option<PathBuf>, CliError> {
    let asked = match &args.python {
        Some(python) => Some(python.clone()),
        None => match context::settings_folder() {
            Some(folder) => read(&folder.join(FILE))?.programs.python,
            None => None,
        },
    };
    Ok(asked.filter(|python| !matches!(python.to_str(), Some(OFF | ""))))
}

fn read(path: &Path) -> Result<Settings, CliError> {
    match std::fs::metadata(path) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(fault) => return Err(context::cannot_read(path, &fault)),
        Ok(about) if about.len() > LONGEST => {
            let fault = std::io::Error::other("it is too long for settings");
            return Err(context::cannot_read(path, &fault));
        }
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(path).map_err(|fault| context::cannot_read(path, &fault))?;
    toml::from_str(&text).map_err(|fault| {
        let said = crate::sample::clean(fault.message());
        CliError::new(
            ErrorKind::Input,
            format!("{} cannot be understood: {said}", path.display()),
            "it reads, for example:  [programs]  python = \"python3\"",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Settings, CliError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn a_python_is_off_unless_named() {
        assert_eq!(read_text("").unwrap().programs.python, None);
        assert_eq!(read_text("[screen]\nx = 1\n").unwrap().programs.python, None);
        let named = read_text("[programs]\npython = \"/opt/python3\"\n").unwrap();
        assert_eq!(named.programs.python, Some("/opt/python3".into()));
        let absent = read(Path::new("/nonexistent/settings.toml")).unwrap();
        assert_eq!(absent.programs.python, None);
    }

    #[test]
    fn the_command_line_wins() {
        let given = |name: &str| {
            let args = PythonArgs {
                python: Some(name.into()),
            };
            python(&args).unwrap()
        };
        assert_eq!(given("/opt/python3"), Some("/opt/python3".into()));
        assert_eq!(given("off"), None);
    }

    #[test]
    fn mistakes_are_named() {
        for text in [
            "[programs]\npyhton = \"x\"\n",
            "[programs\n",
            "[programs]\npython = 3\n",
        ] {
            let fault = read_text(text).unwrap_err();
            assert!(
                fault.message.contains("cannot be understood"),
                "{}",
                fault.message
            );
        }
    }
}
