//! Shows the panes with one sample, to look at them: `cargo run --example panes -- [dark|light] [mono|16|256|true]`.

use std::sync::Arc;

use crossterm::event::{Event, KeyCode, read};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use stepwell::tui::pane::*;
use stepwell::tui::theme::{Depth, Styles, Theme};
use stepwell::{check, model, program, sample, solve, tui};

#[path = "../src/tui/testing/fixture.rs"]
#[expect(dead_code, reason = "x")]
mod fixture;

fn show<P: Pane>(
    pane: &P,
    state: &mut P::State,
    area: Rect,
    buf: &mut Buffer,
    styles: &Styles,
    lit: &Lit,
    focused: bool,
) {
    let look = Look { styles, lit, focused };
    let inner = draw_frame(area, buf, &pane.title(), look);
    pane.draw(inner, buf, state, look);
    draw_scrollbar(area, buf, P::scroll(state), look);
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let theme = Theme::load(
        args.get(1).map_or("dark", |a| a),
        std::path::Path::new("/nonexistent"),
    )
    .unwrap();
    let depth = match args.get(2).map(String::as_str) {
        Some("mono") => Depth::Mono,
        Some("16") => Depth::Ansi16,
        Some("256") => Depth::Ansi256,
        _ => Depth::TrueColor,
    };
    let chinese = args.get(3).is_some_and(|a| a == "zh");
    let styles = theme.styles(depth);
    let run = Arc::new(fixture::run());
    let against = Against {
        parent: 0,
        problem: fixture::PARENT,
    };
    let problem = if chinese {
        ProblemPane::new(
            fixture::CHINESE,
            None,
            ProblemOptions {
                numbers: true,
                markers: true,
            },
        )
    } else {
        ProblemPane::new(fixture::PROBLEM, Some(against), ProblemOptions::default())
    };
    let formulation = FormulationPane::new(fixture::FORMULATION);
    let error = program::ProgramError {
        kind: program::ErrorKind::Raised,
        name: "NameError".into(),
        message: "name 'x3' is not defined".into(),
        line: Some(8),
    };
    let program_pane = ProgramPane::new(fixture::PROGRAM, if chinese { Some(&error) } else { None });
    let model_pane = ModelPane::new(if chinese {
        fixture::large_run(1000)
    } else {
        run.clone()
    });
    let solver = SolverPane::new(if chinese {
        fixture::large_run(1000)
    } else {
        run.clone()
    });
    let verdicts = VerdictsPane::new(fixture::verdicts());
    let steps = StepsPane::new(fixture::steps());
    let (mut s1, mut s2, mut s3, mut s4, mut s5, mut s7) = Default::default();
    let mut s6 = VerdictsState::default();
    s6.cursor = verdicts.first_concern(&s6);
    let mut focus = 0;
    let mut page = 0;
    let rows: Vec<QueueRow> = (0..40)
        .map(|i| QueueRow {
            id: format!("9c2e4{i:03}"),
            text: fixture::PROBLEM.chars().skip(i).collect(),
            verdict: [
                Some(check::VerdictKind::Fail),
                Some(check::VerdictKind::Unknown),
                Some(check::VerdictKind::Pass),
                None,
            ][i % 4],
            why: ["numbers fail", "contract unknown", "", ""][i % 4].into(),
            state: [
                stepwell::review::ReviewState::Pending,
                stepwell::review::ReviewState::Accepted,
                stepwell::review::ReviewState::Pending,
                stepwell::review::ReviewState::Rejected,
            ][i % 4],
            origin: "change_para".into(),
        })
        .collect();
    let mut terminal = ratatui::init();
    loop {
        let lit = match verdicts.selected(&s6) {
            Some(Selected::Finding(_, finding)) => Lit::of(finding, run.model.as_ref()),
            _ => Lit::default(),
        };
        terminal.draw(|frame| {
            let area = frame.area();
            let buf = frame.buffer_mut();
            let wide = area.width >= 100;
            let columns = Layout::horizontal(if wide {
                [
                    Constraint::Length(26),
                    Constraint::Fill(1),
                    Constraint::Length(area.width * 2 / 5),
                ]
            } else {
                [Constraint::Length(0), Constraint::Fill(1), Constraint::Length(36)]
            })
            .split(area);
            let left = Layout::vertical([Constraint::Length(10), Constraint::Fill(1)]).split(columns[0]);
            let middle =
                Layout::vertical([Constraint::Percentage(35), Constraint::Fill(1)]).split(columns[1]);
            let right = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).split(columns[2]);
            let look = Look {
                styles: &styles,
                lit: &lit,
                focused: focus == 6,
            };
            show(&steps, &mut s7, left[0], buf, &styles, &lit, focus == 5);
            let inner = draw_frame(left[1], buf, &Title::new("Queue", "40"), look);
            QueuePane {
                rows: &rows,
                first: 0,
                total: 40,
                selected: 2,
            }
            .draw(inner, buf, look);
            show(&problem, &mut s1, middle[0], buf, &styles, &lit, focus == 1);
            match page {
                0 => show(&formulation, &mut s2, middle[1], buf, &styles, &lit, focus == 2),
                1 => show(&program_pane, &mut s3, middle[1], buf, &styles, &lit, focus == 2),
                2 => show(&model_pane, &mut s4, middle[1], buf, &styles, &lit, focus == 2),
                _ => {
                    let inner = draw_frame(middle[1], buf, &Title::new("Queue", "40"), look);
                    QueuePane {
                        rows: &rows,
                        first: 0,
                        total: 40,
                        selected: 2,
                    }
                    .draw(inner, buf, look);
                }
            }
            show(&verdicts, &mut s6, right[0], buf, &styles, &lit, focus == 0);
            show(&solver, &mut s5, right[1], buf, &styles, &lit, focus == 4);
        })?;
        if let Event::Key(key) = read()? {
            match key.code {
                KeyCode::Char('q') => break,
                KeyCode::Char('p') => page = (page + 1) % 4,
                KeyCode::Tab => focus = (focus + 1) % 7,
                KeyCode::Char('j') if focus == 2 && page == 2 => s4.cursor += 1,
                KeyCode::Char('j') => {
                    s6.cursor += 1;
                    for s in [&mut s1, &mut s2, &mut s3, &mut s5, &mut s4.scroll] {
                        s.follow_lit();
                    }
                }
                KeyCode::Char('k') => {
                    s6.cursor = s6.cursor.saturating_sub(1);
                    for s in [&mut s1, &mut s2, &mut s3, &mut s5, &mut s4.scroll] {
                        s.follow_lit();
                    }
                }
                KeyCode::Char('d') => [&mut s1, &mut s2, &mut s3, &mut s5][focus.clamp(1, 4) - 1].by(3),
                _ => {}
            }
        }
    }
    ratatui::restore();
    Ok(())
}
