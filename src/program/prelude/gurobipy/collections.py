# Collections.


def _sw_fits(pattern, key):
    # A pattern may be shorter than the key.
    width = len(key) if isinstance(key, tuple) else 1
    if len(pattern) < width:
        pattern = tuple(pattern) + ("*",) * (width - len(pattern))
    return len(pattern) == width and _sw_match(pattern, key)


def _sw_dict_prod(holder, coeff, pattern):
    total = _sw_LinExpr()
    if isinstance(coeff, (list, tuple)):
        # Positions do for keys that are numbers; for others the vendor's package silently answers zero.
        for key in holder:
            if not isinstance(key, int) or key < 0 or key >= len(coeff):
                _sw_unsupported("tupledict.prod with a list")
        coeff = {i: coeff[i] for i in range(len(coeff))}
    if not isinstance(coeff, dict):
        raise AttributeError("'" + _sw_type_name(coeff) + "' object has no attribute 'get'")
    for key, value in holder.items():
        if key in coeff and _sw_fits(pattern, key):
            total = _sw_in_place(total, _sw_mul(coeff[key], value), 1.0)
    return total


def _sw_tupledict_member(holder, name):
    if name == "sum":
        return lambda *pattern: _sw_quicksum([value for key, value in holder.items() if _sw_fits(pattern, key)])
    if name == "prod":
        return lambda coeff, *pattern: _sw_dict_prod(holder, coeff, pattern)
    if name == "select":
        return lambda *pattern: [value for key, value in holder.items() if _sw_fits(pattern, key)]
    if name == "clean":
        return lambda: None
    if name in ("subset", "setord", "iteritems", "iterkeys", "itervalues"):
        _sw_unsupported("tupledict." + name)
    return None


def _sw_array_member(holder, name):
    if name == "select":
        return lambda *pattern: _sw_tuplelist([key for key in holder if _sw_fits(pattern, key)])
    if name == "clean":
        return lambda: None
    if name in ("next", "nextc", "prev", "prevc"):
        _sw_unsupported("tuplelist." + name)
    return None


def _sw_multidict(data):
    keys = []
    columns = []
    for key, value in data.items():
        values = list(value) if isinstance(value, (list, tuple)) else [value]
        if len(keys) == 0:
            columns = [{} for one in values]
        elif len(values) != len(columns):
            raise _sw_fault(0, "Inconsistent number of values in multidict")
        keys.append(key)
        for i in range(len(values)):
            columns[i][key] = values[i]
    return [_sw_tuplelist(keys)] + [_sw_tupledict(column) for column in columns]


def _sw_index_set(items):
    if isinstance(items, int):
        return list(range(items))
    if isinstance(items, _sw_Var) or isinstance(items, float):
        raise TypeError("'" + _sw_type_name(items) + "' object is not iterable")
    return list(items)


def _sw_keys(indices):
    if len(indices) == 0:
        raise IndexError("list index out of range")
    keys = _sw_index_set(indices[0])
    for more in indices[1:]:
        items = _sw_index_set(more)
        keys = [_sw_join_keys(key, item) for key in keys for item in items]
    if len({key: True for key in keys}) < len(keys):
        raise KeyError("Duplicate keys in Model.addVars()")
    return keys


def _sw_spread(given, keys, default, read):
    # One value per key, from one value, a sequence in key order, or a dictionary by key.
    if isinstance(given, dict):
        return [read(given[key]) if key in given else default for key in keys]
    if isinstance(given, (list, tuple)):
        assert len(given) == len(keys)
        return [read(value) for value in given]
    value = read(given)
    return [value] * len(keys)
