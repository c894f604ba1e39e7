# typing and abc: names that stand in hints, and the parents that mean something.


def _sw_make_typing():
    class Hint:
        def __init__(self, label):
            self.label = label

        def __repr__(self):
            return "typing." + self.label

        def __getitem__(self, key):
            return self

        def __or__(self, other):
            return self

        def __ror__(self, other):
            return self

        def __call__(self, *given):
            return given[0] if len(given) > 0 else None

    class ABC:
        def __class_getitem__(key):
            return ABC

    class NamedTuple:
        pass

    class TypedDict:
        pass

    return Hint, ABC, NamedTuple, TypedDict


_sw_Hint, _sw_ABC, _sw_NamedTuple, _sw_TypedDict = _sw_make_typing()
_sw_plain_parents.append(_sw_ABC)


def _sw_named_tuple_class(made, parents, members, kinds):
    import collections

    names = list(made.__annotations__)
    for name in members:
        if name not in names:
            _sw_unsupported("a method of a NamedTuple class")
    defaults = [getattr(made, name) for name in names if hasattr(made, name)]
    return collections.namedtuple(made.__name__, names, defaults=defaults)


_sw_special_parents.append((_sw_NamedTuple, _sw_named_tuple_class))
_sw_special_parents.append((_sw_TypedDict, lambda made, parents, members, kinds: dict))


def _sw_make_typing_module():
    names = "Any AnyStr Callable ClassVar Collection Container Counter DefaultDict Deque Dict Final FrozenSet Generator "
    names += "Hashable Iterable Iterator List Literal Mapping MutableMapping MutableSequence MutableSet NoReturn Optional "
    names += "OrderedDict Sequence Set Sized Text Tuple Type Union Annotated Self TypeAlias Reversible SupportsFloat"
    members = {name: _sw_Hint(name) for name in names.split(" ")}
    members["TYPE_CHECKING"] = False
    members["NamedTuple"] = _sw_NamedTuple
    members["TypedDict"] = _sw_TypedDict
    members["Generic"] = _sw_ABC
    members["Protocol"] = _sw_ABC
    members["TypeVar"] = lambda name, *given, **named: _sw_Hint(name)
    members["NewType"] = lambda name, kind: lambda value: value
    members["cast"] = lambda kind, value: value
    members["overload"] = lambda function: function
    return _sw_library("typing", members)


_sw_std_typing = _sw_make_typing_module()
_sw_std_abc = _sw_library("abc", {"ABC": _sw_ABC, "abstractmethod": lambda function: function, "ABCMeta": None})
