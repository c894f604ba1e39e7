//! Everything a person can ask for, in one table: the key map, the hint line, the help, the palette and the key
//! table of the README are made from it.

use std::fmt;

/// Where an action works. Keys are looked up in the context of what has the focus, then in [`Context::Everywhere`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// On every screen, while no dialog is open.
    Everywhere,
    /// On the Walk screen.
    Walk,
    /// On the Review screen.
    Review,
    /// On the Lineage screen.
    Lineage,
    /// On the Dataset screen.
    Dataset,
    /// In a dialog, list or input line.
    Dialog,
    /// In the editor.
    Editor,
}

/// How the help groups actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Accept, reject and the like.
    Deciding,
    /// The steps of a walk.
    Walking,
    /// Moving about in lists and texts.
    Moving,
    /// What is shown, and how.
    Looking,
    /// Dialogs and the editor.
    Answering,
    /// The program itself.
    Program,
}

impl Section {
    /// Every section, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Deciding,
        Self::Walking,
        Self::Moving,
        Self::Looking,
        Self::Answering,
        Self::Program,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Deciding => "Deciding",
            Self::Walking => "Walking",
            Self::Moving => "Moving about",
            Self::Looking => "Looking",
            Self::Answering => "Dialogs and editor",
            Self::Program => "The program",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// Its name in the key file and the palette.
    pub name: &'static str,
    /// One or two words for the hint line; empty for what goes without saying.
    pub hint: &'static str,
    /// What it does, in a sentence.
    pub description: &'static str,
    /// The keys it has unless the key file says otherwise, as [`Key`](super::key::Key) reads them.
    pub keys: &'static [&'static str],
    /// Where it works.
    pub contexts: &'static [Context],
    /// Its group in the help.
    pub section: Section,
}

/// Declares the enum and the table together, so that an action without description or keys does not compile.
macro_rules! actions {
    ($($action:ident $name:literal $keys:tt $contexts:tt $section:ident $hint:literal $description:literal;)+) => {
        /// Something a person can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $description] $action,)+
        }

        /// Every action, in the order of the hint line.
        pub const TABLE: &[Entry] = &[$(Entry {
            action: Action::$action,
            name: $name,
            hint: $hint,
            description: $description,
            keys: &$keys,
            contexts: contexts!($contexts),
            section: Section::$section,
        },)+];
    };
}

macro_rules! contexts {
    ([$($context:ident),+]) => { &[$(Context::$context),+] };
}

actions! {
    StepOn "step-on" ["space"] [Walk] Walking "next" "Take the next step of the walk.";
    RunOn "run-on" ["A"] [Walk] Walking "run on" "Let the walk run to the decision by itself.";
    Pause "pause" ["p"] [Walk] Walking "pause" "Let the walk wait after what runs now.";
    CancelRun "cancel" ["c"] [Walk, Review] Walking "cancel" "Stop the program, checks or author that is running; what was stopped counts as unknown and can be run again.";
    Accept "accept" ["a"] [Review, Walk] Deciding "accept" "Take the sample into the curated set; on stale or failing evidence a reason is asked for.";
    Reject "reject" ["x"] [Review, Walk] Deciding "reject" "Keep the sample out of the curated set, or stop the walk; a reason is asked for.";
    Skip "skip" ["s"] [Review, Walk] Deciding "skip" "Put the sample off to the end of the queue.";
    Flag "flag" ["f"] [Review, Walk] Deciding "flag" "Set the sample aside for somebody to look at again.";
    Edit "edit" ["e"] [Review, Walk] Deciding "edit" "Change a part of the sample here; the checks that read it run again.";
    Undo "undo" ["u"] [Everywhere] Deciding "undo" "Take back the last decision, however long ago; the history keeps both.";
    Again "again" ["r"] [Walk] Walking "again" "Run the last step again.";
    Overrule "overrule" ["o"] [Walk] Walking "overrule" "Overrule the failing check, with a reason that is kept.";
    Note "note" ["i"] [Walk] Walking "note" "Write a note that goes into the next try.";
    StepBack "step-back" ["b"] [Walk] Walking "back" "Go back to the step before; nothing is lost.";
    NextFinding "next-finding" ["]"] [Review, Walk] Looking "finding" "Light up the evidence of the next finding in every pane.";
    NextPane "next-pane" ["tab"] [Review, Walk] Moving "pane" "Give the focus to the next pane.";
    Open "open" ["enter"] [Review, Walk, Lineage] Moving "open" "Open what is selected.";
    NewWalk "new-walk" ["w"] [Walk, Review, Lineage] Walking "new walk" "Start a walk: choose the parent and the operator.";
    Compare "compare" ["d"] [Review, Walk] Looking "compare" "Show or hide the changes against the parent.";
    TraceView "trace" ["v"] [Review, Walk] Looking "trace" "Draw the links between sentences, formulas, program lines and model rows; h and l follow them, enter goes there.";
    ChangesView "changes" ["D"] [Review, Walk] Looking "changes" "Show what was changed on the way from the parent: limits, rows and words.";
    Find "find" ["/"] [Review, Walk, Lineage] Moving "find" "Find text.";
    Filter "filter" ["t"] [Review] Looking "filter" "Choose which samples the queue shows.";
    Recheck "recheck" ["r"] [Review] Deciding "check again" "Run the program and the checks again.";
    Probe "probe" ["P"] [Review] Deciding "probe" "Change the model a little, row by row and number by number, and see whether the optimum reacts; it may take a second, and c cancels.";
    EditOutside "edit-outside" ["E"] [Review, Walk] Deciding "$EDITOR" "Change a part of the sample in your own editor ($VISUAL or $EDITOR).";
    Zoom "zoom" ["z"] [Review, Walk] Looking "zoom" "Give the whole screen to the pane in focus, and back.";
    Redo "redo" ["ctrl-r"] [Everywhere] Deciding "redo" "Do again what was undone.";
    FindNext "find-next" ["n"] [Review, Walk, Lineage] Moving "next match" "Go to the next place of the finding that is lit, in whatever pane it lies; with nothing lit, to the next match.";
    FindPrevious "find-previous" ["N"] [Review, Walk, Lineage] Moving "" "Go to the previous place of the finding, or to the previous match.";
    PreviousPane "previous-pane" ["shift-tab"] [Review, Walk] Moving "" "Give the focus to the previous pane.";
    Down "down" ["j", "down"] [Everywhere] Moving "" "Move down.";
    Up "up" ["k", "up"] [Everywhere] Moving "" "Move up.";
    Left "left" ["h", "left"] [Review, Walk] Moving "" "Show the tab to the left in this pane.";
    Right "right" ["l", "right"] [Review, Walk] Moving "" "Show the tab to the right in this pane.";
    PageDown "page-down" ["pagedown", "ctrl-f"] [Everywhere] Moving "" "Move down by a page.";
    PageUp "page-up" ["pageup", "ctrl-b"] [Everywhere] Moving "" "Move up by a page.";
    First "first" ["g", "home"] [Everywhere] Moving "" "Go to the start.";
    Last "last" ["G", "end"] [Everywhere] Moving "" "Go to the end.";
    PreviousFinding "previous-finding" ["["] [Review, Walk] Looking "" "Light up the evidence of the previous finding in every pane.";
    GoWalk "go-walk" ["1"] [Everywhere] Looking "" "Go to the Walk screen.";
    GoReview "go-review" ["2"] [Everywhere] Looking "" "Go to the Review screen.";
    GoLineage "go-lineage" ["3"] [Everywhere] Looking "" "Go to the Lineage screen, at the selected sample.";
    GoDataset "go-dataset" ["4"] [Everywhere] Looking "" "Go to the Dataset screen.";
    SwitchTheme "switch-theme" ["T"] [Everywhere] Looking "" "Switch to the next theme.";
    SwitchMouse "switch-mouse" ["M"] [Everywhere] Looking "" "Switch the mouse on or off: on, it scrolls and selects panes; off, the terminal selects text.";
    Reload "reload" ["f5"] [Everywhere] Looking "" "Read what is shown from the workspace again.";
    Confirm "confirm" ["enter"] [Dialog] Answering "choose" "Take what is selected or typed.";
    Close "close" ["esc", "ctrl-c"] [Dialog] Answering "close" "Close the dialog without taking anything.";
    NextChoice "next-choice" ["down", "ctrl-n", "tab"] [Dialog] Answering "" "Go to the next entry.";
    PreviousChoice "previous-choice" ["up", "ctrl-p", "shift-tab"] [Dialog] Answering "" "Go to the previous entry.";
    SaveText "save-text" ["ctrl-s"] [Editor] Answering "save" "Save the edited text.";
    CancelText "cancel-text" ["esc"] [Editor] Answering "cancel" "Leave the editor without saving.";
    Palette "palette" [":", "ctrl-p"] [Everywhere] Program "command" "Find any command by name and run it.";
    Help "help" ["?", "f1"] [Everywhere] Program "help" "Show every key that works here.";
    Back "back" ["esc", "backspace"] [Review, Walk] Program "back" "Come back to the finding whose places are being looked at; leave what is highlighted or zoomed.";
    Redraw "redraw" ["ctrl-l"] [Everywhere] Program "" "Draw the whole screen again.";
    Suspend "suspend" ["ctrl-z"] [Everywhere, Dialog, Editor] Program "" "Go back to the shell; `fg` comes back here.";
    Quit "quit" ["q", "ctrl-c"] [Everywhere] Program "quit" "Leave; everything is saved already.";
}

impl Action {
    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        // The enum and the table are declared together, in one order.
        &TABLE[self as usize]
    }

    /// The action of that name.
    ///
    /// # Errors
    /// A message that names the nearest action.
    pub fn named(name: &str) -> Result<Self, UnknownAction> {
        TABLE
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.action)
            .ok_or_else(|| UnknownAction {
                name: name.to_owned(),
                nearest: nearest(name),
            })
    }

    /// Whether it works in `context`, itself or because it works everywhere.
    pub fn works_in(self, context: Context) -> bool {
        let contexts = self.entry().contexts;
        let dialog = matches!(context, Context::Dialog | Context::Editor);
        contexts.contains(&context) || (!dialog && contexts.contains(&Context::Everywhere))
    }
}

/// A name that is no action's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAction {
    /// The name as it was written.
    pub name: String,
    /// The action that is spelled most like it, if any is near.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an action", self.name)?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => write!(f, "; the help (`?`) lists all of them"),
        }
    }
}

impl std::error::Error for UnknownAction {}

fn nearest(name: &str) -> Option<&'static str> {
    TABLE
        .iter()
        .map(|entry| (distance(name, entry.name), entry.name))
        .min()
        .filter(|(distance, candidate)| *distance <= candidate.len() / 2)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance between two short names.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut costs: Vec<usize> = (0..=right.len()).collect();
    for (row, from) in left.chars().enumerate() {
        let mut diagonal = row;
        costs[0] = row + 1;
        for (column, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = costs[column + 1];
            costs[column + 1] = replaced.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_names_are_unique() {
        for (position, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.action as usize, position);
            assert_eq!(Action::named(entry.name), Ok(entry.action));
            assert!(entry.description.ends_with('.'), "{}", entry.name);
        }
    }

    #[test]
    fn a_misspelt_name_gets_a_suggestion() {
        let unknown = Action::named("acept").unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "`acept` is not an action; did you mean `accept`?"
        );
        assert_eq!(Action::named("zzzzzzzzzz").unwrap_err().nearest, None);
    }

    #[test]
    fn distances_are_edits() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("same", "same"), 0);
    }
}
