//! The Lineage screen: a sample among its ancestors and descendants, as a tree.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

use super::{Availability, Screen};
use crate::sample::SampleId;
use crate::tui::action::{Action, Context};
use crate::tui::desk::moved;
use crate::tui::message::{Family, Generation, Relative, Reply, Request};
use crate::tui::modal::{Answer, Prompt, Question};
use crate::tui::outbox::{Outbox, Tab};
use crate::tui::pane::{Lit, Look, Scroll, Title, draw_frame, draw_scrollbar};
use crate::tui::theme::Styles;

/// The Lineage screen.
#[derive(Debug, Default)]
pub struct Lineage {
    /// The sample whose family is shown.
    center: Option<SampleId>,
    family: Option<Family>,
    /// What stands before each member, made with the family.
    branches: Vec<String>,
    cursor: usize,
    scroll: Scroll,
    generation: Generation,
    searched: Option<String>,
}

impl Lineage {
    fn ask(&mut self, sample: SampleId, out: &mut Outbox) {
        self.center = Some(sample);
        out.ask(Request::Family {
            generation: self.generation.advance(),
            sample,
        });
    }

    fn members(&self) -> &[(usize, Relative)] {
        self.family.as_ref().map_or(&[], |family| &family.members)
    }

    fn selected(&self) -> Option<&Relative> {
        self.members().get(self.cursor).map(|(_, relative)| relative)
    }

    fn show(&mut self, family: &Family) {
        let kept = self.selected().map(|relative| relative.id);
        let position = |id| family.members.iter().position(|(_, relative)| relative.id == id);
        self.cursor = kept.and_then(position).unwrap_or(family.center);
        let levels: Vec<usize> = family.members.iter().map(|(level, _)| *level).collect();
        self.branches = branches(&levels);
        self.family = Some(family.clone());
    }

    fn find(&mut self, forward: bool, out: &mut Outbox) {
        let Some(wanted) = self.searched.as_ref().map(|text| text.to_lowercase()) else {
            return;
        };
        let count = self.members().len();
        let matches = |at: &usize| {
            let row = &self.members()[*at].1.row;
            format!("{} {} {}", row.id, row.text, row.origin)
                .to_lowercase()
                .contains(&wanted)
        };
        let order = (1..=count).map(|step| if forward { step } else { count - step });
        let found = order.map(|step| (self.cursor + step) % count).find(matches);
        match found {
            Some(at) => self.cursor = at,
            None => out.hint("nothing in this family matches"),
        }
    }

    fn draw_tree(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let lit = Lit::default();
        let look = Look {
            styles,
            lit: &lit,
            focused: true,
        };
        let count = self.members().len();
        let cut = self.family.as_ref().is_some_and(|family| family.cut);
        let note = match (count, cut) {
            (0, _) => String::new(),
            (_, true) => format!("{}/{count} · the rest is not shown", self.cursor + 1),
            (_, false) => format!("{}/{count}", self.cursor + 1),
        };
        let inside = draw_frame(area, frame.buffer_mut(), &Title::new("Lineage", note), look);
        if count == 0 {
            let text = match self.center {
                None => "No sample is selected. Select one on the Review screen (2), then come back.",
                Some(_) => "reading …",
            };
            frame.render_widget(
                Paragraph::new(text).style(styles.muted).wrap(Wrap { trim: true }),
                inside,
            );
            return;
        }
        self.scroll.fit(usize::from(inside.height), count);
        self.scroll.show(self.cursor..self.cursor + 1);
        for (row, at) in self.scroll.window().enumerate() {
            let y = inside.y + u16::try_from(row).unwrap_or(0);
            let line = self.line(at, styles);
            let line = if at == self.cursor {
                line.patch_style(styles.selection)
            } else {
                line
            };
            frame.render_widget(
                line,
                Rect {
                    y,
                    height: 1,
                    ..inside
                },
            );
        }
        draw_scrollbar(area, frame.buffer_mut(), &self.scroll, look);
    }

    /// `└─ ✔ 1a2b3c4d change_para  accepted  A clinic buys …`
    fn line(&self, at: usize, styles: &Styles) -> Line<'_> {
        let Some((_, relative)) = self.members().get(at) else {
            return Line::default();
        };
        let row = &relative.row;
        let (symbol, symbol_style) = match row.verdict {
            Some(kind) => (kind.symbol(), styles.verdict(kind)),
            None => ("·", styles.muted),
        };
        let here = self.center == Some(relative.id);
        let mark = if at == self.cursor { "▶ " } else { "  " };
        Line::from(vec![
            Span::styled(mark, styles.accent),
            Span::styled(self.branches.get(at).map_or("", String::as_str), styles.border),
            Span::styled(symbol, symbol_style),
            Span::raw(" "),
            Span::styled(row.id.as_str(), styles.muted),
            Span::styled(format!(" {:<12}", row.origin), styles.accent),
            Span::styled(format!("{:<9}", row.state.word()), styles.review(row.state)),
            Span::styled(row.text.as_str(), if here { styles.strong } else { styles.text }),
        ])
    }

    fn draw_detail(&self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let lit = Lit::default();
        let look = Look {
            styles,
            lit: &lit,
            focused: false,
        };
        let inside = draw_frame(area, frame.buffer_mut(), &Title::new("Selected", ""), look);
        let Some(relative) = self.selected() else { return };
        let row = &relative.row;
        let meaning = relative
            .operator
            .map_or("nothing here generated it", |operator| operator.meaning());
        let verdict = row.verdict.map_or("not checked", |kind| kind.word());
        let fact = |name: &'static str, value: String| {
            Line::from(vec![
                Span::styled(format!("{name:<10}"), styles.muted),
                Span::styled(value, styles.text),
            ])
        };
        let lines = vec![
            fact("sample", relative.id.to_string()),
            fact("origin", format!("{}: {meaning}", row.origin)),
            fact("depth", format!("{} from the seeds", relative.depth)),
            fact("state", row.state.word().to_owned()),
            fact("verdicts", format!("{verdict} {}", row.why)),
            Line::default(),
            Line::styled(row.text.as_str(), styles.text),
        ];
        frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), inside);
    }
}

/// What stands before each member of a tree that is given by levels, in the order of drawing.
fn branches(levels: &[usize]) -> Vec<String> {
    let mut open: Vec<bool> = Vec::new();
    let mut drawn = vec![String::new(); levels.len()];
    for (at, level) in levels.iter().enumerate().rev() {
        // From below: `open[l]` says whether a later member hangs on level `l`.
        open.truncate(level + 1);
        open.resize(level + 1, false);
        let mut text = String::new();
        for hangs in open.iter().take(*level).skip(1) {
            text.push_str(if *hangs { "│  " } else { "   " });
        }
        if *level > 0 {
            text.push_str(if open[*level] { "├─ " } else { "└─ " });
        }
        open[*level] = true;
        drawn[at] = text;
    }
    drawn
}

impl Screen for Lineage {
    fn context(&self) -> Context {
        Context::Lineage
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::FindNext | Action::FindPrevious if self.searched.is_none() => Availability::Absent,
            Action::Open | Action::NewWalk => {
                Availability::when(self.selected().is_some(), "no sample is selected")
            }
            _ => Availability::Yes,
        }
    }

    fn enter(&mut self, sample: Option<SampleId>, out: &mut Outbox) {
        match sample {
            Some(sample) => {
                if self.center != Some(sample) {
                    self.family = None;
                    self.cursor = 0;
                }
                self.ask(sample, out);
            }
            None => {
                if let Some(center) = self.center {
                    self.ask(center, out);
                }
            }
        }
    }

    fn act(&mut self, action: Action, out: &mut Outbox) {
        match action {
            Action::Open => out.go(Tab::Review, self.selected().map(|relative| relative.id)),
            Action::NewWalk => out.go(Tab::Walk, self.selected().map(|relative| relative.id)),
            Action::Reload => self.enter(None, out),
            Action::Find => {
                let prompt = Prompt::new(
                    Question::FindInLineage,
                    "Find",
                    "A word of an id, an operator or a problem.",
                );
                out.prompt(prompt.holding(self.searched.as_deref().unwrap_or_default()));
            }
            Action::FindNext => self.find(true, out),
            Action::FindPrevious => self.find(false, out),
            action => {
                let page = self.scroll.height().max(1);
                self.cursor = moved(self.cursor, self.members().len(), page, action);
            }
        }
    }

    fn answer(&mut self, question: Question, answer: Answer, out: &mut Outbox) {
        if let (Question::FindInLineage, Answer::Text(text)) = (question, answer) {
            self.searched = Some(text);
            self.find(true, out);
        }
    }

    fn receive(&mut self, reply: &Reply, _out: &mut Outbox) {
        match reply {
            Reply::Family { generation, family } if *generation == self.generation => self.show(family),
            Reply::Saved { sample, state, .. } => {
                let members = self.family.iter_mut().flat_map(|family| &mut family.members);
                for (_, relative) in members.filter(|(_, relative)| relative.id == *sample) {
                    relative.row.state = *state;
                }
            }
            _ => {}
        }
    }

    fn sample(&self) -> Option<SampleId> {
        self.selected().map(|relative| relative.id).or(self.center)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let (parts, wide) = ([Constraint::Fill(3), Constraint::Fill(1)], area.width >= 140);
        let [tree, detail] = if wide {
            Layout::horizontal([Constraint::Fill(2), Constraint::Fill(1)]).areas(area)
        } else if area.height >= 24 {
            Layout::vertical(parts).areas(area)
        } else {
            Layout::vertical([Constraint::Fill(1), Constraint::Length(0)]).areas(area)
        };
        self.draw_tree(frame, tree, styles);
        if detail.height > 0 {
            self.draw_detail(frame, detail, styles);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_join_siblings_and_end_with_the_last() {
        let drawn = branches(&[0, 1, 2, 2, 1, 2]);
        assert_eq!(drawn, ["", "├─ ", "│  ├─ ", "│  └─ ", "└─ ", "   └─ "]);
        assert_eq!(branches(&[]), Vec::<String>::new());
        assert_eq!(branches(&[0, 0]), ["", ""]);
    }

    proptest::proptest! {
        #[test]
        fn any_levels_can_be_drawn(levels in proptest::collection::vec(0usize..6, 0..30)) {
            proptest::prop_assert_eq!(branches(&levels).len(), levels.len());
        }
    }
}
