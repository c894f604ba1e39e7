# The module: attributes, constants, and everything under the name that programs import.


def _sw_tupledict_member(holder, name):
    return None


def _sw_array_member(holder, name):
    return None


def _sw_unknown_attribute(value, name):
    label = _sw_type_name(value)
    _sw_missing(label, name, AttributeError("'" + label + "' object has no attribute '" + name + "'"))


def _sw_read_attribute(value, name):
    kind = type(value)
    if kind is _sw_Module:
        if name in value.members:
            return value.members[name]
        message = "module '" + value.label + "' has no attribute '" + name + "'"
        _sw_missing(value.label, name, AttributeError(message))
    fields = _sw_fields.get(_sw_type_name(value), {})
    if name in fields:
        read = getattr(value, fields[name])
        if read == "unknown" and name in ("pi", "dj"):
            _sw_unsupported("dual values")
        return read
    if kind is _sw_Constraint and name == "constant":
        return value.expression.constant
    found = _sw_rare_member(value, name)
    if found is not None:
        return found
    if kind is _sw_Problem and value.elastic is not None and name in value.elastic:
        return value.elastic[name]
    if name in _sw_internal or not hasattr(value, name):
        _sw_unknown_attribute(value, name)
    return getattr(value, name)


# What the vendor calls the parts of its objects, and what they are called here.
_sw_fields = {
    "LpVariable": {
        "name": "label",
        "lowBound": "low",
        "upBound": "up",
        "cat": "cat",
        "varValue": "value_now",
        "dj": "price",
    },
    "LpAffineExpression": {"name": "label", "constant": "constant"},
    "LpConstraint": {"name": "label", "sense": "sense", "pi": "dual", "slack": "rest"},
    "LpProblem": {
        "name": "label",
        "sense": "direction",
        "objective": "aim",
        "constraints": "named",
        "status": "code",
        "sol_status": "point",
        "sos1": "sets1",
        "sos2": "sets2",
        "solutionTime": "seconds",
        "solutionCpuTime": "seconds",
    },
}
_sw_internal = (
    "label model position line lower upper kind value_now price low up factors weights expression rest dual direction "
    "aim named known last_name code point seconds special columns rows limit arrange integral sets1 sets2 unfixed elastic"
).split()


def _sw_write_attribute(target, name, value):
    kind = type(target)
    if kind is _sw_Var:
        if name == "lowBound":
            _sw_set_bounds(target, value, target.up)
        elif name == "upBound":
            _sw_set_bounds(target, target.low, value)
        elif name == "cat":
            _sw_set_category(target, value, target.low, target.up)
        elif name == "varValue":
            target.value_now = value
        elif name == "name":
            target.label = _sw_clean(value)
        else:
            _sw_unknown_attribute(target, name)
    elif kind is _sw_Problem and name == "sense":
        target.direction = value
    elif kind is _sw_Problem and name == "sos1":
        target.sets1 = dict(value)
    elif kind is _sw_Problem and name == "sos2":
        target.sets2 = dict(value)
    elif kind is _sw_Problem and name == "name":
        target.label = str(value)
    elif kind is _sw_Problem and name == "objective":
        target.setObjective(value)
    elif kind is _sw_LinExpr and name == "constant":
        target.constant = _sw_number(value)
    elif kind is _sw_LinExpr and name == "name":
        target.label = value
    elif kind is _sw_Constraint and name == "constant":
        target.expression.constant = _sw_number(value)
    else:
        _sw_unknown_attribute(target, name)


def _sw_make_solver(label):
    def solver(*given, timeLimit=None, maxSeconds=None, **named):
        return _sw_Solver(label, timeLimit if maxSeconds is None else maxSeconds)

    return solver


_sw_solver_names = (
    "PULP_CBC_CMD COIN_CMD COIN COINMP_DLL GLPK GLPK_CMD PYGLPK CPLEX CPLEX_CMD CPLEX_PY GUROBI GUROBI_CMD MOSEK XPRESS "
    "XPRESS_CMD XPRESS_PY SCIP SCIP_CMD SCIP_PY FSCIP_CMD HiGHS HiGHS_CMD COPT COPT_CMD CHOCO_CMD MIPCL_CMD SAS94 "
    "SASCAS cuOpt"
).split()


def _sw_get_solver(solver, *given, **named):
    if solver not in _sw_solver_names:
        raise _sw_Error("The solver " + str(solver) + " does not exist in PuLP.")
    return _sw_make_solver(solver)(*given, **named)


def _sw_list_solvers(onlyAvailable=False):
    return ["PULP_CBC_CMD"] if onlyAvailable else list(_sw_solver_names)


def _sw_make_pulp():
    status = {0: "Not Solved", 1: "Optimal", -1: "Infeasible", -2: "Unbounded", -3: "Undefined"}
    constants = {
        "LpMinimize": 1,
        "LpMaximize": -1,
        "LpContinuous": "Continuous",
        "LpInteger": "Integer",
        "LpBinary": "Binary",
        "LpCategories": {"Continuous": "Continuous", "Integer": "Integer", "Binary": "Binary"},
        "LpSenses": {-1: "Maximize", 1: "Minimize"},
        "LpConstraintLE": -1,
        "LpConstraintEQ": 0,
        "LpConstraintGE": 1,
        "LpConstraintSenses": {1: ">=", -1: "<=", 0: "="},
        "LpStatus": status,
        "LpStatusNotSolved": 0,
        "LpStatusOptimal": 1,
        "LpStatusInfeasible": -1,
        "LpStatusUnbounded": -2,
        "LpStatusUndefined": -3,
        "LpSolutionNoSolutionFound": 0,
        "LpSolutionOptimal": 1,
        "LpSolutionIntegerFeasible": 2,
        "LpSolutionInfeasible": -1,
        "LpSolutionUnbounded": -2,
        "PulpError": _sw_Error,
    }
    members = dict(constants)
    members["constants"] = _sw_module("pulp.constants", constants)
    members["const"] = members["constants"]
    solvers = {name: _sw_make_solver(name) for name in _sw_solver_names}
    solvers["PulpSolverError"] = _sw_Error
    solvers["getSolver"] = _sw_get_solver
    solvers["listSolvers"] = _sw_list_solvers
    members.update(solvers)
    members["apis"] = _sw_module("pulp.apis", solvers)
    members["LpProblem"] = _sw_Problem
    members["LpVariable"] = _sw_Var
    members["LpAffineExpression"] = _sw_LinExpr
    members["LpConstraint"] = _sw_Constraint
    members["lpSum"] = _sw_lp_sum
    members["lpDot"] = _sw_lp_dot
    members["value"] = _sw_value
    members["makeDict"] = _sw_make_dict
    members["combination"] = _sw_itertools_combinations
    members["permutation"] = _sw_itertools_permutations
    members["allcombinations"] = _sw_all_combinations
    members["__version__"] = "3.3.2"
    return _sw_module("pulp", members)


_sw_pulp = _sw_make_pulp()
_sw_layer = (
    _sw_Var,
    _sw_LinExpr,
    _sw_Constraint,
    _sw_Problem,
    _sw_Solver,
    _sw_Module,
    _sw_Row,
)
