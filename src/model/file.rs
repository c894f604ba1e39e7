//! Models in files: the LP and MPS formats that solvers exchange.
//!
//! `lp_parser_rs` reads both. What it would drop, replace or read as something else without saying so is looked for
//! beforehand, on the text, and refused with the place and what to do about it: quadratic parts, special ordered sets,
//! duplicate names, `x>=4` and `x-y` written without spaces, files that were cut off. So nothing is ever printed, and a
//! model that is read is the model that was written.
//!
//! Writing is done here, because a number must come back to the bit, a two-sided row as one row, and a name as it was:
//! names that a format does not allow are replaced, and comments that [`read`] understands say what they stood for.

mod convert;
mod lp;
mod mps;
mod names;
mod source;
mod write;

use super::Model;

pub use source::FileFault;
pub use write::WriteFault;

/// A format of model files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Rows as a person writes them.
    Lp,
    /// Columns, one number a field.
    Mps,
}

impl Format {
    /// The word on the command line and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lp => "lp",
            Self::Mps => "mps",
        }
    }

    /// The format that a file's name ends in, if it is one of the two.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        [Self::Lp, Self::Mps]
            .into_iter()
            .find(|format| extension.eq_ignore_ascii_case(format.word()))
    }

    /// The format that a text looks like: each begins with words of its own.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim_end);
        let first = lines.find(|line| !line.trim().is_empty() && !line.starts_with('*'))?;
        let word = first.split_whitespace().next()?.to_ascii_lowercase();
        match word.as_str() {
            "name" | "rows" | "objsense" => Some(Self::Mps),
            word if word.starts_with('\\') || word.starts_with("min") || word.starts_with("max") => {
                Some(Self::Lp)
            }
            _ => None,
        }
    }
}

/// A model that was read, and what a reader of it must know.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    /// The model.
    pub model: Model,
    /// The format it was written in.
    pub format: Format,
    /// Sentences about what the format leaves to the reader.
    pub notes: Vec<String>,
}

/// Longest file that is read.
pub const LONGEST: usize = 32 << 20;

/// Reads a model; without a format, the text decides.
///
/// # Errors
/// What keeps the bytes from being exactly one linear model, where, and what to do.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<ModelFile, FileFault> {
    let text = source::text(bytes)?;
    let format = format.or_else(|| Format::of_text(&text)).ok_or_else(|| {
        FileFault::whole(
            "the text begins neither like LP (Minimize, Maximize) nor like MPS (NAME, ROWS)",
            "name the format with --format if it is one of them all the same",
        )
    })?;
    let (mut model, notes) = match format {
        Format::Lp => lp::read(&text)?,
        Format::Mps => mps::read(&text)?,
    };
    names::restore(&mut model, &text, format);
    Ok(ModelFile {
        model,
        format,
        notes: notes.into_iter().map(source::shortened).collect(),
    })
}

/// Writes a model.
///
/// # Errors
/// When the model has parts that a linear format cannot say, or numbers that are none.
pub fn write(model: &Model, format: Format) -> Result<String, WriteFault> {
    write::check(model)?;
    match format {
        Format::Lp => write::lp::text(model),
        Format::Mps => Ok(write::mps::text(model)),
    }
}

#[cfg(test)]
mod tests;
