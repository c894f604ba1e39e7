# Classes with parents, properties and decorated methods. The rewriter takes what the interpreter does not know out of a
# class and puts `@_sw_class(parents, members, kinds)` in front of it.


def _sw_make_class_tools():
    class Information:
        def __init__(self, parents, own, kinds):
            self.parents = parents
            self.own = own
            self.kinds = kinds
            self.line = []
            self.abstract = []

    class Property:
        def __init__(self, read, kept):
            self.read = read
            self.write = None
            self.kept = kept

        def bound(self, value, name):
            if _sw_is_type(value):
                return self
            if not self.kept:
                return self.read(value)
            made = self.read(value)
            setattr(value, name, made)
            return made

    class Static:
        def __init__(self, function, of_class):
            self.function = function
            self.of_class = of_class

        def bound(self, value, name):
            if not self.of_class:
                return self.function
            owner = value if _sw_is_type(value) else type(value)
            function = self.function
            return lambda *given, **named: function(owner, *given, **named)

    return Information, Property, Static


_sw_Information, _sw_Property, _sw_Static = _sw_make_class_tools()
_sw_descriptors = (_sw_Property, _sw_Static)
_sw_known_classes = {}
# Parents that add nothing, and functions that make a class with a parent of another kind.
_sw_plain_parents = [_sw_object]
_sw_special_parents = []


def _sw_line(made):
    known = _sw_known_classes.get(made)
    return [made] if known is None else known.line


def _sw_linearise(made, parents):
    # Python's order of inheritance.
    lists = [list(_sw_line(parent)) for parent in parents] + [list(parents)]
    line = [made]
    while True:
        lists = [rest for rest in lists if len(rest) > 0]
        if len(lists) == 0:
            return line
        found = None
        for rest in lists:
            candidate = rest[0]
            if not any([candidate is other for one in lists for other in one[1:]]):
                found = candidate
                break
        if found is None:
            raise TypeError("Cannot create a consistent method resolution order (MRO) for bases")
        line.append(found)
        lists = [[one for one in rest if one is not found] for rest in lists]


def _sw_class(parents, members, kinds):
    def mend(made):
        special = None
        kept = []
        for parent in parents:
            maker = None
            for one, function in _sw_special_parents:
                if parent is one:
                    maker = function
            if maker is not None:
                special = maker
            elif any([parent is plain for plain in _sw_plain_parents]):
                pass
            elif parent in _sw_known_classes:
                if _sw_known_classes[parent].own.get("_sw_maker") is not None:
                    special = _sw_known_classes[parent].own["_sw_maker"]
                kept.append(parent)
            elif _sw_is_own_class(parent):
                _sw_known_classes[parent] = _sw_plain_information(parent)
                kept.append(parent)
            else:
                name = getattr(parent, "__name__", None)
                _sw_unsupported("a class that inherits from " + (str(parent) if name is None else name))
        if special is not None:
            return special(made, parents, members, kinds)
        return _sw_finish_class(made, kept, members, kinds)

    return mend


def _sw_is_own_class(value):
    return _sw_is_type(value) and hasattr(value, "__annotations__") and not isinstance(value, _sw_layer)


def _sw_plain_information(made):
    # A class that was not mended has only methods and data; what they are called is not known, so they are looked for.
    made_of = _sw_Information([], {}, {})
    made_of.line = [made]
    made_of.own = None
    return made_of


def _sw_finish_class(made, parents, members, kinds):
    own = {}
    abstract = []
    for name in members:
        value = getattr(made, name)
        kind = kinds.get(name)
        if kind is None:
            pass
        elif not isinstance(kind, str):
            value = _sw_as_method(kind(value))
        elif "setter" in kind:
            continue
        elif "property" in kind or "cached" in kind:
            if "abstract" in kind:
                abstract.append(name)
            value = _sw_Property(value, "cached" in kind)
        elif "static" in kind or "class" in kind:
            if "abstract" in kind:
                abstract.append(name)
            value = _sw_Static(value, "class" in kind)
        elif "abstract" in kind:
            abstract.append(name)
        own[name] = value
        setattr(made, name, value)
    known = _sw_Information(parents, own, kinds)
    _sw_known_classes[made] = known
    known.line = _sw_linearise(made, parents)
    for parent in known.line[1:]:
        _sw_inherit(made, own, parent)
    for name in members:
        if kinds.get(name) == "setter":
            _sw_add_setter(made, known, name[8:], getattr(made, name))
    if len(parents) > 0:
        made.__mro__ = tuple(known.line + [_sw_object])
        made.__bases__ = tuple(parents)
    for parent in parents:
        for name in _sw_known_classes[parent].abstract:
            if name not in own and name not in abstract:
                abstract.append(name)
    known.abstract = abstract
    if len(abstract) > 0:
        label = made.__name__
        shown = ", ".join(["'" + name + "'" for name in sorted(abstract)])

        def refuse(self, *given, **named):
            noun = " method " if len(abstract) == 1 else " methods "
            raise TypeError("Can't instantiate abstract class " + label + " with abstract" + noun + shown)

        made.__init__ = refuse
    return made


def _sw_as_method(value):
    # Only functions are bound to objects.
    if _sw_type_name(value) == "function":
        return value
    call = _sw_call(value)
    return lambda *given, **named: call(*given, **named)


_sw_data_kinds = (int, float, str, list, dict, tuple, set)


def _sw_inherit(made, own, parent):
    known = _sw_known_classes.get(parent)
    if known is None or known.own is None:
        _sw_unsupported("a class that inherits from a class of this kind")
    for name, value in known.own.items():
        # Data stays where it is: a change there is seen here.
        if name not in own and not hasattr(made, name):
            kind = _sw_type_name(value)
            if kind == "function" or isinstance(value, _sw_descriptors):
                setattr(made, name, value)


def _sw_add_setter(made, known, name, function):
    found = getattr(made, name)
    mended = _sw_Property(found.read, found.kept)
    mended.write = function
    known.own[name] = mended
    setattr(made, name, mended)


def _sw_super(made, value, name):
    owner = value if _sw_is_type(value) else type(value)
    line = _sw_line(owner)
    at = 0
    for i in range(len(line)):
        if line[i] is made:
            at = i
    for parent in line[at + 1 :]:
        known = _sw_known_classes.get(parent)
        if known is not None and name in known.own:
            found = known.own[name]
            if isinstance(found, _sw_descriptors):
                return found.bound(value, name)
            if _sw_type_name(found) != "function" or _sw_is_type(value):
                return found
            return lambda *given, **named: found(value, *given, **named)
    if name in ("__init__", "__post_init__", "__init_subclass__"):
        return lambda *given, **named: None
    if name == "__repr__" or name == "__str__":
        return lambda: "<" + owner.__name__ + " object>"
    if name == "__eq__":
        return lambda other: value is other
    raise AttributeError("'super' object has no attribute '" + name + "'")


def _sw_absent(value, name):
    # Data of a parent, which stays with the parent.
    owner = value if _sw_is_type(value) else type(value)
    if owner in _sw_known_classes:
        for parent in _sw_known_classes[owner].line[1:]:
            known = _sw_known_classes.get(parent)
            if known is not None and name in known.own:
                return getattr(parent, name)
    missing = getattr(owner, "_sw_missing_member", None)
    if missing is not None and not _sw_is_type(value):
        return missing(value, name)
    return _sw_gone


def _sw_read(value, name):
    try:
        read = _sw_get(value, name)
    except AttributeError:
        read = _sw_absent(value, name)
        if read is _sw_gone:
            raise
    if isinstance(read, _sw_descriptors):
        return read.bound(value, name)
    if name == "sort" and isinstance(value, list):
        return _sw_sort(value)
    return read


def _sw_read_at(line, value, name):
    _sw_now[0] = line
    return _sw_read(value, name)


_sw_frozen_classes = []


def _sw_write(target, name, value):
    if not isinstance(target, _sw_layer) and not _sw_is_type(target):
        found = getattr(type(target), name, None)
        if isinstance(found, _sw_Property):
            if found.write is not None:
                found.write(target, value)
                return
            if not found.kept:
                label = _sw_type_name(target)
                raise AttributeError("property '" + name + "' of '" + label + "' object has no setter")
        writer = getattr(type(target), "_sw_write_member", None)
        if writer is not None:
            writer(target, name, value)
            return
        if len(_sw_frozen_classes) > 0 and type(target) in _sw_frozen_classes:
            raise AttributeError("cannot assign to field '" + name + "'")
    _sw_set(target, name, value)


def _sw_change_member(sign, holder, name, value):
    _sw_write(holder, name, _sw_in_place_by(sign, _sw_read(holder, name), value))


def _sw_getattr(value, name, *default):
    try:
        return _sw_read(value, name)
    except AttributeError:
        if len(default) == 0:
            raise
        return default[0]


def _sw_hasattr(value, name):
    try:
        _sw_read(value, name)
        return True
    except AttributeError:
        return False


def _sw_setattr(target, name, value):
    _sw_write(target, name, value)


def _sw_isinstance(value, kinds):
    if not isinstance(kinds, tuple):
        kinds = (kinds,)
    line = _sw_line(type(value)) if type(value) in _sw_known_classes else [type(value)]
    for kind in kinds:
        if isinstance(kind, tuple):
            if _sw_isinstance(value, kind):
                return True
            continue
        asked = _sw_method(kind, "_sw_instance_check")
        if asked is not None:
            if asked(kind, value):
                return True
            continue
        if any([kind is one for one in line]):
            return True
        if kind is _sw_object:
            return True
        if kind not in _sw_known_classes and isinstance(value, kind):
            return True
        if len(line) > 1 and _sw_is_type(line[-1]) and _sw_base_of(line) is not None:
            if _sw_is_exception_kind(_sw_base_of(line), kind):
                return True
    return False


def _sw_base_of(line):
    for made in line:
        base = getattr(made, "_sw_base", None)
        if base is not None:
            return base
    return None


def _sw_is_exception_kind(base, kind):
    return base is kind or kind is Exception or kind is BaseException


def _sw_issubclass(made, kinds):
    if not isinstance(kinds, tuple):
        kinds = (kinds,)
    for kind in kinds:
        if kind is _sw_object or any([kind is one for one in _sw_line(made)]):
            return True
        if made is bool and kind is int:
            return True
        base = getattr(made, "_sw_base", None) if made in _sw_known_classes else None
        if base is not None and _sw_is_exception_kind(base, kind):
            return True
    return False
