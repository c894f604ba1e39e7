//! The wording of network flow in its fields.

use crate::author::textbook::family::{Field, Words};

/// The fields.
pub const FIELDS: &[Field] = &[
    Field {
        name: "logistics",
        orgs: &[
            "Swiftline Freight",
            "Copper Ridge Haulage",
            "Bluebird Distribution",
        ],
        whole: true,
        nouns: &[
            ("moves", "moves"),
            ("goods", "containers"),
            ("unit", "container/containers"),
            ("effort", "liter of fuel/liters of fuel"),
        ],
        sets: &[TOWNS, ROADS],
    },
    Field {
        name: "energy",
        orgs: &["Coastal Power", "Northern Gas Transport", "the municipal utility"],
        whole: false,
        nouns: &[
            ("moves", "pumps"),
            ("goods", "natural gas"),
            ("unit", "tank volume/tank volumes"),
            ("effort", "kilowatt-hour/kilowatt-hours"),
        ],
        sets: &[
            TOWNS,
            Words {
                one: "pipeline",
                many: "pipelines",
                items: &[
                    "the east pipeline",
                    "the west pipeline",
                    "the coast pipeline",
                    "the lake pipeline",
                    "the hill pipeline",
                    "the border pipeline",
                    "the moor pipeline",
                    "the canal pipeline",
                    "the forest pipeline",
                ],
            },
        ],
    },
    Field {
        name: "agriculture",
        orgs: &[
            "the irrigation board",
            "the Valley Water Union",
            "Green Ridge Growers",
        ],
        whole: false,
        nouns: &[
            ("moves", "leads"),
            ("goods", "irrigation water"),
            ("unit", "acre-foot/acre-feet"),
            ("effort", "kilowatt-hour/kilowatt-hours"),
        ],
        sets: &[
            TOWNS,
            Words {
                one: "canal",
                many: "canals",
                items: &[
                    "the upper canal",
                    "the lower canal",
                    "the mill canal",
                    "the orchard canal",
                    "the stone canal",
                    "the willow canal",
                    "the old canal",
                    "the new canal",
                    "the meadow canal",
                ],
            },
        ],
    },
    Field {
        name: "health care",
        orgs: &[
            "the regional blood service",
            "MedReach Supply",
            "the county health office",
        ],
        whole: true,
        nouns: &[
            ("moves", "transports"),
            ("goods", "vaccine"),
            ("unit", "cool box/cool boxes"),
            ("effort", "minute/minutes"),
        ],
        sets: &[TOWNS, ROADS],
    },
];

/// Where the arcs meet, in every field.
const TOWNS: Words = Words {
    one: "town",
    many: "towns",
    items: &[
        "Alder", "Birch", "Cedar", "Durham", "Easton", "Fairview", "Gilford",
    ],
};

/// Roads for the fields that use them.
const ROADS: Words = Words {
    one: "road",
    many: "roads",
    items: &[
        "the river road",
        "the coast road",
        "the hill road",
        "the forest road",
        "the valley road",
        "the bridge road",
        "the harbor road",
        "the quarry road",
        "the market road",
    ],
};
