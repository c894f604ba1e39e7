//! Calls: of methods, of names, of what a call gives back.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Arguments, Expr, ExprCall, ExprName};
use ruff_text_size::Ranged;

use super::Rewriter;
use super::names::{
    builtin_for_objects, is_builtin_type, is_collection_sum, is_exception, is_lacking_method,
    is_routed_method, makes_model_part,
};
use crate::program::parts::Part;
use crate::sample::Library;

impl<'a> Rewriter<'a> {
    pub(super) fn call(&mut self, call: &'a ExprCall) {
        let mut keyed = false;
        match &*call.func {
            Expr::Attribute(method)
                if is_number_type(&method.attr) && self.traits.parts.contains(Part::Numpy) =>
            {
                self.edits.open(method.start(), "_sw_call(");
                self.visit_expr(&call.func);
                self.edits.close(method.end(), ")");
            }
            Expr::Attribute(method) => {
                self.check_name(&method.attr, method.attr.start());
                keyed = method.attr.as_str() == "addConstrs";
                let of_type = matches!(&*method.value, Expr::Name(name) if is_builtin_type(&name.id)
                    && !self.bound.names.contains(name.id.as_str()));
                if self.parents_member(method) {
                    // Found by the prelude.
                } else if of_type
                    || is_collection_sum(&method.attr)
                    || is_lacking_method(&method.attr)
                    || is_routed_method(self.library, &method.attr)
                    || self.traits.members.contains(method.attr.as_str())
                    || (self.traits.objects && method.attr.as_str() == "sort")
                {
                    self.read_method(method);
                } else if makes_model_part(&method.attr) {
                    let opening = format!("_sw_at({}, ", self.lines.of(method.attr.start()));
                    self.edits.open(method.start(), opening);
                    self.visit_expr(&method.value);
                    if let Some(dot) = self.token_after(method.value.end(), TokenKind::Dot) {
                        self.edits.replace(dot, ").");
                    }
                } else {
                    self.visit_expr(&method.value);
                }
            }
            Expr::Name(name) if name.id == "LpVariable" && self.library == Library::Pulp => {
                let opening = format!("_sw_at({}, ", self.lines.of(name.start()));
                self.edits.open(name.start(), opening);
                self.name(name);
                self.edits.close(name.end(), ")");
            }
            Expr::Name(name) if name.id == "super" && self.method.is_some() => {
                return self.unsupported("super in this form", name.start());
            }
            Expr::Name(name) => self.called_name(name, call),
            function if self.traits.calls => {
                self.edits.open(function.start(), "_sw_call(");
                self.visit_expr(function);
                self.edits.close(function.end(), ")");
            }
            function => self.visit_expr(function),
        }
        self.arguments(&call.func, &call.arguments, keyed);
    }

    /// A function that is called by its name.
    fn called_name(&mut self, name: &'a ExprName, call: &'a ExprCall) {
        let own = self.bound.names.contains(name.id.as_str());
        if !own
            && self.traits.objects
            && let Some(ours) = builtin_for_objects(&name.id)
        {
            return self.edits.replace(name.range, ours);
        }
        if !own && is_exception(&name.id) && !is_text_alone(&call.arguments) {
            self.edits.open(name.start(), "_sw_exception(");
            return self.edits.close(name.end(), ")");
        }
        let iterators = ["map", "filter", "zip", "enumerate"];
        if !own && iterators.contains(&name.id.as_str()) {
            return self.edits.replace(name.range, format!("_sw_{}", name.id));
        }
        if !own && name.id == "print" && call.arguments.find_keyword("file").is_some() {
            return self.edits.replace(name.range, "_sw_print");
        }
        if own && self.traits.calls {
            self.edits.open(name.start(), "_sw_call(");
            self.name(name);
            return self.edits.close(name.end(), ")");
        }
        self.name(name);
    }

    fn arguments(&mut self, function: &'a Expr, arguments: &'a Arguments, keyed: bool) {
        let eager = takes_everything(function);
        for argument in &arguments.args {
            match argument {
                Expr::Generator(generator) if keyed => self.keyed_generator(generator),
                Expr::Generator(generator) if eager => self.generator_items(generator),
                _ => self.visit_expr(argument),
            }
        }
        for keyword in &arguments.keywords {
            match &keyword.value {
                Expr::Generator(generator) if keyed => self.keyed_generator(generator),
                _ => self.visit_keyword(keyword),
            }
        }
    }
}

/// Whether a call has no argument, or a text and nothing else.
fn is_text_alone(arguments: &Arguments) -> bool {
    match (&*arguments.args, &*arguments.keywords) {
        ([], []) => true,
        ([only], []) => only.is_string_literal_expr() || only.is_f_string_expr(),
        _ => false,
    }
}

/// Functions that read a generator to its end at once: a list does as well, and is quicker.
fn takes_everything(function: &Expr) -> bool {
    let name = match function {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    matches!(
        name,
        "sum"
            | "quicksum"
            | "min"
            | "max"
            | "any"
            | "all"
            | "list"
            | "tuple"
            | "set"
            | "dict"
            | "sorted"
            | "join"
            | "extend"
            | "update"
            | "frozenset"
    )
}

/// Types of numpy that convert what they are called with; in the prelude they are objects, not functions.
fn is_number_type(name: &str) -> bool {
    matches!(name, "float64" | "int64" | "int_" | "bool_" | "double" | "str_")
}
