//! The lists that reviewers choose from: reasons, parts, filters.

use crate::review::ReviewState;
use crate::sample::Part;
use crate::tui::desk::PaneId;
use crate::tui::message::Filter;
use crate::tui::modal::{Choice, Picker, Question, ReviewQuestion};

/// Reasons to reject, with the key that picks each.
const REASONS: [(&str, &str, &str); 7] = [
    ("w", "wrong model", "the solution does not answer the problem"),
    (
        "u",
        "unclear problem",
        "something that the solution needs is not said",
    ),
    ("n", "unrealistic", "the numbers or the story make no sense"),
    (
        "t",
        "too easy",
        "nothing is to be decided, or the optimum is trivial",
    ),
    ("d", "duplicate", "another sample asks the same"),
    (
        "l",
        "leaks its parent",
        "names or numbers of the parent stand where they do not belong",
    ),
    ("b", "badly written", "the wording would teach the wrong thing"),
];

/// The reasons to reject, and the way to type another.
pub(in crate::tui::screen) fn reject_reasons() -> Vec<Choice> {
    let listed = REASONS.iter().enumerate();
    let mut choices: Vec<Choice> = listed
        .map(|(place, (key, reason, meaning))| Choice::new(place, key, *reason, *meaning))
        .collect();
    choices.push(Choice::new(REASONS.len(), "o", "other …", "type it"));
    choices
}

/// The reason at a place of the list; `None` for the one to type.
pub(in crate::tui::screen) fn reject_reason(place: usize) -> Option<&'static str> {
    REASONS.get(place).map(|(_, reason, _)| *reason)
}

/// Asks for a part, the one in focus first.
pub(in crate::tui::screen) fn part_picker(question: Question, focus: PaneId) -> Picker {
    let keys = ["p", "f", "c", "a"];
    let meanings = [
        "the question in words",
        "the mathematics",
        "the solver code",
        "the stated optimum",
    ];
    let choices = Part::ALL.iter().enumerate();
    let choices = choices.map(|(place, part)| Choice::new(place, keys[place], part.word(), meanings[place]));
    let at = match focus {
        PaneId::Formulation => 1,
        PaneId::Program | PaneId::Model => 2,
        PaneId::Solver => 3,
        PaneId::List | PaneId::Problem | PaneId::Verdicts => 0,
    };
    Picker::quick(question, "Edit which part?", choices.collect()).at(at)
}

fn meaning(filter: Filter) -> &'static str {
    match filter {
        Filter::Waiting => "pending first, then what was put off",
        Filter::In(ReviewState::Pending) => "nobody has decided",
        Filter::In(ReviewState::Skipped) => "put off",
        Filter::In(ReviewState::Flagged) => "somebody should look again",
        Filter::In(ReviewState::Accepted) => "in the curated set",
        Filter::In(ReviewState::Rejected) => "kept out, with the reason",
        Filter::All => "every sample of the workspace",
        Filter::Parents => "what a new sample can be derived from",
    }
}

/// Asks which samples to list.
pub(super) fn filter_picker(now: Filter) -> Picker {
    let choices = Filter::ALL.iter().enumerate();
    let choices =
        choices.map(|(place, (filter, key))| Choice::new(place, key, filter.word(), meaning(*filter)));
    let at = Filter::ALL.iter().position(|(filter, _)| *filter == now);
    let question = Question::Review(ReviewQuestion::Filter);
    Picker::quick(question, "List which samples?", choices.collect()).at(at.unwrap_or(0))
}
