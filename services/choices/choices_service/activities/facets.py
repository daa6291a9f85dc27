"""How many of what: counts per facet from counts per combination. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from choices_service.activities.schemas import CountOut, FacetsOut

NAMES = ("form", "medium", "company", "kind", "level", "language")


def told(combinations: Sequence[Any], chosen: Mapping[str, Any], corrected: str | None) -> FacetsOut:
    """Each facet counts what all the *other* choices leave, so that it shows what another value of it would give."""
    wanted = {name: str(chosen[name]) for name in NAMES if name in chosen}
    counts: dict[str, Counter[Any]] = {name: Counter() for name in NAMES}
    total = 0
    for one in combinations:
        refused = [name for name, value in wanted.items() if str(getattr(one, name)) != value]
        total += 0 if refused else one.number
        for name in NAMES:
            if not refused or refused == [name]:
                counts[name][getattr(one, name)] += one.number
    found = {name: [CountOut(value=key, count=count) for key, count in _sorted(counts[name])] for name in NAMES}
    return FacetsOut(total=total, corrected=corrected, **found)


def _sorted(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
