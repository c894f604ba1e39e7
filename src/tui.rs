//! The terminal program.
//!
//! ```text
//! terminal ──► input ──► event_loop ────► app ──► screen::{walk, review, lineage, dataset} ──► desk ──► pane
//! signals  ──► signal ──►     │    ▲         │  └──► modal (a stack of dialogs)
//!                    requests ▼    │ replies └──► action, keymap (one table: keys, hints, help, palette)
//!                            engine (owns store, workers, checks, author)
//! ```
//!
//! `app` and everything right of it is state without I/O: events and replies go in, effects come out, and it draws
//! itself. `event_loop` owns the terminal through a [`console`], and `engine` everything that takes time.

pub mod action;
pub mod app;
pub mod console;
pub mod desk;
mod editor;
pub mod engine;
pub mod event_loop;
mod fuzzy;
#[cfg(test)]
mod harness;
pub mod input;
pub mod key;
pub mod keymap;
mod line;
pub mod message;
pub mod modal;
pub mod outbox;
pub mod pane;
pub mod screen;
pub mod signal;
mod start;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;

pub use start::{Options, TuiError, ensure_terminal, run};
