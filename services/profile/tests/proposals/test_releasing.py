"""Gradual release: choices that are heard and attempts in the ledger become a proposal, once, and nothing more."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select

from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.contracts.choices import ChoiceMade
from eigenwijs_shared.db import board_transaction
from profile_service import tables
from profile_service.agency.tables import agency_choice
from profile_service.proposals.releasing import note_choices, propose_releases

NOW = datetime.now(UTC)


async def chose(school: Any, number: int = 9, *, kind: ChoiceKind = "option", weeks_ago: int = 0) -> list[ChoiceMade]:
    """That many choices, two days apart, each done with success an hour later."""
    me, activity, goals = school.learners[0], school.activity_id, [school.goal_id]
    moments = [NOW - timedelta(days=1 + 2 * place, weeks=weeks_ago) for place in range(number)]
    events = [
        ChoiceMade(
            learner_id=me, choice_id=uuid4(), card_id=uuid4(), kind=kind, option_id=None, activity_id=activity,
            goal_ids=goals, replaces=None, author_id=str(me), made_at=at,
        )
        for at in moments
    ]  # fmt: skip
    tried = [
        {
            "board_id": school.board_id, "learner_id": me, "sequence": place, "attempt_id": uuid4(), "level": 3,
            "activity_id": activity, "goal_ids": goals, "kind": "practice", "form": "game", "score_scaled": 1.0,
            "success": True, "completion": True, "duration_seconds": 60, "occurred_at": at + timedelta(hours=1),
            "recorded_at": at, "author_id": str(me),
        }
        for place, at in enumerate(moments, 1)
    ]  # fmt: skip
    async with board_transaction(school.sessions, school.board_id) as session:
        await note_choices(session, events)
        await session.execute(insert(tables.attempt), tried)
    return events


async def proposals(school: Any) -> Any:
    return (await school.get(f"/v1/learners/{school.learners[0]}/agency/proposals")).json()["items"]


async def answer(school: Any, made: Any, said: str, *caller: Any) -> Any:
    path = f"/v1/learners/{school.learners[0]}/agency/proposals/{made['proposalId']}/{said}"
    return (await school.post(path, {}, *caller)).json()


async def test_choices_that_went_well_become_a_proposal_with_its_evidence(school: Any) -> None:
    await chose(school)
    await propose_releases(school.sessions, now=NOW)
    [made] = await proposals(school)
    assert (made["origin"], made["dimensions"], made["state"]) == ("gradual-release", {"form": "learner"}, "open")
    evidence = made["evidence"]
    assert (evidence["choices"], evidence["completed"], evidence["successRate"]) == (9, 9, 1.0)
    assert len(evidence["attemptIds"]) == 9
    assert (made["reason"], made["proposedBy"], made["agreed"]) == (
        "De eigen keuzes gingen de afgelopen weken goed: 9 van de 9 lukten.",
        None,
        {"learner": False, "educator": False},
    )
    assert await school.announced() == []


async def test_it_takes_the_learner_and_an_educator_each_once(school: Any) -> None:
    await chose(school)
    await propose_releases(school.sessions, now=NOW)
    [made] = await proposals(school)
    educator, learner = ("educator", school.educators[0]), ("learner", school.learners[0])
    states = [(await answer(school, made, "accept", *side))["state"] for side in (educator, educator, learner)]
    assert states == ["open", "open", "accepted"]
    shown = (await school.get(f"/v1/learners/{school.learners[0]}/agency")).json()
    assert shown["dimensions"]["form"] == "learner"


async def test_it_is_looked_at_once_a_day_and_asked_once_in_four_weeks(school: Any) -> None:
    await chose(school)
    await propose_releases(school.sessions, now=NOW)
    [made] = await proposals(school)
    await answer(school, made, "decline", "learner", school.learners[0])
    await propose_releases(school.sessions, now=NOW)
    await propose_releases(school.sessions, now=NOW + timedelta(days=1))
    assert len(await proposals(school)) == 1


async def test_surprises_are_no_ground(school: Any) -> None:
    await chose(school, kind="surprise")
    await propose_releases(school.sessions, now=NOW)
    assert await proposals(school) == []


async def test_a_subject_that_is_set_apart_is_left_to_people(school: Any) -> None:
    await chose(school)
    move = {"dimensions": {"form": "teacher"}, "reason": "Eerst de basis", "subject": "rekenen"}
    await school.put(f"/v1/groups/{school.groups[0]}/agency", move)
    await propose_releases(school.sessions, now=NOW)
    [made] = await proposals(school)
    assert made["dimensions"] == {"topic": "learner"}


async def test_a_choice_heard_twice_is_kept_once_and_not_for_long(school: Any) -> None:
    events = await chose(school, weeks_ago=8)
    async with board_transaction(school.sessions, school.board_id) as session:
        await note_choices(session, events)
        kept = (await session.execute(select(func.count()).select_from(agency_choice))).scalar_one()
    await propose_releases(school.sessions, now=NOW)
    async with board_transaction(school.sessions, school.board_id) as session:
        after = (await session.execute(select(func.count()).select_from(agency_choice))).scalar_one()
    assert (kept, after) == (9, 0)
