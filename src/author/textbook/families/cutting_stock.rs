//! How often to cut each pattern.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// What the patterns are called, in every field: a name must not suggest what a pattern yields.
const PATTERNS: Words = Words {
    one: "pattern",
    many: "patterns",
    items: &[
        "pattern Alpha",
        "pattern Beta",
        "pattern Gamma",
        "pattern Delta",
        "pattern Kappa",
        "pattern Sigma",
    ],
};

/// The family.
pub static FAMILY: Family = Family {
    key: "cutting_stock",
    title: "Cutting stock",
    label: "cutting",
    sets: &[
        Set {
            key: 'c',
            size: (4, 5),
            grows: true,
            periods: false,
        },
        Set {
            key: 'w',
            size: (3, 3),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "yields",
            symbol: "a",
            over: "cw",
            unit: Unit::Plain,
            fill: Fill::Made(patterns),
            about: "number of pieces of {a w} that one {roll.one} gives with {a c}",
        },
        Param {
            key: "demand",
            symbol: "d",
            over: "w",
            unit: Unit::Plain,
            fill: Fill::Below("sum(c) yields[c,w] * cut[c]", 0.8, 1.0, 5.0),
            about: "number of pieces of {a w} ordered",
        },
    ],
    variables: &[Decision {
        key: "cut",
        symbol: "x",
        over: "c",
        kind: Kind::Whole,
        about: "number of {roll} cut with {c}",
        at: (5.0, 25.0, 1.0),
    }],
    witness: None,
    rules: &[Rule {
        key: "demand",
        each: "w",
        algebra: "sum(c) yields[c,w] * cut[c] >= demand[w]",
        about: "order of {w.many}",
    }],
    extras: &[
        Extra {
            key: "in_stock",
            picks: "",
            params: &[Param {
                key: "in_stock",
                symbol: "S",
                over: "",
                unit: Unit::Of("roll"),
                fill: Fill::Above("sum(c) cut[c]", 1.0, 1.1, 1.0),
                about: "number of {roll} in stock",
            }],
            rules: &[Rule {
                key: "in_stock",
                each: "",
                algebra: "sum(c) cut[c] <= in_stock",
                about: "{roll} in stock",
            }],
            say: &[
                "There are {in_stock} in stock, and no more can be bought in time.",
                "In all, at most {in_stock} can be cut.",
            ],
        },
        Extra {
            key: "most_cuts",
            picks: "c",
            params: &[Param {
                key: "most_cuts",
                symbol: "u",
                over: "",
                unit: Unit::Of("roll"),
                fill: Fill::Above("cut[c1]", 1.0, 1.3, 1.0),
                about: "largest number of {roll} with the limited pattern",
            }],
            rules: &[Rule {
                key: "most_cuts",
                each: "",
                algebra: "cut[c1] <= most_cuts",
                about: "limit on {c1}",
            }],
            say: &[
                "Because it wears out the blades, {c1} may be used for at most {most_cuts}.",
                "The machine can cut no more than {most_cuts} with {c1}.",
            ],
        },
        Extra {
            key: "least_cuts",
            picks: "c",
            params: &[Param {
                key: "least_cuts",
                symbol: "l",
                over: "",
                unit: Unit::Of("roll"),
                fill: Fill::Below("cut[c1]", 0.3, 0.8, 1.0),
                about: "smallest number of {roll} with the prepared pattern",
            }],
            rules: &[Rule {
                key: "least_cuts",
                each: "",
                algebra: "cut[c1] >= least_cuts",
                about: "smallest use of {c1}",
            }],
            say: &["The machine is already set for {c1}, so at least {least_cuts} must be cut with it."],
        },
        Extra {
            key: "surplus",
            picks: "w",
            params: &[Param {
                key: "most_pieces",
                symbol: "m",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Above("sum(c) yields[c,w1] * cut[c]", 1.0, 1.1, 5.0),
                about: "largest number of pieces that can be stored",
            }],
            rules: &[Rule {
                key: "surplus",
                each: "",
                algebra: "sum(c) yields[c,w1] * cut[c] <= most_pieces",
                about: "room for {w1.many}",
            }],
            say: &[
                "There is room for no more than {most_pieces} {w1.many}.",
                "Of the {w1.many}, at most {most_pieces} may be cut.",
            ],
        },
        Extra {
            key: "ordered",
            picks: "cc",
            params: &[],
            rules: &[Rule {
                key: "ordered",
                each: "",
                algebra: "cut[c1] <= cut[c2]",
                about: "{c1} no more often than {c2}",
            }],
            say: &["For technical reasons, {c1} must not be used more often than {c2}."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(c) cost[c] * cut[c]",
            params: &[Param {
                key: "cost",
                symbol: "p",
                over: "c",
                unit: Unit::Money,
                fill: Fill::Range(22.0, 68.0, 1.0),
                about: "cost of one {roll.one} cut with {c}",
            }],
            say: &[
                "Including material and labor, one {roll.one} costs <c|, | and >{cost[c]} with {c}</c>.",
                "Material and cutting of one {roll.one} cost <c|, | and >{cost[c]} with {c}</c>.",
            ],
            aim: "the total cost of the {roll} cut",
            unit: "dollars",
        },
        Goal {
            key: "count",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(c) cut[c]",
            params: &[],
            say: &[""],
            aim: "the total number of {roll} cut",
            unit: "pieces",
        },
        Goal {
            key: "offcut",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(c) waste[c] * cut[c]",
            params: &[Param {
                key: "waste",
                symbol: "r",
                over: "c",
                unit: Unit::Of("inch"),
                fill: Fill::Made(offcuts),
                about: "offcut in {inch} of one {roll.one} cut with {c}",
            }],
            say: &[
                "What remains of one {roll.one} is waste: <c|, | and >{waste[c]} with {c}</c>.",
                "From each {roll.one}, <c|, | and >{c} leaves {waste[c]} of waste</c>.",
            ],
            aim: "the total waste of the {roll}",
            unit: "inches",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(c) tooling[c] * cut[c]",
        params: &[Param {
            key: "tooling",
            symbol: "e",
            over: "c",
            unit: Unit::Money,
            fill: Fill::Range(2.0, 9.0, 0.5),
            about: "wear of the tools for one {roll.one} cut with {c}",
        }],
        say: &["The wear of the tools for one {roll.one} costs <c|, | and >{tooling[c]} with {c}</c>."],
        about: "the wear of the tools for all {roll}",
    }],
    stories: &[
        Story {
            opening: "{org} cuts {roll} of one size into {list W.many}. There are {#C} cutting patterns. The table shows how many pieces of each kind one {roll.one} gives.{table c: yields} Customers have ordered <w|, | and >{demand[w]} {w.many}</w>, and all of these orders must be filled; any surplus can be kept.",
            whole: "Only whole {roll} can be cut.",
            measured: "Only whole {roll} can be cut.",
            ask: "How many {roll} should be cut with each pattern to {goal}?",
        },
        Story {
            opening: "The orders of {org} call for at least <w|, | and >{demand[w]} {w.many}</w>. They are cut from equal {roll}, each with one of {#C} patterns. This is what one {roll.one} gives with each pattern:{table w: yields}",
            whole: "{a roll.one} is cut with one pattern as a whole.",
            measured: "{a roll.one} is cut with one pattern as a whole.",
            ask: "Find the cutting plan that will {goal}. What is the optimal value?",
        },
    ],
    fields: &[
        Field {
            name: "manufacturing",
            orgs: &["Whitewater Paper", "the Birch Lane mill", "Crown Packaging"],
            whole: true,
            nouns: &[("roll", "paper roll/paper rolls"), ("inch", "inch/inches")],
            sets: &[
                PATTERNS,
                Words {
                    one: "width",
                    many: "widths",
                    items: &[
                        "label strip|label strips",
                        "narrow strip|narrow strips",
                        "medium strip|medium strips",
                        "wide strip|wide strips",
                    ],
                },
            ],
        },
        Field {
            name: "construction",
            orgs: &[
                "Ironside Builders",
                "Granite Bridge Works",
                "the Summit Steel Yard",
            ],
            whole: true,
            nouns: &[("roll", "steel bar/steel bars"), ("inch", "inch/inches")],
            sets: &[
                PATTERNS,
                Words {
                    one: "part",
                    many: "parts",
                    items: &[
                        "anchor|anchors",
                        "short rod|short rods",
                        "crosspiece|crosspieces",
                        "long rod|long rods",
                    ],
                },
            ],
        },
        Field {
            name: "retail",
            orgs: &["Velvet and Thread", "Homestead Fabrics", "the Ribbon House"],
            whole: true,
            nouns: &[
                ("roll", "bolt of fabric/bolts of fabric"),
                ("inch", "inch/inches"),
            ],
            sets: &[
                PATTERNS,
                Words {
                    one: "article",
                    many: "articles",
                    items: &[
                        "cushion cover|cushion covers",
                        "table runner|table runners",
                        "tablecloth|tablecloths",
                        "curtain|curtains",
                    ],
                },
            ],
        },
        Field {
            name: "energy",
            orgs: &[
                "Northern Grid Services",
                "Sunline Installers",
                "the Harbor Cable Works",
            ],
            whole: true,
            nouns: &[("roll", "cable drum/cable drums"), ("inch", "inch/inches")],
            sets: &[
                PATTERNS,
                Words {
                    one: "section",
                    many: "sections",
                    items: &[
                        "meter lead|meter leads",
                        "pole lead|pole leads",
                        "house connection|house connections",
                        "street section|street sections",
                    ],
                },
            ],
        },
    ],
};

/// The length of a roll, and of the pieces by their place in the pool, which lists the short ones first.
const ROLL: u8 = 17;
const PIECES: [u8; 4] = [3, 4, 5, 7];

/// How many inches one unit of [`ROLL`] has, and how many are lost in every roll.
const INCHES: (f64, f64) = (4.0, 2.0);

/// Draws of one pattern before two alike are taken.
const DRAWS: usize = 20;

/// The lengths of the pieces of this instance.
fn lengths(part: &Part) -> Vec<u8> {
    let places = part.sets.get(&'w').map(Vec::as_slice).unwrap_or_default();
    places.iter().map(|place| PIECES[place % PIECES.len()]).collect()
}

/// Patterns that really fit on one roll and leave no room for another piece, no two alike.
fn patterns(part: &Part, rng: &mut ChaCha8Rng) -> Vec<f64> {
    let lengths = lengths(part);
    let mut found: Vec<Vec<f64>> = Vec::new();
    for _ in 0..part.size('c') {
        let mut pattern = fill_roll(&lengths, rng);
        for _ in 0..DRAWS {
            if !found.contains(&pattern) {
                break;
            }
            pattern = fill_roll(&lengths, rng);
        }
        found.push(pattern);
    }
    found.concat()
}

fn fill_roll(lengths: &[u8], rng: &mut ChaCha8Rng) -> Vec<f64> {
    let mut pieces = vec![0.0; lengths.len()];
    let mut left = ROLL;
    while lengths.iter().any(|length| *length <= left) {
        let place = rng.random_range(0..lengths.len());
        if lengths[place] <= left {
            left -= lengths[place];
            pieces[place] += 1.0;
        }
    }
    pieces
}

/// What the patterns leave of a roll.
fn offcuts(part: &Part, _: &mut ChaCha8Rng) -> Vec<f64> {
    let lengths = lengths(part);
    let yields = part.data.get("yields").map(Vec::as_slice).unwrap_or_default();
    yields
        .chunks(lengths.len().max(1))
        .map(|pattern| {
            let used: f64 = pattern
                .iter()
                .zip(&lengths)
                .map(|(count, length)| count * f64::from(*length))
                .sum();
            INCHES.1 + INCHES.0 * (f64::from(ROLL) - used).max(0.0)
        })
        .collect()
}
