# numpy's arrays: a flat list that views share, an offset into it, and a step for each axis. What is not here ends the
# run by name; no number is ever guessed.


def _sw_make_ndarray():
    class dtype:
        def __init__(self, name):
            self.name = name
            self.kind = name[0] if name != "<U" else "U"
            self.itemsize = 1 if name == "bool" else 8

        def __repr__(self):
            return "dtype('" + self.name + "')"

        def __str__(self):
            return self.name

        def __eq__(self, other):
            return self.name == _sw_nd_kind(other)

        def __ne__(self, other):
            return self.name != _sw_nd_kind(other)

        def __hash__(self):
            return hash(self.name)

    class ndarray:
        __array_priority__ = 0

        def __init__(self, data, shape, kind, offset=0, strides=None):
            self.data = data
            self.shape = shape
            self.kind = kind
            self.offset = offset
            self.strides = _sw_nd_strides(shape) if strides is None else strides

    return dtype, ndarray


_sw_dtype, _sw_ndarray = _sw_make_ndarray()
_sw_spreading = _sw_spreading + (_sw_ndarray,)
_sw_nd_limit = 9223372036854775807


def _sw_nd_strides(shape):
    strides = []
    step = 1
    for n in reversed(shape):
        strides.append(step)
        step *= n
    strides.reverse()
    return tuple(strides)


def _sw_nd_size(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def _sw_nd_kind(kind):
    # The name of a data type, in any of its spellings.
    if kind is None:
        return None
    if isinstance(kind, _sw_dtype):
        return kind.name
    if kind is float or kind in ("float", "float64", "f8", "d", "double"):
        return "float64"
    if kind is int or kind in ("int", "int64", "i8", "int_", "long"):
        return "int64"
    if kind is bool or kind in ("bool", "bool_", "?"):
        return "bool"
    if kind is _sw_object or kind in ("object", "O"):
        return "object"
    if kind is str or kind in ("str", "U", "<U"):
        return "<U"
    if isinstance(kind, str):
        _sw_unsupported("numpy data type " + kind)
    spelled = getattr(kind, "kinds", None)
    if spelled is not None:
        return _sw_nd_kind(spelled)
    _sw_unsupported("numpy data type " + getattr(kind, "__name__", str(kind)))


def _sw_nd_positions(a):
    # Where the items of an array are, row by row.
    places = [a.offset]
    for n, step in zip(a.shape, a.strides):
        if len(places) == 1:
            start = places[0]
            places = [start + i * step for i in range(n)]
        else:
            places = [place + i * step for place in places for i in range(n)]
    return places


def _sw_nd_items(a):
    if a.offset == 0 and len(a.data) == _sw_nd_size(a.shape) and a.strides == _sw_nd_strides(a.shape):
        return a.data
    data = a.data
    return [data[place] for place in _sw_nd_positions(a)]


def _sw_nd_wrap(data, shape):
    return _sw_ndarray(data, shape, _sw_nd_common(data))


def _sw_nd_common(data):
    # The narrowest kind that holds all of these.
    kind = "bool"
    if len(data) == 0:
        return "float64"
    for item in data:
        if item is True or item is False:
            continue
        if isinstance(item, int):
            if kind == "bool":
                kind = "int64"
        elif isinstance(item, float):
            if kind != "<U":
                kind = "float64"
        elif isinstance(item, str):
            kind = "<U"
        else:
            return "object"
    if kind == "bool":
        return kind
    if kind == "int64":
        for item in data:
            if item > _sw_nd_limit or item < -_sw_nd_limit - 1:
                _sw_unsupported("numpy integers beyond 64 bits")
    return kind


def _sw_nd_cast(data, kind):
    if kind == "float64":
        return [float(item) for item in data]
    if kind == "int64":
        made = []
        for item in data:
            if isinstance(item, float) and (item != item or abs(item) >= 9.2e18):
                _sw_unsupported("numpy integers of what is no integer")
            made.append(int(item))
        return made
    if kind == "bool":
        return [True if item else False for item in data]
    if kind == "<U":
        return [str(item) for item in data]
    return list(data)


def _sw_nd_flatten(value, flat):
    # Appends the items of nested sequences, and says the shape.
    if isinstance(value, _sw_ndarray):
        flat.extend(_sw_nd_items(value))
        return value.shape
    inner = getattr(type(value), "_sw_as_array", None) if not isinstance(value, (int, float, str, list, tuple)) else None
    if inner is not None:
        return _sw_nd_flatten(inner(value), flat)
    if isinstance(value, range) or _sw_type_name(value) in ("dict_values", "dict_keys"):
        value = list(value)
    if not isinstance(value, (list, tuple)):
        if hasattr(value, "__next__") or _sw_type_name(value).endswith("iterator"):
            _sw_unsupported("numpy.array of an iterator")
        flat.append(value)
        return ()
    shape = None
    for item in value:
        found = _sw_nd_flatten(item, flat)
        if shape is not None and found != shape:
            raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape")
        shape = found
    return (len(value),) + (() if shape is None else shape)


def _sw_nd_array(value, dtype=None, copy=True, ndmin=0, **rest):
    flat = []
    shape = _sw_nd_flatten(value, flat)
    kind = _sw_nd_kind(dtype)
    if kind is None:
        kind = value.kind if isinstance(value, _sw_ndarray) else _sw_nd_common(flat)
        if kind == "float64" or kind == "<U":
            flat = _sw_nd_cast(flat, kind)
    else:
        flat = _sw_nd_cast(flat, kind)
    while len(shape) < ndmin:
        shape = (1,) + shape
    return _sw_ndarray(flat, shape, kind)


def _sw_nd_as(value):
    return value if isinstance(value, _sw_ndarray) else _sw_nd_array(value)


def _sw_nd_result(data, shape, kind):
    # An array, or the number that an array without axes is.
    return data[0] if shape == () else _sw_ndarray(data, shape, kind)


def _sw_nd_nested(data, shape, start):
    if len(shape) == 0:
        return data[start]
    if len(shape) == 1:
        return data[start : start + shape[0]]
    step = _sw_nd_size(shape[1:])
    return [_sw_nd_nested(data, shape[1:], start + i * step) for i in range(shape[0])]


def _sw_nd_axis(axis, count):
    if not isinstance(axis, int):
        _sw_unsupported("numpy with several axes at once")
    if axis < -count or axis >= count:
        raise ValueError("axis " + str(axis) + " is out of bounds for array of dimension " + str(count))
    return axis + count if axis < 0 else axis


def _sw_nd_new_shape(given, size):
    shape = given[0] if len(given) == 1 and isinstance(given[0], (tuple, list)) else given
    shape = [int(n) for n in shape]
    known = 1
    for n in shape:
        if n != -1:
            known *= n
    if -1 in shape:
        shape = [size // known if n == -1 and known > 0 else n for n in shape]
    if _sw_nd_size(shape) != size:
        raise ValueError("cannot reshape array of size " + str(size) + " into shape " + str(tuple(shape)).replace(" ", ""))
    return tuple(shape)


def _sw_nd_reshape(a, *given, **rest):
    a = _sw_nd_as(a)
    shape = _sw_nd_new_shape(given, _sw_nd_size(a.shape))
    if a.strides == _sw_nd_strides(a.shape):
        return _sw_ndarray(a.data, shape, a.kind, a.offset)
    return _sw_ndarray(list(_sw_nd_items(a)), shape, a.kind)


def _sw_nd_transpose(a, axes=None):
    a = _sw_nd_as(a)
    if axes is None:
        axes = list(reversed(range(len(a.shape))))
    shape = tuple([a.shape[i] for i in axes])
    return _sw_ndarray(a.data, shape, a.kind, a.offset, tuple([a.strides[i] for i in axes]))


def _sw_nd_copy(a):
    return _sw_ndarray(list(_sw_nd_items(a)), a.shape, a.kind)


def _sw_nd_scalar(a):
    items = _sw_nd_items(a)
    if len(items) != 1:
        raise TypeError("only length-1 arrays can be converted to Python scalars")
    return items[0]


def _sw_nd_truth(a):
    items = _sw_nd_items(a)
    if len(items) > 1:
        raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
    return len(items) == 1 and (True if items[0] else False)


def _sw_nd_length(a):
    if a.shape == ():
        raise TypeError("len() of unsized object")
    return a.shape[0]


def _sw_nd_iterate(a):
    if a.shape == ():
        raise TypeError("iteration over a 0-d array")
    if len(a.shape) == 1:
        return iter(list(_sw_nd_items(a)))
    return iter([_sw_nd_part(a, i) for i in range(a.shape[0])])


def _sw_nd_part(a, i):
    return _sw_ndarray(a.data, a.shape[1:], a.kind, a.offset + i * a.strides[0], a.strides[1:])
