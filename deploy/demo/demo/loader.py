"""Load the demo board through the public API, as a board's own systems would; run again, it goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx2

from demo.dials import GROUP_DIALS, LEARNER_DIALS
from demo.door import PATIENCE, Door, Refused
from demo.files import ACTIVITIES, OWN_FRAMEWORK, SLO_FRAMEWORK, Json, read_json, read_json_lines
from demo.loading import DAYS, Loading
from demo.modules import offer_electives
from demo.passwords import new_password
from demo.people import BOARD
from demo.questions import ask_questions
from demo.roster import accounts, make_roster
from demo.simulator import demo_activities, demo_class, demo_goals, simulate
from demo.state import State
from demo.weeks import plan_weeks

AT_ONCE = 8  # activities
BATCH = 1000  # attempts: the most that the API takes
IMPORT_PATIENCE = 120.0  # seconds


async def load(
    url: str,
    system_client_id: str,
    system_client_secret: str,
    state_dir: Path,
    progress: Callable[[str], None],
    *,
    seed: int = 2026,
    today: date | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Json:
    """`{board, accounts, clients}` as `make up` shows them; nothing is sent when an earlier run had finished."""
    state = State(state_dir)
    if "summary" in state.facts:
        finished: Json = state.facts["summary"]
        return finished
    async with Door(url, system_client_id, system_client_secret, transport) as door:
        await door.sign_in()
        system = {"clientId": system_client_id, "clientSecret": system_client_secret, "role": "system"}
        system_client = {**system, "scopes": door.scopes}
        await _make_board(door, state, progress)
    client = state.facts["board"]["client"]
    async with Door(url, client["clientId"], client["clientSecret"], transport) as door:
        await door.sign_in()
        loading = Loading(door, state, progress, seed, today or datetime.now(UTC).date())
        for step in STEPS:
            await step(loading)
        sis_client = {**client, "role": "sis", "scopes": door.scopes}
    board = {name: state.facts["board"][name] for name in ("boardId", "name")}
    summary = {"board": board, "accounts": state.facts["accounts"], "clients": [system_client, sis_client]}
    state.save(summary=summary)
    return summary


async def _make_board(door: Door, state: State, progress: Callable[[str], None]) -> None:
    if "board" in state.facts:
        return
    progress(f"Bestuur {BOARD} maken")
    if "boardKey" not in state.facts:
        state.save(boardKey=str(uuid4()))  # before the request: a crash in between may not make a second board
    reply = await door.post("/v1/boards", {"name": BOARD}, key=state.facts["boardKey"])
    state.save(board=reply.json())


async def _import_roster(loading: Loading) -> None:
    facts = loading.state.facts
    if facts.get("rosterApplied"):
        return
    loading.progress("Leerlingen, leraren en groepen importeren (OneRoster)")
    if "rosterImport" not in facts:
        accepted = await loading.door.post("/v1/roster/imports", make_roster(loading.seed), key="demo-roster")
        loading.state.save(rosterImport=accepted.headers["Location"])
    async with asyncio.timeout(IMPORT_PATIENCE):
        reply = await loading.door.get(facts["rosterImport"])
        while reply.json()["state"] == "running":
            await asyncio.sleep(0.25)
            reply = await loading.door.get(facts["rosterImport"])
    if reply.json()["state"] != "applied":
        raise Refused(reply)
    loading.state.save(rosterApplied=True)


async def _import_frameworks(loading: Loading) -> None:
    for path in (SLO_FRAMEWORK, OWN_FRAMEWORK):  # in this order: our goals hang under SLO's
        done: list[str] = loading.state.facts.get("frameworks", [])
        if path.name not in done:
            loading.progress(f"Leerdoelen importeren: {path.name}")
            await loading.door.post("/v1/frameworks/imports", read_json(path), key=f"demo-{path.name}")
            loading.state.save(frameworks=[*done, path.name])


async def _add_activities(loading: Loading) -> None:
    ids: dict[str, str] = loading.state.facts.get("activities", {})
    missing = [body for body in read_json_lines(ACTIVITIES) if body["activityKey"] not in ids]
    if missing:
        loading.progress(f"{len(missing)} activiteiten toevoegen")
    for form in (False, True):  # a B form names its A form, so it comes after all of those
        these = [body for body in missing if ("parallelToKey" in body) is form]
        for first in range(0, len(these), AT_ONCE):
            some = these[first : first + AT_ONCE]
            made = await asyncio.gather(*(_add_activity(loading.door, body, ids) for body in some))
            ids = ids | dict(made)
            loading.state.save(activities=ids)


async def _add_activity(door: Door, activity: Json, ids: dict[str, str]) -> tuple[str, str]:
    key = activity["activityKey"]
    body = {name: value for name, value in activity.items() if name not in {"activityKey", "parallelToKey"}}
    if "parallelToKey" in activity:
        body["parallelTo"] = ids[activity["parallelToKey"]]
    reply = await door.post("/v1/activities", body, key=f"demo-{key}")
    return key, reply.json()["activityId"]


async def _map_people(loading: Loading) -> None:
    """Which id of the platform belongs to which sourcedId of the roster."""
    if "learners" in loading.state.facts:
        return
    loading.state.save(
        groups={g["sourcedId"]: g async for g in loading.door.pages("/v1/groups")},
        educators={e["sourcedId"]: e async for e in loading.door.pages("/v1/educators")},
        learners={p["sourcedId"]: p async for p in loading.door.pages("/v1/learners")},
        parents={p["sourcedId"]: p async for p in loading.door.pages("/v1/parents")},
    )


async def _make_accounts(loading: Loading) -> None:
    facts = loading.state.facts
    for wanted in accounts(loading.seed):
        made: list[Json] = facts.get("accounts", [])
        if any(account["username"] == wanted.username for account in made):
            continue
        passwords: dict[str, str] = facts.get("passwords", {})
        if wanted.username not in passwords:
            passwords = {**passwords, wanted.username: new_password()}
            loading.state.save(passwords=passwords)  # before the request: a crash in between may not lose it
        account = {"username": wanted.username, "password": passwords[wanted.username], "role": wanted.role}
        person = _person(facts, wanted.role, wanted.sourced_id)
        identity = next((person[name] for name in ("learnerId", "educatorId", "parentId") if name in person), None)
        await _make_account(loading.door, account, identity)
        shown = ("learnerId", "educatorId", "parentId", "groupIds", "learnerIds")
        known = {name: person[name] for name in shown if name in person}
        loading.state.save(accounts=[*made, {**account, **known}])


def _person(facts: Json, role: str, sourced_id: str | None) -> Json:
    if sourced_id is None:
        return {}
    person: Json = facts[f"{role}s"][sourced_id]
    return person


async def _make_account(door: Door, account: Json, user_id: str | None) -> None:
    body = account if user_id is None else {**account, "userId": user_id}
    try:
        await door.post("/v1/accounts", body, key=f"demo-{account['username']}", until_known=True)
    except Refused as refused:
        ours = refused.status == 409 and await door.knows_password(account["username"], account["password"])
        if not ours:  # ours: an earlier run made it, and was stopped before it could write that down
            raise


async def _send_attempts(loading: Loading) -> None:
    facts = loading.state.facts
    if "attemptsFrom" not in facts:  # kept: the same attempt ids must keep the same times
        loading.state.save(attemptsFrom=_three_whole_weeks_before(loading.today).isoformat())
    ids = {sourced_id: UUID(learner["learnerId"]) for sourced_id, learner in facts["learners"].items()}
    start = date.fromisoformat(facts["attemptsFrom"])
    people, choices = demo_class(loading.seed, ids), demo_activities(facts["activities"])
    attempts = list(simulate(people, choices, demo_goals(), start, DAYS, loading.seed))
    for first in range(facts.get("attemptsSent", 0), len(attempts), BATCH):
        loading.progress(f"Pogingen van drie weken sturen: {first} van {len(attempts)}")
        await _send_batch(loading.door, attempts[first : first + BATCH])
        loading.state.save(attemptsSent=min(first + BATCH, len(attempts)))


async def _send_batch(door: Door, attempts: list[Json]) -> None:
    """Until none is rejected because the news of its activity had not arrived yet; any other rejection is an error."""
    async with asyncio.timeout(PATIENCE):
        while True:
            reply = await door.post("/v1/attempts/batch", {"attempts": attempts})
            rejected = {r["attemptId"]: r["problem"] for r in reply.json()["results"] if r["status"] == "rejected"}
            if not rejected:
                return
            if any(problem["status"] != 404 for problem in rejected.values()):
                raise Refused(reply)
            attempts = [attempt for attempt in attempts if attempt["attemptId"] in rejected]
            await asyncio.sleep(0.5)


def _three_whole_weeks_before(today: date) -> date:
    return today - timedelta(days=today.weekday() + DAYS)


async def _set_dials(loading: Loading) -> None:
    facts = loading.state.facts
    wanted = [(dial, f"/v1/groups/{facts['groups'][dial.of]['groupId']}/agency") for dial in GROUP_DIALS]
    wanted += [(dial, f"/v1/learners/{facts['learners'][dial.of]['learnerId']}/agency") for dial in LEARNER_DIALS]
    for dial, path in wanted:
        done: list[str] = facts.get("dials", [])
        if dial.name not in done:
            loading.progress(f"Regieknop zetten: {dial.name}")
            await loading.door.replace(path, dial.body)
            loading.state.save(dials=[*done, dial.name])


STEPS: tuple[Callable[[Loading], Awaitable[None]], ...] = (
    _import_roster,
    _import_frameworks,
    _add_activities,
    _map_people,
    _make_accounts,
    _send_attempts,
    _set_dials,
    ask_questions,
    offer_electives,
    plan_weeks,
)
