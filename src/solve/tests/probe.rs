//! What a probe finds, against what is known of the models.

use std::time::Duration;

use proptest::prelude::*;

use super::build::{maximize, minimize};
use super::random::integer_model;
use crate::model::Model;
use crate::solve::probe::{Change, Datum, Probe, ProbeLimits, Reaction, probe};
use crate::solve::{Side, SolveLimits, Status, solve};

const PLENTY: ProbeLimits = ProbeLimits {
    time: Duration::from_mins(1),
};

fn probed_within(model: &Model, limits: &ProbeLimits) -> Option<Probe> {
    let outcome = solve(model, &SolveLimits::default());
    probe(model, &outcome, limits, (model.variables.len(), model.rows.len()))
}

fn probed(model: &Model) -> Probe {
    probed_within(model, &PLENTY).expect("an optimum")
}

fn moved(probe: &Probe, datum: Datum) -> (Reaction, Reaction) {
    let found = probe.data.iter().find(|moved| moved.datum == datum);
    let found = found.expect("a datum");
    (found.up, found.down)
}

#[test]
fn rows_and_data_react_as_the_prices_say() {
    // The optimum is (4, 0) with 12; the second row has room.
    let model = maximize(&[3.0, 2.0])
        .le(&[1.0, 1.0], 4.0)
        .le(&[1.0, 3.0], 6.0)
        .model();
    let probe = probed(&model);
    assert!(probe.is_complete());
    assert_eq!(probe.rows[0].reaction, Reaction::Moved { objective: 18.0 });
    assert_eq!(probe.rows[1].reaction, Reaction::Same);
    assert_eq!(probe.rows[1].implied, Some(false));
    let side = |row| Datum::Side {
        row,
        side: Side::Upper,
    };
    let (up, down) = moved(&probe, side(0));
    for (reaction, expected) in [(up, 12.12), (down, 11.88)] {
        let Reaction::Moved { objective } = reaction else {
            panic!("{reaction:?}")
        };
        assert!((objective - expected).abs() < 1e-9, "{objective}");
    }
    assert_eq!(moved(&probe, side(1)), (Reaction::Same, Reaction::Same));
    assert_eq!(
        moved(&probe, Datum::Cost { variable: 1 }),
        (Reaction::Same, Reaction::Same)
    );
    assert_eq!(probe.plans.unique, Some(true));
    assert!(probe.contradictions(&model).is_empty());
}

#[test]
fn ones_and_zeros_are_no_data() {
    let model = minimize(&[1.0, 2.0])
        .ge(&[1.0, -1.0], 0.0)
        .ge(&[1.0, 1.0], 5.0)
        .model();
    let data: Vec<Datum> = probed(&model).data.iter().map(|moved| moved.datum).collect();
    assert_eq!(
        data,
        [
            Datum::Side {
                row: 1,
                side: Side::Lower
            },
            Datum::Cost { variable: 1 }
        ]
    );
}

#[test]
fn a_row_that_the_bounds_imply_is_told_from_one_that_has_room() {
    let model = maximize(&[1.0, 1.0])
        .all_bounds(0.0, 3.0)
        .le(&[1.0, 1.0], 6.0)
        .le(&[1.0, 1.0], 5.5)
        .model();
    let probe = probed(&model);
    assert_eq!(
        (probe.rows[0].reaction, probe.rows[0].implied),
        (Reaction::Same, Some(true))
    );
    assert_eq!(probe.rows[1].reaction, Reaction::Moved { objective: 6.0 });
}

#[test]
fn a_row_that_holds_the_objective_is_lost_without() {
    let model = maximize(&[2.0]).le(&[3.0], 6.0).model();
    let lost = Reaction::Lost {
        status: Status::Unbounded,
    };
    assert_eq!(probed(&model).rows[0].reaction, lost);
}

#[test]
fn bounds_of_whole_numbers_move_by_one() {
    let model = maximize(&[2.0]).integer().bounds(0, 0.0, 3.0).model();
    let (up, down) = moved(
        &probed(&model),
        Datum::Bound {
            variable: 0,
            side: Side::Upper,
        },
    );
    assert_eq!(
        (up, down),
        (
            Reaction::Moved { objective: 8.0 },
            Reaction::Moved { objective: 4.0 }
        )
    );
}

#[test]
fn other_plans_are_found_and_bounded() {
    let model = maximize(&[2.0, 2.0, 1.0]).le(&[1.0, 1.0, 1.0], 4.0).model();
    let plans = probed(&model).plans;
    assert_eq!(plans.unique, Some(false));
    let variables: Vec<usize> = plans.ranges.iter().map(|range| range.variable).collect();
    assert_eq!(variables, [0, 1]);
    for range in &plans.ranges {
        assert!(
            range.from.unwrap().abs() < 1e-3 && (range.to.unwrap() - 4.0).abs() < 1e-3,
            "{range:?}"
        );
    }
    assert!(
        (plans.other[0] + plans.other[1] - 4.0).abs() < 1e-3,
        "{:?}",
        plans.other
    );
    let endless = probed(&maximize(&[1.0, 0.0]).le(&[1.0, 0.0], 4.0).model()).plans;
    assert_eq!(endless.unique, Some(false));
    assert_eq!(endless.ranges[0].to, None);
}

#[test]
fn without_time_or_optimum_nothing_is_claimed() {
    let model = maximize(&[3.0, 2.0]).le(&[1.0, 1.0], 4.0).model();
    let probe = probed_within(&model, &ProbeLimits { time: Duration::ZERO }).unwrap();
    assert!(!probe.is_complete() && probe.made == 0 && probe.rows.is_empty());
    assert_eq!(probe.plans.unique, None);
    assert_eq!(probed_within(&maximize(&[1.0]).model(), &PLENTY), None);
}

#[test]
fn a_wrong_way_is_seen_in_either_sense() {
    for (build, worse) in [
        (maximize(&[3.0]).le(&[2.0], 8.0), 13.0),
        (minimize(&[3.0]).ge(&[2.0], 8.0), 11.0),
    ] {
        let model = build.model();
        let mut probe = probed(&model);
        assert!(probe.contradictions(&model).is_empty(), "{probe:?}");
        // More of what the row tightens by, and yet a better optimum.
        let tightened = probe
            .data
            .iter_mut()
            .find(|moved| matches!(moved.datum, Datum::Side { .. }))
            .unwrap();
        let up = matches!(
            tightened.datum,
            Datum::Side {
                side: Side::Lower,
                ..
            }
        );
        let wrong = Reaction::Moved { objective: worse };
        if up {
            tightened.up = wrong;
        } else {
            tightened.down = wrong;
        }
        let found = probe.contradictions(&model);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].tightens
                && matches!(found[0].change, Change::Moved(Datum::Side { .. }, way) if way == up)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sound_outcome_contradicts_itself(model in integer_model()) {
        if let Some(probe) = probed_within(&model, &PLENTY) {
            prop_assert!(probe.contradictions(&model).is_empty(), "{:?}", probe.contradictions(&model));
            let text = serde_json::to_string(&probe).unwrap();
            let back: Probe = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(back, probe);
        }
    }
}
