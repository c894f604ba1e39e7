# rich: its print, for text without markup; the rest draws on terminals.


def _sw_rich_print(*values, sep=" ", end="\n", **named):
    for value in values:
        if isinstance(value, str) and "[" in value and "]" in value:
            _sw_unsupported("rich.print with markup")
    print(*values, sep=sep, end=end)


_sw_std_rich = _sw_library("rich", {"print": _sw_rich_print})
