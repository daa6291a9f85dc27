"""The presentation that closes a challenge, and what the others hear of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenge_work import store
from choices_service.challenge_work.schemas import CriterionIn, PresentationIn, PresentationOut, ShownGoalIn
from choices_service.challenges import actions as challenges
from choices_service.challenges import rules
from choices_service.challenges import store as challenges_store
from choices_service.challenges.problems import CoachJudges, NotConfirmed, UnknownChallenge
from choices_service.challenges.tables import challenge_presentation
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.choices import ChallengePresented, JudgedCriterion, PresentedGoal
from eigenwijs_shared.errors import Fault, Invalid
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id


async def present(
    session: AsyncSession, challenge_id: UUID, wanted: PresentationIn, caller: Principal, *, now: datetime
) -> PresentationOut:
    """Judged once, by an educator; each goal becomes evidence in the learner's ledger."""
    if caller.role not in challenges.COACHES:
        raise CoachJudges
    row = await challenges.open_challenge(session, caller, challenge_id)
    mapped = (await challenges_store.goals_of(session, [challenge_id])).get(challenge_id, [])
    confirmed = {one.goal_id for one in mapped if one.confirmed_at is not None}
    if not confirmed:
        raise NotConfirmed(challenge_id=challenge_id)
    _check(wanted, confirmed)
    presentation_id = new_id()
    made = {
        "challenge_id": challenge_id,
        "presentation_id": presentation_id,
        "learner_id": row.learner_id,
        "results": [_result(presentation_id, one, wanted.rubric) for one in wanted.goals],
        "note": wanted.note,
        "author_id": caller.subject,
        "author_role": caller.role,
        "occurred_at": wanted.occurred_at or now,
        "recorded_at": now,
    }
    added = (await challenges_store.add(session, challenge_presentation, [made]))[0]
    await challenges_store.mark_presented(session, challenge_id, [one.goal_id for one in wanted.goals], now)
    await challenges.saved(session, challenge_id, caller, now, state="presented", state_at=now, state_words=None)
    await announce(session, presented(added))
    return shown(added)


def _check(wanted: PresentationIn, confirmed: set[UUID]) -> None:
    faults = rules.not_mapped([one.goal_id for one in wanted.goals], confirmed, "#/goals/{place}/goalId")
    faults += rules.rubric_faults(wanted.rubric or (), "#/rubric")
    for place, one in enumerate(wanted.goals):
        faults += rules.rubric_faults(one.rubric or (), f"#/goals/{place}/rubric")
        if one.rubric is None and wanted.rubric is None:
            faults.append(Fault(f"#/goals/{place}/rubric", rules.NO_RUBRIC, "missing"))
    if faults:
        raise Invalid(faults=faults)


def _result(presentation_id: UUID, one: ShownGoalIn, for_all: Sequence[CriterionIn] | None) -> dict[str, Any]:
    rubric = one.rubric or for_all or ()
    score = rules.rubric_score(rubric)
    return {
        "goalId": str(one.goal_id),
        "evidenceId": str(rules.evidence_id_of(presentation_id, one.goal_id)),
        "level": one.level,
        "rubric": [line.model_dump() for line in rubric],
        "scoreScaled": score,
        "success": score >= rules.SUFFICIENT,
    }


async def find_presentation(session: AsyncSession, challenge_id: UUID) -> PresentationOut:
    found = await store.find_presentation(session, challenge_id)
    if found is None:
        raise UnknownChallenge
    return shown(found)


def shown(row: Row[Any]) -> PresentationOut:
    return PresentationOut.model_validate({**row._mapping, "goals": row.results})


async def presentations_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ChallengePresented], str | None]:
    """A page of all presentations, for a consumer that is new or wiped."""
    rows = await store.presentations_after(session, UUID(after) if after else None, limit)
    last = str(rows[-1].challenge_id) if len(rows) == limit else None
    return [presented(row) for row in rows], last


def presented(row: Row[Any]) -> ChallengePresented:
    """The event of a presentation: what was reached, without the words of the rubric."""
    same = ("learner_id", "challenge_id", "presentation_id", "author_id", "author_role", "occurred_at", "recorded_at")
    return ChallengePresented(
        **{name: getattr(row, name) for name in same}, goals=[_told(result) for result in row.results]
    )


def _told(result: dict[str, Any]) -> PresentedGoal:
    criteria = [JudgedCriterion(scored=one["scored"], highest=len(one["levels"]) - 1) for one in result["rubric"]]
    return PresentedGoal.model_validate({**result, "criteria": criteria})
