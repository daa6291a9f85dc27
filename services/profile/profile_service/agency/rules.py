"""Moving the dial: pure."""

from collections.abc import Mapping

from eigenwijs_shared.agency import Dimension, Position


def moved(
    before: Mapping[Dimension, Position], wanted: Mapping[Dimension, Position | None]
) -> dict[Dimension, Position]:
    """What is set at a place after a move: the new positions over the old; null takes one away."""
    merged: dict[Dimension, Position | None] = {**before, **wanted}
    return {dimension: position for dimension, position in merged.items() if position is not None}
