"""A card honours what its learner needs and says to like: by values, by generated catalogues, and over HTTP."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.cards.test_card_rules import SHELF, activities, dial, made, picture, positions
from services.recommend.tests.make import activity, activity_changed, goal, interests_changed, needs_changed

from eigenwijs_shared.contracts.catalogue import FORMS
from eigenwijs_shared.contracts.needs import NEEDS
from eigenwijs_shared.wishes import Wishes
from recommend_service.cards.reasons import reason

GOAL = SHELF.goals[0]
YESTERDAY = datetime.now(UTC).date() - timedelta(1)


def needing(*needs: str) -> Wishes:
    return Wishes(needs=frozenset(needs))


def liking(*topics: str) -> Wishes:
    return Wishes(topics=frozenset(topics))


def test_extra_time_is_in_the_minutes_that_are_shown() -> None:
    card = made(picture([GOAL], [activity(GOAL, minutes=20)], wishes=needing("extra-time")))
    assert card.options[0].minutes == 25
    assert (card.needs, card.unmet_needs) == (["extra-time"], [])


@pytest.mark.parametrize(("need", "good", "bad"), [
    ("short-tasks", {"minutes": 10}, {"minutes": 45}), ("less-screen", {"medium": "offline"}, {"medium": "screen"}),
])  # fmt: skip
def test_what_suits_a_need_is_preferred(need: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    shelf = [activity(GOAL, form=form, **traits) for form in FORMS[:4] for traits in (good, bad)]
    cards = [made(picture([GOAL], shelf, wishes=needing(need)), card_id=UUID(int=number)) for number in range(20)]
    [(trait, value)] = good.items()
    suiting = [getattr(option, trait) == value for card in cards for option in card.options]
    assert sum(suiting) > 0.8 * len(suiting)


def test_large_groups_stay_away_while_two_options_remain() -> None:
    small = [activity(GOAL, form=form, company="pair") for form in FORMS[:2]]
    large = [activity(GOAL, form=form, company=company) for form in FORMS[2:8] for company in ("team", "class")]
    card = made(picture([GOAL], [*small, *large], wishes=needing("no-large-groups")))
    assert {option.activity_id for option in card.options} == {one.activity_id for one in small}
    assert card.unmet_needs == []


def test_a_choice_comes_before_a_need_that_would_leave_none() -> None:
    shelf = [activity(GOAL), activity(GOAL, form="game", company="team")]
    card = made(picture([GOAL], shelf, wishes=needing("no-large-groups")))
    assert len(card.options) == 2
    assert card.unmet_needs == ["no-large-groups"]


def test_where_the_teacher_decides_all_the_one_option_is_no_large_group() -> None:
    shelf = [activity(GOAL, company="team", level=2), activity(GOAL, company="solo", level=4)]
    held = dial(form="teacher", topic="teacher", company="teacher")
    assert [one.company for one in made(picture([GOAL], shelf), held).options] == ["team"]
    [option] = made(picture([GOAL], shelf, wishes=needing("no-large-groups")), held).options
    assert option.company == "solo"


def test_a_need_is_never_a_reason() -> None:
    card = made(picture(wishes=needing(*NEEDS)))
    spoken = [reason(card, option, language, numbers=True) for option in card.options for language in ("nl", "en")]
    said = " ".join(f"{one.learner} {one.educator} {one.parent}" for one in spoken).lower()
    assert not [word for word in ("tijd:", "scherm", "rustig", "kort", "screen", "quiet", "need") if word in said]


def topics(wishes: Wishes, *dials: Any, most: int = 6) -> list[list[str]]:
    """Of forty cards from a shelf of two topics in several forms: the topics of the options."""
    shelf = [
        activity(GOAL, form=form, topic=topic, activity_id=uuid5(GOAL.goal_id, form + topic))
        for form in FORMS[:most]
        for topic in ("Dieren", "ruimte")
    ]
    same = picture([GOAL], shelf, wishes=wishes)
    cards = [made(same, *dials, card_id=UUID(int=number)) for number in range(40)]
    return [[option.topic for option in card.options] for card in cards]


def test_a_liked_topic_comes_first_more_often_and_never_takes_more_than_half() -> None:
    liked, plain = topics(liking("dieren")), topics(Wishes())
    assert sum(one[0] == "Dieren" for one in liked) > sum(one[0] == "Dieren" for one in plain)
    assert all(1 <= one.count("Dieren") <= len(one) / 2 for one in liked)


def test_many_liked_tasks_do_not_crowd_out_the_few_others() -> None:
    many = [
        activity(GOAL, form=form, topic="dieren", company=company) for form in FORMS for company in ("solo", "pair")
    ]
    same = picture([GOAL], [*many, activity(GOAL, form="game", topic="ruimte")], wishes=liking("dieren"))
    cards = [made(same, card_id=UUID(int=number)) for number in range(20)]
    assert all([option.topic for option in card.options].count("ruimte") == 1 for card in cards)


def test_where_the_teacher_chooses_the_topic_likes_count_for_nothing() -> None:
    held = dial(topic="teacher")
    assert topics(liking("dieren"), held) == topics(Wishes(), held)


def test_where_there_is_nothing_else_there_still_is_a_choice() -> None:
    shelf = [activity(GOAL, form=form, topic="dieren") for form in FORMS[:5]]
    assert len(made(picture([GOAL], shelf, wishes=liking("dieren"))).options) == 3


def test_the_learner_reads_that_it_said_so_itself() -> None:
    shelf = [activity(GOAL, topic="Dieren"), activity(GOAL, form="game", topic="ruimte")]
    card = made(picture([GOAL], shelf, wishes=liking("dieren")))
    said = {option.topic: reason(card, option, "nl", numbers=False).learner for option in card.options}
    assert said["Dieren"].endswith("Dit staat erbij omdat je zelf zei dat je ‘Dieren’ leuk vindt.")
    assert "leuk" not in said["ruimte"]


def test_with_likes_and_needs_propensities_are_still_the_frequencies() -> None:
    shelf = [
        activity(GOAL, form=form, topic=topic, minutes=minutes, company=company)
        for form, topic, minutes, company in zip(
            FORMS[:8], "aabbccdd", (10, 40) * 4, ("solo", "solo", "pair", "team") * 2, strict=True
        )
    ]
    wishes = Wishes(frozenset({"short-tasks", "no-large-groups"}), frozenset("a"))
    same = picture([GOAL], shelf, wishes=wishes)
    cards = [made(same, card_id=uuid4()) for _ in range(600)]
    expected = {one["activityId"]: one["propensity"] for one in cards[0].inputs["candidates"]}
    seen = {
        key: sum(key in {str(option.activity_id) for option in card.options} for card in cards) / len(cards)
        for key in expected
    }
    assert seen == pytest.approx(expected, abs=0.08)


wished = st.builds(Wishes, st.frozensets(st.sampled_from(NEEDS)), st.frozensets(st.sampled_from("abc")))


@given(activities, st.tuples(positions, positions, positions), wished, st.uuids())
def test_whatever_is_wished_a_card_obeys_the_dial_and_leaves_a_choice(
    rows: list[tuple[Any, Any, str, int, int]], stand: tuple[Any, Any, Any], wishes: Wishes, card_id: UUID
) -> None:
    goals = [goal(), goal(), goal(subject="nederlands")]
    shelf = [activity(goals[g], form=f, company=c, topic=t.upper() if level > 2 else t, level=level, minutes=9 * level)
             for f, c, t, level, g in rows]  # fmt: skip
    names = ("form", "topic", "company")
    held = dial(**dict(zip(names, stand, strict=True)))
    card, plain = (made(picture(goals, shelf, wishes=one), held, card_id=card_id) for one in (wishes, Wishes()))
    fixed = [name for name, position in zip(names, stand, strict=True) if position == "teacher"]
    alike = {tuple(getattr(option, name).casefold() for name in fixed) for option in card.options}
    liked = [option for option in card.options if option.features.get("interest")]
    assert len(alike) == 1
    assert len(card.options) >= min(len(plain.options), 2)
    assert len(liked) <= len(card.options) / 2 or len(liked) == len(card.options) or len(card.options) == 1
    assert all(0 < option.propensity <= 1 for option in card.options)


async def test_needs_and_likes_reach_the_next_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = await board.card()
    await board.hears(needs_changed(board.learner_id, "extra-time", "quiet-place"))
    needing = await board.card()
    await board.hears(interests_changed(board.learner_id, "sport"))
    liking = await board.card()
    assert len({before["cardId"], needing["cardId"], liking["cardId"]}) == 3
    assert before["supports"] == []
    assert {option["minutes"] for option in needing["options"]} == {25}
    assert [one["need"] for one in needing["supports"]] == ["extra-time", "quiet-place"]
    assert needing["supports"][1]["learner"] == "Je mag hiervoor op een rustige plek gaan zitten."
    assert needing["supports"][1]["educator"] == "Zorg voor een rustige plek."


async def test_supports_are_kept_with_the_card_and_told_in_the_callers_language(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(needs_changed(board.learner_id, "read-aloud"))
    card = await board.card()
    await board.hears(needs_changed(board.learner_id, version=2))
    kept = (await board.get(f"/v1/cards/{card['cardId']}", "educator", **{"Accept-Language": "en"})).json()
    assert kept["supports"][0]["learner"] == "You may have the text read aloud."
    assert (await board.card())["supports"] == []


async def test_who_may_not_know_of_needs_is_not_told_what_to_arrange(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(needs_changed(board.learner_id, "read-aloud"))
    token = board.keys.token("sis", board.board_id, "client", scopes=frozenset({"cards:read"}))
    path = f"/v1/learners/{board.learner_id}/card"
    answer = await board.client.get(path, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["supports"] == []
    assert (await board.card())["supports"] != []


async def test_what_has_expired_or_is_old_news_does_not_count(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, [activity(shelf.goals[0], topic="Sport", form=form) for form in FORMS[:3]])
    await board.hears(needs_changed(board.learner_id, "extra-time", until=YESTERDAY, version=3))
    await board.hears(needs_changed(board.learner_id, "read-aloud", version=2))
    await board.hears(interests_changed(board.learner_id, "sport", until=YESTERDAY))
    card = await board.card()
    assert card["supports"] == []
    assert "leuk" not in card["options"][0]["reason"]["learner"]
    await board.hears(interests_changed(board.learner_id, "sport", until=date(2999, 1, 1), version=2))
    assert "leuk" in (await board.card())["options"][0]["reason"]["learner"]


async def test_nothing_a_learner_chooses_or_does_makes_it_like_a_topic(board: Board, shelf: Shelf) -> None:
    one = activity(shelf.goals[0], topic="sport", form="game")
    await board.knows(shelf.goals, [one, activity(shelf.goals[0], topic="dieren")])
    await board.hears(activity_changed(one, 2))
    await board.tries(one, *[True] * 3)
    card = await board.card()
    whole = (await board.get(f"/v1/cards/{card['cardId']}", "sis")).json()
    assert not [one for one in whole["decision"]["inputs"]["candidates"] if "interest" in one["features"]]
