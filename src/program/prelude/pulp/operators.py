# Operators where the vendors differ.


_sw_error_name = "PulpError"
_sw_infinity = 1e30
_sw_scales_in_place = False


def _sw_foreign():
    return _sw_Error("Variable not in problem")


def _sw_number(value):
    if isinstance(value, (int, float)):
        return float(value)
    if value is None:
        return 0.0
    if isinstance(value, (list, tuple, dict)):
        _sw_unsupported("a list as a term of a sum")
    raise TypeError("unsupported operand type(s): 'LpVariable' and '" + _sw_type_name(value) + "'")


def _sw_product(a, b):
    for constant, other in ((a, b), (b, a)):
        if type(constant) is _sw_LinExpr and len(constant.factors) == 0:
            return _sw_scaled(other, constant.constant)
    raise TypeError("Non-constant expressions cannot be multiplied")


def _sw_quotient(a, b):
    raise TypeError("Expressions cannot be divided by a non-constant expression")


def _sw_pow(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        names = "'" + _sw_type_name(a) + "' and '" + _sw_type_name(b) + "'"
        raise TypeError("unsupported operand type(s) for ** or pow(): " + names)
    return a**b


def _sw_in_place(a, b, factor):
    kind = type(a)
    if kind is _sw_Problem and factor > 0:
        return _sw_add_to_problem(a, b)
    if kind is _sw_LinExpr:
        if b is a:
            b = _sw_scaled(b, 1.0)
        _sw_add_all(a, b, factor)
        return a
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, factor)
    if factor > 0:
        a += b
    else:
        a -= b
    return a


def _sw_rshift(a, b):
    return a >> b


def _sw_relate(a, b, sense):
    if not isinstance(a, _sw_expression):
        a, b = b, a
        if sense == "L":
            sense = "G"
        elif sense == "G":
            sense = "L"
    if isinstance(b, _sw_relation):
        _sw_unsupported("a comparison with a constraint")
    return _sw_Constraint(_sw_plus(a, b, -1.0), {"L": -1, "E": 0, "G": 1}[sense])


def _sw_truth(value):
    # To the vendor a constraint is true unless it is empty, so that `1 <= x <= 2` keeps its last part only.
    if isinstance(value, _sw_relation):
        return len(value.expression.factors) > 0 or value.expression.constant != 0
    return value


def _sw_unequal(a, b):
    return a is not b
