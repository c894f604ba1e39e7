# pandas: a table, as columns of the same length.


def _sw_make_frame():
    class DataFrame:
        def __init__(self, data=None, index=None, columns=None, dtype=None, **rest):
            labels = None if index is None else list(index)
            held = {}
            if isinstance(data, DataFrame):
                labels = data.labels if labels is None else labels
                held = {name: list(_sw_nd_items(column)) for name, column in data.held.items()}
            elif isinstance(data, dict):
                held, labels = _sw_frame_columns(data, labels)
            elif isinstance(data, _sw_ndarray) or (isinstance(data, list) and len(data) > 0 and not isinstance(data[0], dict)):
                table = [list(row) if not isinstance(row, (int, float, str)) else [row] for row in data]
                width = max([len(row) for row in table])
                names = list(range(width)) if columns is None else list(columns)
                if len(names) != width:
                    raise ValueError(str(len(names)) + " columns passed, passed data had " + str(width) + " columns")
                held = {names[j]: [row[j] if j < len(row) else None for row in table] for j in range(width)}
            elif isinstance(data, list):
                for row in data:
                    for name in row:
                        if name not in held:
                            held[name] = []
                for name in held:
                    held[name] = [row.get(name, float("nan")) for row in data]
            elif data is not None:
                _sw_unsupported("pandas.DataFrame of " + _sw_type_name(data))
            if columns is not None and isinstance(data, (dict, DataFrame)):
                held = {name: held[name] for name in columns if name in held}
            elif columns is not None and len(held) == 0:
                held = {name: [] for name in columns}
            count = max([len(column) for column in held.values()] + [0 if labels is None else len(labels)])
            self.labels = list(range(count)) if labels is None else labels
            self.label_name = None
            self.held = {}
            for name, column in held.items():
                if len(column) != len(self.labels):
                    raise ValueError("All arrays must be of the same length")
                self.held[name] = _sw_nd_array(column, dtype)

    class Rows:
        def __init__(self, frame, by_place, single):
            self.frame = frame
            self.by_place = by_place
            self.single = single

        def __getitem__(self, key):
            return _sw_frame_locate(self.frame, key, self.by_place)

        def __setitem__(self, key, value):
            _sw_frame_put(self.frame, key, value, self.by_place)

    return DataFrame, Rows


_sw_DataFrame, _sw_FrameRows = _sw_make_frame()


def _sw_frame_columns(data, labels):
    held = {}
    count = None
    for name, column in data.items():
        if isinstance(column, _sw_Series):
            if labels is None:
                labels = column.labels
            elif labels != column.labels:
                _sw_unsupported("pandas.DataFrame of Series with different indexes")
            held[name] = list(_sw_nd_items(column.held))
        elif isinstance(column, dict):
            if labels is None:
                labels = list(column)
            held[name] = [column[label] if label in column else float("nan") for label in labels]
        elif isinstance(column, (list, tuple, range, _sw_ndarray)):
            held[name] = list(column)
        elif isinstance(column, _sw_Index):
            held[name] = list(column.items)
        else:
            held[name] = None
            continue
        count = len(held[name])
    for name in held:
        if held[name] is None:
            wanted = len(labels) if labels is not None else count
            if wanted is None:
                raise ValueError("If using all scalar values, you must pass an index")
            held[name] = [data[name]] * wanted
    return held, labels


def _sw_frame_of(held, labels, like=None):
    made = _sw_DataFrame()
    made.held = held
    made.labels = labels
    made.label_name = None if like is None else like.label_name
    return made


def _sw_frame_column(frame, name):
    if name not in frame.held:
        raise KeyError(name)
    made = _sw_Series([])
    made.held = frame.held[name]
    made.labels = frame.labels
    made.label_name = frame.label_name
    made.name = name
    return made


def _sw_frame_row(frame, place):
    values = [_sw_nd_get(column, place) for column in frame.held.values()]
    kinds = [column.kind for column in frame.held.values()]
    mixed = any([kind != kinds[0] for kind in kinds]) and any([kind in ("<U", "object", "bool") for kind in kinds])
    made = _sw_Series([])
    kind = "object" if mixed else _sw_nd_common(values)
    made.held = _sw_ndarray(values if mixed else _sw_nd_cast(values, kind), (len(values),), kind)
    made.labels = list(frame.held)
    made.name = frame.labels[place]
    return made


def _sw_frame_take(frame, places):
    held = {}
    for name, column in frame.held.items():
        items = _sw_nd_items(column)
        held[name] = _sw_ndarray([items[i] for i in places], (len(places),), column.kind)
    return _sw_frame_of(held, [frame.labels[i] for i in places], frame)


def _sw_frame_get(frame, key):
    if isinstance(key, _sw_Series) or isinstance(key, _sw_ndarray):
        mask = key.held if isinstance(key, _sw_Series) else key
        if mask.kind == "bool":
            return _sw_frame_take(frame, _sw_nd_list_index(mask, len(frame.labels), 0))
    if isinstance(key, _sw_slice):
        return _sw_frame_take(frame, list(range(len(frame.labels)))[key])
    if isinstance(key, (list, _sw_Index)):
        names = list(key)
        for name in names:
            if name not in frame.held:
                raise KeyError("\"['" + str(name) + "'] not in index\"")
        return _sw_frame_of({name: frame.held[name] for name in names}, frame.labels, frame)
    return _sw_frame_column(frame, key)


def _sw_frame_set(frame, key, value):
    if isinstance(key, (list, _sw_Series, _sw_ndarray, _sw_slice)):
        _sw_unsupported("assignment to several columns of a pandas DataFrame")
    if isinstance(value, _sw_Series):
        if value.labels != frame.labels:
            _sw_unsupported("a pandas column with another index")
        value = value.held
    if not isinstance(value, (list, tuple, range, _sw_ndarray)):
        value = [value] * len(frame.labels)
    made = _sw_nd_array(value)
    if len(frame.held) == 0 and len(frame.labels) == 0:
        frame.labels = list(range(made.shape[0]))
    if made.shape[0] != len(frame.labels):
        shown = str(made.shape[0]) + ") does not match length of index (" + str(len(frame.labels)) + ")"
        raise ValueError("Length of values (" + shown)
    frame.held[key] = made


def _sw_frame_places(labels, key, by_place):
    # Positions that one part of an index means, and whether it is a single one.
    if isinstance(key, _sw_Series):
        key = key.held
    if isinstance(key, _sw_ndarray) and key.kind == "bool":
        return _sw_nd_list_index(key, len(labels), 0), False
    if isinstance(key, _sw_slice):
        if by_place:
            return list(range(len(labels)))[key], False
        start = 0 if key.start is None else labels.index(key.start)
        stop = len(labels) if key.stop is None else labels.index(key.stop) + 1
        return list(range(start, stop))[:: 1 if key.step is None else key.step], False
    if isinstance(key, (list, _sw_ndarray, _sw_Index, range)):
        return [_sw_frame_places(labels, one, by_place)[0][0] for one in key], False
    if by_place:
        if key < -len(labels) or key >= len(labels):
            raise IndexError("single positional indexer is out-of-bounds")
        return [key + len(labels) if key < 0 else key], True
    if key not in labels:
        raise KeyError(key)
    if labels.count(key) > 1:
        _sw_unsupported("pandas labels that are there twice")
    return [labels.index(key)], True


def _sw_frame_locate(frame, key, by_place):
    if isinstance(key, tuple) and key in frame.labels and not by_place:
        key = (key, slice(None, None, None))
    rows = key[0] if isinstance(key, tuple) else key
    columns = key[1] if isinstance(key, tuple) else slice(None, None, None)
    places, one_row = _sw_frame_places(frame.labels, rows, by_place)
    names = list(frame.held)
    chosen, one_column = _sw_frame_places(names, columns, by_place)
    if one_row and one_column:
        return _sw_nd_get(frame.held[names[chosen[0]]], places[0])
    if one_column:
        return _sw_series_take(_sw_frame_column(frame, names[chosen[0]]), places)
    part = _sw_frame_of({names[j]: frame.held[names[j]] for j in chosen}, frame.labels, frame)
    if one_row:
        return _sw_frame_row(part, places[0])
    return _sw_frame_take(part, places)


def _sw_frame_put(frame, key, value, by_place):
    if not isinstance(key, tuple) or isinstance(value, (list, tuple, _sw_ndarray, _sw_Series)):
        _sw_unsupported("assignment to rows of a pandas DataFrame")
    names = list(frame.held)
    if not by_place and not isinstance(key[1], (list, _sw_slice)) and key[1] not in names:
        _sw_unsupported("assignment to a new column by a pandas row")
    places, _ = _sw_frame_places(frame.labels, key[0], by_place)
    chosen, _ = _sw_frame_places(names, key[1], by_place)
    for j in chosen:
        column = _sw_frame_column(frame, names[j])
        for place in places:
            _sw_series_put(column, place, value)
        frame.held[names[j]] = column.held


def _sw_frame_itertuples(frame, index=True, name="Pandas"):
    import collections

    names = [str(column) for column in frame.held]
    for column in names:
        if not column.isidentifier():
            _sw_unsupported("pandas itertuples with columns that are no names")
    rows = zip(*[_sw_nd_items(column) for column in frame.held.values()])
    if name is None:
        made = [((label,) if index else ()) + tuple(row) for label, row in zip(frame.labels, rows)]
        return iter(made)
    kind = collections.namedtuple(name, (["Index"] if index else []) + names)
    made = [kind(*(([label] if index else []) + list(row))) for label, row in zip(frame.labels, rows)]
    return iter(made)


def _sw_frame_reduction(name):
    def reduce(frame, axis=0, numeric_only=False, **rest):
        if axis == 1 or axis == "columns":
            found = [getattr(_sw_frame_row(frame, i), name)() for i in range(len(frame.labels))]
            return _sw_series(found, frame.labels)
        names = list(frame.held)
        if numeric_only:
            names = [column for column in names if frame.held[column].kind in ("int64", "float64", "bool")]
        return _sw_series([getattr(_sw_frame_column(frame, column), name)(**rest) for column in names], names)

    setattr(_sw_DataFrame, name, reduce)


for _sw_each_name in ("sum", "mean", "max", "min", "std", "var", "median", "prod", "idxmax", "idxmin", "count", "nunique"):
    _sw_frame_reduction(_sw_each_name)


def _sw_frame_to_dict(frame, orient="dict", **rest):
    columns = {name: list(_sw_nd_items(column)) for name, column in frame.held.items()}
    if orient == "dict":
        return {name: {label: item for label, item in zip(frame.labels, column)} for name, column in columns.items()}
    if orient == "list":
        return columns
    rows = [{name: column[i] for name, column in columns.items()} for i in range(len(frame.labels))]
    if orient == "records":
        return rows
    if orient == "index":
        return {label: row for label, row in zip(frame.labels, rows)}
    _sw_unsupported("pandas to_dict of this orientation")


def _sw_frame_set_index(frame, keys, drop=True, inplace=False, **rest):
    if isinstance(keys, list):
        if len(keys) > 1:
            _sw_unsupported("pandas indexes of several levels")
        keys = keys[0]
    held = {name: column for name, column in frame.held.items() if name != keys or not drop}
    labels = list(_sw_nd_items(_sw_frame_column(frame, keys).held))
    made = frame if inplace else _sw_frame_of(held, labels)
    made.held = held
    made.labels = labels
    made.label_name = keys
    return None if inplace else made


def _sw_frame_reset_index(frame, drop=False, inplace=False, **rest):
    held = {}
    if not drop:
        held["index" if frame.label_name is None else frame.label_name] = _sw_nd_array(frame.labels)
    held.update(frame.held)
    made = frame if inplace else _sw_frame_of(held, [])
    made.held = held
    made.labels = list(range(len(frame.labels)))
    made.label_name = None
    return None if inplace else made


def _sw_frame_sorted(frame, by, ascending=True, inplace=False, **rest):
    names = by if isinstance(by, list) else [by]
    if isinstance(ascending, list) or inplace:
        _sw_unsupported("pandas sort_values with these options")
    columns = [_sw_nd_items(_sw_frame_column(frame, name).held) for name in names]
    order = sorted(range(len(frame.labels)), key=lambda i: tuple([column[i] for column in columns]), reverse=not ascending)
    return _sw_frame_take(frame, order)


def _sw_frame_values(frame):
    columns = [_sw_nd_items(column) for column in frame.held.values()]
    kinds = [column.kind for column in frame.held.values()]
    data = [column[i] for i in range(len(frame.labels)) for column in columns]
    shape = (len(frame.labels), len(columns))
    mixed = any([kind in ("<U", "object") for kind in kinds])
    kind = "object" if mixed else _sw_nd_common(data)
    return _sw_ndarray(data if mixed else _sw_nd_cast(data, kind), shape, kind)


def _sw_frame_apply(frame, function, axis=0, **rest):
    if axis == 1 or axis == "columns":
        return _sw_series([function(_sw_frame_row(frame, i)) for i in range(len(frame.labels))], frame.labels)
    return _sw_series([function(_sw_frame_column(frame, name)) for name in frame.held], list(frame.held))


def _sw_frame_drop(frame, labels=None, axis=0, columns=None, index=None, **rest):
    if columns is None and axis in (1, "columns"):
        columns = labels
    if columns is None:
        _sw_unsupported("pandas drop of rows")
    gone = columns if isinstance(columns, list) else [columns]
    return _sw_frame_of({name: column for name, column in frame.held.items() if name not in gone}, frame.labels, frame)


def _sw_frame_transposed(frame):
    held = {}
    for i in range(len(frame.labels)):
        held[frame.labels[i]] = _sw_frame_row(frame, i).held
    return _sw_frame_of(held, list(frame.held))


def _sw_frame_members():
    methods = {
        "iterrows": lambda f: iter([(f.labels[i], _sw_frame_row(f, i)) for i in range(len(f.labels))]),
        "itertuples": _sw_frame_itertuples,
        "items": lambda f: iter([(name, _sw_frame_column(f, name)) for name in f.held]),
        "keys": lambda f: _sw_Index(f.held),
        "to_dict": _sw_frame_to_dict,
        "to_numpy": lambda f, **rest: _sw_frame_values(f),
        "set_index": _sw_frame_set_index,
        "reset_index": _sw_frame_reset_index,
        "sort_values": _sw_frame_sorted,
        "apply": _sw_frame_apply,
        "drop": _sw_frame_drop,
        "copy": lambda f, **rest: _sw_frame_of({n: _sw_nd_copy(c) for n, c in f.held.items()}, list(f.labels), f),
        "head": lambda f, n=5: _sw_frame_take(f, list(range(len(f.labels)))[:n]),
        "tail": lambda f, n=5: _sw_frame_take(f, list(range(len(f.labels)))[-n:]),
        "get": lambda f, name, default=None: _sw_frame_column(f, name) if name in f.held else default,
        "__len__": lambda f: len(f.labels),
        "__iter__": lambda f: iter(list(f.held)),
        "__contains__": lambda f, name: name in f.held,
        "__getitem__": _sw_frame_get,
        "__setitem__": _sw_frame_set,
    }
    for name, function in methods.items():
        setattr(_sw_DataFrame, name, function)
    properties = {
        "columns": lambda f: _sw_Index(f.held),
        "index": lambda f: _sw_Index(f.labels, f.label_name),
        "shape": lambda f: (len(f.labels), len(f.held)),
        "size": lambda f: len(f.labels) * len(f.held),
        "empty": lambda f: len(f.labels) == 0 or len(f.held) == 0,
        "values": _sw_frame_values,
        "T": _sw_frame_transposed,
        "loc": lambda f: _sw_FrameRows(f, False, False),
        "at": lambda f: _sw_FrameRows(f, False, True),
        "iloc": lambda f: _sw_FrameRows(f, True, False),
        "iat": lambda f: _sw_FrameRows(f, True, True),
    }
    for name, function in properties.items():
        setattr(_sw_DataFrame, name, _sw_Property(function, False))


_sw_frame_members()


def _sw_frame_missing(frame, name):
    # Columns whose names are names are attributes as well.
    if name in frame.held:
        return _sw_frame_column(frame, name)
    return _sw_gone


def _sw_series_missing(series, name):
    return _sw_series_get(series, name) if name in series.labels else _sw_gone


_sw_DataFrame._sw_missing_member = _sw_frame_missing
_sw_Series._sw_missing_member = _sw_series_missing


def _sw_frame_write_member(frame, name, value):
    if name == "columns":
        names = list(value)
        if len(names) != len(frame.held):
            raise ValueError("Length mismatch: Expected axis has " + str(len(frame.held)) + " elements")
        frame.held = {names[i]: column for i, column in enumerate(list(frame.held.values()))}
    elif name == "index":
        frame.labels = list(value)
    elif name in frame.held:
        _sw_frame_set(frame, name, value)
    else:
        _sw_unsupported("assignment to DataFrame." + name)


_sw_DataFrame._sw_write_member = _sw_frame_write_member
