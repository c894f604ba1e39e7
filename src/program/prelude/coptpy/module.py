# The module: environment, constants, and everything under the name that programs import.


def _sw_make_envr():
    class Envr:
        __hash__ = None

        def __init__(self, arg=None):
            if arg is not None and not isinstance(arg, str):
                _sw_unsupported("Envr with a configuration")

        def createModel(self, name=""):
            if name is None:
                name = ""
            if not isinstance(name, str):
                raise TypeError("in method 'IEnvr_CreateModel', argument 2 of type 'char const *'")
            return _sw_Model(name)

        def close(self):
            return None

        def dispose(self):
            return None

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return None

    return Envr


_sw_Envr = _sw_make_envr()


def _sw_make_constants():
    made = _sw_Constants("COPT")
    made.INFINITY = 1e30
    made.UNDEFINED = 1e40
    made.MINIMIZE = 1
    made.MAXIMIZE = -1
    made.CONTINUOUS = "C"
    made.BINARY = "B"
    made.INTEGER = "I"
    made.LESS_EQUAL = "L"
    made.GREATER_EQUAL = "G"
    made.EQUAL = "E"
    made.FREE = "N"
    made.RANGE = "R"
    made.UNSTARTED = 0
    made.OPTIMAL = 1
    made.INFEASIBLE = 2
    made.UNBOUNDED = 3
    made.INF_OR_UNB = 4
    made.NUMERICAL = 5
    made.NODELIMIT = 6
    made.IMPRECISE = 7
    made.TIMEOUT = 8
    made.UNFINISHED = 9
    made.INTERRUPTED = 10
    made.ITERLIMIT = 11
    made.LOCAL_OPTIMAL = 20
    made.LOCAL_INFEASIBLE = 21
    made.BASIS_LOWER = 0
    made.BASIS_BASIC = 1
    made.BASIS_UPPER = 2
    made.BASIS_SUPERBASIC = 3
    made.BASIS_FIXED = 4
    made.SOS_TYPE1 = 1
    made.SOS_TYPE2 = 2
    made.INDICATOR_IF = 1
    made.INDICATOR_ONLYIF = 2
    made.INDICATOR_IFANDONLYIF = 3
    made.GENCONSTR_ABS = 1
    made.GENCONSTR_AND = 2
    made.GENCONSTR_MAX = 3
    made.GENCONSTR_MIN = 4
    made.GENCONSTR_OR = 5
    made.GENCONSTR_PWL = 6
    made.VERSION_MAJOR = 8
    made.VERSION_MINOR = 0
    made.VERSION_TECHNICAL = 7
    made.Version = "8.0.7"
    made.version = "8.0.7"
    parameters = _sw_Names("ParamEnum", _sw_parameters)
    attributes = _sw_Names("AttrEnum", _sw_attribute_names)
    information = _sw_Names("InfoEnum", _sw_info_names)
    made.Param = parameters
    made.param = parameters
    made.Attr = attributes
    made.attr = attributes
    made.Info = information
    made.info = information
    return made


_sw_COPT = _sw_make_constants()
_sw_coptpy = _sw_module(
    "coptpy",
    {
        "COPT": _sw_COPT,
        "Envr": _sw_Envr,
        "Model": _sw_Model,
        "Var": _sw_Var,
        "Constraint": _sw_Constraint,
        "ConstrBuilder": _sw_ConstrBuilder,
        "ExprBuilder": _sw_new_builder,
        "LinExpr": _sw_new_linear,
        "QuadExpr": _sw_new_quadratic,
        "CoptError": _sw_CoptError,
        "quicksum": _sw_quicksum,
        "multidict": _sw_multidict,
        "tupledict": _sw_tupledict,
        "tuplelist": _sw_tuplelist,
    },
)

_sw_layer = (
    _sw_Var,
    _sw_Constraint,
    _sw_Model,
    _sw_Constants,
    _sw_Names,
    _sw_Module,
    _sw_Params,
    _sw_Envr,
    _sw_ExprBuilder,
    _sw_LinExpr,
    _sw_QuadExpr,
    _sw_NlExpr,
    _sw_ConstrBuilder,
    _sw_QConstrBuilder,
    _sw_NlConstrBuilder,
    _sw_CoptError,
)
