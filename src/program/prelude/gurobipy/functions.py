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
    label = _sw_name(name) or "norm" + str(len(model.hidden))
    made = _sw_Norm(model, label, _sw_need_variable(resvar), operands, which)
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
