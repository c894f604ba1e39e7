//! What to mix so that the blend has the right qualities.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "blending",
    title: "Blending",
    label: "blend",
    sets: &[
        Set {
            key: 'i',
            size: (3, 4),
            grows: true,
            periods: false,
        },
        Set {
            key: 'q',
            size: (2, 2),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "content",
            symbol: "a",
            over: "iq",
            unit: Unit::Percent,
            fill: Fill::Range(0.05, 0.45, 0.01),
            about: "share of {q} in {i}",
        },
        Param {
            key: "batch",
            symbol: "B",
            over: "",
            unit: Unit::Of("ton"),
            fill: Fill::Exactly("sum(i) use[i]"),
            about: "{ton} of {blend} to make",
        },
        Param {
            key: "stock",
            symbol: "s",
            over: "i",
            unit: Unit::Of("ton"),
            fill: Fill::Above("use[i]", 1.1, 1.8, 5.0),
            about: "{ton} of {i} available",
        },
        Param {
            key: "least",
            symbol: "l",
            over: "q",
            unit: Unit::Percent,
            fill: Fill::BelowRatio("sum(i) content[i,q] * use[i]", "sum(i) use[i]", 0.9, 1.0, 0.01),
            about: "smallest share of {q} in the {blend}",
        },
    ],
    variables: &[Decision {
        key: "use",
        symbol: "x",
        over: "i",
        kind: Kind::Measured,
        about: "{ton} of {i} in the {blend}",
        at: (20.0, 90.0, 5.0),
    }],
    witness: None,
    rules: &[
        Rule {
            key: "batch",
            each: "",
            algebra: "sum(i) use[i] = batch",
            about: "size of the batch",
        },
        Rule {
            key: "stock",
            each: "i",
            algebra: "use[i] <= stock[i]",
            about: "{i} available",
        },
        Rule {
            key: "quality",
            each: "q",
            algebra: "sum(i) content[i,q] * use[i] >= least[q] * sum(i) use[i]",
            about: "smallest share of {q}",
        },
    ],
    extras: &[
        Extra {
            key: "most_of_quality",
            picks: "q",
            params: &[Param {
                key: "most_of_quality",
                symbol: "u",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("sum(i) content[i,q1] * use[i]", "sum(i) use[i]", 1.0, 1.15, 0.01),
                about: "largest share of the limited {q}",
            }],
            rules: &[Rule {
                key: "most_of_quality",
                each: "",
                algebra: "sum(i) content[i,q1] * use[i] <= most_of_quality * sum(i) use[i]",
                about: "largest share of {q1}",
            }],
            say: &[
                "Not more than {most_of_quality} of the {blend} may be {q1}.",
                "The share of {q1} in the {blend} must not exceed {most_of_quality}.",
            ],
        },
        Extra {
            key: "least_use",
            picks: "i",
            params: &[Param {
                key: "least_use",
                symbol: "m",
                over: "",
                unit: Unit::Of("ton"),
                fill: Fill::Below("use[i1]", 0.3, 0.9, 5.0),
                about: "smallest amount of the {i} to be used up",
            }],
            rules: &[Rule {
                key: "least_use",
                each: "",
                algebra: "use[i1] >= least_use",
                about: "smallest amount of {i1}",
            }],
            say: &[
                "At least {least_use} of {i1} must be used up.",
                "A supply contract obliges {org} to take at least {least_use} of {i1}.",
            ],
        },
        Extra {
            key: "most_share",
            picks: "i",
            params: &[Param {
                key: "most_share",
                symbol: "f",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("use[i1]", "sum(i) use[i]", 1.0, 1.25, 0.05),
                about: "largest share of one {i}",
            }],
            rules: &[Rule {
                key: "most_share",
                each: "",
                algebra: "use[i1] <= most_share * sum(i) use[i]",
                about: "largest share of {i1}",
            }],
            say: &["Because of its {flaw}, {i1} may make up at most {most_share} of the {blend}."],
        },
        Extra {
            key: "proportion",
            picks: "ii",
            params: &[],
            rules: &[Rule {
                key: "proportion",
                each: "",
                algebra: "use[i1] <= 2 * use[i2]",
                about: "{i1} at most twice {i2}",
            }],
            say: &[
                "The amount of {i1} must not be more than twice the amount of {i2}.",
                "So that the {blend} stays uniform, it must contain at most twice as much {i1} as {i2}.",
            ],
        },
        Extra {
            key: "ordered",
            picks: "ii",
            params: &[],
            rules: &[Rule {
                key: "ordered",
                each: "",
                algebra: "use[i1] >= use[i2]",
                about: "at least as much {i1} as {i2}",
            }],
            say: &["The {blend} must contain at least as much {i1} as {i2}."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(i) price[i] * use[i]",
            params: &[Param {
                key: "price",
                symbol: "c",
                over: "i",
                unit: Unit::Money,
                fill: Fill::Range(60.0, 420.0, 5.0),
                about: "price of one {ton.one} of {i}",
            }],
            say: &[
                "The price of one {ton.one} is <i|, | and >{price[i]} for {i}</i>.",
                "One {ton.one} costs <i|, | and >{price[i]} for {i}</i>.",
            ],
            aim: "the total cost of the {I.many}",
            unit: "dollars",
        },
        Goal {
            key: "emissions",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(i) footprint[i] * use[i]",
            params: &[Param {
                key: "footprint",
                symbol: "g",
                over: "i",
                unit: Unit::Of("kilogram"),
                fill: Fill::Range(40.0, 310.0, 10.0),
                about: "{kilogram} of carbon dioxide for one {ton.one} of {i}",
            }],
            say: &[
                "Making one {ton.one} releases carbon dioxide: <i|, | and >{footprint[i]} for {i}</i>.",
                "For each {ton.one}, the carbon dioxide released is <i|, | and >{footprint[i]} for {i}</i>.",
            ],
            aim: "the total amount of carbon dioxide released",
            unit: "kilograms",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(i) freight[i] * use[i]",
        params: &[Param {
            key: "freight",
            symbol: "e",
            over: "i",
            unit: Unit::Money,
            fill: Fill::Range(5.0, 40.0, 1.0),
            about: "freight for one {ton.one} of {i}",
        }],
        say: &["The freight for one {ton.one} is <i|, | and >{freight[i]} for {i}</i>."],
        about: "the freight for {list I}",
    }],
    stories: &[
        Story {
            opening: "{org} makes {batch} of {blend} from {#I} {I.many}. <i| >{i} contains <q|, | and >{content[i,q]} {q}</q>, and {stock[i]} of it can be bought.</i> The finished {blend} must contain <q|, | and >at least {least[q]} {q}</q>.",
            whole: "Nothing is lost in mixing, and any amount can be weighed out.",
            measured: "Nothing is lost in mixing, and any amount can be weighed out.",
            ask: "How much of each {I.one} should go into the {blend} to {goal}?",
        },
        Story {
            opening: "A customer has ordered {batch} of {blend} from {org}, with <q|, | and >at least {least[q]} {q}</q>. It is mixed from {list I}, and nothing is lost in mixing. The table shows what each {I.one} contains and how much of it there is.{table i: content, stock}",
            whole: "Amounts need not be whole numbers.",
            measured: "Amounts need not be whole numbers.",
            ask: "Which mixture will {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "manufacturing",
            orgs: &["Eastgate Metals", "the Anvil foundry", "Brightline Alloys"],
            whole: false,
            nouns: &[
                ("blend", "alloy"),
                ("ton", "ton/tons"),
                ("kilogram", "kilogram/kilograms"),
                ("flaw", "impurities"),
            ],
            sets: &[
                Words {
                    one: "raw metal",
                    many: "raw metals",
                    items: &[
                        "brass scrap",
                        "bronze scrap",
                        "mill scrap",
                        "ingot metal",
                        "wire scrap",
                    ],
                },
                Words {
                    one: "metal",
                    many: "metals",
                    items: &["copper", "zinc", "tin"],
                },
            ],
        },
        Field {
            name: "agriculture",
            orgs: &["Meadow Feeds", "the Prairie Union", "the Hollow Creek farm"],
            whole: false,
            nouns: &[
                ("blend", "feed"),
                ("ton", "ton/tons"),
                ("kilogram", "kilogram/kilograms"),
                ("flaw", "bitter taste"),
            ],
            sets: &[
                Words {
                    one: "ingredient",
                    many: "ingredients",
                    items: &["soybean meal", "corn", "alfalfa", "barley", "sunflower meal"],
                },
                Words {
                    one: "nutrient",
                    many: "nutrients",
                    items: &["protein", "fiber", "starch"],
                },
            ],
        },
        Field {
            name: "hospitality",
            orgs: &["Café Meridian", "the Orchard juice bar", "Sunrise Catering"],
            whole: false,
            nouns: &[
                ("blend", "fruit drink"),
                ("ton", "hectoliter/hectoliters"),
                ("kilogram", "kilogram/kilograms"),
                ("flaw", "strong color"),
            ],
            sets: &[
                Words {
                    one: "juice",
                    many: "juices",
                    items: &[
                        "apple base",
                        "cherry base",
                        "mango base",
                        "grape base",
                        "peach base",
                    ],
                },
                Words {
                    one: "component",
                    many: "components",
                    items: &["fruit pulp", "pure juice", "fruit sugar"],
                },
            ],
        },
        Field {
            name: "energy",
            orgs: &[
                "Coastal Fuels",
                "Northern Biofuel Works",
                "the Harbor Point refinery",
            ],
            whole: false,
            nouns: &[
                ("blend", "fuel"),
                ("ton", "ton/tons"),
                ("kilogram", "kilogram/kilograms"),
                ("flaw", "smell"),
            ],
            sets: &[
                Words {
                    one: "base fuel",
                    many: "base fuels",
                    items: &[
                        "summer base",
                        "winter base",
                        "racing base",
                        "marine base",
                        "recycled base",
                    ],
                },
                Words {
                    one: "component",
                    many: "components",
                    items: &["ethanol", "isooctane", "toluene"],
                },
            ],
        },
    ],
};
