//! The terminal program in a real pseudo-terminal: what it shows, how it leaves, and that no kill costs a decision.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

mod behaviour;
mod cancel;
mod editor;
mod killed;
mod pty;
mod untrusted;
