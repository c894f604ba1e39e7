//! A sample's panes, and the person's place in each.

use std::cell::OnceCell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use unicode_width::UnicodeWidthStr as _;

use super::layout::PaneId;
use super::moved;
use crate::check::link::{Graph, Links};
use crate::check::{Evidence, Inputs};
use crate::model::Model;
use crate::tui::action::Action;
use crate::tui::message::Dossier;
use crate::tui::pane::{
    Against, ChangesPane, Derived, FormulationPane, Lit, Look, ModelPane, ModelState, Pane, ProblemOptions,
    ProblemPane, ProgramPane, ProgramState, Scroll, SolverPane, SolverState, Title, TracePane, VerdictsPane,
    VerdictsState, draw_frame, draw_scrollbar,
};
use crate::tui::theme::Styles;

/// Where the person is in each pane.
#[derive(Debug, Default)]
pub(super) struct Places {
    problem: Scroll,
    formulation: Scroll,
    program: ProgramState,
    model: ModelState,
    solver: SolverState,
}

impl Places {
    /// Asks one pane to show what is lit.
    pub(super) fn follow_lit_in(&mut self, pane: PaneId) {
        match pane {
            PaneId::Problem => self.problem.follow_lit(),
            PaneId::Formulation => self.formulation.follow_lit(),
            PaneId::Program => self.program.scroll.follow_lit(),
            PaneId::Model => self.model.scroll.follow_lit(),
            PaneId::Solver => self.solver.scroll.follow_lit(),
            PaneId::List | PaneId::Verdicts => {}
        }
    }

    /// Asks every pane to show what is lit, but the one from which it was lit.
    pub(super) fn follow_lit(&mut self, from: Option<PaneId>) {
        let scrolls = [
            (PaneId::Problem, &mut self.problem),
            (PaneId::Formulation, &mut self.formulation),
            (PaneId::Program, &mut self.program.scroll),
            (PaneId::Model, &mut self.model.scroll),
            (PaneId::Solver, &mut self.solver.scroll),
        ];
        for (pane, scroll) in scrolls {
            if Some(pane) != from {
                scroll.follow_lit();
            }
        }
    }
}

/// How a pane is drawn here and now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) styles: &'a Styles,
    pub(super) lit: &'a Lit,
    pub(super) focused: bool,
    /// The panes that share the frame.
    pub(super) group: &'static [PaneId],
}

impl Setting<'_> {
    fn look(&self) -> Look<'_> {
        Look {
            styles: self.styles,
            lit: self.lit,
            focused: self.focused,
        }
    }
}

/// The panes of one version of a sample.
#[derive(Debug)]
pub(super) struct Exhibit {
    pub(super) dossier: Dossier,
    pub(super) verdicts: VerdictsPane,
    pub(super) places: Places,
    problem: ProblemPane,
    formulation: FormulationPane,
    program: ProgramPane,
    model: Option<ModelPane>,
    solver: Option<SolverPane>,
    /// What belongs together, once somebody asks.
    links: OnceCell<Links>,
    /// The same as a graph, for the trace view.
    trace: OnceCell<TracePane>,
    /// The changes against the parent that the problem is compared with.
    changes: OnceCell<ChangesPane>,
}

/// Rows and variables of a model beyond which only what a place names itself is lit: reading all numbers of a larger
/// one would hold up the key.
const MOST_LINKED: usize = 20_000;

impl Exhibit {
    pub(super) fn new(dossier: &Dossier, compare: Option<usize>, kept: Places) -> Self {
        let sample = &dossier.sample;
        let run = dossier.run.as_ref();
        let error = run.and_then(|run| run.error.as_ref());
        Self {
            verdicts: VerdictsPane::new(dossier.judged.clone()).suspected(dossier.suspicion.clone()),
            places: kept,
            problem: problem_pane(dossier, compare),
            formulation: FormulationPane::new(&sample.solution.formulation),
            program: ProgramPane::new(&sample.solution.program, error)
                .making(run.and_then(|run| run.model.as_ref())),
            model: run
                .filter(|run| run.model.is_some())
                .map(|run| ModelPane::new(run.clone())),
            solver: run.map(|run| SolverPane::new(run.clone())),
            links: OnceCell::new(),
            trace: OnceCell::new(),
            changes: OnceCell::new(),
            dossier: dossier.clone(),
        }
    }

    /// Compares the problem with another parent, or with none.
    pub(super) fn compare(&mut self, parent: Option<usize>) {
        self.problem = problem_pane(&self.dossier, parent);
        self.changes = OnceCell::new();
    }

    /// What is under the cursor of a pane, and everything that belongs to it.
    pub(super) fn pointed(&self, pane: PaneId) -> Vec<Evidence> {
        self.belonging(&self.pointed_alone(pane))
    }

    /// What is under the cursor of a pane.
    pub(super) fn pointed_alone(&self, pane: PaneId) -> Vec<Evidence> {
        let model = |pane: &ModelPane| pane.evidence(&self.places.model);
        let solver = |pane: &SolverPane| pane.evidence(&self.places.solver);
        match pane {
            PaneId::Program => self.program.evidence(&self.places.program),
            PaneId::Model => self.model.as_ref().map(model).unwrap_or_default(),
            PaneId::Solver => self.solver.as_ref().map(solver).unwrap_or_default(),
            PaneId::List | PaneId::Problem | PaneId::Formulation | PaneId::Verdicts => Vec::new(),
        }
    }

    /// Places, and everything that belongs to them.
    pub(super) fn belonging(&self, places: &[Evidence]) -> Vec<Evidence> {
        if places.is_empty() || self.is_too_large() {
            return places.to_vec();
        }
        self.links().linked(places, self.model())
    }

    fn is_too_large(&self) -> bool {
        let size = |model: &Model| model.rows.len() + model.variables.len();
        self.model().is_some_and(|model| size(model) > MOST_LINKED)
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            run: self.dossier.run.as_deref(),
            ..Inputs::of(&self.dossier.sample)
        }
    }

    fn links(&self) -> &Links {
        self.links.get_or_init(|| Links::new(&self.inputs()))
    }

    /// What belongs together; `None` for a model too large to look through.
    pub(super) fn trace(&self) -> Option<&TracePane> {
        if self.is_too_large() {
            return None;
        }
        let make = || TracePane::new(Graph::new(&self.inputs(), self.links()));
        Some(self.trace.get_or_init(make))
    }

    /// The changes against a parent; `None` when there is no such parent here.
    pub(super) fn changes(&self, parent: usize) -> Option<&ChangesPane> {
        let dossier = &self.dossier;
        let sample = dossier.parents.get(parent)?;
        let pane = self.changes.get_or_init(|| {
            let run = dossier.parent_runs.get(parent).and_then(Option::as_ref);
            let derived = Derived {
                child: &dossier.sample,
                parent: sample,
                model: self.model(),
                parent_model: run.and_then(|run| run.model.as_ref()),
                judged: &dossier.judged,
            };
            ChangesPane::new(derived)
        });
        Some(pane)
    }

    /// Whether the solver pane has a value for every variable and row.
    pub(super) fn has_values(&self) -> bool {
        let outcome = self.dossier.run.as_ref().and_then(|run| run.outcome.as_ref());
        outcome.is_some_and(|outcome| !outcome.values.is_empty())
    }

    /// The captured model.
    pub(super) fn model(&self) -> Option<&Model> {
        self.dossier.run.as_ref().and_then(|run| run.model.as_ref())
    }

    /// Moves within a pane other than the verdicts.
    pub(super) fn scroll(&mut self, pane: PaneId, action: Action) {
        let scroll = match pane {
            PaneId::Problem => &mut self.places.problem,
            PaneId::Formulation => &mut self.places.formulation,
            PaneId::Program => {
                let state = &mut self.places.program;
                let height = state.scroll.height().max(1);
                state.cursor = moved(state.cursor, self.program.lines(), height, action);
                return;
            }
            PaneId::Solver => {
                let state = &mut self.places.solver;
                let height = state.scroll.height().max(1);
                state.cursor = moved(state.cursor, state.scroll.total(), height, action);
                return;
            }
            PaneId::Model => {
                let count = self.model.as_ref().map_or(0, ModelPane::items);
                let state = &mut self.places.model;
                let height = state.scroll.height().max(1);
                state.cursor = moved(state.cursor, count, height, action);
                return;
            }
            PaneId::List | PaneId::Verdicts => return,
        };
        match action {
            Action::Down => scroll.by(1),
            Action::Up => scroll.by(-1),
            Action::PageDown => scroll.by_pages(1),
            Action::PageUp => scroll.by_pages(-1),
            Action::First => scroll.to_start(),
            Action::Last => scroll.to_end(),
            _ => {}
        }
    }

    pub(super) fn draw(
        &mut self,
        frame: &mut Frame,
        area: Rect,
        pane: PaneId,
        set: Setting<'_>,
        verdicts: &mut VerdictsState,
    ) {
        let places = &mut self.places;
        match pane {
            PaneId::Problem => draw_pane(frame, area, &self.problem, &mut places.problem, pane, set),
            PaneId::Formulation => {
                draw_pane(frame, area, &self.formulation, &mut places.formulation, pane, set);
            }
            PaneId::Program => draw_pane(frame, area, &self.program, &mut places.program, pane, set),
            PaneId::Verdicts => draw_pane(frame, area, &self.verdicts, verdicts, pane, set),
            PaneId::Model => match &self.model {
                Some(model) => draw_pane(frame, area, model, &mut places.model, pane, set),
                None => draw_message(frame, area, self.no_model(), pane, set),
            },
            PaneId::Solver => match &self.solver {
                Some(solver) => draw_pane(frame, area, solver, &mut places.solver, pane, set),
                None => draw_message(frame, area, self.no_model(), pane, set),
            },
            PaneId::List => {}
        }
    }

    fn no_model(&self) -> &'static str {
        match &self.dossier.run {
            _ if self.dossier.checking => "The program is running …",
            None => "The program has not run yet.",
            Some(_) => "The program made no model; the verdicts say why.",
        }
    }
}

fn problem_pane(dossier: &Dossier, compare: Option<usize>) -> ProblemPane {
    let against = compare.and_then(|parent| {
        let problem = dossier.parents.get(parent)?.problem.as_str();
        Some(Against { parent, problem })
    });
    let options = ProblemOptions {
        markers: true,
        numbers: true,
    };
    ProblemPane::new(&dossier.sample.problem, against, options)
}

pub(super) fn draw_pane<P: Pane>(
    frame: &mut Frame,
    area: Rect,
    pane: &P,
    state: &mut P::State,
    id: PaneId,
    set: Setting<'_>,
) {
    let inside = draw_tabs(frame, area, &pane.title(), id, set);
    let look = set.look();
    pane.draw(inside, frame.buffer_mut(), state, look);
    draw_scrollbar(area, frame.buffer_mut(), P::scroll(state), look);
}

/// A frame; when several panes share it, their names stand in its upper edge.
fn draw_tabs(frame: &mut Frame, area: Rect, title: &Title, id: PaneId, set: Setting<'_>) -> Rect {
    let look = set.look();
    if set.group.len() < 2 {
        return draw_frame(area, frame.buffer_mut(), title, look);
    }
    let names = tab_names(area, id, set);
    let room = usize::from(area.width.saturating_sub(4)).saturating_sub(names.width());
    let fits = title.note.width() + 3 <= room;
    let note = if fits { title.note.as_str() } else { "" };
    let inside = draw_frame(area, frame.buffer_mut(), &Title::new("", note), look);
    let edge = Rect {
        x: area.x + 2.min(area.width),
        width: area.width.saturating_sub(4),
        height: area.height.min(1),
        ..area
    };
    frame.render_widget(names, edge);
    inside
}

/// The names of the panes in a frame, cut to letters where there is no room.
fn tab_names(area: Rect, shown: PaneId, set: Setting<'_>) -> Line<'static> {
    let names = |short: bool| {
        let mut spans = Vec::new();
        for pane in set.group {
            let open = *pane == shown;
            let word = if short && !open {
                &pane.word()[..4]
            } else {
                pane.word()
            };
            let mark = if open && set.focused { "▸" } else { " " };
            let style = match (open, set.focused) {
                (true, true) => set.styles.title_focus,
                (true, false) => set.styles.title,
                (false, _) => set.styles.muted,
            };
            if !spans.is_empty() {
                spans.push(Span::styled("│", set.styles.border));
            }
            spans.push(Span::styled(format!("{mark}{word} "), style));
        }
        Line::from(spans)
    };
    let full = names(false);
    if full.width() + 4 <= usize::from(area.width) {
        full
    } else {
        names(true)
    }
}

/// A frame with a sentence in it.
pub(super) fn draw_message(frame: &mut Frame, area: Rect, text: &str, id: PaneId, set: Setting<'_>) {
    let inside = draw_tabs(frame, area, &Title::new(id.word(), ""), id, set);
    let paragraph = Paragraph::new(text)
        .style(set.styles.muted)
        .wrap(Wrap { trim: true });
    frame.render_widget(paragraph, inside);
}

/// A frame of the empty desk.
pub(super) fn draw_empty(frame: &mut Frame, area: Rect, id: PaneId, set: Setting<'_>) {
    draw_message(frame, area, "", id, set);
}
