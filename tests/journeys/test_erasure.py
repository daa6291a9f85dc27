"""A learner is erased: every database, every stream and every log is searched, before and after."""

import asyncio
import csv
import io
import zipfile
from collections.abc import Awaitable, Callable
from time import monotonic
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from demo.roster import make_roster
from embedded.nats import ADMIN, Nats
from embedded.paths import SERVICES
from embedded.secrets import load_or_make
from tests.journeys.school import Json, School, attempt, import_roster
from tests.journeys.suite import Suite
from tests.journeys.test_main_job import card_of
from tests.journeys.test_rebuild import environment

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]

TABLES = """
    SELECT format('%I.%I', n.nspname, c.relname) AS place FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""


def renamed(package: bytes, sourced_id: str, given: str, family: str) -> bytes:
    """The same roster, in which one person has names that nobody else has."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "users.csv":
                rows = list(csv.DictReader(io.StringIO(body.decode())))
                person = next(row for row in rows if row["sourcedId"] == sourced_id)
                person |= {"givenName": given, "familyName": family}
                text = io.StringIO()
                writer = csv.DictWriter(text, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
                body = text.getvalue().encode()
            new.writestr(name, body)
    return made.getvalue()


async def in_databases(suite: Suite, needle: str) -> set[str]:
    """The tables, `service: schema.table`, where any row as text has it; looked at by the superuser."""
    assert suite.folder is not None
    password = load_or_make(suite.folder / "secrets.json")["postgres"]
    server = urlsplit(environment(suite, "profile-worker")["EW_DATABASE_URL"])
    found = set()
    for service in SERVICES:
        dsn = f"postgresql://postgres:{password}@{server.hostname}:{server.port}/{service}"
        connection = await asyncpg.connect(dsn)
        for row in await connection.fetch(TABLES):
            has = f"SELECT EXISTS (SELECT FROM {row['place']} t WHERE strpos(t::text, $1) > 0)"  # noqa: S608 - names from the catalogue
            if await connection.fetchval(has, needle):
                found.add(f"{service}: {row['place']}")
        await connection.close()
    return found


async def in_streams(suite: Suite, needle: str) -> set[str]:
    """The streams with a message that has it in its subject, headers or body."""
    assert suite.folder is not None
    secrets = Nats.passwords_from(load_or_make(suite.folder / "secrets.json"))
    client = Client()
    await client.connect(environment(suite, "profile-worker")["EW_NATS_URL"], user=ADMIN, password=secrets[ADMIN])
    js, found = client.jetstream(), set()
    for stream in await js.streams_info():
        name, number = stream.config.name or "", 1
        while True:
            try:
                message = await js.get_msg(name, seq=number, subject=">", next=True)
            except NotFoundError:
                break
            number = (message.seq or number) + 1
            if needle in f"{message.subject} {message.headers} {(message.data or b'').decode()}":
                found.add(name)
    await client.close()
    return found


def in_logs(suite: Suite, needle: str) -> set[str]:
    assert suite.folder is not None
    logs = [path for path in suite.folder.rglob("*") if path.is_file() and ".log" in path.name]
    assert logs
    return {str(path) for path in logs if needle.encode() in path.read_bytes()}


async def erased(school: School, learner_id: str) -> tuple[Json, float]:
    """The erasure when it is done, and the seconds that it took."""
    began = monotonic()
    asked = await school.door.post(f"/v1/learners/{learner_id}/erasure", {"ground": "request-by-parent"})
    assert asked.status_code == 202, asked.text
    async with asyncio.timeout(30):
        while (shown := (await school.door.get(asked.headers["Location"])).json())["state"] != "done":
            await asyncio.sleep(0.05)
    return shown, monotonic() - began


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await condition():
            await asyncio.sleep(0.2)


async def live_a_little(school: School, learner_id: str, educator_id: str) -> None:
    """An account, a card, a choice, attempts, and a dial of the learner's own."""
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    card = await card_of(learner, learner_id)
    option = card["options"][0]
    chosen = {"cardId": card["cardId"], "optionId": option["optionId"]}
    answers = [
        await learner.post(f"/v1/learners/{learner_id}/choices", json=chosen, headers={"Idempotency-Key": "keuze"}),
        await learner.post("/v1/attempts", json=attempt(learner_id, option["activityId"], right=True)),
        await school.door.post("/v1/attempts", attempt(learner_id, option["activityId"], right=False)),
        await educator.put(
            f"/v1/learners/{learner_id}/agency", json={"dimensions": {"topic": "learner"}, "reason": "Kan het zelf"}
        ),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 200], [answer.text for answer in answers]


async def test_an_erased_learner_is_nowhere_any_more(new_board: School, own_suite: Suite) -> None:
    school = new_board
    learner_id, educator_id = await school.learner_and_educator(2)
    sourced_id = next(key for key, person in school.learners.items() if person["learnerId"] == learner_id)
    given, family = f"Voor{uuid4().hex}", f"Achter{uuid4().hex}"
    outcome = await import_roster(school.door, renamed(make_roster(2026), sourced_id, given, family))
    assert outcome["state"] == "applied", outcome
    await live_a_little(school, learner_id, educator_id)

    async def arrived() -> bool:
        places = await in_databases(own_suite, learner_id)
        return {"recommend: public.estimate", "recommend: public.card_choice", "choices: public.agency_dial"} <= places

    await until(arrived)
    places = await in_databases(own_suite, learner_id)
    assert {place.split(":")[0] for place in places} == set(SERVICES)
    assert {"EW_PROFILE", "EW_CHOICES", "EW_RECOMMEND"} <= await in_streams(own_suite, learner_id)
    assert await in_databases(own_suite, given) == await in_databases(own_suite, family) == {"profile: vault.person"}
    for name in (given, family):  # not even while the learner is here
        assert await in_streams(own_suite, name) == set()
        assert in_logs(own_suite, name) == set()

    done, seconds = await erased(school, learner_id)

    assert [one["service"] for one in done["receipts"]][-1] == "profile"
    assert {one["service"] for one in done["receipts"]} == set(SERVICES)
    receipts = {one["service"]: one["what"] for one in done["receipts"]}
    assert receipts["profile"]["rows"]["person"] == receipts["gateway"]["rows"]["account"] == 1
    assert receipts["recommend"]["messages"]["EW_RECOMMEND"] >= 1
    assert await in_databases(own_suite, learner_id) == set()
    assert await in_streams(own_suite, learner_id) == set()
    for name in (given, family):
        assert await in_databases(own_suite, name) == {"profile: vault.kept_apart"}
        assert await in_streams(own_suite, name) == set()
    for needle in (learner_id, given, family):
        assert in_logs(own_suite, needle) == set()
    assert in_logs(own_suite, done["requestId"])  # the logs that were searched are those that tell of the erasure
    assert seconds < 5


async def test_a_service_that_is_away_gives_its_receipt_when_it_is_back(school: School, own_suite: Suite) -> None:
    learner_id, _ = await school.learner_and_educator(5)
    paused = own_suite.pause("choices-worker")
    try:
        asked = await school.door.post(f"/v1/learners/{learner_id}/erasure", {"ground": "left-school"})
        where = asked.headers["Location"]

        async def others_answered() -> bool:
            return len((await school.door.get(where)).json()["receipts"]) == 2

        await until(others_answered)
        assert (await school.door.get(where)).json()["state"] == "running"
        own_suite.kill("profile-worker")
    finally:
        own_suite.resume(paused)

    async def done() -> bool:
        return bool((await school.door.get(where)).json()["state"] == "done")

    await until(done)
    assert await in_databases(own_suite, learner_id) == set()
    assert await in_streams(own_suite, learner_id) == set()
