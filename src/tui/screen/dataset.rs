//! The Dataset screen: the workspace in numbers.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{Availability, Screen};
use crate::check::VerdictKind;
use crate::review::ReviewState;
use crate::sample::SampleId;
use crate::store::Counts;
use crate::tui::action::{Action, Context};
use crate::tui::message::{Generation, Overview, Reply, Request};
use crate::tui::modal::{Answer, Question};
use crate::tui::outbox::Outbox;
use crate::tui::pane::{Lit, Look, Title, draw_frame};
use crate::tui::theme::Styles;

/// The verdicts in the order of [`CheckTally::counts`](crate::tui::message::CheckTally::counts).
const KINDS: [VerdictKind; 4] = [
    VerdictKind::Pass,
    VerdictKind::Unknown,
    VerdictKind::Error,
    VerdictKind::Fail,
];

const STATES: [ReviewState; 5] = [
    ReviewState::Pending,
    ReviewState::Skipped,
    ReviewState::Flagged,
    ReviewState::Accepted,
    ReviewState::Rejected,
];

/// The Dataset screen.
#[derive(Debug, Default)]
pub struct Dataset {
    overview: Option<Overview>,
    generation: Generation,
    /// The first line that is shown, where not all fit.
    top: u16,
}

fn count_of(counts: &Counts, state: ReviewState) -> u64 {
    match state {
        ReviewState::Pending => counts.pending,
        ReviewState::Skipped => counts.skipped,
        ReviewState::Flagged => counts.flagged,
        ReviewState::Accepted => counts.accepted,
        ReviewState::Rejected => counts.rejected,
    }
}

/// One line of a chart.
struct Bar {
    label: String,
    count: u64,
    style: Style,
}

impl Dataset {
    fn ask(&mut self, out: &mut Outbox) {
        out.ask(Request::Overview {
            generation: self.generation.advance(),
        });
    }
}

fn states(overview: &Overview, styles: &Styles) -> Vec<Bar> {
    let bar = |state: ReviewState| Bar {
        label: state.word().to_owned(),
        count: count_of(&overview.counts, state),
        style: styles.review(state),
    };
    STATES.into_iter().map(bar).collect()
}

fn operators(overview: &Overview, styles: &Styles) -> Vec<Bar> {
    let counts = overview.operators.iter();
    counts
        .map(|(operator, count)| Bar {
            label: operator
                .map_or("seed or import", |operator| operator.name())
                .to_owned(),
            count: *count,
            style: styles.accent,
        })
        .collect()
}

fn depths(overview: &Overview, styles: &Styles) -> Vec<Bar> {
    let counts = overview.depths.iter();
    counts
        .map(|(depth, count)| Bar {
            label: format!("{depth} from the seeds"),
            count: *count,
            style: styles.accent,
        })
        .collect()
}

fn walks(overview: &Overview, styles: &Styles) -> Vec<Bar> {
    let labels = [
        ("kept", styles.pass),
        ("dropped", styles.unknown),
        ("failed", styles.fail),
        ("under way", styles.accent),
    ];
    let counts = labels.into_iter().zip(overview.walks);
    counts
        .map(|((label, style), count)| Bar {
            label: label.to_owned(),
            count,
            style,
        })
        .collect()
}

/// `accepted    1203  42 %  ▇▇▇▇▇▇▇▇`
fn chart(bars: &[Bar], width: u16, styles: &Styles) -> Vec<Line<'static>> {
    const LABEL: usize = 16;
    let total: u64 = bars.iter().map(|bar| bar.count).sum();
    let digits = total.to_string().len().max(3);
    let room = usize::from(width).saturating_sub(LABEL + digits + 8);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let line = |bar: &Bar| {
        let length = share(bar.count, most, room);
        let percent = share(bar.count, total, 100);
        Line::from(vec![
            Span::styled(format!("{:<LABEL$}", bar.label), styles.text),
            Span::styled(format!("{:>digits$}", bar.count), styles.strong),
            Span::styled(format!(" {percent:>3} %  "), styles.muted),
            Span::styled("▇".repeat(length), bar.style),
        ])
    };
    bars.iter().map(line).collect()
}

/// `part / whole` of `room`, rounded, and at least 1 for what is not nothing.
fn share(part: u64, whole: u64, room: usize) -> usize {
    if part == 0 || whole == 0 || room == 0 {
        return 0;
    }
    let scaled = (u128::from(part) * room as u128 + u128::from(whole) / 2) / u128::from(whole);
    usize::try_from(scaled).unwrap_or(room).clamp(1, room)
}

/// `numbers      ✔ 120  ? 3  ! 0  ✘ 9   ▇▇▇▇▇▇▇▇▇▇`
fn verdicts(overview: &Overview, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    const LABEL: usize = 12;
    let most = overview
        .checks
        .iter()
        .flat_map(|tally| tally.counts)
        .max()
        .unwrap_or(0);
    let digits = most.to_string().len();
    let counts_width = KINDS.len() * (digits + 4);
    let room = usize::from(width).saturating_sub(LABEL + counts_width + 1);
    let line = |tally: &crate::tui::message::CheckTally| {
        let total: u64 = tally.counts.iter().sum();
        let mut spans = vec![Span::styled(
            format!("{:<LABEL$}", tally.check.name()),
            styles.text,
        )];
        for (kind, count) in KINDS.into_iter().zip(tally.counts) {
            let style = if count == 0 {
                styles.muted
            } else {
                styles.verdict(kind)
            };
            spans.push(Span::styled(
                format!("{} {count:<digits$}  ", kind.symbol()),
                style,
            ));
        }
        spans.push(Span::raw(" "));
        // What does not pass is seen however little it is, so passing takes what is left.
        let mut cells = tally.counts.map(|count| share(count, total, room));
        let troubled: usize = cells.iter().skip(1).sum();
        cells[0] = cells[0].min(room.saturating_sub(troubled));
        for (kind, cells) in KINDS.into_iter().zip(cells) {
            let symbol = if kind == VerdictKind::Pass { "▇" } else { "▒" };
            spans.push(Span::styled(symbol.repeat(cells), styles.verdict(kind)));
        }
        Line::from(spans)
    };
    overview.checks.iter().map(line).collect()
}

impl Screen for Dataset {
    fn context(&self) -> Context {
        Context::Dataset
    }

    fn availability(&self, _action: Action) -> Availability {
        Availability::Yes
    }

    fn enter(&mut self, _sample: Option<SampleId>, out: &mut Outbox) {
        self.ask(out);
    }

    fn act(&mut self, action: Action, out: &mut Outbox) {
        match action {
            Action::Reload => self.ask(out),
            Action::Down => self.top = self.top.saturating_add(1),
            Action::PageDown => self.top = self.top.saturating_add(10),
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::PageUp => self.top = self.top.saturating_sub(10),
            Action::First => self.top = 0,
            Action::Last => self.top = u16::MAX,
            _ => {}
        }
    }

    fn answer(&mut self, _question: Question, _answer: Answer, _out: &mut Outbox) {}

    fn receive(&mut self, reply: &Reply, _out: &mut Outbox) {
        if let Reply::Overview { generation, overview } = reply
            && *generation == self.generation
        {
            self.overview = Some((**overview).clone());
        }
    }

    fn sample(&self) -> Option<SampleId> {
        None
    }

    /// ```text
    /// ╭ Samples ──────╮╭ Verdicts ──────╮      narrow: one column that scrolls
    /// ├ Operators ────┤├ Walks ─────────┤
    /// ├ Depth ────────┤╰────────────────╯
    /// ╰───────────────╯
    /// ```
    fn draw(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let Some(overview) = &self.overview else {
            frame.render_widget(Span::styled(" counting …", styles.muted), area);
            return;
        };
        let total = overview.counts.samples;
        let wide = area.width >= 100;
        let half = if wide { area.width / 2 } else { area.width };
        let inner = half.saturating_sub(4);
        let left = [
            (
                format!("Samples: {total}"),
                chart(&states(overview, styles), inner, styles),
            ),
            (
                "Operators".to_owned(),
                chart(&operators(overview, styles), inner, styles),
            ),
            (
                "Depth".to_owned(),
                chart(&depths(overview, styles), inner, styles),
            ),
        ];
        let right = [
            ("Verdicts".to_owned(), verdicts(overview, inner, styles)),
            ("Walks".to_owned(), chart(&walks(overview, styles), inner, styles)),
        ];
        if wide {
            let columns: [Rect; 2] =
                Layout::horizontal([Constraint::Length(half), Constraint::Fill(1)]).areas(area);
            let overflow = draw_column(frame, columns[0], &left, self.top, styles)
                .max(draw_column(frame, columns[1], &right, self.top, styles));
            self.top = self.top.min(overflow);
        } else {
            let sections: Vec<_> = left.into_iter().chain(right).collect();
            self.top = self
                .top
                .min(draw_column(frame, area, &sections, self.top, styles));
        }
    }
}

/// Draws framed sections below each other from line `top`; returns by how many lines they overflow.
fn draw_column(
    frame: &mut Frame,
    area: Rect,
    sections: &[(String, Vec<Line<'static>>)],
    top: u16,
    styles: &Styles,
) -> u16 {
    let rows = |lines: &[Line]| u16::try_from(lines.len()).unwrap_or(u16::MAX - 2).max(1) + 2;
    let total: u16 = sections
        .iter()
        .fold(0, |sum, (_, lines)| sum.saturating_add(rows(lines)));
    let overflow = total.saturating_sub(area.height);
    let mut hidden = top.min(overflow);
    let mut y = area.y;
    let lit = Lit::default();
    let look = Look {
        styles,
        lit: &lit,
        focused: false,
    };
    for (title, lines) in sections {
        let height = rows(lines);
        if hidden >= height {
            hidden -= height;
            continue;
        }
        let skipped = std::mem::take(&mut hidden);
        let shown = (height - skipped).min(area.bottom().saturating_sub(y));
        let place = Rect {
            y,
            height: shown,
            ..area
        };
        let inside = draw_frame(place, frame.buffer_mut(), &Title::new(title.clone(), ""), look);
        let inside = Rect {
            x: inside.x + 1.min(inside.width),
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let text = if lines.is_empty() {
            vec![Line::styled("nothing yet", styles.muted)]
        } else {
            lines.clone()
        };
        frame.render_widget(Paragraph::new(text).scroll((skipped, 0)), inside);
        y += shown;
    }
    overflow
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_rounded_but_what_exists_is_seen() {
        assert_eq!(share(0, 10, 20), 0);
        assert_eq!(share(1, 1_000_000, 20), 1);
        assert_eq!(share(5, 10, 20), 10);
        assert_eq!(share(u64::MAX, u64::MAX, 20), 20);
        assert_eq!(share(1, 0, 20), 0);
    }
}
