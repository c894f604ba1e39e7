//! How many people to put on each shift.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// What the shifts are called, in every field: their hours are drawn, so a name must not suggest any.
const SHIFTS: Words = Words {
    one: "shift",
    many: "shifts",
    items: &[
        "the amber shift",
        "the blue shift",
        "the green shift",
        "the red shift",
        "the silver shift",
        "the violet shift",
    ],
};

/// The family.
pub static FAMILY: Family = Family {
    key: "staffing",
    title: "Staffing",
    label: "staff",
    sets: &[
        Set {
            key: 's',
            size: (4, 5),
            grows: true,
            periods: false,
        },
        Set {
            key: 'b',
            size: (5, 6),
            grows: false,
            periods: true,
        },
    ],
    params: &[
        Param {
            key: "works",
            symbol: "a",
            over: "sb",
            unit: Unit::Flag,
            fill: Fill::Made(hours),
            about: "1 if {a s} is at work during {a b}, 0 otherwise",
        },
        Param {
            key: "need",
            symbol: "d",
            over: "b",
            unit: Unit::Of("worker"),
            fill: Fill::Below("sum(s) works[s,b] * staff[s]", 0.7, 1.0, 1.0),
            about: "smallest number of {worker} during {a b}",
        },
    ],
    variables: &[Decision {
        key: "staff",
        symbol: "x",
        over: "s",
        kind: Kind::Whole,
        about: "number of {worker} on {s}",
        at: (3.0, 12.0, 1.0),
    }],
    witness: None,
    rules: &[Rule {
        key: "cover",
        each: "b",
        algebra: "sum(s) works[s,b] * staff[s] >= need[b]",
        about: "enough {worker} during {b}",
    }],
    extras: &[
        Extra {
            key: "most_on",
            picks: "s",
            params: &[Param {
                key: "most_on",
                symbol: "u",
                over: "",
                unit: Unit::Of("worker"),
                fill: Fill::Above("staff[s1]", 1.0, 1.2, 1.0),
                about: "largest number of {worker} on the limited shift",
            }],
            rules: &[Rule {
                key: "most_on",
                each: "",
                algebra: "staff[s1] <= most_on",
                about: "largest size of {s1}",
            }],
            say: &[
                "No more than {most_on} can be put on {s1}.",
                "Lockers for {s1} are scarce: it can have at most {most_on}.",
            ],
        },
        Extra {
            key: "least_on",
            picks: "s",
            params: &[Param {
                key: "least_on",
                symbol: "l",
                over: "",
                unit: Unit::Of("worker"),
                fill: Fill::Below("staff[s1]", 0.5, 1.0, 1.0),
                about: "smallest number of {worker} on the protected shift",
            }],
            rules: &[Rule {
                key: "least_on",
                each: "",
                algebra: "staff[s1] >= least_on",
                about: "smallest size of {s1}",
            }],
            say: &[
                "For safety, {s1} needs at least {least_on}.",
                "Contracts guarantee work on {s1} for at least {least_on}.",
            ],
        },
        Extra {
            key: "most_share",
            picks: "s",
            params: &[Param {
                key: "most_share",
                symbol: "f",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("staff[s1]", "sum(s) staff[s]", 1.0, 1.3, 0.05),
                about: "largest share of one shift",
            }],
            rules: &[Rule {
                key: "most_share",
                each: "",
                algebra: "staff[s1] <= most_share * sum(s) staff[s]",
                about: "largest share of {s1}",
            }],
            say: &["At most {most_share} of all {worker} may be on {s1}."],
        },
        Extra {
            key: "larger",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "larger",
                each: "",
                algebra: "staff[s1] >= staff[s2]",
                about: "{s1} at least as large as {s2}",
            }],
            say: &["There must be at least as many {worker} on {s1} as on {s2}."],
        },
        Extra {
            key: "payroll",
            picks: "",
            params: &[Param {
                key: "payroll",
                symbol: "N",
                over: "",
                unit: Unit::Of("worker"),
                fill: Fill::Above("sum(s) staff[s]", 1.0, 1.05, 1.0),
                about: "number of {worker} on the payroll",
            }],
            rules: &[Rule {
                key: "payroll",
                each: "",
                algebra: "sum(s) staff[s] <= payroll",
                about: "{worker} on the payroll",
            }],
            say: &[
                "{org} has {payroll} on its payroll for these shifts.",
                "In all, {payroll} are available.",
            ],
        },
    ],
    goals: &[
        Goal {
            key: "wages",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) wage[s] * staff[s]",
            params: &[Param {
                key: "wage",
                symbol: "c",
                over: "s",
                unit: Unit::Money,
                fill: Fill::Range(90.0, 220.0, 5.0),
                about: "wage for one {worker.one} on {s}",
            }],
            say: &[
                "{a worker.one} earns <s|, | and >{wage[s]} on {s}</s>.",
                "The daily wage is <s|, | and >{wage[s]} on {s}</s>.",
            ],
            aim: "the total daily wages",
            unit: "dollars",
        },
        Goal {
            key: "heads",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) staff[s]",
            params: &[],
            say: &[""],
            aim: "the total number of {worker} on all shifts",
            unit: "people",
        },
        Goal {
            key: "commuting",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) commute[s] * staff[s]",
            params: &[Param {
                key: "commute",
                symbol: "t",
                over: "s",
                unit: Unit::Of("minute"),
                fill: Fill::Range(20.0, 90.0, 5.0),
                about: "commuting time of one {worker.one} on {s}",
            }],
            say: &[
                "Depending on the traffic, the way to work takes {a worker.one} <s|, | and >{commute[s]} on {s}</s>.",
                "On average, {a worker.one} commutes <s|, | and >{commute[s]} for {s}</s>.",
            ],
            aim: "the total commuting time",
            unit: "minutes",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(s) kit[s] * staff[s]",
        params: &[Param {
            key: "kit",
            symbol: "e",
            over: "s",
            unit: Unit::Money,
            fill: Fill::Range(15.0, 60.0, 5.0),
            about: "equipment of one {worker.one} on {s}",
        }],
        say: &["The equipment for {a worker.one} costs <s|, | and >{kit[s]} on {s}</s>."],
        about: "the equipment of all {worker}",
    }],
    stories: &[
        Story {
            opening: "{org} {runs} in {#S} shifts. <s|; | and >{s} is on duty during <b if works[s,b]|, | and >{b}</b></s>. The {place} needs <b|, | and >at least {need[b]} during {b}</b>.",
            whole: "Every {worker.one} works exactly one shift, so only whole numbers make sense.",
            measured: "Every {worker.one} works exactly one shift, so only whole numbers make sense.",
            ask: "How many {worker} should be put on each shift to {goal}?",
        },
        Story {
            opening: "The demand for {worker} at {org} changes over the day: the {place} needs <b|, | and >at least {need[b]} during {b}</b>. The table shows when each of the {#S} shifts is on duty.{table s: works} Each of the {worker} works one shift.",
            whole: "Only whole {worker} can be assigned.",
            measured: "Only whole {worker} can be assigned.",
            ask: "Find the number of {worker} on each shift that will {goal}. What is the optimal value?",
        },
    ],
    fields: &[
        Field {
            name: "health care",
            orgs: &[
                "Harborview Hospital",
                "the St. Luke clinic",
                "Greenfield Medical Center",
            ],
            whole: true,
            nouns: &[
                ("runs", "schedules its nurses"),
                ("place", "emergency room"),
                ("worker", "nurse/nurses"),
                ("minute", "minute/minutes"),
            ],
            sets: &[SHIFTS, DAY],
        },
        Field {
            name: "retail",
            orgs: &["Homestead Stores", "the Corner Market", "Lantern Books"],
            whole: true,
            nouns: &[
                ("runs", "staffs its flagship store"),
                ("place", "sales floor"),
                ("worker", "clerk/clerks"),
                ("minute", "minute/minutes"),
            ],
            sets: &[SHIFTS, DAY],
        },
        Field {
            name: "hospitality",
            orgs: &["the Grand Lakeside Hotel", "the Old Mill Inn", "Hotel Bellevue"],
            whole: true,
            nouns: &[
                ("runs", "plans the work of its receptionists"),
                ("place", "front desk"),
                ("worker", "receptionist/receptionists"),
                ("minute", "minute/minutes"),
            ],
            sets: &[SHIFTS, DAY],
        },
        Field {
            name: "information technology",
            orgs: &["Cobalt Systems", "Heron Software", "the Helpline Company"],
            whole: true,
            nouns: &[
                ("runs", "answers calls"),
                ("place", "help desk"),
                ("worker", "agent/agents"),
                ("minute", "minute/minutes"),
            ],
            sets: &[SHIFTS, DAY],
        },
        Field {
            name: "logistics",
            orgs: &[
                "Swiftline Freight",
                "Bluebird Distribution",
                "the Harbor Terminal",
            ],
            whole: true,
            nouns: &[
                ("runs", "loads its trucks"),
                ("place", "loading dock"),
                ("worker", "loader/loaders"),
                ("minute", "minute/minutes"),
            ],
            sets: &[SHIFTS, DAY],
        },
    ],
};

/// The times of day, in every field.
const DAY: Words = Words {
    one: "time of day",
    many: "times of day",
    items: &[
        "the early morning",
        "the late morning",
        "the early afternoon",
        "the late afternoon",
        "the evening",
        "the night",
    ],
};

/// Draws before the last one is taken; an unserved time of day makes the instance unsound, and it is drawn again.
const DRAWS: usize = 20;

/// Shifts of two or three times of day in a row, from the first in the morning to the last, no two alike.
fn hours(part: &Part, rng: &mut ChaCha8Rng) -> Vec<f64> {
    let (shifts, times) = (part.size('s'), part.size('b'));
    let mut works = Vec::new();
    for _ in 0..DRAWS {
        works.clear();
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for shift in 0..shifts {
            let length = rng.random_range(2..=3).min(times);
            let start = shift * (times - length) / (shifts - 1).max(1);
            works.extend((0..times).map(|time| f64::from(u8::from((start..start + length).contains(&time)))));
            spans.push((start, length));
        }
        let served = (0..times).all(|time| {
            spans
                .iter()
                .any(|(start, length)| (*start..start + length).contains(&time))
        });
        spans.sort_unstable();
        spans.dedup();
        if served && spans.len() == shifts {
            break;
        }
    }
    works
}
