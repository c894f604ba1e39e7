# The module pandas.


def _sw_pd_concat(frames, axis=0, ignore_index=False, **rest):
    frames = list(frames)
    if axis != 0 or any([not isinstance(frame, _sw_DataFrame) for frame in frames]):
        _sw_unsupported("pandas.concat of columns")
    names = list(frames[0].held)
    for frame in frames:
        if list(frame.held) != names:
            _sw_unsupported("pandas.concat of frames with different columns")
    held = {name: _sw_nd_concatenate([frame.held[name] for frame in frames]) for name in names}
    labels = []
    for frame in frames:
        labels.extend(frame.labels)
    return _sw_frame_of(held, list(range(len(labels))) if ignore_index else labels)


def _sw_pd_missing(value):
    if isinstance(value, _sw_Series):
        return _sw_series([item is None or item != item for item in _sw_nd_items(value.held)], value.labels, value.name)
    return value is None or value != value


def _sw_make_pandas():
    members = {
        "DataFrame": _sw_DataFrame,
        "Series": _sw_Series,
        "Index": _sw_Index,
        "concat": _sw_pd_concat,
        "isna": _sw_pd_missing,
        "isnull": _sw_pd_missing,
        "notna": lambda value: not _sw_pd_missing(value) if not isinstance(value, _sw_Series) else _sw_invert(_sw_pd_missing(value)),
        "NA": float("nan"),
        "__version__": "2.0.0",
    }
    for name in ("read_csv", "read_excel", "read_json", "read_table", "read_html", "read_sql", "read_parquet", "ExcelFile"):
        members[name] = _sw_pd_forbids("pandas." + name)
    return _sw_library("pandas", members)


def _sw_pd_forbids(what):
    def refuse(*given, **named):
        raise PermissionError("programs run without access to files, processes and the network (" + what + ")")

    return refuse


for _sw_each_name in ("to_csv", "to_excel", "to_json"):
    setattr(_sw_DataFrame, _sw_each_name, _sw_pd_forbids("DataFrame." + _sw_each_name))
_sw_std_pandas = _sw_make_pandas()
