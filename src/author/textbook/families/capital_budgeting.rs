//! What to choose within budgets: the knapsack and capital budgeting.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "capital_budgeting",
    title: "Knapsack and capital budgeting",
    label: "choice",
    sets: &[Set {
        key: 'p',
        size: (5, 7),
        grows: true,
        periods: false,
    }],
    params: &[
        Param {
            key: "cost",
            symbol: "c",
            over: "p",
            unit: Unit::Money,
            fill: Fill::Range(8_000.0, 60_000.0, 500.0),
            about: "cost of {a p}",
        },
        Param {
            key: "hours",
            symbol: "h",
            over: "p",
            unit: Unit::Of("hour"),
            fill: Fill::Range(40.0, 400.0, 10.0),
            about: "{hour} of staff time for {a p}",
        },
        Param {
            key: "budget",
            symbol: "B",
            over: "",
            unit: Unit::Money,
            fill: Fill::Above("sum(p) cost[p] * choose[p]", 1.0, 1.1, 1_000.0),
            about: "budget",
        },
        Param {
            key: "staff_time",
            symbol: "H",
            over: "",
            unit: Unit::Of("hour"),
            fill: Fill::Above("sum(p) hours[p] * choose[p]", 1.0, 1.1, 10.0),
            about: "{hour} of staff time available",
        },
    ],
    variables: &[Decision {
        key: "choose",
        symbol: "x",
        over: "p",
        kind: Kind::Choice,
        about: "1 if {a p} is {chosen}, 0 otherwise",
        at: (0.0, 1.0, 1.0),
    }],
    witness: Some(half),
    rules: &[
        Rule {
            key: "budget",
            each: "",
            algebra: "sum(p) cost[p] * choose[p] <= budget",
            about: "budget",
        },
        Rule {
            key: "staff_time",
            each: "",
            algebra: "sum(p) hours[p] * choose[p] <= staff_time",
            about: "staff time",
        },
    ],
    extras: &[
        Extra {
            key: "exclusive",
            picks: "pp",
            params: &[],
            rules: &[Rule {
                key: "exclusive",
                each: "",
                algebra: "choose[p1] + choose[p2] <= 1",
                about: "not both {p1} and {p2}",
            }],
            say: &[
                "{p1} and {p2} exclude each other, so at most one of the two can be {chosen}.",
                "At most one of {p1} and {p2} may be {chosen}.",
            ],
        },
        Extra {
            key: "requires",
            picks: "pp",
            params: &[],
            rules: &[Rule {
                key: "requires",
                each: "",
                algebra: "choose[p1] <= choose[p2]",
                about: "{p1} only together with {p2}",
            }],
            say: &[
                "{p1} can be {chosen} only if {p2} is {chosen} as well.",
                "{p1} depends on {p2}: without the latter, the former is impossible.",
            ],
        },
        Extra {
            key: "most_chosen",
            picks: "",
            params: &[Param {
                key: "most_chosen",
                symbol: "K",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Above("sum(p) choose[p]", 1.0, 1.0, 1.0),
                about: "largest number of {P.many}",
            }],
            rules: &[Rule {
                key: "most_chosen",
                each: "",
                algebra: "sum(p) choose[p] <= most_chosen",
                about: "largest number of {P.many}",
            }],
            say: &["No more than {most_chosen} of the {P.many} may be {chosen}."],
        },
        Extra {
            key: "one_of",
            picks: "pp",
            params: &[],
            rules: &[Rule {
                key: "one_of",
                each: "",
                algebra: "choose[p1] + choose[p2] >= 1",
                about: "at least one of {p1} and {p2}",
            }],
            say: &["At least one of {p1} and {p2} must be {chosen}."],
        },
    ],
    goals: &[
        Goal {
            key: "value",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(p) value[p] * choose[p]",
            params: &[Param {
                key: "value",
                symbol: "v",
                over: "p",
                unit: Unit::Money,
                fill: Fill::Range(12_000.0, 120_000.0, 1_000.0),
                about: "expected return of {a p}",
            }],
            say: &[
                "The expected return is <p|, | and >{value[p]} for {p}</p>.",
                "Returns are estimated at <p|, | and >{value[p]} for {p}</p>.",
            ],
            aim: "the total expected return",
            unit: "dollars",
        },
        Goal {
            key: "benefit",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(p) benefit[p] * choose[p]",
            params: &[Param {
                key: "benefit",
                symbol: "w",
                over: "p",
                unit: Unit::Of("point"),
                fill: Fill::Range(3.0, 40.0, 1.0),
                about: "{point} that {a p} scores",
            }],
            say: &[
                "A panel has rated them: <p|, | and >{p} scores {benefit[p]}</p>.",
                "In a survey, <p|, | and >{p} received {benefit[p]}</p>.",
            ],
            aim: "the total number of {point}",
            unit: "{point}",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(p) upkeep[p] * choose[p]",
        params: &[Param {
            key: "upkeep",
            symbol: "e",
            over: "p",
            unit: Unit::Money,
            fill: Fill::Range(200.0, 1_500.0, 50.0),
            about: "first-year upkeep of {a p}",
        }],
        say: &["First-year upkeep comes to <p|, | and >{upkeep[p]} for {p}</p>."],
        about: "the first-year upkeep of the {P.many}",
    }],
    stories: &[
        Story {
            opening: "{org} has {budget} and {staff_time} of staff time for new {P.many}. There are {#P} candidates. <p|, | and >{p} costs {cost[p]} and takes {hours[p]}</p>.",
            whole: "Each of the {P.many} is either {chosen} completely or not at all.",
            measured: "Each of the {P.many} is either {chosen} completely or not at all.",
            ask: "Which {P.many} should be {chosen} to {goal}?",
        },
        Story {
            opening: "{#P} {P.many} compete for a budget of {budget} and {staff_time} of staff time at {org}. Their needs are listed below.{table p: cost, hours}",
            whole: "A {P.one} cannot be {chosen} in part or more than once.",
            measured: "A {P.one} cannot be {chosen} in part or more than once.",
            ask: "Which selection should {org} make to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "information technology",
            orgs: &["Cobalt Systems", "the city's data office", "Heron Software"],
            whole: true,
            nouns: &[
                ("chosen", "funded"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[Words {
                one: "project",
                many: "projects",
                items: &[
                    "the cloud migration",
                    "the payroll upgrade",
                    "the mobile app",
                    "the data warehouse",
                    "the help desk portal",
                    "the network renewal",
                    "the security audit",
                    "the archive scan",
                ],
            }],
        },
        Field {
            name: "education",
            orgs: &[
                "Westbrook College",
                "the Maple Street school district",
                "the Hillcrest Academy",
            ],
            whole: true,
            nouns: &[
                ("chosen", "approved"),
                ("hour", "hour/hours"),
                ("point", "vote/votes"),
            ],
            sets: &[Words {
                one: "program",
                many: "programs",
                items: &[
                    "the robotics lab",
                    "the evening school",
                    "the language exchange",
                    "the reading campaign",
                    "the music studio",
                    "the tutoring center",
                    "the science fair",
                    "the sports camp",
                ],
            }],
        },
        Field {
            name: "health care",
            orgs: &[
                "Harborview Hospital",
                "the Elm Street clinic",
                "the county health board",
            ],
            whole: true,
            nouns: &[
                ("chosen", "carried out"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[Words {
                one: "measure",
                many: "measures",
                items: &[
                    "the new scanner",
                    "the hygiene training",
                    "the telemedicine service",
                    "the pharmacy robot",
                    "the patient portal",
                    "the ward renovation",
                    "the ambulance refit",
                    "the night shelter",
                ],
            }],
        },
        Field {
            name: "events",
            orgs: &[
                "the Lakeside Festival",
                "the Old Town Council",
                "Starlight Productions",
            ],
            whole: true,
            nouns: &[
                ("chosen", "booked"),
                ("hour", "hour/hours"),
                ("point", "vote/votes"),
            ],
            sets: &[Words {
                one: "attraction",
                many: "attractions",
                items: &[
                    "the brass band",
                    "the light show",
                    "the street theater",
                    "the food market",
                    "the open-air cinema",
                    "the craft fair",
                    "the boat parade",
                    "the puppet stage",
                ],
            }],
        },
    ],
};

/// About half of the candidates, at least two and not all.
fn half(part: &mut Part, rng: &mut ChaCha8Rng) {
    let count = part.size('p');
    let mut chosen: Vec<f64> = (0..count)
        .map(|_| f64::from(u8::from(rng.random_bool(0.5))))
        .collect();
    let first = rng.random_range(0..count.max(1));
    for (place, value) in [(first, 1.0), (first + 1, 1.0), (first + 2, 0.0)] {
        if let Some(slot) = chosen.get_mut(place % count.max(1)) {
            *slot = value;
        }
    }
    part.witness.insert("choose".to_owned(), chosen);
}
