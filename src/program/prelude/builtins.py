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
                rank = _sw_rank(total)
            else:
                total = total + item
        elif _sw_rank(item) > rank:
            total = _sw_plus(total, item, 1.0)
            rank = _sw_rank(total)
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total


def _sw_round(number, ndigits=None):
    # The interpreter's own rounds the product with a power of ten; Python rounds the exact value.
    if isinstance(number, float) and isinstance(ndigits, int) and ndigits >= 0:
        return float(("{:." + str(ndigits) + "f}").format(number))
    return round(number, ndigits)


def _sw_exit(code=None):
    raise SystemExit(str(code))


def _sw_callable(value):
    name = _sw_type_name(value)
    return name in ("function", "builtin_function_or_method", "type", "method")


def _sw_delete_item(holder, key):
    if isinstance(holder, dict):
        holder.pop(key)
    elif isinstance(holder, list):
        holder.pop(key)
    else:
        raise TypeError("'" + _sw_type_name(holder) + "' object doesn't support item deletion")


def _sw_mod(a, b):
    if isinstance(a, str):
        return _sw_percent(a, b)
    return a % b


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
