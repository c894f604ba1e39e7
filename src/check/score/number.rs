//! Numbers as Python reads and rounds them, which is what the benchmarks' scripts are written in.

/// Zeros of the decimal digits that Python reads besides ASCII and that texts of this field hold: full-width,
/// Arabic-Indic, Persian and Devanagari.
const OTHER_ZEROS: [char; 4] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'];

/// What Python's `float(text)` gives; `None` where it raises. Thousands separators are none of its digits, single
/// underscores between digits are.
pub fn python_float(text: &str) -> Option<f64> {
    let digits: String = text.trim().chars().map(ascii_digit).collect();
    let bytes = digits.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let between_digits = |(at, _): (usize, &u8)| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    let mut underscores = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_');
    if !underscores.all(between_digits) {
        return None;
    }
    digits.replace('_', "").parse().ok()
}

fn ascii_digit(character: char) -> char {
    let value = OTHER_ZEROS.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    });
    value.unwrap_or(character)
}

/// Python's `round(value, places)`: to the nearest decimal of the exact binary value, a tie to the even one.
pub fn round_half_even(value: f64, places: usize) -> f64 {
    if places == 0 || !value.is_finite() {
        return value.round_ties_even();
    }
    // Formatting rounds the exact value, and ties to even; a product with 100 would round twice.
    format!("{value:.places$}").parse().unwrap_or(value)
}
