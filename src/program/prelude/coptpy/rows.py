# Rows.


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


def _sw_add_constraint(model, lhs, sense, rhs, name):
    label = _sw_label(name, "IModel_AddConstr")
    # The vendor takes the second argument for a sense even after a whole relation, and ignores it there.
    shown = label if label != "" or not isinstance(sense, str) else sense
    kind = type(lhs)
    if kind is _sw_ConstrBuilder:
        return _sw_add_relation(model, lhs, label, shown)
    if kind is tuple:
        return _sw_add_range(model, lhs, label, shown)
    if kind is _sw_QConstrBuilder:
        raise TypeError("'QConstrBuilder' or 'MQConstrBuilder' is not valid for argument 'lhs'")
    if kind is bool:
        return _sw_add_row(model, _sw_LinExpr(), "L" if lhs else "G", 1.0, label, label)
    if _sw_type_name(lhs) == "GenConstrBuilder":
        return _sw_add_builder_rare[0](model, lhs, label)
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
        return _sw_add_row(model, rest, sense, 0.0, label, label)
    return _sw_add_row(model, rest, sense, float(rhs), label, label)


def _sw_add_relation(model, relation, label, shown):
    return _sw_add_row(model, relation.expression, relation.sense, 0.0, label, shown)


def _sw_add_range(model, triple, label, shown):
    if len(triple) < 3:
        raise IndexError("tuple index out of range")
    if type(triple[0]) is not _sw_ConstrBuilder:
        raise ValueError("Unsupported constraint sense")
    row = _sw_add_row(model, triple[0].expression, "E", 0.0, label, shown)
    constant = triple[0].expression.constant
    row.lower = float(triple[1]) - constant
    row.upper = float(triple[2]) - constant
    return row


def _sw_add_row(model, expression, sense, right, label, shown):
    lower, upper = _sw_row_bounds(sense, expression.constant - right)
    made = _sw_Constraint(
        model, len(model.rows), label, shown, expression, lower, upper, _sw_now[0]
    )
    model.rows.append(made)
    model.forget()
    return made


def _sw_add_constraints(model, generator, nameprefix):
    if not isinstance(nameprefix, str):
        raise _sw_wrong_arguments("IModel_AddConstrs")
    kind = type(generator)
    if kind is _sw_ConstrBuilder or kind is bool:
        return _sw_add_constraint(model, generator, None, None, nameprefix)
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
        name = nameprefix + "(" + _sw_key_text(key) + ")"
        if type(relation) is _sw_ConstrBuilder:
            made[key] = _sw_add_relation(model, relation, name, name)
        elif _sw_type_name(relation) == "GenConstrBuilder":
            made[key] = _sw_add_builder_rare[0](model, relation, name)
        else:
            _sw_refuse_relation(relation)
        position += 1
    return made


def _sw_refuse_relation(relation):
    if type(relation) is _sw_QConstrBuilder or type(relation) is _sw_NlConstrBuilder:
        raise TypeError(
            "in method 'IConstrBuilderArray_PushBack', argument 2 of type 'Copt::IConstrBuilder const *'"
        )
    raise AttributeError("'" + _sw_type_name(relation) + "' object has no attribute '__dict__'")


def _sw_add_quadratic(model, lhs, sense, rhs, name):
    kind = type(lhs)
    if kind is _sw_QConstrBuilder:
        label = _sw_label(name, "IModel_AddQConstr")
        return _sw_add_row(model, lhs.expression, lhs.sense, 0.0, label, label)
    if isinstance(lhs, _sw_QuadExpr) or isinstance(rhs, _sw_QuadExpr):
        if sense not in ("L", "G", "E"):
            raise ValueError("Unsupported constraint sense")
        label = _sw_label(name, "IModel_AddQConstr")
        return _sw_add_row(model, _sw_plus(lhs, rhs, -1.0), sense, 0.0, label, label)
    return _sw_add_constraint(model, lhs, sense, rhs, name)


def _sw_make_keyed():
    class Keyed:
        def __init__(self, key, relation):
            self.key = key
            self.relation = relation

    return Keyed


_sw_Keyed = _sw_make_keyed()
