# The model.


def _sw_make_model():
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
            self.special = []
            self.sense = 1
            self.line = None
            self.given = {}
            self.goals = {}
            self.reached = None
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
            self.clash = None
            self.asked_for_clash = False

        def integral(self):
            for column in self.columns:
                if column.kind != "C":
                    return True
            return len(self.special) > 0

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
            prefix = str(nameprefix) + "("
            made = _sw_tupledict()
            for i in range(len(keys)):
                name = prefix + _sw_key_text(keys[i]) + ")"
                made[keys[i]] = self.add_column(lower[i], upper[i], cost[i], kinds[i], name)
            return made

        def addConstr(self, lhs, sense=None, rhs=None, name=""):
            return _sw_add_constraint(self, lhs, sense, rhs, name)

        def addConstrs(self, generator, nameprefix="R"):
            return _sw_add_constraints(self, generator, nameprefix)

        def addQConstr(self, lhs, sense=None, rhs=None, name=""):
            return _sw_add_quadratic(self, lhs, sense, rhs, name)

        def addBoundConstr(self, expr, lb=-1e30, ub=1e30, name=""):
            label = _sw_label(name, "IModel_AddConstr")
            rest = _sw_plus(_sw_LinExpr(), _sw_need_linear(expr), 1.0)
            lower = float(lb)
            upper = float(ub)
            row = _sw_add_row(self, rest, "E", 0.0, label, label)
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

        def solve(self):
            self.forget()
            limit = self.given.get("TimeLimit", -1.0)
            if len(self.goals) > 0:
                answer = _sw_solve_rare[0](self, float(limit))
            else:
                answer = _sw_ask(self, float(limit))
            self.code = _sw_code(answer[0], self)
            self.best = answer[1]
            self.values = answer[2]
            self.activities = answer[3]
            self.duals = answer[4]
            self.seconds = answer[5]
            self.reduced_costs = answer[6]
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
            if isinstance(args, (_sw_Var, _sw_Constraint, _sw_Special)):
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
            if type(item) is _sw_Special:
                self.special = [made for made in self.special if made is not item]
                return
            if type(item) is not _sw_Var:
                raise _sw_wrong_arguments("IModel_Remove")
            self.columns = [column for column in self.columns if column is not item]
            item.position = -1
            for i in range(len(self.columns)):
                self.columns[i].position = i
            _sw_strip(self, item)
            for row in self.rows:
                _sw_strip(row.expression, item)

        def update(self):
            return None

        dispose = update

        def setParam(self, paramname, newval):
            name = self.parameter(paramname)
            self.given[name] = type(_sw_parameter_defaults[name])(float(newval))

        def getParam(self, paramname):
            name = self.parameter(paramname)
            if name not in self.given:
                return _sw_parameter_defaults[name]
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
            if str(infoname).lower() in ("value", "redcost", "slack", "dual") and self.values is None:
                row = type(args) is _sw_Constraint
                raise _sw_invalid("Fail to get " + ("row" if row else "col") + " info")
            if isinstance(args, dict):
                return _sw_tupledict({key: self.getInfo(infoname, item) for key, item in args.items()})
            if isinstance(args, (list, tuple)):
                return [self.getInfo(infoname, item) for item in args]
            if type(args) is _sw_Var:
                return _sw_variable_info(args, infoname)
            if type(args) is _sw_Constraint:
                return _sw_row_info(args, infoname)
            raise _sw_wrong_arguments("IModel_GetInfo")

        def setInfo(self, infoname, args, newvals):
            for item, value in _sw_paired(args, newvals):
                if type(item) is _sw_Var:
                    _sw_set_variable_info(item, infoname, value)
                else:
                    _sw_set_row_info(item, infoname, value)

        def setVarType(self, vars, vartypes):
            for variable, kind in _sw_paired(vars, vartypes):
                _sw_set_variable_info(variable, "vtype", kind)

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
            # What clashes is found out where the program reads it.
            self.asked_for_clash = True

        def clear(self):
            self.columns = []
            self.rows = []
            self.constant = 0.0
            self.factors = []
            self.weights = []
            self.products = []
            self.special = []
            self.goals = {}
            self.forget()

    return Model


def _sw_paired(items, values):
    # Each item with its value: one for all, or one each in order or by key.
    if isinstance(items, (_sw_Var, _sw_Constraint)):
        return [(items, values)]
    if isinstance(items, dict):
        by_key = isinstance(values, dict)
        each = [values[key] for key in items] if by_key else values
        items = list(items.values())
    else:
        each = values
        items = list(items)
    if isinstance(each, (list, tuple)):
        return list(zip(items, each))
    return [(item, each) for item in items]


def _sw_code(word, model):
    if word == "unbounded" and model.integral():
        return 4
    return {"optimal": 1, "infeasible": 2, "unbounded": 3, "failed": 5, "limit": 8, "refused": -1}[word]


_sw_Model = _sw_make_model()
