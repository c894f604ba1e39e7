# Information of variables and rows.


def _sw_solution(variable):
    values = variable.model.values
    if values is None or variable.position < 0 or variable.position >= len(values):
        raise _sw_invalid("Fail to get variable information")
    return values[variable.position]


def _sw_in_clash(item, place):
    found = _sw_clash(item.model) if item.model.asked_for_clash else None
    if found is None:
        return 0
    return 1 if item.position in found[place] else 0


def _sw_variable_info(variable, name):
    wanted = str(name).lower()
    if wanted == "x" or wanted == "value":
        return _sw_solution(variable)
    if wanted == "lb":
        return variable.lower
    if wanted == "ub":
        return variable.upper
    if wanted == "obj":
        return _sw_cost_of(variable.model, variable)
    if wanted == "rc" or wanted == "redcost":
        costs = variable.model.reduced_costs
        if costs is not None and variable.position >= 0:
            return costs[variable.position]
        if variable.model.values is not None and not variable.model.integral():
            _sw_unsupported("reduced costs")
        raise _sw_invalid("Fail to get variable information")
    if wanted == "iislb" or wanted == "iisub":
        return _sw_in_clash(variable, 2 if wanted == "iislb" else 3)
    if wanted in ("relaxlb", "relaxub", "basis"):
        _sw_unsupported("Var." + str(name))
    raise _sw_invalid("Fail to get variable information")


def _sw_variable_attribute(variable, name):
    wanted = name.lower()
    if wanted == "name":
        return variable.label
    if wanted == "vtype":
        return variable.kind
    if wanted == "index":
        return variable.position
    if name == "getName":
        return lambda: variable.label
    if name == "getType":
        return lambda: variable.kind
    if name == "getIdx":
        return lambda: variable.position
    if name == "getInfo":
        return lambda infoname: _sw_variable_info(variable, infoname)
    if name == "setInfo":
        return lambda infoname, newval: _sw_set_variable_info(variable, infoname, newval)
    if name == "setName":
        return lambda newname: _sw_set_variable_info(variable, "name", newname)
    if name == "setType":
        return lambda newtype: _sw_set_variable_info(variable, "vtype", newtype)
    if name == "remove":
        return lambda: variable.model.remove(variable)
    if name == "getLowerIIS" or name == "getUpperIIS":
        return lambda: _sw_in_clash(variable, 2 if name == "getLowerIIS" else 3)
    if name == "getBasis":
        _sw_unsupported("Var." + name)
    return _sw_variable_info(variable, name)


def _sw_set_variable_info(variable, name, value):
    wanted = str(name).lower()
    if wanted == "lb":
        variable.lower = float(value)
    elif wanted == "ub":
        variable.upper = float(value)
    elif wanted == "obj":
        _sw_set_cost(variable.model, variable, float(value))
    elif wanted == "name":
        variable.label = _sw_label(value, "IVar_SetName")
    elif wanted == "vtype":
        if value not in _sw_kinds:
            raise _sw_invalid("Fail to set variable type")
        variable.kind = value
        lower, upper = _sw_bounds(value, variable.lower, variable.upper)
        variable.lower = lower
        variable.upper = upper
    else:
        raise _sw_invalid("Unknown variable information")


def _sw_row_info(row, name):
    wanted = str(name).lower()
    if wanted == "lb":
        return row.lower
    if wanted == "ub":
        return row.upper
    if wanted == "slack":
        found = row.model.activities
    elif wanted == "pi" or wanted == "dual":
        found = row.model.duals
        if found is None and row.model.values is not None and not row.model.integral():
            _sw_unsupported("dual values")
    else:
        found = None
    if wanted == "iislb" or wanted == "iisub":
        return _sw_in_clash(row, 0 if wanted == "iislb" else 1)
    if wanted in ("relaxlb", "relaxub", "basis"):
        _sw_unsupported("Constraint." + str(name))
    if found is None or row.position < 0 or row.position >= len(found):
        raise _sw_invalid("Fail to get a constraint information")
    return found[row.position]


def _sw_row_attribute(row, name):
    wanted = name.lower()
    if type(row.expression) is _sw_QuadExpr:
        if wanted == "sense" or name == "getSense":
            sense = "E" if row.lower == row.upper else ("L" if row.lower <= -1e30 else "G")
            return sense if wanted == "sense" else (lambda: sense)
        if wanted == "rhs" or name == "getRhs":
            right = row.upper if row.lower <= -1e30 else row.lower
            return right if wanted == "rhs" else (lambda: right)
    if wanted == "name":
        return row.label
    if wanted == "index":
        return row.position
    if name in ("getName", "setName", "getIdx", "getInfo", "setInfo", "remove"):
        return getattr(row, name)
    if name == "getLowerIIS" or name == "getUpperIIS":
        return lambda: _sw_in_clash(row, 0 if name == "getLowerIIS" else 1)
    if name in ("getBasis", "computeShadowPriceRange"):
        _sw_unsupported("Constraint." + name)
    return _sw_row_info(row, name)


def _sw_set_row_info(row, name, value):
    wanted = str(name).lower()
    if wanted == "lb":
        row.lower = float(value)
    elif wanted == "ub":
        row.upper = float(value)
    elif wanted == "name":
        row.setName(value)
    else:
        raise _sw_invalid("Unknown constraint information")
