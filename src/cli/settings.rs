//! `settings.toml` in the settings folder, beside `keys.toml`.
//!
//! ```toml
//! [programs]
//! python = "python3"   # the second engine: a name or a path; without it there is none
//!
//! [probe]
//! seconds = 1.0        # how long the probe of one sample may take
//! ```

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::args::PythonArgs;
use super::context;
use super::error::{CliError, ErrorKind};
use crate::solve::ProbeLimits;

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
    #[serde(default)]
    probe: Probe,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Probe {
    seconds: Option<f64>,
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

/// Limits of a probe: those of the settings, or the usual ones.
///
/// # Errors
/// When the settings cannot be read, or name no usable time.
pub fn probe() -> Result<ProbeLimits, CliError> {
    let settings = match context::settings_folder() {
        Some(folder) => read(&folder.join(FILE))?,
        None => Settings::default(),
    };
    probe_limits(&settings)
}

fn probe_limits(settings: &Settings) -> Result<ProbeLimits, CliError> {
    match settings.probe.seconds {
        None => Ok(ProbeLimits::default()),
        Some(seconds) if (0.1..=86_400.0).contains(&seconds) => Ok(ProbeLimits {
            time: Duration::from_secs_f64(seconds),
        }),
        Some(seconds) => Err(CliError::new(
            ErrorKind::Input,
            format!("{FILE} gives a probe {seconds} seconds"),
            "0.1 to 86400 seconds are allowed",
        )),
    }
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
    fn the_time_of_a_probe_is_set_within_reason() {
        let limits = |text: &str| probe_limits(&read_text(text).unwrap()).map(|limits| limits.time);
        assert_eq!(limits("").unwrap(), ProbeLimits::default().time);
        assert_eq!(
            limits("[probe]\nseconds = 2.5\n").unwrap(),
            Duration::from_millis(2_500)
        );
        for wild in ["-1", "0", "nan", "inf", "1e9"] {
            assert!(limits(&format!("[probe]\nseconds = {wild}\n")).is_err(), "{wild}");
        }
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
            "[probe]\nsecond = 3\n",
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
