# Expressions and sets of variables made by name.


def _sw_need_variable(value):
    if type(value) is not _sw_Var:
        raise TypeError("'" + _sw_type_name(value) + "' object is not a variable")
    return value


def _sw_fill(e, given):
    if isinstance(given, _sw_relation):
        given = given.expression
    if isinstance(given, dict):
        for factor, weight in given.items():
            _sw_accumulate(e, _sw_need_variable(factor), _sw_number(weight))
    elif given is None or isinstance(given, (int, float)) or isinstance(given, _sw_expression):
        _sw_accumulate(e, given, 1.0)
    else:
        for factor, weight in given:
            _sw_accumulate(e, _sw_need_variable(factor), _sw_number(weight))


def _sw_add_all(e, value, factor):
    # Sums nested collections, as the vendor does.
    kind = type(value)
    if kind is _sw_Var or kind is _sw_LinExpr or value is None or isinstance(value, (int, float)):
        _sw_accumulate(e, value, factor)
    elif isinstance(value, _sw_relation):
        _sw_unsupported("a constraint as a term of a sum")
    elif isinstance(value, str):
        raise TypeError("unsupported operand type(s) for +: 'LpAffineExpression' and 'str'")
    else:
        for item in value.values() if isinstance(value, dict) else value:
            _sw_add_all(e, item, factor)


def _sw_lp_sum(vector):
    total = _sw_LinExpr()
    _sw_add_all(total, vector, 1.0)
    return total


def _sw_lp_dot(v1, v2):
    first = isinstance(v1, (int, float)) or isinstance(v1, _sw_expression)
    second = isinstance(v2, (int, float)) or isinstance(v2, _sw_expression)
    if first and second:
        return _sw_mul(v1, v2)
    if isinstance(v1, dict) or isinstance(v2, dict):
        # The vendor goes through the keys there, which nobody means.
        _sw_unsupported("lpDot with a dictionary")
    left = v1
    right = v2
    if first:
        return _sw_lp_sum([_sw_lp_dot(left, item) for item in right])
    if second:
        return _sw_lp_sum([_sw_lp_dot(item, right) for item in left])
    return _sw_lp_sum([_sw_lp_dot(a, b) for a, b in zip(left, right)])


def _sw_value_of(e):
    total = e.constant
    for i in range(len(e.factors)):
        value = e.factors[i].value_now
        if value is None:
            return None
        total += e.weights[i] * value
    return total


def _sw_value(x):
    if isinstance(x, (int, float)):
        return x
    if x is None:
        raise AttributeError("'NoneType' object has no attribute 'value'")
    return x.value()


def _sw_low(bound):
    if bound is not None and not isinstance(bound, (int, float)):
        raise TypeError("must be real number, not " + _sw_type_name(bound))
    return bound


def _sw_set_bounds(variable, low, up):
    variable.low = _sw_low(low)
    variable.up = _sw_low(up)
    variable.lower = -1e30 if low is None else float(low)
    variable.upper = 1e30 if up is None else float(up)


def _sw_set_category(variable, cat, low, up):
    if cat == "Binary":
        cat = "Integer"
        low = 0
        up = 1
    variable.cat = cat
    # Whatever is not one of the vendor's words counts as continuous there.
    variable.kind = "I" if cat == "Integer" else "C"
    _sw_set_bounds(variable, low, up)


def _sw_levels(name, indices, indexStart):
    if not isinstance(indices, tuple):
        indices = (indices,)
    if "%" not in name:
        name = name + "_%s" * (len(indices) + len(indexStart))
    return name, indices


def _sw_variable_dicts(name, indices, lowBound, upBound, cat, indexStart):
    name, indices = _sw_levels(name, indices, indexStart)
    return _sw_nested_dict(name, indices, lowBound, upBound, cat, list(indexStart))


def _sw_nested_dict(name, indices, low, up, cat, path):
    made = {}
    for i in indices[0]:
        if len(indices) == 1:
            made[i] = _sw_Var(_sw_percent(name, tuple(path + [str(i)])), low, up, cat)
        else:
            made[i] = _sw_nested_dict(name, indices[1:], low, up, cat, path + [str(i)])
    return made


def _sw_variable_matrix(name, indices, lowBound, upBound, cat, indexStart):
    name, indices = _sw_levels(name, indices, indexStart)
    return _sw_nested_list(name, indices, lowBound, upBound, cat, list(indexStart))


def _sw_nested_list(name, indices, low, up, cat, path):
    if len(indices) == 1:
        return [_sw_Var(_sw_percent(name, tuple(path + [str(i)])), low, up, cat) for i in indices[0]]
    return [_sw_nested_list(name, indices[1:], low, up, cat, path + [str(i)]) for i in indices[0]]


def _sw_variable_dict(name, indices, lowBound, upBound, cat):
    name, indices = _sw_levels(name, indices, [])
    keys = [(i,) for i in indices[0]]
    for more in indices[1:]:
        keys = [key + (i,) for key in keys for i in more]
    made = {}
    for key in keys:
        text = _sw_percent(name, tuple([str(part) for part in key]))
        made[key if len(indices) > 1 else key[0]] = _sw_Var(text, lowBound, upBound, cat)
    return made


def _sw_make_dict(headers, array, default=None):
    made = dict(zip(headers[0], array))
    if len(headers) > 1:
        made = {head: _sw_make_dict(headers[1:], row, default) for head, row in made.items()}
    if default is None:
        return made
    more = headers[1:]
    filled = _sw_default_dict(lambda: default if len(more) == 0 else _sw_make_dict(more, [], default))
    filled.update(made)
    return filled


def _sw_find_default_dict():
    from collections import defaultdict

    return defaultdict


_sw_default_dict = _sw_find_default_dict()


def _sw_all_combinations(orgset, k):
    rows = []
    for size in range(1, k + 1):
        rows.extend(_sw_itertools_combinations(orgset, size))
    return iter(rows)
