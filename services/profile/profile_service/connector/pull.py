"""Pulls a board's roster page by page. Each page is kept as it comes, so a worker that is killed loses none."""

import asyncio
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.outage import database_is_away, disk_is_full
from profile_service.connector import rules, store
from profile_service.connector.actions import OF_SCHEDULE, start_scheduled
from profile_service.connector.client import Access, Answer, Provider, provider
from profile_service.connector.messages import Trouble
from profile_service.connector.package import PackageOfPull
from profile_service.connector.rows import rows_of
from profile_service.connector.secret import Unreadable, unlock
from profile_service.roster import packages
from profile_service.roster.actions import accept_package
from profile_service.roster.errors import ImportRuns, UnsafeRosterPackage
from profile_service.settings import Settings

log = structlog.get_logger()

AT_ONCE = 3
IDLE_S = 1.0
ROUND_S = 15.0
LEASE = timedelta(minutes=3)
"""Longer than any page takes; so long a killed worker's sync waits for the next."""
LOOK_AGAIN = timedelta(seconds=2)
IN_MEMORY = 8_000_000

Clock = Callable[[], datetime]


def _utc() -> datetime:
    return datetime.now(UTC)


async def pull_forever(sessions: Sessions, *, settings: Settings) -> None:
    """Start what schedules want, and bring some syncs further at once: a slow system holds up its own board alone."""
    tasks = [asyncio.create_task(_pull_in_turn(sessions, settings)) for _ in range(AT_ONCE)]
    tasks.append(asyncio.create_task(_start_in_time(sessions)))
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def _start_in_time(sessions: Sessions) -> None:
    aside = Aside("schedule")
    while True:
        await start_due(sessions, now=_utc(), aside=aside)
        await asyncio.sleep(ROUND_S)


async def _pull_in_turn(sessions: Sessions, settings: Settings) -> None:
    rng = Random()
    while True:
        if not await pull_next(sessions, settings, rng=rng):
            await asyncio.sleep(IDLE_S)


async def start_due(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> None:
    """Each board is a transaction of its own."""
    async with plumbing_transaction(sessions) as session:
        boards = await store.boards_due(session, now)
    for board_id in set(boards) - set(aside.ids):
        with aside.trying(board_id):
            async with board_transaction(sessions, board_id) as session:
                await start_scheduled(session, now=now)


async def pull_next(sessions: Sessions, settings: Settings, *, rng: Random, clock: Clock = _utc) -> bool:
    """Bring one sync as far as it goes now; False when none waits."""
    lease, now = uuid4(), clock()
    async with plumbing_transaction(sessions) as session:
        sync = await store.claim(session, lease, now, now + LEASE)
    if sync is None:
        return False
    pull = Pull(sessions, settings, sync, lease, clock)
    try:
        await pull.go_on()
    except Trouble as trouble:
        await pull.set_back(trouble, rng)
    except Exception as error:
        if disk_is_full(error):
            await pull.set_back(Trouble("disk-full", passing=True), rng)
            return True
        if database_is_away(error):
            raise  # nothing against the sync, which is taken up again
        # Neither its text nor its values: they may be names.
        at = traceback.extract_tb(error.__traceback__)[-1]
        log.error("sync failed", sync_id=str(sync.sync_id), error=type(error).__name__, at=f"{at.name}:{at.lineno}")
        await pull.set_back(Trouble("internal"), rng)
    return True


class Lost(Trouble):
    """Another worker has it by now, or it is over: there is nothing to write."""

    def __init__(self) -> None:
        super().__init__("lost")


class Pull:
    """One sync in the hands of one worker. `sync` is as it was when taken up; what changes is kept beside it."""

    def __init__(self, sessions: Sessions, settings: Settings, sync: Row[Any], lease: UUID, clock: Clock) -> None:
        self._sessions, self._settings, self._sync, self._lease, self._clock = sessions, settings, sync, lease, clock
        self._todo: list[str] = list(sync.todo)
        self._url: str | None = sync.url
        self._probing: bool = sync.probing
        self._pages: int = sync.pages
        self._fetched: dict[str, int] = dict(sync.fetched)
        self._tries: int = sync.tries

    async def go_on(self) -> None:
        if self._sync.state == "importing":
            await self._follow_import()
            return
        if self._todo:
            async with provider(await self._access(), reach=self._settings.connector_reach) as sis:
                while self._todo:
                    await self._fetch(sis)
        await self._hand_in()

    async def _access(self) -> Access:
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            found = await store.find_connector(session)
        if found is None or found.base_url != self._sync.base_url:
            raise Trouble("settings-changed")
        if self._settings.connector_key is None:
            raise Trouble("no-key")
        try:
            secret = unlock(found.client_secret, self._sync.board_id, self._settings.connector_key)
        except Unreadable as error:
            raise Trouble("no-key") from error
        return Access(found.token_url, found.client_id, secret, found.scopes)

    async def _fetch(self, sis: Provider) -> None:
        collection = self._todo[0]
        first = rules.first_url(self._sync.base_url, collection, self._sync.since)
        asked = self._url or first
        answer = await self._answer(sis, asked, collection)
        if answer is None:
            return
        items = rules.items_in(answer.body, collection)
        if items is None:
            raise Trouble("not-oneroster", part=collection)
        await self._keep(collection, asked, first, answer, items)

    async def _answer(self, sis: Provider, asked: str, collection: str) -> Answer | None:
        """None where the system lacks the collection and others take its place."""
        lacks = self._url is None and collection in rules.INSTEAD
        try:
            answer = await sis.get(asked, collection)
        except Trouble as trouble:
            # Who may not see birth dates may still see the rest.
            if not (lacks and trouble.code == "refused" and collection == "demographics"):
                raise
        else:
            if answer.status != 404:
                return answer
            if not lacks:
                raise Trouble("provider-error", status=404, part=collection, minor=rules.minor_of(answer.body))
        self._todo[:1] = rules.INSTEAD[collection]
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            await self._save(session)
        return None

    async def _keep(self, collection: str, asked: str, first: str, answer: Answer, items: list[dict[str, Any]]) -> None:
        so_far = self._fetched.get(collection, 0) + len(items)
        following = rules.after(asked, answer.headers, len(items), so_far, first)
        digest = rules.digest_of(items)
        rows = rows_of(collection, items, moment=_moment(self._sync.started_at))
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            seen = bool(items) and await store.has_page(session, self._sync.sync_id, collection, digest=digest)
            if seen and not (self._probing and len(items) < rules.LIMIT):
                raise Trouble("looped", part=collection)
            if seen:  # it gives all at once, whatever the offset: what came is all there is
                following, items = rules.Next(None), []
            if items:
                page = {"number": self._pages, "collection": collection, "asked": asked, "digest": digest}
                await store.add_page(session, sync_id=self._sync.sync_id, rows=rows, **page)
                self._pages += 1
            await self._check_next(session, collection, following)
            self._move_on(collection, answer, following, len(items))
            await self._save(session)

    async def _check_next(self, session: AsyncSession, collection: str, following: rules.Next) -> None:
        if following.url is None:
            return
        if not rules.same_server(following.url, self._sync.base_url):
            raise Trouble("link-elsewhere", part=collection)
        if await store.has_page(session, self._sync.sync_id, collection, asked=following.url):
            raise Trouble("looped", part=collection)

    def _move_on(self, collection: str, answer: Answer, following: rules.Next, came: int) -> None:
        self._fetched[collection] = self._fetched.get(collection, 0) + came
        self._url, self._probing, self._tries = following.url, following.probing, 0
        if following.url is not None:
            return
        self._todo.pop(0)
        promised, found = rules.total_of(answer.headers), self._fetched[collection]
        # Of a whole set a missing part would be people who seem to have left.
        if self._sync.since is None and promised is not None and found < promised:
            raise Trouble("incomplete", part=collection, found=found, promised=promised)

    async def _save(self, session: AsyncSession) -> None:
        await self._change(
            session,
            state="running",
            todo=self._todo,
            url=self._url,
            probing=self._probing,
            pages=self._pages,
            fetched=self._fetched,
            tries=self._tries,
            problem=None,
            due_at=self._clock() + LEASE,
        )

    async def _change(self, session: AsyncSession, **values: Any) -> None:
        if not await store.change_sync(session, self._sync.sync_id, self._lease, **values):
            raise Lost

    async def _hand_in(self) -> None:
        """What was fetched becomes an import like any other: with its checks, its holding back and its report."""
        sync_id, full = self._sync.sync_id, self._sync.mode == "full"
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            if await packages.running_id(session) is not None:
                await self._wait_for_import(session)
                return
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
                made = PackageOfPull(session, sync_id, full=full, moment=_moment(self._sync.started_at))
                if not await made.write(file):
                    await self._change(session, state="done", problem=None, finished_at=self._clock(), lease=None)
                    return
                file.seek(0)
                try:
                    accepted = await accept_package(session, OF_SCHEDULE, file, now=self._clock())
                except ImportRuns:
                    await self._wait_for_import(session)
                    return
                except UnsafeRosterPackage as error:
                    raise Trouble("unsafe-package") from error
            await store.drop_pages(session, sync_id)
            due_at = self._clock() + LOOK_AGAIN
            imported = {"import_id": accepted.import_id, "due_at": due_at, "lease": None}
            await self._change(session, state="importing", problem=None, **imported)

    async def _wait_for_import(self, session: AsyncSession) -> None:
        waits = {"problem": {"code": "import-runs"}, "due_at": self._clock() + LOOK_AGAIN, "lease": None}
        await self._change(session, state="waiting", **waits)

    async def _follow_import(self) -> None:
        import_id = self._sync.import_id
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            state = await store.import_state(session, import_id)
            if state == "applied":
                await self._change(session, state="done", problem=None, finished_at=self._clock(), lease=None)
            elif state in ("running", "held"):
                problem = {"code": "import-held", "import_id": str(import_id)} if state == "held" else None
                await self._change(session, problem=problem, due_at=self._clock() + LOOK_AGAIN, lease=None)
            else:
                raise Trouble("import-not-applied", import_id=str(import_id), state=state or "removed")

    async def set_back(self, trouble: Trouble, rng: Random) -> None:
        """Wait and try again, or end; what is over keeps no names."""
        if isinstance(trouble, Lost):
            return
        tries, now = self._tries + 1, self._clock()
        again = trouble.passing and tries < rules.MOST_TRIES
        log.info("sync set back", sync_id=str(self._sync.sync_id), code=trouble.code, again=again)
        async with board_transaction(self._sessions, self._sync.board_id) as session:
            common = {"problem": trouble.problem, "lease": None, "tries": tries}
            if again:
                due_at = now + timedelta(seconds=rules.wait_s(self._tries, trouble.retry_after, rng))
                state = {"state": "waiting", "due_at": due_at}
            else:
                state = {"state": "failed", "finished_at": now}
            done = await store.change_sync(session, self._sync.sync_id, self._lease, **common, **state)
            if done and not again:
                await store.drop_pages(session, self._sync.sync_id)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
