"""Whose challenges the caller may come near, and see."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from sqlalchemy import Row

from choices_service.challenges import store
from choices_service.challenges.problems import UnknownChallenge, WhoseChallenge
from eigenwijs_shared.auth import Caller
from eigenwijs_shared.db import Session
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import Learner, UnknownLearner, find_group, find_learner

SEEN = "challenges"


@dataclass(frozen=True, slots=True)
class Found:
    """A challenge that the caller may see, with its learner."""

    challenge_id: UUID
    learner: Learner
    row: Row[Any]


async def reachable_challenge(
    request: Request, session: Session, caller: Caller, challenge_id: Annotated[UUID, Path()]
) -> Found:
    row = await store.find(session, caller, challenge_id)
    try:
        learner = await find_learner(session, caller, row.learner_id)
    except UnknownLearner as error:
        raise UnknownChallenge from error
    await announce_looks(request, session, caller, learner.learner_id, what=SEEN)
    return Found(challenge_id, learner, row)


ReachableChallenge = Annotated[Found, Depends(reachable_challenge, scope="function")]


@dataclass(frozen=True, slots=True)
class Whose:
    """One learner, or the learners of a group."""

    learner_id: UUID | None
    group_id: UUID | None
    learners: list[Learner]

    @property
    def ids(self) -> list[UUID]:
        return [one.learner_id for one in self.learners]


async def whose(
    request: Request,
    session: Session,
    caller: Caller,
    learner: Annotated[UUID | None, Query(description="A learner in reach")] = None,
    group: Annotated[UUID | None, Query(description="A group in reach, as its educator or for the board")] = None,
) -> Whose:
    if learner is None and group is None and caller.role == "learner":
        learner = caller.user_id
    if (learner is None) == (group is None):
        raise WhoseChallenge
    if learner is not None:
        found = [await find_learner(session, caller, learner)]
    else:
        assert group is not None  # noqa: S101 - one of the two, as above; says so to mypy
        found = (await find_group(session, caller, group)).learners
    await announce_looks(request, session, caller, *(one.learner_id for one in found), what=SEEN)
    return Whose(learner, group, found)


AskedWhose = Annotated[Whose, Depends(whose, scope="function")]
