//! What the tests of the rules share: a small sample, its run, and a scene to change them in.

use std::time::Duration;

use crate::check::duplicates::{Neighbour, Neighbours};
use crate::check::{CheckId, Inputs, Verdict, evaluate};
use crate::model::{Model, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind};
use crate::program::{Engine, Run};
use crate::sample::{
    Answer, Library, Lineage, Operator, Origin, Parents, Sample, SampleId, Solution, WalkId,
};
use crate::solve::{Outcome, Status};

/// A program that imports a library.
pub(crate) const PROGRAM: &str = "import coptpy as cp\n\
    m = cp.Envr().createModel('diet')\n\
    a = m.addVar(name='a')\n\
    b = m.addVar(name='b')\n\
    m.addConstr(12 * a + 5 * b >= 75, name='zinc')\n\
    m.setObjective(4 * a + 3 * b, cp.COPT.MINIMIZE)\n\
    m.solve()\n";

/// The problem that [`PROGRAM`] answers.
pub(crate) const PROBLEM: &str = "Pack a has 12 mg of zinc and costs $4; pack b has 5 mg and costs $3. At least 75 mg \
    are needed. What does it take to minimize the cost?";

pub(crate) fn sample_of(problem: &str, formulation: &str, program: &str) -> Sample {
    Sample {
        id: SampleId::fresh(),
        version: 1,
        problem: problem.to_owned(),
        solution: Solution::framed(formulation, program, Library::Coptpy),
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint: None,
        extra: serde_json::Map::new(),
    }
}

pub(crate) fn imported(mut sample: Sample) -> Sample {
    sample.lineage.origin = Origin::Imported {
        file: "rows.jsonl".to_owned(),
        row: 1,
    };
    sample
}

pub(crate) fn verdict_of(check: CheckId, sample: &Sample) -> Verdict {
    evaluate(check, &Inputs::of(sample))
}

pub(crate) fn variable(name: &str, line: u32) -> Variable {
    Variable {
        name: name.to_owned(),
        kind: VariableKind::Continuous,
        lower: 0.0,
        upper: f64::INFINITY,
        line: Some(line),
    }
}

pub(crate) fn terms(coefficients: &[(usize, f64)]) -> Vec<Term> {
    let term = |&(variable, coefficient): &(usize, f64)| Term {
        variable: VarId(variable),
        coefficient,
    };
    coefficients.iter().map(term).collect()
}

pub(crate) fn row(name: &str, coefficients: &[(usize, f64)], lower: f64, upper: f64, line: u32) -> Row {
    Row {
        name: name.to_owned(),
        terms: terms(coefficients),
        quadratic: Vec::new(),
        lower,
        upper,
        line: Some(line),
    }
}

/// The model of [`PROGRAM`].
pub(crate) fn diet() -> Model {
    Model {
        name: "diet".to_owned(),
        variables: vec![variable("a", 3), variable("b", 4)],
        rows: vec![row("zinc", &[(0, 12.0), (1, 5.0)], 75.0, f64::INFINITY, 5)],
        objective: Objective {
            sense: ObjectiveSense::Minimize,
            terms: terms(&[(0, 4.0), (1, 3.0)]),
            quadratic: Vec::new(),
            constant: 0.0,
            line: Some(6),
        },
    }
}

pub(crate) fn run_of(model: Model, objective: f64) -> Run {
    Run {
        model: Some(model),
        outcome: Some(Outcome {
            objective: Some(objective),
            ..Outcome::without_point(Status::Optimal)
        }),
        solves: 1,
        earlier: Vec::new(),
        stdout: String::new(),
        error: None,
        time: Duration::ZERO,
        engine: Engine::default(),
    }
}

pub(crate) fn optimal_run(objective: f64) -> Run {
    run_of(diet(), objective)
}

/// A sample with its run and parents.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) sample: Sample,
    run: Option<Run>,
    parents: Vec<Sample>,
    parent_runs: Vec<Option<Run>>,
    neighbours: Neighbours,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            sample: sample_of(PROBLEM, "", PROGRAM),
            run: None,
            parents: Vec::new(),
            parent_runs: Vec::new(),
            neighbours: Neighbours::default(),
        }
    }
}

impl Scene {
    pub(crate) fn among(mut self, near: Vec<Neighbour>) -> Self {
        self.neighbours = Neighbours {
            samples: 41,
            references: 0,
            near,
        };
        self
    }

    pub(crate) fn problem(mut self, text: &str) -> Self {
        text.clone_into(&mut self.sample.problem);
        self
    }

    pub(crate) fn formulation(mut self, text: &str) -> Self {
        text.clone_into(&mut self.sample.solution.formulation);
        self
    }

    pub(crate) fn program(mut self, text: &str) -> Self {
        text.clone_into(&mut self.sample.solution.program);
        self
    }

    pub(crate) fn answer(mut self, answer: Answer) -> Self {
        self.sample.answer = Some(answer);
        self
    }

    pub(crate) fn imported(mut self) -> Self {
        self.sample = imported(self.sample);
        self
    }

    pub(crate) fn run(mut self, run: Run) -> Self {
        self.run = Some(run);
        self
    }

    /// Makes the sample a child of one or two parents, each a problem with its model.
    pub(crate) fn child(mut self, operator: Operator, parents: &[(&str, Model)]) -> Self {
        self.parents = parents
            .iter()
            .map(|(problem, _)| sample_of(problem, "", PROGRAM))
            .collect();
        self.parent_runs = parents
            .iter()
            .map(|(_, model)| Some(run_of(model.clone(), 1.0)))
            .collect();
        let parents = match self.parents.as_slice() {
            [first, second, ..] => Parents::two(first.id, second.id),
            [first] => Parents::one(first.id),
            [] => Parents::one(SampleId::fresh()),
        };
        self.sample.lineage.origin = Origin::Derived {
            operator,
            parents,
            walk: WalkId::fresh(),
        };
        self
    }

    pub(crate) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sample: &self.sample,
            parents: &self.parents,
            run: self.run.as_ref(),
            parent_runs: &self.parent_runs,
            neighbours: Some(&self.neighbours),
        }
    }

    pub(crate) fn verdict(&self, check: CheckId) -> Verdict {
        evaluate(check, &self.inputs())
    }
}
