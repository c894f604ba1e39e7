//! The program on a workspace of its own, and what its output says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use stepwell::sample::{Sample, SampleId};

/// A workspace that is gone with this value.
pub struct Workspace {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Workspace {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w");
        Self {
            _folder: folder,
            path,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// `stepwell` with these arguments and `--json` on this workspace.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stepwell"));
        command.arg("-w").arg(&self.path).args(arguments).arg("--json");
        command
    }

    /// What it writes; it must end with this status.
    pub fn lines(&self, arguments: &[&str], status: i32) -> Vec<Value> {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        lines(&output)
    }

    /// Every sample of the workspace, as a full export has it.
    pub fn samples(&self) -> BTreeMap<SampleId, Sample> {
        let rows = self.lines(&["export", "--full", "--state", "all"], 0);
        let count = rows.len();
        let samples: BTreeMap<SampleId, Sample> = rows
            .into_iter()
            .map(|mut row| serde_json::from_value(row["sample"].take()).unwrap())
            .map(|sample: Sample| (sample.id, sample))
            .collect();
        assert_eq!(samples.len(), count, "every id is exported once");
        samples
    }

    /// What the doctor says of the database; any complaint is in it.
    pub fn integrity(&self) -> Value {
        let lines = lines(&self.command(&["doctor"]).env("TERM", "xterm").output().unwrap());
        lines
            .into_iter()
            .find(|line| line["what"] == "integrity")
            .unwrap()
    }
}

/// The rows of standard output.
pub fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What `generate` says of walks, and its summary.
pub struct Told {
    pub walks: Vec<Value>,
    pub summary: Value,
}

impl Told {
    pub fn of(mut lines: Vec<Value>) -> Self {
        let mut last = lines.pop().unwrap();
        let summary = last["summary"].take();
        assert!(summary.is_object(), "the last line sums up");
        Self {
            walks: lines,
            summary,
        }
    }

    /// The walks without the word on whether an earlier run had ended them: the same in every run of a job.
    pub fn walks_alone(&self) -> Vec<Value> {
        let mut walks = self.walks.clone();
        for walk in &mut walks {
            assert!(walk.as_object_mut().unwrap().remove("resumed").is_some());
        }
        walks
    }

    /// Identities of the samples that were kept.
    pub fn kept(&self) -> Vec<SampleId> {
        self.walks
            .iter()
            .filter(|walk| walk["result"] == "kept")
            .map(sample_of)
            .collect()
    }
}

/// The sample that a kept walk tells of.
pub fn sample_of(walk: &Value) -> SampleId {
    walk["id"].as_str().unwrap().parse().unwrap()
}
