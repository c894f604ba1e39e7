//! What to send along the arcs of a network.

mod fields;

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::author::textbook::blueprint::Part;
use crate::author::textbook::family::{
    Decision, Extra, Family, Fill, Goal, Kind, Param, Rule, Set, Shared, Story, Unit,
};
use crate::model::ObjectiveSense;

/// The family. Of the six nodes the first two are sources, the last two are sinks, and the two between pass on.
pub static FAMILY: Family = Family {
    key: "network_flow",
    title: "Minimum-cost network flow",
    label: "network",
    sets: &[
        Set {
            key: 'n',
            size: (6, 6),
            grows: false,
            periods: false,
        },
        Set {
            key: 'a',
            size: (9, 9),
            grows: false,
            periods: false,
        },
    ],
    params: &[
        Param {
            key: "tail",
            symbol: "t",
            over: "a",
            unit: Unit::Map('n'),
            fill: Fill::Made(tails),
            about: "start of the {a}",
        },
        Param {
            key: "head",
            symbol: "h",
            over: "a",
            unit: Unit::Map('n'),
            fill: Fill::Made(heads),
            about: "end of the {a}",
        },
        Param {
            key: "supply",
            symbol: "s",
            over: "n",
            unit: Unit::Of("unit"),
            fill: Fill::Made(supplies),
            about: "available {unit}",
        },
        Param {
            key: "demand",
            symbol: "d",
            over: "n",
            unit: Unit::Of("unit"),
            fill: Fill::Made(demands),
            about: "required {unit}",
        },
        Param {
            key: "capacity",
            symbol: "u",
            over: "a",
            unit: Unit::Of("unit"),
            fill: Fill::Above("flow[a]", 1.0, 1.8, 5.0),
            about: "capacity of the {a}",
        },
    ],
    variables: &[Decision {
        key: "flow",
        symbol: "x",
        over: "a",
        kind: Kind::ByField,
        about: "{unit} sent along {a}",
        at: (10.0, 40.0, 5.0),
    }],
    witness: Some(paths),
    rules: &[
        Rule {
            key: "balance",
            each: "n",
            algebra: "sum(a if tail[a]=n) flow[a] - sum(a if head[a]=n) flow[a] = supply[n] - demand[n]",
            about: "what leaves {n} minus what arrives there",
        },
        Rule {
            key: "capacity",
            each: "a",
            algebra: "flow[a] <= capacity[a]",
            about: "capacity of {a}",
        },
    ],
    extras: &[
        Extra {
            key: "least_flow",
            picks: "a",
            params: &[Param {
                key: "least_flow",
                symbol: "l",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Below("flow[a1]", 0.3, 1.0, 5.0),
                about: "smallest number of {unit} on one {a}",
            }],
            rules: &[Rule {
                key: "least_flow",
                each: "",
                algebra: "flow[a1] >= least_flow",
                about: "smallest use of {a1}",
            }],
            say: &[
                "A contract calls for at least {least_flow} on {a1}.",
                "At least {least_flow} must be sent along {a1} to keep it open.",
            ],
        },
        Extra {
            key: "throughput",
            picks: "n",
            params: &[Param {
                key: "throughput",
                symbol: "k",
                over: "",
                unit: Unit::Of("unit"),
                // What a sink keeps is subtracted, so that only a node that passes something on is limited.
                fill: Fill::Above("sum(a if head[a]=n1) flow[a] - demand[n1]", 1.0, 1.1, 5.0),
                about: "largest number of {unit} through the busy {n}",
            }],
            rules: &[Rule {
                key: "throughput",
                each: "",
                algebra: "sum(a if head[a]=n1) flow[a] <= throughput",
                about: "limit on what arrives at {n1}",
            }],
            say: &[
                "In total, no more than {throughput} may arrive at {n1}.",
                "The equipment at {n1} can handle at most {throughput} coming in.",
            ],
        },
        Extra {
            key: "joint",
            picks: "aa",
            params: &[Param {
                key: "joint",
                symbol: "g",
                over: "",
                unit: Unit::Of("unit"),
                fill: Fill::Above("flow[a1] + flow[a2]", 1.0, 1.2, 5.0),
                about: "largest number of {unit} on two {A.many} together",
            }],
            rules: &[Rule {
                key: "joint",
                each: "",
                algebra: "flow[a1] + flow[a2] <= joint",
                about: "joint limit of {a1} and {a2}",
            }],
            say: &["{a1} and {a2} share a stretch, so together they carry at most {joint}."],
        },
        Extra {
            key: "ordered",
            picks: "aa",
            params: &[],
            rules: &[Rule {
                key: "ordered",
                each: "",
                algebra: "flow[a1] >= flow[a2]",
                about: "at least as much on {a1} as on {a2}",
            }],
            say: &["{a1} must carry at least as much as {a2}."],
        },
        Extra {
            key: "most_share",
            picks: "a",
            params: &[Param {
                key: "most_share",
                symbol: "f",
                over: "",
                unit: Unit::Percent,
                fill: Fill::AboveRatio("flow[a1]", "sum(n) supply[n]", 1.0, 1.3, 0.05),
                about: "largest share on one {a}",
            }],
            rules: &[Rule {
                key: "most_share",
                each: "",
                algebra: "flow[a1] <= most_share * sum(n) supply[n]",
                about: "largest share of {a1}",
            }],
            say: &["To be less dependent on it, at most {most_share} of everything available may take {a1}."],
        },
    ],
    goals: &[
        Goal {
            key: "cost",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(a) cost[a] * flow[a]",
            params: &[Param {
                key: "cost",
                symbol: "c",
                over: "a",
                unit: Unit::Money,
                fill: Fill::Range(2.0, 16.0, 0.5),
                about: "cost per {unit.one} on {a}",
            }],
            say: &[
                "The cost of one {unit.one} is <a|, | and >{cost[a]} on {a}</a>.",
                "Per {unit.one}, {org} pays <a|, | and >{cost[a]} on {a}</a>.",
            ],
            aim: "the total cost of transport",
            unit: "dollars",
        },
        Goal {
            key: "loss",
            sense: ObjectiveSense::Minimize,
            algebra: "sum(a) burden[a] * flow[a]",
            params: &[Param {
                key: "burden",
                symbol: "e",
                over: "a",
                unit: Unit::Of("effort"),
                fill: Fill::Range(1.0, 12.0, 1.0),
                about: "{effort} per {unit.one} on {a}",
            }],
            say: &[
                "One {unit.one} takes <a|, | and >{burden[a]} on {a}</a>.",
                "Depending on the {a}, one {unit.one} takes <a|, | and >{burden[a]} on {a}</a>.",
            ],
            aim: "the total number of {effort} needed",
            unit: "units of effort",
        },
    ],
    shared: &[Shared {
        kind: "budget",
        algebra: "sum(a) toll[a] * flow[a]",
        params: &[Param {
            key: "toll",
            symbol: "m",
            over: "a",
            unit: Unit::Money,
            fill: Fill::Range(0.5, 4.0, 0.5),
            about: "toll per {unit.one} on {a}",
        }],
        say: &["The toll for one {unit.one} is <a|, | and >{toll[a]} on {a}</a>."],
        about: "the tolls on the {A.many}",
    }],
    stories: &[
        Story {
            opening: "{org} {moves} {goods} through a network of {#A} one-way {A.many} between {#N} {N.many}. The table shows what is available and what is required at each {n}.{table n: supply, demand} Everything available has to be sent on, every requirement must be met exactly, and elsewhere exactly what arrives must leave again. <a| >{a} leads from {tail[a]} to {head[a]} and carries at most {capacity[a]}.</a>",
            whole: "Only whole {unit} can be sent.",
            measured: "Fractions of {a unit.one} can be sent.",
            ask: "How much should be sent along each {A.one} to {goal}?",
        },
        Story {
            opening: "{#A} one-way {A.many} connect the {N.many} {list N}, as the table shows.{table a: tail, head, capacity} {org} {moves} {goods} through this network. What is available and what is required is listed here; the total of both is equal.{table n: supply, demand} At every {n}, what arrives and what is available must together equal what leaves and what is required.",
            whole: "Flows are counted in whole {unit}.",
            measured: "Flows may be fractional.",
            ask: "Find the flows that will {goal}. What is the optimal value?",
        },
    ],
    fields: fields::FIELDS,
};

/// Every way from a source to a sink.
const PATHS: [&[usize]; 16] = [
    &[0, 2, 4],
    &[0, 2, 5],
    &[0, 3, 4],
    &[0, 3, 5],
    &[1, 2, 4],
    &[1, 2, 5],
    &[1, 3, 4],
    &[1, 3, 5],
    &[0, 2, 3, 4],
    &[0, 2, 3, 5],
    &[1, 2, 3, 4],
    &[1, 2, 3, 5],
    &[0, 4],
    &[0, 5],
    &[1, 4],
    &[1, 5],
];

/// Draws a network as a union of paths with as many arcs as there are names, and sends something along each path.
/// Where the arcs lead belongs to the network, so it is drawn here and kept as data.
fn paths(part: &mut Part, rng: &mut ChaCha8Rng) {
    let wanted = part.size('a');
    let mut ways: Vec<&[usize]> = PATHS.to_vec();
    let mut arcs: Vec<(usize, usize)> = Vec::new();
    let mut chosen: Vec<&[usize]> = Vec::new();
    while arcs.len() != wanted {
        (arcs, chosen) = (Vec::new(), Vec::new());
        ways.shuffle(rng);
        for way in &ways {
            let mut with = arcs.clone();
            with.extend(steps(way));
            with.sort_unstable();
            with.dedup();
            if with.len() <= wanted {
                arcs = with;
                chosen.push(way);
            }
        }
    }
    let mut flow = vec![0.0; arcs.len()];
    for way in chosen {
        let sent = 5.0 * f64::from(rng.random_range(1..=4_u8));
        for step in steps(way) {
            if let Ok(place) = arcs.binary_search(&step) {
                flow[place] += sent;
            }
        }
    }
    let ends = |end: fn(&(usize, usize)) -> usize| arcs.iter().map(|arc| as_entry(end(arc))).collect();
    part.data.insert("tail".to_owned(), ends(|arc| arc.0));
    part.data.insert("head".to_owned(), ends(|arc| arc.1));
    part.witness.insert("flow".to_owned(), flow);
}

fn steps(way: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    way.windows(2).map(|pair| (pair[0], pair[1]))
}

#[expect(clippy::cast_precision_loss, reason = "a position among six nodes")]
fn as_entry(node: usize) -> f64 {
    node as f64
}

fn tails(part: &Part, _: &mut ChaCha8Rng) -> Vec<f64> {
    part.data.get("tail").cloned().unwrap_or_default()
}

fn heads(part: &Part, _: &mut ChaCha8Rng) -> Vec<f64> {
    part.data.get("head").cloned().unwrap_or_default()
}

/// What leaves each node minus what arrives, at the witness.
fn net(part: &Part) -> Vec<f64> {
    let values = |key: &str| part.data.get(key).cloned().unwrap_or_default();
    let flow = part.witness.get("flow").cloned().unwrap_or_default();
    (0..part.size('n'))
        .map(|node| {
            let at = |ends: &[f64]| -> f64 {
                let here = ends
                    .iter()
                    .zip(&flow)
                    .filter(|(end, _)| (*end - as_entry(node)).abs() < 0.5);
                here.map(|(_, value)| value).sum()
            };
            at(&values("tail")) - at(&values("head"))
        })
        .collect()
}

fn supplies(part: &Part, _: &mut ChaCha8Rng) -> Vec<f64> {
    net(part).into_iter().map(|value| value.max(0.0)).collect()
}

fn demands(part: &Part, _: &mut ChaCha8Rng) -> Vec<f64> {
    net(part)
        .into_iter()
        .map(|value| (0.0 - value).max(0.0))
        .collect()
}
