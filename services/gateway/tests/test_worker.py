"""The worker as its own process, on real NATS: news of profile decides who may sign in."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.db import Sessions, board_transaction
from eigenwijs_shared.events.connection import connect_nats
from eigenwijs_shared.events.envelope import encode, subject_of
from eigenwijs_shared.heartbeat import is_fresh
from eigenwijs_shared.testing import have_stream
from embedded.nats import ADMIN, Nats
from gateway_service.accounts.store import is_in_roster
from gateway_service.settings import Settings


@pytest.fixture
async def worker(settings: Settings, nats_server: Nats, tmp_path: Path) -> AsyncIterator[None]:
    """Running; and healthy at its end."""
    beat = tmp_path / "beat"
    given = {
        "EW_DATABASE_URL": settings.database_url,
        "EW_NATS_URL": nats_server.url,
        "EW_NATS_USER": "gateway",
        "EW_NATS_PASSWORD": nats_server.passwords["gateway"],
        "EW_JWKS_FILE": str(settings.jwks_file),
        "EW_HEARTBEAT_FILE": str(beat),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway_service.worker", env={**os.environ, **given}
    )
    yield
    assert is_fresh(beat)
    process.terminate()
    assert await process.wait() == 0


async def test_a_learner_that_profile_tells_of_may_have_an_account(
    worker: None, settings: Settings, sessions: Sessions, nats_server: Nats, board_id: UUID
) -> None:
    admin = settings.model_copy(
        update={"nats_user": ADMIN, "nats_password": type(settings.nats_password)(nats_server.passwords[ADMIN])}
    )
    nats = await connect_nats(admin, name="test")
    await have_stream(nats.jetstream(), "profile")
    learner_id = uuid4()
    news = LearnerChanged(learner_id=learner_id, version=1, active=True, grades=[], school_ids=[], group_ids=[])
    await nats.jetstream().publish(subject_of(news, board_id=board_id), encode(news, board_id=board_id)[1].encode())
    async with asyncio.timeout(20):
        while not await _known(sessions, board_id, learner_id):
            await asyncio.sleep(0.05)
    await nats.jetstream().delete_stream("EW_PROFILE")
    await nats.close()


async def _known(sessions: Sessions, board_id: UUID, learner_id: UUID) -> bool:
    async with board_transaction(sessions, board_id) as session:
        return await is_in_roster(session, "learner", learner_id)
