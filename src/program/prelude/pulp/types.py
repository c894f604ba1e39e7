# Variables, expressions and relations. The names of the classes show in messages.


def _sw_make_classes():
    class LpVariable:
        def __init__(self, name, lowBound=None, upBound=None, cat="Continuous", e=None):
            if e is not None:
                _sw_unsupported("LpVariable with a column")
            self.label = _sw_clean(name)
            self.model = None
            self.position = -1
            self.line = _sw_now[0]
            self.value_now = None
            self.price = None
            self.unfixed = (lowBound, upBound)
            _sw_set_category(self, cat, lowBound, upBound)

        def __repr__(self):
            return self.label

        def dicts(name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=[]):
            return _sw_variable_dicts(name, indices, lowBound, upBound, cat, indexStart)

        def dict(name, indices, lowBound=None, upBound=None, cat="Continuous"):
            return _sw_variable_dict(name, indices, lowBound, upBound, cat)

        def matrix(name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=[]):
            return _sw_variable_matrix(name, indices, lowBound, upBound, cat, indexStart)

        def value(self):
            return self.value_now

        def roundedValue(self, eps=1e-5):
            value = self.value_now
            whole = self.kind == "I" and value is not None and abs(value - round(value)) <= eps
            return round(value) if whole else value

        def valid(self, eps):
            return _sw_is_valid(self, eps)

        def round(self, epsInt=1e-5, eps=1e-7):
            _sw_round_variable(self, epsInt, eps)

        def bounds(self, low, up):
            _sw_set_bounds(self, low, up)

        def positive(self):
            _sw_set_bounds(self, 0, None)

        def fixValue(self):
            self.unfixed = (self.low, self.up)
            if self.value_now is not None:
                _sw_set_bounds(self, self.value_now, self.value_now)

        def unfixValue(self):
            _sw_set_bounds(self, self.unfixed[0], self.unfixed[1])

        def setInitialValue(self, val, check=True):
            # Advice for the solver's search; the optimum does not depend on it.
            self.value_now = val
            return True

        def isInteger(self):
            return self.kind == "I"

        def isBinary(self):
            return self.kind == "I" and self.low == 0 and self.up == 1

        def isFree(self):
            return self.low is None and self.up is None

        def asName(self):
            return self.label

    class LpAffineExpression:
        def __init__(self, e=None, constant=0, name=None):
            self.label = None
            if isinstance(name, list):
                # How the core makes one: constant, factors, weights.
                self.constant = e
                self.factors = constant
                self.weights = name
            else:
                self.label = name
                self.constant = _sw_number(constant)
                self.factors = []
                self.weights = []
                _sw_fill(self, e)

        def __repr__(self):
            return _sw_long_text(self)

        def __str__(self):
            return _sw_short_text(self)

        def __iter__(self):
            return iter(list(_sw_merged(self).keys()))

        def __contains__(self, item):
            return item in _sw_merged(self)

        def value(self):
            return _sw_value_of(self)

        def valueOrDefault(self):
            return _sw_value_of(self)

        def addterm(self, key, value):
            _sw_accumulate(self, _sw_need_variable(key), _sw_number(value))

        def addInPlace(self, other, sign=1):
            _sw_add_all(self, other, float(sign))
            return self

        def subInPlace(self, other):
            _sw_add_all(self, other, -1.0)
            return self

        def copy(self):
            return _sw_scaled(self, 1.0)

        def isNumericalConstant(self):
            return len(self.factors) == 0

        def items(self):
            return _sw_merged(self).items()

        def keys(self):
            return _sw_merged(self).keys()

        def values(self):
            return _sw_merged(self).values()

        def get(self, key, default=None):
            return _sw_merged(self).get(key, default)

        def update(self, other):
            _sw_unsupported("LpAffineExpression.update")

        def pop(self, key, default=None):
            _sw_unsupported("LpAffineExpression.pop")

        def setdefault(self, key, default=None):
            _sw_unsupported("LpAffineExpression.setdefault")

        def clear(self):
            _sw_unsupported("LpAffineExpression.clear")

        def sorted_keys(self):
            return sorted(_sw_merged(self).keys(), key=lambda factor: factor.label)

        def isAtomic(self):
            return len(self.factors) == 1 and self.constant == 0 and self.weights[0] == 1

    class QuadExpr:
        # The vendor has neither; the core asks for their types.
        pass

    class NlExpr:
        pass

    class LpConstraint:
        def __init__(self, e=None, sense=0, name=None, rhs=None):
            self.expression = _sw_plus(_sw_LinExpr(), 0 if e is None else e, 1.0)
            if rhs is not None:
                self.expression.constant -= _sw_number(rhs)
            self.sense = sense
            self.label = None if name is None else _sw_clean(name)
            self.model = None
            self.position = -1
            self.line = None

        def __repr__(self):
            return _sw_long_text(self.expression) + " " + _sw_signs[self.sense] + " 0"

        def __str__(self):
            return _sw_row_text(self)

        def value(self):
            return _sw_value_of(self.expression)

        def valid(self, eps=0):
            value = _sw_value_of(self.expression)
            if self.sense == 0:
                return abs(value) <= eps
            return value * self.sense >= -eps

        def isNumericalConstant(self):
            return len(self.expression.factors) == 0

        def isAtomic(self):
            return self.expression.isAtomic()

        def addInPlace(self, other, sign=1):
            _sw_unsupported("LpConstraint.addInPlace")

        def subInPlace(self, other):
            _sw_unsupported("LpConstraint.subInPlace")

        def changeRHS(self, RHS):
            self.expression.constant = -_sw_number(RHS)

        def items(self):
            return _sw_merged(self.expression).items()

        def keys(self):
            return _sw_merged(self.expression).keys()

        def values(self):
            return _sw_merged(self.expression).values()

        def get(self, key, default=None):
            return _sw_merged(self.expression).get(key, default)

        def copy(self):
            return LpConstraint(self.expression, self.sense, self.label)

        def getLb(self):
            return -self.expression.constant if self.sense >= 0 else None

        def getUb(self):
            return -self.expression.constant if self.sense <= 0 else None

    return LpVariable, LpAffineExpression, QuadExpr, NlExpr, LpConstraint


_sw_Var, _sw_LinExpr, _sw_QuadExpr, _sw_NlExpr, _sw_Constraint = _sw_make_classes()
_sw_ExprBuilder = _sw_LinExpr
_sw_linear = (_sw_Var, _sw_LinExpr)
_sw_expression = (_sw_Var, _sw_LinExpr)
_sw_relation = (_sw_Constraint,)
_sw_signs = {-1: "<=", 0: "=", 1: ">="}


def _sw_clean(name):
    if not isinstance(name, str):
        raise TypeError("expected string or bytes-like object, got '" + _sw_type_name(name) + "'")
    for sign in "-+[] >/":
        name = name.replace(sign, "_")
    return name


def _sw_merged(e):
    made = {}
    for i in range(len(e.factors)):
        factor = e.factors[i]
        made[factor] = made.get(factor, 0.0) + e.weights[i]
    return made


def _sw_shown(number):
    return ("{:.12g}").format(number)


def _sw_by_name(e):
    return sorted(_sw_merged(e).items(), key=lambda entry: entry[0].label)


def _sw_long_text(e):
    parts = [_sw_shown(weight) + "*" + factor.label for factor, weight in _sw_by_name(e)]
    return " + ".join(parts + [_sw_shown(e.constant)])


def _sw_sum_text(pairs):
    text = ""
    for factor, weight in pairs:
        sign = ("- " if weight < 0 else "+ ") if text != "" else ("-" if weight < 0 else "")
        size = -weight if weight < 0 else weight
        space = " " if text != "" else ""
        text += space + sign + (factor.label if size == 1 else _sw_shown(size) + "*" + factor.label)
    return text


def _sw_short_text(e):
    text = _sw_sum_text(_sw_by_name(e))
    if text == "":
        return str(e.constant)
    if e.constant < 0:
        return text + " - " + _sw_shown(-e.constant)
    return text + " + " + _sw_shown(e.constant) if e.constant > 0 else text


def _sw_row_text(row):
    text = _sw_sum_text(_sw_by_name(row.expression))
    return ("0" if text == "" else text) + " " + _sw_signs[row.sense] + " " + _sw_shown(0.0 - row.expression.constant)


def _sw_is_valid(variable, eps):
    value = variable.value_now
    if value is None or variable.up is not None and value > variable.up + eps:
        return False
    if variable.low is not None and value < variable.low - eps:
        return False
    return not (variable.cat == "Integer" and abs(round(value) - value) > eps)


def _sw_round_variable(variable, epsInt=1e-5, eps=1e-7):
    value = variable.value_now
    if value is None:
        return
    if variable.cat == "Integer" and abs(value - round(value)) <= epsInt:
        variable.value_now = round(value)
    elif variable.low is not None and value < variable.low and value >= variable.low - eps:
        variable.value_now = variable.low
    elif variable.up is not None and value > variable.up and value <= variable.up + eps:
        variable.value_now = variable.up
