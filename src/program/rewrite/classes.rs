//! Classes. The interpreter knows neither parents nor decorated methods: a decorator of the prelude, put in front of
//! the class, adds what they bring.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::Rewriter;
use super::names::{is_operator_method, is_refused_method};

/// The method that is being rewritten, for `super()`.
#[derive(Debug, Clone)]
pub(super) struct Method {
    class: String,
    first: String,
}

/// The last name of `a.b.c`, with what is in square brackets left out.
pub(super) fn last_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(&name.id),
        Expr::Attribute(attribute) => Some(&attribute.attr),
        Expr::Subscript(subscript) => last_name(&subscript.value),
        Expr::Call(call) => last_name(&call.func),
        _ => None,
    }
}

pub(super) fn is_enumeration(base: &str) -> bool {
    matches!(base, "Enum" | "IntEnum" | "StrEnum")
}

/// How a method is decorated.
enum Kind {
    Word(&'static str),
    Setter,
    /// Functions of the program, applied from the last to the first.
    Custom,
}

impl<'a> Rewriter<'a> {
    pub(super) fn class(&mut self, class: &'a StmtClassDef) {
        self.check_name(&class.name, class.name.start());
        for decorator in &class.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        self.mend_class(class);
        self.rename(&class.name);
        let outside = self.owned.clone();
        self.enter_scope(&class.body, std::iter::empty());
        let inside = std::mem::take(&mut self.owned);
        for stmt in &class.body {
            if self.failure.is_some() {
                return;
            }
            let is_method = matches!(stmt, Stmt::FunctionDef(_));
            self.owned.clone_from(if is_method { &outside } else { &inside });
            if let Stmt::FunctionDef(method) = stmt {
                if is_refused_method(&method.name) {
                    let construct = format!("the method {}", method.name);
                    return self.unsupported(&construct, method.start());
                }
                let first = method.parameters.iter_non_variadic_params().next();
                let within = first.map(|first| Method {
                    class: class.name.to_string(),
                    first: first.parameter.name.to_string(),
                });
                let around = std::mem::replace(&mut self.method, within);
                // A method's name is the class's.
                let hidden = self.owned.take(method.name.as_str());
                self.function(method, stmt);
                self.owned.extend(hidden);
                self.method = around;
            } else {
                self.visit_stmt(stmt);
            }
        }
        self.owned = outside;
    }

    /// Takes parents and decorators away and tells the prelude of them.
    fn mend_class(&mut self, class: &'a StmtClassDef) {
        let decorated = class
            .body
            .iter()
            .any(|stmt| matches!(stmt, Stmt::FunctionDef(method) if !method.decorator_list.is_empty()));
        let keywords = class.keywords();
        if let Some(keyword) = keywords.iter().find(|keyword| {
            keyword.arg.as_ref().map(ruff_python_ast::Identifier::as_str) != Some("metaclass")
                || last_name(&keyword.value) != Some("ABCMeta")
        }) {
            return self.unsupported("a class keyword", keyword.start());
        }
        let operators = self.traits.objects && class.body.iter().any(defines_operator);
        if class.bases().is_empty() && !decorated && !operators && !self.traits.inherits {
            return;
        }
        let Some(keyword) = self.token_after(class_start(class), TokenKind::Class) else {
            return;
        };
        // Parents are expressions of the place where the class stands; they move into the decorator.
        let bases: Vec<&str> = class.bases().iter().map(|base| self.text(base.range())).collect();
        let bases = bases.join(", ").replace('\n', " ");
        let (members, kinds) = self.members(class);
        let line = format!(
            "@_sw_class(({bases}{}), ({members}), {{{kinds}}})",
            if bases.is_empty() { "" } else { "," }
        );
        self.line_before(keyword.start(), &line);
        if let Some(arguments) = &class.arguments {
            self.edits.replace(arguments.range, "");
        }
    }

    /// What the class defines, and how what is decorated is.
    fn members(&mut self, class: &'a StmtClassDef) -> (String, String) {
        let mut members = Vec::new();
        let mut kinds = Vec::new();
        for stmt in &class.body {
            let name = match stmt {
                Stmt::FunctionDef(method) => {
                    if let Some((name, kind)) = self.decorated(method) {
                        kinds.push(format!("\"{name}\": {kind}, "));
                        name
                    } else {
                        method.name.to_string()
                    }
                }
                Stmt::Assign(assign) => match assign.targets.as_slice() {
                    [Expr::Name(name)] => name.id.to_string(),
                    _ => continue,
                },
                Stmt::AnnAssign(assign) if assign.value.is_some() => match &*assign.target {
                    Expr::Name(name) => name.id.to_string(),
                    _ => continue,
                },
                _ => continue,
            };
            members.push(format!("\"{name}\", "));
        }
        (members.concat(), kinds.concat())
    }

    /// The name that a decorated method gets and what the prelude is to make of it.
    fn decorated(&mut self, method: &'a StmtFunctionDef) -> Option<(String, String)> {
        let mut words = Vec::new();
        let mut custom = Vec::new();
        for decorator in &method.decorator_list {
            match kind_of(&decorator.expression) {
                Kind::Word(word) => words.push(word),
                Kind::Setter => words.push("setter"),
                Kind::Custom => custom.push(self.text(decorator.expression.range())),
            }
            self.edits.replace(decorator.range, "");
        }
        if !words.is_empty() && !custom.is_empty() && words != ["abstract"] {
            self.unsupported("decorators of these kinds together", method.start());
            return None;
        }
        if !custom.is_empty() {
            let opened: String = custom.iter().map(|function| format!("({function})(")).collect();
            let closed = ")".repeat(custom.len());
            let opened = opened.replace('\n', " ");
            return Some((
                method.name.to_string(),
                format!("lambda _sw_f: {opened}_sw_f{closed}"),
            ));
        }
        let kind = words.join(" ");
        if kind == "setter" {
            let name = format!("_sw_set_{}", method.name);
            self.edits.replace(method.name.range, name.clone());
            return Some((name, "\"setter\"".to_owned()));
        }
        (!kind.is_empty()).then(|| (method.name.to_string(), format!("\"{kind}\"")))
    }

    /// `super().name`, if that is what `attribute` is: a call of the prelude that finds the member.
    pub(super) fn parents_member(&mut self, attribute: &'a ExprAttribute) -> bool {
        let Expr::Call(call) = &*attribute.value else {
            return false;
        };
        if !is_super(call) {
            return false;
        }
        let Some(method) = self.method.clone() else {
            self.unsupported("super outside a method", attribute.start());
            return true;
        };
        let Method { class, first } = match &*call.arguments.args {
            [] => method,
            [Expr::Name(class), Expr::Name(first)] => Method {
                class: class.id.to_string(),
                first: first.id.to_string(),
            },
            _ => {
                self.unsupported("super in this form", attribute.start());
                return true;
            }
        };
        let text = format!("_sw_super({class}, {first}, \"{}\")", attribute.attr);
        self.edits.replace(attribute.range, text);
        true
    }
}

pub(super) fn is_super(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Name(name) if name.id == "super")
}

fn class_start(class: &StmtClassDef) -> ruff_text_size::TextSize {
    class
        .decorator_list
        .last()
        .map_or_else(|| class.start(), Ranged::end)
}

fn defines_operator(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::FunctionDef(method) => is_operator_method(&method.name),
        _ => false,
    }
}

fn kind_of(decorator: &Expr) -> Kind {
    match decorator {
        Expr::Attribute(attribute) if attribute.attr.as_str() == "setter" => Kind::Setter,
        Expr::Name(_) | Expr::Attribute(_) => match last_name(decorator) {
            Some("property" | "abstractproperty") => Kind::Word("property"),
            Some("cached_property") => Kind::Word("cached"),
            Some("staticmethod") => Kind::Word("static"),
            Some("classmethod") => Kind::Word("class"),
            Some("abstractmethod") => Kind::Word("abstract"),
            Some("override" | "final" | "no_type_check") => Kind::Word(""),
            _ => Kind::Custom,
        },
        _ => Kind::Custom,
    }
}

/// The text of a range that is one statement's indentation, if nothing else precedes the statement on its line.
pub(super) fn indentation(source: &str, range: TextRange) -> Option<&str> {
    let before = &source[..range.start().to_usize()];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let indent = &before[start..];
    indent.chars().all(char::is_whitespace).then_some(indent)
}
