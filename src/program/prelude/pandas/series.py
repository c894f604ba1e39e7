# pandas: a column of values with labels. Values are kept as numpy arrays; what is not here ends the run by name.


def _sw_make_series():
    class Series:
        def __init__(self, data=None, index=None, dtype=None, name=None, **rest):
            if isinstance(data, Series):
                labels = data.labels if index is None else list(index)
                values = [_sw_item(data, label) for label in labels] if index is not None else data.values
                name = data.name if name is None else name
            elif isinstance(data, dict):
                labels = list(data) if index is None else list(index)
                values = [data[label] if label in data else float("nan") for label in labels]
            else:
                if data is None:
                    data = []
                if isinstance(data, (int, float, str)):
                    data = [data] * (1 if index is None else len(list(index)))
                values = data if isinstance(data, _sw_ndarray) else list(data)
                labels = list(range(_sw_len(values))) if index is None else list(index)
            made = _sw_nd_array(values, dtype)
            if len(made.shape) != 1:
                _sw_unsupported("pandas.Series of several axes")
            if made.shape[0] != len(labels):
                shown = str(made.shape[0]) + ") does not match length of index (" + str(len(labels)) + ")"
                raise ValueError("Length of values (" + shown)
            self.held = made
            self.labels = labels
            self.label_name = None
            self.name = name

    class Index:
        def __init__(self, data, name=None):
            self.items = list(data)
            self.name = name

        def __iter__(self):
            return iter(self.items)

        def __len__(self):
            return len(self.items)

        def __contains__(self, label):
            return label in self.items

        def __getitem__(self, key):
            if isinstance(key, _sw_slice):
                return Index(self.items[key])
            return self.items[key]

        def __eq__(self, other):
            return _sw_nd_eq(_sw_nd_array(self.items), other)

        def __repr__(self):
            kind = "object" if _sw_nd_common(self.items) == "<U" else _sw_nd_common(self.items)
            return "Index(" + repr(self.items) + ", dtype='" + kind + "')"

        def _sw_as_array(self):
            return self.items

        def tolist(self):
            return list(self.items)

        def to_list(self):
            return list(self.items)

        def get_loc(self, label):
            if label not in self.items:
                raise KeyError(label)
            return self.items.index(label)

        def unique(self):
            return Index(list(dict.fromkeys(self.items)))

    return Series, Index


_sw_Series, _sw_Index = _sw_make_series()
_sw_spreading = _sw_spreading + (_sw_Series,)


def _sw_series(values, labels, name=None):
    made = _sw_Series(values, labels)
    made.name = name
    return made


def _sw_series_position(series, label):
    if label not in series.labels:
        raise KeyError(label)
    if series.labels.count(label) > 1:
        _sw_unsupported("pandas labels that are there twice")
    return series.labels.index(label)


def _sw_series_get(series, key):
    if isinstance(key, _sw_Series):
        key = key.held
    if isinstance(key, _sw_ndarray) and key.kind == "bool":
        kept = _sw_nd_list_index(key, len(series.labels), 0)
        return _sw_series_take(series, kept)
    if isinstance(key, _sw_slice):
        return _sw_series_take(series, list(range(len(series.labels)))[key])
    if isinstance(key, (list, _sw_ndarray)):
        return _sw_series_take(series, [_sw_series_position(series, label) for label in key])
    return _sw_nd_get(series.held, _sw_series_position(series, key))


def _sw_series_take(series, places):
    values = [series.held.data[series.held.offset + place * series.held.strides[0]] for place in places]
    made = _sw_series(_sw_ndarray(values, (len(values),), series.held.kind), [series.labels[i] for i in places], series.name)
    return made


def _sw_series_set(series, key, value):
    if isinstance(key, _sw_Series):
        _sw_nd_set(series.held, key.held, value)
    elif isinstance(key, (list, _sw_ndarray, _sw_slice)):
        _sw_unsupported("assignment to several items of a pandas Series")
    elif key in series.labels:
        _sw_series_put(series, series.labels.index(key), value)
    else:
        values = list(_sw_nd_items(series.held)) + [value]
        series.held = _sw_nd_array(values)
        series.labels = series.labels + [key]


def _sw_series_put(series, place, value):
    kind = series.held.kind
    if kind == "int64" and isinstance(value, float) and value != int(value):
        series.held = _sw_nd_astype(series.held, float)
    elif isinstance(value, str) != (kind == "<U") and kind != "object":
        series.held = _sw_ndarray(list(_sw_nd_items(series.held)), series.held.shape, "object")
    _sw_nd_set(series.held, place, value)


def _sw_series_operator(name):
    plain = getattr(_sw_ndarray, "__" + name + "__")

    def operate(a, b):
        if isinstance(b, _sw_Series):
            if a.labels != b.labels:
                _sw_unsupported("pandas arithmetic of Series with different indexes")
            return _sw_series_of(plain(a.held, b.held), a, a.name if a.name == b.name else None)
        return _sw_series_of(plain(a.held, b), a, a.name)

    setattr(_sw_Series, "__" + name + "__", operate)


def _sw_series_of(values, like, name):
    if values is NotImplemented:
        return NotImplemented
    return _sw_series(_sw_nd_as(values), like.labels, name)


for _sw_each_name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    _sw_series_operator(_sw_each_name)
    _sw_series_operator("r" + _sw_each_name)
for _sw_each_name in ("lt", "le", "gt", "ge", "eq", "ne", "and", "or", "xor"):
    _sw_series_operator(_sw_each_name)


def _sw_series_numbers(series):
    # The values that are there.
    if series.held.kind in ("<U", "object"):
        return series.held
    kept = [item for item in _sw_nd_items(series.held) if item == item]
    return _sw_ndarray(kept, (len(kept),), series.held.kind)


def _sw_series_reduction(name, function, **options):
    def reduce(series, axis=None, **rest):
        if len([key for key in rest if key not in ("ddof", "skipna", "numeric_only")]) > 0:
            _sw_unsupported("pandas.Series." + name + " with options")
        values = _sw_series_numbers(series)
        if values.kind == "<U":
            if name in ("max", "min"):
                items = _sw_nd_items(values)
                return max(items) if name == "max" else min(items)
            _sw_unsupported("pandas.Series." + name + " of texts")
        given = dict(options)
        if "ddof" in rest:
            given["ddof"] = rest["ddof"]
        if len(given) > 0:
            return function(values, **given)
        return function(values)

    setattr(_sw_Series, name, reduce)


_sw_series_reduction("sum", _sw_nd_sum)
_sw_series_reduction("mean", _sw_nd_mean)
_sw_series_reduction("max", _sw_nd_max)
_sw_series_reduction("min", _sw_nd_min)
_sw_series_reduction("prod", _sw_nd_prod)
_sw_series_reduction("median", _sw_nd_median)
_sw_series_reduction("std", _sw_nd_std, ddof=1)
_sw_series_reduction("var", _sw_nd_var, ddof=1)
_sw_series_reduction("any", _sw_nd_any)
_sw_series_reduction("all", _sw_nd_all)


def _sw_series_apply(series, function, **rest):
    return _sw_series([function(item) for item in _sw_nd_items(series.held)], series.labels, series.name)


def _sw_series_map(series, function, **rest):
    if isinstance(function, dict):
        found = [function.get(item, float("nan")) for item in _sw_nd_items(series.held)]
        return _sw_series(found, series.labels, series.name)
    return _sw_series_apply(series, function)


def _sw_series_sorted(series, ascending=True, **rest):
    items = _sw_nd_items(series.held)
    order = sorted(range(len(items)), key=lambda i: items[i], reverse=not ascending)
    return _sw_series_take(series, order)


def _sw_series_counts(series, **rest):
    counts = {}
    for item in _sw_nd_items(series.held):
        counts[item] = counts.get(item, 0) + 1
    order = sorted(counts, key=lambda item: -counts[item])
    return _sw_series([counts[item] for item in order], order, "count")


def _sw_series_members():
    methods = {
        "apply": _sw_series_apply,
        "map": _sw_series_map,
        "sort_values": _sw_series_sorted,
        "value_counts": _sw_series_counts,
        "tolist": lambda s: list(_sw_nd_items(s.held)),
        "to_list": lambda s: list(_sw_nd_items(s.held)),
        "to_numpy": lambda s, **rest: _sw_nd_copy(s.held),
        "to_dict": lambda s: {label: item for label, item in zip(s.labels, _sw_nd_items(s.held))},
        "items": lambda s: iter(list(zip(s.labels, list(_sw_nd_items(s.held))))),
        "keys": lambda s: _sw_Index(s.labels),
        "unique": lambda s: _sw_nd_array(list(dict.fromkeys(_sw_nd_items(s.held)))),
        "nunique": lambda s: len(set(_sw_nd_items(s.held))),
        "copy": lambda s, **rest: _sw_series(_sw_nd_copy(s.held), list(s.labels), s.name),
        "astype": lambda s, kind: _sw_series(_sw_nd_astype(s.held, kind), s.labels, s.name),
        "get": lambda s, label, default=None: _sw_series_get(s, label) if label in s.labels else default,
        "head": lambda s, n=5: _sw_series_take(s, list(range(len(s.labels)))[:n]),
        "tail": lambda s, n=5: _sw_series_take(s, list(range(len(s.labels)))[-n:]),
        "isin": lambda s, values: _sw_series([item in list(values) for item in _sw_nd_items(s.held)], s.labels, s.name),
        "idxmax": lambda s: s.labels[_sw_nd_argmax(s.held)],
        "idxmin": lambda s: s.labels[_sw_nd_argmin(s.held)],
        "cumsum": lambda s: _sw_series(_sw_nd_cumsum(s.held), s.labels, s.name),
        "round": lambda s, n=0: _sw_series(_sw_nd_round(s.held, n), s.labels, s.name),
        "abs": lambda s: _sw_series(_sw_nd_each(s.held, "keep", abs), s.labels, s.name),
        "count": lambda s: _sw_series_numbers(s).shape[0],
        "_sw_as_array": lambda s: s.held,
        "_sw_each": lambda s, function: _sw_series(function(s.held), s.labels, s.name),
        "__len__": lambda s: len(s.labels),
        "__iter__": lambda s: iter(list(_sw_nd_items(s.held))),
        "__contains__": lambda s, label: label in s.labels,
        "__neg__": lambda s: _sw_series(_sw_nd_negated(s.held), s.labels, s.name),
        "__invert__": lambda s: _sw_series(_sw_nd_inverted(s.held), s.labels, s.name),
        "__abs__": lambda s: _sw_series(_sw_nd_each(s.held, "keep", abs), s.labels, s.name),
        "__getitem__": _sw_series_get,
        "__setitem__": _sw_series_set,
    }
    for name, function in methods.items():
        setattr(_sw_Series, name, function)

    def no_truth(series):
        raise ValueError("The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().")

    _sw_Series.__bool__ = no_truth
    properties = {
        "index": lambda s: _sw_Index(s.labels),
        "values": lambda s: s.held,
        "shape": lambda s: s.held.shape,
        "size": lambda s: len(s.labels),
        "empty": lambda s: len(s.labels) == 0,
        "dtype": lambda s: _sw_dtype("object" if s.held.kind == "<U" else s.held.kind),
        "loc": lambda s: s,
        "at": lambda s: s,
        "iloc": lambda s: _sw_SeriesPlaces(s),
        "iat": lambda s: _sw_SeriesPlaces(s),
    }
    for name, function in properties.items():
        setattr(_sw_Series, name, _sw_Property(function, False))


def _sw_make_series_places():
    class Places:
        def __init__(self, series):
            self.series = series

        def __getitem__(self, key):
            if isinstance(key, _sw_slice):
                return _sw_series_take(self.series, list(range(len(self.series.labels)))[key])
            if isinstance(key, list):
                return _sw_series_take(self.series, key)
            return _sw_nd_get(self.series.held, key)

        def __setitem__(self, key, value):
            _sw_series_put(self.series, key, value)

    return Places


_sw_SeriesPlaces = _sw_make_series_places()
_sw_series_members()
