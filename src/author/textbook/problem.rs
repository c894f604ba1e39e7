//! The problem in words.

use super::blueprint::{Blueprint, Link, Part};
use super::evaluate::{Places, picked};
use super::family::{Extra, Story};
use super::formulation::aim_text;
use super::number;
use super::plan::Plan;
use super::words::{Teller, polished};

/// What a text leaves out on purpose: one number, by part, table and position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// Position of the part.
    pub part: usize,
    /// The table.
    pub key: String,
    /// Position in the table.
    pub position: usize,
}

/// Names of organisations that run several businesses.
pub const GROUPS: [&str; 6] = [
    "the Alder Group",
    "the Brightwater Cooperative",
    "Meridian Holdings",
    "the Northgate Trust",
    "the Silverline Association",
    "Kestrel Partners",
];

/// Tells the problem of a blueprint.
///
/// # Errors
/// A blueprint that names what does not exist.
pub fn tell(blueprint: &Blueprint, omission: Option<&Omission>) -> Result<String, String> {
    let plan = Plan::of(blueprint)?;
    let goal = aim_text(&plan)?;
    let mut paragraphs = Vec::new();
    let mut tellers = Vec::new();
    for (position, part) in blueprint.parts.iter().enumerate() {
        let mut teller = Teller::new(part)?;
        teller.dropped = omission
            .filter(|omission| omission.part == position)
            .map(|omission| (omission.key.as_str(), omission.position));
        teller.given.push(("goal", goal.clone()));
        tellers.push(teller);
    }
    match &blueprint.link {
        None => {
            for teller in &tellers {
                let story = story(teller.part)?;
                paragraphs.push(body(teller, story)?);
                paragraphs.push(teller.tell(story.ask, &Places::new())?);
            }
        }
        Some(link) => {
            let org = organisation(blueprint, link)?;
            paragraphs.push(preamble(&tellers, &org, link)?);
            for teller in &mut tellers {
                teller.given.push(("org", org.clone()));
                paragraphs.push(body(teller, story(teller.part)?)?);
            }
            paragraphs.push(shared(&tellers, link)?);
            paragraphs.push(format!("How should {org} decide in order to {goal}?"));
        }
    }
    Ok(polished(&paragraphs.join("\n\n")))
}

/// Who decides in a combination: the organisation of the field that the parts have in common, or a group.
fn organisation(blueprint: &Blueprint, link: &Link) -> Result<String, String> {
    let first = &blueprint.parts[0];
    let same = blueprint.parts.iter().all(|part| part.field == first.field);
    let orgs = if same { first.field()?.orgs } else { &GROUPS };
    orgs.get(link.org % orgs.len().max(1))
        .map(|org| (*org).to_owned())
        .ok_or_else(|| "the organisation of the combination has no name".to_owned())
}

fn preamble(tellers: &[Teller<'_>], org: &str, link: &Link) -> Result<String, String> {
    let count = number::word(tellers.len());
    let kind = &link.kind;
    Ok(match link.wording % 2 {
        0 => format!("{org} has to settle {count} plans that draw on the same {kind}."),
        1 => format!("A common {kind} ties together {count} decisions that {org} has to make."),
        _ => return Err("there is no such wording".to_owned()),
    })
}

fn shared(tellers: &[Teller<'_>], link: &Link) -> Result<String, String> {
    let mut uses = Vec::new();
    let mut data = String::new();
    for teller in tellers {
        let shared = teller.part.shared(&link.kind)?;
        if let Some(say) = shared.say.get(link.wording % shared.say.len().max(1)) {
            data.push_str(&teller.tell(say, &Places::new())?);
            data.push(' ');
        }
        uses.push(teller.tell(shared.about, &Places::new())?);
    }
    let limit = match link.kind.as_str() {
        "budget" => number::money(link.limit),
        _ => format!("{} hours", number::plain(link.limit)),
    };
    Ok(format!(
        "{data}Together, {} must not exceed {limit}.",
        number::list(&uses)
    ))
}

fn story(part: &Part) -> Result<&'static Story, String> {
    let stories = part.family()?.stories;
    stories
        .get(part.story)
        .ok_or_else(|| format!("there is no telling number {}", part.story))
}

/// Setting, data, requirements and types of one part.
fn body(teller: &Teller<'_>, story: &Story) -> Result<String, String> {
    let mut sentences = vec![teller.tell(story.opening, &Places::new())?];
    for (aim, goal) in teller.part.goals()? {
        sentences.push(teller.tell(wording(goal.say, aim.wording), &Places::new())?);
    }
    for (chosen, extra) in teller.part.extras()? {
        sentences.push(requirement(teller, extra, &chosen.picks, chosen.wording)?);
    }
    let types = if teller.part.whole {
        story.whole
    } else {
        story.measured
    };
    sentences.push(teller.tell(types, &Places::new())?);
    Ok(sentences.join(" "))
}

/// The sentence of one extra.
///
/// # Errors
/// A template that does not fit.
pub fn requirement(
    teller: &Teller<'_>,
    extra: &Extra,
    picks: &[usize],
    which: usize,
) -> Result<String, String> {
    teller.tell(wording(extra.say, which), &picked(extra.picks, picks))
}

fn wording(choices: &'static [&'static str], which: usize) -> &'static str {
    choices.get(which).copied().unwrap_or_default()
}
