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
    Leak {
        ParentNumber "parent_number" "The solution computes with a number that the parent's problem gives and its own does not."
        ParentWord "parent_word" "The solution speaks of things of which the parent's problem speaks and its own does not."
    }
    Duplicate {
        KnownProblem "known_problem" "The problem is one of a reference set, nearly word for word."
        KnownModel "known_model" "The model is one of a reference set, number for number, in other words."
        MaybeKnown "maybe_known" "The problem is much like one of a reference set, or that one with other numbers."
        NearText "near_text" "The problem is nearly that of another sample that is no relative."
        StructuralTwin "structural_twin" "The model is that of another sample that is no relative, number for number."
        LikeStructure "like_structure" "Another sample that is no relative has a model of the same structure and like words."
        UnchangedModel "unchanged_model" "The model is a relative's, number for number, where a change was asked for or the words are the same too."
        MovedModel "moved_model" "The model is a relative's in other words, as the operator asks."
        RelativeLikeness "relative_likeness" "A relative is alike in words or in structure, as relatives may be."
    }
    Sense {
        WrongSense "wrong_sense" "The problem asks to minimise and the model maximises, or the other way round."
        FormulationSense "formulation_sense" "The problem and the formulation point in different directions."
        ProgramSense "program_sense" "The formulation and the program point in different directions."
    }
    Objective {
        NoObjective "no_objective" "The problem asks for a best plan, but the model has nothing to optimise."
        FlowCounted "flow_counted" "A flow is counted on every arc that it passes, not where it leaves or arrives."
        FlowNotKept "flow_not_kept" "No row makes what flows into a node flow out of it again."
        OtherObjective "other_objective" "The objective holds none of the numbers that speak of what is to be optimised."
        ObjectiveLeavesOut "objective_leaves_out" "The objective leaves out numbers that speak of what is to be optimised."
        StrangerInObjective "stranger_in_objective" "The objective holds a number that speaks of something else."
        UnequalCount "unequal_count" "A number of things is asked for, but the objective does not count them alike."
    }
    Numbers {
        UnusedNumber "unused_number" "A telling number of the problem stands nowhere in program and model."
        SmallUnused "small_unused" "A small number of the problem is not used, where another one is used that it does not give."
        DescribedUnused "described_unused" "An unused number that describes something: it stands in a heading or an example."
        ForeignNumber "foreign_number" "A number of the model that the problem does not give and that limits the plan."
        ManyForeign "many_foreign" "Three numbers or more of the model are not given by the problem: its data are made up."
        StrayNumber "stray_number" "A number that the problem does not give, but small or without effect at the optimum."
        UnitSlip "unit_slip" "A number off by the factor of a unit that the problem does not name."
        UnitConverted "unit_converted" "A number in another unit, both of which the problem names."
        FormulatedNumber "formulated_number" "A number of the formulation that neither problem nor program has."
        ReversedRow "reversed_row" "The formulation and the model hold the same row in opposite directions."
        ContradictedLimit "contradicted_limit" "The words next to a number limit from one side, its row from the other."
        ForgottenNumber "forgotten_number" "The program puts a number of the problem under a name that it never looks at."
        MisplacedNumber "misplaced_number" "A row takes all its numbers from one column or line of a table, but one of them from another."
        MixedUnits "mixed_units" "The terms of a row are money, but the number that limits them is none."
        IdleNumber "idle_number" "The program writes a number of the problem down, but it does not reach the model."
        UntracedRest "untraced_rest" "The problem holds more numbers than are traced."
    }
    Contract {
        RepeatsParent "repeats_parent" "The problem is the parent's, word for word."
        NothingChanged "nothing_changed" "The operator changed nothing of what it is there to change."
        ManyEntities "many_entities" "More entities were added than the operator may add."
        BeyondData "beyond_data" "More than numbers and one entity changed."
        ManyConstraints "many_constraints" "More constraints changed than the operator may change."
        ObjectiveTouched "objective_touched" "The objective changed, although it must stay."
        IdleVariable "idle_variable" "A new variable stands in no constraint."
        BeyondObjective "beyond_objective" "More than the objective changed."
        WeakObjective "weak_objective" "The objective is the parent's in all but a factor or a coefficient."
        AnotherModel "another_model" "The model is not the parent's in other words."
        OneParentAlone "one_parent_alone" "The model has the structure of one parent alone."
        OtherNumbers "other_numbers" "The text gives other numbers than the parent's."
        SameField "same_field" "Most words are the parent's: hardly another field."
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
        OtherFlow "other_flow" "The model counts another flow than the largest one that its capacities let through."
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
