"""Boards, and who the caller is."""

from uuid import UUID

from eigenwijs_shared.auth import Role
from eigenwijs_shared.models import In, Line, Out


class BoardIn(In):
    name: Line


class BoardOut(Out):
    board_id: UUID
    name: str


class ReachOut(Out):
    """Whom the caller reaches: the whole board, or these groups, or these learners."""

    board: bool
    group_ids: list[UUID]
    learner_ids: list[UUID]


class MeOut(Out):
    subject: str
    user_id: UUID | None
    role: Role
    board_id: UUID | None
    board: BoardOut | None
    scopes: list[str]
    reach: ReachOut
