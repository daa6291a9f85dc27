"""What a learner aims for brings its goals, and what comes before them, onto its cards."""

from uuid import UUID

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.cards.test_card_rules import made, mastered, picture
from services.recommend.tests.make import activity, goal

from eigenwijs_shared.contracts.profile import AimsChanged
from recommend_service.cards.reasons import reason

NEAR = goal(title="Meten")
BEFORE = goal(levels=frozenset({"groep-8"}), title="Hefbomen")
FAR = goal(levels=frozenset({"vo-1"}), prerequisite_ids=(BEFORE.goal_id,), title="Een kraan bouwen")
SHELF = [activity(one, form=form) for one in (NEAR, BEFORE, FAR) for form in ("game", "drawing", "music")]
SEEDS = [UUID(int=number) for number in range(20)]


def test_an_aim_opens_what_has_to_come_before_it_also_beyond_the_grade() -> None:
    plain, aiming = (picture([NEAR, BEFORE, FAR], SHELF, aims=aims) for aims in (frozenset(), frozenset({FAR.goal_id})))
    assert plain.frontier == {NEAR.goal_id}
    assert aiming.frontier == {NEAR.goal_id, BEFORE.goal_id}
    assert aiming.toward == {FAR.goal_id, BEFORE.goal_id}


def test_what_belongs_to_an_aim_comes_onto_the_card_with_that_as_its_reason() -> None:
    aiming = picture([NEAR, BEFORE, FAR], SHELF, aims=frozenset({FAR.goal_id}))
    card = made(aiming)
    option = next(one for one in card.options if one.goal_id == BEFORE.goal_id)
    assert "aim" in (option.grounds or [])
    assert "doel dat je jezelf hebt gesteld" in reason(card, option, "nl", numbers=False).learner


def test_a_parent_is_told_where_it_leads_and_not_that_an_aim_was_written_down() -> None:
    card = made(picture([NEAR, BEFORE, FAR], SHELF, aims=frozenset({FAR.goal_id})))
    option = next(one for one in card.options if one.goal_id == BEFORE.goal_id)
    assert "Het past bij waar uw kind naartoe werkt." in reason(card, option, "nl", numbers=False).parent


def test_an_aim_that_was_reached_or_is_gone_asks_for_nothing() -> None:
    reached = picture([NEAR, BEFORE], SHELF[:6], aims=frozenset({NEAR.goal_id, UUID(int=9)}),
                      estimates={NEAR.goal_id: mastered()})  # fmt: skip
    assert reached.toward == frozenset()


async def test_an_aim_counts_from_the_next_card_on_and_old_news_does_not(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = await board.card()
    aims = [shelf.goals[2].goal_id]
    await board.hears(AimsChanged(learner_id=board.learner_id, version=2, goal_ids=aims))
    await board.hears(AimsChanged(learner_id=board.learner_id, version=1, goal_ids=[]))
    after = await board.card("educator")
    whole = (await board.get(f"/v1/cards/{after['cardId']}", "educator")).json()["decision"]["inputs"]
    assert after["cardId"] != before["cardId"]
    assert whole["candidates"]
    assert all(row["features"]["aim"] == 1 for row in whole["candidates"])
