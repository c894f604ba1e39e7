//! Every pane as a picture, narrow and wide, in colour and without; and what holds at any size.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::check::{CheckId, Evidence, Finding, Severity, VerdictKind};
use crate::program::{ErrorKind, ProgramError, Run};
use crate::review::ReviewState;
use crate::sample::Part;
use crate::solve::{Outcome, SolverName, Status};
use crate::tui::testing::{self, fixture, framed, grid, picture};
use crate::tui::theme::Styles;

const NARROW: (u16, u16) = (36, 14);
const WIDE: (u16, u16) = (96, 20);

fn iron() -> Lit {
    Lit::of(&fixture::iron(), Some(&fixture::model()))
}

/// Pictures of a pane at both sizes, dark, and at the narrow size without colour.
fn snapshots<P: Pane>(name: &str, pane: &P, state: impl Fn() -> P::State, lit: &Lit) {
    let shots = [
        ("narrow", NARROW, testing::dark()),
        ("wide", WIDE, testing::dark()),
        ("mono", NARROW, Styles::mono()),
    ];
    for (shot, size, styles) in shots {
        let buf = framed(pane, &mut state(), size, &styles, lit);
        insta::assert_snapshot!(format!("{name}_{shot}"), picture(&buf));
    }
}

fn following() -> Scroll {
    let mut scroll = Scroll::default();
    scroll.follow_lit();
    scroll
}

fn against() -> Against<'static> {
    Against {
        parent: 0,
        problem: fixture::PARENT,
    }
}

fn name_error() -> ProgramError {
    ProgramError {
        kind: ErrorKind::Raised,
        name: "NameError".to_owned(),
        message: "name 'x3' is not defined".to_owned(),
        line: Some(14),
    }
}

#[test]
fn a_problem_against_its_parent() {
    let pane = ProblemPane::new(fixture::PROBLEM, Some(against()), ProblemOptions::default());
    snapshots("problem", &pane, following, &iron());
}

#[test]
fn a_problem_in_chinese_with_numbers_and_escape_sequences() {
    let options = ProblemOptions {
        markers: false,
        numbers: true,
    };
    let pane = ProblemPane::new(fixture::CHINESE, None, options);
    snapshots("chinese", &pane, Scroll::default, &Lit::default());
}

const TABLE_PARENT: &str = "A farm grows two crops.\n\n| Crop | Labor (hours) | Water |\n|---|---|---|\n| Acre of \
    barley | 8 | 4.5 |\n| Acre of corn | 5.5 | 80 |\n\nThere are 1,180 hours.";

const TABLE: &str = "A farm grows three crops.\n\n| Crop | Labor (hours) | Water |\n|:---|---|---|\n| Acre of \
    barley | 7 | 4.5 |\n| Acre of rye | 6 | 9 |\n| Acre of sweet corn | 5.5 | 75 |\n\nThere are 1,180 hours.";

/// Evidence in a header, in a cell that changed, and across two rows.
fn lit_cells() -> Lit {
    let mut finding = Finding::new(Severity::Error, "cells");
    for (from, to) in [("hours)", "hours)"), ("75 |", "75"), ("9 |", "Acre of sweet")] {
        let start = TABLE.find(from).unwrap();
        let end = start + TABLE[start..].find(to).unwrap() + to.len();
        finding = finding.at(Evidence::Text {
            part: Part::Problem,
            span: start..end,
        });
    }
    Lit::of(&finding, None)
}

#[test]
fn a_problem_with_a_table_against_its_parent() {
    let against = Against {
        parent: 0,
        problem: TABLE_PARENT,
    };
    let pane = ProblemPane::new(TABLE, Some(against), ProblemOptions::default());
    snapshots("table", &pane, Scroll::default, &lit_cells());
}

#[test]
fn a_table_too_wide_for_its_pane_is_a_list() {
    let pane = ProblemPane::new(TABLE, None, ProblemOptions::default());
    let buf = framed(
        &pane,
        &mut Scroll::default(),
        (20, 22),
        &testing::dark(),
        &lit_cells(),
    );
    insta::assert_snapshot!("table_list", picture(&buf));
}

#[test]
fn what_is_lit_in_a_cell_is_brought_into_view() {
    let lines: Vec<String> = (0..200).map(|row| format!("| {row} | a {row} |")).collect();
    let problem = format!("| Row | Name of the row |\n|---|---|\n{}", lines.join("\n"));
    let start = problem.find("a 150").unwrap();
    let evidence = Evidence::Text {
        part: Part::Problem,
        span: start..start + 5,
    };
    let lit = Lit::of(&Finding::new(Severity::Error, "x").at(evidence), None);
    let pane = ProblemPane::new(&problem, None, ProblemOptions::default());
    for width in [14, 40] {
        let styles = testing::dark();
        let buf = framed(&pane, &mut following(), (width, 9), &styles, &lit);
        assert!(shows_lit(&buf, &styles), "{}", grid(&buf));
    }
}

#[test]
fn a_formulation() {
    snapshots(
        "formulation",
        &FormulationPane::new(fixture::FORMULATION),
        following,
        &iron(),
    );
}

#[test]
fn a_formulation_as_it_stands() {
    let mut pane = FormulationPane::new(fixture::FORMULATION);
    pane.set_raw(true);
    let buf = framed(&pane, &mut following(), WIDE, &testing::dark(), &iron());
    insta::assert_snapshot!("formulation_source", picture(&buf));
}

#[test]
fn a_program() {
    snapshots(
        "program",
        &ProgramPane::new(fixture::PROGRAM, None).making(Some(&fixture::model())),
        || ProgramState {
            scroll: following(),
            ..ProgramState::default()
        },
        &iron(),
    );
}

#[test]
fn a_program_with_an_error() {
    let pane = ProgramPane::new(fixture::PROGRAM, Some(&name_error()));
    snapshots("program_error", &pane, ProgramState::default, &Lit::default());
}

#[test]
fn a_model() {
    let pane = ModelPane::new(Arc::new(fixture::run()));
    snapshots("model", &pane, ModelState::default, &iron());
}

#[test]
fn a_large_model_with_a_long_row_under_the_cursor() {
    let pane = ModelPane::new(fixture::large_run(60));
    let state = || ModelState {
        cursor: 58,
        ..ModelState::default()
    };
    assert_eq!(pane.item(58), Some(ModelItem::Row(57)));
    snapshots("model_large", &pane, state, &Lit::default());
}

#[test]
fn an_outcome() {
    snapshots(
        "solver",
        &SolverPane::new(Arc::new(fixture::run())),
        SolverState::default,
        &iron(),
    );
}

/// A run without an optimum, explained.
fn explained(change: impl FnOnce(&mut crate::model::Model)) -> Run {
    let mut run = fixture::run();
    let mut model = fixture::model();
    change(&mut model);
    let limits = crate::solve::SolveLimits::default();
    let mut outcome = crate::solve::solve(&model, &limits);
    crate::solve::explain(&model, &mut outcome, std::time::Duration::from_secs(10));
    // What every build would say, whatever solvers it holds.
    outcome.time = std::time::Duration::from_millis(2);
    outcome.solver = Some(SolverName::Microlp);
    outcome.notes.clear();
    let answer = |solver, question: &str| crate::solve::SolverAnswer {
        solver,
        reason: None,
        question: question.to_owned(),
        status: outcome.status,
        objective: None,
        time: std::time::Duration::from_millis(1),
        message: None,
    };
    outcome.answers = vec![
        answer(SolverName::Microlp, "the model"),
        answer(SolverName::Clarabel, "any point, without integrality"),
    ];
    run.model = Some(model);
    run.outcome = Some(outcome);
    run.stdout.clear();
    run
}

fn clashing() -> Run {
    explained(|model| model.rows[2].upper = 5.0)
}

#[test]
fn rows_that_clash() {
    snapshots(
        "solver_clash",
        &SolverPane::new(Arc::new(clashing())),
        SolverState::default,
        &Lit::default(),
    );
}

#[test]
fn an_objective_that_runs_away() {
    let run = explained(|model| {
        model.objective.sense = crate::model::ObjectiveSense::Maximize;
        model.rows.truncate(2);
    });
    snapshots(
        "solver_ray",
        &SolverPane::new(Arc::new(run)),
        SolverState::default,
        &Lit::default(),
    );
}

/// Steps the cursor through the pane and collects what its lines are about.
#[test]
fn every_line_of_the_solver_knows_what_it_is_about() {
    let pane = SolverPane::new(Arc::new(clashing()));
    let mut state = SolverState::default();
    framed(&pane, &mut state, WIDE, &testing::dark(), &Lit::default());
    let mut rows = std::collections::BTreeSet::new();
    for line in 0..state.scroll.total() {
        state.cursor = line;
        for evidence in pane.evidence(&state) {
            if let Evidence::Row { index, .. } = evidence {
                rows.insert(index);
            }
        }
    }
    assert!(rows.contains(&0) && rows.contains(&2), "{rows:?}");
    state.cursor = usize::MAX;
    assert!(pane.evidence(&state).is_empty());
}

#[test]
fn a_large_outcome_is_drawn_by_what_is_in_view() {
    let pane = SolverPane::new(fixture::large_run(10_000));
    let mut state = SolverState::default();
    framed(&pane, &mut state, WIDE, &testing::dark(), &Lit::default());
    assert!(state.scroll.total() > 19_000);
    state.cursor = 15_000;
    let buf = framed(&pane, &mut state, WIDE, &testing::dark(), &Lit::default());
    assert!(grid(&buf).contains("demand["), "{}", grid(&buf));
    assert!(state.scroll.window().contains(&15_000));
}

#[test]
fn a_line_says_what_it_made_and_is_under_the_cursor() {
    let pane = ProgramPane::new(fixture::PROGRAM, Some(&name_error())).making(Some(&fixture::model()));
    let mut state = ProgramState {
        cursor: 10,
        ..ProgramState::default()
    };
    let buf = framed(&pane, &mut state, (110, 24), &testing::dark(), &Lit::default());
    let text = grid(&buf);
    assert!(
        text.contains("→ row zinc") && text.contains("→ objective"),
        "{text}"
    );
    assert!(text.contains("✘ NameError: name 'x3' is not defined"), "{text}");
    assert_eq!(pane.evidence(&state), [Evidence::Line { line: 11 }]);
    // The message is no line of the program: those below it keep their numbers.
    assert!(text.contains("16 if model.status"), "{text}");
    state.cursor = 99;
    framed(&pane, &mut state, (110, 24), &testing::dark(), &Lit::default());
    assert_eq!(state.cursor, pane.lines() - 1);
}

#[test]
fn a_run_that_failed() {
    let mut run = Run::failed(name_error());
    run.stdout = "starting\n\u{1b}[2Jclearing\n".to_owned();
    snapshots(
        "solver_failed",
        &SolverPane::new(Arc::new(run)),
        SolverState::default,
        &Lit::default(),
    );
}

#[test]
fn solvers_that_disagree() {
    let mut run = fixture::run();
    if let Some(outcome) = &mut run.outcome {
        outcome.status = Status::Error;
        outcome.answers[1].status = Status::Infeasible;
        outcome.answers[1].objective = None;
        outcome.values.clear();
        outcome.rows.clear();
    }
    let buf = framed(
        &SolverPane::new(Arc::new(run)),
        &mut SolverState::default(),
        WIDE,
        &testing::dark(),
        &Lit::default(),
    );
    let text = grid(&buf);
    assert!(text.contains("microlp ✘ clarabel says infeasible"), "{text}");
    assert!(!text.contains("values"), "{text}");
}

#[test]
fn verdicts() {
    let pane = VerdictsPane::new(fixture::verdicts());
    let state = || {
        let mut state = VerdictsState::default();
        state.cursor = pane.first_concern(&state);
        state
    };
    snapshots("verdicts", &pane, state, &Lit::default());
}

#[test]
fn steps() {
    snapshots(
        "steps",
        &StepsPane::new(fixture::steps()),
        StepsState::default,
        &Lit::default(),
    );
}

fn queue_rows() -> Vec<QueueRow> {
    let row = |verdict, why: &str, state| QueueRow {
        id: "9c2e41d7".to_owned(),
        text: fixture::PROBLEM.to_owned(),
        verdict,
        why: why.to_owned(),
        state,
        origin: "change_para".to_owned(),
    };
    vec![
        row(Some(VerdictKind::Fail), "numbers fail", ReviewState::Pending),
        row(
            Some(VerdictKind::Unknown),
            "the contract with the parent is unknown",
            ReviewState::Flagged,
        ),
        row(Some(VerdictKind::Pass), "", ReviewState::Accepted),
        row(None, "", ReviewState::Pending),
    ]
}

#[rstest]
#[case("narrow", NARROW, testing::dark())]
#[case("wide", WIDE, testing::dark())]
#[case("mono", NARROW, Styles::mono())]
fn a_queue(#[case] name: &str, #[case] (width, height): (u16, u16), #[case] styles: Styles) {
    let rows = queue_rows();
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let look = Look {
        styles: &styles,
        lit: &Lit::default(),
        focused: true,
    };
    let pane = QueuePane {
        rows: &rows,
        first: 90,
        total: 94,
        selected: 91,
    };
    pane.draw(buf.area, &mut buf, look);
    insta::assert_snapshot!(format!("queue_{name}"), picture(&buf));
}

#[test]
fn the_cursor_walks_verdicts_and_open_findings() {
    let pane = VerdictsPane::new(fixture::verdicts());
    let mut state = VerdictsState::default();
    // Eight verdicts; only the failing one of those with findings is open.
    assert_eq!(pane.items(&state), 10);
    state.cursor = pane.first_concern(&state);
    assert!(
        matches!(pane.selected(&state), Some(Selected::Finding(judged, finding))
        if judged.verdict.check == CheckId::Numbers && *finding == fixture::iron())
    );
    pane.toggle(&mut state);
    assert_eq!(pane.items(&state), 8);
    assert!(matches!(pane.selected(&state), Some(Selected::Verdict(judged))
        if judged.verdict.check == CheckId::Numbers));
    state.cursor = 2;
    pane.toggle(&mut state);
    assert_eq!((pane.items(&state), state.cursor), (9, 2));
    state.cursor = 99;
    assert_eq!(pane.selected(&state), None);
}

#[test]
fn the_values_that_are_zero_come_last_or_where_they_stand() {
    let mut pane = SolverPane::new(fixture::large_run(10));
    let shown = |pane: &SolverPane| {
        let buf = framed(
            pane,
            &mut SolverState::default(),
            (96, 20),
            &testing::dark(),
            &Lit::default(),
        );
        grid(&buf)
            .lines()
            .find_map(|line| line.find("ship[").map(|at| line[at..at + 9].to_owned()))
    };
    assert_eq!(shown(&pane).as_deref(), Some("ship[0,1]"));
    pane.set_nonzero_first(false);
    assert_eq!(shown(&pane).as_deref(), Some("ship[0,0]"));
}

/// Whether any cell inside the frame has the style of lit evidence.
fn shows_lit(buf: &Buffer, styles: &Styles) -> bool {
    buf.content.iter().any(|cell| Some(cell.bg) == styles.lit.bg)
}

#[test]
fn what_is_lit_is_brought_into_view() {
    /// The focus is elsewhere: under the cursor of a pane with the focus, the selection covers what is lit.
    fn watched<P: Pane>(pane: &P, state: &mut P::State, styles: &Styles, lit: &Lit) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 5));
        let look = Look {
            styles,
            lit,
            focused: false,
        };
        let inner = draw_frame(buf.area, &mut buf, &pane.title(), look);
        pane.draw(inner, &mut buf, state, look);
        buf
    }
    fn check<P: Pane>(pane: &P, lit: &Lit) {
        let styles = testing::dark();
        let mut state = P::State::default();
        let before = watched(pane, &mut state, &styles, lit);
        assert!(!shows_lit(&before, &styles), "{}", grid(&before));
        P::scroll_mut(&mut state).follow_lit();
        let after = watched(pane, &mut state, &styles, lit);
        assert!(shows_lit(&after, &styles), "{}", grid(&after));
    }
    check(
        &ProblemPane::new(fixture::PROBLEM, Some(against()), ProblemOptions::default()),
        &iron(),
    );
    check(&FormulationPane::new(fixture::FORMULATION), &iron());
    check(&ProgramPane::new(fixture::PROGRAM, None), &iron());
    check(&SolverPane::new(Arc::new(fixture::run())), &iron());
    let row = Evidence::Row {
        index: 700,
        name: "demand[700]".to_owned(),
    };
    let far = Lit::of(&Finding::new(Severity::Error, "far").at(row), None);
    check(&SolverPane::new(fixture::large_run(1_000)), &far);
    let pane = ModelPane::new(fixture::large_run(1_000));
    let styles = testing::dark();
    let mut state = ModelState::default();
    state.scroll.follow_lit();
    assert!(shows_lit(&watched(&pane, &mut state, &styles, &far), &styles));
}

#[test]
fn a_span_of_the_parent_is_lit_in_what_was_removed() {
    let start = fixture::PARENT.find("60 mg").unwrap();
    let parent = Evidence::Parent {
        parent: 0,
        span: start..start + 2,
    };
    let lit = Lit::of(&Finding::new(Severity::Error, "x").at(parent), None);
    let pane = ProblemPane::new(fixture::PROBLEM, Some(against()), ProblemOptions::default());
    let styles = testing::dark();
    let buf = framed(&pane, &mut Scroll::default(), WIDE, &styles, &lit);
    let lit_cells: String = buf
        .content
        .iter()
        .filter(|cell| Some(cell.bg) == styles.lit.bg)
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(lit_cells, "60");
}

/// Evidence that points nowhere, or everywhere.
fn odd_lit() -> Lit {
    let mut finding = Finding::new(Severity::Error, "odd")
        .at(Evidence::Objective)
        .at(Evidence::Outcome);
    for part in Part::ALL {
        finding = finding.at(Evidence::Text {
            part,
            span: 3..usize::MAX,
        });
    }
    let index = usize::MAX;
    let name = String::new();
    finding = finding
        .at(Evidence::Line { line: u32::MAX })
        .at(Evidence::Line { line: 0 });
    finding = finding.at(Evidence::Row {
        index,
        name: name.clone(),
    });
    Lit::of(
        &finding.at(Evidence::Variable { index, name }),
        Some(&fixture::model()),
    )
}

#[test]
fn any_size_is_drawn_inside_its_area() {
    fn check<P: Pane>(pane: &P) {
        let lit = odd_lit();
        for styles in [testing::dark(), Styles::mono()] {
            for (width, height) in (0..50).flat_map(|width| [0, 1, 2, 5].map(|height| (width, height))) {
                let mut buf = testing::marked(56, 10);
                let area = Rect::new(3, 2, width, height);
                let mut state = P::State::default();
                P::scroll_mut(&mut state).follow_lit();
                let look = Look {
                    styles: &styles,
                    lit: &lit,
                    focused: true,
                };
                let inner = draw_frame(area, &mut buf, &pane.title(), look);
                pane.draw(inner, &mut buf, &mut state, look);
                draw_scrollbar(area, &mut buf, P::scroll(&state), look);
                for y in 0..10 {
                    for x in 0..56 {
                        let inside = area.contains((x, y).into());
                        assert!(
                            inside || buf[(x, y)].symbol() == "~",
                            "{width}x{height}:\n{}",
                            grid(&buf)
                        );
                    }
                }
            }
        }
    }
    check(&ProblemPane::new(
        fixture::PROBLEM,
        Some(against()),
        ProblemOptions::default(),
    ));
    check(&ProblemPane::new(
        fixture::CHINESE,
        None,
        ProblemOptions::default(),
    ));
    check(&FormulationPane::new(fixture::FORMULATION));
    check(&ProgramPane::new(fixture::PROGRAM, Some(&name_error())));
    check(&ModelPane::new(Arc::new(fixture::run())));
    check(&ModelPane::new(fixture::large_run(40)));
    check(&SolverPane::new(Arc::new(fixture::run())));
    check(&VerdictsPane::new(fixture::verdicts()));
    check(&StepsPane::new(fixture::steps()));
}

#[test]
fn empty_content_is_drawn() {
    let styles = testing::dark();
    let lit = odd_lit();
    let size = (40, 6);
    framed(
        &ProblemPane::new("", None, ProblemOptions::default()),
        &mut following(),
        size,
        &styles,
        &lit,
    );
    framed(&FormulationPane::new(""), &mut following(), size, &styles, &lit);
    framed(
        &ProgramPane::new("", None),
        &mut ProgramState {
            scroll: following(),
            ..ProgramState::default()
        },
        size,
        &styles,
        &lit,
    );
    framed(
        &VerdictsPane::new(Vec::new()),
        &mut VerdictsState::default(),
        size,
        &styles,
        &lit,
    );
    framed(
        &StepsPane::new(Vec::new()),
        &mut StepsState::default(),
        size,
        &styles,
        &lit,
    );
    let mut run = Run::failed(name_error());
    let model = framed(
        &ModelPane::new(Arc::new(run.clone())),
        &mut ModelState::default(),
        size,
        &styles,
        &lit,
    );
    assert!(grid(&model).contains("no model"));
    run.error = None;
    run.outcome = Some(Outcome {
        solver: Some(SolverName::Microlp),
        ..Outcome::without_point(Status::Infeasible)
    });
    let mut state = SolverState::default();
    state.scroll.follow_lit();
    let solver = framed(&SolverPane::new(Arc::new(run)), &mut state, size, &styles, &lit);
    assert!(grid(&solver).contains("✘ infeasible"));
}

#[test]
fn names_from_a_program_cannot_reach_the_terminal() {
    let mut run = fixture::run();
    if let Some(model) = &mut run.model {
        model.rows[0].name = "zi\u{1b}[2Jnc\nnext".to_owned();
        model.variables[0].name = "a\u{1b}]0;title\u{7}b".to_owned();
    }
    let run = Arc::new(run);
    let styles = testing::dark();
    let model = framed(
        &ModelPane::new(Arc::clone(&run)),
        &mut ModelState::default(),
        WIDE,
        &styles,
        &Lit::default(),
    );
    let solver = framed(
        &SolverPane::new(run),
        &mut SolverState::default(),
        WIDE,
        &styles,
        &Lit::default(),
    );
    for buf in [model, solver] {
        let text = grid(&buf);
        assert!(text.contains("zinc next") && text.contains("ab"), "{text}");
        assert!(!text.contains("title") && !text.contains("[2J"), "{text}");
    }
}
