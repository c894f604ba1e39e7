# math: what the interpreter has, and the rest.


def _sw_two_sum(partials, x):
    # Exact partial sums, as in Python's own fsum.
    i = 0
    for y in list(partials):
        if abs(x) < abs(y):
            x, y = y, x
        high = x + y
        low = y - (high - x)
        if low != 0.0:
            partials[i] = low
            i += 1
        x = high
    del_from = len(partials)
    while del_from > i:
        partials.pop()
        del_from -= 1
    partials.append(x)


def _sw_fsum(items):
    partials = []
    for item in items:
        item = float(item)
        if item != item or abs(item) == float("inf"):
            return float(sum([float(one) for one in items]))
        _sw_two_sum(partials, item)
    total = 0.0
    n = len(partials)
    if n == 0:
        return 0.0
    n -= 1
    high = partials[n]
    low = 0.0
    while n > 0:
        x = high
        n -= 1
        y = partials[n]
        high = x + y
        low = y - (high - x)
        if low != 0.0:
            break
    if n > 0 and ((low < 0.0 and partials[n - 1] < 0.0) or (low > 0.0 and partials[n - 1] > 0.0)):
        y = low * 2.0
        x = high + y
        if y == x - high:
            high = x
    return high


def _sw_math_prod(items, start=1):
    total = start
    for item in items:
        total = _sw_mul(total, item)
    return total


def _sw_make_math():
    import math

    def hypot(*given):
        if len(given) == 2 and hasattr(math, "hypot"):
            return math.hypot(*given)
        largest = max([abs(x) for x in given]) if len(given) > 0 else 0.0
        if largest == 0.0:
            return 0.0
        return largest * math.sqrt(sum([(x / largest) ** 2 for x in given]))

    def dist(p, q):
        return hypot(*[a - b for a, b in zip(p, q)])

    names = "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees e erf erfc exp exp2 expm1 "
    names += "fabs factorial floor fmod frexp gamma gcd inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log "
    names += "log10 log1p log2 modf nan nextafter perm pi pow radians remainder sin sinh sqrt tan tanh tau trunc ulp"
    members = _sw_members(math, names)
    plain_floor = math.floor
    plain_ceil = math.ceil
    plain_gcd = math.gcd

    def floor(x):
        method = None if isinstance(x, (int, float)) else getattr(type(x), "__floor__", None)
        return plain_floor(x) if method is None else method(x)

    def ceil(x):
        method = None if isinstance(x, (int, float)) else getattr(type(x), "__ceil__", None)
        return plain_ceil(x) if method is None else method(x)

    members["floor"] = floor
    members["ceil"] = ceil
    members["hypot"] = hypot
    members["dist"] = dist
    members["fsum"] = _sw_fsum
    members["prod"] = _sw_math_prod
    return _sw_library("math", members)


_sw_std_math = _sw_make_math()
