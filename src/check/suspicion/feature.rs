//! What the score is made of: verdicts, the signals of findings, and how large a sample is.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::check::{CheckId, Severity, Signal, Verdict, VerdictKind};
use crate::program::Run;
use crate::sample::{Sample, numbers};

/// How large a sample is, as natural logarithm of one more than the count: the longer a problem, the more can be wrong
/// with its solution. Of a sample that the textbook author built it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// Characters of the problem.
    Problem,
    /// Numbers in the problem that are data.
    Data,
    /// Variables of the model.
    Variables,
    /// Rows of the model.
    Rows,
}

impl Size {
    /// All.
    pub const ALL: [Self; 4] = [Self::Problem, Self::Data, Self::Variables, Self::Rows];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Data => "data",
            Self::Variables => "variables",
            Self::Rows => "rows",
        }
    }

    fn of(self, sample: &Sample, run: Option<&Run>) -> f64 {
        let shape = run
            .and_then(|run| run.model.as_ref())
            .map(crate::model::Model::shape);
        let count = match self {
            Self::Problem => sample.problem.chars().count(),
            Self::Data => {
                let data = numbers::find(&sample.problem);
                data.iter().filter(|number| number.is_data()).count()
            }
            Self::Variables => shape.unwrap_or_default().variables,
            Self::Rows => shape.unwrap_or_default().rows,
        };
        f64::from(u32::try_from(count).unwrap_or(u32::MAX)).ln_1p()
    }
}

/// One thing that the score looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A check says this; `pass` is no feature.
    Verdict(CheckId, VerdictKind),
    /// A check has such a finding.
    Signal(Signal),
    /// The size of the sample.
    Size(Size),
}

impl Feature {
    /// The reason in words that follow a number: "`numbers` fails".
    pub fn words(self) -> String {
        match self {
            Self::Verdict(check, kind) => {
                let says = match kind {
                    VerdictKind::Pass => "passes",
                    VerdictKind::Unknown => "cannot tell",
                    VerdictKind::Error => "broke off",
                    VerdictKind::Fail => "fails",
                };
                format!("`{}` {says}", check.name())
            }
            Self::Signal(signal) => signal.about().trim_end_matches('.').to_owned(),
            Self::Size(Size::Problem) => "the problem is long".to_owned(),
            Self::Size(Size::Data) => "the problem has many data".to_owned(),
            Self::Size(Size::Variables) => "the model has many variables".to_owned(),
            Self::Size(Size::Rows) => "the model has many rows".to_owned(),
        }
    }
}

impl fmt::Display for Feature {
    /// As in files: `fail:numbers`, `signal:hole`, `size:rows`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verdict(check, kind) => write!(formatter, "{}:{}", kind.word(), check.name()),
            Self::Signal(signal) => write!(formatter, "signal:{}", signal.name()),
            Self::Size(size) => write!(formatter, "size:{}", size.name()),
        }
    }
}

impl FromStr for Feature {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("`{text}` is no feature that this version knows");
        let (kind, name) = text.split_once(':').ok_or_else(unknown)?;
        let known = match kind {
            "signal" => {
                let mut signals = Signal::ALL.iter().copied();
                signals.find(|signal| signal.name() == name).map(Self::Signal)
            }
            "size" => Size::ALL
                .into_iter()
                .find(|size| size.name() == name)
                .map(Self::Size),
            _ => {
                let kinds = [VerdictKind::Fail, VerdictKind::Error, VerdictKind::Unknown];
                let kind = kinds.into_iter().find(|known| known.word() == kind);
                let check = CheckId::ALL.into_iter().find(|check| check.name() == name);
                kind.zip(check).map(|(kind, check)| Self::Verdict(check, kind))
            }
        };
        known.ok_or_else(unknown)
    }
}

/// The features of one sample with their values: 1 for what was noticed, a logarithm for a size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Features(BTreeMap<Feature, f64>);

impl Features {
    /// What the verdicts, the run and the texts show.
    pub fn of<'v>(
        sample: &Sample,
        run: Option<&Run>,
        verdicts: impl IntoIterator<Item = &'v Verdict>,
    ) -> Self {
        let mut features = Self::default();
        // A problem that was built with its solution is not the more doubtful the longer it is.
        if sample.blueprint.is_none() {
            let sizes = Size::ALL.map(|size| (Feature::Size(size), size.of(sample, run)));
            features.0.extend(sizes);
        }
        for verdict in verdicts {
            if verdict.kind != VerdictKind::Pass {
                let feature = Feature::Verdict(verdict.check, verdict.kind);
                features.0.insert(feature, 1.0);
            }
            // What is only worth knowing says nothing against a sample.
            let weighty = verdict
                .findings
                .iter()
                .filter(|found| found.severity > Severity::Info);
            for signal in weighty.filter_map(|finding| finding.signal) {
                features.0.insert(Feature::Signal(signal), 1.0);
            }
        }
        features
    }

    /// Each feature that is not zero, with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Feature, f64)> + '_ {
        self.0.iter().map(|(feature, value)| (*feature, *value))
    }

    /// The value of a feature, if it says anything here.
    pub fn get(&self, feature: Feature) -> Option<f64> {
        self.0.get(&feature).copied()
    }

    /// The value of a feature, zero where it says nothing.
    pub fn value(&self, feature: Feature) -> f64 {
        self.get(feature).unwrap_or_default()
    }
}

impl FromIterator<(Feature, f64)> for Features {
    fn from_iter<I: IntoIterator<Item = (Feature, f64)>>(features: I) -> Self {
        Self(features.into_iter().collect())
    }
}
