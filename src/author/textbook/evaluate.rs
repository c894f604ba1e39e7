//! From algebra and data to linear expressions over columns.

use std::collections::BTreeMap;

use super::algebra::{Binder, Comparison, Expr, Index, Relation};
use super::blueprint::{Part, entry, flat, positions};
use super::family::Family;

/// Where each index stands: `p` → 2, `p1` → 0.
pub type Places = Vec<(String, usize)>;

/// `Σ coefficient · column + constant`. A column is the position of a decision among all decisions of the part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linear {
    /// Coefficients by column; no zeros.
    pub terms: BTreeMap<usize, f64>,
    /// The rest.
    pub constant: f64,
}

impl Linear {
    fn add(&mut self, other: &Self, factor: f64) {
        for (column, coefficient) in &other.terms {
            *self.terms.entry(*column).or_insert(0.0) += factor * coefficient;
        }
        self.constant += factor * other.constant;
        self.terms.retain(|_, coefficient| *coefficient != 0.0);
        for coefficient in self.terms.values_mut() {
            *coefficient = tidy(*coefficient);
        }
        self.constant = tidy(self.constant);
    }

    /// `self + factor · other`.
    #[must_use]
    pub fn plus(mut self, other: &Self, factor: f64) -> Self {
        self.add(other, factor);
        self
    }

    /// The value at a point.
    pub fn value(&self, point: &[f64]) -> f64 {
        let terms = self
            .terms
            .iter()
            .filter_map(|(column, c)| Some(c * point.get(*column)?));
        self.constant + terms.sum::<f64>()
    }
}

/// Removes what binary arithmetic adds to decimal data: products and sums of what families draw have few digits.
pub fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// A row after evaluation, both sides apart, as the formulation shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// Left of the sign.
    pub left: Linear,
    /// The sign.
    pub relation: Relation,
    /// Right of the sign.
    pub right: Linear,
}

/// The decisions of a family as columns: `(decision, position)` by column.
pub fn columns(part: &Part, family: &'static Family) -> Vec<(&'static super::family::Decision, Vec<usize>)> {
    let of = |variable: &'static super::family::Decision| {
        positions(&part.sizes(variable.over))
            .into_iter()
            .map(move |at| (variable, at))
    };
    family.variables.iter().flat_map(of).collect()
}

/// The witness as a point over the columns.
pub fn witness_point(part: &Part, family: &Family) -> Vec<f64> {
    family
        .variables
        .iter()
        .flat_map(|variable| part.witness.get(variable.key).cloned().unwrap_or_default())
        .collect()
}

/// Evaluates an expression.
///
/// # Errors
/// A table entry that does not exist.
pub fn linear(part: &Part, family: &Family, expr: &Expr, places: &Places) -> Result<Linear, String> {
    match expr {
        Expr::Number(number) => Ok(constant(*number)),
        Expr::Param(key, indices) => {
            let param = family
                .param(key)
                .ok_or_else(|| format!("there is no table `{key}`"))?;
            match resolve(places, indices)? {
                Some(at) => part.datum(param, &at).map(constant),
                None => Ok(Linear::default()),
            }
        }
        Expr::Variable(key, indices) => Ok(match resolve(places, indices)? {
            Some(at) => Linear {
                terms: BTreeMap::from([(column(part, family, key, &at)?, 1.0)]),
                constant: 0.0,
            },
            None => Linear::default(),
        }),
        Expr::Sum(binders, body) => {
            let mut total = Linear::default();
            for inner in bindings(part, binders, places)? {
                total.add(&linear(part, family, body, &inner)?, 1.0);
            }
            Ok(total)
        }
        Expr::Product(factors) => {
            let mut product = constant(1.0);
            for factor in factors {
                let factor = linear(part, family, factor, places)?;
                product = times(&product, &factor)?;
            }
            Ok(product)
        }
        Expr::Total(terms) => {
            let mut total = Linear::default();
            for (negative, term) in terms {
                let sign = if *negative { -1.0 } else { 1.0 };
                total.add(&linear(part, family, term, places)?, sign);
            }
            Ok(total)
        }
    }
}

/// Evaluates both sides of a row.
///
/// # Errors
/// As [`linear`].
pub fn row(part: &Part, family: &Family, row: &Comparison, places: &Places) -> Result<Evaluated, String> {
    Ok(Evaluated {
        left: linear(part, family, &row.left, places)?,
        relation: row.relation,
        right: linear(part, family, &row.right, places)?,
    })
}

/// Every way to bind the letters of `each`, on top of `places`.
pub fn each(part: &Part, each: &str, places: &Places) -> Vec<Places> {
    positions(&part.sizes(each))
        .into_iter()
        .map(|at| {
            let bound = each.chars().map(String::from).zip(at);
            places.iter().cloned().chain(bound).collect()
        })
        .collect()
}

/// The picks of an extra as places: `"pp"` names `p1` and `p2`.
pub fn picked(letters: &str, picks: &[usize]) -> Places {
    let name = |position: usize, letter: char| {
        let number = letters
            .chars()
            .take(position + 1)
            .filter(|other| *other == letter)
            .count();
        format!("{letter}{number}")
    };
    letters
        .chars()
        .enumerate()
        .map(|(position, letter)| name(position, letter))
        .zip(picks.iter().copied())
        .collect()
}

/// Where an index stands; `None` before the first period.
///
/// # Errors
/// An index that nothing binds.
pub fn place(places: &Places, index: &Index) -> Result<Option<usize>, String> {
    let found = places.iter().rev().find(|(name, _)| *name == index.name);
    let (_, position) = found.ok_or_else(|| format!("the index `{}` is not bound", index.name))?;
    Ok(if index.previous {
        position.checked_sub(1)
    } else {
        Some(*position)
    })
}

fn resolve(places: &Places, indices: &[Index]) -> Result<Option<Vec<usize>>, String> {
    indices.iter().map(|index| place(places, index)).collect()
}

fn bindings(part: &Part, binders: &[Binder], places: &Places) -> Result<Vec<Places>, String> {
    let letters: String = binders.iter().map(|binder| binder.index).collect();
    let mut kept = Vec::new();
    'candidates: for candidate in each(part, &letters, places) {
        for binder in binders {
            let Some((map, other)) = &binder.only else {
                continue;
            };
            let own = Index {
                name: binder.index.to_string(),
                previous: false,
            };
            let mapped = entry(&part.data, map, place(&candidate, &own)?)?;
            let target = place(&candidate, other)?;
            #[expect(
                clippy::cast_precision_loss,
                reason = "a position in a set of a dozen entities"
            )]
            let same = target.is_some_and(|target| (mapped - target as f64).abs() < 0.5);
            if !same {
                continue 'candidates;
            }
        }
        kept.push(candidate);
    }
    Ok(kept)
}

fn column(part: &Part, family: &Family, key: &str, at: &[usize]) -> Result<usize, String> {
    let mut offset = 0;
    for variable in family.variables {
        let sizes = part.sizes(variable.over);
        if variable.key == key {
            return flat(&sizes, at)
                .map(|position| offset + position)
                .ok_or_else(|| format!("the decision `{key}` has no such entry"));
        }
        offset += sizes.iter().product::<usize>();
    }
    Err(format!("there is no decision `{key}`"))
}

fn constant(number: f64) -> Linear {
    Linear {
        terms: BTreeMap::new(),
        constant: number,
    }
}

fn times(first: &Linear, second: &Linear) -> Result<Linear, String> {
    match (first.terms.is_empty(), second.terms.is_empty()) {
        (true, _) => Ok(Linear::default().plus(second, first.constant)),
        (false, true) => Ok(Linear::default().plus(first, second.constant)),
        (false, false) => Err("a product of two decisions is not linear".to_owned()),
    }
}
