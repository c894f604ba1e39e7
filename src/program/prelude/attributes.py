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
    read = getattr(value, name)
    return _sw_error_name if name == "__name__" and read == "PatternError" else read


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
