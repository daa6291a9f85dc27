"""Writing down a challenge, and saying which goals it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenges import rules, store
from choices_service.challenges.problems import ChallengeClosed
from choices_service.challenges.schemas import (
    ChallengeChangeIn,
    ChallengeIn,
    ChallengeOut,
    MappedGoalOut,
    MappingOut,
    StepOut,
)
from choices_service.challenges.tables import challenge, challenge_goal
from choices_service.choices.problems import no_own_idea
from choices_service.goals import store as goals
from choices_service.mapping.actions import map_question, words_for
from eigenwijs_shared.agency import effective
from eigenwijs_shared.audience import chosen_by, refuse_unless_learner
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.choices import ChallengeChanged
from eigenwijs_shared.errors import Fault, Invalid, Language
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.models import In
from eigenwijs_shared.roster.reach import Learner, dials_of

COACHES = frozenset({"educator", "board-admin", "sis"})


async def in_full(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[ChallengeOut]:
    """Challenges with their goals and plan."""
    ids = [row.challenge_id for row in rows]
    mapped, steps = await store.goals_of(session, ids), await store.steps_of(session, ids)
    counts = await store.evidence_counts(session, ids)
    return [
        ChallengeOut.model_validate(
            {
                **row._mapping,
                "goals": [MappedGoalOut.model_validate(one) for one in mapped.get(row.challenge_id, ())],
                "steps": [step_shown(one) for one in steps.get(row.challenge_id, ())],
                "evidence": counts.get(row.challenge_id, 0),
            }
        )
        for row in rows
    ]


def step_shown(row: Row[Any]) -> StepOut:
    return StepOut.model_validate({**row._mapping, "done": row.done_at is not None})


def tag(shown: ChallengeOut) -> str:
    """Changes whenever anything of the challenge does."""
    return tag_of(shown.model_dump_json(by_alias=True).encode())


async def locked(session: AsyncSession, caller: Principal, challenge_id: UUID, if_match: str | None) -> ChallengeOut:
    """The challenge as it is now, which nobody else changes until this transaction ends; 412 when it was changed."""
    row = await store.find(session, caller, challenge_id, lock=True)
    shown = (await in_full(session, [row]))[0]
    require_match(if_match, tag(shown))
    return shown


async def open_challenge(session: AsyncSession, caller: Principal, challenge_id: UUID) -> Row[Any]:
    """The same without asking which version the caller saw: for what only adds. It must still be open."""
    row = await store.find(session, caller, challenge_id, lock=True)
    if row.state != "open":
        raise ChallengeClosed
    return row


async def saved(
    session: AsyncSession, challenge_id: UUID, caller: Principal, now: datetime, **values: Any
) -> ChallengeOut:
    """The next version, announced."""
    changes = {**values, "changed_by": caller.subject, "changed_at": now}
    shown = (await in_full(session, [await store.change(session, challenge_id, changes)]))[0]
    await announce(session, changed_event(shown))
    return shown


async def make_challenge(
    session: AsyncSession, learner: Learner, wanted: ChallengeIn, caller: Principal, *, now: datetime
) -> ChallengeOut:
    """A question in the learner's own words; nobody needs to allow a question."""
    said = wanted.model_dump(exclude={"learner_id", "visible_to"}, by_alias=False)
    asked = wanted.visible_to if "visible_to" in wanted.model_fields_set else None
    row = {
        **said,
        "challenge_id": new_id(),
        "learner_id": learner.learner_id,
        "version": 1,
        "visible_to": chosen_by(caller, learner.learner_id, asked),
        "state": "open",
        "state_at": now,
        "author_id": caller.subject,
        "created_at": now,
        "changed_by": caller.subject,
        "changed_at": now,
    }
    shown = (await in_full(session, await store.add(session, challenge, [row])))[0]
    await announce(session, changed_event(shown))
    return shown


async def change_challenge(
    session: AsyncSession,
    challenge_id: UUID,
    wanted: ChallengeChangeIn,
    caller: Principal,
    *,
    now: datetime,
    if_match: str | None,
) -> ChallengeOut:
    """Change what the body names; nothing happens when nothing would change."""
    shown = await locked(session, caller, challenge_id, if_match)
    said = _said(wanted)
    before = shown.model_dump(by_alias=False)
    if said.get("visible_to", shown.visible_to) != shown.visible_to:
        refuse_unless_learner(caller, shown.learner_id)
    values = rules.changed(before, said, now)
    if values and not rules.may_change(shown.state, values.get("state"), values.keys()):
        raise ChallengeClosed
    return await saved(session, challenge_id, caller, now, **values) if values else shown


def _said(body: In) -> dict[str, Any]:
    """What the body names, and nothing that it left out."""
    said = body.model_dump(include=body.model_fields_set, by_alias=False)
    if "visible_to" in said:
        said["visible_to"] = sorted(set(said["visible_to"]))
    return said


async def map_challenge(
    session: AsyncSession,
    learner: Learner,
    challenge_id: UUID,
    goal_ids: Sequence[UUID],
    caller: Principal,
    *,
    now: datetime,
    if_match: str | None,
) -> ChallengeOut:
    """These goals and no others. From the learner they are a choice within the dial; from a coach they count."""
    shown = await locked(session, caller, challenge_id, if_match)
    if shown.state != "open":
        raise ChallengeClosed
    there = {one.goal_id for one in shown.goals}
    wanted = list(dict.fromkeys(goal_ids))
    await _check_goals(session, goal_ids, there)
    if caller.role not in COACHES:
        await _check_dial(session, learner, [one for one in wanted if one not in there])
    elif not wanted:
        raise Invalid(faults=[Fault("#/goalIds", rules.ONE_AT_LEAST, "one-at-least")])
    elif there == set(wanted) and all(one.confirmed_at for one in shown.goals):
        return shown
    if caller.role not in COACHES and there == set(wanted):
        return shown
    await _write_goals(session, shown, wanted, caller, now)
    if caller.role in COACHES:
        by = {"confirmed_by": caller.subject, "confirmed_at": now}
        await store.confirm_goals(session, challenge_id, **by)
        return await saved(session, challenge_id, caller, now, **by)
    return await saved(session, challenge_id, caller, now)


async def _write_goals(
    session: AsyncSession, shown: ChallengeOut, wanted: Sequence[UUID], caller: Principal, now: datetime
) -> None:
    there = {one.goal_id for one in shown.goals}
    fresh = [one for one in wanted if one not in there]
    await store.drop_goals(session, shown.challenge_id, there - set(wanted))
    words = await words_for(session, question_of(shown), fresh, now=now) if fresh else {}
    same = {"challenge_id": shown.challenge_id, "learner_id": shown.learner_id}
    chosen = {"chosen_by": caller.subject, "chosen_at": now}
    rows = [{**same, **chosen, "goal_id": one, "words": words.get(one, [])} for one in fresh]
    await store.add(session, challenge_goal, rows)


async def _check_goals(session: AsyncSession, goal_ids: Sequence[UUID], there: Iterable[UUID]) -> None:
    """New ones must be in the curriculum now; what was mapped before may have left it since."""
    known = await goals.find_many(session, goal_ids)
    usable = {*there, *(key for key, row in known.items() if row.active)}
    unknown = goals.unknown_at("#/goalIds", goal_ids, usable)
    if unknown:
        raise goals.UnknownGoal(faults=unknown)


async def _check_dial(session: AsyncSession, learner: Learner, fresh: Sequence[UUID]) -> None:
    """Where the teacher decides on the topic, the learner puts its idea to the teacher, who can map it."""
    found = await goals.find_many(session, fresh)
    dials = await dials_of(session, learner)
    decided = [effective(dials, subject) for subject in sorted({row.subject for row in found.values()})]
    if teacher := rules.left_to_teacher(decided):
        raise no_own_idea(teacher)


async def propose(
    session: AsyncSession, learner: Learner, row: Row[Any], *, most: int, language: Language, now: datetime
) -> MappingOut:
    """The goals that it has, and the others that the search finds for its words."""
    shown = (await in_full(session, [row]))[0]
    there = {one.goal_id for one in shown.goals}
    wide = most + len(there)
    found = await map_question(session, question_of(shown), learner.grades, most=wide, language=language, now=now)
    proposals = [one for one in found.items if one.goal_id not in there][:most]
    return MappingOut(
        challenge_id=shown.challenge_id, goals=shown.goals, proposals=proposals, hint=found.hint, as_of=found.as_of
    )


def question_of(shown: ChallengeOut) -> dict[str, str | None]:
    return {"title": shown.title, "why": shown.why, "make": shown.make}


async def challenges_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ChallengeChanged], str | None]:
    """A page of how all challenges stand, for a consumer that is new or wiped."""
    query = select(challenge).order_by(challenge.c.challenge_id).limit(limit)
    if after is not None:
        query = query.where(challenge.c.challenge_id > UUID(after))
    rows = (await session.execute(query)).all()
    last = str(rows[-1].challenge_id) if len(rows) == limit else None
    return [changed_event(shown) for shown in await in_full(session, rows)], last


def changed_event(shown: ChallengeOut) -> ChallengeChanged:
    """The event of a challenge's state; none of its words."""
    same = ("learner_id", "challenge_id", "version", "state", "changed_at")
    return ChallengeChanged(
        **{name: getattr(shown, name) for name in same},
        goal_ids=[one.goal_id for one in shown.goals],
        confirmed_goal_ids=[one.goal_id for one in shown.goals if one.confirmed_at is not None],
    )
