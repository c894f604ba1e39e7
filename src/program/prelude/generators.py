# Generator functions: the rewriter cuts the body into states of `step`, which gets the state and what was sent, and says
# the next state, whether there is a value, and the value.


def _sw_make_generator():
    class generator:
        def __init__(self, step):
            self.step = step
            self.state = 0

        def __iter__(self):
            return self

        def __next__(self):
            return self.send(None)

        def send(self, given):
            while self.state >= 0:
                state = self.state
                # A body that raises is at its end.
                self.state = -1
                following, has_value, value = self.step(state, given)
                self.state = following
                given = None
                if has_value:
                    return value
            raise StopIteration

        def close(self):
            self.state = -1

        def throw(self, *given):
            _sw_unsupported("throw into a generator")

    return generator


_sw_Generator = _sw_make_generator()
