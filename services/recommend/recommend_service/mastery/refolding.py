"""Learners that another model had estimated are estimated anew, from all their facts."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.outbox import announce_all
from recommend_service.mastery import observations, store
from recommend_service.mastery.announcers import changed
from recommend_service.mastery.folding import Fold
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.observations import Observation
from recommend_service.models.tables import model_in_use as in_use

AT_ONCE = 25
"""Learners whose states are held at once: learning of them waits that long, and a batch of facts is soon done."""
ROUND_S = 2.0


def folded(model: KnownModel, facts: Iterable[Observation], ever: Collection[UUID] = ()) -> Fold:
    """One learner as this model sees it after these facts."""
    fold = Fold(model, ever=ever)
    for fact in facts:
        fold.sees(fact.goal_ids, fact.activity_id, fact.attempt)
    return fold


async def estimate_anew(
    session: AsyncSession, states: Mapping[UUID, store.LearnerState], model: KnownModel
) -> frozenset[UUID]:
    """Of these locked learners those whose estimates another model made, as many as go at once; who has to wait.

    Who is not `whole` stays as estimated, and goes on with this model from there. What was mastered stays so.
    """
    stale = {one: state for one, state in states.items() if state.generation != model.generation and state.sequence}
    others = sorted(one for one, state in stale.items() if state.whole)
    if others:
        await _estimate(session, others[:AT_ONCE], states, model)
    return frozenset(others[AT_ONCE:])


async def _estimate(
    session: AsyncSession, whole: Sequence[UUID], states: Mapping[UUID, store.LearnerState], model: KnownModel
) -> None:
    before = await store.estimates_of_many(session, whole)
    old = {(one, goal_id): estimate for one, of in before.items() for goal_id, estimate in of.items()}
    mastered = [key for key, estimate in old.items() if estimate.mastered]
    await observations.note_mastered(session, mastered, states)
    ever = await observations.mastered_by_older(session, whole)
    new = dict(old)
    of = {one: list(facts) for one, facts in groupby(await observations.observations_of(session, whole), _learner)}
    for learner_id in whole:
        fold = folded(model, of.get(learner_id, ()), ever.get(learner_id, ()))
        fold.leave(states[learner_id])
        new.update({(learner_id, goal_id): estimate for goal_id, estimate in fold.estimates.items()})
    await store.save_states(session, {one: states[one] for one in whole})
    await store.save_estimates(session, new, model)
    # All of them: what the other model had said can no longer be reckoned out.
    await announce_all(session, [changed(model, key, states[key[0]], new[key]) for key in sorted(new)])


def _learner(one: Observation) -> UUID:
    return one.learner_id


async def estimate_anew_forever(sessions: Sessions) -> None:
    """Page by page, until every learner is estimated by the model that is in use."""
    aside = Aside("estimates anew")
    while True:
        while await next_page(sessions, aside=aside):  # noqa: ASYNC110 - a table
            await asyncio.sleep(0)
        await asyncio.sleep(ROUND_S)


async def next_page(sessions: Sessions, *, aside: Aside = RAISING) -> bool:
    """Some learners of a board that got another model; False if there are none. One transaction."""
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            waiting = select(in_use.c.board_id).where(~in_use.c.settled, in_use.c.board_id.not_in(aside.ids))
            board_id = await session.scalar(waiting.limit(1))
            if board_id is None:
                return False
            concerns(board_id)
            await enter_board(session, board_id)
            model = await model_in_use(session)
            stale = await store.made_by_others(session, model.generation, AT_ONCE)
            if stale:
                await estimate_anew(session, await store.lock_states(session, stale), model)
            else:
                mine = in_use.c.generation == model.generation
                await session.execute(update(in_use).where(mine).values(settled=True))
    return True
