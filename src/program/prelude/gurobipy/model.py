# The model.


def _sw_make_model():
    class Model:
        def __init__(self, name="", env=None):
            if isinstance(name, _sw_Env):
                env = name
                name = ""
            if not isinstance(name, str):
                raise TypeError("Model name must be a string")
            self.label = name
            self.columns = []
            self.rows = []
            self.special = []
            self.constant = 0.0
            self.weights = []
            self.factors = []
            self.products = []
            self.objectives = {}
            self.sense = 1
            self.line = None
            self.hidden = []
            self.found = None
            self.lazy = []
            self.given = dict(_sw_default_env.given if env is None else env.given)
            self.private = {}
            self.seconds = 0.0
            self.changed = False
            self.settled_columns = 0
            self.settled_special = 0
            self.settled_rows = 0
            self.forget()
            _sw_models.append(self)

        def __repr__(self):
            counts = str(self.settled_rows) + " constrs, " + str(self.settled_columns) + " vars"
            return "<gurobi.Model instance " + self.label + ": " + counts + ">"

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return None

        def forget(self):
            self.code = 1
            self.best = None
            self.values = None
            self.activities = None
            self.duals = None
            self.reduced_costs = None
            self.ranges = None
            self.clash = None
            self.asked_for_clash = False

        def integral(self):
            for column in self.columns:
                if column.kind != "C":
                    return True
            return len(self.special) > 0

        def update(self):
            if self.changed:
                self.forget()
            self.changed = False
            self.settled_columns = len(self.columns)
            self.settled_rows = len(self.rows)
            self.settled_special = len(self.special)

        def addVar(self, lb=0.0, ub=1e100, obj=0.0, vtype="C", name="", column=None):
            if column is not None:
                _sw_unsupported("addVar with a column")
            return self.add_column(_sw_real(lb), _sw_real(ub), _sw_real(obj), _sw_kind(vtype), _sw_name(name))

        def add_column(self, lower, upper, cost, kind, name):
            lower, upper = _sw_bounds(kind, lower, upper)
            made = _sw_Var(self, len(self.columns), name, lower, upper, kind, _sw_now[0])
            self.columns.append(made)
            if cost != 0.0:
                self.factors.append(made)
                self.weights.append(cost)
            self.changed = True
            return made

        def addVars(self, *indices, lb=0.0, ub=1e100, obj=0.0, vtype="C", name=""):
            keys = _sw_keys(indices)
            lower = _sw_spread(lb, keys, 0.0, _sw_real)
            upper = _sw_spread(ub, keys, 1e100, _sw_real)
            cost = _sw_spread(obj, keys, 0.0, _sw_real)
            kinds = _sw_spread(vtype, keys, "C", _sw_letter_kind)
            if isinstance(name, (list, tuple, dict)):
                names = _sw_spread(name, keys, "", _sw_name)
            else:
                prefix = _sw_name(name)
                names = [prefix + "[" + _sw_key_text(key) + "]" if prefix != "" else "" for key in keys]
            made = _sw_tupledict()
            for i in range(len(keys)):
                made[keys[i]] = self.add_column(lower[i], upper[i], cost[i], kinds[i], names[i])
            return made

        def addConstr(self, constr, name=""):
            return _sw_add_relation(self, constr, name)

        addQConstr = addConstr

        def addLConstr(self, lhs, sense=None, rhs=None, name=""):
            if sense is None or rhs is None:
                return _sw_add_relation(self, lhs, name if sense is None else sense)
            return _sw_add_sides(self, lhs, _sw_sense(sense), rhs, _sw_name(name))

        def addConstrs(self, generator, name=""):
            return _sw_add_constraints(self, generator, name)

        def addRange(self, expr, lower, upper, name=""):
            return _sw_add_range(self, expr, (lower, upper), _sw_name(name))

        def addGenConstrMax(self, resvar, vars, constant=None, name=""):
            return _sw_add_general(self, resvar, _sw_general("max", [vars], constant), name)

        def addGenConstrMin(self, resvar, vars, constant=None, name=""):
            return _sw_add_general(self, resvar, _sw_general("min", [vars], constant), name)

        def addGenConstrAbs(self, resvar, argvar, name=""):
            return _sw_add_general(self, resvar, _sw_GenExpr("abs", [argvar], []), name)

        def addGenConstrAnd(self, resvar, vars, name=""):
            return _sw_add_general(self, resvar, _sw_general("and", [vars], None), name)

        def addGenConstrOr(self, resvar, vars, name=""):
            return _sw_add_general(self, resvar, _sw_general("or", [vars], None), name)

        def addGenConstrIndicator(self, binvar, binval, lhs, sense=None, rhs=None, name=""):
            if type(lhs) is _sw_TempConstr:
                name = sense if isinstance(sense, str) else name
                return _sw_indicate(self, binvar, int(binval), lhs.left, lhs.sense, lhs.right, name)
            return _sw_indicate(self, binvar, int(binval), lhs, _sw_sense(sense), rhs, name)

        def addGenConstrPWL(self, xvar, yvar, xpts, ypts, name=""):
            xs = [_sw_real(x) for x in xpts]
            ys = [_sw_real(y) for y in ypts]
            if len(xs) != len(ys) or len(xs) < 2:
                raise _sw_fault(10003, "Arguments must have the same length")
            return _sw_add_special(self, "piecewise", name, _sw_need_variable(yvar), [xvar], xs + ys)

        def addSOS(self, type, vars, wts=None):
            if type != 1 and type != 2:
                raise _sw_fault(10003, "Invalid SOS type")
            factors = list(vars.values()) if isinstance(vars, dict) else list(vars)
            weights = [i + 1.0 for i in range(len(factors))] if wts is None else [_sw_real(weight) for weight in wts]
            if len(weights) != len(factors):
                raise _sw_fault(10003, "Arguments must have the same length")
            return _sw_add_special(self, "sos", "", type, factors, weights)

        def setObjective(self, expr, sense=None):
            total = _sw_objective(expr)
            if sense is not None:
                self.sense = _sw_direction(sense)
            self.constant = total.constant
            self.factors = total.factors
            self.weights = total.weights
            self.products = total.products
            if 0 in self.objectives:
                self.objectives[0] = _sw_objective_entry(total, 0, 1.0, 1e-6, 0.0, "")
            self.line = _sw_now[0]
            self.changed = True

        def setObjectiveN(self, expr, index, priority=0, weight=1, abstol=1e-6, reltol=0, name=""):
            total = _sw_objective(expr)
            if len(total.products) > 0:
                raise _sw_fault(10003, "Objective must be linear for multi-objective model")
            if len(self.objectives) == 0 and index != 0:
                # What was the only objective is the first of several, with the lowest priority.
                first = _sw_QuadExpr(self.constant, self.factors, self.weights, self.products)
                self.objectives[0] = _sw_objective_entry(first, 0, 1.0, 1e-6, 0.0, "")
            self.objectives[index] = _sw_objective_entry(total, priority, weight, abstol, reltol, name)
            if index == 0:
                self.constant = total.constant
                self.factors = total.factors
                self.weights = total.weights
                self.products = []
            self.line = _sw_now[0]
            self.changed = True

        def getObjective(self, index=None):
            if index is not None:
                if len(self.objectives) == 0:
                    raise AttributeError("It isn't a multi-objective model")
                e = _sw_objective_number(self, index)[0]
                return _sw_LinExpr(e.constant, list(e.factors), list(e.weights))
            if len(self.products) > 0:
                return _sw_QuadExpr(self.constant, list(self.factors), list(self.weights), list(self.products))
            return _sw_LinExpr(self.constant, list(self.factors), list(self.weights))

        def optimize(self, callback=None):
            self.update()
            self.forget()
            limit = float(self.given.get("TimeLimit", -1.0))
            if callback is not None and not _sw_is_rare_loaded[0]:
                _sw_unsupported("Model.optimize with a callback")
            if _sw_is_rare_loaded[0]:
                answer = _sw_solve_rare[0](self, limit, callback)
            else:
                answer = _sw_ask(self, limit)
            self.code = _sw_code(answer[0], self)
            self.values = answer[2]
            self.best = answer[1] if self.values is not None else None
            self.activities = answer[3]
            self.duals = answer[4]
            self.seconds = answer[5]
            self.reduced_costs = answer[6]
            self.ranges = answer[8]

        def getVars(self):
            return self.columns[: self.settled_columns]

        def getConstrs(self):
            return [row for row in self.rows[: self.settled_rows] if type(row.expression) is _sw_LinExpr]

        def getQConstrs(self):
            return [row for row in self.rows[: self.settled_rows] if type(row.expression) is not _sw_LinExpr]

        def getVarByName(self, name):
            for column in self.getVars():
                if _sw_column_name(column) == name:
                    return column
            return None

        def getConstrByName(self, name):
            for row in self.getConstrs():
                if _sw_row_name(row) == name:
                    return row
            return None

        def getRow(self, constr):
            e = constr.expression
            return _sw_LinExpr(0.0, list(e.factors), list(e.weights))

        def getCoeff(self, constr, var):
            e = constr.expression
            return float(sum([e.weights[i] for i in range(len(e.factors)) if e.factors[i] is var]))

        def chgCoeff(self, constr, var, newvalue):
            e = constr.expression
            _sw_strip(e, var)
            e.factors.append(_sw_need_variable(var))
            e.weights.append(_sw_real(newvalue))
            self.changed = True

        def remove(self, items):
            if isinstance(items, dict):
                items = list(items.values())
            if isinstance(items, (list, tuple)):
                for item in items:
                    self.remove(item)
                return
            if type(items) is _sw_Constraint:
                self.rows = [row for row in self.rows if row is not items]
            elif type(items) is _sw_Special or _sw_type_name(items) == "Function":
                self.special = [made for made in self.special if made is not items]
                self.changed = True
                return
            elif type(items) is _sw_Var:
                self.columns = [column for column in self.columns if column is not items]
                _sw_strip(self, items)
                for row in self.rows:
                    _sw_strip(row.expression, items)
            else:
                message = "Item to be removed not a Var, Constr, SOS, QConstr, or GenConstr"
                raise _sw_fault(-1, message)
            items.position = -1
            for i in range(len(self.columns)):
                self.columns[i].position = i
            for i in range(len(self.rows)):
                self.rows[i].position = i
            self.settled_columns = min(self.settled_columns, len(self.columns))
            self.settled_rows = min(self.settled_rows, len(self.rows))
            self.changed = True

        def setParam(self, paramname, newval):
            self.given[_sw_parameter(paramname)] = _sw_parameter_value(paramname, newval)

        def resetParams(self):
            self.given = {}

        def getAttr(self, attrname, objs=None):
            return _sw_get_attributes(self, attrname, objs)

        def setAttr(self, attrname, arg1, newvals=None):
            _sw_set_attributes(self, attrname, arg1, newvals)

        def write(self, filename):
            # There are no files in here: what would be written is dropped.
            name = str(filename).lower()
            for packed in (".gz", ".bz2", ".zip", ".7z"):
                name = name[: -len(packed)] if name.endswith(packed) else name
            if name.rsplit(".", 1)[-1] not in _sw_file_kinds:
                raise _sw_fault(10013, "Unknown file type for file '" + str(filename) + "'")

        def computeIIS(self, callback=None):
            # What clashes is found out where the program reads it.
            self.asked_for_clash = True
            if self.code == 2 or self.code == 5:
                raise _sw_fault(10015, "Cannot compute IIS on a feasible model")

        def reset(self, clearall=0):
            self.forget()

        def dispose(self):
            return None

        def close(self):
            return None

        def message(self, text):
            print(text)

        def copy(self, env=None):
            return _sw_copy_rare[0](self)

        def read(self, filename):
            _sw_unsupported("Model.read")

    return Model


def _sw_objective_entry(total, priority, weight, abstol, reltol, name):
    return (total, int(priority), _sw_real(weight), _sw_real(abstol), _sw_real(reltol), name)


def _sw_objective_number(model, index):
    if index not in model.objectives:
        raise _sw_fault(10006, "Index out of range for attribute 'ObjN'")
    return model.objectives[index]


# Filled in by what is loaded for the few programs that need it.
_sw_solve_rare = [None]
_sw_copy_rare = [None]
_sw_attribute_rare = [None]
_sw_set_attribute_rare = [None]
_sw_Model = _sw_make_model()
_sw_file_kinds = "mps rew lp rlp dua dlp ilp sol json mst hnt bas prm attr dlp".split()


def _sw_code(word, model):
    if word == "refused":
        for column in model.columns:
            if column.lower > column.upper:
                return 3
        return 12
    return {"optimal": 2, "infeasible": 3, "unbounded": 5, "failed": 12, "limit": 9}[word]


def _sw_kind(vtype):
    # Of a word the vendor reads the first letter.
    letter = vtype[:1].upper() if isinstance(vtype, str) else vtype
    if letter in ("C", "B", "I"):
        return letter
    if letter in ("S", "N"):
        if not _sw_is_rare_loaded[0]:
            _sw_unsupported("semi-continuous variable")
        return letter
    raise _sw_fault(10003, "Invalid variable type '" + str(vtype) + "'")


def _sw_letter_kind(vtype):
    if isinstance(vtype, str) and len(vtype) != 1:
        message = "only single character unicode strings can be converted to Py_UCS4, got length "
        raise ValueError(message + str(len(vtype)))
    return _sw_kind(vtype)


def _sw_bounds(kind, lower, upper):
    if lower != lower or upper != upper:
        raise _sw_fault(10003, "Element 0 of a double array is Nan or Inf.")
    if kind != "B":
        return lower, upper
    return max(lower, 0.0), min(upper, 1.0)


def _sw_sense(sense):
    text = str(sense)
    if text in ("<", "<="):
        return "L"
    if text in (">", ">="):
        return "G"
    if text in ("=", "=="):
        return "E"
    raise _sw_fault(10003, "Invalid sense '" + text + "'")


def _sw_direction(sense):
    number = int(sense)
    if number != 1 and number != -1:
        raise _sw_fault(10003, "Unable to set attribute 'ModelSense'")
    return number


def _sw_objective(expr):
    if type(expr) is _sw_NlExpr:
        raise _sw_fault(-1, "Objective must be linear or quadratic")
    if type(expr) is _sw_GenExpr or not isinstance(expr, _sw_expression) and not isinstance(expr, (int, float)):
        raise _sw_fault(-1, "Unable to convert argument to an expression")
    total = _sw_QuadExpr()
    _sw_accumulate(total, expr, 1.0)
    return total
