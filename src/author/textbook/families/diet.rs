//! What to buy so that every need is covered: the diet problem.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "diet",
    title: "Diet",
    label: "diet",
    sets: &[
        Set {
            key: 'f',
            size: (3, 4),
            grows: true,
            periods: false,
        },
        Set {
            key: 'n',
            size: (2, 3),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "content",
            symbol: "a",
            over: "nf",
            unit: Unit::OfItem('n'),
            fill: Fill::Range(2.0, 15.0, 0.5),
            about: "{n} in one {portion.one} of {a f}",
        },
        Param {
            key: "need",
            symbol: "r",
            over: "n",
            unit: Unit::OfItem('n'),
            fill: Fill::Below("sum(f) content[n,f] * buy[f]", 0.85, 1.0, 5.0),
            about: "smallest amount of {n}",
        },
    ],
    variables: &[Decision {
        key: "buy",
        symbol: "x",
        over: "f",
        kind: Kind::ByField,
        about: "{portion} of {f} in the {mix}",
        at: (4.0, 24.0, 1.0),
    }],
    witness: None,
    rules: &[Rule {
        key: "need",
        each: "n",
        algebra: "sum(f) content[n,f] * buy[f] >= need[n]",
        about: "enough {n}",
    }],
    extras: &[
        Extra {
            key: "most_of",
            picks: "f",
            params: &[Param {
                key: "most_of",
                symbol: "u",
                over: "",
                unit: Unit::Of("portion"),
                fill: Fill::Above("buy[f1]", 1.0, 1.3, 1.0),
                about: "largest amount of the limited {f}",
            }],
            rules: &[Rule {
                key: "most_of",
                each: "",
                algebra: "buy[f1] <= most_of",
                about: "limit on {f1}",
            }],
            say: &[
                "No more than {most_of} of {f1} may be used.",
                "The supplier can deliver at most {most_of} of {f1}.",
            ],
        },
        Extra {
            key: "least_of",
            picks: "f",
            params: &[Param {
                key: "least_of",
                symbol: "l",
                over: "",
                unit: Unit::Of("portion"),
                fill: Fill::Below("buy[f1]", 0.4, 0.9, 1.0),
                about: "smallest amount of the required {f}",
            }],
            rules: &[Rule {
                key: "least_of",
                each: "",
                algebra: "buy[f1] >= least_of",
                about: "smallest amount of {f1}",
            }],
            say: &[
                "At least {least_of} of {f1} must be included.",
                "{f1} is in stock already, and at least {least_of} of it must be used up.",
            ],
        },
        Extra {
            key: "nutrient_cap",
            picks: "n",
            params: &[Param {
                key: "nutrient_cap",
                symbol: "m",
                over: "",
                unit: Unit::Plain,
                fill: Fill::Above("sum(f) content[n1,f] * buy[f]", 1.05, 1.4, 5.0),
                about: "largest amount of the limited {n}",
            }],
            rules: &[Rule {
                key: "nutrient_cap",
                each: "",
                algebra: "sum(f) content[n1,f] * buy[f] <= nutrient_cap",
                about: "not too much {n1}",
            }],
            say: &[
                "Too much {n1} does harm: the total must stay within {nutrient_cap} {n1.unit}.",
                "In total there may be at most {nutrient_cap} {n1.unit} of {n1}.",
            ],
        },
        Extra {
            key: "share_cap",
            picks: "f",
            params: &[Param {
                key: "share_cap",
                symbol: "s",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("buy[f1]", "sum(f) buy[f]", 1.0, 1.3, 0.05),
                about: "largest share of one {f}",
            }],
            rules: &[Rule {
                key: "share_cap",
                each: "",
                algebra: "buy[f1] <= share_cap * sum(f) buy[f]",
                about: "largest share of {f1}",
            }],
            say: &[
                "For the sake of variety, {f1} may make up at most {share_cap} of all {portion}.",
                "Of all {portion}, no more than {share_cap} may be {f1}.",
            ],
        },
        Extra {
            key: "room",
            picks: "",
            params: &[Param {
                key: "room",
                symbol: "K",
                over: "",
                unit: Unit::Of("portion"),
                fill: Fill::Above("sum(f) buy[f]", 1.0, 1.15, 1.0),
                about: "largest total amount",
            }],
            rules: &[Rule {
                key: "room",
                each: "",
                algebra: "sum(f) buy[f] <= room",
                about: "largest total amount",
            }],
            say: &[
                "The {mix} must not exceed {room} in total.",
                "In total, no more than {room} can be handled.",
            ],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(f) price[f] * buy[f]",
            params: &[Param {
                key: "price",
                symbol: "c",
                over: "f",
                unit: Unit::Money,
                fill: Fill::Range(0.5, 6.0, 0.05),
                about: "price of one {portion.one} of {a f}",
            }],
            say: &[
                "One {portion.one} costs <f|, | and >{price[f]} for {f}</f>.",
                "Prices per {portion.one} are <f|, | and >{price[f]} for {f}</f>.",
            ],
            aim: "the total cost of the {mix}",
            unit: "dollars",
        },
        Goal {
            key: "footprint",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(f) footprint[f] * buy[f]",
            params: &[Param {
                key: "footprint",
                symbol: "e",
                over: "f",
                unit: Unit::Of("gram"),
                fill: Fill::Range(40.0, 480.0, 10.0),
                about: "{gram} of carbon dioxide for one {portion.one} of {a f}",
            }],
            say: &[
                "Each {portion.one} releases carbon dioxide: <f|, | and >{footprint[f]} for {f}</f>.",
                "The carbon dioxide released per {portion.one} is <f|, | and >{footprint[f]} for {f}</f>.",
            ],
            aim: "the total carbon dioxide released",
            unit: "{gram}",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(f) delivery[f] * buy[f]",
        params: &[Param {
            key: "delivery",
            symbol: "d",
            over: "f",
            unit: Unit::Money,
            fill: Fill::Range(0.5, 3.0, 0.25),
            about: "delivery charge for one {portion.one} of {a f}",
        }],
        say: &["The delivery charge per {portion.one} is <f|, | and >{delivery[f]} for {f}</f>."],
        about: "the delivery charges for {list F}",
    }],
    stories: &[
        Story {
            opening: "{org} prepares {a mix} from {list F}. <f| >One {portion.one} of {f} contains <n|, | and >{content[n,f]} of {n}</n>.</f> The {mix} must provide at least <n|, | and >{need[n]} of {n}</n>.",
            whole: "Only whole {portion} can be used.",
            measured: "Fractions of {a portion.one} are allowed.",
            ask: "How many {portion} of each {f} should {org} use to {goal}?",
        },
        Story {
            opening: "For {a mix}, {org} can choose among {#F} {F.many}. The table shows what one {portion.one} of each contains.{table f: content} The total must reach at least <n|, | and >{need[n]} of {n}</n>.",
            whole: "The {portion} are counted in whole numbers.",
            measured: "The amounts need not be whole numbers.",
            ask: "What should the {mix} consist of to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "health care",
            orgs: &[
                "Fernwood Hospital",
                "the Bayside nursing home",
                "the Willow rehabilitation center",
            ],
            whole: true,
            nouns: &[
                ("mix", "ward menu"),
                ("portion", "serving/servings"),
                ("gram", "gram/grams"),
            ],
            sets: &[
                Words {
                    one: "food",
                    many: "foods",
                    items: &[
                        "lentil soup",
                        "baked fish",
                        "brown rice",
                        "vegetable stew",
                        "yogurt",
                        "fruit salad",
                    ],
                },
                Words {
                    one: "nutrient",
                    many: "nutrients",
                    items: &[
                        "protein||gram/grams",
                        "fiber||gram/grams",
                        "iron||milligram/milligrams",
                        "calcium||milligram/milligrams",
                    ],
                },
            ],
        },
        Field {
            name: "education",
            orgs: &[
                "the Elm Park school kitchen",
                "Ridgeway College",
                "the Cedar Lane day school",
            ],
            whole: true,
            nouns: &[
                ("mix", "lunch plan"),
                ("portion", "tray/trays"),
                ("gram", "gram/grams"),
            ],
            sets: &[
                Words {
                    one: "dish",
                    many: "dishes",
                    items: &[
                        "pasta",
                        "bean chili",
                        "chicken curry",
                        "potato bake",
                        "spinach quiche",
                        "tomato soup",
                    ],
                },
                Words {
                    one: "nutrient",
                    many: "nutrients",
                    items: &[
                        "protein||gram/grams",
                        "fiber||gram/grams",
                        "vitamin C||milligram/milligrams",
                        "iron||milligram/milligrams",
                    ],
                },
            ],
        },
        Field {
            name: "agriculture",
            orgs: &[
                "the Clover Hill dairy",
                "the Birch Hollow farm",
                "Stonebridge Poultry",
            ],
            whole: false,
            nouns: &[
                ("mix", "feed blend"),
                ("portion", "kilogram/kilograms"),
                ("gram", "gram/grams"),
            ],
            sets: &[
                Words {
                    one: "feed",
                    many: "feeds",
                    items: &[
                        "corn meal",
                        "soybean meal",
                        "alfalfa hay",
                        "oats",
                        "barley",
                        "wheat bran",
                    ],
                },
                Words {
                    one: "nutrient",
                    many: "nutrients",
                    items: &[
                        "protein||gram/grams",
                        "fat||gram/grams",
                        "fiber||gram/grams",
                        "lysine||gram/grams",
                    ],
                },
            ],
        },
        Field {
            name: "manufacturing",
            orgs: &["Greenleaf Fertilizers", "Terra Compounds", "the Riverbend works"],
            whole: false,
            nouns: &[
                ("mix", "fertilizer batch"),
                ("portion", "kilogram/kilograms"),
                ("gram", "gram/grams"),
            ],
            sets: &[
                Words {
                    one: "raw material",
                    many: "raw materials",
                    items: &[
                        "urea",
                        "bone meal",
                        "potash",
                        "ammonium sulfate",
                        "rock phosphate",
                        "compost",
                    ],
                },
                Words {
                    one: "ingredient",
                    many: "ingredients",
                    items: &[
                        "nitrogen||gram/grams",
                        "phosphorus||gram/grams",
                        "potassium||gram/grams",
                        "sulfur||gram/grams",
                    ],
                },
            ],
        },
    ],
};
