# copy.


def _sw_copied(x):
    if isinstance(x, dict) and _sw_type_name(x) == "dict":
        return _sw_tupledict(x) if id(x) in _sw_tupledicts else dict(x)
    if isinstance(x, list):
        return list(x)
    if isinstance(x, set):
        return set(x)
    if x is None or isinstance(x, (int, float, str, tuple, frozenset, range)):
        return x
    own = getattr(type(x), "__copy__", None)
    if own is not None:
        return own(x)
    if hasattr(x, "copy"):
        return x.copy()
    return _sw_copy_object(x, lambda value: value)


def _sw_deepcopied(x, memo=None):
    return _sw_deep(x, {})


def _sw_deep(x, memo):
    if x is None or isinstance(x, (int, float, str, range)):
        return x
    found = memo.get(id(x))
    if found is not None:
        return found[1]
    if isinstance(x, list):
        made = []
        memo[id(x)] = (x, made)
        for item in x:
            made.append(_sw_deep(item, memo))
        return made
    if isinstance(x, tuple) and _sw_type_name(x) == "tuple":
        return tuple([_sw_deep(item, memo) for item in x])
    if isinstance(x, (set, frozenset)):
        return type(x)([item for item in x])
    if isinstance(x, dict):
        if _sw_type_name(x) != "dict":
            made = x.copy()
            memo[id(x)] = (x, made)
            for key in list(made.keys()):
                made[key] = _sw_deep(made[key], memo)
            return made
        made = _sw_tupledict() if id(x) in _sw_tupledicts else {}
        memo[id(x)] = (x, made)
        for key, value in x.items():
            made[_sw_deep(key, memo)] = _sw_deep(value, memo)
        return made
    own = getattr(type(x), "__deepcopy__", None)
    if own is not None:
        return own(x, memo)
    return _sw_copy_object(x, lambda value: _sw_deep(value, memo))


# Names of attributes that the program sets on anything; the interpreter does not list those of an object.
_sw_copied_names = []


def _sw_copy_object(x, each):
    if isinstance(x, _sw_layer):
        _sw_unsupported("a copy of a model's part")
    if not hasattr(type(x), "__annotations__"):
        return x
    kind = type(x)
    begin = getattr(kind, "__init__", None)
    kind.__init__ = lambda self: None
    made = kind()
    kind.__init__ = begin if begin is not None else lambda self: None
    for name in _sw_copied_names:
        held = getattr(x, name, _sw_gone)
        if held is _sw_gone or held is getattr(kind, name, _sw_gone):
            continue
        if _sw_type_name(held) == "method":
            continue
        setattr(made, name, each(held))
    return made


_sw_std_copy = _sw_library("copy", {"copy": _sw_copied, "deepcopy": _sw_deepcopied})
