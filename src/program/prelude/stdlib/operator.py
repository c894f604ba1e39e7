# operator.


def _sw_itemgetter(*keys):
    if len(keys) == 1:
        key = keys[0]
        return lambda holder: _sw_item(holder, key)
    return lambda holder: tuple([_sw_item(holder, key) for key in keys])


def _sw_dotted(value, path):
    for name in path.split("."):
        value = _sw_get(value, name)
    return value


def _sw_attrgetter(*names):
    if len(names) == 1:
        name = names[0]
        return lambda value: _sw_dotted(value, name)
    return lambda value: tuple([_sw_dotted(value, name) for name in names])


def _sw_methodcaller(name, *given, **named):
    return lambda value: _sw_get(value, name)(*given, **named)


_sw_std_operator = _sw_library(
    "operator",
    {
        "add": _sw_add,
        "sub": _sw_sub,
        "mul": _sw_mul,
        "truediv": _sw_div,
        "floordiv": lambda a, b: a // b,
        "mod": _sw_mod,
        "pow": lambda a, b: _sw_power(a, b),
        "neg": _sw_neg,
        "eq": lambda a, b: _sw_eq(a, b),
        "ne": lambda a, b: _sw_ne(a, b),
        "lt": lambda a, b: _sw_lt(a, b),
        "le": lambda a, b: _sw_le(a, b),
        "gt": lambda a, b: _sw_gt(a, b),
        "ge": lambda a, b: _sw_ge(a, b),
        "and_": lambda a, b: a & b,
        "or_": lambda a, b: a | b,
        "xor": lambda a, b: a ^ b,
        "not_": lambda a: not a,
        "truth": lambda a: True if a else False,
        "is_": lambda a, b: a is b,
        "contains": lambda a, b: b in a,
        "getitem": lambda a, b: _sw_item(a, b),
        "abs": lambda a: abs(a),
        "index": lambda a: int(a),
        "concat": lambda a, b: a + b,
        "itemgetter": _sw_itemgetter,
        "attrgetter": _sw_attrgetter,
        "methodcaller": _sw_methodcaller,
    },
)
