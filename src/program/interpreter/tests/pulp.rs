//! The `pulp` layer. Expectations are what the package, version 3.3.2, prints and raises.

use super::*;

const PULP: &str = "import pulp\nfrom pulp import *\nP = LpProblem('t', LpMaximize)\n\
    x = LpVariable('x', 0); y = LpVariable('y', 0, 4, LpInteger); b = LpVariable('b', cat='Binary')\n\
    q = LpVariable.dicts('q', ([1, 2], ['a', 'b c']), 0)\n";

#[rstest]
#[case("x + 1", "x + 1")]
#[case("x*2 + y - 1", "2*x + y - 1")]
#[case("3 - x", "-x + 3")]
#[case("x + None", "x")]
#[case("lpSum([x, [y, 3]])", "x + y + 3")]
#[case("lpSum(q[1])", "q_1_a + q_1_b_c")]
#[case("lpDot([1, 2], [x, y])", "x + 2*y")]
#[case("x - 2 <= y + 3", "x - y <= 5")]
#[case("1 <= x <= 2", "x <= 2")]
#[case("x != 1, y in [x]", "True True")]
#[case("x.name, x.lowBound, x.upBound, b.cat, b.upBound", "x 0 None Integer 1")]
#[case("x.varValue, x.value(), value(3)", "None None 3")]
#[case("LpVariable('a-b c[d]')", "a_b_c_d_")]
#[case("LpVariable.dict('x', ([1, 2], [3]))", "{(1, 3): x_1_3, (2, 3): x_2_3}")]
#[case(
    "LpVariable.matrix('x', ([1, 2], [3, 4]))",
    "[[x_1_3, x_1_4], [x_2_3, x_2_4]]"
)]
#[case(
    "P.status, P.sense, P.name, LpStatus[-1], P.objective",
    "0 -1 t Infeasible None"
)]
fn prints_as_the_package(#[case] expression: &str, #[case] expected: &str) {
    assert_eq!(
        prints(&format!("{PULP}print({expression})\n")).trim_end(),
        expected
    );
}

#[rstest]
#[case("x * y", "TypeError", "Non-constant expressions cannot be multiplied")]
#[case(
    "x < 1",
    "TypeError",
    "'<' not supported between instances of 'LpVariable' and 'int'"
)]
#[case(
    "x ** 2",
    "TypeError",
    "unsupported operand type(s) for ** or pow(): 'LpVariable' and 'int'"
)]
#[case("P += False", "TypeError", "A False object cannot be passed as a constraint")]
#[case(
    "P += 'a'",
    "TypeError",
    "Can only add LpConstraintVar, LpConstraint, LpAffineExpression or True objects"
)]
#[case("P.addConstraint(x)", "TypeError", "Can only add LpConstraint objects")]
#[case(
    "P += x <= 3, 'c'; P += y <= 3, 'c'",
    "PulpError",
    "overlapping constraint names: c"
)]
#[case("P.foo", "AttributeError", "'LpProblem' object has no attribute 'foo'")]
#[case("x.foo", "AttributeError", "'LpVariable' object has no attribute 'foo'")]
#[case("P.constraints['zz']", "KeyError", "'zz'")]
#[case("P.solve(3)", "AttributeError", "'int' object has no attribute 'actualSolve'")]
fn raises_as_the_package(#[case] expression: &str, #[case] name: &str, #[case] message: &str) {
    let error = run(&format!("{PULP}{expression}\n")).error.expect(expression);
    assert_eq!(
        (
            error.kind,
            error.name.as_str(),
            error.message.as_str(),
            error.line
        ),
        (ErrorKind::Raised, name, message, Some(6))
    );
}

#[rstest]
#[case("FractionElasticSubProblem", "pulp.FractionElasticSubProblem")]
#[case("P.sos1['s'] = {x: 1, y: 2}; P.solve()", "LpProblem.sos1 and LpProblem.sos2")]
#[case("lpDot({1: 2}, {1: x})", "lpDot with a dictionary")]
#[case("(x <= 1) + (y <= 2)", "arithmetic with a constraint")]
fn what_the_layer_lacks_ends_the_run(#[case] expression: &str, #[case] name: &str) {
    let error = run(&format!("{PULP}{expression}\n")).error.unwrap();
    assert_eq!(error.name, name);
}

#[test]
fn problems_are_solved_and_read() {
    let program = format!(
        "{PULP}P += 3*x + 2*y, 'profit'\nP += 2*y <= 7, 'cap'\nP += x <= 2.5\n\
         print(P.solve(PULP_CBC_CMD(msg=0)), LpStatus[P.status], value(P.objective), x.varValue, y.value())\n\
         print([v.name for v in P.variables()], list(P.constraints), P.constraints['cap'].slack, P.numConstraints())\n"
    );
    let run = run(&program);
    assert_eq!(run.error, None);
    assert_eq!(
        run.stdout,
        "1 Optimal 13.5 2.5 3.0\n['x', 'y'] ['cap', '_C1'] 1.0 2\n"
    );
    let lines: Vec<_> = run.model.unwrap().rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [Some(7), Some(8)]);
}

#[test]
fn in_place_sums_show_under_every_name() {
    let program = format!("{PULP}e = lpSum([x])\nf = e\nf += y\nf -= 2\nprint(e)\nf *= 2\nprint(e)\n");
    assert_eq!(prints(&program), "x + y - 2\nx + y - 2\n");
}
