//! The `gurobipy` layer. Expectations are what the vendor's package, version 13.0.3, prints and raises.

use super::*;

const GUROBI: &str = "import gurobipy as gp\nfrom gurobipy import GRB\nm = gp.Model('t')\n\
    x = m.addVar(name='x'); y = m.addVar(name='y', vtype='I'); b = m.addVar(vtype='B', name='b')\n\
    q = m.addVars([1, 2], [1, 2], name='q')\nm.update()\n";

fn shows(expression: &str) -> String {
    prints(&format!("{GUROBI}print({expression})\n"))
        .trim_end()
        .to_owned()
}

#[rstest]
#[case("x, 1 + x", "<gurobi.Var x> 1.0 + x")]
#[case("x*2 + y - 1", "-1.0 + 2.0 x + y")]
#[case("3 - x", "3.0 + -1.0 x")]
#[case("x*x + 3*x", "3.0 x + [ x ^ 2 ]")]
#[case("x*y", "0.0 + [ x * y ]")]
#[case("sum([x, y])", "x + y")]
#[case("gp.quicksum([x, y, 3])", "3.0 + x + y")]
#[case("gp.quicksum({1: x, 2: y})", "3.0")]
#[case("gp.quicksum([])", "0.0")]
#[case("gp.LinExpr([1, 2], [x, y])", "x + 2.0 y")]
#[case("gp.LinExpr([(1, x), (2, y)])", "x + 2.0 y")]
#[case("1 <= x", "<gurobi.TempConstr: x >= 1>")]
#[case("x == None", "False")]
#[case("x in [x, y], isinstance(x + 1, gp.LinExpr), {x: 1}[x]", "True True 1")]
#[case("q.sum(1, '*')", "q[1,1] + q[1,2]")]
#[case("q.sum(1)", "q[1,1] + q[1,2]")]
#[case("q.sum('*', [1])", "q[1,1] + q[2,1]")]
#[case("q.sum(7, '*')", "0.0")]
#[case("q.prod({(1, 1): 2, (1, 2): 3})", "2.0 q[1,1] + 3.0 q[1,2]")]
#[case("q.select('*', 2)", "[<gurobi.Var q[1,2]>, <gurobi.Var q[2,2]>]")]
#[case("gp.tuplelist([(1, 2), (1, 3), (2, 3)]).select(1, '*')", "[(1, 2), (1, 3)]")]
#[case(
    "gp.multidict({1: [1, 2], 2: [3, 4]})",
    "[[1, 2], {1: 1, 2: 3}, {1: 2, 2: 4}]"
)]
#[case("x.lb, x.UB, x.VType, x.VarName, x.index, x.Obj", "0.0 inf C x 0 0.0")]
#[case("m.Status, m.status, m.SolCount, m.NumVars, m.IsMIP", "1 1 0 7 1")]
#[case("m.Params.TimeLimit, m.params.MIPGap", "inf 0.0001")]
#[case("GRB.Status.OPTIMAL, GRB.INF_OR_UNBD, GRB.Attr.ObjVal", "2 4 ObjVal")]
#[case("m.getVarByName('y'), m.getVarByName('zz')", "<gurobi.Var y> None")]
#[case("m.getAttr('LB', q)", "{(1, 1): 0.0, (1, 2): 0.0, (2, 1): 0.0, (2, 2): 0.0}")]
#[case("m.addVar()", "<gurobi.Var *Awaiting Model Update*>")]
#[case("list(m.addVars('ab')), list(m.addVars(1, 2))", "['a', 'b'] [(0, 0), (0, 1)]")]
fn prints_as_the_vendor(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(shows(expression), expected);
}

#[rstest]
#[case("m.addVar(lb=None)", "TypeError", "must be real number, not NoneType")]
#[case("m.addVar(vtype='X')", "GurobiError", "Invalid variable type 'X'")]
#[case(
    "m.addVar(foo=3)",
    "TypeError",
    "addVar() got an unexpected keyword argument 'foo'"
)]
#[case("m.addVars(2.0)", "TypeError", "'float' object is not iterable")]
#[case("m.addVars([1, 1])", "KeyError", "'Duplicate keys in Model.addVars()'")]
#[case(
    "x < y",
    "TypeError",
    "'<' not supported between instances of 'Var' and 'Var'"
)]
#[case("x != 1", "GurobiError", "Inequality constraints not supported")]
#[case(
    "1 <= x <= 2",
    "GurobiError",
    "Constraint has no bool value (are you trying \"lb <= expr <= ub\"?)"
)]
#[case("x / 0", "ZeroDivisionError", "float division")]
#[case("x + [1]", "TypeError", "unsupported operand type(s) for +: 'Var' and 'list'")]
#[case("gp.quicksum(x)", "TypeError", "'Var' object is not iterable")]
#[case("m.addConstr(x)", "GurobiError", "Invalid value for Model.addConstr")]
#[case(
    "m.addConstr(x / y <= 1)",
    "GurobiError",
    "Nonlinear constraints must take the form y=f(x)"
)]
#[case("m.addConstr(x <= float('nan'))", "GurobiError", "Constant is Nan")]
#[case("m.addConstrs([x <= 1])", "KeyError", "'Missing constraint index'")]
#[case("m.addConstrs(x <= 1)", "KeyError", "'Missing constraint index'")]
#[case(
    "m.setObjective(None)",
    "GurobiError",
    "Unable to convert argument to an expression"
)]
#[case(
    "m.setObjective(x**3)",
    "GurobiError",
    "Objective must be linear or quadratic"
)]
#[case("m.setParam('foo', 1)", "GurobiError", "Unknown parameter 'foo'")]
#[case("m.Params.foo", "AttributeError", "No parameter named 'foo'")]
#[case("x.X", "AttributeError", "Unable to retrieve attribute 'X'")]
#[case("m.objVal", "AttributeError", "Unable to retrieve attribute 'objVal'")]
#[case("x.foo", "AttributeError", "'gurobipy.Var' object has no attribute 'foo'")]
#[case("m.foo", "AttributeError", "'gurobipy.Model' object has no attribute 'foo'")]
#[case(
    "m.solve()",
    "AttributeError",
    "'gurobipy.Model' object has no attribute 'solve'"
)]
#[case(
    "gp.minimize",
    "AttributeError",
    "module 'gurobipy' has no attribute 'minimize'"
)]
#[case("GRB.FOO", "AttributeError", "type object 'GRB' has no attribute 'FOO'")]
#[case(
    "m.addVar().VarName",
    "AttributeError",
    "Index out of range for attribute 'VarName'"
)]
#[case(
    "m.addConstr((b <= 1) >> (x <= 1))",
    "GurobiError",
    "Indicator constraints can only be triggered by a single binary variable at a given value"
)]
#[case(
    "m.addConstr((b == 2) >> (x <= 1))",
    "GurobiError",
    "Problem adding general constraint"
)]
#[case("x.lb = 'a'", "AttributeError", "Attribute 'lb' takes double value")]
fn raises_as_the_vendor(#[case] expression: &str, #[case] name: &str, #[case] message: &str) {
    let error = run(&format!("{GUROBI}{expression}\n")).error.expect(expression);
    assert_eq!(
        (
            error.kind,
            error.name.as_str(),
            error.message.as_str(),
            error.line
        ),
        (ErrorKind::Raised, name, message, Some(7))
    );
}

#[rstest]
#[case("m.addMVar(3)", "Model.addMVar")]
#[case(
    "m.addGenConstrPow(x, y, 2); m.optimize()",
    "addGenConstrPow on x, which is not an integer with bounds"
)]
#[case(
    "y.lb = -2; y.ub = 2; m.addGenConstrLog(y, x); m.optimize()",
    "addGenConstrLog on y, beyond where it is defined"
)]
#[case(
    "m.optimize(lambda model, where: model.terminate())",
    "Model.terminate in a callback"
)]
#[case("m.addConstr(x == gp.norm([y, b], 2))", "a norm of the kind 2.0")]
#[case("m.feasRelaxS(1, False, False, True)", "feasRelax with the type 1")]
#[case("m.NodeCount", "Model.NodeCount")]
#[case("m.addConstr(y == x**3)", "nonlinear constraint")]
#[case("q.prod([1, 2])", "tupledict.prod with a list")]
#[case("m.addVar(vtype='S')", "semi-continuous variable")]
#[case(
    "m.addVar(vtype=GRB.SEMICONT); m.optimize()",
    "semi-continuous variable without an upper bound"
)]
#[case(
    "m.addConstr((b == 1) >> (x <= 1)); m.optimize()",
    "indicator constraint on x, which has no finite bounds"
)]
fn what_the_layer_lacks_cannot_be_caught(#[case] expression: &str, #[case] name: &str) {
    let program = format!("{GUROBI}try:\n    {expression}\nexcept BaseException:\n    pass\nprint('on')\n");
    let run = run(&program);
    let error = run.error.unwrap();
    assert_eq!(
        (error.kind, error.name.as_str(), error.line, run.stdout.as_str()),
        (ErrorKind::Unsupported, name, Some(8), "")
    );
}

/// Optima that the vendor's package finds for the same models.
#[rstest]
#[case("m.addConstr(x <= 3); m.setObjective(x, GRB.MAXIMIZE)", 3.0)]
#[case("m.addRange(x + y, 1, 5); m.setObjective(x + 2*y, -1)", 10.0)]
#[case("m.addConstr(x + y == [1, 5]); m.setObjective(x)", 0.0)]
#[case(
    "x.ub = 9; m.addConstr((b == 1) >> (x <= 2)); m.addConstr(b == 1); m.setObjective(x, -1)",
    2.0
)]
#[case(
    "x.ub = 9; m.addConstr((b == 0) >> (x == 4)); m.setObjective(x - 20*b, -1)",
    4.0
)]
#[case(
    "x.lb = -5; x.ub = 3; z = m.addVar(); m.addConstr(z == gp.abs_(x)); m.setObjective(z, -1)",
    5.0
)]
#[case(
    "x.ub = 4; y.ub = 6; z = m.addVar(); m.addConstr(z == gp.max_(x, y, 3)); m.setObjective(z)",
    3.0
)]
#[case(
    "x.ub = 4; y.ub = 6; z = m.addVar(); m.addConstr(z == gp.max_(x, y)); m.setObjective(z - x - y, -1)",
    0.0
)]
#[case(
    "x.ub = 4; y.ub = 6; z = m.addVar(); m.addGenConstrMin(z, [x, y], 5); m.setObjective(z, -1)",
    4.0
)]
#[case(
    "c = m.addVar(vtype='B'); z = m.addVar(vtype='B'); m.addConstr(z == gp.and_(b, c)); m.setObjective(z - 0.4*b - 0.4*c, -1)",
    0.2
)]
#[case(
    "c = m.addVar(vtype='B'); z = m.addVar(vtype='B'); m.addConstr(z == gp.or_(b, c)); m.setObjective(b + c - 3*z, -1)",
    0.0
)]
#[case(
    "x.ub = 4; y.ub = 6; m.addSOS(GRB.SOS_TYPE1, [x, y]); m.setObjective(x + y, -1)",
    6.0
)]
#[case(
    "x.ub = 4; y.ub = 6; m.addSOS(2, [x, b, y], [1, 2, 3]); m.setObjective(x + y + b, -1)",
    7.0
)]
#[case(
    "x.ub = 6; z = m.addVar(); m.addGenConstrPWL(x, z, [0, 2, 4], [0, 10, 12]); m.setObjective(z, -1)",
    14.0
)]
#[case("y.ub = 7; m.setObjective(b*y - 3*b, -1)", 4.0)]
#[case("m.setObjectiveN(x, 0, weight=2); m.setObjectiveN(y, 1, weight=-1); m.addConstr(x >= 1); m.addConstr(y <= 4)", -2.0)]
fn optima_are_the_vendors(#[case] change: &str, #[case] optimum: f64) {
    let run = run(&format!("{GUROBI}{change}\nm.optimize()\n"));
    assert_eq!(run.error, None);
    let outcome = run.outcome.unwrap();
    assert_eq!(outcome.status, Status::Optimal);
    assert!((outcome.objective.unwrap() - optimum).abs() < 1e-6, "{outcome:?}");
}

#[test]
fn results_read_in_every_spelling() {
    let program = format!(
        "{GUROBI}c = m.addConstr(2*y <= 7, 'c')\nm.addConstrs((q[i, j] <= i for i in (1, 2) for j in (1, 2)), name='u')\n\
         m.setObjective(y + q.sum(), GRB.MAXIMIZE)\nm.Params.OutputFlag = 0\nm.optimize()\n\
         if m.status == GRB.OPTIMAL:\n    print(m.ObjVal, m.objval, y.X, y.x, c.Slack, c.RHS, c.Sense, m.SolCount)\n\
         print([r.ConstrName for r in m.getConstrs()], m.getRow(c), m.getObjective().getValue())\n"
    );
    assert_eq!(
        prints(&program),
        "9.0 9.0 3.0 3.0 1.0 7.0 < 1\n['c', 'u[1,1]', 'u[1,2]', 'u[2,1]', 'u[2,2]'] 2.0 y 9.0\n"
    );
}

#[test]
fn an_infeasible_model_says_so() {
    let program = format!(
        "{GUROBI}m.addConstr(x >= 3)\nm.addConstr(x <= 1)\nm.optimize()\nprint(m.Status == GRB.INFEASIBLE, m.SolCount)\n\
         m.computeIIS()\nm.write('m.ilp')\ntry:\n    x.X\nexcept (gp.GurobiError, AttributeError) as e:\n    print(e)\n"
    );
    assert_eq!(prints(&program), "True 0\nUnable to retrieve attribute 'X'\n");
}

#[test]
fn rows_know_their_lines() {
    let program =
        format!("{GUROBI}m.addConstr(x <= 1)\nm.addConstrs(\n    x <= i for i in (1, 2))\nm.optimize()\n");
    let lines: Vec<_> = run(&program)
        .model
        .unwrap()
        .rows
        .iter()
        .map(|row| row.line)
        .collect();
    assert_eq!(lines, [Some(7), Some(8), Some(8)]);
}

#[test]
fn a_function_that_nobody_calls_is_named() {
    let program = "def solve(n=3):\n    import gurobipy as gp\n    m = gp.Model()\n    m.optimize()\n";
    let error = run(program).error.unwrap();
    assert_eq!(
        (error.kind, error.name.as_str()),
        (ErrorKind::Unsupported, "a function that nobody calls")
    );
    assert_eq!(run(&format!("{program}solve()\n")).error, None);
}

#[test]
fn two_libraries_do_not_mix() {
    let error = run("import gurobipy\nimport pulp\n").error.unwrap();
    assert_eq!(
        (error.kind, error.name.as_str(), error.line),
        (ErrorKind::Unsupported, "pulp beside gurobipy", Some(2))
    );
}
