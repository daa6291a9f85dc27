"""From the records of a roster to who there is."""

from datetime import date
from typing import Any

import pytest

from profile_service.roster.rules import derive, holds, slug

TODAY = date(2026, 11, 23)
ALWAYS = {"begins": None, "ends": None}


def records(**files: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """A school with one class and one pupil; `files` lays more records over it."""
    base: dict[str, dict[str, dict[str, Any]]] = {
        "orgs": {"s": {"name": "De Linde", "type": "school"}, "d": {"name": "Bestuur", "type": "district"}},
        "courses": {"c": {"grades": ["groep-6"]}},
        "classes": {"g": {"title": "6a", "grades": [], "course": "c", "school": "s", "subject": None}},
        "users": {"p": {"grades": [], "enabled": True}},
        "roles": {"r": {"user": "p", "role": "student", "org": "s", **ALWAYS}},
        "enrollments": {"e": {"class": "g", "user": "p", "role": "student", **ALWAYS}},
    }
    return {f"{name}.csv": {**base[name], **files.get(name, {})} for name in base}


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, True),
        ("2026-11-23", None, True),
        ("2026-11-24", None, False),
        (None, "2026-11-24", True),
        (None, "2026-11-23", False),
    ],
)
def test_a_record_holds_from_its_first_day_until_the_day_it_ends(
    begins: str | None, ends: str | None, expected: bool
) -> None:
    assert holds({"begins": begins, "ends": ends}, TODAY) is expected


def test_grades_come_from_the_user_or_else_its_class_or_else_the_course() -> None:
    assert derive(records(), TODAY).users["p"].grades == ["groep-6"]
    own = records(users={"p": {"grades": ["groep-7"], "enabled": True}})
    assert derive(own, TODAY).users["p"].grades == ["groep-7"]


def test_who_is_no_longer_enrolled_is_in_no_group_and_learns_no_more_when_the_role_ends_too() -> None:
    over = {"begins": "2025-08-01", "ends": "2026-08-01"}
    left = records(enrollments={"e": {"class": "g", "user": "p", "role": "student", **over}})
    assert (derive(left, TODAY).users["p"].learns_in, derive(left, TODAY).users["p"].learns_now) == (frozenset(), True)
    left["roles.csv"]["r"] |= over
    assert (derive(left, TODAY).users["p"].is_learner, derive(left, TODAY).users["p"].learns_now) == (True, False)


def test_one_user_may_learn_at_one_school_and_teach_at_another() -> None:
    more = records(
        orgs={"t": {"name": "De Eik", "type": "school"}},
        roles={"r2": {"user": "p", "role": "teacher", "org": "t", **ALWAYS}},
    )
    user = derive(more, TODAY).users["p"]
    assert (user.is_learner, user.is_educator, user.schools) == (True, True, frozenset({"s", "t"}))


def test_a_parent_neither_learns_nor_teaches() -> None:
    more = records(
        users={"m": {"grades": [], "enabled": True}},
        roles={"r2": {"user": "m", "role": "guardian", "org": "s", **ALWAYS}},
    )
    parent = derive(more, TODAY).users["m"]
    assert (parent.is_learner, parent.is_educator) == (False, False)


def test_a_class_of_an_organisation_that_is_gone_is_left_out() -> None:
    elsewhere: dict[str, Any] = {"title": "x", "grades": [], "course": "c", "school": "weg", "subject": None}
    assert set(derive(records(classes={"h": elsewhere}), TODAY).groups) == {"g"}


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Rekenen en wiskunde", "rekenen-en-wiskunde"),
        ("Café & Théâtre", "cafe-theatre"),
        ("العربية", None),
        (None, None),
        ("", None),
    ],
)
def test_a_subject_becomes_the_word_that_goals_have(subject: str | None, expected: str | None) -> None:
    assert slug(subject) == expected
