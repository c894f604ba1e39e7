//! What to make from scarce resources.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "product_mix",
    title: "Product mix",
    label: "mix",
    sets: &[
        Set {
            key: 'p',
            size: (2, 4),
            grows: true,
            periods: false,
        },
        Set {
            key: 'r',
            size: (2, 3),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "usage",
            symbol: "a",
            over: "rp",
            unit: Unit::OfItem('r'),
            fill: Fill::Range(2.0, 12.0, 0.5),
            about: "amount of {r} needed for one {p}",
        },
        Param {
            key: "available",
            symbol: "b",
            over: "r",
            unit: Unit::OfItem('r'),
            fill: Fill::Above("sum(p) usage[r,p] * make[p]", 1.0, 1.25, 10.0),
            about: "amount of {r} available",
        },
    ],
    variables: &[Decision {
        key: "make",
        symbol: "x",
        over: "p",
        kind: Kind::ByField,
        about: "{quantity} of {p.name} {made} in the {period}",
        at: (12.0, 60.0, 1.0),
    }],
    witness: None,
    rules: &[Rule {
        key: "resource",
        each: "r",
        algebra: "sum(p) usage[r,p] * make[p] <= available[r]",
        about: "limit on {r}",
    }],
    extras: &[
        Extra {
            key: "least_amount",
            picks: "p",
            params: &[Param {
                key: "least",
                symbol: "l",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Below("make[p1]", 0.4, 0.9, 1.0),
                about: "smallest amount to deliver under contract",
            }],
            rules: &[Rule {
                key: "contract",
                each: "",
                algebra: "make[p1] >= least",
                about: "contract for {p1.name}",
            }],
            say: &[
                "A contract obliges {org} to supply at least {least} {p1.many}.",
                "At least {least} {p1.many} have already been promised to a customer.",
            ],
        },
        Extra {
            key: "most_amount",
            picks: "p",
            params: &[Param {
                key: "most",
                symbol: "u",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Above("make[p1]", 1.0, 1.3, 1.0),
                about: "largest amount that can be sold",
            }],
            rules: &[Rule {
                key: "demand",
                each: "",
                algebra: "make[p1] <= most",
                about: "demand for {p1.name}",
            }],
            say: &[
                "The market takes no more than {most} {p1.many}.",
                "Demand is limited to {most} {p1.many}.",
            ],
        },
        Extra {
            key: "least_share",
            picks: "p",
            params: &[Param {
                key: "least_share",
                symbol: "s",
                over: "",
                unit: Unit::Percent,
                fill: Fill::BelowRatio("make[p1]", "sum(p) make[p]", 0.4, 0.9, 0.05),
                about: "smallest share of the total",
            }],
            rules: &[Rule {
                key: "share",
                each: "",
                algebra: "make[p1] >= least_share * sum(p) make[p]",
                about: "smallest share of {p1.name}",
            }],
            say: &[
                "{p1.name} must make up at least {least_share} of the total {quantity}.",
                "To keep the range balanced, at least {least_share} of everything {made} must be {p1.name}.",
            ],
        },
        Extra {
            key: "ordered",
            picks: "pp",
            params: &[],
            rules: &[Rule {
                key: "ordering",
                each: "",
                algebra: "make[p1] >= make[p2]",
                about: "no more {p2.many} than {p1.many}",
            }],
            say: &[
                "The {quantity} of {p2.name} must not exceed the {quantity} of {p1.name}.",
                "Experience shows that {org} should have no more {p2.many} than {p1.many}.",
            ],
        },
        Extra {
            key: "total_cap",
            picks: "",
            params: &[Param {
                key: "room",
                symbol: "K",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("sum(p) make[p]", 1.0, 1.1, 1.0),
                about: "room in the {store}",
            }],
            rules: &[Rule {
                key: "storage",
                each: "",
                algebra: "sum(p) make[p] <= room",
                about: "room in the {store}",
            }],
            say: &[
                "The {store} has room for {room} in all.",
                "In total, the {store} can take at most {room}.",
            ],
        },
    ],
    goals: &[
        Goal {
            key: "profit",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(p) profit[p] * make[p]",
            params: &[Param {
                key: "profit",
                symbol: "c",
                over: "p",
                unit: Unit::Money,
                fill: Fill::Range(15.0, 95.0, 1.0),
                about: "profit per {p}",
            }],
            say: &[
                "The profit is <p|, | and >{profit[p]} for {a p}</p>.",
                "<p|, | and >{a p} earns a profit of {profit[p]}</p>.",
            ],
            aim: "the total profit",
            unit: "dollars",
        },
        Goal {
            key: "reach",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(p) reach[p] * make[p]",
            params: &[Param {
                key: "reach",
                symbol: "h",
                over: "p",
                unit: Unit::Of("person"),
                fill: Fill::Range(2.0, 9.0, 1.0),
                about: "number of {person} that one {p} serves",
            }],
            say: &[
                "<p|, | and >{a p} serves {reach[p]}</p>.",
                "It is estimated that <p|, | and >{a p} reaches {reach[p]}</p>.",
            ],
            aim: "the total number of {person} served",
            unit: "{person}",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(p) outlay[p] * make[p]",
        params: &[Param {
            key: "outlay",
            symbol: "e",
            over: "p",
            unit: Unit::Money,
            fill: Fill::Range(4.0, 30.0, 1.0),
            about: "money paid out for one {p}",
        }],
        say: &["The money paid out beforehand is <p|, | and >{outlay[p]} for {a p}</p>."],
        about: "the money paid out for {list P.name}",
    }],
    stories: &[
        Story {
            opening: "{org} {makes} {#P} {P.many}: {list P.name}. <p| >{a p} requires <r|, | and >{usage[r,p]} of {r}</r>.</p> In the coming {period}, <r|, | and >{available[r]} of {r}</r> are available.",
            whole: "Only whole numbers of {P.many} can be {made}.",
            measured: "Fractional amounts are allowed.",
            ask: "How many {countable} should {org} plan to {goal}?",
        },
        Story {
            opening: "The planners of {org} must decide on the {quantity} of {list P.name} for the next {period}. Their limited resources are {list R}. The table shows how much of each resource one {P.one} needs.{table p: usage} The {period} offers <r|, | and >{available[r]} of {r}</r>.",
            whole: "Each {P.one} is counted in whole numbers.",
            measured: "Amounts need not be whole numbers.",
            ask: "Which plan should {org} choose to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "manufacturing",
            orgs: &["Oakline Joinery", "Fairfield Furniture", "the Linden workshop"],
            whole: true,
            nouns: &[
                ("makes", "builds"),
                ("made", "built"),
                ("quantity", "number"),
                ("countable", "pieces of each kind"),
                ("period", "month"),
                ("unit", "piece/pieces"),
                ("person", "household/households"),
                ("store", "warehouse"),
            ],
            sets: &[
                Words {
                    one: "product",
                    many: "products",
                    items: &[
                        "chair|chairs",
                        "table|tables",
                        "bookcase|bookcases",
                        "desk|desks",
                        "bench|benches",
                    ],
                },
                Words {
                    one: "resource",
                    many: "resources",
                    items: &[
                        "sawing|sawing|hour/hours",
                        "assembly|assembly|hour/hours",
                        "varnishing|varnishing|hour/hours",
                        "oak|oak|board foot/board feet",
                    ],
                },
            ],
        },
        Field {
            name: "agriculture",
            orgs: &[
                "the Hollow Creek farm",
                "the Marsh family farm",
                "Green Ridge Growers",
            ],
            whole: false,
            nouns: &[
                ("makes", "grows"),
                ("made", "planted"),
                ("quantity", "area"),
                ("countable", "acres of each crop"),
                ("period", "season"),
                ("unit", "acre/acres"),
                ("person", "person/people"),
                ("store", "irrigated land"),
            ],
            sets: &[
                Words {
                    one: "crop",
                    many: "crops",
                    items: &[
                        "acre of wheat|acres of wheat||wheat",
                        "acre of corn|acres of corn||corn",
                        "acre of soybeans|acres of soybeans||soybeans",
                        "acre of barley|acres of barley||barley",
                        "acre of potatoes|acres of potatoes||potatoes",
                    ],
                },
                Words {
                    one: "resource",
                    many: "resources",
                    items: &[
                        "field labor|field labor|hour/hours",
                        "machine time|machine time|hour/hours",
                        "water|water|cubic meter/cubic meters",
                        "fertilizer|fertilizer|bag/bags",
                    ],
                },
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "Riverside Community Clinic",
                "the St. Anne hospital",
                "Lakeview Health Center",
            ],
            whole: true,
            nouns: &[
                ("makes", "offers"),
                ("made", "scheduled"),
                ("quantity", "number"),
                ("countable", "treatments of each kind"),
                ("period", "week"),
                ("unit", "appointment/appointments"),
                ("person", "patient/patients"),
                ("store", "appointment book"),
            ],
            sets: &[
                Words {
                    one: "treatment",
                    many: "treatments",
                    items: &[
                        "group therapy session|group therapy sessions",
                        "vaccination round|vaccination rounds",
                        "dialysis session|dialysis sessions",
                        "screening day|screening days",
                        "rehabilitation class|rehabilitation classes",
                    ],
                },
                Words {
                    one: "resource",
                    many: "resources",
                    items: &[
                        "nursing time|nursing time|hour/hours",
                        "physician time|physician time|hour/hours",
                        "room time|room time|hour/hours",
                        "disinfectant|disinfectant|liter/liters",
                    ],
                },
            ],
        },
        Field {
            name: "energy",
            orgs: &[
                "Coastal Fuels",
                "the Harbor Point refinery",
                "Northern Biofuel Works",
            ],
            whole: false,
            nouns: &[
                ("makes", "produces"),
                ("made", "produced"),
                ("quantity", "volume"),
                ("countable", "barrels of each fuel"),
                ("period", "day"),
                ("unit", "barrel/barrels"),
                ("person", "vehicle/vehicles"),
                ("store", "tank farm"),
            ],
            sets: &[
                Words {
                    one: "fuel",
                    many: "fuels",
                    items: &[
                        "barrel of gasoline|barrels of gasoline||gasoline",
                        "barrel of diesel|barrels of diesel||diesel",
                        "barrel of jet fuel|barrels of jet fuel||jet fuel",
                        "barrel of heating oil|barrels of heating oil||heating oil",
                        "barrel of biofuel|barrels of biofuel||biofuel",
                    ],
                },
                Words {
                    one: "resource",
                    many: "resources",
                    items: &[
                        "distillation|distillation|minute/minutes",
                        "blending|blending|minute/minutes",
                        "cooling water|cooling water|gallon/gallons",
                        "electricity|electricity|kilowatt-hour/kilowatt-hours",
                    ],
                },
            ],
        },
    ],
};
