# The `coptpy` layer: the vendor's calling forms, argument checks, defaults and messages over plain data, handed to
# the host at each solve. Names that the vendor has and this layer lacks end the run as unsupported.

import re

# The interpreter has no class inheritance, so an exception type that programs never name stands for CoptError.
_sw_CoptError = re.PatternError

_sw_infinity = 1e30
_sw_kinds = ("C", "B", "I")
_sw_models = []


def _sw_invalid(message):
    return _sw_CoptError("3, (INVALID) " + message)


def _sw_wrong_arguments(function):
    return TypeError("Wrong number or type of arguments for overloaded function '" + function + "'.")


def _sw_label(name, function):
    if name is None:
        return ""
    if not isinstance(name, str):
        raise _sw_wrong_arguments(function)
    return name


def _sw_bounds(kind, lower, upper):
    if kind != "B":
        return lower, upper
    return (1.0 if lower >= 1.0 else 0.0), (0.0 if upper <= 0.0 else 1.0)


def _sw_make_rows():
    class Constraint:
        __hash__ = None

        def __init__(self, model, position, name, shown, expression, lower, upper, line):
            self.model = model
            self.position = position
            self.label = name
            self.shown = shown
            self.expression = expression
            self.lower = lower
            self.upper = upper
            self.line = line

        def __repr__(self):
            return "<coptpy.Constraint: " + self.label + ">"

        def getName(self):
            return self.label

        def setName(self, newname):
            self.label = _sw_label(newname, "IConstraint_SetName")
            self.shown = self.label

        def getIdx(self):
            return self.position

        def getInfo(self, infoname):
            return _sw_row_info(self, infoname)

        def setInfo(self, infoname, newval):
            _sw_set_row_info(self, infoname, newval)

        def remove(self):
            self.model.remove(self)

    class Params:
        def __init__(self, model):
            self.model = model

    class Constants:
        def __init__(self, label):
            self.label = label

    class Names:
        def __init__(self, label, names):
            self.label = label
            self.names = names

    return Constraint, Params, Constants, Names


_sw_Constraint, _sw_Params, _sw_Constants, _sw_Names = _sw_make_rows()

_sw_parameters = {}
for _sw_name in (
    "TimeLimit SolTimeLimit MemLimit MatrixTol QMatrixTol FeasTol DualTol IntTol PDLPTol NLPTol RelGap AbsGap "
    "TuneTimeLimit TuneTargetLimit TuneTargetRelGap MultiObjTimeLimit MultiObjPriority MultiObjWeight "
    "MultiObjAbsTol MultiObjRelTol Logging LogLevel LogToConsole Presolve Scaling Dualize LpMethod ConcurrentLpMode "
    "GPUMode GPUDevice ReqFarkasRay ReqSensitivity DualPrice DualPerturb CutLevel RootCutLevel TreeCutLevel "
    "RootCutRounds NodeCutRounds HeurLevel PreRootHeurLevel RoundingHeurLevel DivingHeurLevel FAPHeurLevel "
    "SubMipHeurLevel StrongBranching ConflictAnalysis NodeLimit MipTasks BarHomogeneous BarOrder BarStart "
    "BarIterLimit NonConvex NLPMuUpdate NLPLinScale NLPIterLimit Threads BarThreads SimplexThreads "
    "CrossoverThreads Crossover SDPMethod IISMethod FeasRelaxMode MipStartMode MipStartNodeLimit TuneMethod "
    "TuneMode TuneMeasure TunePermutes TuneOutputLevel MultiObjParamMode LazyConstraints LinearizeIndicators "
    "LinearizeSos MipRepair MipNLPIterLimit WriteDualProb"
).split():
    _sw_parameters[_sw_name.lower()] = _sw_name

_sw_attribute_names = {}
for _sw_name in (
    "SolvingTime ObjConst ObjVal ObjBound LpObjVal BestObj BestBnd BestGap Cols PsdCols Rows Elems QElems Bins Ints "
    "Soss Cones ExpCones QConstrs PsdConstrs LmiConstrs Indicators ObjSense Status HasSol LpStatus MipStatus "
    "SimplexIter BarrierIter NodeCnt PoolSols HasLpSol HasMipSol HasQObj HasIIS IsMIP"
).split():
    _sw_attribute_names[_sw_name.lower()] = _sw_name

_sw_info_names = {}
for _sw_name in "Obj LB UB Value Slack Dual RedCost".split():
    _sw_info_names[_sw_name.lower()] = _sw_name


# Keys of index sets.


def _sw_is_scalar_key(item):
    return isinstance(item, (int, float, str))


def _sw_check_key(item):
    if isinstance(item, tuple):
        for part in item:
            if not _sw_is_scalar_key(part):
                hash(part)
                raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")
    elif not _sw_is_scalar_key(item):
        raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")


def _sw_index_set(items):
    kind = _sw_type_name(items)
    if kind not in ("list", "tuple", "dict", "set", "frozenset", "range", "dict_keys", "dict_values", "deque"):
        raise TypeError("'int', 'float' or 'str' object(s) are required for argument 'indices'")
    made = list(items)
    for item in made:
        _sw_check_key(item)
    return made


def _sw_join_keys(a, b):
    left = a if isinstance(a, tuple) else (a,)
    right = b if isinstance(b, tuple) else (b,)
    return left + right


def _sw_keys(indices):
    if len(indices) == 0:
        raise TypeError("'indices' is required to add variables to model")
    sets = []
    if isinstance(indices[0], (int, float)):
        for count in indices:
            if not isinstance(count, int):
                raise TypeError("'" + _sw_type_name(count) + "' object cannot be interpreted as an integer")
            sets.append(range(count))
    else:
        for i in range(len(indices)):
            if i > 0 and isinstance(indices[i], (int, float)):
                raise TypeError("'" + _sw_type_name(indices[i]) + "' object is not iterable")
            sets.append(_sw_index_set(indices[i]))
    keys = list(sets[0])
    for more in sets[1:]:
        keys = [_sw_join_keys(key, item) for key in keys for item in more]
    # A repeated key names one variable.
    return list({key: True for key in keys})


def _sw_key_text(key):
    if isinstance(key, tuple):
        return ",".join([str(part) for part in key])
    return str(key)


def _sw_flat(items):
    made = []
    for item in items:
        if isinstance(item, list):
            made.extend(_sw_flat(item))
        else:
            made.append(item)
    return made


def _sw_spread(given, keys, default):
    # One value per key, from a number, a list in key order, or a dictionary by key.
    if isinstance(given, (int, float)):
        return [float(given)] * len(keys)
    if isinstance(given, list):
        flat = _sw_flat(given)
        return [float(flat[i]) for i in range(len(keys))]
    if isinstance(given, dict):
        return [float(given[key]) if key in given else default for key in keys]
    if isinstance(given, _sw_expression):
        return [float(given)]
    return [default] * len(keys)


def _sw_spread_kinds(given, keys):
    if given is None:
        return ["C"] * len(keys)
    if isinstance(given, str):
        if len(given) != 1:
            raise _sw_wrong_arguments("IModel_AddVars")
        kinds = [given] * len(keys)
    elif isinstance(given, list):
        flat = _sw_flat(given)
        kinds = [flat[i] for i in range(len(keys))]
    elif isinstance(given, dict):
        kinds = [given[key] if key in given else "C" for key in keys]
    else:
        kinds = ["?"]
    for kind in kinds:
        if kind not in _sw_kinds:
            raise _sw_invalid("Fail to add vars")
    return kinds


# Collections. The interpreter cannot subclass dict and list: a registry tells ours from the program's own.


def _sw_tupledict(items=None):
    made = {} if items is None else dict(items)
    _sw_tupledicts[id(made)] = made
    return made


def _sw_tuplelist(items=None):
    made = [] if items is None else list(items)
    _sw_arrays[id(made)] = (made, "tuplelist")
    return made


def _sw_array(items, kind):
    _sw_arrays[id(items)] = (items, kind)
    return items


def _sw_match(pattern, key):
    if len(pattern) == 0:
        return True
    parts = key if isinstance(key, tuple) else (key,)
    if len(parts) != len(pattern):
        raise KeyError("Key should have length " + str(len(parts)))
    for i in range(len(parts)):
        wanted = pattern[i]
        if isinstance(wanted, (list, tuple, set, dict, range)):
            if parts[i] not in wanted:
                return False
        elif wanted != "*" and wanted != parts[i]:
            return False
    return True


def _sw_select_sum(values, bare):
    if len(values) == 0 and not bare:
        return 0.0
    if not bare:
        plain = True
        for value in values:
            if isinstance(value, _sw_expression):
                plain = False
        if plain:
            return float(sum(values))
    return _sw_quicksum(values)


def _sw_dict_sum(holder, pattern):
    chosen = [value for key, value in holder.items() if _sw_match(pattern, key)]
    return _sw_select_sum(chosen, len(pattern) == 0)


def _sw_dict_prod(holder, coeff, pattern):
    if not isinstance(coeff, dict):
        raise AttributeError("'" + _sw_type_name(coeff) + "' object has no attribute 'keys'")
    total = _sw_LinExpr()
    for key, value in holder.items():
        if key in coeff and _sw_match(pattern, key):
            total = _sw_add(total, _sw_mul(coeff[key], value))
    return total


def _sw_tupledict_member(holder, name):
    if name == "sum":
        return lambda *pattern: _sw_dict_sum(holder, pattern)
    if name == "prod":
        return lambda coeff, *pattern: _sw_dict_prod(holder, coeff, pattern)
    if name == "select":
        return lambda *pattern: [value for key, value in holder.items() if _sw_match(pattern, key)]
    if name == "clean":
        return lambda: None
    return None


def _sw_array_get(items, position):
    if not isinstance(position, int) or position < 0 or position >= len(items):
        raise _sw_invalid("Invalid index")
    return items[position]


def _sw_array_member(holder, name):
    kind = _sw_arrays[id(holder)][1]
    if kind == "tuplelist":
        if name == "select":
            return lambda *pattern: [key for key in holder if _sw_match(pattern, key)]
        if name == "clean":
            return lambda: None
        return None
    if name == "size":
        return len(holder)
    if name == "getSize":
        return lambda: len(holder)
    if name == "getAll":
        return lambda: list(holder)
    if name == "getVar" or name == "getConstr":
        return lambda position: _sw_array_get(holder, position)
    return None


def _sw_multidict(data):
    if not isinstance(data, dict):
        data = dict(data)
    keys = _sw_tuplelist(data.keys())
    width = 0
    for value in data.values():
        width = len(value) if isinstance(value, (list, tuple)) else 0
        break
    if width == 0:
        return [keys, _sw_tupledict(data)]
    return [keys] + [_sw_tupledict({key: data[key][i] for key in keys}) for i in range(width)]


def _sw_quicksum(termlist):
    if isinstance(termlist, dict):
        termlist = termlist.values()
    total = _sw_LinExpr()
    rank = 1
    for item in termlist:
        found = _sw_rank(item)
        if found > rank:
            total = _sw_plus(total, item, 1.0)
            rank = found
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total


# Expressions made by name.


def _sw_weights(coefficients, count):
    if isinstance(coefficients, (int, float)):
        return [float(coefficients)] * count
    return [float(coefficient) for coefficient in coefficients]


def _sw_need_variable(value):
    if type(value) is not _sw_Var:
        raise TypeError("'Var' object(s) are required for argument 'var'")
    return value


def _sw_linear_terms(factors, coefficients):
    if isinstance(factors, dict):
        if isinstance(coefficients, dict):
            coefficients = [coefficients[key] for key in factors]
        factors = factors.values()
    made = [_sw_need_variable(factor) for factor in factors]
    weights = _sw_weights(coefficients, len(made))
    if len(weights) < len(made):
        raise IndexError("list index out of range")
    return made, weights[: len(made)]


def _sw_new_linear(arg1=0.0, arg2=None):
    total = _sw_LinExpr()
    if isinstance(arg1, _sw_linear):
        _sw_accumulate(total, arg1, 1.0 if arg2 is None else float(arg2))
    elif isinstance(arg1, (list, tuple, dict)):
        if arg2 is None:
            for factor, weight in arg1:
                _sw_accumulate(total, _sw_need_variable(factor), float(weight))
        else:
            made, weights = _sw_linear_terms(arg1, arg2)
            total.factors = made
            total.weights = weights
    else:
        total.constant = float(arg1)
    return total


def _sw_new_quadratic(arg1=0.0, arg2=None):
    if isinstance(arg2, _sw_linear):
        return _sw_product(arg1, arg2)
    total = _sw_QuadExpr()
    _sw_accumulate(total, arg1, 1.0 if arg2 is None else float(arg2))
    return total


def _sw_new_builder(arg1=0.0, arg2=None):
    total = _sw_new_linear(arg1, arg2)
    return _sw_ExprBuilder(total.constant, total.factors, total.weights)


def _sw_value_of(e):
    total = e.constant
    for i in range(len(e.factors)):
        total += e.weights[i] * _sw_solution(e.factors[i])
    if type(e) is _sw_QuadExpr:
        for weight, first, second in e.products:
            total += weight * _sw_solution(first) * _sw_solution(second)
    return total


def _sw_expression_member(e, name):
    kind = type(e)
    quadratic = kind is _sw_QuadExpr
    if name == "constant" or name == "getConstant":
        return e.constant if name == "constant" else (lambda: e.constant)
    if name == "size" or name == "getSize":
        size = len(e.products) if quadratic else len(e.factors)
        return size if name == "size" else (lambda: size)
    if name == "getValue":
        return lambda: _sw_value_of(e)
    if name == "value" and kind is not _sw_ExprBuilder:
        return _sw_value_of(e)
    if name == "getVar" and not quadratic:
        return lambda idx: e.factors[idx]
    if name == "getCoeff":
        return lambda idx: e.products[idx][0] if quadratic else e.weights[idx]
    if name == "getVar1" and quadratic:
        return lambda idx: e.products[idx][1]
    if name == "getVar2" and quadratic:
        return lambda idx: e.products[idx][2]
    if name == "getLinExpr" and quadratic:
        return lambda: _sw_LinExpr(e.constant, list(e.factors), list(e.weights))
    if name == "clone":
        return lambda: _sw_scaled(e, 1.0)
    if name == "getExpr" and kind is _sw_ExprBuilder:
        return lambda: _sw_LinExpr(e.constant, list(e.factors), list(e.weights))
    if name == "addConstant" and kind is not _sw_ExprBuilder:
        return lambda newval: _sw_accumulate(e, float(newval), 1.0)
    if name == "setConstant" and kind is not _sw_ExprBuilder:
        return lambda newval: _sw_write_constant(e, newval)
    if name == "addTerm" and not quadratic:
        return lambda var, coeff=1.0: _sw_accumulate(e, _sw_need_variable(var), float(coeff))
    if name == "addTerm":
        return lambda coeff, var1, var2=None: _sw_add_product(e, coeff, var1, var2)
    if name == "addTerms" and kind is _sw_LinExpr:
        return lambda vars, coeffs: _sw_add_terms(e, vars, coeffs)
    if name == "addExpr" and not quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, _sw_need_linear(expr), float(mult))
    if name == "addLinExpr" and quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, _sw_need_linear(expr), float(mult))
    if name == "addQuadExpr" and quadratic:
        return lambda expr, mult=1.0: _sw_accumulate(e, expr, float(mult))
    if name == "reserve":
        return lambda n: None
    label = _sw_type_name(e)
    _sw_missing(label, name, AttributeError("'" + label + "' object has no attribute '" + name + "'"))


def _sw_need_linear(value):
    if not isinstance(value, _sw_linear):
        raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(value) + "'")
    return value


def _sw_write_constant(e, value):
    e.constant = float(value)


def _sw_add_product(e, coeff, first, second):
    _sw_need_variable(first)
    if second is None:
        _sw_accumulate(e, first, float(coeff))
    else:
        e.products.append((float(coeff), first, _sw_need_variable(second)))


def _sw_add_terms(e, factors, coefficients):
    if type(factors) is _sw_Var:
        factors = [factors]
    made, weights = _sw_linear_terms(factors, coefficients)
    e.factors.extend(made)
    e.weights.extend(weights)


# Information of variables and rows.


def _sw_solution(variable):
    values = variable.model.values
    if values is None or variable.position < 0 or variable.position >= len(values):
        raise _sw_invalid("Fail to get variable information")
    return values[variable.position]


def _sw_variable_info(variable, name):
    wanted = str(name).lower()
    if wanted == "x" or wanted == "value":
        return _sw_solution(variable)
    if wanted == "lb":
        return variable.lower
    if wanted == "ub":
        return variable.upper
    if wanted == "obj":
        return variable.model.cost_of(variable)
    if wanted == "rc" or wanted == "redcost":
        costs = variable.model.reduced_costs
        if costs is not None and variable.position >= 0:
            return costs[variable.position]
        if variable.model.values is not None and not variable.model.integral():
            _sw_unsupported("reduced costs")
        raise _sw_invalid("Fail to get variable information")
    if wanted in ("iislb", "iisub", "relaxlb", "relaxub", "basis"):
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
    if name in ("getBasis", "getLowerIIS", "getUpperIIS"):
        _sw_unsupported("Var." + name)
    return _sw_variable_info(variable, name)


def _sw_set_variable_info(variable, name, value):
    wanted = str(name).lower()
    if wanted == "lb":
        variable.lower = float(value)
    elif wanted == "ub":
        variable.upper = float(value)
    elif wanted == "obj":
        variable.model.set_cost(variable, float(value))
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
    if wanted in ("iislb", "iisub", "relaxlb", "relaxub", "basis"):
        _sw_unsupported("Constraint." + str(name))
    if found is None or row.position < 0 or row.position >= len(found):
        raise _sw_invalid("Fail to get a constraint information")
    return found[row.position]


def _sw_row_attribute(row, name):
    wanted = name.lower()
    if wanted == "name":
        return row.label
    if wanted == "index":
        return row.position
    if name in ("getName", "setName", "getIdx", "getInfo", "setInfo", "remove"):
        return getattr(row, name)
    if name in ("getBasis", "getLowerIIS", "getUpperIIS", "computeShadowPriceRange"):
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


# The model.


def _sw_row_bounds(sense, constant):
    # `expression sense 0` with the constant moved to the right.
    right = 0.0 - constant
    if sense == "L":
        return -_sw_infinity, right
    if sense == "G":
        return right, _sw_infinity
    if sense == "E":
        return right, right
    if sense == "N":
        return -_sw_infinity, _sw_infinity
    raise ValueError("Unsupported constraint sense")


def _sw_keyed(key, relation):
    for part in key:
        hash(part)
    return _sw_Keyed(key[0] if len(key) == 1 else key, relation)


def _sw_make_model():
    class Keyed:
        def __init__(self, key, relation):
            self.key = key
            self.relation = relation

    class Model:
        __hash__ = None

        def __init__(self, name):
            self.label = name
            self.columns = []
            self.rows = []
            self.constant = 0.0
            self.weights = []
            self.factors = []
            self.products = []
            self.sense = 1
            self.line = None
            self.given = {}
            self.forget()
            self.code = 0
            self.best = 0.0
            self.seconds = 0.0
            _sw_models.append(self)

        def __repr__(self):
            return "<coptpy.Model: " + self.label + ">"

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return None

        def forget(self):
            # The vendor drops the solution when a column or row comes or goes, but keeps status and objective.
            self.values = None
            self.activities = None
            self.duals = None
            self.reduced_costs = None

        def integral(self):
            for column in self.columns:
                if column.kind != "C":
                    return True
            return False

        def addVar(self, lb=0.0, ub=1e30, obj=0.0, vtype="C", name="", column=None):
            if column is not None:
                _sw_unsupported("addVar with a column")
            lower = float(lb)
            upper = float(ub)
            cost = float(obj)
            if vtype not in _sw_kinds:
                raise _sw_invalid("Fail to add a variable")
            return self.add_column(lower, upper, cost, vtype, _sw_label(name, "IModel_AddVar"))

        def add_column(self, lower, upper, cost, kind, name):
            lower, upper = _sw_bounds(kind, lower, upper)
            made = _sw_Var(self, len(self.columns), name, lower, upper, kind, _sw_now[0])
            self.columns.append(made)
            if cost != 0.0:
                self.factors.append(made)
                self.weights.append(cost)
            self.forget()
            return made

        def addVars(self, *indices, lb=0.0, ub=1e30, obj=0.0, vtype="C", nameprefix="C"):
            keys = _sw_keys(indices)
            lower = _sw_spread(lb, keys, 0.0)
            upper = _sw_spread(ub, keys, _sw_infinity)
            cost = _sw_spread(obj, keys, 0.0)
            kinds = _sw_spread_kinds(vtype, keys)
            prefix = str(nameprefix)
            made = _sw_tupledict()
            for i in range(len(keys)):
                name = prefix + "(" + _sw_key_text(keys[i]) + ")"
                made[keys[i]] = self.add_column(lower[i], upper[i], cost[i], kinds[i], name)
            return made

        def addConstr(self, lhs, sense=None, rhs=None, name=""):
            label = _sw_label(name, "IModel_AddConstr")
            # The vendor takes the second argument for a sense even after a whole relation, and ignores it there.
            shown = label if label != "" or not isinstance(sense, str) else sense
            kind = type(lhs)
            if kind is _sw_ConstrBuilder:
                return self.add_relation(lhs, label, shown)
            if kind is tuple:
                return self.add_range(lhs, label, shown)
            if kind is _sw_QConstrBuilder:
                raise TypeError("'QConstrBuilder' or 'MQConstrBuilder' is not valid for argument 'lhs'")
            if kind is bool:
                return self.add_row(_sw_LinExpr(), "L" if lhs else "G", 1.0, label, label)
            if sense is None or sense not in ("L", "G", "E", "N"):
                if sense == "R":
                    _sw_unsupported("addConstr with the sense R")
                raise ValueError("Unsupported constraint sense")
            if not isinstance(lhs, (_sw_Var, _sw_ExprBuilder, _sw_LinExpr, int, float)):
                raise TypeError("'Var' object(s) are required for argument 'var'")
            if isinstance(rhs, str) or isinstance(rhs, _sw_QuadExpr):
                raise TypeError("'Var' object(s) are required for argument 'var'")
            rest = _sw_plus(_sw_LinExpr(), lhs, 1.0)
            if isinstance(rhs, _sw_linear):
                _sw_accumulate(rest, rhs, -1.0)
                return self.add_row(rest, sense, 0.0, label, label)
            return self.add_row(rest, sense, float(rhs), label, label)

        def add_relation(self, relation, label, shown):
            return self.add_row(relation.expression, relation.sense, 0.0, label, shown)

        def add_range(self, triple, label, shown):
            if len(triple) < 3:
                raise IndexError("tuple index out of range")
            if type(triple[0]) is not _sw_ConstrBuilder:
                raise ValueError("Unsupported constraint sense")
            row = self.add_row(triple[0].expression, "E", 0.0, label, shown)
            constant = triple[0].expression.constant
            row.lower = float(triple[1]) - constant
            row.upper = float(triple[2]) - constant
            return row

        def add_row(self, expression, sense, right, label, shown):
            lower, upper = _sw_row_bounds(sense, expression.constant - right)
            made = _sw_Constraint(
                self, len(self.rows), label, shown, expression, lower, upper, _sw_now[0]
            )
            self.rows.append(made)
            self.forget()
            return made

        def addConstrs(self, generator, nameprefix="R"):
            if not isinstance(nameprefix, str):
                raise _sw_wrong_arguments("IModel_AddConstrs")
            kind = type(generator)
            if kind is _sw_ConstrBuilder or kind is bool:
                return self.addConstr(generator, name=nameprefix)
            if kind is int:
                _sw_unsupported("addConstrs with a count")
            made = _sw_tupledict()
            position = 0
            for item in generator:
                key = position
                relation = item
                if type(item) is _sw_Keyed:
                    key = item.key
                    relation = item.relation
                if type(relation) is not _sw_ConstrBuilder:
                    self.refuse_relation(relation)
                name = nameprefix + "(" + _sw_key_text(key) + ")"
                made[key] = self.add_relation(relation, name, name)
                position += 1
            return made

        def refuse_relation(self, relation):
            if type(relation) is _sw_QConstrBuilder or type(relation) is _sw_NlConstrBuilder:
                raise TypeError(
                    "in method 'IConstrBuilderArray_PushBack', argument 2 of type 'Copt::IConstrBuilder const *'"
                )
            raise AttributeError("'" + _sw_type_name(relation) + "' object has no attribute '__dict__'")

        def addQConstr(self, lhs, sense=None, rhs=None, name=""):
            kind = type(lhs)
            if kind is _sw_QConstrBuilder:
                label = _sw_label(name, "IModel_AddQConstr")
                return self.add_row(lhs.expression, lhs.sense, 0.0, label, label)
            if isinstance(lhs, _sw_QuadExpr) or isinstance(rhs, _sw_QuadExpr):
                if sense not in ("L", "G", "E"):
                    raise ValueError("Unsupported constraint sense")
                label = _sw_label(name, "IModel_AddQConstr")
                return self.add_row(_sw_plus(lhs, rhs, -1.0), sense, 0.0, label, label)
            return self.addConstr(lhs, sense, rhs, name)

        def addBoundConstr(self, expr, lb=-1e30, ub=1e30, name=""):
            label = _sw_label(name, "IModel_AddConstr")
            rest = _sw_plus(_sw_LinExpr(), _sw_need_linear(expr), 1.0)
            lower = float(lb)
            upper = float(ub)
            row = self.add_row(rest, "E", 0.0, label, label)
            row.lower = lower - rest.constant
            row.upper = upper - rest.constant
            return row

        def setObjective(self, expr, sense=None):
            if sense is not None and not isinstance(sense, int):
                raise _sw_wrong_arguments("IModel_SetObjective")
            if isinstance(expr, _sw_NlExpr):
                _sw_unsupported("nonlinear objective")
            if isinstance(expr, (list, tuple)):
                raise TypeError("'Var' object is not iterable")
            if isinstance(expr, (str, _sw_ConstrBuilder, _sw_QConstrBuilder, _sw_NlConstrBuilder)):
                raise TypeError("'Var' object(s) are required for argument 'var'")
            total = _sw_QuadExpr()
            _sw_accumulate(total, expr, 1.0)
            self.constant = total.constant
            self.factors = total.factors
            self.weights = total.weights
            self.products = total.products
            self.line = _sw_now[0]
            if sense is not None:
                self.setObjSense(sense)

        def setObjSense(self, sense):
            if not isinstance(sense, int):
                raise _sw_wrong_arguments("IModel_SetObjSense")
            if sense != 0:
                self.sense = -1 if sense < 0 else 1

        def setObjConst(self, constant):
            self.constant = float(constant)

        def getObjective(self):
            if len(self.products) > 0:
                return _sw_QuadExpr(self.constant, list(self.factors), list(self.weights), list(self.products))
            return _sw_LinExpr(self.constant, list(self.factors), list(self.weights))

        def cost_of(self, variable):
            total = 0.0
            for i in range(len(self.factors)):
                if self.factors[i] is variable:
                    total += self.weights[i]
            return total

        def set_cost(self, variable, cost):
            kept = [i for i in range(len(self.factors)) if self.factors[i] is not variable]
            self.weights = [self.weights[i] for i in kept] + [cost]
            self.factors = [self.factors[i] for i in kept] + [variable]

        def exported(self):
            columns = [(c.label, c.kind, c.lower, c.upper, c.line) for c in self.columns]
            rows = []
            for row in self.rows:
                e = row.expression
                rows.append((row.shown, row.lower, row.upper, self.terms(e), self.squares(e), row.line))
            return (self.label, columns, rows, self.sense, self.constant, self.terms(self), self.squares(self), self.line)

        def terms(self, e):
            made = []
            for i in range(len(e.factors)):
                factor = e.factors[i]
                if factor.model is not self or factor.position < 0:
                    raise _sw_invalid("Variable does not belong to the model")
                made.append(factor.position)
                made.append(e.weights[i])
            return made

        def squares(self, e):
            if type(e) is not _sw_QuadExpr and type(e) is not _sw_Model:
                return []
            made = []
            for weight, first, second in e.products:
                if first.model is not self or second.model is not self or first.position < 0 or second.position < 0:
                    raise _sw_invalid("Variable does not belong to the model")
                made.extend([first.position, second.position, weight])
            return made

        def solve(self):
            self.forget()
            limit = self.given.get("TimeLimit", -1.0)
            answer = _sw_host("solve", self.exported(), float(limit))
            self.code = answer[0]
            self.best = answer[1]
            self.values = answer[2]
            self.activities = answer[3]
            self.duals = answer[4]
            self.seconds = answer[5]
            if self.code < 0:
                raise _sw_invalid("Fail to solve problem")

        def getVars(self):
            return _sw_array(list(self.columns), "VarArray")

        def getVar(self, idx):
            if not isinstance(idx, int) or idx < 0 or idx >= len(self.columns):
                raise _sw_invalid("Invalid col index")
            return self.columns[idx]

        def getVarByName(self, name):
            if not isinstance(name, str):
                raise _sw_wrong_arguments("IModel_GetVarByName")
            for column in self.columns:
                if column.label == name:
                    return column
            raise _sw_invalid("Invalid col index")

        def getConstrs(self):
            return _sw_array([row for row in self.rows if type(row.expression) is not _sw_QuadExpr], "ConstrArray")

        def getConstr(self, idx):
            found = self.getConstrs()
            if not isinstance(idx, int) or idx < 0 or idx >= len(found):
                raise _sw_invalid("Invalid row index")
            return found[idx]

        def getConstrByName(self, name):
            if not isinstance(name, str):
                raise _sw_wrong_arguments("IModel_GetConstrByName")
            for row in self.rows:
                if row.label == name:
                    return row
            raise _sw_invalid("Invalid row index")

        def getRow(self, constr):
            e = constr.expression
            return _sw_LinExpr(0.0, list(e.factors), list(e.weights))

        def getCoeff(self, constr, var):
            e = constr.expression
            return float(sum([e.weights[i] for i in range(len(e.factors)) if e.factors[i] is var]))

        def setCoeff(self, constr, var, newval):
            e = constr.expression
            kept = [i for i in range(len(e.factors)) if e.factors[i] is not var]
            weights = [e.weights[i] for i in kept] + [float(newval)]
            factors = [e.factors[i] for i in kept] + [var]
            constr.expression = _sw_LinExpr(e.constant, factors, weights)

        def remove(self, args):
            if type(args) is _sw_Var or type(args) is _sw_Constraint:
                args = [args]
            elif isinstance(args, dict):
                args = list(args.values())
            elif not isinstance(args, (list, tuple)):
                raise _sw_wrong_arguments("IModel_Remove")
            for item in args:
                self.remove_one(item)
            self.forget()

        def remove_one(self, item):
            if type(item) is _sw_Constraint:
                self.rows = [row for row in self.rows if row is not item]
                item.position = -1
                for i in range(len(self.rows)):
                    self.rows[i].position = i
                return
            if type(item) is not _sw_Var:
                raise _sw_wrong_arguments("IModel_Remove")
            self.columns = [column for column in self.columns if column is not item]
            item.position = -1
            for i in range(len(self.columns)):
                self.columns[i].position = i
            self.strip(self, item)
            for row in self.rows:
                self.strip(row.expression, item)

        def strip(self, e, item):
            kept = [i for i in range(len(e.factors)) if e.factors[i] is not item]
            e.weights = [e.weights[i] for i in kept]
            e.factors = [e.factors[i] for i in kept]
            if type(e) is _sw_QuadExpr or type(e) is _sw_Model:
                e.products = [product for product in e.products if product[1] is not item and product[2] is not item]

        def update(self):
            return None

        def setParam(self, paramname, newval):
            name = self.parameter(paramname)
            self.given[name] = float(newval)

        def getParam(self, paramname):
            name = self.parameter(paramname)
            if name not in self.given:
                _sw_unsupported("the default of the parameter " + name)
            return self.given[name]

        def parameter(self, name):
            if not isinstance(name, str) or name.lower() not in _sw_parameters:
                raise AttributeError("Invalid parameter name '" + str(name) + "'")
            return _sw_parameters[name.lower()]

        def resetParam(self):
            self.given = {}

        def getAttr(self, attrname):
            return _sw_model_attribute(self, attrname)

        def getInfo(self, infoname, args):
            if isinstance(args, dict):
                return _sw_tupledict({key: self.getInfo(infoname, item) for key, item in args.items()})
            if isinstance(args, (list, tuple)):
                return [self.getInfo(infoname, item) for item in args]
            if type(args) is _sw_Var:
                return _sw_variable_info(args, infoname)
            if type(args) is _sw_Constraint:
                return _sw_row_info(args, infoname)
            raise _sw_wrong_arguments("IModel_GetInfo")

        def setInfo(self, infoname, args, newval):
            if isinstance(args, dict):
                args = args.values()
            if isinstance(args, _sw_Var) or isinstance(args, _sw_Constraint):
                args = [args]
            for item in args:
                if type(item) is _sw_Var:
                    _sw_set_variable_info(item, infoname, newval)
                else:
                    _sw_set_row_info(item, infoname, newval)

        def setVarType(self, vars, newtypes):
            if isinstance(vars, _sw_Var):
                vars = [vars]
            if isinstance(vars, dict):
                vars = vars.values()
            for variable in vars:
                _sw_set_variable_info(variable, "vtype", newtypes)

        def getVarType(self, vars):
            if isinstance(vars, _sw_Var):
                return vars.kind
            if isinstance(vars, dict):
                return _sw_tupledict({key: item.kind for key, item in vars.items()})
            return [item.kind for item in vars]

        def getValues(self):
            if self.values is None:
                raise _sw_invalid("Failed to get " + ("MIP" if self.integral() else "LP") + " solution")
            return list(self.values)

        def getSlacks(self):
            if self.values is None or self.integral():
                raise _sw_invalid("Fail to get LP solution")
            return list(self.activities)

        def getDuals(self):
            if self.values is None or self.integral():
                raise _sw_invalid("Fail to get LP solution")
            if self.duals is None:
                _sw_unsupported("dual values")
            return list(self.duals)

        def setLogFile(self, logfile):
            # There are no files in here: what would be written is dropped.
            return None

        def write(self, filename):
            return None

        writeLp = write
        writeMps = write
        writeSol = write
        writeIIS = write
        writeParam = write

        def computeIIS(self):
            # Only its results tell anything, and reading those is unsupported.
            return None

        def clear(self):
            self.columns = []
            self.rows = []
            self.constant = 0.0
            self.factors = []
            self.weights = []
            self.products = []
            self.forget()

    class Envr:
        __hash__ = None

        def __init__(self, arg=None):
            if arg is not None and not isinstance(arg, str):
                _sw_unsupported("Envr with a configuration")

        def createModel(self, name=""):
            if name is None:
                name = ""
            if not isinstance(name, str):
                raise TypeError("in method 'IEnvr_CreateModel', argument 2 of type 'char const *'")
            return _sw_Model(name)

        def close(self):
            return None

        def dispose(self):
            return None

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return None

    return Keyed, Model, Envr


_sw_Keyed, _sw_Model, _sw_Envr = _sw_make_model()


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
            return 0.0 if solved else 1e30
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
    if wanted in ("psdcols", "soss", "cones", "expcones", "psdconstrs", "lmiconstrs", "indicators", "hasiis"):
        return 0
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
        return _sw_model_attribute(value, name)
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
        if name == "getSense":
            return lambda: value.sense
        if name == "getExpr":
            return lambda: _sw_LinExpr(value.expression.constant, value.expression.factors, value.expression.weights)
        _sw_missing(_sw_type_name(value), name, AttributeError("Invalid attribute name '" + name + "'"))
    if kind is _sw_NlExpr:
        _sw_unsupported("nonlinear expression")
    if isinstance(value, _sw_CoptError):
        text = str(value)
        if name == "message":
            return text.split(", ", 1)[1] if ", " in text else text
        if name == "retcode":
            return int(text.split(",", 1)[0]) if text[:1].isdigit() else 0
        return getattr(value, name)
    return _sw_expression_member(value, name)


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


def _sw_make_constants():
    made = _sw_Constants("COPT")
    made.INFINITY = 1e30
    made.UNDEFINED = 1e40
    made.MINIMIZE = 1
    made.MAXIMIZE = -1
    made.CONTINUOUS = "C"
    made.BINARY = "B"
    made.INTEGER = "I"
    made.LESS_EQUAL = "L"
    made.GREATER_EQUAL = "G"
    made.EQUAL = "E"
    made.FREE = "N"
    made.RANGE = "R"
    made.UNSTARTED = 0
    made.OPTIMAL = 1
    made.INFEASIBLE = 2
    made.UNBOUNDED = 3
    made.INF_OR_UNB = 4
    made.NUMERICAL = 5
    made.NODELIMIT = 6
    made.IMPRECISE = 7
    made.TIMEOUT = 8
    made.UNFINISHED = 9
    made.INTERRUPTED = 10
    made.ITERLIMIT = 11
    made.LOCAL_OPTIMAL = 20
    made.LOCAL_INFEASIBLE = 21
    made.BASIS_LOWER = 0
    made.BASIS_BASIC = 1
    made.BASIS_UPPER = 2
    made.BASIS_SUPERBASIC = 3
    made.BASIS_FIXED = 4
    made.SOS_TYPE1 = 1
    made.SOS_TYPE2 = 2
    made.INDICATOR_IF = 1
    made.INDICATOR_ONLYIF = 2
    made.INDICATOR_IFANDONLYIF = 3
    made.VERSION_MAJOR = 8
    made.VERSION_MINOR = 0
    made.VERSION_TECHNICAL = 7
    made.Version = "8.0.7"
    made.version = "8.0.7"
    parameters = _sw_Names("ParamEnum", _sw_parameters)
    attributes = _sw_Names("AttrEnum", _sw_attribute_names)
    information = _sw_Names("InfoEnum", _sw_info_names)
    made.Param = parameters
    made.param = parameters
    made.Attr = attributes
    made.attr = attributes
    made.Info = information
    made.info = information
    return made


_sw_COPT = _sw_make_constants()
_sw_coptpy = _sw_module(
    "coptpy",
    {
        "COPT": _sw_COPT,
        "Envr": _sw_Envr,
        "Model": _sw_Model,
        "Var": _sw_Var,
        "Constraint": _sw_Constraint,
        "ConstrBuilder": _sw_ConstrBuilder,
        "ExprBuilder": _sw_new_builder,
        "LinExpr": _sw_new_linear,
        "QuadExpr": _sw_new_quadratic,
        "CoptError": _sw_CoptError,
        "quicksum": _sw_quicksum,
        "multidict": _sw_multidict,
        "tupledict": _sw_tupledict,
        "tuplelist": _sw_tuplelist,
    },
)

_sw_layer = (
    _sw_Var,
    _sw_Constraint,
    _sw_Model,
    _sw_Constants,
    _sw_Names,
    _sw_Module,
    _sw_Params,
    _sw_Envr,
    _sw_ExprBuilder,
    _sw_LinExpr,
    _sw_QuadExpr,
    _sw_NlExpr,
    _sw_ConstrBuilder,
    _sw_QConstrBuilder,
    _sw_NlConstrBuilder,
    _sw_CoptError,
)


def _sw_last_model():
    return _sw_models[-1].exported() if len(_sw_models) > 0 else None
