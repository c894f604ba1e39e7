# Models on their way to the host. A model of a layer has `label`, `columns` (with `label`, `kind`, `lower`, `upper`,
# `position`, `line`), `rows` (with `shown`, `expression`, `lower`, `upper`, `line`), an objective (`sense`, `constant`,
# `factors`, `weights`, `products`, `line`) and `special`: constraints that no row can say.


def _sw_export(model):
    columns = [(c.label, c.kind, _sw_finite(c.lower), _sw_finite(c.upper), c.line) for c in model.columns]
    rows = []
    for row in model.rows:
        e = row.expression
        lower = _sw_finite(row.lower)
        upper = _sw_finite(row.upper)
        rows.append((row.shown, lower, upper, _sw_terms_of(model, e), _sw_squares_of(model, e), row.line))
    squares = _sw_squares_of(model, model)
    special = [made.exported(model) for made in model.special]
    terms = _sw_terms_of(model, model)
    return (model.label, columns, rows, model.sense, model.constant, terms, squares, model.line, special)


def _sw_finite(bound):
    if bound >= _sw_infinity:
        return 1e30
    if bound <= -_sw_infinity:
        return -1e30
    return bound


def _sw_position(model, factor):
    if factor.model is not model or factor.position < 0:
        raise _sw_foreign()
    return factor.position


def _sw_terms_of(model, e):
    made = []
    for i in range(len(e.factors)):
        made.append(_sw_position(model, e.factors[i]))
        made.append(e.weights[i])
    return made


def _sw_squares_of(model, e):
    if not hasattr(e, "products"):
        return []
    made = []
    for weight, first, second in e.products:
        made.extend([_sw_position(model, first), _sw_position(model, second), weight])
    return made


def _sw_ask(model, limit, again=False):
    # Status, objective, values, row activities, duals, seconds, reduced costs, prices with integers held (duals and
    # reduced costs), ranges of costs and sides. `again` is a further step of one solve of the program.
    return _sw_host("solve again" if again else "solve", _sw_export(model), limit)


def _sw_last_model():
    return _sw_export(_sw_models[-1]) if len(_sw_models) > 0 else None


def _sw_strip(e, item):
    # Removes a variable from an expression, in place.
    kept = [i for i in range(len(e.factors)) if e.factors[i] is not item]
    e.weights = [e.weights[i] for i in kept]
    e.factors = [e.factors[i] for i in kept]
    if hasattr(e, "products"):
        e.products = [product for product in e.products if product[1] is not item and product[2] is not item]


def _sw_cost_of(model, variable):
    total = 0.0
    for i in range(len(model.factors)):
        if model.factors[i] is variable:
            total += model.weights[i]
    return total


def _sw_set_cost(model, variable, cost):
    kept = [i for i in range(len(model.factors)) if model.factors[i] is not variable]
    model.weights = [model.weights[i] for i in kept] + [cost]
    model.factors = [model.factors[i] for i in kept] + [variable]


def _sw_make_special():
    class Special:
        # A constraint that no row can say; the host puts rows in its place.
        def __init__(self, model, kind, name, head, factors, numbers, line):
            self.model = model
            self.kind = kind
            self.label = name
            self.head = head
            self.factors = factors
            self.numbers = numbers
            self.line = line

        def __repr__(self):
            return _sw_special_text[0](self)

        def exported(self, model):
            head = _sw_position(model, self.head) if isinstance(self.head, _sw_Var) else self.head
            positions = [_sw_position(model, factor) for factor in self.factors]
            return (self.kind, self.label, head, positions, self.numbers, self.line)

    return Special


_sw_Special = _sw_make_special()
