"""Makes a choice card: which options, what else is allowed, and what the register must keep. Pure; seeded by its id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID, uuid5

from eigenwijs_shared.agency import Decision, Dial, Dimension, effective
from eigenwijs_shared.wishes import shown_minutes, unmet
from recommend_service.cards import assigned, needs
from recommend_service.cards.card import KeptAssignment, KeptDecision, KeptGoal, KeptOption, OfferedCard
from recommend_service.cards.leaving import shortages, versions
from recommend_service.cards.picture import Picture
from recommend_service.cards.pool import DISTANCE, tier
from recommend_service.cards.recalling import few_reviews
from recommend_service.cards.scoring import Candidate, Scorer
from recommend_service.cards.selection import Selection, select
from recommend_service.cards.shortlist import Shortlist, everything, leaves_less, shortlisted
from recommend_service.cards.truth import grounds

POLICY = "zone-5"
MOST, MOST_BY_LEARNER = 3, 4
KEPT_CANDIDATES = 30

Decisions = Mapping[Dimension, Decision]


def make_card(
    picture: Picture,
    dials: Sequence[Dial],
    *,
    card_id: UUID,
    learner_id: UUID,
    asked: str | None,
    basis: str,
    now: datetime,
) -> OfferedCard | None:
    """The same picture, dials and card id give the same card; None where nothing can be offered at all."""
    about = {"card_id": card_id, "learner_id": learner_id, "asked": asked, "basis": basis, "offered_at": now}
    few = shortlisted(picture, asked)
    made = _made(picture, dials, candidates_for(picture, asked, dials, few), about)
    if not few.whole and leaves_less(made, sorted(picture.wishes.needs)):
        return _made(picture, dials, candidates_for(picture, asked, dials), about)
    return made


def _made(
    picture: Picture, dials: Sequence[Dial], candidates: Sequence[Candidate], about: Mapping[str, Any]
) -> OfferedCard | None:
    found = few_reviews(_clear_of_dial(picture, candidates, dials))
    if not found:
        return None
    card_id, now = about["card_id"], about["offered_at"]
    drawn = needs.within(found, picture.wishes.needs, lambda some: _draw(picture, some, dials, card_id))
    focus, decisions, chosen, rng = drawn.focus, drawn.decisions, drawn.selection, drawn.rng
    options = [_kept(one, drawn, card_id, picture) for one in chosen.options]
    goals = _goals(picture, focus, chosen.options)
    missing = [] if _held(decisions, "whether") else shortages(picture, goals, now)
    surprise = rng.choice(options) if len(options) > 1 else None
    return OfferedCard(
        **about,
        subject=goals[0].subject if len({goal.subject for goal in goals}) == 1 else None,
        policy=POLICY,
        goals=goals,
        options=options,
        dial={dimension: _kept_decision(decision) for dimension, decision in decisions.items()},
        missing=missing,
        rule_versions=versions(picture, goals),
        surprise_option_id=surprise.option_id if surprise else None,
        surprise_propensity=1 / len(options) if surprise else None,
        own_idea_allowed=not _held(decisions, "topic"),
        opt_out_allowed=not _held(decisions, "whether") and not missing,
        inputs=_inputs(picture, found, focus, chosen),
        needs=sorted(picture.wishes.needs),
        unmet_needs=unmet([one.activity for one in chosen.options], picture.wishes.needs),
    )


def candidates_for(
    picture: Picture, subject: str | None, dials: Sequence[Dial], among: Shortlist | None = None
) -> list[Candidate]:
    """What may be offered to this learner now, in that subject or in all: everything, or `among` these."""
    held = {one for one in picture.catalogue.subjects if _held(effective(dials, one), "topic")}
    scorer = Scorer(picture, subject, held)
    activities = (among or everything(picture, subject)).activities
    return [one for activity in activities if (one := scorer.candidate(activity)) is not None]


@dataclass(frozen=True, slots=True)
class _Drawn:
    focus: Candidate
    decisions: Decisions
    selection: Selection
    rng: Random

    @property
    def options(self) -> Sequence[Candidate]:
        return self.selection.options


def _draw(picture: Picture, found: Sequence[Candidate], dials: Sequence[Dial], card_id: UUID) -> _Drawn:
    """What comes on the card if this is all there is; the seed is the same every time."""

    def around(focus: Candidate, wanted: Sequence[Candidate]) -> _Drawn:
        decisions = effective(dials, focus.subject)
        rng = Random(card_id.int)
        clear = _under_one_dial(picture, found, focus, dials)
        limits = _fixed(decisions), _most(decisions)
        chosen = select(clear, focus, *limits, rng, wanted=wanted, explored=picture.settings.explored)
        return _Drawn(focus, decisions, chosen, rng)

    usual = max(found, key=lambda one: (not one.spare, not one.is_review, one.score, one.activity.activity_id))
    return assigned.with_a_place(assigned.wanted_among(found, picture), usual, around)


def _under_one_dial(
    picture: Picture, found: Iterable[Candidate], focus: Candidate, dials: Sequence[Dial]
) -> list[Candidate]:
    """Other subjects may fill up only where the dial stands as it does for the focus: a card obeys one dial."""
    goals = picture.catalogue.goals
    alike: dict[str, bool] = {}

    def agrees(subject: str) -> bool:
        if subject not in alike:
            alike[subject] = _positions(dials, subject) == _positions(dials, focus.subject)
        return alike[subject]

    return [
        one for one in found if one is focus or all(agrees(goals[goal_id].subject) for goal_id in one.activity.goal_ids)
    ]


def _clear_of_dial(picture: Picture, found: Sequence[Candidate], dials: Sequence[Dial]) -> Sequence[Candidate]:
    """Without activities of two subjects between which the dial differs, unless there is nothing else."""
    goals = picture.catalogue.goals
    of = {one.activity.activity_id: {goals[goal_id].subject for goal_id in one.activity.goal_ids} for one in found}
    positions = {subject: _positions(dials, subject) for subject in set().union(*of.values())}
    clear = [
        one
        for one in found
        if all(positions[subject] == positions[one.subject] for subject in of[one.activity.activity_id])
    ]
    return clear or found


def _positions(dials: Sequence[Dial], subject: str) -> list[str]:
    return [decision.position for decision in effective(dials, subject).values()]


def _held(decisions: Decisions, dimension: Dimension) -> bool:
    return decisions[dimension].position == "teacher"


def _fixed(decisions: Decisions) -> set[Dimension]:
    return {name for name in DISTANCE if _held(decisions, name)}


def _most(decisions: Decisions) -> int:
    """Two to four options work best (Patall 2008): one more where the dial leaves something to the learner alone."""
    by_learner = any(decisions[name].position == "learner" for name in decisions if name in DISTANCE)
    return MOST_BY_LEARNER if by_learner else MOST


def _kept(one: Candidate, drawn: _Drawn, card_id: UUID, picture: Picture) -> KeptOption:
    activity = one.activity
    decided = picture.decided.wanted.get(activity.activity_id)
    return KeptOption(
        option_id=uuid5(card_id, str(activity.activity_id)),
        activity_id=activity.activity_id,
        title=activity.title,
        description=activity.description,
        form=activity.form,
        topic=activity.topic,
        medium=activity.medium,
        company=activity.company,
        minutes=shown_minutes(activity.minutes, picture.wishes.needs),
        level=activity.level,
        kind=activity.kind,
        goal_ids=list(activity.goal_ids),
        goal_id=one.goal_id,
        expected_success=round(one.expected, 4),
        score=round(one.score, 4),
        features=dict(one.features),
        tier=tier(one, drawn.focus),
        grounds=grounds(one, drawn.focus, picture, drawn.selection.heights),
        propensity=round(drawn.selection.propensities[activity.activity_id], 6),
        assigned=KeptAssignment.model_validate(decided) if decided else None,
    )


def _goals(picture: Picture, focus: Candidate, options: Iterable[Candidate]) -> list[KeptGoal]:
    """Those that the options serve, the focus first."""
    ids = dict.fromkeys(goal_id for one in options for goal_id in (one.goal_id, *one.activity.goal_ids))
    ordered = sorted(ids, key=lambda goal_id: goal_id != focus.goal_id)
    goals = picture.catalogue.goals
    return [
        KeptGoal(
            goal_id=goal_id,
            title=goals[goal_id].title,
            subject=goals[goal_id].subject,
            probability=round(picture.probability(goal_id), 4),
        )
        for goal_id in ordered
    ]


def _kept_decision(decision: Decision) -> KeptDecision:
    dial = decision.dial
    return KeptDecision(
        position=decision.position, scope=dial.scope if dial else None, version=dial.version if dial else None
    )


def _inputs(picture: Picture, found: Sequence[Candidate], focus: Candidate, chosen: Selection) -> dict[str, Any]:
    """What the decision hung on, small enough to keep for every card."""
    pool = {one.activity.activity_id for _, one in chosen.pool}
    ranked = sorted(found, key=lambda one: (one.activity.activity_id not in pool, -one.score))[:KEPT_CANDIDATES]
    goal_ids = sorted({goal_id for one in ranked for goal_id in one.activity.goal_ids} & picture.estimates.keys())
    return {
        "grades": sorted(picture.grades),
        "catalogueVersion": str(picture.catalogue.version),
        "model": picture.model.version,
        "focus": str(focus.goal_id),
        "general": [picture.general.mean, picture.general.variance],
        "estimates": {
            str(goal_id): [picture.belief(goal_id).mean, picture.belief(goal_id).variance, estimate.attempts]
            for goal_id in goal_ids
            if (estimate := picture.estimates.get(goal_id))
        },
        "settings": {
            "version": picture.settings.version,
            "zone": [picture.settings.zone.low, picture.settings.zone.high],
            "explored": picture.settings.explored,
        },
        "promised": sorted(map(str, picture.promised)),
        "wornForm": picture.worn,
        "due": sorted(map(str, picture.due)),
        "lapsed": sorted(map(str, picture.lapsed)),
        "assignments": [str(one.assignment_id) for one in picture.decided.wanted.values()],
        "leftOut": sorted(map(str, picture.decided.excluded)),
        "candidateCount": len(found),
        "candidates": [
            {
                "activityId": str(one.activity.activity_id),
                "goalId": str(one.goal_id),
                "expected": round(one.expected, 4),
                "score": round(one.score, 4),
                "tier": tier(one, focus),
                "inPool": one.activity.activity_id in pool,
                "propensity": round(chosen.propensities.get(one.activity.activity_id, 0.0), 6),
                "features": dict(one.features),
            }
            for one in ranked
        ],
    }
