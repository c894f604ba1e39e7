# Sums and other reductions, in numpy's order of additions, so that the last digit is the same.


def _sw_nd_pairwise(items, start, count):
    if count < 8:
        total = -0.0
        for i in range(start, start + count):
            total += items[i]
        return total
    if count <= 128:
        sums = [items[start + k] for k in range(8)]
        i = 8
        while i < count - count % 8:
            for k in range(8):
                sums[k] += items[start + i + k]
            i += 8
        total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
        while i < count:
            total += items[start + i]
            i += 1
        return total
    half = count // 2
    half -= half % 8
    return _sw_nd_pairwise(items, start, half) + _sw_nd_pairwise(items, start + half, count - half)


def _sw_nd_total(items, kind, straight):
    if kind == "object":
        return _sw_sum(items)
    if kind == "float64":
        if len(items) == 0:
            return 0.0
        if straight:
            return _sw_nd_pairwise(items, 0, len(items))
        total = items[0]
        for i in range(1, len(items)):
            total += items[i]
        return total
    return sum([int(item) for item in items])


def _sw_nd_lines(a, axis):
    # The items along an axis, for each place of the other axes, and the shape of those.
    axis = _sw_nd_axis(axis, len(a.shape))
    n = a.shape[axis]
    step = a.strides[axis]
    shape = a.shape[:axis] + a.shape[axis + 1 :]
    rest = _sw_ndarray(a.data, shape, a.kind, a.offset, a.strides[:axis] + a.strides[axis + 1 :])
    data = a.data
    lines = [[data[place + i * step] for i in range(n)] for place in _sw_nd_positions(rest)]
    return lines, shape, axis


def _sw_nd_reduce(a, axis, keepdims, kind, function):
    # `function(items, straight)`; `straight` when the items lie one after the other.
    a = _sw_nd_as(a)
    if a.kind == "<U":
        _sw_unsupported("numpy reductions of texts")
    if axis is None:
        result = function(_sw_nd_items(a), True)
        if keepdims:
            return _sw_ndarray([result], (1,) * len(a.shape), kind)
        return result
    if isinstance(axis, tuple) and len(axis) == len(a.shape):
        return _sw_nd_reduce(a, None, keepdims, kind, function)
    lines, shape, axis = _sw_nd_lines(a, axis)
    straight = axis == len(a.shape) - 1 and a.strides[axis] == 1
    data = [function(line, straight) for line in lines]
    if keepdims:
        shape = shape[:axis] + (1,) + shape[axis:]
    return _sw_nd_result(data, shape, kind)


def _sw_nd_sum_kind(a):
    return "int64" if a.kind == "bool" else a.kind


def _sw_nd_sum(a, axis=None, dtype=None, out=None, keepdims=False, **rest):
    a = _sw_nd_rows(a)
    if dtype is not None:
        a = _sw_nd_astype(a, dtype)
    return _sw_nd_reduce(a, axis, keepdims, _sw_nd_sum_kind(a), lambda items, straight: _sw_nd_total(items, a.kind, straight))


def _sw_nd_rows(a):
    if isinstance(a, (dict, set)) or _sw_type_name(a) in ("generator", "list_iterator"):
        _sw_unsupported("numpy reductions of what is no array")
    return _sw_nd_as(a)


def _sw_nd_prod(a, axis=None, dtype=None, out=None, keepdims=False, **rest):
    a = _sw_nd_rows(a)

    def product(items, straight):
        total = 1.0 if a.kind == "float64" else 1
        for item in items:
            total = _sw_mul(total, item)
        return total

    made = _sw_nd_reduce(a, axis, keepdims, _sw_nd_sum_kind(a), product)
    if _sw_nd_sum_kind(a) == "int64":
        _sw_nd_checked(_sw_nd_items(_sw_nd_as(made)))
    return made


def _sw_nd_mean_of(items, kind, straight):
    if kind == "object":
        return _sw_div(_sw_sum(items), len(items))
    if len(items) == 0:
        return float("nan")
    return _sw_nd_total([float(item) for item in items], "float64", straight) / len(items)


def _sw_nd_mean(a, axis=None, dtype=None, out=None, keepdims=False, **rest):
    a = _sw_nd_rows(a)
    kind = "object" if a.kind == "object" else "float64"
    return _sw_nd_reduce(a, axis, keepdims, kind, lambda items, straight: _sw_nd_mean_of(items, a.kind, straight))


def _sw_nd_var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **rest):
    a = _sw_nd_rows(a)
    if a.kind == "object":
        _sw_unsupported("numpy variance of objects")

    def variance(items, straight):
        middle = _sw_nd_mean_of(items, a.kind, straight)
        squares = [(item - middle) * (item - middle) for item in items]
        return _sw_nd_quotient(_sw_nd_total(squares, "float64", straight), max(len(items) - ddof, 0))

    return _sw_nd_reduce(a, axis, keepdims, "float64", variance)


def _sw_nd_std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **rest):
    return _sw_nd_each(_sw_nd_var(a, axis, None, None, ddof, keepdims), "float64", _sw_nd_root)


def _sw_nd_root(x):
    return _sw_std_math.sqrt(x) if x >= 0 else float("nan")


def _sw_nd_extreme(name, better):
    def extreme(a, axis=None, out=None, keepdims=False, **rest):
        a = _sw_nd_rows(a)
        if a.kind == "object":
            _sw_unsupported("numpy." + name + " of objects")

        def best(items, straight):
            if len(items) == 0:
                raise ValueError("zero-size array to reduction operation " + name + "imum which has no identity")
            found = items[0]
            for item in items:
                if item != item:
                    return item
                if better(item, found):
                    found = item
            return found

        return _sw_nd_reduce(a, axis, keepdims, a.kind, best)

    def place(a, axis=None, **rest):
        a = _sw_nd_rows(a)

        def where(items, straight):
            if len(items) == 0:
                raise ValueError("attempt to get arg" + name + " of an empty sequence")
            at = 0
            for i in range(len(items)):
                if items[i] != items[i]:
                    return i
                if better(items[i], items[at]):
                    at = i
            return at

        return _sw_nd_reduce(a, axis, False, "int64", where)

    return extreme, place


_sw_nd_max, _sw_nd_argmax = _sw_nd_extreme("max", lambda x, y: x > y)
_sw_nd_min, _sw_nd_argmin = _sw_nd_extreme("min", lambda x, y: x < y)


def _sw_nd_all(a, axis=None, out=None, keepdims=False, **rest):
    return _sw_nd_reduce(a, axis, keepdims, "bool", lambda items, straight: all([True if x else False for x in items]))


def _sw_nd_any(a, axis=None, out=None, keepdims=False, **rest):
    return _sw_nd_reduce(a, axis, keepdims, "bool", lambda items, straight: any([True if x else False for x in items]))


def _sw_nd_running(items, step):
    made = []
    for item in items:
        made.append(item if len(made) == 0 else step(made[-1], item))
    return made


def _sw_nd_accumulated(step):
    def accumulate(a, axis=None, dtype=None, out=None):
        a = _sw_nd_rows(a)
        if a.kind == "bool":
            a = _sw_nd_astype(a, int)
        if axis is None:
            return _sw_ndarray(_sw_nd_running(_sw_nd_items(a), step), (_sw_nd_size(a.shape),), a.kind)
        lines, shape, axis = _sw_nd_lines(a, axis)
        return _sw_nd_from_lines([_sw_nd_running(line, step) for line in lines], shape, axis, a.kind)

    return accumulate


def _sw_nd_from_lines(lines, shape, axis, kind):
    # Lines along an axis put together again.
    n = len(lines[0]) if len(lines) > 0 else 0
    data = []
    for line in lines:
        data.extend(line)
    whole = _sw_ndarray(data, shape + (n,), kind)
    order = list(range(len(shape)))
    order.insert(axis, len(shape))
    return _sw_nd_copy(_sw_nd_transpose(whole, order))


_sw_nd_cumsum = _sw_nd_accumulated(_sw_add)
_sw_nd_cumprod = _sw_nd_accumulated(_sw_mul)


def _sw_nd_along(a, axis, kind, function):
    # Each line along an axis is replaced by what the function makes of it.
    a = _sw_nd_rows(a)
    made = a.kind if kind is None else kind
    if axis is None:
        data = function(_sw_nd_items(a))
        return _sw_ndarray(data, (len(data),), made)
    lines, shape, axis = _sw_nd_lines(a, axis)
    return _sw_nd_from_lines([function(line) for line in lines], shape, axis, made)


def _sw_nd_sort(a, axis=-1, **rest):
    return _sw_nd_along(a, axis, None, sorted)


def _sw_nd_argsort(a, axis=-1, kind=None, **rest):
    # Equal items may stand in any order in numpy's quick sort; only a stable one is known here.
    def order(items):
        made = sorted(range(len(items)), key=lambda i: items[i])
        if kind not in ("stable", "mergesort") and len(items) > 16 and len(set(items)) < len(items):
            _sw_unsupported("numpy.argsort of equal items")
        return made

    return _sw_nd_along(a, axis, "int64", order)


def _sw_nd_sort_in_place(a, axis=-1, **rest):
    _sw_nd_set(a, Ellipsis, _sw_nd_sort(a, axis))


def _sw_nd_astype(a, dtype, **rest):
    kind = _sw_nd_kind(dtype)
    return _sw_ndarray(_sw_nd_cast(_sw_nd_items(a), kind), a.shape, kind)


def _sw_nd_quantile(items, fraction):
    ordered = sorted(items)
    at = fraction * (len(ordered) - 1)
    low = int(at)
    rest = at - low
    a = ordered[low]
    b = ordered[min(low + 1, len(ordered) - 1)]
    # numpy counts from the nearer end.
    return a + (b - a) * rest if rest < 0.5 else b - (b - a) * (1 - rest)


def _sw_nd_percentile(a, q, axis=None, **rest):
    if len(rest) > 0:
        _sw_unsupported("numpy.percentile with options")
    return _sw_nd_quantiles(a, _sw_nd_div(_sw_nd_as(q), 100.0), axis)


def _sw_nd_quantiles(a, q, axis=None):
    if isinstance(q, (list, tuple, _sw_ndarray)) and _sw_nd_as(q).shape != ():
        if axis is not None:
            _sw_unsupported("numpy.quantile of several fractions along an axis")
        return _sw_nd_array([_sw_nd_quantiles(a, one) for one in _sw_nd_items(_sw_nd_as(q))])
    fraction = _sw_nd_scalar(_sw_nd_as(q))
    return _sw_nd_reduce(a, axis, False, "float64", lambda items, straight: float(_sw_nd_quantile(items, fraction)))


def _sw_nd_median(a, axis=None, **rest):
    def middle(items, straight):
        ordered = sorted(items)
        n = len(ordered)
        if n == 0:
            return float("nan")
        return float(ordered[n // 2]) if n % 2 == 1 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2

    return _sw_nd_reduce(a, axis, False, "float64", middle)
