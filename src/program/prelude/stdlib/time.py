# time. There is no clock: time passes by a millisecond from one question to the next, so that runs are alike.


def _sw_make_time():
    ticks = [0]

    def clock():
        ticks[0] += 1
        return ticks[0] / 1000.0

    def since_epoch():
        return 1700000000.0 + clock()

    def nothing(seconds):
        return None

    members = {"time": since_epoch, "perf_counter": clock, "monotonic": clock, "process_time": clock, "sleep": nothing}
    members["perf_counter_ns"] = lambda: int(clock() * 1000000000)
    members["time_ns"] = lambda: int(since_epoch() * 1000000000)
    return _sw_library("time", members)


_sw_std_time = _sw_make_time()
