use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::author::textbook::algebra::{comparison, expression};
use crate::author::textbook::family::Kind;

/// Seeds per family and field.
const SEEDS: u64 = 12;

#[test]
fn every_family_is_complete() {
    for family in Textbook::families() {
        let key = family.key;
        assert!(family.stories.len() >= 2, "{key}: tellings");
        assert!(family.fields.len() >= 4, "{key}: fields");
        assert!(family.extras.len() >= 3, "{key}: extras");
        assert!(family.goals.len() >= 2, "{key}: goals");
        assert_eq!(family.goals[0].unit, "dollars", "{key}: the first goal is money");
        assert!(
            family.shared.iter().any(|shared| shared.kind == "budget"),
            "{key}: a budget to share"
        );
        for extra in family.extras {
            assert_eq!(extra.rules.len(), 1, "{key}.{}: one requirement", extra.key);
            assert_eq!(extra.rules[0].each, "", "{key}.{}: one row", extra.key);
            assert!(!extra.say.is_empty(), "{key}.{}: a sentence", extra.key);
        }
        for goal in family.goals {
            assert!(
                !goal.say.is_empty(),
                "{key}.{}: a sentence, or an empty one",
                goal.key
            );
        }
    }
}

#[test]
fn pools_have_one_length_in_all_fields_and_room_to_grow() {
    for family in Textbook::families() {
        for (position, set) in family.sets.iter().enumerate() {
            let lengths: BTreeSet<usize> = family
                .fields
                .iter()
                .map(|field| field.sets[position].items.len())
                .collect();
            assert_eq!(lengths.len(), 1, "{}: pools of `{}`", family.key, set.key);
            let needed = set.size.1 + usize::from(set.grows);
            assert!(
                lengths.first() >= Some(&needed),
                "{}: pool of `{}`",
                family.key,
                set.key
            );
            assert!(set.size.0 >= 1 && set.size.0 <= set.size.1);
        }
        let mut fields: Vec<&str> = family.fields.iter().map(|field| field.name).collect();
        fields.dedup();
        assert_eq!(fields.len(), family.fields.len(), "{}: field names", family.key);
    }
}

#[test]
fn fields_that_decide_on_types_can_be_told_elsewhere() {
    for family in Textbook::families() {
        if family
            .variables
            .iter()
            .any(|variable| variable.kind == Kind::ByField)
        {
            let whole = family.fields.iter().filter(|field| field.whole).count();
            assert!(whole >= 2 && family.fields.len() - whole >= 2, "{}", family.key);
        }
    }
}

#[test]
fn keys_are_unique_and_programs_can_use_them() {
    let mut families = BTreeSet::new();
    for family in Textbook::families() {
        assert!(families.insert(family.key));
        let mut keys = BTreeSet::new();
        let variables = family.variables.iter().map(|variable| variable.key);
        let tables = family.params.iter();
        let tables = tables.chain(family.goals.iter().flat_map(|goal| goal.params));
        let tables = tables.chain(family.extras.iter().flat_map(|extra| extra.params));
        let tables = tables.chain(family.shared.iter().flat_map(|shared| shared.params));
        for key in variables.chain(tables.map(|param| param.key)) {
            assert!(keys.insert(key), "{}: `{key}` twice", family.key);
            assert_eq!(number::slug(key), key);
        }
    }
}

#[test]
fn every_algebra_reads() {
    for family in Textbook::families() {
        for rule in family
            .rules
            .iter()
            .chain(family.extras.iter().flat_map(|extra| extra.rules))
        {
            comparison(family, rule.algebra).unwrap();
        }
        for text in family.goals.iter().map(|goal| goal.algebra) {
            expression(family, text).unwrap();
        }
        for text in family.shared.iter().map(|shared| shared.algebra) {
            expression(family, text).unwrap();
        }
    }
}

#[test]
fn algebra_that_makes_no_sense_is_refused() {
    let family = Textbook::families()[0];
    for text in [
        "make[p] <",
        "make[q] <= 1",
        "nothing <= 1",
        "make[p] <= 1 1",
        "sum(p make[p] <= 1",
        "make <= 1",
    ] {
        assert!(comparison(family, text).is_err(), "{text}");
    }
}

#[test]
fn every_instance_reads_well_and_every_choice_occurs() {
    for family in Textbook::families() {
        let mut seen = BTreeSet::new();
        for field in 0..family.fields.len() {
            for seed in 0..SEEDS {
                let blueprint = instance(family, field, seed);
                check_text(&blueprint);
                let part = &blueprint.parts[0];
                seen.extend(part.goals.iter().map(|aim| format!("goal {}", aim.key)));
                seen.extend(part.extras.iter().map(|chosen| format!("extra {}", chosen.key)));
                seen.insert(format!("story {}", part.story));
            }
        }
        for goal in family.goals {
            assert!(
                seen.contains(&format!("goal {}", goal.key)),
                "{}: {} never asked",
                family.key,
                goal.key
            );
        }
        for extra in family.extras {
            assert!(
                seen.contains(&format!("extra {}", extra.key)),
                "{}: {} never fits",
                family.key,
                extra.key
            );
        }
        for story in 0..family.stories.len() {
            assert!(
                seen.contains(&format!("story {story}")),
                "{}: telling {story} never told",
                family.key
            );
        }
    }
}

#[test]
fn every_instance_has_an_optimum_worth_something() {
    for family in Textbook::families() {
        for field in 0..family.fields.len() {
            for seed in 0..SEEDS {
                check_solved(&instance(family, field, seed));
            }
        }
    }
}

#[test]
fn a_blueprint_reads_back_and_a_damaged_one_does_not() {
    for family in Textbook::families() {
        let blueprint = instance(family, 0, 1);
        let value = blueprint.to_value().unwrap();
        assert_eq!(Blueprint::read(&value).unwrap(), blueprint);
        let damages: [fn(&mut Blueprint); 7] = [
            |blueprint| blueprint.version = 9,
            |blueprint| blueprint.parts.clear(),
            |blueprint| blueprint.parts[0].family = "no such family".to_owned(),
            |blueprint| blueprint.parts[0].field = "no such field".to_owned(),
            |blueprint| blueprint.parts[0].story = 99,
            |blueprint| blueprint.parts[0].data.clear(),
            |blueprint| blueprint.parts[0].sets.clear(),
        ];
        for damage in damages {
            let mut broken = blueprint.clone();
            damage(&mut broken);
            let refused = Blueprint::read(&broken.to_value().unwrap());
            assert!(matches!(refused, Err(AuthorError::Cannot(_))), "{refused:?}");
        }
    }
    assert!(Blueprint::read(&serde_json::json!({"hello": 1})).is_err());
}

#[test]
fn two_thousand_seeds_give_two_thousand_problems() {
    let mut problems = BTreeMap::new();
    let families = Textbook::families();
    for seed in 0..2_000_u64 {
        let place = usize::try_from(seed).unwrap();
        let family = families[place % families.len()];
        let blueprint = instance(family, place / families.len(), seed);
        let text = problem::tell(&blueprint, None).unwrap();
        let twin = problems.insert(text.clone(), seed);
        assert_eq!(twin, None, "seed {seed}: {text}");
    }
}

#[test]
fn one_problem_of_each_family_is_shown() {
    for family in Textbook::families() {
        let (draft, solution) = Textbook::compose(family.key, family.fields[0].name, 1).unwrap();
        let completion = crate::sample::frame::render_completion(&solution);
        insta::with_settings!({snapshot_path => "snapshots", prepend_module_to_snapshot => false}, {
            let blueprint = Blueprint::read(draft.blueprint.as_ref().unwrap()).unwrap();
            let general = formulation::write(&Plan::of(&blueprint).unwrap(), Style::General).unwrap();
            insta::assert_snapshot!(format!("{}_general", family.key), general);
            insta::assert_snapshot!(family.key, format!("{}\n\n{completion}", draft.problem));
        });
    }
}
