# Modules.



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
