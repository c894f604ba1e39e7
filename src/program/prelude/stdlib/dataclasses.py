# dataclasses.


def _sw_make_dataclass_tools():
    class Field:
        def __init__(self, default, factory, init, shown, compared):
            self.name = None
            self.default = default
            self.default_factory = factory
            self.init = init
            self.shown = shown
            self.compared = compared

    class Missing:
        def __repr__(self):
            return "<dataclasses._MISSING_TYPE object>"

    class InitVar:
        def __class_getitem__(self):
            return self

    return Field, Missing(), InitVar


_sw_Field, _sw_MISSING, _sw_InitVar = _sw_make_dataclass_tools()


def _sw_field(*, default=_sw_MISSING, default_factory=_sw_MISSING, init=True, repr=True, hash=None, compare=True, **rest):
    return _sw_Field(default, default_factory, init, repr, compare)


def _sw_fields_of(made):
    return getattr(made, "__dataclass_fields__", {})


def _sw_collect_fields(made):
    fields = {}
    for parent in reversed(_sw_line(made)[1:]):
        fields.update(_sw_fields_of(parent))
    own = made.__annotations__
    for name in own:
        kind = own[name]
        if "ClassVar" in kind:
            continue
        if "InitVar" in kind:
            _sw_unsupported("dataclasses.InitVar")
        if kind.split(".")[-1] == "KW_ONLY":
            _sw_unsupported("dataclasses.KW_ONLY")
        default = getattr(made, name, _sw_MISSING)
        if default is not _sw_MISSING and name not in _sw_own_names(made):
            default = _sw_MISSING
        if isinstance(default, _sw_Field):
            found = default
            if found.default is not _sw_MISSING:
                setattr(made, name, found.default)
        else:
            if isinstance(default, (list, dict, set)):
                shown = str(type(default))
                raise ValueError("mutable default " + shown + " for field " + name + " is not allowed: use default_factory")
            found = _sw_Field(default, _sw_MISSING, True, True, True)
        found.name = name
        fields[name] = found
    return fields


def _sw_own_names(made):
    known = _sw_known_classes.get(made)
    if known is not None and len(known.line) > 1:
        return known.own
    return made.__annotations__


def _sw_build_init(made, fields, label, keywords_only):
    order = [field for field in fields.values() if field.init]
    names = [field.name for field in order]
    started = False
    for field in order:
        has_default = field.default is not _sw_MISSING or field.default_factory is not _sw_MISSING
        if not has_default and started and not keywords_only:
            raise TypeError("non-default argument '" + field.name + "' follows default argument")
        started = started or has_default
    ends = hasattr(made, "__post_init__")

    def init(self, *given, **named):
        if len(given) > (0 if keywords_only else len(names)):
            taken = str(1 if keywords_only else len(names) + 1)
            noun = " positional argument" if taken == "1" else " positional arguments"
            raise TypeError(label + ".__init__() takes " + taken + noun + " but " + str(len(given) + 1) + " were given")
        missing = []
        used = 0
        i = 0
        for field in fields.values():
            name = field.name
            if field.init and i < len(given):
                if name in named:
                    raise TypeError(label + ".__init__() got multiple values for argument '" + name + "'")
                setattr(self, name, given[i])
                i += 1
                continue
            if field.init:
                i += 1
            if field.init and name in named:
                setattr(self, name, named[name])
                used += 1
            elif field.default_factory is not _sw_MISSING:
                setattr(self, name, field.default_factory())
            elif field.default is not _sw_MISSING:
                setattr(self, name, field.default)
            elif field.init:
                missing.append("'" + name + "'")
        if used < len(named):
            for name in named:
                if name not in names:
                    raise TypeError(label + ".__init__() got an unexpected keyword argument '" + name + "'")
        if len(missing) > 0:
            noun = " argument: " if len(missing) == 1 else " arguments: "
            if len(missing) > 2:
                shown = ", ".join(missing[:-1]) + ", and " + missing[-1]
            else:
                shown = " and ".join(missing)
            count = str(len(missing))
            raise TypeError(label + ".__init__() missing " + count + " required positional" + noun + shown)
        if ends:
            _sw_read(self, "__post_init__")()

    return init


def _sw_dataclass(made=None, *, init=True, repr=True, eq=True, order=False, frozen=False, unsafe_hash=False, **rest):
    keywords_only = rest.get("kw_only", False)
    if made is None:
        return lambda one: _sw_build_dataclass(one, init, repr, eq, order, frozen, unsafe_hash, keywords_only)
    return _sw_build_dataclass(made, init, repr, eq, order, frozen, unsafe_hash, keywords_only)


def _sw_build_dataclass(made, init, shown, eq, order, frozen, unsafe_hash, keywords_only):
    fields = _sw_collect_fields(made)
    label = made.__name__
    own = _sw_own_names(made)
    made.__dataclass_fields__ = fields
    if _sw_known_classes.get(made) is None:
        _sw_known_classes[made] = _sw_Information([], {}, {})
        _sw_known_classes[made].line = [made]
    known = _sw_known_classes[made]
    known.own["__dataclass_fields__"] = fields

    def put(name, function):
        known.own[name] = function
        setattr(made, name, function)

    compared = [field.name for field in fields.values() if field.compared]

    def key(value):
        return tuple([getattr(value, name) for name in compared])

    if init and not ("__init__" in own):
        put("__init__", _sw_build_init(made, fields, label, keywords_only))
    if shown and not _sw_defines(made, "__repr__"):
        names = [field.name for field in fields.values() if field.shown]

        def text(self):
            parts = [name + "=" + repr(getattr(self, name)) for name in names]
            return type(self).__name__ + "(" + ", ".join(parts) + ")"

        put("__repr__", text)
    if eq and not _sw_defines(made, "__eq__"):
        put("__eq__", lambda self, other: key(self) == key(other) if type(other) is type(self) else NotImplemented)
    if order:
        put("__lt__", lambda self, other: _sw_lt(key(self), key(other)) if type(other) is type(self) else NotImplemented)
        put("__le__", lambda self, other: _sw_le(key(self), key(other)) if type(other) is type(self) else NotImplemented)
        put("__gt__", lambda self, other: _sw_gt(key(self), key(other)) if type(other) is type(self) else NotImplemented)
        put("__ge__", lambda self, other: _sw_ge(key(self), key(other)) if type(other) is type(self) else NotImplemented)
    if unsafe_hash or (eq and frozen):
        put("__hash__", lambda self: hash(key(self)))
    if frozen:
        _sw_frozen_classes.append(made)
    made.__match_args__ = tuple([field.name for field in fields.values() if field.init])
    return made


def _sw_defines(made, name):
    return hasattr(made, name) and _sw_fields_of_parent_lacks(made, name)


def _sw_fields_of_parent_lacks(made, name):
    # What a parent that is a dataclass got is made anew.
    known = _sw_known_classes.get(made)
    if known is None or name in known.own:
        return True
    return not any(["__dataclass_fields__" in _sw_known_classes[one].own for one in known.line[1:]])


def _sw_asdict(value, dict_factory=dict):
    if isinstance(value, list):
        return [_sw_asdict(item) for item in value]
    if isinstance(value, tuple):
        return tuple([_sw_asdict(item) for item in value])
    if isinstance(value, dict):
        return {key: _sw_asdict(item) for key, item in value.items()}
    fields = _sw_fields_of(type(value))
    if len(fields) > 0:
        return {name: _sw_asdict(getattr(value, name)) for name in fields}
    return value


def _sw_astuple(value):
    return tuple([_sw_asdict(getattr(value, name)) for name in _sw_fields_of(type(value))])


def _sw_replaced(value, **changes):
    given = {name: getattr(value, name) for name, field in _sw_fields_of(type(value)).items() if field.init}
    given.update(changes)
    return type(value)(**given)


def _sw_dataclass_fields(value):
    owner = value if _sw_is_type(value) else type(value)
    return tuple(_sw_fields_of(owner).values())


_sw_std_dataclasses = _sw_library(
    "dataclasses",
    {
        "dataclass": _sw_dataclass,
        "field": _sw_field,
        "asdict": _sw_asdict,
        "astuple": _sw_astuple,
        "replace": _sw_replaced,
        "fields": _sw_dataclass_fields,
        "is_dataclass": lambda value: len(_sw_dataclass_fields(value)) > 0,
        "MISSING": _sw_MISSING,
        "FrozenInstanceError": AttributeError,
    },
)
