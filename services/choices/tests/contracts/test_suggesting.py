"""Who is done early is offered what it may choose and has time for, with a reason; nothing is put in by itself."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.contracts.offers import MOST, Candidate, offers, room_left
from choices_service.contracts.week import Task, Week

Json = dict[str, Any]
MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=number) for number in range(5)]


@pytest.fixture
async def contract(klas: Any) -> Any:
    """On Monday an idea for “Tellen”; sixty minutes on Monday and Tuesday."""
    await klas.has_time(60, 1, 2)
    return await klas.planned([klas.idea("Molen", 40, plannedOn=[klas.day(0)])])


async def offered(klas: Any, contract: Json, **headers: str) -> list[Json]:
    answer = await klas.call(
        "POST", f"/v1/contracts/{contract['contractId']}/replan", klas.learners[0], headers,
        json={"because": "early-finish"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert [task["title"] for task in answer.json()["tasks"]] == ["Molen"]
    found: list[Json] = answer.json()["suggestions"]
    return found


async def has(klas: Any, title: str, goal: str = "Tellen", **more: Any) -> Json:
    made: Json = await klas.board.has_activity(klas.goals[goal], title=title, **{"company": "solo", **more})
    return made


def decision(klas: Any, activity: Json, kind: str) -> Json:
    return {
        "kind": kind, "activityId": activity["activityId"], "reason": "Mooi.", "ground": "other",
        "until": klas.day(4), "learnerId": str(klas.learners[0]),
    }  # fmt: skip


async def test_the_card_comes_first_then_what_is_assigned_then_the_goals_of_the_week(klas: Any, contract: Any) -> None:
    on_card = await has(klas, "Van de kaart", "Vermenigvuldigen", minutes=20)
    ready = await has(klas, "Klaargezet", "Vermenigvuldigen", minutes=30)
    await has(klas, "Bij het doel", minutes=25)
    card = await klas.board.sees_card(on_card)
    assert (await klas.call("POST", "/v1/assignments", json=decision(klas, ready, "assign"))).status_code == 201
    found = await offered(klas, contract)
    assert [(one["source"], one["title"], one["day"]) for one in found] == [
        ("card", "Van de kaart", klas.day(0)), ("assigned", "Klaargezet", klas.day(1)),
        ("catalogue", "Bij het doel", klas.day(1)),
    ]  # fmt: skip
    assert (found[0]["cardId"], found[0]["optionId"]) == (str(card.card_id), str(card.options[0].option_id))
    assert found[0]["reason"].startswith("Dit staat op je keuzekaart. Op maandag ")
    assert found[0]["reason"].endswith(" heb je nog 20 minuten, en daar past het in.")
    english = await offered(klas, contract, **{"Accept-Language": "en"})
    assert english[1]["reason"].startswith("Your teacher set this ready for you. You have 60 minutes left on Tuesday")


async def test_what_is_offered_can_be_chosen(klas: Any, contract: Any) -> None:
    await klas.board.sees_card(await has(klas, "Van de kaart", minutes=20))
    await has(klas, "Bij het doel", minutes=25)
    card, goal = await offered(klas, contract)
    first = await klas.board.chooses(card["cardId"], optionId=card["optionId"])
    second = await klas.board.call(
        "POST", f"/v1/learners/{klas.learners[0]}/choices", "learner", json={"activityId": goal["activityId"]}
    )
    assert (first.status_code, second.status_code) == (201, 201)
    # Of a card from which was chosen nothing is offered as from the card.
    assert "card" not in {one["source"] for one in await offered(klas, contract)}


async def test_what_does_not_fit_waits_needs_others_or_is_left_out_is_not_offered(klas: Any, contract: Any) -> None:
    await has(klas, "Te lang", minutes=65)
    await has(klas, "Samen", company="pair", minutes=20)
    await klas.board.sees_card(await has(klas, "Sommen", "Optellen", minutes=20))
    out = await has(klas, "Weggelaten", minutes=20)
    assert (await klas.call("POST", "/v1/assignments", json=decision(klas, out, "exclude"))).status_code == 201
    assert await offered(klas, contract) == []


async def test_what_the_dial_leaves_to_the_teacher_is_not_offered(klas: Any, contract: Any) -> None:
    await has(klas, "Bij het doel", minutes=25)
    cards = [await has(klas, title, "Vermenigvuldigen", minutes=20, form=title) for title in ("game", "reading")]
    await klas.board.sees_card(*cards)
    assert len(await offered(klas, contract)) == 3
    await klas.board.moves_dial(form="teacher")
    assert await offered(klas, contract) == []


async def test_other_replans_offer_nothing(klas: Any, contract: Any, read: Any) -> None:
    await has(klas, "Bij het doel", minutes=25)
    assert read(await klas.replans(contract, because="missed"))["suggestions"] == []


candidates = st.builds(
    Candidate,
    source=st.sampled_from(["card", "assigned", "catalogue"]),
    activity_id=st.integers(1, 9).map(lambda number: UUID(int=number)),
    title=st.just("Iets"),
    company=st.sampled_from(["solo", "pair", "team", "class"]),
    minutes=st.integers(1, 20).map(lambda fives: 5 * fives),
    missing=st.lists(st.just(UUID(int=77)), max_size=1),
)
tasks = st.builds(
    Task,
    task_id=st.uuids(),
    title=st.just("Taak"),
    minutes=st.integers(1, 12).map(lambda fives: 5 * fives),
    activity_id=st.none() | st.integers(1, 9).map(lambda number: UUID(int=number)),
    planned_on=st.sampled_from(DAYS).map(lambda day: [day]),
    done=st.booleans(),
)


@given(
    st.lists(tasks, max_size=6),
    st.lists(candidates, max_size=12),
    st.sets(st.integers(1, 9).map(lambda number: UUID(int=number))),
    st.sampled_from(DAYS),
    st.lists(st.sampled_from([0, 30, 60, 90]), min_size=5, max_size=5),
)
def test_no_offer_breaks_time_order_company_or_what_is_left_out(
    given_tasks: list[Task], every: list[Candidate], left_out: set[UUID], today: date, room: list[int]
) -> None:
    week = Week(UUID(int=1), UUID(int=2), DAYS[0], DAYS[-1], given_tasks, minutes=dict(zip(DAYS, room, strict=True)))
    found = offers(week, every, left_out, today)
    free = room_left(week, today)
    chosen = [one.candidate.activity_id for one in found]
    assert len(found) <= MOST
    assert len(set(chosen)) == len(chosen)
    assert not set(chosen) & (left_out | {task.activity_id for task in given_tasks})
    assert all(one.day >= today and one.candidate.minutes <= free[one.day] == one.room for one in found)
    assert all(one.candidate.company == "solo" and not one.candidate.missing for one in found)
