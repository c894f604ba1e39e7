# fractions.


def _sw_common_divisor(a, b):
    while b != 0:
        a, b = b, a % b
    return abs(a)


def _sw_fraction_parts(value):
    # Numerator and denominator, or None.
    if isinstance(value, int):
        return int(value), 1
    if isinstance(value, _sw_Fraction):
        return value.numerator, value.denominator
    return None


def _sw_fraction_of_text(text):
    text = text.strip().replace("_", "")
    if "/" in text:
        top, bottom = text.split("/")
        return int(top), int(bottom)
    power = 0
    if "e" in text.lower():
        text, exponent = text.lower().split("e")
        power = int(exponent)
    whole, _, rest = text.partition(".")
    top = int(whole + rest)
    power -= len(rest)
    return (top * 10**power, 1) if power >= 0 else (top, 10**-power)


def _sw_make_fraction():
    class Fraction:
        def __init__(self, numerator=0, denominator=None):
            if denominator is None and isinstance(numerator, str):
                top, bottom = _sw_fraction_of_text(numerator)
            elif denominator is None and isinstance(numerator, float):
                top = numerator
                bottom = 1
                while top != int(top):
                    top *= 2.0
                    bottom *= 2
                top = int(top)
            else:
                first = _sw_fraction_parts(numerator)
                second = _sw_fraction_parts(1 if denominator is None else denominator)
                if first is None or second is None:
                    raise TypeError("both arguments should be Rational instances")
                top = first[0] * second[1]
                bottom = first[1] * second[0]
            if bottom == 0:
                raise ZeroDivisionError("Fraction(" + str(top) + ", 0)")
            if bottom < 0:
                top = -top
                bottom = -bottom
            common = _sw_common_divisor(top, bottom)
            self.numerator = top // common
            self.denominator = bottom // common

        def __str__(self):
            if self.denominator == 1:
                return str(self.numerator)
            return str(self.numerator) + "/" + str(self.denominator)

        def __repr__(self):
            return "Fraction(" + str(self.numerator) + ", " + str(self.denominator) + ")"

        def __float__(self):
            return self.numerator / self.denominator

        def __int__(self):
            return -(-self.numerator // self.denominator) if self.numerator < 0 else self.numerator // self.denominator

        def __floor__(self):
            return self.numerator // self.denominator

        def __ceil__(self):
            return -(-self.numerator // self.denominator)

        def __round__(self, digits=0):
            if digits != 0:
                return Fraction(round(Fraction(self.numerator * 10**digits, self.denominator)), 10**digits)
            whole = self.numerator // self.denominator
            rest = 2 * (self.numerator - whole * self.denominator)
            if rest > self.denominator or (rest == self.denominator and whole % 2 == 1):
                return whole + 1
            return whole

        def __bool__(self):
            return self.numerator != 0

        def __hash__(self):
            return hash(self.numerator) if self.denominator == 1 else hash((self.numerator, self.denominator))

        def __neg__(self):
            return Fraction(-self.numerator, self.denominator)

        def __abs__(self):
            return Fraction(abs(self.numerator), self.denominator)

        def __pow__(self, power):
            if not isinstance(power, int):
                return _sw_pow(float(self.__float__()), power)
            if power >= 0:
                return Fraction(self.numerator**power, self.denominator**power)
            return Fraction(self.denominator**-power, self.numerator**-power)

        def __eq__(self, other):
            if isinstance(other, float):
                other = Fraction(other)
            parts = _sw_fraction_parts(other)
            return parts is not None and parts[0] == self.numerator and parts[1] == self.denominator

        def __ne__(self, other):
            return not self.__eq__(other)

        def limit_denominator(self, limit=1000000):
            if self.denominator <= limit:
                return Fraction(self)
            p0, q0, p1, q1 = 0, 1, 1, 0
            n, d = self.numerator, self.denominator
            while True:
                a = n // d
                q2 = q0 + a * q1
                if q2 > limit:
                    break
                p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
                n, d = d, n - a * d
            k = (limit - q0) // q1
            one = Fraction(p0 + k * p1, q0 + k * q1)
            other = Fraction(p1, q1)
            if _sw_le(_sw_absolute(_sw_sub(other, self)), _sw_absolute(_sw_sub(one, self))):
                return other
            return one

    return Fraction


_sw_Fraction = _sw_make_fraction()


def _sw_fraction_operation(name, exact, rough):
    def forward(self, other):
        if isinstance(other, float):
            return rough(self.__float__(), other)
        parts = _sw_fraction_parts(other)
        if parts is None:
            return NotImplemented
        return exact(self.numerator, self.denominator, parts[0], parts[1])

    def backward(self, other):
        if isinstance(other, float):
            return rough(other, self.__float__())
        parts = _sw_fraction_parts(other)
        if parts is None:
            return NotImplemented
        return exact(parts[0], parts[1], self.numerator, self.denominator)

    setattr(_sw_Fraction, "__" + name + "__", forward)
    setattr(_sw_Fraction, "__r" + name + "__", backward)


_sw_fraction_operation("add", lambda a, b, c, d: _sw_Fraction(a * d + b * c, b * d), lambda x, y: x + y)
_sw_fraction_operation("sub", lambda a, b, c, d: _sw_Fraction(a * d - b * c, b * d), lambda x, y: x - y)
_sw_fraction_operation("mul", lambda a, b, c, d: _sw_Fraction(a * c, b * d), lambda x, y: x * y)
_sw_fraction_operation("truediv", lambda a, b, c, d: _sw_Fraction(a * d, b * c), lambda x, y: x / y)
_sw_fraction_operation("floordiv", lambda a, b, c, d: (a * d) // (b * c), lambda x, y: x // y)
_sw_fraction_operation("mod", lambda a, b, c, d: _sw_Fraction((a * d) % (b * c), b * d), lambda x, y: x % y)
_sw_fraction_operation("lt", lambda a, b, c, d: a * d < b * c, lambda x, y: x < y)
_sw_fraction_operation("le", lambda a, b, c, d: a * d <= b * c, lambda x, y: x <= y)
_sw_fraction_operation("gt", lambda a, b, c, d: a * d > b * c, lambda x, y: x > y)
_sw_fraction_operation("ge", lambda a, b, c, d: a * d >= b * c, lambda x, y: x >= y)

_sw_std_fractions = _sw_library("fractions", {"Fraction": _sw_Fraction})
