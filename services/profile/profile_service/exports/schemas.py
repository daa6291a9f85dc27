"""How much a board has here."""

from eigenwijs_shared.models import Out


class CountsOut(Out):
    """Numbers of the board as a whole; `grades` counts active learners by level, one in two levels twice."""

    schools: int
    groups: int
    educators: int
    learners: int
    learners_left: int
    parents: int
    attempts: int
    evidence: int
    agency_moves: int
    grades: dict[str, int]
