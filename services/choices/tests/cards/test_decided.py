"""What educators decided, on the card from the catalogue."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.cards.rules import DIFFERING, FEWEST, Candidate, pick

Json = dict[str, Any]
FORMS = ("game", "reading", "drawing", "music", "drama", "building")
SUBJECT = "?subject=rekenen-en-wiskunde"


@pytest.fixture
async def shelf(board: Any) -> Any:
    """A goal with an activity in each of six forms; their ids by form."""
    ids = await board.has_goals("Tellen", "Optellen", precedes=[("Tellen", "Optellen")])
    made = {
        form: (await board.has_activity(ids["Tellen"], form=form, topic=f"onderwerp {place % 3}"))["activityId"]
        for place, form in enumerate(FORMS)
    }
    return {**made, "later": (await board.has_activity(ids["Optellen"], form="game"))["activityId"]}


async def card_of(board: Any, query: str = SUBJECT, **more: Any) -> Json:
    answer = await board.get(f"/v1/learners/{board.learner_id}/card{query}", **more)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def decides(board: Any, activity_id: str, kind: str = "pin", **more: Any) -> Any:
    usual = {"kind": kind, "activityId": activity_id, "learnerId": str(board.learner_id), "reason": "Goed voor je"}
    body = {**usual, "until": "2026-12-31", **more}
    answer = await board.call("POST", "/v1/assignments", "educator", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def offered(card: Json) -> list[str]:
    return [option["activityId"] for option in card["options"]]


async def test_what_is_left_out_is_on_no_card(board: Any, shelf: Any) -> None:
    for form in FORMS[:3]:
        await decides(board, shelf[form], "exclude")
        assert shelf[form] not in offered(await card_of(board))
    assert set(offered(await card_of(board))) == {shelf[form] for form in FORMS[3:]}


@pytest.mark.parametrize("form", FORMS)
async def test_what_is_assigned_comes_first_with_words_for_each_who_asks(board: Any, shelf: Any, form: str) -> None:
    made = await decides(board, shelf[form], "assign", ground="show")
    card = await card_of(board)
    first = card["options"][0]
    assert (first["activityId"], first["assigned"]["assignmentId"]) == (shelf[form], made["assignmentId"])
    assert len(card["options"]) >= 2
    assert first["reason"]["learner"].startswith("Je leraar heeft dit voor je klaargezet. Hiermee kun je laten zien")
    assert first["reason"]["educator"].startswith("Klaargezet voor deze leerling t/m 31 december 2026: laten zien")
    assert first["reason"]["parent"].startswith("De leraar heeft dit voor uw kind klaargezet, tot en met 31 december")
    assert {option["assigned"] for option in card["options"][1:]} == {None}


async def test_what_is_assigned_waits_for_its_prerequisites(board: Any, shelf: Any) -> None:
    await decides(board, shelf["later"])
    assert shelf["later"] not in offered(await card_of(board))


async def test_the_subject_of_what_is_assigned_has_its_turn(board: Any, shelf: Any) -> None:
    for number in range(4):
        ids = await board.has_goals(f"Taal {number}", subject=f"Vak {number}")
        made = [await board.has_activity(ids[f"Taal {number}"], form=form) for form in FORMS[:2]]
        pinned = await decides(board, made[0]["activityId"], "assign")
        assert offered(await card_of(board, ""))[0] == made[0]["activityId"]
        await board.call("DELETE", f"/v1/assignments/{pinned['assignmentId']}", "educator")


async def test_what_a_teacher_may_not_decide_stays_to_choose(board: Any, shelf: Any) -> None:
    [goal] = (await board.get(f"/v1/activities/{shelf['game']}")).json()["goalIds"]
    other = await board.has_activity(goal, form="reading", topic="iets anders")
    await board.moves_dial(form="teacher")
    await decides(board, shelf["game"])
    # There is no second game: alone it would leave no choice, where the dial leaves topic and company.
    assert set(offered(await card_of(board))) == {shelf["reading"], other["activityId"]}


async def test_called_together_the_card_waits_and_is_there_again(board: Any, shelf: Any) -> None:
    before = await card_of(board)
    path = f"/v1/groups/{board.group_id}/gather"
    await board.call("POST", path, "educator", json={"activityId": shelf["game"]})
    card = await card_of(board)
    assert card["gather"]["learner"] == "Jullie doen nu samen ‘Winkeltje spelen’. Je eigen kaart wacht hier op je."
    assert {**card, "gather": None} == before
    await board.call("DELETE", path, "educator")
    assert await card_of(board) == before


candidates = st.lists(
    st.builds(
        Candidate,
        st.uuids(version=4),
        st.just([]),
        st.sampled_from(FORMS[:3]),
        st.sampled_from("abc"),
        st.sampled_from(["solo", "pair", "team"]),
        st.just("offline"),
        st.just(20),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda each: each.activity_id,
)
positions = st.sampled_from(["teacher", "shared", "learner"])


@given(candidates, st.tuples(positions, positions, positions), st.data())
def test_whatever_is_assigned_a_card_obeys_the_dial_and_leaves_a_choice(
    shelf: list[Candidate], stand: tuple[Any, Any, Any], data: st.DataObject
) -> None:
    dial: Any = {"whether": "shared", "pace": "shared", **dict(zip(DIFFERING, stand, strict=True))}
    wanted = data.draw(st.lists(st.sampled_from([each.activity_id for each in shelf]), unique=True, max_size=6))
    picked, plain = pick(shelf, dial, "seed", wanted=wanted), pick(shelf, dial, "seed")
    fixed = [dimension for dimension in DIFFERING if dial[dimension] == "teacher"]
    free = [dimension for dimension in DIFFERING if dial[dimension] != "teacher"]
    assert len({each.shape(fixed) for each in picked}) <= 1
    assert len(picked) >= min(len(plain), FEWEST)
    assert len({each.shape(free) for each in picked}) == len(picked) or not free
    assert len(picked) <= 4
    # The first that can have a place has it.
    placed = [each.activity_id in wanted for each in picked]
    assert placed == sorted(placed, reverse=True)
