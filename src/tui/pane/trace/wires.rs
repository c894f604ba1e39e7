//! The lines between two columns of the trace, as a mesh of strokes that join where they meet.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::pane::Look;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// The strokes for every set of directions, thin and thick.
const THIN: [&str; 16] = [
    " ", "╵", "╷", "│", "╴", "╯", "╮", "┤", "╶", "╰", "╭", "├", "─", "┴", "┬", "┼",
];
const THICK: [&str; 16] = [
    " ", "╹", "╻", "┃", "╸", "┛", "┓", "┫", "╺", "┗", "┏", "┣", "━", "┻", "┳", "╋",
];

/// A line from a node on the left to one on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wire {
    /// Line of the screen on the left.
    pub(super) from: u16,
    /// Line of the screen on the right.
    pub(super) to: u16,
    /// Wires of the same node change their height in the same place.
    pub(super) lane: usize,
    /// Whether it belongs to the cursor.
    pub(super) strong: bool,
    /// Whether it joins the two columns, and does not pass one by.
    pub(super) adjacent: bool,
}

/// The wires of one gutter.
pub(super) struct Wires {
    area: Rect,
    wires: Vec<Wire>,
}

impl Wires {
    pub(super) fn new(area: Rect) -> Self {
        Self {
            area,
            wires: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.wires.len()
    }

    pub(super) fn add(&mut self, wire: Wire) {
        self.wires.push(wire);
    }

    /// Draws the wires of the cursor over all others.
    pub(super) fn draw(&self, buf: &mut Buffer, look: Look<'_>) {
        if self.area.width < 3 {
            return;
        }
        for strong in [false, true] {
            let mut mesh: BTreeMap<(u16, u16), u8> = BTreeMap::new();
            for wire in self.wires.iter().filter(|wire| wire.strong == strong) {
                self.lay(*wire, &mut mesh);
            }
            let (strokes, style) = if strong {
                (THICK, look.styles.accent)
            } else {
                (THIN, look.styles.border)
            };
            for ((x, y), directions) in mesh {
                if let Some(cell) = buf.cell_mut((x, y)) {
                    cell.set_symbol(strokes[usize::from(directions)]).set_style(style);
                }
            }
        }
    }

    fn lay(&self, wire: Wire, mesh: &mut BTreeMap<(u16, u16), u8>) {
        let (left, right) = (self.area.x, self.area.right() - 1);
        let lanes = usize::from(self.area.width - 2);
        let bend = left + 1 + u16::try_from(wire.lane % lanes).unwrap_or(0);
        let mut add = |x: u16, y: u16, directions: u8| *mesh.entry((x, y)).or_default() |= directions;
        // What passes a column by shows that in a gap before it.
        let end = if wire.adjacent {
            right
        } else {
            right.saturating_sub(1)
        };
        for x in left..=bend {
            let inner = if x < bend { RIGHT } else { 0 };
            add(x, wire.from, LEFT | inner);
        }
        for x in bend..=end {
            let inner = if x > bend { LEFT } else { 0 };
            add(x, wire.to, RIGHT | inner);
        }
        let (top, bottom) = (wire.from.min(wire.to), wire.from.max(wire.to));
        for y in top..bottom {
            add(bend, y, DOWN);
            add(bend, y + 1, UP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::Lit;
    use crate::tui::testing::{dark, grid};

    #[test]
    fn wires_join_where_they_meet() {
        let area = Rect::new(0, 0, 5, 3);
        let mut wires = Wires::new(area);
        let wire = Wire {
            from: 0,
            to: 0,
            lane: 1,
            strong: false,
            adjacent: true,
        };
        wires.add(wire);
        wires.add(Wire { to: 2, ..wire });
        let mut buf = Buffer::empty(area);
        let (styles, lit) = (dark(), Lit::default());
        let look = Look {
            styles: &styles,
            lit: &lit,
            focused: true,
        };
        wires.draw(&mut buf, look);
        assert_eq!(grid(&buf), "──┬──\n  │\n  ╰──\n");
    }
}
