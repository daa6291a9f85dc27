"""Who may reach whom: out of reach is 404, a missing scope 403, no token 401."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from eigenwijs_shared.contracts.profile import EducatorChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.roster.tables import educator

PATHS = ("card", "choices")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["learner", "educator", "board-admin", "sis"])
async def test_who_has_the_learner_in_reach_is_answered(board: Any, path: str, role: str) -> None:
    ids = await board.has_goals("A")
    for form in ("game", "reading"):
        await board.has_activity(ids["A"], form=form)
    assert (await board.get(f"/v1/learners/{board.learner_id}/{path}", role)).status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["learner", "educator", "board-admin", "sis"])
async def test_another_board_knows_nothing_of_the_learner(board: Any, new_board: Any, path: str, role: str) -> None:
    answer = await new_board().get(f"/v1/learners/{board.learner_id}/{path}", role)
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("unknown-learner")


@pytest.mark.parametrize("path", PATHS)
async def test_an_educator_without_the_group_does_not_reach_its_learners(board: Any, path: str) -> None:
    await board.hears(EducatorChanged(educator_id=board.educator_id, version=10**6, active=True, group_ids=[uuid4()]))
    assert (await board.get(f"/v1/learners/{board.learner_id}/{path}", "educator")).status_code == 404


@pytest.mark.parametrize("path", PATHS)
async def test_an_educator_who_is_gone_reaches_nobody(board: Any, path: str) -> None:
    news = EducatorChanged(educator_id=board.educator_id, version=10**6, active=False, group_ids=[], gone=True)
    await board.hears(news)
    assert (await board.get(f"/v1/learners/{board.learner_id}/{path}", "educator")).status_code == 404
    async with board_transaction(board.sessions, board.board_id) as session:
        assert (await session.execute(select(educator.c.educator_id))).all() == []


async def test_a_learner_does_not_choose_for_another(board: Any) -> None:
    learner_id, board.learner_id = board.learner_id, uuid4()
    path, body = f"/v1/learners/{learner_id}/choices", {"cardId": str(uuid4()), "surprise": True}
    answer = await board.call("POST", path, "learner", json=body)
    assert answer.json()["type"].endswith("unknown-learner")


ROUTES = [
    ("POST", "/v1/frameworks/imports", "frameworks:write"),
    ("GET", "/v1/frameworks", "catalogue:read"),
    ("GET", f"/v1/frameworks/{uuid4()}", "catalogue:read"),
    ("GET", "/v1/goals", "catalogue:read"),
    ("GET", f"/v1/goals/{uuid4()}", "catalogue:read"),
    ("PUT", f"/v1/goals/{uuid4()}/prerequisites", "catalogue:write"),
    ("POST", "/v1/frameworks", "frameworks:write"),
    ("PUT", f"/v1/frameworks/{uuid4()}", "frameworks:write"),
    ("PUT", f"/v1/frameworks/{uuid4()}/status", "frameworks:write"),
    ("PUT", f"/v1/frameworks/{uuid4()}/open", "frameworks:write"),
    ("PUT", f"/v1/frameworks/{uuid4()}/replaces", "frameworks:write"),
    ("GET", f"/v1/frameworks/{uuid4()}/renewed-goals", "frameworks:write"),
    ("GET", f"/v1/frameworks/{uuid4()}/package", "catalogue:read"),
    ("GET", f"/v1/frameworks/{uuid4()}/graph", "catalogue:read"),
    ("GET", f"/v1/frameworks/{uuid4()}/graph/check", "catalogue:read"),
    ("POST", f"/v1/frameworks/{uuid4()}/graph/imports", "catalogue:write"),
    ("POST", "/v1/goals", "frameworks:write"),
    ("PUT", f"/v1/goals/{uuid4()}", "frameworks:write"),
    ("PUT", f"/v1/goals/{uuid4()}/replaces", "frameworks:write"),
    ("GET", f"/v1/goals/{uuid4()}/versions", "catalogue:read"),
    ("GET", f"/v1/goals/{uuid4()}/graph", "catalogue:read"),
    ("GET", "/v1/activities", "catalogue:read"),
    ("GET", f"/v1/activities/{uuid4()}", "catalogue:read"),
    ("POST", "/v1/activities", "catalogue:write"),
    ("POST", f"/v1/learners/{uuid4()}/choices", "choices:write"),
    ("GET", f"/v1/learners/{uuid4()}/choices", "choices:read"),
    ("GET", f"/v1/learners/{uuid4()}/card", "cards:read"),
    ("POST", "/v1/assignments", "assignments:write"),
    ("GET", "/v1/assignments", "assignments:read"),
    ("GET", f"/v1/assignments/{uuid4()}", "assignments:read"),
    ("PUT", f"/v1/assignments/{uuid4()}", "assignments:write"),
    ("DELETE", f"/v1/assignments/{uuid4()}", "assignments:write"),
    ("GET", f"/v1/learners/{uuid4()}/assignments", "assignments:read"),
    ("POST", f"/v1/groups/{uuid4()}/gather", "assignments:write"),
    ("GET", f"/v1/groups/{uuid4()}/gather", "assignments:read"),
    ("DELETE", f"/v1/groups/{uuid4()}/gather", "assignments:write"),
    ("GET", f"/v1/learners/{uuid4()}/gather", "assignments:read"),
    ("GET", "/v1/choices", "choices:read"),
    ("GET", f"/v1/choices/{uuid4()}", "choices:read"),
    ("GET", f"/v1/choices/{uuid4()}/statement", "choices:read"),
    ("POST", f"/v1/choices/{uuid4()}/start", "choices:write"),
    ("POST", f"/v1/choices/{uuid4()}/withdraw", "choices:write"),
    ("GET", f"/v1/groups/{uuid4()}/choice-cards", "cards:read"),
    ("GET", f"/v1/groups/{uuid4()}/choice-cards.pdf", "cards:read"),
    ("POST", f"/v1/groups/{uuid4()}/choice-cards.pdf", "cards:read"),
    ("POST", f"/v1/groups/{uuid4()}/choices", "choices:write"),
    ("GET", "/v1/evidence-rules", "catalogue:read"),
    ("GET", "/v1/evidence-rules/board", "catalogue:read"),
    ("PUT", "/v1/evidence-rules/board", "frameworks:write"),
    ("DELETE", "/v1/evidence-rules/board", "frameworks:write"),
    ("GET", f"/v1/goals/{uuid4()}/evidence-rule", "catalogue:read"),
    ("PUT", f"/v1/goals/{uuid4()}/evidence-rule", "catalogue:write"),
    ("DELETE", f"/v1/goals/{uuid4()}/evidence-rule", "catalogue:write"),
    ("POST", "/v1/challenges/mapping", "challenges:read"),
    ("GET", "/v1/challenges", "challenges:read"),
    ("GET", "/v1/challenges/coverage", "challenges:read"),
    ("POST", "/v1/challenges", "challenges:write"),
    ("GET", f"/v1/challenges/{uuid4()}", "challenges:read"),
    ("PATCH", f"/v1/challenges/{uuid4()}", "challenges:write"),
    ("GET", f"/v1/challenges/{uuid4()}/mapping", "challenges:read"),
    ("PUT", f"/v1/challenges/{uuid4()}/mapping", "challenges:write"),
    ("PUT", f"/v1/challenges/{uuid4()}/plan", "challenges:write"),
    ("PATCH", f"/v1/challenges/{uuid4()}/steps/{uuid4()}", "challenges:write"),
    ("GET", f"/v1/challenges/{uuid4()}/evidence", "challenges:read"),
    ("POST", f"/v1/challenges/{uuid4()}/evidence", "challenges:write"),
    ("GET", f"/v1/challenges/{uuid4()}/presentation", "challenges:read"),
    ("POST", f"/v1/challenges/{uuid4()}/presentation", "challenges:write"),
]
_ids = [f"{method} {scope} {place}" for place, (method, _, scope) in enumerate(ROUTES)]


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=_ids)
async def test_without_the_scope_nothing_is_done(board: Any, method: str, path: str, scope: str) -> None:
    answer = await board.call(method, path, scopes=[], json={})
    assert answer.status_code == 403
    assert scope in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=_ids)
async def test_without_a_token_nothing_is_done(board: Any, method: str, path: str, scope: str) -> None:
    answer = await board.client.request(method, path, json={})
    assert answer.status_code == 401


async def test_what_one_board_has_the_other_does_not_see(board: Any, new_board: Any) -> None:
    ids = await board.has_goals("A")
    made = await board.has_activity(ids["A"])
    framework = (await board.get("/v1/frameworks")).json()["items"][0]["frameworkId"]
    other = new_board()
    for path in (f"goals/{ids['A']}", f"activities/{made['activityId']}", f"frameworks/{framework}"):
        assert (await other.get(f"/v1/{path}", "board-admin")).status_code == 404
    for path in ("goals", "activities", "frameworks"):
        assert (await other.get(f"/v1/{path}", "board-admin")).json()["items"] == []
