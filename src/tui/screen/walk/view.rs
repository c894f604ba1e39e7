//! What the Walk screen shows.

use std::sync::Arc;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use time::OffsetDateTime;

use super::WalkScreen;
use crate::review::ReviewState;
use crate::sample::Sample;
use crate::tui::message::Dossier;
use crate::tui::pane::{
    Judged, Lit, Look, Pane as _, QueuePane, QueueRow, StepMark, StepView, StepsPane, Title, draw_frame,
    draw_scrollbar, visible_range,
};
use crate::tui::theme::Styles;
use crate::walk::journal::Ending;
use crate::walk::{Job, Outlook, Side, Step, StepStatus, Walk};

/// Whether work of the walk is under way.
pub(super) fn is_running(walk: &Walk) -> bool {
    walk.finish().is_none() && walk.outstanding().is_some()
}

/// The child with everything known about it. Until there is a problem, the parent is shown in its place.
pub(super) fn dossier(walk: &Walk) -> Dossier {
    let plan = walk.plan();
    let parents: Vec<Arc<Sample>> = plan.parents.iter().cloned().map(Arc::new).collect();
    let judged = walk.checks().into_iter().filter_map(|view| {
        Some(Judged {
            verdict: view.verdict?.clone(),
            stale: view.is_stale(),
            overruled: view.overrule.map(|overrule| overrule.reason.clone()),
        })
    });
    let begun = walk.problem().is_some();
    let parent_runs = plan
        .parent_runs
        .iter()
        .cloned()
        .map(|run| run.map(Arc::new))
        .collect();
    let (sample, parents, run) = match parents.first() {
        Some(parent) if !begun => {
            let run = plan.parent_runs.first().cloned().flatten().map(Arc::new);
            (Arc::clone(parent), Vec::new(), run)
        }
        _ => (Arc::new(walk.child()), parents, walk.run().cloned()),
    };
    Dossier {
        suspicion: None,
        judged: judged.collect(),
        run,
        state: ReviewState::Pending,
        decision: None,
        checking: is_running(walk),
        row: row(&sample, plan.operator.name()),
        parents,
        parent_runs,
        sample,
    }
}

fn row(sample: &Sample, origin: &str) -> QueueRow {
    QueueRow {
        id: sample.id.short(),
        text: String::new(),
        verdict: None,
        why: String::new(),
        state: ReviewState::Pending,
        origin: origin.to_owned(),
    }
}

/// The guide line, and the desk below it.
pub(super) fn draw(screen: &mut WalkScreen, frame: &mut Frame, area: Rect, styles: &Styles) {
    let line = guide_line(screen, styles);
    let rows = line
        .width()
        .div_ceil(usize::from(area.width.max(2)) - 1)
        .clamp(1, 3);
    let rows = u16::try_from(rows).unwrap_or(1).min(area.height / 4).max(1);
    let guide = Rect {
        height: area.height.min(rows),
        ..area
    };
    frame.render_widget(Paragraph::new(line).wrap(Wrap { trim: false }), guide);
    let body = Rect {
        y: area.y + guide.height,
        height: area.height - guide.height,
        ..area
    };
    // The desk is taken out while its list pane is drawn by this screen.
    let mut desk = std::mem::take(&mut screen.desk);
    desk.draw(frame, body, styles, |frame, place, focused| {
        draw_list(screen, frame, place, focused, styles);
    });
    screen.desk = desk;
}

/// Where the walk stands and what comes next, in a sentence.
fn guide_line(screen: &WalkScreen, styles: &Styles) -> Line<'static> {
    let Some(walk) = &screen.walk else {
        let text = match (screen.first_parent, screen.parents.total()) {
            (Some(first), _) => format!("Combination with {}: choose the second parent.", first.short()),
            (None, 0) if screen.parents.is_read() => "There is no sample to start from yet.".to_owned(),
            (None, _) => {
                "Choose the sample to start from; the next key asks how to derive a new one.".to_owned()
            }
        };
        return Line::from(vec![
            Span::styled(" ▸ ", styles.accent),
            Span::styled(text, styles.text),
        ]);
    };
    let step = walk.step();
    let name = format!(" ▸ {} of {} · {} ", step.number(), Step::ALL.len(), step.title());
    let (text, style) = match walk.finish() {
        Some(finish) => {
            let style = if finish.ending == Ending::Kept {
                styles.pass
            } else {
                styles.warning
            };
            let more = if finish.sample.is_some() {
                "; open the sample, or start a new walk"
            } else {
                "; start a new walk"
            };
            (
                format!("{}: {}{more}", ending_word(finish.ending), finish.reason),
                style,
            )
        }
        None if is_running(walk) => ("under way …".to_owned(), styles.accent),
        None => outlook_text(walk, styles),
    };
    let text = crate::sample::clean(&text).replace('\n', " ");
    Line::from(vec![
        Span::styled(name, styles.strong),
        Span::styled(format!("— {text}"), style),
    ])
}

fn ending_word(ending: Ending) -> &'static str {
    match ending {
        Ending::Kept => "kept",
        Ending::Dropped => "dropped",
        Ending::Failed => "failed",
    }
}

fn outlook_text(walk: &Walk, styles: &Styles) -> (String, ratatui::style::Style) {
    match walk.outlook() {
        Outlook::Done => {
            let next = walk.step().next().map_or("the end", Step::title);
            (format!("done; next: {next}"), styles.pass)
        }
        Outlook::Needs(job) => (format!("next: {}", job_text(&job, walk)), styles.text),
        Outlook::Failed {
            reason,
            repair: Some(repair),
        } => {
            let side = side_word(repair.side);
            let text = format!(
                "{reason}; next: correct the {side} (round {} of {})",
                repair.round, repair.of
            );
            (text, styles.fail)
        }
        Outlook::Failed { reason, repair: None } => (reason, styles.fail),
        Outlook::Broken { reason } => (reason, styles.error),
        Outlook::Decide => match walk.evidence_gap() {
            None => (
                "all evidence is fresh and passes: accept or reject".to_owned(),
                styles.pass,
            ),
            Some(gap) => (format!("{gap}; accepting needs a reason"), styles.warning),
        },
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Problem => "problem",
        Side::Solution => "solution",
    }
}

fn job_text(job: &Job, walk: &Walk) -> String {
    match job {
        Job::Write(side) => format!(
            "the {} author writes the {}",
            walk.plan().author,
            side_word(*side)
        ),
        Job::Run => "run the program".to_owned(),
        Job::Check(checks) => {
            let names: Vec<&str> = checks.iter().map(|check| check.name()).collect();
            format!("check {}", names.join(", "))
        }
        Job::Admit => "look for the same problem in the workspace".to_owned(),
    }
}

fn draw_list(screen: &mut WalkScreen, frame: &mut Frame, area: Rect, focused: bool, styles: &Styles) {
    let lit = Lit::default();
    let look = Look {
        styles,
        lit: &lit,
        focused,
    };
    let Some(walk) = screen.walk.clone() else {
        draw_parents(screen, frame, area, look);
        return;
    };
    let title = Title::new("Steps", walk.plan().operator.name());
    let inside = draw_frame(area, frame.buffer_mut(), &title, look);
    let pane = StepsPane::new(step_views(&walk));
    pane.draw(inside, frame.buffer_mut(), &mut screen.steps, look);
    let below = u16::try_from(Step::ALL.len() + 1).unwrap_or(u16::MAX);
    if inside.height > below + 2 {
        let rest = Rect {
            y: inside.y + below,
            height: inside.height - below,
            ..inside
        };
        draw_details(frame, rest, &walk, screen.steps.selected, styles);
    }
    draw_scrollbar(area, frame.buffer_mut(), &screen.steps.scroll, look);
}

/// Parents, notes and the attempts of the selected step, where there is room.
fn draw_details(frame: &mut Frame, area: Rect, walk: &Walk, selected: Option<usize>, styles: &Styles) {
    let plan = walk.plan();
    let mut lines = Vec::new();
    for parent in &plan.parents {
        let text = format!("parent {}", parent.id.short());
        lines.push(Line::styled(text, styles.muted));
    }
    if walk.problem().is_none() {
        lines.push(Line::styled("the texts shown are the parent's", styles.warning));
    }
    let step = selected
        .and_then(|at| Step::ALL.get(at))
        .copied()
        .unwrap_or(walk.step());
    lines.push(Line::default());
    lines.push(Line::styled(step.title(), styles.heading));
    for attempt in walk.attempts().iter().filter(|attempt| attempt.step == step) {
        let took = attempt.took.map(seconds).unwrap_or_default();
        lines.push(Line::styled(
            format!("{}. {} {took}", attempt.number, by_word(attempt)),
            styles.text,
        ));
        let told = attempt.complaints.iter().chain(&attempt.notes);
        lines.extend(
            told.map(|text| Line::styled(format!("   {}", crate::sample::clean(text)), styles.muted)),
        );
    }
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), area);
}

fn by_word(attempt: &crate::walk::Attempt) -> String {
    use crate::walk::{Maker, Purpose, WorkKind};
    let by = match &attempt.by {
        Maker::Author => "author",
        Maker::Machine => match attempt.kind {
            WorkKind::Run => "run",
            WorkKind::Admit => "duplicates",
            WorkKind::Check | WorkKind::Write => "checks",
        },
        Maker::Person(name) => name.as_str(),
    };
    let why = match attempt.purpose {
        Purpose::First => String::new(),
        Purpose::Retry => " tried again".to_owned(),
        Purpose::Repair { round } => format!(" corrected, round {round}"),
        Purpose::Again => " again".to_owned(),
        Purpose::Edit(part) => format!(" edited the {}", part.word()),
    };
    format!("{by}{why}")
}

fn seconds(took: Duration) -> String {
    if took < Duration::from_secs(1) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}

fn step_views(walk: &Walk) -> Vec<StepView> {
    let view = |step: Step| {
        let seen = walk.step_view(step);
        let since = seen.running_since.map(|since| OffsetDateTime::now_utc() - since);
        let running = since.and_then(|since| Duration::try_from(since).ok());
        StepView {
            name: step.name().to_owned(),
            mark: mark(seen.status, walk.finish().is_some()),
            note: if step == Step::Parent {
                parents_note(walk)
            } else {
                String::new()
            },
            attempts: seen.attempts,
            time: running.or((!seen.took.is_zero()).then_some(seen.took)),
        }
    };
    Step::ALL.map(view).into()
}

fn parents_note(walk: &Walk) -> String {
    let ids: Vec<String> = walk
        .plan()
        .parents
        .iter()
        .map(|parent| parent.id.short())
        .collect();
    ids.join(" + ")
}

fn mark(status: StepStatus, over: bool) -> StepMark {
    match status {
        StepStatus::Todo if over => StepMark::Skipped,
        StepStatus::Todo => StepMark::Waiting,
        StepStatus::Waiting => StepMark::Asking,
        StepStatus::Running => StepMark::Running,
        StepStatus::Done => StepMark::Passed,
        StepStatus::Failed => StepMark::Failed,
        StepStatus::Stale => StepMark::Stale,
    }
}

fn draw_parents(screen: &mut WalkScreen, frame: &mut Frame, area: Rect, look: Look<'_>) {
    let (position, total) = (screen.parents.position(), screen.parents.total());
    let note = if total == 0 {
        String::new()
    } else {
        format!("{}/{total}", position + 1)
    };
    let title = if screen.first_parent.is_some() {
        "Combine with"
    } else {
        "Start from"
    };
    let inside = draw_frame(area, frame.buffer_mut(), &Title::new(title, note), look);
    if total == 0 {
        let text = if screen.parents.is_read() {
            "No sample is here yet. Leave with q and import some: stepwell import FILE."
        } else {
            "reading …"
        };
        frame.render_widget(
            Paragraph::new(text)
                .style(look.styles.muted)
                .wrap(Wrap { trim: true }),
            inside,
        );
        return;
    }
    screen.rows = usize::from(inside.height / QueuePane::row_height(inside.width).max(1)).max(1);
    let range = visible_range(position, screen.top, screen.rows, total);
    screen.top = range.start;
    let (first, rows) = screen.parents.slice(range);
    let pane = QueuePane {
        rows: &rows,
        first,
        total,
        selected: position,
    };
    pane.draw(inside, frame.buffer_mut(), look);
}
