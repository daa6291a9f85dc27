"""From tombstone to receipt on a real NATS: own streams purged, late writers swept, nobody else's stream touched."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.client import JetStreamContext
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.db import Sessions, board_transaction, enter_board
from eigenwijs_shared.events.connection import connect_nats, ensure_streams
from eigenwijs_shared.events.envelope import Envelope, encode
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.relay import _LEADER
from eigenwijs_shared.events.tables import outbox
from eigenwijs_shared.rights.erasure import answer_erasures, purging
from eigenwijs_shared.rights.tables import erased
from eigenwijs_shared.roster.tables import learner
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.testing import have_stream
from embedded.nats import ADMIN, Nats

OTHER = uuid4()
KIND = "recommend.card.offered.v1"


def with_user(settings: ServiceSettings, nats_server: Nats, user: str) -> ServiceSettings:
    password = type(settings.nats_password)(nats_server.passwords[user])
    return settings.model_copy(update={"nats_user": user, "nats_password": password})


@pytest.fixture
async def js(settings: ServiceSettings, nats_server: Nats) -> AsyncIterator[JetStreamContext]:
    """As the service itself, with no more than it may do; another service's stream is there too."""
    admin = await connect_nats(with_user(settings, nats_server, ADMIN), name="admin")
    service = await connect_nats(settings, name="test")
    own = service.jetstream()
    await ensure_streams(own, settings)
    await have_stream(admin.jetstream(), "profile")
    yield own
    for stream in await admin.jetstream().streams_info():
        await admin.jetstream().delete_stream(stream.config.name or "")
    for client in (admin, service):
        await client.close()


async def ask(sessions: Sessions, board_id: UUID, learner_id: UUID) -> UUID:
    """As when profile's request arrives; twice, as may be."""
    reactions = Reactions("recommend")
    answer_erasures(reactions)
    request = ErasureRequested(learner_id=learner_id, request_id=uuid4())
    for _ in range(2):
        await react(sessions, reactions, [Envelope.decode(encode(request, board_id=board_id)[1].encode())])
    return request.request_id


async def fill(session: AsyncSession, board_id: UUID, learner_id: UUID) -> None:
    values = {"board_id": board_id, "learner_id": learner_id, "version": 1, "active": True}
    await session.execute(insert(learner).values(**values, grades=[], group_ids=[]))


async def receipt(sessions: Sessions, board_id: UUID) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            async with board_transaction(sessions, board_id) as session:
                bodies: Sequence[str] = (await session.execute(select(outbox.c.body))).scalars().all()
            if bodies:
                return Envelope.decode(bodies[0].encode()).data
            await asyncio.sleep(0.05)


async def ended(task: asyncio.Future[None]) -> None:
    """Its connection goes back before the engine is disposed of."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def subjects(js: JetStreamContext, stream: str) -> set[str]:
    return set((await js.stream_info(stream, subjects_filter=">")).state.subjects or ())


async def test_own_streams_are_purged_and_the_receipt_counts_without_a_name(
    sessions: Sessions, js: JetStreamContext, board_id: UUID
) -> None:
    gone = uuid4()
    told = [f"ew.{board_id}.{gone}.{KIND}", f"replay.choices.{board_id}.{gone}.{KIND}", f"ew.{board_id}.{OTHER}.{KIND}"]
    dead = [f"dead.recommend.ew.{board_id}.{one}.profile.attempt.recorded.v1" for one in (gone, OTHER)]
    for subject in (*told, told[0], *dead):
        await js.publish(subject, b"{}")
    await js.publish(f"ew.{board_id}._.{KIND}", f'{{"learnerIds": ["{gone}"]}}'.encode())
    await js.publish(f"ew.{board_id}._.{KIND}", f'{{"learnerIds": ["{OTHER}"]}}'.encode())
    async with board_transaction(sessions, board_id) as session:
        await fill(session, board_id, gone)
        await fill(session, board_id, OTHER)
    request_id = await ask(sessions, board_id, gone)
    task = asyncio.ensure_future(purging("recommend", mentioned_in=[KIND])(sessions, js))
    said = await receipt(sessions, board_id)
    await ended(task)
    assert {key: said[key] for key in ("requestId", "rows", "messages")} == {
        "requestId": str(request_id),
        "rows": {"learner": 1},
        "messages": {"EW_RECOMMEND": 4, "EW_RECOMMEND_DEAD": 1},
    }
    assert await subjects(js, "EW_RECOMMEND") == {told[2], f"ew.{board_id}._.{KIND}"}
    assert await subjects(js, "EW_RECOMMEND_DEAD") == {dead[1]}
    async with board_transaction(sessions, board_id) as session:
        row = (await session.execute(select(erased))).one()
        left = (await session.execute(select(learner.c.learner_id))).scalars().all()
    assert (row.learner_id, row.purged_at is not None, left) == (None, True, [OTHER])


async def test_what_somebody_was_still_writing_is_swept_before_the_receipt(
    sessions: Sessions, js: JetStreamContext, board_id: UUID
) -> None:
    gone = uuid4()
    async with sessions() as slow, slow.begin():
        await enter_board(slow, board_id)
        await ask(sessions, board_id, gone)
        task = asyncio.ensure_future(purging("recommend")(sessions, js))
        await asyncio.sleep(0.6)
        async with board_transaction(sessions, board_id) as session:
            early = (await session.execute(select(func.count()).select_from(outbox))).scalar_one()
        await fill(slow, board_id, gone)
    said = await receipt(sessions, board_id)
    await ended(task)
    assert early == 0
    assert said["rows"] == {"learner": 1}


async def test_nobody_waits_while_a_long_stream_is_searched(
    sessions: Sessions, js: JetStreamContext, board_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching, go_on, search = asyncio.Event(), asyncio.Event(), js.get_msg

    async def slowly(*arguments: Any, **more: Any) -> Any:
        searching.set()
        await go_on.wait()
        return await search(*arguments, **more)

    monkeypatch.setattr(js, "get_msg", slowly)
    gone = uuid4()
    await ask(sessions, board_id, gone)
    task = asyncio.ensure_future(purging("recommend", mentioned_in=[KIND])(sessions, js))
    await searching.wait()
    async with sessions() as relay, relay.begin():
        leads = (await relay.execute(select(_LEADER))).scalar_one()
    await js.publish(f"ew.{board_id}._.{KIND}", f'{{"learnerIds": ["{gone}"]}}'.encode())
    go_on.set()
    said = await receipt(sessions, board_id)
    await ended(task)
    assert leads
    assert said["messages"] == {"EW_RECOMMEND": 1}


async def test_an_erasure_that_fails_does_not_keep_the_others_waiting(
    sessions: Sessions, js: JetStreamContext, board_id: UUID
) -> None:
    await ask(sessions, board_id, uuid4())
    first = await ask(sessions, board_id, uuid4())
    async with board_transaction(sessions, board_id) as session:
        await session.execute(update(erased).where(erased.c.request_id == first).values(rows={"learner": "broken"}))
        await session.execute(update(erased).where(erased.c.request_id == first).values(erased_at=func.now()))
    task = asyncio.ensure_future(purging("recommend")(sessions, js))
    said = await receipt(sessions, board_id)
    stopped = task.done()
    await ended(task)
    assert (said["requestId"] != str(first), stopped) == (True, False)


@pytest.mark.parametrize("action", ["purge", "delete", "change"])
async def test_no_service_touches_anothers_stream(js: JetStreamContext, nats_server: Nats, action: str) -> None:
    client = Client()
    await client.connect(
        nats_server.url, user="recommend", password=nats_server.passwords["recommend"], error_cb=_no_matter
    )
    theirs = client.jetstream(timeout=0.5)
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "purge": lambda: theirs.purge_stream("EW_PROFILE"),
        "delete": lambda: theirs.delete_stream("EW_PROFILE"),
        "change": lambda: theirs.update_stream(name="EW_PROFILE", subjects=["ew.>"]),
    }
    with pytest.raises(NatsError):
        await calls[action]()
    await client.close()


async def _no_matter(_error: Exception) -> None:
    """Refused, which is the test."""
