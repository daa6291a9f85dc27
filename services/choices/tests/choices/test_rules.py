"""What may be chosen, by values."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from choices_service.choices import problems
from choices_service.choices.rules import Card, Option, decide, is_same, kind_of, may_be_under_way
from choices_service.choices.schemas import ChoiceIn
from eigenwijs_shared.agency import Decision, Dimension, effective
from eigenwijs_shared.errors import Invalid, Problem
from eigenwijs_shared.ids import new_id

NOBODY_SAID = effective([])
GOAL, ONE, OTHER = (UUID(int=number) for number in (1, 2, 3))


def asked(**what: Any) -> ChoiceIn:
    return ChoiceIn.model_validate({"cardId": str(UUID(int=9)), **what})


def dial(dimension: Dimension) -> Mapping[Dimension, Decision]:
    return {**NOBODY_SAID, dimension: Decision("teacher", None)}


def option(option_id: UUID, form: str) -> Option:
    return Option(option_id, UUID(int=20), [GOAL], {"form": form, "topic": "sport", "company": "solo"})


def card(**more: Any) -> Card:
    told: dict[str, Any] = {
        "card_id": UUID(int=9),
        "goal_ids": [GOAL],
        "options": [option(ONE, "game"), option(OTHER, "reading")],
        "surprise_option_id": OTHER,
        "opt_out_allowed": True,
        "missing_evidence": [],
        "dimensions": dict.fromkeys(NOBODY_SAID, "shared"),
    }
    return Card(**{**told, **more})


OWN_IDEA = {"ownIdea": {"title": "Iets", "goalIds": [str(GOAL)]}}
OPT_OUT = {"optOut": {"reason": "Kan ik al"}}
OPTION = {"optionId": str(ONE)}
SURPRISE = {"surprise": True}
FOUR = [(OPTION, "option"), (SURPRISE, "surprise"), (OWN_IDEA, "own-idea"), (OPT_OUT, "opt-out")]


@pytest.mark.parametrize(("what", "kind"), FOUR)
def test_each_of_the_four_is_allowed_where_nobody_said_otherwise(what: dict[str, Any], kind: str) -> None:
    assert decide(asked(**what), card(), [NOBODY_SAID]).kind == kind == kind_of(asked(**what))


@pytest.mark.parametrize("what", [{}, {**OPTION, **SURPRISE}, {"surprise": False}, {**OWN_IDEA, **OPT_OUT}])
def test_it_is_exactly_one_of_the_four(what: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        kind_of(asked(**what))


@pytest.mark.parametrize(
    ("what", "given", "dials", "refusal"),
    [
        (OWN_IDEA, {}, [dial("topic")], problems.DialForbids),
        (OWN_IDEA, {}, [NOBODY_SAID, dial("topic")], problems.DialForbids),
        (OPT_OUT, {}, [dial("whether")], problems.DialForbids),
        (OPT_OUT, {"opt_out_allowed": False, "missing_evidence": [(GOAL, "A")]}, [NOBODY_SAID],
         problems.EvidenceMissing),
        (OPT_OUT, {"opt_out_allowed": False}, [NOBODY_SAID], problems.CardOutdated),
        (OPTION, {}, [dial("form")], problems.DialForbids),
        (OPTION, {"options": []}, [NOBODY_SAID], problems.UnknownOption),
        (SURPRISE, {"surprise_option_id": None}, [NOBODY_SAID], problems.NoSurprise),
        (SURPRISE, {"surprise_option_id": None}, [dial("form")], problems.NoSurprise),
        (SURPRISE, {"surprise_option_id": None, "dimensions": {"form": "teacher"}}, [dial("form")],
         problems.DialForbids),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_with_its_reason(
    what: dict[str, Any], given: dict[str, Any], dials: list[Any], refusal: type[Problem]
) -> None:
    with pytest.raises(refusal):
        decide(asked(**what), card(**given), dials)


@pytest.mark.parametrize("dimension", ["topic", "company", "pace", "whether"])
def test_a_dial_in_which_the_options_are_alike_leaves_them_free(dimension: Dimension) -> None:
    chosen = decide(asked(**OPTION), card(), [dial(dimension)])
    assert chosen.option is not None
    assert chosen.option.option_id == ONE


@pytest.mark.parametrize(
    ("what", "same"),
    [
        (OPTION, True),
        ({"optionId": str(OTHER)}, False),
        (SURPRISE, False),
        (OWN_IDEA, False),
    ],
)
def test_a_choice_is_the_same_only_as_itself(what: dict[str, Any], same: bool) -> None:
    standing = SimpleNamespace(kind="option", option_id=ONE, title=None, reason=None, goal_ids=[GOAL])
    assert is_same(asked(**what), standing) is same


def test_another_reason_or_title_is_another_choice() -> None:
    skipped = SimpleNamespace(kind="opt-out", option_id=None, title=None, reason="Ziek", goal_ids=[GOAL])
    assert not is_same(asked(**OPT_OUT), skipped)
    idea = SimpleNamespace(kind="own-idea", option_id=None, title="Iets", reason=None, goal_ids=[])
    assert not is_same(asked(**OWN_IDEA), idea)


@pytest.mark.parametrize(("minutes", "possible"), [(0, True), (9, True), (11, False), (-9, True), (-11, False)])
def test_only_a_young_card_may_be_under_way(minutes: int, possible: bool) -> None:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    assert may_be_under_way(new_id(), now) is possible
