//! The prelude: Python text that runs before every program, a core and the layer of one modelling library.

use crate::sample::Library;

/// The core, in the order in which its parts need each other.
const CORE: &str = concat!(
    include_str!("../prelude/host.py"),
    include_str!("../prelude/arithmetic.py"),
    include_str!("../prelude/comparison.py"),
    include_str!("../prelude/builtins.py"),
    include_str!("../prelude/attributes.py"),
    include_str!("../prelude/stdlib.py"),
    include_str!("../prelude/collections.py"),
    include_str!("../prelude/modules.py"),
    include_str!("../prelude/model.py"),
    include_str!("../prelude/routes.py"),
);

/// Products of expressions, for the libraries that have quadratic ones.
const PRODUCTS: &str = include_str!("../prelude/products.py");

const COPTPY: &str = concat!(
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
);

const GUROBIPY: &str = concat!(
    include_str!("../prelude/gurobipy/types.py"),
    include_str!("../prelude/gurobipy/operators.py"),
    include_str!("../prelude/gurobipy/collections.py"),
    include_str!("../prelude/gurobipy/expressions.py"),
    include_str!("../prelude/gurobipy/rows.py"),
    include_str!("../prelude/gurobipy/model.py"),
    include_str!("../prelude/gurobipy/attributes.py"),
    include_str!("../prelude/gurobipy/parameters.py"),
    include_str!("../prelude/gurobipy/module.py"),
);

const PULP: &str = concat!(
    include_str!("../prelude/pulp/types.py"),
    include_str!("../prelude/pulp/operators.py"),
    include_str!("../prelude/pulp/expressions.py"),
    include_str!("../prelude/pulp/problem.py"),
    include_str!("../prelude/pulp/module.py"),
);

/// What few programs need, of the core and of each library.
const RARE: &str = include_str!("../prelude/rare.py");
const RARE_COPTPY: &str = concat!(
    include_str!("../prelude/coptpy/special.py"),
    include_str!("../prelude/coptpy/rare.py"),
);
const RARE_GUROBIPY: &str = concat!(
    include_str!("../prelude/gurobipy/callbacks.py"),
    include_str!("../prelude/gurobipy/functions.py"),
    include_str!("../prelude/gurobipy/relaxations.py"),
    include_str!("../prelude/gurobipy/rare.py"),
);
const RARE_PULP: &str = include_str!("../prelude/pulp/rare.py");

/// The whole prelude for one library. The rare parts stand at the end, so that nothing depends on whether they are there.
pub(super) fn text(library: Library, rare: bool) -> String {
    let (usual, more): (&[&str], &str) = match library {
        Library::Coptpy => (&[CORE, PRODUCTS, COPTPY], RARE_COPTPY),
        Library::Gurobipy => (&[CORE, PRODUCTS, GUROBIPY], RARE_GUROBIPY),
        Library::Pulp => (&[CORE, PULP], RARE_PULP),
    };
    let mut text = usual.concat();
    if rare {
        text.push_str(RARE);
        text.push_str(more);
    }
    text
}
