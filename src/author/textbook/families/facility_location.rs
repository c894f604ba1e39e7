//! Which sites to open, and whom each of them serves.

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::author::textbook::generate::stepped;
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "facility_location",
    title: "Facility location",
    label: "location",
    sets: &[
        Set {
            key: 's',
            size: (3, 4),
            grows: true,
            periods: false,
        },
        Set {
            key: 'c',
            size: (3, 4),
            grows: true,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "demand",
            symbol: "d",
            over: "c",
            unit: Unit::Of("unit"),
            fill: Fill::Exactly("sum(s) serve[s,c]"),
            about: "{unit} needed by {a c}",
        },
        Param {
            key: "capacity",
            symbol: "q",
            over: "s",
            unit: Unit::Of("unit"),
            fill: Fill::Above("160 - 160 * opened[s] + sum(c) serve[s,c]", 1.0, 1.3, 10.0),
            about: "{unit} that {a s} can handle if it is opened",
        },
        Param {
            key: "most_open",
            symbol: "K",
            over: "",
            unit: Unit::Plain,
            fill: Fill::Above("sum(s) opened[s]", 1.0, 1.0, 1.0),
            about: "largest number of {S.many} to open",
        },
    ],
    variables: &[
        Decision {
            key: "opened",
            symbol: "y",
            over: "s",
            kind: Kind::Choice,
            about: "1 if {a s} is opened, 0 otherwise",
            at: (1.0, 1.0, 1.0),
        },
        Decision {
            key: "serve",
            symbol: "x",
            over: "sc",
            kind: Kind::Measured,
            about: "{unit} that {a s} provides to {a c}",
            at: (0.0, 0.0, 1.0),
        },
    ],
    witness: Some(open_and_serve),
    rules: &[
        Rule {
            key: "demand",
            each: "c",
            algebra: "sum(s) serve[s,c] >= demand[c]",
            about: "demand of {c}",
        },
        Rule {
            key: "capacity",
            each: "s",
            algebra: "sum(c) serve[s,c] <= capacity[s] * opened[s]",
            about: "capacity of {s}, which is there only if it is opened",
        },
        Rule {
            key: "most_open",
            each: "",
            algebra: "sum(s) opened[s] <= most_open",
            about: "largest number of {S.many}",
        },
    ],
    extras: &[
        Extra {
            key: "exclusive",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "exclusive",
                each: "",
                algebra: "opened[s1] + opened[s2] <= 1",
                about: "not both {s1} and {s2}",
            }],
            say: &[
                "{s1} and {s2} are so close to each other that at most one of them may be opened.",
                "At most one of {s1} and {s2} may be opened.",
            ],
        },
        Extra {
            key: "must_open",
            picks: "s",
            params: &[],
            rules: &[Rule {
                key: "must_open",
                each: "",
                algebra: "opened[s1] = 1",
                about: "{s1} is opened",
            }],
            say: &["A lease that was signed earlier means that {s1} must be opened in any case."],
        },
        Extra {
            key: "least_load",
            picks: "s",
            params: &[Param {
                key: "least_load",
                symbol: "m",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Below("60 - 60 * opened[s1] + sum(c) serve[s1,c]", 0.4, 0.9, 5.0),
                about: "smallest load that is worth opening {a s} for",
            }],
            rules: &[Rule {
                key: "least_load",
                each: "",
                algebra: "sum(c) serve[s1,c] >= least_load * opened[s1]",
                about: "smallest load of {s1}, if it is opened",
            }],
            say: &[
                "If {s1} is opened, it must provide at least {least_load} in total.",
                "Opening {s1} makes sense only if it provides at least {least_load} altogether.",
            ],
        },
        Extra {
            key: "route_limit",
            picks: "sc",
            params: &[Param {
                key: "route_limit",
                symbol: "u",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("20 + serve[s1,c1]", 1.0, 1.2, 5.0),
                about: "most that one {s} may provide to one {c}",
            }],
            rules: &[Rule {
                key: "route_limit",
                each: "",
                algebra: "serve[s1,c1] <= route_limit",
                about: "limit from {s1} to {c1}",
            }],
            say: &[
                "{s1} can provide at most {route_limit} to {c1}.",
                "No more than {route_limit} can go from {s1} to {c1}.",
            ],
        },
        Extra {
            key: "requires",
            picks: "ss",
            params: &[],
            rules: &[Rule {
                key: "requires",
                each: "",
                algebra: "opened[s1] <= opened[s2]",
                about: "{s1} only together with {s2}",
            }],
            say: &["{s1} can be opened only if {s2} is opened too."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s) fixed[s] * opened[s] + sum(s, c) cost[s,c] * serve[s,c]",
            params: &[
                Param {
                    key: "fixed",
                    symbol: "f",
                    over: "s",
                    unit: Unit::Money,
                    fill: Fill::Range(400.0, 2_000.0, 50.0),
                    about: "cost of opening {a s}",
                },
                Param {
                    key: "cost",
                    symbol: "t",
                    over: "sc",
                    unit: Unit::Money,
                    fill: Fill::Range(1.0, 14.0, 0.5),
                    about: "cost of {providing} one {unit.one} from {a s} to {a c}",
                },
            ],
            say: &[
                "Opening costs <s|, | and >{fixed[s]} for {s}</s>. The table gives the cost in dollars of {providing} one {unit.one}.{table s: cost}",
                "It costs <s|, | and >{fixed[s]} to open {s}</s>. <s| >{providing} one {unit.one} from {s} costs <c|, | and >{cost[s,c]} to {c}</c>.</s>",
            ],
            aim: "the total cost of opening and {providing}",
            unit: "dollars",
        },
        Goal {
            key: "distance",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(s, c) distance[s,c] * serve[s,c]",
            params: &[Param {
                key: "distance",
                symbol: "l",
                over: "sc",
                unit: Unit::Of("mile"),
                fill: Fill::Range(2.0, 48.0, 1.0),
                about: "distance from {a s} to {a c}",
            }],
            say: &[
                "The table gives the distances in {mile}; each {unit.one} covers the distance once.{table s: distance}",
                "<s| >The distance from {s} is <c|, | and >{distance[s,c]} to {c}</c>.</s> Each {unit.one} covers the distance once.",
            ],
            aim: "the total distance that all {unit} cover",
            unit: "{mile}",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(s) upkeep[s] * opened[s]",
        params: &[Param {
            key: "upkeep",
            symbol: "e",
            over: "s",
            unit: Unit::Money,
            fill: Fill::Range(150.0, 900.0, 25.0),
            about: "yearly upkeep of {a s} if it is opened",
        }],
        say: &["Yearly upkeep is <s|, | and >{upkeep[s]} for {s}</s>, due only where it is opened."],
        about: "the yearly upkeep of the {S.many} that are opened",
    }],
    stories: &[
        Story {
            opening: "{org} considers opening {S.many} at {#S} places: {list S}. They would serve {#C} {C.many}: <c|, | and >{c} needs {demand[c]}</c>. If opened, <s|, | and >{s} can provide up to {capacity[s]}</s>. At most {most_open} of them can be opened.",
            whole: "Any fraction of {a unit.one} can be provided, and a place is either opened or not.",
            measured: "Any fraction of {a unit.one} can be provided, and a place is either opened or not.",
            ask: "Which {S.many} should be opened, and how much should each of them provide to whom, to {goal}?",
        },
        Story {
            opening: "The {C.many} {list C} rely on {org}; they need <c|, | and >{demand[c]}</c> respectively. To supply them, at most {most_open} of {#S} possible {S.many} can be opened. If opened, <s|, | and >{s} handles no more than {capacity[s]}</s>.",
            whole: "Opening is a yes-or-no choice, while fractional amounts can be provided.",
            measured: "Opening is a yes-or-no choice, while fractional amounts can be provided.",
            ask: "What should {org} open and provide to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "logistics",
            orgs: &["Crane Parcel Service", "Longhaul Express", "Metro Freight"],
            whole: false,
            nouns: &[
                ("providing", "delivering"),
                ("unit", "ton/tons"),
                ("mile", "mile/miles"),
            ],
            sets: &[
                Words {
                    one: "hub",
                    many: "hubs",
                    items: &[
                        "the north hub",
                        "the east hub",
                        "the south hub",
                        "the west hub",
                        "the airport hub",
                    ],
                },
                Words {
                    one: "customer",
                    many: "customers",
                    items: &[
                        "Atlas Tools",
                        "Bellamy Foods",
                        "Corwin Textiles",
                        "Dorset Paper",
                        "Everett Glass",
                    ],
                },
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "the state health department",
                "the Red Hill health network",
                "CareLine",
            ],
            whole: false,
            nouns: &[
                ("providing", "delivering"),
                ("unit", "liter/liters"),
                ("mile", "mile/miles"),
            ],
            sets: &[
                Words {
                    one: "depot",
                    many: "depots",
                    items: &[
                        "the Aspen depot",
                        "the Bristol depot",
                        "the Clifton depot",
                        "the Dover depot",
                        "the Easton depot",
                    ],
                },
                Words {
                    one: "hospital",
                    many: "hospitals",
                    items: &[
                        "Mercy Hospital",
                        "Grace Hospital",
                        "Summit Hospital",
                        "Valley Hospital",
                        "Union Hospital",
                    ],
                },
            ],
        },
        Field {
            name: "energy",
            orgs: &["Westland Power", "the Juniper utility", "Horizon Energy"],
            whole: false,
            nouns: &[
                ("providing", "transmitting"),
                ("unit", "megawatt-hour/megawatt-hours"),
                ("mile", "mile/miles"),
            ],
            sets: &[
                Words {
                    one: "plant",
                    many: "plants",
                    items: &[
                        "the dam site",
                        "the wind park",
                        "the solar field",
                        "the gas turbine",
                        "the biomass plant",
                    ],
                },
                Words {
                    one: "town",
                    many: "towns",
                    items: &["Kirkwood", "Lansdale", "Milford", "Norwood", "Oakdale"],
                },
            ],
        },
        Field {
            name: "agriculture",
            orgs: &[
                "the Tri-County Cooperative",
                "Prairie Harvest",
                "the Orchard Growers Union",
            ],
            whole: false,
            nouns: &[
                ("providing", "hauling"),
                ("unit", "ton/tons"),
                ("mile", "mile/miles"),
            ],
            sets: &[
                Words {
                    one: "storehouse",
                    many: "storehouses",
                    items: &[
                        "the creek barn",
                        "the hill barn",
                        "the rail barn",
                        "the canal barn",
                        "the mill barn",
                    ],
                },
                Words {
                    one: "processor",
                    many: "processors",
                    items: &[
                        "Amber Mills",
                        "Basil Foods",
                        "Cobb Cereals",
                        "Delta Oils",
                        "Ember Malt",
                    ],
                },
            ],
        },
    ],
};

/// Opens at least two places and not all; each customer is served by one of those that are open.
fn open_and_serve(part: &mut Part, rng: &mut ChaCha8Rng) {
    let (sites, customers) = (part.size('s'), part.size('c'));
    let mut order: Vec<usize> = (0..sites).collect();
    order.shuffle(rng);
    order.truncate(rng.random_range(2..sites.max(3)));
    let open: Vec<bool> = (0..sites).map(|site| order.contains(&site)).collect();
    let mut serve = vec![0.0; sites * customers];
    let opened: Vec<usize> = (0..sites).filter(|site| open[*site]).collect();
    for customer in 0..customers {
        // In turn, so that nothing is opened in vain.
        let site = opened[customer % opened.len()];
        serve[site * customers + customer] = stepped(20.0, 90.0, 5.0, rng);
    }
    part.witness.insert(
        "opened".to_owned(),
        open.iter().map(|open| f64::from(u8::from(*open))).collect(),
    );
    part.witness.insert("serve".to_owned(), serve);
}
