# Builtins.


def _sw_sum(items, start=0):
    if type(items) is range:
        return sum(items, start)
    total = start
    rank = -1
    for item in items:
        if rank < 0:
            if isinstance(total, _sw_expression) or isinstance(item, _sw_expression):
                total = _sw_plus(total, item, 1.0)
                rank = _sw_rank(total) if isinstance(total, _sw_expression) else -1
            else:
                total = _sw_add(total, item)
        elif _sw_rank(item) > rank or (_sw_spreading != () and isinstance(item, _sw_spreading)):
            total = _sw_plus(total, item, 1.0)
            rank = _sw_rank(total) if isinstance(total, _sw_expression) else -1
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total


def _sw_round(number, ndigits=None):
    # The interpreter's own rounds the product with a power of ten; Python rounds the exact value.
    if isinstance(number, float) and isinstance(ndigits, int) and ndigits >= 0:
        return float(("{:." + str(ndigits) + "f}").format(number))
    method = None if isinstance(number, (int, float)) else getattr(type(number), "__round__", None)
    if method is not None:
        return method(number) if ndigits is None else method(number, ndigits)
    return round(number, ndigits)


def _sw_exit(code=None):
    raise SystemExit(str(code))


def _sw_callable(value):
    name = _sw_type_name(value)
    return name in ("function", "builtin_function_or_method", "type", "method")


def _sw_format(value, spec=""):
    return ("{:" + spec + "}").format(value)


def _sw_print(*values, sep=" ", end="\n", file=None, flush=False):
    # What goes to the error stream is not the program's output.
    name = str(file)
    if file is None or file is _sw_sys.stdout or "stdout" in name:
        print(*values, sep=" " if sep is None else sep, end="\n" if end is None else end)
    elif file is not _sw_sys.stderr and "stderr" not in name:
        _sw_unsupported("print to a file")


# Names that a program deletes are bound to this afterwards.


def _sw_make_gone():
    class Gone:
        pass

    class object:
        pass

    return Gone(), object


_sw_gone, _sw_object = _sw_make_gone()


def _sw_alive(value, name):
    if value is _sw_gone:
        raise NameError("name '" + name + "' is not defined")
    return value


_sw_slice = slice


# The interpreter makes lists where Python makes iterators.


def _sw_map(*given, **named):
    return iter(map(*given, **named))


def _sw_filter(*given):
    return iter(filter(*given))


def _sw_zip(*given, **named):
    return iter(zip(*given, **named))


def _sw_enumerate(*given, **named):
    return iter(enumerate(*given, **named))


def _sw_make_lazy():
    class generator:
        # A generator expression of one loop, which asks for an item only when it is asked for one.
        def __init__(self, element, test, items):
            self.element = element
            self.test = test
            self.items = iter(items)

        def __iter__(self):
            return self

        def __next__(self):
            while True:
                item = next(self.items)
                if self.test is None or self.test(item):
                    return self.element(item)

    return generator


_sw_lazy = _sw_make_lazy()


def _sw_item(holder, key):
    if isinstance(holder, (dict, list, str, tuple, range)):
        return holder[key]
    method = getattr(type(holder), "__getitem__", None)
    if method is not None:
        return method(holder, key)
    if _sw_is_type(holder):
        method = getattr(holder, "__class_getitem__", None)
        if method is not None:
            return method(key)
    return holder[key]


def _sw_set_item(holder, key, value):
    if isinstance(holder, list) and isinstance(key, _sw_slice):
        _sw_set_slice(holder, key, list(value))
        return
    if not isinstance(holder, (dict, list)):
        method = getattr(type(holder), "__setitem__", None)
        if method is not None:
            method(holder, key, value)
            return
    holder[key] = value


def _sw_places(key, length):
    # The positions that a slice means.
    return list(range(length))[key]


def _sw_set_slice(holder, key, values):
    length = len(holder)
    places = _sw_places(key, length)
    if key.step is None or key.step == 1:
        start = 0 if key.start is None else int(key.start)
        start = min(max(start + length if start < 0 else start, 0), length)
        kept = holder[:start] + values + holder[start + len(places) :]
    else:
        if len(places) != len(values):
            shown = str(len(values)) + " to extended slice of size " + str(len(places))
            raise ValueError("attempt to assign sequence of size " + shown)
        kept = list(holder)
        i = 0
        for place in places:
            kept[place] = values[i]
            i += 1
    holder.clear()
    holder.extend(kept)


def _sw_delete_item(holder, key):
    if isinstance(holder, list) and isinstance(key, _sw_slice):
        gone = set(_sw_places(key, len(holder)))
        kept = [holder[i] for i in range(len(holder)) if i not in gone]
        holder.clear()
        holder.extend(kept)
    elif isinstance(holder, (dict, list)):
        holder.pop(key)
    elif getattr(type(holder), "__delitem__", None) is not None:
        type(holder).__delitem__(holder, key)
    else:
        raise TypeError("'" + _sw_type_name(holder) + "' object doesn't support item deletion")


def _sw_mod(a, b):
    if isinstance(a, str):
        return _sw_percent(a, b)
    try:
        return a % b
    except TypeError:
        result = _sw_operate(a, b, "__mod__", "__rmod__")
        if result is NotImplemented:
            raise
        return result


def _sw_percent(template, values):
    # printf-style formatting, in terms of format specifications.
    mapping = values if isinstance(values, dict) else None
    queue = list(values) if isinstance(values, tuple) else [values]
    parts = template.split("%")
    text = parts[0]
    used = 0
    i = 1
    while i < len(parts):
        piece = parts[i]
        i += 1
        if piece == "":
            text += "%"
            if i < len(parts):
                text += parts[i]
                i += 1
            continue
        key = None
        at = 0
        if piece[0] == "(":
            close = piece.find(")")
            key = piece[1:close]
            at = close + 1
        flags = ""
        while at < len(piece) and piece[at] in "-+ #0":
            flags += piece[at]
            at += 1
        width = ""
        while at < len(piece) and (piece[at].isdigit() or piece[at] in ".*"):
            if piece[at] == "*":
                width += str(queue[used])
                used += 1
            else:
                width += piece[at]
            at += 1
        if at >= len(piece):
            raise ValueError("incomplete format")
        conversion = piece[at]
        if key is not None:
            value = mapping[key]
        else:
            if used >= len(queue):
                raise TypeError("not enough arguments for format string")
            value = queue[used]
            used += 1
        text += _sw_percent_one(flags, width, conversion, value) + piece[at + 1 :]
    if mapping is None and used < len(queue):
        raise TypeError("not all arguments converted during string formatting")
    return text


def _sw_percent_one(flags, width, conversion, value):
    align = "<" if "-" in flags else (">" if conversion in "srac" else "")
    sign = "+" if "+" in flags else (" " if " " in flags else "")
    zero = "0" if "0" in flags and "-" not in flags and conversion not in "srac" else ""
    if conversion in "sra":
        shown = str(value) if conversion == "s" else repr(value)
        return ("{:" + align + width + "}").format(shown)
    if conversion == "c":
        return value if isinstance(value, str) else chr(value)
    if conversion in "diu":
        if not isinstance(value, (int, float)):
            name = _sw_type_name(value)
            raise TypeError("%d format: a real number is required, not " + name)
        return ("{:" + align + sign + zero + width + "d}").format(int(value))
    if conversion in "eEfFgG":
        precise = width if "." in width else width + ".6"
        return ("{:" + align + sign + zero + precise + conversion + "}").format(float(value))
    if conversion in "xXo":
        alternate = "#" if "#" in flags else ""
        return ("{:" + align + sign + alternate + zero + width + conversion + "}").format(value)
    raise ValueError("unsupported format character '" + conversion + "'")


# The interpreter makes exceptions of nothing but a text. What else one was made of is kept beside it.


_sw_exception_arguments = {}


def _sw_exception(kind):
    def make(*given):
        if len(given) == 0:
            return kind()
        if len(given) == 1 and isinstance(given[0], str):
            return kind(given[0])
        if kind is KeyError and len(given) == 1:
            _sw_unsupported("a KeyError of what is no text")
        made = kind(str(given[0]) if len(given) == 1 else str(given))
        _sw_exception_arguments[id(made)] = (made, given)
        return made

    return make


def _sw_arguments_of(value, name):
    found = _sw_exception_arguments.get(id(value))
    if found is not None and found[0] is value:
        return found[1]
    return _sw_get(value, name)
