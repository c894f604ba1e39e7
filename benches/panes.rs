//! What a frame of each pane costs at 200x50 with as much behind it as anybody will have, and what a change of width or
//! content costs once. `cargo bench --bench panes`; a frame is to stay below a millisecond.
#![expect(
    missing_docs,
    reason = "criterion's macro makes a public function without one"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepwell::check::{CheckId, Evidence, Finding, Severity, VerdictKind};
use stepwell::sample::Part;
use stepwell::tui::pane::{
    Against, FormulationPane, Lit, Look, ModelPane, Pane, ProblemOptions, ProblemPane, ProgramPane,
    SolverPane, VerdictsPane, draw_frame, draw_scrollbar,
};
use stepwell::tui::text::{Hang, Wrap, diff};
use stepwell::tui::theme::{Depth, Styles, Theme};
// The fixture is shared with the unit tests, where these rooms are at the crate's root.
use stepwell::{check, model, program, sample, solve, tui};

#[expect(dead_code, reason = "the unit tests use what this does not")]
#[path = "../src/tui/testing/fixture.rs"]
mod fixture;

/// Rows of a large model, lines of a large program.
const LARGE: usize = 100_000;

fn lit() -> Lit {
    let mut finding = Finding::new(Severity::Error, "lit");
    for part in Part::ALL {
        finding = finding.at(Evidence::Text {
            part,
            span: 500_000..500_200,
        });
    }
    Lit::of(
        &finding.at(Evidence::Line { line: 50_000 }).at(Evidence::Row {
            index: LARGE / 2,
            name: String::new(),
        }),
        None,
    )
}

/// Draws frames of a pane that has just been moved to what is lit.
fn frame<P: Pane>(criterion: &mut Criterion, name: &str, pane: &P) {
    let mut state = P::State::default();
    let styles: Styles = Theme::dark().styles(Depth::TrueColor);
    let (area, lit) = (Rect::new(0, 0, 200, 50), lit());
    let mut buf = Buffer::empty(area);
    let look = Look {
        styles: &styles,
        lit: &lit,
        focused: true,
    };
    P::scroll_mut(&mut state).follow_lit();
    criterion.bench_function(&format!("frame/{name}"), |bencher| {
        bencher.iter(|| {
            buf.reset();
            let inner = draw_frame(area, &mut buf, &pane.title(), look);
            pane.draw(inner, &mut buf, &mut state, look);
            draw_scrollbar(area, &mut buf, P::scroll(&state), look);
            black_box(&buf);
        });
    });
}

fn long_text(bytes: usize) -> String {
    fixture::PROBLEM
        .chars()
        .chain("\n".chars())
        .cycle()
        .take(bytes)
        .collect()
}

fn frames(criterion: &mut Criterion) {
    let text = long_text(1_000_000);
    let against = Against {
        parent: 0,
        problem: fixture::PARENT,
    };
    let small = ProblemPane::new(fixture::PROBLEM, Some(against), ProblemOptions::default());
    frame(criterion, "problem against its parent", &small);
    let numbers = ProblemOptions {
        markers: true,
        numbers: true,
    };
    frame(
        criterion,
        "problem of 1 MB",
        &ProblemPane::new(&text, None, numbers),
    );
    let formulation = fixture::FORMULATION.repeat(1_000);
    frame(
        criterion,
        "formulation of 600 kB",
        &FormulationPane::new(&formulation),
    );
    let program = fixture::PROGRAM.repeat(LARGE / 17);
    frame(
        criterion,
        "program of 100,000 lines",
        &ProgramPane::new(&program, None),
    );
    let run = fixture::large_run(LARGE);
    frame(criterion, "model of 100,000 rows", &ModelPane::new(run.clone()));
    frame(criterion, "solver with 100,000 values", &SolverPane::new(run));
    let mut verdicts = fixture::verdicts();
    let judged = verdicts
        .iter_mut()
        .find(|judged| judged.verdict.check == CheckId::Numbers);
    if let Some(judged) = judged {
        judged.verdict.findings = vec![fixture::iron(); 10_000];
        judged.verdict.kind = VerdictKind::Fail;
    }
    frame(
        criterion,
        "verdicts with 10,000 findings",
        &VerdictsPane::new(verdicts),
    );
}

fn preparation(criterion: &mut Criterion) {
    let text = long_text(1_000_000);
    criterion.bench_function("once/wrap 1 MB", |bencher| {
        bencher.iter(|| Wrap::new(black_box(&text), 80, Hang::List));
    });
    let chinese = fixture::CHINESE.repeat(5_000);
    criterion.bench_function("once/wrap 1 MB of Chinese", |bencher| {
        bencher.iter(|| Wrap::new(black_box(&chinese), 80, Hang::List));
    });
    criterion.bench_function("once/compare with the parent", |bencher| {
        bencher.iter(|| diff::compare(black_box(fixture::PARENT), fixture::PROBLEM));
    });
    criterion.bench_function("once/prettify a formulation", |bencher| {
        bencher.iter(|| FormulationPane::new(black_box(fixture::FORMULATION)));
    });
    criterion.bench_function("once/colour a program", |bencher| {
        bencher.iter(|| ProgramPane::new(black_box(fixture::PROGRAM), None));
    });
    let run = fixture::large_run(LARGE);
    criterion.bench_function("once/prepare 100,000 values", |bencher| {
        bencher.iter(|| SolverPane::new(black_box(run.clone())));
    });
}

criterion_group!(benches, frames, preparation);
criterion_main!(benches);
