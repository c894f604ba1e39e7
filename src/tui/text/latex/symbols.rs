//! What LaTeX's commands and shifted letters look like in Unicode.

/// What stands for a command by itself.
pub fn symbol(name: &str) -> Option<&'static str> {
    let at = SYMBOLS.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(SYMBOLS[at].1)
}

/// `ℝ` for `R`, and the other sets of numbers.
pub(super) fn blackboard(letter: &str) -> Option<&'static str> {
    let known = [("R", "ℝ"), ("Z", "ℤ"), ("N", "ℕ"), ("Q", "ℚ"), ("B", "𝔹")];
    known
        .iter()
        .find(|(name, _)| *name == letter.trim())
        .map(|(_, shown)| *shown)
}

/// A raised or lowered character, where Unicode has it.
pub(super) fn shift(character: char, lowered: bool) -> Option<char> {
    const PLAIN: &str = "0123456789+-=()";
    const LOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
    const HIGH: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
    const PLAIN_LETTERS: [(&str, &str); 2] = [
        ("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
        (
            "abcdefghijklmnoprstuvwxyzIJKMNT",
            "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴵᴶᴷᴹᴺᵀ",
        ),
    ];
    let (shifted, letters) = if lowered {
        (LOW, PLAIN_LETTERS[0])
    } else {
        (HIGH, PLAIN_LETTERS[1])
    };
    let plain = PLAIN.chars().chain(letters.0.chars());
    let mut pairs = plain.zip(shifted.chars().chain(letters.1.chars()));
    pairs.find(|(from, _)| *from == character).map(|(_, to)| to)
}

/// Sorted by name.
const SYMBOLS: [(&str, &str); 133] = [
    (" ", " "),
    ("!", ""),
    ("#", "#"),
    ("$", "$"),
    ("%", "%"),
    ("&", "&"),
    (",", " "),
    (":", " "),
    (";", " "),
    ("Big", ""),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("Lambda", "Λ"),
    ("Leftrightarrow", "⇔"),
    ("Omega", "Ω"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("Rightarrow", "⇒"),
    ("Sigma", "Σ"),
    ("Theta", "Θ"),
    ("\\", ""),
    ("_", "_"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("ast", "∗"),
    ("beta", "β"),
    ("big", ""),
    ("bigl", ""),
    ("bigr", ""),
    ("bullet", "•"),
    ("cap", "∩"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("chi", "χ"),
    ("circ", "∘"),
    ("cup", "∪"),
    ("deg", "°"),
    ("delta", "δ"),
    ("displaystyle", ""),
    ("div", "÷"),
    ("dots", "…"),
    ("emptyset", "∅"),
    ("epsilon", "ε"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("euro", "€"),
    ("exists", "∃"),
    ("exp", "exp"),
    ("forall", "∀"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("geqslant", "≥"),
    ("gg", "≫"),
    ("gt", ">"),
    ("iff", "⇔"),
    ("implies", "⇒"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("land", "∧"),
    ("langle", "⟨"),
    ("lceil", "⌈"),
    ("ldots", "…"),
    ("le", "≤"),
    ("left", ""),
    ("leftarrow", "←"),
    ("leq", "≤"),
    ("leqslant", "≤"),
    ("lfloor", "⌊"),
    ("limits", ""),
    ("ll", "≪"),
    ("ln", "ln"),
    ("log", "log"),
    ("lor", "∨"),
    ("lt", "<"),
    ("mapsto", "↦"),
    ("max", "max"),
    ("mid", "∣"),
    ("min", "min"),
    ("mp", "∓"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("ne", "≠"),
    ("neg", "¬"),
    ("neq", "≠"),
    ("noindent", ""),
    ("nonumber", ""),
    ("notin", "∉"),
    ("nu", "ν"),
    ("omega", "ω"),
    ("partial", "∂"),
    ("phi", "φ"),
    ("pi", "π"),
    ("pm", "±"),
    ("prime", "′"),
    ("prod", "∏"),
    ("psi", "ψ"),
    ("qquad", "    "),
    ("quad", "  "),
    ("rangle", "⟩"),
    ("rceil", "⌉"),
    ("rfloor", "⌋"),
    ("rho", "ρ"),
    ("right", ""),
    ("rightarrow", "→"),
    ("setminus", "∖"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("star", "⋆"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("sum", "∑"),
    ("tau", "τ"),
    ("theta", "θ"),
    ("times", "×"),
    ("to", "→"),
    ("top", "ᵀ"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("vdots", "⋮"),
    ("vee", "∨"),
    ("vert", "|"),
    ("wedge", "∧"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
    ("{", "{"),
    ("|", "‖"),
    ("}", "}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbols_are_sorted() {
        assert!(SYMBOLS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
