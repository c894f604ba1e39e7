//! The prelude: Python text that runs before every program, a core, the layer of one modelling library, and the parts
//! that the program needs.

use crate::program::parts::{Part, Parts};
use crate::sample::Library;

/// The core, in the order in which its parts need each other.
const CORE: &[&str] = &[
    include_str!("../prelude/host.py"),
    include_str!("../prelude/arithmetic.py"),
    include_str!("../prelude/comparison.py"),
    include_str!("../prelude/builtins.py"),
    include_str!("../prelude/attributes.py"),
    include_str!("../prelude/collections.py"),
    include_str!("../prelude/modules.py"),
    include_str!("../prelude/model.py"),
    include_str!("../prelude/routes.py"),
];

/// Products of expressions, for the libraries that have quadratic ones.
const PRODUCTS: &[&str] = &[include_str!("../prelude/products.py")];

const COPTPY: &[&str] = &[
    include_str!("../prelude/coptpy/types.py"),
    include_str!("../prelude/coptpy/operators.py"),
    include_str!("../prelude/coptpy/names.py"),
    include_str!("../prelude/coptpy/keys.py"),
    include_str!("../prelude/coptpy/collections.py"),
    include_str!("../prelude/coptpy/expressions.py"),
    include_str!("../prelude/coptpy/information.py"),
    include_str!("../prelude/coptpy/rows.py"),
    include_str!("../prelude/coptpy/model.py"),
    include_str!("../prelude/coptpy/attributes.py"),
    include_str!("../prelude/coptpy/module.py"),
];

const GUROBIPY: &[&str] = &[
    include_str!("../prelude/gurobipy/types.py"),
    include_str!("../prelude/gurobipy/operators.py"),
    include_str!("../prelude/gurobipy/collections.py"),
    include_str!("../prelude/gurobipy/expressions.py"),
    include_str!("../prelude/gurobipy/rows.py"),
    include_str!("../prelude/gurobipy/model.py"),
    include_str!("../prelude/gurobipy/attributes.py"),
    include_str!("../prelude/gurobipy/parameters.py"),
    include_str!("../prelude/gurobipy/module.py"),
];

const PULP: &[&str] = &[
    include_str!("../prelude/pulp/types.py"),
    include_str!("../prelude/pulp/operators.py"),
    include_str!("../prelude/pulp/expressions.py"),
    include_str!("../prelude/pulp/problem.py"),
    include_str!("../prelude/pulp/module.py"),
];

/// What few programs need, of the core and of each library. It stands at the end, so that nothing depends on whether it
/// is there.
const RARE: &[&str] = &[include_str!("../prelude/rare.py")];
const RARE_COPTPY: &[&str] = &[
    include_str!("../prelude/coptpy/special.py"),
    include_str!("../prelude/coptpy/rare.py"),
];
const RARE_GUROBIPY: &[&str] = &[
    include_str!("../prelude/gurobipy/callbacks.py"),
    include_str!("../prelude/gurobipy/functions.py"),
    include_str!("../prelude/gurobipy/relaxations.py"),
    include_str!("../prelude/gurobipy/rare.py"),
];
const RARE_PULP: &[&str] = &[include_str!("../prelude/pulp/rare.py")];

/// The whole prelude for one library and these parts.
pub(super) fn text(library: Library, parts: Parts) -> String {
    let (usual, rare): (&[&[&str]], &[&[&str]]) = match library {
        Library::Coptpy => (&[CORE, PRODUCTS, COPTPY], &[RARE, RARE_COPTPY]),
        Library::Gurobipy => (&[CORE, PRODUCTS, GUROBIPY], &[RARE, RARE_GUROBIPY]),
        Library::Pulp => (&[CORE, PULP], &[RARE, RARE_PULP]),
    };
    let rare = if parts.contains(Part::Rare) { rare } else { &[] };
    let flat = |texts: &[&[&'static str]]| texts.concat();
    let mut text = flat(usual);
    text.extend(parts.iter().flat_map(Part::text).copied());
    text.extend(flat(rare));
    text.concat()
}
