//! The terminal program.

pub mod pane;
#[cfg(test)]
pub mod testing;
pub mod text;
pub mod theme;
