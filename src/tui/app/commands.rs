//! Help and palette: every action with its key, from the one table.

use super::App;
use crate::tui::action::{Action, Entry, Section, TABLE};
use crate::tui::modal::{Answer, Choice, Picker, Question};
use crate::tui::screen::Availability;

impl App {
    /// Every key that works on this screen, by section, and those of dialogs and editor.
    pub(super) fn help(&self) -> Picker {
        let mut choices = Vec::new();
        for section in Section::ALL {
            let entries: Vec<Choice> = TABLE
                .iter()
                .filter(|entry| entry.section == section)
                .filter_map(|entry| self.help_row(entry))
                .collect();
            if !entries.is_empty() {
                choices.push(Choice::heading(section.title()));
                choices.extend(entries);
            }
        }
        let title = format!("Help: keys of the {} screen", self.tab.word());
        Picker::filtered(Question::Command, title, choices)
    }

    fn help_row(&self, entry: &'static Entry) -> Option<Choice> {
        let works = self.availability(entry.action) != Availability::Absent;
        // What belongs to this screen is listed even when it has no meaning at the moment.
        let own = entry.contexts.contains(&self.screen().context());
        let listed = works || own || entry.section == Section::Answering;
        listed.then(|| self.choice(entry))
    }

    /// Every command that can be run from here.
    pub(super) fn palette(&self) -> Picker {
        let entries = TABLE.iter().filter(|entry| {
            let open_already = matches!(entry.action, Action::Palette);
            !open_already && self.availability(entry.action) != Availability::Absent
        });
        let choices = entries.map(|entry| self.choice(entry)).collect();
        Picker::filtered(Question::Command, "Command", choices)
    }

    fn choice(&self, entry: &'static Entry) -> Choice {
        let keys: Vec<String> = self
            .keys
            .keys(entry.action)
            .iter()
            .map(ToString::to_string)
            .collect();
        let disabled = match self.availability(entry.action) {
            Availability::Yes => None,
            Availability::No(reason) => Some(reason.into_owned()),
            Availability::Absent => Some("this has no meaning here and now".to_owned()),
        };
        Choice {
            key: keys.join(" "),
            label: entry.name.to_owned(),
            detail: entry.description.to_owned(),
            disabled,
            answer: Some(Answer::Action(entry.action)),
        }
    }
}
