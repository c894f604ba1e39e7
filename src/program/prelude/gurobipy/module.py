# The module: environments, constants, and everything under the name that programs import.


def _sw_make_env():
    class Env:
        def __init__(self, logfilename="", empty=False, params=None):
            self.given = {}
            if isinstance(logfilename, dict):
                params = logfilename
            if params is not None:
                for name, value in params.items():
                    self.setParam(name, value)

        def setParam(self, paramname, newval):
            self.given[_sw_parameter(paramname)] = _sw_parameter_value(paramname, newval)

        def getParam(self, paramname):
            return _sw_read_parameter(self, paramname)

        def resetParams(self):
            self.given = {}

        def start(self):
            return None

        def close(self):
            return None

        def dispose(self):
            return None

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return None

    class Params:
        def __init__(self, holder):
            self.holder = holder

    return Env, Params


_sw_Env, _sw_Params = _sw_make_env()
_sw_default_env = _sw_Env()


def _sw_make_constants():
    status = _sw_Constants("StatusConstClass")
    status.LOADED = 1
    status.OPTIMAL = 2
    status.INFEASIBLE = 3
    status.INF_OR_UNBD = 4
    status.UNBOUNDED = 5
    status.CUTOFF = 6
    status.ITERATION_LIMIT = 7
    status.NODE_LIMIT = 8
    status.TIME_LIMIT = 9
    status.SOLUTION_LIMIT = 10
    status.INTERRUPTED = 11
    status.NUMERIC = 12
    status.SUBOPTIMAL = 13
    status.INPROGRESS = 14
    status.USER_OBJ_LIMIT = 15
    status.WORK_LIMIT = 16
    status.MEM_LIMIT = 17
    status.LOCALLY_OPTIMAL = 18
    status.LOCALLY_INFEASIBLE = 19
    made = _sw_Constants("GRB")
    for name in (
        "LOADED OPTIMAL INFEASIBLE INF_OR_UNBD UNBOUNDED CUTOFF ITERATION_LIMIT NODE_LIMIT TIME_LIMIT SOLUTION_LIMIT "
        "INTERRUPTED NUMERIC SUBOPTIMAL INPROGRESS USER_OBJ_LIMIT WORK_LIMIT MEM_LIMIT LOCALLY_OPTIMAL "
        "LOCALLY_INFEASIBLE"
    ).split():
        setattr(made, name, getattr(status, name))
    made.Status = status
    made.status = status
    made.INFINITY = 1e100
    made.UNDEFINED = 1e101
    made.MAXINT = 2000000000
    made.MINIMIZE = 1
    made.MAXIMIZE = -1
    made.CONTINUOUS = "C"
    made.BINARY = "B"
    made.INTEGER = "I"
    made.SEMICONT = "S"
    made.SEMIINT = "N"
    made.LESS_EQUAL = "<"
    made.GREATER_EQUAL = ">"
    made.EQUAL = "="
    made.SOS_TYPE1 = 1
    made.SOS_TYPE2 = 2
    made.METHOD_AUTO = -1
    made.METHOD_PRIMAL = 0
    made.METHOD_DUAL = 1
    made.METHOD_BARRIER = 2
    made.METHOD_CONCURRENT = 3
    made.MIPFOCUS_BALANCED = 0
    made.MIPFOCUS_FEASIBILITY = 1
    made.MIPFOCUS_OPTIMALITY = 2
    made.MIPFOCUS_BESTBOUND = 3
    made.PRESOLVE_AUTO = -1
    made.PRESOLVE_OFF = 0
    made.CUTS_AUTO = -1
    made.CUTS_OFF = 0
    made.VERSION_MAJOR = 13
    made.VERSION_MINOR = 0
    made.VERSION_TECHNICAL = 3
    attributes = _sw_Names("AttrConstClass", _sw_attribute_names)
    parameters = _sw_Names("ParamConstClass", _sw_parameters)
    made.Attr = attributes
    made.attr = attributes
    made.Param = parameters
    made.param = parameters
    return made


_sw_attribute_names = {}
for _sw_name_of_attribute in (
    "BarIterCount BarPi BarStatus BarX BatchErrorCode BatchErrorMessage BatchID BatchStatus BoundSVio "
    "BoundSVioIndex BoundSVioSum BoundVio BoundVioIndex BoundVioSum BranchPriority CBasis CTag ComplVio "
    "ComplVioIndex ComplVioSum ConcurrentWinMethod ConstrName ConstrResidual ConstrResidualIndex "
    "ConstrResidualSum ConstrSResidual ConstrSResidualIndex ConstrSResidualSum ConstrSVio ConstrSVioIndex "
    "ConstrSVioSum ConstrVio ConstrVioIndex ConstrVioSum DNumNZs DStart DualResidual DualResidualIndex "
    "DualResidualSum DualSResidual DualSResidualIndex DualSResidualSum DualSVio DualSVioIndex DualSVioSum DualVio "
    "DualVioIndex DualVioSum FarkasDual FarkasProof Fingerprint FuncNonlinear FuncPieceError FuncPieceLength "
    "FuncPieceRatio FuncPieces GenConstrName GenConstrType IISConstr IISConstrForce IISGenConstr "
    "IISGenConstrForce IISLB IISLBForce IISMinimal IISQConstr IISQConstrForce IISSOS IISSOSForce IISUB IISUBForce "
    "IntVio IntVioIndex IntVioSum IsMIP IsMultiObj IsQCP IsQP IterCount Kappa KappaExact LB Lazy "
    "LicenseExpiration MIPGap MaxBound MaxCoeff MaxMemUsed MaxObjCoeff MaxQCCoeff MaxQCLCoeff MaxQCRHS "
    "MaxQObjCoeff MaxRHS MaxVio MemUsed MinBound MinCoeff MinObjCoeff MinQCCoeff MinQCLCoeff MinQCRHS "
    "MinQObjCoeff MinRHS ModelName ModelSense NLBarIterCount NodeCount NumBinVars NumConstrs NumGenConstrs "
    "NumIntVars NumNZs NumObj NumObjPasses NumPWLObjVars NumQCNZs NumQConstrs NumQNZs NumSOS NumScenarios "
    "NumStart NumVars Obj ObjBound ObjBoundC ObjCon ObjN ObjNAbsTol ObjNCon ObjNName ObjNPass ObjNPriority "
    "ObjNRelTol ObjNVal ObjNWeight ObjPassNIterCount ObjPassNMIPGap ObjPassNNodeCount ObjPassNObjBound "
    "ObjPassNObjVal ObjPassNOpenNodeCount ObjPassNRuntime ObjPassNStatus ObjPassNWork ObjVal PDHGIterCount PStart "
    "PWLObjCvx Partition Pi PoolIgnore PoolNBoundVio PoolNBoundVioIndex PoolNBoundVioSum PoolNConstrVio "
    "PoolNConstrVioIndex PoolNConstrVioSum PoolNIntVio PoolNIntVioIndex PoolNIntVioSum PoolNMaxVio PoolNObjVal "
    "PoolNX PoolObjBound PoolObjVal PreFixVal QCName QCPi QCRHS QCSense QCSlack QCTag RC RHS Runtime SALBLow "
    "SALBUp SAObjLow SAObjUp SARHSLow SARHSUp SAUBLow SAUBUp ScenNLB ScenNName ScenNObj ScenNObjBound ScenNObjVal "
    "ScenNRHS ScenNUB ScenNX Sense Slack SolCount Start Status TuneResultCount UB UnbdRay VBasis VTag VType "
    "VarHintPri VarHintVal VarName VarPreStat Work X Xn"
).split():
    _sw_attribute_names[_sw_name_of_attribute.lower()] = _sw_name_of_attribute

_sw_GRB = _sw_make_constants()


def _sw_set_default_parameter(paramname, newval):
    _sw_default_env.setParam(paramname, newval)


def _sw_dispose_default_env():
    return None


_sw_gurobipy = _sw_module(
    "gurobipy",
    {
        "GRB": _sw_GRB,
        "Env": _sw_Env,
        "Model": _sw_Model,
        "Var": _sw_Var,
        "Constr": _sw_Constraint,
        "LinExpr": _sw_LinExpr,
        "QuadExpr": _sw_QuadExpr,
        "GurobiError": _sw_Error,
        "quicksum": _sw_quicksum,
        "multidict": _sw_multidict,
        "tupledict": _sw_tupledict,
        "tuplelist": _sw_tuplelist,
        "abs_": _sw_abs,
        "max_": _sw_max,
        "min_": _sw_min,
        "and_": _sw_and,
        "all_": _sw_and,
        "or_": _sw_or_expression,
        "any_": _sw_or_expression,
        "setParam": _sw_set_default_parameter,
        "resetParams": lambda: _sw_default_env.resetParams(),
        "disposeDefaultEnv": _sw_dispose_default_env,
        "gurobi": _sw_module("gurobipy.gurobi", {"version": lambda: (13, 0, 3)}),
    },
)

_sw_layer = (
    _sw_Var,
    _sw_Constraint,
    _sw_Special,
    _sw_Model,
    _sw_Constants,
    _sw_Names,
    _sw_Module,
    _sw_Params,
    _sw_Env,
    _sw_LinExpr,
    _sw_QuadExpr,
    _sw_NlExpr,
    _sw_GenExpr,
    _sw_TempConstr,
    _sw_Implication,
    _sw_Error,
)
