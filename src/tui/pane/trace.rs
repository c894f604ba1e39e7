//! The trace view: sentences, formulas, lines of the program and the model side by side, with lines between what belongs
//! together. Where there is no room for columns, a list of chains says the same.

mod chains;
mod columns;
mod wires;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::Evidence;
use crate::check::link::{Column, Graph, NodeId};

use super::{Look, Scroll, Title};
use crate::tui::text::formulation;
use chains::Chains;

/// Columns of the screen below which chains are listed.
const ROOM_FOR_COLUMNS: u16 = 100;

/// Where a person is in the trace view.
#[derive(Debug, Clone)]
pub struct TraceState {
    column: Column,
    /// The cursor of each column.
    cursors: [usize; 4],
    /// The first node that each column shows.
    tops: [usize; 4],
    /// The line of the list of chains.
    line: usize,
    scroll: Scroll,
    /// Whether chains were listed at the last drawing.
    listed: bool,
    /// Nodes that a column showed at the last drawing.
    height: usize,
    /// Lines of each node at the last drawing.
    lines: usize,
}

impl Default for TraceState {
    fn default() -> Self {
        Self {
            column: Column::Model,
            cursors: [0; 4],
            tops: [0; 4],
            line: 0,
            scroll: Scroll::default(),
            listed: false,
            height: 1,
            lines: 1,
        }
    }
}

fn place(column: Column) -> usize {
    column as usize
}

/// The trace of a sample.
#[derive(Debug)]
pub struct TracePane {
    graph: Graph,
    chains: Chains,
    /// Cells of the names in each column.
    names: [usize; 4],
}

impl TracePane {
    /// Prepares a graph.
    pub fn new(mut graph: Graph) -> Self {
        let for_reading = |text: &str| formulation(text).text().replace('\n', " ").trim().to_owned();
        graph.reword(Column::Formulas, for_reading);
        Self {
            names: Column::ALL.map(|column| columns::name_cells(graph.nodes(column))),
            chains: Chains::new(&graph),
            graph,
        }
    }

    /// Title and note for the frame around it.
    pub fn title(&self) -> Title {
        let lonely = |column: Column| {
            let nodes = (0..self.graph.nodes(column).len()).map(|at| (column, at));
            nodes
                .filter(|node| self.graph.neighbours(*node).is_empty())
                .count()
        };
        let sentences = lonely(Column::Sentences);
        let note = match sentences {
            0 => "every sentence leads somewhere".to_owned(),
            1 => "1 sentence leads nowhere".to_owned(),
            more => format!("{more} sentences lead nowhere"),
        };
        Title::new("Trace", note)
    }

    /// Puts the cursor on a place, if it is one of the graph.
    pub fn point(&self, evidence: &Evidence, state: &mut TraceState) {
        if let Some(node) = self.graph.find(evidence) {
            self.go_to(node, state);
        }
    }

    /// The place under the cursor.
    pub fn evidence(&self, state: &TraceState) -> Option<&Evidence> {
        let node = self.selected(state)?;
        self.graph.node(node).map(|node| &node.evidence)
    }

    fn go_to(&self, (column, at): NodeId, state: &mut TraceState) {
        state.column = column;
        state.cursors[place(column)] = at;
        state.line = self.chains.line_of(column, at);
    }

    /// The node under the cursor.
    fn selected(&self, state: &TraceState) -> Option<NodeId> {
        if state.listed {
            return self.chains.node(state.column, state.line);
        }
        let at = state.cursors[place(state.column)];
        (at < self.graph.nodes(state.column).len()).then_some((state.column, at))
    }

    /// Moves the cursor along a column or the chains; `to` says where from a position, of how many, by what page.
    pub fn step(&self, to: impl Fn(usize, usize, usize) -> usize, state: &mut TraceState) {
        if state.listed {
            let page = state.scroll.height().max(1);
            state.line = to(state.line, self.chains.len(state.column), page);
            if let Some((column, at)) = self.chains.head(state.column, state.line) {
                state.cursors[place(column)] = at;
            }
            return;
        }
        let count = self.graph.nodes(state.column).len();
        let cursor = &mut state.cursors[place(state.column)];
        *cursor = to(*cursor, count, state.height.max(1));
        let at = *cursor;
        state.line = self.chains.line_of(state.column, at);
    }

    /// To the next column that has nodes: to the surest link of the node under the cursor, if it has one there.
    pub fn turn(&self, by: isize, state: &mut TraceState) {
        let from = (state.column, state.cursors[place(state.column)]);
        let mut at = place(state.column);
        while let Some(next) = at.checked_add_signed(by).filter(|next| *next < Column::ALL.len()) {
            at = next;
            let column = Column::ALL[at];
            if self.graph.nodes(column).is_empty() {
                continue;
            }
            let linked = self
                .graph
                .neighbours(from)
                .iter()
                .find(|((to, _), _)| *to == column);
            let node = linked.map_or(state.cursors[at], |((_, node), _)| *node);
            return self.go_to((column, node), state);
        }
    }

    /// Draws it.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut TraceState, look: Look<'_>) {
        let listed = area.width < ROOM_FOR_COLUMNS;
        if listed && !state.listed {
            state.line = self
                .chains
                .line_of(state.column, state.cursors[place(state.column)]);
        }
        state.listed = listed;
        if listed {
            self.chains.draw(&self.graph, area, buf, state, look);
        } else {
            columns::draw(&self.graph, self.names, area, buf, state, look);
        }
    }
}

#[cfg(test)]
mod tests;
