"""What a board may settle about its cards, and what holds where it settled nothing. Pure."""

from dataclasses import dataclass, field

from eigenwijs_shared.errors import Fault, Invalid, Sentence

LOWEST, HIGHEST, NARROWEST = 0.4, 0.95, 0.1
MOST_EXPLORED = 0.3
_BELOW, _ABOVE = 0.10, 0.05
"""How far the wide zone reaches beyond the zone: tasks there are offered where the zone itself has too few."""
_REACH = 0.6
"""Of the zone's width: so far from its middle a task is worth half of one in the middle."""

_TOO_NARROW: Sentence = {
    "nl": "Laat high minstens 0,1 boven low liggen: anders past er bijna niets in de zone.",
    "en": "Keep high at least 0.1 above low: otherwise hardly anything fits the zone.",
}
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Zone:
    """Between which probabilities of success a task is meant to lie."""

    low: float = 0.60
    high: float = 0.85

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def reach(self) -> float:
        return _REACH * (self.high - self.low)

    @property
    def wide_low(self) -> float:
        return self.low - _BELOW

    @property
    def wide_high(self) -> float:
        return self.high + _ABOVE

    def holds(self, expected: float) -> bool:
        return self.low <= expected <= self.high

    def nearly_holds(self, expected: float) -> bool:
        return self.wide_low <= expected <= self.wide_high

    def off(self, expected: float) -> float:
        """How much probability it lies outside the wide zone."""
        return max(self.wide_low - expected, expected - self.wide_high, 0.0)


USUAL_ZONE = Zone()


@dataclass(frozen=True, slots=True)
class CardSettings:
    """`version` 0 where the board settled nothing; `share` of the cards begin with any option of the pool alike."""

    version: int = 0
    zone: Zone = field(default=USUAL_ZONE)
    exploration: bool = True
    share: float = 0.05

    @property
    def explored(self) -> float:
        return self.share if self.exploration else 0.0


USUAL = CardSettings()


def check_zone(zone: Zone) -> None:
    """`Invalid` where it is no zone; its limits were checked by then."""
    if zone.high - zone.low < NARROWEST - _EPSILON:
        raise Invalid(faults=[Fault("#/zone", _TOO_NARROW, "zone-too-narrow")])
