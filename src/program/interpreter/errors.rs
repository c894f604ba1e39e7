//! From the interpreter's exceptions to errors in the program's own terms.

use monty_types::{ExcType, MontyException};

use super::host::REFUSAL;
use super::in_program;
use crate::program::rewrite::RESERVED;
use crate::program::run::{ErrorKind, ProgramError};
use crate::program::vendor;
use crate::sample::Library;

/// The interpreter's name of the program's text: the prelude is input 0.
pub(super) const PROGRAM_SOURCE: &str = "<python-input-1>";

/// The exception type that stands for the vendor's own, because the interpreter has no inheritance.
pub(super) const VENDORS_ERROR: ExcType = ExcType::RePatternError;

/// The innermost line of the program in a traceback.
pub(super) fn line(raised: &MontyException) -> Option<u32> {
    let frames = raised.traceback().iter().rev();
    let mut own = frames.filter(|frame| in_program(&frame.filename));
    own.next().map(|frame| frame.start.line)
}

/// Whether a limit ended the run, so that nothing more can be asked of the session.
pub(super) fn is_exhausted(raised: &MontyException) -> bool {
    matches!(
        kind(raised, Library::default()),
        ErrorKind::Time | ErrorKind::Memory
    )
}

/// The error that an uncaught exception amounts to; `Ok` for a program that merely exits.
pub(super) fn describe(raised: &MontyException, library: Library) -> Result<(), ProgramError> {
    let message = raised.message().unwrap_or_default();
    if raised.exc_type() == ExcType::SystemExit && matches!(message, "" | "0" | "None") {
        return Ok(());
    }
    let kind = kind(raised, library);
    let (name, message) = match kind {
        ErrorKind::Unsupported => {
            let name = construct_name(message);
            let message = format!("{name} cannot be run by the built-in interpreter");
            (name, message)
        }
        ErrorKind::Forbidden => {
            let name = construct_name(message);
            let message = format!("{REFUSAL} files, processes and the network ({name})");
            (name, message)
        }
        _ if raised.exc_type() == ExcType::KeyError => ("KeyError".to_owned(), key_text(message)),
        _ => (
            exception_name(raised.exc_type(), library),
            in_vendors_words(message, library),
        ),
    };
    Err(ProgramError {
        kind,
        name,
        // Functions of the prelude go by the names of those that they stand for.
        message: shorten(&crate::sample::clean(&message))
            .replace("_sw_own_", "")
            .replace(RESERVED, ""),
        line: line(raised),
    })
}

/// Long enough for any message that is meant to be read.
const LONGEST_MESSAGE: usize = 2_000;

pub(super) fn shorten(message: &str) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{} …", &message[..end]),
        None => message.to_owned(),
    }
}

/// Python shows the key as it would be written; the interpreter hands over strings without their quotes.
fn key_text(message: &str) -> String {
    let written = message.starts_with(|first: char| first.is_ascii_digit() || "-([{'\"<".contains(first))
        || matches!(message, "" | "None" | "True" | "False");
    if written {
        message.to_owned()
    } else {
        format!("'{message}'")
    }
}

fn exception_name(kind: ExcType, library: Library) -> String {
    if kind != VENDORS_ERROR {
        return kind.to_string();
    }
    let name = match library {
        Library::Coptpy => "CoptError",
        Library::Gurobipy => "GurobiError",
        Library::Pulp => "PulpError",
    };
    name.to_owned()
}

/// Methods are called without passing through the layer, so that a missing one is reported by the interpreter.
fn in_vendors_words(message: &str, library: Library) -> String {
    match (library, missing_attribute(message)) {
        (Library::Coptpy, Some(("Model" | "ConstrBuilder", name))) => {
            format!("Invalid attribute name '{name}'")
        }
        (_, Some(("module", name))) => format!("module '{}' has no attribute '{name}'", library.name()),
        (Library::Gurobipy, Some((owner, name))) if is_layers_class(owner) => {
            format!("'gurobipy.{owner}' object has no attribute '{name}'")
        }
        _ => in_pythons_words(message),
    }
}

/// One message in which the interpreter differs from Python.
fn in_pythons_words(message: &str) -> String {
    match message.split_once(" indices must be integers, not '") {
        Some((owner, kind)) => format!(
            "{owner} indices must be integers or slices, not {}",
            kind.trim_end_matches('\'')
        ),
        None => message.to_owned(),
    }
}

/// Owner and name of `'Owner' object has no attribute 'name'`.
fn missing_attribute(message: &str) -> Option<(&str, &str)> {
    let (owner, name) = message.split_once(" object has no attribute ")?;
    Some((owner.trim_matches('\''), name.trim_matches('\'')))
}

fn kind(raised: &MontyException, library: Library) -> ErrorKind {
    let message = raised.message().unwrap_or_default();
    match raised.exc_type() {
        ExcType::TimeoutError if message.starts_with("time limit exceeded") => ErrorKind::Time,
        ExcType::MemoryError => ErrorKind::Memory,
        ExcType::RecursionError => ErrorKind::Recursion,
        ExcType::SyntaxError if is_too_large(message) => ErrorKind::Unsupported,
        ExcType::SyntaxError => ErrorKind::Syntax,
        ExcType::RuntimeError if message.starts_with(INTERNAL) => ErrorKind::Unsupported,
        ExcType::PermissionError if message.starts_with(REFUSAL) => ErrorKind::Forbidden,
        ExcType::NotImplementedError if is_interpreters_gap(message) => ErrorKind::Unsupported,
        ExcType::TypeError if message.ends_with(ARGUMENT_GAP) => ErrorKind::Unsupported,
        ExcType::AttributeError if message.starts_with("'library os") => ErrorKind::Forbidden,
        ExcType::TypeError if is_row_arithmetic(message) => ErrorKind::Unsupported,
        ExcType::AttributeError if lacks_member(message, library) => ErrorKind::Unsupported,
        ExcType::ImportError if message.ends_with(IMPORT_GAP) => ErrorKind::Unsupported,
        ExcType::TypeError if is_type_gap(message) => ErrorKind::Unsupported,
        _ => ErrorKind::Raised,
    }
}

/// How the interpreter says that one of its own modules lacks a name.
const IMPORT_GAP: &str = " (unknown location)";

/// Operations that Python has and the interpreter lacks.
fn is_type_gap(message: &str) -> bool {
    message == "cannot convert 'list' object to bytes"
        || (message.starts_with("unsupported operand type(s) for ")
            && message.contains("'datetime.timedelta'"))
        || message.starts_with("exceptions can only be called with")
}

/// PuLP adds and scales whole constraints, which the layer does not.
fn is_row_arithmetic(message: &str) -> bool {
    message.contains("'LpConstraint'")
        && (message.contains("operand type") || message.contains("subscriptable"))
}

const PARSER_GAP: &str = "The monty syntax parser does not yet support ";
const ARGUMENT_GAP: &str = " argument is not supported";
const INTERNAL: &str = "Internal error in monty: ";

/// Limits of the interpreter's code format, which Python does not have.
fn is_too_large(message: &str) -> bool {
    message.contains("u16::MAX") || message.contains("more than 255")
}

fn is_interpreters_gap(message: &str) -> bool {
    message.starts_with(PARSER_GAP)
        || message.contains("not yet supported")
        || message.contains("are not supported")
}

fn construct_name(message: &str) -> String {
    let stem = message
        .strip_prefix(PARSER_GAP)
        .or_else(|| message.strip_prefix(INTERNAL));
    if let Some(stem) = stem {
        return stem.split(" (").next().unwrap_or(stem).to_owned();
    }
    if let Some(name) = message.strip_prefix("cannot import name ") {
        let name = name.trim_end_matches(IMPORT_GAP).replace('\'', "");
        return match name.split_once(" from ") {
            Some((name, module)) => format!("{module}.{name}"),
            None => name,
        };
    }
    if let Some((owner, name)) = missing_attribute(message)
        && let Some(owner) = library_owner(owner)
    {
        return format!("{owner}.{name}");
    }
    if message.ends_with(ARGUMENT_GAP) {
        return message.trim_end_matches(" is not supported").to_owned();
    }
    if is_row_arithmetic(message) {
        return "arithmetic with a constraint".to_owned();
    }
    if is_too_large(message) {
        return "a program of this size".to_owned();
    }
    if let Some((context, _)) = message.split_once(": external function") {
        return format!("a call of the modelling library inside {context}");
    }
    if let Some((module, name)) = message.split_once(" has no attribute ") {
        let owner = module.trim_start_matches("module ").trim_matches('\'');
        return format!(
            "{}.{}",
            owner.trim_end_matches("' object"),
            name.trim_matches('\'')
        );
    }
    message
        .rsplit_once('(')
        .map_or(message, |(_, operation)| operation.trim_end_matches(')'))
        .to_owned()
}

/// Whether Python has the attribute that the interpreter misses: then the program is not to blame.
fn lacks_member(message: &str, library: Library) -> bool {
    let ours = format!("module '{}'", library.name());
    if message.starts_with("module '") && !message.starts_with(&ours) {
        return true;
    }
    let Some((owner, name)) = missing_attribute(message) else {
        return false;
    };
    if library_owner(owner).is_some() {
        return true;
    }
    let members = match owner {
        "str" => STR_MEMBERS,
        "list" => "append clear copy count extend index insert pop remove reverse sort",
        "dict" => "clear copy fromkeys get items keys pop popitem setdefault update values",
        "set" | "frozenset" => SET_MEMBERS,
        "tuple" => "count index",
        "int" | "bool" => INT_MEMBERS,
        "float" => "as_integer_ratio conjugate fromhex hex imag is_integer real",
        "function" | "builtin_function_or_method" => "__name__ __doc__ from_iterable",
        _ if is_layers_class(owner) => {
            return vendor::is_missing(library, name);
        }
        _ => return false,
    };
    members.split(' ').any(|member| member == name)
}

/// What the prelude calls a module of Python's library or a class of numpy and pandas, of which only a part is here.
fn library_owner(class: &str) -> Option<&str> {
    let known = matches!(
        class,
        "ndarray"
            | "Generator"
            | "RandomState"
            | "DataFrame"
            | "Series"
            | "Index"
            | "GroupBy"
            | "Random"
            | "Fraction"
            | "Console"
            | "Table"
            | "Logger"
    );
    class.strip_prefix("library ").or_else(|| known.then_some(class))
}

fn is_layers_class(name: &str) -> bool {
    matches!(
        name,
        "Model"
            | "Var"
            | "Constr"
            | "Constraint"
            | "QConstr"
            | "GenConstr"
            | "TempConstr"
            | "ExprBuilder"
            | "LinExpr"
            | "QuadExpr"
            | "Env"
            | "Envr"
            | "LpProblem"
            | "LpVariable"
            | "LpAffineExpression"
            | "LpConstraint"
    )
}

const STR_MEMBERS: &str = "capitalize casefold center count encode endswith expandtabs find format format_map index \
    isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join \
    ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit \
    rstrip split splitlines startswith strip swapcase title translate upper zfill";
const SET_MEMBERS: &str = "add clear copy difference difference_update discard intersection intersection_update \
    isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update";
const INT_MEMBERS: &str = "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer \
    numerator real to_bytes";
