"""From outbox to inbox on a real NATS: nothing lost, nothing twice, bad events set apart."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from nats.aio.client import Client
from nats.js.client import JetStreamContext
from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, BoardCreated, LearnerChanged, Result
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.events import consume, deadletters
from eigenwijs_shared.events.connection import connect_nats, ensure_streams
from eigenwijs_shared.events.consume import Consumer
from eigenwijs_shared.events.envelope import Event, encode, subject_of
from eigenwijs_shared.events.outbox import LARGEST, EventTooLarge, announce
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.relay import relay_once
from eigenwijs_shared.events.tables import board, inbox, outbox, replay_request
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.testing import have_stream
from embedded.nats import ADMIN, Nats

SOURCE = "profile"


@pytest.fixture
async def nats_client(settings: ServiceSettings, nats_server: Nats) -> AsyncIterator[Client]:
    """An administrator's connection: the test plays profile as well as the listener."""
    admin = settings.model_copy(
        update={"nats_user": ADMIN, "nats_password": type(settings.nats_password)(nats_server.passwords[ADMIN])}
    )
    client = await connect_nats(admin, name="test")
    yield client
    js = client.jetstream()
    for stream in await js.streams_info():
        await js.delete_stream(stream.config.name or "")
    await client.close()


@pytest.fixture
async def js(nats_client: Client, settings: ServiceSettings) -> JetStreamContext:
    js = nats_client.jetstream()
    await ensure_streams(js, settings)
    await have_stream(js, "profile")
    return js


def learner_changed(version: int = 1) -> LearnerChanged:
    return LearnerChanged(
        learner_id=uuid4(), version=version, active=True, grades=["groep-6"], school_ids=[], group_ids=[]
    )


async def send(js: JetStreamContext, event: Event, board_id: UUID) -> UUID:
    event_id, body = encode(event, board_id=board_id)
    await js.publish(subject_of(event, board_id=board_id), body.encode())
    return event_id


class Listener:
    """Counts what it hears in a table, so that its work is in the transaction too."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.batches: list[int] = []
        self.fail: set[UUID] = set()
        self.early: set[UUID] = set()
        self.reactions = Reactions("recommend")
        self.reactions.add(LearnerChanged, self.on_learners)

    async def on_learners(self, session: AsyncSession, events: Sequence[LearnerChanged]) -> list[LearnerChanged]:
        if any(event.learner_id in self.fail for event in events):
            raise RuntimeError("cannot")
        self.heard.extend(events)
        self.batches.append(len(events))
        return [event for event in events if event.learner_id in self.early]


@pytest.fixture
async def listener(nats_client: Client, js: JetStreamContext, sessions: Sessions) -> AsyncIterator[Listener]:
    listener = Listener()
    consumer = Consumer(nats_client, js, sessions, listener.reactions, SOURCE)
    task = asyncio.create_task(consumer.run())
    yield listener
    task.cancel()


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def count(sessions: Sessions, table: Table) -> int:
    async with plumbing_transaction(sessions) as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_an_announced_event_leaves_only_if_its_transaction_commits(sessions: Sessions, board_id: UUID) -> None:
    async with board_transaction(sessions, board_id) as session:
        await announce(session, learner_changed())

    async def fail_after_announcing() -> None:
        async with board_transaction(sessions, board_id) as session:
            await announce(session, learner_changed())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_after_announcing()
    assert await count(sessions, outbox) == 1


async def test_the_outbox_is_sent_in_order_and_emptied(
    sessions: Sessions, js: JetStreamContext, board_id: UUID
) -> None:
    async with board_transaction(sessions, board_id) as session:
        await announce(session, *(learner_changed(version) for version in range(1, 51)))
    async with plumbing_transaction(sessions) as session:
        assert await relay_once(session, js, SOURCE) == 50
    versions = []
    for number in range(1, 51):
        message = await js.get_msg("EW_PROFILE", number)
        versions.append(int((message.data or b"").split(b'"version":')[1].split(b",")[0]))
    assert versions == list(range(1, 51))
    assert await count(sessions, outbox) == 0


async def test_an_event_sent_twice_is_stored_once(sessions: Sessions, js: JetStreamContext, board_id: UUID) -> None:
    async with board_transaction(sessions, board_id) as session:
        await announce(session, learner_changed())
    async with sessions() as session, session.begin():
        await session.execute(select(func.set_config("app.relay", "on", True)))
        await relay_once(session, js, SOURCE)
        await session.rollback()  # killed after sending, before the outbox row was deleted
    async with plumbing_transaction(sessions) as session:
        await relay_once(session, js, SOURCE)
    assert (await js.stream_info("EW_PROFILE")).state.messages == 1


async def test_what_waits_already_comes_in_one_transaction(
    nats_client: Client, js: JetStreamContext, sessions: Sessions, board_id: UUID
) -> None:
    for version in range(200):
        await send(js, learner_changed(version), board_id)
    listener = Listener()
    task = asyncio.create_task(Consumer(nats_client, js, sessions, listener.reactions, SOURCE).run())
    await until(lambda: len(listener.heard) == 200)
    task.cancel()
    assert listener.batches == [200]


async def test_an_event_delivered_twice_is_reacted_to_once(
    listener: Listener, js: JetStreamContext, sessions: Sessions, board_id: UUID
) -> None:
    event = learner_changed()
    _, body = encode(event, board_id=board_id)
    for _ in range(3):
        await js.publish(subject_of(event, board_id=board_id), body.encode())
    last = learner_changed()
    await send(js, last, board_id)
    await until(lambda: last in listener.heard)
    assert listener.heard.count(event) == 1
    assert await count(sessions, inbox) == 2


async def test_one_bad_event_does_not_stop_the_others_and_comes_again(
    listener: Listener, js: JetStreamContext, board_id: UUID
) -> None:
    bad, good = learner_changed(), learner_changed()
    listener.fail = {bad.learner_id}
    await send(js, bad, board_id)
    await send(js, good, board_id)
    await until(lambda: good in listener.heard)
    listener.fail = set()
    await until(lambda: bad in listener.heard)


async def test_an_event_that_comes_too_early_is_offered_again(
    listener: Listener, js: JetStreamContext, board_id: UUID
) -> None:
    event = learner_changed()
    listener.early = {event.learner_id}
    await send(js, event, board_id)
    await until(lambda: event in listener.heard)
    listener.early = set()
    await until(lambda: listener.heard.count(event) >= 2)


async def test_when_a_predecessor_stays_away_its_owner_is_asked_to_announce_again(
    listener: Listener, js: JetStreamContext, sessions: Sessions, board_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consume, "EARLY_TRIES", 4)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    async with plumbing_transaction(sessions) as session:
        asked = {"source": SOURCE, "request_id": uuid4(), "asked_at": long_ago}
        await session.execute(insert(replay_request).values(**asked))
    event = learner_changed()
    listener.early = {event.learner_id}
    await send(js, event, board_id)
    async with asyncio.timeout(10):
        while await count(sessions, replay_request):
            await asyncio.sleep(0.02)


async def test_what_cannot_be_read_or_done_becomes_a_dead_letter_that_can_be_replayed(
    listener: Listener, js: JetStreamContext, sessions: Sessions, board_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consume, "TRIES", 2)
    bad = learner_changed()
    listener.fail = {bad.learner_id}
    await send(js, bad, board_id)
    await js.publish(f"ew.{board_id}._.profile.learner.changed.v1", b"{not json")

    async def letters() -> list[deadletters.DeadLetter]:
        return [letter async for letter in deadletters.dead_letters(js, "recommend")]

    async with asyncio.timeout(10):
        while len(await letters()) < 2:
            await asyncio.sleep(0.05)
    reasons = {letter.reason.split(":")[0]: letter for letter in await letters()}
    assert set(reasons) == {"RuntimeError", "JSONDecodeError"}
    with pytest.raises(RuntimeError):
        await deadletters.replay_dead_letter(js, sessions, listener.reactions, reasons["RuntimeError"])
    listener.fail = set()
    assert await deadletters.replay_dead_letter(js, sessions, listener.reactions, reasons["RuntimeError"])
    await deadletters.drop_dead_letter(js, "recommend", reasons["JSONDecodeError"].number)
    assert bad in listener.heard
    assert await letters() == []


async def test_an_event_that_no_stream_takes_is_refused_before_it_blocks_the_outbox(
    sessions: Sessions, board_id: UUID
) -> None:
    large = learner_changed().model_copy(update={"group_ids": [uuid4() for _ in range(26_000)]})
    with pytest.raises(EventTooLarge):
        async with board_transaction(sessions, board_id) as session:
            await announce(session, learner_changed(), large)
    assert await count(sessions, outbox) == 0


async def test_the_largest_event_that_is_taken_reaches_the_stream(
    nats_client: Client, js: JetStreamContext, sessions: Sessions, board_id: UUID
) -> None:
    grades = "g" * (LARGEST - 700)
    async with board_transaction(sessions, board_id) as session:
        await announce(session, learner_changed().model_copy(update={"grades": [grades]}))
    async with plumbing_transaction(sessions) as session:
        assert await relay_once(session, js, SOURCE) == 1


async def test_boards_do_not_see_each_others_rows(sessions: Sessions, board_id: UUID) -> None:
    async with board_transaction(sessions, board_id) as session:
        await session.execute(insert(board).values(board_id=board_id, name="one"))
    async with board_transaction(sessions, uuid4()) as session:
        assert (await session.execute(select(board))).all() == []
    async with board_transaction(sessions, None) as session:
        assert (await session.execute(select(board))).all() == []


def test_subjects_name_board_and_learner() -> None:
    board_id, learner_id = uuid4(), uuid4()
    attempt = AttemptRecorded(
        learner_id=learner_id, sequence=1, attempt_id=uuid4(), activity_id=uuid4(), goal_ids=[], level=3,
        kind="practice", form="game", occurred_at=datetime.now(UTC), recorded_at=datetime.now(UTC),
        result=Result(score_scaled=0, success=False, completion=True, duration_seconds=0),
    )  # fmt: skip
    assert subject_of(attempt, board_id=board_id) == f"ew.{board_id}.{learner_id}.profile.attempt.recorded.v1"
    created = BoardCreated(board_id=board_id)
    assert subject_of(created, board_id=board_id, audience="choices") == (
        f"replay.choices.{board_id}._.profile.board.created.v1"
    )
