# Expressions made by name.


def _sw_need_linear(value):
    if not isinstance(value, _sw_linear):
        return _sw_real(value)
    return value


def _sw_need_variable(value):
    if type(value) is not _sw_Var:
        raise TypeError("object of type '" + _sw_type_name(value) + "' is not a variable")
    return value


def _sw_fill_linear(e, arg1, arg2):
    if arg2 is not None:
        _sw_add_terms(e, arg1, arg2)
    elif isinstance(arg1, _sw_linear):
        _sw_accumulate(e, arg1, 1.0)
    elif isinstance(arg1, (list, tuple)):
        for weight, factor in arg1:
            _sw_accumulate(e, _sw_need_variable(factor), _sw_real(weight))
    else:
        e.constant = _sw_real(arg1)


def _sw_pairs(coeffs, vars):
    if isinstance(vars, _sw_Var):
        return [(_sw_real(coeffs), vars)]
    if isinstance(coeffs, _sw_expression):
        raise TypeError("object of type '" + _sw_type_name(coeffs) + "' has no len()")
    weights = list(coeffs)
    factors = list(vars)
    if len(weights) != len(factors):
        raise _sw_fault(10003, "Arguments must have the same length")
    return [(_sw_real(weights[i]), _sw_need_variable(factors[i])) for i in range(len(factors))]


def _sw_add_terms(e, coeffs, vars):
    for weight, factor in _sw_pairs(coeffs, vars):
        e.factors.append(factor)
        e.weights.append(weight)


def _sw_add_products(e, coeffs, vars, vars2):
    pairs = _sw_pairs(coeffs, vars)
    if vars2 is None:
        for weight, factor in pairs:
            e.factors.append(factor)
            e.weights.append(weight)
        return
    others = [vars2] if isinstance(vars2, _sw_Var) else list(vars2)
    if len(others) != len(pairs):
        raise _sw_fault(10003, "Arguments must have the same length")
    for i in range(len(pairs)):
        e.products.append((pairs[i][0], pairs[i][1], _sw_need_variable(others[i])))


def _sw_term(items, position):
    if not isinstance(position, int) or position < 0 or position >= len(items):
        raise IndexError("list index out of range")
    return position


def _sw_remove_term(e, item):
    if isinstance(item, _sw_Var):
        _sw_strip(e, item)
    else:
        position = _sw_term(e.factors, item)
        e.factors.pop(position)
        e.weights.pop(position)


def _sw_value_of(e):
    total = e.constant
    for i in range(len(e.factors)):
        total += e.weights[i] * _sw_solution(e.factors[i], "x")
    if type(e) is _sw_QuadExpr:
        for weight, first, second in e.products:
            total += weight * _sw_solution(first, "x") * _sw_solution(second, "x")
    return total


def _sw_quicksum(data):
    total = _sw_LinExpr()
    rank = 1
    # Iterating a dictionary gives its keys, and so it does here.
    for item in data:
        kind = type(item)
        if kind is _sw_LinExpr:
            if rank < 3:
                total.constant += item.constant
                total.factors.extend(item.factors)
                total.weights.extend(item.weights)
            continue
        found = _sw_rank(item)
        if found > rank:
            total = _sw_plus(total, item, 1.0)
            rank = found
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total


# General expressions.


def _sw_operands(arguments):
    variables = []
    constants = []
    for argument in arguments:
        if isinstance(argument, (_sw_Var, int, float, _sw_LinExpr, _sw_QuadExpr, _sw_NlExpr)):
            items = [argument]
        else:
            items = argument.values() if isinstance(argument, dict) else argument
        for item in items:
            if isinstance(item, (int, float)):
                constants.append(float(item))
            else:
                variables.append(item)
    return variables, constants


def _sw_general(kind, arguments, constant):
    variables, constants = _sw_operands(arguments)
    if constant is not None:
        constants.append(_sw_real(constant))
    return _sw_GenExpr(kind, variables, constants)


def _sw_abs(argvar):
    return _sw_GenExpr("abs", [argvar], [])


def _sw_max(*variables, constant=None):
    return _sw_general("max", variables, constant)


def _sw_min(*variables, constant=None):
    return _sw_general("min", variables, constant)


def _sw_and(*variables):
    return _sw_general("and", variables, None)


def _sw_or_expression(*variables):
    return _sw_general("or", variables, None)
