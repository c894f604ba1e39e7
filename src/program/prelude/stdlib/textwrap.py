# textwrap, for text of plain words.


def _sw_dedent(text):
    lines = text.split("\n")
    margin = None
    for line in lines:
        stripped = line.lstrip(" \t")
        if stripped == "":
            continue
        indent = line[: len(line) - len(stripped)]
        if margin is None:
            margin = indent
        else:
            kept = 0
            while kept < min(len(margin), len(indent)) and margin[kept] == indent[kept]:
                kept += 1
            margin = margin[:kept]
    cut = 0 if margin is None else len(margin)
    return "\n".join(["" if line.strip(" \t") == "" else line[cut:] for line in lines])


def _sw_indent(text, prefix, predicate=None):
    made = []
    for line in text.split("\n"):
        wanted = line.strip() != "" if predicate is None else predicate(line)
        made.append(prefix + line if wanted else line)
    return "\n".join(made)


def _sw_wrap(text, width=70, initial_indent="", subsequent_indent=""):
    lines = []
    current = initial_indent
    empty = True
    for word in text.split():
        if "-" in word[1:-1] or len(word) > width:
            _sw_unsupported("textwrap of long or hyphenated words")
        if empty or len(current) + 1 + len(word) <= width:
            current += word if empty else " " + word
        else:
            lines.append(current)
            current = subsequent_indent + word
        empty = False
    if not empty:
        lines.append(current)
    return lines


def _sw_shorten(text, width, placeholder=" [...]"):
    words = text.split()
    whole = " ".join(words)
    if len(whole) <= width:
        return whole
    while len(words) > 0 and len(" ".join(words)) + len(placeholder) > width:
        words.pop()
    return " ".join(words) + placeholder if len(words) > 0 else placeholder.strip()


_sw_std_textwrap = _sw_library(
    "textwrap",
    {
        "dedent": _sw_dedent,
        "indent": _sw_indent,
        "wrap": _sw_wrap,
        "fill": lambda text, width=70, **named: "\n".join(_sw_wrap(text, width, **named)),
        "shorten": _sw_shorten,
    },
)
