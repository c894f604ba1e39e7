//! The formulation, prettified for reading or as it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::sample::Part;
use crate::tui::text::{Cleaned, Document, Hang, Rich, Role, Source, formulation};

use super::text_pane::{Lights, draw_document, shown};
use super::{Lit, Look, Pane, Scroll, Title};

/// The formulation of a sample.
#[derive(Debug)]
pub struct FormulationPane {
    cleaned: Cleaned,
    pretty: Document,
    source: Document,
    raw: bool,
}

impl FormulationPane {
    /// Prepares a formulation.
    pub fn new(text: &str) -> Self {
        let cleaned = Cleaned::new(text);
        let mut source = Rich::new();
        source.copy(
            cleaned.text(),
            0..cleaned.text().trim_end().len(),
            Role::Plain,
            Source::Own,
        );
        Self {
            pretty: Document::new(formulation(cleaned.text()), Hang::List),
            source: Document::new(source, Hang::List),
            cleaned,
            raw: false,
        }
    }

    /// Shows it as it stands, or prettified.
    pub fn set_raw(&mut self, raw: bool) {
        self.raw = raw;
    }

    /// Whether it is shown as it stands.
    pub fn is_raw(&self) -> bool {
        self.raw
    }

    fn document(&self) -> &Document {
        if self.raw { &self.source } else { &self.pretty }
    }
}

impl Pane for FormulationPane {
    type State = Scroll;

    fn scroll(state: &Scroll) -> &Scroll {
        state
    }

    fn scroll_mut(state: &mut Scroll) -> &mut Scroll {
        state
    }

    fn title(&self) -> Title {
        Title::new("Formulation", if self.raw { "source" } else { "" })
    }

    fn height(&self, width: u16, _state: &Scroll) -> usize {
        self.document().height(width)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Scroll, look: Look<'_>) {
        let document = self.document();
        let spans = |lit: &Lit| shown(document, &self.cleaned, Source::Own, lit.text(Part::Formulation));
        let lights = Lights {
            all: spans(look.lit),
            here: look.lit.here().map(spans).unwrap_or_default(),
        };
        draw_document(document, area, buf, state, look, &lights);
    }
}
