//! The trace as a list: every node of one column, with what belongs to it below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{TraceState, place};
use crate::check::link::{Column, Graph, NodeId};
use crate::tui::pane::{Ink, Look, select};

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    node: NodeId,
    /// The node that it hangs on, with how sure that is; `None` for a head.
    under: Option<(NodeId, u8)>,
}

/// The lines of each column's list.
#[derive(Debug)]
pub(super) struct Chains([Vec<Line>; 4]);

impl Chains {
    pub(super) fn new(graph: &Graph) -> Self {
        Self(Column::ALL.map(|column| {
            let heads = (0..graph.nodes(column).len()).map(|at| (column, at));
            heads
                .flat_map(|head| {
                    let links = graph.neighbours(head).iter();
                    let links = links.map(move |(node, confidence)| Line {
                        node: *node,
                        under: Some((head, *confidence)),
                    });
                    std::iter::once(Line {
                        node: head,
                        under: None,
                    })
                    .chain(links)
                })
                .collect()
        }))
    }

    fn lines(&self, column: Column) -> &[Line] {
        &self.0[place(column)]
    }

    pub(super) fn len(&self, column: Column) -> usize {
        self.lines(column).len()
    }

    /// The line of a head.
    pub(super) fn line_of(&self, column: Column, at: usize) -> usize {
        let lines = self.lines(column);
        lines
            .iter()
            .position(|line| line.under.is_none() && line.node.1 == at)
            .unwrap_or(0)
    }

    /// What stands on a line.
    pub(super) fn node(&self, column: Column, line: usize) -> Option<NodeId> {
        self.lines(column).get(line).map(|line| line.node)
    }

    /// The head above a line, or on it.
    pub(super) fn head(&self, column: Column, line: usize) -> Option<NodeId> {
        let line = self.lines(column).get(line)?;
        Some(line.under.map_or(line.node, |(head, _)| head))
    }

    pub(super) fn draw(
        &self,
        graph: &Graph,
        area: Rect,
        buf: &mut Buffer,
        state: &mut TraceState,
        look: Look<'_>,
    ) {
        let [tabs, body] = split(area);
        draw_tabs(graph, tabs, buf, state.column, look);
        let lines = self.lines(state.column);
        state.line = state.line.min(lines.len().saturating_sub(1));
        state.scroll.fit(usize::from(body.height), lines.len());
        state.scroll.show(state.line..state.line + 1);
        if lines.is_empty() {
            Ink::new(body, buf).put("nothing stands here", look.styles.muted);
        }
        for (index, row) in state.scroll.window().zip(body.rows()) {
            draw_line(graph, lines[index], row, buf, look);
            if index == state.line {
                select(row, buf, look);
            }
        }
    }
}

fn split(area: Rect) -> [Rect; 2] {
    let tabs = Rect {
        height: area.height.min(1),
        ..area
    };
    let body = Rect {
        y: area.y + tabs.height,
        height: area.height - tabs.height,
        ..area
    };
    [tabs, body]
}

/// The columns, of which one heads the chains.
fn draw_tabs(graph: &Graph, area: Rect, buf: &mut Buffer, open: Column, look: Look<'_>) {
    let mut ink = Ink::new(area, buf);
    for column in Column::ALL {
        let (mark, style) = if column == open {
            ("▸", look.styles.title_focus)
        } else {
            (" ", look.styles.muted)
        };
        let words = format!("{mark}{} {} ", column.word(), graph.nodes(column).len());
        ink.put(&words, style);
    }
}

fn draw_line(graph: &Graph, line: Line, area: Rect, buf: &mut Buffer, look: Look<'_>) {
    let Some(node) = graph.node(line.node) else { return };
    let styles = look.styles;
    let mut ink = Ink::new(area, buf);
    match line.under {
        None => {
            let lonely = graph.neighbours(line.node).is_empty();
            let (mark, style) = if lonely {
                ("·", styles.muted)
            } else {
                ("▪", styles.strong)
            };
            ink.put(mark, style).put(" ", style);
            ink.put(&node.name, style).put("  ", style).put(&node.text, style);
        }
        Some((head, confidence)) => {
            let arrow = if line.node.0 < head.0 { "←" } else { "→" };
            ink.put(&format!("   {arrow} {confidence:>3} %  "), styles.accent);
            let what = match line.node.0 {
                Column::Sentences => "sentence ",
                Column::Formulas => "formula ",
                Column::Lines => "line ",
                Column::Model => "",
            };
            ink.put(what, styles.muted)
                .put(&node.name, styles.muted)
                .put("  ", styles.muted);
            ink.put(&node.text, styles.text);
        }
    }
}
