//! `contract`
use crate::check::{Inputs, Opinion};
pub(super) fn judge(_: &Inputs<'_>) -> Opinion { Opinion::unknown("x") }
