//! From bytes to text, and from places in the text to messages.

use std::borrow::Cow;

use super::LONGEST;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FileFault {
    /// What is wrong.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// Where, when one place can be named.
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The text there, cut to a length that fits a message.
    pub excerpt: String,
}

impl std::fmt::Display for FileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(Place {
            line,
            column,
            excerpt,
        }) = &self.place
        else {
            return f.write_str(&self.message);
        };
        write!(f, "line {line}, column {column}: {}", self.message)?;
        if excerpt.is_empty() {
            Ok(())
        } else {
            write!(f, " (in `{excerpt}`)")
        }
    }
}

impl FileFault {
    /// A fault of the whole file.
    pub(super) fn whole(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: shortened(message.into()),
            hint: hint.into(),
            place: None,
        }
    }

    /// A fault at a byte of the text.
    pub(super) fn at(text: &str, offset: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            place: Some(Place::of(text, offset)),
            ..Self::whole(message, hint)
        }
    }

    /// A fault of a line, from 1.
    pub(super) fn on_line(
        text: &str,
        line: usize,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let before = text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = before.map(str::len).sum();
        let indent = text.get(start..).map_or(0, |rest| {
            let line = rest.lines().next().unwrap_or_default();
            line.len() - line.trim_start().len()
        });
        Self::at(text, start + indent, message, hint)
    }
}

impl Place {
    fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = text[start..offset].chars().count();
        Self {
            line: lines + 1,
            column: column + 1,
            excerpt: excerpt(&text[start..end], column),
        }
    }
}

/// A message may quote a name of any length.
pub(super) fn shortened(message: String) -> String {
    const LONGEST: usize = 200;
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

/// A line as a message can hold it: around the column, without anything that is not to be seen.
fn excerpt(line: &str, column: usize) -> String {
    const WIDTH: usize = 60;
    const BEFORE: usize = 20;
    let line = line.trim_end();
    let indent = line
        .chars()
        .take_while(|character| character.is_whitespace())
        .count();
    let start = if line.chars().nth(WIDTH + indent).is_some() {
        column.saturating_sub(BEFORE).max(indent)
    } else {
        indent
    };
    let shown = line.chars().skip(start).take(WIDTH);
    let shown: String = shown
        .map(|character| {
            if character.is_control() {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect();
    let head = if start > indent { "…" } else { "" };
    let tail = if line.chars().nth(start + WIDTH).is_some() {
        "…"
    } else {
        ""
    };
    format!("{head}{shown}{tail}")
}

/// First bytes of what people hand over by mistake, and what it is.
const NO_TEXT: [(&[u8], &str, &str); 6] = [
    (
        b"\x1f\x8b",
        "the file is compressed (gzip)",
        "unpack it first, for example with `gunzip`",
    ),
    (
        b"BZh",
        "the file is compressed (bzip2)",
        "unpack it first, for example with `bunzip2`",
    ),
    (
        b"\xfd7zXZ",
        "the file is compressed (xz)",
        "unpack it first, for example with `unxz`",
    ),
    (b"PK\x03\x04", "the file is a ZIP archive", "unpack it first"),
    (
        b"\xff\xfe",
        "the file is UTF-16",
        "convert it first, for example with `iconv -f UTF-16 -t UTF-8`",
    ),
    (
        b"\xfe\xff",
        "the file is UTF-16",
        "convert it first, for example with `iconv -f UTF-16 -t UTF-8`",
    ),
];

/// The bytes as text: UTF-8 without a byte order mark, with line feeds at the ends of lines.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, FileFault> {
    if bytes.len() > LONGEST {
        return Err(FileFault::whole(
            format!("the file is longer than {} MB", LONGEST >> 20),
            "a model of that size is beyond this program",
        ));
    }
    for (head, message, hint) in NO_TEXT {
        if bytes.starts_with(head) {
            return Err(FileFault::whole(message, hint));
        }
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let place = place_in_bytes(bytes, at);
        return Err(FileFault {
            place: Some(place),
            ..FileFault::whole("a NUL byte: this is no text file", "name an LP or MPS file")
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| FileFault {
        place: Some(place_in_bytes(bytes, fault.valid_up_to())),
        ..FileFault::whole(
            "a byte that is not UTF-8",
            "convert the file first, for example with `iconv -f LATIN1 -t UTF-8`",
        )
    })?;
    if text.trim().is_empty() {
        return Err(FileFault::whole("the file is empty", "name an LP or MPS file"));
    }
    // Files of old ended their lines with a carriage return alone.
    let mut text = Cow::Borrowed(text);
    if !text.contains('\n') && text.contains('\r') {
        text = text.replace('\r', "\n").into();
    }
    if !text.ends_with('\n') {
        text.to_mut().push('\n');
    }
    Ok(text)
}

fn place_in_bytes(bytes: &[u8], at: usize) -> Place {
    let before = String::from_utf8_lossy(&bytes[..at]);
    Place {
        excerpt: String::new(),
        ..Place::of(&before, before.len())
    }
}
