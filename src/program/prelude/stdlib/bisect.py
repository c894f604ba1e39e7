# bisect.


def _sw_bisect_left(a, x, lo=0, hi=None, key=None):
    end = len(a) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        found = a[middle] if key is None else key(a[middle])
        if _sw_lt(found, x):
            lo = middle + 1
        else:
            end = middle
    return lo


def _sw_bisect_right(a, x, lo=0, hi=None, key=None):
    end = len(a) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        found = a[middle] if key is None else key(a[middle])
        if _sw_lt(x, found):
            end = middle
        else:
            lo = middle + 1
    return lo


def _sw_insort_left(a, x, lo=0, hi=None, key=None):
    a.insert(_sw_bisect_left(a, x if key is None else key(x), lo, hi, key), x)


def _sw_insort_right(a, x, lo=0, hi=None, key=None):
    a.insert(_sw_bisect_right(a, x if key is None else key(x), lo, hi, key), x)


_sw_std_bisect = _sw_library(
    "bisect",
    {
        "bisect": _sw_bisect_right,
        "bisect_left": _sw_bisect_left,
        "bisect_right": _sw_bisect_right,
        "insort": _sw_insort_right,
        "insort_left": _sw_insort_left,
        "insort_right": _sw_insort_right,
    },
)
