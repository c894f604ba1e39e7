# statistics. Means and variances of floats are rounded once, from exact sums, as Python's are.


def _sw_exact(value):
    # Numerator and a power of two below it.
    if isinstance(value, int):
        return int(value), 0
    number = float(value)
    shift = 0
    while number != int(number):
        number *= 2.0
        shift += 1
    return int(number), shift


def _sw_exact_sum(items):
    shift = 0
    total = 0
    for item in items:
        top, bits = _sw_exact(item)
        if bits > shift:
            total *= 2 ** (bits - shift)
            shift = bits
        total += top * 2 ** (shift - bits)
    return total, shift


def _sw_ratio(top, bottom, whole):
    if whole and top % bottom == 0:
        return top // bottom
    return top / bottom


def _sw_statistics_data(data, least, message):
    items = list(data)
    if len(items) < least:
        raise ValueError(message)
    for item in items:
        if not isinstance(item, (int, float)):
            _sw_unsupported("statistics of " + _sw_type_name(item))
        if item != item or abs(item) == float("inf"):
            _sw_unsupported("statistics of nan or inf")
    return items, all([isinstance(item, int) for item in items])


def _sw_mean(data):
    items, whole = _sw_statistics_data(data, 1, "mean requires at least one data point")
    total, shift = _sw_exact_sum(items)
    return _sw_ratio(total, len(items) * 2**shift, whole)


def _sw_fmean(data, weights=None):
    items, _ = _sw_statistics_data(data, 1, "fmean requires at least one data point")
    if weights is not None:
        _sw_unsupported("statistics.fmean with weights")
    total, shift = _sw_exact_sum(items)
    return total / 2**shift / len(items)


def _sw_median(data):
    items = sorted(data)
    count = len(items)
    if count == 0:
        raise ValueError("no median for empty data")
    middle = count // 2
    return items[middle] if count % 2 == 1 else (items[middle - 1] + items[middle]) / 2


def _sw_median_low(data):
    items = sorted(data)
    if len(items) == 0:
        raise ValueError("no median for empty data")
    return items[(len(items) - 1) // 2]


def _sw_median_high(data):
    items = sorted(data)
    if len(items) == 0:
        raise ValueError("no median for empty data")
    return items[len(items) // 2]


def _sw_squares(items):
    # The exact sum of squared deviations, as numerator and denominator.
    n = len(items)
    total, shift = _sw_exact_sum(items)
    squares = 0
    for item in items:
        top, bits = _sw_exact(item)
        squares += (top * 2 ** (shift - bits)) ** 2
    return n * squares - total * total, n * 4**shift


def _sw_variance(data, xbar=None):
    items, whole = _sw_statistics_data(data, 2, "variance requires at least two data points")
    top, bottom = _sw_squares(items)
    return _sw_ratio(top, bottom * (len(items) - 1), whole)


def _sw_pvariance(data, mu=None):
    items, whole = _sw_statistics_data(data, 1, "pvariance requires at least one data point")
    top, bottom = _sw_squares(items)
    return _sw_ratio(top, bottom * len(items), whole)


def _sw_root_of_ratio(top, bottom):
    # The square root of a fraction, rounded once: enough bits of the integer root, the last one saying "and more".
    if top == 0:
        return 0.0
    shift = 0
    while (top << shift) // bottom < 2**120:
        shift += 2
    scaled = (top << shift) // bottom
    low = 0
    high = 1
    while high * high <= scaled:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if middle * middle <= scaled:
            low = middle
        else:
            high = middle
    if low * low * bottom != top << shift:
        low = low | 1
    return low / 2 ** (shift // 2)


def _sw_stdev(data, xbar=None):
    items, _ = _sw_statistics_data(data, 2, "stdev requires at least two data points")
    top, bottom = _sw_squares(items)
    return _sw_root_of_ratio(top, bottom * (len(items) - 1))


def _sw_pstdev(data, mu=None):
    items, _ = _sw_statistics_data(data, 1, "pstdev requires at least one data point")
    top, bottom = _sw_squares(items)
    return _sw_root_of_ratio(top, bottom * len(items))


def _sw_counts(data):
    counts = {}
    for item in data:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _sw_mode(data):
    counts = _sw_counts(data)
    if len(counts) == 0:
        raise ValueError("no mode for empty data")
    return max(counts, key=lambda item: counts[item])


def _sw_multimode(data):
    counts = _sw_counts(data)
    most = max(counts.values()) if len(counts) > 0 else 0
    return [item for item, count in counts.items() if count == most]


def _sw_make_statistics():
    members = {
        "mean": _sw_mean,
        "fmean": _sw_fmean,
        "median": _sw_median,
        "median_low": _sw_median_low,
        "median_high": _sw_median_high,
        "variance": _sw_variance,
        "pvariance": _sw_pvariance,
        "stdev": _sw_stdev,
        "pstdev": _sw_pstdev,
        "mode": _sw_mode,
        "multimode": _sw_multimode,
        "StatisticsError": ValueError,
    }
    return _sw_library("statistics", members)


_sw_std_statistics = _sw_make_statistics()
