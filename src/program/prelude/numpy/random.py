# numpy.random: the older interface, drawn from the host's Mersenne Twister as numpy draws.


def _sw_make_numpy_random():
    log = _sw_std_math.log

    class RandomState:
        def __init__(self, seed=None):
            self.source = None
            if seed is not None:
                self.seed(seed)

        def seed(self, seed=None):
            if seed is None:
                self.source = None
                return
            if not isinstance(seed, int):
                _sw_unsupported("numpy.random.seed of what is no integer")
            if seed < 0 or seed > 4294967295:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self.source = _sw_host("random", "new", int(seed))

        def draw(self, what, count):
            if self.source is None:
                _sw_unsupported("random numbers without a seed")
            return _sw_host("random", what, self.source, count)

        def shaped(self, size, make):
            # `make(n)` gives a list of n numbers.
            if size is None:
                return make(1)[0]
            shape = _sw_nd_shape_of(size)
            return _sw_nd_wrap_as(make(_sw_nd_size(shape)), shape)

        def floats(self, count):
            return self.draw("floats", count)

        def random_sample(self, size=None):
            return self.shaped(size, self.floats)

        def random(self, size=None):
            return self.shaped(size, self.floats)

        def rand(self, *shape):
            return self.shaped(None if len(shape) == 0 else shape, self.floats)

        def spread(self, size, first, second, make):
            # Parameters that are arrays go item by item.
            if isinstance(first, (list, tuple, _sw_ndarray)) or isinstance(second, (list, tuple, _sw_ndarray)):
                a = _sw_nd_as(first)
                b = _sw_nd_as(second)
                shape = _sw_nd_join(a.shape, b.shape)
                shape = shape if size is None else _sw_nd_shape_of(size)
                xs = _sw_nd_items(_sw_nd_broadcast(a, shape))
                ys = _sw_nd_items(_sw_nd_broadcast(b, shape))
                data = [make(x, y, 1)[0] for x, y in zip(xs, ys)]
                return _sw_nd_wrap_as(data, shape)
            return self.shaped(size, lambda n: make(first, second, n))

        def uniform(self, low=0.0, high=1.0, size=None):
            def make(a, b, n):
                width = b - a
                return [a + width * x for x in self.floats(n)]

            return self.spread(size, low, high, make)

        def normal(self, loc=0.0, scale=1.0, size=None):
            def make(a, b, n):
                return [a + b * x for x in self.draw("normal", n)]

            return self.spread(size, loc, scale, make)

        def standard_normal(self, size=None):
            return self.shaped(size, lambda n: self.draw("normal", n))

        def randn(self, *shape):
            return self.shaped(None if len(shape) == 0 else shape, lambda n: self.draw("normal", n))

        def exponential(self, scale=1.0, size=None):
            return self.shaped(size, lambda n: [scale * -log(1.0 - x) for x in self.floats(n)])

        def below(self, most):
            # An integer from 0 to `most`, by rejection under a mask.
            if most == 0:
                return 0
            mask = 2 ** len(bin(most)[2:]) - 1
            if most > 4294967295:
                while True:
                    high, low = self.draw("words", 2)
                    value = ((high << 32) | low) & mask
                    if value <= most:
                        return value
            while True:
                value = self.draw("words", 1)[0] & mask
                if value <= most:
                    return value

        def randint(self, low, high=None, size=None, dtype=int):
            if high is None:
                low, high = 0, low

            def make(a, b, n):
                a = int(a)
                b = int(b)
                if a >= b:
                    raise ValueError("low >= high")
                return [a + self.below(b - a - 1) for _ in range(n)]

            return self.spread(size, low, high, make)

        def shuffle(self, x):
            for i in reversed(range(1, _sw_len(x))):
                j = self.below(i)
                kept = _sw_item(x, i)
                if isinstance(kept, _sw_ndarray):
                    kept = _sw_nd_copy(kept)
                _sw_set_item(x, i, _sw_item(x, j))
                _sw_set_item(x, j, kept)

        def permutation(self, x):
            if isinstance(x, int):
                made = _sw_nd_arange(x)
            else:
                made = _sw_nd_array(x)
                if len(made.shape) > 1:
                    _sw_unsupported("numpy.random.permutation of rows")
            self.shuffle(made)
            return made

        def choice(self, a, size=None, replace=True, p=None):
            pool = _sw_nd_arange(a) if isinstance(a, int) else _sw_nd_as(a)
            if len(pool.shape) != 1:
                raise ValueError("a must be 1-dimensional")
            items = _sw_nd_items(pool)
            n = len(items)
            if n == 0:
                raise ValueError("a must be non-empty")

            def shaped(make):
                if size is None:
                    return items[make(1)[0]]
                shape = _sw_nd_shape_of(size)
                return _sw_ndarray([items[i] for i in make(_sw_nd_size(shape))], shape, pool.kind)

            if p is not None:
                if not replace:
                    _sw_unsupported("numpy.random.choice with p and without replacement")
                weights = [float(x) for x in _sw_nd_items(_sw_nd_as(p))]
                if len(weights) != n:
                    raise ValueError("'a' and 'p' must have same size")
                if abs(_sw_std_math.fsum(weights) - 1.0) > 1e-8:
                    raise ValueError("probabilities do not sum to 1")
                steps = _sw_nd_running(weights, lambda x, y: x + y)
                steps = [step / steps[-1] for step in steps]

                def weighted(count):
                    made = []
                    for x in self.floats(count):
                        i = 0
                        while i < n - 1 and steps[i] <= x:
                            i += 1
                        made.append(i)
                    return made

                return shaped(weighted)
            if replace:
                return shaped(lambda count: [self.below(n - 1) for _ in range(count)])

            def without(count):
                if count > n:
                    raise ValueError("Cannot take a larger sample than population when 'replace=False'")
                return _sw_nd_items(self.permutation(n))[:count]

            return shaped(without)

    one = RandomState()
    members = {"RandomState": RandomState}
    names = "seed random_sample random rand uniform normal standard_normal randn exponential randint shuffle permutation "
    names += "choice"
    for name in names.split(" "):
        members[name] = getattr(one, name)
    members["sample"] = one.random_sample
    members["ranf"] = one.random_sample
    return _sw_library("numpy.random", members)


def _sw_nd_wrap_as(data, shape):
    return _sw_ndarray(data, shape, _sw_nd_common(data))


_sw_std_numpy_random = _sw_make_numpy_random()
