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
    SecondSolver {
        SolversDisagree "solvers_disagree" "Two solvers contradict each other on the model."
        OneSolverOnly "one_solver_only" "Nothing but the solver that found the outcome speaks for it."
    }
    Probe {
        RefutedOptimum "refuted_optimum" "The model, changed a little, has an optimum that it cannot have if its own is right."
        ImpliedRow "implied_row" "A row can never bind: the other rows and the bounds already ask for as much."
        LooseRow "loose_row" "A row does not bind at the optimum."
        InertModel "inert_model" "The optimum depends on none of the rows and none of the data."
        IdleDatum "idle_datum" "A number can be moved a little without any effect on the optimum."
        SeveralPlans "several_plans" "The optimum is not unique: another plan has the same value."
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
