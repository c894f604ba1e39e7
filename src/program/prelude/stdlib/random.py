# random: Python's own algorithms over the host's Mersenne Twister.


def _sw_random_key(seed):
    # What Python makes of a seed: the absolute value in words of 32 bits.
    if isinstance(seed, bool):
        seed = int(seed)
    if isinstance(seed, float):
        # Python's hash of a float: modulo 2**61 - 1, where dividing by two is a rotation.
        top = seed
        halves = 0
        while top != int(top):
            top *= 2.0
            halves += 1
        seed = abs(int(top)) * 2 ** ((61 - halves % 61) % 61) % (2**61 - 1)
    if not isinstance(seed, int):
        _sw_unsupported("random.seed of " + _sw_type_name(seed))
    seed = abs(seed)
    words = []
    while seed > 0:
        words.append(seed & 0xFFFFFFFF)
        seed >>= 32
    return words if len(words) > 0 else [0]


def _sw_make_random():
    import math

    log = math.log
    exp = math.exp
    sqrt = math.sqrt
    cos = math.cos
    sin = math.sin
    four_e = 4 * exp(-0.5) / sqrt(2.0)
    log4 = log(4.0)
    magic = 1.0 + log(4.5)

    class Random:
        def __init__(self, seed=None):
            self.source = None
            self.spare = None
            self.waiting = []
            if seed is not None:
                self.seed(seed)

        def seed(self, a=None, version=2):
            self.spare = None
            self.waiting = []
            if isinstance(a, str):
                self.source = _sw_host("random", "new", a)
            else:
                self.source = None if a is None else _sw_host("random", "new", _sw_random_key(a))

        def words(self, count):
            # Words are asked for in batches; each is used once and in order.
            if self.source is None:
                _sw_unsupported("random numbers without a seed")
            while len(self.waiting) < count:
                more = _sw_host("random", "words", self.source, 64)
                more.reverse()
                self.waiting = more + self.waiting
            return [self.waiting.pop() for _ in range(count)]

        def random(self):
            high, low = self.words(2)
            return ((high >> 5) * 67108864.0 + (low >> 6)) / 9007199254740992.0

        def getrandbits(self, k):
            made = 0
            shift = 0
            while k > 0:
                word = self.words(1)[0]
                if k < 32:
                    word >>= 32 - k
                made |= word << shift
                shift += 32
                k -= 32
            return made

        def below(self, n):
            k = len(bin(n)) - 2
            made = self.getrandbits(k)
            while made >= n:
                made = self.getrandbits(k)
            return made

        def randrange(self, start, stop=None, step=1):
            if stop is None:
                if start <= 0:
                    raise ValueError("empty range for randrange()")
                return self.below(start)
            width = stop - start
            if step == 1:
                if width <= 0:
                    raise ValueError("empty range for randrange() (%d, %d, %d)".replace("%d", "{}").format(start, stop, width))
                return start + self.below(width)
            count = (width + step - 1) // step if step > 0 else (width + step + 1) // step
            if count <= 0:
                raise ValueError("empty range for randrange()")
            return start + step * self.below(count)

        def randint(self, a, b):
            return self.randrange(a, b + 1)

        def uniform(self, a, b):
            return a + (b - a) * self.random()

        def choice(self, seq):
            size = _sw_sized(seq)
            if size == 0:
                raise IndexError("Cannot choose from an empty sequence")
            return _sw_item(seq, self.below(size))

        def choices(self, population, weights=None, *, cum_weights=None, k=1):
            n = _sw_sized(population)
            if weights is None and cum_weights is None:
                return [_sw_item(population, int(self.random() * (n + 0.0))) for _ in range(k)]
            if cum_weights is None:
                cum_weights = []
                total = 0
                for weight in weights:
                    total += weight
                    cum_weights.append(total)
            if len(cum_weights) != n:
                raise ValueError("The number of weights does not match the population")
            total = cum_weights[-1] + 0.0
            if total <= 0.0:
                raise ValueError("Total of weights must be greater than zero")
            made = []
            for _ in range(k):
                at = self.random() * total
                low = 0
                high = n - 1
                while low < high:
                    middle = (low + high) // 2
                    if at < cum_weights[middle]:
                        high = middle
                    else:
                        low = middle + 1
                made.append(_sw_item(population, low))
            return made

        def shuffle(self, x):
            for i in reversed(range(1, _sw_sized(x))):
                j = self.below(i + 1)
                kept = _sw_item(x, i)
                _sw_set_item(x, i, _sw_item(x, j))
                _sw_set_item(x, j, kept)

        def sample(self, population, k, *, counts=None):
            if counts is not None:
                _sw_unsupported("random.sample with counts")
            if isinstance(population, (set, dict)):
                raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
            n = _sw_sized(population)
            if not 0 <= k <= n:
                raise ValueError("Sample larger than population or is negative")
            made = []
            largest = 21
            if k > 5:
                power = 1
                while power < k * 3:
                    power *= 4
                largest += power
            if n <= largest:
                pool = [_sw_item(population, i) for i in range(n)]
                for i in range(k):
                    j = self.below(n - i)
                    made.append(pool[j])
                    pool[j] = pool[n - i - 1]
            else:
                taken = set()
                for _ in range(k):
                    j = self.below(n)
                    while j in taken:
                        j = self.below(n)
                    taken.add(j)
                    made.append(_sw_item(population, j))
            return made

        def gauss(self, mu=0.0, sigma=1.0):
            z = self.spare
            self.spare = None
            if z is None:
                angle = self.random() * 6.283185307179586
                radius = sqrt(-2.0 * log(1.0 - self.random()))
                z = cos(angle) * radius
                self.spare = sin(angle) * radius
            return mu + z * sigma

        def normalvariate(self, mu=0.0, sigma=1.0):
            while True:
                first = self.random()
                second = 1.0 - self.random()
                z = four_e * (first - 0.5) / second
                if z * z / 4.0 <= -log(second):
                    return mu + z * sigma

        def lognormvariate(self, mu=0.0, sigma=1.0):
            return exp(self.normalvariate(mu, sigma))

        def expovariate(self, lambd=1.0):
            return -log(1.0 - self.random()) / lambd

        def triangular(self, low=0.0, high=1.0, mode=None):
            u = self.random()
            if high == low:
                return low
            c = 0.5 if mode is None else (mode - low) / (high - low)
            if u > c:
                u = 1.0 - u
                c = 1.0 - c
                low, high = high, low
            return low + (high - low) * sqrt(u * c)

        def gammavariate(self, alpha, beta):
            if alpha <= 0.0 or beta <= 0.0:
                raise ValueError("gammavariate: alpha and beta must be > 0.0")
            if alpha > 1.0:
                ainv = sqrt(2.0 * alpha - 1.0)
                bbb = alpha - log4
                ccc = alpha + ainv
                while True:
                    u1 = self.random()
                    if not 1e-7 < u1 < 0.9999999:
                        continue
                    u2 = 1.0 - self.random()
                    v = log(u1 / (1.0 - u1)) / ainv
                    x = alpha * exp(v)
                    z = u1 * u1 * u2
                    r = bbb + ccc * v - x
                    if r + magic - 4.5 * z >= 0.0 or r >= log(z):
                        return x * beta
            if alpha == 1.0:
                return -log(1.0 - self.random()) * beta
            while True:
                u = self.random()
                b = (2.718281828459045 + alpha) / 2.718281828459045
                p = b * u
                x = p ** (1.0 / alpha) if p <= 1.0 else -log((b - p) / alpha)
                u1 = self.random()
                if p > 1.0:
                    if u1 <= x ** (alpha - 1.0):
                        break
                elif u1 <= exp(-x):
                    break
            return x * beta

        def betavariate(self, alpha, beta):
            y = self.gammavariate(alpha, 1.0)
            return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

        def paretovariate(self, alpha):
            return (1.0 - self.random()) ** (-1.0 / alpha)

        def weibullvariate(self, alpha, beta):
            return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)

    one = Random()
    members = {"Random": Random}
    names = "seed random getrandbits randrange randint uniform choice choices shuffle sample gauss normalvariate "
    names += "lognormvariate expovariate triangular gammavariate betavariate paretovariate weibullvariate"
    for name in names.split(" "):
        members[name] = getattr(one, name)
    return _sw_library("random", members)


def _sw_sized(seq):
    own = None if isinstance(seq, (list, tuple, str, range)) else getattr(type(seq), "__len__", None)
    return len(seq) if own is None else own(seq)


_sw_std_random = _sw_make_random()
