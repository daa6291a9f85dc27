"""The lawful fallback: a card of the catalogue, made without any estimate."""

from typing import Any

import pytest

from choices_service.cards import problems

Json = dict[str, Any]
FORMS = ("game", "reading", "drawing", "music", "drama", "building")


@pytest.fixture
async def ids(board: Any) -> Any:
    """Two goals of groep-5, of which the second builds on the first, each with activities in six forms."""
    ids = await board.has_goals("Tellen", "Optellen", precedes=[("Tellen", "Optellen")])
    for place, form in enumerate(FORMS):
        more: Json = {"form": form, "topic": f"onderwerp {place % 3}", "company": ("solo", "pair")[place % 2]}
        await board.has_activity(ids["Tellen"], title=f"Tellen {form}", **more)
        await board.has_activity(ids["Tellen"], title=f"Samen tellen {form}", **{**more, "company": "team"})
        await board.has_activity(ids["Optellen"], title=f"Optellen {form}", **more)
    return ids


async def card_of(board: Any, role: str = "learner", query: str = "?subject=rekenen-en-wiskunde", **more: Any) -> Json:
    answer = await board.get(f"/v1/learners/{board.learner_id}/card{query}", role, **more)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_card_has_options_that_really_differ_and_says_where_it_comes_from(board: Any, ids: Any) -> None:
    card = await card_of(board)
    assert (card["mode"], card["subject"], card["learnerId"]) == (
        "catalogue", "rekenen-en-wiskunde", str(board.learner_id),
    )  # fmt: skip
    assert 2 <= len(card["options"]) <= 4
    assert len({option["form"] for option in card["options"]}) == len(card["options"])
    reason = card["options"][0]["reason"]
    assert all("catalogus" in reason[reader] for reader in ("learner", "educator", "parent"))
    assert {option["expectedSuccess"] for option in card["options"]} == {None}
    assert card["surprise"] == {"allowed": True}
    assert card["ownIdea"] == {"allowed": True}


async def test_no_option_needs_a_goal_that_may_not_be_mastered(board: Any, ids: Any) -> None:
    card = await card_of(board)
    assert [goal["title"] for goal in card["goals"]] == ["Tellen"]
    assert {goal for option in card["options"] for goal in option["goalIds"]} == {str(ids["Tellen"])}


async def test_nobody_skips_without_an_estimate(board: Any, ids: Any) -> None:
    card = await card_of(board)
    assert card["optOut"]["allowed"] is False
    assert card["optOut"]["missingEvidence"][0]["title"] == "Tellen"
    answer = await board.chooses(card["cardId"], optOut={"reason": "Kan ik al"})
    assert answer.json()["type"].endswith("evidence-missing")


async def test_a_card_may_be_chosen_from(board: Any, ids: Any) -> None:
    card = await card_of(board)
    option = card["options"][1]
    made = (await board.chooses(card["cardId"], optionId=option["optionId"])).json()
    assert made["activity"]["activityId"] == option["activityId"]
    assert (await board.chooses(card["cardId"], surprise=True)).status_code == 201


async def test_the_card_of_a_day_is_one_card(board: Any, ids: Any) -> None:
    assert await card_of(board) == await card_of(board)


async def test_a_card_changes_with_the_dial(board: Any, ids: Any) -> None:
    before = await card_of(board)
    await board.moves_dial(form="teacher")
    card = await card_of(board)
    assert card["cardId"] != before["cardId"]
    assert len({option["form"] for option in card["options"]}) == 1
    assert card["agency"]["dimensions"]["form"] == "teacher"
    [note] = card["agency"]["notes"]
    assert (note["dimension"], note["position"], note["scope"]) == ("form", "teacher", "group")
    assert "Je leraar bepaalt de werkvorm" in note["learner"]


async def test_where_the_teacher_decides_all_there_is_one_option(board: Any, ids: Any) -> None:
    await board.moves_dial(form="teacher", topic="teacher", company="teacher", whether="teacher")
    card = await card_of(board)
    assert len(card["options"]) == 1
    assert (card["surprise"]["allowed"], card["ownIdea"]["allowed"]) == (False, False)
    assert card["optOut"] == {"allowed": False, "missingEvidence": []}
    assert {note["dimension"] for note in card["agency"]["notes"]} == {"form", "topic", "company", "whether"}


async def test_without_a_subject_one_takes_its_turn(board: Any, ids: Any) -> None:
    assert (await card_of(board, query=""))["subject"] == "rekenen-en-wiskunde"


async def test_a_year_without_material_gets_that_of_the_year_beside_it(board: Any, ids: Any) -> None:
    await board.hears_of_people(["groep-4"])
    assert len((await card_of(board))["options"]) >= 2


async def test_a_card_can_be_in_english(board: Any, ids: Any) -> None:
    card = await card_of(board, headers={"Accept-Language": "en"})
    assert "comes from the catalogue" in card["options"][0]["reason"]["learner"]


@pytest.mark.parametrize(
    ("query", "grades", "said"),
    [
        ("?subject=muziek", ["groep-5"], "nog geen leerdoelen voor “muziek”"),
        ("?subject=rekenen-en-wiskunde", ["groep-8"], "te weinig activiteiten voor “rekenen-en-wiskunde”"),
        ("", ["groep-8"], "te weinig activiteiten voor dit vak"),
    ],
)
async def test_where_no_card_is_possible_the_answer_says_what_is_missing(
    board: Any, ids: Any, query: str, grades: list[str], said: str
) -> None:
    await board.hears_of_people(grades)
    answer = await board.get(f"/v1/learners/{board.learner_id}/card{query}")
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("no-card")
    assert said in answer.json()["detail"]


async def test_one_activity_is_no_choice(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    await board.has_activity(ids["Tellen"])
    assert (await board.get(f"/v1/learners/{board.learner_id}/card")).status_code == 404


async def test_checks_and_correctives_come_only_where_there_is_not_enough_else(board: Any, ids: Any) -> None:
    await board.has_activity(ids["Tellen"], form="research", kind="check")
    assert {option["kind"] for option in (await card_of(board))["options"]} == {"practice"}


async def test_checks_are_better_than_no_card(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    for form in ("game", "reading"):
        await board.has_activity(ids["Tellen"], form=form, kind="check")
    assert len((await card_of(board))["options"]) == 2


async def test_what_is_hard_or_takes_mastery_is_not_offered_blindly(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    await board.has_activity(ids["Tellen"], form="game", kind="enrichment")
    await board.has_activity(ids["Tellen"], form="reading", level=4)
    await board.has_activity(ids["Tellen"], form="drawing", level=5)
    assert (await board.get(f"/v1/learners/{board.learner_id}/card")).status_code == 404


@pytest.mark.parametrize("subject", ["Niet%20Zo", "%00", "x" * 101])
async def test_a_subject_that_cannot_be_one_is_refused(board: Any, subject: str) -> None:
    answer = await board.get(f"/v1/learners/{board.learner_id}/card?subject={subject}")
    assert answer.status_code == 422


def test_the_problem_speaks_both_languages() -> None:
    problem = problems.no_card(problems.TOO_FEW, None)
    assert "dit vak" in problem.sentence("nl")
    assert "this subject" in problem.sentence("en")


async def test_who_may_not_skip_unseen_is_offered_the_shortest_check_that_counts(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    for form in ("game", "reading"):
        await board.has_activity(ids["Tellen"], form=form)
    long, short = [await board.has_activity(ids["Tellen"], kind="check", level=3, minutes=each) for each in (30, 8)]
    await board.has_activity(ids["Tellen"], kind="check", level=2, minutes=2)
    path = f"/v1/learners/{board.learner_id}/card"
    card = (await board.get(path)).json()
    [missing] = card["optOut"]["missingEvidence"]
    assert (missing["check"]["activityId"], missing["check"]["minutes"]) == (short["activityId"], 8)
    assert (await board.chooses(card["cardId"], checkId=short["activityId"])).json()["kind"] == "check"
    assert (await board.chooses(card["cardId"], checkId=long["activityId"])).status_code == 404
    await board.moves_dial(whether="teacher")
    assert (await board.get(path)).json()["optOut"]["missingEvidence"] == []
