"""The fallback card honours needs and interests too."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.cards.rules import Candidate, pick, surprise_of
from eigenwijs_shared.contracts.profile import HeldInterest, HeldNeed, InterestsChanged, NeedsChanged
from eigenwijs_shared.wishes import Wishes

SHARED: Any = dict.fromkeys(("form", "whether", "topic", "pace", "company"), "shared")
TODAY = datetime.now(UTC).date()
FORMS = ("game", "reading", "drawing", "music", "drama", "building")


def candidate(number: int, **traits: Any) -> Candidate:
    usual = {"form": f"vorm {number}", "topic": "sport", "company": "solo", "medium": "screen", "minutes": 30}
    return Candidate(UUID(int=number), (), **{**usual, **traits})


def needing(*needs: str) -> Wishes:
    return Wishes(needs=frozenset(needs))


def liking(*topics: str) -> Wishes:
    return Wishes(topics=frozenset(topics))


@pytest.mark.parametrize(("need", "traits"), [("short-tasks", {"minutes": 20}), ("less-screen", {"medium": "offline"})])
def test_what_suits_a_need_is_preferred(need: str, traits: dict[str, Any]) -> None:
    many = [*(candidate(number) for number in range(10)), *(candidate(number, **traits) for number in range(10, 14))]
    picked = pick(many, SHARED, "zaad", needing(need))
    assert {each.activity_id for each in picked} == {UUID(int=number) for number in range(10, 14)}


def test_large_groups_stay_away_while_two_options_remain() -> None:
    team = [candidate(number, company="team", topic=f"{number}") for number in range(9)]
    small = [candidate(20), candidate(21, company="pair")]
    assert set(pick([*team, *small], SHARED, "zaad", needing("no-large-groups"))) == set(small)
    assert len(pick([*team, small[0]], SHARED, "zaad", needing("no-large-groups"))) >= 2


def test_a_liked_topic_comes_first_and_takes_at_most_half() -> None:
    many = [candidate(number, topic="Dieren" if number % 2 else "ruimte") for number in range(20)]
    picked = pick(many, SHARED, "zaad", liking("dieren"))
    assert picked[0].topic == "Dieren"
    assert [each.topic for each in picked].count("Dieren") == 2


def test_where_the_teacher_chooses_the_topic_likes_count_for_nothing() -> None:
    many = [candidate(number, topic="dieren" if number % 2 else "ruimte") for number in range(20)]
    held = {**SHARED, "topic": "teacher"}
    assert pick(many, held, "zaad", liking("dieren")) == pick(many, held, "zaad")


_candidates = st.lists(
    st.builds(candidate, st.integers(0, 10**6), form=st.sampled_from("abc"), topic=st.sampled_from(["x", "X", "y"]),
              company=st.sampled_from(["solo", "pair", "team", "class"]), minutes=st.integers(5, 40)),
    max_size=25, unique_by=lambda each: each.activity_id,
)  # fmt: skip
_dials = st.fixed_dictionaries(dict.fromkeys(SHARED, st.sampled_from(["teacher", "shared", "learner"])))
_needs = st.frozensets(st.sampled_from(["short-tasks", "less-screen", "no-large-groups"]))


@given(_candidates, _dials, _needs, st.frozensets(st.sampled_from("xy")))
def test_whatever_is_wished_there_is_a_card_where_there_was_one(
    candidates: list[Candidate], dial: Any, needs: frozenset[str], topics: frozenset[str]
) -> None:
    picked = pick(candidates, dial, "zaad", Wishes(needs, topics))
    assert bool(picked) == bool(pick(candidates, dial, "zaad"))
    assert {each.activity_id for each in picked} <= {each.activity_id for each in candidates}


def test_the_surprise_is_drawn_from_all_options_alike() -> None:
    picked = pick([candidate(number) for number in range(4)], SHARED, "zaad", liking("sport"))
    drawn = {surprise_of(picked, f"dag {day}") for day in range(60)}
    assert drawn == set(picked)
    assert surprise_of(picked[:1], "dag") is None


async def card_of(board: Any, **more: Any) -> Any:
    answer = await board.get(f"/v1/learners/{board.learner_id}/card", **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
async def shelf(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    for place, form in enumerate(FORMS):
        await board.has_activity(ids["Tellen"], form=form, topic=("Dieren", "ruimte")[place % 2], company="solo")


async def test_needs_and_likes_are_on_the_card(board: Any, shelf: None) -> None:
    needs = [HeldNeed(need="extra-time", until=TODAY), HeldNeed(need="quiet-place", until=TODAY - timedelta(1))]
    likes = [HeldInterest(topic="dieren", until=TODAY + timedelta(1))]
    await board.hears(NeedsChanged(learner_id=board.learner_id, version=1, needs=needs))
    await board.hears(InterestsChanged(learner_id=board.learner_id, version=1, interests=likes))
    card = await card_of(board)
    assert {option["minutes"] for option in card["options"]} == {25}
    assert [one["need"] for one in card["supports"]] == ["extra-time"]
    said = {option["topic"]: option["reason"]["learner"] for option in card["options"]}
    assert said["Dieren"].endswith("omdat je zelf zei dat je ‘Dieren’ leuk vindt.")
    assert "leuk" not in said["ruimte"]


async def test_who_may_not_know_of_needs_is_not_told_what_to_arrange(board: Any, shelf: None) -> None:
    needs = [HeldNeed(need="read-aloud", until=None)]
    await board.hears(NeedsChanged(learner_id=board.learner_id, version=1, needs=needs))
    assert (await card_of(board, scopes=["cards:read"]))["supports"] == []
    assert len((await card_of(board))["supports"]) == 1


async def test_a_pace_that_the_teacher_sets_is_said(board: Any, shelf: None) -> None:
    await board.moves_dial(pace="teacher")
    [note] = (await card_of(board))["agency"]["notes"]
    assert (note["dimension"], note["learner"]) == ("pace", "Je leraar bepaalt het tempo.")


async def test_topics_that_differ_in_capitals_alone_are_one_topic_to_the_dial(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    made = [
        await board.has_activity(ids["Tellen"], form=form, topic=topic)
        for form, topic in (("game", "Sport"), ("music", "sport"))
    ]
    card = await board.sees_card(*made)
    await board.moves_dial(topic="teacher")
    assert (await board.chooses(card.card_id, optionId=str(card.options[0].option_id))).status_code == 201
