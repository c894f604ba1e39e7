use std::collections::BTreeSet;

use super::*;
use crate::author::textbook::operators::{another_objective, derive};

const SEEDS: u64 = 8;

fn child(operator: Operator, parents: &[Blueprint], seed: u64) -> Result<Blueprint, AuthorError> {
    let mut rng = stream(seed, &["operator test"]);
    derive(operator, parents, &mut rng).map(|derived| derived.blueprint)
}

/// Rows by what they say, without names.
fn rows(model: &Model) -> Vec<String> {
    model
        .rows
        .iter()
        .map(|row| format!("{:?} {} {}", row.terms, row.lower, row.upper))
        .collect()
}

fn kinds(model: &Model) -> Vec<crate::model::VariableKind> {
    model.variables.iter().map(|variable| variable.kind).collect()
}

fn for_all(operator: Operator, check: impl Fn(&Blueprint, &Blueprint)) {
    for family in Textbook::families() {
        let mut derived = 0;
        for seed in 0..SEEDS {
            let parent = instance(family, usize::try_from(seed).unwrap(), seed);
            let Ok(child) = child(operator, std::slice::from_ref(&parent), seed) else {
                continue;
            };
            derived += 1;
            assert_ne!(child, parent);
            check_text(&child);
            check_solved(&child);
            check(&parent, &child);
        }
        assert!(
            derived >= SEEDS - 1,
            "{}: {operator:?} worked {derived} times",
            family.key
        );
    }
}

#[test]
fn change_para_changes_numbers_and_at_most_one_entity() {
    for_all(Operator::ChangePara, |parent, child| {
        let (old, new) = (&parent.parts[0], &child.parts[0]);
        assert_eq!(
            (&old.family, &old.field, &old.extras, &old.goals),
            (&new.family, &new.field, &new.extras, &new.goals)
        );
        let count = |part: &Part| part.sets.values().map(Vec::len).sum::<usize>();
        assert!(count(new) - count(old) <= 1);
        assert_eq!(model(parent).objective.sense, model(child).objective.sense);
        let differs =
            rows(&model(parent)) != rows(&model(child)) || model(parent).objective != model(child).objective;
        assert!(differs);
        if count(new) == count(old) {
            assert_eq!(kinds(&model(parent)), kinds(&model(child)));
            assert_eq!(model(parent).rows.len(), model(child).rows.len());
        }
    });
}

#[test]
fn modify_cons_adds_or_changes_one_row() {
    for_all(Operator::ModifyCons, |parent, child| {
        let (parent, child) = (model(parent), model(child));
        assert_eq!(kinds(&parent), kinds(&child));
        assert_eq!(parent.objective, child.objective);
        let (old, new) = (rows(&parent), rows(&child));
        if new.len() == old.len() {
            let changed = old.iter().zip(&new).filter(|(old, new)| old != new).count();
            assert_eq!(changed, 1);
        } else {
            assert_eq!(new.len(), old.len() + 1);
            assert_eq!(new[..old.len()], old);
        }
    });
}

#[test]
fn modify_obj_changes_the_objective_alone() {
    for_all(Operator::ModifyObj, |parent, child| {
        let (parent, child) = (model(parent), model(child));
        assert_eq!(kinds(&parent), kinds(&child));
        assert_eq!(rows(&parent), rows(&child));
        assert_ne!(parent.objective.terms, child.objective.terms);
    });
}

#[test]
fn trans_domain_changes_words_alone() {
    for_all(Operator::TransDomain, |parent, child| {
        let (old, new) = (&parent.parts[0], &child.parts[0]);
        assert_ne!(old.field, new.field);
        assert_eq!(
            (&old.data, &old.goals, &old.extras),
            (&new.data, &new.goals, &new.extras)
        );
        let mut told = numbers(&problem::tell(parent, None).unwrap());
        let mut retold = numbers(&problem::tell(child, None).unwrap());
        told.sort_by(f64::total_cmp);
        retold.sort_by(f64::total_cmp);
        assert_eq!(told, retold);
        let (parent, child) = (model(parent), model(child));
        assert_eq!(kinds(&parent), kinds(&child));
        assert_eq!(rows(&parent), rows(&child));
        assert_eq!(parent.objective, child.objective);
    });
}

#[test]
fn a_problem_is_seldom_told_the_same_way_twice() {
    let (mut told, mut texts) = (0, BTreeSet::new());
    for family in Textbook::families() {
        let parent = instance(family, 0, 3);
        for seed in 0..SEEDS {
            let child = child(Operator::TransDomain, std::slice::from_ref(&parent), seed).unwrap();
            told += 1;
            texts.insert(problem::tell(&child, None).unwrap());
        }
    }
    assert!(
        10 * texts.len() >= 9 * told,
        "{} of {told} tellings differ",
        texts.len()
    );
}

#[test]
fn another_objective_with_the_same_coefficients_is_drawn_again() {
    let mut checked = 0;
    for seed in 0..40 {
        let parent = instance(
            crate::author::textbook::families::find("product_mix").unwrap(),
            0,
            seed,
        );
        let Ok(mut child) = child(Operator::ModifyObj, std::slice::from_ref(&parent), seed) else {
            continue;
        };
        if child.parts[0].goals.len() > 1 {
            continue;
        }
        another_objective(&parent, &child).unwrap();
        // The numbers of one goal put in the place of the other's make the same objective, at most scaled.
        let [old, new] = [&parent, &child].map(|of| of.parts[0].goals[0].key.clone());
        let values = parent.parts[0].data[&old].clone();
        for factor in [1.0, 3.0] {
            let scaled = values.iter().map(|value| factor * value).collect();
            child.parts[0].data.insert(new.clone(), scaled);
            another_objective(&parent, &child).unwrap_err();
        }
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
}

#[test]
fn combination_draws_on_both_parents_in_another_field() {
    let families = Textbook::families();
    for (place, first) in families.iter().enumerate() {
        for (offset, second) in families
            .iter()
            .cycle()
            .skip(place)
            .take(families.len())
            .enumerate()
        {
            let seed = (place * families.len() + offset) as u64;
            let parents = [
                instance(first, place, seed),
                instance(second, offset + 1, seed + 500),
            ];
            let joined = child(Operator::Combination, &parents, seed).unwrap();
            assert_eq!(joined.parts.len(), 2);
            for (part, parent) in joined.parts.iter().zip(&parents) {
                assert_eq!(part.family, parent.parts[0].family);
                assert_ne!(part.field, parent.parts[0].field);
            }
            check_text(&joined);
            check_solved(&joined);
            let model = model(&joined);
            let linking = model.rows.last().unwrap();
            assert!(linking.name.starts_with("shared_"));
            let names: BTreeSet<String> = model
                .variables
                .iter()
                .map(|variable| variable.name.clone())
                .collect();
            if first.key != second.key {
                assert_eq!(names.len(), model.variables.len());
            }
        }
    }
}

#[test]
fn children_of_children_stay_sound_to_any_depth() {
    let families = Textbook::families();
    for seed in 0..24_u64 {
        let place = usize::try_from(seed).unwrap();
        let mut current = instance(families[place % families.len()], place, seed);
        let mut applied = 0;
        for step in 0..10_u64 {
            let operator = Operator::ALL[usize::try_from(seed + step * 3).unwrap() % 5];
            let other = instance(
                families[(place + 1) % families.len()],
                place + 2,
                seed + 900 + step,
            );
            let parents = if operator == Operator::Combination {
                vec![current.clone(), other]
            } else {
                vec![current.clone()]
            };
            match child(operator, &parents, seed * 100 + step) {
                Ok(next) => {
                    check_text(&next);
                    check_solved(&next);
                    assert_eq!(Blueprint::read(&next.to_value().unwrap()).unwrap(), next);
                    current = next;
                    applied += 1;
                }
                Err(AuthorError::Cannot(message)) => assert!(message.contains(operator.name()), "{message}"),
                Err(other) => panic!("{other}"),
            }
        }
        assert!(applied >= 6, "seed {seed}: {applied} of 10 operators applied");
    }
}

#[test]
fn too_many_parts_are_refused_with_a_reason() {
    let families = Textbook::families();
    let pair = |seed: u64| {
        let parents = [instance(families[0], 0, seed), instance(families[1], 0, seed)];
        child(Operator::Combination, &parents, seed).unwrap()
    };
    let refused = child(Operator::Combination, &[pair(1), pair(2)], 1);
    assert!(matches!(refused, Err(AuthorError::Cannot(message)) if message.contains("plans")));
    let triple = child(Operator::Combination, &[pair(1), instance(families[2], 0, 3)], 1).unwrap();
    check_text(&triple);
    check_solved(&triple);
}

#[test]
fn the_wrong_number_of_parents_is_refused() {
    let parent = instance(Textbook::families()[0], 0, 1);
    assert!(child(Operator::Combination, std::slice::from_ref(&parent), 1).is_err());
    assert!(child(Operator::ChangePara, &[parent.clone(), parent], 1).is_err());
}

#[test]
fn the_text_of_a_child_follows_its_parent() {
    for family in Textbook::families() {
        for operator in [Operator::ChangePara, Operator::ModifyCons] {
            let parent = instance(family, 0, 4);
            let Ok(child) = child(operator, std::slice::from_ref(&parent), 4) else {
                continue;
            };
            let (old, new) = (
                problem::tell(&parent, None).unwrap(),
                problem::tell(&child, None).unwrap(),
            );
            let diff = similar::TextDiff::from_words(&old, &new);
            assert!(
                diff.ratio() > 0.7,
                "{}: {operator:?}: {}\n{old}\n{new}",
                family.key,
                diff.ratio()
            );
        }
    }
}
