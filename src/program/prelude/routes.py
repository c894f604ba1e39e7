# Ways to what few programs need (`rare.py` of the core and of the layers), which is loaded only where the program names
# a part of it: here are the places that it fills.


_sw_rare = {}
_sw_is_rare_loaded = [False]


def _sw_rare_member(value, name):
    members = _sw_rare.get(_sw_type_name(value))
    if members is None or name not in members:
        return None
    method = members[name]
    return lambda *given, **named: method(value, *given, **named)


def _sw_get_at(line, value, name):
    _sw_now[0] = line
    return _sw_get(value, name)


# How the layer shows a constraint that no row can say.
_sw_special_text = [lambda made: "<" + made.label + ">"]


def _sw_pos(a):
    return a if isinstance(a, _sw_expression) else +a


def _sw_clash(model):
    # Rows by their lower and upper sides and variables by their bounds, as positions, which have no point together, and
    # whether all of them are needed; `None` for a model that has a point. Kept until the model is forgotten.
    if model.clash is None:
        model.clash = _sw_host("clash", _sw_export(model))
    return model.clash
