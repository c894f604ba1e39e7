# Attributes. The rewriter sends reads and writes through here, because the interpreter has no properties.


def _sw_get(value, name):
    if isinstance(value, _sw_layer):
        return _sw_read_attribute(value, name)
    if isinstance(value, dict) and id(value) in _sw_tupledicts:
        member = _sw_tupledict_member(value, name)
        if member is not None:
            return member
    elif isinstance(value, list) and id(value) in _sw_arrays:
        member = _sw_array_member(value, name)
        if member is not None:
            return member
    if isinstance(value, (dict, list, str, set, tuple)):
        member = _sw_bound(value, name)
        if member is not None:
            return member
    try:
        read = getattr(value, name)
    except AttributeError:
        read = _sw_builtin_member(value, name)
        if read is None:
            raise
    return _sw_error_name if name == "__name__" and read == "PatternError" else read


def _sw_builtin_member(value, name):
    # Members of builtin types that the interpreter lacks.
    if _sw_is_type(value) and name == "__name__":
        # <class 'ValueError'>
        return str(value)[8:-2].split(".")[-1]
    if name == "from_iterable":
        return lambda iterables: value(*iterables)
    if value is str:
        if name == "maketrans":
            return _sw_maketrans
        if name in ("lower", "upper", "strip", "title", "capitalize", "swapcase", "isdigit", "isalpha", "split"):
            return lambda text, *given: getattr(text, name)(*given)
        return _sw_type_method(name)
    if value is list or value is dict or value is set:
        if value is dict and name == "fromkeys":
            return lambda keys, given=None: {key: given for key in keys}
        return _sw_type_method(name)
    if isinstance(value, float):
        if name == "is_integer":
            return lambda: value == value and abs(value) != float("inf") and value == int(value)
    elif isinstance(value, int):
        if name == "bit_length":
            return lambda: len(bin(value).lstrip("-0b"))
        if name == "is_integer":
            return lambda: True
    if isinstance(value, (int, float)):
        if name == "real":
            return value
        if name == "imag":
            return 0 if isinstance(value, int) else 0.0
    elif isinstance(value, str) and name == "format_map":
        return lambda names: value.format(**names)
    return None


def _sw_type_method(name):
    if name in ("append", "extend", "items", "keys", "values", "get", "add", "count", "index", "join", "format"):
        return lambda holder, *given: _sw_bound(holder, name)(*given)
    return None


def _sw_maketrans(*given):
    if len(given) == 1:
        return {ord(key) if isinstance(key, str) else key: value for key, value in given[0].items()}
    table = {ord(given[0][i]): ord(given[1][i]) for i in range(len(given[0]))}
    if len(given) == 3:
        for letter in given[2]:
            table[ord(letter)] = None
    return table


def _sw_bound(value, name):
    # Methods of builtin types as values (`max(d, key=d.get)`), which the interpreter only knows as calls.
    if isinstance(value, dict):
        if name == "get":
            return lambda *given: value.get(*given)
        if name == "keys":
            return lambda: value.keys()
        if name == "values":
            return lambda: value.values()
        if name == "items":
            return lambda: value.items()
        if name == "pop":
            return lambda *given: value.pop(*given)
    elif isinstance(value, list):
        if name == "append":
            return lambda item: value.append(item)
        if name == "index":
            return lambda item: value.index(item)
        if name == "count":
            return lambda item: value.count(item)
    elif isinstance(value, str):
        if name == "format":
            return lambda *given, **named: value.format(*given, **named)
        if name == "join":
            return lambda items: value.join(items)
    elif isinstance(value, set):
        if name == "add":
            return lambda item: value.add(item)
    return None


def _sw_set(target, name, value):
    if isinstance(target, _sw_layer):
        _sw_write_attribute(target, name, value)
    else:
        setattr(target, name, value)


def _sw_missing(owner, name, error):
    # A name of the vendor's that this layer lacks ends the run; a name that nobody knows is the program's fault.
    _sw_host("missing", owner, name)
    raise error
