//! The trace view as pictures, and its cursor as a value.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::check::Inputs;
use crate::check::link::Links;
use crate::sample::Sample;
use crate::tui::pane::{Lit, draw_frame};
use crate::tui::testing::{dark, fixture, grid, picture};
use crate::tui::theme::Styles;

fn sample() -> Sample {
    let mut sample = crate::tui::harness::samples().remove(0);
    fixture::PROBLEM.clone_into(&mut sample.problem);
    fixture::FORMULATION.clone_into(&mut sample.solution.formulation);
    fixture::PROGRAM.clone_into(&mut sample.solution.program);
    sample
}

fn pane() -> TracePane {
    let (sample, run) = (sample(), fixture::run());
    let inputs = Inputs {
        run: Some(&run),
        ..Inputs::of(&sample)
    };
    TracePane::new(Graph::new(&inputs, &Links::new(&inputs)))
}

fn row(index: usize) -> Evidence {
    Evidence::Row {
        index,
        name: String::new(),
    }
}

fn drawn(pane: &TracePane, state: &mut TraceState, (width, height): (u16, u16), styles: &Styles) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let lit = Lit::default();
    let look = Look {
        styles,
        lit: &lit,
        focused: true,
    };
    let inside = draw_frame(area, &mut buf, &pane.title(), look);
    pane.draw(inside, &mut buf, state, look);
    buf
}

#[rstest]
#[case("narrow", (80, 22), dark())]
#[case("wide", (120, 30), dark())]
#[case("widest", (200, 30), dark())]
#[case("mono", (120, 30), Styles::mono())]
fn the_trace_of_a_row(#[case] name: &str, #[case] size: (u16, u16), #[case] styles: Styles) {
    let pane = pane();
    let mut state = TraceState::default();
    pane.point(&row(0), &mut state);
    let buf = drawn(&pane, &mut state, size, &styles);
    insta::assert_snapshot!(format!("trace_{name}"), picture(&buf));
}

#[test]
fn the_cursor_follows_links_in_both_directions() {
    let pane = pane();
    let mut state = TraceState::default();
    pane.point(&row(0), &mut state);
    drawn(&pane, &mut state, (120, 30), &dark());
    assert!(matches!(
        pane.evidence(&state),
        Some(Evidence::Row { index: 0, .. })
    ));
    pane.turn(-1, &mut state);
    assert_eq!(pane.evidence(&state), Some(&Evidence::Line { line: 11 }));
    pane.turn(-1, &mut state);
    let formula = pane.evidence(&state).cloned().unwrap();
    assert!(
        matches!(
            formula,
            Evidence::Text {
                part: crate::sample::Part::Formulation,
                ..
            }
        ),
        "{formula:?}"
    );
    pane.turn(1, &mut state);
    pane.turn(1, &mut state);
    assert!(matches!(
        pane.evidence(&state),
        Some(Evidence::Row { index: 0, .. })
    ));
}

#[test]
fn a_chain_leads_to_every_place_that_it_names() {
    let pane = pane();
    let mut state = TraceState::default();
    pane.point(&row(0), &mut state);
    let text = grid(&drawn(&pane, &mut state, (80, 22), &dark()));
    assert!(text.contains("← 100 %  line 11"), "{text}");
    let below = |at: usize, count: usize, _| (at + 1).min(count - 1);
    let mut lines = Vec::new();
    for _ in 0..4 {
        pane.step(below, &mut state);
        lines.push(pane.evidence(&state).cloned());
    }
    assert!(lines.contains(&Some(Evidence::Line { line: 11 })), "{lines:?}");
}

#[test]
fn a_large_trace_is_drawn_by_what_is_in_view() {
    let (sample, run) = (sample(), fixture::large_run(5_000));
    let inputs = Inputs {
        run: Some(&run),
        ..Inputs::of(&sample)
    };
    let pane = TracePane::new(Graph::new(&inputs, &Links::new(&inputs)));
    let mut state = TraceState::default();
    pane.step(|_, count, _| count - 1, &mut state);
    let text = grid(&drawn(&pane, &mut state, (120, 30), &dark()));
    assert!(
        text.contains("ship[49,99]") && !text.contains("objective"),
        "{text}"
    );
    pane.point(&row(2_500), &mut state);
    let text = grid(&drawn(&pane, &mut state, (80, 24), &dark()));
    assert!(
        text.contains("demand[2501]") && text.contains("← 100 %  line 11"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn any_moves_on_any_screen_stay_on_a_node(
        moves in prop::collection::vec((0..4_u8, 0_u16..220, 0_u16..60), 0..30),
    ) {
        let pane = pane();
        let mut state = TraceState::default();
        for (kind, width, height) in moves {
            match kind {
                0 => pane.turn(-1, &mut state),
                1 => pane.turn(1, &mut state),
                2 => pane.step(|at, count, page| (at + page).min(count.saturating_sub(1)), &mut state),
                _ => pane.step(|at, _, _| at.saturating_sub(1), &mut state),
            }
            drawn(&pane, &mut state, (width, height), &dark());
            prop_assert!(pane.evidence(&state).is_some());
        }
    }
}
