"""A school week through the API: thirty learners draft, the teacher counters, all sign, two fall ill, one is early.

The contracts still hold, and every re-plan explains itself.
"""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import pytest

pytestmark = pytest.mark.timeout(300)

Json = dict[str, Any]
LEARNERS = 30


@pytest.fixture
async def week(new_class: Any) -> Any:
    """Thirty learners with an hour a day, and a catalogue to choose from."""
    klas = await new_class(LEARNERS)
    await klas.has_time(60)
    tell, add, times = (klas.goals[name] for name in ("Tellen", "Optellen", "Vermenigvuldigen"))
    has = klas.board.has_activity
    klas.activities = {
        "Telspel": await has(tell, title="Telspel", company="solo", minutes=25),
        "Sommen": await has(add, title="Sommen", company="solo", form="exercise", minutes=30),
        "Samen": await has(tell, title="Samen winkelen", minutes=30),
        "Muur": await has(times, title="Tafelmuur", company="solo", form="building", minutes=80, kind="project"),
    }
    return klas


async def drafts(klas: Any, make_card: Any, number: int, learner: UUID) -> Json:
    """One from the card, what waits for it, something together, and an idea of one's own."""
    known = klas.activities
    card = make_card(learner, known["Telspel"], known["Sommen"], known["Samen"], known["Muur"])
    await klas.board.hears(card)
    options = [
        {"cardId": str(card.card_id), "optionId": str(option.option_id)} for option in card.options[: 3 + number % 2]
    ]
    made: Json = await klas.drafted([*options, klas.idea(f"Plan {number}", 20 + 5 * (number % 3))], learner)
    return made


def days(contract: Json) -> dict[str, list[str]]:
    return {task["title"]: [share["day"] for share in task["plan"]] for task in contract["tasks"]}


async def counters(klas: Any, contract: Json, read: Any) -> Json:
    """The teacher wants the sums on Thursday at the latest."""
    kept = [
        {
            "taskId": task["taskId"],
            "plannedOn": [share["day"] for share in task["plan"]],
            "withLearnerIds": task["withLearnerIds"],
            "dueOn": {"Sommen": klas.day(3)}.get(task["title"]),
        }
        for task in contract["tasks"]
    ]
    found: Json = read(await klas.puts(contract, kept, note="De sommen graag uiterlijk donderdag."))
    return found


async def everybody_signs(klas: Any, contracts: list[Json]) -> list[Json]:
    return [await klas.agreed(await klas.seen(contract)) for contract in contracts]


async def seen(klas: Any, contracts: list[Json]) -> dict[str, Json]:
    return {contract["learnerId"]: await klas.seen(contract) for contract in contracts}


def together(contract: Json) -> Json:
    found: Json = next(task for task in contract["tasks"] if task["title"] == "Samen winkelen")
    return found


def same_days(now: dict[str, Json]) -> bool:
    """Do all who work together have it on the same day?"""
    return all(
        together(contract)["plan"] == together(now[other])["plan"]
        for contract in now.values()
        for other in together(contract)["withLearnerIds"]
    )


async def test_a_school_week(week: Any, make_card: Any, read: Any) -> None:
    klas = week
    contracts = [await drafts(klas, make_card, number, key) for number, key in enumerate(klas.learners)]
    assert all(contract["checks"] for contract in contracts)

    path = f"/v1/groups/{klas.board.group_id}/contracts"
    planned = read(await klas.call("POST", f"{path}/proposal", json={"week": klas.day(0), "apply": True}))
    assert (planned["state"] in {"best", "within"}, len(planned["proposals"])) == (True, LEARNERS)
    assert all(proposal["applied"] for proposal in planned["proposals"])

    now = await seen(klas, contracts)
    countered = [await counters(klas, contract, read) for contract in list(now.values())[:5]]
    assert {contract["state"] for contract in countered} == {"countered"}
    planned = read(await klas.call("POST", f"{path}/proposal", json={"week": klas.day(0), "apply": True}))
    assert planned["state"] in {"best", "within"}

    signed = {contract["learnerId"]: contract for contract in await everybody_signs(klas, contracts)}
    assert {contract["state"] for contract in signed.values()} == {"signed"}
    assert [contract["checks"] for contract in signed.values()] == [[]] * LEARNERS
    assert same_days(signed)

    ill = klas.learners[:2]
    away = [klas.day(2), klas.day(3)]
    replanned = [read(await klas.replans(signed[str(key)], because="illness", days=away)) for key in ill]
    assert all(not set(away) & {day for held in days(one).values() for day in held} for one in replanned)

    early = klas.learners[9]
    at = datetime.combine(klas.monday, time(9), UTC)
    [await klas.tries(early, activity, at) for activity in klas.activities.values()]
    finished = read(await klas.replans(signed[str(early)], early, because="early-finish"))
    assert finished["progress"]["done"] >= 3
    assert finished["replans"][-1]["because"] == "early-finish"

    now = await seen(klas, contracts)
    assert {contract["state"] for contract in now.values()} == {"signed"}
    assert {key: one["revision"] for key, one in now.items()} == {key: one["revision"] for key, one in signed.items()}
    assert {key: one["checks"] for key, one in now.items() if one["checks"]} == {}
    assert same_days(now)

    told = [replan for contract in now.values() for replan in contract["replans"]]
    assert len(told) >= 3
    assert all(replan["proven"] and replan["summary"] for replan in told)
    assert all(move["learner"] and move["educator"] for replan in told for move in replan["moves"])
    moved = {key for key, one in now.items() if days(one) != days(signed[key])}
    assert moved == {key for key, one in now.items() if any(replan["moves"] for replan in one["replans"])}

    lines = read(await klas.call("GET", f"{path}?week={klas.day(0)}&limit=50"))["items"]
    assert [line["state"] for line in lines] == ["signed"] * LEARNERS
    assert [line["toMend"] for line in lines] == [0] * LEARNERS
