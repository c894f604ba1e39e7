# Attributes of models, of the module and of its constants.


def _sw_model_attribute(model, name):
    wanted = str(name).lower()
    integral = model.integral
    solved = model.values is not None
    if wanted == "status":
        return model.code
    if wanted == "lpstatus":
        return 0 if integral() else model.code
    if wanted == "mipstatus":
        return model.code if integral() else 0
    if wanted == "objval":
        return model.best
    if wanted in ("bestobj", "bestbnd", "bestgap"):
        if not integral():
            return 0.0 if wanted == "bestgap" or wanted == "bestbnd" else 1e30
        if wanted == "bestgap":
            return 0.0 if solved or model.code == 0 else 1e30
        return model.best
    if wanted == "lpobjval":
        return model.best if solved and not integral() else 0.0
    if wanted == "objsense":
        return model.sense
    if wanted == "objconst":
        return model.constant
    if wanted == "cols":
        return len(model.columns)
    if wanted == "rows":
        return len(model.getConstrs())
    if wanted == "qconstrs":
        return len(model.rows) - len(model.getConstrs())
    if wanted == "elems":
        return sum([len(row.expression.factors) for row in model.rows])
    if wanted == "bins":
        return len([column for column in model.columns if column.kind == "B"])
    if wanted == "ints":
        return len([column for column in model.columns if column.kind == "I"])
    if wanted == "hasmipsol":
        return 1 if solved and integral() else 0
    if wanted == "haslpsol":
        return 1 if solved and not integral() else 0
    if wanted == "hassol":
        return 1 if solved else 0
    if wanted == "ismip":
        return 1 if integral() else 0
    if wanted == "hasqobj":
        return 1 if len(model.products) > 0 else 0
    if wanted == "poolsols":
        return 1 if solved and integral() else 0
    if wanted == "solvingtime":
        return model.seconds
    if wanted == "soss":
        return len([made for made in model.special if made.kind == "sos"])
    if wanted == "indicators" and _sw_is_rare_loaded[0]:
        return len(_sw_specials(model, "indicator"))
    if wanted == "hasiis":
        return 1 if model.asked_for_clash and _sw_clash(model) is not None else 0
    if wanted == "multiobjs":
        return len(model.goals)
    if wanted in ("psdcols", "cones", "expcones", "psdconstrs", "lmiconstrs", "indicators"):
        return 0
    if wanted == "objbound" and integral() and solved:
        return model.best
    if wanted in _sw_attribute_names:
        # What only the vendor's own search could tell.
        _sw_unsupported("Model." + _sw_attribute_names[wanted])
    _sw_missing("Model", str(name), AttributeError("Invalid attribute name '" + str(name) + "'"))


def _sw_read_attribute(value, name):
    kind = type(value)
    if kind is _sw_Var:
        return _sw_variable_attribute(value, name)
    if kind is _sw_Constraint:
        return _sw_row_attribute(value, name)
    if kind is _sw_Model:
        if name.lower() == "param":
            return _sw_Params(value)
        if name.lower() == "name":
            return value.label
        if name in _sw_methods:
            return getattr(value, name)
        found = _sw_rare_member(value, name)
        return _sw_model_attribute(value, name) if found is None else found
    if kind is _sw_Params:
        return value.model.getParam(name)
    if kind is _sw_Module:
        if name in value.members:
            return value.members[name]
        message = "module '" + value.label + "' has no attribute '" + name + "'"
        _sw_missing(value.label, name, AttributeError(message))
    if kind is _sw_Constants:
        if hasattr(value, name):
            return getattr(value, name)
        message = "type object '" + value.label + "' has no attribute '" + name + "'"
        _sw_missing(value.label, name, AttributeError(message))
    if kind is _sw_Names:
        if name.lower() in value.names:
            return value.names[name.lower()]
        _sw_missing(value.label, name, AttributeError("'" + value.label + "' object has no attribute '" + name + "'"))
    if kind is _sw_Envr:
        if name in ("createModel", "close", "dispose"):
            return getattr(value, name)
        _sw_missing("Envr", name, AttributeError("'Envr' object has no attribute '" + name + "'"))
    if isinstance(value, _sw_relation):
        found = _sw_rare_member(value, name)
        if found is not None:
            return found
        if name == "getSense":
            return lambda: value.sense
        if name == "getExpr":
            return lambda: _sw_LinExpr(value.expression.constant, value.expression.factors, value.expression.weights)
        _sw_missing(_sw_type_name(value), name, AttributeError("Invalid attribute name '" + name + "'"))
    if kind is _sw_NlExpr:
        _sw_unsupported("nonlinear expression")
    if kind is _sw_Special:
        return _sw_special_member(value, name)
    if _sw_type_name(value) == "GenConstrX":
        raise AttributeError("'GenConstrX' object has no attribute '" + name + "'")
    if isinstance(value, _sw_CoptError):
        text = str(value)
        if name == "message":
            return text.split(", ", 1)[1] if ", " in text else text
        if name == "retcode":
            return int(text.split(",", 1)[0]) if text[:1].isdigit() else 0
        return getattr(value, name)
    found = _sw_rare_member(value, name)
    return _sw_expression_member(value, name) if found is None else found


_sw_methods = (
    "addVar addVars addConstr addConstrs addQConstr addBoundConstr setObjective setObjSense setObjConst getObjective "
    "solve getVars getVar getVarByName getConstrs getConstr getConstrByName getRow getCoeff setCoeff remove update "
    "setParam getParam resetParam getAttr getInfo setInfo setVarType getVarType getValues getSlacks getDuals "
    "setLogFile write writeLp writeMps writeSol writeIIS writeParam computeIIS clear"
).split()


def _sw_write_attribute(target, name, value):
    kind = type(target)
    if kind is _sw_Var:
        _sw_set_variable_info(target, name, value)
    elif kind is _sw_Constraint:
        _sw_set_row_info(target, name, value)
    elif kind is _sw_Params:
        target.model.setParam(name, value)
    elif kind is _sw_Model:
        wanted = name.lower()
        if wanted == "objsense":
            target.setObjSense(value)
        elif wanted == "objconst":
            target.setObjConst(value)
        else:
            _sw_missing("Model", name, AttributeError("Invalid attribute name 'setAttr'"))
    elif isinstance(target, _sw_expression) and name == "constant":
        _sw_write_constant(target, value)
    else:
        message = "'" + _sw_type_name(target) + "' object has no attribute '" + name + "'"
        _sw_missing(_sw_type_name(target), name, AttributeError(message))
