# os: paths are text; whatever asks the machine is the interpreter's to refuse.


def _sw_path_join(first, *rest):
    path = first
    for part in rest:
        if part.startswith("/"):
            path = part
        elif path == "" or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def _sw_path_split(path):
    at = path.rfind("/") + 1
    head = path[:at]
    if head.strip("/") != "":
        head = head.rstrip("/")
    return head, path[at:]


def _sw_path_splitext(path):
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    if dot <= 0 or name[:dot].strip(".") == "":
        return path, ""
    cut = len(path) - len(name) + dot
    return path[:cut], path[cut:]


def _sw_make_os():
    import os

    path = _sw_library(
        "os.path",
        {
            "join": _sw_path_join,
            "split": _sw_path_split,
            "splitext": _sw_path_splitext,
            "basename": lambda path: _sw_path_split(path)[1],
            "dirname": lambda path: _sw_path_split(path)[0],
            "sep": "/",
            "exists": lambda path: _sw_forbidden("os.path.exists"),
            "isfile": lambda path: _sw_forbidden("os.path.isfile"),
            "isdir": lambda path: _sw_forbidden("os.path.isdir"),
            "abspath": lambda path: _sw_forbidden("os.path.abspath"),
        },
    )
    members = {"path": path, "sep": "/", "linesep": "\n", "name": "posix"}
    names = "getenv getcwd listdir mkdir makedirs remove rename rmdir stat scandir unlink replace"
    members.update(_sw_members(os, names))
    for name in ("system", "popen", "fork", "kill", "execv", "getpid", "cpu_count", "chdir", "walk"):
        members[name] = _sw_forbids("os." + name)
    return _sw_library("os", members), path


def _sw_forbids(what):
    return lambda *given, **named: _sw_forbidden(what)


def _sw_forbidden(what):
    raise PermissionError("programs run without access to files, processes and the network (" + what + ")")


_sw_std_os, _sw_std_os_path = _sw_make_os()
