use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// Runs on a stack as large as the worker's, for trees as deep as the text is long.
fn rewrite_deep(source: String) -> Result<Rewritten, ProgramError> {
    std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || rewrite(&source))
        .unwrap()
        .join()
        .unwrap()
}

fn line_count(text: &str) -> usize {
    text.matches('\n').count()
}

#[rstest]
#[case::addition("a + b", "_sw_add(a , b)")]
#[case::subtraction("a - b", "_sw_sub(a , b)")]
#[case::chain("a + b - c + 1", "_sw_terms(\"+-+\", [a , b , c , 1])")]
#[case::bracket_ends_chain("(a + b) - c", "_sw_sub((_sw_add(a , b)) , c)")]
#[case::bracket_in_chain("(a) + b - c", "_sw_terms(\"+-\", [(a) , b , c])")]
#[case::product("2*x", "_sw_mul(2,x)")]
#[case::precedence("a + 2*x", "_sw_add(a , _sw_mul(2,x))")]
#[case::literals("2 * 3", "2 * 3")]
#[case::negative_number("-1", "-1")]
#[case::negation("-x", "_sw_neg(x)")]
#[case::power("x**2", "_sw_power(x,2)")]
#[case::less_or_equal("a <= b", "_sw_le(a , b)")]
#[case::bracketed_operands("(a) <= (b)", "_sw_le((a) , (b))")]
#[case::strict("a < b", "a < b")]
#[case::membership("a not in b", "_sw_not_in(a , b)")]
#[case::chained("a <= b < c", "_sw_compare((\"<=\", \"<\"), a , b , lambda:  c)")]
#[case::tested("x if a == b else y", "x if _sw_if_eq(a , b) else y")]
#[case::operands_tested("a == b and c == d", "_sw_if_eq(a , b) and _sw_eq(c , d)")]
#[case::negated("not a == b", "not _sw_if_eq(a , b)")]
#[case::sum("sum(x)", "_sw_sum(x)")]
#[case::own_sum("sum = 1; sum", "_sw_own_sum = _sw_sum\n_sw_own_sum = 1; _sw_own_sum")]
#[case::local_sum("def f(sum): return sum", "def f(sum): return sum")]
#[case::own_max(
    "print(max)\ndef max(a): return a",
    "_sw_own_max = max\nprint(_sw_own_max)\ndef _sw_own_max(a): return a"
)]
#[case::attribute("m.objval", "_sw_get(m,\"objval\")")]
#[case::method("m.solve()", "m.solve()")]
#[case::routed("x.sum('*')", "_sw_get(x,\"sum\")('*')")]
#[case::line("m.addVar()", "_sw_at(1, m).addVar()")]
#[case::change("x += a", "x = _sw_iadd(x, ( a))")]
#[case::change_item("d[k] += a", "_sw_change_item(\"+\", d, (k) , ( a))")]
#[case::change_attribute("m.a -= b", "_sw_change_attribute(\"-\", m,\"a\" , ( b))")]
#[case::set_attribute("m.a = b", "_sw_set(m,\"a\" , ( b))")]
#[case::set_own_attribute("self.a = b", "self.a = b")]
#[case::generator("f(x for x in y)", "f(_sw_lazy(lambda x: (x ), None, y))")]
#[case::tested_generator(
    "f((x for x in y if x > 1))",
    "f((_sw_lazy(lambda x: (x ), lambda x: (x > 1), y)))"
)]
#[case::nested_generator("f(x for x in y for z in x)", "f(iter((x for x in y for z in x)))")]
#[case::deleted_name(
    "x = 1; del x; x",
    "x = 1; _sw_alive(x, \"x\"); x = _sw_gone; _sw_alive(x, \"x\")"
)]
#[case::slice("a[1:2] = b", "_sw_set_item(a, (_sw_slice((1), (2), (None))) , ( b))")]
#[case::swap(
    "a.b, c = c, a.b",
    "_sw_t1, c = c, _sw_get(a,\"b\")\n_sw_set(a,\"b\", _sw_t1)"
)]
#[case::match_value("match x:\n  case 1: y", "if [_sw_m1 := ( x)]:\n  if _sw_eq(_sw_m1, 1): y")]
#[case::objects_less("import numpy as np\na < b", "np = _sw_std_numpy\n_sw_lt(a , b)")]
#[case::objects_item(
    "import numpy as np\na[i, 1:]",
    "np = _sw_std_numpy\n_sw_item(a, (i, _sw_slice((1), (None), (None))))"
)]
#[case::eager("list(x for x in y)", "list(x for x in y)")]
#[case::keyed(
    "m.addConstrs(r for i in a for j in b)",
    "_sw_at(1, m).addConstrs(_sw_keyed((i, j, ), (r)) for i in a for j in b)"
)]
#[case::import("import coptpy as cp", "cp = _sw_coptpy")]
#[case::mixed_import("import math, coptpy", "math = _sw_std_math; coptpy = _sw_coptpy")]
#[case::from_import("from coptpy import COPT as C", "C = _sw_import(_sw_coptpy, \"COPT\")")]
#[case::plain_import("import json\njson.dumps", "import json\njson.dumps")]
#[case::library_import("import os.path, math as m", "os = _sw_std_os; m = _sw_std_math")]
#[case::unused("import scipy as sp, json", "import json")]
#[case::unused_names("from scipy import (\n  stats)", "pass; (\nNone)")]
#[case::delete("del d[k]", "_sw_delete_item(d, (k))")]
#[case::in_text("f\"{a + b:.2f}\"", "f\"{_sw_add(a , b):.2f}\"")]
#[case::comment("a # a + b", "a # a + b")]
#[case::annotation("x: a.b = 1", "x: a.b = 1")]
fn one_line(#[case] source: &str, #[case] expected: &str) {
    assert_eq!(rewrite(source).unwrap().text, expected);
}

#[rstest]
#[case("from coptpy import (\n    COPT,\n    Envr,\n)  # names\nx = 1\n")]
#[case("z = a + (\n   b\n) - \\\n  c\ny = z\n")]
#[case("m.addConstr(\n    x\n    <= # comment\n    y,\n    name='a',\n)\n")]
#[case("x = a not\\\n in b\ny = 1\n")]
#[case("d[\n k\n] += (\n 1 +\n x)\n")]
#[case("x = (a\n   .b\n   .c)\n")]
#[case("del (a[\n 1\n],\n b)\nc = 1\n")]
#[case("f(x for x\n in (y\n ) if (x\n > 1))\ny = 1\n")]
#[case("m.addConstrs(\n  (x[i]\n   <= 1) for i\n  in y\n)\n")]
fn keeps_lines(#[case] source: &str) {
    let rewritten = rewrite(source).unwrap().text;
    assert_eq!(line_count(&rewritten), line_count(source), "{rewritten}");
    parse_module(&rewritten).unwrap();
}

/// Every line of what is put together anew stands for a line of the program.
#[rstest]
#[case(
    "def f(n):\n    for i in range(n):\n        if i:\n            yield (i +\n                   1)\n        x = 2\nmark\n"
)]
#[case("class A(B):\n    @property\n    def f(self):\n        return 1\nmark\n")]
#[case("class E(Exception):\n    pass\ntry:\n    pass\nexcept E as e:\n    x = e\nmark\n")]
#[case("a.b, c[1:2] = 1, 2\nmark\n")]
fn knows_lines(#[case] source: &str) {
    let rewritten = rewrite(source).unwrap();
    parse_module(&rewritten.text).unwrap();
    let at = rewritten.text.lines().position(|line| line == "mark").unwrap();
    let line = rewritten.lines.original(u32::try_from(at).unwrap() + 1);
    let expected = source.lines().position(|line| line == "mark").unwrap();
    assert_eq!(line, u32::try_from(expected).unwrap() + 1, "{}", rewritten.text);
}

#[rstest]
#[case(
    "import scipy as sp\n\nx = sp.array([1])\n",
    ErrorKind::Unsupported,
    "import scipy",
    3
)]
#[case(
    "x = 1 + stats()\nfrom scipy import stats\n",
    ErrorKind::Unsupported,
    "import scipy",
    1
)]
#[case("import foo\n", ErrorKind::Unsupported, "import foo", 1)]
#[case("from rich import *\n", ErrorKind::Unsupported, "from rich import *", 1)]
#[case(
    "import scipy\ndef f():\n    return scipy\n",
    ErrorKind::Unsupported,
    "import scipy",
    3
)]
#[case("import subprocess\n", ErrorKind::Forbidden, "import subprocess", 1)]
#[case(
    "def f():\n    try:\n        yield 1\n    finally: pass\n",
    ErrorKind::Unsupported,
    "yield inside try",
    2
)]
#[case(
    "def f():\n    print((yield 1))\n",
    ErrorKind::Unsupported,
    "yield inside an expression",
    2
)]
#[case(
    "def f():\n yield 1\n",
    ErrorKind::Unsupported,
    "yield in a body with so little indentation",
    1
)]
#[case(
    "class A(metaclass=B):\n    pass\n",
    ErrorKind::Unsupported,
    "a class keyword",
    1
)]
#[case(
    "class A:\n    def __getattr__(self, o): pass\n",
    ErrorKind::Unsupported,
    "the method __getattr__",
    2
)]
#[case("del x.y\n", ErrorKind::Unsupported, "del of an attribute", 1)]
#[case(
    "for a.b in c: pass\n",
    ErrorKind::Unsupported,
    "assignment to an attribute in this form",
    1
)]
#[case(
    "f'{x[\"{\"]=}'\n",
    ErrorKind::Unsupported,
    "`=` in an f-string in this form",
    1
)]
#[case("x = 1\nx = (1\ny = 2\n", ErrorKind::Syntax, "SyntaxError", 3)]
#[case("return 1\n", ErrorKind::Syntax, "SyntaxError", 1)]
fn names_what_it_refuses(
    #[case] source: &str,
    #[case] kind: ErrorKind,
    #[case] name: &str,
    #[case] line: u32,
) {
    let error = rewrite(source).unwrap_err();
    assert_eq!(
        (error.kind, error.name.as_str(), error.line),
        (kind, name, Some(line))
    );
}

#[rstest]
#[case("_sw_host('solve', 1, 2)")]
#[case("_sw_get = 1")]
#[case("a, _sw_get = 1, 2")]
#[case("for _sw_get in x: pass")]
#[case("[_sw_get for _sw_get in x]")]
#[case("(_sw_get := 1)")]
#[case("def _sw_get(): pass")]
#[case("def f(_sw_get): pass")]
#[case("def f(*_sw_get): pass")]
#[case("def f(**_sw_get): pass")]
#[case("lambda _sw_get: 1")]
#[case("class _sw_get: pass")]
#[case("class A:\n    def _sw_get(self): pass")]
#[case("import math as _sw_get")]
#[case("from math import pi as _sw_get")]
#[case("global _sw_get")]
#[case("def f():\n    x = 1\n    def g():\n        nonlocal _sw_get")]
#[case("try: pass\nexcept E as _sw_get: pass")]
#[case("with a as _sw_get: pass")]
#[case("f(_sw_get=1)")]
#[case("a._sw_get")]
#[case("a._sw_get()")]
#[case("a._sw_get = 1")]
#[case("_sw_get += 1")]
#[case("a._sw_get += 1")]
#[case("del _sw_get[1]")]
#[case("f'{_sw_get}'")]
fn hides_the_prelude(#[case] source: &str) {
    let error = rewrite(source).unwrap_err();
    assert_eq!(
        (error.kind, error.name.as_str()),
        (ErrorKind::Raised, "NameError"),
        "{error:?}"
    );
}

#[rstest]
#[case::sum("x = ".to_owned() + &vec!["y"; 100_000].join(" + "))]
#[case::product("x = ".to_owned() + &vec!["y"; 100_000].join(" * "))]
#[case::brackets("x = ".to_owned() + &"(".repeat(20_000) + "1" + &")".repeat(20_000))]
#[case::minus("x = ".to_owned() + &"-".repeat(100_000) + "y")]
#[case::not("x = ".to_owned() + &"not ".repeat(50_000) + "y")]
#[case::attributes("x = y".to_owned() + &".a".repeat(100_000))]
#[case::calls("x = y".to_owned() + &"()".repeat(100_000))]
#[case::items("x = y".to_owned() + &"[0]".repeat(100_000))]
#[case::lambdas("x = ".to_owned() + &"lambda: ".repeat(20_000) + "1")]
#[case::long("x".repeat(LONGEST + 1))]
fn survives_depth(#[case] source: String) {
    assert_eq!(rewrite_deep(source).unwrap_err().kind, ErrorKind::Syntax);
}

#[test]
fn long_sums_are_not_deep() {
    let source = "x = ".to_owned() + &vec!["y"; 5_000].join(" + ") + "\n";
    let rewritten = rewrite_deep(source).unwrap().text;
    assert!(
        rewritten.starts_with("x = _sw_terms(\"++"),
        "{}",
        &rewritten[..40]
    );
}

proptest! {
    /// Whatever expression is put together, the result is Python with as many lines.
    #[test]
    fn stays_python(source in expressions()) {
        let program = format!("v = {source}\nw = 1\n");
        if parse_module(&program).is_ok() {
            let rewritten = rewrite(&program).unwrap().text;
            prop_assert!(parse_module(&rewritten).is_ok(), "{program}\n{rewritten}");
            prop_assert_eq!(line_count(&rewritten), line_count(&program));
        }
    }

    /// No text panics.
    #[test]
    fn survives_text(source in "[-a-c0-2+*/%<>=!.,:;()\\[\\]{}'\"#\\\\\n\t _&|~^@é]{0,60}") {
        drop(rewrite(&source));
    }
}

fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("x".to_owned()),
        Just("a.b".to_owned()),
        Just("3".to_owned()),
        Just("m.addVar(1)".to_owned()),
        Just("x[i, j]".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operators = prop::sample::select(vec![
            "+", "-", "*", "/", "**", "%", "<=", ">=", "==", "!=", "<", "and", "or", "in", "not in",
            "is not", "|",
        ]);
        prop_oneof![
            (inner.clone(), operators, inner.clone(), any::<bool>()).prop_map(
                |(a, sign, b, broken)| format!("({a}{} {sign} {b})", if broken { "\n" } else { "" })
            ),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} + {b} - {a}")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.clone().prop_map(|a| format!("not {a}")),
            inner
                .clone()
                .prop_map(|a| format!("sum({a} for i in range(3) if {a})")),
            inner.clone().prop_map(|a| format!("(lambda q: {a})")),
            inner.clone().prop_map(|a| format!("f\"{{{a}}}\"")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a} if {b} else {c})")),
        ]
    })
}
