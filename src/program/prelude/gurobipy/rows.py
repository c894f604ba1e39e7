# Rows and general constraints.


def _sw_make_rows():
    class Constr:
        def __init__(self, model, position, name, expression, sense, lower, upper, line):
            self.model = model
            self.position = position
            self.label = name
            self.shown = name
            self.expression = expression
            self.sense = sense
            self.lower = lower
            self.upper = upper
            self.line = line

        def __repr__(self):
            if self.position >= self.model.settled_rows:
                return "<gurobi.Constr *Awaiting Model Update*>"
            return "<gurobi.Constr " + _sw_row_name(self) + ">"

        def sameAs(self, other):
            return self is other

        def getAttr(self, attrname):
            return _sw_row_attribute(self, attrname)

        def setAttr(self, attrname, newvalue):
            _sw_set_row_attribute(self, attrname, newvalue)

    return Constr


_sw_Constraint = _sw_make_rows()


def _sw_row_name(row):
    return row.label if row.label != "" else "R" + str(row.position)


def _sw_name(name):
    if name is None:
        return ""
    if not isinstance(name, str):
        raise AttributeError("'" + _sw_type_name(name) + "' object has no attribute 'encode'")
    return name


def _sw_add_relation(model, relation, name):
    label = _sw_name(name)
    kind = type(relation)
    if kind is _sw_TempConstr:
        return _sw_add_sides(model, relation.left, relation.sense, relation.right, label)
    if kind is _sw_Implication:
        return _sw_add_implication(model, relation.condition, relation.consequence, label)
    if kind is bool:
        return _sw_add_row(model, _sw_LinExpr(), "L" if relation else "G", 1.0 if relation else 1.0, label)
    raise _sw_fault(10003, "Invalid value for Model.addConstr")


def _sw_add_sides(model, left, sense, right, label):
    if type(right) is _sw_GenExpr:
        if sense != "E":
            raise _sw_fault(10003, "General expressions can only be equal to a single var")
        return _sw_add_general(model, left, right, label)
    if type(left) is _sw_GenExpr:
        message = "General expressions can only be the right hand side part of an assignment to a single variable"
        raise _sw_fault(10003, message)
    if type(left) is _sw_NlExpr or type(right) is _sw_NlExpr:
        if sense != "E":
            raise _sw_fault(10003, "Nonlinear constraints must take the form y=f(x)")
        _sw_unsupported("nonlinear constraint")
    if isinstance(right, (list, tuple)):
        return _sw_add_range(model, left, right, label)
    if not isinstance(right, _sw_expression) and not isinstance(right, (int, float)):
        raise _sw_fault(10003, "Unable to convert argument to an expression")
    rest = _sw_plus(left, right, -1.0)
    if type(rest) is _sw_Var:
        rest = _sw_plus(_sw_LinExpr(), rest, 1.0)
    return _sw_add_row(model, rest, sense, 0.0, label)


def _sw_add_range(model, left, pair, label):
    if len(pair) != 2 or type(left) is _sw_QuadExpr:
        raise _sw_fault(10003, "Invalid range constraint")
    lower = _sw_real(pair[0])
    upper = _sw_real(pair[1])
    if lower > upper:
        raise _sw_fault(10003, "Lower bound exceeds upper bound in range constraint")
    rest = _sw_plus(_sw_LinExpr(), left, 1.0)
    row = _sw_add_row(model, rest, "E", 0.0, label)
    row.lower = lower - rest.constant
    row.upper = upper - rest.constant
    return row


def _sw_add_row(model, expression, sense, right, label):
    right = right - expression.constant
    if right != right:
        raise _sw_fault(10003, "Constant is Nan")
    for weight in expression.weights:
        if weight != weight or weight in (float("inf"), float("-inf")):
            raise _sw_fault(10003, "Element 0 of a double array is Nan or Inf.")
    lower = right if sense != "L" else -1e100
    upper = right if sense != "G" else 1e100
    made = _sw_Constraint(model, len(model.rows), label, expression, sense, lower, upper, _sw_now[0])
    model.rows.append(made)
    model.changed = True
    return made


def _sw_add_special(model, kind, name, head, factors, numbers):
    label = _sw_name(name)
    if label == "":
        among = [made for made in model.special if (made.kind == "sos") == (kind == "sos")]
        label = ("SOS" if kind == "sos" else "GC") + str(len(among))
    for factor in factors:
        if type(factor) is not _sw_Var:
            raise _sw_fault(10003, "Invalid data in vars array")
    made = _sw_Special(model, kind, label, head, list(factors), numbers, _sw_now[0])
    model.special.append(made)
    model.changed = True
    return made


def _sw_show_special(made):
    group = [one for one in made.model.special if (one.kind == "sos") == (made.kind == "sos")]
    label = "SOS" if made.kind == "sos" else "GenConstr"
    if made.model.special.index(made) >= made.model.settled_special:
        return "<gurobi." + label + " *Awaiting Model Update*>"
    return "<gurobi." + label + " " + str(group.index(made)) + ">"


_sw_special_text[0] = _sw_show_special


def _sw_add_general(model, result, expression, label):
    if type(result) is not _sw_Var:
        _sw_unsupported("general expression equal to an expression")
    if expression.kind == "abs" and type(expression.operands[0]) is not _sw_Var:
        raise TypeError(str(expression.operands[0]) + " is not a variable")
    if expression.kind == "norm":
        return _sw_add_norm(model, result, expression.operands, expression.constant[0], label)
    if expression.kind in ("and", "or") and len(expression.constant) > 0:
        raise _sw_fault(10003, "Invalid data in vars array")
    if len(expression.operands) + len(expression.constant) == 0:
        raise _sw_fault(10003, "General constraint without operands")
    return _sw_add_special(model, expression.kind, label, result, expression.operands, expression.constant)


def _sw_add_implication(model, condition, consequence, label):
    message = "Indicator constraints can only be triggered by a single binary variable at a given value"
    binary = condition.left
    value = condition.right
    if type(binary) is _sw_LinExpr and len(binary.factors) == 1 and binary.weights[0] == 1.0:
        value = value - binary.constant if isinstance(value, (int, float)) else value
        binary = binary.factors[0]
    if condition.sense != "E" or type(binary) is not _sw_Var or not isinstance(value, (int, float)):
        raise _sw_fault(10003, message)
    return _sw_indicate(model, binary, value, consequence.left, consequence.sense, consequence.right, label)


def _sw_indicate(model, binary, value, left, sense, right, name):
    if value != 0 and value != 1:
        raise _sw_fault(10008, "Problem adding general constraint")
    if type(left) is _sw_GenExpr or type(right) is _sw_GenExpr:
        raise _sw_fault(10003, "Invalid value for indicator constraint")
    if isinstance(right, (list, tuple)):
        _sw_unsupported("indicator constraint with a range")
    if type(binary) is not _sw_Var:
        raise _sw_fault(10003, "Invalid value for indicator constraint")
    rest = _sw_plus(_sw_plus(_sw_LinExpr(), left, 1.0), right, -1.0)
    if type(rest) is not _sw_LinExpr:
        raise TypeError("must be real number, not gurobipy.QuadExpr")
    bound = 0.0 - rest.constant
    lower = bound if sense != "L" else -1e30
    upper = bound if sense != "G" else 1e30
    return _sw_add_special(
        model, "indicator", name, binary, rest.factors, [float(value), lower, upper] + rest.weights
    )


def _sw_add_constraints(model, generator, name):
    label = _sw_name(name)
    made = _sw_tupledict()
    if isinstance(generator, _sw_relation):
        raise KeyError("Missing constraint index")
    # The interpreter evaluates a generator that stands in the call to a list, whose items know their keys.
    for item in generator:
        if type(item) is not _sw_Keyed:
            if isinstance(generator, (list, tuple, dict, set)):
                raise KeyError("Missing constraint index")
            _sw_unsupported("addConstrs with a generator that is made elsewhere")
        shown = label + "[" + _sw_key_text(item.key) + "]" if label != "" else ""
        made[item.key] = _sw_add_relation(model, item.relation, shown)
    return made


def _sw_make_keyed():
    class Keyed:
        def __init__(self, key, relation):
            self.key = key
            self.relation = relation

    return Keyed


_sw_Keyed = _sw_make_keyed()


def _sw_keyed(key, relation):
    return _sw_Keyed(key[0] if len(key) == 1 else key, relation)
