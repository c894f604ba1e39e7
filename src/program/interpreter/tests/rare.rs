//! What few programs need, of each layer. Expectations are what the vendors' packages print and find: coptpy 8.0.7,
//! gurobipy 13.0.3, PuLP 3.3.2 with CBC.

use super::*;
use crate::solve::Outcome;

const COPT: &str = "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel('t')\n\
    x = m.addVar(name='x', ub=9); y = m.addVar(name='y', vtype='I', ub=7); b = m.addVar(vtype='B', name='b')\n\
    z = m.addVar(name='z', lb=-10, ub=50); c = m.addVar(vtype='B', name='c'); w = m.addVars(2, vtype='B')\n";

const GUROBI: &str = "import gurobipy as gp\nfrom gurobipy import GRB\nm = gp.Model('t')\n\
    x = m.addVar(name='x', ub=9); y = m.addVar(vtype='I', name='y', ub=7); b = m.addVar(vtype='B', name='b')\n\
    z = m.addVar(name='z', lb=-10, ub=10); m.update()\n";

const PULP: &str = "from pulp import *\nP = LpProblem('t', LpMaximize)\n\
    x = LpVariable('x', 0); y = LpVariable('y', 0, 4, LpInteger)\n\
    P += 3*x + 2*y, 'obj'\nP += x + y <= 7.5, 'c1'\nP += x <= 5\n";

fn shows(start: &str, expression: &str) -> String {
    prints(&format!("{start}print({expression})\n"))
        .trim_end()
        .to_owned()
}

fn complaint(start: &str, expression: &str) -> (ErrorKind, String, String) {
    let error = run(&format!("{start}{expression}\n")).error.expect(expression);
    (error.kind, error.name, error.message)
}

fn optimum(program: &str) -> (Outcome, Run) {
    let run = run(program);
    assert_eq!(run.error, None, "{program}");
    let outcome = run.outcome.clone().unwrap();
    assert_eq!(outcome.status, Status::Optimal, "{program}");
    (outcome, run)
}

#[rstest]
#[case("(b == 1) >> (x <= 2)", "<coptpy.GenConstrBuilder>")]
#[case("m.addConstr((b == 0) >> (x + y >= 2), name='i')", "<coptpy.GenConstr: i>")]
#[case(
    "m.addGenConstrIndicator(b, 1, x, 'L', 2, name='ind').getName(), m.getGenConstrByName('ind').getIdx()",
    "ind 0"
)]
#[case(
    "m.addConstrs(((w[i] == 1) >> (x >= i)) for i in range(2))[1]",
    "<coptpy.GenConstr: R(1)>"
)]
#[case("m.addGenConstrMax(z, [x, y, 3])", "<coptpy.GenConstrX>")]
#[case("m.addSOS(COPT.SOS_TYPE2, [x, y, z], [1, 2, 3]), m.soss", "<coptpy.SOS> 1")]
#[case(
    "m.addQConstr(x*x <= 3, name='q'), m.getQConstrByName('q').rhs",
    "<coptpy.QConstraint: q> 3.0"
)]
#[case("m.setInfo('LB', [x, y], [1, 2]), m.getInfo('LB', [x, y])", "None [1.0, 2.0]")]
#[case("m.setVarType([x, y], ['I', 'C']), m.getVarType([x, y])", "None ['I', 'C']")]
#[case(
    "m.getParam('TimeLimit'), m.Param.Threads, m.getParam(COPT.Param.RelGap)",
    "1e+20 -1 0.0001"
)]
#[case(
    "m.setObjectiveN(1, y, priority=2), m.getObjectiveN(1), m.getAttr('MultiObjs')",
    "None 0.0 + <coptpy.Var: y>  1"
)]
#[case("m.setMipStart([x, y], [1, 2]), m.loadMipStart()", "None None")]
#[case("m.addVars([1, 2], [3], ub={(1, 3): 3, (2, 3): 4})[1, 3].ub", "3.0")]
#[case("m.addVars([1, 2], ub={1: 3, 2: 4})[1].ub", "1e+30")]
#[case("m.addVars([1, 2], ub=(3, 4))[1].ub", "3.0")]
#[case("m.clone(), m.clone().getVarByName('y').ub", "<coptpy.Model: t_copy> 7.0")]
fn copt_prints(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(shows(COPT, expression), expected);
}

#[rstest]
#[case("(b + c == 1) >> (x <= 2)", "ValueError", "Invalid operand for 'rshift'")]
#[case(
    "b >> (x <= 2)",
    "TypeError",
    "unsupported operand type(s) for >>: 'Var' and 'ConstrBuilder'"
)]
#[case(
    "m.addConstr((x == 1) >> (x <= 2))",
    "CoptError",
    "3, (INVALID) Invalid indicator variable"
)]
#[case(
    "m.addGenConstrIndicator(b, 1, x, 'L', y)",
    "TypeError",
    "float() argument must be a string or a real number, not 'Var'"
)]
#[case("m.addGenConstrMin(z, x)", "TypeError", "object of type 'Var' has no len()")]
#[case("m.addGenConstrPWL(x, z, [0], [0])", "IndexError", "list index out of range")]
#[case("m.addSOS(3, [x, y])", "CoptError", "3, (INVALID) Fail to add sos constraint")]
#[case("m.getInfo('Value', [x])", "CoptError", "3, (INVALID) Fail to get col info")]
#[case("m.getRedcosts()", "CoptError", "3, (INVALID) Fail to get LP solution")]
fn copt_raises(#[case] expression: &str, #[case] name: &str, #[case] message: &str) {
    let expected = (ErrorKind::Raised, name.to_owned(), message.to_owned());
    assert_eq!(complaint(COPT, expression), expected);
}

#[rstest]
#[case(
    "m.addGenConstrIndicator(b, 1, x <= 2, type=COPT.INDICATOR_ONLYIF)",
    "addGenConstrIndicator with the type ONLYIF or IFANDONLYIF"
)]
#[case("m.addGenConstrMax(z, [])", "a general constraint without operands")]
#[case("m.addMVar(3)", "Model.addMVar")]
#[case("x.getBasis()", "Var.getBasis")]
#[case("m.simplexiter", "Model.SimplexIter")]
#[case("cp.CallbackBase", "coptpy.CallbackBase")]
fn copt_lacks(#[case] expression: &str, #[case] name: &str) {
    let (kind, found, _) = complaint(COPT, expression);
    assert_eq!((kind, found.as_str()), (ErrorKind::Unsupported, name));
}

#[rstest]
#[case("m.addConstr((b == 1) >> (x <= 2)); m.setObjective(x + 5*b, -1)", 9.0)]
#[case(
    "m.addConstr((b == 0) >> (x + y <= 3)); m.setObjective(x + y - 20*b, -1)",
    3.0
)]
#[case("m.addGenConstrIndicator(b, 1, x + y, 'G', 12); m.setObjective(x + y - 20*b)", -8.0)]
#[case("m.addGenConstrAbs(z, x - y); m.setObjective(z, -1)", 9.0)]
#[case("m.addGenConstrMax(z, [x, y], 3); m.setObjective(z - x - y); m.addConstr(x + y >= 8)", -7.0)]
#[case("m.addGenConstrMin(z, [x, y + 1]); m.setObjective(3*z - x - y, -1)", 9.0)]
#[case("m.addGenConstrAnd(c, [b, w[0]]); m.setObjective(3*c - b - w[0], -1)", 1.0)]
#[case(
    "m.addGenConstrOr(c, [b, w[0]]); m.setObjective(c - 0.4*b - 0.4*w[0], -1)",
    0.6
)]
#[case(
    "m.addGenConstrPWL(x, z, [0, 2, 4], [0, 10, 12]); m.setObjective(z, -1)",
    17.0
)]
#[case("m.addGenConstrPWL(x, z, [1, 2, 4], [0, 10, 8]); m.setObjective(z - x)", -10.0)]
#[case("m.addSOS(1, [x, y]); m.setObjective(x + 2*y, -1)", 14.0)]
#[case("m.addSOS(2, [x, y, z], [1, 3, 2]); m.setObjective(x + 2*y + z, -1)", 64.0)]
fn copt_optima(#[case] change: &str, #[case] expected: f64) {
    let (outcome, run) = optimum(&format!("{COPT}{change}\nm.solve()\n"));
    assert!(
        (outcome.objective.unwrap() - expected).abs() < 1e-6,
        "{outcome:?}"
    );
    let line = run.model.unwrap().rows[0].line;
    assert_eq!(line, Some(6), "rows that stand for a constraint know its line");
}

#[rstest]
#[case(
    "m.setObjectiveN(0, x + y, -1, priority=1); m.setObjectiveN(1, x - y, priority=2)",
    "7.0 7.0 -7.0"
)]
#[case(
    "m.setObjectiveN(0, x + y, -1, priority=2, reltol=0.2); m.setObjectiveN(1, x + y, priority=1)",
    "8.0 8.0 8.0"
)]
#[case(
    "m.setObjectiveN(0, x + y, -1); m.setObjectiveN(1, x - y, weight=3)",
    "7.0 7.0 -7.0"
)]
fn copt_objectives_in_order(#[case] change: &str, #[case] expected: &str) {
    let program = format!(
        "{COPT}m.addConstr(x + y <= 10)\n{change}\nm.solve()\n\
         print(m.objval, m.getAttrN(0, 'ObjVal'), m.getAttrN(1, 'ObjVal'))\n"
    );
    let run = run(&program);
    assert_eq!((run.error, run.stdout.trim_end()), (None, expected));
    assert_eq!(run.solves, 1, "one solve of the program, whatever it takes");
}

#[test]
fn copt_prices_of_a_linear_model() {
    let program = "import coptpy as cp\nm = cp.Envr().createModel('lp')\n\
        x = m.addVar(name='x', ub=4); y = m.addVar(name='y'); c = m.addConstr(x + 2*y <= 10)\n\
        d = m.addConstr(x - y >= -3); m.setObjective(3*x + 4*y, cp.COPT.MAXIMIZE); m.solve()\n\
        print(c.pi, c.slack, d.dual, x.rc, m.getInfo('RedCost', x), m.getDuals(), m.getSlacks())\n\
        print([round(v, 9) for v in m.getRedcosts()], len(m.getLpSolution()))\n";
    assert_eq!(
        prints(program),
        "2.0 10.0 0.0 1.0 1.0 [2.0, 0.0] [10.0, 1.0]\n[1.0, 0.0] 4\n"
    );
}

#[rstest]
#[case("m.addConstr(z == gp.norm([x, y], 1)); m.setObjective(z, -1)", 10.0)]
#[case("m.addConstr(z == gp.norm([x, y], GRB.INFINITY)); m.setObjective(z, -1)", 9.0)]
#[case("m.setPWLObj(x, [0, 1, 3], [0, 2, 3]); m.ModelSense = -1", 6.0)]
#[case("m.setPWLObj(x, [0, 1, 3], [4, 2, 3])", 2.0)]
#[case("m.addGenConstrPow(y, z, 2); m.setObjective(z, -1)", 9.0)]
#[case("m.addGenConstrPoly(y, z, [1, -3, 2]); m.setObjective(z + 0.1*y)", 0.1)]
#[case("m.addGenConstrExp(y, z); m.setObjective(y, -1)", 2.0)]
#[case(
    "s = m.addVar(vtype=GRB.SEMICONT, lb=3, ub=8); m.addConstr(s + x >= 1); m.setObjective(s + 2*x)",
    2.0
)]
#[case(
    "s = m.addVar(vtype=GRB.SEMIINT, lb=3, ub=8); m.addConstr(s >= 1); m.setObjective(s)",
    3.0
)]
#[case(
    "m.addConstr(x + 2*y + b <= 8); m.setObjective(x + 2.5*y + b, -1); m.update(); m = m.relax()",
    10.0
)]
fn gurobi_optima(#[case] change: &str, #[case] expected: f64) {
    let (outcome, run) = optimum(&format!("{GUROBI}{change}\nm.optimize()\nprint(m.ObjVal)\n"));
    assert!(
        (outcome.objective.unwrap() - expected).abs() < 1e-6,
        "{outcome:?}"
    );
    let told: f64 = run.stdout.trim_end().parse().unwrap();
    assert!((told - expected).abs() < 1e-6, "{told}");
}

#[test]
fn gurobi_objectives_in_order() {
    let program = format!(
        "{GUROBI}m.ModelSense = -1\nm.addConstr(x + y <= 10)\nm.setObjectiveN(x + y, 0, priority=2, name='a')\n\
         m.setObjectiveN(x - y, 1, priority=1, name='b')\nm.optimize()\n\
         print(m.ObjVal, x.X, y.X, m.NumObj, m.getObjective(1).getValue())\n\
         m.Params.ObjNumber = 1\nprint(m.ObjNVal, m.ObjNName, m.ObjNPriority)\n"
    );
    let run = run(&program);
    assert_eq!(
        (run.error, run.stdout.as_str(), run.solves),
        (None, "10.0 9.0 1.0 2 8.0\n8.0 b 1\n", 1)
    );
}

#[test]
fn gurobi_callbacks_add_rows_until_none_is_broken() {
    let program = format!(
        "{GUROBI}m.setObjective(x + y + z, -1)\ndef cut(model, where):\n    if where == GRB.Callback.MIPSOL:\n\
        \x20       s = model.cbGetSolution([x, y])\n        if s[0] + s[1] > 5.5: model.cbLazy(x + y <= 5.5)\n\
        \x20       if model.cbGetSolution(z) > 4: model.cbLazy(z, GRB.LESS_EQUAL, 4)\n\
         m.Params.LazyConstraints = 1\nm.optimize(cut)\nprint(m.Status, m.ObjVal, m.NumConstrs)\n"
    );
    let run = run(&program);
    assert_eq!(
        (run.error, run.stdout.as_str(), run.solves),
        (None, "2 9.5 0\n", 1)
    );
    let lines: Vec<_> = run.model.unwrap().rows.iter().map(|row| row.line).collect();
    assert_eq!(
        lines,
        [Some(10), Some(11)],
        "the cuts are rows of what was solved"
    );
}

#[test]
fn gurobi_relaxes_what_cannot_be() {
    let program = format!(
        "{GUROBI}m.addConstr(x + y >= 20, 'c1'); m.addConstr(x - y == 1, 'c3'); m.setObjective(x + 2*y)\n\
         m.optimize(); print(m.Status, m.feasRelaxS(0, True, False, True))\n\
         print([v.VarName for v in m.getVars()][4:], [c.ConstrName for c in m.getConstrs()])\n\
         m.optimize(); print(m.ObjVal, x.X)\n"
    );
    assert_eq!(
        prints(&program),
        "3 5.0\n['ArtP_c1', 'ArtP_c3', 'ArtN_c3'] ['c1', 'c3', 'feasobj']\n22.0 8.0\n"
    );
}

#[rstest]
#[case(
    "m.addSOS(1, [x, y]), m.update(), m.getSOS(m.getSOSs()[0])",
    "<gurobi.SOS 0> None (1, [<gurobi.Var x>, <gurobi.Var y>], [1.0, 2.0])"
)]
#[case(
    "m.addGenConstrMax(z, [x, y], 3), m.update(), m.getGenConstrMax(m.getGenConstrs()[0])[2]",
    "<gurobi.GenConstr 0> None 3.0"
)]
#[case(
    "m.copy(), m.copy().getVarByName('y').UB",
    "<gurobi.Model instance t_copy: 0 constrs, 4 vars> 7.0"
)]
#[case(
    "m.addVar(vtype='integer'), m.update(), m.getVars()[-1].VType",
    "<gurobi.Var C4> None I"
)]
#[case(
    "GRB.Callback.MIPSOL, GRB.Error.NOT_SUPPORTED, gp.gurobi.version()",
    "4 10024 (13, 0, 3)"
)]
#[case("x == y", "<gurobi.TempConstr: x == <gurobi.Var y>>")]
#[case("+x", "<gurobi.Var x>")]
fn gurobi_prints(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(shows(GUROBI, expression), expected);
}

#[test]
fn gurobi_prices_and_ranges() {
    let program = "import gurobipy as gp\nm = gp.Model()\nx = m.addVar(ub=4); y = m.addVar()\n\
        c = m.addConstr(x + 2*y <= 10); m.setObjective(3*x + 4*y, gp.GRB.MAXIMIZE); m.optimize()\n\
        print(c.Pi, x.RC, y.RC, x.SAObjLow, x.SAObjUp, c.SARHSLow, c.SARHSUp)\n";
    assert_eq!(prints(program), "2.0 1.0 0.0 2.0 inf 4.0 inf\n");
}

#[rstest]
#[case("P.solve(), P.constraints['c1'].pi, x.dj, y.dj", "1 3.0 0.0 -1.0")]
#[case(
    "P.sequentialSolve([x, y]), list(P.constraints)",
    "[1, 1] ['c1', '_C1', 'Sequence_Objective_0', 'Sequence_Objective_1']"
)]
#[case("P.deepcopy().numConstraints(), P.copy().objective", "2 3*x + 2*y")]
#[case(
    "P.toDict()['objective']",
    "{'name': 'OBJ', 'coefficients': [{'name': 'x', 'value': 3.0}, {'name': 'y', 'value': 2.0}]}"
)]
#[case("makeDict([[1, 2], ['a', 'b']], [[1, 2], [3, 4]], 0)[2]['b']", "4")]
#[case("makeDict([[1, 2], ['a', 'b']], [[1, 2], [3, 4]], 0)[1]['z']", "0")]
#[case(
    "x.isPositive(), x.isFixed(), y.getUb(), x.valueOrDefault()",
    "True False 4 0"
)]
#[case(
    "P.get_constraint_by_name('c1'), P.unusedConstraintName()",
    "x + y <= 7.5 _C2"
)]
#[case("x in P.objective, [v.name for v in P.objective]", "True ['x', 'y']")]
fn pulp_prints(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(shows(PULP, expression), expected);
}

#[test]
fn pulp_stretches_a_constraint_at_a_price() {
    let program = "from pulp import *\nP = LpProblem('e', LpMinimize)\na = LpVariable('a', 0)\nP += a, 'obj'\n\
        P += a <= 3, 'cap'\n\
        s = LpConstraint(a, LpConstraintGE, 'need', 5).makeElasticSubProblem(penalty=10, proportionFreeBound=0.1)\n\
        P.extend(s)\nP.solve()\nprint(value(P.objective), a.varValue, s.isViolated(), s.findLHSValue(), s.upVar.varValue)\n\
        print(list(P.constraints))\ns.deElasticize()\nprint(LpStatus[P.solve()])\n";
    assert_eq!(
        prints(program),
        "18.0 3.0 True 3.0 1.5\n['cap', 'need_elastic_SubProblem_Constraint']\nInfeasible\n"
    );
}

#[test]
fn solves_before_the_last_are_kept_in_short() {
    let program = "import coptpy as cp\nenv = cp.Envr()\nfor top in (1, 2, 3):\n\
        \x20   m = env.createModel('m' + str(top))\n    x = m.addVar(ub=top)\n    m.setObjective(x, -1)\n    m.solve()\n";
    let run = run(program);
    let told: Vec<_> = run
        .earlier
        .iter()
        .map(|solve| {
            (
                solve.name.as_str(),
                solve.variables,
                solve.status,
                solve.objective,
            )
        })
        .collect();
    assert_eq!(run.solves, 3);
    assert_eq!(
        told,
        [
            ("m1", 1, Status::Optimal, Some(1.0)),
            ("m2", 1, Status::Optimal, Some(2.0))
        ]
    );
    assert_eq!(run.outcome.unwrap().objective, Some(3.0));
}

#[test]
fn what_clashes_is_told() {
    let program = "import gurobipy as gp\nm = gp.Model()\nx = m.addVar(ub=9); y = m.addVar(ub=7)\n\
        c = m.addConstr(x + y >= 20, 'c'); d = m.addConstr(x <= 100, 'd')\nm.optimize()\nm.computeIIS()\n\
        print(m.IISMinimal, [r.IISConstr for r in m.getConstrs()], x.IISUB, x.IISLB, y.IISUB)\n";
    assert_eq!(prints(program), "1 [1, 0] 1 0 1\n");
    let program = "import coptpy as cp\nm = cp.Envr().createModel()\nx = m.addVar(ub=9); y = m.addVar(ub=7)\n\
        c = m.addConstr(x + y >= 20, name='c'); d = m.addConstr(x <= 100, name='d')\nm.solve()\nm.computeIIS()\n\
        print(m.hasiis, c.iislb, c.iisub, x.getUpperIIS(), m.getConstrLowerIIS([c, d]), m.getVarUpperIIS(m.getVars()))\n";
    assert_eq!(prints(program), "1 1 0 1 [1, 0] [1, 1]\n");
}

#[rstest]
#[case("import pyomo.environ as pyo\n", "import pyomo.environ")]
#[case(
    "from ortools.linear_solver import pywraplp\n",
    "import ortools.linear_solver"
)]
#[case("x = 1\nimport cvxpy as cp\n", "import cvxpy")]
#[case("from docplex.mp.model import Model\n", "import docplex.mp.model")]
#[case("import mip\n", "import mip")]
#[case("import cplex\n", "import cplex")]
#[case("from scipy.optimize import linprog\nlinprog([1])\n", "import scipy.optimize")]
fn other_modelling_packages_are_named(#[case] program: &str, #[case] name: &str) {
    let error = run(program).error.unwrap();
    assert_eq!((error.kind, error.name.as_str()), (ErrorKind::Unsupported, name));
    assert!(
        error.message.contains("coptpy, gurobipy and pulp"),
        "{}",
        error.message
    );
    assert!(error.line.is_some());
}
