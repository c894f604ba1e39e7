//! Each rule on a tiny model, each lie of a solver by script, and random models against brute force.

pub(super) mod build;
mod explain;
mod lies;
mod merge;
mod portfolio;
mod probe;
mod quadratic;
mod random;
mod rules;
mod second;
mod sensitivity;
