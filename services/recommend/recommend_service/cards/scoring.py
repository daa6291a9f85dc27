"""How much an activity would bring this learner now, as a sum of named features. Pure.

Learning progress is greatest where success is likely but not sure (ZPDES, Clement et al. 2015), and there where we
know least. What the last tries show counts beside what is believed, which is slow (`lately`). The rest is variety of
form for everyone, and mastery's order of check, corrective and enrichment.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from eigenwijs_shared.wishes import is_liked, suited
from recommend_service.card_settings.rules import USUAL_ZONE, Zone
from recommend_service.cards.around import around, one_above
from recommend_service.cards.lately import aim, massed, plateau
from recommend_service.cards.picture import Picture
from recommend_service.catalogue.fit import fits
from recommend_service.catalogue.model import Activity
from recommend_service.mastery.gates import State
from recommend_service.mastery.rules import GENERAL_VARIANCE, GOAL_VARIANCE, Estimate

PITCHED_BELOW = 0.20
"""Where the last tries ask for this very level, the zone begins so much lower: they tell sooner than the belief."""
_FAR = 0.7

WEIGHTS: Mapping[str, float] = {
    "zone": 2.5,
    "unsure": 0.6,
    "going": 0.8,
    "pitched": 2.5,
    "massed": -1.5,
    "plateau": -1.0,
    "next": 0.5,
    "review": 0.4,
    "due": 0.9,
    "woven": 0.5,
    "lapse": 0.8,
    "foundation": 0.8,
    "below": -0.6,
    "stuck": -2.0,
    "fresh": 0.7,
    "variety": 0.5,
    "other_form": 0.7,
    "corrective": 0.8,
    "needless": -0.4,
    "check": 0.8,
    "enrichment": 0.4,
    "interest": 0.8,
    "suited": 1.0,
    "contract": 0.9,
    "aim": 0.7,
    "together": 0.6,
    "coverage": 0.8,
    "above": 0.4,
}
"""Of day one: set so that the zone decides first, and the way the learner is on second.

`interest` and `suited` (see `needs`) are part of the score, so that the propensities reckon with them.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that may be offered; `spare` ones only where nothing else is left."""

    activity: Activity
    goal_id: UUID
    subject: str
    expected: float
    features: Mapping[str, float]
    score: float
    spare: bool
    zone: Zone = USUAL_ZONE

    @property
    def liked(self) -> bool:
        """Is it about something the learner says to like, where that may count?"""
        return bool(self.features.get("interest"))

    @property
    def is_review(self) -> bool:
        """Is it there to recall what was mastered?"""
        return not self.features.keys().isdisjoint({"due", "lapse"})

    @property
    def in_zone(self) -> bool:
        return self._reached.holds(self.expected)

    @property
    def off_zone(self) -> float:
        """How much probability it lies outside the wide zone."""
        return self._reached.off(self.expected)

    @property
    def near_zone(self) -> bool:
        return self._reached.nearly_holds(self.expected)

    @property
    def is_pitched(self) -> bool:
        """Is its level that which the last tries at its goal ask for?"""
        return bool(self.features.get("pitched"))

    @property
    def _reached(self) -> Zone:
        return replace(self.zone, low=self.zone.low - PITCHED_BELOW) if self.is_pitched else self.zone


def candidate(
    picture: Picture, activity: Activity, asked: str | None, topic_held: Collection[str] = ()
) -> Candidate | None:
    """One activity by itself; see `Scorer`."""
    return Scorer(picture, asked, topic_held).candidate(activity)


@dataclass(frozen=True, slots=True)
class _AtGoal:
    """What holds for every activity at a goal."""

    subject: str
    state: State
    probability: float
    estimate: Estimate | None
    features: Mapping[str, float]
    above: int | None
    aim: int | None

    @property
    def rank(self) -> tuple[bool, float]:
        """Of several goals of an activity, the one with the lowest is what it is offered for."""
        return self.state == "mastered", self.probability


class Scorer:
    """Scores activities for one picture; what holds for a goal or a form is reckoned once.

    In the subjects `topic_held` the teacher chooses the topic, so there the learner's interests count for nothing.
    """

    def __init__(self, picture: Picture, asked: str | None, topic_held: Collection[str] = ()) -> None:
        self._picture, self._asked, self._topic_held = picture, asked, topic_held
        self._goals: dict[UUID, _AtGoal] = {}
        self._ago = {past.activity_id: ago for ago, past in reversed(list(enumerate(reversed(picture.past))))}
        of = picture.catalogue.goals_of
        self._lately = [of.get(past.activity_id, ()) for past in picture.past]
        self._forms = Counter(past.form for past in picture.past)

    def candidate(self, activity: Activity) -> Candidate | None:
        """As a candidate for a goal of the asked subject; None where it is out of the learner's reach.

        Every one of its goals must be open: what a prerequisite forbids is never offered, not even beside something
        else.
        """
        picture, goals = self._picture, self._picture.catalogue.goals
        if not picture.may_be_done(activity):
            return None
        served = [one for one in activity.goal_ids if self._asked in {None, goals[one].subject}]
        if not served:
            return None
        goal_id = served[0] if len(served) == 1 else min(served, key=lambda one: (*self._at(one).rank, one))
        at, expected = self._at(goal_id), picture.expected(activity)
        features = self._features(activity, goal_id, at, expected)
        return Candidate(
            activity=activity,
            goal_id=goal_id,
            subject=at.subject,
            expected=expected,
            features=features,
            score=sum(WEIGHTS[name] * value for name, value in features.items()),
            spare=_is_spare(picture, activity, goal_id, at.state),
            zone=picture.settings.zone,
        )

    def _at(self, goal_id: UUID) -> _AtGoal:
        found = self._goals.get(goal_id)
        if found is None:
            picture, estimate = self._picture, self._picture.estimates.get(goal_id)
            probability = picture.probability(goal_id)
            lately = {"massed": massed(goal_id, self._lately), "plateau": plateau(estimate, probability)}
            found = self._goals[goal_id] = _AtGoal(
                subject=picture.catalogue.goals[goal_id].subject,
                state=picture.state(goal_id),
                probability=probability,
                estimate=estimate,
                features=_on_the_way(picture, goal_id) | lately,
                above=one_above(estimate),
                aim=self._aim(goal_id, estimate),
            )
        return found

    def _aim(self, goal_id: UUID, estimate: Estimate | None) -> int | None:
        """None at what is mastered, unless it is to be recalled: there is no level to go on at."""
        if estimate is not None and estimate.mastered and goal_id not in self._picture.due:
            return None
        return aim(estimate, self._picture.catalogue.levels.get(goal_id, ()))

    def _features(self, activity: Activity, goal_id: UUID, at: _AtGoal, expected: float) -> dict[str, float]:
        picture = self._picture
        ability, zone = picture.ability(activity), picture.settings.zone
        found = {
            "zone": 1 / (1 + ((expected - zone.middle) / zone.reach) ** 2),
            "unsure": min(ability.variance / (GENERAL_VARIANCE + GOAL_VARIANCE), 1.0),
            "pitched": float(activity.level == at.aim),
            "fresh": self._freshness(activity),
            "variety": self._variety(activity),
            "interest": float(
                bool(picture.wishes.topics)
                and at.subject not in self._topic_held
                and is_liked(activity, picture.wishes.topics)
            ),
            "suited": float(suited(activity, picture.wishes.needs)),
            "woven": float(goal_id not in picture.due and not picture.due.isdisjoint(activity.goal_ids)),
            "lapse": float(_after_lapse(picture, activity, goal_id)),
            **at.features,
            **_of_kind(activity, at),
            **around(picture, activity, at.above),
        }
        return {name: round(value, 4) for name, value in found.items() if value}

    def _freshness(self, activity: Activity) -> float:
        """0 when it was done just now, 1 when not among the last ones."""
        ago = self._ago.get(activity.activity_id)
        return 1.0 if ago is None else ago / len(self._picture.past)

    def _variety(self, activity: Activity) -> float:
        """How little of what was done lately had this form."""
        past = self._picture.past
        return 1 - self._forms[activity.form] / len(past) if past else 0.0


def _is_spare(picture: Picture, activity: Activity, goal_id: UUID, state: State) -> bool:
    """What rests today, and more of the same at a goal that is mastered; going deeper and recalling are welcome."""
    if activity.activity_id in picture.resting_activities or not picture.resting_goals.isdisjoint(activity.goal_ids):
        return True
    if goal_id in picture.due or _after_lapse(picture, activity, goal_id):
        return False
    return state == "mastered" and activity.kind not in {"enrichment", "project"}


def _after_lapse(picture: Picture, activity: Activity, goal_id: UUID) -> bool:
    """A corrective where something slipped, in another form than that in which it did."""
    if goal_id not in picture.lapsed or activity.kind != "corrective":
        return False
    estimate = picture.estimates.get(goal_id)
    return not (estimate and estimate.recent) or activity.form != estimate.recent[-1].form


def _on_the_way(picture: Picture, goal_id: UUID) -> dict[str, float]:
    state, stuck = picture.state(goal_id), picture.is_stuck(goal_id)
    before = picture.catalogue.goals[goal_id].prerequisite_ids
    mastered = [one for one in before if (known := picture.estimates.get(one)) and known.mastered]
    found = {
        "due": goal_id in picture.due,
        "going": state in {"started", "practising"} and not stuck,
        "stuck": stuck,
        "review": state == "review",
        "next": bool(mastered) and state == "unknown",
        "foundation": goal_id in picture.foundations,
        "below": not fits(picture.catalogue.goals[goal_id], picture.grades),
    }
    return {name: float(value) for name, value in found.items()}


def _of_kind(activity: Activity, at: _AtGoal) -> dict[str, float]:
    estimate = at.estimate
    last = estimate.recent[-1] if estimate and estimate.recent else None
    failed = last is not None and not last.success
    attempts, far = (estimate.attempts if estimate else 0), at.probability >= _FAR
    deeper = activity.kind in {"enrichment", "project"}
    # The way that just did not work is no way out of it: a corrective takes another form.
    helps = activity.kind == "corrective" and failed and last is not None and activity.form != last.form
    too_soon = (
        (activity.kind == "corrective" and not helps)
        or (activity.kind == "check" and not attempts)
        or (activity.kind == "enrichment" and not far)
    )
    return {
        "other_form": float(failed and last is not None and activity.form != last.form),
        "corrective": float(helps),
        "check": float(activity.kind == "check" and attempts >= 2 and far),
        "enrichment": float(deeper and far),
        "needless": float(too_soon),
    }
