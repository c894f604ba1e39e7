#![expect(clippy::float_cmp, reason = "numbers are to come back to the bit")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::model::testing::{arbitrary_model, diet, row, variable};
use crate::model::{ModelFault, ObjectiveSense, RowSense, VarId, VariableKind};

fn lp(text: &str) -> Model {
    lp_file(text).model
}

fn lp_file(text: &str) -> ModelFile {
    read(text.as_bytes(), Some(Format::Lp)).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

fn mps_file(text: &str) -> ModelFile {
    read(text.as_bytes(), Some(Format::Mps)).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

fn fault(text: &[u8], format: Option<Format>) -> FileFault {
    match read(text, format) {
        Ok(read) => panic!("read as {:?}", read.model),
        Err(fault) => fault,
    }
}

fn names(model: &Model) -> Vec<&str> {
    model
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect()
}

fn coefficients(model: &Model, at: usize) -> Vec<(&str, f64)> {
    let terms = model.rows[at].terms.iter();
    terms
        .map(|term| (model.name_of(term.variable), term.coefficient))
        .collect()
}

const SMALL_MPS: &str = "NAME  small\nROWS\n N  COST\n L  LIM\n G  MY\n E  EQ\nCOLUMNS\n    x  COST  1  LIM  1\n    x  MY  1\n    MARK  'MARKER'  'INTORG'\n    y  COST  2  LIM  1\n    y  EQ  -1\n    MARK  'MARKER'  'INTEND'\n    z  COST  -1  MY  1\n    z  EQ  1\nRHS\n    R  COST  -10  LIM  4\n    R  MY  1  EQ  7\nRANGES\n    G  LIM  2.5\nBOUNDS\n UP B  x  4\n LO B  y  -1\n UP B  y  1\nENDATA\n";

#[test]
fn a_small_mps_says_what_it_says() {
    let ModelFile { model, notes, .. } = mps_file(SMALL_MPS);
    assert_eq!(
        (model.name.as_str(), names(&model)),
        ("small", vec!["x", "y", "z"])
    );
    assert_eq!(model.objective.constant, 10.0);
    let bounds: Vec<_> = model
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.lower, row.upper))
        .collect();
    let inf = f64::INFINITY;
    assert_eq!(bounds, [("LIM", 1.5, 4.0), ("MY", 1.0, inf), ("EQ", 7.0, 7.0)]);
    let y = &model.variables[1];
    assert_eq!((y.kind, y.lower, y.upper), (VariableKind::Integer, -1.0, 1.0));
    assert_eq!(model.variables[0].upper, 4.0);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn what_mps_leaves_to_the_reader_is_noted() {
    let plain = SMALL_MPS.replace(" LO B  y  -1\n UP B  y  1\n", "");
    let file = mps_file(&plain);
    assert_eq!(file.model.variables[1].kind, VariableKind::Binary);
    assert!(
        file.notes[0].contains("Integer columns without bounds are 0 or 1 in this format: y"),
        "{:?}",
        file.notes
    );
    let negative = mps_file(&SMALL_MPS.replace(" UP B  x  4\n", " UP B  x  -4\n"));
    assert_eq!(negative.model.variables[0].lower, f64::NEG_INFINITY);
    assert!(negative.notes[0].contains("open below"), "{:?}", negative.notes);
    let second = mps_file(&SMALL_MPS.replace("RANGES", "    S  LIM  99\nRANGES"));
    assert_eq!(second.model.rows[0].upper, 4.0);
    assert!(
        second.notes[0].contains("2 sets of right-hand sides"),
        "{:?}",
        second.notes
    );
    let free = mps_file(
        &SMALL_MPS
            .replace(" N  COST\n", " N  COST\n N  OTHER\n")
            .replace("    x  MY  1\n", "    x  MY  1  OTHER  3\n"),
    );
    assert_eq!(
        (free.model.rows[0].name.as_str(), free.model.rows[0].sense()),
        ("OTHER", RowSense::Free)
    );
    assert_eq!(coefficients(&free.model, 0), [("x", 3.0)]);
    assert!(free.notes[0].contains("Of 2 N rows"), "{:?}", free.notes);
}

#[rstest]
#[case("QUADOBJ\n    x  x  2\nENDATA", "the section QUADOBJ is not read")]
#[case("QMATRIX\nENDATA", "the section QMATRIX")]
#[case("QSECTION COST\nENDATA", "the section QSECTION")]
#[case("QCMATRIX LIM\nENDATA", "the section QCMATRIX")]
#[case("SOS\n S1 s\n    x  1\nENDATA", "the section SOS is not read")]
#[case("INDICATORS\nENDATA", "the section INDICATORS")]
#[case("LAZYCONS\nENDATA", "the section LAZYCONS")]
#[case("FOO\nENDATA", "Unknown section header")]
#[case("", "without ENDATA")]
#[case("BOUNDS\n SC B  z  9\nENDATA", "semi-continuous")]
#[case("BOUNDS\n UP B  q  9\nENDATA", "a bound of `q`, which is no column")]
#[case("BOUNDS\n FR B  z\n UP B  z  9\nENDATA", "bounded twice (FR and UP)")]
#[case(
    "BOUNDS\n UP B  z  9\n UP z  8\nENDATA",
    "begin with a label and others do not"
)]
#[case("BOUNDS\n UP B  z  9x\nENDATA", "`9x` is no number")]
#[case("BOUNDS\n UP B  z  9\n UP B  z  8\nENDATA", "duplicate upper bound")]
#[case("RHS\n    R  MY  2\nENDATA", "`MY` is given a second number")]
#[case("RHS\n    R  NO  2\nENDATA", "undefined row")]
#[case("ROWS\n L  MY\nENDATA", "a second row with the name `MY`")]
#[case("ROWS\n L  two words\nENDATA", "3 fields")]
#[case("COLUMNS\n    w  MY\nENDATA", "2 fields")]
#[case("COLUMNS\n    w  MY  nan\nENDATA", "NaN")]
#[case("COLUMNS\n    M  'MARKER'  'INTORG'\nENDATA", "never closed")]
#[case("COLUMNS\n    M  'MARKER'  'SOMETHING'\nENDATA", "Unknown MARKER")]
fn other_mps_is_refused(#[case] more: &str, #[case] expected: &str) {
    let text = SMALL_MPS.replace("ENDATA\n", more);
    let fault = fault(text.as_bytes(), Some(Format::Mps));
    assert!(fault.to_string().contains(expected), "{fault}");
}

#[test]
fn columns_before_rows_and_lines_without_indent_are_refused() {
    let early = fault(b"NAME\nCOLUMNS\n    x  c  1\nROWS\n N  c\nENDATA\n", None);
    assert!(early.to_string().contains("before any row"), "{early}");
    let flat = fault(b"NAME\nROWS\nN c\nENDATA\n", None);
    assert!(flat.to_string().starts_with("line 3, column 1"), "{flat}");
    assert!(flat.hint.contains("indented"));
}

const SMALL_LP: &str = "\\ a comment\nMaximize\n profit: 3 x + 2.5 make[A,1] - z + 10\nSubject To\n c1: x + make[A,1] <= 4\n c2: 1 <= x - z <= 3\n x + z >= -2\nBounds\n x <= 40\n -inf <= z <= 5\n w free\nGenerals\n make[A,1]\nBinary\n b\nEnd\n";

#[test]
fn a_small_lp_says_what_it_says() {
    let ModelFile { model, notes, .. } = lp_file(SMALL_LP);
    assert_eq!(names(&model), ["x", "make[A,1]", "z", "w", "b"]);
    assert_eq!(
        (model.objective.sense, model.objective.constant),
        (ObjectiveSense::Maximize, 10.0)
    );
    let rows: Vec<_> = model
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.lower, row.upper, row.line))
        .collect();
    let inf = f64::INFINITY;
    assert_eq!(
        rows,
        [
            ("c1", -inf, 4.0, Some(5)),
            ("c2", 1.0, 3.0, Some(6)),
            ("R3", -2.0, inf, Some(7))
        ]
    );
    assert_eq!(model.variables[2].lower, -inf);
    assert_eq!(model.variables[4].kind, VariableKind::Binary);
    assert_eq!(
        notes,
        ["Bounded or typed, but in no row and not in the objective: w, b."]
    );
}

/// Texts that the parser by itself reads as something else.
#[test]
fn operators_need_no_spaces() {
    let model = lp("min\nobj:2x+.5y\nst\nc1:x+y>=4\nc2: 2x-3y<=6\nc3:x=<3\nc4: 1e2x+1.5e-1y=>.1\nend");
    assert_eq!(names(&model), ["x", "y"]);
    assert_eq!(
        (model.rows[0].lower, model.rows[0].sense()),
        (4.0, RowSense::GreaterEqual)
    );
    assert_eq!(coefficients(&model, 1), [("x", 2.0), ("y", -3.0)]);
    assert_eq!(coefficients(&model, 3), [("x", 100.0), ("y", 0.15)]);
    assert_eq!(model.objective.terms[1].coefficient, 0.5);
    let inf = lp("min\n x -infra + y\nst\n c-1: x + infra <= 2\n y >= -inf\nend");
    assert_eq!(names(&inf), ["x", "infra", "y"]);
    assert_eq!(
        (inf.rows[0].name.as_str(), inf.rows[1].sense()),
        ("c-1", RowSense::Free)
    );
}

#[rstest]
#[case("min\n obj: x + [ x ^2 ] / 2\nst\n c: x >= 1\nend", 2, "quadratic terms")]
#[case("min\n obj: x\nst\n c: [ x * y ] >= 1\nend", 4, "quadratic terms")]
#[case("min\n obj: 3 * x\nst\n c: x >= 1\nend", 2, "`*` is no operator")]
#[case(
    "min\n obj: 3 (x + y)\nst\n c: x >= 1\nend",
    2,
    "a bracket without its partner"
)]
#[case("min\n obj: x-y\nst\n c: x >= 1\nend", 2, "a `-` without spaces")]
#[case("min\n obj: ä\nst\n c: x >= 1\nend", 2, "cannot be part of a name")]
#[case("min\n obj: x\nst\n c: x >= y\nend", 4, "must be a numeric value")]
#[case(
    "min\n obj: x + y\nst\n c: x >= 3 y\n x >= 2\nend",
    5,
    "expected a comparison"
)]
#[case("min\n obj: x + y\nst\n c: x >= 3 y <= 2\nend", 4, "in the middle of a line")]
#[case(
    "min\n obj: x\nst\n c: x >= 1\n c: x <= 2\nend",
    5,
    "a second row with the name `c` (the first is on line 4)"
)]
#[case("min\n obj: x\nst\n c: b = 1 -> x >= 1\nend", 4, "indicator")]
#[case(
    "min\n obj: x\nst\n c: x >= 1\nSOS\n s: S1:: x:1\nend",
    5,
    "the section `SOS`"
)]
#[case("min\n obj: x\nst\n c: x >= 1\nSOS1\n s: x:1\nend", 5, "the section `SOS1`")]
#[case(
    "min\n obj: x\nst\n c: x >= 1\nSemi-Continuous\n x\nend",
    5,
    "the section `Semi-Continuous`"
)]
#[case(
    "min\n obj: x\nst\n c: x >= 1\nGeneral Constraints\n g: y = MAX(x)\nend",
    5,
    "General Constraints"
)]
#[case(
    "min\n obj: x\nst\n c: x >= 1\nLazy Constraints\n g: x >= 2\nend",
    5,
    "Lazy Constraints"
)]
#[case("min multi-objectives\n o1: x\nst\n c: x >= 1\nend", 1, "multi-objectives")]
#[case("min\n obj: s1 + x\nst\n c: x >= 1\nend", 2, "`s1` is not expected")]
#[case("min\n obj: x + + y\nst\n c: x >= 1\nend", 2, "consecutive signs")]
#[case("min\n obj: x\nst\n c: |x| >= 1\nend", 4, "absolute values")]
#[case("min\n obj: x\nst\n c: 3..5 x >= 1\nend", 4, "adjacent numeric")]
#[case("min\n obj: \"x\"\nst\n c: x >= 1\nend", 2, "quotation mark")]
#[case("min\n obj: x\u{7}\nst\n c: x >= 1\nend", 2, "control character (U+0007)")]
fn other_lp_is_refused_at_its_place(#[case] text: &str, #[case] line: usize, #[case] expected: &str) {
    let fault = fault(text.as_bytes(), Some(Format::Lp));
    assert!(fault.to_string().contains(expected), "{fault}");
    assert_eq!(
        fault.place.as_ref().map(|place| place.line),
        Some(line),
        "{fault}"
    );
}

#[rstest]
#[case("min\n o1: x\n o2: y\nst\n c: x >= 1\nend", "2 objectives")]
#[case("min\n obj: x", "cut off")]
#[case("min\n obj: 1e999 x\nst\nend", "not a usable number")]
#[case("min\n obj: x\nst\n c: x >= inf\nend", "not a usable number")]
#[case(
    "min\n obj: x + y\nst\n c: x + y >= 1\nGenerals\n x, y\nend",
    "`x,` is listed after the rows"
)]
fn other_lp_is_refused_as_a_whole(#[case] text: &str, #[case] expected: &str) {
    let fault = fault(text.as_bytes(), Some(Format::Lp));
    assert!(fault.to_string().contains(expected), "{fault}");
}

#[rstest]
#[case(b"", "the file is empty")]
#[case(b" \r\n\t", "the file is empty")]
#[case(b"\xff\xfeM\0", "UTF-16")]
#[case(b"\x1f\x8b\x08", "gzip")]
#[case(b"PK\x03\x04", "ZIP")]
#[case(b"min\n x\0y", "line 2, column 3: a NUL byte")]
#[case(b"min\n \xe9", "line 2, column 2: a byte that is not UTF-8")]
#[case(b"\x7fELF", "neither like LP")]
#[case(b"<html>", "neither like LP")]
fn what_is_no_model_text_is_told(#[case] bytes: &[u8], #[case] expected: &str) {
    let fault = fault(bytes, None);
    assert!(fault.to_string().contains(expected), "{fault}");
    assert!(!fault.hint.is_empty());
}

#[test]
fn the_format_is_known_by_name_or_by_text() {
    assert_eq!(Format::of_name("a/b.MPS"), Some(Format::Mps));
    assert_eq!(Format::of_name("b.lp"), Some(Format::Lp));
    assert_eq!(Format::of_name("lp"), None);
    assert_eq!(read(SMALL_MPS.as_bytes(), None).unwrap().format, Format::Mps);
    assert_eq!(read(SMALL_LP.as_bytes(), None).unwrap().format, Format::Lp);
}

#[rstest]
#[case(SMALL_LP)]
#[case(SMALL_MPS)]
fn line_ends_and_a_byte_order_mark_change_nothing(#[case] text: &str) {
    let plain = read(text.as_bytes(), None).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read(windows.as_bytes(), None).unwrap(), plain);
    let old = text.replace('\n', "\r");
    assert_eq!(read(old.as_bytes(), None).unwrap(), plain);
}

#[test]
fn long_runs_without_spaces_are_split_in_one_go() {
    let sum = "x-y+".repeat(100_000);
    let model = lp(&format!("min\n obj: {sum}x\nst\n x + y >= 1\nend\n"));
    assert_eq!(model.objective.terms.len(), 2);
    let chain = format!("min\n obj: {}x\nst\n x >= 1\nend\n", "x>".repeat(200_000));
    assert!(
        fault(chain.as_bytes(), None)
            .to_string()
            .contains("`>` is not expected")
    );
}

#[test]
fn a_huge_line_is_read_and_quoted_in_part() {
    let sum: Vec<String> = (0..200_000).map(|at| format!("x{at}")).collect();
    let sum = sum.join(" + ");
    let model = lp(&format!("min\n obj: {sum}\nst\n c: {sum} >= 1\nend\n"));
    assert_eq!(model.rows[0].terms.len(), 200_000);
    let fault = fault(format!("min\n obj: {sum} * 2\nst\nend").as_bytes(), None);
    let text = fault.to_string();
    assert!(
        text.len() < 300 && text.contains('…') && text.contains("x199999 * 2"),
        "{text}"
    );
}

#[test]
fn a_name_of_any_length_makes_no_message_long() {
    let name = "x".repeat(10_000);
    let texts = [
        format!("NAME\nROWS\n N c\n{name}\nENDATA\n"),
        format!("NAME\nROWS\n N c\n L {name}\n L {name}\nCOLUMNS\nENDATA\n"),
        format!("min\n x\nst\n {name}: x >= 1\n {name}: x >= 2\nend\n"),
    ];
    for text in texts {
        let message = fault(text.as_bytes(), None).to_string();
        assert!(message.chars().count() < 320, "{message}");
    }
    let file = lp_file(&format!("min\n x\nst\n x >= 1\nbounds\n {name} <= 3\nend\n"));
    assert!(file.notes[0].chars().count() <= 201, "{:?}", file.notes);
}

#[test]
fn a_missing_end_is_noted() {
    let file = lp_file("min\n obj: x\nst\n c: x >= 1\n");
    assert!(file.notes[0].contains("no `End`"), "{:?}", file.notes);
}

#[test]
fn a_negative_upper_bound_in_lp_stays_infeasible() {
    let model = lp("min\n obj: x\nst\n c: x >= -9\nbounds\n x <= -5\nend");
    assert!(matches!(model.validate(), Err(ModelFault::CrossedBounds { .. })));
}

#[test]
fn quadratic_models_and_odd_numbers_are_not_written() {
    let mut quadratic = diet();
    quadratic.objective.quadratic.push(crate::model::QuadraticTerm {
        first: VarId(0),
        second: VarId(1),
        coefficient: 1.0,
    });
    let mut odd = diet();
    odd.rows[0].terms[0].coefficient = f64::NAN;
    for format in [Format::Lp, Format::Mps] {
        assert!(matches!(
            write(&quadratic, format),
            Err(WriteFault::Quadratic { .. })
        ));
        assert!(matches!(write(&odd, format), Err(WriteFault::Fault(_))));
    }
}

/// Names that no format takes, kinds of rows and bounds that each need their own words.
fn awkward() -> Model {
    let mut model = Model::empty();
    model.name = "a model\nof \"names\"".to_owned();
    let inf = f64::INFINITY;
    let given = [
        ("x[1,2]", VariableKind::Continuous, 0.0, inf),
        ("x[1 2]", VariableKind::Integer, 0.0, inf),
        ("free", VariableKind::Continuous, -inf, inf),
        ("e5", VariableKind::Continuous, -inf, 3.0),
        ("3x", VariableKind::Continuous, -2.5, -1.5),
        ("", VariableKind::Binary, 0.0, 1.0),
        ("利润\u{1f600}", VariableKind::Integer, -inf, inf),
        ("x", VariableKind::Continuous, 7.0, 7.0),
        ("x", VariableKind::Integer, -1e-7, 1e18),
        ("unused", VariableKind::Integer, 0.0, 1.0),
        ("RHS", VariableKind::Binary, 1.0, 1.0),
        ("BND", VariableKind::Continuous, 0.0, 0.0),
        ("X", VariableKind::Continuous, 0.0, 0.1),
    ];
    for (name, kind, lower, upper) in given {
        model.variables.push(Variable {
            kind,
            lower,
            upper,
            ..variable(name)
        });
    }
    let all = |factor: f64| {
        (0..13)
            .filter(|at| *at != 9)
            .map(move |at| (VarId(at), factor / 3.0 + 1.0))
    };
    model.rows = vec![
        row("obj", all(1.0), -inf, 4.0),
        row("obj", all(2.0), 0.1, inf),
        row("RHS", all(-4.0), 1.0 / 3.0, 1.0 / 3.0),
        row("R 1", all(5.0), 0.1, 0.3),
        row("R_1", all(6.0), -1e9, 1e9 + 0.1),
        row("", all(7.0), -inf, inf),
        row("RNG", [], -1.0, 1.0),
        row("crossed", all(9.0), 5.0, 2.0),
    ];
    model.objective.sense = ObjectiveSense::Maximize;
    model.objective.terms = row("", all(0.5), 0.0, 0.0).terms;
    model.objective.constant = -12.75;
    model
}

use crate::model::Variable;

/// A binary variable that its bounds fix comes back as an integer one; everything else as it was.
fn as_read(model: &Model) -> Model {
    let mut model = model.clone();
    for variable in &mut model.variables {
        variable.line = None;
        if variable.kind == VariableKind::Binary && (variable.lower, variable.upper) != (0.0, 1.0) {
            (variable.lower, variable.upper) = (variable.lower.max(0.0), variable.upper.min(1.0));
            let whole = (variable.lower, variable.upper) == (0.0, 1.0);
            variable.kind = if whole {
                VariableKind::Binary
            } else {
                VariableKind::Integer
            };
        }
    }
    model
}

/// The model with variables in the order in which LP first names them, lines forgotten.
fn by_order_of(model: &Model, order: &Model) -> Model {
    let mut places = vec![usize::MAX; model.variables.len()];
    let mut taken = vec![false; order.variables.len()];
    for (at, variable) in model.variables.iter().enumerate() {
        let same = |other: &Variable| {
            (
                &other.name,
                other.kind,
                other.lower.to_bits(),
                other.upper.to_bits(),
            ) == (
                &variable.name,
                variable.kind,
                variable.lower.to_bits(),
                variable.upper.to_bits(),
            )
        };
        let found = (0..taken.len()).find(|place| !taken[*place] && same(&order.variables[*place]));
        places[at] = found.unwrap_or_else(|| panic!("{variable:?} is not in {:?}", order.variables));
        taken[places[at]] = true;
    }
    let mut moved = model.clone();
    moved.variables.clone_from(&order.variables);
    let moving = |terms: &[crate::model::Term]| {
        crate::model::collect_terms(terms.iter().map(|term| crate::model::Term {
            variable: VarId(places[term.variable.0]),
            ..*term
        }))
    };
    moved.objective.terms = moving(&model.objective.terms);
    moved.objective.line = None;
    for row in &mut moved.rows {
        row.terms = moving(&row.terms);
        row.line = None;
    }
    moved
}

#[test]
fn an_awkward_model_comes_back_from_mps_as_it_was() {
    let mut model = awkward();
    let text = write(&model, Format::Mps).unwrap();
    assert!(text.is_ascii(), "{text}");
    let back = mps_file(&text).model;
    // Crossed bounds are two rows, for no range says them; both keep the name.
    let last = model.rows.pop().unwrap();
    let (mut lower, mut upper) = (last.clone(), last);
    (lower.upper, upper.lower) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut found = back.clone();
    if found.rows.len() == model.rows.len() + 1 {
        model.rows.push(awkward().rows[7].clone());
    } else {
        model.rows.extend([lower, upper]);
    }
    for row in &mut found.rows {
        row.line = None;
    }
    assert_eq!(found, as_read(&model));
}

#[test]
fn an_awkward_model_comes_back_from_lp_as_it_was() {
    let model = as_read(&awkward());
    let text = write(&model, Format::Lp).unwrap();
    assert!(text.is_ascii(), "{text}");
    assert!(
        text.lines()
            .all(|line| line.starts_with('\\') || line.len() <= 250),
        "{text}"
    );
    let mut back = lp_file(&text).model;
    for row in &mut back.rows {
        row.line = None;
    }
    back.objective.line = None;
    assert_eq!(by_order_of(&model, &back), back);
}

#[test]
fn an_empty_model_is_written_and_read() {
    for format in [Format::Lp, Format::Mps] {
        let mut model = Model::empty();
        model.objective.constant = 3.0;
        let text = write(&model, format).unwrap();
        let back = match read(text.as_bytes(), Some(format)) {
            Ok(back) => back.model,
            // Without columns there is nothing under COLUMNS, and that is a model all the same.
            Err(fault) => panic!("{fault}\n{text}"),
        };
        assert_eq!(
            (back.objective.constant, back.variables.len(), back.rows.len()),
            (3.0, 0, 0)
        );
    }
    let mut bare = Model::empty();
    bare.rows.push(row("r", [], 0.0, 1.0));
    assert_eq!(
        write(&bare, Format::Lp),
        Err(WriteFault::EmptyRow("r".to_owned()))
    );
}

#[test]
fn a_comment_alone_changes_no_model() {
    let text = "\\ stepwell second b \"a\"\n\\ stepwell variable x \"y\\u001b[2J\"\n\\ stepwell row a nonsense\n\\ stepwell row\nmin\n obj: x\nst\n a: x >= 1\n b: 2 x <= 9\nend\n";
    let model = lp(text);
    assert_eq!(model.rows.len(), 2);
    assert_eq!(names(&model), ["y\u{1b}[2J"]);
}

/// Every bit of a model but the lines, up to the order of variables.
fn round_trip(model: &Model, format: Format) -> Result<(), TestCaseError> {
    let wanted = as_read(model);
    let text = write(model, format).unwrap();
    let read = match read(text.as_bytes(), Some(format)) {
        Ok(read) => read,
        Err(fault) => return Err(TestCaseError::fail(format!("{fault}\n{text}"))),
    };
    let mut back = read.model;
    back.objective.line = None;
    for row in &mut back.rows {
        row.line = None;
    }
    prop_assert_eq!(by_order_of(&wanted, &back), back, "{}", text);
    Ok(())
}

/// Models with any numbers and any names.
fn wild_model() -> impl Strategy<Value = Model> {
    let number = prop_oneof![
        -1e6..1e6_f64,
        Just(0.1),
        Just(1e-9),
        Just(-3e17),
        any::<i16>().prop_map(f64::from)
    ];
    let name = prop_oneof![
        "[a-z]{0,3}",
        "\\PC{0,4}",
        Just("free".to_owned()),
        Just("st".to_owned())
    ];
    let values = prop::collection::vec((name, number), 40);
    (arbitrary_model(), values).prop_map(|(mut model, values)| {
        let mut values = values.into_iter().cycle();
        let mut next = || values.next().unwrap_or_default();
        let mut taken = std::collections::HashSet::new();
        for (at, variable) in model.variables.iter_mut().enumerate() {
            let (name, number) = next();
            // Two that are the same in everything could not be told apart below.
            variable.name = if taken.insert(name.clone()) {
                name
            } else {
                format!("{name}{at}")
            };
            if number > 0.0 && variable.kind == VariableKind::Continuous {
                variable.upper += number;
            }
        }
        for row in &mut model.rows {
            let (name, number) = next();
            row.name = name;
            row.lower += number;
            row.upper += number;
        }
        model.objective.constant = next().1;
        model
            .objective
            .terms
            .iter_mut()
            .for_each(|term| term.coefficient = next().1);
        model.objective.terms.retain(|term| term.coefficient != 0.0);
        model
    })
}

proptest! {
    #[test]
    fn models_come_back_from_files(model in arbitrary_model()) {
        round_trip(&model, Format::Lp)?;
        round_trip(&model, Format::Mps)?;
    }

    #[test]
    fn wild_models_come_back_from_files(model in wild_model()) {
        round_trip(&model, Format::Lp)?;
        round_trip(&model, Format::Mps)?;
    }

    #[test]
    fn any_text_ends_in_a_model_or_a_message(text in "(\\PC|[ \n]|min|st|end|<=|ROWS|COLUMNS| N c|x|1){0,40}") {
        for format in [Format::Lp, Format::Mps] {
            if let Err(fault) = read(text.as_bytes(), Some(format)) {
                prop_assert!(!fault.to_string().is_empty());
            }
        }
    }
}
