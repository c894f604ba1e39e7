//! What the mutations start from: small, and of every kind.

use serde_json::{Value, json};
use stepwell::dataset::seeds;
use stepwell::model::file::{self, Format};
use stepwell::program::Limits;
use stepwell::sample::{Sample, frame};
use stepwell::solve::SolveLimits;

const LP: [&str; 5] = [
    "\\ a comment\nMaximize\n profit: 3 x + 2.5 make[A,1] - z + 10\nSubject To\n c1: x + make[A,1] <= 4\n c2: 1 <= x - z <= 3\n x + z >= -2\nBounds\n x <= 40\n -inf <= z <= 5\n w free\nGenerals\n make[A,1]\nBinary\n b\nEnd\n",
    "min\nobj:2x+.5y\nst\nc1:x+y>=4\nc2: 2x-3y<=6\nc3:x=<3\nc4: 1e2x+1.5e-1y=>.1\nend\n",
    "Minimize\n obj: [ 2 x ^2 ] / 2\nSubject To\n q: [ x * y ] <= 3\nEnd\n",
    "\\* block\n comment *\\\nMinimize\nSubject To\n c: 0 x >= -1\nSOS\n s: S1:: x:1 y:2\nSemi-Continuous\n x\nEnd",
    "max 3 x + 2 y\nsuch that\n c1: x + y <= 4\n c1: x - y >= 1\n b = 1 -> x <= 2\nbounds\n x >= -1e30\n 0 <= y <= inf\nend",
];

const MPS: [&str; 4] = [
    "* comment\nNAME  small\nOBJSENSE\n    MAX\nROWS\n N  COST\n N  OTHER\n L  LIM\n G  MY\n E  EQ\nCOLUMNS\n    x  COST  1  LIM  1\n    x  MY  1  OTHER  2\n    MARK  'MARKER'  'INTORG'\n    y  COST  2  LIM  1\n    y  EQ  -1\n    MARK  'MARKER'  'INTEND'\n    z  COST  -1  MY  1\n    z  EQ  1\nRHS\n    R  COST  -10  LIM  4\n    R  MY  1  EQ  7\nRANGES\n    G  LIM  2.5  EQ  -1\nBOUNDS\n UP B  x  4\n LO B  y  -1\n UP B  y  1\n MI B  z\nENDATA\n",
    "NAME\nROWS\n N c\n L r\nCOLUMNS\n x c 1 r 1\nRHS\n r 4\nBOUNDS\n UP x 3\nENDATA\n",
    "NAME\nROWS\n N  c\n L  r\nCOLUMNS\n    x  c  1  r  1\nQUADOBJ\n    x  x  2\nENDATA\n",
    "NAME          fixed\nROWS\n N  COST\n L  LIM1\nCOLUMNS\n    MARKER                 'MARKER'                 'INTORG'\n    X         COST               1.0   LIM1               1.0\n    MARKER                 'MARKER'                 'INTEND'\nRHS\n    RHS       LIM1               4.0\nBOUNDS\n BV BND       X\n SC BND       X         9\nENDATA\n",
];

fn shipped() -> Vec<Sample> {
    seeds::shipped().unwrap().into_iter().take(12).collect()
}

/// LP and MPS files, with some that are written here.
pub fn model_files() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = LP
        .iter()
        .chain(&MPS)
        .map(|text| text.as_bytes().to_vec())
        .collect();
    for text in &LP[..2] {
        let model = file::read(text.as_bytes(), Some(Format::Lp)).unwrap().model;
        for format in [Format::Lp, Format::Mps] {
            files.push(file::write(&model, format).unwrap().into_bytes());
        }
    }
    files
}

/// Prompts and completions.
pub fn frames() -> Vec<Vec<u8>> {
    let prompts = shipped().into_iter().flat_map(|sample| {
        [
            frame::render_prompt(&sample.problem, sample.library),
            frame::render_completion(&sample.solution),
        ]
    });
    prompts.map(String::into_bytes).collect()
}

const PROGRAMS: [&str; 6] = [
    "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel('m')\nx = m.addVars(3, nameprefix='x')\nm.addConstrs(x[i] <= i for i in range(3))\nm.setObjective(cp.quicksum(x[i] for i in x), COPT.MAXIMIZE)\nm.solve()\nprint(f'{m.objval:.2f}')\n",
    "import gurobipy as gp\nfrom gurobipy import GRB, quicksum\nm = gp.Model()\nx = m.addVar(vtype=GRB.INTEGER, name='x')\nm.addConstr(0 <= 2 * x + 1 <= 9)\nm.setObjective(-x if True else x ** 2, GRB.MINIMIZE)\nm.optimize()\n",
    "import pulp\np = pulp.LpProblem('p', pulp.LpMaximize)\nx = pulp.LpVariable('x', 0, 4)\np += x\np += x <= 3, 'r'\np.solve()\n",
    "def f(a, *b, c=1, **d):\n    \"\"\"doc\"\"\"\n    try:\n        a[0] += b[1:2, ::3] @ c if (z := d) else lambda q: q << 2\n    except (ValueError, KeyError) as e:\n        raise e from None\n    finally:\n        del a[0]\n    yield a\n",
    "class A(B):\n    x: int = 1\n    @property\n    def y(self): return not self.x == 1 < 2 != 3 and 'a' 'b' or f\"{1 + 2!r:>{3}}\"\nasync def g():\n    async with a as b: await c\nmatch x:\n    case [1, *_] | {'k': v}: pass\n",
    "x = sum(a * b - -c / d // e % f for a, b in zip(range(10), [1, 2]) if a >= b) ; y, = x; global_ = [i for i in x for j in i]\nprint('%s' % x, end='')\nassert x == y, 'no'\nwith open('f') as g: pass\n",
];

/// Programs.
pub fn programs() -> Vec<Vec<u8>> {
    let own = PROGRAMS.iter().map(|text| (*text).to_owned());
    let shipped = shipped().into_iter().map(|sample| sample.solution.program);
    own.chain(shipped).map(String::into_bytes).collect()
}

/// Requests as the pool sends them, with limits of a moment.
pub fn requests() -> Vec<Vec<u8>> {
    let moment = std::time::Duration::from_millis(200);
    let solve = SolveLimits {
        time: moment,
        ..SolveLimits::default()
    };
    let limits = Limits {
        time: moment,
        memory: 64 << 20,
        output: 10_000,
        solve,
        ..Limits::default()
    };
    let mut requests: Vec<Value> = vec![json!("ping")];
    for program in programs() {
        let program = String::from_utf8(program).unwrap();
        requests.push(json!({"run": {"program": program, "limits": limits}}));
    }
    for text in &LP[..2] {
        let model = file::read(text.as_bytes(), Some(Format::Lp)).unwrap().model;
        requests.push(json!({"solve": {"model": model, "limits": solve}}));
    }
    let mut mixed = file::read(MPS[0].as_bytes(), Some(Format::Mps)).unwrap().model;
    mixed.objective.sense = mixed.objective.sense.flipped();
    requests.push(json!({"solve": {"model": mixed, "limits": solve}}));
    requests
        .iter()
        .map(|request| request.to_string().into_bytes())
        .collect()
}
