//! What a finding is about, as a name that stays: the suspicion score weighs findings by it, help explains it, and
//! files keep it.

use serde::{Deserialize, Serialize};

use super::CheckId;

/// Declares the signals of each check: `check { Variant "name_in_files" "What it says, for a person." }`.
macro_rules! signals {
    ($($check:ident { $($variant:ident $name:literal $about:literal)* })*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Signal {
            $($(
                #[doc = $about]
                #[serde(rename = $name)]
                $variant,
            )*)*
        }

        impl Signal {
            /// All, by check.
            pub const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            /// The name in files and on screen.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// What it says, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $($(Self::$variant => $about,)*)* }
            }

            /// The check that gives it.
            pub fn check(self) -> CheckId {
                match self { $($(Self::$variant => CheckId::$check,)*)* }
            }
        }
    };
}

signals! {
    Description {
        Hole "hole" "A place in the problem was left to be filled in."
        NoAim "no_aim" "The problem does not say what is to be minimised or maximised."
        NoTask "no_task" "The problem asks no question and gives no task."
        NoData "no_data" "The problem gives no number to compute with."
        VagueDatum "vague_datum" "The problem names a quantity, or leaves a cell of a table blank, where a number belongs."
        ElidedData "elided_data" "The problem leaves data out, as in \"and so on\"."
    }
    Frame {
        MissingPart "missing_part" "A part of the sample, or a section of its formulation, is missing."
        SecondBlock "second_block" "A second program follows the first; only the first is run."
        ControlCharacter "control_character" "A control character hides or moves text."
    }
    Alignment {
        AnotherProblem "another_problem" "The solution seems to answer another problem."
        FewNumbers "few_numbers" "The solution mentions few of the problem's numbers."
    }
    Program {
        Breaks "breaks" "The program breaks off with an error."
        BreaksAfterSolve "breaks_after_solve" "The program breaks off after the model was solved."
        NoModel "no_model" "The program ends without a solved model."
        SeveralSolves "several_solves" "The program solves several times."
    }
    Outcome {
        NoPoint "no_point" "No point satisfies all rows and bounds."
        AskedNoPoint "asked_no_point" "No point satisfies all rows, and the problem itself asks for each row that clashes."
        Runaway "runaway" "The objective can be improved without end."
        Undecided "undecided" "The solvers stopped, refused or contradicted each other."
        ZeroOptimum "zero_optimum" "The optimum is exactly 0: most often, doing nothing satisfies the model."
        OtherAnswer "other_answer" "The stated answer is not the computed one."
    }
    Types {
        StatedWhole "stated_whole" "The problem says that only whole numbers count, and the variable may be a fraction."
        StatedFractional "stated_fractional" "The problem allows fractions, and the variable must be whole."
        FractionalCount "fractional_count" "The plan has a fraction of something that comes whole, and whole numbers give another optimum."
        FractionalItem "fractional_item" "The plan has a part of something that the problem lists as an item, and whole numbers give another optimum."
        FractionalPortion "fractional_portion" "The plan has a fraction of something that may be meant whole, and whole numbers give another optimum."
        WholeMeasure "whole_measure" "Something that is measured must be whole, and fractions give another optimum."
        ChoiceNotBinary "choice_not_binary" "A yes-or-no variable may take other values than 0 and 1."
        FormulatedType "formulated_type" "Formulation and program give a variable different types."
        NegativeQuantity "negative_quantity" "A quantity may be, or is, below zero."
    }
    Rows {
        SeveralTours "several_tours" "The problem asks for one tour, and the plan takes several rounds."
        NoSubtourRow "no_subtour_row" "No row keeps a tour in one piece."
        FlowNotKept "flow_not_kept" "The model counts another flow than the largest one that its capacities let through."
        UnevenShift "uneven_shift" "A schedule lets somebody work longer in a row than the problem says."
        ExchangedNumber "exchanged_number" "One given number seems to stand where another given number belongs."
        OpposedLimit "opposed_limit" "A limit of the problem is held the other way round."
        UnansweredLimit "unanswered_limit" "A limit of the problem whose number no row or bound holds."
        OpposedComparison "opposed_comparison" "A sentence sets two things against each other, and a row says the opposite."
        UnansweredComparison "unanswered_comparison" "A sentence sets two things against each other, and no row does."
        OneSidedAssignment "one_sided_assignment" "The problem limits both sides of an assignment, and rows stand for one side only."
        UnaskedRow "unasked_row" "No words of the problem ask for a row with this number."
        EmptyRow "empty_row" "A row has no variable, so it limits nothing."
        AlwaysTrueRow "always_true_row" "The bounds of its variables satisfy a row by themselves."
        RepeatedRow "repeated_row" "Two rows say the same."
        OppositeRows "opposite_rows" "Two inequalities limit the same sum from both sides by the same number."
        UnusedVariable "unused_variable" "Neither rows nor objective hold a variable."
        UnlinkedSwitch "unlinked_switch" "Yes-or-no variables are tied to nothing that counts."
        BindingBigM "binding_big_m" "A number that stands for “no limit” limits the plan."
        AbsurdBigM "absurd_big_m" "A number that stands for “no limit” is too large for a solver to tell a switch from zero."
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_the_ones_in_files() {
        let names: HashSet<_> = Signal::ALL.iter().map(|signal| signal.name()).collect();
        assert_eq!(names.len(), Signal::ALL.len());
        for signal in Signal::ALL {
            let written = serde_json::to_string(signal).unwrap();
            assert_eq!(written, format!("\"{}\"", signal.name()));
            assert!(signal.about().ends_with('.'), "{}", signal.about());
        }
    }
}
