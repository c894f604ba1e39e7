# Parameters. Those that steer the vendor's search are accepted and kept; the time limit is heeded.


_sw_parameters = {}
for _sw_name_of_parameter in (
    "AggFill Aggregate BQPCuts BarConvTol BarCorrectors BarHomogeneous BarIterLimit BarOrder BarQCPConvTol "
    "BestBdStop BestObjStop BranchDir CSAPIAccessID CSAPISecret CSAppName CSAuthToken CSBatchMode CSClientLog "
    "CSGroup CSIdleTimeout CSManager CSPriority CSQueueTimeout CSRouter CSTLSInsecure CliqueCuts CloudAccessID "
    "CloudHost CloudPool CloudSecretKey ComputeServer ConcurrentJobs ConcurrentMIP ConcurrentMethod CoverCuts "
    "Crossover CrossoverBasis CutAggPasses CutPasses Cutoff Cuts DegenMoves Disconnected DisplayInterval "
    "DistributedMIPJobs DualImpliedCuts DualReductions FeasRelaxBigM FeasibilityTol FixVarsInIndicators "
    "FlowCoverCuts FlowPathCuts FuncMaxVal FuncNonlinear FuncPieceError FuncPieceLength FuncPieceRatio FuncPieces "
    "GUBCoverCuts GomoryPasses Heuristics IISMethod IgnoreNames ImpliedCuts ImproveStartGap ImproveStartNodes "
    "ImproveStartTime ImproveStartWork InfProofCuts InfUnbdInfo InheritParams IntFeasTol IntegralityFocus "
    "IterationLimit JSONSolDetail JobID LPWarmStart LazyConstraints LicenseID LiftProjectCuts LogFile "
    "LogToConsole MIPFocus MIPGap MIPGapAbs MIPSepCuts MIQCPMethod MIRCuts MarkowitzTol MasterKnapsackCuts "
    "MemLimit Method MinRelNodes MixingCuts ModKCuts MultiObjMethod MultiObjPre NLBarCFeasTol NLBarDFeasTol "
    "NLBarIterLimit NLBarPFeasTol NLPHeur NetworkAlg NetworkCuts NoRelHeurSolutions NoRelHeurTime NoRelHeurWork "
    "NodeLimit NodeMethod NodefileDir NodefileStart NonConvex NormAdjust NumericFocus OBBT ObjNumber "
    "ObjPassNumber ObjScale OptimalityTarget OptimalityTol OutputFlag PDHGAbsTol PDHGConvTol PDHGGPU "
    "PDHGIterLimit PDHGRelTol PSDCuts PSDTol PartitionPlace PerturbValue PoolGap PoolGapAbs PoolSearchMode "
    "PoolSolutions PreCrush PreDepRow PreDual PreMIQCPForm PrePasses PreQLinearize PreSOS1BigM PreSOS1Encoding "
    "PreSOS2BigM PreSOS2Encoding PreSparsify Presolve ProjImpliedCuts PumpPasses QCPDual Quad RINS RLTCuts Record "
    "RelaxLiftCuts ResultFile ScaleFlag ScenarioNumber Seed ServerPassword ServerTimeout SiftMethod Sifting "
    "SimplexPricing SoftMemLimit SolFiles SolutionLimit SolutionNumber SolutionTarget StartNodeLimit StartNumber "
    "StartTimeLimit StartWorkLimit StrongCGCuts SubMIPCuts SubMIPNodes Symmetry TSPort ThreadLimit Threads "
    "TimeLimit TokenServer TuneCleanup TuneCriterion TuneDynamicJobs TuneJobs TuneMetric TuneOutput TuneResults "
    "TuneTargetMIPGap TuneTargetTime TuneTimeLimit TuneTrials UpdateMode UserName VarBranch WLSAccessID WLSConfig "
    "WLSProxy WLSSecret WLSToken WLSTokenDuration WLSTokenRefresh WorkLimit WorkerPassword WorkerPool "
    "ZeroHalfCuts ZeroObjNodes"
).split():
    _sw_parameters[_sw_name_of_parameter.lower()] = _sw_name_of_parameter

_sw_parameter_defaults = {
    "TimeLimit": float("inf"),
    "MIPGap": 0.0001,
    "MIPGapAbs": 1e-10,
    "OutputFlag": 1,
    "LogToConsole": 1,
    "Threads": 0,
    "FeasibilityTol": 1e-6,
    "IntFeasTol": 1e-5,
    "OptimalityTol": 1e-6,
    "Presolve": -1,
    "Method": -1,
    "NonConvex": -1,
    "MIPFocus": 0,
    "Heuristics": 0.05,
    "Cuts": -1,
    "Seed": 0,
    "PoolSolutions": 10,
    "PoolSearchMode": 0,
    "PoolGap": float("inf"),
    "PoolGapAbs": float("inf"),
    "NodeLimit": float("inf"),
    "IterationLimit": float("inf"),
    "SolutionLimit": 2000000000,
    "WorkLimit": float("inf"),
    "MemLimit": float("inf"),
    "SoftMemLimit": float("inf"),
    "Cutoff": float("inf"),
    "BestObjStop": float("-inf"),
    "BestBdStop": float("inf"),
    "BarConvTol": 1e-8,
    "BarQCPConvTol": 1e-6,
    "BarIterLimit": 1000,
    "Symmetry": -1,
    "Aggregate": 1,
    "Crossover": -1,
    "ConcurrentMIP": 1,
    "DualReductions": 1,
    "InfUnbdInfo": 0,
    "LazyConstraints": 0,
    "PreCrush": 0,
    "NumericFocus": 0,
    "IntegralityFocus": 0,
    "LogFile": "",
    "ResultFile": "",
    "DisplayInterval": 5,
    "ScaleFlag": -1,
    "VarBranch": -1,
    "RINS": -1,
    "Quad": -1,
    "SubMIPNodes": 500,
    "ImproveStartTime": float("inf"),
    "ImproveStartGap": 0.0,
    "NoRelHeurTime": 0.0,
    "FuncNonlinear": 1,
    "FuncPieces": 0,
    "FuncPieceError": 0.001,
    "FuncPieceLength": 0.01,
    "MultiObjMethod": -1,
    "ObjNumber": 0,
    "SolutionNumber": 0,
}


def _sw_parameter(name):
    wanted = str(name).lower()
    if wanted not in _sw_parameters:
        raise _sw_fault(0, "Unknown parameter '" + str(name) + "'")
    if wanted == "scenarionumber" or wanted == "objnumber" and not _sw_is_rare_loaded[0]:
        # They choose what later calls speak of.
        _sw_unsupported("the parameter " + _sw_parameters[wanted])
    return _sw_parameters[wanted]


def _sw_parameter_value(name, value):
    if isinstance(_sw_parameter_defaults.get(_sw_parameter(name)), float):
        return _sw_real(value)
    return value


def _sw_read_parameter(holder, name):
    if name.lower() not in _sw_parameters:
        raise AttributeError("No parameter named '" + name + "'")
    known = _sw_parameters[name.lower()]
    if known in holder.given:
        return holder.given[known]
    if known in _sw_parameter_defaults:
        return _sw_parameter_defaults[known]
    _sw_unsupported("the default of the parameter " + known)
