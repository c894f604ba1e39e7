//! Which sites to open so that everything is within reach.

mod fields;

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "set_covering",
    title: "Set covering",
    label: "cover",
    sets: &[
        Set {
            key: 's',
            size: (5, 6),
            grows: true,
            periods: false,
        },
        Set {
            key: 'z',
            size: (4, 6),
            grows: true,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "covers",
            symbol: "a",
            over: "sz",
            unit: Unit::Flag,
            fill: Fill::Made(reach),
            about: "1 if {a s} can {serve} {a z}, 0 otherwise",
        },
        Param {
            key: "needed",
            symbol: "r",
            over: "z",
            unit: Unit::Plain,
            fill: Fill::Below("0.5 + 0.5 * sum(s) covers[s,z] * select[s]", 1.0, 1.0, 1.0),
            about: "smallest number of {S.many} that must be able to {serve} {a z}",
        },
    ],
    variables: &[Decision {
        key: "select",
        symbol: "y",
        over: "s",
        kind: Kind::Choice,
        about: "1 if {s} is {opened}, 0 otherwise",
        at: (0.0, 1.0, 1.0),
    }],
    witness: Some(half),
    rules: &[Rule {
        key: "cover",
        each: "z",
        algebra: "sum(s) covers[s,z] * select[s] >= needed[z]",
        about: "enough {S.many} that can {serve} {z}",
    }],
    extras: &[
        Extra {
            key: "exclusive",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "exclusive",
                each: "",
                algebra: "select[s1] + select[s2] <= 1",
                about: "not both {s1} and {s2}",
            }],
            say: &[
                "{s1} and {s2} are too close to each other, so at most one of the two may be {opened}.",
                "At most one of {s1} and {s2} can be {opened}.",
            ],
        },
        Extra {
            key: "requires",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "requires",
                each: "",
                algebra: "select[s1] <= select[s2]",
                about: "{s1} only together with {s2}",
            }],
            say: &[
                "{s1} can be {opened} only if {s2} is {opened} as well.",
                "Because {s1} is run from {s2}, it can be {opened} only together with {s2}.",
            ],
        },
        Extra {
            key: "one_of",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "one_of",
                each: "",
                algebra: "select[s1] + select[s2] >= 1",
                about: "at least one of {s1} and {s2}",
            }],
            say: &["At least one of {s1} and {s2} has been promised to the public and must be {opened}."],
        },
        Extra {
            key: "most_open",
            picks: "",
            params: &[Param {
                key: "most_open",
                symbol: "K",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Above("sum(s) select[s]", 1.0, 1.2, 1.0),
                about: "largest number of {S.many} to be {opened}",
            }],
            rules: &[Rule {
                key: "most_open",
                each: "",
                algebra: "sum(s) select[s] <= most_open",
                about: "largest number of {S.many}",
            }],
            say: &[
                "No more than {most_open} of the {S.many} may be {opened}.",
                "There are permits for at most {most_open} of the {S.many}.",
            ],
        },
        Extra {
            key: "crew",
            picks: "",
            params: &[
                Param {
                    key: "crew",
                    symbol: "w",
                    over: "s",
                    unit: Unit::Of("worker"),
                    fill: Fill::Range(3.0, 12.0, 1.0),
                    about: "number of {worker} needed by {s}",
                },
                Param {
                    key: "crew_total",
                    symbol: "W",
                    over: "",
                    unit: Unit::Of("worker"),
                    fill: Fill::Above("sum(s) crew[s] * select[s]", 1.0, 1.1, 1.0),
                    about: "number of {worker} on the payroll",
                },
            ],
            rules: &[Rule {
                key: "crew",
                each: "",
                algebra: "sum(s) crew[s] * select[s] <= crew_total",
                about: "{worker} on the payroll",
            }],
            say: &[
                "Once {opened}, <s|, | and >{s} needs {crew[s]}</s>, and {org} has {crew_total} in all.",
                "{org} can assign {crew_total} in total; the need is <s|, | and >{crew[s]} for {s}</s>.",
            ],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) cost[s] * select[s]",
            params: &[Param {
                key: "cost",
                symbol: "c",
                over: "s",
                unit: Unit::Money,
                fill: Fill::Range(20_000.0, 90_000.0, 1_000.0),
                about: "cost of {opening} {s}",
            }],
            say: &[
                "{opening} costs <s|, | and >{cost[s]} for {s}</s>.",
                "The one-off costs are <s|, | and >{cost[s]} for {s}</s>.",
            ],
            aim: "the total cost of the {S.many} {opened}",
            unit: "dollars",
        },
        Goal {
            key: "count",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) select[s]",
            params: &[],
            say: &[""],
            aim: "the number of {S.many} {opened}",
            unit: "sites",
        },
        Goal {
            key: "objections",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) objections[s] * select[s]",
            params: &[Param {
                key: "objections",
                symbol: "o",
                over: "s",
                unit: Unit::Of("objection"),
                fill: Fill::Range(15.0, 140.0, 5.0),
                about: "number of {objection} against {s}",
            }],
            say: &[
                "In a public hearing there were <s|, | and >{objections[s]} to {s}</s>.",
                "Residents have filed <s|, | and >{objections[s]} to {s}</s>.",
            ],
            aim: "the total number of {objection} to the {S.many} {opened}",
            unit: "objections",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(s) upkeep[s] * select[s]",
        params: &[Param {
            key: "upkeep",
            symbol: "e",
            over: "s",
            unit: Unit::Money,
            fill: Fill::Range(300.0, 1_500.0, 50.0),
            about: "first-year upkeep of {s}",
        }],
        say: &["The first-year upkeep is <s|, | and >{upkeep[s]} for {s}</s>."],
        about: "the first-year upkeep of the {S.many}",
    }],
    stories: &[
        Story {
            opening: "{org} must decide which {S.many} to {open_up}. There are {#S} candidates: {list S}. <z| >{z} can be {served} by <s if covers[s,z]|, | and >{s}</s>; at least {needed[z]} of these must be {opened}.</z>",
            whole: "Each of the {S.many} is either {opened} or not.",
            measured: "Each of the {S.many} is either {opened} or not.",
            ask: "Which {S.many} should be {opened} to {goal}?",
        },
        Story {
            opening: "The table shows which of the {#S} possible {S.many} could {serve} which {z}.{table s: covers} {org} has laid down how many of the chosen {S.many} must at least be able to {serve} each {z}: <z|, | and >{needed[z]} for {z}</z>.",
            whole: "{a S.one} cannot be {opened} in part.",
            measured: "{a S.one} cannot be {opened} in part.",
            ask: "Which selection should {org} make to {goal}?",
        },
    ],
    fields: fields::FIELDS,
};

/// At least half of the sites open.
fn half(part: &mut Part, rng: &mut ChaCha8Rng) {
    let mut closed: Vec<usize> = (0..part.size('s')).collect();
    let Some(open) = part.witness.get_mut("select") else {
        return;
    };
    closed.retain(|site| open.get(*site).is_some_and(|value| *value < 0.5));
    closed.shuffle(rng);
    let spare = open.len() / 2;
    for site in closed.into_iter().skip(spare) {
        if let Some(value) = open.get_mut(site) {
            *value = 1.0;
        }
    }
}

/// Two sites or more within reach of everything, one of them open.
fn reach(part: &Part, rng: &mut ChaCha8Rng) -> Vec<f64> {
    let (sites, zones) = (part.size('s'), part.size('z'));
    let open: Vec<usize> = part.witness.get("select").map_or_else(Vec::new, |values| {
        (0..sites)
            .filter(|site| values.get(*site).is_some_and(|value| *value > 0.5))
            .collect()
    });
    let all: Vec<usize> = (0..sites).collect();
    let mut covers = vec![0.0; sites * zones];
    for zone in 0..zones {
        let sure = open
            .choose(rng)
            .or_else(|| all.first())
            .copied()
            .unwrap_or_default();
        let others: Vec<usize> = all.iter().copied().filter(|site| *site != sure).collect();
        let second = others.choose(rng).copied().unwrap_or(sure);
        for site in 0..sites {
            let reached = site == sure || site == second || rng.random_bool(0.2);
            covers[site * zones + zone] = f64::from(u8::from(reached));
        }
    }
    covers
}
