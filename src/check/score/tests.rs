use rstest::rstest;

use super::*;
use crate::program::{ErrorKind, ProgramError};
use crate::solve::Outcome;

fn verdicts(found: Prediction, given: &str) -> [bool; 4] {
    let reference = Reference::of_text(given);
    Policy::ALL.map(|policy| policy.accepts(found, &reference))
}

#[rstest]
// Equal to everybody.
#[case(1160.0, "1160.0", [true, true, true, true])]
#[case(1160.0, " 1160 ", [true, true, true, true])]
// Rounding first hides half a unit …
#[case(22.0, "22.4", [true, true, false, false])]
#[case(0.4, "0", [true, true, false, false])]
// … goes to the even neighbour, as Python's round does …
#[case(0.5, "0", [true, true, false, false])]
#[case(1.5, "2", [true, true, false, false])]
#[case(2.5, "2", [true, true, false, false])]
#[case(2.5, "3", [false, false, false, false])]
#[case(-0.5, "0", [true, true, false, false])]
#[case(-1.5, "-2", [true, true, false, false])]
// … and makes a small true value zero, to which nothing but zero is near.
#[case(0.3, "0.3", [true, true, true, true])]
#[case(0.6, "0.4", [false, false, false, false])]
#[case(0.45, "0.1", [true, true, false, false])]
#[case(1.0, "0.2", [false, false, false, false])]
// The tolerances, and their edges.
#[case(10_001.0, "10000", [true, true, true, false])]
#[case(10_002.0, "10000", [false, true, false, false])]
#[case(105.0, "100", [false, true, false, false])]
#[case(106.0, "100", [false, false, false, false])]
#[case(-105.0, "-100", [false, true, false, false])]
#[case(105.0, "-100", [false, false, false, false])]
#[case(8.141, "8.1416", [true, true, true, false])]
#[case(8.14, "8.1449", [true, true, true, false])]
#[case(1_000_000.5, "1000000", [true, true, true, true])]
#[case(1_000_002.0, "1000000", [true, true, true, false])]
#[case(1e-10, "0", [true, true, true, true])]
#[case(0.004, "0", [true, true, true, false])]
// What is no finite number is near nothing.
#[case(1.0, "nan", [false; 4])]
#[case(1e308, "inf", [false; 4])]
#[case(f64::NAN, "1", [false; 4])]
#[case(f64::INFINITY, "inf", [false; 4])]
// What Python does not read as a number.
#[case(1000.0, "1,000", [false; 4])]
#[case(1000.0, "$1000", [false; 4])]
#[case(1000.0, "1 000", [false; 4])]
#[case(1000.0, "", [false; 4])]
#[case(0.5, "50%", [false; 4])]
// What it does.
#[case(1000.0, "1_000", [true, true, true, true])]
#[case(1000.0, "+1e3", [true, true, true, true])]
#[case(12.0, "１２", [true, true, true, true])]
fn policies_on_numbers(#[case] found: f64, #[case] given: &str, #[case] expected: [bool; 4]) {
    assert_eq!(verdicts(Prediction::Objective(found), given), expected);
}

#[rstest]
#[case(Prediction::NoBestSolution, "No Best Solution", true)]
#[case(Prediction::Nothing, "No Best Solution", false)]
#[case(Prediction::Objective(0.0), "No Best Solution", false)]
#[case(Prediction::NoBestSolution, "0", false)]
#[case(Prediction::NoBestSolution, "no best solution", false)]
#[case(Prediction::NoBestSolution, "No Best Solution.", false)]
#[case(Prediction::Nothing, "7", false)]
fn policies_on_no_best_solution(#[case] found: Prediction, #[case] given: &str, #[case] expected: bool) {
    assert_eq!(verdicts(found, given), [expected; 4]);
}

#[rstest]
#[case(0.125, 2, 0.12)]
#[case(0.375, 2, 0.38)]
#[case(2.675, 2, 2.67)]
#[case(1.005, 2, 1.0)]
#[case(-0.125, 2, -0.12)]
#[case(0.5, 0, 0.0)]
#[case(1.5, 0, 2.0)]
#[case(-2.5, 0, -2.0)]
#[case(1e22, 2, 1e22)]
fn rounding_is_pythons(#[case] value: f64, #[case] places: usize, #[case] expected: f64) {
    assert_eq!(round_half_even(value, places).to_bits(), expected.to_bits());
}

#[rstest]
#[case("1_0", Some(10.0))]
#[case("1__0", None)]
#[case("_10", None)]
#[case("10_", None)]
#[case("1_.0", None)]
#[case("1e1_0", Some(1e10))]
#[case("\u{a0}5\n", Some(5.0))]
#[case("0x10", None)]
#[case(".5", Some(0.5))]
#[case("5.", Some(5.0))]
#[case(".", None)]
#[case("-Infinity", Some(f64::NEG_INFINITY))]
#[case("1e999", Some(f64::INFINITY))]
fn numbers_are_read_as_python_does(#[case] text: &str, #[case] expected: Option<f64>) {
    assert_eq!(python_float(text), expected);
}

#[test]
fn errors_are_told_where_both_are_numbers() {
    let errors = |found, given| Errors::of(Prediction::Objective(found), &Reference::of_text(given));
    assert_eq!(
        errors(22.0, "20"),
        Some(Errors {
            absolute: 2.0,
            relative: Some(0.1)
        })
    );
    assert_eq!(
        errors(0.5, "0"),
        Some(Errors {
            absolute: 0.5,
            relative: None
        })
    );
    assert_eq!(errors(0.5, "nan"), None);
    assert_eq!(
        Errors::of(Prediction::NoBestSolution, &Reference::Number(1.0)),
        None
    );
}

#[rstest]
#[case("a\n```python\nx = 1\n```\n```python\ny\n```", Some("\nx = 1\n"))]
#[case("```python x = 1```", Some(" x = 1"))]
#[case("```\nx\n```", None)]
#[case("```python\nx", None)]
#[case("```python\nprint('```')\n```", Some("\nprint('"))]
fn the_first_block_counts(#[case] completion: &str, #[case] expected: Option<&str>) {
    assert_eq!(first_block(completion), expected);
}

#[rstest]
#[case("import coptpy\nmodel.solve()", true)]
#[case("import coptpy\nmodel.solve ()", false)]
#[case("import coptpy\nmodel.solveLP()", false)]
#[case("model.solve()", true)]
#[case("import coptpy\nm.optimize()", false)]
#[case("import gurobipy as gp\nm.optimize()", true)]
#[case("from gurobipy import *\nm.solve()", false)]
#[case("import pulp\nprob.solve(pulp.PULP_CBC_CMD(msg=0))", true)]
#[case("import pulp\nprint(1)", false)]
fn a_program_must_call_its_solver(#[case] program: &str, #[case] expected: bool) {
    assert_eq!(calls_solver(program), expected);
}

#[test]
fn a_failed_program_answers_nothing_whatever_it_solved() {
    let mut run = Run::failed(ProgramError {
        kind: ErrorKind::Raised,
        name: "KeyError".to_owned(),
        message: "3".to_owned(),
        line: None,
    });
    let error = run.error.take();
    let ends = [
        (Status::Optimal, Prediction::Objective(4.0)),
        (Status::Infeasible, Prediction::NoBestSolution),
        (Status::Unbounded, Prediction::NoBestSolution),
        (Status::Limit, Prediction::Nothing),
        (Status::Feasible, Prediction::Nothing),
        (Status::Unsupported, Prediction::Nothing),
        (Status::Error, Prediction::Nothing),
    ];
    assert_eq!(Prediction::of_run(&run), Prediction::Nothing);
    for (status, expected) in ends {
        run.outcome = Some(Outcome {
            objective: Some(4.0),
            ..Outcome::without_point(status)
        });
        assert_eq!(Prediction::of_run(&run), expected, "{status:?}");
    }
    run.error = error;
    assert_eq!(Prediction::of_run(&run), Prediction::Nothing);
}

#[test]
fn intervals_hold_the_share_and_narrow_with_rows() {
    let few = wilson(5, 10).unwrap();
    let many = wilson(500, 1000).unwrap();
    // The textbook value for 5 of 10.
    assert!(
        (few.low - 0.236_59).abs() < 1e-4 && (few.high - 0.763_41).abs() < 1e-4,
        "{few:?}"
    );
    assert!(many.low > few.low && many.high < few.high);
    assert_eq!(wilson(0, 0), None);
    let none = wilson(0, 10).unwrap();
    assert!(
        none.low.abs() < 1e-12 && none.high > 0.2 && none.high < 0.35,
        "{none:?}"
    );
    let all = wilson(10, 10).unwrap();
    assert!((all.high - 1.0).abs() < 1e-12 && all.low > 0.65);
}

#[test]
fn a_macro_average_counts_files_alike() {
    let (mean, interval) = macro_average(&[(10, 10), (0, 100)]).unwrap();
    assert!((mean - 0.5).abs() < 1e-12);
    assert!(interval.low < 0.5 && 0.5 < interval.high && interval.high < 1.0);
    assert_eq!(macro_average(&[(1, 2), (0, 0)]), None);
    assert_eq!(macro_average(&[]), None);
}
