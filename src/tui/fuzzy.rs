//! Finding a command by a few of its letters.

/// How well `query` matches `text`: all of its characters occur in order, whatever their case. Larger is better,
/// `None` is no match. Runs and word starts count most, so that `go` finds `go-review` before `page-down`.
pub fn score(query: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let query: Vec<char> = query
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect();
    if query.is_empty() {
        return Some(0);
    }
    let starts = (0..text.len()).filter(|at| text[*at] == query[0]);
    starts.filter_map(|start| score_from(&query, &text, start)).max()
}

/// The score when the first character of `query` is matched at `start` and the others as early as possible.
fn score_from(query: &[char], text: &[char], start: usize) -> Option<i32> {
    const WORD_START: i32 = 8;
    const RUN: i32 = 5;
    const GAP: i32 = 1;
    let mut total = 0;
    let mut next = start;
    let mut last: Option<usize> = None;
    for wanted in query {
        let at = next + text[next..].iter().position(|c| c == wanted)?;
        if at == 0 || !text[at - 1].is_alphanumeric() {
            total += WORD_START;
        }
        match last {
            Some(last) if last + 1 == at => total += RUN,
            Some(_) => total -= GAP,
            None => {}
        }
        last = Some(at);
        next = at + 1;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("gr", "go-review", "program")]
    #[case("go", "go-review", "page-down log")]
    #[case("undo", "undo", "run-down ok")]
    fn the_better_match_scores_higher(#[case] query: &str, #[case] better: &str, #[case] worse: &str) {
        assert!(score(query, better) > score(query, worse));
    }

    #[test]
    fn letters_must_occur_in_order() {
        assert_eq!(score("ba", "ab"), None);
        assert_eq!(score("x", ""), None);
        assert_eq!(score("", "anything"), Some(0));
        assert!(score("GO REV", "go-review").is_some());
    }
}
