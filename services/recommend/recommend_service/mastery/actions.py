"""Learns from the ledger: each fact once, in the order of its learner, whatever order they arrive in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded, LedgerRenewed
from eigenwijs_shared.events.outbox import announce_all
from recommend_service.mastery import observations, store
from recommend_service.mastery.announcers import all_told, changed, changes
from recommend_service.mastery.evidence import believed
from recommend_service.mastery.folding import Fold
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.observations import Observation
from recommend_service.mastery.refolding import estimate_anew
from recommend_service.mastery.rules import Attempt, Estimate
from recommend_service.reviews.remembering import Remembering
from recommend_service.watches.looking import Looking

RECENT = 12
"""Attempts that a card looks back on."""
Fact = AttemptRecorded | EvidenceRecorded
F = TypeVar("F", bound=Fact)
States = Mapping[UUID, store.LearnerState]


async def learn_from(session: AsyncSession, told: Sequence[F]) -> Sequence[F]:
    """Count what comes next for its learner, skip what was counted, and give back what comes too early.

    Too early also comes, for a moment, what is about somebody who is still to be estimated by a model new in use.
    """
    model = await model_in_use(session)
    states = await store.lock_states(session, list({fact.learner_id for fact in told}))
    waiting = await estimate_anew(session, states, model)
    facts = [fact for fact in told if fact.learner_id not in waiting]
    renewed = await _renew(session, states, facts, model)
    due, early = in_order(facts, {one: (state.renewal, state.sequence) for one, state in states.items()})
    keys = store.in_key_order({(fact.learner_id, goal_id) for fact in due for goal_id in fact.goal_ids})
    estimates = await store.load_estimates(session, keys) if keys else {}
    folds = _folds(model, states, estimates, await _ever(session, keys, estimates))
    before = all_told(model, states, estimates, keys)
    looking = await Looking.at(session, {fact.learner_id for fact in due}, model)
    remembering = await Remembering.at(session, keys)
    kept: list[Observation] = []
    for fact in due:
        known = all((found := estimates.get((fact.learner_id, one))) and found.mastered for one in fact.goal_ids)
        attempt, fold = believed(fact), folds[fact.learner_id]
        if attempt is not None and fact.goal_ids:
            kept.append(observed(fact, attempt))
            fold.sees(kept[-1].goal_ids, kept[-1].activity_id, attempt)
            estimates.update({(fact.learner_id, one): fold.estimates[one] for one in kept[-1].goal_ids})
        _count(states[fact.learner_id], fold, fact, attempt)
        remembering.sees(fact, attempt, estimates)
        looking.sees(fact, attempt, known, states[fact.learner_id].general, estimates)
    touched = renewed | {fact.learner_id for fact in due}
    for learner_id in touched:
        folds[learner_id].leave(states[learner_id])
    if touched:
        await store.save_states(session, {learner_id: states[learner_id] for learner_id in touched})
    if estimates:
        await store.save_estimates(session, {key: estimates[key] for key in keys if key in estimates}, model)
    await observations.keep(session, kept)
    await announce_all(session, changes(model, before, states, estimates))
    await remembering.keep(session)
    await looking.tell(session)
    return [*early, *(fact for fact in told if fact.learner_id in waiting)]


async def start_over(session: AsyncSession, renewals: Sequence[LedgerRenewed]) -> None:
    """What was estimated is forgotten; what counts follows once more."""
    model = await model_in_use(session)
    states = await store.lock_states(session, list({one.learner_id for one in renewals}))
    renewed = await _renew(session, states, renewals, model)
    if renewed:
        await store.save_states(session, {learner_id: states[learner_id] for learner_id in renewed})


async def _renew(
    session: AsyncSession, states: States, told: Iterable[Fact | LedgerRenewed], model: KnownModel
) -> set[UUID]:
    """Start over for whom a later renewal is told of, be it by the first fact that comes of it, in whatever order."""
    renewed: set[UUID] = set()
    for one in told:
        state = states[one.learner_id]
        if one.renewal > state.renewal:
            state.begin(one.renewal, model)
            renewed.add(one.learner_id)
    if renewed:
        await observations.forget(session, renewed)
        left = await store.forget_estimates(session, renewed, model)
        await announce_all(session, [changed(model, key, states[key[0]], left[key]) for key in sorted(left)])
    return renewed


async def _ever(
    session: AsyncSession, keys: Sequence[store.Key], estimates: Mapping[store.Key, Estimate]
) -> Mapping[UUID, Collection[UUID]]:
    """What an older model called mastered, of those goals that are met for the first time (again)."""
    new = {learner_id for learner_id, goal_id in keys if (learner_id, goal_id) not in estimates}
    return await observations.mastered_by_older(session, new) if new else {}


def _folds(
    model: KnownModel,
    states: States,
    estimates: Mapping[store.Key, Estimate],
    ever: Mapping[UUID, Collection[UUID]],
) -> dict[UUID, Fold]:
    of: dict[UUID, dict[UUID, Estimate]] = {learner_id: {} for learner_id in states}
    for (learner_id, goal_id), estimate in estimates.items():
        of[learner_id][goal_id] = estimate
    return {
        learner_id: Fold(model, of[learner_id], state, ever.get(learner_id, ())) for learner_id, state in states.items()
    }


def in_order(facts: Sequence[F], counted_to: Mapping[UUID, tuple[int, int]]) -> tuple[list[F], list[F]]:
    """(those to count now, in each learner's order; those that miss a predecessor).

    Facts of an earlier renewal than `counted_to` says count no more; there are none of a later one.
    """
    due: list[F] = []
    early: list[F] = []
    ordered = sorted(facts, key=lambda fact: (fact.learner_id.int, fact.sequence))
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


def observed(fact: Fact, attempt: Attempt) -> Observation:
    """The fact as the models learn from it."""
    return Observation(
        learner_id=fact.learner_id,
        sequence=fact.sequence,
        renewal=fact.renewal,
        fact_id=fact.attempt_id if isinstance(fact, AttemptRecorded) else fact.evidence_id,
        activity_id=fact.activity_id if isinstance(fact, AttemptRecorded) else None,
        # Sorted and each once: the sum over goals must not hang on the order in which an event names them.
        goal_ids=tuple(sorted(set(fact.goal_ids))),
        attempt=attempt,
    )


def _count(state: store.LearnerState, fold: Fold, fact: Fact, attempt: Attempt | None) -> None:
    state.sequence, state.general = fact.sequence, fold.general
    if attempt is not None and isinstance(fact, AttemptRecorded):
        done = store.Done(str(fact.activity_id), fact.form, attempt.success)
        state.recent = (*state.recent, done)[-RECENT:]
