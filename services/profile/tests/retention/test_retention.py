"""Terms per kind of data: set within bounds, tried before they are kept to, and kept to every day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.ids import new_id
from profile_service import tables
from profile_service.erasure.rules import months_after
from profile_service.erasure.tables import kept_apart
from profile_service.retention.actions import begin_daily_runs, run_step
from profile_service.retention.rules import KEPT, KINDS
from profile_service.retention.tables import retention_run
from profile_service.talks.tables import talk

Board = Any
Json = dict[str, Any]
TERMS, RUNS = "/v1/board/retention", "/v1/board/retention/runs"
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=800)


@pytest.fixture
async def school(school: Board) -> Board:
    """Learner 0 left long ago; an import and a name that was kept apart are old too."""
    async with board_transaction(school.sessions, school.board_id) as session:
        of_learner = tables.learner.c.learner_id == school.learners[0]
        await session.execute(update(tables.learner).where(of_learner).values(active=False, group_ids=[]))
        of_user = tables.membership.c.user_id == school.learners[0]
        await session.execute(update(tables.membership).where(of_user).values(ended_at=LONG_AGO))
        old = {"state": "applied", "author_id": "sis", "created_at": LONG_AGO, "finished_at": LONG_AGO}
        values = {"board_id": school.board_id, "import_id": new_id(), "counts": {}, "errors": []}
        await session.execute(insert(tables.roster_import).values(**old, **values))
        kept = {"kept_id": new_id(), "schools": [], "ended_on": LONG_AGO.date(), "ground": "enrolment-administration"}
        past = {"given": "Oud", "family": "Leerling", "until": NOW.date() - timedelta(days=1)}
        await session.execute(insert(kept_apart).values(board_id=school.board_id, **kept, **past))
    return school


async def run(school: Board, *, dry: bool) -> Json:
    asked = await school.post(f"{RUNS}?dryRun={str(dry).lower()}", {})
    assert asked.status_code == 202, asked.text
    await until_done(school)
    shown: Json = (await school.get(asked.headers["Location"])).json()
    assert shown["state"] == "done"
    return shown


async def until_done(school: Board) -> None:
    while await run_step(school.sessions, now=datetime.now(UTC)):
        pass


async def runs(school: Board) -> list[tuple[bool, str]]:
    async with board_transaction(school.sessions, school.board_id) as session:
        rows = await session.execute(select(retention_run).order_by(retention_run.c.run_id))
        return [(row.dry_run, row.author_id) for row in rows]


async def test_every_kind_has_its_term_its_bounds_and_its_ground_in_two_languages(school: Board) -> None:
    dutch = (await school.get(TERMS)).json()
    headers = {**school.headers("sis"), "Accept-Language": "en"}
    english = (await school.client.get(TERMS, headers=headers)).json()
    assert [term["kind"] for term in dutch["terms"]] == list(KINDS)
    assert all(term["least"] <= term["default"] == term["months"] <= term["most"] for term in dutch["terms"])
    assert all(nl["ground"] != en["ground"] for nl, en in zip(dutch["terms"], english["terms"], strict=True))


async def test_a_dry_run_counts_and_deletes_nothing(school: Board) -> None:
    shown = await run(school, dry=True)
    assert shown["counts"] == {
        "profile": {
            "learners": {"learner": 1},
            "educators": {"educator": 0, "parent": 0},
            "motivation": shown["counts"]["profile"]["motivation"],
            "reflections": shown["counts"]["profile"]["reflections"],
            "access-log": shown["counts"]["profile"]["access-log"],
            "roster-imports": {"roster_import": 1},
        }
    }
    assert (await school.get(f"/v1/learners/{school.learners[0]}")).status_code == 200
    assert len((await school.get("/v1/roster/imports")).json()["items"]) == 1


async def test_a_run_erases_who_left_everywhere_and_what_is_past_its_term(school: Board) -> None:
    counted = await run(school, dry=True)
    done = await run(school, dry=False)
    assert done["counts"] == counted["counts"]
    assert (await school.get(f"/v1/learners/{school.learners[0]}")).status_code == 404
    assert (await school.get(f"/v1/learners/{school.learners[1]}")).status_code == 200
    assert (await school.get("/v1/roster/imports")).json()["items"] == []
    assert "profile.erasure.requested.v1" in await school.announced()
    assert [one["ground"] for one in (await school.get("/v1/board/erasures")).json()["items"]] == ["term-passed"]


async def test_no_run_without_a_dry_run_with_the_same_terms(school: Board) -> None:
    refused = await school.post(RUNS, {})
    await run(school, dry=True)
    await school.put(TERMS, {"months": {"learners": 36}})
    changed = await school.post(RUNS, {})
    needed = (await school.get(TERMS)).json()["dryRunNeeded"]
    counted = await run(school, dry=True)
    allowed = await school.post(RUNS, {})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:eigenwijs:problem:dry-run-first")
    assert (changed.status_code, needed, allowed.status_code) == (409, True, 202)
    assert counted["counts"]["profile"]["learners"] == {"learner": 0}


async def test_it_is_done_every_day_once_the_terms_were_tried(school: Board) -> None:
    await begin_daily_runs(school.sessions, now=datetime.now(UTC))
    untried = await runs(school)
    await run(school, dry=True)
    for _ in range(2):
        await begin_daily_runs(school.sessions, now=datetime.now(UTC))
        await until_done(school)
    tried = await runs(school)
    await begin_daily_runs(school.sessions, now=datetime.now(UTC) + timedelta(hours=25))
    next_day = await runs(school)
    await until_done(school)
    assert untried == []
    assert tried == [(True, "client"), (False, "retention")]
    assert next_day == [*tried, (False, "retention")]


async def test_what_was_kept_apart_goes_on_its_day(school: Board) -> None:
    before = (await school.get("/v1/board/kept-apart")).json()["items"]
    await begin_daily_runs(school.sessions, now=datetime.now(UTC))
    assert [one["given"] for one in before] == ["Oud"]
    assert (await school.get("/v1/board/kept-apart")).json()["items"] == []


async def test_terms_keep_to_their_bounds_and_only_named_kinds_change(school: Board) -> None:
    bad = await school.put(TERMS, {"months": {"learners": 600}})
    unknown = await school.put(TERMS, {"months": {"names": 1}})
    good = await school.put(TERMS, {"months": {"learners": 12, "motivation": 6}})
    back = await school.put(TERMS, {"months": {"motivation": None}})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "#/months/learners")
    assert unknown.status_code == 422
    assert {term["kind"]: term["months"] for term in back.json()["terms"]}["learners"] == 12
    assert {term["kind"]: term["months"] for term in back.json()["terms"]}["motivation"] == 24
    assert (good.json()["version"], back.json()["version"]) == (1, 2)


async def test_who_changes_terms_that_another_changed_meanwhile_is_told(school: Board) -> None:
    tag = (await school.get(TERMS)).headers["ETag"]
    headers = {**school.headers("sis"), "If-Match": tag}
    answers = [
        await school.client.put(TERMS, json={"months": {"learners": months}}, headers=headers) for months in (12, 13)
    ]
    assert [answer.status_code for answer in answers] == [200, 412]


async def test_terms_are_the_boards_business_alone(school: Board) -> None:
    answers = [
        await school.get(TERMS, "educator", school.educators[0]),
        await school.put(TERMS, {"months": {"learners": 1}}, "educator", school.educators[0]),
        await school.post(RUNS, {}, "learner", school.learners[1]),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


async def test_boards_do_not_see_each_others_runs(school: Board) -> None:
    made = await run(school, dry=True)
    async with board_transaction(school.sessions, school.board_id) as session:
        known = (await session.execute(select(board.c.board_id))).scalars().all()
    school.board_id = new_id()
    assert known != [school.board_id]
    assert (await school.get(f"{RUNS}/{made['runId']}")).status_code == 404


async def test_each_board_keeps_to_its_own_terms(school: Board) -> None:
    ours = school.board_id
    school.board_id = new_id()
    await school.put(TERMS, {"months": {KEPT: 12}})
    school.board_id = ours
    await school.put(TERMS, {"months": {KEPT: 60}})
    await run(school, dry=True)
    shown = await run(school, dry=False)
    async with board_transaction(school.sessions, ours) as session:
        until = (
            await session.execute(select(kept_apart.c.until).order_by(kept_apart.c.until.desc()).limit(1))
        ).scalar()
    assert shown["counts"]["profile"]["learners"] == {"learner": 1}
    assert until == months_after(LONG_AGO.date(), 60)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-120, 120))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


async def test_a_talk_that_never_was_held_goes_with_its_term_too(school: Board) -> None:
    said = {"topic": "Hoe gaat het?", "moved_from": [], "agreements": [], "notes_visible_to": [], "author_id": "e"}
    when = {"created_at": LONG_AGO, "changed_at": LONG_AGO, "changed_by_id": "e"}
    async with board_transaction(school.sessions, school.board_id) as session:
        for at in (LONG_AGO, LONG_AGO - timedelta(days=700), NOW):
            ids = {"learner_id": school.learners[1], "talk_id": new_id(), "educator_id": school.educators[1]}
            row = {"board_id": school.board_id, "at": at, "state": "missed", **ids, **said, **when}
            await session.execute(insert(talk).values(**row))
    counted = await run(school, dry=True)
    await run(school, dry=False)
    async with board_transaction(school.sessions, school.board_id) as session:
        left = (await session.execute(select(talk.c.at))).scalars().all()
    assert counted["counts"]["profile"]["reflections"]["talk"] == 1
    assert sorted(left) == [LONG_AGO, NOW]
