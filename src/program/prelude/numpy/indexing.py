# Indexes of arrays.


def _sw_nd_expand(key, count):
    # The index as a list with one entry for each axis, and for each new one.
    parts = list(key) if isinstance(key, tuple) else [key]
    given = 0
    for part in parts:
        if isinstance(part, _sw_ndarray) and part.kind == "bool":
            given += len(part.shape)
        elif part is not None and part is not Ellipsis:
            given += 1
    if given > count:
        shown = "array is " + str(count) + "-dimensional, but " + str(given) + " were indexed"
        raise IndexError("too many indices for array: " + shown)
    whole = [slice(None, None, None)] * (count - given)
    made = []
    found = False
    for part in parts:
        if part is Ellipsis:
            made.extend(whole)
            found = True
        else:
            made.append(part)
    return made if found else made + whole


def _sw_nd_index(part, length, axis):
    if part < -length or part >= length:
        shown = str(part) + " is out of bounds for axis " + str(axis) + " with size " + str(length)
        raise IndexError("index " + shown)
    return part + length if part < 0 else part


def _sw_nd_span(part, length):
    # Start, count and step of a slice.
    step = 1 if part.step is None else int(part.step)
    if step == 0:
        raise ValueError("slice step cannot be zero")
    if step > 0:
        start = 0 if part.start is None else int(part.start)
        stop = length if part.stop is None else int(part.stop)
        start = max(start + length, 0) if start < 0 else min(start, length)
        stop = max(stop + length, 0) if stop < 0 else min(stop, length)
        return start, max((stop - start + step - 1) // step, 0), step
    start = length - 1 if part.start is None else int(part.start)
    start = max(start + length, -1) if start < 0 else min(start, length - 1)
    if part.stop is None:
        stop = -1
    else:
        stop = int(part.stop)
        stop = max(stop + length, -1) if stop < 0 else min(stop, length - 1)
    return start, max((start - stop - step - 1) // -step, 0), step


def _sw_nd_list_index(part, length, axis):
    # A list or array of positions, or of truth values.
    array = _sw_nd_as(part)
    if len(array.shape) != 1:
        _sw_unsupported("numpy indexing by arrays of several axes")
    items = _sw_nd_items(array)
    if array.kind == "bool":
        if len(items) != length:
            shown = "dimension is " + str(length) + " but corresponding boolean dimension is " + str(len(items))
            raise IndexError("boolean index did not match indexed array along axis " + str(axis) + "; size of axis " + shown)
        return [i for i in range(length) if items[i]]
    if array.kind != "int64" and len(items) > 0:
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    return [_sw_nd_index(item, length, axis) for item in items]


def _sw_nd_is_list(part):
    return isinstance(part, (list, _sw_ndarray, range))


def _sw_nd_as_index(part):
    # Objects that stand for integers.
    if isinstance(part, (int, slice)) or part is None or _sw_nd_is_list(part):
        return int(part) if isinstance(part, bool) else part
    if isinstance(part, _sw_slice):
        return part
    method = _sw_method(part, "__index__")
    if method is not None:
        return method(part)
    raise IndexError(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
    )


def _sw_nd_select(a, key):
    # What an index means: positions and a shape, or a view.
    if isinstance(key, _sw_ndarray) and key.kind == "bool" and key.shape == a.shape:
        places = _sw_nd_positions(a)
        mask = _sw_nd_items(key)
        places = [places[i] for i in range(len(places)) if mask[i]]
        return places, (len(places),), None
    parts = [_sw_nd_as_index(part) for part in _sw_nd_expand(key, len(a.shape))]
    lists = [part for part in parts if _sw_nd_is_list(part)]
    offset = a.offset
    shape = []
    strides = []
    axis = 0
    chosen = None
    for part in parts:
        if part is None:
            shape.append(1)
            strides.append(0)
            continue
        length = a.shape[axis]
        step = a.strides[axis]
        if _sw_nd_is_list(part):
            found = _sw_nd_list_index(part, length, axis)
            if len(lists) == 1:
                shape.append(len(found))
                strides.append([place * step for place in found])
            elif chosen is None:
                chosen = len(shape)
                shape.append(len(found))
                strides.append([place * step for place in found])
            else:
                before = strides[chosen]
                if len(before) == 1:
                    before = before * len(found)
                if len(found) == 1:
                    found = found * len(before)
                if len(before) != len(found):
                    raise IndexError("shape mismatch: indexing arrays could not be broadcast together")
                if len(parts) != len(lists):
                    _sw_unsupported("numpy indexing by several lists beside slices")
                shape[chosen] = len(found)
                strides[chosen] = [before[i] + found[i] * step for i in range(len(found))]
        elif isinstance(part, _sw_slice):
            start, count, stride = _sw_nd_span(part, length)
            offset += start * step
            shape.append(count)
            strides.append(stride * step)
        else:
            offset += _sw_nd_index(part, length, axis) * step
        axis += 1
    if len(lists) == 0:
        return None, tuple(shape), (offset, tuple(strides))
    places = [offset]
    for n, step in zip(shape, strides):
        if isinstance(step, list):
            places = [place + more for place in places for more in step]
        else:
            places = [place + i * step for place in places for i in range(n)]
    return places, tuple(shape), None


def _sw_nd_get(a, key):
    if isinstance(key, int) and len(a.shape) == 1:
        return a.data[a.offset + _sw_nd_index(int(key), a.shape[0], 0) * a.strides[0]]
    places, shape, view = _sw_nd_select(a, key)
    if view is None:
        data = a.data
        return _sw_ndarray([data[place] for place in places], shape, a.kind)
    offset, strides = view
    if shape == ():
        return a.data[offset]
    return _sw_ndarray(a.data, shape, a.kind, offset, strides)


def _sw_nd_fit(value, kind):
    # An item as the array holds it.
    if kind == "object":
        return value
    if kind == "float64":
        return _sw_float(value)
    if kind == "int64":
        if isinstance(value, float) and (value != value or abs(value) >= 9.2e18):
            raise ValueError("cannot convert float NaN to integer")
        return _sw_int(value)
    if kind == "bool":
        return True if value else False
    return str(value)


def _sw_nd_set(a, key, value):
    places, shape, view = _sw_nd_select(a, key)
    if view is not None:
        offset, strides = view
        places = _sw_nd_positions(_sw_ndarray(a.data, shape, a.kind, offset, strides))
    data = a.data
    kind = a.kind
    if isinstance(value, (list, tuple, range, _sw_ndarray)):
        given = _sw_nd_as(value)
        items = _sw_nd_items(_sw_nd_broadcast(given, shape))
        if given.data is data:
            items = list(items)
        i = 0
        for place in places:
            data[place] = _sw_nd_fit(items[i], kind)
            i += 1
    else:
        value = _sw_nd_fit(value, kind)
        for place in places:
            data[place] = value


def _sw_nd_broadcast(a, shape):
    if a.shape == shape:
        return a
    extra = len(shape) - len(a.shape)
    # Leading axes of length one may go.
    own = a.shape
    steps = a.strides
    while extra < 0 and own[0] == 1:
        own = own[1:]
        steps = steps[1:]
        extra += 1
    fits = extra >= 0
    strides = [0] * max(extra, 0)
    if fits:
        for n, step, wanted in zip(own, steps, shape[extra:]):
            fits = fits and (n == wanted or n == 1)
            strides.append(0 if n == 1 and wanted != 1 else step)
    if not fits:
        shown = str(a.shape).replace(" ", "") + " into shape " + str(shape).replace(" ", "")
        raise ValueError("could not broadcast input array from shape " + shown)
    return _sw_ndarray(a.data, shape, a.kind, a.offset, tuple(strides))


_sw_ndarray.__getitem__ = _sw_nd_get
_sw_ndarray.__setitem__ = _sw_nd_set
_sw_ndarray.__len__ = _sw_nd_length
_sw_ndarray.__iter__ = _sw_nd_iterate
_sw_ndarray.__bool__ = _sw_nd_truth
_sw_ndarray.__float__ = lambda a: float(_sw_nd_scalar(a))
_sw_ndarray.__int__ = lambda a: int(_sw_nd_scalar(a))
_sw_ndarray.__contains__ = lambda a, item: any([_sw_if_eq(one, item) for one in _sw_nd_items(a)])
_sw_ndarray.__hash__ = None
