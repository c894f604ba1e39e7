//! How often to advertise where.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "media_selection",
    title: "Media selection",
    label: "media",
    sets: &[
        Set {
            key: 'm',
            size: (3, 5),
            grows: true,
            periods: false,
        },
        Set {
            key: 'g',
            size: (2, 2),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "price",
            symbol: "c",
            over: "m",
            unit: Unit::Money,
            fill: Fill::Range(150.0, 1_800.0, 50.0),
            about: "price of one {spot.one} in {m}",
        },
        Param {
            key: "reach",
            symbol: "a",
            over: "mg",
            unit: Unit::Plain,
            fill: Fill::Range(200.0, 4_000.0, 100.0),
            about: "number of {g} reached by one {spot.one} in {m}",
        },
        Param {
            key: "target",
            symbol: "t",
            over: "g",
            unit: Unit::Plain,
            fill: Fill::Below("sum(m) reach[m,g] * place[m]", 0.6, 0.9, 500.0),
            about: "smallest number of contacts with {g}",
        },
        Param {
            key: "slots",
            symbol: "u",
            over: "m",
            unit: Unit::Of("spot"),
            fill: Fill::Above("place[m]", 1.0, 1.7, 1.0),
            about: "largest number of {spot} in {m}",
        },
        Param {
            key: "funds",
            symbol: "B",
            over: "",
            unit: Unit::Money,
            fill: Fill::Above("sum(m) price[m] * place[m]", 1.0, 1.1, 500.0),
            about: "money for the campaign",
        },
    ],
    variables: &[Decision {
        key: "place",
        symbol: "x",
        over: "m",
        kind: Kind::Whole,
        about: "number of {spot} in {m}",
        at: (3.0, 14.0, 1.0),
    }],
    witness: None,
    rules: &[
        Rule {
            key: "target",
            each: "g",
            algebra: "sum(m) reach[m,g] * place[m] >= target[g]",
            about: "contacts with {g}",
        },
        Rule {
            key: "slots",
            each: "m",
            algebra: "place[m] <= slots[m]",
            about: "{spot} on sale in {m}",
        },
        Rule {
            key: "funds",
            each: "",
            algebra: "sum(m) price[m] * place[m] <= funds",
            about: "money for the campaign",
        },
    ],
    extras: &[
        Extra {
            key: "least_spots",
            picks: "m",
            params: &[Param {
                key: "least_spots",
                symbol: "l",
                over: "",
                unit: Unit::Of("spot"),
                fill: Fill::Below("place[m1]", 0.3, 0.9, 1.0),
                about: "smallest number of {spot} under the old contract",
            }],
            rules: &[Rule {
                key: "least_spots",
                each: "",
                algebra: "place[m1] >= least_spots",
                about: "smallest number of {spot} in {m1}",
            }],
            say: &[
                "A contract from last year obliges {org} to book at least {least_spots} in {m1}.",
                "At least {least_spots} must appear in {m1}.",
            ],
        },
        Extra {
            key: "most_share",
            picks: "m",
            params: &[Param {
                key: "most_share",
                symbol: "f",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("place[m1]", "sum(m) place[m]", 1.0, 1.3, 0.05),
                about: "largest share of one {m}",
            }],
            rules: &[Rule {
                key: "most_share",
                each: "",
                algebra: "place[m1] <= most_share * sum(m) place[m]",
                about: "largest share of {m1}",
            }],
            say: &["Not more than {most_share} of all {spot} may appear in {m1}."],
        },
        Extra {
            key: "design",
            picks: "",
            params: &[
                Param {
                    key: "design",
                    symbol: "h",
                    over: "m",
                    unit: Unit::Of("hour"),
                    fill: Fill::Range(1.0, 8.0, 0.5),
                    about: "design time of one {spot.one} in {m}",
                },
                Param {
                    key: "design_total",
                    symbol: "H",
                    over: "",
                    unit: Unit::Of("hour"),
                    fill: Fill::Above("sum(m) design[m] * place[m]", 1.0, 1.1, 5.0),
                    about: "design time available",
                },
            ],
            rules: &[Rule {
                key: "design",
                each: "",
                algebra: "sum(m) design[m] * place[m] <= design_total",
                about: "design time",
            }],
            say: &[
                "Designing one {spot.one} takes <m|, | and >{design[m]} for {m}</m>, and the designers have {design_total} in all.",
            ],
        },
        Extra {
            key: "ordered",
            picks: "mm",
            params: &[],
            rules: &[Rule {
                key: "ordered",
                each: "",
                algebra: "place[m1] >= place[m2]",
                about: "at least as many {spot} in {m1} as in {m2}",
            }],
            say: &["There must be at least as many {spot} in {m1} as in {m2}."],
        },
        Extra {
            key: "money_cap",
            picks: "m",
            params: &[Param {
                key: "money_cap",
                symbol: "k",
                over: "",
                unit: Unit::Money,
                fill: Fill::Above("price[m1] * place[m1]", 1.0, 1.2, 100.0),
                about: "largest sum to spend on one {m}",
            }],
            rules: &[Rule {
                key: "money_cap",
                each: "",
                algebra: "price[m1] * place[m1] <= money_cap",
                about: "largest sum for {m1}",
            }],
            say: &["No more than {money_cap} may be spent on {m1}."],
        },
    ],
    goals: &[
        Goal {
            key: "sales",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(m) sales[m] * place[m]",
            params: &[Param {
                key: "sales",
                symbol: "v",
                over: "m",
                unit: Unit::Money,
                fill: Fill::Range(400.0, 4_500.0, 100.0),
                about: "income expected from one {spot.one} in {m}",
            }],
            say: &[
                "The income expected from one {spot.one} is <m|, | and >{sales[m]} in {m}</m>.",
                "Experience shows that one {spot.one} brings in <m|, | and >{sales[m]} in {m}</m>.",
            ],
            aim: "the total expected income",
            unit: "dollars",
        },
        Goal {
            key: "spending",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(m) price[m] * place[m]",
            params: &[],
            say: &[""],
            aim: "the money spent on the campaign",
            unit: "dollars",
        },
        Goal {
            key: "attention",
            sense: ObjectiveSense::Maximize,
            algebra: "sum(m) attention[m] * place[m]",
            params: &[Param {
                key: "attention",
                symbol: "w",
                over: "m",
                unit: Unit::Of("point"),
                fill: Fill::Range(5.0, 60.0, 1.0),
                about: "{point} of attention for one {spot.one} in {m}",
            }],
            say: &[
                "A test audience gave one {spot.one} <m|, | and >{attention[m]} in {m}</m>.",
                "For the attention that it draws, one {spot.one} is rated at <m|, | and >{attention[m]} in {m}</m>.",
            ],
            aim: "the total rating in {point}",
            unit: "points",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(m) printing[m] * place[m]",
        params: &[Param {
            key: "printing",
            symbol: "e",
            over: "m",
            unit: Unit::Money,
            fill: Fill::Range(10.0, 90.0, 5.0),
            about: "agency fee for one {spot.one} in {m}",
        }],
        say: &["The agency takes a fee for one {spot.one}: <m|, | and >{printing[m]} in {m}</m>."],
        about: "the agency fees for all {spot}",
    }],
    stories: &[
        Story {
            opening: "{org} {campaigns} and can book {spot} in {#M} {M.many}. <m| >One {spot.one} in {m} costs {price[m]} and reaches <g|, | and >{reach[m,g]} {g}</g>; no more than {slots[m]} can be booked there.</m> The campaign must bring <g|, | and >at least {target[g]} contacts with {g}</g>, where somebody reached twice counts as two contacts. It may cost at most {funds}.",
            whole: "Only whole {spot} can be booked.",
            measured: "Only whole {spot} can be booked.",
            ask: "How many {spot} should be booked in each {M.one} to {goal}?",
        },
        Story {
            opening: "{org} {campaigns} with {funds} at most to spend on {spot} in {list M}. The table shows how many people of each group one {spot.one} reaches.{table m: reach} One {spot.one} costs <m|, | and >{price[m]} in {m}</m>. There is room for <m|, | and >at most {slots[m]} in {m}</m>. Counting every contact, also repeated ones, the campaign has to reach <g|, | and >at least {target[g]} {g}</g>.",
            whole: "{a spot.one} cannot be booked in part.",
            measured: "{a spot.one} cannot be booked in part.",
            ask: "Which plan should {org} choose to {goal}?",
        },
    ],
    fields: &[
        Field {
            name: "retail",
            orgs: &["Homestead Stores", "Pinecone Outfitters", "Lantern Books"],
            whole: true,
            nouns: &[
                ("campaigns", "launches a campaign for its new shop"),
                ("spot", "advertisement/advertisements"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[
                MEDIA,
                Words {
                    one: "group",
                    many: "groups",
                    items: &["families", "students", "commuters"],
                },
            ],
        },
        Field {
            name: "education",
            orgs: &["Westbrook College", "the Hillcrest Academy", "the evening school"],
            whole: true,
            nouns: &[
                ("campaigns", "advertises its courses"),
                ("spot", "announcement/announcements"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[
                MEDIA,
                Words {
                    one: "group",
                    many: "groups",
                    items: &["parents", "school leavers", "job seekers"],
                },
            ],
        },
        Field {
            name: "events",
            orgs: &["the Lakeside Festival", "Starlight Productions", "the City Opera"],
            whole: true,
            nouns: &[
                ("campaigns", "promotes its summer season"),
                ("spot", "advertisement/advertisements"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[
                MEDIA,
                Words {
                    one: "group",
                    many: "groups",
                    items: &["tourists", "residents", "music lovers"],
                },
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "Riverside Community Clinic",
                "the blood bank",
                "Lakeview Health Center",
            ],
            whole: true,
            nouns: &[
                ("campaigns", "advertises its new check-up"),
                ("spot", "notice/notices"),
                ("hour", "hour/hours"),
                ("point", "point/points"),
            ],
            sets: &[
                MEDIA,
                Words {
                    one: "group",
                    many: "groups",
                    items: &["young adults", "pensioners", "athletes"],
                },
            ],
        },
    ],
};

/// Where one can advertise, in every field.
const MEDIA: Words = Words {
    one: "medium",
    many: "media",
    items: &[
        "the daily paper",
        "the radio program",
        "the cinema program",
        "the city magazine",
        "the online forum",
        "the weekly newsletter",
    ],
};
