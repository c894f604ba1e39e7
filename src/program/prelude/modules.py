# Modules, and what layers and standard modules both stand on.


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


def _sw_library(label, members):
    # A module of Python's library, of which only a part may be here: what is not is no mistake of the program, and the
    # host tells by the name of the class.
    made = type("library " + label, (), {"__repr__": lambda self: "<module '" + label + "'>"})()
    made.label = label
    made.members = members
    for name, value in members.items():
        setattr(made, name, value)
    return made


def _sw_members(module, names):
    # What the interpreter's own module has of these names.
    return {name: getattr(module, name) for name in names.split(" ") if hasattr(module, name)}


# Choices from pools, in Python's order.


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


def _sw_itertools_combinations(iterable, r):
    rows = []
    _sw_choose(list(iterable), r, 0, rows, (), False)
    return iter(rows)


def _sw_itertools_combinations_with_replacement(iterable, r):
    rows = []
    _sw_choose(list(iterable), r, 0, rows, (), True)
    return iter(rows)


def _sw_arrange(pool, size, taken, rows, row):
    if size == 0:
        rows.append(row)
        return
    for i in range(len(pool)):
        if i not in taken:
            _sw_arrange(pool, size - 1, taken + [i], rows, row + (pool[i],))


def _sw_itertools_permutations(iterable, r=None):
    pool = list(iterable)
    rows = []
    _sw_arrange(pool, len(pool) if r is None else r, [], rows, ())
    return iter(rows)


def _sw_make_sys():
    import sys

    class TextIO:
        def __init__(self, name):
            self.name = "<" + name + ">"

        def __repr__(self):
            return self.name

        def write(self, text):
            if self.name == "<stdout>":
                print(text, end="")
            return len(text)

        def flush(self):
            pass

    class FloatInformation:
        max = 1.7976931348623157e308
        min = 2.2250738585072014e-308
        epsilon = 2.220446049250313e-16

    members = {"exit": _sw_exit, "maxsize": 9223372036854775807, "argv": ["program.py"]}
    members["stdout"] = TextIO("stdout")
    members["stderr"] = TextIO("stderr")
    members["float_info"] = FloatInformation
    members["setrecursionlimit"] = lambda limit: None
    members.update(_sw_members(sys, "version version_info platform"))
    return _sw_library("sys", members)


_sw_sys = _sw_make_sys()
