//! Every style of the screen, worked out once from a theme's colours and the terminal's depth.

use ratatui::style::{Modifier, Style};

use crate::check::{Severity, VerdictKind};
use crate::review::ReviewState;
use crate::solve::Status;
use crate::tui::text::Role;

use super::{Colors, Depth, ThemeColor};

/// The styles, by what they are for. Without colour every one of them is told apart by bold, underline or reverse,
/// or by a symbol or mark that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styles {
    /// What the terminal shows.
    pub depth: Depth,
    /// What is read.
    pub text: Style,
    /// What matters less.
    pub muted: Style,
    /// What matters more.
    pub strong: Style,
    /// Focus, the current tab, a spinner.
    pub accent: Style,
    /// A frame at rest.
    pub border: Style,
    /// The frame that has the focus.
    pub border_focus: Style,
    /// A title at rest.
    pub title: Style,
    /// The title of what has the focus.
    pub title_focus: Style,
    /// The tab that is open.
    pub tab_open: Style,
    /// The others.
    pub tab: Style,
    /// A key in a hint.
    pub hint_key: Style,
    /// What the key does.
    pub hint_text: Style,
    /// A heading inside a text.
    pub heading: Style,
    /// The selected line, patched over what it holds; see [`crate::tui::pane::select`].
    pub selection: Style,
    /// The selected line of a pane without the focus.
    pub selection_idle: Style,
    /// What is plain on a selected line.
    pub selection_text: Style,
    /// Lit evidence, patched over what it holds.
    pub lit: Style,
    /// A verdict or result that is good.
    pub pass: Style,
    /// One that is bad.
    pub fail: Style,
    /// One that cannot tell.
    pub unknown: Style,
    /// A check, program or solver that broke.
    pub error: Style,
    /// A verdict on a text that has changed since.
    pub stale: Style,
    /// A warning.
    pub warning: Style,
    /// Words that the parent does not have.
    pub inserted: Style,
    /// Words that only the parent has.
    pub removed: Style,
    /// The brackets around changed words.
    pub marker: Style,
    /// Keywords of a program.
    pub keyword: Style,
    /// Its strings.
    pub string: Style,
    /// Its numbers.
    pub number: Style,
    /// Numbers of a problem that stand out.
    pub datum: Style,
    /// Its comments.
    pub comment: Style,
    /// Names that it calls.
    pub call: Style,
    /// Mathematics inside a text.
    pub math: Style,
}

impl Styles {
    /// Works the styles out.
    pub fn new(colors: &Colors, depth: Depth) -> Self {
        if depth == Depth::Mono {
            return Self::mono();
        }
        let fg = |color: ThemeColor| {
            color
                .at(depth)
                .map_or_else(Style::new, |color| Style::new().fg(color))
        };
        let bg = |color: ThemeColor| {
            color
                .at(depth)
                .map_or_else(Style::new, |color| Style::new().bg(color))
        };
        let text = fg(colors.text);
        Self {
            depth,
            text,
            muted: fg(colors.muted),
            strong: text.add_modifier(Modifier::BOLD),
            accent: fg(colors.accent),
            border: fg(colors.border),
            border_focus: fg(colors.accent),
            title: fg(colors.heading),
            title_focus: fg(colors.accent).add_modifier(Modifier::BOLD),
            tab_open: fg(colors.accent).add_modifier(Modifier::BOLD),
            tab: fg(colors.muted),
            hint_key: fg(colors.accent).add_modifier(Modifier::BOLD),
            hint_text: fg(colors.muted),
            heading: fg(colors.heading).add_modifier(Modifier::BOLD),
            selection: bg(colors.selection),
            selection_idle: bg(colors.selection),
            selection_text: fg(colors.selection_text),
            lit: fg(colors.lit_text).patch(bg(colors.lit)),
            pass: fg(colors.pass),
            fail: fg(colors.fail).add_modifier(Modifier::BOLD),
            unknown: fg(colors.unknown),
            error: fg(colors.error).add_modifier(Modifier::BOLD),
            stale: fg(colors.muted),
            warning: fg(colors.unknown),
            inserted: fg(colors.inserted).add_modifier(Modifier::BOLD),
            removed: fg(colors.removed).add_modifier(Modifier::CROSSED_OUT),
            marker: fg(colors.muted),
            keyword: fg(colors.keyword),
            string: fg(colors.string),
            number: fg(colors.number),
            datum: fg(colors.number).add_modifier(Modifier::BOLD),
            comment: fg(colors.muted).add_modifier(Modifier::ITALIC),
            call: text,
            math: text,
        }
    }

    /// The styles of a terminal without colour.
    pub fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            depth: Depth::Mono,
            text: plain,
            muted: plain,
            strong: bold,
            accent: bold,
            border: plain,
            border_focus: bold,
            title: plain,
            title_focus: bold.add_modifier(Modifier::UNDERLINED),
            tab_open: reversed,
            tab: plain,
            hint_key: bold,
            hint_text: plain,
            heading: bold,
            selection: reversed,
            selection_idle: underlined,
            selection_text: plain,
            lit: bold.add_modifier(Modifier::UNDERLINED),
            pass: plain,
            fail: bold,
            unknown: plain,
            error: bold,
            stale: plain,
            warning: plain,
            inserted: bold,
            removed: plain,
            marker: plain,
            keyword: bold,
            string: plain,
            number: plain,
            datum: underlined,
            comment: plain,
            call: plain,
            math: plain,
        }
    }

    /// Whether the terminal shows no colour, so that marks must say what colour would.
    pub fn is_mono(&self) -> bool {
        self.depth == Depth::Mono
    }

    /// Lit evidence at which a person is, going from place to place.
    pub fn lit_here(&self) -> Style {
        let stroke = if self.is_mono() {
            Modifier::REVERSED
        } else {
            Modifier::BOLD | Modifier::UNDERLINED
        };
        self.lit.add_modifier(stroke)
    }

    /// The style of a stretch of text.
    pub fn role(&self, role: Role) -> Style {
        match role {
            Role::Plain => self.text,
            Role::Heading => self.heading,
            Role::Strong => self.strong,
            Role::Muted => self.muted,
            Role::Math => self.math,
            Role::Keyword => self.keyword,
            Role::String => self.string,
            Role::Number => self.number,
            Role::Datum => self.datum,
            Role::Comment => self.comment,
            Role::Call => self.call,
            Role::Inserted => self.inserted,
            Role::Removed => self.removed,
            Role::Marker => self.marker,
            Role::Pass => self.pass,
            Role::Fail => self.fail,
            Role::Unknown => self.unknown,
            Role::Error => self.error,
        }
    }

    /// The style of a verdict's symbol and word.
    pub fn verdict(&self, kind: VerdictKind) -> Style {
        match kind {
            VerdictKind::Pass => self.pass,
            VerdictKind::Unknown => self.unknown,
            VerdictKind::Error => self.error,
            VerdictKind::Fail => self.fail,
        }
    }

    /// The style of a finding's symbol.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Info => self.muted,
            Severity::Warning => self.warning,
            Severity::Error => self.fail,
        }
    }

    /// The style of a solver's status.
    pub fn status(&self, status: Status) -> Style {
        match status {
            Status::Optimal => self.pass,
            Status::Infeasible | Status::Unbounded => self.fail,
            Status::Feasible | Status::Limit | Status::Unsupported => self.unknown,
            Status::Error => self.error,
        }
    }

    /// The style of a sample's review state.
    pub fn review(&self, state: ReviewState) -> Style {
        match state {
            ReviewState::Pending => self.text,
            ReviewState::Skipped => self.muted,
            ReviewState::Flagged => self.unknown,
            ReviewState::Accepted => self.pass,
            ReviewState::Rejected => self.fail,
        }
    }
}
