//! What switches do: a yes-or-no variable that nothing depends on, a large number that stands for "no limit" and limits
//! all the same, and variables that neither rows nor objective hold.

use std::collections::BTreeSet;

use crate::check::link::evidence_of;
use crate::check::trace::{Place, same};
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::text::rounded;
use crate::model::{Model, Row, VariableKind};
use crate::sample::numbers;
use crate::solve::{Outcome, Status};

/// Variables that one finding names.
const MOST_NAMED: usize = 6;
/// From here on a switched limit is taken for "no limit": solvers cannot tell its switch from zero.
const ABSURD: f64 = 1e7;

pub(super) fn findings(problem: &str, model: &Model, outcome: Option<&Outcome>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(unused(model));
    found.extend(idle_switches(model));
    found.extend(large_numbers(problem, model, outcome));
    found
}

fn names(positions: &[usize], model: &Model) -> String {
    let named: Vec<String> = positions
        .iter()
        .take(MOST_NAMED)
        .map(|at| format!("`{}`", model.variables[*at].name))
        .collect();
    let more = positions.len().saturating_sub(MOST_NAMED);
    match more {
        0 => named.join(", "),
        _ => format!("{} and {more} more", named.join(", ")),
    }
}

fn on_variables(mut finding: Finding, positions: &[usize], model: &Model) -> Finding {
    let shown = positions.iter().take(MOST_NAMED);
    finding
        .evidence
        .extend(shown.filter_map(|at| evidence_of(Place::Variable(*at), model)));
    finding
}

/// The variables of rows and objective, products included.
fn in_row(row: &Row) -> impl Iterator<Item = usize> + '_ {
    let linear = row.terms.iter().map(|term| term.variable.0);
    linear.chain(
        row.quadratic
            .iter()
            .flat_map(|term| [term.first.0, term.second.0]),
    )
}

fn in_objective(model: &Model) -> BTreeSet<usize> {
    let objective = &model.objective;
    let linear = objective.terms.iter().map(|term| term.variable.0);
    linear
        .chain(
            objective
                .quadratic
                .iter()
                .flat_map(|term| [term.first.0, term.second.0]),
        )
        .collect()
}

/// Variables that neither rows nor objective hold. Arrays are often made larger than needed, so only a variable that
/// stands alone under its line says something.
fn unused(model: &Model) -> Option<Finding> {
    let mut used = in_objective(model);
    used.extend(model.rows.iter().flat_map(in_row));
    let idle: Vec<usize> = (0..model.variables.len())
        .filter(|at| !used.contains(at))
        .collect();
    let lines: BTreeSet<Option<u32>> = used.iter().map(|at| model.variables[*at].line).collect();
    let line_is_used = |at: &usize| lines.contains(&model.variables[*at].line);
    let alone: Vec<usize> = idle.into_iter().filter(|at| !line_is_used(at)).collect();
    if alone.is_empty() {
        return None;
    }
    let message = format!(
        "Nothing depends on {}: no row and no objective holds it.",
        names(&alone, model)
    );
    Some(on_variables(
        Finding::new(Severity::Warning, message).of(Signal::UnusedVariable),
        &alone,
        model,
    ))
}

/// Variables that rows tie together, directly or through others.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            // Halving the path on the way keeps it short.
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (root, child) = (one.min(other), one.max(other));
        self.parents[child] = root;
    }
}

/// Yes-or-no variables outside of the objective whose rows hold nothing but such variables: whatever they say, the plan
/// does not hear it.
fn idle_switches(model: &Model) -> Option<Finding> {
    let counted = in_objective(model);
    let binary = |at: usize| model.variables[at].kind == VariableKind::Binary && !counted.contains(&at);
    let mut groups = Groups::new(model.variables.len());
    let mut held: BTreeSet<usize> = BTreeSet::new();
    for row in &model.rows {
        let mut members = in_row(row);
        let Some(first) = members.next() else { continue };
        held.insert(first);
        for other in members {
            held.insert(other);
            groups.join(first, other);
        }
    }
    let heard: BTreeSet<usize> = (0..model.variables.len())
        .filter(|at| !binary(*at))
        .map(|at| groups.root(at))
        .collect();
    let idle: Vec<usize> = (0..model.variables.len())
        .filter(|at| binary(*at) && held.contains(at) && !heard.contains(&groups.root(*at)))
        .collect();
    if idle.is_empty() || counted.is_empty() || idle.len() == model.variables.len() {
        return None;
    }
    let message = format!(
        "{} say yes or no, but no row ties them to anything else: a link such as x ≤ M·y is missing.",
        names(&idle, model)
    );
    Some(on_variables(
        Finding::new(Severity::Warning, message).of(Signal::UnlinkedSwitch),
        &idle,
        model,
    ))
}

/// A row `sum ≤ M · switch`, as position, large number and switch.
fn switched(model: &Model) -> Vec<(usize, f64, usize)> {
    let rows = model.rows.iter().enumerate();
    rows.filter_map(|(at, row)| {
        let upper_zero = row.upper.abs() < 1e-9 && row.lower.is_infinite();
        let lower_zero = row.lower.abs() < 1e-9 && row.upper.is_infinite();
        if !(upper_zero || lower_zero) || row.terms.len() < 2 || !row.quadratic.is_empty() {
            return None;
        }
        let sign = if upper_zero { 1.0 } else { -1.0 };
        let mut switches = row.terms.iter().filter(|term| {
            model.variables[term.variable.0].kind == VariableKind::Binary && sign * term.coefficient < 0.0
        });
        let switch = switches.next().filter(|_| switches.next().is_none())?;
        let rest = row.terms.iter().filter(|term| term.variable != switch.variable);
        let mut sum = 0;
        for term in rest {
            let unit = (sign * term.coefficient - 1.0).abs() < 1e-9;
            let quantity = model.variables[term.variable.0].kind != VariableKind::Binary;
            if !unit || !quantity {
                return None;
            }
            sum += 1;
        }
        (sum > 0).then_some((at, switch.coefficient.abs(), switch.variable.0))
    })
    .collect()
}

/// Large numbers that the problem does not give: they stand for "no limit", so they must not limit, and not be absurd.
fn large_numbers(problem: &str, model: &Model, outcome: Option<&Outcome>) -> Vec<Finding> {
    let rows = switched(model);
    if rows.is_empty() {
        return Vec::new();
    }
    let given: Vec<f64> = numbers::find(problem)
        .iter()
        .flat_map(numbers::NumberSpan::amounts)
        .collect();
    let outcome = outcome
        .filter(|outcome| outcome.status == Status::Optimal && outcome.values.len() == model.variables.len());
    let mut found = Vec::new();
    for (at, large, switch) in rows {
        if given.iter().any(|value| same(*value, large)) || large <= 1.0 {
            continue;
        }
        let row = &model.rows[at];
        let binds = outcome.is_some_and(|outcome| {
            outcome.values[switch] > 0.5 && row.activity(&outcome.values).abs() <= 1e-6 * large
        });
        let (severity, message) = if binds {
            (
                Severity::Warning,
                format!(
                    "Row `{}` limits the plan to {}, a number that the problem does not give: it stands for “no limit” and \
                     limits all the same.",
                    row.name,
                    rounded(large, 6)
                ),
            )
        } else if large >= ABSURD {
            (
                Severity::Info,
                format!(
                    "Row `{}` has {} for “no limit”: so large a number lets a solver take a switch for off that is on.",
                    row.name,
                    rounded(large, 6)
                ),
            )
        } else {
            continue;
        };
        let signal = if binds {
            Signal::BindingBigM
        } else {
            Signal::AbsurdBigM
        };
        let mut finding = Finding::new(severity, message).of(signal);
        finding
            .evidence
            .extend(row.line.map(|line| Evidence::Line { line }));
        finding.evidence.extend(evidence_of(Place::Row(at), model));
        found.push(finding);
        if found.len() == MOST_NAMED {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{diet, row, run_of, variable};

    const FREE: f64 = f64::INFINITY;

    fn with_switch() -> Model {
        let mut model = diet();
        model.variables.push(crate::model::Variable {
            kind: VariableKind::Binary,
            upper: 1.0,
            ..variable("y", 5)
        });
        model
    }

    fn outcome(model: &Model, values: &[f64]) -> Outcome {
        Outcome {
            values: values.to_vec(),
            ..run_of(model.clone(), 9.0).outcome.unwrap()
        }
    }

    #[test]
    fn a_switch_that_nothing_hears_is_found() {
        let mut model = with_switch();
        model.rows.push(row("one", &[(2, 1.0)], 1.0, FREE, 6));
        let found = findings("", &model, None);
        assert_eq!(found[0].signal, Some(Signal::UnlinkedSwitch));
        model
            .rows
            .push(row("link", &[(0, 1.0), (2, -9.0)], -FREE, 0.0, 7));
        assert_eq!(findings("At most 9.", &model, None), []);
    }

    #[test]
    fn a_large_number_of_nobody_must_not_limit() {
        let mut model = with_switch();
        model
            .rows
            .push(row("link", &[(0, 1.0), (2, -100.0)], -FREE, 0.0, 7));
        let plan = outcome(&model, &[100.0, 0.0, 1.0]);
        assert_eq!(
            findings("", &model, Some(&plan))[0].signal,
            Some(Signal::BindingBigM)
        );
        assert_eq!(findings("At most 100.", &model, Some(&plan)), []);
        let plan = outcome(&model, &[60.0, 0.0, 1.0]);
        assert_eq!(findings("", &model, Some(&plan)), []);
    }

    #[test]
    fn a_variable_of_nowhere_is_told() {
        let model = with_switch();
        assert_eq!(findings("", &model, None)[0].signal, Some(Signal::UnusedVariable));
    }
}
