//! A share as a bar of cells, in eighths.

use ratatui::style::Style;

use crate::tui::pane::Ink;

/// Cells of a bar.
pub(super) const CELLS: usize = 8;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar for a share between 0 and 1, and what is left of its cells.
pub(super) fn bar(share: f64) -> (String, String) {
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of 64 at most, not negative"
    )]
    let mut eighths = (share * 64.0).round() as usize;
    // What is more than nothing is seen.
    if share > 0.0 {
        eighths = eighths.max(1);
    }
    let (full, rest) = (eighths / 8, eighths % 8);
    let filled = "█".repeat(full) + EIGHTHS[rest];
    let cells = full + usize::from(rest > 0);
    (filled, "·".repeat(CELLS - cells))
}

/// Draws it, with a blank behind.
pub(super) fn draw(share: f64, ink: &mut Ink<'_>, style: Style, empty: Style) {
    let (filled, left) = bar(share);
    ink.put(&filled, style).put(&left, empty).put(" ", empty);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::width;

    #[test]
    fn a_bar_has_its_cells_whatever_the_share() {
        for share in [
            -1.0,
            0.0,
            1e-9,
            0.124,
            0.5,
            0.99,
            1.0,
            7.0,
            f64::NAN,
            f64::INFINITY,
        ] {
            let (filled, left) = bar(share);
            assert_eq!(width(&filled) + width(&left), CELLS, "{share}");
        }
        assert_eq!(bar(0.5), ("████".to_owned(), "····".to_owned()));
        assert_eq!(bar(1e-9).0, "▏");
        assert_eq!(bar(0.0).0, "");
    }
}
