//! Where a person is in something longer than the screen.

use std::ops::Range;

/// The rows to draw so that `selected` can be seen: at most `height` of `total`, moved as little as possible from
/// `top`.
pub fn visible_range(selected: usize, top: usize, height: usize, total: usize) -> Range<usize> {
    let mut scroll = Scroll {
        top,
        height,
        total,
        lit_wanted: false,
    };
    scroll.show(selected..selected.saturating_add(1));
    scroll.top..scroll.top.saturating_add(height).min(total)
}

/// A scroll offset, with what the last drawing knew of its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    top: usize,
    height: usize,
    total: usize,
    lit_wanted: bool,
}

impl Scroll {
    /// The first row that is shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Rows of the area at the last drawing.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Rows of the content at the last drawing.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether there is more than can be seen.
    pub fn overflows(&self) -> bool {
        self.total > self.height
    }

    /// Moves by rows, down when positive.
    pub fn by(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.last_top());
    }

    /// Moves by pages less one row, down when positive.
    pub fn by_pages(&mut self, pages: isize) {
        let page = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(isize::MAX);
        self.by(pages.saturating_mul(page));
    }

    /// To the first row.
    pub fn to_start(&mut self) {
        self.top = 0;
    }

    /// To the last page.
    pub fn to_end(&mut self) {
        self.top = self.last_top();
    }

    /// Asks the next drawing to bring what is lit into view, if anything is.
    pub fn follow_lit(&mut self) {
        self.lit_wanted = true;
    }

    /// Whether [`Scroll::follow_lit`] was asked for; asks no more.
    pub(super) fn take_lit_wish(&mut self) -> bool {
        std::mem::take(&mut self.lit_wanted)
    }

    /// Records the surroundings and pulls the offset into bounds.
    pub fn fit(&mut self, height: usize, total: usize) {
        (self.height, self.total) = (height, total);
        self.top = self.top.min(self.last_top());
    }

    /// Moves as little as possible so that the rows can be seen, their first one at least.
    pub fn show(&mut self, rows: Range<usize>) {
        if rows.end > self.top.saturating_add(self.height) {
            self.top = rows.end.saturating_sub(self.height);
        }
        self.top = self.top.min(rows.start).min(self.last_top());
    }

    /// Brings rows into view with some of what surrounds them, unless they are in view already.
    pub fn show_amid(&mut self, rows: Range<usize>) {
        let seen = self.top..self.top.saturating_add(self.height);
        if seen.start <= rows.start && rows.end <= seen.end {
            return;
        }
        let spare = self.height.saturating_sub(rows.len());
        self.top = rows.start.saturating_sub(spare / 3).min(self.last_top());
    }

    /// The rows that can be seen.
    pub fn window(&self) -> Range<usize> {
        self.top..self.top.saturating_add(self.height).min(self.total)
    }

    fn last_top(&self) -> usize {
        self.total.saturating_sub(self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, 0, 10, 100, 0..10)]
    #[case(9, 0, 10, 100, 0..10)]
    #[case(10, 0, 10, 100, 1..11)]
    #[case(5, 50, 10, 100, 5..15)]
    #[case(99, 0, 10, 100, 90..100)]
    #[case(2, 7, 10, 5, 0..5)]
    #[case(0, 0, 0, 5, 0..0)]
    fn the_selected_row_is_seen(
        #[case] selected: usize,
        #[case] top: usize,
        #[case] height: usize,
        #[case] total: usize,
        #[case] expected: Range<usize>,
    ) {
        assert_eq!(visible_range(selected, top, height, total), expected);
    }

    proptest::proptest! {
        #[test]
        fn the_window_lies_in_the_content(
            moves in proptest::collection::vec((-300isize..300, 0usize..40, 0usize..120), 0..20),
        ) {
            let mut scroll = Scroll::default();
            for (by, height, total) in moves {
                scroll.fit(height, total);
                scroll.by(by);
                scroll.show_amid(by.unsigned_abs()..by.unsigned_abs() + 3);
                let window = scroll.window();
                proptest::prop_assert!(window.end <= total);
                proptest::prop_assert_eq!(window.len(), height.min(total));
            }
        }
    }
}
