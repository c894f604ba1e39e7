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


def _sw_plus(a, b, factor):
    rank = max(_sw_rank(a), _sw_rank(b))
    total = _sw_new(rank)
    if rank < 3:
        _sw_accumulate(total, a, 1.0)
        _sw_accumulate(total, b, factor)
    return total


def _sw_add(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, 1.0)
    return a + b


def _sw_sub(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, -1.0)
    return a - b


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
                rank = _sw_rank(total)
            elif factor > 0:
                total = total + operand
            else:
                total = total - operand
        elif _sw_rank(operand) > rank:
            total = _sw_plus(total, operand, factor)
            rank = _sw_rank(total)
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
        return _sw_scaled(a, _sw_number(b))
    if isinstance(b, _sw_expression):
        return _sw_scaled(b, _sw_number(a))
    return a * b


def _sw_div(a, b):
    if isinstance(b, _sw_expression):
        return _sw_quotient(a, b)
    if isinstance(a, _sw_expression):
        divisor = _sw_number(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_scaled(a, 1.0 / divisor)
    return a / b


def _sw_neg(a):
    if isinstance(a, _sw_expression):
        return _sw_scaled(a, -1.0)
    return -a


def _sw_or(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return {**a, **b}
    return a | b


# Augmented assignment changes builders and expressions in place, as the vendor's package does: another name of the
# same object sees the change.


def _sw_iadd(a, b):
    return _sw_in_place(a, b, 1.0)


def _sw_isub(a, b):
    return _sw_in_place(a, b, -1.0)


def _sw_imul(a, b):
    kind = type(a)
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
    a *= b
    return a


def _sw_idiv(a, b):
    if isinstance(a, _sw_expression) and not isinstance(b, _sw_expression):
        divisor = _sw_number(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_imul(a, 1.0 / divisor)
    return _sw_div(a, b)


def _sw_ior(a, b):
    if isinstance(a, dict):
        a.update(b)
        return a
    a |= b
    return a


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
        return _sw_pow(a, b)
    if sign == "%":
        return _sw_mod(a, b)
    return _sw_ior(a, b)


def _sw_change_item(sign, holder, key, value):
    holder[key] = _sw_in_place_by(sign, holder[key], value)


def _sw_change_attribute(sign, holder, name, value):
    _sw_set(holder, name, _sw_in_place_by(sign, _sw_get(holder, name), value))
