"""Learns from the ledger: each fact once, in the order of its learner, whatever order they arrive in."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded, LedgerRenewed
from eigenwijs_shared.events.outbox import announce_all
from recommend_service.mastery import store
from recommend_service.mastery.announcers import all_told, changed, changes
from recommend_service.mastery.evidence import believed
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import GENERAL_PRIOR, Attempt, Estimate, learn
from recommend_service.reviews.remembering import Remembering
from recommend_service.watches.looking import Looking

RECENT = 12
"""Attempts that a card looks back on."""
Fact = AttemptRecorded | EvidenceRecorded
F = TypeVar("F", bound=Fact)
States = Mapping[UUID, store.LearnerState]


async def learn_from(session: AsyncSession, facts: Sequence[F]) -> Sequence[F]:
    """Count what comes next for its learner, skip what was counted, and give back what comes too early."""
    states = await store.lock_states(session, list({fact.learner_id for fact in facts}))
    renewed = await _renew(session, states, facts)
    due, early = in_order(facts, {one: (state.renewal, state.sequence) for one, state in states.items()})
    keys = sorted({(fact.learner_id, goal_id) for fact in due for goal_id in fact.goal_ids})
    estimates = await store.load_estimates(session, keys) if keys else {}
    before = all_told(states, estimates, keys)
    looking = await Looking.at(session, {fact.learner_id for fact in due})
    remembering = await Remembering.at(session, keys)
    for fact in due:
        known = all((found := estimates.get((fact.learner_id, one))) and found.mastered for one in fact.goal_ids)
        attempt = believed(fact)
        _count(states[fact.learner_id], estimates, fact, attempt)
        remembering.sees(fact, attempt, estimates)
        looking.sees(fact, attempt, known, states[fact.learner_id].general, estimates)
    touched = renewed | {fact.learner_id for fact in due}
    if touched:
        await store.save_states(session, {learner_id: states[learner_id] for learner_id in touched})
    if estimates:
        await store.save_estimates(session, {key: estimates[key] for key in keys if key in estimates})
    await announce_all(session, changes(before, states, estimates))
    await remembering.keep(session)
    await looking.tell(session)
    return early


async def start_over(session: AsyncSession, renewals: Sequence[LedgerRenewed]) -> None:
    """What was estimated is forgotten; what counts follows once more."""
    states = await store.lock_states(session, list({one.learner_id for one in renewals}))
    renewed = await _renew(session, states, renewals)
    if renewed:
        await store.save_states(session, {learner_id: states[learner_id] for learner_id in renewed})


async def _renew(session: AsyncSession, states: States, told: Iterable[Fact | LedgerRenewed]) -> set[UUID]:
    """Start over for whom a later renewal is told of, be it by the first fact that comes of it, in whatever order."""
    renewed: set[UUID] = set()
    for one in told:
        state = states[one.learner_id]
        if one.renewal > state.renewal:
            state.renewal, state.sequence, state.general, state.recent = one.renewal, 0, GENERAL_PRIOR, ()
            renewed.add(one.learner_id)
    if renewed:
        left = await store.forget_estimates(session, renewed)
        await announce_all(session, [changed(key, states[key[0]], left[key]) for key in sorted(left)])
    return renewed


def in_order(facts: Sequence[F], counted_to: Mapping[UUID, tuple[int, int]]) -> tuple[list[F], list[F]]:
    """(those to count now, in each learner's order; those that miss a predecessor).

    Facts of an earlier renewal than `counted_to` says count no more; there are none of a later one.
    """
    due: list[F] = []
    early: list[F] = []
    ordered = sorted(facts, key=lambda fact: (fact.learner_id, fact.sequence))
    for learner_id, run in groupby(ordered, key=lambda fact: fact.learner_id):
        renewal, last = counted_to[learner_id]
        for fact in run:
            if fact.renewal != renewal:
                continue
            if fact.sequence == last + 1:
                due.append(fact)
                last += 1
            elif fact.sequence > last:
                early.append(fact)
    return due, early


def _count(
    state: store.LearnerState, estimates: dict[store.Key, Estimate], fact: Fact, attempt: Attempt | None
) -> None:
    state.sequence = fact.sequence
    if attempt is None:
        return
    # Sorted and each once: the sum over goals must not hang on the order in which an event names them.
    keys = [(fact.learner_id, goal_id) for goal_id in sorted(set(fact.goal_ids))]
    if keys:
        state.general, beliefs = learn(state.general, [estimates.get(key) for key in keys], attempt)
        for key, belief in zip(keys, beliefs, strict=True):
            estimates[key] = counted(estimates.get(key), belief, state.general, attempt)
    if isinstance(fact, AttemptRecorded):
        state.recent = _remembered(state, fact, attempt)


def _remembered(state: store.LearnerState, fact: AttemptRecorded, attempt: Attempt) -> tuple[store.Done, ...]:
    return (*state.recent, store.Done(fact.activity_id, fact.form, attempt.success))[-RECENT:]
