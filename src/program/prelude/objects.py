# Objects with methods for operators, indexes and builtins. The interpreter calls none of them by itself; in programs that
# may have such objects, the rewriter sends every operation through here.


def _sw_method(value, name):
    if isinstance(value, (int, float, str, list, dict, tuple, set)):
        return None
    return getattr(type(value), name, None)


def _sw_binary(a, b, sign, name, reflected):
    result = _sw_operate(a, b, name, reflected)
    if result is NotImplemented:
        names = "'" + _sw_type_name(a) + "' and '" + _sw_type_name(b) + "'"
        raise TypeError("unsupported operand type(s) for " + sign + ": " + names)
    return result


def _sw_floordiv(a, b):
    if _sw_method(a, "__floordiv__") is None and _sw_method(b, "__rfloordiv__") is None:
        return a // b
    return _sw_binary(a, b, "//", "__floordiv__", "__rfloordiv__")


def _sw_bit_and(a, b):
    if _sw_method(a, "__and__") is None and _sw_method(b, "__rand__") is None:
        return a & b
    return _sw_binary(a, b, "&", "__and__", "__rand__")


def _sw_xor(a, b):
    if _sw_method(a, "__xor__") is None and _sw_method(b, "__rxor__") is None:
        return a ^ b
    return _sw_binary(a, b, "^", "__xor__", "__rxor__")


def _sw_invert(a):
    method = _sw_method(a, "__invert__")
    return ~a if method is None else method(a)


def _sw_positive(a):
    method = _sw_method(a, "__pos__")
    return _sw_pos(a) if method is None else method(a)


def _sw_bool(value):
    if value is True or value is False:
        return value
    method = _sw_method(value, "__bool__")
    if method is not None:
        truth = method(value)
        if truth is True or truth is False:
            return truth
        raise TypeError("__bool__ should return bool, returned " + type(truth).__name__)
    method = _sw_method(value, "__len__")
    if method is not None:
        return method(value) > 0
    return True if value else False


def _sw_len(value):
    method = _sw_method(value, "__len__")
    return len(value) if method is None else method(value)


def _sw_absolute(value):
    method = _sw_method(value, "__abs__")
    return abs(value) if method is None else method(value)


def _sw_int(*given):
    if len(given) == 1:
        for name in ("__int__", "__index__", "__trunc__"):
            method = _sw_method(given[0], name)
            if method is not None:
                return method(given[0])
    return int(*given)


def _sw_float(*given):
    if len(given) == 1:
        for name in ("__float__", "__index__"):
            method = _sw_method(given[0], name)
            if method is not None:
                return float(method(given[0]))
    return float(*given)


def _sw_divmod(a, b):
    if _sw_method(a, "__floordiv__") is None:
        return divmod(a, b)
    return _sw_floordiv(a, b), _sw_mod(a, b)


def _sw_iter(*given):
    value = given[0]
    if len(given) == 1 and _sw_method(value, "__iter__") is None and _sw_method(value, "__getitem__") is not None:
        return iter(_sw_by_index(value))
    return iter(*given)


def _sw_by_index(value):
    items = []
    i = 0
    while True:
        try:
            items.append(_sw_item(value, i))
        except IndexError:
            return items
        i += 1


def _sw_list(*given):
    return list(*given) if len(given) == 0 else list(_sw_iter(given[0]))


def _sw_reversed(value):
    method = _sw_method(value, "__reversed__")
    if method is not None:
        return method(value)
    if _sw_method(value, "__getitem__") is not None:
        items = [_sw_item(value, i) for i in range(_sw_len(value))]
        return reversed(items)
    return reversed(value)


def _sw_call(function):
    # What is called may be an object with a method for it.
    method = _sw_method(function, "__call__")
    if method is None:
        return function
    return lambda *given, **named: method(function, *given, **named)


def _sw_merge(one, other):
    # Both are sorted; equal ones of the first come first.
    merged = []
    i = 0
    j = 0
    while i < len(one) and j < len(other):
        if _sw_bool(_sw_lt(other[j][0], one[i][0])):
            merged.append(other[j])
            j += 1
        else:
            merged.append(one[i])
            i += 1
    return merged + one[i:] + other[j:]


def _sw_sort_pairs(pairs):
    if len(pairs) <= 1:
        return pairs
    middle = len(pairs) // 2
    return _sw_merge(_sw_sort_pairs(pairs[:middle]), _sw_sort_pairs(pairs[middle:]))


def _sw_sorted(items, key=None, reverse=False):
    items = list(items)
    keys = items if key is None else [key(item) for item in items]
    pairs = [(keys[i], i) for i in range(len(items))]
    try:
        order = sorted(range(len(items)), key=lambda i: keys[i], reverse=reverse)
    except TypeError:
        if reverse:
            pairs.reverse()
        pairs = _sw_sort_pairs(pairs)
        if reverse:
            pairs.reverse()
        order = [i for _, i in pairs]
    return [items[i] for i in order]


def _sw_best(items, key, named, wanted):
    found = False
    best = None
    best_key = None
    for item in items:
        rank = item if key is None else key(item)
        if not found or _sw_bool(wanted(rank, best_key)):
            found = True
            best = item
            best_key = rank
    if not found:
        if "default" in named:
            return named["default"]
        raise ValueError(("max" if wanted is _sw_gt else "min") + "() iterable argument is empty")
    return best


def _sw_smallest(*given, key=None, **named):
    return _sw_best(given[0] if len(given) == 1 else given, key, named, _sw_lt)


def _sw_largest(*given, key=None, **named):
    return _sw_best(given[0] if len(given) == 1 else given, key, named, _sw_gt)


def _sw_sort(items):
    def sort(key=None, reverse=False):
        ordered = _sw_sorted(items, key, reverse)
        items.clear()
        items.extend(ordered)

    return sort
