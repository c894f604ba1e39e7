//! The second engine: programs in the user's own Python, behind the system's walls. Without a Python, or on a system
//! without the walls, the tests say so and pass. `STEPWELL_TEST_PYTHON` names another Python than `python3`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

mod ends;
mod same;
mod walls;

use std::path::PathBuf;
use std::time::Duration;

use stepwell::program::python::{self, Python};
use stepwell::program::{Engine, ErrorKind, Limits, Pool, Run, WorkerCommand};
use stepwell::solve::Status;

fn pool() -> Pool {
    Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), 2)
}

fn named() -> PathBuf {
    std::env::var_os("STEPWELL_TEST_PYTHON").map_or_else(|| "python3".into(), PathBuf::from)
}

/// The Python to test with; `None`, with a message, where there is none or no walls to put around it.
async fn found() -> Option<Python> {
    if let Err(missing) = python::walls() {
        eprintln!("skipped: {missing}");
        return None;
    }
    python::locate(&named())
        .await
        .inspect_err(|missing| eprintln!("skipped: {missing}"))
        .ok()
}

/// Limits under which a program runs in that Python only.
fn limits(python: &Python) -> Limits {
    Limits {
        time: Duration::from_secs(20),
        python: Some(python.clone()),
        ..Limits::default()
    }
}

fn ran_in_python(run: &Run) -> bool {
    matches!(run.engine, Engine::Python(_))
}

/// Something that the built-in interpreter leaves to another one.
const FOREIGN: &str = "import decimal\n\
    import coptpy as cp\n\
    from coptpy import COPT\n\
    m = cp.Envr().createModel('foreign')\n\
    x = m.addVar(ub=float(decimal.Decimal('3.5')), name='x')\n\
    m.addConstr(2 * x <= 5, name='r')\n\
    m.setObjective(x, COPT.MAXIMIZE)\n\
    m.solve()\n\
    print(m.objval)\n";

#[tokio::test]
async fn what_the_built_in_interpreter_cannot_run_goes_to_python() {
    if found().await.is_none() {
        return;
    }
    let limits = Limits::default();
    let alone = pool().run(FOREIGN, &limits).await;
    assert_eq!(alone.error.unwrap().kind, ErrorKind::Unsupported);
    let pool = pool().with_python(named());
    let run = pool.run(FOREIGN, &limits).await;
    assert_eq!((run.error.as_ref(), run.stdout.as_str()), (None, "2.5\n"));
    assert!(ran_in_python(&run));
    let outcome = run.outcome.unwrap();
    assert_eq!((outcome.status, outcome.objective), (Status::Optimal, Some(2.5)));
    let model = run.model.unwrap();
    assert_eq!(
        (model.variables[0].line, model.rows[0].line, model.objective.line),
        (Some(5), Some(6), Some(7))
    );
    // What it can run stays where it is.
    let run = pool.run("print(1)\n", &limits).await;
    assert_eq!((run.engine, run.stdout.as_str()), (Engine::BuiltIn, "1\n"));
}

#[tokio::test]
async fn a_python_that_is_none_leaves_the_verdict_and_says_why() {
    for (name, why) in [
        ("/nonexistent/python3", "could not be asked"),
        ("/bin/false", "could not be asked"),
        ("/bin/cat", "could not be asked"),
    ] {
        let run = pool().with_python(name).run(FOREIGN, &Limits::default()).await;
        let error = run.error.unwrap();
        assert_eq!(
            (error.kind, run.engine),
            (ErrorKind::Unsupported, Engine::BuiltIn)
        );
        assert!(
            error.message.contains(why) && error.message.contains("import decimal"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn arrays_of_numpy_hold_variables() {
    let Some(python) = found().await else { return };
    for (program, objective) in [(NUMPY_COPT, 9.0), (NUMPY_GUROBI, 7.0), (NUMPY_PULP, 12.0)] {
        let run = pool().run(program, &limits(&python)).await;
        if let Some(error) = &run.error
            && error.kind == ErrorKind::Unsupported
            && error.name.starts_with("import numpy")
        {
            eprintln!("skipped: {}", error.message);
            return;
        }
        assert_eq!(run.error, None, "{}", run.stdout);
        let outcome = run.outcome.unwrap();
        assert_eq!(outcome.status, Status::Optimal);
        let found = outcome.objective.unwrap();
        assert!((found - objective).abs() < 1e-6, "{found} instead of {objective}");
    }
}

const NUMPY_COPT: &str = "import numpy as np
import coptpy as cp
from coptpy import COPT
m = cp.Envr().createModel('arrays')
profit = np.array([1, 2, 3])
use = np.array([[1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])
limit = np.array([5, 4])
x = m.addVars(3, ub=np.int64(4), nameprefix='x')
v = np.array([x[i] for i in range(3)])
for i in range(use.shape[0]):
    m.addConstr(use[i] @ v <= limit[i], name='use%d' % i)
m.addConstr(np.float64(1) * x[0] + np.sum(use[1] * v) >= np.int64(1))
m.setObjective(cp.quicksum(profit * v), COPT.MAXIMIZE)
m.solve()
assert m.status == COPT.OPTIMAL
print(np.array([x[i].x for i in range(3)]).round(6))
";

const NUMPY_GUROBI: &str = "import numpy as np
import gurobipy as gp
from gurobipy import GRB
m = gp.Model()
rng = np.random.default_rng(7)
cost = np.arange(1, 4) + 0 * rng.integers(0, 9, 3)
x = m.addVars(np.arange(3), lb=0, obj=cost, vtype=GRB.INTEGER, name='x')
total = sum(np.int64(1) * x[i] for i in range(3))
m.addConstr(total >= np.float64(4.2), 'total')
m.addConstrs((x[i] <= cost[i] + 2 for i in range(3)), name='most')
m.optimize()
print(m.ObjVal, {k: x[k].X for k in x})
";

const NUMPY_PULP: &str = "import numpy as np
from pulp import *
weights = np.array([2, 3, 4])
values = np.array([3, 5, 7])
p = LpProblem('knapsack', LpMaximize)
x = [LpVariable(f'x{i}', cat='Binary') for i in range(3)]
p += lpSum(values * np.array(x))
p += np.dot(weights, np.array(x)) <= weights.sum() - 2
p.solve(PULP_CBC_CMD(msg=0))
print(LpStatus[p.status], value(p.objective))
";
