# What few `gurobipy` programs need (with callbacks, functions and relaxations beside this): several objectives, and less
# usual calls of the model.


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
    try:
        for hidden in model.hidden:
            hidden.show(model)
        for column in kept[0]:
            if column.kind == "S" or column.kind == "N":
                changed.append((column, column.kind, column.lower, column.upper))
                _sw_open_gap(model, column)
        written = [made.written() if _sw_type_name(made) == "Function" else made for made in model.special]
        model.special = written
        if callback is None:
            return _sw_solve_levels(model, limit, False)
        return _sw_solve_with_callback(model, limit, callback)
    finally:
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
