# Operators where the vendors differ.


_sw_number = float
_sw_error_name = "CoptError"


def _sw_in_place(a, b, factor):
    kind = type(a)
    if kind is _sw_QuadExpr or kind is _sw_LinExpr or kind is _sw_ExprBuilder:
        rank = _sw_rank(b)
        if kind is _sw_ExprBuilder and rank > 0:
            return _sw_plus(a, b, factor)
        if kind is _sw_LinExpr and rank > 1:
            raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(b) + "'")
        if rank > 2:
            return _sw_NlExpr()
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
    if isinstance(a, _sw_relation) or isinstance(b, _sw_relation) or isinstance(a, _sw_expression):
        if not _sw_is_rare_loaded[0]:
            _sw_unsupported("indicator constraint (>>)")
        return _sw_rshift_rare[0](a, b)
    return a >> b


# Filled in by what is loaded for the few programs that need it.
_sw_rshift_rare = [None]
_sw_add_builder_rare = [None]
_sw_solve_rare = [None]


def _sw_relate(a, b, sense):
    # `a` or `b` is an expression; the reversed form has been turned round by Python's own rule.
    if not isinstance(a, _sw_expression):
        a, b = b, a
        if sense == "L":
            sense = "G"
        elif sense == "G":
            sense = "L"
    if isinstance(b, list) and sense == "E" and len(b) == 2:
        return _sw_ConstrBuilder(_sw_plus(a, 0.0, 1.0), "E"), b[0], b[1]
    if isinstance(b, _sw_relation):
        raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(b) + "'")
    rest = _sw_plus(a, b, -1.0)
    rank = _sw_rank(rest)
    if rank == 3:
        return _sw_NlConstrBuilder()
    if rank == 2:
        return _sw_QConstrBuilder(rest, sense)
    return _sw_ConstrBuilder(rest, sense)


def _sw_no_truth(value):
    raise ValueError("Boolean value of '" + _sw_type_name(value) + "' object is not defined")


def _sw_truth(value):
    if isinstance(value, _sw_relation):
        _sw_no_truth(value)
    return value


def _sw_unequal(a, b):
    return not _sw_truth(_sw_relate(a, b, "E"))
