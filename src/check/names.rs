//! What the names of variables say: `ship(a,b)`, `x[0][1]` and `f_2_5` belong to families with two indices each.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Indexed<'a> {
    /// What all members of a family share.
    pub(super) base: &'a str,
    /// The indices, in order; none for a plain name.
    pub(super) indices: Vec<&'a str>,
}

/// Takes a name apart. Brackets say what the indices are; without any, what stands behind underscores and has a digit
/// or a single letter counts as an index, so that `max_wood` is a plain name.
pub(super) fn indexed(name: &str) -> Indexed<'_> {
    let name = name.trim();
    if let Some(open) = name.find(['(', '[']).filter(|open| *open > 0) {
        let indices = name[open..]
            .split(['(', ')', '[', ']', ','])
            .map(|index| index.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"')))
            .filter(|index| !index.is_empty())
            .collect();
        return Indexed {
            base: &name[..open],
            indices,
        };
    }
    let mut indices = Vec::new();
    let mut base = name;
    while let Some(at) = base.rfind('_').filter(|at| *at > 0) {
        let index = &base[at + 1..];
        if !is_index(index) {
            break;
        }
        indices.push(index);
        base = &base[..at];
    }
    indices.reverse();
    Indexed { base, indices }
}

fn is_index(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let letter = text.chars().count() == 1 && text.chars().all(char::is_alphanumeric);
    !text.is_empty() && (digits || letter)
}

/// An arc of a graph: a variable that leads from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arc {
    /// Position of the variable.
    pub(super) variable: usize,
    /// The node it leaves, as a position in [`Graph::nodes`].
    pub(super) from: usize,
    /// The node it enters.
    pub(super) to: usize,
}

/// The variables `x[i,j]` of a model whose first and second indices name the same things: arcs between nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Graph {
    /// The names of the nodes.
    pub(super) nodes: Vec<String>,
    /// The arcs.
    pub(super) arcs: Vec<Arc>,
}

impl Graph {
    /// The largest family of variables with two indices that speak of the same things. `None` when there is none: the
    /// indices of a transportation plan, sources and destinations under different names, make no graph. Where both are
    /// numbered alike nobody can tell, so whoever asks must know from elsewhere that it is one.
    pub(super) fn of(model: &Model) -> Option<Self> {
        let mut families: BTreeMap<&str, Vec<(usize, &str, &str)>> = BTreeMap::new();
        for (at, variable) in model.variables.iter().enumerate() {
            let name = indexed(&variable.name);
            if let [from, to] = name.indices.as_slice() {
                families.entry(name.base).or_default().push((at, from, to));
            }
        }
        let (_, family) = families.into_iter().max_by_key(|(_, members)| members.len())?;
        let mut nodes: Vec<&str> = family.iter().flat_map(|(_, from, to)| [*from, *to]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let sources: BTreeSet<&str> = family.iter().map(|(_, from, _)| *from).collect();
        let targets: BTreeSet<&str> = family.iter().map(|(_, _, to)| *to).collect();
        let shared = sources.intersection(&targets).count();
        if nodes.len() < 3 || 2 * shared < nodes.len() {
            return None;
        }
        let place = |name: &str| nodes.binary_search(&name).ok();
        let arcs = family.iter().filter_map(|&(variable, from, to)| {
            Some(Arc {
                variable,
                from: place(from)?,
                to: place(to)?,
            })
        });
        Some(Self {
            arcs: arcs.collect(),
            nodes: nodes.iter().map(|name| (*name).to_owned()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::variable;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("ship(a,b)", "ship", &["a", "b"])]
    #[case("ship[the_north_hub, 2]", "ship", &["the_north_hub", "2"])]
    #[case("x[0][1]", "x", &["0", "1"])]
    #[case("f_2_15", "f", &["2", "15"])]
    #[case("x_A_B", "x", &["A", "B"])]
    #[case("max_wood", "max_wood", &[])]
    #[case("x12", "x12", &[])]
    #[case("_3", "_3", &[])]
    #[case("", "", &[])]
    fn a_name_is_taken_apart(#[case] name: &str, #[case] base: &str, #[case] indices: &[&str]) {
        let found = indexed(name);
        assert_eq!(found.base, base);
        assert_eq!(found.indices, indices);
    }

    fn model(names: &[&str]) -> Model {
        Model {
            variables: names.iter().map(|name| variable(name, 1)).collect(),
            ..Model::empty()
        }
    }

    #[test]
    fn variables_between_the_same_things_are_arcs() {
        let graph = Graph::of(&model(&["x_0_1", "x_1_2", "x_2_0", "u_1"])).unwrap();
        assert_eq!(graph.nodes, ["0", "1", "2"]);
        let arcs: Vec<(usize, usize)> = graph.arcs.iter().map(|arc| (arc.from, arc.to)).collect();
        assert_eq!(arcs, [(0, 1), (1, 2), (2, 0)]);
    }

    #[test]
    fn sources_and_destinations_make_no_graph() {
        assert_eq!(
            Graph::of(&model(&["x(north,oak)", "x(north,lake)", "x(south,oak)"])),
            None
        );
        assert_eq!(Graph::of(&model(&["a", "b"])), None);
    }

    proptest! {
        #[test]
        fn any_name_is_taken_apart(name in "(\\PC|[_(),\\[\\]0-9a-c]){0,20}") {
            let found = indexed(&name);
            prop_assert!(name.contains(found.base));
            prop_assert!(found.indices.iter().all(|index| !index.is_empty()));
        }
    }
}
