//! The library of families. One file each; see the module above for how to write one.

mod assignment;
mod blending;
mod capital_budgeting;
mod cutting_stock;
mod diet;
mod facility_location;
mod lot_sizing;
mod media_selection;
mod network_flow;
mod portfolio;
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
    &blending::FAMILY,
    &cutting_stock::FAMILY,
    &portfolio::FAMILY,
    &network_flow::FAMILY,
    &media_selection::FAMILY,
    &lot_sizing::FAMILY,
];

/// The family of that name.
pub fn find(key: &str) -> Option<&'static Family> {
    ALL.iter().copied().find(|family| family.key == key)
}
