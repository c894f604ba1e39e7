# General constraints and sets.


def _sw_make_rare_classes():
    class GenConstrBuilder:
        __hash__ = None

        # `(binary == value) >> (row)`.
        def __init__(self, condition, relation):
            self.condition = condition
            self.relation = relation

        def __repr__(self):
            return "<coptpy.GenConstrBuilder>"

    class GenConstrX:
        # What the vendor hands out for a general constraint that is no indicator: it tells nothing.
        def __init__(self, made):
            self.made = made

        def __repr__(self):
            return "<coptpy.GenConstrX>"

    return GenConstrBuilder, GenConstrX


_sw_GenConstrBuilder, _sw_GenConstrX = _sw_make_rare_classes()
_sw_layer = _sw_layer + (_sw_GenConstrBuilder, _sw_GenConstrX, _sw_Special)
_sw_relation = _sw_relation + (_sw_GenConstrBuilder,)


def _sw_rare_special_text(made):
    return "<coptpy.SOS>" if made.kind == "sos" else "<coptpy.GenConstr: " + made.shown + ">"


_sw_special_text[0] = _sw_rare_special_text


def _sw_add_special(model, kind, name, head, factors, numbers):
    label = name if name != "" else ("SOS" if kind == "sos" else "GC") + "(" + str(len(model.special)) + ")"
    made = _sw_Special(model, kind, label, head, factors, numbers, _sw_now[0])
    made.shown = name
    model.special.append(made)
    model.forget()
    return made


def _sw_add_general(model, kind, name, head, factors, numbers):
    label = _sw_label(name, "IModel_AddGenConstr")
    return _sw_GenConstrX(_sw_add_special(model, kind, label, head, factors, numbers))


def _sw_as_variable(model, value):
    # The host takes variables only: an expression gets one of its own, tied to it by a row.
    if type(value) is _sw_Var:
        return value
    if not isinstance(value, (int, float, _sw_ExprBuilder, _sw_LinExpr)):
        raise TypeError("'Var' object(s) are required for argument 'var'")
    rest = _sw_plus(_sw_LinExpr(), value, 1.0)
    name = "GCE(" + str(len(model.special)) + ")"
    made = model.add_column(-1e30, 1e30, 0.0, "C", name)
    _sw_accumulate(rest, made, -1.0)
    _sw_add_row(model, rest, "E", 0.0, "", name)
    return made


def _sw_listed(vars):
    if isinstance(vars, dict):
        raise KeyError("0")
    if isinstance(vars, (_sw_Var, _sw_ExprBuilder, _sw_LinExpr)):
        raise TypeError("object of type '" + _sw_type_name(vars) + "' has no len()")
    if not isinstance(vars, (list, tuple)):
        raise TypeError("'" + _sw_type_name(vars) + "' object is not subscriptable")
    return vars


def _sw_extreme(model, kind, resvar, vars, constant, name):
    numbers = [] if constant is None else [float(constant)]
    factors = []
    for item in _sw_listed(vars):
        if isinstance(item, (int, float)):
            numbers.append(float(item))
        else:
            factors.append(_sw_as_variable(model, item))
    if len(numbers) + len(factors) == 0:
        _sw_unsupported("a general constraint without operands")
    return _sw_add_general(model, kind, name, _sw_as_variable(model, resvar), factors, numbers)


def _sw_logical(model, kind, resvar, vars, name):
    factors = []
    for item in _sw_listed(vars):
        if type(item) is not _sw_Var:
            _sw_unsupported("a general constraint on something else than variables")
        factors.append(item)
    if len(factors) == 0:
        _sw_unsupported("a general constraint without operands")
    return _sw_add_general(model, kind, name, _sw_need_variable(resvar), factors, [])


def _sw_add_abs(model, resvar, argvar, name=""):
    head = _sw_as_variable(model, resvar)
    return _sw_add_general(model, "abs", name, head, [_sw_as_variable(model, argvar)], [])


def _sw_add_max(model, resvar, vars, constant=None, name=""):
    return _sw_extreme(model, "max", resvar, vars, constant, name)


def _sw_add_min(model, resvar, vars, constant=None, name=""):
    return _sw_extreme(model, "min", resvar, vars, constant, name)


def _sw_add_and(model, resvar, vars, name=""):
    return _sw_logical(model, "and", resvar, vars, name)


def _sw_add_or(model, resvar, vars, name=""):
    return _sw_logical(model, "or", resvar, vars, name)


def _sw_add_piecewise(model, xvar, yvar, xpts, ypts, name=""):
    xs = [float(x) for x in xpts]
    ys = [float(y) for y in ypts]
    if len(xs) < 2 or len(ys) < len(xs):
        raise IndexError("list index out of range")
    if type(xvar) is not _sw_Var:
        raise AttributeError("'" + _sw_type_name(xvar) + "' object has no attribute 'lb'")
    head = _sw_as_variable(model, yvar)
    return _sw_add_general(model, "piecewise", name, head, [xvar], xs + ys[: len(xs)])


def _sw_add_sos(model, sostype, vars, weights=None):
    if sostype != 1 and sostype != 2:
        raise _sw_invalid("Fail to add sos constraint")
    if type(vars) is _sw_Var:
        vars = [vars]
    factors = [_sw_need_variable(item) for item in (vars.values() if isinstance(vars, dict) else vars)]
    if isinstance(weights, dict):
        weights = list(weights.values())
    numbers = [i + 1.0 for i in range(len(factors))] if weights is None else [float(weight) for weight in weights]
    if len(numbers) < len(factors):
        raise IndexError("list index out of range")
    return _sw_add_special(model, "sos", "", sostype, factors, numbers[: len(factors)])


# Indicators.


def _sw_rare_rshift(a, b):
    if not isinstance(a, _sw_ConstrBuilder) or isinstance(b, (int, float)):
        names = "'" + _sw_type_name(a) + "' and '" + _sw_type_name(b) + "'"
        raise TypeError("unsupported operand type(s) for >>: " + names)
    if isinstance(b, _sw_expression):
        raise _sw_invalid("Fail to get variable information")
    if type(b) is tuple:
        raise AttributeError("'tuple' object has no attribute 'getExpr'")
    if type(b) is not _sw_ConstrBuilder:
        raise AttributeError("Invalid attribute name 'getExpr'")
    e = a.expression
    if a.sense != "E" or len(e.factors) != 1 or e.weights[0] == 0.0:
        raise ValueError("Invalid operand for 'rshift'")
    return _sw_GenConstrBuilder(a, b)


_sw_rshift_rare[0] = _sw_rare_rshift


def _sw_add_builder(model, builder, name):
    e = builder.condition.expression
    value = -e.constant / e.weights[0]
    if value != 0 and value != 1:
        _sw_unsupported("indicator constraint at a value that is neither 0 nor 1")
    return _sw_indicate(model, e.factors[0], value, builder.relation, name)


def _sw_indicate(model, binary, value, relation, name):
    if type(binary) is not _sw_Var or binary.kind != "B":
        raise _sw_invalid("Invalid indicator variable")
    if value != 0 and value != 1:
        raise _sw_invalid("Fail to add an indicator constraint")
    e = relation.expression
    lower, upper = _sw_row_bounds(relation.sense, e.constant)
    numbers = [float(value), lower, upper] + e.weights
    return _sw_add_special(model, "indicator", _sw_label(name, "IModel_AddGenConstr"), binary, list(e.factors), numbers)


def _sw_add_indicator(model, binvar, binval, lhs, sense=None, rhs=None, type=1, name=""):
    if type != 1:
        _sw_unsupported("addGenConstrIndicator with the type ONLYIF or IFANDONLYIF")
    if isinstance(lhs, _sw_ConstrBuilder):
        return _sw_indicate(model, binvar, binval, lhs, name)
    if isinstance(lhs, tuple):
        raise TypeError("'ConstrBuilder' object is not iterable")
    if isinstance(rhs, _sw_expression) or rhs is None:
        label = _sw_type_name(rhs)
        raise TypeError("float() argument must be a string or a real number, not '" + label + "'")
    if sense not in ("L", "G", "E"):
        raise _sw_invalid("Invalid general constraint sense")
    rest = _sw_plus(_sw_plus(_sw_LinExpr(), _sw_need_linear(lhs), 1.0), float(rhs), -1.0)
    return _sw_indicate(model, binvar, binval, _sw_ConstrBuilder(rest, sense), name)


def _sw_add_indicators(model, builders, nameprefix=""):
    made = []
    for builder in builders:
        name = nameprefix + "(" + str(len(made)) + ")" if nameprefix != "" else ""
        made.append(_sw_add_builder(model, builder, name))
    return _sw_array(made, "GenConstrArray")


_sw_add_builder_rare[0] = _sw_add_builder


def _sw_special_member(made, name):
    if name == "name" and made.kind != "sos":
        return made.shown
    if name == "getName" and made.kind != "sos":
        return lambda: made.shown
    if name == "setName" and made.kind != "sos":
        return lambda newname: _sw_rename(made, newname)
    if name == "getIdx":
        return lambda: _sw_specials(made.model, made.kind).index(made)
    if name == "index":
        return _sw_specials(made.model, made.kind).index(made)
    if name == "remove":
        return lambda: made.model.remove(made)
    label = "SOS" if made.kind == "sos" else "GenConstr"
    _sw_missing(label, name, AttributeError("'" + label + "' object has no attribute '" + name + "'"))


def _sw_rename(made, name):
    made.shown = name
    made.label = name


def _sw_specials(model, kind):
    if kind == "sos":
        return [made for made in model.special if made.kind == "sos"]
    made = [made for made in model.special if made.kind != "sos"]
    for one in made:
        if one.kind != "indicator":
            # The vendor writes the others as indicators of its own making, and counts those.
            _sw_unsupported("a list of general constraints that are no indicators")
    return made


def _sw_get_general(model, idx):
    made = _sw_specials(model, "indicator")
    if not isinstance(idx, int) or idx < 0 or idx >= len(made):
        raise _sw_invalid("Invalid general constraint index")
    return made[idx]


def _sw_get_general_by_name(model, name):
    for made in _sw_specials(model, "indicator"):
        if made.shown == name:
            return made
    raise _sw_invalid("Invalid general constraint index")
