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
    fitting = (_sw_Var, _sw_LinExpr, int, float)
    if not isinstance(left, fitting) or not isinstance(rhs, fitting):
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
