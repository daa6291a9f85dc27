"""What the service hears it keeps once, and what it told it can tell again."""

from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, text

from choices_service.activities.actions import activities_again
from choices_service.announcers import ANNOUNCERS
from choices_service.choices.announcers import choices_again
from choices_service.contracts.events import contracts_again
from choices_service.goals.actions import goals_again
from choices_service.places.actions import electives_again
from choices_service.reactions import REACTIONS
from choices_service.tables import card_offered, metadata
from eigenwijs_shared.contracts.recommend import CardOffered
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.ids import new_id


async def test_a_card_told_twice_is_kept_once(board: Any, make_card: Any) -> None:
    card: CardOffered = make_card(board.learner_id, {"activityId": uuid4(), "goalIds": [uuid4()]})
    await board.hears(card, card)
    await board.hears(card)
    async with board_transaction(board.sessions, board.board_id) as session:
        assert await session.scalar(select(func.count()).select_from(card_offered)) == 1


async def test_goals_are_told_again_page_by_page_as_they_are_now(board: Any, make_case: Any) -> None:
    package = make_case("A", "B", "C", precedes=[("A", "B")])
    await board.imports(package)
    package["CFPackage"]["CFItems"][0]["fullStatement"] = "A2"
    await board.imports(package)
    told = {event["goalId"]: event for event in await board.told("choices.goal.changed.v1")}
    async with board_transaction(board.sessions, board.board_id) as session:
        first, after = await goals_again(session, None, 2)
        second, end = await goals_again(session, after, 2)
    assert end is None
    assert {str(event.goal_id): event.model_dump(mode="json") for event in (*first, *second)} == told


async def test_activities_and_choices_are_told_again(board: Any) -> None:
    ids = await board.has_goals("A")
    made = [await board.has_activity(ids["A"], form=form) for form in ("game", "reading")]
    card = await board.sees_card(*made)
    for option in card.options:
        await board.chooses(card.card_id, optionId=str(option.option_id))
    async with board_transaction(board.sessions, board.board_id) as session:
        activities, _ = await activities_again(session, None, 10)
        first, after = await choices_again(session, None, 1)
        second, _ = await choices_again(session, after, 1)
    assert [event.model_dump(mode="json") for event in activities] == await board.told("choices.activity.changed.v1")
    again = [event.model_dump(mode="json") for event in (*first, *second) if event.type.endswith("v2")]
    assert again == await board.told("choices.choice.made.v2")


async def test_a_card_that_came_before_its_activities_can_be_chosen_from(board: Any, make_card: Any) -> None:
    card: CardOffered = make_card(board.learner_id, {"activityId": new_id(), "goalIds": []})
    await board.hears(card)
    made = await board.chooses(card.card_id, surprise=True)
    assert (made.status_code, made.json()["activity"]) == (201, None)


async def test_every_table_of_ours_is_behind_row_level_security(board: Any) -> None:
    names = [table.name for table in metadata.sorted_tables]
    query = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relname = any(:names)")
    async with board_transaction(board.sessions, None) as session:
        assert set(await session.scalars(query, {"names": names})) == set(names)


def test_it_listens_to_profile_and_recommend() -> None:
    assert {"profile", "recommend"} <= set(REACTIONS.sources)
    known = {goals_again, activities_again, choices_again, contracts_again, electives_again}
    assert known <= set(ANNOUNCERS)
