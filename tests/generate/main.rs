//! `stepwell generate` as a script sees it: what it grows, that it grows the same again, and that no kill costs
//! anything that was told.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

mod grown;
mod killed;
mod workspace;
