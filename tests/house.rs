//! The house keeps its floors: a room uses what is below it, never what is above, and there are no circles; the
//! terminal and the command line do not leak into the engine; files stay short.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Rooms by floor, from the ground up, as `src/lib.rs` draws them.
const FLOORS: [&[&str]; 6] = [
    &["model", "sample"],
    &["solve", "author"],
    &["program", "check"],
    &["walk", "review"],
    &["dataset", "store"],
    &["cli", "tui"],
];

/// Longest file in lines, its tests not counted.
const LONGEST_FILE: usize = 500;

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The room of a file: its first folder, or its name at the top. `lib.rs` and `main.rs` stand outside.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(source_folder()).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Code without comments, where a path in a doc link is no use of a room.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let single = Regex::new(r"\bcrate::(\w+)").unwrap();
    let group = Regex::new(r"\buse crate::\{([^;]*)\};").unwrap();
    let leading = Regex::new(r"(?:^|,)\s*(\w+)").unwrap();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources(&source_folder()) {
        let (room, code) = (room_of(&path), code_of(&path));
        if floor_of(&room).is_none() {
            continue;
        }
        let named = single.captures_iter(&code).map(|found| found[1].to_owned());
        let mut rooms: BTreeSet<String> = named.collect();
        for found in group.captures_iter(&code) {
            let flat = without_nested(&found[1]);
            rooms.extend(leading.captures_iter(&flat).map(|inner| inner[1].to_owned()));
        }
        rooms.remove(&room);
        rooms.retain(|used| floor_of(used).is_some());
        uses.entry(room).or_default().extend(rooms);
    }
    uses
}

/// The text outside of any braces: `a::{b, c}, d` gives `a::, d`.
fn without_nested(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|character| {
            let outside = depth == 0 && !matches!(character, '{' | '}');
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            outside
        })
        .collect()
}

#[test]
fn every_room_is_on_the_map_and_has_a_floor() {
    for path in sources(&source_folder()) {
        let room = room_of(&path);
        let outside = ["lib", "main"].contains(&room.as_str());
        assert!(
            outside || floor_of(&room).is_some(),
            "{} is in no room of the house",
            path.display()
        );
    }
}

#[test]
fn no_room_reaches_up() {
    for (room, used) in uses() {
        for other in used {
            assert!(
                floor_of(&other) <= floor_of(&room),
                "`{room}` reaches up to `{other}`"
            );
        }
    }
}

#[test]
fn there_are_no_circles() {
    let uses = uses();
    for room in uses.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = uses[room].iter().collect();
        while let Some(next) = open.pop() {
            assert_ne!(next, room, "`{room}` uses itself through other rooms");
            if seen.insert(next) {
                open.extend(uses.get(next).into_iter().flatten());
            }
        }
    }
}

#[test]
fn terminal_and_command_line_stay_in_their_rooms() {
    let faces = [
        ("ratatui", "tui"),
        ("crossterm", "tui"),
        ("tui_textarea", "tui"),
        ("clap", "cli"),
        ("sqlx", "store"),
    ];
    for path in sources(&source_folder()) {
        let (room, code) = (room_of(&path), code_of(&path));
        for (library, home) in faces {
            let named = Regex::new(&format!(r"\b{library}::")).unwrap().is_match(&code);
            assert!(
                room == home || !named,
                "{} uses {library}, which belongs to `{home}`",
                path.display()
            );
        }
    }
}

#[test]
fn files_stay_short() {
    let is_test = |path: &PathBuf| path.iter().any(|part| part == "tests" || part == "tests.rs");
    for path in sources(&source_folder())
        .into_iter()
        .filter(|path| !is_test(path))
    {
        let text = fs::read_to_string(&path).unwrap();
        let without_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = without_tests.lines().count();
        assert!(
            lines <= LONGEST_FILE,
            "{} has {lines} lines: split it by what its parts are for",
            path.display()
        );
    }
}
