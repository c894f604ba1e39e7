# The module numpy.


def _sw_nd_function(kind, plain):
    return lambda a, *rest, **named: _sw_nd_each(a, kind, plain)


def _sw_nd_log(x):
    if x == 0:
        return -float("inf")
    return _sw_std_math.log(x) if x > 0 else float("nan")


def _sw_nd_exp(x):
    return _sw_std_math.exp(x) if x < 709.7 else float("inf")


def _sw_nd_signed(x):
    return x if x != x else (x > 0) - (x < 0) if isinstance(x, int) else float(int(x > 0) - int(x < 0))


def _sw_nd_pair(plain):
    def pair(a, b, *rest, **named):
        return _sw_nd_binary(_sw_nd_as(a), _sw_nd_as(b), "keep", plain, lambda x, y: _sw_unsupported("numpy functions of objects"))

    return pair


def _sw_nd_close(x, y, rtol, atol):
    if x != x or y != y:
        return False
    return x == y or (abs(x - y) <= atol + rtol * abs(y) and abs(y) != float("inf"))


def _sw_nd_isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return _sw_nd_binary(_sw_nd_as(a), _sw_nd_as(b), "bool", lambda x, y: _sw_nd_close(x, y, rtol, atol), None)


def _sw_nd_norm(x, ord=None, axis=None, keepdims=False):
    x = _sw_nd_as(x)
    if ord is None or (ord == 2 and len(x.shape) == 1) or (ord == 2 and axis is not None):
        squares = _sw_nd_each(x, "float64", lambda v: float(v) * float(v))
        return _sw_nd_each(_sw_nd_sum(squares, axis, None, None, keepdims), "float64", _sw_nd_root)
    if len(x.shape) == 1 or axis is not None:
        if ord == 1:
            return _sw_nd_sum(_sw_nd_each(x, "float64", lambda v: float(abs(v))), axis)
        if ord == float("inf"):
            return _sw_nd_max(_sw_nd_each(x, "float64", lambda v: float(abs(v))), axis)
    _sw_unsupported("numpy.linalg.norm of this order")


def _sw_nd_searchsorted(a, v, side="left", sorter=None):
    items = _sw_nd_items(_sw_nd_as(a))

    def place(x):
        i = 0
        while i < len(items) and (items[i] < x or (side == "right" and items[i] == x)):
            i += 1
        return i

    return _sw_nd_each(v, "int64", place)


def _sw_nd_meshgrid(x, y, **rest):
    if len(rest) > 0:
        _sw_unsupported("numpy.meshgrid with options")
    xs = _sw_nd_ravel(x)
    ys = _sw_nd_reshape(_sw_nd_ravel(y), -1, 1)
    shape = (ys.shape[0], xs.shape[0])
    return [_sw_nd_copy(_sw_nd_broadcast(xs, shape)), _sw_nd_copy(_sw_nd_broadcast(ys, shape))]


def _sw_nd_array_equal(a, b, **rest):
    a = _sw_nd_as(a)
    b = _sw_nd_as(b)
    return a.shape == b.shape and all([x == y for x, y in zip(_sw_nd_items(a), _sw_nd_items(b))])


def _sw_nd_logical_function(plain):
    def logical(a, b, **rest):
        return _sw_nd_binary(_sw_nd_as(a), _sw_nd_as(b), "bool", plain, lambda x, y: _sw_unsupported("numpy functions of objects"))

    return logical


def _sw_nd_ndenumerate(a):
    a = _sw_nd_as(a)
    steps = _sw_nd_strides(a.shape)
    items = _sw_nd_items(a)
    made = []
    for place in range(len(items)):
        made.append((tuple([place // step % n for step, n in zip(steps, a.shape)]), items[place]))
    return iter(made)


def _sw_nd_ndindex(*shape):
    shape = _sw_nd_shape_of(shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape)
    steps = _sw_nd_strides(shape)
    size = _sw_nd_size(shape)
    return iter([tuple([place // step % n for step, n in zip(steps, shape)]) for place in range(size)])


def _sw_nd_average(a, axis=None, weights=None, **rest):
    if weights is None:
        return _sw_nd_mean(a, axis)
    w = _sw_nd_as(weights)
    a = _sw_nd_as(a)
    if a.shape != w.shape:
        _sw_unsupported("numpy.average with weights along an axis")
    return _sw_nd_div(_sw_nd_sum(_sw_nd_mul(a, w), axis), _sw_nd_sum(w, axis))


def _sw_make_numpy_scalars():
    # Types of numbers, called to convert and named in tests.
    class NumberType:
        def __init__(self, name, kinds, convert):
            self.__name__ = name
            self.kinds = kinds
            self.convert = convert

        def __call__(self, value=0):
            if isinstance(value, (list, tuple, _sw_ndarray)):
                return _sw_nd_array(value, self.__name__)
            return self.convert(value)

        def __repr__(self):
            return "<class 'numpy." + self.__name__ + "'>"

        def _sw_instance_check(self, value):
            # Numbers out of arrays are plain here: whether one is numpy's cannot be told.
            _sw_unsupported("isinstance with numpy." + self.__name__)

    made = {}
    for name, convert in (("float64", float), ("int64", int), ("int_", int), ("bool_", bool), ("double", float)):
        made[name] = NumberType(name, name, convert)
    for name in ("integer", "floating", "number"):
        made[name] = NumberType(name, name, None)
    made["str_"] = NumberType("str", "<U", str)
    made["object_"] = NumberType("object", "object", None)
    return made


def _sw_make_numpy():
    math = _sw_std_math
    members = _sw_make_numpy_scalars()
    named = {
        "sqrt": _sw_nd_root,
        "exp": _sw_nd_exp,
        "log": _sw_nd_log,
        "log2": lambda x: math.log2(x) if x > 0 else _sw_nd_log(x),
        "log10": lambda x: math.log10(x) if x > 0 else _sw_nd_log(x),
        "log1p": lambda x: math.log1p(x) if x > -1 else _sw_nd_log(x + 1),
        "sin": math.sin,
        "cos": math.cos,
        "tan": math.tan,
        "arctan": math.atan,
        "tanh": math.tanh,
        "radians": math.radians,
        "deg2rad": math.radians,
        "floor": lambda x: float(math.floor(x)) if x == x and abs(x) != float("inf") else x,
        "ceil": lambda x: float(math.ceil(x)) if x == x and abs(x) != float("inf") else x,
        "trunc": lambda x: float(math.trunc(x)),
        "rint": lambda x: float(round(x)),
    }
    for name, plain in named.items():
        members[name] = _sw_nd_function("float64", plain)
    for name, plain in {"isnan": lambda x: x != x, "isinf": lambda x: abs(x) == float("inf")}.items():
        members[name] = _sw_nd_function("bool", plain)
    members["isfinite"] = _sw_nd_function("bool", lambda x: x == x and abs(x) != float("inf"))
    members["abs"] = _sw_nd_function("keep", abs)
    members["absolute"] = members["abs"]
    members["fabs"] = _sw_nd_function("float64", lambda x: float(abs(x)))
    members["square"] = lambda a: _sw_nd_mul(_sw_nd_as(a), _sw_nd_as(a))
    members["sign"] = _sw_nd_function("keep", _sw_nd_signed)
    members["negative"] = lambda a: _sw_nd_negated(_sw_nd_as(a))
    members["maximum"] = _sw_nd_pair(lambda x, y: x if x != x or x > y else y)
    members["minimum"] = _sw_nd_pair(lambda x, y: x if x != x or x < y else y)
    binary = {
        "add": _sw_nd_add,
        "subtract": _sw_nd_sub,
        "multiply": _sw_nd_mul,
        "divide": _sw_nd_div,
        "true_divide": _sw_nd_div,
        "floor_divide": _sw_nd_floordiv,
        "mod": _sw_nd_mod,
        "power": _sw_nd_pow,
        "greater": _sw_nd_gt,
        "greater_equal": _sw_nd_ge,
        "less": _sw_nd_lt,
        "less_equal": _sw_nd_le,
        "equal": _sw_nd_eq,
        "not_equal": _sw_nd_ne,
    }
    members.update(binary)
    members.update(
        {
            "logical_and": _sw_nd_logical_function(lambda x, y: (True if x else False) and (True if y else False)),
            "logical_or": _sw_nd_logical_function(lambda x, y: (True if x else False) or (True if y else False)),
            "logical_not": _sw_nd_function("bool", lambda x: not x),
            "ndarray": _sw_ndarray,
            "dtype": lambda kind: _sw_dtype(_sw_nd_kind(kind)),
            "array": _sw_nd_array,
            "asarray": lambda a, dtype=None, **rest: a if isinstance(a, _sw_ndarray) and dtype is None else _sw_nd_array(a, dtype),
            "zeros": _sw_nd_zeros,
            "empty": _sw_nd_zeros,
            "ones": _sw_nd_ones,
            "full": _sw_nd_full,
            "zeros_like": _sw_nd_like(0),
            "empty_like": _sw_nd_like(0),
            "ones_like": _sw_nd_like(1),
            "full_like": _sw_nd_full_like,
            "arange": _sw_nd_arange,
            "linspace": _sw_nd_linspace,
            "eye": _sw_nd_eye,
            "identity": _sw_nd_eye,
            "diag": _sw_nd_diag,
            "trace": _sw_nd_trace,
            "tril": _sw_nd_triangle(lambda d, k: d <= k),
            "triu": _sw_nd_triangle(lambda d, k: d >= k),
            "concatenate": _sw_nd_concatenate,
            "vstack": _sw_nd_vstack,
            "row_stack": _sw_nd_vstack,
            "hstack": _sw_nd_hstack,
            "column_stack": _sw_nd_column_stack,
            "stack": _sw_nd_stack,
            "append": _sw_nd_append,
            "repeat": _sw_nd_repeat,
            "tile": _sw_nd_tile,
            "diff": _sw_nd_diff,
            "flip": _sw_nd_flip,
            "ravel": _sw_nd_ravel,
            "reshape": _sw_nd_reshape,
            "transpose": _sw_nd_transpose,
            "squeeze": _sw_nd_squeeze,
            "where": _sw_nd_where,
            "nonzero": _sw_nd_nonzero,
            "unique": _sw_nd_unique,
            "outer": _sw_nd_outer,
            "dot": _sw_nd_dot,
            "matmul": _sw_nd_matmul,
            "inner": _sw_nd_dot,
            "vdot": _sw_nd_dot,
            "sum": _sw_nd_sum,
            "prod": _sw_nd_prod,
            "mean": _sw_nd_mean,
            "average": _sw_nd_average,
            "median": _sw_nd_median,
            "percentile": _sw_nd_percentile,
            "quantile": _sw_nd_quantiles,
            "var": _sw_nd_var,
            "std": _sw_nd_std,
            "max": _sw_nd_max,
            "amax": _sw_nd_max,
            "min": _sw_nd_min,
            "amin": _sw_nd_min,
            "argmax": _sw_nd_argmax,
            "argmin": _sw_nd_argmin,
            "all": _sw_nd_all,
            "any": _sw_nd_any,
            "cumsum": _sw_nd_cumsum,
            "cumprod": _sw_nd_cumprod,
            "sort": _sw_nd_sort,
            "argsort": _sw_nd_argsort,
            "clip": _sw_nd_clip,
            "round": _sw_nd_round,
            "around": _sw_nd_round,
            "isclose": _sw_nd_isclose,
            "allclose": lambda a, b, **named: _sw_nd_all(_sw_nd_isclose(a, b, **named)),
            "array_equal": _sw_nd_array_equal,
            "searchsorted": _sw_nd_searchsorted,
            "meshgrid": _sw_nd_meshgrid,
            "ndenumerate": _sw_nd_ndenumerate,
            "ndindex": _sw_nd_ndindex,
            "copy": lambda a: _sw_nd_copy(_sw_nd_as(a)),
            "shape": lambda a: _sw_nd_as(a).shape,
            "size": lambda a: _sw_nd_size(_sw_nd_as(a).shape),
            "ndim": lambda a: len(_sw_nd_as(a).shape),
            "isscalar": lambda value: isinstance(value, (int, float, str)),
            "count_nonzero": lambda a: _sw_nd_sum(_sw_nd_astype(_sw_nd_as(a), bool)),
            "set_printoptions": lambda **named: _sw_unsupported("numpy.set_printoptions"),
            "seterr": lambda **named: {},
            "inf": float("inf"),
            "Inf": float("inf"),
            "nan": float("nan"),
            "pi": math.pi,
            "e": math.e,
            "newaxis": None,
            "linalg": _sw_std_numpy_linalg,
            "random": _sw_std_numpy_random,
            "__version__": "2.0.0",
        }
    )
    return _sw_library("numpy", members)


_sw_std_numpy_linalg = _sw_library("numpy.linalg", {"norm": _sw_nd_norm})
_sw_std_numpy = _sw_make_numpy()
