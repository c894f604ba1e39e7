# Comparison.


def _sw_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__le__", "__ge__")
        return _sw_relate(a, b, "L")
    try:
        return a <= b
    except TypeError:
        result = _sw_order(a, b, "__le__", "__ge__")
        if result is NotImplemented:
            raise
        return result


def _sw_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__ge__", "__le__")
        return _sw_relate(a, b, "G")
    try:
        return a >= b
    except TypeError:
        result = _sw_order(a, b, "__ge__", "__le__")
        if result is NotImplemented:
            raise
        return result


def _sw_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__eq__", "__eq__")
        return _sw_relate(a, b, "E")
    return a == b


def _sw_if_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__le__", "__ge__")
        return _sw_truth(_sw_relate(a, b, "L"))
    try:
        return a <= b
    except TypeError:
        result = _sw_order(a, b, "__le__", "__ge__")
        if result is NotImplemented:
            raise
        return result


def _sw_if_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__ge__", "__le__")
        return _sw_truth(_sw_relate(a, b, "G"))
    try:
        return a >= b
    except TypeError:
        result = _sw_order(a, b, "__ge__", "__le__")
        if result is NotImplemented:
            raise
        return result


def _sw_if_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if _sw_spreading != () and _sw_spreads(a, b):
            return _sw_operate(a, b, "__eq__", "__eq__")
        return _sw_truth(_sw_relate(a, b, "E"))
    return a == b


def _sw_not_in(item, holder):
    return not _sw_in(item, holder)


def _sw_ne(a, b):
    if _sw_spreading != () and _sw_spreads(a, b):
        return _sw_operate(a, b, "__ne__", "__ne__")
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_unequal(a, b)
    return a != b


def _sw_lt(a, b):
    try:
        return a < b
    except TypeError:
        result = _sw_order(a, b, "__lt__", "__gt__")
        if result is NotImplemented:
            raise
        return result


def _sw_gt(a, b):
    try:
        return a > b
    except TypeError:
        result = _sw_order(a, b, "__gt__", "__lt__")
        if result is NotImplemented:
            raise
        return result


def _sw_order(a, b, name, reflected):
    # Comparisons that the interpreter refuses: subsets, and objects with methods for them.
    if isinstance(a, (set, frozenset)) and isinstance(b, (set, frozenset)):
        if name == "__le__":
            return a.issubset(b)
        if name == "__lt__":
            return a != b and a.issubset(b)
        if name == "__ge__":
            return a.issuperset(b)
        return a != b and a.issuperset(b)
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        for i in range(min(len(a), len(b))):
            if not a[i] == b[i]:
                one = a[i]
                other = b[i]
                if name == "__lt__" or name == "__le__":
                    return _sw_lt(one, other)
                return _sw_gt(one, other)
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        if not _sw_spreads(a, b):
            return NotImplemented
    return _sw_operate(a, b, name, reflected)


def _sw_compare(signs, first, second, *later):
    # A chained comparison; operands after the second come as functions, for they may never be reached.
    left = first
    right = second
    last = len(signs) - 1
    for i in range(len(signs)):
        if i > 0:
            left = right
            right = later[i - 1]()
        sign = signs[i]
        if sign == "<=":
            result = _sw_le(left, right)
        elif sign == ">=":
            result = _sw_ge(left, right)
        elif sign == "==":
            result = _sw_eq(left, right)
        elif sign == "!=":
            result = _sw_ne(left, right)
        elif sign == "<":
            result = _sw_lt(left, right)
        elif sign == ">":
            result = _sw_gt(left, right)
        elif sign == "in":
            result = _sw_in(left, right)
        elif sign == "not in":
            result = not _sw_in(left, right)
        elif sign == "is":
            result = left is right
        else:
            result = left is not right
        if i == last or not _sw_truth(result):
            return result


def _sw_in(item, holder):
    if isinstance(holder, (list, tuple)):
        if isinstance(item, _sw_expression):
            for other in holder:
                if other is item:
                    return True
                if _sw_truth(_sw_eq(item, other)):
                    return True
            return False
    return item in holder
