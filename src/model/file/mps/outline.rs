//! A first look at an MPS text: what the parser would skip, overwrite or take for something else is refused by line,
//! and what the format leaves to the reader is noted.

use std::collections::{HashMap, HashSet};

use crate::model::file::source::FileFault;

/// Whether a row restricts anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// `N`
    Free,
    /// `L`, `G` or `E`
    Restricting,
}

pub(super) struct OutlineRow<'a> {
    pub(super) name: &'a str,
    pub(super) kind: RowKind,
}

/// What the text holds, by name.
#[derive(Default)]
pub(super) struct Outline<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) rows: Vec<OutlineRow<'a>>,
    pub(super) columns: Vec<&'a str>,
    pub(super) ranged: HashSet<&'a str>,
    /// Integer columns that no BOUNDS line names: 0 or 1 by the format's rule.
    pub(super) unbounded_integers: Vec<&'a str>,
    notes: Vec<String>,
}

impl Outline<'_> {
    pub(super) fn notes(self) -> Vec<String> {
        let mut notes = self.notes;
        if let [first, rest @ ..] = self.unbounded_integers.as_slice() {
            let more = if rest.is_empty() {
                String::new()
            } else {
                format!(" and {} more", rest.len())
            };
            notes.push(format!(
                "Integer columns without bounds are 0 or 1 in this format: {first}{more}. A program that meant \
                 more should write bounds."
            ));
        }
        notes
    }
}

/// Sections that restrict or price more than a linear model does.
const FOREIGN: [&str; 16] = [
    "QUADOBJ",
    "QMATRIX",
    "QSECTION",
    "QCMATRIX",
    "QCSECTION",
    "CSECTION",
    "SOS",
    "SOS1",
    "SOS2",
    "INDICATORS",
    "GENCONS",
    "PWLOBJ",
    "PWLNAM",
    "LAZYCONS",
    "USERCUTS",
    "SCENARIOS",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    None,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
    Other,
}

/// A vector of right-hand sides, ranges or bounds: only the first of each is used.
#[derive(Default)]
struct Vector<'a> {
    label: Option<&'a str>,
    others: HashSet<&'a str>,
    given: HashSet<&'a str>,
}

struct Reader<'a> {
    text: &'a str,
    line: usize,
    section: Section,
    outline: Outline<'a>,
    row_names: HashSet<&'a str>,
    column_names: HashSet<&'a str>,
    integers: HashSet<&'a str>,
    in_integers: bool,
    vectors: [Vector<'a>; 3],
    /// Kinds of bounds by column.
    bounds: HashMap<&'a str, Vec<String>>,
    /// Columns with a negative upper bound.
    below_zero: Vec<&'a str>,
    ended: bool,
}

impl<'a> Outline<'a> {
    /// Looks through the text.
    pub(super) fn of(text: &'a str) -> Result<Self, FileFault> {
        let mut reader = Reader {
            text,
            line: 0,
            section: Section::None,
            outline: Outline::default(),
            row_names: HashSet::new(),
            column_names: HashSet::new(),
            integers: HashSet::new(),
            in_integers: false,
            vectors: Default::default(),
            bounds: HashMap::new(),
            below_zero: Vec::new(),
            ended: false,
        };
        for line in text.lines() {
            reader.line += 1;
            if line.trim().is_empty() || line.starts_with('*') {
                continue;
            }
            if line.starts_with(char::is_whitespace) {
                reader.data(line)?;
            } else {
                reader.header(line)?;
            }
            if reader.ended {
                break;
            }
        }
        reader.finish()
    }
}

impl<'a> Reader<'a> {
    fn fault(&self, message: impl Into<String>, hint: &str) -> FileFault {
        FileFault::on_line(self.text, self.line, message, hint)
    }

    fn header(&mut self, line: &'a str) -> Result<(), FileFault> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let upper = word.to_ascii_uppercase();
        if FOREIGN.contains(&upper.as_str()) {
            return Err(self.fault(
                format!("the section {upper} is not read"),
                "this program reads linear models; leave the section out, or say the same with binary columns and linear rows",
            ));
        }
        self.section = match upper.as_str() {
            "NAME" => {
                self.outline.name = Some(rest.trim());
                Section::Other
            }
            "ROWS" => Section::Rows,
            "COLUMNS" if self.outline.rows.is_empty() => {
                return Err(self.fault("COLUMNS comes before any row", "put the ROWS section first"));
            }
            "COLUMNS" => Section::Columns,
            "RHS" => Section::Rhs,
            "RANGES" => Section::Ranges,
            "BOUNDS" => Section::Bounds,
            "ENDATA" => {
                self.ended = true;
                Section::Other
            }
            _ => Section::Other,
        };
        Ok(())
    }

    fn data(&mut self, line: &'a str) -> Result<(), FileFault> {
        let fields: Vec<&'a str> = line
            .split_whitespace()
            .take_while(|field| !field.starts_with('$'))
            .collect();
        match (self.section, fields.as_slice()) {
            (_, []) | (Section::None | Section::Other, _) => Ok(()),
            (Section::Rows, fields) => self.row(fields),
            (Section::Columns, fields) => self.column(fields),
            (Section::Rhs, fields) => self.pairs(0, fields),
            (Section::Ranges, fields) => self.pairs(1, fields),
            (Section::Bounds, fields) => self.bound(fields),
        }
    }

    fn row(&mut self, fields: &[&'a str]) -> Result<(), FileFault> {
        let &[kind, name] = fields else {
            return Err(self.fault(
                format!("a row takes a type and a name, here are {} fields", fields.len()),
                "write names without spaces, and leave priorities and tolerances out",
            ));
        };
        let kind = if kind.eq_ignore_ascii_case("N") {
            RowKind::Free
        } else {
            RowKind::Restricting
        };
        if !self.row_names.insert(name) {
            return Err(self.fault(
                format!("a second row with the name `{name}`"),
                "give each row a name of its own",
            ));
        }
        self.outline.rows.push(OutlineRow { name, kind });
        Ok(())
    }

    fn column(&mut self, fields: &[&'a str]) -> Result<(), FileFault> {
        if let [_, "'MARKER'", marker, ..] = fields {
            self.in_integers = marker.trim_matches('\'') == "INTORG";
            return Ok(());
        }
        if fields.len().is_multiple_of(2) {
            return Err(self.fault(
                format!(
                    "a column takes a name and pairs of row and number, here are {} fields",
                    fields.len()
                ),
                "write names without spaces",
            ));
        }
        let name = fields[0];
        if self.column_names.insert(name) {
            self.outline.columns.push(name);
        }
        if self.in_integers {
            self.integers.insert(name);
        }
        Ok(())
    }

    /// Right-hand sides (vector 0) or ranges (vector 1).
    fn pairs(&mut self, which: usize, fields: &[&'a str]) -> Result<(), FileFault> {
        let labelled = !self.row_names.contains(fields[0]);
        let label = if labelled { fields[0] } else { "" };
        if !self.belongs(which, label)? {
            return Ok(());
        }
        for pair in fields[usize::from(labelled)..].chunks(2) {
            if !self.vectors[which].given.insert(pair[0]) {
                return Err(self.fault(
                    format!("the row `{}` is given a second number", pair[0]),
                    "keep one of the two",
                ));
            }
            if which == 1 {
                self.outline.ranged.insert(pair[0]);
            }
        }
        Ok(())
    }

    /// Whether a line belongs to the vector that is used, the first.
    fn belongs(&mut self, which: usize, label: &'a str) -> Result<bool, FileFault> {
        let first = *self.vectors[which].label.get_or_insert(label);
        if first == label {
            return Ok(true);
        }
        if first.is_empty() || label.is_empty() {
            return Err(self.fault(
                "some lines of this section begin with a label and others do not",
                "write the same label on all of them, or none",
            ));
        }
        self.vectors[which].others.insert(label);
        Ok(false)
    }

    fn bound(&mut self, fields: &[&'a str]) -> Result<(), FileFault> {
        let [kind, rest @ ..] = fields else { return Ok(()) };
        let labelled = rest
            .first()
            .is_some_and(|field| !self.column_names.contains(field));
        let label = if labelled { rest[0] } else { "" };
        let Some(&name) = rest.get(usize::from(labelled)) else {
            return Err(self.fault("a bound of no column", "name the column"));
        };
        if !self.column_names.contains(name) {
            return Err(self.fault(
                format!("a bound of `{name}`, which is no column"),
                "add it to COLUMNS, or correct the name",
            ));
        }
        if !self.belongs(2, label)? {
            return Ok(());
        }
        let kind = kind.to_ascii_uppercase();
        if matches!(kind.as_str(), "SC" | "SI") {
            return Err(self.fault(
                format!("a semi-continuous column ({kind}) is not read"),
                "say the same with a binary column: `x <= 100 b`, `x >= 5 b`",
            ));
        }
        let value = rest
            .get(usize::from(labelled) + 1)
            .and_then(|field| field.parse::<f64>().ok());
        if matches!(kind.as_str(), "UP" | "UI") && value.is_some_and(|value| value < 0.0) {
            self.below_zero.push(name);
        }
        let kinds = self.bounds.entry(name).or_default();
        kinds.push(kind);
        let alone = |kind: &String| matches!(kind.as_str(), "FX" | "FR" | "BV");
        if kinds.len() > 1 && kinds.iter().any(alone) {
            let all = kinds.join(" and ");
            return Err(self.fault(
                format!("the column `{name}` is bounded twice ({all})"),
                "keep the bounds that are meant",
            ));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outline<'a>, FileFault> {
        if !self.ended {
            return Err(FileFault::whole(
                "the file ends without ENDATA: it was cut off, or is no MPS",
                "get the whole file; its last line is ENDATA",
            ));
        }
        if self.in_integers {
            return Err(FileFault::whole(
                "a block of integer columns (INTORG) is never closed",
                "add the INTEND marker where the integer columns end",
            ));
        }
        self.notes();
        let bounds = &self.bounds;
        let columns = self.outline.columns.iter().copied();
        self.outline.unbounded_integers = columns
            .filter(|name| self.integers.contains(name) && !bounds.contains_key(name))
            .collect();
        Ok(self.outline)
    }

    fn notes(&mut self) {
        let notes = &mut self.outline.notes;
        for (vector, what) in self.vectors.iter().zip(["right-hand sides", "ranges", "bounds"]) {
            if !vector.others.is_empty() {
                let first = vector.label.unwrap_or_default();
                notes.push(format!(
                    "The file has {} sets of {what}; the first, {first}, is used, as the format says.",
                    vector.others.len() + 1
                ));
            }
        }
        let open = |name: &&&str| {
            !self.bounds[**name]
                .iter()
                .any(|kind| matches!(kind.as_str(), "LO" | "LI" | "MI"))
        };
        if let Some(name) = self.below_zero.iter().find(open) {
            notes.push(format!(
                "A negative upper bound without a lower one leaves the column open below in this format: {name}."
            ));
        }
        let free = self.outline.rows.iter().filter(|row| row.kind == RowKind::Free);
        let free: Vec<&str> = free.map(|row| row.name).collect();
        match free.as_slice() {
            [] => notes.push("The file has no N row: nothing is minimised or maximised.".to_owned()),
            [_] => {}
            [objective, ..] => notes.push(format!(
                "Of {} N rows the first, {objective}, is the objective; the others restrict nothing.",
                free.len()
            )),
        }
    }
}
