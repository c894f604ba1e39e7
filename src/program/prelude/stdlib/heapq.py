# heapq: the same sifting as Python's, so that the list looks the same as well.


def _sw_sift_down(heap, start, at):
    item = heap[at]
    while at > start:
        above = (at - 1) >> 1
        if not _sw_lt(item, heap[above]):
            break
        heap[at] = heap[above]
        at = above
    heap[at] = item


def _sw_sift_up(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        other = child + 1
        if other < end and not _sw_lt(heap[child], heap[other]):
            child = other
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _sw_sift_down(heap, start, at)


def _sw_heapify(heap):
    for i in reversed(range(len(heap) // 2)):
        _sw_sift_up(heap, i)


def _sw_heappush(heap, item):
    heap.append(item)
    _sw_sift_down(heap, 0, len(heap) - 1)


def _sw_heappop(heap):
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    first = heap[0]
    heap[0] = last
    _sw_sift_up(heap, 0)
    return first


def _sw_heapreplace(heap, item):
    if len(heap) == 0:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _sw_sift_up(heap, 0)
    return first


def _sw_heappushpop(heap, item):
    if len(heap) > 0 and _sw_lt(heap[0], item):
        return _sw_heapreplace(heap, item)
    return item


def _sw_nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[: max(n, 0)]


def _sw_nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


def _sw_heap_merge(*iterables, key=None, reverse=False):
    items = []
    for iterable in iterables:
        items.extend(iterable)
    return iter(sorted(items, key=key, reverse=reverse))


_sw_std_heapq = _sw_library(
    "heapq",
    {
        "heapify": _sw_heapify,
        "heappush": _sw_heappush,
        "heappop": _sw_heappop,
        "heapreplace": _sw_heapreplace,
        "heappushpop": _sw_heappushpop,
        "nsmallest": _sw_nsmallest,
        "nlargest": _sw_nlargest,
        "merge": _sw_heap_merge,
    },
)
