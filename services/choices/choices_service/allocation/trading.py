"""Makes an outcome better for some and worse for nobody, as long as that can be done. Pure.

Only minimums make this needed. With them one may stand to gain from a module that was left out, if enough others do;
and who would leave a module may be one of those without whom it does not run.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations, islice

from choices_service.allocation.rules import Held, Market, settled, too_few

TRIALS = 30
"""Sets of modules that are tried beside those that run: to try all is hopeless in theory, and few in any school."""


def allotted(market: Market) -> tuple[Held, set[int]]:
    """(who holds what, which modules run): turns first, then whatever makes some better off and nobody worse."""
    held, running = settled(market)
    opened = reopened(market, held, running, in_turn=True)
    while opened is not None:
        held, running = traded(market, *opened), opened[1]
        opened = reopened(market, held, running, in_turn=False)
    return held, running


def traded(market: Market, held: Sequence[int | None], running: Collection[int]) -> Held:
    """After all moves along which each gets something better, and every module keeps to its numbers."""
    now = list(held)
    while moves := _round(market, now, running):
        for learner, module in moves:
            now[learner] = module
    return now


def _round(market: Market, held: Sequence[int | None], running: Collection[int]) -> list[tuple[int, int]]:
    """The moves of one chain or circle; empty when there is none.

    A chain begins at who has nothing or sits where one more than the minimum is, and ends at a free place.
    """
    ways: dict[int | None, dict[int, int]] = {}
    for learner, own in enumerate(held):
        for module in market.better(learner, held, running):
            ways.setdefault(own, {}).setdefault(module, learner)
    counts = market.counts(held)
    starts: list[int | None] = [None, *(m for m in sorted(running) if counts[m] > market.least[m])]
    free = {module for module in running if counts[module] < market.most[module]}
    return _chain(ways, starts, free) or _circle(ways)


def _chain(
    ways: dict[int | None, dict[int, int]], starts: Sequence[int | None], free: Collection[int]
) -> list[tuple[int, int]]:
    came: dict[int | None, tuple[int | None, int] | None] = dict.fromkeys(starts)
    waiting = deque(starts)
    while waiting:
        place = waiting.popleft()
        for module, learner in ways.get(place, {}).items():
            if module in free:
                return [*_path(came, place), (learner, module)]
            if module not in came:
                came[module] = (place, learner)
                waiting.append(module)
    return []


def _path(came: dict[int | None, tuple[int | None, int] | None], place: int | None) -> list[tuple[int, int]]:
    moves: list[tuple[int, int]] = []
    while (step := came[place]) is not None:
        assert place is not None  # noqa: S101 - only modules are come to
        moves.append((step[1], place))
        place = step[0]
    return moves[::-1]


def _circle(ways: dict[int | None, dict[int, int]]) -> list[tuple[int, int]]:
    """Depth first; a module is left for good when nothing behind it leads round."""
    done: set[int] = set()
    for start in sorted(place for place in ways if place is not None):
        path: dict[int, int] = {}
        stack: list[tuple[int, Iterator[tuple[int, int]]]] = [] if start in done else [_opened(ways, start)]
        while stack:
            place, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                done.add(place)
                path.pop(place, None)
                continue
            module, learner = following
            path[place] = learner
            if any(module == one for one, _ in stack):
                walked = [one for one, _ in stack]
                circle = walked[walked.index(module) :]
                return [(path[one], after) for one, after in zip(circle, [*circle[1:], module], strict=True)]
            if module not in done:
                stack.append(_opened(ways, module))
    return []


def _opened(ways: dict[int | None, dict[int, int]], place: int) -> tuple[int, Iterator[tuple[int, int]]]:
    return place, iter(ways.get(place, {}).items())


def reopened(
    market: Market, held: Sequence[int | None], running: Collection[int], *, in_turn: bool
) -> tuple[Held, set[int]] | None:
    """The same with other modules running, better for some and worse for nobody; None when none was found.

    What was taken `in_turn` cannot be bettered by leaving modules out alone.
    """
    everywhere = {module for module, most in enumerate(market.most) if most > 0}
    eager = [sorted(market.better(learner, held, everywhere)) for learner in range(len(held))]
    gaining = [0] * len(market.most)
    for modules in eager:
        for module in modules:
            gaining[module] += 1
    doubtful = [m for m in sorted(everywhere - set(running)) if 0 < market.least[m] <= gaining[m]]
    if in_turn and not doubtful:
        return None
    given_up = [m for m in sorted(running) if all(eager[i] for i, own in enumerate(held) if own == m)]
    for new, old in islice(_sets(doubtful, given_up, int(in_turn)), TRIALS):
        tried = _moved(market, held, (set(running) | set(new)) - set(old))
        if tried is not None:
            return tried, (set(running) | set(new)) - set(old)
    return None


def _sets(new: Sequence[int], old: Sequence[int], fewest: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which to open and which to leave out for them, few before many."""
    for size in range(1, len(new) + len(old) + 1):
        for opened in range(fewest, min(size, len(new)) + 1):
            for some in combinations(new, opened):
                yield from ((some, gone) for gone in combinations(old, size - opened))


def _moved(market: Market, held: Sequence[int | None], running: set[int]) -> Held | None:
    """Everybody at least as well off, every module of `running` with its numbers; None where that cannot be.

    A way to give all these modules their minimum, and one to give a place to all who had one, make one that does both
    (Mendelsohn and Dulmage 1958): so first the one, then the other without undoing it.
    """
    seats = _Seats(market, held, running)
    for module in too_few(market, seats.held, running):
        for _ in range(market.least[module] - seats.counts[module]):
            if not seats.fill(module, set()):
                return None
    for learner, own in enumerate(held):
        if own is not None and seats.held[learner] is None and not seats.place(learner, set()):
            return None
    return seats.held


class _Seats:
    """An outcome in the making, by paths along which learners make way for each other."""

    def __init__(self, market: Market, held: Sequence[int | None], running: set[int]) -> None:
        self._market = market
        self._due = [own is not None for own in held]
        self.held: Held = [own if own in running else None for own in held]
        self.counts = market.counts(self.held)
        self._takes = [
            [*market.better(learner, held, running), *([own] if own is not None and own in running else [])]
            for learner, own in enumerate(held)
        ]
        self._takers: dict[int, list[int]] = {}
        for learner, modules in enumerate(self._takes):
            for module in modules:
                self._takers.setdefault(module, []).append(learner)

    def fill(self, module: int, seen: set[int]) -> bool:
        """One learner more here, and nowhere one too few."""
        seen.add(module)
        away = [learner for learner in self._takers.get(module, ()) if self.held[learner] != module]
        for learner in chain(*([i for i in away if (self.held[i] is None) is nobody] for nobody in (True, False))):
            own = self.held[learner]
            if own is None or self.counts[own] > self._market.least[own]:
                self._put(learner, module)
                return True
            if own not in seen and self.fill(own, seen):
                self._put(learner, module)
                return True
        return False

    def place(self, learner: int, seen: set[int]) -> bool:
        """A place for this learner, at most instead of somebody who had none before."""
        for module in self._takes[learner]:
            if module in seen:
                continue
            seen.add(module)
            if self.counts[module] < self._market.most[module]:
                self._put(learner, module)
                return True
            for other in [i for i in self._takers[module] if self.held[i] == module]:
                if not self._due[other]:
                    self._put(other, None)
                    self._put(learner, module)
                    return True
                if self.place(other, seen):
                    self._put(learner, module)
                    return True
        return False

    def _put(self, learner: int, module: int | None) -> None:
        own = self.held[learner]
        if own is not None:
            self.counts[own] -= 1
        if module is not None:
            self.counts[module] += 1
        self.held[learner] = module
