"""How a card honours what a learner needs. Pure.

- `extra-time`: shown minutes are a quarter more (`wishes.shown_minutes`).
- `short-tasks`, `less-screen`: tasks of at most 20 minutes, or offline, score higher (`scoring`: `suited`).
- `no-large-groups`: no `team` or `class`, unless that would leave no choice where the dial leaves one.
- All of them come as `supports` beside the card, so that somebody can arrange them; none is ever a reason.

Prerequisites and dial were settled before: a need only leaves out or prefers, and never lets anything in.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from eigenwijs_shared.wishes import leaves_out
from recommend_service.cards.scoring import Candidate

FEWEST = 2


class Drawn(Protocol):
    """A card's options."""

    @property
    def options(self) -> Sequence[Candidate]: ...


D = TypeVar("D", bound=Drawn)


def within(found: Sequence[Candidate], needs: Collection[str], draw: Callable[[Sequence[Candidate]], D]) -> D:
    """Drawn from what the needs allow; from everything where that gives a choice and the needs would not."""
    suitable = [one for one in found if not leaves_out(one.activity, needs)]
    if not suitable or len(suitable) == len(found):
        return draw(found)
    kept = draw(suitable)
    if len(kept.options) >= FEWEST:
        return kept
    everything = draw(found)
    return everything if len(everything.options) > len(kept.options) else kept
