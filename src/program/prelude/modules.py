# Standard modules that the interpreter lacks altogether.


def _sw_copy(x):
    if isinstance(x, dict):
        return _sw_tupledict(x) if id(x) in _sw_tupledicts else dict(x)
    if isinstance(x, list):
        return list(x)
    if isinstance(x, set):
        return set(x)
    if x is None or isinstance(x, (int, float, str, tuple, frozenset, range)):
        return x
    _sw_unsupported("copy.copy of an object")


def _sw_deepcopy(x):
    if isinstance(x, dict):
        made = {_sw_deepcopy(key): _sw_deepcopy(value) for key, value in x.items()}
        return _sw_tupledict(made) if id(x) in _sw_tupledicts else made
    if isinstance(x, list):
        return [_sw_deepcopy(item) for item in x]
    if isinstance(x, tuple):
        return tuple([_sw_deepcopy(item) for item in x])
    if isinstance(x, set):
        return {item for item in x}
    if x is None or isinstance(x, (int, float, str, frozenset, range)):
        return x
    _sw_unsupported("copy.deepcopy of an object")


def _sw_bisect_left(a, x, lo=0, hi=None):
    end = len(a) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        if a[middle] < x:
            lo = middle + 1
        else:
            end = middle
    return lo


def _sw_bisect_right(a, x, lo=0, hi=None):
    end = len(a) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        if x < a[middle]:
            end = middle
        else:
            lo = middle + 1
    return lo


def _sw_insort(a, x):
    a.insert(_sw_bisect_right(a, x), x)


# A sorted list is a heap: what comes out, and in which order, is the same.


def _sw_heapify(heap):
    heap.sort()


def _sw_heappush(heap, item):
    heap.insert(_sw_bisect_right(heap, item), item)


def _sw_heappop(heap):
    if len(heap) == 0:
        raise IndexError("index out of range")
    return heap.pop(0)


def _sw_nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n]


def _sw_nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n]


def _sw_mean(data):
    items = list(data)
    if len(items) == 0:
        raise ValueError("mean requires at least one data point")
    total = sum(items)
    exact = total / len(items)
    return int(exact) if isinstance(total, int) and exact == int(exact) else exact


def _sw_median(data):
    items = sorted(data)
    count = len(items)
    if count == 0:
        raise ValueError("no median for empty data")
    middle = count // 2
    return items[middle] if count % 2 == 1 else (items[middle - 1] + items[middle]) / 2


_sw_copy_module = _sw_module("copy", {"copy": _sw_copy, "deepcopy": _sw_deepcopy})
_sw_bisect = _sw_module(
    "bisect",
    {
        "bisect": _sw_bisect_right,
        "bisect_left": _sw_bisect_left,
        "bisect_right": _sw_bisect_right,
        "insort": _sw_insort,
        "insort_right": _sw_insort,
    },
)
_sw_heapq = _sw_module(
    "heapq",
    {
        "heapify": _sw_heapify,
        "heappush": _sw_heappush,
        "heappop": _sw_heappop,
        "nsmallest": _sw_nsmallest,
        "nlargest": _sw_nlargest,
    },
)
_sw_statistics = _sw_module("statistics", {"mean": _sw_mean, "median": _sw_median})
