# tqdm: a bar that nobody sees.


def _sw_tqdm(items=None, *given, **named):
    return iter([]) if items is None else items


_sw_std_tqdm = _sw_library("tqdm", {"tqdm": _sw_tqdm, "trange": lambda *given, **named: range(*given)})
