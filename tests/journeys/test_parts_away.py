"""One part away: the others go on, and a learner still gets a card."""

import pytest

from tests.journeys.school import School
from tests.journeys.suite import Suite
from tests.journeys.test_main_job import card_of

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]


async def test_without_recommend_the_card_comes_from_the_catalogue_and_can_be_chosen_from(
    school: School, own_suite: Suite
) -> None:
    learner_id, _ = await school.learner_and_educator(3)
    learner = await school.sign_in("learner", learner_id)
    await card_of(learner, learner_id)
    paused = own_suite.pause("recommend")
    try:
        answer = await learner.get(f"/v1/learners/{learner_id}/card", params={"subject": "nederlands"})
    finally:
        own_suite.resume(paused)
    card = answer.json()
    assert (answer.status_code, card["mode"]) == (200, "catalogue")
    assert 2 <= len(card["options"]) <= 4
    assert all(option["expectedSuccess"] is None for option in card["options"])
    chosen = await learner.post(
        f"/v1/learners/{learner_id}/choices",
        json={"cardId": card["cardId"], "optionId": card["options"][0]["optionId"]},
    )
    assert chosen.status_code == 201, chosen.text


async def test_without_choices_and_profile_cards_still_come(school: School, own_suite: Suite) -> None:
    learner_id, _ = await school.learner_and_educator(4)
    learner = await school.sign_in("learner", learner_id)
    await card_of(learner, learner_id)
    paused = [own_suite.pause("choices"), own_suite.pause("profile")]
    try:
        card = await card_of(learner, learner_id)
    finally:
        for pid in paused:
            own_suite.resume(pid)
    assert len(card["options"]) >= 2


async def test_the_front_page_says_how_the_parts_are(school: School, own_suite: Suite) -> None:
    client = await school.sign_in("board-admin")
    assert (await client.get("/")).status_code == 200
    assert (await client.get("/openapi.json")).json()["openapi"].startswith("3.1")
    assert (await client.get("/docs")).status_code == 200
    ready = await client.get("/health/ready", headers={"Authorization": ""})
    assert ready.status_code == 200
