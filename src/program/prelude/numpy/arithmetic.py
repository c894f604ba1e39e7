# Arithmetic of arrays, item by item.


def _sw_nd_join(one, other):
    # The shape that two arrays have together.
    shape = []
    for i in range(max(len(one), len(other))):
        a = one[len(one) - 1 - i] if i < len(one) else 1
        b = other[len(other) - 1 - i] if i < len(other) else 1
        if a != b and a != 1 and b != 1:
            shown = str(one).replace(" ", "") + " " + str(other).replace(" ", "")
            raise ValueError("operands could not be broadcast together with shapes " + shown)
        shape.append(b if a == 1 else a)
    shape.reverse()
    return tuple(shape)


def _sw_nd_quotient(a, b):
    if b == 0:
        if a == 0 or a != a:
            return float("nan")
        return float("inf") if (a > 0) == (str(float(b))[0] != "-") else -float("inf")
    return a / b


def _sw_nd_floor(a, b):
    if b == 0:
        _sw_unsupported("numpy integer division by zero")
    return a // b


def _sw_nd_rest(a, b):
    if b == 0:
        _sw_unsupported("numpy remainder of a division by zero")
    return a % b


def _sw_nd_power(a, b):
    if isinstance(a, int) and isinstance(b, int):
        if b < 0:
            raise ValueError("Integers to negative integer powers are not allowed.")
        return a**b
    if a == 0 and b < 0:
        return float("inf")
    if a < 0 and b != int(b):
        return float("nan")
    try:
        return a**b
    except OverflowError:
        return float("inf")


def _sw_nd_checked(data):
    for item in data:
        if item > _sw_nd_limit or item < -_sw_nd_limit - 1:
            _sw_unsupported("numpy integers beyond 64 bits")
    return data


def _sw_nd_binary(a, b, kind, plain, general):
    # `kind`: "keep" for the wider of both, "float64", "bool".
    if not isinstance(a, _sw_ndarray):
        a = _sw_nd_operand(a)
    if not isinstance(b, _sw_ndarray):
        b = _sw_nd_operand(b)
    if a is None or b is None:
        return NotImplemented
    shape = a.shape if a.shape == b.shape else _sw_nd_join(a.shape, b.shape)
    xs = _sw_nd_items(_sw_nd_broadcast(a, shape))
    ys = _sw_nd_items(_sw_nd_broadcast(b, shape))
    if a.kind == "object" or b.kind == "object":
        return _sw_nd_result([general(x, y) for x, y in zip(xs, ys)], shape, "object")
    texts = int(a.kind == "<U") + int(b.kind == "<U")
    if texts > 0:
        if kind != "bool" or texts < 2:
            _sw_unsupported("numpy arithmetic with texts")
        return _sw_nd_result([plain(x, y) for x, y in zip(xs, ys)], shape, "bool")
    if kind == "keep":
        made = "float64" if "float64" in (a.kind, b.kind) else "int64"
        if a.kind == "bool" or b.kind == "bool":
            xs = [int(x) if x is True or x is False else x for x in xs]
            ys = [int(y) if y is True or y is False else y for y in ys]
    else:
        made = kind
    data = [plain(x, y) for x, y in zip(xs, ys)]
    if made == "int64":
        _sw_nd_checked(data)
    elif made == "float64" and kind == "keep":
        data = [float(item) for item in data]
    return _sw_nd_result(data, shape, made)


def _sw_nd_operand(value):
    if isinstance(value, (int, float, str)):
        return _sw_ndarray([value], (), _sw_nd_common([value]))
    if isinstance(value, (list, tuple, range)):
        return _sw_nd_array(value)
    if value is None:
        return None
    return _sw_ndarray([value], (), "object")


def _sw_nd_operator(name, kind, plain, general):
    def forward(a, b):
        return _sw_nd_binary(a, b, kind, plain, general)

    def backward(a, b):
        return _sw_nd_binary(b, a, kind, plain, general)

    setattr(_sw_ndarray, "__" + name + "__", forward)
    setattr(_sw_ndarray, "__r" + name + "__", backward)
    return forward


_sw_nd_add = _sw_nd_operator("add", "keep", lambda x, y: x + y, _sw_add)
_sw_nd_sub = _sw_nd_operator("sub", "keep", lambda x, y: x - y, _sw_sub)
_sw_nd_mul = _sw_nd_operator("mul", "keep", lambda x, y: x * y, _sw_mul)
_sw_nd_div = _sw_nd_operator("truediv", "float64", _sw_nd_quotient, _sw_div)
_sw_nd_floordiv = _sw_nd_operator("floordiv", "keep", _sw_nd_floor, _sw_floordiv)
_sw_nd_mod = _sw_nd_operator("mod", "keep", _sw_nd_rest, _sw_mod)
_sw_nd_pow = _sw_nd_operator("pow", "keep", _sw_nd_power, _sw_power)
_sw_nd_lt = _sw_nd_operator("lt", "bool", lambda x, y: x < y, _sw_lt)
_sw_nd_le = _sw_nd_operator("le", "bool", lambda x, y: x <= y, _sw_le)
_sw_nd_gt = _sw_nd_operator("gt", "bool", lambda x, y: x > y, _sw_gt)
_sw_nd_ge = _sw_nd_operator("ge", "bool", lambda x, y: x >= y, _sw_ge)
_sw_nd_eq = _sw_nd_operator("eq", "bool", lambda x, y: x == y, _sw_eq)
_sw_nd_ne = _sw_nd_operator("ne", "bool", lambda x, y: x != y, _sw_ne)


def _sw_nd_logical(name, word):
    def both(a, b):
        a = _sw_nd_as(a)
        b = _sw_nd_as(b)
        if a.kind != "bool" or b.kind != "bool":
            if a.kind != "int64" or b.kind != "int64":
                raise TypeError("ufunc 'bitwise_" + name + "' not supported for the input types")
        if name == "and":
            return _sw_nd_binary(a, b, a.kind, lambda x, y: x & y, _sw_bit_and)
        if name == "or":
            return _sw_nd_binary(a, b, a.kind, lambda x, y: x | y, _sw_or)
        return _sw_nd_binary(a, b, a.kind, lambda x, y: x ^ y, _sw_xor)

    setattr(_sw_ndarray, "__" + name + "__", both)
    setattr(_sw_ndarray, "__r" + name + "__", both)
    return both


_sw_nd_and = _sw_nd_logical("and", "and")
_sw_nd_or = _sw_nd_logical("or", "or")
_sw_nd_xor = _sw_nd_logical("xor", "xor")


def _sw_nd_in_place(a, result):
    # `a += b` changes the array, and every view of it.
    result = _sw_nd_as(result)
    if result.kind == "float64" and a.kind == "int64":
        raise TypeError("Cannot cast ufunc output from dtype('float64') to dtype('int64') with casting rule 'same_kind'")
    if result.kind == "object" and a.kind != "object":
        _sw_unsupported("numpy arrays of numbers changed to expressions")
    if result.shape != a.shape:
        raise ValueError("non-broadcastable output operand")
    _sw_nd_set(a, Ellipsis, result)
    return a


for _sw_each_name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):

    def _sw_nd_make_in_place(plain):
        return lambda a, b: _sw_nd_in_place(a, plain(a, b))

    setattr(_sw_ndarray, "__i" + _sw_each_name + "__", _sw_nd_make_in_place(getattr(_sw_ndarray, "__" + _sw_each_name + "__")))


def _sw_nd_each(a, kind, plain):
    # A function of each item.
    if not isinstance(a, (_sw_ndarray, list, tuple, range)):
        inner = getattr(type(a), "_sw_each", None)
        if inner is not None:
            return inner(a, lambda values: _sw_nd_each(values, kind, plain))
        return plain(a)
    a = _sw_nd_as(a)
    if a.kind == "object" or a.kind == "<U":
        _sw_unsupported("numpy functions of objects")
    data = [plain(item) for item in _sw_nd_items(a)]
    return _sw_ndarray(data, a.shape, a.kind if kind == "keep" else kind)


def _sw_nd_negated(a):
    if a.kind == "object":
        return _sw_ndarray([_sw_neg(item) for item in _sw_nd_items(a)], a.shape, "object")
    if a.kind == "bool":
        raise TypeError("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator")
    return _sw_nd_each(a, "keep", lambda x: -x)


def _sw_nd_inverted(a):
    if a.kind == "bool":
        return _sw_nd_each(a, "bool", lambda x: not x)
    return _sw_nd_each(a, "int64", lambda x: ~x)


_sw_ndarray.__neg__ = _sw_nd_negated
_sw_ndarray.__pos__ = lambda a: _sw_nd_copy(a)
_sw_ndarray.__invert__ = _sw_nd_inverted
_sw_ndarray.__abs__ = lambda a: _sw_nd_each(a, "keep", abs)


def _sw_nd_round_one(x, digits):
    # numpy scales, rounds half to even and scales back.
    if not isinstance(x, float) or x != x or abs(x) == float("inf"):
        return x
    if digits == 0:
        return float(round(x))
    power = 10.0 ** abs(digits)
    return float(round(x * power)) / power if digits > 0 else float(round(x / power)) * power


def _sw_nd_round(a, decimals=0, out=None):
    return _sw_nd_each(a, "keep", lambda x: _sw_nd_round_one(x, decimals))


_sw_ndarray.__round__ = _sw_nd_round


def _sw_nd_dot_lists(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total = _sw_add(total, _sw_mul(x, y))
    return total


def _sw_nd_matmul(a, b):
    a = _sw_nd_as(a)
    b = _sw_nd_as(b)
    if len(a.shape) == 0 or len(b.shape) == 0:
        raise ValueError("matmul: Input operand does not have enough dimensions")
    if len(a.shape) > 2 or len(b.shape) > 2:
        _sw_unsupported("numpy products of arrays with more than two axes")
    inner = a.shape[-1]
    if inner != b.shape[0]:
        shown = "size " + str(b.shape[0]) + " is different from " + str(inner)
        raise ValueError("matmul: Input operand 1 has a mismatch in its core dimension 0, (" + shown + ")")
    if "<U" in (a.kind, b.kind):
        _sw_unsupported("numpy arithmetic with texts")
    kind = "object" if "object" in (a.kind, b.kind) else ("float64" if "float64" in (a.kind, b.kind) else "int64")
    xs = _sw_nd_items(a)
    ys = _sw_nd_items(b)
    columns = b.shape[1] if len(b.shape) == 2 else 1
    rows = a.shape[0] if len(a.shape) == 2 else 1
    turned = [[ys[k * columns + j] for k in range(inner)] for j in range(columns)]
    data = []
    for i in range(rows):
        row = xs[i * inner : (i + 1) * inner]
        for column in turned:
            data.append(_sw_nd_dot_lists(row, column))
    if kind == "float64":
        data = [float(item) for item in data]
    elif kind == "int64":
        _sw_nd_checked(data)
    return _sw_nd_result(data, a.shape[:-1] + b.shape[1:], kind)


def _sw_nd_dot(a, b):
    a = _sw_nd_as(a)
    b = _sw_nd_as(b)
    if a.shape == () or b.shape == ():
        return _sw_nd_mul(a, b)
    return _sw_nd_matmul(a, b)


_sw_ndarray.__matmul__ = _sw_nd_matmul
_sw_ndarray.__rmatmul__ = lambda a, b: _sw_nd_matmul(b, a)
