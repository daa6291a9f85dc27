"""Who gets which module in one period: everybody in turn takes the best that is left. Pure; numbers stand for ids.

Serial dictatorship (Svensson 1999): with the order given, nobody gets more by saying anything but the truth, and nobody
can be given better without somebody else losing. Minimums are met by leaving modules out, and by nothing else: nobody
is sent to a module to make it run. Which modules run is then as large a set as can be, for with one module more there
are fewer in every other, so a set that can run can also run without any one of its modules.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Held = list[int | None]
"""By learner, the module; None without one."""


@dataclass(frozen=True, slots=True)
class Market:
    """Learners are numbered in the order of their turns, modules in the order in which they are offered.

    `lists` has of each learner the modules that it wishes for and may take, best first; a module runs with at least
    `least` and at most `most` learners.
    """

    lists: Sequence[Sequence[int]]
    least: Sequence[int]
    most: Sequence[int]

    def counts(self, held: Sequence[int | None]) -> list[int]:
        """By module, how many learners have it."""
        found = [0] * len(self.most)
        for module in held:
            if module is not None:
                found[module] += 1
        return found

    def better(self, learner: int, held: Sequence[int | None], running: Collection[int]) -> list[int]:
        """What this learner would rather have than what it holds, of what runs, best first."""
        wished, own = self.lists[learner], held[learner]
        ahead = wished[: wished.index(own)] if own in wished else wished
        return [module for module in ahead if module in running]


def taken_in_turn(market: Market, running: Collection[int]) -> Held:
    """Each in turn takes the best that runs and still has a place."""
    left = [market.most[module] if module in running else 0 for module in range(len(market.most))]
    held: Held = []
    for wished in market.lists:
        own = next((module for module in wished if left[module]), None)
        if own is not None:
            left[own] -= 1
        held.append(own)
    return held


def settled(market: Market) -> tuple[Held, set[int]]:
    """(who holds what, which modules run), every one of these with its minimum.

    As long as a module has too few learners, the one that lacks most is left out and all take their turns anew; then
    each that was left out comes back if all have enough with it too. Of equals the one goes that fewest wish for.
    """
    wished = [0] * len(market.most)
    for mine in market.lists:
        for module in mine:
            wished[module] += 1
    running = {module for module, most in enumerate(market.most) if most > 0}
    left_out: list[int] = []
    held = taken_in_turn(market, running)
    while short := too_few(market, held, running):
        counts = market.counts(held)
        worst = min(short, key=lambda module: (counts[module] - market.least[module], wished[module], -module))
        running.remove(worst)
        left_out.append(worst)
        held = taken_in_turn(market, running)
    for module in reversed(left_out):
        tried = taken_in_turn(market, running | {module})
        if not too_few(market, tried, running | {module}):
            held, running = tried, running | {module}
    return held, running


def too_few(market: Market, held: Sequence[int | None], running: Collection[int]) -> list[int]:
    """The modules that are to run and have not enough learners."""
    counts = market.counts(held)
    return [module for module in sorted(running) if counts[module] < market.least[module]]
