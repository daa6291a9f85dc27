"""From a package and what the board has to what the board shall have, by values."""

from typing import Any
from uuid import UUID

import pytest

from choices_service.frameworks.body import described, read
from choices_service.frameworks.case import Package
from choices_service.frameworks.rules import Goal, Known, changed_goals, goals_after, slug
from eigenwijs_shared.errors import Malformed

DOCUMENT, A, B, C = (UUID(int=number) for number in (100, 1, 2, 3))
OTHER_DOCUMENT = UUID(int=200)
NOTHING = Known({}, {})
CHANGED = "2026-01-01T00:00:00Z"


def link(goal_id: UUID) -> dict[str, str]:
    return {"identifier": str(goal_id), "title": "-", "uri": "-"}


def package(*items: dict[str, Any], links: tuple[tuple[str, UUID, UUID], ...] = (), **document: Any) -> Package:
    return Package.model_validate(
        {
            "CFDocument": {
                "identifier": str(DOCUMENT), "uri": "-", "title": "T", "creator": "C", "lastChangeDateTime": CHANGED,
                **document,
            },
            "CFItems": items,
            "CFAssociations": [
                {
                    "identifier": str(UUID(int=500 + place)), "associationType": kind,
                    "originNodeURI": link(origin), "destinationNodeURI": link(destination),
                }
                for place, (kind, origin, destination) in enumerate(links)
            ],
        }
    )  # fmt: skip


def item(goal_id: UUID, **more: Any) -> dict[str, Any]:
    told = {"identifier": str(goal_id), "uri": "-", "fullStatement": f"doel {goal_id.int}"}
    return {**told, "lastChangeDateTime": CHANGED, **more}


def known(*goals: Goal, **more: Any) -> Known:
    inside: dict[UUID, set[UUID]] = {}
    for goal in goals:
        inside.setdefault(goal.framework_id, set()).add(goal.goal_id)
    frameworks = {key: frozenset(members) for key, members in inside.items()}
    return Known({goal.goal_id: goal for goal in goals}, frameworks, **more)


@pytest.mark.parametrize(
    ("subject", "slugged"),
    [
        ("Rekenen en wiskunde", "rekenen-en-wiskunde"),
        ("Kunst & cultuur", "kunst-cultuur"),
        ("Economie (vo)", "economie-vo"),
        ("Français", "francais"),
        ("数学", "algemeen"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_subject_becomes_a_word_for_addresses(subject: str, slugged: str) -> None:
    assert slug(subject) == slugged


@pytest.mark.parametrize(
    ("own", "of_document", "subject"),
    [(["Muziek"], ["Kunst"], "muziek"), (None, ["Kunst"], "kunst"), ([], ["Kunst"], "kunst"), (None, None, "algemeen")],
)
def test_the_subject_of_an_item_is_its_own_or_else_that_of_the_document(
    own: Any, of_document: Any, subject: str
) -> None:
    sent = package(item(A, subject=own), subject=of_document)
    assert goals_after(sent, NOTHING)[A].subject == subject


def test_levels_are_put_in_the_order_of_the_years() -> None:
    sent = package(item(A, educationLevel=["vo-1", "groep-8", "KG"]))
    assert goals_after(sent, NOTHING)[A].levels == ("groep-8", "vo-1")


def test_the_first_of_several_parents_counts() -> None:
    sent = package(item(A), item(B), item(C), links=(("isChildOf", C, B), ("isChildOf", C, A)))
    after = goals_after(sent, NOTHING)
    assert after[C].parent_id == B
    assert [after[key].assessable for key in (A, B, C)] == [True, False, True]


def test_a_goal_with_activities_is_assessable_though_others_lie_under_it() -> None:
    sent = package(item(A), item(B), links=(("isChildOf", B, A),))
    assert goals_after(sent, Known({}, {}, frozenset({A})))[A].assessable is True


def test_what_another_package_says_of_the_order_stays() -> None:
    others = Goal(A, OTHER_DOCUMENT, 0, "doel 1", None, None, "algemeen", ())
    mine = Goal(B, DOCUMENT, 0, "doel 2", None, None, "algemeen", (), prerequisites={A: OTHER_DOCUMENT, C: DOCUMENT})
    after = goals_after(package(item(B)), known(others, mine))
    assert after[B].prerequisites == {A: OTHER_DOCUMENT}


def test_what_the_board_says_of_the_order_stays() -> None:
    mine = Goal(B, DOCUMENT, 1, "doel 2", None, None, "algemeen", (), ordered_by_board=True, prerequisites={C: None})
    after = goals_after(package(item(A), item(B), links=(("precedes", A, B),)), known(mine))
    assert (after[B].prerequisites, after[B].ordered_by_board) == ({C: None}, True)


def test_a_goal_that_another_framework_has_too_is_not_retired() -> None:
    mine = Goal(A, DOCUMENT, 0, "doel 1", None, None, "algemeen", ())
    both = Known({A: mine}, {DOCUMENT: frozenset({A}), OTHER_DOCUMENT: frozenset({A})})
    assert goals_after(package(item(B)), both)[A].active is True
    assert goals_after(package(item(B)), known(mine))[A].active is False


def test_a_retired_goal_comes_back_with_any_package_that_has_it() -> None:
    retired = Goal(A, OTHER_DOCUMENT, 0, "doel 1", None, None, "algemeen", (), active=False)
    assert goals_after(package(item(A)), known(retired))[A].active is True


def test_only_what_differs_has_changed() -> None:
    sent = package(item(A), item(B), links=(("precedes", A, B),))
    once = goals_after(sent, NOTHING)
    again = goals_after(sent, known(*once.values()))
    assert [goal.goal_id for goal in changed_goals({}, once)] == [A, B]
    assert changed_goals(once, again) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a": NaN, }'])
def test_what_is_no_json_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body)


def test_the_description_of_the_body_stands_by_itself() -> None:
    assert "$ref" not in str(described())
    assert "CFPackage" in str(described())
