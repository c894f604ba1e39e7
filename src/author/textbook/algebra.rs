//! The small language in which families state rows and goals, read into a tree.
//!
//! ```text
//! sum(p) usage[m,p] * make[p] <= capacity[m]
//! make[p1] >= share * sum(p) make[p]
//! make[t] + stock[t-1] = demand[t] + stock[t]
//! sum(a if tail[a]=n) flow[a] - sum(a if head[a]=n) flow[a] = supply[n]
//! ```
//!
//! An index is the letter of a set, or the letter with a digit for an entity that an extra picked. `sum` binds the
//! product that follows it; brackets make longer bodies. `[t-1]` before the first period is nothing at all.

use super::family::Family;

/// A position in a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// `p`, or `p1` for a pick.
    pub name: String,
    /// Whether it is the entity before.
    pub previous: bool,
}

/// What a sum runs over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binder {
    /// The index letter.
    pub index: char,
    /// `if map[index]=other`: only entities that this hidden table maps to the entity `other`.
    pub only: Option<(String, Index)>,
}

/// An expression, linear in the decisions.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number that belongs to the structure, such as 1 or 2.
    Number(f64),
    /// An entry of a table.
    Param(String, Vec<Index>),
    /// A decision.
    Variable(String, Vec<Index>),
    /// A sum over sets.
    Sum(Vec<Binder>, Box<Expr>),
    /// A product with at most one factor that holds decisions.
    Product(Vec<Expr>),
    /// Terms, each with whether it is subtracted.
    Total(Vec<(bool, Expr)>),
}

/// How the two sides of a row compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `=`
    Equals,
}

impl Relation {
    /// The other inequality; an equation stays.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            Self::Equals => Self::Equals,
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Left of the sign.
    pub left: Expr,
    /// The sign.
    pub relation: Relation,
    /// Right of the sign.
    pub right: Expr,
}

/// Reads an expression.
///
/// # Errors
/// What is wrong, and in which text. Only a faulty family can cause it, and the tests read them all.
pub fn expression(family: &Family, text: &str) -> Result<Expr, String> {
    let mut reader = Reader::new(family, text);
    let expr = reader.total()?;
    reader.end()?;
    Ok(expr)
}

/// Reads a row.
///
/// # Errors
/// As [`expression`].
pub fn comparison(family: &Family, text: &str) -> Result<Comparison, String> {
    let mut reader = Reader::new(family, text);
    let left = reader.total()?;
    let relation = match reader.next() {
        Some("<=") => Relation::AtMost,
        Some(">=") => Relation::AtLeast,
        Some("=") => Relation::Equals,
        other => return Err(reader.complaint(&format!("expected <=, >= or =, found {other:?}"))),
    };
    let right = reader.total()?;
    reader.end()?;
    Ok(Comparison {
        left,
        relation,
        right,
    })
}

struct Reader<'a> {
    family: &'a Family,
    text: &'a str,
    tokens: Vec<&'a str>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(family: &'a Family, text: &'a str) -> Self {
        let tokens = tokens(text);
        Self {
            family,
            text,
            tokens,
            at: 0,
        }
    }

    fn complaint(&self, what: &str) -> String {
        format!("family {}: in `{}`: {what}", self.family.key, self.text)
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a str> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn accept(&mut self, token: &str) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.accept(token) {
            Ok(())
        } else {
            Err(self.complaint(&format!("expected `{token}`, found {:?}", self.peek())))
        }
    }

    fn end(&self) -> Result<(), String> {
        self.peek().map_or(Ok(()), |token| {
            Err(self.complaint(&format!("`{token}` is left over")))
        })
    }

    fn total(&mut self) -> Result<Expr, String> {
        let mut terms = vec![(self.accept("-"), self.product()?)];
        loop {
            let negative = match self.peek() {
                Some("+") => false,
                Some("-") => true,
                _ => break,
            };
            self.at += 1;
            terms.push((negative, self.product()?));
        }
        match <[_; 1]>::try_from(terms) {
            Ok([(false, only)]) => Ok(only),
            Ok(terms) => Ok(Expr::Total(terms.into())),
            Err(terms) => Ok(Expr::Total(terms)),
        }
    }

    fn product(&mut self) -> Result<Expr, String> {
        let mut factors = vec![self.factor()?];
        while self.accept("*") {
            factors.push(self.factor()?);
        }
        Ok(match <[_; 1]>::try_from(factors) {
            Ok([only]) => only,
            Err(factors) => Expr::Product(factors),
        })
    }

    fn factor(&mut self) -> Result<Expr, String> {
        match self.next() {
            Some("sum") => {
                let binders = self.binders()?;
                Ok(Expr::Sum(binders, Box::new(self.product()?)))
            }
            Some("(") => {
                let inner = self.total()?;
                self.expect(")")?;
                Ok(inner)
            }
            Some(token) if token.starts_with(|c: char| c.is_ascii_digit()) => token
                .parse()
                .map(Expr::Number)
                .map_err(|_| self.complaint(&format!("`{token}` is not a number"))),
            Some(name) => self.reference(name),
            None => Err(self.complaint("it ends where a factor is needed")),
        }
    }

    fn binders(&mut self) -> Result<Vec<Binder>, String> {
        self.expect("(")?;
        let mut binders = Vec::new();
        loop {
            let index = self.index()?;
            let letter = index.name.chars().next().unwrap_or('?');
            let only = if self.accept("if") {
                let map = self.next().unwrap_or_default().to_owned();
                self.expect("[")?;
                self.index()?;
                self.expect("]")?;
                self.expect("=")?;
                Some((map, self.index()?))
            } else {
                None
            };
            binders.push(Binder { index: letter, only });
            if !self.accept(",") {
                break;
            }
        }
        self.expect(")")?;
        Ok(binders)
    }

    fn index(&mut self) -> Result<Index, String> {
        let name = self.next().unwrap_or_default();
        let known = name
            .chars()
            .next()
            .is_some_and(|letter| self.family.set(letter).is_some())
            && name.chars().skip(1).all(|c| c.is_ascii_digit());
        if !known {
            return Err(self.complaint(&format!("`{name}` is not an index")));
        }
        let previous = self.accept("-");
        if previous {
            self.expect("1")?;
        }
        Ok(Index {
            name: name.to_owned(),
            previous,
        })
    }

    fn reference(&mut self, name: &str) -> Result<Expr, String> {
        let mut indices = Vec::new();
        if self.accept("[") {
            loop {
                indices.push(self.index()?);
                if !self.accept(",") {
                    break;
                }
            }
            self.expect("]")?;
        }
        let over = match (self.family.variable(name), self.family.param(name)) {
            (Some(variable), _) => variable.over,
            (None, Some(param)) => param.over,
            (None, None) => return Err(self.complaint(&format!("`{name}` is neither decision nor table"))),
        };
        let letters: String = indices
            .iter()
            .filter_map(|index| index.name.chars().next())
            .collect();
        if letters != over {
            return Err(self.complaint(&format!("`{name}` ranges over `{over}`, not `{letters}`")));
        }
        Ok(if self.family.variable(name).is_some() {
            Expr::Variable(name.to_owned(), indices)
        } else {
            Expr::Param(name.to_owned(), indices)
        })
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let length = if is_word(first) {
            rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("<=") || rest.starts_with(">=") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}
