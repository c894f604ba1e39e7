//! What the vendor's package has and the layer does not: using it is nobody's fault, so it must not look like a
//! mistake of the program.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::sample::Library;

/// Whether the vendor's package has a member of this name, on whatever class, that the layer lacks.
pub(super) fn is_missing(library: Library, name: &str) -> bool {
    let missing = match library {
        Library::Coptpy => &COPTPY,
        Library::Gurobipy => &GUROBIPY,
        Library::Pulp => &PULP,
    };
    missing.contains(name)
}

/// Whether a program that uses this name needs the parts of the layer that few programs do.
pub(super) fn is_rare(library: Library, name: &str) -> bool {
    rare(library).contains_key(name)
}

/// Whether those parts hold a method of this name, which the layer then looks up itself.
pub(super) fn is_rare_method(library: Library, name: &str) -> bool {
    rare(library).get(name).is_some_and(|is_method| *is_method)
}

fn rare(library: Library) -> &'static Rare {
    match library {
        Library::Coptpy => &RARE_COPTPY,
        Library::Gurobipy => &RARE_GUROBIPY,
        Library::Pulp => &RARE_PULP,
    }
}

/// The names of the rare parts, and whether each is a method (written with a leading dot in the lists).
type Rare = LazyLock<HashMap<&'static str, bool>>;

static RARE_COPTPY: Rare = LazyLock::new(|| dotted(include_str!("prelude/coptpy/rare.txt")));
static RARE_GUROBIPY: Rare = LazyLock::new(|| dotted(include_str!("prelude/gurobipy/rare.txt")));
static RARE_PULP: Rare = LazyLock::new(|| dotted(include_str!("prelude/pulp/rare.txt")));

fn dotted(text: &'static str) -> HashMap<&'static str, bool> {
    let entry = |word: &'static str| match word.strip_prefix('.') {
        Some(method) => (method, true),
        None => (word, false),
    };
    text.split_ascii_whitespace().map(entry).collect()
}

/// Members of a package's module, its models, variables, constraints and expressions that the layer lacks. Names that
/// Python's own collections have as well are left out: the layer itself says which of them it lacks.
type Missing = LazyLock<HashSet<&'static str>>;

static COPTPY: Missing = LazyLock::new(|| words(include_str!("prelude/coptpy/missing.txt")));
static GUROBIPY: Missing = LazyLock::new(|| words(include_str!("prelude/gurobipy/missing.txt")));
static PULP: Missing = LazyLock::new(|| words(include_str!("prelude/pulp/missing.txt")));

fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}
