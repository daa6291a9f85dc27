"""Learns from attempts: each once, in the order of its learner, whatever order they arrive in."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded
from recommend_service.mastery import store
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import Attempt, Estimate, learn

RECENT = 12
"""Attempts that a card looks back on."""


async def learn_from(session: AsyncSession, attempts: Sequence[AttemptRecorded]) -> Sequence[AttemptRecorded]:
    """Count what comes next for its learner, skip what was counted, and give back what comes too early."""
    states = await store.lock_states(session, list({attempt.learner_id for attempt in attempts}))
    due, early = in_order(attempts, {learner_id: state.sequence for learner_id, state in states.items()})
    if not due:
        return early
    keys = sorted({(attempt.learner_id, goal_id) for attempt in due for goal_id in attempt.goal_ids})
    estimates = await store.load_estimates(session, keys)
    for attempt in due:
        _count(states[attempt.learner_id], estimates, attempt)
    await store.save_states(session, {attempt.learner_id: states[attempt.learner_id] for attempt in due})
    await store.save_estimates(session, {key: estimates[key] for key in keys})
    return early


def in_order(
    attempts: Sequence[AttemptRecorded], counted_to: dict[UUID, int]
) -> tuple[list[AttemptRecorded], list[AttemptRecorded]]:
    """(those to count now, in each learner's order; those that miss a predecessor)."""
    due: list[AttemptRecorded] = []
    early: list[AttemptRecorded] = []
    ordered = sorted(attempts, key=lambda attempt: (attempt.learner_id, attempt.sequence))
    for learner_id, run in groupby(ordered, key=lambda attempt: attempt.learner_id):
        last = counted_to[learner_id]
        for attempt in run:
            if attempt.sequence == last + 1:
                due.append(attempt)
                last += 1
            elif attempt.sequence > last:
                early.append(attempt)
    return due, early


def _count(state: store.LearnerState, estimates: dict[store.Key, Estimate], event: AttemptRecorded) -> None:
    attempt = Attempt(
        level=event.level,
        kind=event.kind,
        form=event.form,
        success=event.result.success,
        score=event.result.score_scaled,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
    )
    # Sorted and each once: the sum over goals must not hang on the order in which an event names them.
    keys = [(event.learner_id, goal_id) for goal_id in sorted(set(event.goal_ids))]
    if keys:
        state.general, beliefs = learn(state.general, [estimates.get(key) for key in keys], attempt)
        for key, belief in zip(keys, beliefs, strict=True):
            estimates[key] = counted(estimates.get(key), belief, state.general, attempt)
    state.sequence = event.sequence
    state.recent = (*state.recent, store.Done(event.activity_id, event.form, attempt.success))[-RECENT:]
