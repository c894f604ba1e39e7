//! The `coptpy` layer. Expectations are what the vendor's package, version 8.0.7, prints and raises.

use super::*;

/// Prints of expressions about x, y (integer), b (binary) and the tupledict q.
fn shows(expression: &str) -> String {
    prints(&format!(
        "{START}x = m.addVar(name='x'); y = m.addVar(name='y', vtype='I'); b = m.addVar(vtype='B', name='b')\n\
         q = m.addVars([1, 2], [1, 2])\nprint({expression})\n"
    ))
    .trim_end()
    .replace("<coptpy.Var: x>", "x")
    .replace("<coptpy.Var: y>", "y")
}

#[rstest]
#[case("x + 1", "1.0 + x")]
#[case("1 + x", "1.0 + x")]
#[case("2*x", "0.0 + 2.0 * x")]
#[case("x*2 + y - 1", "-1.0 + 2.0 * x + y")]
#[case("3 - x", "3.0 - x")]
#[case("-x", "0.0 - x")]
#[case("x - x", "0.0 + x - x")]
#[case("x/2", "0.0 + 0.5 * x")]
#[case("x + True", "1.0 + x")]
#[case("x + '3'", "3.0 + x")]
#[case("x*y", "0.0  + x  * y")]
#[case("x*x + 3*x", "0.0 + 3.0 * x  + x  * x")]
#[case("x**2", "0.0  + x  * x")]
#[case("x**1", "x")]
#[case("(x + 1)*(x + 2)", "2.0 + x + 2.0 * x  + x  * x")]
#[case("-(x*x) + 1", "1.0  - x  * x")]
#[case("sum([x, y])", "0.0 + x + y")]
#[case("sum([x*2, y], 5)", "5.0 + 2.0 * x + y")]
#[case("sum([])", "0")]
#[case("cp.quicksum([x, y, 3])", "3.0 + x + y")]
#[case("cp.quicksum(x*i for i in range(3))", "0.0 + 0.0 * x + x + 2.0 * x")]
#[case("cp.quicksum({1: x, 2: y})", "0.0 + x + y")]
#[case("cp.quicksum([])", "0.0")]
#[case("cp.quicksum([x*y, x])", "0.0 + x  + x  * y")]
#[case("cp.LinExpr(x, 2)", "0.0 + 2.0 * x")]
#[case("cp.LinExpr([x, y], [1, 2])", "0.0 + x + 2.0 * y")]
#[case("cp.LinExpr([(x, 1), (y, 2)])", "0.0 + x + 2.0 * y")]
#[case("(x - 3 <= x + 1).getExpr()", "-4.0 + x - x")]
#[case("(x <= 1).getSense(), (1 <= x).getSense(), (x == y).getSense()", "L G E")]
#[case("x in [x, y], x is x, not x", "True True False")]
#[case(
    "x.name, x.vtype, y.VType, x.lb, x.LB, x.ub, x.index",
    "x C I 0.0 0.0 1e+30 0"
)]
#[case("x.getName(), x.getInfo('UB'), x.getType()", "x 1e+30 C")]
#[case("m.objval, m.ObjVal, m.status, m.STATUS, m.objsense", "0.0 0.0 0 0 1")]
#[case(
    "m.getAttr('ObjVal'), m.getAttr(COPT.Attr.Status), m.cols, m.rows",
    "0.0 0 7 0"
)]
#[case(
    "(x + 1).size, (x + 1).getConstant(), (x + 1).getCoeff(0), (x + 1).getVar(0)",
    "1 1.0 1.0 x"
)]
#[case(
    "[v.name for v in m.getVars()][:3], m.getVars().size, len(m.getVars())",
    "['x', 'y', 'b'] 7 7"
)]
#[case("m.getVarByName('y'), m.getVar(0)", "y x")]
#[case("q[1, 2].name, list(q.keys())", "C(1,2) [(1, 1), (1, 2), (2, 1), (2, 2)]")]
#[case("len(q.select(1, '*')), q.sum(7, '*'), q.sum('*', [1]).size", "2 0.0 2")]
#[case("q.sum().size, q.prod({(1, 1): 2, (1, 2): 3}).size", "4 2")]
#[case("cp.tuplelist([(1, 2), (1, 3), (2, 3)]).select(1, '*')", "[(1, 2), (1, 3)]")]
#[case(
    "cp.multidict({1: [1, 2], 2: [3, 4]})",
    "[[1, 2], {1: 1, 2: 3}, {1: 2, 2: 4}]"
)]
#[case("cp.tupledict({(1, 2): 3, (1, 3): 4}).sum(1, '*')", "7.0")]
#[case("COPT.INFINITY, COPT.BINARY, COPT.Param.TimeLimit", "1e+30 B TimeLimit")]
#[case(
    "m, m.addConstr(x <= 1, name='c'), x <= 1",
    "<coptpy.Model: t> <coptpy.Constraint: c> <coptpy.ConstrBuilder>"
)]
fn prints_as_the_vendor(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(shows(expression).replace("  ", " "), expected.replace("  ", " "));
}

#[rstest]
#[case(
    "m.addVar(lb=None)",
    "TypeError",
    "float() argument must be a string or a real number, not 'NoneType'"
)]
#[case(
    "m.addVar(ub=2*x)",
    "TypeError",
    "float() argument must be a string or a real number, not 'ExprBuilder'"
)]
#[case("m.addVar(vtype='X')", "CoptError", "3, (INVALID) Fail to add a variable")]
#[case(
    "m.addVar(foo=3)",
    "TypeError",
    "addVar() got an unexpected keyword argument 'foo'"
)]
#[case(
    "m.addVars(2, name='x')",
    "TypeError",
    "addVars() got an unexpected keyword argument 'name'"
)]
#[case("m.addVars()", "TypeError", "'indices' is required to add variables to model")]
#[case(
    "m.addVars(2.0)",
    "TypeError",
    "'float' object cannot be interpreted as an integer"
)]
#[case(
    "m.addVars('ab')",
    "TypeError",
    "'int', 'float' or 'str' object(s) are required for argument 'indices'"
)]
#[case(
    "m.addVars(i for i in [1])",
    "TypeError",
    "'int', 'float' or 'str' object(s) are required for argument 'indices'"
)]
#[case("m.addVars([1, 2], 3)", "TypeError", "'int' object is not iterable")]
#[case("m.addVars(3, ub=[1, 2])", "IndexError", "list index out of range")]
#[case(
    "x < y",
    "TypeError",
    "'<' not supported between instances of 'Var' and 'Var'"
)]
#[case(
    "1 > x + 1",
    "TypeError",
    "'>' not supported between instances of 'int' and 'ExprBuilder'"
)]
#[case(
    "x != 1",
    "ValueError",
    "Boolean value of 'ConstrBuilder' object is not defined"
)]
#[case(
    "1 <= x <= 2",
    "ValueError",
    "Boolean value of 'ConstrBuilder' object is not defined"
)]
#[case(
    "1 if x == 1 else 2",
    "ValueError",
    "Boolean value of 'ConstrBuilder' object is not defined"
)]
#[case(
    "y in [x]",
    "ValueError",
    "Boolean value of 'ConstrBuilder' object is not defined"
)]
#[case("x + 'a'", "ValueError", "could not convert string to float: 'a'")]
#[case(
    "x + [1]",
    "TypeError",
    "float() argument must be a string or a real number, not 'list'"
)]
#[case("x / 0", "ZeroDivisionError", "float division")]
#[case("x // 2", "TypeError", "unsupported operand type(s) for //: 'Var' and 'int'")]
#[case(
    "(x <= 1) + 1",
    "TypeError",
    "unsupported operand type(s) for +: 'ConstrBuilder' and 'int'"
)]
#[case(
    "float(x)",
    "TypeError",
    "float() argument must be a string or a real number, not 'Var'"
)]
#[case("abs(x)", "TypeError", "bad operand type for abs(): 'Var'")]
#[case(
    "max(x, y)",
    "TypeError",
    "'>' not supported between instances of 'Var' and 'Var'"
)]
#[case("cp.quicksum(x)", "TypeError", "'Var' object is not iterable")]
#[case(
    "cp.quicksum([[x]])",
    "TypeError",
    "float() argument must be a string or a real number, not 'list'"
)]
#[case("m.addConstr(x)", "ValueError", "Unsupported constraint sense")]
#[case("m.addConstr(x, '<=', 1)", "ValueError", "Unsupported constraint sense")]
#[case("m.addConstr(x/y <= 1)", "ValueError", "Unsupported constraint sense")]
#[case(
    "m.addConstr(x*y <= 1)",
    "TypeError",
    "'QConstrBuilder' or 'MQConstrBuilder' is not valid for argument 'lhs'"
)]
#[case(
    "m.addConstr(x <= 1, foo=3)",
    "TypeError",
    "addConstr() got an unexpected keyword argument 'foo'"
)]
#[case("m.addConstrs(i <= 1 for i in [x])", "TypeError", "unhashable type: 'Var'")]
#[case(
    "m.addConstrs((x <= 1 for i in [1]), name='n')",
    "TypeError",
    "addConstrs() got an unexpected keyword argument 'name'"
)]
#[case(
    "m.addConstrs([True])",
    "AttributeError",
    "'bool' object has no attribute '__dict__'"
)]
#[case(
    "m.setObjective(x, 'max')",
    "TypeError",
    "Wrong number or type of arguments for overloaded function 'IModel_SetObjective'."
)]
#[case(
    "m.setObjective(None)",
    "TypeError",
    "float() argument must be a string or a real number, not 'NoneType'"
)]
#[case("m.setParam('foo', 1)", "AttributeError", "Invalid parameter name 'foo'")]
#[case("m.getVarByName('zz')", "CoptError", "3, (INVALID) Invalid col index")]
#[case("x.x", "CoptError", "3, (INVALID) Fail to get variable information")]
#[case("x.foo", "CoptError", "3, (INVALID) Fail to get variable information")]
#[case("m.foo", "AttributeError", "Invalid attribute name 'foo'")]
#[case("m.optimize()", "AttributeError", "Invalid attribute name 'optimize'")]
#[case(
    "cp.minimize",
    "AttributeError",
    "module 'coptpy' has no attribute 'minimize'"
)]
#[case("cp.max(x, y)", "AttributeError", "module 'coptpy' has no attribute 'max'")]
#[case("COPT.FOO", "AttributeError", "type object 'COPT' has no attribute 'FOO'")]
#[case("q[5]", "KeyError", "5")]
#[case("q[1][1]", "KeyError", "1")]
#[case("q.sum(1)", "KeyError", "'Key should have length 2'")]
#[case("q.prod([1, 2])", "AttributeError", "'list' object has no attribute 'keys'")]
#[case(
    "e = cp.LinExpr(x); e += x*x",
    "TypeError",
    "float() argument must be a string or a real number, not 'QuadExpr'"
)]
#[case("m.x = 3", "AttributeError", "Invalid attribute name 'setAttr'")]
#[case("x.lb = 'a'", "ValueError", "could not convert string to float: 'a'")]
#[case(
    "from coptpy import Foo",
    "ImportError",
    "cannot import name 'Foo' from 'coptpy'"
)]
fn raises_as_the_vendor(#[case] expression: &str, #[case] name: &str, #[case] message: &str) {
    assert_eq!(raised(expression), (name.to_owned(), message.to_owned()));
}

#[rstest]
#[case("m.addMVar(3)", "Model.addMVar")]
#[case("m.setCallback(None, 1)", "Model.setCallback")]
#[case("cp.CallbackBase", "coptpy.CallbackBase")]
#[case(
    "m.addConstr((m.addVar(vtype='B') == 2) >> (m.addVar() <= 2))",
    "indicator constraint at a value that is neither 0 nor 1"
)]
#[case("m.setObjective(1 / m.addVar())", "nonlinear objective")]
#[case("COPT.CBCONTEXT_MIPSOL", "COPT.CBCONTEXT_MIPSOL")]
fn what_the_layer_lacks_cannot_be_caught(#[case] expression: &str, #[case] name: &str) {
    let program = format!("{START}try:\n    {expression}\nexcept BaseException:\n    pass\nprint('on')\n");
    let run = run(&program);
    let error = run.error.unwrap();
    assert_eq!(
        (error.kind, error.name.as_str(), error.line, run.stdout.as_str()),
        (ErrorKind::Unsupported, name, Some(5), "")
    );
}

#[rstest]
#[case("m.addVars(3)", "0 1 2")]
#[case("m.addVars(2, 2)", "(0, 0) (0, 1) (1, 0) (1, 1)")]
#[case("m.addVars(range(1, 3))", "1 2")]
#[case("m.addVars(['a', 'b'], [1])", "('a', 1) ('b', 1)")]
#[case("m.addVars([(1, 2), (3, 4)])", "(1, 2) (3, 4)")]
#[case("m.addVars([1, 2], [(3, 4)])", "(1, 3, 4) (2, 3, 4)")]
#[case("m.addVars({'a': 1, 'b': 2})", "a b")]
#[case("m.addVars({'a': 1}.keys())", "a")]
#[case("m.addVars((2, 3))", "2 3")]
#[case("m.addVars(cp.tuplelist([(1, 2), (2, 3)]))", "(1, 2) (2, 3)")]
#[case("m.addVars(0)", "")]
#[case("m.addConstrs(v[i] <= i for i in (1, 2))", "1 2")]
#[case(
    "m.addConstrs((v[i] <= v[j] for i in (1, 2) for j in (1, 2)), 'n')",
    "(1, 1) (1, 2) (2, 1) (2, 2)"
)]
#[case("m.addConstrs(v[i] <= 1 for i, j in [(1, 2), (2, 3)] if i > 1)", "(2, 3)")]
#[case("m.addConstrs([v[1] <= 1, v[2] <= 2])", "0 1")]
fn keys_are_the_vendors(#[case] call: &str, #[case] keys: &str) {
    let program = format!("{START}v = m.addVars([1, 2])\nmade = {call}\nprint(*made.keys())\n");
    assert_eq!(prints(&program).trim_end(), keys);
}

#[test]
fn bounds_and_types_spread_over_keys() {
    let program = format!(
        "{START}m.addVars(2, lb=1, ub=[2, 3], vtype=COPT.INTEGER, nameprefix='q')\n\
         m.addVars([1], ['a', 'b'], ub={{(1, 'a'): 4, (1, 'b'): 6}}, vtype=['B', 'C'])\n\
         m.addVars(1, lb=None, ub=(9,))\n\
         m.addVar(lb=-COPT.INFINITY, ub=float('inf'))\n\
         m.addVar(vtype=COPT.BINARY, lb=-3, ub=7)\n"
    );
    let model = run(&program).model.unwrap();
    let seen: Vec<_> = model
        .variables
        .iter()
        .map(|v| (v.name.as_str(), v.kind, v.lower, v.upper, v.line))
        .collect();
    let (infinite, whole, real) = (f64::INFINITY, VariableKind::Integer, VariableKind::Continuous);
    assert_eq!(
        seen,
        [
            ("q(0)", whole, 1.0, 2.0, Some(4)),
            ("q(1)", whole, 1.0, 3.0, Some(4)),
            ("C(1,a)", VariableKind::Binary, 0.0, 1.0, Some(5)),
            ("C(1,b)", real, 0.0, 6.0, Some(5)),
            ("C(0)", real, 0.0, 9.0, Some(6)),
            ("C5", real, -infinite, infinite, Some(7)),
            ("C6", VariableKind::Binary, 0.0, 1.0, Some(8)),
        ]
    );
}

#[test]
fn rows_know_their_lines_and_senses() {
    let program = format!(
        "{START}x = m.addVar(name='x')\ny = m.addVar(name='y')\n\
         m.addConstr(2*x + y - 1 <= 3*y + 4,\n    name='a')\n\
         m.addConstr(x == [1, 3])\n\
         m.addConstr(x, COPT.GREATER_EQUAL, y + 1, 'three')\n\
         m.addConstr(x + y == 5, 'ignored by the vendor')\n\
         m.addConstr(x - x <= 1)\n\
         m.addConstr(False)\n\
         m.addBoundConstr(x + 1, 2, 3, 'between')\n\
         m.addQConstr(x*y + x <= 2, name='square')\n\
         m.setObjective(x*x + 2*x*y + y*x + 3*x - 1, sense=COPT.MAXIMIZE)\n"
    );
    let model = run(&program).model.unwrap();
    let seen: Vec<_> = model
        .rows
        .iter()
        .map(|row| {
            (
                row.name.as_str(),
                row.line.unwrap(),
                row.sense(),
                model.row_text(row),
            )
        })
        .collect();
    let expected = [
        ("a", 6, RowSense::LessEqual, "2 x - 2 y ≤ 5"),
        ("R1", 8, RowSense::Range, "1 ≤ x ≤ 3"),
        ("three", 9, RowSense::GreaterEqual, "x - y ≥ 1"),
        ("ignored by the vendor", 10, RowSense::Equal, "x + y = 5"),
        ("R4", 11, RowSense::LessEqual, "0 ≤ 1"),
        ("R5", 12, RowSense::GreaterEqual, "0 ≥ 1"),
        ("between", 13, RowSense::Range, "1 ≤ x ≤ 2"),
        ("square", 14, RowSense::LessEqual, "x + x·y ≤ 2"),
    ];
    assert_eq!(
        seen,
        expected.map(|(name, line, sense, text)| (name, line, sense, text.to_owned()))
    );
    assert_eq!(
        model.objective_text(&model.objective),
        "maximize 3 x + x² + 3 x·y - 1"
    );
    assert_eq!((model.name.as_str(), model.objective.line), ("t", Some(15)));
}

#[test]
fn a_solved_model_answers() {
    let program = format!(
        "{START}x = m.addVar(name='x', ub=4)\ny = m.addVar(name='y', vtype=COPT.INTEGER)\n\
         c = m.addConstr(x + 2*y <= 7, name='c')\n\
         m.setObjective(3*x + 2*y + 1, COPT.MAXIMIZE)\nm.setParam('TimeLimit', 10)\nm.Param.Logging = 0\n\
         m.solve()\nassert m.status == COPT.OPTIMAL\n\
         print(m.objval, x.x, x.X, y.x, c.slack, (x + 1).getValue(), m.getValues(), m.hasmipsol)\n\
         print('{{:.2f}} {{}}'.format(m.objval, x.name), f'{{m.ObjVal:.1f}}', m.Param.TimeLimit)\n"
    );
    let run = run(&program);
    assert_eq!(run.error, None);
    assert_eq!(
        run.stdout,
        "15.0 4.0 4.0 1.0 6.0 5.0 [4.0, 1.0] 1\n15.00 x 15.0 10.0\n"
    );
    let outcome = run.outcome.unwrap();
    assert_eq!(
        (outcome.status, outcome.objective, run.solves),
        (Status::Optimal, Some(15.0), 1)
    );
}

#[rstest]
#[case("m.addConstr(x >= 5)", 2, Status::Infeasible)]
#[case("m.setObjective(y, COPT.MAXIMIZE)", 3, Status::Unbounded)]
fn a_model_without_optimum_says_so(#[case] change: &str, #[case] code: i32, #[case] status: Status) {
    let program = format!(
        "{START}x = m.addVar(ub=4)\ny = m.addVar()\n{change}\nm.solve()\nprint(m.status, m.objval)\n\
         try:\n    x.x\nexcept cp.CoptError as e:\n    print(e.message, type(e).__name__)\n"
    );
    let run = run(&program);
    assert_eq!(
        run.stdout,
        format!("{code} 1e+30\n(INVALID) Fail to get variable information CoptError\n")
    );
    assert_eq!((run.error, run.outcome.unwrap().status), (None, status));
}

#[test]
fn models_change_between_solves() {
    let program = format!(
        "{START}x = m.addVar(ub=4)\nc = m.addConstr(x <= 3)\nm.setObjective(x, COPT.MAXIMIZE)\nm.solve()\n\
         print(m.objval)\nx.ub = 2\nm.solve()\nprint(m.objval)\nx.ub = 9\nm.remove(c)\nm.solve()\nprint(m.objval, m.rows)\n\
         y = m.addVar()\ntry:\n    x.x\nexcept cp.CoptError:\n    print('gone', m.objval)\n"
    );
    let run = run(&program);
    assert_eq!(
        (run.stdout.as_str(), run.error, run.solves),
        ("3.0\n2.0\n9.0 0\ngone 9.0\n", None, 3)
    );
}

#[test]
fn in_place_changes_show_under_every_name() {
    let program = format!(
        "{START}x = m.addVar(name='x')\ne = x + 1\nf = e\nf += x\nprint(e)\ne -= 2\ne *= 2\ne /= 4\nprint(f)\n\
         e = e + 1\nprint(f)\nv = x\nv += 1\nprint(x, v)\n\
         l = cp.LinExpr()\nl.addTerm(x, 2)\nl.addTerms([x], [3])\nl.addConstant(5)\nprint(l, l.size, l.constant)\n"
    );
    let expected = "1.0 + x + x \n-0.5 + 0.5 * x + 0.5 * x \n-0.5 + 0.5 * x + 0.5 * x \nx 1.0 + x \n\
        5.0 + 2.0 * x + 3.0 * x  2 5.0\n";
    assert_eq!(prints(&program).replace("<coptpy.Var: x>", "x"), expected);
}

#[test]
fn a_program_that_fails_later_keeps_its_outcome() {
    let run = run(&format!(
        "{START}x = m.addVar(ub=1)\nm.setObjective(x, COPT.MAXIMIZE)\nm.solve()\nundefined\n"
    ));
    assert_eq!(run.outcome.unwrap().objective, Some(1.0));
    assert_eq!(run.error.unwrap().line, Some(7));
}

#[test]
fn foreign_variables_are_refused() {
    let (name, _) = raised("o = cp.Envr().createModel(); o.addConstr(x <= 1); o.solve()");
    assert_eq!(name, "CoptError");
}

#[test]
fn star_import_brings_the_names() {
    let program = "from coptpy import *\nm = Envr().createModel()\nx = m.addVar(ub=2)\n\
        m.setObjective(quicksum([x]), COPT.MAXIMIZE)\nm.solve()\nprint(m.objval)\n";
    assert_eq!(prints(program), "2.0\n");
}
