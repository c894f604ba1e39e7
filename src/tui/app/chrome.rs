//! Title line, hint line and footer.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Wrap};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::{App, LEAST};
use crate::tui::action::{Action, Entry, TABLE};
use crate::tui::outbox::{Notice, Tab, Tone};
use crate::tui::screen::Availability;
use crate::tui::theme::Styles;

/// What the end of the hint line always shows, so that nobody is lost.
const ALWAYS: [Action; 3] = [Action::Palette, Action::Help, Action::Quit];

impl App {
    /// ` stepwell ▸ workspace        1 Walk  2 Review·12  3 Lineage  4 Dataset        12 accepted `
    pub(super) fn draw_title(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let tabs = self.tabs(styles);
        let state = self.state(styles);
        let width = usize::from(area.width);
        // The tabs stay, then the state, then as much of the workspace's name as there is room for.
        let beside = width.saturating_sub(tabs.width() + 2);
        let state_width = if state.width() + 12 <= beside {
            state.width()
        } else {
            0
        };
        let name_room = beside.saturating_sub(state_width + 1);
        let name = cut(&format!(" stepwell ▸ {}", self.workspace), name_room);
        let name_width = name.width();
        frame.render_widget(Span::styled(name, styles.strong), area);
        // The middle of the line, unless name or state need more room on their side.
        let middle = (width.saturating_sub(tabs.width())) / 2;
        let left = middle
            .min(width.saturating_sub(state_width + tabs.width() + 1))
            .max(name_width + 1);
        self.tabs_at = places(&tabs, shifted(area, left));
        frame.render_widget(tabs, shifted(area, left));
        if state_width > 0 {
            frame.render_widget(state, shifted(area, width - state_width));
        }
    }

    fn tabs(&self, styles: &Styles) -> Line<'static> {
        let keys = [
            Action::GoWalk,
            Action::GoReview,
            Action::GoLineage,
            Action::GoDataset,
        ];
        let mut spans = Vec::new();
        for (tab, action) in Tab::ALL.into_iter().zip(keys) {
            let open = tab == self.tab;
            let waiting = self.counts.pending + self.counts.skipped;
            let word = match tab {
                Tab::Review if waiting > 0 => format!("{}·{waiting}", tab.word()),
                _ => tab.word().to_owned(),
            };
            let style = if open { styles.tab_open } else { styles.tab };
            spans.push(Span::styled(
                format!(" {} {word} ", self.keys.shown(action)),
                style,
            ));
        }
        Line::from(spans)
    }

    fn state(&self, styles: &Styles) -> Line<'static> {
        let mut spans = Vec::new();
        if self.busy > 0 {
            spans.push(Span::styled(format!("checking {} ", self.busy), styles.accent));
        }
        spans.push(Span::styled(
            format!("✔ {} accepted ", self.counts.accepted),
            styles.muted,
        ));
        Line::from(spans)
    }

    /// What works here and now, and the message of the moment at the right or, when it is long, above.
    pub(super) fn draw_footer(&self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let width = usize::from(area.width);
        let notice = self.notice.as_ref().map(|notice| notice_line(notice, styles));
        let beside = notice.as_ref().filter(|line| line.width() <= width * 3 / 5);
        let taken = beside.map_or(0, |line| line.width() + 1);
        let room = Rect {
            width: area.width.saturating_sub(u16::try_from(taken).unwrap_or(0)),
            ..area
        };
        // A dialog says itself which keys work in it.
        if self.modals.is_empty() {
            frame.render_widget(self.hints(usize::from(room.width), styles), room);
        }
        match (&notice, beside) {
            (Some(_), Some(line)) => frame.render_widget(line, shifted(area, width - line.width())),
            (Some(line), None) => draw_long_notice(frame, area, line),
            (None, _) => {}
        }
    }

    fn hints(&self, width: usize, styles: &Styles) -> Line<'static> {
        let hint = |action: Action, dim: bool| {
            let key = self.keys.shown(action);
            let (key_style, style) = if dim {
                (styles.muted, styles.muted)
            } else {
                (styles.hint_key, styles.hint_text)
            };
            let label = self.screen().label(action).unwrap_or(action.entry().hint);
            let gap = if action == Action::Quit { "" } else { "  " };
            let text = format!(" {label}{gap}");
            (!key.is_empty()).then(|| [Span::styled(key, key_style), Span::styled(text, style)])
        };
        let end: Vec<Span> = ALWAYS
            .into_iter()
            .filter_map(|action| hint(action, false))
            .flatten()
            .collect();
        let room = width.saturating_sub(Line::from(end.clone()).width());
        let mut entries: Vec<&Entry> = TABLE
            .iter()
            .filter(|entry| !entry.hint.is_empty() && !ALWAYS.contains(&entry.action))
            .collect();
        entries.sort_by_key(|entry| !self.screen().comes_first(entry.action));
        let offered: Vec<(bool, [Span; 2])> = entries
            .into_iter()
            .filter_map(|entry| match self.availability(entry.action) {
                Availability::Absent => None,
                Availability::Yes => Some((false, hint(entry.action, false)?)),
                Availability::No(_) => Some((true, hint(entry.action, true)?)),
            })
            .collect();
        let width_of = |pair: &[Span; 2]| pair.iter().map(Span::width).sum::<usize>();
        // What does not work now keeps its place, but only where it takes none from what does.
        let working: usize = offered
            .iter()
            .filter(|(dim, _)| !dim)
            .map(|(_, pair)| width_of(pair))
            .sum();
        let mut spare = room.saturating_sub(working + 1);
        let mut used = 1;
        let mut spans = vec![Span::raw(" ")];
        for (dim, pair) in offered {
            let needed = width_of(&pair);
            if dim && needed > spare {
                continue;
            }
            if used + needed > room {
                break;
            }
            if dim {
                spare -= needed;
            }
            used += needed;
            spans.extend(pair);
        }
        spans.extend(end);
        Line::from(spans)
    }
}

/// Where each tab of the line stands: it has one span for each.
fn places(tabs: &Line<'_>, area: Rect) -> Vec<(Rect, Tab)> {
    let mut used = 0;
    let mut places = Vec::new();
    for (span, tab) in tabs.spans.iter().zip(Tab::ALL) {
        let width = u16::try_from(span.width()).unwrap_or(u16::MAX);
        let place = Rect {
            width,
            ..shifted(area, used)
        };
        places.push((place.intersection(area), tab));
        used += span.width();
    }
    places
}

/// As much of `text` as fits, with `…` where it is cut.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() + 1 > room {
            break;
        }
        kept.push_str(grapheme);
    }
    if room > 0 {
        kept.push('…');
    }
    kept
}

fn shifted(area: Rect, by: usize) -> Rect {
    let by = u16::try_from(by).unwrap_or(u16::MAX).min(area.width);
    Rect {
        x: area.x + by,
        width: area.width - by,
        ..area
    }
}

fn notice_line(notice: &Notice, styles: &Styles) -> Line<'static> {
    let (symbol, style) = match notice.tone {
        Tone::Done => ("✔", styles.pass),
        Tone::Place => ("→", styles.accent),
        Tone::Hint => ("!", styles.warning),
        Tone::Trouble => ("✘", styles.fail),
    };
    Line::styled(format!("{symbol} {} ", notice.text.replace('\n', " ")), style)
}

/// A message that would not leave room for the hints stands above them, wrapped.
fn draw_long_notice(frame: &mut Frame, area: Rect, line: &Line<'static>) {
    let paragraph = Paragraph::new(line.clone())
        .style(line.style)
        .wrap(Wrap { trim: true });
    let rows = line.width().div_ceil(usize::from(area.width.max(2)) - 1) + 1;
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(6).min(area.y);
    let place = Rect {
        y: area.y - height,
        height,
        ..area
    };
    frame.render_widget(Clear, place);
    frame.render_widget(paragraph, place);
}

/// The whole screen, when it is too small for anything else.
pub(super) fn draw_too_small(frame: &mut Frame, area: Rect, styles: &Styles) {
    let text = format!(
        "This terminal is too small: {}×{}. Stepwell needs {}×{}. Make the window larger, or press q to leave.",
        area.width, area.height, LEAST.0, LEAST.1
    );
    let paragraph = Paragraph::new(text)
        .style(styles.text)
        .alignment(Alignment::Left)
        .wrap(Wrap { trim: true });
    frame.render_widget(paragraph, area);
}
