"""Which rule decides each dimension, why, and what it went before."""

from typing import Any

MOVE = {"dimensions": {"form": "teacher"}, "reason": "Even samen"}


def of_learner(school: Any) -> str:
    return f"/v1/learners/{school.learners[0]}/agency"


def of_group(school: Any) -> str:
    return f"/v1/groups/{school.groups[0]}/agency"


async def test_each_dimension_names_its_rule_and_what_was_passed_over(school: Any) -> None:
    await school.put("/v1/board/agency", {"dimensions": {"form": "learner"}, "reason": "Visie"}, "board-admin")
    await school.put(of_group(school), {**MOVE, "subject": "rekenen"}, "educator", school.educators[0])
    shown = (await school.get(f"{of_learner(school)}/effective?subject=rekenen")).json()
    form = shown["dimensions"]["form"]
    rule = form["rule"]
    assert (form["position"], rule["scope"], rule["subject"], rule["reason"]) == (
        "teacher", "group", "rekenen", "Even samen",
    )  # fmt: skip
    assert rule["authorId"] == str(school.educators[0])
    assert [(one["scope"], one["position"]) for one in form["passedOver"]] == [("board", "learner")]


async def test_a_learner_reads_who_set_it_when_and_for_whom(school: Any) -> None:
    await school.put(of_group(school), {**MOVE, "subject": "rekenen"}, "educator", school.educators[0])
    path = f"{of_learner(school)}/effective?subject=rekenen"
    shown = (await school.get(path, "learner", school.learners[0])).json()["dimensions"]
    assert shown["form"]["why"].startswith("Staat op leraar: je leraar heeft dat op ")
    assert shown["form"]["why"].endswith(" voor rekenen voor de hele groep zo gezet.")
    assert shown["pace"]["why"] == "Staat op gedeeld: hier heeft niemand iets anders gezet."


async def test_the_sentence_comes_in_the_language_of_the_caller_and_knows_the_caller(school: Any) -> None:
    me = school.educators[0]
    wanted = {"preset": "dalton", "reason": "r", "validUntil": "2099-12-01T12:00:00Z"}
    await school.post(f"{of_group(school)}/preset", wanted, "educator", me)
    headers = {**school.headers("educator", me), "Accept-Language": "en"}
    shown = (await school.client.get(f"{of_group(school)}/effective", headers=headers)).json()["dimensions"]
    assert shown["pace"]["why"].startswith("Stands at learner: you set it so on ")
    assert shown["pace"]["why"].endswith(
        " for the whole group, until 1 December 2099. It belongs to the start ‘Dalton: the weekly contract’."
    )


async def test_a_move_until_the_end_of_time_is_told_too(school: Any) -> None:
    wanted = {**MOVE, "validUntil": "9999-12-31T23:59:59Z"}
    assert (await school.put(of_learner(school), wanted)).status_code == 200
    for path in ("effective", "effective?at=9999-12-31T23:59:58Z"):
        shown = await school.get(f"{of_learner(school)}/{path}")
        assert shown.status_code == 200
        assert shown.json()["dimensions"]["form"]["why"].endswith(" tot 31 december 9999.")


async def test_out_of_reach_is_404_and_a_time_that_is_none_422(school: Any) -> None:
    path = f"{of_learner(school)}/effective"
    assert (await school.get(path, "educator", school.educators[1])).status_code == 404
    assert (await school.get(f"{path}?at=gisteren")).status_code == 422
    assert (await school.get("/v1/board/agency/effective")).status_code == 200
