"""A learner can look up who saw what of it."""

from datetime import UTC, date, datetime
from typing import Any

from eigenwijs_shared.contracts.rights import RecommendLearnerSeen
from eigenwijs_shared.db import board_transaction
from profile_service.access.actions import on_looks


async def log_of(school: Any, number: int = 0) -> list[dict[str, Any]]:
    me = school.learners[number]
    answer = await school.get(f"/v1/learners/{me}/access-log", "learner", me)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_who_looks_is_noted_once_a_day_for_each_kind_of_data(school: Any) -> None:
    learner, educator = school.learners[0], school.educators[0]
    for _ in range(3):
        await school.get(f"/v1/learners/{learner}/agency?subject=rekenen", "educator", educator)
    await school.get(f"/v1/learners/{learner}/attempts", "educator", educator)
    found = await log_of(school)
    assert [(one["what"], one["viewer"], one["role"]) for one in found] == [
        ("attempts", "Voornaam e0 Achternaam", "leraar"),
        ("agency", "Voornaam e0 Achternaam", "leraar"),
    ]
    assert found[0]["whatInWords"] == "gemaakt werk"


async def test_a_list_with_names_counts_for_everybody_on_it(school: Any) -> None:
    await school.get("/v1/learners", "sis")
    assert [(one["what"], one["viewer"]) for one in await log_of(school, 1)] == [
        ("learners", "systeem van het bestuur")
    ]


async def test_looking_at_oneself_or_in_vain_is_not_noted(school: Any) -> None:
    other, educator = school.learners[1], school.educators[0]
    assert (await school.get(f"/v1/learners/{other}/attempts", "educator", educator)).status_code == 404
    await school.get(f"/v1/learners/{other}/attempts", "learner", other)
    assert await log_of(school, 1) == []


async def test_what_other_services_showed_is_in_it_too_however_often_it_is_told(school: Any) -> None:
    seen = RecommendLearnerSeen(
        learner_id=school.learners[0],
        viewer_id=str(school.educators[0]),
        viewer_role="educator",
        what="mastery",
        day=date(2026, 11, 2),
        first_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    )
    for _ in range(2):
        async with board_transaction(school.sessions, school.board_id) as session:
            await on_looks(session, [seen, seen])
    assert [one["whatInWords"] for one in await log_of(school)] == ["de inschatting per leerdoel"]


async def test_the_log_is_paged_and_refuses_cursors_of_others(school: Any) -> None:
    me, educator = school.learners[0], school.educators[0]
    for path in ("", "/agency", "/attempts"):
        await school.get(f"/v1/learners/{me}{path}", "educator", educator)
    path = f"/v1/learners/{me}/access-log?limit=2"
    first = (await school.get(path, "learner", me)).json()
    rest = (await school.get(f"{path}&cursor={first['nextCursor']}", "learner", me)).json()
    assert [one["what"] for one in first["items"] + rest["items"]] == ["attempts", "agency", "learner"]
    assert (await school.get(f"{path}&cursor=WyJ4Il0", "learner", me)).status_code == 422
