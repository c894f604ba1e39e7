//! What holds for every family.

use super::*;

#[test]
fn show() {
    for family in Textbook::families() {
        for field in family.fields {
            let (draft, solution) = Textbook::compose(family.key, field.name, 3).unwrap();
            eprintln!(
                "{}\n{}",
                draft.problem,
                crate::sample::frame::render_completion(&solution)
            );
        }
    }
}
