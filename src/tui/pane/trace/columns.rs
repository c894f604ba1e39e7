//! The trace in columns, with lines between them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::wires::{Wire, Wires};
use super::{TraceState, place};
use crate::check::link::{Column, Graph, Node, NodeId};
use crate::tui::pane::{Ink, Look, light, select, visible_range};
use crate::tui::text::{self, Hang, Wrap};

/// Cells between two columns.
const GUTTER: u16 = 5;

/// Lines at the foot that say all of what the cursor is on.
const FOOT: u16 = 4;

/// Lines of a node at most, where there is room.
const MOST_LINES: usize = 3;

/// Cells of a node's name at most.
const NAME: usize = 14;

/// Lines between nodes that are drawn at most: more would be a mat.
const MOST_WIRES: usize = 400;

/// Cells of the longest name and a blank.
pub(super) fn name_cells(nodes: &[Node]) -> usize {
    let widths = nodes.iter().map(|node| text::width(&node.name));
    widths.max().unwrap_or(0).min(NAME) + 1
}

pub(super) fn draw(
    graph: &Graph,
    names: [usize; 4],
    area: Rect,
    buf: &mut Buffer,
    state: &mut TraceState,
    look: Look<'_>,
) {
    let foot = FOOT.min(area.height / 3);
    let [body, foot] = Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]).areas(area);
    let lanes = Layout::horizontal([Constraint::Fill(1); 4])
        .spacing(GUTTER)
        .areas::<4>(body);
    let most = Column::ALL
        .map(|column| graph.nodes(column).len())
        .into_iter()
        .max()
        .unwrap_or(0);
    state.lines = (usize::from(body.height.saturating_sub(1)) / most.max(1)).clamp(1, MOST_LINES);
    state.height = usize::from(body.height.saturating_sub(1)) / state.lines;
    let cursor = state.cursors[place(state.column)];
    let selected = (
        state.column,
        cursor.min(graph.nodes(state.column).len().saturating_sub(1)),
    );
    state.cursors[place(state.column)] = selected.1;
    bring_into_view(graph, selected, state);
    let sheet = Sheet {
        graph,
        names,
        selected,
        look,
    };
    for column in Column::ALL {
        sheet.draw_column(column, lanes[place(column)], buf, state);
    }
    sheet.draw_wires(lanes, buf, state);
    sheet.draw_foot(foot, buf);
}

/// The column of the cursor shows the cursor, and every other one what belongs to it most surely.
fn bring_into_view(graph: &Graph, selected: NodeId, state: &mut TraceState) {
    for column in Column::ALL {
        let at = place(column);
        let total = graph.nodes(column).len();
        let linked = graph
            .neighbours(selected)
            .iter()
            .find(|((to, _), _)| *to == column);
        let wanted = if column == selected.0 {
            selected.1
        } else {
            linked.map_or(state.tops[at], |((_, node), _)| *node)
        };
        let wanted = wanted.min(total.saturating_sub(1));
        state.tops[at] = visible_range(wanted, state.tops[at], state.height, total).start;
    }
}

/// What drawing a column needs to know.
struct Sheet<'a> {
    graph: &'a Graph,
    names: [usize; 4],
    selected: NodeId,
    look: Look<'a>,
}

impl Sheet<'_> {
    fn draw_column(&self, column: Column, area: Rect, buf: &mut Buffer, state: &TraceState) {
        let (graph, selected, look) = (self.graph, self.selected, self.look);
        let nodes = graph.nodes(column);
        let open = column == selected.0;
        let style = if open {
            look.styles.title_focus
        } else {
            look.styles.title
        };
        let mark = if open { "▸" } else { " " };
        Ink::new(area, buf).put(&format!("{mark}{} {}", column.word(), nodes.len()), style);
        // A long name leaves most of the column to what the node says.
        let names = self.names[place(column)].min(usize::from(area.width) / 3);
        let top = state.tops[place(column)];
        let height = u16::try_from(state.lines).unwrap_or(1);
        for (at, first) in (top..nodes.len()).zip(area.rows().skip(1).step_by(state.lines)) {
            let row = Rect { height, ..first }.intersection(area);
            let node = (column, at);
            let linked = graph.neighbours(selected).iter().find(|(to, _)| *to == node);
            draw_node(
                &nodes[at],
                linked.map(|(_, confidence)| *confidence),
                names,
                row,
                buf,
                look,
            );
            if graph.neighbours(node).is_empty() {
                buf.set_style(row, look.styles.muted);
            }
            if linked.is_some() {
                light(row, buf, look.styles.lit);
            }
            if node == selected {
                select(row, buf, look);
            }
        }
    }

    fn draw_wires(&self, lanes: [Rect; 4], buf: &mut Buffer, state: &TraceState) {
        let (graph, selected, look) = (self.graph, self.selected, self.look);
        for (left, right) in [(0, 1), (1, 2), (2, 3)] {
            let gutter = Rect {
                x: lanes[left].right(),
                width: lanes[right].x.saturating_sub(lanes[left].right()),
                ..lanes[left]
            };
            let mut wires = Wires::new(gutter);
            let crosses =
                |edge: &&crate::check::link::Edge| place(edge.from.0) <= left && right <= place(edge.to.0);
            for edge in graph.edges().iter().filter(crosses) {
                let strong = edge.from == selected || edge.to == selected;
                let adjacent = place(edge.from.0) == left && place(edge.to.0) == right;
                let (from, from_seen) = line_of(edge.from, state, lanes[place(edge.from.0)]);
                let (to, to_seen) = line_of(edge.to, state, lanes[place(edge.to.0)]);
                // What passes a column by is drawn only from or to the cursor, and what cannot be seen not at all.
                if !(strong || adjacent) || !(from_seen && to_seen) || wires.len() >= MOST_WIRES {
                    continue;
                }
                // It changes its height in the first gutter, and goes straight from there.
                let from = if place(edge.from.0) == left { from } else { to };
                wires.add(Wire {
                    from,
                    to,
                    lane: edge.from.1,
                    strong,
                    adjacent,
                });
            }
            wires.draw(buf, look);
        }
    }

    /// All of the node under the cursor, and what belongs to it.
    fn draw_foot(&self, area: Rect, buf: &mut Buffer) {
        let (graph, selected, look) = (self.graph, self.selected, self.look);
        let Some(node) = graph.node(selected) else { return };
        let rule = "─".repeat(usize::from(area.width));
        let mut lines = area.rows();
        if let Some(line) = lines.next() {
            Ink::new(line, buf).put(&rule, look.styles.border);
        }
        if let Some(line) = lines.next() {
            let mut ink = Ink::new(line, buf);
            ink.put(&node.name, look.styles.strong)
                .put("  ", look.styles.text);
            ink.put(&node.text, look.styles.text);
        }
        let neighbours = graph.neighbours(selected);
        if neighbours.is_empty() {
            if let Some(line) = lines.next() {
                Ink::new(line, buf).put(
                    "Nothing belongs to it, as far as its numbers tell.",
                    look.styles.muted,
                );
            }
            return;
        }
        let mut rest = neighbours.iter().peekable();
        for line in lines {
            let mut ink = Ink::new(line, buf);
            while let Some((to, confidence)) = rest.peek() {
                let arrow = if to.0 < selected.0 { "←" } else { "→" };
                let name = graph.node(*to).map_or("", |node| node.name.as_str());
                let word = match to.0 {
                    Column::Sentences => "sentence ",
                    Column::Formulas => "formula ",
                    Column::Lines => "line ",
                    Column::Model => "",
                };
                let words = format!("{arrow} {word}{name} {confidence} %   ");
                if text::width(words.trim_end()) > usize::from(ink.room()) {
                    break;
                }
                ink.put(&words, look.styles.accent);
                rest.next();
            }
        }
    }
}

/// Name and text on one line or, where there is room, on a few.
fn draw_node(
    node: &Node,
    confidence: Option<u8>,
    names: usize,
    area: Rect,
    buf: &mut Buffer,
    look: Look<'_>,
) {
    let percent = confidence.map_or_else(String::new, |confidence| format!(" {confidence} %"));
    let mark = if confidence.is_some() { "▸" } else { " " };
    Ink::new(area, buf)
        .put(mark, look.styles.strong)
        .put_column(&node.name, names, look.styles.muted);
    let indent = u16::try_from(names + 1).unwrap_or(0).min(area.width);
    let text = Rect {
        x: area.x + indent,
        width: area.width - indent,
        ..area
    };
    // The note stands at the end of the first line, so the text is a little narrower on all of them.
    let narrower = u16::try_from(text::width(&percent)).unwrap_or(0).min(text.width);
    let pieces = Wrap::new(&node.text, text.width - narrower, Hang::None).rows;
    let last = usize::from(area.height).saturating_sub(1);
    for ((at, piece), line) in pieces.iter().enumerate().zip(text.rows()) {
        let body = Rect {
            width: text.width - narrower,
            ..line
        };
        // What does not fit is cut on the last line.
        let bytes = if at == last {
            piece.bytes.start..node.text.len()
        } else {
            piece.bytes.clone()
        };
        Ink::new(body, buf).put(
            node.text.get(bytes).unwrap_or_default().trim_end(),
            look.styles.text,
        );
    }
    Ink::new(area, buf)
        .skip_to_right(text::width(&percent))
        .put(&percent, look.styles.strong);
}

/// The line on the screen of a node, from the top of its column; beyond the edge it stands on the edge.
fn line_of((column, at): NodeId, state: &TraceState, area: Rect) -> (u16, bool) {
    let height = area.height.saturating_sub(1);
    let line = at
        .checked_sub(state.tops[place(column)])
        .map(|line| line * state.lines);
    match line.and_then(|line| u16::try_from(line).ok()) {
        Some(line) if line < height => (area.y + 1 + line, true),
        Some(_) => (area.y + height, false),
        None => (area.y + 1, false),
    }
}
