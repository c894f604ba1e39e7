# The `coptpy` layer: the vendor's calling forms, argument checks, defaults and messages over plain data, handed to
# the host at each solve. Names that the vendor has and this layer lacks end the run as unsupported.

_sw_CoptError = _sw_Error

_sw_infinity = 1e30
_sw_kinds = ("C", "B", "I")


def _sw_invalid(message):
    return _sw_CoptError("3, (INVALID) " + message)


def _sw_wrong_arguments(function):
    return TypeError("Wrong number or type of arguments for overloaded function '" + function + "'.")


def _sw_foreign():
    return _sw_invalid("Variable does not belong to the model")


def _sw_label(name, function):
    if name is None:
        return ""
    if not isinstance(name, str):
        raise _sw_wrong_arguments(function)
    return name


def _sw_bounds(kind, lower, upper):
    if kind != "B":
        return lower, upper
    return (1.0 if lower >= 1.0 else 0.0), (0.0 if upper <= 0.0 else 1.0)


def _sw_make_rows():
    class Constraint:
        __hash__ = None

        def __init__(self, model, position, name, shown, expression, lower, upper, line):
            self.model = model
            self.position = position
            self.label = name
            self.shown = shown
            self.expression = expression
            self.lower = lower
            self.upper = upper
            self.line = line

        def __repr__(self):
            quadratic = "Q" if type(self.expression) is _sw_QuadExpr else ""
            return "<coptpy." + quadratic + "Constraint: " + self.label + ">"

        def getName(self):
            return self.label

        def setName(self, newname):
            self.label = _sw_label(newname, "IConstraint_SetName")
            self.shown = self.label

        def getIdx(self):
            return self.position

        def getInfo(self, infoname):
            return _sw_row_info(self, infoname)

        def setInfo(self, infoname, newval):
            _sw_set_row_info(self, infoname, newval)

        def remove(self):
            self.model.remove(self)

    class Params:
        def __init__(self, model):
            self.model = model

    return Constraint, Params


_sw_Constraint, _sw_Params = _sw_make_rows()

_sw_parameters = {}
for _sw_name in (
    "TimeLimit SolTimeLimit MemLimit MatrixTol QMatrixTol FeasTol DualTol IntTol PDLPTol NLPTol RelGap AbsGap "
    "TuneTimeLimit TuneTargetLimit TuneTargetRelGap MultiObjTimeLimit MultiObjPriority MultiObjWeight "
    "MultiObjAbsTol MultiObjRelTol Logging LogLevel LogToConsole Presolve Scaling Dualize LpMethod ConcurrentLpMode "
    "GPUMode GPUDevice ReqFarkasRay ReqSensitivity DualPrice DualPerturb CutLevel RootCutLevel TreeCutLevel "
    "RootCutRounds NodeCutRounds HeurLevel PreRootHeurLevel RoundingHeurLevel DivingHeurLevel FAPHeurLevel "
    "SubMipHeurLevel StrongBranching ConflictAnalysis NodeLimit MipTasks BarHomogeneous BarOrder BarStart "
    "BarIterLimit NonConvex NLPMuUpdate NLPLinScale NLPIterLimit Threads BarThreads SimplexThreads "
    "CrossoverThreads Crossover SDPMethod IISMethod FeasRelaxMode MipStartMode MipStartNodeLimit TuneMethod "
    "TuneMode TuneMeasure TunePermutes TuneOutputLevel MultiObjParamMode LazyConstraints LinearizeIndicators "
    "LinearizeSos MipRepair MipNLPIterLimit WriteDualProb"
).split():
    _sw_parameters[_sw_name.lower()] = _sw_name

_sw_attribute_names = {}
for _sw_name in (
    "SolvingTime ObjConst ObjVal ObjBound LpObjVal BestObj BestBnd BestGap Cols PsdCols Rows Elems QElems Bins Ints "
    "Soss Cones ExpCones QConstrs PsdConstrs LmiConstrs Indicators ObjSense Status HasSol LpStatus MipStatus "
    "SimplexIter BarrierIter NodeCnt PoolSols HasLpSol HasMipSol HasQObj HasIIS IsMIP"
).split():
    _sw_attribute_names[_sw_name.lower()] = _sw_name

_sw_info_names = {}
for _sw_name in "Obj LB UB Value Slack Dual RedCost".split():
    _sw_info_names[_sw_name.lower()] = _sw_name

_sw_parameter_defaults = {_sw_name: -1 for _sw_name in _sw_parameters.values()}
_sw_parameter_defaults.update(
    {
        "TimeLimit": 1e20,
        "SolTimeLimit": 1e20,
        "MemLimit": 1e20,
        "MatrixTol": 1e-10,
        "QMatrixTol": 5e-14,
        "FeasTol": 1e-6,
        "DualTol": 1e-6,
        "IntTol": 1e-6,
        "PDLPTol": 1e-6,
        "NLPTol": 1e-8,
        "RelGap": 0.0001,
        "AbsGap": 1e-6,
        "TuneTimeLimit": 0.0,
        "TuneTargetRelGap": 0.0001,
        "MultiObjTimeLimit": 1e20,
        "Logging": 1,
        "LogLevel": 2,
        "LogToConsole": 0,
        "ReqFarkasRay": 0,
        "ReqSensitivity": 0,
        "BarIterLimit": 500,
        "NLPIterLimit": 10000,
        "Crossover": 1,
        "FeasRelaxMode": 0,
        "TunePermutes": 0,
        "TuneOutputLevel": 2,
        "MultiObjParamMode": 0,
        "LinearizeIndicators": 0,
        "LinearizeSos": 0,
        "MipNLPIterLimit": 100,
        "WriteDualProb": 0,
    }
)
