# Arithmetic. An expression keeps its terms in the order in which the program wrote them, repeated ones included.


def _sw_rank(value):
    # How much a value forces upon a sum: 0 number, variable or builder, 1 linear, 2 quadratic, 3 other.
    kind = type(value)
    if kind is _sw_LinExpr:
        return 1
    if kind is _sw_QuadExpr:
        return 2
    if kind is _sw_NlExpr:
        return 3
    return 0


def _sw_new(rank):
    if rank == 0:
        return _sw_ExprBuilder()
    if rank == 1:
        return _sw_LinExpr()
    if rank == 2:
        return _sw_QuadExpr()
    return _sw_NlExpr()


def _sw_accumulate(total, value, factor):
    # total += factor * value, in place; `total` is of at least the rank of `value`.
    kind = type(value)
    if kind is _sw_Var:
        total.factors.append(value)
        total.weights.append(factor)
    elif kind is _sw_ExprBuilder or kind is _sw_LinExpr or kind is _sw_QuadExpr:
        total.constant += factor * value.constant
        total.factors.extend(value.factors)
        if factor == 1.0:
            total.weights.extend(value.weights)
        else:
            total.weights.extend([factor * weight for weight in value.weights])
        if kind is _sw_QuadExpr:
            total.products.extend([(factor * weight, first, second) for weight, first, second in value.products])
    else:
        total.constant += factor * _sw_number(value)


# Values that spread an operation over what they hold: the arrays of numpy and pandas, once they are there.
_sw_spreading = ()


def _sw_spreads(a, b):
    return isinstance(a, _sw_spreading) or isinstance(b, _sw_spreading)


# How spans of time divide each other, once there are any.
_sw_divide_spans = [None]


def _sw_operate(a, b, name, reflected):
    # An operation that the interpreter refuses: operator methods, which it does not know, and sums of truth values.
    if name == "__truediv__" and _sw_divide_spans[0] is not None:
        result = _sw_divide_spans[0](a, b)
        if result is not NotImplemented:
            return result
    if isinstance(a, bool) and isinstance(b, (bool, int, float)):
        return _sw_on_numbers(int(a), int(b) if isinstance(b, bool) else b, name)
    if isinstance(b, bool) and isinstance(a, (int, float)):
        return _sw_on_numbers(a, int(b), name)
    if not isinstance(a, (int, float, str, list, dict, tuple, set)):
        method = getattr(type(a), name, None)
        if method is not None:
            result = method(a, b)
            if result is not NotImplemented:
                return result
    if not isinstance(b, (int, float, str, list, dict, tuple, set)):
        method = getattr(type(b), reflected, None)
        if method is not None:
            return method(b, a)
    return NotImplemented


def _sw_on_numbers(a, b, name):
    if name == "__add__":
        return a + b
    if name == "__sub__":
        return a - b
    if name == "__mul__":
        return a * b
    if name == "__truediv__":
        return a / b
    if name == "__floordiv__":
        return a // b
    if name == "__mod__":
        return a % b
    if name == "__pow__":
        return a**b
    return NotImplemented


def _sw_plus(a, b, factor):
    if _sw_spreading != () and _sw_spreads(a, b):
        if factor > 0:
            return _sw_operate(a, b, "__add__", "__radd__")
        return _sw_operate(a, b, "__sub__", "__rsub__")
    rank = max(_sw_rank(a), _sw_rank(b))
    total = _sw_new(rank)
    if rank < 3:
        _sw_accumulate(total, a, 1.0)
        _sw_accumulate(total, b, factor)
    return total


def _sw_add(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, 1.0)
    try:
        return a + b
    except TypeError:
        result = _sw_operate(a, b, "__add__", "__radd__")
        if result is NotImplemented:
            raise
        return result


def _sw_sub(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, -1.0)
    try:
        return a - b
    except TypeError:
        result = _sw_operate(a, b, "__sub__", "__rsub__")
        if result is NotImplemented:
            raise
        return result


def _sw_terms(signs, operands):
    # a + b - c …, from left to right. The first sum makes an object that nobody else holds, so the rest goes in place.
    total = operands[0]
    rank = -1
    for i in range(len(signs)):
        operand = operands[i + 1]
        factor = 1.0 if signs[i] == "+" else -1.0
        if rank < 0:
            if isinstance(total, _sw_expression) or isinstance(operand, _sw_expression):
                total = _sw_plus(total, operand, factor)
                rank = _sw_rank(total) if isinstance(total, _sw_expression) else -1
            elif factor > 0:
                total = _sw_add(total, operand)
            else:
                total = _sw_sub(total, operand)
        elif _sw_rank(operand) > rank or (_sw_spreading != () and isinstance(operand, _sw_spreading)):
            total = _sw_plus(total, operand, factor)
            rank = _sw_rank(total) if isinstance(total, _sw_expression) else -1
        elif rank < 3:
            _sw_accumulate(total, operand, factor)
    return total


def _sw_scaled(e, factor):
    kind = type(e)
    if kind is _sw_Var:
        return _sw_ExprBuilder(0.0, [e], [factor])
    if kind is _sw_NlExpr:
        return e
    weights = [factor * weight for weight in e.weights]
    if kind is _sw_QuadExpr:
        products = [(factor * weight, first, second) for weight, first, second in e.products]
        return _sw_QuadExpr(factor * e.constant, list(e.factors), weights, products)
    if kind is _sw_LinExpr:
        return _sw_LinExpr(factor * e.constant, list(e.factors), weights)
    return _sw_ExprBuilder(factor * e.constant, list(e.factors), weights)


def _sw_mul(a, b):
    if type(b) is _sw_Var and isinstance(a, (int, float)):
        return _sw_ExprBuilder(0.0, [b], [float(a)])
    if isinstance(a, _sw_expression):
        if isinstance(b, _sw_expression):
            return _sw_product(a, b)
        if _sw_spreading != () and isinstance(b, _sw_spreading):
            return _sw_operate(a, b, "__mul__", "__rmul__")
        return _sw_scaled(a, _sw_number(b))
    if isinstance(b, _sw_expression):
        if _sw_spreading != () and isinstance(a, _sw_spreading):
            return _sw_operate(a, b, "__mul__", "__rmul__")
        return _sw_scaled(b, _sw_number(a))
    try:
        return a * b
    except TypeError:
        result = _sw_operate(a, b, "__mul__", "__rmul__")
        if result is NotImplemented:
            raise
        return result


def _sw_div(a, b):
    if _sw_spreading != () and _sw_spreads(a, b):
        return _sw_operate(a, b, "__truediv__", "__rtruediv__")
    if isinstance(b, _sw_expression):
        return _sw_quotient(a, b)
    if isinstance(a, _sw_expression):
        divisor = _sw_number(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_scaled(a, 1.0 / divisor)
    try:
        return a / b
    except TypeError:
        result = _sw_operate(a, b, "__truediv__", "__rtruediv__")
        if result is NotImplemented:
            raise
        return result


def _sw_neg(a):
    if isinstance(a, _sw_expression):
        return _sw_scaled(a, -1.0)
    try:
        return -a
    except TypeError:
        method = getattr(type(a), "__neg__", None)
        if method is None:
            raise
        return method(a)


def _sw_or(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return {**a, **b}
    try:
        return a | b
    except TypeError:
        result = _sw_operate(a, b, "__or__", "__ror__")
        if result is NotImplemented:
            raise
        return result


def _sw_matmul(a, b):
    result = _sw_operate(a, b, "__matmul__", "__rmatmul__")
    if result is not NotImplemented:
        return result
    if isinstance(a, _sw_layer) or isinstance(b, _sw_layer):
        _sw_unsupported("@ of variables and expressions")
    names = "'" + _sw_type_name(a) + "' and '" + _sw_type_name(b) + "'"
    raise TypeError("unsupported operand type(s) for @: " + names)


def _sw_power(a, b):
    try:
        return _sw_pow(a, b)
    except TypeError:
        result = _sw_operate(a, b, "__pow__", "__rpow__")
        if result is NotImplemented:
            raise
        return result


# Augmented assignment changes builders and expressions in place, as the vendor's package does: another name of the
# same object sees the change.


def _sw_iadd(a, b):
    if _sw_spreading != () and _sw_spreads(a, b) and not isinstance(a, list):
        return _sw_operate_in_place(a, b, "__iadd__", "__add__", "__radd__")
    try:
        return _sw_in_place(a, b, 1.0)
    except TypeError:
        result = _sw_operate_in_place(a, b, "__iadd__", "__add__", "__radd__")
        if result is NotImplemented:
            raise
        return result


def _sw_isub(a, b):
    if _sw_spreading != () and _sw_spreads(a, b):
        return _sw_operate_in_place(a, b, "__isub__", "__sub__", "__rsub__")
    try:
        return _sw_in_place(a, b, -1.0)
    except TypeError:
        result = _sw_operate_in_place(a, b, "__isub__", "__sub__", "__rsub__")
        if result is NotImplemented:
            raise
        return result


def _sw_operate_in_place(a, b, name, plain, reflected):
    if isinstance(a, _sw_layer) and not _sw_spreads(a, b):
        return NotImplemented
    if not isinstance(a, (int, float, str, list, dict, tuple, set)):
        method = getattr(type(a), name, None)
        if method is not None:
            result = method(a, b)
            if result is not NotImplemented:
                return result
    return _sw_operate(a, b, plain, reflected)


def _sw_imul(a, b):
    kind = type(a)
    if _sw_spreading != () and _sw_spreads(a, b):
        return _sw_operate_in_place(a, b, "__imul__", "__mul__", "__rmul__")
    if _sw_scales_in_place and (kind is _sw_QuadExpr or kind is _sw_LinExpr or kind is _sw_ExprBuilder):
        if not isinstance(b, _sw_expression):
            factor = _sw_number(b)
            a.constant = factor * a.constant
            for i in range(len(a.weights)):
                a.weights[i] = factor * a.weights[i]
            if kind is _sw_QuadExpr:
                a.products = [(factor * weight, first, second) for weight, first, second in a.products]
            return a
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_mul(a, b)
    try:
        a *= b
        return a
    except TypeError:
        result = _sw_operate_in_place(a, b, "__imul__", "__mul__", "__rmul__")
        if result is NotImplemented:
            raise
        return result


def _sw_idiv(a, b):
    if isinstance(a, _sw_expression) and not isinstance(b, _sw_expression):
        divisor = _sw_number(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_imul(a, 1.0 / divisor)
    if not isinstance(a, (int, float)):
        result = _sw_operate_in_place(a, b, "__itruediv__", "__truediv__", "__rtruediv__")
        if result is not NotImplemented:
            return result
    return _sw_div(a, b)


def _sw_ior(a, b):
    if isinstance(a, dict):
        a.update(b)
        return a
    if isinstance(a, set):
        a |= b
        return a
    return _sw_or(a, b)


def _sw_in_place_by(sign, a, b):
    if sign == "+":
        return _sw_iadd(a, b)
    if sign == "-":
        return _sw_isub(a, b)
    if sign == "*":
        return _sw_imul(a, b)
    if sign == "/":
        return _sw_idiv(a, b)
    if sign == "**":
        return _sw_power(a, b)
    if sign == "%":
        return _sw_mod(a, b)
    if sign == "|":
        return _sw_ior(a, b)
    return _sw_in_place_by_object(sign, a, b)


def _sw_in_place_by_object(sign, a, b):
    if sign == "@":
        return _sw_matmul(a, b)
    if sign == "//":
        return _sw_floordiv(a, b)
    if sign == "&":
        return _sw_bit_and(a, b)
    return _sw_xor(a, b)


def _sw_change_item(sign, holder, key, value):
    if isinstance(holder, (dict, list)) and not isinstance(key, _sw_slice):
        holder[key] = _sw_in_place_by(sign, holder[key], value)
    else:
        _sw_set_item(holder, key, _sw_in_place_by(sign, _sw_item(holder, key), value))


def _sw_change_attribute(sign, holder, name, value):
    _sw_set(holder, name, _sw_in_place_by(sign, _sw_get(holder, name), value))
