//! Exception classes of the program. The interpreter raises only its own exceptions: one of the nearest kind is raised
//! in place of the program's object, and handlers find the object again. Programs without such classes stay as they
//! are.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, StmtRaise, StmtTry};
use ruff_text_size::Ranged;

use super::Rewriter;
use super::classes::indentation;

impl<'a> Rewriter<'a> {
    pub(super) fn raise(&mut self, raise: &'a StmtRaise) {
        if let Some(exception) = &raise.exc {
            if self.traits.exceptions {
                self.edits.open(exception.start(), "_sw_raising((");
                self.visit_expr(exception);
                self.edits.close(exception.end(), "))");
            } else {
                self.visit_expr(exception);
            }
        }
        if let Some(cause) = &raise.cause {
            self.visit_expr(cause);
        }
    }

    pub(super) fn attempt(&mut self, attempt: &'a StmtTry) {
        if self.traits.exceptions && !attempt.handlers.is_empty() {
            self.note_passing(attempt);
        }
        self.visit_body(&attempt.body);
        for handler in &attempt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            self.handler(handler);
        }
        self.visit_body(&attempt.orelse);
        self.visit_body(&attempt.finalbody);
    }

    /// Puts an inner `try` around the body, which tells the prelude what is about to be handled.
    fn note_passing(&mut self, attempt: &'a StmtTry) {
        let outer = indentation(self.source, attempt.range());
        let body = attempt
            .body
            .first()
            .and_then(|first| indentation(self.source, first.range()));
        let (Some(outer), Some(handler)) = (outer, attempt.handlers.first()) else {
            return self.unsupported("try on a line with other statements", attempt.start());
        };
        if body.is_some_and(|body| body.len() <= outer.len() + 1) {
            return self.unsupported("try with so little indentation", attempt.start());
        }
        self.edits.open(attempt.start(), format!("try:\n{outer} "));
        self.edits.open(
            handler.start(),
            format!(" except BaseException as _sw_e: _sw_passing(_sw_e); raise\n{outer}"),
        );
    }

    fn handler(&mut self, handler: &'a ExceptHandlerExceptHandler) {
        if let Some(name) = &handler.name {
            self.check_name(name, name.start());
            self.rename(name);
        }
        let ours = self.traits.exceptions;
        if let Some(kinds) = &handler.type_ {
            if ours {
                self.edits.open(kinds.start(), "_sw_catching((");
            }
            self.visit_expr(kinds);
            if ours {
                self.edits.close(kinds.end(), "))");
            }
        }
        if let (true, Some(name), Some(first)) = (ours, &handler.name, handler.body.first()) {
            self.line_before(
                first.start(),
                &format!("{0} = _sw_caught({0})", self.called(name)),
            );
        }
        self.visit_body(&handler.body);
    }
}
