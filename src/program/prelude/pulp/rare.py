# What few `pulp` programs need: several objectives one after the other, copies, and less usual calls.


def _sw_solve_sequentially(problem, objectives, absoluteTols=None, relativeTols=None, solver=None, debug=False):
    objectives = list(objectives)
    absolute = [0] * len(objectives) if not absoluteTols else list(absoluteTols)
    relative = [1] * len(objectives) if not relativeTols else list(relativeTols)
    statuses = []
    for i in range(min(len(objectives), len(absolute), len(relative))):
        goal = objectives[i]
        problem.setObjective(goal)
        statuses.append(problem.solve(solver))
        # The vendor's own arithmetic, which takes a missing value for a fault.
        side = _sw_value(goal) * relative[i] + absolute[i]
        row = _sw_relate(goal, side, "L" if problem.direction == 1 else "G")
        _sw_add_constraint(problem, row, "Sequence_Objective_" + str(i))
    return statuses


# Copies share the variables, as the vendor's do.


def _sw_copy_problem(problem, deep):
    made = _sw_Problem(problem.label, problem.direction)
    made.known = list(problem.known)
    made.last_name = problem.last_name
    made.aim = problem.aim
    if deep and problem.aim is not None:
        made.aim = _sw_scaled(problem.aim, 1.0)
        made.aim.label = problem.aim.label
        made.aim.line = problem.aim.line
    for name, constraint in problem.named.items():
        kept = constraint
        if deep:
            kept = _sw_Constraint(constraint.expression, constraint.sense, constraint.label)
            kept.line = constraint.line
            kept.rest = None
            kept.dual = None
        made.named[name] = kept
    made.sets1 = dict(problem.sets1)
    made.sets2 = dict(problem.sets2)
    return made


_sw_copy_rare[0] = _sw_copy_problem


def _sw_extend(problem, other, use_objective=True):
    if isinstance(other, dict):
        for name, constraint in other.items():
            problem.named[name] = constraint
        return
    if type(other) is not _sw_Problem:
        for item in other:
            name, constraint = item if isinstance(item, tuple) else (None, item)
            name = name or constraint.label or _sw_unused_name(problem)
            problem.named[name] = constraint
        return
    known = {variable: True for variable in _sw_variables(problem)}
    for variable in _sw_variables(other):
        if variable not in known:
            variable.label = other.label + variable.label
    for name, constraint in list(other.named.items()):
        constraint.label = other.label + name
        _sw_add_constraint(problem, constraint, None)
    if use_objective:
        if other.aim is None:
            raise ValueError("Objective not set by provided problem")
        label = None if problem.aim is None else problem.aim.label
        aim = _sw_LinExpr() if problem.aim is None else problem.aim
        _sw_set_objective(problem, _sw_plus(aim, other.aim, 1.0), label)


_sw_extend_rare[0] = _sw_extend


# Elastic constraints: a problem of its own with variables that take up what the constraint asks too much, which the
# program puts into another problem.


def _sw_elastic(constraint, penalty=None, proportionFreeBound=None, proportionFreeBoundList=None):
    made = _sw_Problem(str(constraint.label) + "_elastic_SubProblem", 1)
    # It is a part of a model, not one to show.
    _sw_models.pop()
    _sw_add_constraint(made, constraint, "_Constraint")
    constant = constraint.expression.constant
    free = _sw_Var("_free_bound", 0, 0)
    up = _sw_Var("_pos_penalty_var", 0, 0)
    low = _sw_Var("_neg_penalty_var", 0, 0)
    for variable in (free, low, up):
        _sw_accumulate(constraint.expression, variable, 1.0)
    if proportionFreeBound:
        proportionFreeBoundList = (proportionFreeBound, proportionFreeBound)
    if proportionFreeBoundList:
        most = abs(constant * proportionFreeBoundList[0])
        _sw_set_bounds(free, -abs(constant * proportionFreeBoundList[1]), most)
    aim = _sw_LinExpr()
    if penalty is not None:
        _sw_set_bounds(up, 0, None)
        _sw_set_bounds(low, None, 0)
        _sw_accumulate(aim, up, _sw_number(penalty))
        _sw_accumulate(aim, low, -_sw_number(penalty))
    _sw_set_objective(made, aim, None)
    made.elastic = {
        "constraint": constraint,
        "constant": constant,
        "RHS": -constant,
        "freeVar": free,
        "upVar": up,
        "lowVar": low,
    }
    return made


def _sw_need_elastic(problem, name):
    if problem.elastic is None:
        raise AttributeError("'LpProblem' object has no attribute '" + name + "'")
    return problem.elastic


def _sw_stretch(problem, name):
    value = _sw_need_elastic(problem, name)[name].value_now
    return 0.0 if value is None else value


def _sw_is_violated(problem):
    return abs(_sw_stretch(problem, "upVar") + _sw_stretch(problem, "lowVar")) >= 1e-7


def _sw_left_side(problem):
    parts = _sw_need_elastic(problem, "findLHSValue")
    total = parts["constraint"].value()
    if total is None:
        raise ValueError("Constraint has no value")
    for name in ("upVar", "lowVar", "freeVar"):
        total -= _sw_stretch(problem, name)
    return total - parts["constant"]


def _sw_unstretch(problem):
    parts = _sw_need_elastic(problem, "deElasticize")
    _sw_set_bounds(parts["upVar"], parts["upVar"].low, 0)
    _sw_set_bounds(parts["lowVar"], 0, parts["lowVar"].up)


def _sw_stretch_again(problem):
    parts = _sw_need_elastic(problem, "reElasticize")
    _sw_set_bounds(parts["upVar"], 0, None)
    _sw_set_bounds(parts["lowVar"], None, 0)


# Problems as plain data.


def _sw_terms_as_data(e):
    return [{"name": factor.label, "value": weight} for factor, weight in _sw_merged(e).items()]


def _sw_variable_as_data(variable):
    return {
        "name": variable.label,
        "cat": variable.cat,
        "lowBound": variable.low,
        "upBound": variable.up,
        "varValue": variable.value_now,
        "dj": _sw_read_attribute(variable, "dj"),
    }


def _sw_problem_as_data(problem):
    constraints = []
    for name, constraint in problem.named.items():
        constraints.append(
            {
                "name": name,
                "sense": constraint.sense,
                "coefficients": _sw_terms_as_data(constraint.expression),
                "constant": constraint.expression.constant,
                "pi": _sw_read_attribute(constraint, "pi"),
            }
        )
    aim = _sw_LinExpr() if problem.aim is None else problem.aim
    return {
        "parameters": {
            "name": problem.label,
            "sense": problem.direction,
            "status": problem.code,
            "sol_status": problem.point,
        },
        "objective": {"name": "OBJ", "coefficients": _sw_terms_as_data(aim)},
        "variables": [_sw_variable_as_data(variable) for variable in _sw_variables(problem)],
        "constraints": constraints,
        "sos1": list(problem.sets1.values()),
        "sos2": list(problem.sets2.values()),
    }


# Less usual calls.


def _sw_coefficients(problem, translation=None):
    if translation is not None:
        _sw_unsupported("LpProblem.coefficients with a translation")
    found = []
    for name, constraint in problem.named.items():
        found.extend([(factor.label, name, weight) for factor, weight in _sw_merged(constraint.expression).items()])
    return found


def _sw_unused_name(problem):
    problem.last_name += 1
    while "_C" + str(problem.last_name) in problem.named:
        problem.last_name += 1
    return "_C" + str(problem.last_name)


def _sw_add_variable(problem, name, lowBound=None, upBound=None, cat="Continuous"):
    # The vendor knows a variable of the problem by its use.
    return _sw_Var(name, lowBound, upBound, cat)


def _sw_add_variable_dicts(problem, name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=None):
    start = [] if indexStart is None else indexStart
    return _sw_variable_dicts(name, indices, lowBound, upBound, cat, start)


def _sw_add_variable_dict(problem, name, indices, lowBound=None, upBound=None, cat="Continuous"):
    return _sw_variable_dict(name, indices, lowBound, upBound, cat)


def _sw_add_variable_matrix(
    problem, name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=None
):
    start = [] if indexStart is None else indexStart
    return _sw_variable_matrix(name, indices, lowBound, upBound, cat, start)


def _sw_is_constant(variable):
    return variable.low is not None and variable.up == variable.low


def _sw_value_or_default(x):
    if type(x) is _sw_Var:
        if x.value_now is not None:
            return x.value_now
        low = x.low
        up = x.up
        if low is not None:
            if up is None:
                return 0 if low <= 0 else low
            return 0 if low <= 0 <= up else (low if low > 0 else up)
        return 0 if up is None or up >= 0 else up
    if isinstance(x, (int, float)):
        return x
    e = x.expression if type(x) is _sw_Constraint else x
    return e.constant + sum([e.weights[i] * _sw_value_or_default(e.factors[i]) for i in range(len(e.factors))])


def _sw_gap(variable, mip=1):
    value = variable.value_now
    if value is None:
        raise ValueError("variable value is None")
    if variable.up is not None and value > variable.up:
        return value - variable.up
    if variable.low is not None and value < variable.low:
        return value - variable.low
    if mip and variable.cat == "Integer" and round(value) - value != 0:
        return round(value) - value
    return 0


def _sw_rename_variable(variable, name):
    variable.label = _sw_clean(name)


def _sw_problem_gap(problem, mip=1):
    gap = 0
    for variable in _sw_variables(problem):
        gap = max(abs(_sw_gap(variable, mip)), gap)
    for constraint in problem.named.values():
        if not constraint.valid(0):
            gap = max(abs(constraint.value()), gap)
    return gap


def _sw_nothing(problem, *given, **named):
    return None


def _sw_atom(e):
    return e.factors[0]


_sw_rare["LpProblem"] = {
    "sequentialSolve": _sw_solve_sequentially,
    "toDict": _sw_problem_as_data,
    "to_dict": _sw_problem_as_data,
    "coefficients": _sw_coefficients,
    "isViolated": _sw_is_violated,
    "findLHSValue": _sw_left_side,
    "findDifferenceFromRHS": lambda problem: _sw_left_side(problem) - problem.elastic["RHS"],
    "deElasticize": _sw_unstretch,
    "reElasticize": _sw_stretch_again,
    "infeasibilityGap": _sw_problem_gap,
    "unusedConstraintName": _sw_unused_name,
    "add_variable": _sw_add_variable,
    "add_variable_dict": _sw_add_variable_dict,
    "add_variable_dicts": _sw_add_variable_dicts,
    "add_variable_matrix": _sw_add_variable_matrix,
    "get_constraint_by_name": lambda problem, name: problem.named.get(name),
    "toJson": _sw_nothing,
    "to_json": _sw_nothing,
    "checkDuplicateVars": _sw_nothing,
    "checkLengthVars": _sw_nothing,
    "startClock": _sw_nothing,
    "stopClock": _sw_nothing,
    "resolve": lambda problem, solver=None, **named: problem.solve(solver),
}
_sw_rare["LpVariable"] = {
    "isPositive": lambda variable: variable.low == 0 and variable.up is None,
    "isFixed": _sw_is_constant,
    "isConstant": _sw_is_constant,
    "getLb": lambda variable: variable.low,
    "getUb": lambda variable: variable.up,
    "getName": lambda variable: variable.label,
    "setName": _sw_rename_variable,
    "valueOrDefault": _sw_value_or_default,
    "infeasibilityGap": _sw_gap,
    "toDict": _sw_variable_as_data,
    "to_dict": _sw_variable_as_data,
}
_sw_rare["LpAffineExpression"] = {
    "emptyCopy": lambda e: _sw_LinExpr(),
    "toDict": _sw_terms_as_data,
    "to_dict": _sw_terms_as_data,
    "atom": _sw_atom,
}
_sw_rare["LpConstraint"] = {
    "makeElasticSubProblem": _sw_elastic,
    "valueOrDefault": _sw_value_or_default,
    "atom": lambda row: row.expression.factors[0],
}
