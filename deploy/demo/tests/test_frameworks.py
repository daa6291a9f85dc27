from collections import Counter
from graphlib import TopologicalSorter
from typing import Any

from demo import leerlijnen, slo
from demo.files import OWN_FRAMEWORK, SLO_FRAMEWORK, SOURCE, as_json, read_json
from demo.leerlijnen import Goal, read_goals
from demo.people import GROUPS

GRADES = sorted({group.grade for group in GROUPS})


def package(path: Any) -> Any:
    return read_json(path)["CFPackage"]


def depths(goals: list[Goal]) -> dict[str, int]:
    found: dict[str, int] = {}
    by_key = {goal.key: goal for goal in goals}
    for key in TopologicalSorter({goal.key: goal.after for goal in goals}).static_order():
        found[key] = 1 + max((found[before] for before in by_key[key].after), default=0)
    return found


def test_slos_framework_is_what_its_script_makes() -> None:
    made = as_json(slo.make_framework(read_json(SOURCE / "slo-fo-kerndoelen.json")))

    assert SLO_FRAMEWORK.read_text(encoding="utf-8") == made


def test_our_framework_is_what_its_script_makes() -> None:
    made = as_json(leerlijnen.make_framework(read_goals(), read_json(SLO_FRAMEWORK)))

    assert OWN_FRAMEWORK.read_text(encoding="utf-8") == made


def test_slos_framework_is_complete() -> None:
    kinds = Counter(item["CFItemType"] for item in package(SLO_FRAMEWORK)["CFItems"])

    assert kinds == {"Leergebied": 16, "Domein": 55, "Kerndoel": 171, "Doelzin": 372}


def test_every_item_of_slo_has_one_parent_and_a_subject() -> None:
    content = package(SLO_FRAMEWORK)
    children = Counter(link["originNodeURI"]["identifier"] for link in content["CFAssociations"])

    assert set(children.values()) == {1}
    assert set(children) == {item["identifier"] for item in content["CFItems"]}
    assert {"Nederlands", "Rekenen en wiskunde", "Burgerschap", "Digitale geletterdheid"} < {
        item["subject"][0] for item in content["CFItems"]
    }


def test_slo_is_credited_in_the_framework_itself() -> None:
    about = package(SLO_FRAMEWORK)["CFDocument"]

    assert about["title"] == "Kerndoelen funderend onderwijs (SLO, 2026)"
    assert "SLO" in about["creator"]
    assert "CC BY 4.0" in about["notes"]


def test_every_goal_of_ours_hangs_under_a_doelzin_of_its_own_subject() -> None:
    doelzinnen = {i["identifier"]: i for i in package(SLO_FRAMEWORK)["CFItems"] if i["CFItemType"] == "Doelzin"}

    assert all(doelzinnen[goal.under]["subject"] == [goal.subject] for goal in read_goals())


def test_goals_speak_as_a_learner_would() -> None:
    goals = read_goals()

    assert 60 <= len(goals) <= 80
    assert all(goal.statement.startswith("Ik kan ") and goal.statement.endswith(".") for goal in goals)
    assert len({goal.statement for goal in goals}) == len({goal.title for goal in goals}) == len(goals)


def test_each_subject_has_chains_of_four_to_seven_goals() -> None:
    goals = read_goals()
    deep = depths(goals)

    longest = {subject: max(deep[g.key] for g in goals if g.subject == subject) for subject in subjects(goals)}
    assert all(4 <= length <= 7 for length in longest.values())


def test_a_prerequisite_is_never_only_for_later_years_than_its_dependent() -> None:
    goals = {goal.key: goal for goal in read_goals()}
    order = list(GRADES)

    pairs = [(goals[before], goal) for goal in goals.values() for before in goal.after]
    late = [
        (before.key, goal.key) for before, goal in pairs if order.index(before.levels[0]) > order.index(goal.levels[0])
    ]
    assert late == []


def test_every_group_finds_goals_to_start_with_in_every_subject() -> None:
    goals = read_goals()
    entries = {
        (grade, goal.subject)
        for grade in GRADES
        for goal in goals
        if grade in goal.levels and not any(grade in before.levels for before in goals if before.key in goal.after)
    }

    assert entries == {(grade, subject) for grade in GRADES for subject in subjects(goals)}


def test_every_group_has_at_least_four_goals_in_every_subject() -> None:
    goals = read_goals()
    offered = Counter((level, goal.subject) for goal in goals for level in goal.levels)

    assert len(offered) == len(GRADES) * 4
    assert min(offered.values()) >= 4


def test_most_goals_span_two_or_three_years() -> None:
    spans = Counter(len(goal.levels) for goal in read_goals())

    assert set(spans) <= {2, 3}


def test_identifiers_are_unique_over_both_frameworks() -> None:
    parts = [package(path)[part] for path in (SLO_FRAMEWORK, OWN_FRAMEWORK) for part in ("CFItems", "CFAssociations")]
    identifiers = [thing["identifier"] for part in parts for thing in part]

    assert len(set(identifiers)) == len(identifiers)


def subjects(goals: list[Goal]) -> set[str]:
    return {goal.subject for goal in goals}
