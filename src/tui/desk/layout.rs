//! Where the panes lie.
//!
//! ```text
//! Stack (under 100 columns)      Columns (from 100)              Wide (from 170)
//! ╭ Problem │ Formul. │ … ────╮  ╭ list ╮╭ Problem ──╮╭ Verd. ╮  ╭ list ╮╭ Problem ╮╭ Program ╮╭ Verd. ╮
//! │                           │  │      │├ Form│Prog ┤│       │  │      │├─────────┤│ │ Model ││       │
//! ├ list ─────╮╭ Verd │ Solv ─┤  │      ││           │├ Solv. ┤  │      ││ Formul. ││         │├ Solv. ┤
//! ╰───────────╯╰──────────────╯  ╰──────╯╰───────────╯╰───────╯  ╰──────╯╰─────────╯╰─────────╯╰───────╯
//! ```

use ratatui::layout::{Constraint, Layout, Rect};

/// A pane of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaneId {
    /// The queue or the steps: the screen draws it.
    List,
    /// The problem, compared with a parent.
    Problem,
    /// The formulation.
    Formulation,
    /// The program.
    Program,
    /// The captured model.
    Model,
    /// The verdicts with their findings.
    Verdicts,
    /// What the solver said.
    Solver,
}

use PaneId::{Formulation, List, Model, Problem, Program, Solver, Verdicts};

impl PaneId {
    /// Every pane, in the order in which they come to the front at first.
    pub const ALL: [Self; 7] = [List, Problem, Verdicts, Formulation, Solver, Program, Model];

    /// The word in its frame.
    pub fn word(self) -> &'static str {
        match self {
            List => "List",
            Problem => "Problem",
            Formulation => "Formulation",
            Program => "Program",
            Model => "Model",
            Verdicts => "Verdicts",
            Solver => "Solver",
        }
    }
}

/// How the panes are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Texts above, list and verdicts below.
    Stack,
    /// List, texts, verdicts.
    Columns,
    /// List, words, program, verdicts.
    Wide,
}

impl Shape {
    /// The arrangement that an area has room for.
    pub fn of(area: Rect) -> Self {
        match area.width {
            0..100 => Self::Stack,
            100..170 => Self::Columns,
            170.. => Self::Wide,
        }
    }

    /// The panes, by the frames that they share, in the order of `Tab`.
    pub fn groups(self) -> &'static [&'static [PaneId]] {
        match self {
            Self::Stack => &[
                &[Problem, Formulation, Program, Model],
                &[List],
                &[Verdicts, Solver],
            ],
            Self::Columns => &[
                &[List],
                &[Problem],
                &[Formulation, Program, Model],
                &[Verdicts],
                &[Solver],
            ],
            Self::Wide => &[
                &[List],
                &[Problem],
                &[Formulation],
                &[Program, Model],
                &[Verdicts],
                &[Solver],
            ],
        }
    }

    /// Where each frame lies; a zoomed pane has all the room.
    pub fn places(self, area: Rect, zoomed: Option<PaneId>) -> Vec<(Rect, &'static [PaneId])> {
        let groups = self.groups();
        if let Some(pane) = zoomed {
            let group = groups.iter().find(|group| group.contains(&pane));
            return group.map(|group| (area, *group)).into_iter().collect();
        }
        let areas = match self {
            Self::Stack => stack(area),
            Self::Columns => columns(area),
            Self::Wide => wide(area),
        };
        areas.into_iter().zip(groups.iter().copied()).collect()
    }
}

fn rows<const N: usize>(area: Rect, parts: [Constraint; N]) -> [Rect; N] {
    Layout::vertical(parts).areas(area)
}

fn stack(area: Rect) -> Vec<Rect> {
    // Where there is room, all eight steps of a walk fit into the lower frames.
    let lower = if area.height >= 20 {
        Constraint::Length(10.max(area.height * 2 / 5))
    } else {
        Constraint::Fill(2)
    };
    let [texts, below] = rows(area, [Constraint::Fill(3), lower]);
    let list = (area.width * 2 / 5).min(34);
    let [list, verdicts] = Layout::horizontal([Constraint::Length(list), Constraint::Fill(1)]).areas(below);
    vec![texts, list, verdicts]
}

fn columns(area: Rect) -> Vec<Rect> {
    let parts = [Constraint::Length(28), Constraint::Fill(3), Constraint::Fill(2)];
    let [list, texts, verdicts] = Layout::horizontal(parts).areas(area);
    let [problem, solution] = rows(texts, [Constraint::Fill(2), Constraint::Fill(3)]);
    let [verdicts, solver] = rows(verdicts, [Constraint::Fill(3), Constraint::Fill(2)]);
    vec![list, problem, solution, verdicts, solver]
}

fn wide(area: Rect) -> Vec<Rect> {
    let parts = [
        Constraint::Length(34),
        Constraint::Fill(4),
        Constraint::Fill(4),
        Constraint::Fill(3),
    ];
    let [list, words, program, verdicts] = Layout::horizontal(parts).areas(area);
    let [problem, formulation] = rows(words, [Constraint::Fill(2), Constraint::Fill(3)]);
    let [verdicts, solver] = rows(verdicts, [Constraint::Fill(3), Constraint::Fill(2)]);
    vec![list, problem, formulation, program, verdicts, solver]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn frames_lie_inside_the_area_and_apart(width in 0u16..300, height in 0u16..120) {
            let area = Rect::new(0, 1, width, height);
            let shape = Shape::of(area);
            let places = shape.places(area, None);
            prop_assert_eq!(places.len(), shape.groups().len());
            for (at, (place, _)) in places.iter().enumerate() {
                prop_assert_eq!(place.intersection(area), *place);
                for (other, _) in &places[at + 1..] {
                    prop_assert!(place.intersection(*other).is_empty());
                }
            }
        }
    }

    #[test]
    fn every_shape_has_every_pane_once() {
        for shape in [Shape::Stack, Shape::Columns, Shape::Wide] {
            let panes: Vec<PaneId> = shape.groups().concat();
            assert_eq!(panes.len(), PaneId::ALL.len());
            assert!(PaneId::ALL.iter().all(|pane| panes.contains(pane)));
        }
    }
}
