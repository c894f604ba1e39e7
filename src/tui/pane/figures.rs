//! Figures as a person reads them.

use std::time::Duration;

use crate::model::text::rounded;

/// A value with at most six places after the point.
pub(super) fn value(number: f64) -> String {
    rounded(number, 6)
}

/// `0.4 ms`, `3.4 s`, `2 min 05 s`.
pub(super) fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        format!("{} ms", rounded(seconds * 1000.0, 1))
    } else if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

/// `1 row`, `2 rows`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        let shown =
            [1.0, 800.4, 3400.0, 125_000.0].map(|millis| duration(Duration::from_secs_f64(millis / 1000.0)));
        assert_eq!(shown, ["1 ms", "800.4 ms", "3.4 s", "2 min 05 s"]);
        assert_eq!(value(37.500_000_01), "37.5");
        assert_eq!(
            (count(1, "row"), count(0, "row")),
            ("1 row".to_owned(), "0 rows".to_owned())
        );
    }
}
