# Keys of index sets.


def _sw_is_scalar_key(item):
    return isinstance(item, (int, float, str))


def _sw_check_key(item):
    if isinstance(item, tuple):
        for part in item:
            if not _sw_is_scalar_key(part):
                hash(part)
                raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")
    elif not _sw_is_scalar_key(item):
        raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")


def _sw_index_set(items):
    kind = _sw_type_name(items)
    if kind not in ("list", "tuple", "dict", "set", "frozenset", "range", "dict_keys", "dict_values", "deque"):
        raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")
    made = list(items)
    for item in made:
        _sw_check_key(item)
    return made


def _sw_keys(indices):
    if len(indices) == 0:
        raise TypeError("'indices' is required to add variables to model")
    sets = []
    if isinstance(indices[0], (int, float)):
        for count in indices:
            if not isinstance(count, int):
                raise TypeError("'" + _sw_type_name(count) + "' object cannot be interpreted as an integer")
            sets.append(range(count))
    else:
        for i in range(len(indices)):
            if i > 0 and isinstance(indices[i], (int, float)):
                raise TypeError("'" + _sw_type_name(indices[i]) + "' object is not iterable")
            sets.append(_sw_index_set(indices[i]))
    keys = list(sets[0])
    for more in sets[1:]:
        keys = [_sw_join_keys(key, item) for key in keys for item in more]
    # A repeated key names one variable.
    return list({key: True for key in keys})


def _sw_spread(given, keys, default):
    # One value per key, from a number, a list in key order, or a dictionary by key.
    if isinstance(given, (int, float)):
        return [float(given)] * len(keys)
    if isinstance(given, (list, tuple)):
        flat = _sw_flat(given)
        return [float(flat[i]) for i in range(len(keys))]
    if isinstance(given, dict):
        found = _sw_found(given, keys)
        return [default] * len(keys) if len(found) == 0 else [float(value) for value in found]
    if isinstance(given, _sw_expression):
        return [float(given)]
    return [default] * len(keys)


def _sw_found(given, keys):
    # The vendor looks for tuples only, so that keys that are none are never found, and asks for all or none of them.
    found = [given[key] for key in keys if isinstance(key, tuple) and key in given]
    if 0 < len(found) < len(keys):
        raise IndexError("list index out of range")
    return found


def _sw_spread_kinds(given, keys):
    if given is None:
        return ["C"] * len(keys)
    if isinstance(given, str):
        if len(given) != 1:
            raise _sw_wrong_arguments("IModel_AddVars")
        kinds = [given] * len(keys)
    elif isinstance(given, (list, tuple)):
        flat = _sw_flat(given)
        kinds = [flat[i] for i in range(len(keys))]
    elif isinstance(given, dict):
        found = _sw_found(given, keys)
        kinds = ["C"] * len(keys) if len(found) == 0 else found
    else:
        kinds = ["?"]
    for kind in kinds:
        if kind not in _sw_kinds:
            raise _sw_invalid("Fail to add vars")
    return kinds
