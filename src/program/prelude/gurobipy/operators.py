# Operators where the vendors differ.


_sw_error_name = "GurobiError"
_sw_infinity = 1e20
_sw_errno = [0]


def _sw_fault(errno, message):
    _sw_errno[0] = errno
    return _sw_Error(message)


def _sw_foreign():
    return _sw_fault(10003, "Variable not in model")


def _sw_number(value):
    if isinstance(value, (int, float)):
        return float(value)
    raise TypeError("unsupported operand type(s) for +: 'Var' and '" + _sw_type_name(value) + "'")


def _sw_real(value):
    if isinstance(value, (int, float)):
        return float(value)
    name = _sw_type_name(value)
    if isinstance(value, _sw_expression):
        name = "gurobipy." + name
    raise TypeError("must be real number, not " + name)


def _sw_in_place(a, b, factor):
    kind = type(a)
    if kind is _sw_QuadExpr or kind is _sw_LinExpr:
        rank = _sw_rank(b)
        if rank > 2:
            return _sw_NlExpr()
        if rank > _sw_rank(a):
            return _sw_plus(a, b, factor)
        if b is a:
            b = _sw_scaled(b, 1.0)
        _sw_accumulate(a, b, factor)
        return a
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, factor)
    if factor > 0:
        a += b
    else:
        a -= b
    return a


def _sw_rshift(a, b):
    if isinstance(a, _sw_TempConstr) and isinstance(b, _sw_TempConstr):
        return _sw_Implication(a, b)
    if isinstance(a, (_sw_TempConstr, _sw_Var)) or isinstance(b, _sw_relation):
        names = "'" + _sw_type_name(a) + "' and '" + _sw_type_name(b) + "'"
        raise TypeError("unsupported operand type(s) for >>: " + names)
    return a >> b


def _sw_relate(a, b, sense):
    if not isinstance(a, _sw_expression):
        a, b = b, a
        if sense == "L":
            sense = "G"
        elif sense == "G":
            sense = "L"
    if b is None and sense == "E":
        return False
    # The sides are as they were here, whatever becomes of the objects before the constraint is added.
    return _sw_TempConstr(_sw_frozen(a), sense, _sw_frozen(b))


def _sw_frozen(side):
    kind = type(side)
    return _sw_scaled(side, 1.0) if kind is _sw_LinExpr or kind is _sw_QuadExpr else side


def _sw_truth(value):
    if isinstance(value, _sw_relation):
        raise _sw_fault(0, 'Constraint has no bool value (are you trying "lb <= expr <= ub"?)')
    return value


def _sw_unequal(a, b):
    raise _sw_fault(0, "Inequality constraints not supported")
