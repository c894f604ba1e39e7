# Collections.


def _sw_select_sum(values, bare):
    if len(values) == 0 and not bare:
        return 0.0
    if not bare:
        plain = True
        for value in values:
            if isinstance(value, _sw_expression):
                plain = False
        if plain:
            return float(sum(values))
    return _sw_quicksum(values)


def _sw_dict_sum(holder, pattern):
    chosen = [value for key, value in holder.items() if _sw_match(pattern, key)]
    return _sw_select_sum(chosen, len(pattern) == 0)


def _sw_dict_prod(holder, coeff, pattern):
    if not isinstance(coeff, dict):
        raise AttributeError("'" + _sw_type_name(coeff) + "' object has no attribute 'keys'")
    total = _sw_LinExpr()
    for key, value in holder.items():
        if key in coeff and _sw_match(pattern, key):
            total = _sw_add(total, _sw_mul(coeff[key], value))
    return total


def _sw_tupledict_member(holder, name):
    if name == "sum":
        return lambda *pattern: _sw_dict_sum(holder, pattern)
    if name == "prod":
        return lambda coeff, *pattern: _sw_dict_prod(holder, coeff, pattern)
    if name == "select":
        return lambda *pattern: [value for key, value in holder.items() if _sw_match(pattern, key)]
    if name == "clean":
        return lambda: None
    return None


def _sw_array_get(items, position):
    if not isinstance(position, int) or position < 0 or position >= len(items):
        raise _sw_invalid("Invalid index")
    return items[position]


def _sw_array_member(holder, name):
    kind = _sw_arrays[id(holder)][1]
    if kind == "tuplelist":
        if name == "select":
            return lambda *pattern: [key for key in holder if _sw_match(pattern, key)]
        if name == "clean":
            return lambda: None
        return None
    if name == "size":
        return len(holder)
    if name == "getSize":
        return lambda: len(holder)
    if name == "getAll":
        return lambda: list(holder)
    if name == "getVar" or name == "getConstr":
        return lambda position: _sw_array_get(holder, position)
    return None


def _sw_multidict(data):
    if not isinstance(data, dict):
        data = dict(data)
    keys = _sw_tuplelist(data.keys())
    width = 0
    for value in data.values():
        width = len(value) if isinstance(value, (list, tuple)) else 0
        break
    if width == 0:
        return [keys, _sw_tupledict(data)]
    return [keys] + [_sw_tupledict({key: data[key][i] for key in keys}) for i in range(width)]


def _sw_quicksum(termlist):
    if isinstance(termlist, dict):
        termlist = termlist.values()
    total = _sw_LinExpr()
    rank = 1
    for item in termlist:
        if type(item) is _sw_ExprBuilder and rank < 3:
            # Nearly every term of nearly every program, hence without the calls below.
            total.constant += item.constant
            total.factors.extend(item.factors)
            total.weights.extend(item.weights)
            continue
        found = _sw_rank(item)
        if found > rank:
            total = _sw_plus(total, item, 1.0)
            rank = found
        elif rank < 3:
            _sw_accumulate(total, item, 1.0)
    return total
