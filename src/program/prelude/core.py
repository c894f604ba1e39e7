# Operators and builtins that the rewriter calls in place of Python's own. Programs cannot name anything that starts
# with `_sw_`: the rewriter refuses it. The interpreter knows no operator methods, no inheritance and no decorators on
# methods, hence plain functions that look at the types.

_sw_now = [0]


def _sw_at(line, receiver):
    _sw_now[0] = line
    return receiver


def _sw_unsupported(what):
    # The host ends the run at this call; no handler of the program sees it.
    _sw_host("unsupported", what)


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

    class QuadExpr:
        __hash__ = None

        def __init__(self, constant=0.0, factors=None, weights=None, products=None):
            self.constant = constant
            self.factors = [] if factors is None else factors
            self.weights = [] if weights is None else weights
            self.products = [] if products is None else products

        def __repr__(self):
            return _sw_quadratic_text(self)

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


def _sw_type_name(value):
    return type(value).__name__


# Arithmetic. An expression keeps its terms in the order in which the program wrote them, repeated ones included.


def _sw_rank(value):
    # How much a value forces upon a sum: 0 number, variable or builder, 1 linear, 2 quadratic, 3 other.
    kind = type(value)
    if kind is _sw_LinExpr:
        return 1
    if kind is _sw_QuadExpr:
        return 2
    if kind is _sw_NlExpr:
        return 3
    return 0


def _sw_new(rank):
    if rank == 0:
        return _sw_ExprBuilder()
    if rank == 1:
        return _sw_LinExpr()
    if rank == 2:
        return _sw_QuadExpr()
    return _sw_NlExpr()


def _sw_accumulate(total, value, factor):
    # total += factor * value, in place; `total` is of at least the rank of `value`.
    kind = type(value)
    if kind is _sw_Var:
        total.factors.append(value)
        total.weights.append(factor)
    elif kind is _sw_ExprBuilder or kind is _sw_LinExpr or kind is _sw_QuadExpr:
        total.constant += factor * value.constant
        total.factors.extend(value.factors)
        if factor == 1.0:
            total.weights.extend(value.weights)
        else:
            total.weights.extend([factor * weight for weight in value.weights])
        if kind is _sw_QuadExpr:
            total.products.extend([(factor * weight, first, second) for weight, first, second in value.products])
    else:
        total.constant += factor * float(value)


def _sw_plus(a, b, factor):
    rank = max(_sw_rank(a), _sw_rank(b))
    total = _sw_new(rank)
    if rank < 3:
        _sw_accumulate(total, a, 1.0)
        _sw_accumulate(total, b, factor)
    return total


def _sw_add(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, 1.0)
    return a + b


def _sw_sub(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, -1.0)
    return a - b


def _sw_terms(signs, operands):
    # a + b - c …, from left to right. The first sum makes an object that nobody else holds, so the rest goes in place.
    total = operands[0]
    rank = -1
    for i in range(len(signs)):
        operand = operands[i + 1]
        factor = 1.0 if signs[i] == "+" else -1.0
        if rank < 0:
            if isinstance(total, _sw_expression) or isinstance(operand, _sw_expression):
                total = _sw_plus(total, operand, factor)
                rank = _sw_rank(total)
            elif factor > 0:
                total = total + operand
            else:
                total = total - operand
        elif _sw_rank(operand) > rank:
            total = _sw_plus(total, operand, factor)
            rank = _sw_rank(total)
        elif rank < 3:
            _sw_accumulate(total, operand, factor)
    return total


def _sw_scaled(e, factor):
    kind = type(e)
    if kind is _sw_Var:
        return _sw_ExprBuilder(0.0, [e], [factor])
    if kind is _sw_NlExpr:
        return e
    weights = [factor * weight for weight in e.weights]
    if kind is _sw_QuadExpr:
        products = [(factor * weight, first, second) for weight, first, second in e.products]
        return _sw_QuadExpr(factor * e.constant, list(e.factors), weights, products)
    if kind is _sw_LinExpr:
        return _sw_LinExpr(factor * e.constant, list(e.factors), weights)
    return _sw_ExprBuilder(factor * e.constant, list(e.factors), weights)


def _sw_product(a, b):
    if not isinstance(a, _sw_linear) or not isinstance(b, _sw_linear):
        return _sw_NlExpr()
    if type(a) is _sw_Var:
        a = _sw_ExprBuilder(0.0, [a], [1.0])
    if type(b) is _sw_Var:
        b = _sw_ExprBuilder(0.0, [b], [1.0])
    total = _sw_QuadExpr(a.constant * b.constant)
    if b.constant != 0.0:
        total.factors.extend(a.factors)
        total.weights.extend([b.constant * weight for weight in a.weights])
    if a.constant != 0.0:
        total.factors.extend(b.factors)
        total.weights.extend([a.constant * weight for weight in b.weights])
    for i in range(len(a.factors)):
        for j in range(len(b.factors)):
            total.products.append((a.weights[i] * b.weights[j], a.factors[i], b.factors[j]))
    return total


def _sw_mul(a, b):
    if isinstance(a, _sw_expression):
        if isinstance(b, _sw_expression):
            return _sw_product(a, b)
        return _sw_scaled(a, float(b))
    if isinstance(b, _sw_expression):
        return _sw_scaled(b, float(a))
    return a * b


def _sw_div(a, b):
    if isinstance(b, _sw_expression):
        return _sw_NlExpr()
    if isinstance(a, _sw_expression):
        divisor = float(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_scaled(a, 1.0 / divisor)
    return a / b


def _sw_pow(a, b):
    if isinstance(a, _sw_expression) and not isinstance(b, _sw_expression):
        exponent = float(b)
        if exponent == 1.0:
            return a
        if exponent == 2.0:
            return _sw_product(a, a)
        return _sw_NlExpr()
    return a**b


def _sw_neg(a):
    if isinstance(a, _sw_expression):
        return _sw_scaled(a, -1.0)
    return -a


def _sw_or(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return {**a, **b}
    return a | b


def _sw_rshift(a, b):
    if isinstance(a, _sw_relation) or isinstance(b, _sw_relation):
        _sw_unsupported("indicator constraint (>>)")
    return a >> b


# Augmented assignment changes builders and expressions in place, as the vendor's package does: another name of the
# same object sees the change.


def _sw_iadd(a, b):
    return _sw_in_place(a, b, 1.0)


def _sw_isub(a, b):
    return _sw_in_place(a, b, -1.0)


def _sw_in_place(a, b, factor):
    kind = type(a)
    if kind is _sw_QuadExpr or kind is _sw_LinExpr or kind is _sw_ExprBuilder:
        rank = _sw_rank(b)
        if kind is _sw_ExprBuilder and rank > 0:
            return _sw_plus(a, b, factor)
        if kind is _sw_LinExpr and rank > 1:
            raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(b) + "'")
        if rank > 2:
            return _sw_NlExpr()
        if b is a:
            b = _sw_scaled(b, 1.0)
        _sw_accumulate(a, b, factor)
        return a
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_plus(a, b, factor)
    if factor > 0:
        a += b
    else:
        a -= b
    return a


def _sw_imul(a, b):
    kind = type(a)
    if kind is _sw_QuadExpr or kind is _sw_LinExpr or kind is _sw_ExprBuilder:
        if not isinstance(b, _sw_expression):
            factor = float(b)
            a.constant = factor * a.constant
            for i in range(len(a.weights)):
                a.weights[i] = factor * a.weights[i]
            if kind is _sw_QuadExpr:
                a.products = [(factor * weight, first, second) for weight, first, second in a.products]
            return a
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_mul(a, b)
    a *= b
    return a


def _sw_idiv(a, b):
    if isinstance(a, _sw_expression) and not isinstance(b, _sw_expression):
        divisor = float(b)
        if divisor == 0.0:
            raise ZeroDivisionError("float division")
        return _sw_imul(a, 1.0 / divisor)
    return _sw_div(a, b)


def _sw_ipow(a, b):
    return _sw_pow(a, b)


def _sw_imod(a, b):
    return _sw_mod(a, b)


def _sw_ior(a, b):
    if isinstance(a, dict):
        a.update(b)
        return a
    a |= b
    return a


def _sw_in_place_by(sign, a, b):
    if sign == "+":
        return _sw_iadd(a, b)
    if sign == "-":
        return _sw_isub(a, b)
    if sign == "*":
        return _sw_imul(a, b)
    if sign == "/":
        return _sw_idiv(a, b)
    if sign == "**":
        return _sw_ipow(a, b)
    if sign == "%":
        return _sw_imod(a, b)
    return _sw_ior(a, b)


def _sw_change_item(sign, holder, key, value):
    holder[key] = _sw_in_place_by(sign, holder[key], value)


def _sw_change_attribute(sign, holder, name, value):
    _sw_set(holder, name, _sw_in_place_by(sign, _sw_get(holder, name), value))


# Comparison.


def _sw_relate(a, b, sense):
    # `a` or `b` is an expression; the reversed form has been turned round by Python's own rule.
    if not isinstance(a, _sw_expression):
        a, b = b, a
        if sense == "L":
            sense = "G"
        elif sense == "G":
            sense = "L"
    if isinstance(b, list) and sense == "E" and len(b) == 2:
        return _sw_ConstrBuilder(_sw_plus(a, 0.0, 1.0), "E"), b[0], b[1]
    if isinstance(b, _sw_relation):
        raise TypeError("float() argument must be a string or a real number, not '" + _sw_type_name(b) + "'")
    rest = _sw_plus(a, b, -1.0)
    rank = _sw_rank(rest)
    if rank == 3:
        return _sw_NlConstrBuilder()
    if rank == 2:
        return _sw_QConstrBuilder(rest, sense)
    return _sw_ConstrBuilder(rest, sense)


def _sw_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "L")
    return a <= b


def _sw_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "G")
    return a >= b


def _sw_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return _sw_relate(a, b, "E")
    return a == b


def _sw_if_le(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        _sw_no_truth(_sw_relate(a, b, "L"))
    return a <= b


def _sw_if_ge(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        _sw_no_truth(_sw_relate(a, b, "G"))
    return a >= b


def _sw_if_eq(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        _sw_no_truth(_sw_relate(a, b, "E"))
    return a == b


def _sw_not_in(item, holder):
    return not _sw_in(item, holder)


def _sw_no_truth(value):
    raise ValueError("Boolean value of '" + _sw_type_name(value) + "' object is not defined")


def _sw_truth(value):
    if isinstance(value, _sw_relation):
        _sw_no_truth(value)
    return value


def _sw_ne(a, b):
    if isinstance(a, _sw_expression) or isinstance(b, _sw_expression):
        return not _sw_truth(_sw_relate(a, b, "E"))
    return a != b


def _sw_compare(signs, first, second, *later):
    # A chained comparison; operands after the second come as functions, for they may never be reached.
    left = first
    right = second
    last = len(signs) - 1
    for i in range(len(signs)):
        if i > 0:
            left = right
            right = later[i - 1]()
        sign = signs[i]
        if sign == "<=":
            result = _sw_le(left, right)
        elif sign == ">=":
            result = _sw_ge(left, right)
        elif sign == "==":
            result = _sw_eq(left, right)
        elif sign == "!=":
            result = _sw_ne(left, right)
        elif sign == "<":
            result = left < right
        elif sign == ">":
            result = left > right
        elif sign == "in":
            result = _sw_in(left, right)
        elif sign == "not in":
            result = not _sw_in(left, right)
        elif sign == "is":
            result = left is right
        else:
            result = left is not right
        if i == last or not _sw_truth(result):
            return result


def _sw_in(item, holder):
    if isinstance(holder, (list, tuple)):
        if isinstance(item, _sw_expression):
            for other in holder:
                if other is item:
                    return True
                _sw_truth(_sw_eq(item, other))
            return False
    return item in holder


# Builtins.


def _sw_sum(items, start=0):
    if type(items) is range:
        return sum(items, start)
    total = start
    rank = -1
    for item in items:
        if rank < 0:
            if isinstance(total, _sw_expression) or isinstance(item, _sw_expression):
                total = _sw_plus(total, item, 1.0)
                rank = _sw_rank(total)
            else:
                total = total + item
        elif _sw_rank(item) > rank:
            total = _sw_plus(total, item, 1.0)
            rank = _sw_rank(total)
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total


def _sw_exit(code=None):
    raise SystemExit(str(code))


def _sw_callable(value):
    name = _sw_type_name(value)
    return name in ("function", "builtin_function_or_method", "type", "method")


def _sw_delete_item(holder, key):
    if isinstance(holder, dict):
        holder.pop(key)
    elif isinstance(holder, list):
        holder.pop(key)
    else:
        raise TypeError("'" + _sw_type_name(holder) + "' object doesn't support item deletion")


def _sw_mod(a, b):
    if isinstance(a, str):
        return _sw_percent(a, b)
    return a % b


def _sw_percent(template, values):
    # printf-style formatting, in terms of format specifications.
    mapping = values if isinstance(values, dict) else None
    queue = list(values) if isinstance(values, tuple) else [values]
    parts = template.split("%")
    text = parts[0]
    used = 0
    i = 1
    while i < len(parts):
        piece = parts[i]
        i += 1
        if piece == "":
            text += "%"
            if i < len(parts):
                text += parts[i]
                i += 1
            continue
        key = None
        at = 0
        if piece[0] == "(":
            close = piece.find(")")
            key = piece[1:close]
            at = close + 1
        flags = ""
        while at < len(piece) and piece[at] in "-+ #0":
            flags += piece[at]
            at += 1
        width = ""
        while at < len(piece) and (piece[at].isdigit() or piece[at] in ".*"):
            if piece[at] == "*":
                width += str(queue[used])
                used += 1
            else:
                width += piece[at]
            at += 1
        if at >= len(piece):
            raise ValueError("incomplete format")
        conversion = piece[at]
        if key is not None:
            value = mapping[key]
        else:
            if used >= len(queue):
                raise TypeError("not enough arguments for format string")
            value = queue[used]
            used += 1
        text += _sw_percent_one(flags, width, conversion, value) + piece[at + 1 :]
    if mapping is None and used < len(queue):
        raise TypeError("not all arguments converted during string formatting")
    return text


def _sw_percent_one(flags, width, conversion, value):
    align = "<" if "-" in flags else (">" if conversion in "srac" else "")
    sign = "+" if "+" in flags else (" " if " " in flags else "")
    zero = "0" if "0" in flags and "-" not in flags and conversion not in "srac" else ""
    if conversion in "sra":
        shown = str(value) if conversion == "s" else repr(value)
        return ("{:" + align + width + "}").format(shown)
    if conversion == "c":
        return value if isinstance(value, str) else chr(value)
    if conversion in "diu":
        if not isinstance(value, (int, float)):
            name = _sw_type_name(value)
            raise TypeError("%d format: a real number is required, not " + name)
        return ("{:" + align + sign + zero + width + "d}").format(int(value))
    if conversion in "eEfFgG":
        precise = width if "." in width else width + ".6"
        return ("{:" + align + sign + zero + precise + conversion + "}").format(float(value))
    if conversion in "xXo":
        alternate = "#" if "#" in flags else ""
        return ("{:" + align + sign + alternate + zero + width + conversion + "}").format(value)
    raise ValueError("unsupported format character '" + conversion + "'")


# Attributes. The rewriter sends reads and writes through here, because the interpreter has no properties.


_sw_tupledicts = {}
_sw_arrays = {}


def _sw_get(value, name):
    if isinstance(value, _sw_layer):
        return _sw_read_attribute(value, name)
    if isinstance(value, dict) and id(value) in _sw_tupledicts:
        member = _sw_tupledict_member(value, name)
        if member is not None:
            return member
    elif isinstance(value, list) and id(value) in _sw_arrays:
        member = _sw_array_member(value, name)
        if member is not None:
            return member
    if isinstance(value, (dict, list, str, set, tuple)):
        member = _sw_bound(value, name)
        if member is not None:
            return member
    if name == "__name__" and value is _sw_CoptError:
        return "CoptError"
    return getattr(value, name)


def _sw_bound(value, name):
    # Methods of builtin types as values (`max(d, key=d.get)`), which the interpreter only knows as calls.
    if isinstance(value, dict):
        if name == "get":
            return lambda *given: value.get(*given)
        if name == "keys":
            return lambda: value.keys()
        if name == "values":
            return lambda: value.values()
        if name == "items":
            return lambda: value.items()
        if name == "pop":
            return lambda *given: value.pop(*given)
    elif isinstance(value, list):
        if name == "append":
            return lambda item: value.append(item)
        if name == "index":
            return lambda item: value.index(item)
        if name == "count":
            return lambda item: value.count(item)
    elif isinstance(value, str):
        if name == "format":
            return lambda *given, **named: value.format(*given, **named)
        if name == "join":
            return lambda items: value.join(items)
    elif isinstance(value, set):
        if name == "add":
            return lambda item: value.add(item)
    return None


def _sw_set(target, name, value):
    if isinstance(target, _sw_layer):
        _sw_write_attribute(target, name, value)
    else:
        setattr(target, name, value)


def _sw_missing(owner, name, error):
    # A name of the vendor's that this layer lacks ends the run; a name that nobody knows is the program's fault.
    _sw_host("missing", owner, name)
    raise error
