//! A window on the queue: a few hundred rows of a list that may have a hundred thousand.

use std::collections::VecDeque;

use crate::review::ReviewState;
use crate::sample::SampleId;
use crate::store::QueueKey;
use crate::tui::action::Action;
use crate::tui::desk::moved;
use crate::tui::message::{Anchor, Filter, Generation, Listed, Page, Request};
use crate::tui::outbox::Outbox;
use crate::tui::pane::QueueRow;

/// Rows kept; what is farther from the selection is read again when needed.
const KEPT: usize = 800;
/// When the selection comes this near to an end of the window, more is read.
const MARGIN: usize = 80;

/// The rows around the selection.
#[derive(Debug, Default)]
pub(super) struct Queue {
    filter: Filter,
    rows: VecDeque<Listed>,
    first: usize,
    total: usize,
    selected: Option<SampleId>,
    generation: Generation,
    /// The page that is being read.
    asked: Option<Anchor>,
    /// Whether any page has come.
    read: bool,
}

impl Queue {
    pub(super) fn filter(&self) -> Filter {
        self.filter
    }

    pub(super) fn total(&self) -> usize {
        self.total
    }

    pub(super) fn is_read(&self) -> bool {
        self.read
    }

    pub(super) fn selected(&self) -> Option<SampleId> {
        self.selected
    }

    /// Position of the selection as the store knows it.
    pub(super) fn key(&self) -> Option<QueueKey> {
        self.rows.get(self.place()?).map(|listed| listed.key)
    }

    /// Place of the selection in the window.
    fn place(&self) -> Option<usize> {
        self.place_of(self.selected?)
    }

    fn place_of(&self, sample: SampleId) -> Option<usize> {
        self.rows.iter().position(|listed| listed.id == sample)
    }

    /// Position of the selection in the whole queue.
    pub(super) fn position(&self) -> usize {
        self.first + self.place().unwrap_or(0)
    }

    /// Copies of the rows in a range of the whole queue, as far as they are in the window.
    pub(super) fn slice(&self, range: std::ops::Range<usize>) -> (usize, Vec<QueueRow>) {
        let start = range.start.clamp(self.first, self.first + self.rows.len());
        let end = range.end.clamp(start, self.first + self.rows.len());
        let rows = self.rows.range(start - self.first..end - self.first);
        (start, rows.map(|listed| listed.row.clone()).collect())
    }

    /// Reads the queue anew.
    pub(super) fn reset(&mut self, filter: Filter, anchor: Anchor, out: &mut Outbox) {
        self.filter = filter;
        self.ask(anchor, out);
    }

    fn ask(&mut self, anchor: Anchor, out: &mut Outbox) {
        self.asked = Some(anchor);
        out.ask(Request::Page {
            generation: self.generation.advance(),
            filter: self.filter,
            anchor,
        });
    }

    /// Whether an answer of that number is the one that is waited for.
    pub(super) fn awaits(&self, generation: Generation) -> bool {
        self.asked.is_some() && generation == self.generation
    }

    /// Takes a page, unless a later one was asked for.
    pub(super) fn receive(&mut self, generation: Generation, anchor: Anchor, page: &Page, out: &mut Outbox) {
        if !self.awaits(generation) {
            return;
        }
        self.asked = None;
        self.read = true;
        self.total = page.total;
        match anchor {
            Anchor::After(key) if self.rows.back().is_some_and(|last| last.key == key) => self.append(page),
            Anchor::Before(key) if self.rows.front().is_some_and(|first| first.key == key) => {
                self.prepend(page);
            }
            _ => self.replace(anchor, page),
        }
        self.want_more(out);
    }

    fn append(&mut self, page: &Page) {
        self.rows.extend(page.rows.iter().cloned());
        let surplus = self
            .rows
            .len()
            .saturating_sub(KEPT)
            .min(self.place().unwrap_or(0));
        self.rows.drain(..surplus);
        self.first += surplus;
    }

    fn prepend(&mut self, page: &Page) {
        for listed in page.rows.iter().rev() {
            self.rows.push_front(listed.clone());
        }
        self.first = page.first;
        let below = self.place().map_or(0, |place| self.rows.len() - 1 - place);
        let surplus = self.rows.len().saturating_sub(KEPT).min(below);
        self.rows.truncate(self.rows.len() - surplus);
    }

    fn replace(&mut self, anchor: Anchor, page: &Page) {
        let before = self.position();
        self.rows = page.rows.iter().cloned().collect();
        self.first = page.first;
        let wanted = match anchor {
            Anchor::Start | Anchor::After(_) => self.rows.front(),
            Anchor::End | Anchor::Before(_) => self.rows.back(),
            Anchor::Around(id) => self
                .place_of(id)
                .and_then(|place| self.rows.get(place))
                .or(self.rows.front()),
        };
        let wanted = wanted.map(|listed| listed.id);
        let kept = self.selected.filter(|id| self.place_of(*id).is_some());
        self.selected = match anchor {
            // Reading the first page again (reload) keeps the selection where it can.
            Anchor::Start if before < self.rows.len() => kept.or(wanted),
            _ => wanted,
        };
    }

    /// Reads on when the selection comes near an end of the window.
    fn want_more(&mut self, out: &mut Outbox) {
        let Some(place) = self.place() else { return };
        if self.asked.is_some() {
            return;
        }
        let ends = (
            self.rows.front().map(|row| row.key),
            self.rows.back().map(|row| row.key),
        );
        let (Some(front), Some(back)) = ends else { return };
        if place + MARGIN >= self.rows.len() && self.first + self.rows.len() < self.total {
            self.ask(Anchor::After(back), out);
        } else if place < MARGIN && self.first > 0 {
            self.ask(Anchor::Before(front), out);
        }
    }

    /// Moves the selection.
    pub(super) fn step(&mut self, action: Action, page: usize, out: &mut Outbox) {
        match action {
            Action::First if self.first > 0 => {
                // The first page may hold the selection, which reading it again would keep.
                self.selected = None;
                return self.ask(Anchor::Start, out);
            }
            Action::Last if self.first + self.rows.len() < self.total => return self.ask(Anchor::End, out),
            _ => {}
        }
        let place = moved(self.place().unwrap_or(0), self.rows.len(), page, action);
        self.selected = self.rows.get(place).map(|listed| listed.id);
        self.want_more(out);
    }

    /// Selects a sample, reading the queue around it when it is not in the window. A sample that the filter hides is
    /// shown among everything.
    pub(super) fn select(&mut self, sample: SampleId, out: &mut Outbox) {
        if self.place_of(sample).is_some() {
            self.selected = Some(sample);
            self.want_more(out);
        } else {
            self.filter = Filter::All;
            self.ask(Anchor::Around(sample), out);
        }
    }

    /// Selects a sample that the filter shows.
    pub(super) fn jump(&mut self, sample: SampleId, out: &mut Outbox) {
        if self.place_of(sample).is_some() {
            self.select(sample, out);
        } else {
            self.ask(Anchor::Around(sample), out);
        }
    }

    /// Selects the next sample that waits for a decision: below first, then from the top. `false` when there is none.
    pub(super) fn advance(&mut self, out: &mut Outbox) -> bool {
        let Some(place) = self.place() else { return false };
        let waits = |at: &usize| {
            let state = self.rows[*at].row.state;
            matches!(state, ReviewState::Pending)
                || (state == ReviewState::Skipped && self.filter != Filter::Waiting)
        };
        let below = (place + 1..self.rows.len()).find(waits);
        let put_off = |at: &usize| self.rows[*at].row.state == ReviewState::Skipped;
        let next = below
            .or_else(|| (0..place).find(waits))
            .or_else(|| (place + 1..self.rows.len()).find(put_off));
        if let Some(next) = next {
            self.selected = Some(self.rows[next].id);
            self.want_more(out);
        }
        next.is_some()
    }

    /// Shows what became of a sample, where it stands in the window.
    pub(super) fn update(&mut self, sample: SampleId, change: impl FnOnce(&mut QueueRow)) {
        if let Some(place) = self.place_of(sample) {
            change(&mut self.rows[place].row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::outbox::Order;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(position: usize) -> SampleId {
        Uuid::from_u128(position as u128).to_string().parse().unwrap()
    }

    fn key(position: usize) -> QueueKey {
        let place = serde_json::json!({"lane": 0, "turn": position});
        serde_json::from_value(serde_json::json!({"place": place, "arrival": position})).unwrap()
    }

    fn position_of(key: QueueKey) -> usize {
        serde_json::to_value(key).unwrap()["arrival"]
            .as_u64()
            .unwrap()
            .try_into()
            .unwrap()
    }

    fn listed(position: usize) -> Listed {
        Listed {
            id: id(position),
            key: key(position),
            row: QueueRow {
                id: position.to_string(),
                text: String::new(),
                verdict: None,
                why: String::new(),
                state: ReviewState::Pending,
                origin: String::new(),
            },
        }
    }

    /// A store of `total` samples that answers like the engine.
    fn serve(queue: &mut Queue, out: &mut Outbox, total: usize) {
        const PAGE: usize = 200;
        while !out.orders.is_empty() {
            for order in std::mem::take(&mut out.orders) {
                let Order::Ask(Request::Page {
                    generation, anchor, ..
                }) = order
                else {
                    continue;
                };
                let number = |id: SampleId| id.to_string().replace('-', "");
                let range = match anchor {
                    Anchor::Start => 0..PAGE,
                    Anchor::End => total.saturating_sub(PAGE)..total,
                    Anchor::After(key) => position_of(key) + 1..position_of(key) + 1 + PAGE,
                    Anchor::Before(key) => position_of(key).saturating_sub(PAGE)..position_of(key),
                    Anchor::Around(id) => {
                        let at = usize::from_str_radix(&number(id), 16).unwrap();
                        at.saturating_sub(PAGE / 2)..at + PAGE / 2
                    }
                };
                let range = range.start.min(total)..range.end.min(total);
                let page = Page {
                    first: range.start,
                    rows: range.map(listed).collect(),
                    total,
                };
                queue.receive(generation, anchor, &page, out);
            }
        }
    }

    proptest! {
        #[test]
        fn the_window_follows_the_selection_through_a_long_queue(
            total in 0usize..3000,
            moves in proptest::collection::vec((0usize..6, 1usize..300), 0..60),
        ) {
            let (mut queue, mut out) = (Queue::default(), Outbox::default());
            queue.reset(Filter::Waiting, Anchor::Start, &mut out);
            serve(&mut queue, &mut out, total);
            let mut expected = 0;
            for (action, page) in moves {
                let action = [Action::Down, Action::Up, Action::PageDown, Action::PageUp, Action::First, Action::Last][action];
                queue.step(action, page, &mut out);
                serve(&mut queue, &mut out, total);
                let near = page < MARGIN;
                expected = if near { moved(expected, total, page, action) } else { queue.position() };
                prop_assert_eq!(queue.selected(), (total > 0).then(|| id(queue.position())));
                prop_assert_eq!(queue.position(), expected);
                prop_assert!(queue.rows.len() <= KEPT + 200);
                let (start, rows) = queue.slice(expected..expected + 50);
                prop_assert!(total == 0 || (start == expected && rows.len() == 50.min(total - expected)));
            }
        }
    }

    #[test]
    fn advancing_goes_down_then_to_the_top_and_ends_when_nothing_waits() {
        let (mut queue, mut out) = (Queue::default(), Outbox::default());
        queue.reset(Filter::Waiting, Anchor::Start, &mut out);
        serve(&mut queue, &mut out, 3);
        queue.step(Action::Down, 1, &mut out);
        for expected in [2, 0] {
            let decided = queue.selected().unwrap();
            queue.update(decided, |row| row.state = ReviewState::Accepted);
            assert!(queue.advance(&mut out));
            assert_eq!(queue.position(), expected);
        }
        queue.update(id(0), |row| row.state = ReviewState::Accepted);
        assert!(!queue.advance(&mut out));
    }

    #[test]
    fn an_outdated_page_is_dropped() {
        let (mut queue, mut out) = (Queue::default(), Outbox::default());
        queue.reset(Filter::Waiting, Anchor::Start, &mut out);
        let stale = queue.generation;
        queue.reset(Filter::All, Anchor::Start, &mut out);
        let page = Page {
            rows: vec![listed(0)],
            first: 0,
            total: 1,
        };
        queue.receive(stale, Anchor::Start, &page, &mut out);
        assert!(!queue.is_read());
    }
}
