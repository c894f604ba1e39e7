# pprint, for what fits on one line.


def _sw_sorted_text(value):
    if isinstance(value, dict):
        items = list(value.items())
        try:
            items = sorted(items)
        except TypeError:
            items = sorted(items, key=lambda item: str(item[0]))
        return "{" + ", ".join([_sw_sorted_text(key) + ": " + _sw_sorted_text(held) for key, held in items]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([_sw_sorted_text(item) for item in value]) + "]"
    return repr(value)


def _sw_pformat(value, indent=1, width=80, depth=None, compact=False, sort_dicts=True):
    text = _sw_sorted_text(value) if sort_dicts else repr(value)
    if len(text) > width:
        _sw_unsupported("pprint over several lines")
    return text


def _sw_pprint(value, stream=None, indent=1, width=80, **named):
    print(_sw_pformat(value, indent, width, **named))


_sw_std_pprint = _sw_library("pprint", {"pprint": _sw_pprint, "pp": _sw_pprint, "pformat": _sw_pformat})
