# datetime. The interpreter has it; only the clock is not the program's to read.


def _sw_make_datetime():
    import datetime

    return _sw_library("datetime", _sw_members(datetime, "date datetime time timedelta timezone MINYEAR MAXYEAR"))


_sw_std_datetime = _sw_make_datetime()


def _sw_microseconds(span):
    return (span.days * 86400 + span.seconds) * 1000000 + span.microseconds


def _sw_make_span_division():
    import datetime

    def divide(a, b):
        if isinstance(a, datetime.timedelta) and isinstance(b, datetime.timedelta):
            return _sw_microseconds(a) / _sw_microseconds(b)
        return NotImplemented

    return divide


_sw_divide_spans[0] = _sw_make_span_division()
