# collections. Dictionaries keep the order of insertion, so that an OrderedDict is one with a few methods more.


def _sw_make_collections():
    import collections

    class OrderedDict:
        def __init__(self, *given, **named):
            self.held = dict(*given, **named)

        def __getitem__(self, key):
            return self.held[key]

        def __setitem__(self, key, value):
            self.held[key] = value

        def __delitem__(self, key):
            self.held.pop(key)

        def __contains__(self, key):
            return key in self.held

        def __iter__(self):
            return iter(list(self.held))

        def __len__(self):
            return len(self.held)

        def __eq__(self, other):
            if isinstance(other, OrderedDict):
                return list(self.held.items()) == list(other.held.items())
            return self.held == other

        def __repr__(self):
            # As Python 3.12 and later print it.
            return "OrderedDict(" + (repr(self.held) if len(self.held) > 0 else "") + ")"

        def keys(self):
            return self.held.keys()

        def values(self):
            return self.held.values()

        def items(self):
            return self.held.items()

        def get(self, key, default=None):
            return self.held.get(key, default)

        def pop(self, key, *default):
            return self.held.pop(key, *default)

        def setdefault(self, key, default=None):
            return self.held.setdefault(key, default)

        def update(self, *given, **named):
            self.held.update(*given, **named)

        def clear(self):
            self.held.clear()

        def copy(self):
            return OrderedDict(self.held)

        def popitem(self, last=True):
            if len(self.held) == 0:
                raise KeyError("dictionary is empty")
            keys = list(self.held)
            key = keys[-1] if last else keys[0]
            return key, self.held.pop(key)

        def move_to_end(self, key, last=True):
            value = self.held.pop(key)
            if last:
                self.held[key] = value
            else:
                rest = dict(self.held)
                self.held.clear()
                self.held[key] = value
                self.held.update(rest)

    members = _sw_members(collections, "defaultdict Counter deque namedtuple")
    members["OrderedDict"] = OrderedDict
    return _sw_library("collections", members)


_sw_std_collections = _sw_make_collections()
