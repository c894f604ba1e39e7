# Products of expressions, for the vendors that have quadratic ones.


def _sw_product(a, b):
    if not isinstance(a, _sw_linear) or not isinstance(b, _sw_linear):
        return _sw_NlExpr()
    if type(a) is _sw_Var:
        a = _sw_ExprBuilder(0.0, [a], [1.0])
    if type(b) is _sw_Var:
        b = _sw_ExprBuilder(0.0, [b], [1.0])
    total = _sw_QuadExpr(a.constant * b.constant)
    if a.constant != 0.0:
        total.factors.extend(b.factors)
        total.weights.extend([a.constant * weight for weight in b.weights])
    if b.constant != 0.0:
        total.factors.extend(a.factors)
        total.weights.extend([b.constant * weight for weight in a.weights])
    for i in range(len(a.factors)):
        for j in range(len(b.factors)):
            total.products.append((a.weights[i] * b.weights[j], a.factors[i], b.factors[j]))
    return total


_sw_scales_in_place = True


def _sw_quotient(a, b):
    return _sw_NlExpr()


def _sw_pow(a, b):
    if isinstance(a, _sw_expression) and not isinstance(b, _sw_expression):
        exponent = _sw_number(b)
        if exponent == 1.0:
            return a
        if exponent == 2.0:
            return _sw_product(a, a)
        return _sw_NlExpr()
    return a**b
