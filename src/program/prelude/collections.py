# Collections. The interpreter cannot subclass dict and list: a registry tells ours from the program's own.


_sw_tupledicts = {}
_sw_arrays = {}


def _sw_tupledict(items=None):
    made = {} if items is None else dict(items)
    _sw_tupledicts[id(made)] = made
    return made


def _sw_tuplelist(items=None):
    made = [] if items is None else list(items)
    _sw_arrays[id(made)] = (made, "tuplelist")
    return made


def _sw_array(items, kind):
    _sw_arrays[id(items)] = (items, kind)
    return items


def _sw_match(pattern, key):
    if len(pattern) == 0:
        return True
    parts = key if isinstance(key, tuple) else (key,)
    if len(parts) != len(pattern):
        raise KeyError("Key should have length " + str(len(parts)))
    for i in range(len(parts)):
        wanted = pattern[i]
        if isinstance(wanted, (list, tuple, set, dict, range)):
            if parts[i] not in wanted:
                return False
        elif wanted != "*" and wanted != parts[i]:
            return False
    return True


def _sw_join_keys(a, b):
    left = a if isinstance(a, tuple) else (a,)
    right = b if isinstance(b, tuple) else (b,)
    return left + right


def _sw_key_text(key):
    if isinstance(key, tuple):
        return ",".join([str(part) for part in key])
    return str(key)


def _sw_flat(items):
    made = []
    for item in items:
        if isinstance(item, list):
            made.extend(_sw_flat(item))
        else:
            made.append(item)
    return made
