# Tables as text, as pandas prints small ones.


def _sw_pd_float_texts(items):
    digits = 0
    for x in items:
        if x == x and abs(x) != float("inf"):
            if (abs(x) >= 1e6 or (x != 0 and abs(x) < 1e-5)) and x != int(x) or abs(x) >= 1e15:
                _sw_unsupported("printing pandas numbers of very different size")
            text = "{:.6f}".format(x).rstrip("0").split(".")[1]
            digits = max(digits, len(text))
    digits = max(digits, 1)
    return ["NaN" if x != x else (str(x) if abs(x) == float("inf") else ("{:." + str(digits) + "f}").format(x)) for x in items]


def _sw_pd_texts(column):
    items = _sw_nd_items(column)
    if column.kind == "float64":
        return _sw_pd_float_texts(items)
    made = []
    for item in items:
        if isinstance(item, float):
            text = "NaN" if item != item else "{:.6f}".format(item).rstrip("0")
            made.append(text + "0" if text.endswith(".") else text)
        else:
            made.append(str(item))
    return made


def _sw_frame_text(frame, index=True, **rest):
    if len(frame.labels) > 60 or len(rest) > 0:
        _sw_unsupported("printing a long pandas DataFrame")
    if len(frame.held) == 0 or len(frame.labels) == 0:
        return "Empty DataFrame\nColumns: " + _sw_pd_list(list(frame.held)) + "\nIndex: " + _sw_pd_list(frame.labels)
    labels = [str(label) for label in frame.labels]
    if not index:
        _sw_unsupported("printing a pandas DataFrame without its index")
    if frame.label_name is not None:
        labels = [str(frame.label_name)] + labels
    else:
        labels = [""] + labels
    if frame.label_name is not None:
        labels = [""] + labels
    width = max([len(label) for label in labels])
    lines = [label.ljust(width) for label in labels]
    for name, column in frame.held.items():
        # Numbers and their heading are set off by a space, of texts only the texts are.
        texts = _sw_pd_texts(column)
        head = str(name) if column.kind in ("<U", "object") else " " + str(name)
        texts = [head] + ([""] if frame.label_name is not None else []) + [" " + text for text in texts]
        wide = max([len(text) for text in texts])
        lines = [lines[i] + " " + texts[i].rjust(wide) for i in range(len(lines))]
    if max([len(line) for line in lines]) > 80:
        _sw_unsupported("printing a wide pandas DataFrame")
    return "\n".join(lines)


def _sw_pd_list(items):
    return "[" + ", ".join([str(item) for item in items]) + "]"


def _sw_series_text(series, **rest):
    if len(series.labels) > 60 or len(rest) > 0:
        _sw_unsupported("printing a long pandas Series")
    kind = "object" if series.held.kind == "<U" else series.held.kind
    if len(series.labels) == 0:
        return "Series([], dtype: " + kind + ")"
    labels = [str(label) for label in series.labels]
    texts = _sw_pd_texts(series.held)
    left = max([len(label) for label in labels])
    right = max([len(text) for text in texts])
    lines = [labels[i].ljust(left) + "    " + texts[i].rjust(right) for i in range(len(labels))]
    if series.label_name is not None:
        lines = [str(series.label_name)] + lines
    tail = "" if series.name is None else "Name: " + str(series.name) + ", "
    return "\n".join(lines) + "\n" + tail + "dtype: " + ("str" if kind == "object" and _sw_all_texts(series) else kind)


def _sw_all_texts(series):
    return series.held.kind == "<U"


_sw_DataFrame.__str__ = _sw_frame_text
_sw_DataFrame.__repr__ = _sw_frame_text
_sw_DataFrame.to_string = _sw_frame_text
_sw_Series.__str__ = _sw_series_text
_sw_Series.__repr__ = _sw_series_text
_sw_Series.to_string = lambda series, **rest: _sw_unsupported("pandas.Series.to_string")
