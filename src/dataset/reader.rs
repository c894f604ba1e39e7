//! Splits a file into records without trusting it: JSON Lines by line, a JSON array by element, each record bounded
//! in size and checked to be UTF-8, so that one bad record costs only itself.

use std::io::{self, BufRead};

/// Records longer than this are passed over; the longest row of the known public sets is under 100 KB.
pub const MAX_RECORD: usize = 16 << 20;

/// Why a record cannot be handed on as text.
#[derive(Debug, thiserror::Error)]
pub enum TextFault {
    /// Longer than [`MAX_RECORD`].
    #[error("it is longer than {} MB and was passed over; split it or check that lines end where they should", MAX_RECORD >> 20)]
    TooLong,
    /// Not UTF-8.
    #[error("byte {at} is not UTF-8; convert the file first, for example with `iconv -t UTF-8`")]
    NotUtf8 {
        /// Offset within the record, from 0.
        at: usize,
    },
    /// A byte order mark of UTF-16 or UTF-32.
    #[error("the file is UTF-16 or UTF-32; convert it first, for example with `iconv -f UTF-16 -t UTF-8`")]
    WideEncoding,
    /// An array that is not closed.
    #[error("the file ends in the middle of this record: it was cut off")]
    CutOff,
    /// The file cannot be read further.
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Unknown,
    Lines,
    Array,
    Done,
}

/// Iterates over the records of a file as `(row, text)`, rows counted from 1. Blank lines are not rows.
pub struct RecordReader<R> {
    input: R,
    mode: Mode,
    row: u64,
}

impl<R: BufRead> RecordReader<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self {
            input,
            mode: Mode::Unknown,
            row: 0,
        }
    }

    /// Looks at the first bytes to tell an array from lines, and passes over a UTF-8 byte order mark.
    fn start(&mut self) -> Result<(), TextFault> {
        let head = self.input.fill_buf()?;
        if head.starts_with(&[0xff, 0xfe])
            || head.starts_with(&[0xfe, 0xff])
            || head.starts_with(&[0, 0, 0xfe])
        {
            self.mode = Mode::Done;
            return Err(TextFault::WideEncoding);
        }
        if head.starts_with(&[0xef, 0xbb, 0xbf]) {
            self.input.consume(3);
        }
        self.skip_space()?;
        self.mode = if self.input.fill_buf()?.first() == Some(&b'[') {
            Mode::Array
        } else {
            Mode::Lines
        };
        if self.mode == Mode::Array {
            self.input.consume(1);
        }
        Ok(())
    }

    fn skip_space(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let blank = buffer
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            let more = blank == buffer.len() && blank > 0;
            self.input.consume(blank);
            if !more {
                return Ok(());
            }
        }
    }

    /// The next non-blank line without its line feed; `None` at the end. A line past the limit is read to its end
    /// but not kept.
    fn line(&mut self) -> Result<Option<Vec<u8>>, TextFault> {
        loop {
            let mut line = Vec::new();
            let mut length = 0_usize;
            let mut ended = false;
            while !ended {
                let buffer = self.input.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let found = buffer.iter().position(|byte| *byte == b'\n');
                let taken = found.unwrap_or(buffer.len());
                length = length.saturating_add(taken);
                if length <= MAX_RECORD {
                    line.extend_from_slice(&buffer[..taken]);
                }
                ended = found.is_some();
                self.input.consume(taken + usize::from(ended));
            }
            if length > MAX_RECORD {
                return Err(TextFault::TooLong);
            }
            if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
                return Ok(Some(line));
            }
            if !ended {
                return Ok(None);
            }
        }
    }

    /// The next element of an array, found by counting brackets outside strings; `None` after the closing bracket.
    fn element(&mut self) -> Result<Option<Vec<u8>>, TextFault> {
        self.skip_space()?;
        if matches!(self.input.fill_buf()?.first(), Some(b',')) {
            self.input.consume(1);
            self.skip_space()?;
        }
        let mut scan = ElementScan::default();
        let mut element = Vec::new();
        let mut length = 0_usize;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                self.mode = Mode::Done;
                return Err(TextFault::CutOff);
            }
            let end = buffer.iter().position(|byte| scan.ends_before(*byte));
            let taken = end.unwrap_or(buffer.len());
            length = length.saturating_add(taken);
            if length <= MAX_RECORD {
                element.extend_from_slice(&buffer[..taken]);
            }
            let closing = end.is_some_and(|at| buffer[at] == b']');
            self.input.consume(taken);
            if end.is_none() {
                continue;
            }
            if closing {
                self.mode = Mode::Done;
            }
            let blank = element.iter().all(u8::is_ascii_whitespace);
            return match (length > MAX_RECORD, blank) {
                (true, _) => Err(TextFault::TooLong),
                (false, true) if closing => Ok(None),
                (false, _) => Ok(Some(element)),
            };
        }
    }
}

/// Whether a byte of an array lies inside a string or a nested value.
#[derive(Default)]
struct ElementScan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl ElementScan {
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.in_string {
            let closes = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_string = !closes;
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => self.depth -= 1,
            b',' | b']' if self.depth == 0 => return true,
            _ => {}
        }
        false
    }
}

impl<R: BufRead> Iterator for RecordReader<R> {
    type Item = (u64, Result<String, TextFault>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.mode == Mode::Unknown
            && let Err(fault) = self.start()
        {
            return Some((1, Err(fault)));
        }
        let bytes = match self.mode {
            Mode::Unknown | Mode::Done => return None,
            Mode::Lines => self.line(),
            Mode::Array => self.element(),
        };
        self.row += 1;
        let text = match bytes {
            Ok(None) => return None,
            Ok(Some(bytes)) => String::from_utf8(bytes).map_err(|fault| TextFault::NotUtf8 {
                at: fault.utf8_error().valid_up_to(),
            }),
            Err(fault) => {
                if matches!(fault, TextFault::Io(_)) {
                    self.mode = Mode::Done;
                }
                Err(fault)
            }
        };
        Some((self.row, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{Cursor, Read as _};

    fn read(bytes: &[u8]) -> Vec<(u64, Result<String, String>)> {
        RecordReader::new(io::BufReader::with_capacity(7, Cursor::new(bytes)))
            .map(|(row, text)| (row, text.map_err(|fault| fault.to_string())))
            .collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes).into_iter().map(|(_, text)| text.unwrap()).collect()
    }

    #[test]
    fn lines_are_rows_and_blank_lines_are_not() {
        assert_eq!(
            texts(b"\xef\xbb\xbf{\"a\":1}\r\n\n  \n{\"b\":2}"),
            ["{\"a\":1}\r", "{\"b\":2}"]
        );
        assert!(texts(b"").is_empty());
    }

    #[test]
    fn array_elements_are_rows() {
        assert_eq!(
            texts(br#" [ {"a":"],\"{"}, [1,2] ,3 ]"#),
            [r#"{"a":"],\"{"}"#, "[1,2] ", "3 "]
        );
        assert!(texts(b"[]").is_empty());
        assert!(texts(b"[ \n ]").is_empty());
    }

    #[test]
    fn a_cut_off_array_keeps_what_came_before() {
        let rows = read(br#"[{"a":1},{"b":"#);
        assert_eq!(rows[0].1.as_deref(), Ok(r#"{"a":1}"#));
        assert!(rows[1].1.as_ref().is_err_and(|why| why.contains("cut off")));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn wrong_encodings_are_named() {
        assert!(
            read(b"\xff\xfe{\0")
                .first()
                .unwrap()
                .1
                .as_ref()
                .is_err_and(|why| why.contains("UTF-16"))
        );
        let rows = read(b"ok\n\xe9t\xe9\nok");
        assert!(
            rows[1]
                .1
                .as_ref()
                .is_err_and(|why| why.contains("byte 0 is not UTF-8"))
        );
        assert_eq!(rows[2].1.as_deref(), Ok("ok"));
    }

    #[test]
    fn a_line_of_100_mb_costs_only_itself() {
        let head = io::Cursor::new(b"one\n".to_vec());
        let body = io::repeat(b'x').take(100 << 20);
        let tail = io::Cursor::new(b"\ntwo".to_vec());
        let rows: Vec<_> = RecordReader::new(io::BufReader::new(head.chain(body).chain(tail))).collect();
        assert!(matches!(rows[1].1, Err(TextFault::TooLong)));
        assert_eq!(rows[2].1.as_deref().ok(), Some("two"));
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(&bytes).len() <= bytes.len() + 2);
        }

        #[test]
        fn every_element_of_a_true_array_is_found(values in proptest::collection::vec("\\PC{0,8}", 0..8)) {
            let array = serde_json::to_string_pretty(&values).unwrap();
            let found: Vec<String> = texts(array.as_bytes()).iter().map(|text| serde_json::from_str(text).unwrap()).collect();
            prop_assert_eq!(found, values);
        }
    }
}
