"""The worker as it runs: a process of its own, hearing profile over a real NATS."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from typing import ClassVar
from uuid import UUID

import pytest
from nats.aio.client import Client
from pydantic import SecretStr
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import learner_changed, recorded

from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.events.connection import connect_nats, ensure_streams
from eigenwijs_shared.events.envelope import Event, encode, subject_of
from eigenwijs_shared.settings import ServiceSettings
from embedded.nats import Nats
from recommend_service.settings import Settings


class ProfileSettings(ServiceSettings):
    service: ClassVar[str] = "profile"


@pytest.fixture
async def profile(settings: Settings, nats_server: Nats) -> AsyncIterator[Client]:
    """NATS as profile has it, with the stream that it would make."""
    values = {"nats_user": "profile", "nats_password": SecretStr(nats_server.passwords["profile"])}
    theirs = ProfileSettings(**{**settings.model_dump(), **values})
    client = await connect_nats(theirs, name="profile-test")
    await ensure_streams(client.jetstream(), theirs)
    yield client
    await client.close()


@pytest.fixture
async def worker(settings: Settings, profile: Client) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        **os.environ,
        "EW_DATABASE_URL": settings.database_url,
        "EW_NATS_URL": settings.nats_url,
        "EW_NATS_USER": settings.nats_user,
        "EW_NATS_PASSWORD": settings.nats_password.get_secret_value(),
        "EW_JWKS_FILE": str(settings.jwks_file),
        "EW_LOG_LEVEL": "ERROR",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "recommend_service.worker", env=environment)
    yield process
    process.terminate()
    assert await process.wait() == 0


async def tell(client: Client, board_id: UUID, *events: Event) -> None:
    stream = client.jetstream()
    bodies = [(subject_of(one, board_id=board_id), encode(one, board_id=board_id)) for one in events]
    await asyncio.gather(*(stream.publish(subject, body.encode()) for subject, (_, body) in bodies))


async def until_counted(board: Board, attempts: int, patience_s: float) -> float:
    """Seconds until the API shows so many attempts."""
    begun = time.monotonic()
    while time.monotonic() - begun < patience_s:
        answer = await board.get(f"/v1/learners/{board.learner_id}/mastery", "sis")
        if answer.status_code == 200 and sum(item["evidence"] for item in answer.json()["items"]) == attempts:
            return time.monotonic() - begun
        await asyncio.sleep(0.02)
    raise TimeoutError(f"{attempts} attempts were not counted")


async def test_an_attempt_that_profile_tells_of_is_in_the_estimate_within_a_second(
    new_board: Callable[[], Board], worker: asyncio.subprocess.Process, profile: Client, shelf: Shelf
) -> None:
    board, goal_ids = new_board(), [shelf.goals[0].goal_id]
    first, *others = (recorded(board.learner_id, number, goal_ids, True) for number in range(1, 41))
    await tell(profile, board.board_id, BoardCreated(board_id=board.board_id), learner_changed(board.learner_id), first)
    await until_counted(board, 1, 20)
    await tell(profile, board.board_id, *others)
    assert await until_counted(board, 40, 10) < 1
