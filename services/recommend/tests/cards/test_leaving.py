"""A card whose task may not be left yet says what is missing, and offers a shorter way to show it."""

from dataclasses import replace

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import activity, choice_made, goal_changed

from eigenwijs_shared.contracts.choices import ChoiceWithdrawn, EvidenceRule
from eigenwijs_shared.contracts.recommend import CardOffered


async def test_a_check_is_the_shorter_way_and_the_shortest_one_is_offered(board: Board, shelf: Shelf) -> None:
    short = activity(shelf.goals[0], kind="check", level=3, minutes=8, title="Breukentoets")
    easy = activity(shelf.goals[0], kind="check", level=2, minutes=2)
    later = activity(shelf.goals[0], shelf.goals[1], kind="check", level=3, minutes=1)
    await board.knows(shelf.goals, [*shelf.activities, short, easy, later])
    [missing] = (await board.card())["optOut"]["missingEvidence"]
    assert (missing["check"]["activityId"], missing["check"]["minutes"]) == (str(short.activity_id), 8)
    assert missing["check"]["message"] == "Sneller laten zien? Kies het toetsje ‘Breukentoets’ (8 min)."
    [told] = await board.announced(CardOffered)
    assert [(one.goal_id, one.activity_id) for one in told.checks] == [(shelf.goals[0].goal_id, short.activity_id)]


async def test_the_a_and_the_b_form_take_turns(board: Board, shelf: Shelf) -> None:
    a, b = (activity(shelf.goals[0], kind="check", level=3, minutes=minutes) for minutes in (8, 9))
    await board.knows(shelf.goals, [*shelf.activities, a, b])
    await board.tries(a, False)
    [missing] = (await board.card())["optOut"]["missingEvidence"]
    assert missing["check"]["activityId"] == str(b.activity_id)


async def test_the_rule_of_the_goal_decides_and_the_card_says_on_which_it_rests(board: Board, shelf: Shelf) -> None:
    strict = EvidenceRule(version=7, kinds=["product"], attempts=2)
    first = replace(shelf.goals[0], evidence_rule=strict)
    await board.knows([first, *shelf.goals[1:]], shelf.activities)
    await board.tries(shelf.of(0)[3], True, True, True, True)
    opt_out = (await board.card())["optOut"]
    [missing] = opt_out["missingEvidence"]
    assert not opt_out["allowed"]
    assert missing["message"] == "Laat ‘Breuken lezen’ nog één keer zien in iets wat je maakt."
    assert missing["check"] is None
    await board.hears(goal_changed(replace(first, evidence_rule=EvidenceRule(version=8)), 2))
    assert (await board.card())["optOut"]["allowed"]
    cards = await board.announced(CardOffered)
    assert [one.rule_versions for one in cards] == [{str(first.goal_id): 7}, {str(first.goal_id): 8}]


async def test_what_was_taken_back_is_as_if_it_had_not_been_chosen(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    chosen = choice_made(board.learner_id, card)
    told = chosen.model_dump(by_alias=False, exclude={"author_id", "replaces"})
    gone = ChoiceWithdrawn(**told, author_id=str(board.learner_id), withdrawn_at=chosen.made_at)
    await board.hears(gone)
    await board.hears(chosen)
    seen = (await board.get(f"/v1/cards/{card['cardId']}")).json()
    assert seen["outcome"] is None


async def test_a_changed_mind_leaves_one_outcome(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    skipped = choice_made(board.learner_id, card, "opt-out")
    await board.hears(skipped, choice_made(board.learner_id, card, replaces=skipped.choice_id))
    assert (await board.get(f"/v1/cards/{card['cardId']}")).json()["outcome"]["kind"] == "option"
    assert {one["goalId"] for one in (await board.card())["goals"]} == {one["goalId"] for one in card["goals"]}


async def test_a_choice_outside_a_card_rests_too(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    await board.hears(
        choice_made(board.learner_id, card, "catalogue", card_id=None, activity_id=card["options"][0]["activityId"])
    )
    following = await board.card()
    assert card["options"][0]["activityId"] not in {option["activityId"] for option in following["options"]}
