//! Generator functions, which the interpreter lacks. The body is cut where it yields: what lies between becomes a
//! numbered state of an inner function, which an object of the prelude calls whenever a value is asked for. So a
//! generator runs as far as it is asked to, and no further.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt, StmtFor, StmtFunctionDef, StmtIf, StmtWhile};
use ruff_text_size::{Ranged, TextRange};

use super::Rewriter;
use super::classes::indentation;
use super::locals::Locals;

/// Whether a function yields; functions inside it do not count.
pub(super) fn is_generator(function: &StmtFunctionDef) -> bool {
    function.body.iter().any(yields)
}

fn yields(stmt: &Stmt) -> bool {
    let mut finder = YieldFinder(false);
    finder.visit_stmt(stmt);
    finder.0
}

struct YieldFinder(bool);

impl<'a> Visitor<'a> for YieldFinder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if !self.0 && !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
            Expr::Lambda(_) | Expr::BinOp(_) => {}
            _ => walk_expr(self, expr),
        }
    }
}

/// The states that have been written so far.
struct Machine<'a> {
    text: String,
    lines: Vec<u32>,
    /// Spaces before the `def`.
    outer: &'a str,
    states: usize,
    iterators: usize,
    /// Indentation of the state that is open; it must have at least one statement.
    indent: Option<&'a str>,
    line: u32,
}

/// Where `break` and `continue` lead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exits {
    pub(super) on_break: usize,
    pub(super) on_continue: usize,
}

/// A statement inside a state, and the loop that was cut around it, if one was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) exits: Option<Exits>,
}

impl<'a> Machine<'a> {
    fn state(&mut self) -> usize {
        self.states += 1;
        self.states
    }

    fn header(&mut self, text: &str) {
        self.text.push('\n');
        self.text.push_str(self.outer);
        self.text.push_str(text);
        self.lines.push(self.line);
    }

    /// Begins a state.
    fn begin(&mut self, state: usize, indent: &'a str) {
        self.header(&format!("  if _sw_state == {state}:"));
        self.indent = Some(indent);
    }

    /// A statement of ours in the open state.
    fn emit(&mut self, statement: &str) {
        self.text.push('\n');
        self.text.push_str(self.indent.unwrap_or_default());
        self.text.push_str(statement);
        self.lines.push(self.line);
    }

    fn go(&mut self, state: usize) {
        self.emit(&format!("return ({state}, False, None)"));
    }

    /// `yield from`.
    fn hand_on(&mut self, items: &str, after: usize, indent: &'a str) {
        self.iterators += 1;
        let iterator = format!("_sw_g{}", self.iterators);
        let next = self.state();
        self.emit(&format!("{iterator} = iter({items})"));
        self.go(next);
        self.begin(next, indent);
        self.emit(&format!("_sw_v = next({iterator}, _sw_gone)"));
        self.emit(&format!(
            "return ({after}, False, None) if _sw_v is _sw_gone else ({next}, True, _sw_v)"
        ));
    }
}

impl<'a> Rewriter<'a> {
    /// A function that yields.
    pub(super) fn generator_function(&mut self, function: &'a StmtFunctionDef) {
        let Some(outer) = indentation(self.source, TextRange::empty(def_start(function))) else {
            return self.unsupported("yield in this place", function.start());
        };
        let (Some(first), Some(last)) = (function.body.first(), function.body.last()) else {
            return;
        };
        let roomy = indentation(self.source, first.range())
            .is_some_and(|inner| inner.len() > outer.len() + 2 && !inner.contains('\t'));
        if !roomy {
            return self.unsupported("yield in a body with so little indentation", function.start());
        }
        let from = function
            .returns
            .as_ref()
            .map_or_else(|| function.parameters.end(), |returns| returns.end());
        let Some(colon) = self.token_after(from, TokenKind::Colon) else {
            return;
        };
        let mut machine = Machine {
            text: String::new(),
            lines: Vec::new(),
            outer,
            states: 0,
            iterators: 0,
            indent: None,
            line: self.lines.of(function.start()),
        };
        self.declare(function, &mut machine);
        let end = machine.state();
        let start = machine.state();
        machine.header("  if _sw_state == 0:");
        machine.header(&format!("   return ({start}, False, None)"));
        if self
            .run_of(&function.body, start, end, None, &mut machine)
            .is_none()
        {
            return;
        }
        machine.header(&format!("  if _sw_state == {end}:"));
        machine.header("   return (-1, False, None)");
        // Iterators are found while the states are written, and declared before them.
        let iterators: Vec<String> = (1..=machine.iterators).map(|n| format!("_sw_g{n}")).collect();
        if iterators.is_empty() {
            machine.text = machine.text.replacen(ITERATORS_OUTSIDE, "pass", 1);
            machine.text = machine.text.replacen(ITERATORS_INSIDE, "pass", 1);
        } else {
            let outside = format!("{} = None", iterators.join(" = "));
            let inside = format!("nonlocal {}", iterators.join(", "));
            machine.text = machine.text.replacen(ITERATORS_OUTSIDE, &outside, 1);
            machine.text = machine.text.replacen(ITERATORS_INSIDE, &inside, 1);
        }
        machine.header(" return _sw_Generator(_sw_step)");
        self.edits.generate(
            TextRange::new(colon.end(), last.end()),
            machine.text,
            machine.lines,
        );
    }

    fn declare(&mut self, function: &'a StmtFunctionDef, machine: &mut Machine<'a>) {
        let mut locals = Locals::default();
        locals.visit_body(&function.body);
        let parameters: Vec<&str> = function
            .parameters
            .iter()
            .map(|parameter| parameter.name().as_str())
            .collect();
        let own: Vec<&str> = locals
            .bound
            .iter()
            .map(String::as_str)
            .filter(|name| !locals.global.contains(*name) && !locals.nonlocal.contains(*name))
            .collect();
        for name in &own {
            self.check_name(name, function.start());
        }
        let fresh: Vec<&str> = own
            .iter()
            .copied()
            .filter(|name| !parameters.contains(name))
            .collect();
        if !fresh.is_empty() {
            machine.header(&format!(" {} = None", fresh.join(" = ")));
        }
        machine.header(&format!(" {ITERATORS_OUTSIDE}"));
        machine.header(" def _sw_step(_sw_state, _sw_sent):");
        let mut nonlocal = own;
        nonlocal.extend(locals.nonlocal.iter().map(String::as_str));
        if !nonlocal.is_empty() {
            machine.header(&format!("  nonlocal {}", nonlocal.join(", ")));
        }
        if !locals.global.is_empty() {
            let global: Vec<String> = locals.global.iter().map(|name| self.called(name)).collect();
            machine.header(&format!("  global {}", global.join(", ")));
        }
        machine.header(&format!("  {ITERATORS_INSIDE}"));
    }

    /// Writes a block that begins with state `start` and leads to `end`. `None` when something failed.
    fn run_of(
        &mut self,
        body: &'a [Stmt],
        start: usize,
        end: usize,
        exits: Option<Exits>,
        machine: &mut Machine<'a>,
    ) -> Option<()> {
        let first = body.first()?;
        let Some(indent) = indentation(self.source, first.range()) else {
            self.unsupported("yield on a line with other statements", first.start());
            return None;
        };
        machine.line = self.lines.of(first.start());
        machine.begin(start, indent);
        for stmt in body {
            machine.line = self.lines.of(stmt.start());
            if indentation(self.source, stmt.range()) != Some(indent) {
                self.unsupported("yield on a line with other statements", stmt.start());
                return None;
            }
            if yields(stmt) {
                self.cut(stmt, indent, exits, machine)?;
            } else {
                self.copy(stmt, exits, machine);
            }
            if self.failure.is_some() {
                return None;
            }
        }
        machine.go(end);
        Some(())
    }

    /// A statement without a yield stays as it is, except that leaving it is said in states.
    fn copy(&mut self, stmt: &'a Stmt, exits: Option<Exits>, machine: &mut Machine<'a>) {
        if matches!(stmt, Stmt::Global(_) | Stmt::Nonlocal(_)) {
            return machine.emit("pass");
        }
        let outside = self.exits.replace(Cut { exits });
        let depth = std::mem::take(&mut self.loops);
        let (text, lines) = self.apart(stmt.range(), |rewriter| rewriter.visit_stmt(stmt));
        self.loops = depth;
        self.exits = outside;
        machine.text.push('\n');
        machine.text.push_str(machine.indent.unwrap_or_default());
        machine.text.push_str(&text);
        machine.lines.push(machine.line);
        machine.lines.extend_from_slice(&lines);
    }

    /// The text of a node, rewritten apart from the rest.
    fn apart(&mut self, range: TextRange, visit: impl FnOnce(&mut Self)) -> (String, Vec<u32>) {
        let outer = std::mem::take(&mut self.edits);
        visit(self);
        let inner = std::mem::replace(&mut self.edits, outer);
        let first = self.lines.of(range.start());
        let (text, lines) = inner.apply(self.source, range, first);
        (text, lines.rest().to_vec())
    }

    /// An expression on one line, in brackets.
    fn inline(&mut self, expr: &'a Expr) -> String {
        let (text, _) = self.apart(expr.range(), |rewriter| rewriter.visit_expr(expr));
        if text.contains('\n') && (text.contains('#') || text.contains("\"\"\"") || text.contains("'''")) {
            self.unsupported("yield beside an expression of several lines", expr.start());
        }
        format!("({})", text.replace("\\\n", " ").replace('\n', " "))
    }

    fn tested(&mut self, expr: &'a Expr) -> String {
        let (text, _) = self.apart(expr.range(), |rewriter| rewriter.test(expr));
        format!("({})", text.replace("\\\n", " ").replace('\n', " "))
    }

    /// A statement with a yield.
    fn cut(
        &mut self,
        stmt: &'a Stmt,
        indent: &'a str,
        exits: Option<Exits>,
        machine: &mut Machine<'a>,
    ) -> Option<()> {
        let after = machine.state();
        match stmt {
            Stmt::Expr(expr) => match &*expr.value {
                Expr::Yield(given) => self.hand_out(given.value.as_deref(), after, machine),
                Expr::YieldFrom(from) => {
                    let items = self.inline(&from.value);
                    machine.hand_on(&items, after, indent);
                }
                _ => return self.no_yield_here(stmt),
            },
            Stmt::Assign(assign) => {
                let (Expr::Yield(given), [Expr::Name(name)]) = (&*assign.value, assign.targets.as_slice())
                else {
                    return self.no_yield_here(stmt);
                };
                self.hand_out(given.value.as_deref(), after, machine);
                machine.begin(after, indent);
                machine.emit(&format!("{} = _sw_sent", name.id));
                return Some(());
            }
            Stmt::If(choice) => self.choose(choice, after, exits, machine)?,
            Stmt::While(repeat) => self.repeat(repeat, after, exits, indent, machine)?,
            Stmt::For(each) => self.each(each, after, exits, indent, machine)?,
            _ => return self.no_yield_here(stmt),
        }
        machine.begin(after, indent);
        machine.emit("pass");
        Some(())
    }

    fn no_yield_here(&mut self, stmt: &'a Stmt) -> Option<()> {
        let construct = match stmt {
            Stmt::Try(_) => "yield inside try",
            Stmt::With(_) => "yield inside with",
            Stmt::Match(_) => "yield inside match",
            _ => "yield inside an expression",
        };
        self.unsupported(construct, stmt.start());
        None
    }

    fn hand_out(&mut self, value: Option<&'a Expr>, after: usize, machine: &mut Machine<'a>) {
        if value.is_some_and(contains_yield) {
            let at = value.map_or_else(Default::default, Ranged::start);
            return self.unsupported("yield inside an expression", at);
        }
        let value = value.map_or_else(|| "None".to_owned(), |value| self.inline(value));
        machine.emit(&format!("return ({after}, True, {value})"));
    }

    fn choose(
        &mut self,
        choice: &'a StmtIf,
        after: usize,
        exits: Option<Exits>,
        machine: &mut Machine<'a>,
    ) -> Option<()> {
        let mut tests = vec![(self.tested(&choice.test), &choice.body)];
        let mut otherwise = None;
        for clause in &choice.elif_else_clauses {
            match &clause.test {
                Some(test) => tests.push((self.tested(test), &clause.body)),
                None => otherwise = Some(&clause.body),
            }
        }
        let states: Vec<usize> = tests.iter().map(|_| machine.state()).collect();
        let last = if otherwise.is_some() {
            machine.state()
        } else {
            after
        };
        let chain: Vec<String> = tests
            .iter()
            .zip(&states)
            .map(|((test, _), state)| format!("{state} if {test} else "))
            .collect();
        let chain = chain.concat();
        machine.emit(&format!("return ({chain}{last}, False, None)"));
        for ((_, body), state) in tests.iter().zip(&states) {
            self.run_of(body, *state, after, exits, machine)?;
        }
        if let Some(body) = otherwise {
            self.run_of(body, last, after, exits, machine)?;
        }
        Some(())
    }

    fn repeat(
        &mut self,
        repeat: &'a StmtWhile,
        after: usize,
        outer: Option<Exits>,
        indent: &'a str,
        machine: &mut Machine<'a>,
    ) -> Option<()> {
        let (check, body) = (machine.state(), machine.state());
        let otherwise = if repeat.orelse.is_empty() {
            after
        } else {
            machine.state()
        };
        machine.go(check);
        machine.begin(check, indent);
        let test = self.tested(&repeat.test);
        machine.emit(&format!(
            "return ({body} if {test} else {otherwise}, False, None)"
        ));
        let exits = Exits {
            on_break: after,
            on_continue: check,
        };
        self.run_of(&repeat.body, body, check, Some(exits), machine)?;
        if !repeat.orelse.is_empty() {
            self.run_of(&repeat.orelse, otherwise, after, outer, machine)?;
        }
        Some(())
    }

    fn each(
        &mut self,
        each: &'a StmtFor,
        after: usize,
        outer: Option<Exits>,
        indent: &'a str,
        machine: &mut Machine<'a>,
    ) -> Option<()> {
        if each.is_async || !is_plain_target(&each.target) {
            self.unsupported("this loop with a yield", each.start());
            return None;
        }
        machine.iterators += 1;
        let iterator = format!("_sw_g{}", machine.iterators);
        let (next, body) = (machine.state(), machine.state());
        let otherwise = if each.orelse.is_empty() {
            after
        } else {
            machine.state()
        };
        let items = self.inline(&each.iter);
        machine.emit(&format!("{iterator} = iter({items})"));
        machine.go(next);
        machine.begin(next, indent);
        machine.emit(&format!("_sw_v = next({iterator}, _sw_gone)"));
        machine.emit(&format!(
            "if _sw_v is _sw_gone: return ({otherwise}, False, None)"
        ));
        let target = self.text(each.target.range()).replace('\n', " ");
        machine.emit(&format!("{target} = _sw_v"));
        machine.go(body);
        let exits = Exits {
            on_break: after,
            on_continue: next,
        };
        self.run_of(&each.body, body, next, Some(exits), machine)?;
        if !each.orelse.is_empty() {
            self.run_of(&each.orelse, otherwise, after, outer, machine)?;
        }
        Some(())
    }
}

const ITERATORS_OUTSIDE: &str = "_sw_iterators_outside";
const ITERATORS_INSIDE: &str = "_sw_iterators_inside";

fn contains_yield(expr: &Expr) -> bool {
    let mut finder = YieldFinder(false);
    finder.visit_expr(expr);
    finder.0
}

fn is_plain_target(target: &Expr) -> bool {
    match target {
        Expr::Name(_) => true,
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_plain_target),
        Expr::List(list) => list.elts.iter().all(is_plain_target),
        Expr::Starred(starred) => is_plain_target(&starred.value),
        _ => false,
    }
}

fn def_start(function: &StmtFunctionDef) -> ruff_text_size::TextSize {
    // Decorators stand on lines of their own, at the same indentation.
    function.start()
}
