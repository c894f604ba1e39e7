//! The library of families. One file each; see the module above for how to write one.

mod assignment;
mod capital_budgeting;
mod diet;
mod facility_location;
mod product_mix;
mod set_covering;
mod staffing;
mod transportation;

use super::family::Family;

/// Every family, in the order in which they are listed.
pub static ALL: &[&Family] = &[
    &product_mix::FAMILY,
    &transportation::FAMILY,
    &capital_budgeting::FAMILY,
    &diet::FAMILY,
    &facility_location::FAMILY,
    &assignment::FAMILY,
    &set_covering::FAMILY,
    &staffing::FAMILY,
];

/// The family of that name.
pub fn find(key: &str) -> Option<&'static Family> {
    ALL.iter().copied().find(|family| family.key == key)
}
