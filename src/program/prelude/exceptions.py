# Exception classes of the program. The interpreter raises only exceptions of its own: one of the nearest kind goes in
# place of the program's object, and handlers get the object back.

_sw_flying = {}
_sw_current = [None]
_sw_last = [("", "")]


def _sw_exception_init(self, *given):
    self.args = given


def _sw_exception_text(self):
    given = getattr(self, "args", ())
    if len(given) == 0:
        return ""
    return str(given[0]) if len(given) == 1 else str(given)


def _sw_exception_shown(self):
    given = getattr(self, "args", ())
    if len(given) == 1:
        return type(self).__name__ + "(" + repr(given[0]) + ")"
    return type(self).__name__ + str(given)


def _sw_exception_maker(base):
    def make(made, parents, members, kinds):
        kept = [parent for parent in parents if parent in _sw_known_classes]
        if "__init__" in members:
            # What a constructor gets is in `args` from the start.
            begin = made.__init__

            def started(self, *given, **named):
                self.args = given
                begin(self, *given, **named)

            made.__init__ = started
        mended = _sw_finish_class(made, kept, members, kinds)
        known = _sw_known_classes[mended]
        for name, function in (
            ("__init__", _sw_exception_init),
            ("__str__", _sw_exception_text),
            ("__repr__", _sw_exception_shown),
            ("with_traceback", lambda self, trace: self),
        ):
            if not hasattr(mended, name):
                setattr(mended, name, function)
        if len(kept) == 0 and "__init__" not in known.own:
            known.own["__init__"] = mended.__init__
        mended._sw_base = base
        known.own["_sw_maker"] = make
        if len(known.line) == 1:
            root = type("Root", (), {"__init__": _sw_exception_init})
            made_of = _sw_Information([], {"__init__": _sw_exception_init, "__str__": _sw_exception_text}, {})
            made_of.line = [root]
            _sw_known_classes[root] = made_of
            known.line.append(root)
        return mended

    return make


for _sw_parent_kind in (
    BaseException,
    Exception,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    RuntimeError,
    ArithmeticError,
    ZeroDivisionError,
    LookupError,
    NotImplementedError,
    AttributeError,
    OSError,
    StopIteration,
    TimeoutError,
    AssertionError,
    OverflowError,
):
    _sw_special_parents.append((_sw_parent_kind, _sw_exception_maker(_sw_parent_kind)))


def _sw_is_own_exception(value):
    return getattr(value, "_sw_base", None) is not None


def _sw_raising(value):
    if _sw_is_type(value) and value in _sw_known_classes and _sw_is_own_exception(value):
        value = value()
    if type(value) in _sw_known_classes and _sw_is_own_exception(type(value)):
        carrier = type(value)._sw_base(str(value))
        _sw_flying[id(carrier)] = (carrier, value)
        _sw_last[0] = (type(value).__name__, str(value))
        return carrier
    return value


def _sw_passing(raised):
    # Called by an inner handler, just before the program's own handlers are asked.
    found = _sw_flying.get(id(raised))
    _sw_current[0] = found[1] if found is not None and found[0] is raised else None


def _sw_catching(kinds):
    kept = []
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if kind in _sw_known_classes and _sw_is_own_exception(kind):
            value = _sw_current[0]
            if value is not None and any([kind is one for one in _sw_line(type(value))]):
                kept.append(BaseException)
        else:
            kept.append(kind)
    return tuple(kept)


def _sw_caught(raised):
    found = _sw_flying.get(id(raised))
    return found[1] if found is not None and found[0] is raised else raised


def _sw_last_raised():
    return _sw_last[0]
