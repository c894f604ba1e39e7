//! Which variable and row of one model is which of another.
//!
//! Equal fingerprints are strong evidence that two models are the same; an alignment is proof. Where colour refinement
//! leaves several variables in one class, one of them is singled out in both models and the refinement goes on, with
//! a step back when that leads nowhere (individualisation and refinement, as in the program nauty).

use std::collections::HashMap;

use super::{Detail, Folded, Graph, mix, multiset};
use crate::model::Model;

/// Edges that are looked at before the search gives up; about a tenth of a second.
const MAX_WORK: usize = 20_000_000;

/// Variables and rows of two models that play the same role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    /// Every variable: position in the first and in the second model.
    pub variables: Vec<(usize, usize)>,
    /// Every row that is not merely a bound of one variable: position in the first and in the second model.
    pub rows: Vec<(usize, usize)>,
}

/// What comes of laying one model over another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aligned {
    /// They are the same in other words.
    Same(Alignment),
    /// They are not.
    Different,
    /// They are so large and so symmetric that the search gave up.
    Undecided,
}

/// Lays `a` over `b`: names, order, the scale of rows and whether a bound is written as a row do not matter, and the
/// numbers matter as `detail` says.
pub fn align(a: &Model, b: &Model, detail: Detail) -> Aligned {
    let (a, b) = (Folded::of(a), Folded::of(b));
    let sizes = |model: &Model| (model.variables.len(), model.rows.len());
    if sizes(&a.model) != sizes(&b.model) {
        return Aligned::Different;
    }
    let graphs = [Graph::of(&a.model, detail), Graph::of(&b.model, detail)];
    let mut search = Search {
        edges: graphs
            .each_ref()
            .map(Graph::edges)
            .into_iter()
            .sum::<usize>()
            .max(1),
        graphs,
        work: 0,
    };
    let start = search.graphs.each_ref().map(|graph| graph.variables.clone());
    match search.from(start) {
        Found::Colours(colours) => match paired(&search, &colours, [&a.rows, &b.rows]) {
            Some(alignment) => Aligned::Same(alignment),
            None => Aligned::Different,
        },
        Found::Nothing => Aligned::Different,
        Found::GaveUp => Aligned::Undecided,
    }
}

struct Search {
    graphs: [Graph; 2],
    /// Edges of both graphs together.
    edges: usize,
    work: usize,
}

enum Found {
    /// Colours of the variables of both models, each once, that fit.
    Colours([Vec<u64>; 2]),
    Nothing,
    GaveUp,
}

impl Search {
    /// Goes on from colours of the variables. The search is as deep as there are choices, so it is a loop over open
    /// choices and no recursion.
    fn from(&mut self, start: [Vec<u64>; 2]) -> Found {
        let mut open: Vec<Choice> = Vec::new();
        let mut next = start;
        loop {
            self.work += 8 * self.edges;
            if self.work > MAX_WORK {
                return Found::GaveUp;
            }
            if let Some(colours) = self.refined(next) {
                match Choice::between(colours) {
                    Ok(choice) => open.push(choice),
                    Err(single) => return Found::Colours(single),
                }
            }
            next = loop {
                let Some(choice) = open.last_mut() else {
                    return Found::Nothing;
                };
                match choice.taken() {
                    Some(colours) => break colours,
                    None => drop(open.pop()),
                }
            };
        }
    }

    /// The refined colours of both models, when they fit.
    fn refined(&self, [old, new]: [Vec<u64>; 2]) -> Option<[Vec<u64>; 2]> {
        let (old, old_rows) = self.graphs[0].refine_from(old);
        let (new, new_rows) = self.graphs[1].refine_from(new);
        let fits = sum(&old) == sum(&new)
            && sum(&old_rows) == sum(&new_rows)
            && self.graphs[0].objective_colour(&old) == self.graphs[1].objective_colour(&new);
        fits.then_some([old, new])
    }
}

/// Variables of the second model that may be the counterpart of one of the first.
struct Choice {
    colours: [Vec<u64>; 2],
    class: u64,
    /// What has not been tried yet, the last one first.
    left: Vec<usize>,
}

impl Choice {
    /// The choice within the smallest class that has more than one member; the colours themselves when all are single.
    fn between(colours: [Vec<u64>; 2]) -> Result<Self, [Vec<u64>; 2]> {
        let Some(class) = smallest_class(&colours[0]) else {
            return Err(colours);
        };
        let new = &colours[1];
        let left = (0..new.len()).rev().filter(|at| new[*at] == class).collect();
        Ok(Self { colours, class, left })
    }

    /// Colours in which the next of them is singled out, with the first of the other model.
    fn taken(&mut self) -> Option<[Vec<u64>; 2]> {
        let there = self.left.pop()?;
        let single = mix(self.class, 0x51);
        let mut colours = self.colours.clone();
        if let Some(first) = colours[0].iter_mut().find(|colour| **colour == self.class) {
            *first = single;
        }
        colours[1][there] = single;
        Some(colours)
    }
}

impl Graph {
    fn edges(&self) -> usize {
        let of = |edges: &super::Edges| edges.linear.len() + 2 * edges.quadratic.len() + 1;
        self.rows.iter().map(of).sum::<usize>() + of(&self.objective) + self.variables.len()
    }
}

fn sum(colours: &[u64]) -> u64 {
    multiset(colours.iter().copied())
}

/// The colour of the smallest class with more than one member; of several, the smallest colour, which is the same in
/// both models.
fn smallest_class(colours: &[u64]) -> Option<u64> {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for colour in colours {
        *sizes.entry(*colour).or_default() += 1;
    }
    let several = sizes.into_iter().filter(|(_, size)| *size > 1);
    several
        .map(|(colour, size)| (size, colour))
        .min()
        .map(|(_, colour)| colour)
}

/// Variables by colour, and rows by what they say of these variables.
fn paired(search: &Search, colours: &[Vec<u64>; 2], rows: [&Vec<usize>; 2]) -> Option<Alignment> {
    let row_colours = |side: usize| -> Vec<u64> {
        let graph = &search.graphs[side];
        graph
            .rows
            .iter()
            .map(|row| row.colour_with(&colours[side]))
            .collect()
    };
    let variables = by_colour(&colours[0], &colours[1])?;
    let mut matched = by_colour(&row_colours(0), &row_colours(1))?;
    for (old, new) in &mut matched {
        (*old, *new) = (rows[0][*old], rows[1][*new]);
    }
    Some(Alignment {
        variables,
        rows: matched,
    })
}

/// Pairs of positions with the same colour, in order; `None` when some have no counterpart.
fn by_colour(old: &[u64], new: &[u64]) -> Option<Vec<(usize, usize)>> {
    let mut waiting: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, colour) in new.iter().enumerate().rev() {
        waiting.entry(*colour).or_default().push(at);
    }
    old.iter()
        .enumerate()
        .map(|(at, colour)| Some((at, waiting.get_mut(colour)?.pop()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{arbitrary_model, diet, renamed_and_shuffled, row, variable};
    use super::*;
    use crate::model::{VarId, structurally_equal};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_model_lies_on_itself_in_any_order(
            (model, other) in arbitrary_model().prop_flat_map(|model| (Just(model.clone()), renamed_and_shuffled(model))),
        ) {
            let Aligned::Same(alignment) = align(&model, &other, Detail::Values) else {
                return Err(TestCaseError::fail("not aligned"));
            };
            prop_assert_eq!(alignment.variables.len(), model.variables.len());
            for (old, new) in &alignment.variables {
                prop_assert_eq!(model.variables[*old].kind, other.variables[*new].kind);
            }
            let forward: HashMap<usize, usize> = alignment.variables.iter().copied().collect();
            for (old, new) in &alignment.rows {
                let places = |row: &crate::model::Row| row.terms.iter().map(|term| term.variable.0).collect::<Vec<_>>();
                let mut moved: Vec<usize> = places(&model.rows[*old]).iter().map(|at| forward[at]).collect();
                moved.sort_unstable();
                prop_assert_eq!(moved, places(&other.rows[*new]));
            }
        }

        #[test]
        fn models_that_align_have_the_same_fingerprint(old in arbitrary_model(), new in arbitrary_model()) {
            if matches!(align(&old, &new, Detail::Values), Aligned::Same(_)) {
                prop_assert!(structurally_equal(&old, &new));
            }
        }
    }

    /// `count` variables in rings of `size`: each row holds two neighbours.
    fn rings(count: usize, size: usize) -> Model {
        let mut model = Model::empty();
        for at in 0..count {
            model.variables.push(variable(&format!("x{at}")));
        }
        for at in 0..count {
            let next = at - at % size + (at + 1) % size;
            let terms = [(VarId(at), 1.0), (VarId(next), 1.0)];
            model
                .rows
                .push(row(&format!("r{at}"), terms, f64::NEG_INFINITY, 1.0));
        }
        model
    }

    #[test]
    fn what_refinement_takes_for_the_same_is_told_apart() {
        let (one, two) = (rings(6, 6), rings(6, 3));
        assert!(structurally_equal(&one, &two));
        assert_eq!(align(&one, &two, Detail::Values), Aligned::Different);
        assert!(matches!(align(&two, &two, Detail::Values), Aligned::Same(_)));
    }

    #[test]
    fn a_large_symmetric_model_ends() {
        let model = rings(600, 3);
        assert_ne!(align(&model, &model, Detail::Values), Aligned::Different);
    }

    #[test]
    fn other_numbers_align_by_pattern_only() {
        let mut other = diet();
        other.rows[0].lower = 99.0;
        assert_eq!(align(&diet(), &other, Detail::Values), Aligned::Different);
        assert!(matches!(
            align(&diet(), &other, Detail::Pattern),
            Aligned::Same(_)
        ));
    }

    #[test]
    fn a_bound_written_as_a_row_keeps_the_places_of_the_other_rows() {
        let mut other = diet();
        other.rows.insert(
            0,
            row("limit", [(VarId(1), 2.0)], f64::NEG_INFINITY, f64::INFINITY),
        );
        let Aligned::Same(alignment) = align(&diet(), &other, Detail::Values) else {
            panic!("not aligned")
        };
        assert_eq!(alignment.rows, [(0, 1)]);
    }
}
