"""Wel of niet: what a card's goals lack before its task may be left, and how to show it sooner. Pure."""

from collections.abc import Iterable
from datetime import datetime

from eigenwijs_shared.contracts.choices import EvidenceRule
from eigenwijs_shared.wishes import leaves_out, shown_minutes
from recommend_service.cards.card import KeptCheck, KeptGoal, KeptShortage
from recommend_service.cards.picture import Picture
from recommend_service.catalogue.model import Activity
from recommend_service.mastery.sufficiency import lacks_for_opt_out


def shortages(picture: Picture, goals: Iterable[KeptGoal], now: datetime) -> list[KeptShortage]:
    """Of those goals that lack something."""
    found = [_shortage(picture, goal, now) for goal in goals]
    return [one for one in found if one is not None]


def versions(picture: Picture, goals: Iterable[KeptGoal]) -> dict[str, int]:
    """The rules that this rests on."""
    return {str(goal.goal_id): picture.catalogue.goals[goal.goal_id].evidence_rule.version for goal in goals}


def _shortage(picture: Picture, goal: KeptGoal, now: datetime) -> KeptShortage | None:
    rule = picture.catalogue.goals[goal.goal_id].evidence_rule
    lack = lacks_for_opt_out(picture.estimates.get(goal.goal_id), picture.probability(goal.goal_id), rule, now)
    if lack is None:
        return None
    check = check_for(picture, goal, rule)
    return KeptShortage(
        goal_id=goal.goal_id,
        lack=lack.lack,
        number=lack.number,
        level=rule.level,
        kinds=rule.kinds,
        days=rule.within_days,
        check=_kept(check, picture) if check is not None else None,
    )


def check_for(picture: Picture, goal: KeptGoal, rule: EvidenceRule) -> Activity | None:
    """The shortest check that counts by the rule and forbids nothing; one not done lately, so A and B take turns."""
    if rule.kinds and "check" not in rule.kinds:
        return None
    open_ = [
        one
        for one in picture.catalogue.checks.get(goal.goal_id, ())
        if one.level >= rule.level
        and picture.frontier.issuperset(one.goal_ids)
        and one.activity_id not in picture.decided.excluded
    ]
    lately = {past.activity_id for past in picture.past} | picture.resting_activities
    return min(
        open_,
        key=lambda one: (
            leaves_out(one, picture.wishes.needs),
            one.activity_id in lately,
            one.minutes,
            len(one.goal_ids),
            one.activity_id,
        ),
        default=None,
    )


def _kept(check: Activity, picture: Picture) -> KeptCheck:
    return KeptCheck(
        activity_id=check.activity_id,
        title=check.title,
        form=check.form,
        medium=check.medium,
        company=check.company,
        minutes=shown_minutes(check.minutes, picture.wishes.needs),
    )
