# itertools. The interpreter has most of it; what it lacks is made of lists, except where a source may be endless.


def _sw_groupby(iterable, key=None):
    groups = []
    for item in iterable:
        label = item if key is None else key(item)
        if len(groups) > 0 and groups[-1][0] == label:
            groups[-1][1].append(item)
        else:
            groups.append((label, [item]))
    return iter([(label, iter(items)) for label, items in groups])


def _sw_tee(iterable, n=2):
    items = list(iterable)
    return tuple([iter(items) for _ in range(n)])


def _sw_running(iterable, func=None, *, initial=None):
    made = []
    total = initial
    started = initial is not None
    if started:
        made.append(total)
    for item in iterable:
        if not started:
            total = item
            started = True
        elif func is None:
            total = _sw_add(total, item)
        else:
            total = func(total, item)
        made.append(total)
    return iter(made)


def _sw_from_iterable(iterables):
    import itertools

    return itertools.chain(*iterables)


def _sw_make_itertools():
    import itertools

    members = _sw_members(
        itertools,
        "batched chain compress count cycle dropwhile filterfalse islice pairwise repeat starmap takewhile zip_longest",
    )
    members.update(
        {
            "product": _sw_itertools_product,
            "combinations": _sw_itertools_combinations,
            "combinations_with_replacement": _sw_itertools_combinations_with_replacement,
            "permutations": _sw_itertools_permutations,
            "groupby": _sw_groupby,
            "tee": _sw_tee,
            "accumulate": _sw_running,
        }
    )
    return _sw_library("itertools", members)


_sw_std_itertools = _sw_make_itertools()
