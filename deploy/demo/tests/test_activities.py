from collections import Counter, defaultdict
from typing import Any

from demo.activities import make_activities
from demo.files import ACTIVITIES, as_json_lines, read_json_lines
from demo.leerlijnen import read_goals
from demo.people import GROUPS

FORMS = {
    "exercise", "reading", "writing", "discussion", "presentation", "drawing", "building", "movement", "experiment",
    "game", "drama", "music", "fieldwork", "research",
}  # fmt: skip
LABELS_ON_LEARNERS = ("leerstijl", "beelddenk", "visuele leer", "intelligentie", "doener", "denker")


def activities() -> list[dict[str, Any]]:
    return read_json_lines(ACTIVITIES)


def of_each_goal() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for activity in activities():
        for goal_id in activity["goalIds"]:
            found[goal_id].append(activity)
    return found


def test_the_file_is_what_its_script_makes() -> None:
    assert ACTIVITIES.read_text(encoding="utf-8") == as_json_lines(make_activities())


def test_there_are_enough_and_none_is_there_twice() -> None:
    found = activities()

    assert len(found) >= 130
    assert len({one["activityKey"] for one in found}) == len({one["title"] for one in found}) == len(found)


def test_all_forms_companies_kinds_and_levels_occur() -> None:
    found = activities()

    assert {one["form"] for one in found} == FORMS
    assert {one["company"] for one in found} == {"solo", "pair", "team", "class"}
    assert {one["kind"] for one in found} == {"practice", "check", "corrective", "enrichment", "project"}
    assert {one["level"] for one in found} == {1, 2, 3, 4, 5}


def test_at_least_forty_percent_needs_no_screen() -> None:
    media = Counter(one["medium"] for one in activities())

    assert set(media) == {"offline", "screen", "mixed"}
    assert media["offline"] >= 0.4 * media.total()


def test_every_goal_can_be_practised_in_two_forms_at_least_once_without_a_screen() -> None:
    mine = of_each_goal()

    assert set(mine) == {goal.goal_id for goal in read_goals()}
    assert all(len({one["form"] for one in some}) >= 2 for some in mine.values())
    assert all(any(one["medium"] == "offline" for one in some) for some in mine.values())


def test_every_goal_has_easier_activities_and_activities_at_the_goal() -> None:
    levels = [{one["level"] for one in some} for some in of_each_goal().values()]

    assert all(min(some) <= 2 and max(some) >= 3 for some in levels)


def test_every_group_can_be_offered_three_forms_in_every_subject() -> None:
    mine, goals = of_each_goal(), read_goals()
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for goal in goals:
        for level in goal.levels:
            forms[level, goal.subject] |= {one["form"] for one in mine[goal.goal_id]}

    wanted = {(group.grade, goal.subject) for group in GROUPS for goal in goals}
    assert all(len(forms[pair]) >= 3 for pair in wanted)


def test_the_goals_of_one_activity_share_a_year() -> None:
    levels = {goal.goal_id: set(goal.levels) for goal in read_goals()}

    assert all(set.intersection(*(levels[goal] for goal in one["goalIds"])) for one in activities())


def test_no_activity_labels_a_learner() -> None:
    words = " ".join(f"{one['title']} {one['description']}" for one in activities()).lower()

    assert [label for label in LABELS_ON_LEARNERS if label in words] == []


def test_descriptions_are_one_to_three_sentences_that_say_what_to_do() -> None:
    lengths = [len(one["description"]) for one in activities()]

    assert min(lengths) >= 60
    assert max(lengths) <= 260
