//! The two texts that the method exchanges: the problem frame (a prompt) and the Markdown solution (a completion).
//!
//! Field names and headings are those of Step-Opt's and ORLM's public data, so that files written for one are read
//! by the other.

use std::sync::LazyLock;

use regex::Regex;

use super::{Library, Solution};

/// Why a text does not have the frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A prompt without `# Question:`.
    #[error("the prompt has no `# Question:` heading")]
    NoQuestion,
    /// Nothing between `# Question:` and `# Response:`.
    #[error("nothing stands under the `# Question:` heading")]
    EmptyQuestion,
    /// A completion without a ```` ```python ```` block.
    #[error("the solution has no ```python block")]
    NoProgram,
    /// A ```` ```python ```` block that never ends.
    #[error("the ```python block that starts on line {line} is never closed")]
    UnclosedProgram {
        /// Line of the opening fence, from 1.
        line: u32,
    },
}

/// Writes the prompt for a problem.
pub fn render_prompt(problem: &str, library: Library) -> String {
    let library = library.name();
    format!(
        "Below is an operations research question. Build a mathematical model and corresponding python code using \
         `{library}` that appropriately addresses the question.\n\n# Question:\n{problem}\n\n# Response:\n"
    )
}

/// Takes the problem out of a prompt.
///
/// # Errors
/// [`FrameError::NoQuestion`] when there is no heading, [`FrameError::EmptyQuestion`] when nothing follows it.
pub fn parse_prompt(prompt: &str) -> Result<String, FrameError> {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| regex(r"(?mi)^[ \t]*#+[ \t]*question[ \t]*:?[ \t]*"));
    static RESPONSE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?mi)^[ \t]*#+[ \t]*response[ \t]*:?[ \t]*\r?$"));
    let heading = HEADING.find(prompt).ok_or(FrameError::NoQuestion)?;
    let body = &prompt[heading.end()..];
    // The last `# Response:` ends the question: a question may quote the word, the frame's own comes last.
    let end = RESPONSE
        .find_iter(body)
        .last()
        .map_or(body.len(), |found| found.start());
    let question = body[..end].trim();
    if question.is_empty() {
        Err(FrameError::EmptyQuestion)
    } else {
        Ok(question.to_owned())
    }
}

/// The Markdown text of a solution, to the letter as it was read.
pub fn render_completion(solution: &Solution) -> String {
    let Solution {
        formulation,
        lead_in,
        program,
        closing,
    } = solution;
    [formulation, lead_in, program, closing]
        .map(String::as_str)
        .concat()
}

/// Splits a completion into formulation, program and what stands around them; [`render_completion`] puts it together
/// again to the letter. The program is the first ```` ```python ```` block up to the next fence, as the papers'
/// scorers take it.
///
/// # Errors
/// [`FrameError::NoProgram`] or [`FrameError::UnclosedProgram`].
pub fn parse_completion(completion: &str) -> Result<Solution, FrameError> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| regex(r"```[ \t]*(?:python3?|py)[ \t]*\r?\n"));
    static CODE_HEADING: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?mi)^[ \t]*#+[^\n]*\b(?:code|program|python)\b"));
    let opening = OPENING.find(completion).ok_or(FrameError::NoProgram)?;
    let line = super::LineIndex::new(completion).line_of(opening.start());
    let after = &completion[opening.end()..];
    let program_length = after.find("```").ok_or(FrameError::UnclosedProgram { line })?;
    let before = &completion[..opening.start()];
    let heading = CODE_HEADING
        .find_iter(before)
        .last()
        .map_or(before.len(), |found| found.start());
    let formulation_end = before[..heading].trim_end().len();
    Ok(Solution {
        formulation: completion[..formulation_end].to_owned(),
        lead_in: completion[formulation_end..opening.end()].to_owned(),
        program: after[..program_length].to_owned(),
        closing: after[program_length..].to_owned(),
    })
}

impl Solution {
    /// A solution in the frame, from its two halves.
    pub fn framed(formulation: &str, program: &str, library: Library) -> Self {
        let library = library.name();
        let newline = if program.ends_with('\n') { "" } else { "\n" };
        Self {
            formulation: formulation.trim_end().to_owned(),
            lead_in: format!("\n\n## Python Code Solution Using `{library}`:\n\n```python\n"),
            program: format!("{program}{newline}"),
            closing: "```\n".to_owned(),
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "every pattern here is a constant, compiled by the tests below"
)]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_prompt_reads_back() {
        let prompt = render_prompt("How many?", Library::Coptpy);
        assert_eq!(parse_prompt(&prompt).as_deref(), Ok("How many?"));
    }

    #[test]
    fn a_prompt_without_question_is_refused() {
        assert_eq!(parse_prompt("How many?"), Err(FrameError::NoQuestion));
        assert_eq!(
            parse_prompt("# Question:\n\n# Response:"),
            Err(FrameError::EmptyQuestion)
        );
    }

    #[test]
    fn a_completion_is_split_at_the_code_heading() {
        let text = " ## Mathematical Model:\nx\n\n## Python Code Solution Using `coptpy`:\nHere:\n\n```python\nx = 1\n```\nBye.";
        let solution = parse_completion(text).unwrap();
        assert_eq!(solution.formulation, " ## Mathematical Model:\nx");
        assert_eq!(solution.program, "x = 1\n");
        assert_eq!(solution.closing, "```\nBye.");
        assert_eq!(render_completion(&solution), text);
    }

    #[test]
    fn a_framed_solution_reads_back() {
        let solution = Solution::framed("## Mathematical Model:\nx", "x = 1", Library::Gurobipy);
        assert_eq!(parse_completion(&render_completion(&solution)), Ok(solution));
    }

    #[test]
    fn missing_or_open_blocks_are_named() {
        assert_eq!(parse_completion("no code"), Err(FrameError::NoProgram));
        assert_eq!(
            parse_completion("a\n```python\nx"),
            Err(FrameError::UnclosedProgram { line: 2 })
        );
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_back(text in "(#+ ?(code|x)|```python\n|```|\\PC|\n){0,12}") {
            if let Ok(solution) = parse_completion(&text) {
                prop_assert_eq!(render_completion(&solution), text);
            }
        }
    }
}
