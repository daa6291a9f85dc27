"""Versions as a fit leaves them, with tallies that say what the test wants."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import httpx2
import numpy as np
from services.recommend.tests.board import Board

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer
from recommend_service.model import files
from recommend_service.model.fit import day_one_population
from recommend_service.models import store
from recommend_service.models.rules import EVERYBODY
from recommend_service.models.scored import tallies
from recommend_service.models.tally import Tally

MADE_AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def told(
    learners: int = 60, each: int = 50, off: Mapping[str, float] | None = None, members: int = 20, seed: int = 1
) -> dict[str, Tally]:
    """Predictions that are right for everybody but the `members` of each subgroup: those are off by so many logits."""
    rng, keys, n = np.random.default_rng(seed), list(off or {}), learners * each
    who = np.zeros((learners, len(keys)), dtype=bool)
    who[:members] = True
    learner = np.repeat(np.arange(learners), each)
    z = rng.normal(0, 1.2, n)
    y = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(np.float64)
    shift = sum((who[learner, place] * (off or {})[key] for place, key in enumerate(keys)), start=np.zeros(n))
    return tallies(learner, 1 / (1 + np.exp(-z - shift)), y, who, keys)


async def version(board: Board, number: int = 1, of: Mapping[str, Tally] | None = None, **values: Any) -> str:
    file = files.packed(day_one_population())
    usual: dict[str, Any] = {
        "version": f"fit-{number}",
        "number": number,
        "status": "fitted",
        "made_at": MADE_AT,
        "made_by": "tester",
        "attempts": 3000,
        "learners": 60,
        "file": file,
        "checksum": sha256(file).hexdigest(),
        "goal_ids": [],
        "activity_ids": [],
        "figures": {},
        "subgroups": {key: tally.plain() for key, tally in (of or told()).items()},
    }
    async with board_transaction(board.sessions, board.board_id) as session:
        await store.add(session, {**usual, **values})
    return f"fit-{number}"


async def scores(board: Board, day: date, of: Mapping[str, Mapping[str, Tally]]) -> None:
    flat = {(version, key): tally for version, each in of.items() for key, tally in each.items()}
    async with board_transaction(board.sessions, board.board_id) as session:
        await store.put_scores(session, day, flat)


async def post(board: Board, path: str, role: Any = "board-admin", **body: Any) -> httpx2.Response:
    token = board.keys.token(role, board.board_id, "client" if role != "educator" else board.educator_id)
    return await board.client.post(f"/v1/models/{path}", json=body, headers=bearer(token))


async def promote(board: Board, version: str, reason: str = "Past beter") -> httpx2.Response:
    return await post(board, f"{version}/promote", reason=reason)


async def name(board: Board, *subgroups: dict[str, Any], language: str = "nl") -> httpx2.Response:
    headers = {**bearer(board.keys.token("board-admin", board.board_id, "client")), "Accept-Language": language}
    return await board.client.put("/v1/models/subgroups", json={"subgroups": list(subgroups)}, headers=headers)


def group(group_id: UUID, called: str = "De Regenboog") -> dict[str, Any]:
    return {"name": called, "kind": "group", "values": [str(group_id)]}


def key(group_id: UUID) -> str:
    return f"group:{group_id}"


__all__ = ["EVERYBODY", "group", "key", "name", "post", "promote", "scores", "told", "version"]
