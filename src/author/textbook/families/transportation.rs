//! What to ship from where to where.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "transportation",
    title: "Transportation",
    label: "transport",
    sets: &[
        Set {
            key: 'i',
            size: (2, 3),
            grows: true,
            periods: false,
        },
        Set {
            key: 'j',
            size: (3, 4),
            grows: true,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "supply",
            symbol: "s",
            over: "i",
            unit: Unit::Of("unit"),
            fill: Fill::Above("sum(j) ship[i,j]", 1.0, 1.4, 10.0),
            about: "{unit} available at {a i}",
        },
        Param {
            key: "demand",
            symbol: "d",
            over: "j",
            unit: Unit::Of("unit"),
            fill: Fill::Below("sum(i) ship[i,j]", 0.9, 1.0, 5.0),
            about: "{unit} needed at {a j}",
        },
    ],
    variables: &[Decision {
        key: "ship",
        symbol: "x",
        over: "ij",
        kind: Kind::ByField,
        about: "{unit} {sent} from {i} to {j}",
        at: (10.0, 60.0, 5.0),
    }],
    witness: None,
    rules: &[
        Rule {
            key: "supply",
            each: "i",
            algebra: "sum(j) ship[i,j] <= supply[i]",
            about: "supply of {i}",
        },
        Rule {
            key: "demand",
            each: "j",
            algebra: "sum(i) ship[i,j] >= demand[j]",
            about: "demand of {j}",
        },
    ],
    extras: &[
        Extra {
            key: "route_limit",
            picks: "ij",
            params: &[Param {
                key: "route_limit",
                symbol: "u",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("ship[i1,j1]", 1.0, 1.3, 5.0),
                about: "largest shipment on the limited route",
            }],
            rules: &[Rule {
                key: "route_limit",
                each: "",
                algebra: "ship[i1,j1] <= route_limit",
                about: "limit on the route from {i1} to {j1}",
            }],
            say: &[
                "Because of road works, no more than {route_limit} can go from {i1} to {j1}.",
                "The route from {i1} to {j1} carries at most {route_limit}.",
            ],
        },
        Extra {
            key: "least_use",
            picks: "i",
            params: &[Param {
                key: "least_use",
                symbol: "m",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Below("sum(j) ship[i1,j]", 0.6, 1.0, 5.0),
                about: "smallest total to send out from the favored {i}",
            }],
            rules: &[Rule {
                key: "least_use",
                each: "",
                algebra: "sum(j) ship[i1,j] >= least_use",
                about: "smallest total from {i1}",
            }],
            say: &[
                "An agreement requires that at least {least_use} in total leave {i1}.",
                "To keep its crew busy, {i1} must send out at least {least_use} altogether.",
            ],
        },
        Extra {
            key: "source_share",
            picks: "ij",
            params: &[Param {
                key: "source_share",
                symbol: "f",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("ship[i1,j1]", "sum(i) ship[i,j1]", 1.0, 1.3, 0.05),
                about: "largest share that one {i} may cover",
            }],
            rules: &[Rule {
                key: "source_share",
                each: "",
                algebra: "ship[i1,j1] <= source_share * sum(i) ship[i,j1]",
                about: "share of {i1} in what {j1} receives",
            }],
            say: &["To spread the risk, at most {source_share} of what {j1} receives may come from {i1}."],
        },
        Extra {
            key: "balance",
            picks: "ii",
            params: &[Param {
                key: "balance_gap",
                symbol: "g",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("sum(j) ship[i1,j] - sum(j) ship[i2,j]", 1.0, 1.4, 5.0),
                about: "largest lead of one {i} over another",
            }],
            rules: &[Rule {
                key: "balance",
                each: "",
                algebra: "sum(j) ship[i1,j] - sum(j) ship[i2,j] <= balance_gap",
                about: "lead of {i1} over {i2}",
            }],
            say: &["The total from {i1} may exceed the total from {i2} by at most {balance_gap}."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(i, j) cost[i,j] * ship[i,j]",
            params: &[Param {
                key: "cost",
                symbol: "c",
                over: "ij",
                unit: Unit::Money,
                fill: Fill::Range(2.0, 19.0, 0.5),
                about: "cost per {unit.one} from {a i} to {a j}",
            }],
            say: &[
                "The table gives the cost in dollars of {sending} one {unit.one} from each {i} to each {j}.{table i: cost}",
                "<i| >{sending} one {unit.one} from {i} costs <j|, | and >{cost[i,j]} to {j}</j>.</i>",
            ],
            aim: "the total cost of {sending}",
            unit: "dollars",
        },
        Goal {
            key: "distance",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(i, j) time[i,j] * ship[i,j]",
            params: &[Param {
                key: "time",
                symbol: "t",
                over: "ij",
                unit: Unit::Of("minute"),
                fill: Fill::Range(10.0, 95.0, 5.0),
                about: "handling time per {unit.one} from {a i} to {a j}",
            }],
            say: &[
                "The table gives the handling time in {minute} for one {unit.one} from each {i} to each {j}.{table i: time}",
                "<i| >Handling one {unit.one} from {i} takes <j|, | and >{time[i,j]} to {j}</j>.</i>",
            ],
            aim: "the total handling time",
            unit: "minutes",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(i, j) fee[j] * ship[i,j]",
        params: &[Param {
            key: "fee",
            symbol: "e",
            over: "j",
            unit: Unit::Money,
            fill: Fill::Range(1.0, 9.0, 0.5),
            about: "unloading fee per {unit.one} at {a j}",
        }],
        say: &["The unloading fee per {unit.one} is <j|, | and >{fee[j]} at {j}</j>."],
        about: "the unloading fees at the {J.many}",
    }],
    stories: &[
        Story {
            opening: "{org} {sends} {goods} from {#I} {I.many} to {#J} {J.many}. <i|, | and >{i} has {supply[i]}</i> available. <j|, | and >{j} needs at least {demand[j]}</j>.",
            whole: "Only whole {unit} can be {sent}.",
            measured: "Any amount, also a fraction of {a unit.one}, can be {sent}.",
            ask: "How much should be {sent} from each {i} to each {j} to {goal}?",
        },
        Story {
            opening: "{goods} must get from {#I} {I.many} ({list I}) to {#J} {J.many} ({list J}). {org} knows what is available: <i|, | and >{supply[i]} at {i}</i>. The least that must arrive is <j|, | and >{demand[j]} at {j}</j>.",
            whole: "What is {sent} is counted in whole {unit}.",
            measured: "Shipments may be fractional.",
            ask: "Find the shipping plan that will {goal}. What is the optimal value?",
        },
    ],
    fields: &[
        Field {
            name: "logistics",
            orgs: &[
                "Swiftline Freight",
                "Copper Ridge Haulage",
                "Bluebird Distribution",
            ],
            whole: false,
            nouns: &[
                ("sends", "ships"),
                ("sent", "shipped"),
                ("sending", "shipping"),
                ("goods", "cement"),
                ("unit", "ton/tons"),
                ("minute", "minute/minutes"),
            ],
            sets: &[
                Words {
                    one: "depot",
                    many: "depots",
                    items: &["Ashford", "Brinton", "Calder", "Dunmore"],
                },
                Words {
                    one: "building site",
                    many: "building sites",
                    items: &["Elmstead", "Foxley", "Garston", "Hadley", "Ilford"],
                },
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "the regional blood service",
                "the county health office",
                "MedReach Supply",
            ],
            whole: true,
            nouns: &[
                ("sends", "delivers"),
                ("sent", "delivered"),
                ("sending", "delivering"),
                ("goods", "vaccine"),
                ("unit", "box/boxes"),
                ("minute", "minute/minutes"),
            ],
            sets: &[
                Words {
                    one: "pharmacy",
                    many: "pharmacies",
                    items: &[
                        "the North Pharmacy",
                        "the Harbor Pharmacy",
                        "the Central Pharmacy",
                        "the Hill Pharmacy",
                    ],
                },
                Words {
                    one: "clinic",
                    many: "clinics",
                    items: &[
                        "Oak Clinic",
                        "Lake Clinic",
                        "Mill Clinic",
                        "Park Clinic",
                        "Stone Clinic",
                    ],
                },
            ],
        },
        Field {
            name: "agriculture",
            orgs: &[
                "the Valley Grain Cooperative",
                "Sunfield Growers",
                "the Prairie Union",
            ],
            whole: false,
            nouns: &[
                ("sends", "hauls"),
                ("sent", "hauled"),
                ("sending", "hauling"),
                ("goods", "grain"),
                ("unit", "ton/tons"),
                ("minute", "minute/minutes"),
            ],
            sets: &[
                Words {
                    one: "silo",
                    many: "silos",
                    items: &[
                        "the east silo",
                        "the west silo",
                        "the river silo",
                        "the station silo",
                    ],
                },
                Words {
                    one: "mill",
                    many: "mills",
                    items: &[
                        "Barlow Mill",
                        "Crest Mill",
                        "Dale Mill",
                        "Finch Mill",
                        "Grove Mill",
                    ],
                },
            ],
        },
        Field {
            name: "retail",
            orgs: &["Lantern Books", "Homestead Stores", "Pinecone Outfitters"],
            whole: true,
            nouns: &[
                ("sends", "moves"),
                ("sent", "moved"),
                ("sending", "moving"),
                ("goods", "stock"),
                ("unit", "pallet/pallets"),
                ("minute", "minute/minutes"),
            ],
            sets: &[
                Words {
                    one: "warehouse",
                    many: "warehouses",
                    items: &[
                        "the Dayton warehouse",
                        "the Salem warehouse",
                        "the Troy warehouse",
                        "the Utica warehouse",
                    ],
                },
                Words {
                    one: "store",
                    many: "stores",
                    items: &[
                        "the airport store",
                        "the campus store",
                        "the downtown store",
                        "the mall store",
                        "the outlet store",
                    ],
                },
            ],
        },
    ],
};
