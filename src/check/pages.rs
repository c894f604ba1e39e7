//! What each check is for, and when not to believe it: the pages of `stepwell help rules`.

use super::CheckId;

/// A check in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// What it looks at, and what its verdicts mean.
    pub says: &'static str,
    /// When it is wrong.
    pub errs: &'static str,
}

/// The page of a check.
pub fn page(check: CheckId) -> Page {
    match check {
        CheckId::Description => Page {
            says: "The problem can be worked on: it says what is to be as large or as small as possible, asks for it, gives \
                   numbers, and leaves no place to be filled in.",
            errs: "An aim told in a way that no word list knows (\"stretch the budget\") counts as none. A problem \
                   that hides its only numbers in a picture has none here either.",
        },
        CheckId::Frame => Page {
            says: "The sample has its parts: a problem, a formulation that speaks of variables, objective and constraints, \
                   and one program that imports a modelling library; and no control characters.",
            errs: "It reads headings and key words, not mathematics: a formulation of empty phrases passes.",
        },
        CheckId::Alignment => Page {
            says: "Problem and solution speak of the same numbers and things. It finds solutions that were exchanged \
                   or written for another problem.",
            errs: "A solution to a sister problem with the same data passes; `rows` and `contract` look closer. A problem with \
                   few words and hardly any number gives it little to compare.",
        },
        CheckId::Program => Page {
            says: "The program runs in the sandbox to its end and solves a model. A failure names the line and the error, as \
                   Python and the library would word it.",
            errs: "`unknown` says that the sandbox lacks something, which is no fault of the program. A program written \
                   for another version of the library may fail here and run there.",
        },
        CheckId::Outcome => Page {
            says: "The solver's answer is a proven optimum that is worth something and equals the stated answer. If there is \
                   none, the smallest set of rows that clash, or the variables that run away, are named.",
            errs: "A problem may well have no solution, and say so; then `infeasible` is the right answer. An optimum of 0 can be \
                   right too. A stated answer of a file is a claim: it may be the label that is wrong.",
        },
        CheckId::Sense => Page {
            says: "Words, formulation and model agree on whether less or more is better.",
            errs: "A problem that speaks of several aims (\"least cost at the highest quality\") may mean either.",
        },
        CheckId::Numbers => Page {
            says: "Each number of the problem is traced to the program and on to the model, and each number of the program back \
                   to the problem. Numbers that nobody uses and numbers that nobody gave are shown.",
            errs: "A number that is told only to mislead is rightly unused. A constant of common knowledge (hours of a week), \
                   or one that takes more than one step to compute, may seem foreign. One strange number alone is a hint; \
                   several are a fault.",
        },
        CheckId::Objective => Page {
            says: "The objective adds up what the problem asks to optimise: the data that are told with profit, cost, distance and \
                   the like, all of them, in one unit.",
            errs: "Money that is paid whatever is done (a rent) may rightly be left out, and a price may be computed from several \
                   numbers first.",
        },
        CheckId::Types => Page {
            says: "What is counted is whole, what is chosen is yes or no, what is measured may be a fraction; and bounds fit their \
                   words. It fails only where whole numbers lead to another optimum.",
            errs: "Some who ask for trucks or meals are content with fractions of them, and some labels are made that way.",
        },
        CheckId::Rows => Page {
            says: "Each limit that the problem states has its row, and each row says what its sentence says; rows that limit \
                   nothing, say the same twice or hold a number that nobody gave are shown, and tours that fall apart, \
                   flows that do not add up, and numbers that stand for \u{201c}no limit\u{201d} and limit all the same.",
            errs: "It ties sentences to rows by numbers and words. A requirement told without either, or across several \
                   sentences, may seem unanswered; a row that follows from common sense may seem unasked.",
        },
        CheckId::Contract => Page {
            says: "Held against its parent, the sample differs in what its operator may change, and in nothing else: `change_para` \
                   in data, `modify_cons` in one constraint, `modify_obj` in the objective, `trans_domain` in words, \
                   `combination` draws on both parents.",
            errs: "It compares models: a parent whose program does not run cannot be compared with. What a child says in \
                   quite different words is not read as the same.",
        },
        CheckId::Leak => Page {
            says: "Nothing of the parent stands in the solution that does not stand in the problem: no number of the \
                   parent's that reaches the model, and not more of the parent's things than of its own.",
            errs: "A number that the solution computes may by chance be one of the parent's; one alone is only a hint. \
                   Words that any solution may use are left out by a list, which is never complete. Words of other scripts \
                   than Latin are not looked at.",
        },
        CheckId::Duplicate => Page {
            says: "The sample is compared with all others and with reference sets: by the words of the problem, and by the \
                   structure of the model, whatever its names, order and way of writing. A sample that is in a reference set is \
                   contaminated, and fails. Others like it are warnings: being derived makes no duplicate, and a child by \
                   `trans_domain` should be its parent's twin. It is `unknown` without a model or without anybody to compare.",
            errs: "A classic that many books tell with the same numbers is found whoever wrote it. A copy whose objective is \
                   in another unit, or whose variables are, is told by its structure only. What arrives later is compared with \
                   what was there, not the other way round; `stepwell duplicates` lists both.",
        },
        CheckId::SecondSolver => Page {
            says: "Something besides the solver that found the outcome speaks for it: another solver's own optimum, its bound, \
                   an optimal basis that was checked here, or, for whole numbers, a search that halves their ranges around \
                   clarabel's bounds and finds nothing better. Two solvers that contradict each other fail it, with both \
                   values.",
            errs: "It says nothing of the problem: a wrong model has a right optimum, too. Where nothing settles a hard model \
                   in time it passes with a warning; a build with HiGHS can compare there.",
        },
        CheckId::Probe => Page {
            says: "Only when somebody asks (`stepwell check --probe`, `P` in the terminal program): each row is dropped, each \
                   number moved by 1 %, and other plans of the same value are looked for, in a second at most. Rows that can \
                   never bind, numbers that change nothing and an optimum that is not the only one are told; an optimum that \
                   a tighter model beats is refuted and fails. What could not be tried in time leaves it unknown.",
            errs: "A row that does not bind and a number that does not move the optimum are no faults by themselves: limits \
                   are often generous, and whole numbers swallow 1 %. Several best plans are common in textbook problems.",
        },
    }
}
