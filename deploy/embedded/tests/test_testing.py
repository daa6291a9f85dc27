"""What the fixtures of `embedded.testing` promise to everybody's tests."""

import asyncio

import asyncpg
import nats

from embedded.nats import Nats


async def test_the_runs_postgres_is_a_real_one_with_the_extensions_we_may_use(postgres_admin: str) -> None:
    connection = await asyncpg.connect(postgres_admin)
    offered = {row["name"] for row in await connection.fetch("SELECT name FROM pg_available_extensions")}
    await connection.close()
    assert {"pg_trgm", "unaccent", "btree_gist"} <= offered


async def test_a_service_may_not_publish_anothers_subjects(nats_server: Nats) -> None:
    refusals: asyncio.Queue[Exception] = asyncio.Queue()
    password = nats_server.passwords["profile"]
    client = await nats.connect(nats_server.url, user="profile", password=password, error_cb=refusals.put)
    await client.publish("ew.board.learner.recommend.mastery.changed.v1", b"")
    refusal = await asyncio.wait_for(refusals.get(), 5)
    await client.close()
    assert "ew.board.learner.recommend" in str(refusal)


async def test_a_service_may_publish_its_own_subjects(nats_server: Nats) -> None:
    refusals: asyncio.Queue[Exception] = asyncio.Queue()
    password = nats_server.passwords["profile"]
    client = await nats.connect(nats_server.url, user="profile", password=password, error_cb=refusals.put)
    for subject in ("ew.board.learner.profile", "replay.choices.board.learner.profile", "dead.profile.ew"):
        await client.publish(f"{subject}.trial.made.v1", b"")
    await client.flush()  # the server answers after it has judged what came before
    await client.close()
    assert refusals.empty()
