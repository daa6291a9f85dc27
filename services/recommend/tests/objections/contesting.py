"""What the tests of objections do over and over: contest, show, decide."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx2
from services.recommend.tests.board import Board
from services.recommend.tests.make import evidence_recorded, recorded

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.testing import bearer
from recommend_service.catalogue.model import Activity

Json = dict[str, Any]


def headers(board: Board, role: Role, subject: object = None, **more: str) -> dict[str, str]:
    subjects = {"learner": board.learner_id, "educator": board.educator_id}
    who = subject or subjects.get(role, "client")
    return {**bearer(board.keys.token(role, board.board_id, who, scopes=SCOPES_OF_ROLE[role])), **more}  # type: ignore[arg-type]  # an id or a name


async def contest(board: Board, role: Role = "learner", reason: str = "Dit kan ik al", **about: Any) -> httpx2.Response:
    body = {"learnerId": str(board.learner_id), "about": {key: str(value) for key, value in about.items()}}
    return await board.client.post("/v1/objections", json={**body, "reason": reason}, headers=headers(board, role))


async def contested(board: Board, role: Role = "learner", **about: Any) -> Json:
    answer = await contest(board, role, **about)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def decide(
    board: Board, one: Json, *, upheld: bool = True, role: Role = "educator", **more: Any
) -> httpx2.Response:
    path = f"/v1/objections/{one['objectionId']}/decision"
    body = {"upheld": upheld, "reason": "Samen bekeken", **more}
    return await board.client.post(path, json=body, headers=headers(board, role))


async def withdraw(board: Board, one: Json, role: Role = "learner") -> httpx2.Response:
    return await board.client.delete(f"/v1/objections/{one['objectionId']}", headers=headers(board, role))


async def get(board: Board, path: str = "", role: Role = "learner", **more: str) -> httpx2.Response:
    return await board.client.get(f"/v1/objections{path}", headers=headers(board, role, **more))


async def found(board: Board, one: Json, role: Role = "learner", **more: str) -> Json:
    answer = await get(board, f"/{one['objectionId']}", role, **more)
    assert answer.status_code == 200, answer.text
    read: Json = answer.json()
    return read


async def does(board: Board, one: Activity, *, success: bool = True, **values: Any) -> UUID:
    """An attempt of this moment; its id."""
    board.sequence += 1
    now = datetime.now(UTC)
    facts = {"activity_id": one.activity_id, "level": one.level, "kind": one.kind, "form": one.form}
    made = recorded(
        board.learner_id,
        board.sequence,
        one.goal_ids,
        success,
        **{**facts, "occurred_at": now, "recorded_at": now, **values},
    )
    await board.hears(made)
    return made.attempt_id


async def is_seen(board: Board, goal_id: UUID, *, success: bool = True, **values: Any) -> UUID:
    """An observation of this moment; its id."""
    board.sequence += 1
    now = datetime.now(UTC)
    usual = {"evidence_id": uuid4(), "occurred_at": now, "recorded_at": now}
    made = evidence_recorded(board.learner_id, board.sequence, [goal_id], success, **{**usual, **values})
    await board.hears(made)
    return made.evidence_id
