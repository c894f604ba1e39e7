//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::check::score::Policy;
use crate::model::file::Format;
use crate::review::ReviewState;
use crate::sample::Operator;

/// Grow, check and curate datasets of optimization-modelling problems.
///
/// Without a command, the terminal program opens on the workspace.
#[derive(Debug, Parser)]
#[command(
    name = "stepwell",
    version,
    about,
    long_about,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Folder of the workspace [default: `stepwell` in the platform's data folder]
    #[arg(short, long, global = true, value_name = "DIR", env = "STEPWELL_WORKSPACE")]
    pub workspace: Option<PathBuf>,

    /// Write JSON: results to standard output, errors to standard error
    #[arg(long, global = true)]
    pub json: bool,

    /// Theme of the terminal program: `dark`, `light`, or a file of your own in the settings folder
    #[arg(long, global = true, value_name = "NAME", env = "STEPWELL_THEME")]
    pub theme: Option<String>,

    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the terminal program on a throw-away workspace that shows everything
    Demo,
    /// Grow the dataset: many walks without anybody at the keys
    ///
    /// Ctrl-C stops after the walks in flight are saved; the same command again goes on where it stopped.
    Generate(GenerateArgs),
    /// Give verdicts on every sample of a file, or of the workspace
    ///
    /// Exit status 1 when any sample fails.
    Check(CheckArgs),
    /// Run one program in the sandbox: show its model, status, objective and values
    Run(RunArgs),
    /// Solve a model from an LP or MPS file: show status, objective, values and rows
    ///
    /// Exit status 1 when the model has no optimum, or none was found in time.
    Solve(SolveArgs),
    /// Score benchmark outputs: run each program and compare its objective with the answer
    ///
    /// A wrong answer is a result, not a failure: exit status 1 only when a row could not be read or has no answer.
    Score(ScoreArgs),
    /// Fit the suspicion score, and measure it and every check: on labelled files, or on the workspace's decisions
    ///
    /// One half of the problems is fitted on, the other measured; which half a problem is in follows from its text alone.
    Calibrate(CalibrateArgs),
    /// Read samples from files (JSON Lines or a JSON array)
    Import(ImportArgs),
    /// Write samples as JSON Lines for a trainer, or as whole records
    Export(ExportArgs),
    /// List samples that are near-duplicates, structural twins, or known from a reference set
    ///
    /// Exit status 1 when there is any of these besides twins among relatives.
    Duplicates(DuplicatesArgs),
    /// Count the workspace's samples
    Stats,
    /// Say what this build has, where its files are, and whether they are sound
    Doctor,
    /// Show the help of a command, or what the checks say: `stepwell help rules`
    Help {
        /// A command, or `rules`
        topic: Option<String>,
        /// After `rules`: the check to read about [default: all]
        rule: Option<String>,
    },
    /// Write a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages
    Man {
        /// Folder for one page per command [default: the main page to standard output]
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuthorName {
    /// The built-in author: seeded, offline, free
    Textbook,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// How many walks
    #[arg(short = 'n', long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub count: u32,

    /// Who writes
    #[arg(long, value_enum, default_value_t = AuthorName::Textbook)]
    pub author: AuthorName,

    /// Everything random follows from it: the same seed gives the same samples
    #[arg(long, default_value_t = 1)]
    pub seed: u64,

    /// Walks in flight [default: one per core]
    #[arg(short, long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// Use only these operators (repeat, or separate by commas)
    #[arg(long = "operator", value_name = "OPERATOR", value_delimiter = ',', value_parser = operator_parser())]
    pub operators: Vec<Operator>,

    /// Share of drafts in which the textbook author plants a fault on purpose, to measure the checks
    #[arg(long, default_value_t = 0.0, value_name = "RATE", value_parser = rate)]
    pub fault_rate: f64,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// File of samples, `-` for standard input [default: the workspace, where the verdicts are saved]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Also change each model a little and see whether its optimum reacts: each row dropped, each number moved by 1 %,
    /// other plans looked for; at most this many seconds a sample [default: as `settings.toml` says, or 1]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "default", value_parser = probe_time)]
    pub probe: Option<ProbeTime>,

    #[command(flatten)]
    pub limits: LimitArgs,

    #[command(flatten)]
    pub python: PythonArgs,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The program, `-` for standard input
    #[arg(value_name = "PROGRAM")]
    pub program: PathBuf,

    /// Write the captured model to this file, `.mps` or `.lp`; it appears only when complete
    #[arg(long, value_name = "FILE", value_parser = model_file)]
    pub model: Option<PathBuf>,

    #[command(flatten)]
    pub limits: LimitArgs,

    #[command(flatten)]
    pub python: PythonArgs,
}

/// The second engine.
#[derive(Debug, Clone, Default, Args)]
pub struct PythonArgs {
    /// Run what the built-in interpreter cannot in this Python (`python3` if none is named), behind walls of the
    /// system's; `off` for never [default: as `settings.toml` says, or off]
    #[arg(
        long,
        value_name = "PATH",
        env = "STEPWELL_PYTHON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "python3"
    )]
    pub python: Option<PathBuf>,
}

impl PythonArgs {
    /// As a command without the option has it.
    pub fn from_environment() -> Self {
        let python = std::env::var_os("STEPWELL_PYTHON").filter(|value| !value.is_empty());
        Self {
            python: python.map(PathBuf::from),
        }
    }
}

/// Arguments of `solve`.
#[derive(Debug, Args)]
pub struct SolveArgs {
    /// The model, `-` for standard input
    #[arg(value_name = "MODEL")]
    pub model: PathBuf,

    /// Its format [default: by the file's name, else by its text]
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,

    /// Seconds that the solvers may take together
    #[arg(long, default_value_t = 60.0, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: f64,
}

/// A format of model files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// Rows as a person writes them
    Lp,
    /// Columns, one number a field; fixed or free
    Mps,
}

impl FormatName {
    /// The format.
    pub fn format(self) -> Format {
        match self {
            Self::Lp => Format::Lp,
            Self::Mps => Format::Mps,
        }
    }
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// Files of outputs (JSON Lines or a JSON array), `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Which rule of comparison counts; what the others would say is shown as well
    #[arg(long, value_enum, default_value_t = PolicyName::StepOpt)]
    pub policy: PolicyName,

    /// Answers from another file: by `id` where both have one, else row by row
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,

    /// Programs at once [default: one per core]
    #[arg(short, long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments of `calibrate`.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// Labelled files (JSON Lines or a JSON array): a sample is bad when its program misses the answer by the policy
    /// `strict` [default: the decisions of the workspace: bad is what was rejected or edited]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Write the fitted weights to a file
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,

    /// Order the workspace's queue by the weights from now on
    #[arg(long)]
    pub apply: bool,

    /// Fit what is kept on all samples; what is shown is still measured on the half that was not fitted on
    #[arg(long)]
    pub whole: bool,

    /// Measure these weights instead of fitting any
    #[arg(long, value_name = "FILE", conflicts_with_all = ["save", "whole"])]
    pub weights: Option<PathBuf>,

    /// Only show the weights: those that ship, or those of --weights
    #[arg(long, conflicts_with_all = ["files", "save", "whole", "apply"])]
    pub show: bool,

    /// Problems whose label is in doubt, as JSON Lines with `problem` and `reason`: measured with and without them
    #[arg(long, value_name = "FILE")]
    pub disputed: Option<PathBuf>,

    #[command(flatten)]
    pub limits: LimitArgs,
}

/// A rule of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicyName {
    /// Both rounded to integers, then 1e-4 relative
    StepOpt,
    /// Both rounded to integers, then 5 % relative
    Orlm,
    /// 1e-4 relative, or equal at two decimals
    Mamo,
    /// 1e-6 relative or 1e-9 absolute, nothing rounded
    Strict,
}

impl PolicyName {
    /// The policy.
    pub fn policy(self) -> Policy {
        match self {
            Self::StepOpt => Policy::StepOpt,
            Self::Orlm => Policy::Orlm,
            Self::Mamo => Policy::Mamo,
            Self::Strict => Policy::Strict,
        }
    }
}

/// Limits of each program.
#[derive(Debug, Clone, Args)]
pub struct LimitArgs {
    /// Seconds that a program may take, its solves included
    #[arg(long, default_value_t = 15.0, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: f64,

    /// Megabytes that a program's values may take
    #[arg(long, default_value_t = 256, value_name = "MB", value_parser = clap::value_parser!(u32).range(16..=65_536))]
    pub memory_limit: u32,
}

/// Arguments of `duplicates`.
#[derive(Debug, Args)]
pub struct DuplicatesArgs {
    /// Share of three-word pieces that two problems must have in common to be near
    #[arg(long, default_value_t = 0.8, value_name = "SHARE", value_parser = likeness)]
    pub text: f64,

    /// Compare with reference sets only: with this one, or with all (`reference`)
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "reference")]
    pub against: Option<String>,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files, `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Treat the samples as seeds: parents for new ones, at depth 0
    #[arg(long)]
    pub seeds: bool,

    /// Import as a reference set of this name, to be compared with: its rows are never queued or exported, and samples
    /// like them are called contaminated. Rows that the set had before are replaced
    #[arg(long, value_name = "NAME", conflicts_with = "seeds")]
    pub reference: Option<String>,

    /// Read and report, but save nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// File to write; it appears only when complete [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Whole records with verdicts, run and decisions, which `import` reads back unchanged
    #[arg(long)]
    pub full: bool,

    /// Which samples (repeat, or separate by commas)
    #[arg(long = "state", value_enum, value_delimiter = ',', default_value = "accepted")]
    pub states: Vec<StateName>,
}

/// A review state, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateName {
    /// The curated set
    Accepted,
    /// Nobody has decided
    Pending,
    /// Decided against
    Rejected,
    /// Put off
    Skipped,
    /// Somebody should look again
    Flagged,
    /// Every sample
    All,
}

impl StateName {
    /// The state; `None` for all.
    pub fn state(self) -> Option<ReviewState> {
        match self {
            Self::Accepted => Some(ReviewState::Accepted),
            Self::Pending => Some(ReviewState::Pending),
            Self::Rejected => Some(ReviewState::Rejected),
            Self::Skipped => Some(ReviewState::Skipped),
            Self::Flagged => Some(ReviewState::Flagged),
            Self::All => None,
        }
    }
}

/// How long a probe may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProbeTime {
    /// As the settings say.
    Default,
    /// This many seconds.
    Seconds(f64),
}

fn probe_time(text: &str) -> Result<ProbeTime, String> {
    if text == "default" {
        return Ok(ProbeTime::Default);
    }
    seconds(text).map(ProbeTime::Seconds)
}

fn operator_parser() -> impl clap::builder::TypedValueParser<Value = Operator> {
    use clap::builder::{PossibleValuesParser, TypedValueParser as _};
    PossibleValuesParser::new(Operator::ALL.map(Operator::name)).try_map(|name| name.parse::<Operator>())
}

fn model_file(text: &str) -> Result<PathBuf, String> {
    match Format::of_name(text) {
        Some(_) => Ok(PathBuf::from(text)),
        None => Err("a model file ends in `.mps` or `.lp`".to_owned()),
    }
}

fn rate(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err("a rate lies between 0 and 1".to_owned())
    }
}

fn likeness(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.3..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err("a likeness lies between 0.3 (below, everything is a little alike) and 1".to_owned())
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.1..=86_400.0).contains(&value) {
        Ok(value)
    } else {
        Err("0.1 to 86400 seconds are allowed".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_python_is_named_or_the_usual_one() {
        let python = |arguments: &[&str]| {
            let words = ["stepwell", "run", "p.py"].iter().chain(arguments);
            let cli = Cli::try_parse_from(words).unwrap();
            let Some(Command::Run(args)) = cli.command else {
                panic!("not run")
            };
            args.python.python
        };
        assert_eq!(python(&["--python"]), Some("python3".into()));
        assert_eq!(python(&["--python=/opt/python"]), Some("/opt/python".into()));
    }

    #[test]
    fn operators_are_read_by_name() {
        let cli =
            Cli::try_parse_from(["stepwell", "generate", "--operator", "modify_obj,combination"]).unwrap();
        let Some(Command::Generate(args)) = cli.command else {
            panic!("not generate")
        };
        assert_eq!(args.operators, [Operator::ModifyObj, Operator::Combination]);
        assert!(Cli::try_parse_from(["stepwell", "generate", "--operator", "mutate"]).is_err());
    }
}
