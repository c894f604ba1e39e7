//! Who does what.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family. There are always at least as many people as tasks, which is why tasks do not grow.
pub static FAMILY: Family = Family {
    key: "assignment",
    title: "Assignment",
    label: "assign",
    sets: &[
        Set {
            key: 'w',
            size: (4, 5),
            grows: true,
            periods: false,
        },
        Set {
            key: 'j',
            size: (3, 4),
            grows: false,
            periods: false,
        },
    ],
    params: &[],
    variables: &[Decision {
        key: "assign",
        symbol: "x",
        over: "wj",
        kind: Kind::Choice,
        about: "1 if {w} takes on {j}, 0 otherwise",
        at: (0.0, 0.0, 1.0),
    }],
    witness: Some(pair_off),
    rules: &[
        Rule {
            key: "covered",
            each: "j",
            algebra: "sum(w) assign[w,j] = 1",
            about: "somebody takes on {j}",
        },
        Rule {
            key: "at_most_one",
            each: "w",
            algebra: "sum(j) assign[w,j] <= 1",
            about: "at most one {J.one} for {w}",
        },
    ],
    extras: &[
        Extra {
            key: "not_qualified",
            picks: "wj",
            params: &[],
            rules: &[Rule {
                key: "not_qualified",
                each: "",
                algebra: "assign[w1,j1] = 0",
                about: "{w1} does not take on {j1}",
            }],
            say: &[
                "{w1} is not qualified for {j1}.",
                "{w1} cannot take on {j1} because of another commitment.",
            ],
        },
        Extra {
            key: "must_work",
            picks: "w",
            params: &[],
            rules: &[Rule {
                key: "must_work",
                each: "",
                algebra: "sum(j) assign[w1,j] = 1",
                about: "{w1} gets one of the {J.many}",
            }],
            say: &[
                "{w1} has been promised one of the {J.many}.",
                "One of the {J.many} must go to {w1}.",
            ],
        },
        Extra {
            key: "not_both",
            picks: "ww",
            params: &[],
            rules: &[Rule {
                key: "not_both",
                each: "",
                algebra: "sum(j) assign[w1,j] + sum(j) assign[w2,j] <= 1",
                about: "not both {w1} and {w2}",
            }],
            say: &[
                "{w1} and {w2} share a vehicle, so at most one of the two can be given any of the {J.many}.",
                "At most one of {w1} and {w2} may be given any of the {J.many}.",
            ],
        },
        Extra {
            key: "one_of_two",
            picks: "wwj",
            params: &[],
            rules: &[Rule {
                key: "one_of_two",
                each: "",
                algebra: "assign[w1,j1] + assign[w2,j1] = 1",
                about: "{j1} goes to {w1} or {w2}",
            }],
            say: &[
                "Only {w1} or {w2} may take on {j1}.",
                "The client insists that {j1} be done by {w1} or {w2}.",
            ],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(w, j) fee[w,j] * assign[w,j]",
            params: &[Param {
                key: "fee",
                symbol: "c",
                over: "wj",
                unit: Unit::Money,
                fill: Fill::Range(120.0, 960.0, 10.0),
                about: "fee of {a w} for {a j}",
            }],
            say: &[
                "The table gives the fees in dollars.{table w: fee}",
                "<w| >{w} charges <j|, | and >{fee[w,j]} for {j}</j>.</w>",
            ],
            aim: "the total fees",
            unit: "dollars",
        },
        Goal {
            key: "time",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(w, j) hours[w,j] * assign[w,j]",
            params: &[Param {
                key: "hours",
                symbol: "t",
                over: "wj",
                unit: Unit::Of("hour"),
                fill: Fill::Range(3.0, 40.0, 1.0),
                about: "{hour} that {a w} needs for {a j}",
            }],
            say: &[
                "The table gives the {hour} that each {W.one} would need.{table w: hours}",
                "<w| >{w} needs <j|, | and >{hours[w,j]} for {j}</j>.</w>",
            ],
            aim: "the total working time",
            unit: "{hour}",
        },
        Goal {
            key: "quality",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(w, j) rating[w,j] * assign[w,j]",
            params: &[Param {
                key: "rating",
                symbol: "r",
                over: "wj",
                unit: Unit::Of("point"),
                fill: Fill::Range(10.0, 99.0, 1.0),
                about: "rating of {a w} for {a j}",
            }],
            say: &[
                "The table rates, in {point}, how well each {W.one} suits each {J.one}.{table w: rating}",
                "Past work gives these ratings. <w| >{w} has <j|, | and >{rating[w,j]} for {j}</j>.</w>",
            ],
            aim: "the total rating",
            unit: "{point}",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(w, j) travel[w] * assign[w,j]",
        params: &[Param {
            key: "travel",
            symbol: "e",
            over: "w",
            unit: Unit::Money,
            fill: Fill::Range(40.0, 240.0, 5.0),
            about: "travel expenses of {a w}",
        }],
        say: &[
            "Travel expenses are <w|, | and >{travel[w]} for {w}</w>, due only to those who get {a J.one}.",
        ],
        about: "the travel expenses of the {W.many} who get {a J.one}",
    }],
    stories: &[
        Story {
            opening: "{org} has {#J} {J.many} to give away: {list J}. The {W.many} at hand are {list W}. Each {J.one} must go to exactly one {W.one}, and nobody can take on more than one.",
            whole: "{a J.one} cannot be divided.",
            measured: "{a J.one} cannot be divided.",
            ask: "Who should take on what to {goal}?",
        },
        Story {
            opening: "{#W} {W.many} ({list W}) are available to {org} for {#J} {J.many} ({list J}). Every {J.one} needs exactly one of them, and each of them takes on at most one {J.one}.",
            whole: "No {J.one} can be split between two people.",
            measured: "No {J.one} can be split between two people.",
            ask: "How should {org} match {W.many} and {J.many} to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "information technology",
            orgs: &["Bitforge", "the Orion software house", "Nimbus Labs"],
            whole: true,
            nouns: &[("hour", "hour/hours"), ("point", "point/points")],
            sets: &[
                Words {
                    one: "developer",
                    many: "developers",
                    items: &["Amara", "Bruno", "Chloe", "Dmitri", "Elena", "Farid"],
                },
                Words {
                    one: "module",
                    many: "modules",
                    items: &[
                        "the login page",
                        "the search engine",
                        "the billing service",
                        "the report tool",
                    ],
                },
            ],
        },
        Field {
            name: "construction",
            orgs: &["Granite Builders", "the Keystone firm", "Hartmann Construction"],
            whole: true,
            nouns: &[("hour", "hour/hours"), ("point", "point/points")],
            sets: &[
                Words {
                    one: "contractor",
                    many: "contractors",
                    items: &["Ames", "Boyle", "Castro", "Dahl", "Evans", "Frost"],
                },
                Words {
                    one: "job",
                    many: "jobs",
                    items: &[
                        "the roof repair",
                        "the new staircase",
                        "the garage floor",
                        "the garden wall",
                    ],
                },
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "Sunrise Hospital",
                "the Glenwood clinic",
                "the mobile care service",
            ],
            whole: true,
            nouns: &[("hour", "hour/hours"), ("point", "point/points")],
            sets: &[
                Words {
                    one: "nurse",
                    many: "nurses",
                    items: &["Grace", "Hugo", "Imani", "Jonas", "Keiko", "Lucia"],
                },
                Words {
                    one: "shift",
                    many: "shifts",
                    items: &[
                        "the emergency shift",
                        "the surgery shift",
                        "the night shift",
                        "the home visits",
                    ],
                },
            ],
        },
        Field {
            name: "education",
            orgs: &[
                "Lakewood High School",
                "the adult education center",
                "Brookfield College",
            ],
            whole: true,
            nouns: &[("hour", "hour/hours"), ("point", "point/points")],
            sets: &[
                Words {
                    one: "tutor",
                    many: "tutors",
                    items: &["Maya", "Nils", "Olga", "Pablo", "Quinn", "Rosa"],
                },
                Words {
                    one: "course",
                    many: "courses",
                    items: &[
                        "the algebra course",
                        "the chemistry course",
                        "the history course",
                        "the writing course",
                    ],
                },
            ],
        },
    ],
};

/// Gives each task to a different person.
fn pair_off(part: &mut Part, rng: &mut ChaCha8Rng) {
    let (people, tasks) = (part.size('w'), part.size('j'));
    let mut order: Vec<usize> = (0..people).collect();
    order.shuffle(rng);
    let mut assign = vec![0.0; people * tasks];
    for (task, person) in order.into_iter().take(tasks).enumerate() {
        assign[person * tasks + task] = 1.0;
    }
    part.witness.insert("assign".to_owned(), assign);
}
