"""What is true of a board when a paper is made: read from its tables, so that no paper says what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RegisterState:
    """`sound` None: not checked for this paper, as that reads all of it."""

    entries: int
    first_at: datetime | None
    last_at: datetime | None
    days: int
    sound: bool | None = None
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """The board's own pause of the recommender; `until` None: until somebody ends it."""

    since: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a subgroup that the board named lies from the others; `size` None: too few to say."""

    subgroup: str
    kind: str
    learners: int
    size: float | None
    limit: float
    verdict: str


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """Which model makes the estimates; `fitted` False: that of day one, and figures there are none.

    `second_layer` is the share that its second layer has in a prediction, `attempts` how many it was fitted on.
    """

    version: str
    constants: Mapping[str, float]
    fitted: bool = False
    second_layer: float = 0.0
    attempts: int = 0
    since: datetime | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """`counted` are numbers of rows; `overrides` by (kind, scope), `watches` by kind: (open now, opened ever)."""

    board_id: UUID
    board_name: str
    made_at: datetime
    counted: Mapping[str, int]
    register: RegisterState
    model: ModelInUse
    zone: tuple[float, float]
    """Between which chances of success tasks are meant to lie."""
    stop: Stop | None
    overrides: Mapping[tuple[str, str], int]
    dials: Sequence[tuple[str, str, str]]
    """(subject, empty for all; dimension; position) as the board set them."""
    dials_elsewhere: int
    watches: Mapping[str, tuple[int, int]]
    objections: Mapping[str, int] | None
    """By how they stand; None where this version keeps none."""
    own_settings: Sequence[tuple[str, str, str]]
    """(table, column, value) of what the board settled itself."""
