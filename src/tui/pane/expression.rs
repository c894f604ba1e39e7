//! Rows, bounds and objectives in pieces that can be coloured and that stop where the line does.

use crate::model::text::number;
use crate::model::{Model, QuadraticTerm, Row, RowSense, Term, Variable};
use crate::tui::text::{Role, one_line, width};

use super::figures::count;

/// Bytes of a name that are shown.
pub(super) const NAME_LIMIT: usize = 200;

/// Cells of the text of an item that is shown in full.
pub(super) const FULL: usize = 4_000;

/// A piece of a line.
pub(super) type Piece = (String, Role);

/// What is added up on one side of a row.
struct Sum<'a> {
    model: &'a Model,
    terms: &'a [Term],
    quadratic: &'a [QuadraticTerm],
    constant: f64,
}

impl Sum<'_> {
    fn len(&self) -> usize {
        self.terms.len() + self.quadratic.len() + usize::from(self.constant != 0.0)
    }

    /// Coefficient and factor of one summand, in the order in which they are written.
    fn summand(&self, index: usize) -> (f64, String) {
        let name = |id| one_line(self.model.name_of(id), NAME_LIMIT).into_owned();
        if let Some(term) = self.terms.get(index) {
            return (term.coefficient, name(term.variable));
        }
        match self.quadratic.get(index - self.terms.len()) {
            Some(term) if term.first == term.second => (term.coefficient, format!("{}²", name(term.first))),
            Some(term) => (
                term.coefficient,
                format!("{}·{}", name(term.first), name(term.second)),
            ),
            None => (self.constant, String::new()),
        }
    }

    fn pieces(&self, index: usize) -> Vec<Piece> {
        let (coefficient, factor) = self.summand(index);
        let sign = match (index, coefficient < 0.0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        let size = coefficient.abs();
        let mut pieces = vec![(sign.to_owned(), Role::Muted)];
        #[expect(clippy::float_cmp, reason = "only a coefficient of exactly one is left out")]
        if size != 1.0 || factor.is_empty() {
            let gap = if factor.is_empty() { "" } else { " " };
            pieces.push((format!("{}{gap}", number(size)), Role::Number));
        }
        pieces.push((factor, Role::Plain));
        pieces
    }

    /// As many summands as fit into `room` cells, with how many more there are.
    fn write(&self, room: usize) -> Vec<Piece> {
        if self.len() == 0 {
            return vec![("0".to_owned(), Role::Number)];
        }
        let mut written: Vec<Vec<Piece>> = Vec::new();
        let mut used = 0;
        while used <= room && written.len() < self.len() {
            let pieces = self.pieces(written.len());
            used += cells(&pieces);
            written.push(pieces);
        }
        let mut more = None;
        // Summands go until the note that counts them fits, too.
        while used + more.as_ref().map_or(0, |(note, _): &Piece| width(note)) > room {
            let Some(last) = written.pop() else { break };
            used -= cells(&last);
            let note = match written.len() {
                0 => count(self.len(), "term"),
                shown => format!(" … +{} more", self.len() - shown),
            };
            more = Some((note, Role::Muted));
        }
        written.into_iter().flatten().chain(more).collect()
    }
}

/// Cells of pieces in a row.
pub(super) fn cells(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| width(text)).sum()
}

/// `12 a + 5 b ≥ 75` in at most about `room` cells; the comparison is never cut away.
pub(super) fn row(model: &Model, row: &Row, room: usize) -> Vec<Piece> {
    let sum = Sum {
        model,
        terms: &row.terms,
        quadratic: &row.quadratic,
        constant: 0.0,
    };
    let side =
        |sign: &str, bound: f64| vec![(format!(" {sign} "), Role::Strong), (number(bound), Role::Number)];
    let (left, right) = match row.sense() {
        RowSense::LessEqual => (Vec::new(), side("≤", row.upper)),
        RowSense::GreaterEqual => (Vec::new(), side("≥", row.lower)),
        RowSense::Equal => (Vec::new(), side("=", row.lower)),
        RowSense::Range => {
            let left = vec![
                (number(row.lower), Role::Number),
                (" ≤ ".to_owned(), Role::Strong),
            ];
            (left, side("≤", row.upper))
        }
        RowSense::Free => (Vec::new(), vec![(" free".to_owned(), Role::Strong)]),
    };
    let middle = sum.write(room.saturating_sub(cells(&left) + cells(&right)));
    left.into_iter().chain(middle).chain(right).collect()
}

/// `4 a + 3 b`.
pub(super) fn objective(model: &Model, room: usize) -> Vec<Piece> {
    let objective = &model.objective;
    Sum {
        model,
        terms: &objective.terms,
        quadratic: &objective.quadratic,
        constant: objective.constant,
    }
    .write(room)
}

/// `≥ 0`, `0 … 12`, `free`; nothing for a binary that is not fixed.
pub(super) fn bounds(variable: &Variable) -> String {
    let (lower, upper) = (variable.lower, variable.upper);
    match (lower.is_finite(), upper.is_finite()) {
        (false, false) => "free".to_owned(),
        (true, false) => format!("≥ {}", number(lower)),
        (false, true) => format!("≤ {}", number(upper)),
        (true, true) => format!("{} … {}", number(lower), number(upper)),
    }
}

/// Cells of a column of names, at most `limit`; the first ones stand for all, so that it costs nothing to ask.
pub(super) fn name_column<'a>(names: impl Iterator<Item = &'a str>, limit: usize) -> usize {
    names
        .take(500)
        .map(|name| width(&one_line(name, NAME_LIMIT)))
        .max()
        .unwrap_or(0)
        .min(limit)
}
