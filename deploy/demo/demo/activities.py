"""The activities as bodies of POST /v1/activities: `python -m demo.activities` makes them of `data/source`.

`level` is the difficulty within the goal: 1 first steps, 3 at the goal, 5 beyond it.
"""

import tomllib
from collections.abc import Mapping

from demo.files import ACTIVITIES, SOURCE, Json, as_json_lines
from demo.leerlijnen import read_goals


def make_activities() -> list[Json]:
    """Each body with its `activityKey`, which stays the same for as long as the activity means the same.

    `parallelToKey` is the key of the check of which it is the B form.
    """
    goal_ids = {goal.key: goal.goal_id for goal in read_goals()}
    return [
        _body(activity, goal_ids)
        for path in sorted((SOURCE / "activities").glob("*.toml"))
        for activity in tomllib.loads(path.read_text(encoding="utf-8"))["activity"]
    ]


def _body(activity: Json, goal_ids: Mapping[str, str]) -> Json:
    shape = activity["shape"]
    return {
        "activityKey": activity["key"],
        "title": activity["title"],
        "description": activity["description"],
        "goalIds": [goal_ids[key] for key in activity["goals"]],
        "form": shape["form"],
        "medium": shape["medium"],
        "company": shape["company"],
        "level": shape["level"],
        "minutes": shape["minutes"],
        "kind": shape["kind"],
        "topic": activity["topic"],
        "materials": activity.get("materials", []),
        "language": "nl",
        **({"parallelToKey": activity["parallel"]} if "parallel" in activity else {}),
    }


def main() -> None:
    ACTIVITIES.write_text(as_json_lines(make_activities()), encoding="utf-8")


if __name__ == "__main__":
    main()
