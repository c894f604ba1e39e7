//! The wording of set covering in its fields.

use crate::author::textbook::family::{Field, Words};

/// The fields.
pub const FIELDS: &[Field] = &[
    Field {
        name: "health care",
        orgs: &[
            "the county ambulance service",
            "the Red River Rescue",
            "the regional health board",
        ],
        whole: true,
        nouns: &[
            ("serve", "reach"),
            ("served", "reached in time"),
            ("open_up", "build"),
            ("opened", "built"),
            ("opening", "building"),
            ("worker", "paramedic/paramedics"),
            ("objection", "objection/objections"),
        ],
        sets: &[
            Words {
                one: "station",
                many: "stations",
                items: &[
                    "Airport Station",
                    "Bridge Station",
                    "Cedar Station",
                    "Dockside Station",
                    "Elm Station",
                    "Fairground Station",
                    "Garden Station",
                ],
            },
            Words {
                one: "district",
                many: "districts",
                items: &[
                    "the old town",
                    "the harbor district",
                    "the university quarter",
                    "the northern suburb",
                    "the southern suburb",
                    "the industrial park",
                    "the lake shore",
                ],
            },
        ],
    },
    Field {
        name: "information technology",
        orgs: &["Skyline Mobile", "the municipal network", "Beacon Wireless"],
        whole: true,
        nouns: &[
            ("serve", "cover"),
            ("served", "covered"),
            ("open_up", "put up"),
            ("opened", "put up"),
            ("opening", "putting up a mast"),
            ("worker", "technician/technicians"),
            ("objection", "objection/objections"),
        ],
        sets: &[
            Words {
                one: "mast",
                many: "masts",
                items: &[
                    "the hilltop mast",
                    "the stadium mast",
                    "the water tower mast",
                    "the mill mast",
                    "the church mast",
                    "the silo mast",
                    "the depot mast",
                ],
            },
            Words {
                one: "village",
                many: "villages",
                items: &[
                    "Ashby",
                    "Birchfield",
                    "Coldwell",
                    "Denham",
                    "Eastlea",
                    "Farley",
                    "Granton",
                ],
            },
        ],
    },
    Field {
        name: "logistics",
        orgs: &["Parcel Point", "Quickdrop Couriers", "the Northern Post"],
        whole: true,
        nouns: &[
            ("serve", "supply"),
            ("served", "supplied"),
            ("open_up", "lease"),
            ("opened", "leased"),
            ("opening", "leasing"),
            ("worker", "driver/drivers"),
            ("objection", "complaint/complaints"),
        ],
        sets: &[
            Words {
                one: "hub",
                many: "hubs",
                items: &[
                    "the station hub",
                    "the canal hub",
                    "the market hub",
                    "the ring road hub",
                    "the brewery hub",
                    "the quarry hub",
                    "the park hub",
                ],
            },
            Words {
                one: "delivery zone",
                many: "delivery zones",
                items: &[
                    "the castle zone",
                    "the riverside zone",
                    "the hill zone",
                    "the garden zone",
                    "the forest zone",
                    "the port zone",
                    "the arena zone",
                ],
            },
        ],
    },
    Field {
        name: "education",
        orgs: &[
            "the Fenwick school district",
            "the public library board",
            "the county education office",
        ],
        whole: true,
        nouns: &[
            ("serve", "serve"),
            ("served", "served"),
            ("open_up", "set up"),
            ("opened", "set up"),
            ("opening", "setting up a learning center"),
            ("worker", "tutor/tutors"),
            ("objection", "objection/objections"),
        ],
        sets: &[
            Words {
                one: "learning center",
                many: "learning centers",
                items: &[
                    "the Abbey center",
                    "the Baker Street center",
                    "the Crown center",
                    "the Dale center",
                    "the Exchange center",
                    "the Foundry center",
                    "the Grange center",
                ],
            },
            Words {
                one: "school",
                many: "schools",
                items: &[
                    "Adams School",
                    "Bell School",
                    "Curie School",
                    "Darwin School",
                    "Euler School",
                    "Franklin School",
                    "Gauss School",
                ],
            },
        ],
    },
];
