# What few `coptpy` programs need (with general constraints beside this): several objectives, and less usual calls of the
# model.


# Several objectives.


def _sw_set_goal(model, idx, expr, sense=None, priority=0.0, weight=1.0, abstol=1e-6, reltol=0.0):
    if not isinstance(idx, int) or idx < 0:
        raise _sw_invalid("Fail to set multi-objective function")
    if not isinstance(expr, (int, float, _sw_Var, _sw_ExprBuilder, _sw_LinExpr)):
        _sw_unsupported("setObjectiveN with an expression that is not linear")
    total = _sw_plus(_sw_LinExpr(), expr, 1.0)
    old = model.goals.get(idx)
    turned = (old[2] if old is not None else 1) if sense is None or sense == 0 else (-1 if sense < 0 else 1)
    model.goals[idx] = [float(priority), float(weight), turned, total, (float(abstol), float(reltol)), idx]
    model.line = _sw_now[0]


def _sw_solve_goals(model, limit):
    # The vendor leaves out what setObjective said before.
    levels = _sw_objective_levels(list(model.goals.values()), _sw_blended)
    answer = _sw_solve_in_order(model, levels, limit)
    model.reached = None
    if answer[0] != "optimal":
        return answer
    values = answer[2]
    model.reached = {}
    for idx, goal in model.goals.items():
        e = goal[3]
        total = e.constant
        for i in range(len(e.factors)):
            total += e.weights[i] * values[e.factors[i].position]
        model.reached[idx] = total
    # The objective value that the vendor tells is that of the first objective.
    told = model.reached[min(model.reached.keys())]
    return (answer[0], told, answer[2], answer[3], None, answer[5], None, None, None)


def _sw_blended(members):
    return _sw_weighted(members, members[0][2])


_sw_solve_rare[0] = _sw_solve_goals


def _sw_goal(model, idx):
    if idx not in model.goals:
        raise _sw_invalid("Fail to get multi-objective function of index " + str(idx))
    return model.goals[idx]


def _sw_get_goal(model, idx):
    e = _sw_goal(model, idx)[3]
    return _sw_LinExpr(e.constant, list(e.factors), list(e.weights))


def _sw_goal_attribute(model, idx, attrname):
    wanted = str(attrname).lower()
    if wanted in ("objval", "bestobj"):
        if model.reached is None or idx not in model.reached:
            message = "Fail to get double attribute '" + attrname + "' of multi-objective function of index "
            raise _sw_invalid(message + str(idx))
        return model.reached[idx]
    if wanted == "objsense":
        return _sw_goal(model, idx)[2]
    _sw_unsupported("Model.getAttrN of " + str(attrname))


_sw_goal_parameters = {"multiobjpriority": 0, "multiobjweight": 1, "multiobjabstol": 4, "multiobjreltol": 5}


def _sw_set_goal_parameter(model, idx, paramname, newval):
    goal = _sw_goal(model, idx)
    place = _sw_goal_parameters.get(str(paramname).lower())
    if place is None:
        _sw_unsupported("setObjParamN of " + str(paramname))
    if place < 4:
        goal[place] = float(newval)
    else:
        goal[4] = (float(newval), goal[4][1]) if place == 4 else (goal[4][0], float(newval))


def _sw_get_goal_parameter(model, idx, paramname):
    goal = _sw_goal(model, idx)
    place = _sw_goal_parameters.get(str(paramname).lower())
    if place is None:
        _sw_unsupported("getObjParamN of " + str(paramname))
    return goal[place] if place < 4 else goal[4][place - 4]


def _sw_set_goal_limit(model, idx, paramname, newval):
    # Limits of one level of the search; the optimum does not depend on them.
    _sw_goal(model, idx)


def _sw_delete_goal(model, idx):
    _sw_goal(model, idx)
    model.goals.pop(idx)


# Less usual calls.


def _sw_clone(model):
    made = _sw_Model(model.label + "_copy")
    for column in model.columns:
        new = _sw_Var(made, column.position, column.label, column.lower, column.upper, column.kind, column.line)
        made.columns.append(new)
    for row in model.rows:
        e = _sw_moved(made, row.expression)
        new = _sw_Constraint(made, row.position, row.label, row.shown, e, row.lower, row.upper, row.line)
        made.rows.append(new)
    for one in model.special:
        head = made.columns[one.head.position] if type(one.head) is _sw_Var else one.head
        factors = [made.columns[factor.position] for factor in one.factors]
        new = _sw_Special(made, one.kind, one.label, head, factors, list(one.numbers), one.line)
        new.shown = one.shown
        made.special.append(new)
    whole = _sw_moved(made, _sw_QuadExpr(model.constant, model.factors, model.weights, model.products))
    made.constant = whole.constant
    made.factors = whole.factors
    made.weights = whole.weights
    made.products = whole.products
    for idx, goal in model.goals.items():
        made.goals[idx] = goal[:3] + [_sw_moved(made, goal[3])] + goal[4:]
    made.sense = model.sense
    made.line = model.line
    made.given = dict(model.given)
    return made


def _sw_moved(model, e):
    factors = [model.columns[factor.position] for factor in e.factors]
    if type(e) is _sw_QuadExpr:
        products = [(w, model.columns[a.position], model.columns[b.position]) for w, a, b in e.products]
        return _sw_QuadExpr(e.constant, factors, list(e.weights), products)
    return _sw_LinExpr(e.constant, factors, list(e.weights))


def _sw_set_coefficients(model, constrs, vars, newvals):
    if type(constrs) is _sw_Constraint:
        constrs = [constrs]
    if type(vars) is _sw_Var:
        vars = [vars]
    constrs = list(constrs.values()) if isinstance(constrs, dict) else list(constrs)
    vars = list(vars.values()) if isinstance(vars, dict) else list(vars)
    values = [float(newvals)] * len(constrs) if isinstance(newvals, (int, float)) else list(newvals)
    for i in range(len(constrs)):
        model.setCoeff(constrs[i], vars[i], values[i])


def _sw_redcosts(model):
    if model.values is None or model.integral():
        raise _sw_invalid("Fail to get LP solution")
    if model.reduced_costs is None:
        _sw_unsupported("reduced costs")
    return list(model.reduced_costs)


def _sw_lp_solution(model):
    if model.values is None or model.integral():
        raise _sw_invalid("Fail to get LP solution")
    return model.getValues(), model.getSlacks(), model.getDuals(), _sw_redcosts(model)


def _sw_set_start(model, vars, startvals):
    # Advice for the vendor's search; the optimum does not depend on it.
    items = [vars] if type(vars) is _sw_Var else (vars.values() if isinstance(vars, dict) else vars)
    for item in items:
        _sw_need_variable(item)


def _sw_load_start(model):
    return None


def _sw_set_names(model, args, names):
    if isinstance(args, (_sw_Var, _sw_Constraint)):
        args = [args]
        names = [names]
    if isinstance(args, dict):
        names = [names[key] for key in args] if isinstance(names, dict) else names
        args = list(args.values())
    for i in range(len(args)):
        if type(args[i]) is _sw_Var:
            _sw_set_variable_info(args[i], "name", names[i])
        else:
            args[i].setName(names[i])


def _sw_reset(model):
    model.forget()
    model.code = 0


def _sw_pool_objective(model, isol):
    if isol != 0 or model.values is None or not model.integral():
        raise _sw_invalid("Fail to get objective value from solution pool")
    return model.best


def _sw_pool_solution(model, isol, vars):
    if isol != 0 or model.values is None or not model.integral():
        raise _sw_invalid("Fail to get solution values from solution pool")
    return model.getInfo("Value", vars)


def _sw_clash_of(items, place):
    if isinstance(items, (_sw_Var, _sw_Constraint)):
        return _sw_in_clash(items, place)
    if isinstance(items, dict):
        return _sw_tupledict({key: _sw_in_clash(item, place) for key, item in items.items()})
    return [_sw_in_clash(item, place) for item in items]


def _sw_quadratic_rows(model):
    return _sw_array([row for row in model.rows if type(row.expression) is _sw_QuadExpr], "QConstrArray")


def _sw_quadratic_row(model, idx):
    made = _sw_quadratic_rows(model)
    if not isinstance(idx, int) or idx < 0 or idx >= len(made):
        raise _sw_invalid("Invalid quadratic row index")
    return made[idx]


def _sw_quadratic_row_by_name(model, name):
    for row in _sw_quadratic_rows(model):
        if row.label == name:
            return row
    raise _sw_invalid("Invalid quadratic row index")


def _sw_quadratic_expression(model, qconstr):
    e = qconstr.expression
    return _sw_QuadExpr(0.0, list(e.factors), list(e.weights), list(e.products))


def _sw_delete_products(model):
    model.products = []


def _sw_relaxed_solve(model):
    # Solves the model without its integers.
    kinds = [column.kind for column in model.columns]
    if len(model.special) > 0:
        _sw_unsupported("Model.solveLP beside general constraints")
    for column in model.columns:
        column.kind = "C"
    model.solve()
    for i in range(len(kinds)):
        model.columns[i].kind = kinds[i]


_sw_rare["ConstrBuilder"] = {"getRange": lambda builder: 0.0}
_sw_rare["Model"] = {
    "addGenConstrAbs": _sw_add_abs,
    "addGenConstrMax": _sw_add_max,
    "addGenConstrMin": _sw_add_min,
    "addGenConstrAnd": _sw_add_and,
    "addGenConstrOr": _sw_add_or,
    "addGenConstrPWL": _sw_add_piecewise,
    "addGenConstrIndicator": _sw_add_indicator,
    "addGenConstrIndicators": _sw_add_indicators,
    "addSOS": _sw_add_sos,
    "getGenConstrs": lambda model: _sw_array(_sw_specials(model, "indicator"), "GenConstrArray"),
    "getGenConstr": _sw_get_general,
    "getGenConstrByName": _sw_get_general_by_name,
    "getSOSs": lambda model: _sw_array(_sw_specials(model, "sos"), "SOSArray"),
    "setObjectiveN": _sw_set_goal,
    "getObjectiveN": _sw_get_goal,
    "delObjN": _sw_delete_goal,
    "getAttrN": _sw_goal_attribute,
    "setObjParamN": _sw_set_goal_parameter,
    "getObjParamN": _sw_get_goal_parameter,
    "setParamN": _sw_set_goal_limit,
    "clone": _sw_clone,
    "setCoeffs": _sw_set_coefficients,
    "getRedcosts": _sw_redcosts,
    "getLpSolution": _sw_lp_solution,
    "setMipStart": _sw_set_start,
    "loadMipStart": _sw_load_start,
    "setNlPrimalStart": _sw_set_start,
    "setNames": _sw_set_names,
    "reset": _sw_reset,
    "resetAll": _sw_reset,
    "getPoolObjVal": _sw_pool_objective,
    "getPoolSolution": _sw_pool_solution,
    "getQConstrs": _sw_quadratic_rows,
    "getQConstr": _sw_quadratic_row,
    "getQConstrByName": _sw_quadratic_row_by_name,
    "getQuadRow": _sw_quadratic_expression,
    "delQuadObj": _sw_delete_products,
    "solveLP": _sw_relaxed_solve,
    "tune": _sw_load_start,
    "interrupt": _sw_load_start,
    "getConstrLowerIIS": lambda model, constrs: _sw_clash_of(constrs, 0),
    "getConstrUpperIIS": lambda model, constrs: _sw_clash_of(constrs, 1),
    "getVarLowerIIS": lambda model, vars: _sw_clash_of(vars, 2),
    "getVarUpperIIS": lambda model, vars: _sw_clash_of(vars, 3),
    "setLogCallback": lambda model, logcb: None,
}
