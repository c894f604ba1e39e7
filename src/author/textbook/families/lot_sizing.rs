//! When to make how much, and what to keep in stock.

use crate::author::textbook::family::{
    Decision, Extra, Family, Field, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit, Words,
};
use crate::model::ObjectiveSense;

/// The family.
pub static FAMILY: Family = Family {
    key: "lot_sizing",
    title: "Lot sizing",
    label: "lots",
    sets: &[
        Set {
            key: 'p',
            size: (2, 2),
            grows: false,
            periods: false,
        },
        Set {
            key: 't',
            size: (3, 4),
            grows: true,
            periods: true,
        },
    ],
    params: &[
        Param {
            key: "demand",
            symbol: "d",
            over: "pt",
            unit: Unit::Plain,
            fill: Fill::Exactly("stock[p,t-1] + make[p,t] - stock[p,t]"),
            about: "{unit} of {p} needed in {a t}",
        },
        Param {
            key: "most_run",
            symbol: "M",
            over: "p",
            unit: Unit::Of("unit"),
            fill: Fill::Range(60.0, 95.0, 5.0),
            about: "largest production of {p} in one {t}",
        },
        Param {
            key: "hours",
            symbol: "h",
            over: "p",
            unit: Unit::Of("hour"),
            fill: Fill::Range(0.5, 3.0, 0.25),
            about: "working time for one {unit.one} of {p}",
        },
        Param {
            key: "time",
            symbol: "H",
            over: "t",
            unit: Unit::Of("hour"),
            fill: Fill::Above("sum(p) hours[p] * make[p,t]", 1.0, 1.3, 5.0),
            about: "working time in {a t}",
        },
    ],
    variables: &[
        Decision {
            key: "make",
            symbol: "x",
            over: "pt",
            kind: Kind::Measured,
            about: "{unit} of {p} {made} in {t}",
            at: (30.0, 60.0, 5.0),
        },
        Decision {
            key: "stock",
            symbol: "s",
            over: "pt",
            kind: Kind::Measured,
            about: "{unit} of {p} in stock at the end of {t}",
            at: (5.0, 25.0, 5.0),
        },
        Decision {
            key: "setup",
            symbol: "y",
            over: "pt",
            kind: Kind::Choice,
            about: "1 if {p} is {made} in {t}, 0 otherwise",
            at: (1.0, 1.0, 1.0),
        },
    ],
    witness: None,
    rules: &[
        Rule {
            key: "balance",
            each: "pt",
            algebra: "stock[p,t-1] + make[p,t] = demand[p,t] + stock[p,t]",
            about: "balance of {p} in {t}",
        },
        Rule {
            key: "run",
            each: "pt",
            algebra: "make[p,t] <= most_run[p] * setup[p,t]",
            about: "{p} in {t} only after a setup",
        },
        Rule {
            key: "time",
            each: "t",
            algebra: "sum(p) hours[p] * make[p,t] <= time[t]",
            about: "working time in {t}",
        },
    ],
    extras: &[
        Extra {
            key: "room",
            picks: "t",
            params: &[Param {
                key: "room",
                symbol: "K",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("sum(p) stock[p,t1]", 1.0, 1.2, 5.0),
                about: "room in the {store} when it is short",
            }],
            rules: &[Rule {
                key: "room",
                each: "",
                algebra: "sum(p) stock[p,t1] <= room",
                about: "room in the {store} at the end of {t1}",
            }],
            say: &[
                "At the end of {t1}, the {store} has room for only {room} in all.",
                "Because part of the {store} is being repaired, no more than {room} in all can be in stock at the end of {t1}.",
            ],
        },
        Extra {
            key: "safety",
            picks: "pt",
            params: &[Param {
                key: "safety",
                symbol: "l",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Below("stock[p1,t1]", 0.5, 1.0, 5.0),
                about: "smallest reserve",
            }],
            rules: &[Rule {
                key: "safety",
                each: "",
                algebra: "stock[p1,t1] >= safety",
                about: "reserve of {p1} at the end of {t1}",
            }],
            say: &["As a reserve, at least {safety} of {p1} must be in stock at the end of {t1}."],
        },
        Extra {
            key: "repair",
            picks: "pt",
            params: &[Param {
                key: "repair",
                symbol: "u",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("make[p1,t1]", 1.0, 1.1, 5.0),
                about: "largest production during the repair",
            }],
            rules: &[Rule {
                key: "repair",
                each: "",
                algebra: "make[p1,t1] <= repair",
                about: "limit on {p1} in {t1}",
            }],
            say: &[
                "Because of a repair, no more than {repair} of {p1} can be {made} in {t1}.",
                "In {t1}, supplies suffice for at most {repair} of {p1}.",
            ],
        },
        Extra {
            key: "smooth",
            picks: "pt",
            params: &[Param {
                key: "most_share",
                symbol: "g",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("make[p1,t1]", "sum(t) make[p1,t]", 1.0, 1.2, 0.05),
                about: "largest share of one {t}",
            }],
            rules: &[Rule {
                key: "smooth",
                each: "",
                algebra: "make[p1,t1] <= most_share * sum(t) make[p1,t]",
                about: "largest share of {t1} in the production of {p1}",
            }],
            say: &["At most {most_share} of all the {p1} {made} in the {#T} {T.many} may come from {t1}."],
        },
        Extra {
            key: "total_least",
            picks: "p",
            params: &[Param {
                key: "total_least",
                symbol: "q",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Below("sum(t) make[p1,t]", 0.95, 1.0, 5.0),
                about: "smallest production over all {T.many}",
            }],
            rules: &[Rule {
                key: "total_least",
                each: "",
                algebra: "sum(t) make[p1,t] >= total_least",
                about: "smallest production of {p1}",
            }],
            say: &["Over all {#T} {T.many} together, at least {total_least} of {p1} must be {made}."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(p, t) setup_cost[p] * setup[p,t] + sum(p, t) holding[p] * stock[p,t]",
            params: &[
                Param {
                    key: "setup_cost",
                    symbol: "f",
                    over: "p",
                    unit: Unit::Money,
                    fill: Fill::Range(40.0, 260.0, 10.0),
                    about: "cost of one setup for {p}",
                },
                Param {
                    key: "holding",
                    symbol: "c",
                    over: "p",
                    unit: Unit::Money,
                    fill: Fill::Range(1.0, 6.0, 0.5),
                    about: "cost of keeping one {unit.one} of {p} to the next {t}",
                },
            ],
            say: &[
                "A setup costs <p|, | and >{setup_cost[p]} for {p}</p>. Each {unit.one} in stock at the end of {a t} costs <p|, | and >{holding[p]} for {p}</p>.",
                "The costs are, <p|; | and >for {p}, {setup_cost[p]} for each setup and {holding[p]} for each {unit.one} in stock at the end of {a t}</p>.",
            ],
            aim: "the total cost of setups and stock",
            unit: "dollars",
        },
        Goal {
            key: "energy",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(p, t) warm_up[p] * setup[p,t] + sum(p, t) energy[t] * make[p,t]",
            params: &[
                Param {
                    key: "warm_up",
                    symbol: "w",
                    over: "p",
                    unit: Unit::Of("kilowatt"),
                    fill: Fill::Range(30.0, 120.0, 10.0),
                    about: "energy of one setup for {p}",
                },
                Param {
                    key: "energy",
                    symbol: "e",
                    over: "t",
                    unit: Unit::Of("kilowatt"),
                    fill: Fill::Range(2.0, 9.0, 0.5),
                    about: "energy for one {unit.one} in {a t}",
                },
            ],
            say: &[
                "A setup takes <p|, | and >{warm_up[p]} for {p}</p>. Because of the weather, {making} one {unit.one} of any {p} takes <t|, | and >{energy[t]} in {t}</t>.",
                "The energy needed is <p|, | and >{warm_up[p]} for each setup for {p}</p>, and for each {unit.one} {made}, of whichever {p}, <t|, | and >{energy[t]} in {t}</t>.",
            ],
            aim: "the total energy in {kilowatt}",
            unit: "kilowatt-hours",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(p, t) material[p] * make[p,t]",
        params: &[Param {
            key: "material",
            symbol: "m",
            over: "p",
            unit: Unit::Money,
            fill: Fill::Range(2.0, 15.0, 0.5),
            about: "material for one {unit.one} of {p}",
        }],
        say: &["The material for one {unit.one} costs <p|, | and >{material[p]} for {p}</p>."],
        about: "the material for {list P}",
    }],
    stories: &[
        Story {
            opening: "{org} {makes} {list P} and plans {#T} {T.many} ahead. The table shows how many {unit} must be delivered in each {t}.{table p: demand} What is {made} in {a t} can be delivered at once or kept in stock; the {store} is empty at the beginning. In each {t} in which {a p} is {made}, the {plant} must be set up for it, and then <p|, | and >at most {most_run[p]} of {p}</p> can be {made} in that {t}. One {unit.one} takes <p|, | and >{hours[p]} of work for {p}</p>. The working time available is <t|, | and >{time[t]} in {t}</t>.",
            whole: "Fractions of {a unit.one} can be {made} and kept.",
            measured: "Fractions of {a unit.one} can be {made} and kept.",
            ask: "How much of each {P.one} should be {made} and kept in stock in each {T.one} to {goal}?",
        },
        Story {
            opening: "For the next {#T} {T.many}, {org} plans {list P}. <p| >The deliveries of {p}, in {unit}, are to be <t|, | and >{demand[p,t]} in {t}</t>.</p> There is no stock at the beginning, but what is not delivered at once can be stored for later {T.many}. The {plant} has <t|, | and >{time[t]} of working time in {t}</t>; one {unit.one} takes <p|, | and >{hours[p]} for {p}</p>. Before {a p} can be {made} in {a t}, one setup for it is needed in that {t}, and a setup allows <p|, | and >at most {most_run[p]} of {p}</p>.",
            whole: "Production and stock may be fractional.",
            measured: "Production and stock may be fractional.",
            ask: "Find the plan that will {goal}. What is the optimal value?",
        },
    ],
    fields: &[
        Field {
            name: "manufacturing",
            orgs: &[
                "Brightline Coatings",
                "the Linden paint works",
                "Fairfield Varnish",
            ],
            whole: false,
            nouns: &[
                ("makes", "mixes"),
                ("made", "mixed"),
                ("making", "mixing"),
                ("unit", "ton/tons"),
                ("hour", "hour/hours"),
                ("kilowatt", "kilowatt-hour/kilowatt-hours"),
                ("store", "warehouse"),
                ("plant", "mixing plant"),
            ],
            sets: &[
                Words {
                    one: "product",
                    many: "products",
                    items: &["wall paint", "wood stain", "clear varnish", "metal primer"],
                },
                QUARTERS,
            ],
        },
        Field {
            name: "energy",
            orgs: &[
                "Northern Biofuel Works",
                "Coastal Fuels",
                "the Harbor Point refinery",
            ],
            whole: false,
            nouns: &[
                ("makes", "refines"),
                ("made", "refined"),
                ("making", "refining"),
                ("unit", "ton/tons"),
                ("hour", "hour/hours"),
                ("kilowatt", "kilowatt-hour/kilowatt-hours"),
                ("store", "tank farm"),
                ("plant", "refinery"),
            ],
            sets: &[
                Words {
                    one: "fuel",
                    many: "fuels",
                    items: &["biodiesel", "jet fuel", "heating oil", "marine fuel"],
                },
                QUARTERS,
            ],
        },
        Field {
            name: "agriculture",
            orgs: &["the Hollow Creek dairy", "Meadow Feeds", "the Valley Cooperative"],
            whole: false,
            nouns: &[
                ("makes", "produces"),
                ("made", "produced"),
                ("making", "producing"),
                ("unit", "ton/tons"),
                ("hour", "hour/hours"),
                ("kilowatt", "kilowatt-hour/kilowatt-hours"),
                ("store", "silo"),
                ("plant", "mill"),
            ],
            sets: &[
                Words {
                    one: "feed",
                    many: "feeds",
                    items: &["cattle feed", "poultry feed", "horse feed", "fish feed"],
                },
                QUARTERS,
            ],
        },
        Field {
            name: "health care",
            orgs: &[
                "MedReach Supply",
                "the Harborview pharmacy",
                "Lakeview Laboratories",
            ],
            whole: false,
            nouns: &[
                ("makes", "prepares"),
                ("made", "prepared"),
                ("making", "preparing"),
                ("unit", "kilogram/kilograms"),
                ("hour", "hour/hours"),
                ("kilowatt", "kilowatt-hour/kilowatt-hours"),
                ("store", "cold room"),
                ("plant", "clean room"),
            ],
            sets: &[
                Words {
                    one: "medicine",
                    many: "medicines",
                    items: &["skin cream", "cough syrup", "burn gel", "zinc ointment"],
                },
                QUARTERS,
            ],
        },
    ],
};

/// The periods, in every field.
const QUARTERS: Words = Words {
    one: "month",
    many: "months",
    items: &["January", "February", "March", "April", "May", "June"],
};
