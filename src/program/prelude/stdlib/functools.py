# functools.


def _sw_cached(function):
    known = {}

    def call(*given, **named):
        key = (given, tuple(named.items())) if len(named) > 0 else given
        if key in known:
            return known[key]
        made = function(*given, **named)
        known[key] = made
        return made

    return call


def _sw_lru_cache(maxsize=128, typed=False):
    # How many results are kept is not seen in what a function returns.
    if _sw_callable(maxsize):
        return _sw_cached(maxsize)
    return _sw_cached



def _sw_wraps(wrapped, *given, **named):
    return lambda wrapper: _sw_named_like(wrapper, wrapped)


def _sw_named_like(wrapper, wrapped):
    _sw_function_names[id(wrapper)] = (wrapper, _sw_get(wrapped, "__name__"))
    return wrapper


def _sw_make_keys():
    class Key:
        def __init__(self, value, compare):
            self.value = value
            self.compare = compare

        def __lt__(self, other):
            return self.compare(self.value, other.value) < 0

        def __gt__(self, other):
            return self.compare(self.value, other.value) > 0

        def __eq__(self, other):
            return self.compare(self.value, other.value) == 0

    return Key


_sw_ComparedKey = _sw_make_keys()


def _sw_cmp_to_key(compare):
    return lambda value: _sw_ComparedKey(value, compare)


def _sw_total_ordering(made):
    less = getattr(made, "__lt__", None)
    if less is None:
        _sw_unsupported("functools.total_ordering without __lt__")
    equal = made.__eq__
    made.__gt__ = lambda self, other: not less(self, other) and not equal(self, other)
    made.__le__ = lambda self, other: less(self, other) or equal(self, other)
    made.__ge__ = lambda self, other: not less(self, other)
    return made


def _sw_reduced(function, iterable, *initial):
    items = iter(iterable)
    if len(initial) > 0:
        total = initial[0]
    else:
        total = next(items, _sw_gone)
        if total is _sw_gone:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        total = function(total, item)
    return total


def _sw_make_functools():
    import functools

    members = _sw_members(functools, "partial")
    members.update(
        {
            "reduce": _sw_reduced,
            "lru_cache": _sw_lru_cache,
            "cache": _sw_cached,
            "cmp_to_key": _sw_cmp_to_key,
            "total_ordering": _sw_total_ordering,
            "wraps": _sw_wraps,
            "cached_property": None,
        }
    )
    return _sw_library("functools", members)


_sw_std_functools = _sw_make_functools()
