# What few `gurobipy` programs need: several objectives, callbacks, functions of variables, relaxations, and less usual
# calls of the model.


# What the vendor holds for one solve but does not count among the model's variables and rows.


def _sw_hide_column(model, name, kind, lower, upper):
    made = _sw_Var(model, len(model.columns), name, lower, upper, kind, _sw_now[0])
    model.columns = model.columns + [made]
    return made


def _sw_hide_row(model, name, expression, lower, upper):
    row = _sw_ExtraRow(name, expression, lower - expression.constant, upper - expression.constant)
    model.rows = model.rows + [row]


def _sw_solve_whole(model, limit, callback):
    kept = (model.columns, model.rows, model.special)
    costs = (model.constant, list(model.factors), list(model.weights))
    changed = []
    for hidden in model.hidden:
        hidden.show(model)
    for column in kept[0]:
        if column.kind == "S" or column.kind == "N":
            changed.append((column, column.kind, column.lower, column.upper))
            _sw_open_gap(model, column)
    model.special = [made for made in model.special if _sw_type_name(made) != "Function"]
    model.special = model.special + [made.written() for made in kept[2] if _sw_type_name(made) == "Function"]
    if callback is None:
        answer = _sw_solve_levels(model, limit, False)
    else:
        answer = _sw_solve_with_callback(model, limit, callback)
    model.columns = kept[0]
    model.rows = kept[1]
    model.special = kept[2]
    if len(model.hidden) > 0:
        model.constant = costs[0]
        model.factors = costs[1]
        model.weights = costs[2]
    for column, kind, lower, upper in changed:
        column.kind = kind
        column.lower = lower
        column.upper = upper
    return answer


_sw_solve_rare[0] = _sw_solve_whole


def _sw_open_gap(model, column):
    # Semi-continuous: 0, or between the bounds.
    if column.upper >= 1e20:
        _sw_unsupported("semi-continuous variable without an upper bound")
    name = _sw_column_name(column)
    choice = _sw_hide_column(model, name + ".choice", "B", 0.0, 1.0)
    _sw_hide_row(model, name, _sw_LinExpr(0.0, [column, choice], [1.0, -column.lower]), 0.0, 1e100)
    _sw_hide_row(model, name, _sw_LinExpr(0.0, [column, choice], [1.0, -column.upper]), -1e100, 0.0)
    column.kind = "C" if column.kind == "S" else "I"
    column.lower = min(column.lower, 0.0)
    column.upper = max(column.upper, 0.0)


# Several objectives.


def _sw_solve_levels(model, limit, again):
    if len(model.objectives) == 0:
        return _sw_ask(model, limit, again)
    objectives = []
    for index, entry in model.objectives.items():
        if len(entry[0].products) > 0:
            raise _sw_fault(10003, "Objective must be linear for multi-objective model")
        e = _sw_LinExpr(entry[0].constant, entry[0].factors, entry[0].weights)
        objectives.append((entry[1], entry[2], model.sense, e, (entry[3], entry[4]), index))
    levels = _sw_objective_levels(objectives, lambda members: _sw_weighted(members, members[0][2]))
    answer = _sw_solve_in_order(model, levels, limit, again)
    # Prices of the last level say nothing about the model as a whole.
    return answer[:4] + (None, answer[5], None, None, None)


_sw_objective_fields = {"objnpriority": 1, "objnweight": 2, "objnabstol": 3, "objnreltol": 4, "objnname": 5}


def _sw_rare_attribute(model, wanted, name):
    if wanted.startswith("objn"):
        entry = _sw_objective_number(model, int(model.given.get("ObjNumber", 0)))
        if wanted == "objnval":
            if model.values is None:
                raise _sw_unavailable(name)
            return _sw_value_of(entry[0])
        if wanted == "objncon":
            return entry[0].constant
        if wanted in _sw_objective_fields:
            return entry[_sw_objective_fields[wanted]]
    if wanted == "numpwlobjvars":
        return len([one for one in model.hidden if _sw_type_name(one) == "PiecewiseCost"])
    return None


def _sw_set_rare_attribute(model, wanted, value):
    if wanted in _sw_objective_fields:
        index = int(model.given.get("ObjNumber", 0))
        entry = list(_sw_objective_number(model, index))
        entry[_sw_objective_fields[wanted]] = value
        model.objectives[index] = tuple(entry)
        model.changed = True
        return True
    return False


_sw_attribute_rare[0] = _sw_rare_attribute
_sw_set_attribute_rare[0] = _sw_set_rare_attribute


# Callbacks. The solver is called to its end each time; a callback that finds its answer wanting adds rows, and the model
# is solved again until it adds none that the answer breaks. Callbacks at other places of the search only advise it.


def _sw_solve_with_callback(model, limit, callback):
    answer = _sw_solve_levels(model, limit, False)
    if not model.integral():
        return answer
    while answer[2] is not None:
        model.found = answer
        model.lazy = []
        try:
            callback(model, 4)
        except Exception:
            # The vendor prints the traceback and goes on without what the callback would have done.
            model.found = None
            return answer
        model.found = None
        broken = [row for row in model.lazy if _sw_breaks(row, answer[2])]
        if len(broken) == 0:
            return answer
        model.rows = model.rows + broken
        answer = _sw_solve_levels(model, limit, True)
    return answer


def _sw_breaks(row, values):
    e = row.expression
    total = sum([e.weights[i] * values[e.factors[i].position] for i in range(len(e.factors))])
    slip = 1e-6 * max(1.0, abs(total))
    return total > row.upper + slip or total < row.lower - slip


def _sw_need_found(model, where):
    if model.found is None:
        raise _sw_fault(10011, "where != " + where)


def _sw_callback_solution(model, vars):
    _sw_need_found(model, "GRB.Callback.MIPSOL")
    values = model.found[2]
    if isinstance(vars, _sw_Var):
        return values[vars.position]
    if isinstance(vars, dict):
        return _sw_tupledict({key: values[item.position] for key, item in vars.items()})
    return [values[item.position] for item in vars]


def _sw_callback_lazy(model, lhs, sense=None, rhs=None):
    _sw_need_found(model, "GRB.Callback.MIPNODE or GRB.Callback.MIPSOL")
    if model.given.get("LazyConstraints", 0) == 0:
        raise _sw_fault(10011, "Must set LazyConstraints parameter to use lazy constraints")
    if type(lhs) is _sw_TempConstr:
        left = lhs.left
        sense = lhs.sense
        rhs = lhs.right
    else:
        left = lhs
        sense = _sw_sense(sense)
    if not isinstance(left, (_sw_Var, _sw_LinExpr, int, float)) or not isinstance(rhs, (_sw_Var, _sw_LinExpr, int, float)):
        raise _sw_fault(10003, "Invalid argument to Model.cbLazy")
    rest = _sw_plus(_sw_plus(_sw_LinExpr(), left, 1.0), rhs, -1.0)
    right = 0.0 - rest.constant
    lower = right if sense != "L" else -1e100
    upper = right if sense != "G" else 1e100
    name = "lazy" + str(len(model.rows) - model.settled_rows + len(model.lazy))
    model.lazy.append(_sw_ExtraRow(name, rest, lower, upper))


def _sw_callback_get(model, what):
    _sw_need_found(model, "GRB.Callback.MIPSOL")
    if what == 4001:
        return list(model.found[2][: model.settled_columns])
    if what in (4002, 4003, 4004):
        return model.found[1]
    if what == 4005:
        return 0.0
    if what == 4006 or what == 4008:
        return 0
    if what == 6002:
        return model.found[5]
    raise _sw_fault(10011, "Callback error")


def _sw_only_at_nodes(model, *given, **named):
    raise _sw_fault(10011, "where != GRB.Callback.MIPNODE")


def _sw_advice(model, *given, **named):
    # Advice for the vendor's search; the optimum does not depend on it.
    return None


def _sw_terminate(model):
    if model.found is not None:
        _sw_unsupported("Model.terminate in a callback")


# Functions of one variable: exact where it is an integer within bounds, through its values.


def _sw_make_rare_classes():
    class Function:
        # `result = function(operand)`.
        def __init__(self, model, name, kind, operand, result, function):
            self.model = model
            self.label = name if name != "" else "GC" + str(len(model.special))
            self.kind = kind
            self.operand = operand
            self.result = result
            self.function = function
            self.line = _sw_now[0]

        def __repr__(self):
            return "<gurobi.GenConstr " + self.label + ">"

        def written(self):
            column = self.operand
            if column.kind == "C" or column.upper - column.lower > 1000:
                _sw_unsupported(self.kind + " on " + _sw_column_name(column) + ", which is not an integer with bounds")
            first = _sw_ceiling(column.lower)
            xs = [float(first + i) for i in range(int(column.upper // 1) - first + 1)]
            ys = []
            for x in xs:
                try:
                    ys.append(float(self.function(x)))
                except (ValueError, ZeroDivisionError, OverflowError, TypeError):
                    _sw_unsupported(self.kind + " on " + _sw_column_name(column) + ", beyond where it is defined")
            if len(xs) < 2:
                xs = xs + [xs[0] + 1.0]
                ys = ys + ys
            return _sw_Special(self.model, "piecewise", self.label, self.result, [self.operand], xs + ys, self.line)

    class PiecewiseCost:
        # A piecewise-linear function of one variable as part of the objective.
        def __init__(self, variable, xs, ys):
            self.variable = variable
            self.xs = xs
            self.ys = ys
            self.line = _sw_now[0]

        def show(self, model):
            name = _sw_column_name(self.variable) + ".cost"
            cost = _sw_hide_column(model, name, "C", -1e100, 1e100)
            model.special = model.special + [
                _sw_Special(model, "piecewise", name, cost, [self.variable], self.xs + self.ys, self.line)
            ]
            model.factors = model.factors + [cost]
            model.weights = model.weights + [1.0]

    class Norm:
        # `result` is the sum or the largest of the absolute values.
        def __init__(self, model, name, result, operands, which):
            self.model = model
            self.label = name
            self.result = result
            self.operands = operands
            self.which = which
            self.line = _sw_now[0]

        def __repr__(self):
            return "<gurobi.GenConstr *Awaiting Model Update*>"

        def show(self, model):
            sizes = []
            for operand in self.operands:
                name = "abs(" + _sw_column_name(operand) + ")"
                reach = max(abs(operand.lower), abs(operand.upper))
                size = _sw_hide_column(model, name, "C", 0.0, reach)
                model.special = model.special + [_sw_Special(model, "abs", name, size, [operand], [], self.line)]
                sizes.append(size)
            if self.which == 1:
                e = _sw_LinExpr(0.0, sizes + [self.result], [1.0] * len(sizes) + [-1.0])
                _sw_hide_row(model, self.label, e, 0.0, 0.0)
            else:
                largest = _sw_Special(model, "max", self.label, self.result, sizes, [], self.line)
                model.special = model.special + [largest]

    return Function, PiecewiseCost, Norm


_sw_Function, _sw_PiecewiseCost, _sw_Norm = _sw_make_rare_classes()
_sw_layer = _sw_layer + (_sw_Function, _sw_Norm)


def _sw_ceiling(x):
    return -int((-x) // 1)


def _sw_add_function(model, kind, xvar, yvar, name, function):
    _sw_need_variable(xvar)
    _sw_need_variable(yvar)
    made = _sw_Function(model, _sw_name(name), kind, xvar, yvar, function)
    model.special.append(made)
    model.changed = True
    return made


def _sw_add_power(model, xvar, yvar, a, name="", options=""):
    exponent = _sw_real(a)
    return _sw_add_function(model, "addGenConstrPow", xvar, yvar, name, lambda x: x**exponent)


def _sw_make_functions():
    import math

    def plain(kind, function):
        return lambda model, xvar, yvar, name="", options="": _sw_add_function(model, kind, xvar, yvar, name, function)

    def with_base(kind, function):
        def add(model, xvar, yvar, a, name="", options=""):
            base = _sw_real(a)
            return _sw_add_function(model, kind, xvar, yvar, name, lambda x: function(base, x))

        return add

    def add_polynomial(model, xvar, yvar, p, name="", options=""):
        weights = [_sw_real(weight) for weight in p]
        degree = len(weights) - 1
        return _sw_add_function(
            model,
            "addGenConstrPoly",
            xvar,
            yvar,
            name,
            lambda x: sum([weights[i] * x ** (degree - i) for i in range(degree + 1)]),
        )

    return {
        "addGenConstrExp": plain("addGenConstrExp", math.exp),
        "addGenConstrLog": plain("addGenConstrLog", math.log),
        "addGenConstrSin": plain("addGenConstrSin", math.sin),
        "addGenConstrCos": plain("addGenConstrCos", math.cos),
        "addGenConstrTan": plain("addGenConstrTan", math.tan),
        "addGenConstrLogistic": plain("addGenConstrLogistic", lambda x: 1.0 / (1.0 + math.exp(-x))),
        "addGenConstrExpA": with_base("addGenConstrExpA", lambda base, x: base**x),
        "addGenConstrLogA": with_base("addGenConstrLogA", lambda base, x: math.log(x) / math.log(base)),
        "addGenConstrPoly": add_polynomial,
    }


def _sw_add_norm(model, resvar, vars, which, name=""):
    operands = [_sw_need_variable(item) for item in (vars.values() if isinstance(vars, dict) else vars)]
    if which != 1 and which < 1e20:
        _sw_unsupported("a norm of the kind " + str(which))
    made = _sw_Norm(model, _sw_name(name) or "norm" + str(len(model.hidden)), _sw_need_variable(resvar), operands, which)
    model.hidden.append(made)
    model.changed = True
    return made


def _sw_norm(variables, which):
    factors, constants = _sw_operands([variables])
    if len(constants) > 0:
        raise _sw_fault(10003, "Invalid data in vars array")
    return _sw_GenExpr("norm", factors, [float(which)])


def _sw_set_piecewise(model, var, x, y):
    xs = [_sw_real(value) for value in x]
    ys = [_sw_real(value) for value in y]
    if len(xs) != len(ys) or len(xs) < 1:
        raise _sw_fault(10003, "Arguments must have the same length")
    _sw_need_variable(var)
    if len(xs) == 1:
        xs = xs + [xs[0] + 1.0]
        ys = ys + ys
    model.hidden = [one for one in model.hidden if _sw_type_name(one) != "PiecewiseCost" or one.variable is not var]
    _sw_strip_cost(model, var)
    model.hidden.append(_sw_PiecewiseCost(var, xs, ys))
    model.changed = True


def _sw_strip_cost(model, var):
    kept = [i for i in range(len(model.factors)) if model.factors[i] is not var]
    model.weights = [model.weights[i] for i in kept]
    model.factors = [model.factors[i] for i in kept]


def _sw_get_piecewise(model, var):
    for one in model.hidden:
        if _sw_type_name(one) == "PiecewiseCost" and one.variable is var:
            return list(zip(one.xs, one.ys))
    return []


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


# Reading a model back.


def _sw_general_constraints(model):
    return [made for made in model.special if made.kind != "sos"]


def _sw_sets(model):
    return [made for made in model.special if made.kind == "sos"]


def _sw_read_set(model, sos):
    return sos.head, list(sos.factors), list(sos.numbers)


def _sw_read_general(kind):
    def read(model, genconstr):
        if type(genconstr) is not _sw_Special or genconstr.kind != kind:
            raise _sw_fault(10003, "Incorrect general constraint type")
        if kind == "abs":
            return genconstr.head, genconstr.factors[0]
        if kind == "and" or kind == "or":
            return genconstr.head, list(genconstr.factors)
        best = None
        for number in genconstr.numbers:
            best = number if best is None or (number > best) == (kind == "max") else best
        empty = -1e100 if kind == "max" else 1e100
        return genconstr.head, list(genconstr.factors), empty if best is None else best

    return read


def _sw_quadratic_row(model, qc):
    e = qc.expression
    return _sw_QuadExpr(0.0, list(e.factors), list(e.weights), list(e.products))


_sw_copy_rare[0] = _sw_copy_whole


_sw_rare["Model"] = {
    "addGenConstrPow": _sw_add_power,
    "addGenConstrNorm": _sw_add_norm,
    "setPWLObj": _sw_set_piecewise,
    "getPWLObj": _sw_get_piecewise,
    "cbGetSolution": _sw_callback_solution,
    "cbLazy": _sw_callback_lazy,
    "cbGet": _sw_callback_get,
    "cbCut": _sw_only_at_nodes,
    "cbGetNodeRel": _sw_only_at_nodes,
    "cbSetSolution": _sw_advice,
    "cbUseSolution": lambda model: 1e100,
    "cbProceed": _sw_advice,
    "relax": _sw_relax,
    "fixed": _sw_fixed,
    "feasRelaxS": _sw_relax_simply,
    "feasRelax": _sw_relax_feasibly,
    "getGenConstrs": _sw_general_constraints,
    "getSOSs": _sw_sets,
    "getSOS": _sw_read_set,
    "getGenConstrMax": _sw_read_general("max"),
    "getGenConstrMin": _sw_read_general("min"),
    "getGenConstrAbs": _sw_read_general("abs"),
    "getGenConstrAnd": _sw_read_general("and"),
    "getGenConstrOr": _sw_read_general("or"),
    "getQCRow": _sw_quadratic_row,
    "printAttr": _sw_advice,
    "printStats": _sw_advice,
    "printQuality": _sw_advice,
    "display": _sw_advice,
    "tune": _sw_advice,
    "prefetchAttr": _sw_advice,
    "discardMultiobjEnvs": _sw_advice,
    "discardConcurrentEnvs": _sw_advice,
    "terminate": _sw_terminate,
}
_sw_rare["Model"].update(_sw_make_functions())


def _sw_fill_constants(label, text):
    made = _sw_Constants(label)
    words = text.split()
    for i in range(0, len(words), 2):
        setattr(made, words[i], int(words[i + 1]))
    return made


_sw_GRB.Callback = _sw_fill_constants(
    "CallbackConstClass",
    "POLLING 0 PRESOLVE 1 SIMPLEX 2 MIP 3 MIPSOL 4 MIPNODE 5 MESSAGE 6 BARRIER 7 MULTIOBJ 8 IIS 9 PDHG 10 NLBAR 11 "
    "PRE_COLDEL 1000 PRE_ROWDEL 1001 PRE_SENCHG 1002 PRE_BNDCHG 1003 PRE_COECHG 1004 SPX_ITRCNT 2000 SPX_OBJVAL 2001 "
    "SPX_PRIMINF 2002 SPX_DUALINF 2003 SPX_ISPERT 2004 MIP_OBJBST 3000 MIP_OBJBND 3001 MIP_NODCNT 3002 MIP_SOLCNT 3003 "
    "MIP_CUTCNT 3004 MIP_NODLFT 3005 MIP_ITRCNT 3006 MIP_PHASE 3008 MIPSOL_SOL 4001 MIPSOL_OBJ 4002 MIPSOL_OBJBST 4003 "
    "MIPSOL_OBJBND 4004 MIPSOL_NODCNT 4005 MIPSOL_SOLCNT 4006 MIPSOL_PHASE 4008 MIPNODE_STATUS 5001 MIPNODE_REL 5002 "
    "MIPNODE_OBJBST 5003 MIPNODE_OBJBND 5004 MIPNODE_NODCNT 5005 MIPNODE_SOLCNT 5006 MIPNODE_BRVAR 5007 "
    "MIPNODE_PHASE 5009 MSG_STRING 6001 RUNTIME 6002 WORK 6003 MEMUSED 6004 MAXMEMUSED 6005 BARRIER_ITRCNT 7001 "
    "BARRIER_PRIMOBJ 7002 BARRIER_DUALOBJ 7003 BARRIER_PRIMINF 7004 BARRIER_DUALINF 7005 BARRIER_COMPL 7006",
)
_sw_GRB.callback = _sw_GRB.Callback
_sw_GRB.Error = _sw_fill_constants(
    "ErrorConstClass",
    "CALLBACK 10011 CLOUD 10028 CSWORKER 10030 DATA_NOT_AVAILABLE 10005 DUPLICATES 10018 EXCEED_2B_NONZEROS 10025 "
    "FAILED_TO_CREATE_MODEL 20002 FILE_READ 10012 FILE_WRITE 10013 IIS_NOT_INFEASIBLE 10015 INDEX_OUT_OF_RANGE 10006 "
    "INTERNAL 20003 INVALID_ARGUMENT 10003 INVALID_PIECEWISE_OBJ 10026 JOB_REJECTED 10023 MODEL_MODIFICATION 10029 "
    "NETWORK 10022 NODEFILE 10019 NOT_FOR_MIP 10016 NOT_IN_MODEL 20001 NOT_SUPPORTED 10024 NO_LICENSE 10009 "
    "NULL_ARGUMENT 10002 NUMERIC 10014 OPTIMIZATION_IN_PROGRESS 10017 OUT_OF_MEMORY 10001 QCP_EQUALITY_CONSTRAINT 10021 "
    "Q_NOT_PSD 10020 SIZE_LIMIT_EXCEEDED 10010 UNKNOWN_ATTRIBUTE 10004 UNKNOWN_PARAMETER 10007 VALUE_OUT_OF_RANGE 10008",
)
for _sw_name_of_error in (
    "DATA_NOT_AVAILABLE INVALID_ARGUMENT OUT_OF_MEMORY NOT_SUPPORTED NUMERIC NO_LICENSE SIZE_LIMIT_EXCEEDED Q_NOT_PSD "
    "IIS_NOT_INFEASIBLE UNKNOWN_ATTRIBUTE UNKNOWN_PARAMETER VALUE_OUT_OF_RANGE INDEX_OUT_OF_RANGE NOT_IN_MODEL CALLBACK"
).split():
    setattr(_sw_GRB, "ERROR_" + _sw_name_of_error, getattr(_sw_GRB.Error, _sw_name_of_error))
_sw_GRB.FEASRELAX_LINEAR = 0
_sw_GRB.FEASRELAX_QUADRATIC = 1
_sw_GRB.FEASRELAX_CARDINALITY = 2
_sw_gurobipy.members["norm"] = _sw_norm
setattr(_sw_gurobipy, "norm", _sw_norm)
