# Variables, expressions and relations. The names of the classes show in messages.


def _sw_make_classes():
    class Var:
        __hash__ = None

        def __init__(self, model, position, name, lower, upper, kind, line):
            self.model = model
            self.position = position
            self.label = name
            self.lower = lower
            self.upper = upper
            self.kind = kind
            self.line = line

        def __repr__(self):
            return "<coptpy.Var: " + self.label + ">"

        def remove(self):
            self.model.remove(self)

    class ExprBuilder:
        __hash__ = None

        def __init__(self, constant=0.0, factors=None, weights=None):
            self.constant = constant
            self.factors = [] if factors is None else factors
            self.weights = [] if weights is None else weights

        def __repr__(self):
            return _sw_linear_text(self)

    class LinExpr:
        __hash__ = None

        def __init__(self, constant=0.0, factors=None, weights=None):
            self.constant = constant
            self.factors = [] if factors is None else factors
            self.weights = [] if weights is None else weights

        def __repr__(self):
            return _sw_linear_text(self)

        def clear(self):
            self.constant = 0.0
            self.factors = []
            self.weights = []

        def remove(self, item):
            _sw_remove_term(self, item)

        def setCoeff(self, idx, newval):
            self.weights[idx] = float(newval)

    class QuadExpr:
        __hash__ = None

        def __init__(self, constant=0.0, factors=None, weights=None, products=None):
            self.constant = constant
            self.factors = [] if factors is None else factors
            self.weights = [] if weights is None else weights
            self.products = [] if products is None else products

        def __repr__(self):
            return _sw_quadratic_text(self)

        def clear(self):
            self.constant = 0.0
            self.factors = []
            self.weights = []
            self.products = []

        def remove(self, item):
            _sw_remove_term(self, item)

        def setCoeff(self, idx, newval):
            weight, first, second = self.products[idx]
            self.products[idx] = (float(newval), first, second)

    class NlExpr:
        __hash__ = None

        def __repr__(self):
            return "<coptpy.NlExpr>"

    class ConstrBuilder:
        __hash__ = None

        def __init__(self, expression, sense):
            self.expression = expression
            self.sense = sense

        def __repr__(self):
            return "<coptpy.ConstrBuilder>"

    class QConstrBuilder:
        __hash__ = None

        def __init__(self, expression, sense):
            self.expression = expression
            self.sense = sense

        def __repr__(self):
            return "<coptpy.QConstrBuilder>"

    class NlConstrBuilder:
        __hash__ = None

        def __repr__(self):
            return "<coptpy.NlConstrBuilder>"

    return Var, ExprBuilder, LinExpr, QuadExpr, NlExpr, ConstrBuilder, QConstrBuilder, NlConstrBuilder


(
    _sw_Var,
    _sw_ExprBuilder,
    _sw_LinExpr,
    _sw_QuadExpr,
    _sw_NlExpr,
    _sw_ConstrBuilder,
    _sw_QConstrBuilder,
    _sw_NlConstrBuilder,
) = _sw_make_classes()

_sw_linear = (_sw_Var, _sw_ExprBuilder, _sw_LinExpr)
_sw_expression = (_sw_Var, _sw_ExprBuilder, _sw_LinExpr, _sw_QuadExpr, _sw_NlExpr)
_sw_relation = (_sw_ConstrBuilder, _sw_QConstrBuilder, _sw_NlConstrBuilder)


def _sw_signed_text(weight, text):
    sign = "- " if weight < 0 else "+ "
    size = -weight if weight < 0 else weight
    return sign + text if size == 1.0 else sign + str(size) + " * " + text


def _sw_linear_text(e):
    text = str(float(e.constant)) + " "
    for i in range(len(e.factors)):
        text += _sw_signed_text(e.weights[i], repr(e.factors[i]) + " ")
    return text


def _sw_quadratic_text(e):
    text = _sw_linear_text(e)
    for weight, first, second in e.products:
        text += " " + _sw_signed_text(weight, repr(first) + "  * " + repr(second) + " ")
    return text
