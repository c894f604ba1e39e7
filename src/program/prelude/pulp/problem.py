# The problem.


def _sw_make_problem():
    class LpProblem:
        def __init__(self, name="NoName", sense=1):
            if not isinstance(name, str):
                raise TypeError("'" + _sw_type_name(name) + "' object is not a name")
            self.label = name.replace(" ", "_")
            self.direction = {"min": 1, "max": -1}.get(sense, sense)
            self.aim = None
            self.named = {}
            self.known = []
            self.last_name = 0
            self.code = 0
            self.point = 0
            self.seconds = None
            self.special = []
            self.sets1 = {}
            self.sets2 = {}
            self.elastic = None
            self.arrange()
            _sw_models.append(self)

        def __repr__(self):
            return _sw_problem_text(self)

        def arrange(self):
            # Puts the parts into the form in which the core hands models over.
            self.columns = _sw_variables(self)
            seen = {}
            for i in range(len(self.columns)):
                column = self.columns[i]
                column.model = self
                column.position = i
                if column.label in seen:
                    raise _sw_Error("Repeated variable names: {'" + column.label + "'}")
                seen[column.label] = True
            self.rows = [_sw_row(name, constraint) for name, constraint in self.named.items()]
            e = _sw_LinExpr() if self.aim is None else self.aim
            self.constant = e.constant
            self.factors = e.factors
            self.weights = e.weights
            self.sense = -1 if self.direction == -1 else 1
            self.line = None if self.aim is None else self.aim.line

        def addConstraint(self, constraint, name=None):
            _sw_add_constraint(self, constraint, name)

        def add(self, constraint, name=None):
            _sw_add_constraint(self, constraint, name)

        def setObjective(self, obj):
            if type(obj) is _sw_Var:
                obj = _sw_plus(obj, 0.0, 1.0)
            if type(obj) is not _sw_LinExpr:
                raise AttributeError("'" + _sw_type_name(obj) + "' object has no attribute 'name'")
            _sw_set_objective(self, obj, obj.label)

        def extend(self, other, use_objective=True):
            _sw_extend_rare[0](self, other, use_objective)

        def addVariable(self, variable):
            self.known.append(_sw_need_variable(variable))

        def addVariables(self, variables):
            self.known.extend([_sw_need_variable(variable) for variable in variables])

        def variables(self):
            return _sw_variables(self)

        def variablesDict(self):
            return {variable.label: variable for variable in _sw_variables(self)}

        def numVariables(self):
            return len(_sw_variables(self))

        def numConstraints(self):
            return len(self.named)

        def isMIP(self):
            return 1 if self.integral() else 0

        def integral(self):
            for variable in _sw_variables(self):
                if variable.kind != "C":
                    return True
            return len(self.sets1) + len(self.sets2) > 0

        def getSense(self):
            return self.direction

        def valid(self, eps=0):
            for constraint in self.named.values():
                if not constraint.valid(eps):
                    return False
            return True

        def roundSolution(self, epsInt=1e-5, eps=1e-7):
            for variable in _sw_variables(self):
                variable.value_now = variable.roundedValue(epsInt)

        def assignVarsVals(self, values):
            known = self.variablesDict()
            for name, value in values.items():
                known[name].value_now = value

        def writeLP(self, filename, writeSOS=1, mip=1, max_length=100):
            # There are no files in here: what would be written is dropped.
            return _sw_variables(self)

        def writeMPS(self, filename, mpsSense=0, rename=0, mip=1, with_objsense=False):
            return _sw_variables(self)

        def copy(self):
            return _sw_copy_rare[0](self, False)

        def deepcopy(self):
            return _sw_copy_rare[0](self, True)

        def setSolver(self, solver=None):
            return None

        def solve(self, solver=None, **kwargs):
            if solver is not None and type(solver) is not _sw_Solver:
                raise AttributeError("'" + _sw_type_name(solver) + "' object has no attribute 'actualSolve'")
            limit = -1.0
            if solver is not None and solver.limit is not None:
                limit = float(solver.limit)
            self.arrange()
            if len(self.sets1) + len(self.sets2) > 0:
                # The package hands them to some solvers, and to its own in a form that drops them.
                _sw_unsupported("LpProblem.sos1 and LpProblem.sos2")
            answer = _sw_ask(self, limit)
            self.code = _sw_code(answer[0], answer[2])
            self.point = {"optimal": 1, "limit": 2}.get(answer[0], self.code)
            self.seconds = answer[5]
            values = answer[2]
            for i in range(len(self.columns)):
                self.columns[i].value_now = None if values is None else values[i]
                self.columns[i].price = None if values is None else "unknown"
            self.price(answer)
            return self.code

        def price(self, answer):
            activities = answer[3]
            duals = answer[4]
            costs = answer[6]
            if duals is None and answer[7] is not None:
                # The vendor's solver prices whole numbers as if they were held where they are.
                duals = answer[7][0]
                costs = answer[7][1]
            position = 0
            for constraint in self.named.values():
                right = 0.0 - constraint.expression.constant
                constraint.rest = None if activities is None else right - activities[position]
                constraint.dual = "unknown" if activities is not None else None
                if duals is not None:
                    constraint.dual = duals[position]
                position += 1
            if duals is None:
                return
            if costs is not None:
                for i in range(len(self.columns)):
                    self.columns[i].price = costs[i]
                return
            for column in self.columns:
                column.price = _sw_cost_of(self, column)
            for i in range(len(self.rows)):
                e = self.rows[i].expression
                for j in range(len(e.factors)):
                    e.factors[j].price -= duals[i] * e.weights[j]

    class Row:
        def __init__(self, shown, expression, lower, upper, line):
            self.shown = shown
            self.expression = expression
            self.lower = lower
            self.upper = upper
            self.line = line

    class Solver:
        # Whatever solver a program asks for, the host's own answers.
        def __init__(self, label, limit):
            self.label = label
            self.limit = limit

    return LpProblem, Row, Solver


_sw_Problem, _sw_Row, _sw_Solver = _sw_make_problem()

# Filled in by what is loaded for the few programs that need it.
_sw_copy_rare = [None]
_sw_extend_rare = [None]


def _sw_row(name, constraint):
    right = 0.0 - constraint.expression.constant
    lower = right if constraint.sense >= 0 else -1e30
    upper = right if constraint.sense <= 0 else 1e30
    return _sw_Row(name, constraint.expression, lower, upper, constraint.line)


def _sw_variables(problem):
    seen = {variable: True for variable in problem.known}
    expressions = [constraint.expression for constraint in problem.named.values()]
    if problem.aim is not None:
        expressions.append(problem.aim)
    for e in expressions:
        for factor in e.factors:
            seen[factor] = True
    return sorted(seen.keys(), key=lambda variable: variable.label)


def _sw_code(word, values):
    if word == "limit":
        return 0 if values is None else 1
    return {"optimal": 1, "infeasible": -1, "unbounded": -2, "failed": -3, "refused": -1}[word]


def _sw_add_to_problem(problem, other):
    name = None
    if isinstance(other, tuple):
        other, name = other
    if other is True:
        return problem
    if other is False:
        raise TypeError("A False object cannot be passed as a constraint")
    if type(other) is _sw_Constraint:
        _sw_add_constraint(problem, other, name)
    elif type(other) is _sw_Var or type(other) is _sw_LinExpr or isinstance(other, (int, float)):
        _sw_set_objective(problem, _sw_plus(_sw_LinExpr(), other, 1.0), name)
    else:
        raise TypeError("Can only add LpConstraintVar, LpConstraint, LpAffineExpression or True objects")
    return problem


def _sw_set_objective(problem, expression, name):
    problem.aim = expression
    problem.aim.label = name
    problem.aim.line = _sw_now[0]


def _sw_add_constraint(problem, constraint, name):
    if type(constraint) is not _sw_Constraint:
        raise TypeError("Can only add LpConstraint objects")
    if name is not None:
        constraint.label = _sw_clean(name)
    if constraint.label is None:
        problem.last_name += 1
        while "_C" + str(problem.last_name) in problem.named:
            problem.last_name += 1
        constraint.label = "_C" + str(problem.last_name)
    if constraint.label in problem.named:
        raise _sw_Error("overlapping constraint names: " + constraint.label)
    constraint.line = _sw_now[0]
    constraint.rest = None
    constraint.dual = None
    problem.named[constraint.label] = constraint


def _sw_problem_text(problem):
    lines = [problem.label + ":"]
    lines.append("MAXIMIZE" if problem.direction == -1 else "MINIMIZE")
    lines.append("None" if problem.aim is None else _sw_long_text(problem.aim))
    if len(problem.named) > 0:
        lines.append("SUBJECT TO")
        for name, constraint in problem.named.items():
            text = _sw_row_text(constraint).replace("*", " ")
            lines.append(name + ": " + ("- " + text[1:] if text[0] == "-" else text))
            lines.append("")
    lines.append("VARIABLES")
    for variable in _sw_variables(problem):
        lines.append(_sw_variable_text(variable))
    return "\n".join(lines) + "\n"


def _sw_variable_text(variable):
    name = variable.label
    low = variable.low
    up = variable.up
    if low is None and up is None:
        return name + " free Continuous" if variable.kind == "C" else name + " free Integer"
    if low is not None and low == up:
        return name + " = " + _sw_shown(low) + " " + str(variable.cat)
    text = "-inf <= " if low is None else ("" if low == 0 and variable.kind == "C" else _sw_shown(low) + " <= ")
    return text + name + ("" if up is None else " <= " + _sw_shown(up)) + " " + str(variable.cat)
