"""Looks along while the ledger is learnt from: fact by fact, so that any batch of the same facts finds the same."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded
from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.mastery.rules import Attempt, Belief, Estimate
from recommend_service.watches import store
from recommend_service.watches.actions import close, end
from recommend_service.watches.memory import Memory
from recommend_service.watches.rules import Done, is_moving, may_open, stuck

Fact = AttemptRecorded | EvidenceRecorded
Estimates = Mapping[tuple[UUID, UUID], Estimate]


class Looking:
    """What is known of the learners of one batch; their states are locked.

    What was looked at before is only remembered, when it is told again: a rebuild opens and closes nothing.
    """

    def __init__(
        self,
        memories: dict[UUID, Memory],
        marks: dict[UUID, store.Mark],
        lives: dict[store.Pattern, store.Life],
        model: KnownModel = DAY_ONE,
    ) -> None:
        self._model = model
        self._memories, self._marks, self._lives = memories, marks, lives
        self._remember: set[UUID] = set()
        self._marked: set[UUID] = set()
        self._opened: dict[UUID, store.Life] = {}
        self._closed: dict[UUID, store.Life] = {}

    @classmethod
    async def at(cls, session: AsyncSession, learner_ids: Collection[UUID], model: KnownModel) -> "Looking":
        if not learner_ids:
            return cls({}, {}, {})
        memories, marks = await store.memories(session, learner_ids)
        return cls(memories, marks, await store.latest_of(session, learner_ids), model)

    def sees(self, fact: Fact, attempt: Attempt | None, known: bool, general: Belief, estimates: Estimates) -> None:
        """This fact was counted; `known`: all its goals were mastered before it."""
        learner_id, goal_ids = fact.learner_id, tuple(sorted(set(fact.goal_ids)))
        if fact.sequence == 1 or learner_id not in self._memories:  # of a ledger that is told anew, or the first time
            self._memories[learner_id] = Memory()
        if attempt is not None and attempt.witnessed and goal_ids:
            self._memories[learner_id].add(_done(fact, goal_ids, attempt, known))
        self._remember.add(learner_id)
        if not self._is_news(fact):
            return
        self._mark(fact)
        self._heard_of(fact)
        for goal_id in goal_ids:
            self._look_at(fact, goal_id, general, estimates, success=attempt is not None and attempt.success)

    async def tell(self, session: AsyncSession) -> None:
        """Write down what was seen, and what it opened and closed."""
        await store.remember(session, {key: self._memories[key] for key in self._remember})
        await store.set_marks(session, {key: self._marks[key] for key in self._marked})
        await store.save(session, self._opened.values())
        await close(session, list(self._closed.values()))
        await store.make_due(session, {life.learner_id for life in self._opened.values() if life.closed_at is None})

    def _is_news(self, fact: Fact) -> bool:
        mark = self._marks.get(fact.learner_id)
        if mark is None:
            return True
        if fact.renewal == mark.renewal:
            return fact.sequence > mark.sequence
        # A corrected ledger is numbered anew: what was recorded by then was looked at under its old number.
        return fact.renewal > mark.renewal and fact.recorded_at > mark.recorded_at

    def _mark(self, fact: Fact) -> None:
        before = self._marks.get(fact.learner_id)
        at = max(before.recorded_at, fact.recorded_at) if before else fact.recorded_at
        self._marks[fact.learner_id] = store.Mark(fact.renewal, fact.sequence, at)
        self._marked.add(fact.learner_id)

    def _heard_of(self, fact: Fact) -> None:
        """Who does something is silent no more."""
        life = self._lives.get((fact.learner_id, "silent", None))
        if life is not None and life.closed_at is None:
            self._close(life, fact, life.counter)

    def _look_at(self, fact: Fact, goal_id: UUID, general: Belief, estimates: Estimates, *, success: bool) -> None:
        pattern: store.Pattern = (fact.learner_id, "stuck", goal_id)
        estimate, life = estimates.get((fact.learner_id, goal_id)), self._lives.get(pattern)
        is_open = life is not None and life.closed_at is None
        if estimate is None or (success and not is_open):  # a success opens nothing
            return
        tries = self._memories[fact.learner_id].at(goal_id)
        likely = self._model.chance(general, goal_id, estimate)
        if life is not None and is_open:
            if is_moving(goal_id, tries, estimate, likely):
                self._close(life, fact, estimate.attempts)
            return
        used = life.closed_counter if life is not None else None
        sign = stuck(goal_id, tries, estimate, likely, used or 0)
        if sign is not None and may_open("stuck", sign.counter, used):
            opened = store.next_life(pattern, sign, life, fact.recorded_at)
            self._lives[pattern] = self._opened[opened.watch_id] = opened

    def _close(self, life: store.Life, fact: Fact, counter: int) -> None:
        end(life, "gone", fact.recorded_at, counter)
        self._closed[life.watch_id] = life


def _done(fact: Fact, goal_ids: tuple[UUID, ...], attempt: Attempt, known: bool) -> Done:
    is_attempt = isinstance(fact, AttemptRecorded)
    return Done(
        fact_id=fact.attempt_id if isinstance(fact, AttemptRecorded) else fact.evidence_id,
        activity_id=fact.activity_id if isinstance(fact, AttemptRecorded) else None,
        goal_ids=goal_ids,
        level=attempt.level,
        form=attempt.form,
        kind=attempt.kind if is_attempt else "evidence",
        success=attempt.success,
        known=known,
        at=fact.occurred_at,
    )
