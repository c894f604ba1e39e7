# What few programs need, for all layers: loaded only where a program names a part of it.
# `_sw_rare` holds, by the name of the class, methods (called with the object first) that are read through the layer.


_sw_is_rare_loaded[0] = True


def _sw_make_extra_row():
    class ExtraRow:
        # A row that the layer adds for one solve.
        def __init__(self, shown, expression, lower, upper):
            self.shown = shown
            self.expression = expression
            self.lower = lower
            self.upper = upper
            self.line = _sw_now[0]

    return ExtraRow


_sw_ExtraRow = _sw_make_extra_row()


# Several objectives, one after the other: each level is solved with what the levels before it reached as rows.


def _sw_solve_in_order(model, levels, limit, again=False):
    # `levels`: name, linear expression and sense (1 or -1), and how much of its value later levels may give away as
    # (absolute, relative). The objective of the model is as it was afterwards; the answer is that of the last level.
    kept = (model.sense, model.constant, model.factors, model.weights, model.products, model.rows)
    answer = None
    held = []
    try:
        for level in levels:
            shown, expression, sense, tolerances = level
            model.sense = sense
            model.constant = expression.constant
            model.factors = expression.factors
            model.weights = expression.weights
            model.products = []
            answer = _sw_ask(model, limit, again or level is not levels[0])
            if answer[0] == "infeasible" and len(held) > 0:
                # Only arithmetic can miss what was reached a moment ago.
                for row in held:
                    row.lower -= 1e-6 * max(1.0, abs(row.lower))
                    row.upper += 1e-6 * max(1.0, abs(row.upper))
                answer = _sw_ask(model, limit, True)
            if answer[0] != "optimal":
                break
            held.append(_sw_level_row(shown, expression, sense, answer[1], tolerances))
            model.rows = kept[5] + held
    finally:
        model.sense = kept[0]
        model.constant = kept[1]
        model.factors = kept[2]
        model.weights = kept[3]
        model.products = kept[4]
        model.rows = kept[5]
    return answer


def _sw_level_row(shown, expression, sense, best, tolerances):
    # The default tolerance of the vendors (1e-6) is that of the arithmetic, not something to give away.
    away = max(tolerances[0], tolerances[1] * abs(best))
    away = 0.0 if away <= 1e-6 else away
    side = best + sense * away - expression.constant
    if sense > 0:
        return _sw_ExtraRow(shown, expression, -_sw_infinity, side)
    return _sw_ExtraRow(shown, expression, side, _sw_infinity)


def _sw_objective_levels(objectives, blended):
    # From (priority, weight, sense, expression, tolerances, index) to levels: those of one priority are one weighted
    # sum. `blended` makes it, with its sense.
    made = []
    for priority in sorted({entry[0]: True for entry in objectives}, reverse=True):
        members = [entry for entry in objectives if entry[0] == priority]
        name = "objective" + ",".join([str(entry[5]) for entry in members])
        expression, sense = blended(members)
        tolerances = (max([entry[4][0] for entry in members]), max([entry[4][1] for entry in members]))
        made.append((name, expression, sense, tolerances))
    return made


def _sw_weighted(members, sense):
    total = _sw_LinExpr()
    for entry in members:
        _sw_accumulate(total, entry[3], entry[1] * entry[2] * sense)
    return total, sense
