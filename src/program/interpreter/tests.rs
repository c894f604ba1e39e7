use rstest::rstest;

use super::*;
use crate::model::{RowSense, VariableKind};
use crate::program::parts::Part;
use crate::solve::Status;

mod coptpy;
mod gurobipy;
mod probes;
mod pulp;
mod python;
mod rare;

/// What stands before most programs.
const START: &str = "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel('t')\n";

fn run(program: &str) -> Run {
    let limits = Limits {
        time: Duration::from_secs(20),
        ..Limits::default()
    };
    Interpreter::default().run(program, &limits, &Shared::default())
}

/// Prints of a program that must end well.
fn prints(program: &str) -> String {
    let run = run(program);
    assert_eq!(run.error, None, "{}", run.stdout);
    run.stdout
}

/// What evaluating an expression in a fresh model with the variables x, y (integer) and b (binary) raises.
fn raised(expression: &str) -> (String, String) {
    let program = format!(
        "{START}x = m.addVar(name='x'); y = m.addVar(name='y', vtype='I'); b = m.addVar(vtype='B', name='b')\n\
         q = m.addVars([1, 2], [1, 2])\n{expression}\n"
    );
    let error = run(&program).error.expect(expression);
    assert_eq!(error.kind, ErrorKind::Raised, "{error:?}");
    assert_eq!(error.line, Some(6), "{error:?}");
    (error.name, error.message)
}

#[test]
fn one_interpreter_runs_many_programs() {
    let mut interpreter = Interpreter::default();
    let limits = Limits::default();
    for turn in 0..3 {
        let run = interpreter.run(&format!("x = {turn}\nprint(x)"), &limits, &Shared::default());
        assert_eq!((run.stdout, run.error), (format!("{turn}\n"), None));
        let run = interpreter.run("print(x)", &limits, &Shared::default());
        assert_eq!(
            run.error.unwrap().name,
            "NameError",
            "nothing stays from the run before"
        );
    }
}

#[test]
fn limits_of_each_run_hold() {
    let mut interpreter = Interpreter::default();
    let deep = "def f(n):\n    return 0 if n == 0 else f(n - 1)\nf(60)\n";
    for (recursion, kind) in [(200, None), (30, Some(ErrorKind::Recursion)), (200, None)] {
        let limits = Limits {
            recursion,
            ..Limits::default()
        };
        let run = interpreter.run(deep, &limits, &Shared::default());
        assert_eq!(run.error.map(|error| error.kind), kind);
    }
}

#[rstest]
#[case::endless("while True:\n    pass\n", ErrorKind::Time)]
#[case::swallowing(
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
    ErrorKind::Time
)]
#[case::native("import itertools\nmax(itertools.count())\n", ErrorKind::Time)]
#[case::range("sum(range(10**12))\n", ErrorKind::Time)]
#[case::list("x = [0] * 10**9\n", ErrorKind::Memory)]
#[case::power("x = 10**10**9\n", ErrorKind::Memory)]
#[case::recursion("def f():\n    f()\nf()\n", ErrorKind::Recursion)]
#[case::output("while True:\n    print('x' * 100)\n", ErrorKind::Output)]
#[case::stubborn_output(
    "while True:\n    try:\n        print('x' * 100)\n    except BaseException: pass\n",
    ErrorKind::Output
)]
#[case::file("open('/etc/passwd')\n", ErrorKind::Forbidden)]
#[case::path(
    "from pathlib import Path\nPath('/etc/passwd').read_text()\n",
    ErrorKind::Forbidden
)]
#[case::environment("import os\nos.getenv('HOME')\n", ErrorKind::Forbidden)]
#[case::process("import os\nos.system('id')\n", ErrorKind::Forbidden)]
#[case::import("__import__('os')\n", ErrorKind::Forbidden)]
#[case::input("input()\n", ErrorKind::Forbidden)]
#[case::insisting(
    "while True:\n    try:\n        open('x')\n    except BaseException: pass\n",
    ErrorKind::Forbidden
)]
#[case::eval("eval('1')\n", ErrorKind::Unsupported)]
#[case::endless_generator("def f():\n    while True:\n        yield 1\nlist(f())\n", ErrorKind::Time)]
#[case::endless_search(
    "import itertools\nnext(x for x in itertools.count() if x < 0)\n",
    ErrorKind::Time
)]
#[case::large_array("import numpy as np\nnp.zeros((10**5, 10**5))\n", ErrorKind::Memory)]
#[case::many_random(
    "import numpy as np\nnp.random.seed(1)\nnp.random.rand(10**9)\n",
    ErrorKind::Raised
)]
#[case::array_power("import numpy as np\nnp.array([10]) ** 10**9\n", ErrorKind::Memory)]
#[case::forged_random("_sw_host('random', 'new', [1])\n", ErrorKind::Raised)]
#[case::raised_with_two("raise ValueError(1, 2)\n", ErrorKind::Raised)]
#[case::host("_sw_host('solve', 1, 2)\n", ErrorKind::Raised)]
#[case::nul("x = 1\0\n", ErrorKind::Syntax)]
fn hostile_programs_end(#[case] program: &str, #[case] kind: ErrorKind) {
    let limits = Limits {
        time: Duration::from_millis(400),
        memory: 32 << 20,
        output: 1000,
        ..Limits::default()
    };
    let run = Interpreter::default().run(program, &limits, &Shared::default());
    let error = run.error.expect("an error");
    assert_eq!(error.kind, kind, "{error:?}");
    assert!(
        !error.message.contains("_sw_") || kind == ErrorKind::Raised,
        "{error:?}"
    );
    assert!(run.stdout.len() <= 1000);
}

#[test]
fn refusals_can_be_handled() {
    let stdout = prints("try:\n    open('x')\nexcept PermissionError as e:\n    print('no', e)\n");
    assert!(stdout.starts_with("no programs run without access"), "{stdout}");
}

#[test]
fn output_loses_control_sequences() {
    let run = run("print('\\x1b[2J\\x1b]0;title\\x07a\\x9b1m\\u202eb')\nraise ValueError('\\x1b[31mc')\n");
    assert_eq!(run.stdout, "ab\n");
    assert_eq!(run.error.unwrap().message, "c");
}

#[rstest]
#[case("d = {}\n\nd['a']\n", "KeyError", "'a'", 3)]
#[case("d = {}\nd[1, 2]\n", "KeyError", "(1, 2)", 2)]
#[case(
    "def f(x):\n    return [][x]\n\nf(3)\n",
    "IndexError",
    "list index out of range",
    2
)]
#[case(
    "x = (1,\n     undefined)\n",
    "NameError",
    "name 'undefined' is not defined",
    2
)]
#[case("raise ValueError('no')\r\n", "ValueError", "no", 1)]
#[case("assert 1 == 2\n", "AssertionError", "", 1)]
#[case("import sys\nsys.exit(3)\n", "SystemExit", "3", 2)]
#[case(
    "(1, 2)[[0]]\n",
    "TypeError",
    "tuple indices must be integers or slices, not list",
    1
)]
fn exceptions_name_the_programs_line(
    #[case] program: &str,
    #[case] name: &str,
    #[case] message: &str,
    #[case] line: u32,
) {
    let error = run(program).error.unwrap();
    assert_eq!(error.kind, ErrorKind::Raised);
    assert_eq!(
        (error.name.as_str(), error.message.as_str(), error.line),
        (name, message, Some(line))
    );
}

#[test]
fn leaving_early_is_no_error() {
    assert_eq!(prints("print(1)\nexit()\nprint(2)\n"), "1\n");
    assert_eq!(prints("import sys\nsys.exit(0)\n"), "");
}

/// Only the explanation of the outcome overran; the program itself had come to its end.
#[test]
fn a_program_that_had_ended_is_not_reported_as_overrun() {
    let overrun = || ProgramError {
        kind: ErrorKind::Time,
        name: "TimeoutError".to_owned(),
        message: "time limit exceeded".to_owned(),
        line: None,
    };
    let shared = Shared::default();
    let long = Duration::from_secs(9);
    assert_eq!(take_run(&shared, Some(overrun()), long).error, Some(overrun()));
    shared.lock().unwrap().ended = Some(Ended {
        error: None,
        time: Duration::from_secs(1),
    });
    let run = take_run(&shared, Some(overrun()), long);
    assert_eq!((run.error, run.time), (None, Duration::from_secs(1)));
}

#[test]
fn the_last_outcome_of_a_program_is_explained() {
    let program = "import coptpy as cp\n\
        m = cp.Envr().createModel()\n\
        x = m.addVar(ub=3, name='x')\n\
        m.addConstr(x >= 5, name='demand')\n\
        m.solve()\n";
    let run = Interpreter::default().run(program, &Limits::default(), &Shared::default());
    let outcome = run.outcome.expect("an outcome");
    assert_eq!(outcome.status, crate::solve::Status::Infeasible);
    let explanation = outcome.explanation.expect("an explanation");
    let places = explanation.places();
    assert_eq!(
        places,
        [crate::solve::Place::Row(0), crate::solve::Place::Variable(0)]
    );
}

#[test]
fn reasons_are_looked_for_only_where_somebody_reads_them() {
    let program = "import coptpy as cp\nm = cp.Envr().createModel('m')\nx = m.addVar(ub=1)\n\
        m.addConstr(x >= 2, name='r')\nm.solve()\n";
    let explained = |explain| {
        let limits = Limits {
            explain,
            ..Limits::default()
        };
        let run = Interpreter::default().run(program, &limits, &Shared::default());
        run.outcome.unwrap().explanation.is_some()
    };
    assert!(explained(Limits::default().explain));
    assert!(!explained(Duration::ZERO));
}
