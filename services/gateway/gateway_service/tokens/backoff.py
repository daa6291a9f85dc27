"""Who fails to sign in waits before the next try, longer each time.

Kept in this process: with N gateways a guesser gets N times as many tries, still far too few, and no database is
asked for what mostly says no.
"""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class _Tries:
    count: int
    last_at: float


class Backoff:
    """Counts tries by name; `free` of them cost nothing, then 2, 4, 8 … up to `longest_s` seconds.

    A try counts from when it begins, so that many at the same moment do not all pass; `succeeded` takes it back.
    """

    def __init__(self, *, free: int, longest_s: float, forget_s: float = 900, remembered: int = 20_000) -> None:
        self._free, self._longest_s, self._forget_s, self._remembered = free, longest_s, forget_s, remembered
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait_s(self, name: str, now: float) -> float:
        """Seconds until this name may try again; 0 when it may."""
        tries = self._tries.get(name)
        if tries is None or tries.count < self._free:
            return 0.0
        if now - tries.last_at > self._forget_s:
            del self._tries[name]
            return 0.0
        delay = min(2.0 ** (tries.count - self._free + 1), self._longest_s)
        return max(0.0, tries.last_at + delay - now)

    def tries(self, name: str, now: float) -> None:
        known = self._tries.pop(name, None)
        fresh = known is None or now - known.last_at > self._forget_s
        self._tries[name] = _Tries(1 if fresh or known is None else known.count + 1, now)
        if len(self._tries) > self._remembered:
            self._tries.popitem(last=False)

    def succeeded(self, name: str, *, forgives: bool) -> None:
        """Take back this try; `forgives` takes back all before it too."""
        known = self._tries.get(name)
        if known is None:
            return
        known.count -= 1
        if forgives or known.count <= 0:
            del self._tries[name]
