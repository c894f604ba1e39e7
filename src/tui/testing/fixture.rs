//! One sample with everything that a pane can show, and models of any size.

use std::sync::Arc;
use std::time::Duration;

use crate::check::{CheckId, Evidence, Finding, Severity, Verdict, VerdictKind};
use crate::model::{Model, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind};
use crate::program::{Engine, Run};
use crate::sample::{ContentHash, Part};
use crate::solve::{Outcome, RowResult, SolverAnswer, SolverName, Status};
use crate::tui::pane::{Judged, StepMark, StepView};

/// The parent's problem.
pub const PARENT: &str = "A clinic buys two supplements, A and B. Each pack of A has 12 mg of zinc and 8 mg of iron and \
    costs $3; each pack of B has 5 mg of zinc and 9 mg of iron and costs $3. At least 60 mg of zinc and 45 mg of iron \
    are needed every day.\n\nHow many packs of each should the clinic buy to spend as little as possible?";

/// The problem.
pub const PROBLEM: &str = "A clinic buys two supplements, A and B. Each pack of A has 12 mg of zinc and 8 mg of iron and \
    costs $4; each pack of B has 5 mg of zinc and 9 mg of iron and costs $3. At least 75 mg of zinc and 1,045.5 mg of \
    iron are needed every week, and no more than 20 packs fit into the fridge.\n\nHow many packs of each should the \
    clinic buy to spend as little as possible?";

/// A problem in Chinese, with an escape sequence in it.
pub const CHINESE: &str = "诊所购买两种补充剂A和B。每包A含有12毫克锌，价格为4元；\u{1b}[31m每包B\u{1b}[0m含有5毫克锌，价格为3元。\
    每周至少需要75毫克锌。\n\n诊所应该各买多少包，才能使花费最少？👩‍🔬";

/// The formulation.
pub const FORMULATION: &str = "## Mathematical Model:\nWe choose how many packs to buy.\n\n### Decision Variables:\n- \\(x_{1}\\): \
    packs of A that the clinic buys every week\n- \\(x_{2}\\): packs of B\n\n### Objective Function:\nMinimise the cost:\n\
    \\[\n\\min Z = 4x_{1} + 3x_{2}\n\\]\n\n### Constraints:\n1. **Zinc:** \\(12x_{1} + 5x_{2} \\geq 75\\)\n2. **Iron:** \
    \\(\\sum_{i=1}^{2} a_{i} x_{i} \\geq 1045.5\\)\n3. **Fridge:** \\(x_{1} + x_{2} \\leq 20\\)\n4. \\(x_{i} \\in \
    \\mathbb{Z}, \\; x_{i} \\geq 0 \\quad \\forall i \\in \\{1, 2\\}\\)\n";

/// The program.
pub const PROGRAM: &str = "import coptpy as cp\nfrom coptpy import COPT\n\n# Packs of each supplement\nenv = cp.Envr()\nmodel = \
    env.createModel(\"supplements\")\nx1 = model.addVar(vtype=COPT.INTEGER, name=\"a\")\nx2 = \
    model.addVar(lb=0, name=\"b\")\n\nmodel.setObjective(4 * x1 + 3 * x2, COPT.MINIMIZE)\nmodel.addConstr(12 * x1 + 5 * x2 >= \
    75, name=\"zinc\")\nmodel.addConstr(8 * x1 + 9 * x2 >= 45.5, name=\"iron\")\nmodel.addConstr(x1 + x2 <= 20, \
    name=\"fridge\")\nmodel.solve()\n\nif model.status == COPT.OPTIMAL:\n    print(f\"cost {model.objval}, a {x1.x} and b \
    {x2.x}, which is what has to be ordered every single week\")\n";

fn variable(name: String, kind: VariableKind, line: u32) -> Variable {
    Variable {
        name,
        kind,
        lower: 0.0,
        upper: f64::INFINITY,
        line: Some(line),
    }
}

fn term(variable: usize, coefficient: f64) -> Term {
    Term {
        variable: VarId(variable),
        coefficient,
    }
}

fn row(name: &str, terms: &[(usize, f64)], lower: f64, upper: f64, line: u32) -> Row {
    Row {
        name: name.to_owned(),
        terms: terms
            .iter()
            .map(|(variable, coefficient)| term(*variable, *coefficient))
            .collect(),
        quadratic: Vec::new(),
        lower,
        upper,
        line: Some(line),
    }
}

/// The model that the program makes.
pub fn model() -> Model {
    let free = f64::INFINITY;
    Model {
        name: "supplements".to_owned(),
        variables: vec![
            variable("a".to_owned(), VariableKind::Integer, 7),
            variable("b".to_owned(), VariableKind::Continuous, 8),
        ],
        rows: vec![
            row("zinc", &[(0, 12.0), (1, 5.0)], 75.0, free, 11),
            row("iron", &[(0, 8.0), (1, 9.0)], 45.5, free, 12),
            row("fridge", &[(0, 1.0), (1, 1.0)], -free, 20.0, 13),
        ],
        objective: Objective {
            sense: ObjectiveSense::Minimize,
            terms: vec![term(0, 4.0), term(1, 3.0)],
            quadratic: Vec::new(),
            constant: 0.0,
            line: Some(10),
        },
    }
}

fn answer(solver: SolverName, question: &str, objective: f64) -> SolverAnswer {
    SolverAnswer {
        solver,
        reason: None,
        question: question.to_owned(),
        status: Status::Optimal,
        objective: Some(objective),
        time: Duration::from_micros(900),
        message: None,
    }
}

/// The run of the program.
pub fn run() -> Run {
    let result = |activity: f64, slack: f64, dual: f64| RowResult {
        activity,
        slack: Some(slack),
        dual: Some(dual),
    };
    Run {
        model: Some(model()),
        outcome: Some(Outcome {
            status: Status::Optimal,
            objective: Some(25.8),
            values: vec![6.0, 0.6],
            rows: vec![
                result(75.0, 0.0, 0.6),
                result(53.4, 7.9, 0.0),
                result(6.6, 13.4, 0.0),
            ],
            gap: None,
            sensitivity: None,
            explanation: None,
            probe: None,
            time: Duration::from_micros(1_800),
            solver: Some(SolverName::Microlp),
            answers: vec![
                answer(SolverName::Microlp, "the model", 25.8),
                answer(SolverName::Clarabel, "the model", 25.800_000_1),
                answer(SolverName::Microlp, "the model without integrality", 25.0),
            ],
            notes: vec![
                "b counts packs but is continuous: with whole packs the optimum would be 27".to_owned(),
            ],
        }),
        solves: 1,
        earlier: Vec::new(),
        stdout: "cost 25.8, a 6.0 and b 0.6, which is what has to be ordered every single week\n".to_owned(),
        error: None,
        time: Duration::from_millis(12),
        engine: Engine::default(),
    }
}

/// A run with that many variables and rows, three terms a row and one row with all of them.
pub fn large_run(size: usize) -> Arc<Run> {
    let mut run = run();
    let free = f64::INFINITY;
    let names = (0..size).map(|index| {
        variable(
            format!("ship[{},{}]", index / 100, index % 100),
            VariableKind::Integer,
            7,
        )
    });
    let mut rows: Vec<Row> = (1..size.saturating_sub(2))
        .map(|index| {
            row(
                &format!("demand[{index}]"),
                &[(index, 2.5), (index + 1, -1.0), (index + 2, 1.0)],
                10.0,
                free,
                11,
            )
        })
        .collect();
    rows.push(Row {
        terms: (0..size).map(|index| term(index, 1.0)).collect(),
        ..row("budget", &[], -free, 1e6, 12)
    });
    if let Some(outcome) = &mut run.outcome {
        let result = |index: usize| RowResult {
            activity: 12.5,
            slack: Some(f64::from(u8::try_from(index % 7).unwrap_or(0))),
            dual: None,
        };
        outcome.rows = (0..rows.len()).map(result).collect();
        outcome.values = (0..size)
            .map(|index| if index % 3 == 0 { 0.0 } else { 2.5 })
            .collect();
    }
    run.model = Some(Model {
        variables: names.collect(),
        rows,
        ..model()
    });
    Arc::new(run)
}

fn text(part: Part, source: &str, words: &str) -> Evidence {
    let start = source.find(words).unwrap_or_default();
    Evidence::Text {
        part,
        span: start..start + words.len(),
    }
}

/// The finding about iron, with evidence in every pane.
pub fn iron() -> Finding {
    let message = "the problem asks for 1,045.5 mg of iron, but the row `iron` says 45.5";
    Finding::new(Severity::Error, message)
        .at(text(Part::Problem, PROBLEM, "1,045.5 mg of iron"))
        .at(text(
            Part::Formulation,
            FORMULATION,
            "\\sum_{i=1}^{2} a_{i} x_{i} \\geq 1045.5",
        ))
        .at(text(Part::Program, PROGRAM, "45.5"))
        .at(Evidence::Row {
            index: 1,
            name: "iron".to_owned(),
        })
}

fn verdict(check: CheckId, kind: VerdictKind, summary: &str, findings: Vec<Finding>) -> Judged {
    Judged {
        verdict: Verdict {
            check,
            kind,
            summary: summary.to_owned(),
            findings,
            judged: ContentHash::of([summary]),
        },
        stale: false,
        overruled: None,
    }
}

/// Verdicts of every kind.
pub fn verdicts() -> Vec<Judged> {
    let unused = Finding::new(
        Severity::Warning,
        "the problem's number 20 is used in the program only as a bound",
    )
    .at(text(Part::Problem, PROBLEM, "20 packs"));
    let mut judged = vec![
        verdict(
            CheckId::Description,
            VerdictKind::Pass,
            "objective stated, 11 data given",
            Vec::new(),
        ),
        verdict(
            CheckId::Frame,
            VerdictKind::Pass,
            "all sections found",
            Vec::new(),
        ),
        verdict(
            CheckId::Alignment,
            VerdictKind::Pass,
            "problem and solution speak of the same things",
            vec![unused.clone()],
        ),
        verdict(
            CheckId::Program,
            VerdictKind::Pass,
            "ran in 12 ms, one solve",
            Vec::new(),
        ),
        verdict(
            CheckId::Outcome,
            VerdictKind::Error,
            "the stated answer is `n/a`, which is no number",
            Vec::new(),
        ),
        verdict(
            CheckId::Sense,
            VerdictKind::Pass,
            "minimise in words, formulation and model",
            Vec::new(),
        ),
        verdict(
            CheckId::Numbers,
            VerdictKind::Fail,
            "10 of 11 numbers traced",
            vec![iron(), unused],
        ),
        verdict(
            CheckId::Contract,
            VerdictKind::Unknown,
            "the parent's program did not run, so nothing can be compared",
            Vec::new(),
        ),
    ];
    judged[2].stale = true;
    judged[4].overruled = Some("the answer came later".to_owned());
    judged
}

/// The steps of a walk that is under way.
pub fn steps() -> Vec<StepView> {
    let step = |name: &str, mark, note: &str, attempts, millis| StepView {
        name: name.to_owned(),
        mark,
        note: note.to_owned(),
        attempts,
        time: Some(Duration::from_millis(millis)).filter(|time| !time.is_zero()),
    };
    vec![
        step("change_para", StepMark::Passed, "9c2e41d7", 1, 0),
        step("problem", StepMark::Passed, "", 2, 2_100),
        step("description", StepMark::Stale, "", 1, 12),
        step("solution", StepMark::Running, "", 1, 3_400),
        step("alignment", StepMark::Failed, "", 3, 4),
        step("checks", StepMark::Waiting, "", 0, 0),
        step("evidence", StepMark::Waiting, "", 0, 0),
        step("decision", StepMark::Waiting, "", 0, 0),
    ]
}
