"""The collector of memory, and what it need not look at.

Requests and batches of events make thousands of objects that go by themselves: with Python's usual thresholds the
collector looked five hundred times while a worker took six thousand attempts in, for a fifth of all that it cost.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 20, 20


def settle() -> None:
    """What is there by now stays: the collector need not look at it again, and looks seldom at what is new.

    A full look took a tenth of a second, once in a hundred requests that make many objects, and everybody waited.
    """
    gc.unfreeze()  # what has gone since the last time may go
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
