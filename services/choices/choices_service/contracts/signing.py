"""Whose signature it is, and what it does to a contract. Pure."""

from typing import Any, Literal

from choices_service.contracts.problems import NotYours, RevisionPast, SignedByAnother, Withdrawn
from eigenwijs_shared.auth import Principal

Side = Literal["learner", "educator"]


def side_of(caller: Principal, *, for_learner: bool) -> Side:
    """Which of the two signs: an educator may do so for a learner who signed on paper."""
    if caller.role == "learner":
        return "learner"
    if caller.role == "educator":
        return "learner" if for_learner else "educator"
    raise NotYours


def is_signed_so(row: Any, side: Side, revision: int, caller: Principal) -> bool:
    """Does this very signature stand already? Else it can be set, or the problem says why not."""
    if row.state == "withdrawn":
        raise Withdrawn
    if row.revision != revision:
        raise RevisionPast(revision=row.revision)
    by = row.learner_signed_by if side == "learner" else row.educator_signed_by
    if by is None:
        return False
    if side == "educator" and by != caller.subject:
        raise SignedByAnother
    return True


def signed_by_both(row: Any, side: Side) -> bool:
    """Is this the second of the two?"""
    return bool(row.educator_signed_at if side == "learner" else row.learner_signed_at)
