//! Each rule on a tiny model, each lie of a solver by script, and random models against brute force.

mod build;
mod explain;
mod lies;
mod random;
mod rules;
