"""The presentation of a challenge becomes evidence in the ledger: once, however often it is told."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.contracts.choices import ChallengePresented, JudgedCriterion, PresentedGoal
from eigenwijs_shared.events.envelope import Envelope, encode
from eigenwijs_shared.events.inbox import react
from profile_service.reactions import REACTIONS

Json = dict[str, Any]


def presented(school: Any, *goal_ids: UUID, learner_id: UUID | None = None, score: float = 0.75) -> ChallengePresented:
    shown = [
        PresentedGoal(
            goal_id=goal_id,
            evidence_id=uuid4(),
            level=3,
            criteria=[JudgedCriterion(scored=2, highest=2)],
            score_scaled=score,
            success=score >= 0.55,
        )
        for goal_id in goal_ids
    ]
    now = datetime.now(UTC)
    return ChallengePresented(
        learner_id=learner_id or school.learners[0],
        challenge_id=uuid4(),
        presentation_id=uuid4(),
        goals=shown,
        author_id=str(school.educators[0]),
        author_role="educator",
        occurred_at=now,
        recorded_at=now,
    )


async def hears(school: Any, *events: ChallengePresented) -> None:
    """As if these came over NATS in one batch, each as an event of its own."""
    encoded = [encode(event, board_id=school.board_id) for event in events]
    await react(school.sessions, REACTIONS, [Envelope.decode(body.encode()) for _, body in encoded])


async def ledger(school: Any) -> list[Json]:
    answer = await school.get(f"/v1/learners/{school.learners[0]}/evidence")
    found: list[Json] = answer.json()["items"]
    return found


async def recorded(told: Any) -> list[Json]:
    return [payload["data"] for subject, payload in await told() if "evidence.recorded" in subject]


async def test_each_goal_becomes_a_product_that_the_educator_judged(school: Any, told: Any) -> None:
    event = presented(school, school.goal_id)
    await hears(school, event)
    [one] = await ledger(school)
    assert (one["kind"], one["form"], one["weight"], one["scoreScaled"]) == ("product", "presentation", 2.0, 0.75)
    assert (one["source"], one["authorId"]) == ("educator", str(school.educators[0]))
    [announced] = await recorded(told)
    assert announced["evidenceId"] == one["evidenceId"] == str(event.goals[0].evidence_id)


@pytest.mark.parametrize("times", [1, 3])
async def test_told_again_it_counts_once(school: Any, told: Any, times: int) -> None:
    event = presented(school, school.goal_id, uuid4())
    await hears(school, *[event] * times)
    await hears(school, *[event] * times)
    assert sorted(one["sequence"] for one in await ledger(school)) == [1, 2]
    assert [one["sequence"] for one in await recorded(told)] == [1, 2]


async def test_it_takes_its_place_in_the_one_numbering_of_the_ledger(school: Any, observed: Any) -> None:
    path = f"/v1/learners/{school.learners[0]}/evidence"
    await school.post(path, observed(), "educator", school.educators[0])
    await hears(school, presented(school, school.goal_id), presented(school, uuid4(), uuid4()))
    await school.post(path, observed(), "educator", school.educators[0])
    assert sorted(one["sequence"] for one in await ledger(school)) == [1, 2, 3, 4, 5]


async def test_it_can_be_corrected_as_any_evidence(school: Any, correcting: Any) -> None:
    event = presented(school, school.goal_id)
    await hears(school, event)
    path = f"/v1/learners/{school.learners[0]}/evidence"
    answer = await school.post(path, correcting(str(event.goals[0].evidence_id)), "educator", school.educators[0])
    assert answer.status_code == 201


async def test_a_learner_whom_nobody_knows_any_more_gets_no_ledger(school: Any, told: Any) -> None:
    await hears(school, presented(school, school.goal_id, learner_id=uuid4()))
    assert await recorded(told) == []
