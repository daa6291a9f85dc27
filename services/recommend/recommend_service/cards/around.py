"""What a card owes to the days around it: promises, aims, company, forms that take turns, and one above. Pure."""

from recommend_service.cards.picture import Picture
from recommend_service.catalogue.model import Activity
from recommend_service.mastery.rules import Estimate

_GOING_WELL = 3


def around(picture: Picture, activity: Activity, above: int | None) -> dict[str, float]:
    """Features of what was promised or aimed for, and done lately; `above` is the level above what went well."""
    promised = activity.activity_id in picture.promised and activity.activity_id not in picture.done_lately
    return {
        "contract": float(promised),
        "aim": float(bool(picture.toward) and not picture.toward.isdisjoint(activity.goal_ids)),
        "together": picture.on_its_own if activity.company != "solo" else 0.0,
        "coverage": float(picture.worn is not None and activity.form != picture.worn),
        "above": float(activity.level == above),
    }


def one_above(estimate: Estimate | None) -> int | None:
    """The level above the hardest of the last tries, if all of those succeeded: one may always try it."""
    last = estimate.recent[-_GOING_WELL:] if estimate else ()
    if len(last) < _GOING_WELL or not all(one.success for one in last):
        return None
    return max(one.level for one in last) + 1
