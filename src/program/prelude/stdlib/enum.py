# enum: an enumeration is an object that looks like a class and holds its members.


def _sw_make_enum():
    class EnumType:
        def __init__(self, label, members, methods, values):
            self.__name__ = label
            self._sw_members = members
            self.__members__ = {member.name: member for member in members}
            for member in members:
                setattr(self, member.name, member)

        def __iter__(self):
            return iter(self._sw_members)

        def __len__(self):
            return len(self._sw_members)

        def __contains__(self, value):
            return any([value is member for member in self._sw_members])

        def __repr__(self):
            return "<enum '" + self.__name__ + "'>"

        def __getitem__(self, name):
            if name not in self.__members__:
                raise KeyError(name)
            return self.__members__[name]

        def __call__(self, value):
            for member in self._sw_members:
                if member is value or member.value == value:
                    return member
            raise ValueError(repr(value) + " is not a valid " + self.__name__)

        def _sw_instance_check(self, value):
            return any([value is member for member in self._sw_members])

    class Auto:
        pass

    class Enum:
        pass

    class IntEnum:
        pass

    class StrEnum:
        pass

    return EnumType, Auto, Enum, IntEnum, StrEnum


_sw_EnumType, _sw_Auto, _sw_Enum, _sw_IntEnum, _sw_StrEnum = _sw_make_enum()


def _sw_plain_value(value):
    return value.value if getattr(type(value), "_sw_number_like", False) else value


def _sw_enum_maker(base):
    def make(made, parents, members, kinds):
        label = made.__name__
        found = []
        last = 0
        for name in members:
            value = getattr(made, name)
            if name in kinds or _sw_type_name(value) == "function" or name.startswith("_"):
                continue
            if isinstance(value, _sw_Auto):
                value = name.lower() if base is _sw_StrEnum else last + 1
            if isinstance(value, int):
                last = value
            same = [member for member in found if member[1] == value]
            found.append((name, value, same[0][0] if len(same) > 0 else name))
        data = [name for name, _, _ in found]
        mended = _sw_finish_class(made, [], [name for name in members if name not in data], kinds)
        _sw_enum_methods(mended, label, base)
        begin = getattr(mended, "_sw_begin", None)
        objects = {}
        listed = []
        for name, value, first in found:
            if first != name:
                objects[name] = objects[first]
                continue
            member = mended()
            member.name = name
            member.value = value
            member._name_ = name
            member._value_ = value
            if begin is not None:
                begin(member, *value) if isinstance(value, tuple) else begin(member, value)
            objects[name] = member
            listed.append(member)
        kind = _sw_EnumType(label, listed, mended, data)
        for name in objects:
            setattr(kind, name, objects[name])
            setattr(mended, name, objects[name])
        kind.__members__ = objects
        return kind

    return make


def _sw_enum_methods(made, label, base):
    if hasattr(made, "__init__"):
        made._sw_begin = made.__init__
    made.__init__ = lambda self: None
    number = base is not _sw_Enum
    if not hasattr(made, "__str__"):
        made.__str__ = (lambda self: str(self.value)) if number else (lambda self: label + "." + self.name)
    if not hasattr(made, "__repr__"):
        made.__repr__ = lambda self: "<" + label + "." + self.name + ": " + repr(self.value) + ">"
    made.__hash__ = lambda self: hash(self.value) if number else hash(self.name)
    if not number:
        if not hasattr(made, "__eq__"):
            made.__eq__ = lambda self, other: self is other
        return
    made._sw_number_like = True
    made.__eq__ = lambda self, other: self.value == _sw_plain_value(other)
    made.__ne__ = lambda self, other: self.value != _sw_plain_value(other)
    made.__lt__ = lambda self, other: self.value < _sw_plain_value(other)
    made.__le__ = lambda self, other: self.value <= _sw_plain_value(other)
    made.__gt__ = lambda self, other: self.value > _sw_plain_value(other)
    made.__ge__ = lambda self, other: self.value >= _sw_plain_value(other)
    made.__add__ = lambda self, other: _sw_add(self.value, _sw_plain_value(other))
    made.__radd__ = lambda self, other: _sw_add(other, self.value)
    made.__sub__ = lambda self, other: _sw_sub(self.value, _sw_plain_value(other))
    made.__rsub__ = lambda self, other: _sw_sub(other, self.value)
    made.__mul__ = lambda self, other: _sw_mul(self.value, _sw_plain_value(other))
    made.__rmul__ = lambda self, other: _sw_mul(other, self.value)
    made.__index__ = lambda self: self.value
    made.__int__ = lambda self: int(self.value)
    made.__float__ = lambda self: float(self.value)
    made.__bool__ = lambda self: True if self.value else False


for _sw_parent_kind in (_sw_Enum, _sw_IntEnum, _sw_StrEnum):
    _sw_special_parents.append((_sw_parent_kind, _sw_enum_maker(_sw_parent_kind)))


def _sw_unique(made):
    return made


_sw_std_enum = _sw_library(
    "enum",
    {"Enum": _sw_Enum, "IntEnum": _sw_IntEnum, "StrEnum": _sw_StrEnum, "auto": _sw_Auto, "unique": _sw_unique},
)
