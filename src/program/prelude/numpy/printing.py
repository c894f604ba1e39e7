# Arrays as text, as numpy prints them.


def _sw_nd_trimmed(x):
    # Up to eight digits after the point, zeros left out.
    text = repr(x) if "e" not in repr(x) else None
    if text is None or len(text.split(".")[-1]) > 8:
        text = "{:.8f}".format(x)
    text = text.rstrip("0")
    return text if "." in text else text + "."


def _sw_nd_float_texts(items):
    finite = [abs(x) for x in items if x == x and abs(x) != float("inf")]
    nonzero = [x for x in finite if x != 0.0]
    scientific = False
    if len(nonzero) > 0:
        largest = max(nonzero)
        smallest = min(nonzero)
        scientific = largest >= 1e8 or smallest < 0.0001 or largest / smallest > 1000.0
    texts = []
    if scientific:
        digits = 0
        for x in items:
            if x == x and abs(x) != float("inf"):
                shown = repr(x) if "e" in repr(x) else "{:.16e}".format(x)
                exact = _sw_nd_shortest(x)
                digits = max(digits, min(len(exact), 8))
        for x in items:
            if x != x or abs(x) == float("inf"):
                texts.append(None)
                continue
            mantissa, exponent = ("{:." + str(digits) + "e}").format(x).split("e")
            if "." not in mantissa:
                mantissa += "."
            texts.append(mantissa + "e" + exponent)
    else:
        for x in items:
            texts.append(None if x != x or abs(x) == float("inf") else _sw_nd_trimmed(x))
    before = max([len(text.split(".")[0]) for text in texts if text is not None] + [0])
    after = max([len(text.split(".")[1]) for text in texts if text is not None] + [0])
    width = before + after + 1
    special = [str(items[i]) for i in range(len(items)) if texts[i] is None]
    if len(special) > 0:
        before = max(before, max([len(text) for text in special]) - after - 1)
        width = before + after + 1
    made = []
    for i in range(len(items)):
        text = texts[i]
        if text is None:
            made.append(str(items[i]).rjust(width))
        else:
            whole, rest = text.split(".")
            made.append(whole.rjust(before) + "." + rest.ljust(after))
    return made


def _sw_nd_shortest(x):
    # Digits after the first one in the shortest text of a number.
    text = repr(abs(x)).split("e")[0]
    digits = text.replace(".", "").lstrip("0").rstrip("0")
    return digits[1:]


def _sw_nd_texts(items, kind, quoted):
    if kind == "float64":
        return _sw_nd_float_texts(items)
    if kind == "object":
        return [repr(item) if quoted or isinstance(item, str) else str(item) for item in items]
    if kind == "<U":
        return [repr(item) for item in items]
    made = [str(item) for item in items]
    width = 5 if kind == "bool" else max([len(text) for text in made] + [0])
    return [text.rjust(width) for text in made]


def _sw_nd_shape_text(texts, shape, start, hanging, width, separator):
    if len(shape) == 1:
        room = width - max(len(separator.rstrip()), 1)
        whole = ""
        line = hanging
        for i in range(shape[0]):
            word = texts[start + i]
            if len(line) + len(word) > room and len(line) > len(hanging):
                whole += line.rstrip() + "\n"
                line = hanging
            line += word + (separator if i < shape[0] - 1 else "")
        whole += line
        return "[" + whole[len(hanging) :] + "]"
    step = _sw_nd_size(shape[1:])
    whole = ""
    for i in range(shape[0]):
        whole += hanging + _sw_nd_shape_text(texts, shape[1:], start + i * step, hanging + " ", width - 1, separator)
        if i < shape[0] - 1:
            whole += separator.rstrip() + "\n" * (len(shape) - 1)
    return "[" + whole[len(hanging) :] + "]"


def _sw_nd_text(a, separator=" ", hanging=" ", quoted=False, width=75):
    items = _sw_nd_items(a)
    if len(items) > 1000:
        _sw_unsupported("printing a numpy array of more than a thousand items")
    if len(items) == 0:
        return "[]"
    if a.shape == ():
        return str(items[0])
    texts = _sw_nd_texts(items, a.kind, quoted)
    return _sw_nd_shape_text(texts, a.shape, 0, hanging, width, separator)


def _sw_nd_shown(a):
    if _sw_nd_size(a.shape) == 0:
        return "array([], dtype=" + a.kind + ")"
    tail = ""
    if a.kind == "object":
        tail = ", dtype=object"
    elif a.kind == "<U":
        tail = ", dtype='<U" + str(max([len(item) for item in _sw_nd_items(a)])) + "'"
    return "array(" + _sw_nd_text(a, ", ", "       ", True, 75 - len(tail) - 1) + tail + ")"


_sw_ndarray.__str__ = _sw_nd_text
_sw_ndarray.__repr__ = _sw_nd_shown
