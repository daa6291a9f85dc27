"""What may be chosen, by values."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.choices import problems
from choices_service.choices.rules import (
    Card,
    OffCard,
    Option,
    decide,
    decide_off_card,
    is_same,
    kind_of,
    may_be_under_way,
    state_of,
)
from choices_service.choices.schemas import ChoiceIn
from eigenwijs_shared.agency import DIMENSIONS, POSITIONS, Decision, Dimension, Position, effective
from eigenwijs_shared.errors import Invalid, Problem
from eigenwijs_shared.ids import new_id

NOBODY_SAID = effective([])
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
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
        "checks": {UUID(int=30): [GOAL]},
    }
    return Card(**{**told, **more})


OWN_IDEA = {"ownIdea": {"title": "Iets", "goalIds": [str(GOAL)]}}
OPT_OUT = {"optOut": {"reason": "Kan ik al"}}
OPTION = {"optionId": str(ONE)}
SURPRISE = {"surprise": True}
CHECK = {"checkId": str(UUID(int=30))}
FIVE = [
    (OPTION, "option"), (SURPRISE, "surprise"), (OWN_IDEA, "own-idea"), (OPT_OUT, "opt-out"), (CHECK, "check"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "kind"), FIVE)
def test_each_of_the_five_is_allowed_where_nobody_said_otherwise(what: dict[str, Any], kind: str) -> None:
    assert decide(asked(**what), card(), [NOBODY_SAID]).kind == kind == kind_of(asked(**what))


@pytest.mark.parametrize("what", [OPTION, SURPRISE, OPT_OUT, CHECK])
def test_what_is_on_a_card_takes_the_card(what: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        kind_of(ChoiceIn.model_validate(what))
    assert refused.value.faults[0].pointer == "#/cardId"


@pytest.mark.parametrize("what", [OWN_IDEA, {"activityId": str(ONE)}])
def test_what_is_not_does_not(what: dict[str, Any]) -> None:
    assert kind_of(ChoiceIn.model_validate(what)) in {"own-idea", "catalogue"}


@pytest.mark.parametrize("what", [{}, {**OPTION, **SURPRISE}, {"surprise": False}, {**OWN_IDEA, **OPT_OUT}])
def test_it_is_exactly_one_of_them(what: dict[str, Any]) -> None:
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
        (OPT_OUT, {"rules_as_then": False}, [NOBODY_SAID], problems.RuleChanged),
        (CHECK, {}, [dial("whether")], problems.DialForbids),
        (CHECK, {"checks": {}}, [NOBODY_SAID], problems.UnknownOption),
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
    assert decide(asked(**OPTION), card(), [dial(dimension)]).option_id == ONE


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


DIALS = st.fixed_dictionaries({dimension: st.sampled_from(POSITIONS) for dimension in DIMENSIONS})


@given(DIALS, st.sampled_from([OPTION, SURPRISE, OWN_IDEA, OPT_OUT, CHECK]), st.booleans(), st.booleans())
def test_no_choice_from_a_card_breaks_the_dial_or_leaves_a_task_unseen(
    positions: dict[Dimension, Position], what: dict[str, Any], covered: bool, rules_hold: bool
) -> None:
    decisions = {dimension: Decision(position, None) for dimension, position in positions.items()}
    offered = card(opt_out_allowed=covered, missing_evidence=[(GOAL, "A")], rules_as_then=rules_hold)
    held = {dimension for dimension, position in positions.items() if position == "teacher"}
    forbidding: dict[str, set[Dimension]] = {
        "option": {"form"}, "surprise": {"form"}, "own-idea": {"topic"}, "opt-out": {"whether"}, "check": {"whether"},
    }  # fmt: skip
    kind = kind_of(asked(**what))
    with (
        nullcontext()
        if not_forbidden(kind, held & forbidding[kind], covered and rules_hold)
        else pytest.raises(Problem)
    ):
        decide(asked(**what), offered, [decisions])


def not_forbidden(kind: str, held: set[Dimension], seen: bool) -> bool:
    return not held and (seen or kind != "opt-out")


@given(DIALS, st.booleans())
def test_no_choice_outside_a_card_breaks_the_dial_or_a_prerequisite(
    positions: dict[Dimension, Position], missing: bool
) -> None:
    decisions = {dimension: Decision(position, None) for dimension, position in positions.items()}
    wanted = OffCard(ONE, [GOAL], [(OTHER, "Eerst dit")] if missing else [])
    open_ = not missing and "teacher" not in {positions[dimension] for dimension in ("form", "topic", "company")}
    with nullcontext() if open_ else pytest.raises(Problem):
        assert decide_off_card(wanted, [decisions]).activity_id == ONE


def made(**more: Any) -> SimpleNamespace:
    said = {"made_at": NOON, "started_at": None, "superseded_by": None, "withdrawn_at": None}
    return SimpleNamespace(**{**said, **more})


def tried(*hours: int) -> SimpleNamespace:
    times = [NOON + timedelta(hours=hour) for hour in hours]
    return SimpleNamespace(first_at=min(times), last_at=max(times))


@pytest.mark.parametrize(
    ("choice", "attempted", "state"),
    [
        (made(), None, "chosen"),
        (made(), tried(-2, -1), "chosen"),
        (made(), tried(1), "started"),
        (made(), tried(-1, 2), "started"),
        (made(started_at=NOON), None, "started"),
        (made(superseded_by=ONE), tried(1), "replaced"),
        (made(withdrawn_at=NOON), None, "withdrawn"),
    ],
)
def test_an_attempt_since_or_somebodys_word_begins_it(choice: Any, attempted: Any, state: str) -> None:
    assert state_of(choice, attempted) == state


@pytest.mark.parametrize(("minutes", "possible"), [(0, True), (9, True), (11, False), (-9, True), (-11, False)])
def test_only_a_young_card_may_be_under_way(minutes: int, possible: bool) -> None:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    assert may_be_under_way(new_id(), now) is possible
