# Functions that make arrays, and the methods and attributes of arrays.


def _sw_nd_shape_of(shape):
    if isinstance(shape, _sw_ndarray):
        shape = _sw_nd_items(shape)
    made = tuple([int(n) for n in shape]) if isinstance(shape, (tuple, list)) else (_sw_int(shape),)
    for n in made:
        if n < 0:
            raise ValueError("negative dimensions are not allowed")
    return made


def _sw_nd_full(shape, fill_value, dtype=None, **rest):
    shape = _sw_nd_shape_of(shape)
    kind = _sw_nd_kind(dtype)
    if isinstance(fill_value, (list, tuple, _sw_ndarray)):
        made = _sw_ndarray([0] * _sw_nd_size(shape), shape, kind or _sw_nd_as(fill_value).kind)
        _sw_nd_set(made, Ellipsis, fill_value)
        return made
    kind = _sw_nd_common([fill_value]) if kind is None else kind
    return _sw_ndarray([_sw_nd_fit(fill_value, kind)] * _sw_nd_size(shape), shape, kind)


def _sw_nd_zeros(shape, dtype=float, **rest):
    return _sw_nd_full(shape, 0, dtype)


def _sw_nd_ones(shape, dtype=float, **rest):
    return _sw_nd_full(shape, 1, dtype)


def _sw_nd_like(value):
    def like(a, dtype=None, **rest):
        a = _sw_nd_as(a)
        return _sw_nd_full(a.shape, value, a.kind if dtype is None else dtype)

    return like


def _sw_nd_full_like(a, fill_value, dtype=None, **rest):
    a = _sw_nd_as(a)
    return _sw_nd_full(a.shape, fill_value, a.kind if dtype is None else dtype)


def _sw_nd_arange(start, stop=None, step=1, dtype=None, **rest):
    if stop is None:
        start, stop = 0, start
    whole = isinstance(start, int) and isinstance(stop, int) and isinstance(step, int)
    if step == 0:
        raise ZeroDivisionError("division by zero")
    count = max(_sw_std_math.ceil((stop - start) / step), 0)
    if whole:
        data = [start + i * step for i in range(count)]
    else:
        delta = float(start + step) - float(start)
        data = [float(start) + i * delta for i in range(count)]
    made = _sw_ndarray(data, (count,), "int64" if whole else "float64")
    return made if dtype is None else _sw_nd_astype(made, dtype)


def _sw_nd_linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, **rest):
    num = int(num)
    parts = num - 1 if endpoint else num
    start = float(start)
    stop = float(stop)
    delta = stop - start
    step = delta / parts if parts > 0 else float("nan")
    data = [i * step + start for i in range(num)] if parts > 0 and step != 0 else [start] * num
    if endpoint and num > 1:
        data[-1] = stop
    made = _sw_ndarray(data, (num,), "float64")
    if dtype is not None:
        made = _sw_nd_astype(_sw_nd_each(made, "keep", lambda x: float(_sw_std_math.floor(x))), dtype)
    return (made, step) if retstep else made


def _sw_nd_eye(n, m=None, k=0, dtype=float, **rest):
    m = n if m is None else m
    data = [1 if j - i == k else 0 for i in range(n) for j in range(m)]
    kind = _sw_nd_kind(dtype)
    return _sw_ndarray(_sw_nd_cast(data, kind), (n, m), kind)


def _sw_nd_diag(a, k=0):
    a = _sw_nd_as(a)
    items = _sw_nd_items(a)
    if len(a.shape) == 1:
        n = len(items) + abs(k)
        made = _sw_nd_full((n, n), 0, a.kind)
        for i in range(len(items)):
            made.data[(i + max(-k, 0)) * n + i + max(k, 0)] = items[i]
        return made
    rows, columns = a.shape
    data = [items[i * columns + i + k] for i in range(rows) if 0 <= i + k < columns]
    return _sw_ndarray(data, (len(data),), a.kind)


def _sw_nd_trace(a, **rest):
    return _sw_nd_sum(_sw_nd_diag(a))


def _sw_nd_triangle(keep):
    def triangle(a, k=0):
        a = _sw_nd_as(a)
        rows, columns = a.shape
        items = _sw_nd_items(a)
        zero = _sw_nd_fit(0, a.kind)
        data = [items[i * columns + j] if keep(j - i, k) else zero for i in range(rows) for j in range(columns)]
        return _sw_ndarray(data, a.shape, a.kind)

    return triangle


def _sw_nd_stacked(arrays, axis):
    arrays = [_sw_nd_as(a) for a in arrays]
    if len(arrays) == 0:
        raise ValueError("need at least one array to concatenate")
    first = arrays[0]
    axis = _sw_nd_axis(axis, len(first.shape))
    kinds = [a.kind for a in arrays]
    for a in arrays:
        if a.shape[:axis] != first.shape[:axis] or a.shape[axis + 1 :] != first.shape[axis + 1 :]:
            raise ValueError("all the input array dimensions except for the concatenation axis must match exactly")
    kind = kinds[0]
    for one in kinds:
        if one != kind:
            kind = "object" if "object" in kinds else ("<U" if "<U" in kinds else ("float64" if "float64" in kinds else "int64"))
    order = [axis] + [i for i in range(len(first.shape)) if i != axis]
    data = []
    for a in arrays:
        data.extend(_sw_nd_items(_sw_nd_transpose(a, order)))
    total = 0
    for a in arrays:
        total += a.shape[axis]
    shape = first.shape[:axis] + first.shape[axis + 1 :]
    whole = _sw_ndarray(_sw_nd_cast(data, kind), (total,) + shape, kind)
    back = list(range(1, len(first.shape)))
    back.insert(axis, 0)
    return _sw_nd_copy(_sw_nd_transpose(whole, back))


def _sw_nd_concatenate(arrays, axis=0, **rest):
    if axis is None:
        return _sw_nd_stacked([_sw_nd_ravel(a) for a in arrays], 0)
    return _sw_nd_stacked(arrays, axis)


def _sw_nd_vstack(arrays, **rest):
    arrays = [_sw_nd_as(a) for a in arrays]
    return _sw_nd_stacked([_sw_nd_reshape(a, 1, -1) if len(a.shape) < 2 else a for a in arrays], 0)


def _sw_nd_hstack(arrays, **rest):
    arrays = [_sw_nd_as(a) for a in arrays]
    return _sw_nd_stacked(arrays, 0 if len(arrays[0].shape) == 1 else 1)


def _sw_nd_column_stack(arrays):
    arrays = [_sw_nd_as(a) for a in arrays]
    return _sw_nd_stacked([_sw_nd_reshape(a, -1, 1) if len(a.shape) < 2 else a for a in arrays], 1)


def _sw_nd_stack(arrays, axis=0, **rest):
    arrays = [_sw_nd_as(a) for a in arrays]
    axis = _sw_nd_axis(axis, len(arrays[0].shape) + 1)
    return _sw_nd_stacked([_sw_nd_reshape(a, a.shape[:axis] + (1,) + a.shape[axis:]) for a in arrays], axis)


def _sw_nd_ravel(a, **rest):
    a = _sw_nd_as(a)
    return _sw_nd_reshape(a, _sw_nd_size(a.shape))


def _sw_nd_flat_copy(a, **rest):
    return _sw_ndarray(list(_sw_nd_items(a)), (_sw_nd_size(a.shape),), a.kind)


def _sw_nd_squeeze(a, axis=None):
    a = _sw_nd_as(a)
    return _sw_nd_reshape(a, tuple([n for n in a.shape if n != 1]))


def _sw_nd_to_list(a):
    return _sw_nd_nested(_sw_nd_items(a), a.shape, 0)


def _sw_nd_where(condition, *given):
    condition = _sw_nd_as(condition)
    if len(given) == 0:
        places = [i for i, item in enumerate(_sw_nd_items(condition)) if item]
        return _sw_nd_coordinates(places, condition.shape)
    x = _sw_nd_operand(given[0]) if not isinstance(given[0], _sw_ndarray) else given[0]
    y = _sw_nd_operand(given[1]) if not isinstance(given[1], _sw_ndarray) else given[1]
    shape = _sw_nd_join(condition.shape, _sw_nd_join(x.shape, y.shape))
    tests = _sw_nd_items(_sw_nd_broadcast(condition, shape))
    xs = _sw_nd_items(_sw_nd_broadcast(x, shape))
    ys = _sw_nd_items(_sw_nd_broadcast(y, shape))
    data = [xs[i] if tests[i] else ys[i] for i in range(len(tests))]
    kinds = (x.kind, y.kind)
    kind = "object" if "object" in kinds else x.kind
    if x.kind != y.kind and kind != "object":
        kind = "<U" if "<U" in kinds else ("float64" if "float64" in kinds else "int64")
    return _sw_ndarray(_sw_nd_cast(data, kind), shape, kind)


def _sw_nd_coordinates(places, shape):
    made = []
    for step, n in zip(_sw_nd_strides(shape), shape):
        made.append(_sw_ndarray([place // step % n for place in places], (len(places),), "int64"))
    return tuple(made)


def _sw_nd_unique(a, return_counts=False, return_index=False, return_inverse=False, axis=None):
    if return_index or return_inverse or axis is not None:
        _sw_unsupported("numpy.unique with options")
    a = _sw_nd_as(a)
    items = _sw_nd_items(a)
    made = sorted(set(items))
    unique = _sw_ndarray(made, (len(made),), a.kind)
    if not return_counts:
        return unique
    return unique, _sw_ndarray([items.count(item) for item in made], (len(made),), "int64")


def _sw_nd_outer(a, b):
    a = _sw_nd_reshape(_sw_nd_ravel(a), -1, 1)
    return _sw_nd_mul(a, _sw_nd_ravel(b))


def _sw_nd_append(a, values, axis=None):
    return _sw_nd_concatenate([a, values], axis)


def _sw_nd_repeat(a, repeats, axis=None):
    a = _sw_nd_as(a)
    if axis is not None or not isinstance(repeats, int):
        _sw_unsupported("numpy.repeat along an axis")
    data = [item for item in _sw_nd_items(a) for _ in range(repeats)]
    return _sw_ndarray(data, (len(data),), a.kind)


def _sw_nd_tile(a, reps):
    a = _sw_nd_as(a)
    if not isinstance(reps, int):
        if len(reps) == 2 and len(a.shape) == 1:
            row = _sw_nd_tile(a, reps[1])
            return _sw_nd_stacked([_sw_nd_reshape(row, 1, -1)] * reps[0], 0)
        _sw_unsupported("numpy.tile along several axes")
    return _sw_nd_stacked([a] * reps, len(a.shape) - 1)


def _sw_nd_diff(a, n=1, axis=-1):
    if n != 1:
        _sw_unsupported("numpy.diff with n")
    a = _sw_nd_as(a)
    return _sw_nd_along(a, axis, None, lambda items: [items[i + 1] - items[i] for i in range(len(items) - 1)])


def _sw_nd_flip(a, axis=None):
    a = _sw_nd_as(a)
    axes = range(len(a.shape)) if axis is None else [_sw_nd_axis(axis, len(a.shape))]
    for one in axes:
        offset = a.offset + (a.shape[one] - 1) * a.strides[one]
        strides = a.strides[:one] + (-a.strides[one],) + a.strides[one + 1 :]
        a = _sw_ndarray(a.data, a.shape, a.kind, offset, strides)
    return a


def _sw_nd_fill(a, value):
    _sw_nd_set(a, Ellipsis, value)


def _sw_nd_item(a, *key):
    if len(key) == 0:
        return _sw_nd_scalar(a)
    return _sw_nd_items(a)[key[0]] if len(key) == 1 else _sw_nd_get(a, key)


def _sw_nd_clip(a, low=None, high=None, **rest):
    def cut(x):
        x = low if low is not None and x < low else x
        return high if high is not None and x > high else x

    if isinstance(low, (list, _sw_ndarray)) or isinstance(high, (list, _sw_ndarray)):
        _sw_unsupported("numpy.clip between arrays")
    a = _sw_nd_as(a)
    wide = isinstance(low, float) or isinstance(high, float)
    return _sw_nd_astype(_sw_nd_each(a, "keep", cut), "float64" if wide else a.kind)


def _sw_nd_nonzero(a):
    return _sw_nd_where(a)


def _sw_nd_attributes():
    methods = {
        "sum": _sw_nd_sum,
        "prod": _sw_nd_prod,
        "mean": _sw_nd_mean,
        "var": _sw_nd_var,
        "std": _sw_nd_std,
        "max": _sw_nd_max,
        "min": _sw_nd_min,
        "argmax": _sw_nd_argmax,
        "argmin": _sw_nd_argmin,
        "all": _sw_nd_all,
        "any": _sw_nd_any,
        "cumsum": _sw_nd_cumsum,
        "cumprod": _sw_nd_cumprod,
        "reshape": _sw_nd_reshape,
        "flatten": _sw_nd_flat_copy,
        "ravel": _sw_nd_ravel,
        "squeeze": _sw_nd_squeeze,
        "tolist": _sw_nd_to_list,
        "copy": lambda a, **rest: _sw_nd_copy(a),
        "astype": _sw_nd_astype,
        "dot": _sw_nd_dot,
        "transpose": lambda a, *axes: _sw_nd_transpose(a, None if len(axes) == 0 else axes),
        "round": _sw_nd_round,
        "sort": _sw_nd_sort_in_place,
        "argsort": _sw_nd_argsort,
        "fill": _sw_nd_fill,
        "item": _sw_nd_item,
        "clip": _sw_nd_clip,
        "nonzero": _sw_nd_nonzero,
        "trace": _sw_nd_trace,
        "repeat": _sw_nd_repeat,
        "diagonal": _sw_nd_diag,
    }
    for name, function in methods.items():
        setattr(_sw_ndarray, name, function)
    properties = {
        "T": lambda a: _sw_nd_transpose(a),
        "ndim": lambda a: len(a.shape),
        "size": lambda a: _sw_nd_size(a.shape),
        "dtype": lambda a: _sw_dtype(a.kind),
        "flat": lambda a: iter(list(_sw_nd_items(a))),
        "nbytes": lambda a: 8 * _sw_nd_size(a.shape),
    }
    for name, function in properties.items():
        setattr(_sw_ndarray, name, _sw_Property(function, False))


_sw_nd_attributes()


def _sw_nd_write_member(a, name, value):
    if name == "shape":
        _sw_unsupported("assignment to the shape of a numpy array")
    raise AttributeError("'numpy.ndarray' object has no attribute '" + name + "'")


_sw_ndarray._sw_write_member = _sw_nd_write_member
