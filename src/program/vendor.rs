//! What the vendor's package has and the layer does not: using it is nobody's fault, so it must not look like a
//! mistake of the program.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether the vendor's package has a member of this name, on whatever class, that the layer lacks.
pub(super) fn is_missing(name: &str) -> bool {
    MISSING.contains(name)
}

/// Members of the `coptpy` module, its models, variables, constraints and expressions that the layer lacks.
static MISSING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("prelude/missing.txt")
        .split_ascii_whitespace()
        .collect()
});
