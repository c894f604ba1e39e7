# Comparison.


def _sw_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "L")
    return a <= b


def _sw_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "G")
    return a >= b


def _sw_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "E")
    return a == b


def _sw_if_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_truth(_sw_relate(a, b, "L"))
    return a <= b


def _sw_if_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_truth(_sw_relate(a, b, "G"))
    return a >= b


def _sw_if_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_truth(_sw_relate(a, b, "E"))
    return a == b


def _sw_not_in(item, holder):
    return not _sw_in(item, holder)


def _sw_ne(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_unequal(a, b)
    return a != b


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
            result = left < right
        elif sign == ">":
            result = left > right
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
