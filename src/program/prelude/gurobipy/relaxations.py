# Copies and relaxations.


def _sw_copy_whole(model):
    if model.changed:
        print("Warning: model has pending changes.")
        print("Consider calling update() before copy().")
    if len(model.hidden) > 0 or len([one for one in model.special if _sw_type_name(one) == "Function"]) > 0:
        _sw_unsupported("Model.copy of a model with functions")
    made = _sw_Model(model.label + "_copy" if model.label != "" else "")
    for column in model.columns[: model.settled_columns]:
        new = _sw_Var(made, column.position, column.label, column.lower, column.upper, column.kind, column.line)
        made.columns.append(new)
    for row in model.rows[: model.settled_rows]:
        e = _sw_moved(made, row.expression)
        made.rows.append(
            _sw_Constraint(made, row.position, row.label, e, row.sense, row.lower, row.upper, row.line)
        )
    for one in model.special:
        head = made.columns[one.head.position] if isinstance(one.head, _sw_Var) else one.head
        factors = [made.columns[factor.position] for factor in one.factors]
        made.special.append(_sw_Special(made, one.kind, one.label, head, factors, list(one.numbers), one.line))
    whole = _sw_moved(made, _sw_QuadExpr(model.constant, model.factors, model.weights, model.products))
    made.constant = whole.constant
    made.factors = whole.factors
    made.weights = whole.weights
    made.products = whole.products
    for index, entry in model.objectives.items():
        made.objectives[index] = (_sw_moved(made, entry[0]),) + entry[1:]
    made.sense = model.sense
    made.line = model.line
    made.given = dict(model.given)
    made.private = {}
    made.settled_columns = len(made.columns)
    made.settled_rows = len(made.rows)
    return made


def _sw_moved(model, e):
    factors = [model.columns[factor.position] for factor in e.factors]
    if type(e) is _sw_LinExpr:
        return _sw_LinExpr(e.constant, factors, list(e.weights))
    products = [(w, model.columns[a.position], model.columns[b.position]) for w, a, b in e.products]
    return _sw_QuadExpr(e.constant, factors, list(e.weights), products)


def _sw_relax(model):
    made = _sw_copy_whole(model)
    if len(made.special) > 0:
        _sw_unsupported("Model.relax of a model with general constraints")
    for column in made.columns:
        column.kind = "C"
    return made


def _sw_fixed(model):
    if model.values is None:
        raise _sw_fault(10005, "Unable to retrieve attribute 'X'")
    made = _sw_copy_whole(model)
    if len(made.special) > 0:
        _sw_unsupported("Model.fixed of a model with general constraints")
    for column in made.columns:
        if column.kind != "C":
            value = float(round(model.values[column.position]))
            column.kind = "C"
            column.lower = value
            column.upper = value
    return made


def _sw_relax_simply(model, relaxobjtype, minrelax, vrelax, crelax):
    bounds = [column for column in model.columns if vrelax] + []
    rows = [row for row in model.rows if crelax]
    return _sw_relax_feasibility(model, relaxobjtype, minrelax, bounds, None, None, rows, None)


def _sw_relax_feasibly(model, relaxobjtype, minrelax, vars, lbpen, ubpen, constrs, rhspen):
    return _sw_relax_feasibility(
        model,
        relaxobjtype,
        minrelax,
        [] if vars is None else list(vars),
        lbpen,
        ubpen,
        [] if constrs is None else list(constrs),
        rhspen,
    )


def _sw_relax_feasibility(model, kind, minrelax, columns, lower_costs, upper_costs, rows, row_costs):
    # As the vendor does: artificial variables take up what rows and bounds ask too much.
    if kind != 0:
        _sw_unsupported("feasRelax with the type " + str(kind))
    model.update()
    violation = _sw_LinExpr()
    for i in range(len(columns)):
        column = columns[i]
        name = _sw_column_name(column)
        if column.lower > -1e20:
            artificial = _sw_artificial(model, "ArtL_" + name, violation, lower_costs, i)
            row = _sw_LinExpr(0.0, [column, artificial], [1.0, 1.0])
            _sw_add_row(model, row, "G", column.lower, "CArtL_" + name)
        if column.upper < 1e20:
            artificial = _sw_artificial(model, "ArtU_" + name, violation, upper_costs, i)
            row = _sw_LinExpr(0.0, [column, artificial], [1.0, -1.0])
            _sw_add_row(model, row, "L", column.upper, "CArtU_" + name)
        if column.kind == "B":
            column.kind = "I"
        column.lower = -1e100
        column.upper = 1e100
    for i in range(len(rows)):
        row = rows[i]
        if type(row.expression) is not _sw_LinExpr:
            _sw_unsupported("feasRelax of a quadratic row")
        for sign, sense in ((1.0, "G"), (-1.0, "L")):
            if row.sense == sense or row.sense == "E":
                name = ("ArtP_" if sign > 0 else "ArtN_") + _sw_row_name(row)
                artificial = _sw_artificial(model, name, violation, row_costs, i)
                row.expression = _sw_plus(row.expression, _sw_scaled(artificial, sign), 1.0)
    if not minrelax:
        model.sense = 1
        model.constant = 0.0
        model.factors = violation.factors
        model.weights = violation.weights
        model.products = []
        model.objectives = {}
        model.update()
        return 0.0
    kept = (model.sense, model.constant, model.factors, model.weights, model.products)
    model.sense = 1
    model.constant = 0.0
    model.factors = violation.factors
    model.weights = violation.weights
    model.products = []
    model.optimize()
    least = model.best
    model.sense = kept[0]
    model.constant = kept[1]
    model.factors = kept[2]
    model.weights = kept[3]
    model.products = kept[4]
    if least is None:
        return -1.0
    _sw_add_row(model, violation, "L", least, "feasobj")
    model.update()
    return least


def _sw_artificial(model, name, violation, costs, i):
    made = model.add_column(0.0, 1e100, 0.0, "C", name)
    cost = 1.0
    if costs is not None:
        cost = _sw_real(costs) if isinstance(costs, (int, float)) else _sw_real(costs[i])
    _sw_accumulate(violation, made, cost)
    return made
