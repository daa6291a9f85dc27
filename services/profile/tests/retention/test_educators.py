"""Educators and parents who left: their names go with the board's term, what they wrote about learners stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from services.profile.tests.roster.conftest import Importing, role, small  # noqa: F401 - fixtures are asked for by name
from sqlalchemy import func, insert, select, text, update

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import board
from profile_service import tables
from profile_service.retention import forgetting
from profile_service.retention.actions import begin_daily_runs, run_step
from profile_service.roster.store import lock_roster

Board = Any
Json = dict[str, Any]
TODAY = datetime.now(UTC).date()
RUNS = "/v1/board/retention/runs"
EVERYWHERE = text(
    """SELECT table_schema || '.' || table_name FROM information_schema.columns
    WHERE table_schema IN ('public', 'vault') AND column_name = 'board_id'"""
)


@pytest.fixture
def importing(school: Board) -> Importing:
    """A board of which nothing is known yet."""
    school.board_id = type(school.board_id)(int=school.board_id.int ^ 1)
    return Importing(school)


def without(files: Json, *keys: str) -> Json:
    """The package once these people are no longer in it."""
    return {
        file: [row for row in rows if not {row["sourcedId"], row.get("userSourcedId")} & set(keys)]
        for file, rows in files.items()
    }


async def age(school: Board, days: int) -> None:
    """Whoever has left did so that much longer ago."""
    earlier = timedelta(days=days)
    async with board_transaction(school.sessions, school.board_id) as session:
        for table in (tables.educator, tables.parent):
            await session.execute(update(table).values(left_at=table.c.left_at - earlier))
        held = tables.membership.c
        values = {"began_at": held.began_at - earlier, "ended_at": held.ended_at - earlier}
        await session.execute(update(tables.membership).where(held.ended_at.is_not(None)).values(**values))


async def until_done(school: Board) -> None:
    while await run_step(school.sessions, now=datetime.now(UTC)):
        pass


async def run(school: Board, *, dry: bool) -> Json:
    asked = await school.post(f"{RUNS}?dryRun={str(dry).lower()}", {})
    assert asked.status_code == 202, asked.text
    await until_done(school)
    shown: Json = (await school.get(asked.headers["Location"])).json()
    assert shown["state"] == "done"
    counts: Json = shown["counts"]["profile"]["educators"]
    return counts


async def places_with(school: Board, word: str) -> set[str]:
    """Every table of the board in which this word is anywhere."""
    found = set()
    async with board_transaction(school.sessions, school.board_id) as session:
        for table in (await session.execute(EVERYWHERE)).scalars().all():
            query = text(f"SELECT count(*) FROM {table} t WHERE strpos(t::text, :word) > 0")  # noqa: S608 - from the catalogue
            if (await session.execute(query, {"word": word})).scalar_one():
                found.add(table)
    return found


@pytest.fixture
async def left(importing: Importing, small: Json) -> Board:  # noqa: F811 - the fixture
    """The teacher wrote about Noor, and is gone from the roster since more than two years."""
    school = importing.school
    await importing.apply(importing.bulk(small))
    school.juf = (await school.known())["juf"]
    school.noor = (await importing.learners())["noor"]["learnerId"]
    move = {"dimensions": {"form": "learner"}, "reason": "Noor kan dit"}
    talk = {"topic": "Hoe gaat het?", "at": (datetime.now(UTC) + timedelta(days=2)).isoformat()}
    answers = [
        await school.put(f"/v1/learners/{school.noor}/agency", move, "educator", school.juf),
        await school.post(f"/v1/learners/{school.noor}/talks", talk, "educator", school.juf),
    ]
    assert [one.status_code for one in answers] == [200, 201], [one.text for one in answers]
    assert (await importing.confirmed(importing.bulk(without(small, "juf"))))["state"] == "applied"
    await age(school, 800)
    return school


async def test_a_dry_run_counts_who_left_and_forgets_nobody(left: Board) -> None:
    assert await run(left, dry=True) == {"educator": 1, "parent": 0}
    assert (await left.known())["juf"] == left.juf


async def test_a_run_forgets_who_it_was_and_keeps_what_was_written_about_learners(left: Board) -> None:
    before = await places_with(left, str(left.juf)), await places_with(left, "Voor-juf")
    counted = await run(left, dry=True)
    assert await run(left, dry=False) == counted
    assert {"vault.person", "public.educator", "public.membership"} <= before[0]
    assert before[1] == {"vault.person"}
    assert await places_with(left, "Voor-juf") == set()
    written = {"public.agency_move", "public.agency_place", "public.talk"}
    assert await places_with(left, str(left.juf)) == {*written, "public.outbox"}
    assert (await left.get("/v1/educators")).json()["items"] == []
    talks = (await left.get(f"/v1/learners/{left.noor}/talks", "learner", left.noor)).json()["items"]
    assert [talk["educatorId"] for talk in talks] == [str(left.juf)]


async def test_the_others_hear_once_that_the_educator_is_gone(left: Board) -> None:
    await run(left, dry=True)
    await run(left, dry=False)
    assert await run(left, dry=False) == {"educator": 0, "parent": 0}
    said = [one for one in await left.told("profile.educator.changed.v1") if one["gone"]]
    assert [(one["educatorId"], one["active"], one["version"]) for one in said] == [(str(left.juf), False, 3)]


async def test_a_step_that_breaks_off_forgets_nothing_and_is_done_anew(
    left: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    await run(left, dry=True)
    asked = await left.post(f"{RUNS}?dryRun=false", {})

    async def killed(*_: object) -> None:
        raise RuntimeError("gone")  # after every row went, before the transaction ends

    with monkeypatch.context() as broken:
        broken.setattr(forgetting, "announce_all", killed)
        with pytest.raises(RuntimeError, match="gone"):
            await until_done(left)
    between = await places_with(left, "Voor-juf"), (await left.get("/v1/educators")).json()["items"][0]["educatorId"]
    await until_done(left)
    assert between == ({"vault.person"}, str(left.juf))
    assert (await left.get(asked.headers["Location"])).json()["counts"]["profile"]["educators"]["educator"] == 1
    assert "juf" not in await left.known()


async def test_while_a_roster_is_written_nobody_is_forgotten(left: Board) -> None:
    await run(left, dry=True)
    async with board_transaction(left.sessions, left.board_id) as session:
        await lock_roster(session)
        busy = await run(left, dry=False)
    assert (busy["educator"], (await run(left, dry=False))["educator"]) == (0, 1)


async def test_who_left_less_than_the_term_ago_stays(left: Board) -> None:
    await left.put("/v1/board/retention", {"months": {"educators": 36}})
    await run(left, dry=True)
    assert await run(left, dry=False) == {"educator": 0, "parent": 0}
    assert (await left.known())["juf"] == left.juf


async def test_it_is_done_every_day(left: Board) -> None:
    async with board_transaction(left.sessions, left.board_id) as session:
        await session.execute(insert(board).values(board_id=left.board_id, name="Bestuur"))
    await run(left, dry=True)
    await begin_daily_runs(left.sessions, now=datetime.now(UTC))
    await until_done(left)
    assert "juf" not in await left.known()


async def test_who_comes_back_is_simply_new(left: Board, importing: Importing, small: Json) -> None:  # noqa: F811
    await run(left, dry=True)
    await run(left, dry=False)
    await importing.apply(importing.bulk(small))
    [found] = (await left.get("/v1/educators")).json()["items"]
    assert (found["active"], found["sourcedId"]) == (True, "juf")
    assert found["educatorId"] != str(left.juf)


async def test_nobody_is_forgotten_whose_role_has_yet_to_begin(importing: Importing, small: Json) -> None:  # noqa: F811
    later = {"beginDate": (TODAY + timedelta(days=60)).isoformat()}
    coming = {**without(small, "juf"), "users.csv": small["users.csv"]}
    coming["roles.csv"] = [*coming["roles.csv"], role("juf", "teacher", **later)]
    await importing.apply(importing.bulk(coming))
    await age(importing.school, 800)
    assert await run(importing.school, dry=True) == {"educator": 0, "parent": 0}


async def test_who_only_had_a_role_and_no_group_goes_too(importing: Importing, small: Json) -> None:  # noqa: F811
    """A head teacher teaches no group: no membership says when it ended."""
    small["roles.csv"].append(role("moeder", "principal"))
    school = importing.school
    await importing.apply(importing.bulk(small))
    over = {**role("moeder", "principal"), "endDate": TODAY.isoformat()}
    await importing.apply(importing.delta(roles=[over]))
    await age(school, 800)
    await run(school, dry=True)
    assert await run(school, dry=False) == {"educator": 1, "parent": 0}
    assert "moeder" not in await school.known()
    async with board_transaction(school.sessions, school.board_id) as session:
        held = select(func.count()).where(tables.roster_record.c.kept["user"].astext == "moeder")
        assert (await session.execute(held)).scalar_one() == 0


@pytest.fixture
async def family(importing: Importing, small: Json) -> Json:  # noqa: F811
    """The teacher is the mother of Noor as well."""
    for user in small["users.csv"]:
        user["agentSourcedIds"] = {"noor": "juf"}.get(user["sourcedId"], "")
    small["roles.csv"].append({**role("juf", "parent"), "sourcedId": "rol-ouder"})
    await importing.apply(importing.bulk(small))
    return small


async def test_a_teacher_who_is_a_parent_still_keeps_the_name(importing: Importing, family: Json) -> None:
    school = importing.school
    over = {"endDate": TODAY.isoformat()}
    rows = [{**row, **over} for row in family["roles.csv"] if row["sourcedId"] == "rol-juf-teacher"]
    ended = [{**row, **over} for row in family["enrollments.csv"] if row["userSourcedId"] == "juf"]
    await importing.apply(importing.delta(roles=rows, enrollments=ended))
    await age(school, 800)
    await run(school, dry=True)
    assert await run(school, dry=False) == {"educator": 0, "parent": 0}
    assert "juf" in await school.known()


async def test_a_parent_without_a_child_here_goes_by_the_same_term(importing: Importing, family: Json) -> None:
    school = importing.school
    over = {"endDate": TODAY.isoformat()}
    child = next(user for user in family["users.csv"] if user["sourcedId"] == "noor")
    rows = [{**row, **over} for row in family["roles.csv"] if row["userSourcedId"] == "juf"]
    ended = [{**row, **over} for row in family["enrollments.csv"] if row["userSourcedId"] == "juf"]
    await importing.apply(importing.delta(roles=rows, enrollments=ended, users=[{**child, "agentSourcedIds": ""}]))
    await run(school, dry=True)
    early = await run(school, dry=False)
    await age(school, 800)
    done = await run(school, dry=False)
    assert (early, done) == ({"educator": 0, "parent": 0}, {"educator": 1, "parent": 1})
    assert "juf" not in await school.known()
    assert [one["gone"] for one in await school.told("profile.parent.changed.v1")][-1] is True
