//! One file a command.

pub mod calibrate;
pub mod check;
mod compare;
pub mod doctor;
pub mod duplicates;
pub mod export;
pub mod faults;
pub mod generate;
pub mod help;
pub mod import;
mod reasons;
mod reference;
pub mod run;
pub mod score;
pub mod solve;
pub mod stats;
pub mod terminal;
