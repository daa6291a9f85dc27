"""What is true of a board when a paper is made: read from its tables, so that no paper says what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from recommend_service.card_settings.rules import CardSettings
from recommend_service.models.rules import Limits
from recommend_service.models.schemas import ModelOut
from recommend_service.objections.schemas import FigureOut


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
class ModelInUse:
    """Which model makes the estimates; `fitted` False: that of day one.

    `promoted` is the version that people put to use (another one where its file is damaged), `second_layer` the share
    that the second layer has in a prediction, `trees` how many add to it, `listed` how the registry shows it, and
    `waiting` how many others are ready.
    """

    version: str
    fitted: bool
    promoted: str
    constants: Mapping[str, float]
    second_layer: float
    trees: int
    limits: Limits
    subgroups: Sequence[str]
    listed: ModelOut
    waiting: int


@dataclass(frozen=True, slots=True)
class Running:
    """`counted` are numbers of rows; `overrides` by (kind, scope), `watches` by kind: (open now, opened ever)."""

    board_id: UUID
    board_name: str
    made_at: datetime
    counted: Mapping[str, int]
    register: RegisterState
    model: ModelInUse
    cards: CardSettings
    stop: Stop | None
    overrides: Mapping[tuple[str, str], int]
    dials: Sequence[tuple[str, str, str]]
    """(subject, empty for all; dimension; position) as the board set them."""
    dials_elsewhere: int
    watches: Mapping[str, tuple[int, int]]
    objections: FigureOut
    own_settings: Sequence[tuple[str, str, str]]
    """(table, column, value) of what the board settled itself."""
