//! What a family consists of. All of it is static data; no family has code of its own, except where a feasible point
//! cannot be drawn variable by variable (see [`Family::witness`]).

use rand_chacha::ChaCha8Rng;

use crate::model::ObjectiveSense;

use super::blueprint::Part;

/// A parametric kind of problem, with its wording for several fields.
#[derive(Debug)]
pub struct Family {
    /// The name in blueprints and on the command line, in `snake_case`.
    pub key: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Prefix of program names when two families meet in one program: a short noun.
    pub label: &'static str,
    /// What the problem ranges over.
    pub sets: &'static [Set],
    /// The data that every instance has. What only one goal or one extra needs stands there.
    pub params: &'static [Param],
    /// The decisions.
    pub variables: &'static [Decision],
    /// Draws a feasible point where [`Decision::at`] is not enough; it overwrites `part.witness`.
    pub witness: Option<fn(&mut Part, &mut ChaCha8Rng)>,
    /// The requirements that every instance has.
    pub rules: &'static [Rule],
    /// Requirements that an instance may have; at least three.
    pub extras: &'static [Extra],
    /// What may be asked for; at least two, the first measured in money (combinations add and subtract it).
    pub goals: &'static [Goal],
    /// What a combination may make two families share; money first.
    pub shared: &'static [Shared],
    /// The tellings; at least two.
    pub stories: &'static [Story],
    /// The fields; at least four. Every pool of items has the same length in each field.
    pub fields: &'static [Field],
}

/// A set of entities. Its key is one lower-case letter, which is also the index over it.
#[derive(Debug)]
pub struct Set {
    /// The index letter.
    pub key: char,
    /// Smallest and largest number of entities of a fresh instance; the pools hold at least one more.
    pub size: (usize, usize),
    /// Whether `change_para` may add an entity.
    pub grows: bool,
    /// Whether the entities are consecutive periods: the program numbers them from 1, and `[t-1]` may be written.
    pub periods: bool,
}

/// How numbers of a table are written in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    /// `$1,250`, `$3.50`.
    Money,
    /// `35%`; the program has 0.35.
    Percent,
    /// `1,250`.
    Plain,
    /// `1 hour`, `2 hours`: the noun of the field under this key, written `hour|hours`.
    Of(&'static str),
    /// The unit of the item of this set (third place of the item).
    OfItem(char),
    /// An index map into this set, which shapes sums: the tail of an arc. In words it is the entity's name.
    Map(char),
    /// Yes (1) or no (0): which shift covers which hour. In words it is told by the loop `<d if covers[s,d]>`, or as
    /// `yes` and `no` in a table.
    Flag,
}

/// How a number is drawn, so that the witness stays feasible.
#[derive(Debug, Clone, Copy)]
pub enum Fill {
    /// A multiple of the third number between the first two.
    Range(f64, f64, f64),
    /// The expression at the witness times a factor between the first two numbers, rounded up to a multiple of the
    /// third: what bounds the expression from above.
    Above(&'static str, f64, f64, f64),
    /// The same, rounded down: what bounds the expression from below.
    Below(&'static str, f64, f64, f64),
    /// The expression at the witness.
    Exactly(&'static str),
    /// As `Above`, for the quotient of two expressions.
    AboveRatio(&'static str, &'static str, f64, f64, f64),
    /// As `Below`, for the quotient of two expressions.
    BelowRatio(&'static str, &'static str, f64, f64, f64),
    /// All values at once, row by row.
    Made(fn(&Part, &mut ChaCha8Rng) -> Vec<f64>),
}

impl Fill {
    /// Whether the number limits something, so that it follows from the witness.
    pub fn is_limit(self) -> bool {
        !matches!(self, Self::Range(..) | Self::Made(_))
    }
}

/// A table of data over zero, one or more sets.
#[derive(Debug)]
pub struct Param {
    /// The name in algebra and program.
    pub key: &'static str,
    /// The letter in the formulation.
    pub symbol: &'static str,
    /// Index letters, outermost first; empty for a single number.
    pub over: &'static str,
    /// How it is written in words.
    pub unit: Unit,
    /// How it is drawn.
    pub fill: Fill,
    /// What it means, a template without a full stop; also the comment in the program and the head of a column.
    pub about: &'static str,
}

/// The type of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Counted or measured, as the field says ([`Field::whole`]).
    ByField,
    /// Always counted.
    Whole,
    /// Always measured.
    Measured,
    /// Chosen or not.
    Choice,
}

/// A decision over zero, one or more sets; never negative.
#[derive(Debug)]
pub struct Decision {
    /// The name in algebra and program.
    pub key: &'static str,
    /// The letter in the formulation.
    pub symbol: &'static str,
    /// Index letters.
    pub over: &'static str,
    /// Its type.
    pub kind: Kind,
    /// What it means, a template: "number of {p.many} made in one {period}".
    pub about: &'static str,
    /// The witness is a multiple of the third number between the first two.
    pub at: (f64, f64, f64),
}

/// A requirement: one row for each combination of the entities of `each`.
#[derive(Debug)]
pub struct Rule {
    /// The name of the rows in the program, in `snake_case`.
    pub key: &'static str,
    /// Index letters of the rows; empty for one row.
    pub each: &'static str,
    /// The row, see `algebra`.
    pub algebra: &'static str,
    /// What it says, for the formulation: a template without a full stop.
    pub about: &'static str,
}

/// A requirement that an instance may have, with the data that only it needs.
#[derive(Debug)]
pub struct Extra {
    /// The name in blueprints.
    pub key: &'static str,
    /// Index letters of entities that it names: `"pp"` gives `p1` and `p2`, two different ones.
    pub picks: &'static str,
    /// Its own data.
    pub params: &'static [Param],
    /// Its rows.
    pub rules: &'static [Rule],
    /// The sentence of the problem, one or more wordings.
    pub say: &'static [&'static str],
}

/// Something that can be asked for, with the data that only it needs.
#[derive(Debug)]
pub struct Goal {
    /// The name in blueprints.
    pub key: &'static str,
    /// More or less.
    pub sense: ObjectiveSense,
    /// What is measured.
    pub algebra: &'static str,
    /// Its own data.
    pub params: &'static [Param],
    /// The sentences that give its data, one or more wordings; empty strings when it needs none.
    pub say: &'static [&'static str],
    /// What is measured, in words, after "maximize" or "minimize": "the total weekly profit".
    pub aim: &'static str,
    /// What it is measured in, a template: "dollars" for money.
    pub unit: &'static str,
}

/// What a combination can make scarce for two families at once.
#[derive(Debug)]
pub struct Shared {
    /// What it is, equal in both families: `money`, `hours`, `staff`.
    pub kind: &'static str,
    /// How much of it the decisions use.
    pub algebra: &'static str,
    /// Data that is needed on top.
    pub params: &'static [Param],
    /// The sentences that give its data.
    pub say: &'static [&'static str],
    /// What is used, in words: "the money spent on raw materials".
    pub about: &'static str,
}

/// One telling of a family: templates, see `words`.
#[derive(Debug)]
pub struct Story {
    /// Setting, data and requirements.
    pub opening: &'static str,
    /// What is counted in whole numbers.
    pub whole: &'static str,
    /// What may be fractional.
    pub measured: &'static str,
    /// The question; `{goal}` stands for "maximize the total profit".
    pub ask: &'static str,
}

/// The wording of a family in one field.
#[derive(Debug)]
pub struct Field {
    /// The name in blueprints: `manufacturing`, `health care` …
    pub name: &'static str,
    /// Who decides; one is drawn for each instance: "Oakline Joinery", "the regional blood service".
    pub orgs: &'static [&'static str],
    /// For [`Kind::ByField`]: whether the decisions are counted.
    pub whole: bool,
    /// Nouns and verbs that the templates name.
    pub nouns: &'static [(&'static str, &'static str)],
    /// The sets in this field, in the order of [`Family::sets`].
    pub sets: &'static [Words],
}

/// What the entities of a set are called in one field.
#[derive(Debug)]
pub struct Words {
    /// One entity: "product".
    pub one: &'static str,
    /// Several: "products".
    pub many: &'static str,
    /// The pool: `one|many|unit|name`, where all but the first may be missing: "chair|chairs",
    /// "iron||milligram/milligrams", "acre of wheat|acres of wheat||wheat".
    pub items: &'static [&'static str],
}

/// An entity's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Singular.
    pub one: &'static str,
    /// Plural, or the same word.
    pub many: &'static str,
    /// `hour/hours`, or empty.
    pub unit: &'static str,
    /// The kind of thing, where that is not the plural: "wheat".
    pub name: &'static str,
}

impl Item {
    /// Reads `one|many|unit|name`.
    pub fn read(text: &'static str) -> Self {
        let mut places = text.split('|');
        let one = places.next().unwrap_or_default();
        let many = places.next().filter(|many| !many.is_empty()).unwrap_or(one);
        let unit = places.next().unwrap_or_default();
        let name = places.next().unwrap_or(many);
        Self {
            one,
            many,
            unit,
            name,
        }
    }
}

impl Field {
    /// The noun under a key.
    pub fn noun(&self, key: &str) -> Option<&'static str> {
        self.nouns
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, noun)| *noun)
    }
}

impl Family {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Position of a set by its index letter.
    pub fn set_position(&self, key: char) -> Option<usize> {
        self.sets.iter().position(|set| set.key == key)
    }

    /// The set of that letter.
    pub fn set(&self, key: char) -> Option<&'static Set> {
        self.sets.iter().find(|set| set.key == key)
    }

    /// The decision of that name.
    pub fn variable(&self, key: &str) -> Option<&'static Decision> {
        self.variables.iter().find(|variable| variable.key == key)
    }

    /// The table of that name, wherever it belongs.
    pub fn param(&self, key: &str) -> Option<&'static Param> {
        let goals = self.goals.iter().flat_map(|goal| goal.params);
        let extras = self.extras.iter().flat_map(|extra| extra.params);
        let shared = self.shared.iter().flat_map(|shared| shared.params);
        self.params
            .iter()
            .chain(goals)
            .chain(extras)
            .chain(shared)
            .find(|param| param.key == key)
    }

    /// The extra of that name.
    pub fn extra(&self, key: &str) -> Option<&'static Extra> {
        self.extras.iter().find(|extra| extra.key == key)
    }

    /// The goal of that name.
    pub fn goal(&self, key: &str) -> Option<&'static Goal> {
        self.goals.iter().find(|goal| goal.key == key)
    }
}
