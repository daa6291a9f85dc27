"""Moving the dial: pure."""

from collections.abc import Iterable, Mapping, Sequence

from eigenwijs_shared.agency import Dial, Dimension, Position


def moved(
    before: Mapping[Dimension, Position], wanted: Mapping[Dimension, Position | None]
) -> dict[Dimension, Position]:
    """What is set at a place after a move: the new positions over the old; null takes one away."""
    merged: dict[Dimension, Position | None] = {**before, **wanted}
    return {dimension: position for dimension, position in merged.items() if position is not None}


def standing(moves: Iterable[Dial]) -> list[Dial]:
    """What holds at each place: the newest of its moves."""
    return list({(move.scope_id, move.subject): move for move in sorted(moves, key=lambda one: one.version)}.values())


def set_by(dimension: Dimension, dial: Dial, moves: Sequence[Dial]) -> Dial:
    """The move that put this dimension where it stands; later moves of other dimensions are not its author."""
    position, found = dial.dimensions[dimension], dial
    here = [move for move in moves if (move.scope_id, move.subject) == (dial.scope_id, dial.subject)]
    for move in sorted(here, key=lambda one: one.version, reverse=True):
        if move.dimensions.get(dimension) != position:
            break
        found = move
    return found
