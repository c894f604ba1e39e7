//! What changed between two models.
//!
//! Variables and rows are matched by name, and where names differ by the role they play, so that a renamed model
//! shows no change and an inserted row does not shift all others.

use std::collections::HashMap;
use std::fmt;

use matching::{match_rows, match_variables};

use super::text::number;
use super::{Model, ObjectiveSense, Row, Term, VarId, VariableKind};

mod matching;

/// A coefficient that differs; 0 stands for "not there".
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    /// The variable (or product of variables), by the new model's name, or the old one's when it is gone.
    pub factor: String,
    /// Coefficient in the old model.
    pub old: f64,
    /// Coefficient in the new model.
    pub new: f64,
}

/// One difference. Indices are positions in the old or the new model.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The new model has a variable more.
    VariableAdded {
        /// Position in the new model.
        new: usize,
        /// `0 ≤ a ≤ 12, integer`.
        text: String,
    },
    /// The old model had a variable more.
    VariableRemoved {
        /// Position in the old model.
        old: usize,
        /// As above.
        text: String,
    },
    /// A variable has another type or other bounds.
    VariableChanged {
        /// Position in the old model.
        old: usize,
        /// Position in the new model.
        new: usize,
        /// Its types, when they differ.
        kinds: Option<[VariableKind; 2]>,
        /// The old and the new variable in words.
        texts: [String; 2],
    },
    /// The new model has a row more.
    RowAdded {
        /// Position in the new model.
        new: usize,
        /// `zinc: 12 a + 5 b ≥ 75`.
        text: String,
    },
    /// The old model had a row more.
    RowRemoved {
        /// Position in the old model.
        old: usize,
        /// As above.
        text: String,
    },
    /// A row differs.
    RowChanged {
        /// Position in the old model.
        old: usize,
        /// Position in the new model.
        new: usize,
        /// Its name in the new model.
        name: String,
        /// Coefficients that differ.
        coefficients: Vec<Coefficient>,
        /// Lower and upper bound before and after, when one differs.
        bounds: Option<[(f64, f64); 2]>,
    },
    /// The objective goes the other way.
    ObjectiveSense {
        /// Before and after.
        senses: [ObjectiveSense; 2],
    },
    /// The objective's terms or constant differ.
    Objective {
        /// Coefficients that differ.
        coefficients: Vec<Coefficient>,
        /// The constant before and after.
        constants: [f64; 2],
    },
}

/// The differences between two models, and what was taken for the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelDiff {
    /// Everything that differs: variables, rows, objective.
    pub changes: Vec<Change>,
    /// Matched variables: position in the old and in the new model.
    pub variables: Vec<(usize, usize)>,
    /// Matched rows: position in the old and in the new model.
    pub rows: Vec<(usize, usize)>,
}

impl ModelDiff {
    /// Whether nothing differs but names and order.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Compares two models. Rows that are equal up to scaling and order of sides are equal. Indices out of range in a
/// model are ignored, so any model will do.
pub fn diff(old: &Model, new: &Model) -> ModelDiff {
    let variables = match_variables(old, new);
    let forward: HashMap<usize, usize> = variables.iter().copied().collect();
    let rows = match_rows(old, new, &forward);
    let comparison = Comparison { old, new, forward };
    let mut changes = comparison.variables(&variables);
    changes.extend(comparison.rows(&rows));
    changes.extend(comparison.objective());
    ModelDiff {
        changes,
        variables,
        rows,
    }
}

struct Comparison<'a> {
    old: &'a Model,
    new: &'a Model,
    /// Old variable → new variable.
    forward: HashMap<usize, usize>,
}

impl Comparison<'_> {
    fn variables(&self, matched: &[(usize, usize)]) -> Vec<Change> {
        let mut changes = Vec::new();
        for &(old, new) in matched {
            let (before, after) = (&self.old.variables[old], &self.new.variables[new]);
            let bounds = !near(before.lower, after.lower) || !near(before.upper, after.upper);
            let kinds = (before.kind != after.kind).then_some([before.kind, after.kind]);
            if bounds || kinds.is_some() {
                let texts = [Model::variable_text(before), Model::variable_text(after)];
                changes.push(Change::VariableChanged {
                    old,
                    new,
                    kinds,
                    texts,
                });
            }
        }
        let kept: Vec<usize> = matched.iter().map(|(_, new)| *new).collect();
        let added = unmatched(self.new.variables.len(), &kept);
        changes.extend(added.map(|new| Change::VariableAdded {
            new,
            text: Model::variable_text(&self.new.variables[new]),
        }));
        let kept: Vec<usize> = matched.iter().map(|(old, _)| *old).collect();
        let removed = unmatched(self.old.variables.len(), &kept);
        changes.extend(removed.map(|old| Change::VariableRemoved {
            old,
            text: Model::variable_text(&self.old.variables[old]),
        }));
        changes
    }

    fn rows(&self, matched: &[(usize, usize)]) -> Vec<Change> {
        let mut changes: Vec<Change> = matched
            .iter()
            .filter_map(|&(old, new)| self.row(old, new))
            .collect();
        let text = |model: &Model, row: &Row| format!("{}: {}", row.name, model.row_text(row));
        let kept: Vec<usize> = matched.iter().map(|(_, new)| *new).collect();
        let added = unmatched(self.new.rows.len(), &kept);
        changes.extend(added.map(|new| Change::RowAdded {
            new,
            text: text(self.new, &self.new.rows[new]),
        }));
        let kept: Vec<usize> = matched.iter().map(|(old, _)| *old).collect();
        let removed = unmatched(self.old.rows.len(), &kept);
        changes.extend(removed.map(|old| Change::RowRemoved {
            old,
            text: text(self.old, &self.old.rows[old]),
        }));
        changes
    }

    fn row(&self, old: usize, new: usize) -> Option<Change> {
        let (before, after) = (&self.old.rows[old], &self.new.rows[new]);
        if matching::same_row(before, after, &self.forward) {
            return None;
        }
        let coefficients = self.coefficients(parts(before), parts(after));
        let bounds = (!near(before.lower, after.lower) || !near(before.upper, after.upper))
            .then_some([(before.lower, before.upper), (after.lower, after.upper)]);
        Some(Change::RowChanged {
            old,
            new,
            name: after.name.clone(),
            coefficients,
            bounds,
        })
    }

    fn objective(&self) -> Vec<Change> {
        let (before, after) = (&self.old.objective, &self.new.objective);
        let mut changes = Vec::new();
        if before.sense != after.sense {
            changes.push(Change::ObjectiveSense {
                senses: [before.sense, after.sense],
            });
        }
        let coefficients = self.coefficients(
            (&before.terms, &before.quadratic),
            (&after.terms, &after.quadratic),
        );
        let constants = [before.constant, after.constant];
        if !coefficients.is_empty() || !near(constants[0], constants[1]) {
            changes.push(Change::Objective {
                coefficients,
                constants,
            });
        }
        changes
    }

    /// The coefficients that differ between two expressions, in the order of the new one.
    fn coefficients(&self, old: Parts<'_>, new: Parts<'_>) -> Vec<Coefficient> {
        let mut changed: Vec<Coefficient> = Vec::new();
        let before = self.by_factor(old);
        let mut seen = Vec::new();
        for (key, coefficient) in entries(new) {
            seen.push(key);
            let known = before.get(&Factor::New(key)).copied().unwrap_or(0.0);
            if !near(known, coefficient) {
                changed.push(Coefficient {
                    factor: factor_text(self.new, key),
                    old: known,
                    new: coefficient,
                });
            }
        }
        for (key, coefficient) in entries(old) {
            let moved = self.moved(key);
            if !moved.is_some_and(|moved| seen.contains(&moved)) && !near(coefficient, 0.0) {
                changed.push(Coefficient {
                    factor: factor_text(self.old, key),
                    old: coefficient,
                    new: 0.0,
                });
            }
        }
        changed
    }

    /// The old expression's coefficients by the new model's variables, where they have one.
    fn by_factor(&self, parts: Parts<'_>) -> HashMap<Factor, f64> {
        entries(parts)
            .into_iter()
            .filter_map(|(key, coefficient)| Some((Factor::New(self.moved(key)?), coefficient)))
            .collect()
    }

    fn moved(&self, (first, second): Key) -> Option<Key> {
        let moved = |variable: usize| self.forward.get(&variable).copied();
        let first = moved(first)?;
        Some(match second {
            Some(second) => ordered(first, moved(second)?),
            None => (first, None),
        })
    }
}

/// A variable, or an unordered pair of them.
type Key = (usize, Option<usize>);
type Parts<'a> = (&'a [Term], &'a [super::QuadraticTerm]);

#[derive(PartialEq, Eq, Hash)]
enum Factor {
    New(Key),
}

fn parts(row: &Row) -> Parts<'_> {
    (&row.terms, &row.quadratic)
}

fn ordered(first: usize, second: usize) -> Key {
    (first.min(second), Some(first.max(second)))
}

fn entries((terms, quadratic): Parts<'_>) -> Vec<(Key, f64)> {
    let linear = terms
        .iter()
        .map(|term| ((term.variable.0, None), term.coefficient));
    let products = quadratic
        .iter()
        .map(|term| (ordered(term.first.0, term.second.0), term.coefficient));
    linear.chain(products).collect()
}

fn factor_text(model: &Model, (first, second): Key) -> String {
    match second {
        None => model.name_of(VarId(first)).to_owned(),
        Some(second) => format!("{}·{}", model.name_of(VarId(first)), model.name_of(VarId(second))),
    }
}

fn unmatched(count: usize, kept: &[usize]) -> impl Iterator<Item = usize> + use<> {
    let mut free = vec![true; count];
    for at in kept {
        free[*at] = false;
    }
    (0..count).filter(move |at| free[*at])
}

/// Equal to nine significant digits; infinities equal themselves.
fn near(a: f64, b: f64) -> bool {
    #[expect(clippy::float_cmp, reason = "infinite bounds are equal to the bit")]
    let equal = a == b;
    equal || a.is_finite() && b.is_finite() && (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VariableAdded { text, .. } => write!(f, "new variable {text}"),
            Self::VariableRemoved { text, .. } => write!(f, "variable {text} is gone"),
            Self::VariableChanged {
                texts: [old, new], ..
            } => write!(f, "variable {old} becomes {new}"),
            Self::RowAdded { text, .. } => write!(f, "new row {text}"),
            Self::RowRemoved { text, .. } => write!(f, "row {text} is gone"),
            Self::RowChanged {
                name,
                coefficients,
                bounds,
                ..
            } => {
                write!(f, "row {name}: ")?;
                write_coefficients(f, coefficients)?;
                if let Some([old, new]) = bounds {
                    let comma = if coefficients.is_empty() { "" } else { ", " };
                    write!(f, "{comma}{} becomes {}", sides(*old), sides(*new))?;
                }
                Ok(())
            }
            Self::ObjectiveSense { senses: [old, new] } => {
                write!(f, "objective: {} becomes {}", old.word(), new.word())
            }
            Self::Objective {
                coefficients,
                constants: [old, new],
            } => {
                f.write_str("objective: ")?;
                write_coefficients(f, coefficients)?;
                if near(*old, *new) {
                    return Ok(());
                }
                let comma = if coefficients.is_empty() { "" } else { ", " };
                write!(f, "{comma}constant {} becomes {}", number(*old), number(*new))
            }
        }
    }
}

/// How many coefficients one line lists.
const MAX_SHOWN: usize = 6;

fn write_coefficients(f: &mut fmt::Formatter<'_>, coefficients: &[Coefficient]) -> fmt::Result {
    for (at, Coefficient { factor, old, new }) in coefficients.iter().take(MAX_SHOWN).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        write!(
            f,
            "{comma}{} {factor} becomes {} {factor}",
            number(*old),
            number(*new)
        )?;
    }
    match coefficients.len().saturating_sub(MAX_SHOWN) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

fn sides((lower, upper): (f64, f64)) -> String {
    match (lower.is_finite(), upper.is_finite()) {
        (false, false) => "no bound".to_owned(),
        (true, false) => format!("≥ {}", number(lower)),
        (false, true) => format!("≤ {}", number(upper)),
        (true, true) if near(lower, upper) => format!("= {}", number(lower)),
        (true, true) => format!("{} to {}", number(lower), number(upper)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{arbitrary_model, diet, renamed_and_shuffled, row, variable};
    use super::*;
    use proptest::prelude::*;

    fn lines(old: &Model, new: &Model) -> Vec<String> {
        diff(old, new).changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn changes_read_as_sentences() {
        let mut new = diet();
        new.variables[1].kind = VariableKind::Integer;
        new.variables.push(variable("c"));
        new.rows[0].terms[0].coefficient = 13.0;
        new.rows[0].lower = 80.0;
        new.rows.push(row(
            "iron",
            [(VarId(2), 2.0), (VarId(0), 1.0)],
            f64::NEG_INFINITY,
            9.0,
        ));
        new.objective.terms.push(Term {
            variable: VarId(2),
            coefficient: 6.0,
        });
        new.objective.sense = ObjectiveSense::Maximize;
        assert_eq!(
            lines(&diet(), &new),
            [
                "variable b ≥ 0, continuous becomes b ≥ 0, integer",
                "new variable c ≥ 0, continuous",
                "row zinc: 12 a becomes 13 a, ≥ 75 becomes ≥ 80",
                "new row iron: a + 2 c ≤ 9",
                "objective: minimize becomes maximize",
                "objective: 0 c becomes 6 c",
            ]
        );
        assert_eq!(lines(&new, &diet()).len(), 6);
    }

    #[test]
    fn an_inserted_row_shifts_no_other() {
        let mut old = diet();
        old.rows.push(row(
            "R1",
            [(VarId(0), 1.0), (VarId(1), 1.0)],
            f64::NEG_INFINITY,
            40.0,
        ));
        let mut new = old.clone();
        new.rows.insert(
            1,
            row("R1", [(VarId(0), 2.0), (VarId(1), 7.0)], f64::NEG_INFINITY, 10.0),
        );
        new.rows[2].name = "R2".to_owned();
        assert_eq!(lines(&old, &new), ["new row R1: 2 a + 7 b ≤ 10"]);
    }

    #[test]
    fn a_renamed_model_is_matched_by_role() {
        let mut new = diet();
        new.variables[0].name = "p".to_owned();
        new.variables[1].name = "q".to_owned();
        new.rows[0].name = "steel".to_owned();
        new.objective.terms[1].coefficient = 8.0;
        assert_eq!(lines(&diet(), &new), ["objective: 3 q becomes 8 q"]);
    }

    proptest! {
        #[test]
        fn a_model_does_not_differ_from_itself(model in arbitrary_model()) {
            prop_assert_eq!(diff(&model, &model).changes, []);
        }

        #[test]
        fn any_two_models_are_compared(old in arbitrary_model(), new in arbitrary_model()) {
            let found = diff(&old, &new);
            let added = found.changes.iter().filter(|change| matches!(change, Change::RowAdded { .. })).count();
            prop_assert_eq!(found.rows.len() + added, new.rows.len());
            for change in &found.changes {
                prop_assert!(!change.to_string().is_empty());
            }
        }

        #[test]
        fn a_shuffled_model_keeps_its_counts(
            (model, other) in arbitrary_model().prop_flat_map(|model| (Just(model.clone()), renamed_and_shuffled(model))),
        ) {
            let found = diff(&model, &other);
            prop_assert_eq!(found.variables.len(), model.variables.len());
        }
    }
}
