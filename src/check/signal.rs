//! Names for what is found.

use serde::{Deserialize, Serialize};

/// What was found, by a stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// A counted variable is a fraction at the optimum, and whole numbers give another one.
    FractionalCount,
    /// The same of a quantity of things that the problem lists as items.
    FractionalItem,
    /// The same of a variable that may be meant to be whole.
    FractionalPortion,
    /// A measured variable is held to whole numbers, and fractions give another optimum.
    WholeMeasure,
    /// The problem says "whole numbers only", the variable is continuous.
    StatedWhole,
    /// The problem allows fractions, the variable is integer.
    StatedFractional,
    /// A yes-or-no variable may take other values.
    ChoiceNotBinary,
    /// Formulation and program give a variable different types.
    FormulatedType,
    /// A quantity may be negative, or is at the optimum.
    NegativeQuantity,
    /// The plan of a tour takes several rounds.
    SeveralTours,
    /// No row keeps a tour in one piece.
    NoSubtourRow,
    /// A largest flow is counted that does not get from source to sink.
    FlowNotKept,
    /// A limit in words is held the other way round.
    OpposedLimit,
    /// A limit in words that no row or bound holds.
    UnansweredLimit,
    /// A sentence sets two things against each other, and a row says the opposite.
    OpposedComparison,
    /// A sentence sets two things against each other, and no row does.
    UnansweredComparison,
    /// The problem says that there is a number without giving it.
    VagueDatum,
    /// The problem leaves data out: "and so on".
    ElidedData,
    /// A schedule lets somebody work longer in a row than the problem says.
    UnevenShift,
    /// A given number stands where another given one belongs.
    ExchangedNumber,
    /// A row with a number that no words ask for.
    UnaskedRow,
    /// A row without variables.
    EmptyRow,
    /// A row that the bounds of its variables satisfy.
    AlwaysTrueRow,
    /// Two rows that say the same.
    RepeatedRow,
    /// Two inequalities that fix a sum from both sides.
    OppositeRows,
    /// A variable that neither rows nor objective hold.
    UnusedVariable,
    /// Switches that are tied to nothing.
    UnlinkedSwitch,
    /// A number that stands for "no limit" limits the plan.
    BindingBigM,
    /// A number for "no limit" that no solver can work with.
    AbsurdBigM,
}
