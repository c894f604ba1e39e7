# logging, warnings and traceback: what they write goes to the error stream, which is not kept.


def _sw_make_logging():
    def nothing(*given, **named):
        return None

    class Logger:
        def __init__(self, name):
            self.name = name
            self.handlers = []
            self.level = 0
            self.propagate = True

        def debug(self, *given, **named):
            return None

        def info(self, *given, **named):
            return None

        def warning(self, *given, **named):
            return None

        def error(self, *given, **named):
            return None

        def critical(self, *given, **named):
            return None

        def exception(self, *given, **named):
            return None

        def log(self, *given, **named):
            return None

        def setLevel(self, level):
            return None

        def addHandler(self, handler):
            return None

        def disable(self, level=50):
            return None

        def isEnabledFor(self, level):
            return False

    root = Logger("root")
    members = {"getLogger": lambda name=None: root if name is None else Logger(name)}
    for name in ("debug", "info", "warning", "error", "critical", "exception", "log", "basicConfig", "disable"):
        members[name] = nothing
    members.update({"DEBUG": 10, "INFO": 20, "WARNING": 30, "WARN": 30, "ERROR": 40, "CRITICAL": 50, "NOTSET": 0})
    members["StreamHandler"] = lambda *given: root
    members["Formatter"] = lambda *given, **named: root
    members["NullHandler"] = lambda: root
    members["Logger"] = Logger

    class Ignoring:
        def __init__(self, **named):
            pass

        def __enter__(self):
            return []

        def __exit__(self, kind, value, trace):
            return False

    warnings = {"warn": nothing, "filterwarnings": nothing, "simplefilter": nothing, "catch_warnings": Ignoring}
    traceback = {"print_exc": nothing}
    return (
        _sw_library("logging", members),
        _sw_library("warnings", warnings),
        _sw_library("traceback", traceback),
    )


_sw_std_logging, _sw_std_warnings, _sw_std_traceback = _sw_make_logging()
