"""A dossier's pages are read by parents: names of people, groups and days, and no ids."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.errors import Language
from profile_service import tables
from profile_service.dossier.archive import page
from profile_service.dossier.own import gather_own, names_of, titles_of
from profile_service.dossier.story import people_in, story
from profile_service.dossier.teller import Teller
from profile_service.dossier.words import SECTIONS

ME, EDUCATOR, CLASSMATE = (f"{number}1111111-1111-4111-8111-111111111111" for number in "123")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def documents(**rows: Any) -> dict[str, Any]:
    own = {"learner": [{"learner_id": ME, "active": True, "grades": ["groep-7"], "school_ids": []}], **rows}
    return {"profile": {"rows": own, "titles": {}, "people": {EDUCATOR: "Sanne de Vries"}}}


@pytest.fixture
def teller() -> Teller:
    return Teller("nl", {}, {EDUCATOR: "Sanne de Vries"}, ME)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("author_id", EDUCATOR, "Sanne de Vries"),
        ("author_id", CLASSMATE, "iemand anders op school"),
        ("author_id", ME, "de leerling zelf"),
        ("viewer_id", "sis-AbC", "systeem van de school"),
        ("author_id", "erased", "iemand die gewist is"),
        ("score_scaled", 0, "0%"),
        ("score_scaled", 0.925, "92%"),
        ("month", "2026-02", "februari 2026"),
        ("week", "2026-11-23", "23-11-2026"),
        ("state", "missed", "niet doorgegaan"),
        ("purpose", "research", "Meedoen aan onderzoek"),
        ("what", "mastery", "de inschatting per leerdoel"),
        ("proof", f"account {CLASSMATE}", "ingelogd in Eigenwijs"),
        ("goal_id", CLASSMATE, "bestaat niet meer"),
        ("dimensions", {"topic": "learner"}, "onderwerp: leerling"),
        ("rubric", [{"criterion": "Taal", "levels": ["begin", "goed"], "scored": 1}], "Taal: goed"),
    ],
)
def test_a_value_is_said_as_a_parent_would(teller: Teller, column: str, value: Any, told: str) -> None:
    assert teller.value(column, value) == told


@pytest.mark.parametrize("column", ["title", "topic", "text", "reason", "note", "notes"])
def test_what_people_wrote_is_not_taken_for_a_word_of_ours(teller: Teller, column: str) -> None:
    assert teller.value(column, "check") == "check"


def test_in_english_a_day_has_its_month_in_letters() -> None:
    assert Teller("en", {}, {}, ME).value("at", "2026-03-04T09:00:00+00:00") == "4 March 2026 10:00"


def test_work_counts_in_the_month_that_it_was_at_school() -> None:
    attempt = {"occurred_at": "2026-06-30T22:30:00+00:00", "success": True, "goal_ids": [], "kind": "practice"}
    months = story(documents(attempt=[attempt]), "nl", NOW)["sections"][0]
    assert months["rows"] == [["juli 2026", "1", "1"]]


def test_wishes_for_electives_are_told_by_the_titles_of_periods_and_modules() -> None:
    period, first, second = (str(UUID(int=number)) for number in (51, 52, 53))
    wish = {"set_at": "2026-11-24T09:00:00+00:00", "wishes": {period: [first, second]}, "author_id": ME}
    told = documents(elective_wish=[wish])
    told["profile"]["titles"] = {period: "Blok 1", first: "Robots", second: "Koken"}
    assert "Blok 1: Robots; Koken" in story(told, "nl", NOW)["sections"][0]["rows"][0]


@pytest.mark.parametrize(("language", "said"), [("nl", "Waarover niets is bewaard"), ("en", "What nothing is kept")])
def test_of_a_learner_with_nothing_the_page_says_what_there_is_not(language: Language, said: str) -> None:
    told = story(documents(), language, NOW)
    assert told["sections"] == []
    assert len(told["missing"]) == len(SECTIONS.keys() - {"who", "months"})
    assert said in page(documents(), language, NOW)


async def test_groups_schools_teachers_and_parents_are_named_and_classmates_are_not(school: Any) -> None:
    me, mate = school.learners
    teacher, other = school.educators
    mother, given = other, {"given": "Karin", "family": "Verbeek"}
    async with board_transaction(school.sessions, school.board_id) as session:
        family = {"parent_id": mother, "version": 1, "active": True, "learner_ids": [me, mate]}
        await session.execute(insert(tables.parent).values(board_id=school.board_id, **family))
        await session.execute(tables.person.update().where(tables.person.c.user_id == mother).values(**given))
        record = {"file": "demographics.csv", "sourced_id": "l0", "kept": {"sixteen": "2031-05-01"}}
        await session.execute(insert(tables.roster_record).values(board_id=school.board_id, **record))
    move = {"dimensions": {"form": "learner"}, "reason": "Kan het zelf"}
    moved = await school.put(f"/v1/learners/{me}/agency", move, "educator", teacher)
    assert moved.status_code == 200, moved.text
    async with board_transaction(school.sessions, school.board_id) as session:
        own = await gather_own(session, me)
        held: dict[str, Any] = {"profile": {"rows": own, "titles": await titles_of(session, own)}}
        held["profile"]["people"] = await names_of(session, people_in(held))
        named = await names_of(session, [str(mate), str(teacher), "sis-x"])
    told = page(held, "nl", NOW)
    assert own["parent"] == [{"parent_id": str(mother)}]
    assert set(named) == {str(teacher)}
    assert {"Groep 0", "School", "Voornaam e0 Achternaam", "Karin Verbeek", "01-05-2031", "groep 6"} <= {
        words for words in ("Groep 0", "School", "Voornaam e0 Achternaam", "Karin Verbeek", "01-05-2031", "groep 6")
        if words in told
    }  # fmt: skip
    assert str(teacher)[:8] not in told
