# The second engine's own start: it runs inside the user's Python, behind the walls, before anything else. It turns the
# prelude's text into modules with real operator methods, runs the program as it was written, and speaks JSON lines with
# the worker. Nothing in here is a wall: whatever it keeps from the program, the program can take.

import sys

sys.path[:] = [folder for folder in sys.path if folder]

import ast
import builtins
import io
import itertools
import json
import numbers
import os
import types
import weakref


class Channel:
    # Lines to and from the worker, on descriptors that printing does not reach.
    def __init__(self):
        self.incoming = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
        self.outgoing = os.dup(1)
        os.dup2(2, 0)
        os.dup2(2, 1)

    def receive(self):
        line = self.incoming.readline()
        if not line:
            os._exit(0)
        return json.loads(line)

    def send(self, message):
        data = (encoded(message) + "\n").encode("utf-8", "replace")
        while data:
            data = data[os.write(self.outgoing, data) :]

    def ask(self, message):
        self.send(message)
        return self.receive()


def encoded(message):
    try:
        return json.dumps(message, allow_nan=False, default=plain)
    except ValueError:
        return json.dumps(spelled(message), default=plain)


def plain(value):
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return spelled(float(value))
    if hasattr(value, "tolist"):
        return spelled(value.tolist())
    raise TypeError("'" + type(value).__name__ + "' object cannot be handed over")


def spelled(value):
    # JSON has no word for numbers that are none.
    if isinstance(value, float):
        return value if value - value == 0.0 else {"float": repr(float(value))}
    if isinstance(value, (list, tuple)):
        return [spelled(item) for item in value]
    if isinstance(value, dict):
        return {key: spelled(item) for key, item in value.items()}
    return value


CHANNEL = Channel()
SETUP = CHANNEL.receive()
PROGRAM = "program.py"
LIBRARY = SETUP["library"]
REFUSAL = SETUP["refusal"]
PRELUDE = {"__name__": "_sw_prelude", "__builtins__": builtins}
real_isinstance = builtins.isinstance
real_sum = builtins.sum
get_attribute = object.__getattribute__
set_attribute = object.__setattr__


class VendorError(Exception):
    pass


class Printed(io.TextIOBase):
    # What the program prints goes to the worker line by line, so that it is there when the program is stopped.
    encoding = "utf-8"

    def __init__(self):
        self.held = []

    def writable(self):
        return True

    def write(self, text):
        if not real_isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        self.held.append(text)
        if "\n" in text or len(self.held) > 256:
            self.flush()
        return len(text)

    def flush(self):
        text = "".join(self.held)
        self.held = []
        for start in range(0, len(text), 8192):
            CHANNEL.send({"print": text[start : start + 8192]})

    def reconfigure(self, **settings):
        pass


class Dropped(io.TextIOBase):
    encoding = "utf-8"

    def writable(self):
        return True

    def write(self, text):
        return len(text)


def program_line(frame):
    # The innermost line of the program that is at work.
    while frame is not None:
        if frame.f_code.co_filename == PROGRAM:
            return frame.f_lineno
        frame = frame.f_back
    return 0


class Now:
    # In place of the line that the rewriter notes: the line where the program is.
    def __getitem__(self, position):
        return program_line(sys._getframe(1))

    def __setitem__(self, position, line):
        pass


def asked_by_program(frame):
    # Packages look for members that the layer lacks; only a program that uses one ends for it.
    while frame is not None and (frame.f_globals is PRELUDE or frame.f_globals is globals()):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == PROGRAM


def host(*question):
    if question[0] == "missing" and not asked_by_program(sys._getframe(1)):
        return None
    OUTPUT.flush()
    answer = CHANNEL.ask({"call": {"question": question, "line": program_line(sys._getframe(1))}})
    if "return" in answer:
        return answer["return"]
    if "raise" in answer:
        kind, message = answer["raise"]
        found = getattr(builtins, kind, None)
        raise (found if real_isinstance(found, type) and issubclass(found, Exception) else RuntimeError)(message)
    finish(None)


def finish(error):
    # The last message: how it ended, and the last model when none was solved.
    OUTPUT.flush()
    try:
        model = PRELUDE["_sw_last_model"]()
        last = encoded(model)
    except BaseException:
        last = "null"
    data = ('{"end":{"error":' + encoded(error) + ',"model":' + last + "}}\n").encode("utf-8", "replace")
    while data:
        data = data[os.write(CHANNEL.outgoing, data) :]
    os._exit(0)


# Values of numpy and pandas.


def is_spread(value):
    # An array works element by element: its own operators do that, and meet the expression again for each element.
    kind = type(value)
    return hasattr(kind, "__array_ufunc__") and not is_scalar(value)


def is_scalar(value):
    return hasattr(type(value), "dtype") and getattr(value, "shape", None) == () and hasattr(value, "item")


def is_foreign(kind):
    return kind.__module__.partition(".")[0] in ("numpy", "pandas")


def counts_as(value, kinds):
    # The prelude asks for Python's own types; numbers and arrays of numpy stand in for them.
    if real_isinstance(value, kinds):
        return True
    if not is_foreign(type(value)):
        return False
    if real_isinstance(kinds, tuple):
        return any(counts_as(value, kind) for kind in kinds)
    if kinds is int:
        return real_isinstance(value, numbers.Integral)
    if kinds is float:
        return real_isinstance(value, numbers.Real) and not real_isinstance(value, numbers.Integral)
    if kinds is bool:
        return type(value).__name__ in ("bool", "bool_")
    if kinds is list:
        return hasattr(value, "tolist") and getattr(value, "shape", ()) != ()
    return False


def type_name(value):
    # Collections of the layer are called what they extend, values of numpy what they stand for.
    kind = type(value)
    if kind is tupledict:
        return "dict"
    if kind is tuplelist:
        return "list"
    if is_foreign(kind):
        for stand_in in (list, float, int):
            if counts_as(value, stand_in):
                return stand_in.__name__
    return kind.__name__


KEPT = {}


class tupledict(dict):
    def __getattr__(self, name):
        member = None if name.startswith("__") else PRELUDE["_sw_tupledict_member"](self, name)
        if member is None:
            raise AttributeError("'dict' object has no attribute '" + name + "'")
        return member


class tuplelist(list):
    _sw_kind = "tuplelist"

    def __getattr__(self, name):
        member = None if name.startswith("__") else PRELUDE["_sw_array_member"](self, name)
        if member is None:
            raise AttributeError("'list' object has no attribute '" + name + "'")
        return member


def make_tupledict(items=None):
    return tupledict() if items is None else tupledict(items)


def make_tuplelist(items=None):
    return make_array(() if items is None else items, "tuplelist")


def make_array(items, kind):
    made = tuplelist(items)
    made._sw_kind = kind
    KEPT[id(made)] = weakref.ref(made)
    return made


class Registry:
    # In place of the prelude's registries, which tell its collections from the program's own by identity.
    def __contains__(self, key):
        return key in KEPT and KEPT[key]() is not None

    def __getitem__(self, key):
        held = KEPT[key]()
        if held is None:
            raise KeyError(key)
        return held, held._sw_kind

    def __setitem__(self, key, value):
        pass


tupledict.__module__ = tuplelist.__module__ = LIBRARY


# What the bootstrap has better than the prelude, which works around a smaller interpreter.
OWN = {
    "_sw_host": host,
    "_sw_now": Now(),
    "_sw_type_name": type_name,
    "_sw_find_error": lambda: VendorError,
    "_sw_tupledict": make_tupledict,
    "_sw_tuplelist": make_tuplelist,
    "_sw_array": make_array,
    "_sw_tupledicts": {},
    "_sw_arrays": Registry(),
    "_sw_itertools_combinations": itertools.combinations,
    "_sw_itertools_permutations": itertools.permutations,
    "isinstance": counts_as,
}


def is_replaced(statement):
    if real_isinstance(statement, ast.FunctionDef):
        return statement.name in OWN
    if real_isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        return real_isinstance(target, ast.Name) and target.id in OWN
    return False


def load_prelude(text):
    tree = ast.parse(text, "<prelude>")
    tree.body = [statement for statement in tree.body if not is_replaced(statement)]
    PRELUDE.update(OWN)
    exec(compile(tree, "<prelude>", "exec", dont_inherit=True), PRELUDE)
    VendorError.__name__ = VendorError.__qualname__ = PRELUDE["_sw_error_name"]


def from_prelude():
    # Whether the layer itself is asking, not the program or a package that it uses.
    return sys._getframe(2).f_globals is PRELUDE


def read(self, name):
    if name[:2] == "__" or sys._getframe(1).f_globals is PRELUDE:
        return get_attribute(self, name)
    kind = type(self)
    for base in kind.__mro__[:-1]:
        found = base.__dict__.get(name)
        if real_isinstance(found, (types.FunctionType, type)):
            method = get_attribute(self, name)
            return with_keys(method) if name == "addConstrs" else method
    return PRELUDE["_sw_get"](self, name)


def with_keys(method):
    # The vendors name the rows of a generator by the values of its loop variables.
    def add(*given, **named):
        given = [keyed(value) for value in given]
        return method(*given, **{name: keyed(value) for name, value in named.items()})

    return add


def keyed(value):
    if not real_isinstance(value, types.GeneratorType):
        return value
    names = loop_names(value.gi_code)
    return value if names is None else tagged(value, names)


def tagged(generator, names):
    tag = PRELUDE["_sw_keyed"]
    for row in generator:
        values = generator.gi_frame.f_locals
        yield tag(tuple([values[name] for name in names]), row)


def loop_names(code):
    if code.co_filename != PROGRAM:
        return None
    if not GENERATORS:
        for node in ast.walk(ast.parse(SETUP["program"])):
            if real_isinstance(node, ast.GeneratorExp):
                targets = [names_in(loop.target) for loop in node.generators]
                GENERATORS.setdefault(node.lineno, []).append(real_sum(targets, []))
    known = set(code.co_varnames) | set(code.co_cellvars)
    found = [names for names in GENERATORS.get(code.co_firstlineno, []) if known.issuperset(names)]
    return max(found, key=len) if found else None


def names_in(target):
    if real_isinstance(target, ast.Name):
        return [target.id]
    if real_isinstance(target, ast.Starred):
        return names_in(target.value)
    return real_sum([names_in(item) for item in getattr(target, "elts", [])], [])


GENERATORS = {}


def read_error(self, name):
    if name[:2] == "__" or sys._getframe(1).f_globals is PRELUDE:
        return Exception.__getattribute__(self, name)
    if name in ("args", "with_traceback", "add_note"):
        return Exception.__getattribute__(self, name)
    return PRELUDE["_sw_read_attribute"](self, name)


def write(self, name, value):
    if name[:2] == "__" or sys._getframe(1).f_globals is PRELUDE:
        set_attribute(self, name, value)
    else:
        PRELUDE["_sw_set"](self, name, single(value))


def single(value):
    return value.item() if is_scalar(value) else value


def binary(function, reflected):
    operate = PRELUDE[function]

    def method(self, other):
        if is_spread(other):
            return NotImplemented
        return operate(self, single(other))

    def turned(self, other):
        if is_spread(other):
            return NotImplemented
        return operate(single(other), self)

    return turned if reflected else method


def unary(function):
    operate = PRELUDE[function]

    def method(self):
        return operate(self)

    return method


def relation(function, identical):
    operate = PRELUDE[function]

    def method(self, other):
        if from_prelude():
            # The prelude compares objects by identity.
            return (self is other) is identical if identical is not None else NotImplemented
        if is_spread(other):
            return NotImplemented
        return operate(self, single(other))

    return method


def truth(self):
    if from_prelude():
        return True
    return bool(PRELUDE["_sw_truth"](self))


OPERATORS = {
    "__add__": ("_sw_add", False),
    "__radd__": ("_sw_add", True),
    "__sub__": ("_sw_sub", False),
    "__rsub__": ("_sw_sub", True),
    "__mul__": ("_sw_mul", False),
    "__rmul__": ("_sw_mul", True),
    "__truediv__": ("_sw_div", False),
    "__rtruediv__": ("_sw_div", True),
    "__pow__": ("_sw_pow", False),
    "__rpow__": ("_sw_pow", True),
    "__iadd__": ("_sw_iadd", False),
    "__isub__": ("_sw_isub", False),
    "__imul__": ("_sw_imul", False),
    "__itruediv__": ("_sw_idiv", False),
}
RELATIONS = {
    "__le__": ("_sw_le", None),
    "__ge__": ("_sw_ge", None),
    "__eq__": ("_sw_eq", True),
    "__ne__": ("_sw_ne", False),
}


def give(kind, name, method):
    method.__name__ = name
    setattr(kind, name, method)


def give_operators():
    expressions = PRELUDE["_sw_expression"]
    relations = PRELUDE["_sw_relation"]
    layer = PRELUDE["_sw_layer"]
    for kind in set(layer) | set(expressions) | set(relations):
        if kind is VendorError:
            continue
        kind.__module__, kind.__qualname__ = LIBRARY, kind.__name__
        for method in kind.__dict__.values():
            if real_isinstance(method, types.FunctionType):
                method.__qualname__ = method.__name__
        kind.__getattribute__ = read
        kind.__setattr__ = write
        if kind in expressions or kind in relations:
            give(kind, "__rshift__", binary("_sw_rshift", False))
        if kind in expressions:
            for name, (function, reflected) in OPERATORS.items():
                give(kind, name, binary(function, reflected))
            for name, (function, identical) in RELATIONS.items():
                give(kind, name, relation(function, identical))
            give(kind, "__neg__", unary("_sw_neg"))
            give(kind, "__pos__", unary("_sw_pos"))
        elif kind is PRELUDE.get("_sw_Problem"):
            give(kind, "__iadd__", binary("_sw_iadd", False))
        if kind in relations:
            give(kind, "__bool__", truth)
    VendorError.__getattribute__ = read_error


# Modules.


class Layer(types.ModuleType):
    # The prelude's module, as Python imports it.
    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError("module '" + self.__name__ + "' has no attribute '" + name + "'")
        return PRELUDE["_sw_read_attribute"](self.__dict__["_sw_made"], name)


def publish(made, names):
    kind = PRELUDE["_sw_Module"]
    members = dict(get_attribute(made, "members"))
    module = Layer(get_attribute(made, "label"))
    module.__dict__["_sw_made"] = made
    for name, value in members.items():
        if real_isinstance(value, kind):
            value = publish(value, None)
        module.__dict__[name] = value
    if names is not None:
        module.__all__ = [name for name in names if name in members]
    sys.modules[module.__name__] = module
    return module


class Gate:
    # The layer stands for its vendor's package; the others would be two layers, or a solver that needs a licence.
    def find_spec(self, name, path=None, target=None):
        package = name.partition(".")[0]
        if package == LIBRARY:
            host("unsupported", "import " + name)
        if package in SETUP["libraries"]:
            host("unsupported", package + " beside " + LIBRARY)
        return None


# What the program asks of the system.


def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir"):
        path = arguments[0]
        mode = arguments[1] if event == "open" else None
        if real_isinstance(path, int) or (path is not None and is_readable(path, mode)):
            return
    elif event not in FORBIDDEN and event.partition(".")[0] not in OUTSIDE:
        return
    if program_line(sys._getframe(1)) == 0:
        return
    raise PermissionError(REFUSAL + " files, processes and the network (" + event + ")")


FORBIDDEN = frozenset(
    "os.system os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile os.kill os.killpg os.mkdir "
    " os.remove os.rename os.rmdir os.chmod os.chown os.link os.symlink os.truncate os.utime "
    "pty.spawn signal.pthread_kill".split()
)
OUTSIDE = frozenset(
    "subprocess socket ftplib http imaplib nntplib poplib smtplib telnetlib urllib webbrowser shutil glob tempfile "
    "syslog resource".split()
)


def is_readable(path, mode):
    if real_isinstance(mode, str) and mode not in ("r", "rb", "rt"):
        return False
    path = os.fsdecode(path)
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in SETUP["folders"])


# The program.


def sum_of(items, /, start=0):
    if real_isinstance(items, (types.GeneratorType, map, filter, zip, list, tuple)):
        items = list(items)
        expressions = PRELUDE["_sw_expression"]
        if real_isinstance(start, expressions) or any(real_isinstance(item, expressions) for item in items):
            if not any(is_spread(item) for item in items):
                return PRELUDE["_sw_sum"](items, start)
    return real_sum(items, start)


sum_of.__name__ = "sum"


def refused(name):
    def refuse(*given, **named):
        raise PermissionError(REFUSAL + " " + name)

    return refuse


def described(raised):
    kind = type(raised)
    try:
        message = str(raised)
    except BaseException:
        message = ""
    line = None
    is_syntax = False
    trace = raised.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == PROGRAM:
            line = trace.tb_lineno
        trace = trace.tb_next
    if real_isinstance(raised, SyntaxError) and raised.filename == PROGRAM:
        message = raised.msg
        is_syntax = line is None
        line = raised.lineno if line is None else line
    error = {"type": kind.__name__, "bases": [base.__name__ for base in kind.__mro__[:-1]], "message": message}
    error["line"] = line
    if real_isinstance(raised, OSError):
        error["errno"] = raised.errno
    if real_isinstance(raised, ModuleNotFoundError):
        error["module"] = raised.name
    error["syntax"] = is_syntax
    return error


def run():
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    names = main.__dict__
    offered = types.ModuleType("builtins")
    offered.__dict__.update(builtins.__dict__)
    offered.sum = sum_of
    offered.input = refused("input")
    offered.breakpoint = refused("breakpoint")
    names["__builtins__"] = offered
    try:
        code = compile(SETUP["program"], PROGRAM, "exec", dont_inherit=True)
        exec(code, names)
    except SystemExit as left:
        if left.code is not None and left.code != 0:
            return described(left)
    except BaseException as raised:
        return described(raised)
    return None


OUTPUT = Printed()
sys.stdin = None
sys.stdout = sys.__stdout__ = OUTPUT
sys.stderr = sys.__stderr__ = Dropped()
sys.argv = [PROGRAM]
load_prelude(SETUP["prelude"])
give_operators()
publish(PRELUDE["_sw_" + LIBRARY], SETUP["exported"])
sys.meta_path.insert(0, Gate())
sys.addaudithook(watch)
sys.setrecursionlimit(max(1000, SETUP["recursion"]))
finish(run())
