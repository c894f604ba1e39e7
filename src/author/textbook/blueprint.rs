//! A structured instance: what the textbook author derives children from. It is stored as JSON with the sample.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::families;
use super::family::{Extra, Family, Field, Goal, Item, Param, Shared, Words};
use crate::author::AuthorError;

/// The version that this code writes and reads.
const VERSION: u32 = 1;

/// Most parts of a combination: beyond that the text is longer than a person reads in one go.
pub const MOST_PARTS: usize = 3;

/// A whole problem: one part, or several that share something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blueprint {
    /// Format version.
    pub version: u32,
    /// One instance of a family, or the instances that a combination joins.
    pub parts: Vec<Part>,
    /// What the parts share; present exactly when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// What the text says when a planted fault made it say more than the operator allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<Box<Blueprint>>,
}

/// One instance of a family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// [`Family::key`].
    pub family: String,
    /// [`Field::name`].
    pub field: String,
    /// Position in [`Field::orgs`].
    pub org: usize,
    /// Position in [`Family::stories`].
    pub story: usize,
    /// Whether decisions of [`super::family::Kind::ByField`] are counted.
    pub whole: bool,
    /// For each set, the positions of its entities in the pool of the field.
    pub sets: BTreeMap<char, Vec<usize>>,
    /// The tables, row by row.
    pub data: BTreeMap<String, Vec<f64>>,
    /// A feasible value of each decision, row by row. It is not the optimum and is never told.
    pub witness: BTreeMap<String, Vec<f64>>,
    /// The extra requirements, in the order in which the text states them.
    pub extras: Vec<Chosen>,
    /// One goal, or two with weights.
    pub goals: Vec<Aim>,
}

/// An extra requirement of an instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// [`Extra::key`].
    pub key: String,
    /// Positions, within their sets, of the entities that it names.
    pub picks: Vec<usize>,
    /// Position in [`Extra::say`].
    pub wording: usize,
}

/// A goal of an instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// [`Goal::key`].
    pub key: String,
    /// Position in [`Goal::say`].
    pub wording: usize,
    /// Its weight in the score; 1 for a single goal.
    pub weight: f64,
}

/// What several parts share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// [`Shared::kind`].
    pub kind: String,
    /// How much of it there is for all parts together.
    pub limit: f64,
    /// Which telling frames the parts.
    pub wording: usize,
    /// Position of the name of the organisation that all parts belong to.
    pub org: usize,
}

impl Blueprint {
    /// A blueprint of one part.
    pub fn of(part: Part) -> Self {
        Self {
            version: VERSION,
            parts: vec![part],
            link: None,
            breach: None,
        }
    }

    /// A blueprint of parts that share something.
    pub fn joined(parts: Vec<Part>, link: Link) -> Self {
        Self {
            version: VERSION,
            parts,
            link: Some(link),
            breach: None,
        }
    }

    /// What the text of the problem says: the blueprint itself, unless a planted fault made it say more.
    pub fn told(&self) -> &Self {
        self.breach.as_deref().unwrap_or(self)
    }

    /// The JSON that travels with the sample.
    ///
    /// # Errors
    /// [`AuthorError::Failed`] when a number is not finite.
    pub fn to_value(&self) -> Result<Value, AuthorError> {
        serde_json::to_value(self)
            .map_err(|error| AuthorError::Failed(format!("the blueprint cannot be written as JSON: {error}")))
    }

    /// Reads and checks what [`Blueprint::to_value`] wrote.
    ///
    /// # Errors
    /// [`AuthorError::Cannot`] when it is not a blueprint of this author, or names what this version does not know.
    pub fn read(value: &Value) -> Result<Self, AuthorError> {
        let cannot = |what: String| {
            AuthorError::Cannot(format!(
                "the textbook author cannot read the blueprint of this sample: {what}; derive from another \
                 sample, or use another author"
            ))
        };
        let blueprint = Self::deserialize(value).map_err(|error| cannot(error.to_string()))?;
        blueprint.validate().map_err(cannot)?;
        Ok(blueprint)
    }

    fn validate(&self) -> Result<(), String> {
        if self.version != VERSION {
            return Err(format!(
                "it has version {}, and {VERSION} is understood",
                self.version
            ));
        }
        let joined = self.link.is_some();
        if self.parts.is_empty() || self.parts.len() > MOST_PARTS || joined != (self.parts.len() > 1) {
            return Err(format!("it has {} parts", self.parts.len()));
        }
        self.parts.iter().try_for_each(Part::validate)?;
        if let Some(link) = &self.link {
            for part in &self.parts {
                part.shared(&link.kind)?;
            }
        }
        self.breach.as_ref().map_or(Ok(()), |breach| match breach.breach {
            Some(_) => Err("it has a breach within a breach".to_owned()),
            None => breach.validate(),
        })
    }
}

impl Part {
    /// The family.
    ///
    /// # Errors
    /// An unknown name.
    pub fn family(&self) -> Result<&'static Family, String> {
        families::find(&self.family).ok_or_else(|| format!("there is no family `{}`", self.family))
    }

    /// The field.
    ///
    /// # Errors
    /// An unknown name.
    pub fn field(&self) -> Result<&'static Field, String> {
        let family = self.family()?;
        family
            .field(&self.field)
            .ok_or_else(|| format!("the family `{}` has no field `{}`", family.key, self.field))
    }

    /// How many entities a set has; 0 for an unknown set.
    pub fn size(&self, set: char) -> usize {
        self.sets.get(&set).map_or(0, Vec::len)
    }

    /// Sizes of the sets that a table ranges over.
    pub fn sizes(&self, over: &str) -> Vec<usize> {
        over.chars().map(|set| self.size(set)).collect()
    }

    /// The name of an entity.
    ///
    /// # Errors
    /// An unknown set, or a position outside of it.
    pub fn item(&self, set: char, position: usize) -> Result<Item, String> {
        let words = self.words(set)?;
        self.sets
            .get(&set)
            .and_then(|chosen| chosen.get(position))
            .and_then(|place| words.items.get(*place))
            .map(|text| Item::read(text))
            .ok_or_else(|| format!("the set `{set}` has no entity number {position}"))
    }

    /// What the entities of a set are called.
    ///
    /// # Errors
    /// An unknown set.
    pub fn words(&self, set: char) -> Result<&'static Words, String> {
        let position = self.family()?.set_position(set);
        position
            .and_then(|position| self.field().ok()?.sets.get(position))
            .ok_or_else(|| format!("the field `{}` has no words for the set `{set}`", self.field))
    }

    /// The extras with their definitions.
    ///
    /// # Errors
    /// An unknown name.
    pub fn extras(&self) -> Result<Vec<(&Chosen, &'static Extra)>, String> {
        let family = self.family()?;
        self.extras
            .iter()
            .map(|chosen| {
                let extra = family
                    .extra(&chosen.key)
                    .ok_or_else(|| format!("the family `{}` has no extra `{}`", family.key, chosen.key))?;
                Ok((chosen, extra))
            })
            .collect()
    }

    /// The goals with their definitions.
    ///
    /// # Errors
    /// An unknown name.
    pub fn goals(&self) -> Result<Vec<(&Aim, &'static Goal)>, String> {
        let family = self.family()?;
        self.goals
            .iter()
            .map(|aim| {
                let goal = family
                    .goal(&aim.key)
                    .ok_or_else(|| format!("the family `{}` has no goal `{}`", family.key, aim.key))?;
                Ok((aim, goal))
            })
            .collect()
    }

    /// What this part can share under that name.
    ///
    /// # Errors
    /// It shares no such thing.
    pub fn shared(&self, kind: &str) -> Result<&'static Shared, String> {
        let family = self.family()?;
        family
            .shared
            .iter()
            .find(|shared| shared.kind == kind)
            .ok_or_else(|| format!("the family `{}` shares no {kind}", family.key))
    }

    /// The tables that goals and extras of this instance need, and those of the family, in the order of telling.
    ///
    /// # Errors
    /// An unknown goal or extra.
    pub fn params(&self) -> Result<Vec<&'static Param>, String> {
        let mut params: Vec<&'static Param> = self.family()?.params.iter().collect();
        for (_, goal) in self.goals()? {
            params.extend(goal.params);
        }
        for (_, extra) in self.extras()? {
            params.extend(extra.params);
        }
        // What a link needs is known by its data alone: a part does not know whether it is joined.
        for shared in self.family()?.shared {
            params.extend(
                shared
                    .params
                    .iter()
                    .filter(|param| self.data.contains_key(param.key)),
            );
        }
        let mut seen = std::collections::BTreeSet::new();
        params.retain(|param| seen.insert(param.key));
        Ok(params)
    }

    /// An entry of a table.
    ///
    /// # Errors
    /// An unknown table or a position outside of it.
    pub fn datum(&self, param: &Param, at: &[usize]) -> Result<f64, String> {
        entry(&self.data, param.key, flat(&self.sizes(param.over), at))
    }

    fn validate(&self) -> Result<(), String> {
        let family = self.family()?;
        let field = self.field()?;
        if self.org >= field.orgs.len() || self.story >= family.stories.len() {
            return Err("it names a wording that does not exist".to_owned());
        }
        for set in family.sets {
            let chosen = self.sets.get(&set.key).map(Vec::as_slice).unwrap_or_default();
            let pool = self.words(set.key)?.items.len();
            let mut distinct = chosen.to_vec();
            distinct.sort_unstable();
            distinct.dedup();
            if chosen.is_empty() || distinct.len() != chosen.len() || distinct.last() >= Some(&pool) {
                return Err(format!("the entities of the set `{}` are not usable", set.key));
            }
        }
        self.validate_choices()?;
        let tables = self
            .params()?
            .into_iter()
            .map(|param| (&self.data, param.key, param.over));
        let decisions = family
            .variables
            .iter()
            .map(|variable| (&self.witness, variable.key, variable.over));
        for (values, key, over) in tables.chain(decisions) {
            let expected: usize = self.sizes(over).iter().product();
            let found = values.get(key).map_or(0, Vec::len);
            if found != expected {
                return Err(format!("`{key}` has {found} numbers where {expected} are needed"));
            }
        }
        Ok(())
    }

    fn validate_choices(&self) -> Result<(), String> {
        for (chosen, extra) in self.extras()? {
            let fits = extra
                .picks
                .chars()
                .zip(&chosen.picks)
                .all(|(set, pick)| *pick < self.size(set));
            if !fits || extra.picks.len() != chosen.picks.len() || chosen.wording >= extra.say.len() {
                return Err(format!("the extra `{}` names what does not exist", extra.key));
            }
        }
        let goals = self.goals()?;
        let worded = goals
            .iter()
            .all(|(aim, goal)| aim.wording < goal.say.len() && aim.weight.is_finite());
        if goals.is_empty() || goals.len() > 2 || !worded {
            return Err("its goals are not usable".to_owned());
        }
        Ok(())
    }
}

/// Position of an entry in a table that is stored row by row; `None` outside of it.
pub fn flat(sizes: &[usize], at: &[usize]) -> Option<usize> {
    if sizes.len() != at.len() {
        return None;
    }
    sizes.iter().zip(at).try_fold(0, |position, (size, index)| {
        (index < size).then_some(position * size + index)
    })
}

/// All positions of a table, row by row.
pub fn positions(sizes: &[usize]) -> Vec<Vec<usize>> {
    sizes.iter().fold(vec![Vec::new()], |prefixes, size| {
        prefixes
            .iter()
            .flat_map(|prefix| {
                (0..*size).map(move |index| prefix.iter().copied().chain([index]).collect::<Vec<_>>())
            })
            .collect()
    })
}

/// An entry of a table by its position.
///
/// # Errors
/// There is no such table, or no such position in it.
pub fn entry(tables: &BTreeMap<String, Vec<f64>>, key: &str, position: Option<usize>) -> Result<f64, String> {
    position
        .and_then(|position| tables.get(key)?.get(position).copied())
        .ok_or_else(|| format!("the table `{key}` has no such entry"))
}
