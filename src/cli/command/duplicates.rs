//! `stepwell duplicates`: what of the workspace belongs together, and what is known from reference sets.

use serde_json::json;

use crate::check::duplicates::{Contaminated, Group, Groups, Twin, groups};
use crate::cli::args::DuplicatesArgs;
use crate::cli::context::Context;
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::sample::SampleId;
use crate::store::{OpenOptions, Store};

/// Members of a group that are listed for a person; JSON has all of them.
const LISTED: usize = 10;

/// Lists groups of near texts, of structural twins, and contamination.
///
/// # Errors
/// When the workspace cannot be read, there is no such reference set, or output cannot be written.
pub async fn run(context: &Context, args: &DuplicatesArgs, out: &mut Out) -> Result<End, CliError> {
    let workspace = context.open(OpenOptions::read()).await?;
    let store = workspace.store();
    let wanted = wanted_set(store, args).await?;
    store.index_samples().await?;
    let within = args.against.is_none();
    let (mut found, counts) = store
        .with_index(|index| {
            let unmodelled = index
                .iter()
                .filter(|(source, profile)| {
                    matches!(source, crate::check::Source::Sample(_)) && profile.model.is_none()
                })
                .count();
            let counts = [index.samples(), index.references(), unmodelled];
            (groups(index, args.text, within), counts)
        })
        .await;
    if let Some(set) = wanted {
        found.contaminated.retain(|one| one.set == set);
    }
    let clean = found.is_clean();
    if out.is_json() {
        write_json(&found, counts, out)?;
    } else {
        write_text(store, &found, counts, out).await?;
    }
    Ok(if clean { End::Done } else { End::Findings })
}

/// The one set that is asked about; `None` for all of them.
async fn wanted_set(store: &Store, args: &DuplicatesArgs) -> Result<Option<String>, CliError> {
    let Some(name) = args.against.as_deref().filter(|name| *name != "reference") else {
        return Ok(None);
    };
    let sets = store.reference_sets().await?;
    if sets.iter().any(|set| set.name == name) {
        return Ok(Some(name.to_owned()));
    }
    let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
    let there = if names.is_empty() {
        "there are none".to_owned()
    } else {
        format!("there are {}", names.join(", "))
    };
    Err(CliError::new(
        ErrorKind::Input,
        format!("there is no reference set `{name}`; {there}"),
        "import one with `stepwell import --reference NAME FILE`",
    ))
}

fn model_word(twin: Option<Twin>) -> Option<&'static str> {
    twin.map(|twin| match twin {
        Twin::Exact => "exact",
        Twin::Shape => "shape",
    })
}

fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

fn write_json(
    found: &Groups,
    [samples, references, unmodelled]: [usize; 3],
    out: &mut Out,
) -> Result<(), CliError> {
    for one in &found.contaminated {
        out.json(&json!({
            "kind": "contamination",
            "sample": one.sample,
            "set": one.set,
            "row": one.row,
            "similarity": rounded(one.text),
            "model": model_word(one.twin),
            "certain": one.certain,
        }))?;
    }
    for group in &found.texts {
        out.json(&json!({
            "kind": "text",
            "similarity": rounded(group.text),
            "related": group.related,
            "samples": group.members,
        }))?;
    }
    for group in &found.twins {
        out.json(&json!({"kind": "twin", "related": group.related, "samples": group.members}))?;
    }
    out.json(&json!({ "summary": {
        "samples": samples,
        "references": references,
        "without_model": unmodelled,
        "text_groups": found.texts.len(),
        "twin_groups": found.twins.len(),
        "contaminated": contaminated(found),
    }}))
}

/// How many samples are known from reference sets.
fn contaminated(found: &Groups) -> usize {
    let mut samples: Vec<SampleId> = found.contaminated.iter().map(|one| one.sample).collect();
    samples.dedup();
    samples.len()
}

async fn write_text(
    store: &Store,
    found: &Groups,
    [samples, references, unmodelled]: [usize; 3],
    out: &mut Out,
) -> Result<(), CliError> {
    for one in &found.contaminated {
        let Contaminated {
            sample,
            set,
            row,
            text,
            twin,
            certain,
        } = one;
        let mark = if *certain {
            "✘ contamination"
        } else {
            "▲ looks known  "
        };
        let model = match twin {
            Some(Twin::Exact) => ", the same model",
            Some(Twin::Shape) => ", a model of the same structure",
            None => "",
        };
        out.line(format!(
            "{mark}  row {row} of `{set}`: {:.0} % of the words{model}",
            100.0 * text
        ))?;
        out.line(format!("    {}", named(store, *sample).await?))?;
    }
    for group in &found.texts {
        let Group { members, text, .. } = group;
        out.line(format!(
            "▲ near in words    {} samples, {:.0} % alike or more",
            members.len(),
            100.0 * text
        ))?;
        list(store, members, out).await?;
    }
    for Group { members, related, .. } in &found.twins {
        let mark = if *related {
            "· twins, relatives"
        } else {
            "▲ structural twins"
        };
        out.line(format!(
            "{mark} {} samples with the same model, number for number",
            members.len()
        ))?;
        list(store, members, out).await?;
    }
    out.line(format!(
        "{samples} samples and {references} reference rows: {} groups near in words, {} groups of twins, {} samples \
         known from reference sets",
        found.texts.len(),
        found.twins.len(),
        contaminated(found)
    ))?;
    if unmodelled > 0 {
        out.line(format!(
            "{unmodelled} samples have no model, so that only their words were compared; `stepwell check` runs programs"
        ))?;
    }
    out.flush()
}

async fn list(store: &Store, members: &[SampleId], out: &mut Out) -> Result<(), CliError> {
    for member in members.iter().take(LISTED) {
        out.line(format!("    {}", named(store, *member).await?))?;
    }
    if members.len() > LISTED {
        out.line(format!("    and {} more", members.len() - LISTED))?;
    }
    Ok(())
}

async fn named(store: &Store, sample: SampleId) -> Result<String, CliError> {
    let item = store.queue_item(sample).await?;
    let title = item.map(|item| item.title).unwrap_or_default();
    let title: String = title.chars().take(80).collect();
    Ok(format!("{}  {title}", sample.short()))
}
