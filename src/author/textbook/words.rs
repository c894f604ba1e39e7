//! Templates to text.
//!
//! ```text
//! {org} {week}            the organisation; a noun of the field (a noun written `hour/hours` gives its plural,
//!                         `{hours.one}` the singular)
//! {P.one} {P.many} {#P}   what a set is called; how many entities it has, in letters
//! {list P} {list P.many}  the names of all its entities
//! {p} {p.many} {p.name}   the entity that an index stands for, in a loop or picked (`{p1}`); outside of a loop the
//! {p.unit} {p.unit1}      set's own word
//! {a p} {a P.one}         the same with an article, unless it is a proper name or has one
//! {profit[p]} {budget}    a number with its unit
//! {table p: cost, usage}  a Markdown table: a row for each entity, a column for each table
//! <p|, | and >…</p>       the text for each entity, with what stands between two and before the last
//! <p if uses[m,p]|, >…    the same for the entities whose entry in a table of yes and no is yes
//! ```
//!
//! Sentences get their capital letter here.

use super::blueprint::{Part, flat};
use super::evaluate::{Places, each, place};
use super::family::{Family, Param, Unit};
use super::number;

/// What the teller of a part knows.
#[derive(Debug, Clone)]
pub struct Teller<'a> {
    /// The instance.
    pub part: &'a Part,
    /// Its family.
    pub family: &'static Family,
    /// A number to leave out of the text, by table and position: a planted fault.
    pub dropped: Option<(&'a str, usize)>,
    /// Texts under names that only this telling knows: `goal`, or another name for the organisation.
    pub given: Vec<(&'static str, String)>,
}

impl<'a> Teller<'a> {
    /// A teller of the whole truth.
    ///
    /// # Errors
    /// An unknown family.
    pub fn new(part: &'a Part) -> Result<Self, String> {
        Ok(Self {
            part,
            family: part.family()?,
            dropped: None,
            given: Vec::new(),
        })
    }

    /// Fills in a template.
    ///
    /// # Errors
    /// A name that neither the field nor the family knows; the tests tell every template in every field.
    pub fn tell(&self, template: &str, places: &Places) -> Result<String, String> {
        let mut text = String::new();
        let mut rest = template;
        while let Some(start) = rest.find(['{', '<']) {
            text.push_str(&rest[..start]);
            let open = &rest[start..];
            if open.starts_with('{') {
                let end = open
                    .find('}')
                    .ok_or_else(|| format!("`{open}` is never closed"))?;
                text.push_str(&self.placeholder(&open[1..end], places)?);
                rest = &open[end + 1..];
            } else {
                let (told, after) = self.repeat(open, places)?;
                text.push_str(&told);
                rest = after;
            }
        }
        text.push_str(rest);
        Ok(text)
    }

    fn repeat<'t>(&self, open: &'t str, places: &Places) -> Result<(String, &'t str), String> {
        let complaint = || format!("the loop `{open}` is not closed");
        let head_end = open.find('>').ok_or_else(complaint)?;
        let mut head = open[1..head_end].split('|');
        let first = head.next().unwrap_or_default();
        let (letter, only) = first
            .split_once(" if ")
            .map_or((first, None), |(letter, flag)| (letter, Some(flag)));
        let between = head.next().unwrap_or_default();
        let last = head.next().unwrap_or(between);
        let closing = format!("</{letter}>");
        let body = &open[head_end + 1..];
        let end = body.find(&closing).ok_or_else(complaint)?;
        let mut all = Vec::new();
        for inner in each(self.part, letter, places) {
            if only.map_or(Ok(true), |flag| self.is_set(flag, &inner))? {
                all.push(inner);
            }
        }
        let mut told = String::new();
        for (position, inner) in all.iter().enumerate() {
            if position > 0 {
                told.push_str(if position + 1 == all.len() { last } else { between });
            }
            told.push_str(&self.tell(&body[..end], inner)?);
        }
        Ok((told, &body[end + closing.len()..]))
    }

    fn placeholder(&self, name: &str, places: &Places) -> Result<String, String> {
        if let Some((_, text)) = self.given.iter().find(|(given, _)| *given == name) {
            return Ok(text.clone());
        }
        if let Some(rest) = name.strip_prefix("a ") {
            return Ok(number::with_article(&self.placeholder(rest, places)?));
        }
        if let Some(rest) = name.strip_prefix("list ") {
            return self.list(rest);
        }
        if let Some(rest) = name.strip_prefix("table ") {
            return self.table(rest, places);
        }
        if let Some(set) = name.strip_prefix('#').and_then(|rest| rest.chars().next()) {
            return Ok(number::word(self.part.size(set.to_ascii_lowercase())));
        }
        let (head, form) = name.split_once('.').unwrap_or((name, ""));
        if let Some(text) = self.entity(head, form, places)? {
            return Ok(text);
        }
        let (key, index) = name.split_once('[').unwrap_or((name, ""));
        if let Some(param) = self.family.param(key) {
            return self.datum(param, index.trim_end_matches(']'), places);
        }
        if head == "org" {
            let org = self.part.field()?.orgs.get(self.part.org);
            return org
                .map(|org| (*org).to_owned())
                .ok_or_else(|| "there is no such name".to_owned());
        }
        let noun = self.part.field()?.noun(head);
        noun.map(|noun| inflected(noun, form != "one").to_owned())
            .ok_or_else(|| {
                format!(
                    "`{{{name}}}` means nothing in the field `{}` of `{}`",
                    self.part.field, self.family.key
                )
            })
    }

    /// `p`, `p1`, `P`: an entity, or what the set is called.
    fn entity(&self, head: &str, form: &str, places: &Places) -> Result<Option<String>, String> {
        let mut characters = head.chars();
        let Some(first) = characters.next() else {
            return Ok(None);
        };
        let letter = first.to_ascii_lowercase();
        if self.family.set(letter).is_none() || !characters.all(|c| c.is_ascii_digit()) {
            return Ok(None);
        }
        let place = places.iter().rev().find(|(name, _)| name == head);
        let Some((_, position)) = place else {
            let words = self.part.words(letter)?;
            return Ok(Some(
                if form == "many" { words.many } else { words.one }.to_owned(),
            ));
        };
        let item = self.part.item(letter, *position)?;
        Ok(Some(match form {
            "many" => item.many.to_owned(),
            "name" => item.name.to_owned(),
            "unit" => inflected(item.unit, true).to_owned(),
            "unit1" => inflected(item.unit, false).to_owned(),
            _ => item.one.to_owned(),
        }))
    }

    fn list(&self, what: &str) -> Result<String, String> {
        let (set, form) = what.split_once('.').unwrap_or((what, "one"));
        let letter = set.chars().next().unwrap_or('?').to_ascii_lowercase();
        let names: Result<Vec<String>, String> = (0..self.part.size(letter))
            .map(|position| {
                let item = self.part.item(letter, position)?;
                Ok(match form {
                    "many" => item.many,
                    "name" => item.name,
                    _ => item.one,
                }
                .to_owned())
            })
            .collect();
        names.map(|names| number::list(&names))
    }

    /// Whether an entry such as `covers[s,d]` is yes.
    fn is_set(&self, flag: &str, places: &Places) -> Result<bool, String> {
        let (key, indices) = flag.split_once('[').unwrap_or((flag, ""));
        let param = self
            .family
            .param(key)
            .ok_or_else(|| format!("there is no table `{key}`"))?;
        let at = resolved(indices.trim_end_matches(']'), places)?;
        Ok(self.part.datum(param, &at)? > 0.5)
    }

    fn datum(&self, param: &Param, indices: &str, places: &Places) -> Result<String, String> {
        let at = resolved(indices, places)?;
        let position = flat(&self.part.sizes(param.over), &at);
        if self
            .dropped
            .is_some_and(|(key, place)| key == param.key && position == Some(place))
        {
            return Ok(self.without_number(param, &at));
        }
        let value = self.part.datum(param, &at)?;
        Ok(match param.unit {
            Unit::Money => number::money(value),
            Unit::Percent => number::percent(value),
            Unit::Plain => number::plain(value),
            Unit::Map(set) => self.part.item(set, mapped(value))?.one.to_owned(),
            Unit::Flag => yes_or_no(value).to_owned(),
            Unit::Of(_) | Unit::OfItem(_) => {
                let unit = self.unit(param, &at, !is_one(value));
                format!("{} {unit}", number::plain(value))
            }
        })
    }

    /// What stands for a number that was left out.
    fn without_number(&self, param: &Param, at: &[usize]) -> String {
        match param.unit {
            Unit::Money => "a fixed amount of money".to_owned(),
            Unit::Percent => "a certain share".to_owned(),
            Unit::Plain | Unit::Map(_) | Unit::Flag => "a certain number".to_owned(),
            Unit::Of(_) | Unit::OfItem(_) => format!("a certain number of {}", self.unit(param, at, true)),
        }
    }

    fn unit(&self, param: &Param, at: &[usize], many: bool) -> &'static str {
        match param.unit {
            Unit::Of(noun) => {
                let noun = self.part.field().ok().and_then(|field| field.noun(noun));
                inflected(noun.unwrap_or_default(), many)
            }
            Unit::OfItem(set) => {
                let place = param
                    .over
                    .chars()
                    .position(|letter| letter == set)
                    .and_then(|place| at.get(place));
                let item = place.and_then(|place| self.part.item(set, *place).ok());
                item.map_or("", |item| inflected(item.unit, many))
            }
            Unit::Money => "$",
            Unit::Percent => "%",
            Unit::Plain | Unit::Map(_) | Unit::Flag => "",
        }
    }

    /// `p: cost, usage` → a Markdown table with an empty line on either side.
    fn table(&self, what: &str, places: &Places) -> Result<String, String> {
        let (rows, columns) = what.split_once(':').ok_or("a table needs `set: columns`")?;
        let rows = rows.trim().chars().next().unwrap_or('?');
        let columns: Vec<&Param> = columns
            .split(',')
            .filter_map(|key| self.family.param(key.trim()))
            .collect();
        let mut head = vec![capital(self.part.words(rows)?.one)];
        for param in &columns {
            for other in across(self.part, param, rows) {
                head.push(self.column_head(param, other)?);
            }
        }
        let rule = format!("|{}", "---|".repeat(head.len()));
        let mut lines = vec![line(&head), rule];
        for (position, _) in each(self.part, &rows.to_string(), places).iter().enumerate() {
            let mut cells = vec![capital(self.part.item(rows, position)?.one)];
            for param in &columns {
                for other in across(self.part, param, rows) {
                    cells.push(self.cell(param, rows, position, other)?);
                }
            }
            lines.push(line(&cells));
        }
        Ok(format!("\n\n{}\n\n", lines.join("\n")))
    }

    fn column_head(&self, param: &Param, other: Option<(char, usize)>) -> Result<String, String> {
        let name = match other {
            Some((set, position)) => self.part.item(set, position)?.one.to_owned(),
            None => self.tell(param.about, &Places::new())?,
        };
        let at: Vec<usize> = param
            .over
            .chars()
            .map(|_| other.map_or(0, |(_, position)| position))
            .collect();
        // A unit that differs from row to row stands in the rows' names, if anywhere.
        let fixed = !matches!(param.unit, Unit::OfItem(set) if other.is_none_or(|(letter, _)| letter != set));
        let unit = if fixed { self.unit(param, &at, true) } else { "" };
        Ok(if unit.is_empty() || name.contains(unit) {
            capital(&name)
        } else {
            format!("{} ({unit})", capital(&name))
        })
    }

    fn cell(
        &self,
        param: &Param,
        rows: char,
        position: usize,
        other: Option<(char, usize)>,
    ) -> Result<String, String> {
        let at: Vec<usize> = param
            .over
            .chars()
            .map(|letter| {
                if letter == rows {
                    position
                } else {
                    other.map_or(0, |(_, at)| at)
                }
            })
            .collect();
        let place = flat(&self.part.sizes(param.over), &at);
        if self
            .dropped
            .is_some_and(|(key, dropped)| key == param.key && place == Some(dropped))
        {
            return Ok("–".to_owned());
        }
        let value = self.part.datum(param, &at)?;
        Ok(match param.unit {
            Unit::Percent => number::percent(value),
            Unit::Map(set) => self.part.item(set, mapped(value))?.one.to_owned(),
            Unit::Flag => yes_or_no(value).to_owned(),
            _ => number::plain(value),
        })
    }
}

/// The positions that `i,j1` names.
fn resolved(indices: &str, places: &Places) -> Result<Vec<usize>, String> {
    let mut at = Vec::new();
    for index in indices.split(',').filter(|index| !index.is_empty()) {
        let index = super::algebra::Index {
            name: index.trim().to_owned(),
            previous: false,
        };
        at.extend(place(places, &index)?);
    }
    Ok(at)
}

fn yes_or_no(value: f64) -> &'static str {
    if value > 0.5 { "yes" } else { "no" }
}

/// The entities of the second set of a table, or one column without.
fn across(part: &Part, param: &Param, rows: char) -> Vec<Option<(char, usize)>> {
    match param.over.chars().find(|letter| *letter != rows) {
        Some(other) => (0..part.size(other))
            .map(|position| Some((other, position)))
            .collect(),
        None => vec![None],
    }
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The position that an index map holds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a position in a set of a dozen entities; what is no position is refused by the lookup that follows"
)]
pub fn mapped(value: f64) -> usize {
    value.round().max(0.0) as usize
}

fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < 1e-9
}

/// `hour/hours` in one or the other form; a word without a slash as it is.
pub fn inflected(noun: &'static str, many: bool) -> &'static str {
    match noun.split_once('/') {
        Some((one, several)) => {
            if many {
                several
            } else {
                one
            }
        }
        None => noun,
    }
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

/// Gives every sentence its capital letter, one space between words, and at most one empty line between paragraphs.
pub fn polished(text: &str) -> String {
    let mut polished = String::new();
    for paragraph in text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
    {
        if !polished.is_empty() {
            polished.push_str("\n\n");
        }
        if paragraph.starts_with(['|', '-']) {
            polished.push_str(paragraph);
            continue;
        }
        let mut starts = true;
        for word in paragraph.split_whitespace() {
            if !polished.is_empty() && !polished.ends_with('\n') {
                polished.push(' ');
            }
            polished.push_str(&if starts { capital(word) } else { word.to_owned() });
            starts = word.ends_with(['.', '?', '!']);
        }
    }
    polished
}
