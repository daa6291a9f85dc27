"""What is told about data fits the age of whoever reads it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from profile_service.notices.rules import audience_of
from profile_service.notices.texts import AUDIENCES, NOTICES, Audience
from profile_service.parents.rules import Child

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("grades", "audience"),
    [(["groep-5"], "8"), ([], "8"), (["vo-1"], "12"), (["vo-3"], "12"), (["vo-4"], "16"), (["mbo-1"], "16")],
)
def test_a_learners_grade_decides(grades: list[str], audience: str) -> None:
    assert audience_of("learner", Child(grades, None), TODAY) == audience


@pytest.mark.parametrize(
    ("sixteen", "grades", "audience"),
    [
        ("2026-11-01", ["vo-3"], "16"),
        ("2026-12-01", ["vo-3"], "12"),
        ("2027-03-01", ["vo-4"], "12"),
        ("2027-03-01", ["mbo-1"], "12"),
        ("2031-03-01", ["groep-8"], "8"),
    ],
)
def test_where_it_is_known_when_a_learner_turns_sixteen_that_decides(
    sixteen: str, grades: list[str], audience: str
) -> None:
    assert audience_of("learner", Child(grades, sixteen), TODAY) == audience


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_notice_is_complete_in_both_languages(audience: Audience) -> None:
    assert all(part[language] for section in NOTICES[audience] for part in section for language in ("nl", "en"))


def test_the_youngest_get_short_sentences() -> None:
    words = [len(part["nl"].split(".")[0].split()) for section in NOTICES["8"] for part in section]
    assert max(words) <= 20


async def test_everybody_gets_the_notice_for_them_unless_they_ask_for_another(school: Any) -> None:
    mine = (await school.get("/v1/notices", "learner", school.learners[0])).json()
    assert (mine["audience"], mine["language"]) == ("8", "nl")
    assert (await school.get("/v1/notices", "educator", school.educators[0])).json()["audience"] == "parent"
    assert (await school.get("/v1/notices?audience=16", "learner", school.learners[0])).json()["audience"] == "16"
    assert (await school.get("/v1/notices?audience=4")).status_code == 422


async def test_who_is_no_learner_here_any_more_still_gets_a_notice(school: Any) -> None:
    assert (await school.get("/v1/notices", "learner", uuid4())).json()["audience"] == "8"


@pytest.mark.parametrize("audience", ["8", "12", "16"])
def test_learners_are_told_that_a_dossier_holds_what_they_did_not_share(audience: Audience) -> None:
    said = " ".join(text["nl"] for _, text in NOTICES[audience])
    assert "dossier" in said
    assert "niet" in said
