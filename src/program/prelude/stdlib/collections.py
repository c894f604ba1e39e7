# collections. Dictionaries keep the order of insertion, so that an OrderedDict is one; what it can do beyond a dictionary
# is among the members of dictionaries that the interpreter lacks.


def _sw_make_collections():
    import collections

    members = _sw_members(collections, "defaultdict Counter deque namedtuple")
    members["OrderedDict"] = dict
    return _sw_library("collections", members)


_sw_std_collections = _sw_make_collections()
