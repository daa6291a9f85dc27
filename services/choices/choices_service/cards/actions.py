"""Making a card from the catalogue."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments.standing import decided_for
from choices_service.cards import beside, problems, rules, store, words
from choices_service.cards.shorter import checks_for, kept
from eigenwijs_shared.agency import Decision, Dimension, effective
from eigenwijs_shared.assignments import Decided
from eigenwijs_shared.contracts.cards import (
    AllowedOut,
    CardAgencyOut,
    CardGoalOut,
    CardOut,
    MissingEvidenceOut,
    OptionOut,
    OptOutOut,
)
from eigenwijs_shared.errors import Language
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.shorter import check_out
from eigenwijs_shared.supports import supports
from eigenwijs_shared.wishes import Wishes, is_liked, shown_minutes, unmet


@dataclass(frozen=True, slots=True)
class _Picked:
    """What comes on the card, before it is kept and put into words."""

    subject: str
    decisions: Mapping[Dimension, Decision]
    activities: Sequence[Row[Any]]
    surprise: UUID | None
    goals: Mapping[UUID, Row[Any]]
    checks: Mapping[UUID, Row[Any]]

    def liked(self, activity: Row[Any], wishes: Wishes) -> bool:
        """Did it count that the learner says to like the topic?"""
        return self.dimensions["topic"] != "teacher" and is_liked(activity, wishes.topics)

    @property
    def dimensions(self) -> dict[Dimension, Any]:
        return {dimension: decision.position for dimension, decision in self.decisions.items()}


async def offer_card(
    session: AsyncSession,
    learner: Learner,
    subject: str | None,
    language: Language,
    *,
    now: datetime,
    tells_needs: bool,
) -> CardOut:
    """The learner's card of today; without a subject, one of a subject that takes its turn.

    `tells_needs`: may who asks know of needs, so that the card says what to arrange?
    """
    dials = await dials_of(session, learner)
    today = now.astimezone(UTC).date()
    wishes = await wishes_of(session, learner.learner_id, today)
    seed = f"{learner.learner_id} {today}"
    taught = await store.subjects_taught(session)
    decided = await decided_for(session, learner, now)
    assigned = await beside.assigned_rows(session, decided)
    asked = {each for row in assigned.values() for each in row.subjects}
    in_turn = sorted(taught, key=lambda each: (each not in asked, hashlib.sha256(f"{seed} {each}".encode()).digest()))
    wanted = in_turn if subject is None else [each for each in taught if each == subject]
    if not wanted:
        raise problems.no_card(problems.NO_GOALS, subject)
    for each in wanted:
        picked = await _pick(session, learner, each, effective(dials, each), wishes, seed, decided, assigned)
        if picked is not None:
            row = await store.keep_card(session, _values(picked, learner, now))
            card = _shown(row, picked, wishes, language, tells_needs=tells_needs)
            gather = await beside.gathered(session, learner, language, now)
            return beside.marked(card, decided, language).model_copy(update={"gather": gather})
    raise problems.no_card(problems.TOO_FEW, subject)


async def _pick(
    session: AsyncSession,
    learner: Learner,
    subject: str,
    decisions: Mapping[Dimension, Decision],
    wishes: Wishes,
    seed: str,
    decided: Decided,
    assigned: Mapping[UUID, Row[Any]],
) -> _Picked | None:
    goals, before = await store.goals_of(session, subject)
    known = [rules.Goal(row.goal_id, row.levels, [before[key].levels for key in row.prerequisite_ids]) for row in goals]
    dial = {dimension: decision.position for dimension, decision in decisions.items()}
    # A thin catalogue may have nothing for this very year: the years beside it are the next best, then other kinds.
    near = rules.neighbouring(learner.grades)
    placed = beside.within(assigned, rules.open_goals(known, learner.grades))
    for grades, kinds in ((learner.grades, rules.KINDS), (near, rules.KINDS), (near, rules.KINDS + rules.OTHER_KINDS)):
        activities = await store.activities_for(session, rules.ready_goals(known, grades), kinds)
        rows = {row.activity_id: row for row in activities if row.activity_id not in decided.excluded} | placed
        candidates = [
            rules.Candidate(key, row.goal_ids, row.form, row.topic, row.company, row.medium, row.minutes)
            for key, row in rows.items()
        ]
        picked = rules.pick(candidates, dial, f"{seed} {subject}", wishes, list(placed))
        if picked:
            wanted = {goal_id for each in picked for goal_id in each.goal_ids}
            surprise = rules.surprise_of(picked, seed)
            return _Picked(
                subject=subject,
                decisions=decisions,
                activities=[rows[each.activity_id] for each in picked],
                surprise=surprise.activity_id if surprise else None,
                goals={row.goal_id: row for row in goals if row.goal_id in wanted},
                checks=await checks_for(session, wanted, decided.excluded) if dial["whether"] != "teacher" else {},
            )
    return None


def _values(picked: _Picked, learner: Learner, now: datetime) -> dict[str, Any]:
    options = [
        {"optionId": str(new_id()), "activityId": str(row.activity_id), "goalIds": [str(key) for key in row.goal_ids]}
        for row in picked.activities
    ]
    content = [str(now.date()), picked.subject, [option["activityId"] for option in options], picked.dimensions]
    content += kept(picked.checks)
    return {
        "card_id": new_id(),
        "learner_id": learner.learner_id,
        "subject": picked.subject,
        "options": options,
        "goal_ids": sorted(picked.goals),
        "surprise_option_id": next(
            (UUID(str(one["optionId"])) for one in options if one["activityId"] == str(picked.surprise)), None
        ),
        "opt_out_allowed": False,
        "missing_evidence": sorted(picked.goals),
        "checks": kept(picked.checks),
        "dimensions": picked.dimensions,
        "offered_at": now,
        "content": hashlib.sha256(json.dumps(content).encode()).hexdigest(),
    }


def _shown(row: Row[Any], picked: _Picked, wishes: Wishes, language: Language, *, tells_needs: bool) -> CardOut:
    ids = {option["activityId"]: UUID(option["optionId"]) for option in row.options}
    dial = picked.dimensions
    first = picked.activities[0]
    values: dict[Dimension, str] = {dimension: getattr(first, dimension) for dimension in rules.DIFFERING}
    goals = [picked.goals[goal_id] for goal_id in sorted(picked.goals)]
    missing = [
        MissingEvidenceOut(
            goal_id=goal.goal_id,
            title=goal.title,
            message=words.NO_ESTIMATE[language],
            check=check_out(check, shown_minutes(check.minutes, wishes.needs), language)
            if (check := picked.checks.get(goal.goal_id))
            else None,
        )
        for goal in goals
    ]
    return CardOut(
        card_id=row.card_id,
        mode="catalogue",
        learner_id=row.learner_id,
        subject=row.subject,
        goals=[CardGoalOut.model_validate(goal) for goal in goals],
        options=[
            _option(activity, ids[str(activity.activity_id)], picked, wishes, language)
            for activity in picked.activities
        ],
        surprise=AllowedOut(allowed=row.surprise_option_id is not None),
        own_idea=AllowedOut(allowed=dial["topic"] != "teacher"),
        opt_out=OptOutOut(allowed=False, missing_evidence=[] if dial["whether"] == "teacher" else missing),
        agency=CardAgencyOut(dimensions=dial, notes=words.notes(picked.decisions, values, language)),
        supports=supports(wishes.needs, unmet(picked.activities, wishes.needs), language) if tells_needs else [],
        offered_at=row.offered_at,
    )


def _option(activity: Row[Any], option_id: UUID, picked: _Picked, wishes: Wishes, language: Language) -> OptionOut:
    titles = [picked.goals[goal_id].title for goal_id in activity.goal_ids]
    told = {name: getattr(activity, name) for name in OptionOut.model_fields if name in activity._fields}
    told["minutes"] = shown_minutes(activity.minutes, wishes.needs)
    return OptionOut(
        option_id=option_id,
        expected_success=None,
        expected_success_words=None,
        reason=words.reason(titles, activity.topic if picked.liked(activity, wishes) else None, language),
        **told,
    )
