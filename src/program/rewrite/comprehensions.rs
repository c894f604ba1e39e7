//! Generator expressions.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Comprehension, Expr, ExprGenerator};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Rewriter;

impl<'a> Rewriter<'a> {
    /// The interpreter evaluates generator expressions to lists; an iterator over the list behaves as one.
    pub(super) fn generator(&mut self, generator: &'a ExprGenerator) {
        if let [only] = generator.generators.as_slice()
            && let Expr::Name(name) = &only.target
            && only.ifs.len() <= 1
            && !only.is_async
            && !has_own_scope_names(generator)
            && !self.owned.contains(name.id.as_str())
        {
            return self.lazy_generator(generator, only, &name.id);
        }
        self.edits.open(generator.start(), "iter((");
        self.generator_items(generator);
        self.edits.close(generator.end(), "))");
    }

    /// `(element for name in items if test)`, which takes an item only when it is asked for one.
    fn lazy_generator(&mut self, generator: &'a ExprGenerator, only: &'a Comprehension, name: &str) {
        self.check_name(name, only.target.start());
        let start = generator.start();
        // The element comes first, and the brackets around a generator are not always its own.
        let bracketed = generator.parenthesized;
        let inner = if bracketed {
            start + TextSize::of('(')
        } else {
            start
        };
        self.edits.open(inner, format!("_sw_lazy(lambda {name}: ("));
        self.visit_expr(&generator.elt);
        let test = match only.ifs.first() {
            Some(test) => {
                let outer = std::mem::take(&mut self.edits);
                self.test(test);
                let edits = std::mem::replace(&mut self.edits, outer);
                let (condition, _) = edits.apply(self.source, test.range(), 1);
                format!(
                    "lambda {name}: ({})",
                    condition.replace("\\\n", " ").replace('\n', " ")
                )
            }
            None => "None".to_owned(),
        };
        // From `for` to the iterable, whose own brackets lie in that gap.
        let head = TextRange::new(only.start(), only.iter.start());
        let brackets = self.text(head).matches('(').count();
        self.edits
            .replace(head, format!("), {test}, {}", "(".repeat(brackets)));
        self.visit_expr(&only.iter);
        let end = if bracketed {
            generator.end() - TextSize::of(')')
        } else {
            generator.end()
        };
        if only.ifs.is_empty() {
            self.edits.close(end, ")");
        } else {
            let tail = TextRange::new(only.iter.end(), end);
            self.edits.replace(tail, ")".repeat(brackets + 1));
        }
    }

    pub(super) fn generator_items(&mut self, generator: &'a ExprGenerator) {
        self.visit_expr(&generator.elt);
        for comprehension in &generator.generators {
            self.visit_comprehension(comprehension);
        }
    }

    /// `addConstrs(row for i in … for j in …)`: the vendor names the rows by the values of the loop variables.
    pub(super) fn keyed_generator(&mut self, generator: &'a ExprGenerator) {
        let mut names = Vec::new();
        for comprehension in &generator.generators {
            collect_names(&comprehension.target, &mut names);
        }
        // The comma after each name makes a tuple of one as well.
        let key = names.join(", ") + if names.is_empty() { "" } else { ", " };
        self.edits
            .open(generator.elt.start(), format!("_sw_keyed(({key}), ("));
        // Where the element stands in brackets of its own, they lie outside its range and close after it.
        self.visit_expr(&generator.elt);
        self.edits.close(generator.elt.end(), "))");
        for comprehension in &generator.generators {
            self.visit_comprehension(comprehension);
        }
    }
}

/// Whether an assignment expression in a generator would bind its name elsewhere once it is a function, or a bracket
/// of a test would be lost.
fn has_own_scope_names(generator: &ExprGenerator) -> bool {
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Named(_) | Expr::Yield(_) | Expr::YieldFrom(_) | Expr::Await(_) => self.0 = true,
                Expr::BinOp(_) => {}
                _ => walk_expr(self, expr),
            }
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(&generator.elt);
    generator
        .generators
        .iter()
        .flat_map(|comprehension| &comprehension.ifs)
        .for_each(|test| finder.visit_expr(test));
    finder.0
}

fn collect_names<'a>(target: &'a Expr, names: &mut Vec<&'a str>) {
    match target {
        Expr::Name(name) => names.push(&name.id),
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| collect_names(item, names)),
        Expr::List(list) => list.elts.iter().for_each(|item| collect_names(item, names)),
        Expr::Starred(starred) => collect_names(&starred.value, names),
        _ => {}
    }
}
