//! What the vendor's package has and the layer does not: using it is nobody's fault, so it must not look like a
//! mistake of the program.

use std::collections::HashSet;
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

/// Members of a package's module, its models, variables, constraints and expressions that the layer lacks. Names that
/// Python's own collections have as well are left out: the layer itself says which of them it lacks.
type Missing = LazyLock<HashSet<&'static str>>;

static COPTPY: Missing = LazyLock::new(|| words(include_str!("prelude/coptpy/missing.txt")));
static GUROBIPY: Missing = LazyLock::new(|| words(include_str!("prelude/gurobipy/missing.txt")));
static PULP: Missing = LazyLock::new(|| words(include_str!("prelude/pulp/missing.txt")));

fn words(text: &'static str) -> HashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}
