# contextlib.


def _sw_make_contextlib():
    class ContextManager:
        def __init__(self, generator):
            self.generator = generator

        def __enter__(self):
            return next(self.generator)

        def __exit__(self, kind, value, trace):
            if value is None:
                next(self.generator, None)
            return False

    class Suppress:
        def __init__(self, *kinds):
            self.kinds = kinds

        def __enter__(self):
            return None

        def __exit__(self, kind, value, trace):
            return value is not None and isinstance(value, self.kinds)

    class NullContext:
        def __init__(self, value=None):
            self.value = value

        def __enter__(self):
            return self.value

        def __exit__(self, kind, value, trace):
            return False

    def contextmanager(function):
        return lambda *given, **named: ContextManager(function(*given, **named))

    members = {"contextmanager": contextmanager, "suppress": Suppress, "nullcontext": NullContext}
    return _sw_library("contextlib", members)


_sw_std_contextlib = _sw_make_contextlib()
