# Variables, expressions and relations. The names of the classes show in messages.


def _sw_make_classes():
    class Var:
        def __init__(self, model, position, name, lower, upper, kind, line):
            self.model = model
            self.position = position
            self.label = name
            self.lower = lower
            self.upper = upper
            self.kind = kind
            self.line = line

        def __repr__(self):
            if self.position >= self.model.settled_columns:
                return "<gurobi.Var *Awaiting Model Update*>"
            values = self.model.values
            if values is None:
                return "<gurobi.Var " + _sw_column_name(self) + ">"
            return "<gurobi.Var " + _sw_column_name(self) + " (value " + str(values[self.position]) + ")>"

        def sameAs(self, other):
            return self is other

        def getAttr(self, attrname):
            return _sw_variable_attribute(self, attrname)

        def setAttr(self, attrname, newvalue):
            _sw_set_variable_attribute(self, attrname, newvalue)

    class LinExpr:
        def __init__(self, arg1=0.0, arg2=None, weights=None):
            if weights is not None:
                self.constant = arg1
                self.factors = arg2
                self.weights = weights
            else:
                self.constant = 0.0
                self.factors = []
                self.weights = []
                _sw_fill_linear(self, arg1, arg2)

        def __repr__(self):
            return "<gurobi.LinExpr: " + _sw_linear_text(self) + ">"

        def __str__(self):
            return _sw_linear_text(self)

        def add(self, expr, mult=1.0):
            _sw_accumulate(self, _sw_need_linear(expr), _sw_real(mult))

        def addConstant(self, c):
            self.constant += _sw_real(c)

        def addTerms(self, coeffs, vars):
            _sw_add_terms(self, coeffs, vars)

        def clear(self):
            self.constant = 0.0
            self.factors = []
            self.weights = []

        def copy(self):
            return _sw_scaled(self, 1.0)

        def getCoeff(self, i):
            return self.weights[_sw_term(self.weights, i)]

        def getConstant(self):
            return self.constant

        def getValue(self):
            return _sw_value_of(self)

        def getVar(self, i):
            return self.factors[_sw_term(self.factors, i)]

        def size(self):
            return len(self.factors)

        def remove(self, item):
            _sw_remove_term(self, item)

    class QuadExpr:
        def __init__(self, arg1=0.0, arg2=None, weights=None, products=None):
            self.constant = 0.0
            self.factors = []
            self.weights = []
            self.products = [] if products is None else products
            if weights is not None:
                self.constant = arg1
                self.factors = arg2
                self.weights = weights
            else:
                _sw_accumulate(self, arg1, 1.0)

        def __repr__(self):
            return "<gurobi.QuadExpr: " + _sw_quadratic_text(self) + ">"

        def __str__(self):
            return _sw_quadratic_text(self)

        def add(self, expr, mult=1.0):
            _sw_accumulate(self, expr, _sw_real(mult))

        def addConstant(self, c):
            self.constant += _sw_real(c)

        def addTerms(self, coeffs, vars, vars2=None):
            _sw_add_products(self, coeffs, vars, vars2)

        def clear(self):
            self.constant = 0.0
            self.factors = []
            self.weights = []
            self.products = []

        def copy(self):
            return _sw_scaled(self, 1.0)

        def getCoeff(self, i):
            return self.products[_sw_term(self.products, i)][0]

        def getVar1(self, i):
            return self.products[_sw_term(self.products, i)][1]

        def getVar2(self, i):
            return self.products[_sw_term(self.products, i)][2]

        def getLinExpr(self):
            return _sw_LinExpr(self.constant, list(self.factors), list(self.weights))

        def getValue(self):
            return _sw_value_of(self)

        def size(self):
            return len(self.products)

        def remove(self, item):
            _sw_unsupported("QuadExpr.remove")

    class NLExpr:
        def __repr__(self):
            return "<gurobi.NLExpr>"

    class GenExpr:
        # What `abs_`, `max_` and their kin make: the right-hand side of one equation.
        def __init__(self, kind, operands, constant):
            self.kind = kind
            self.operands = operands
            self.constant = constant

    class TempConstr:
        def __init__(self, left, sense, right):
            self.left = left
            self.sense = sense
            self.right = right

        def __repr__(self):
            sign = {"L": "<=", "G": ">=", "E": "=="}[self.sense]
            return "<gurobi.TempConstr: " + _sw_side_text(self.left) + " " + sign + " " + _sw_right_text(self.right) + ">"

    class Implication:
        # `(binary == 1) >> (row)`.
        def __init__(self, condition, consequence):
            self.condition = condition
            self.consequence = consequence

    return Var, LinExpr, QuadExpr, NLExpr, GenExpr, TempConstr, Implication


(
    _sw_Var,
    _sw_LinExpr,
    _sw_QuadExpr,
    _sw_NlExpr,
    _sw_GenExpr,
    _sw_TempConstr,
    _sw_Implication,
) = _sw_make_classes()

_sw_ExprBuilder = _sw_LinExpr
_sw_linear = (_sw_Var, _sw_LinExpr)
_sw_expression = (_sw_Var, _sw_LinExpr, _sw_QuadExpr, _sw_NlExpr, _sw_GenExpr)
_sw_relation = (_sw_TempConstr, _sw_Implication)


def _sw_column_name(variable):
    return variable.label if variable.label != "" else "C" + str(variable.position)


def _sw_term_text(weight, text):
    return text if weight == 1.0 else str(weight) + " " + text


def _sw_linear_text(e):
    parts = []
    if e.constant != 0.0 or len(e.factors) == 0:
        parts.append(str(e.constant))
    for i in range(len(e.factors)):
        parts.append(_sw_term_text(e.weights[i], _sw_column_name(e.factors[i])))
    return " + ".join(parts)


def _sw_quadratic_text(e):
    parts = []
    for weight, first, second in e.products:
        name = _sw_column_name(first)
        squared = name + " ^ 2" if first is second else name + " * " + _sw_column_name(second)
        parts.append(_sw_term_text(weight, squared))
    return _sw_linear_text(e) + " + [ " + " + ".join(parts) + " ]"


def _sw_side_text(side):
    if isinstance(side, _sw_LinExpr) or isinstance(side, _sw_QuadExpr):
        return str(side)
    if isinstance(side, _sw_Var):
        return _sw_column_name(side)
    return str(side)


def _sw_right_text(side):
    return repr(side) if isinstance(side, _sw_Var) else _sw_side_text(side)
