# Attributes of models, variables and rows; their spelling knows no upper and lower case.


def _sw_unknown_attribute(value, name):
    label = _sw_type_name(value)
    _sw_missing(label, name, AttributeError("'gurobipy." + label + "' object has no attribute '" + name + "'"))


def _sw_unavailable(name):
    _sw_errno[0] = 10005
    return AttributeError("Unable to retrieve attribute '" + name + "'")


def _sw_check_settled(position, settled, name):
    if position < 0 or position >= settled:
        raise AttributeError("Index out of range for attribute '" + name + "'")


def _sw_solution(variable, name):
    values = variable.model.values
    if values is None or variable.position < 0 or variable.position >= len(values):
        raise _sw_unavailable(name)
    return values[variable.position]


def _sw_reduced_cost(variable):
    costs = variable.model.reduced_costs
    if costs is not None:
        return costs[variable.position]
    # What the objective still gains per unit, after the rows have been paid for.
    total = _sw_cost_of(variable.model, variable)
    for row in variable.model.rows:
        e = row.expression
        for i in range(len(e.factors)):
            if e.factors[i] is variable:
                total -= variable.model.duals[row.position] * e.weights[i]
    return total


def _sw_priced(model, name):
    # Whether there are prices; the vendor has none for models with integers.
    if model.values is None or model.integral() or len(model.products) > 0:
        raise _sw_unavailable(name)
    if model.duals is None:
        _sw_unsupported("dual values")


def _sw_variable_attribute(variable, name):
    wanted = str(name).lower()
    if wanted == "index":
        return variable.position
    _sw_check_settled(variable.position, variable.model.settled_columns, str(name))
    if wanted == "x":
        return _sw_solution(variable, name)
    if wanted == "varname":
        return _sw_column_name(variable)
    if wanted == "lb":
        return variable.lower if variable.lower > -1e20 else float("-inf")
    if wanted == "ub":
        return variable.upper if variable.upper < 1e20 else float("inf")
    if wanted == "obj":
        return _sw_cost_of(variable.model, variable)
    if wanted == "vtype":
        return variable.kind
    if wanted in ("xn", "start") and not (wanted == "xn" and variable.model.values is None):
        return _sw_solution(variable, name) if wanted == "xn" else 1e101
    if wanted in ("branchpriority", "partition", "varhintpri"):
        return 0
    if wanted == "rc":
        _sw_priced(variable.model, name)
        return _sw_reduced_cost(variable)
    if wanted == "iislb" or wanted == "iisub":
        return _sw_in_clash(variable, name, (2,) if wanted == "iislb" else (3,))
    if wanted == "saobjlow" or wanted == "saobjup":
        return _sw_range_end(variable, 0, wanted == "saobjup", name)
    _sw_unknown_attribute(variable, name)


def _sw_in_clash(item, name, places):
    if not item.model.asked_for_clash:
        raise _sw_unavailable(name)
    found = _sw_clash(item.model)
    if found is None:
        raise _sw_unavailable(name)
    return 1 if len([1 for place in places if item.position in found[place]]) > 0 else 0


def _sw_range_end(item, which, upper, name):
    # How far a cost or a side may move so that the solution stays as it is.
    _sw_priced(item.model, name)
    if item.model.ranges is None:
        _sw_unsupported(_sw_type_name(item) + "." + name)
    return item.model.ranges[which][2 * item.position + (1 if upper else 0)]


def _sw_attribute_real(name, value):
    if isinstance(value, (int, float)):
        return float(value)
    raise AttributeError("Attribute '" + name + "' takes double value")


def _sw_set_variable_attribute(variable, name, value):
    wanted = str(name).lower()
    if wanted == "lb":
        variable.lower = _sw_attribute_real(name, value)
    elif wanted == "ub":
        variable.upper = _sw_attribute_real(name, value)
    elif wanted == "obj":
        _sw_set_cost(variable.model, variable, _sw_attribute_real(name, value))
    elif wanted == "vtype":
        variable.kind = _sw_kind(value)
        lower, upper = _sw_bounds(value, variable.lower, variable.upper)
        variable.lower = lower
        variable.upper = upper
    elif wanted == "varname":
        variable.label = _sw_name(value)
    elif wanted in ("start", "branchpriority", "varhintval", "varhintpri", "pstart", "partition"):
        # Advice for the vendor's search; the optimum does not depend on it.
        return
    else:
        _sw_unknown_attribute(variable, name)
    variable.model.changed = True


def _sw_row_attribute(row, name):
    wanted = str(name).lower()
    if wanted == "index":
        return row.position
    _sw_check_settled(row.position, row.model.settled_rows, str(name))
    if wanted == "constrname" or wanted == "qcname":
        return _sw_row_name(row)
    if wanted == "sense" or wanted == "qcsense":
        return {"L": "<", "G": ">", "E": "="}[row.sense]
    if wanted == "rhs" or wanted == "qcrhs":
        return row.upper if row.sense == "L" else row.lower
    if wanted == "slack" or wanted == "qcslack":
        if row.model.activities is None:
            raise _sw_unavailable(name)
        return (row.upper if row.sense == "L" else row.lower) - row.model.activities[row.position]
    if wanted == "pi":
        _sw_priced(row.model, name)
        return row.model.duals[row.position]
    if wanted == "sarhslow" or wanted == "sarhsup":
        return _sw_range_end(row, 1, wanted == "sarhsup", name)
    if wanted == "iisconstr":
        return _sw_in_clash(row, name, (0, 1))
    _sw_unknown_attribute(row, name)


def _sw_set_row_attribute(row, name, value):
    wanted = str(name).lower()
    if wanted == "rhs":
        right = _sw_attribute_real(name, value)
        row.lower = right if row.sense != "L" else row.lower
        row.upper = right if row.sense != "G" else row.upper
    elif wanted == "sense":
        right = row.upper if row.sense == "L" else row.lower
        row.sense = _sw_sense(value)
        row.lower = right if row.sense != "L" else -1e100
        row.upper = right if row.sense != "G" else 1e100
    elif wanted == "constrname":
        row.label = _sw_name(value)
        row.shown = row.label
    elif wanted != "lazy" and wanted != "dstart":
        _sw_unknown_attribute(row, name)
    row.model.changed = True


def _sw_model_attribute(model, name):
    wanted = str(name).lower()
    if wanted == "status":
        return model.code
    if wanted in ("objval", "objbound", "objboundc", "poolobjval", "poolobjbound"):
        if model.best is None:
            raise _sw_unavailable(name)
        if len(model.objectives) > 1:
            # Of several objectives the vendor tells the first one's value.
            if wanted != "objval":
                raise _sw_unavailable(name)
            return _sw_value_of(model.objectives[min(model.objectives.keys())][0])
        return model.best
    if wanted == "mipgap":
        if model.code != 2 or not model.integral():
            raise _sw_unavailable(name)
        return 0.0
    if wanted == "solcount":
        return 0 if model.values is None else 1
    if wanted == "modelsense":
        return model.sense
    if wanted == "modelname":
        return model.label
    if wanted == "objcon":
        return model.constant
    if wanted == "numobj":
        return max(len(model.objectives), 1)
    if wanted == "iisminimal" and model.asked_for_clash and _sw_clash(model) is not None:
        return 1 if model.clash[4] else 0
    if wanted == "runtime":
        return model.seconds
    counted = _sw_count(model, wanted)
    if counted is None and _sw_is_rare_loaded[0]:
        counted = _sw_attribute_rare[0](model, wanted, name)
    if counted is None:
        _sw_unknown_attribute(model, name)
    return counted


def _sw_count(model, wanted):
    columns = model.columns[: model.settled_columns]
    if wanted == "numvars":
        return len(columns)
    if wanted == "numbinvars":
        return len([column for column in columns if column.kind == "B"])
    if wanted == "numintvars":
        return len([column for column in columns if column.kind != "C"])
    if wanted == "numconstrs":
        return len(model.getConstrs())
    if wanted == "numqconstrs":
        return len(model.getQConstrs())
    if wanted == "numgenconstrs":
        norms = [one for one in model.hidden if _sw_type_name(one) == "Norm"]
        return len([made for made in model.special if made.kind != "sos"]) + len(norms)
    if wanted == "numsos":
        return len([made for made in model.special if made.kind == "sos"])
    if wanted == "numnzs":
        return sum([len({id(factor): 1 for factor in row.expression.factors}) for row in model.getConstrs()])
    if wanted == "ismip":
        return 1 if model.integral() else 0
    if wanted == "isqp":
        return 1 if len(model.products) > 0 else 0
    if wanted == "isqcp":
        return 1 if len(model.getQConstrs()) > 0 else 0
    if wanted == "ismultiobj":
        return 1 if len(model.objectives) > 1 else 0
    return None


def _sw_special_attribute(made, name):
    wanted = name.lower()
    if wanted == "genconstrname" and made.kind != "sos":
        return made.label
    if wanted == "genconstrtype" and made.kind in _sw_general_types:
        return _sw_general_types[made.kind]
    if wanted == "index" and made.kind == "sos":
        return [one for one in made.model.special if one.kind == "sos"].index(made)
    if name == "getAttr":
        return lambda attrname: _sw_special_attribute(made, attrname)
    label = "SOS" if made.kind == "sos" else "GenConstr"
    _sw_missing(label, name, AttributeError("'gurobipy." + label + "' object has no attribute '" + name + "'"))


_sw_general_types = {"max": 0, "min": 1, "abs": 2, "and": 3, "or": 4, "indicator": 7, "piecewise": 8}


def _sw_get_attributes(model, name, objects):
    if objects is None:
        return _sw_model_attribute(model, name)
    if isinstance(objects, dict):
        return _sw_tupledict({key: _sw_attribute_of(item, name) for key, item in objects.items()})
    return [_sw_attribute_of(item, name) for item in objects]


def _sw_attribute_of(item, name):
    if str(name).lower() == "x" and item.model.values is None:
        raise _sw_fault(10005, "Unable to retrieve attribute '" + str(name) + "'")
    if type(item) is _sw_Var:
        return _sw_variable_attribute(item, name)
    return _sw_row_attribute(item, name)


def _sw_set_attributes(model, name, objects, values):
    if values is None:
        _sw_set_model_attribute(model, name, objects)
        return
    if isinstance(objects, dict):
        pairs = [(item, values[key] if isinstance(values, dict) else values) for key, item in objects.items()]
    elif isinstance(objects, (_sw_Var, _sw_Constraint)):
        pairs = [(objects, values)]
    elif isinstance(values, (list, tuple)):
        pairs = list(zip(objects, values))
    else:
        pairs = [(item, values) for item in objects]
    for item, value in pairs:
        if type(item) is _sw_Var:
            _sw_set_variable_attribute(item, name, value)
        else:
            _sw_set_row_attribute(item, name, value)


def _sw_set_model_attribute(model, name, value):
    wanted = str(name).lower()
    if wanted == "modelsense":
        model.sense = _sw_direction(value)
    elif wanted == "modelname":
        model.label = str(value)
    elif wanted == "objcon":
        model.constant = _sw_real(value)
    elif wanted == "numobj":
        model.objectives = {key: entry for key, entry in model.objectives.items() if key < value}
    elif _sw_is_rare_loaded[0] and _sw_set_attribute_rare[0](model, wanted, value):
        return
    elif wanted not in ("numstart", "startnumber"):
        _sw_unknown_attribute(model, name)
    model.changed = True


def _sw_read_attribute(value, name):
    kind = type(value)
    if name.startswith("_") and kind is _sw_Model:
        if name in value.private:
            return value.private[name]
        raise AttributeError("'gurobipy.Model' object has no attribute '" + name + "'")
    if kind is _sw_Var or kind is _sw_Constraint:
        if name in ("sameAs", "getAttr", "setAttr"):
            return getattr(value, name)
        return _sw_variable_attribute(value, name) if kind is _sw_Var else _sw_row_attribute(value, name)
    if kind is _sw_Model:
        if name in ("Params", "params"):
            return _sw_Params(value)
        if name in _sw_methods:
            return getattr(value, name)
        found = _sw_rare_member(value, name)
        return _sw_model_attribute(value, name) if found is None else found
    if kind is _sw_Params:
        return _sw_read_parameter(value.holder, name)
    if kind is _sw_Module:
        if name in value.members:
            return value.members[name]
        message = "module '" + value.label + "' has no attribute '" + name + "'"
        _sw_missing(value.label, name, AttributeError(message))
    if kind is _sw_Constants:
        if name != "label" and hasattr(value, name):
            return getattr(value, name)
        message = "type object '" + value.label + "' has no attribute '" + name + "'"
        _sw_missing(value.label, name, AttributeError(message))
    if kind is _sw_Names:
        if name.lower() in value.names:
            return value.names[name.lower()]
        _sw_missing(value.label, name, AttributeError("'" + value.label + "' object has no attribute '" + name + "'"))
    if isinstance(value, _sw_Error):
        if name == "errno":
            return _sw_errno[0]
        if name == "message":
            return str(value)
        return getattr(value, name)
    if kind is _sw_NlExpr:
        _sw_unsupported("nonlinear expression")
    if name in _sw_expression_methods and hasattr(value, name):
        return getattr(value, name)
    if kind is _sw_Special:
        return _sw_special_attribute(value, name)
    _sw_unknown_attribute(value, name)


_sw_expression_methods = (
    "add addConstant addTerms clear copy getCoeff getConstant getValue getVar getVar1 getVar2 getLinExpr size remove "
    "start close dispose setParam resetParams getParam"
).split()
_sw_methods = (
    "addVar addVars addConstr addConstrs addQConstr addLConstr addRange addGenConstrMax addGenConstrMin "
    "addGenConstrAbs addGenConstrAnd addGenConstrOr addGenConstrIndicator addGenConstrPWL addSOS setObjective "
    "setObjectiveN getObjective optimize getVars getConstrs getQConstrs getVarByName getConstrByName getRow getCoeff "
    "chgCoeff remove update setParam resetParams getAttr setAttr write computeIIS reset dispose close "
    "message read copy"
).split()


def _sw_write_attribute(target, name, value):
    kind = type(target)
    if kind is _sw_Model and name.startswith("_"):
        target.private[name] = value
    elif kind is _sw_Var:
        if not name.startswith("_"):
            _sw_set_variable_attribute(target, name, value)
    elif kind is _sw_Constraint:
        _sw_set_row_attribute(target, name, value)
    elif kind is _sw_Params:
        target.holder.setParam(name, value)
    elif kind is _sw_Model:
        _sw_set_model_attribute(target, name, value)
    else:
        _sw_unknown_attribute(target, name)
