# Expressions made by name.


def _sw_weights(coefficients, count):
    if isinstance(coefficients, (int, float)):
        return [float(coefficients)] * count
    return [float(coefficient) for coefficient in coefficients]


def _sw_need_variable(value):
    if type(value) is not _sw_Var:
        raise TypeError("'Var' object(s) are required for argument 'var'")
    return value


def _sw_linear_terms(factors, coefficients):
    if isinstance(factors, dict):
        if isinstance(coefficients, dict):
            coefficients = [coefficients[key] for key in factors]
        factors = factors.values()
    made = [_sw_need_variable(factor) for factor in factors]
    weights = _sw_weights(coefficients, len(made))
    if len(weights) < len(made):
        raise IndexError("list index out of range")
    return made, weights[: len(made)]


def _sw_new_linear(arg1=0.0, arg2=None):
    total = _sw_LinExpr()
    if isinstance(arg1, _sw_linear):
        _sw_accumulate(total, arg1, 1.0 if arg2 is None else float(arg2))
    elif isinstance(arg1, (list, tuple, dict)):
        if arg2 is None:
            for factor, weight in arg1:
                _sw_accumulate(total, _sw_need_variable(factor), float(weight))
        else:
            made, weights = _sw_linear_terms(arg1, arg2)
            total.factors = made
            total.weights = weights
    else:
        total.constant = float(arg1)
    return total


def _sw_new_quadratic(arg1=0.0, arg2=None):
    if isinstance(arg2, _sw_linear):
        return _sw_product(arg1, arg2)
    total = _sw_QuadExpr()
    _sw_accumulate(total, arg1, 1.0 if arg2 is None else float(arg2))
    return total


def _sw_new_builder(arg1=0.0, arg2=None):
    total = _sw_new_linear(arg1, arg2)
    return _sw_ExprBuilder(total.constant, total.factors, total.weights)


def _sw_value_of(e):
    total = e.constant
    for i in range(len(e.factors)):
        total += e.weights[i] * _sw_solution(e.factors[i])
    if type(e) is _sw_QuadExpr:
        for weight, first, second in e.products:
            total += weight * _sw_solution(first) * _sw_solution(second)
    return total


def _sw_expression_member(e, name):
    kind = type(e)
    quadratic = kind is _sw_QuadExpr
    if name == "constant" or name == "getConstant":
        return e.constant if name == "constant" else (lambda: e.constant)
    if name == "size" or name == "getSize":
        size = len(e.products) if quadratic else len(e.factors)
        return size if name == "size" else (lambda: size)
    if name == "getValue":
        return lambda: _sw_value_of(e)
    if name == "value" and kind is not _sw_ExprBuilder:
        return _sw_value_of(e)
    if name == "getVar" and not quadratic:
        return lambda idx: e.factors[idx]
    if name == "getCoeff":
        return lambda idx: e.products[idx][0] if quadratic else e.weights[idx]
    if name == "getVar1" and quadratic:
        return lambda idx: e.products[idx][1]
    if name == "getVar2" and quadratic:
        return lambda idx: e.products[idx][2]
    if name == "getLinExpr" and quadratic:
        return lambda: _sw_LinExpr(e.constant, list(e.factors), list(e.weights))
    if name == "clone":
        return lambda: _sw_scaled(e, 1.0)
    if name == "getExpr" and kind is _sw_ExprBuilder:
        return lambda: _sw_LinExpr(e.constant, list(e.factors), list(e.weights))
    if name == "addConstant" and kind is not _sw_ExprBuilder:
        return lambda newval: _sw_accumulate(e, float(newval), 1.0)
    if name == "setConstant" and kind is not _sw_ExprBuilder:
        return lambda newval: _sw_write_constant(e, newval)
    if name == "addTerm" and not quadratic:
        return lambda var, coeff=1.0: _sw_accumulate(e, _sw_need_variable(var), float(coeff))
    if name == "addTerm":
        return lambda coeff, var1, var2=None: _sw_add_product(e, coeff, var1, var2)
    if name == "addTerms" and quadratic:
        return lambda coeffs, vars1, vars2=None: _sw_add_products(e, coeffs, vars1, vars2)
    if name == "addTerms" and kind is _sw_LinExpr:
        return lambda vars, coeffs: _sw_add_terms(e, vars, coeffs)
    if name == "addExpr" and not quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, _sw_need_linear(expr), float(mult))
    if name == "addLinExpr" and quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, _sw_need_linear(expr), float(mult))
    if name == "addQuadExpr" and quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, expr, float(mult))
    if name == "reserve":
        return lambda n: None
    label = _sw_type_name(e)
    _sw_missing(label, name, AttributeError("'" + label + "' object has no attribute '" + name + "'"))


def _sw_need_linear(value):
    if not isinstance(value, _sw_linear):
        raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(value) + "'")
    return value


def _sw_write_constant(e, value):
    e.constant = float(value)


def _sw_add_product(e, coeff, first, second):
    _sw_need_variable(first)
    if second is None:
        _sw_accumulate(e, first, float(coeff))
    else:
        e.products.append((float(coeff), first, _sw_need_variable(second)))


def _sw_add_terms(e, factors, coefficients):
    if type(factors) is _sw_Var:
        factors = [factors]
    made, weights = _sw_linear_terms(factors, coefficients)
    e.factors.extend(made)
    e.weights.extend(weights)


def _sw_add_products(e, coeffs, firsts, seconds):
    if type(firsts) is _sw_Var:
        firsts = [firsts]
        seconds = None if seconds is None else [seconds]
    firsts = list(firsts)
    weights = _sw_weights(coeffs, len(firsts))
    for i in range(len(firsts)):
        _sw_add_product(e, weights[i], firsts[i], None if seconds is None else seconds[i])


def _sw_remove_term(e, item):
    if type(item) is _sw_Var:
        _sw_strip(e, item)
    elif type(e) is _sw_QuadExpr:
        e.products.pop(item)
    else:
        e.factors.pop(item)
        e.weights.pop(item)
