# Standard modules that the interpreter lacks in part.


def _sw_make_modules():
    class module:
        __hash__ = None

        def __init__(self, label):
            self.label = label
            self.members = {}

        def __repr__(self):
            return "<module '" + self.label + "'>"

    return module


_sw_Module = _sw_make_modules()


def _sw_module(label, members):
    made = _sw_Module(label)
    made.members = members
    for name, value in members.items():
        setattr(made, name, value)
    return made


def _sw_import(module, name):
    if name in module.members:
        return module.members[name]
    if module.label not in ("coptpy", "gurobipy", "pulp"):
        # Of a standard module only a part is here; what else Python has is no mistake of the program.
        _sw_unsupported("from " + module.label + " import " + name)
    message = "cannot import name '" + name + "' from '" + module.label + "'"
    _sw_missing(module.label, name, ImportError(message))


def _sw_itertools_product(*pools, repeat=1):
    lists = [list(pool) for pool in pools] * repeat
    rows = [()]
    for pool in lists:
        rows = [row + (item,) for row in rows for item in pool]
    return iter(rows)


def _sw_choose(pool, size, first, rows, row, again):
    if size == 0:
        rows.append(row)
        return
    for i in range(first, len(pool)):
        _sw_choose(pool, size - 1, i if again else i + 1, rows, row + (pool[i],), again)


def _sw_itertools_combinations(items, r):
    rows = []
    _sw_choose(list(items), r, 0, rows, (), False)
    return iter(rows)


def _sw_itertools_combinations_with_replacement(items, r):
    rows = []
    _sw_choose(list(items), r, 0, rows, (), True)
    return iter(rows)


def _sw_arrange(pool, size, taken, rows, row):
    if size == 0:
        rows.append(row)
        return
    for i in range(len(pool)):
        if i not in taken:
            _sw_arrange(pool, size - 1, taken + [i], rows, row + (pool[i],))


def _sw_itertools_permutations(items, r=None):
    pool = list(items)
    rows = []
    _sw_arrange(pool, len(pool) if r is None else r, [], rows, ())
    return iter(rows)


def _sw_make_itertools():
    import itertools

    return _sw_module(
        "itertools",
        {
            "product": _sw_itertools_product,
            "combinations": _sw_itertools_combinations,
            "combinations_with_replacement": _sw_itertools_combinations_with_replacement,
            "permutations": _sw_itertools_permutations,
            "accumulate": itertools.accumulate,
            "batched": itertools.batched,
            "chain": itertools.chain,
            "compress": itertools.compress,
            "count": itertools.count,
            "cycle": itertools.cycle,
            "dropwhile": itertools.dropwhile,
            "filterfalse": itertools.filterfalse,
            "islice": itertools.islice,
            "pairwise": itertools.pairwise,
            "repeat": itertools.repeat,
            "starmap": itertools.starmap,
            "takewhile": itertools.takewhile,
            "zip_longest": itertools.zip_longest,
        },
    )


_sw_itertools = _sw_make_itertools()


def _sw_make_sys():
    import sys

    members = {"exit": _sw_exit, "maxsize": 9223372036854775807, "argv": ["program.py"]}
    for name in ("version", "version_info", "platform", "stdout", "stderr"):
        if hasattr(sys, name):
            members[name] = getattr(sys, name)
    return _sw_module("sys", members)


_sw_sys = _sw_make_sys()
