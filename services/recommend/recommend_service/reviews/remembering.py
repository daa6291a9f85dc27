"""Keeps memories up to date while the ledger is learnt from, fact by fact."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded
from recommend_service.mastery.rules import Attempt, Estimate
from recommend_service.reviews import store
from recommend_service.reviews.rules import Memory, remembered


class Remembering:
    """The memories that one batch of facts is about."""

    def __init__(self, memories: dict[store.Key, Memory]) -> None:
        self._memories = memories
        self._changed: set[store.Key] = set()
        self._anew: set[UUID] = set()

    @classmethod
    async def at(cls, session: AsyncSession, keys: Sequence[store.Key]) -> "Remembering":
        return cls(await store.load(session, keys) if keys else {})

    def sees(
        self,
        fact: AttemptRecorded | EvidenceRecorded,
        attempt: Attempt | None,
        estimates: Mapping[store.Key, Estimate],
    ) -> None:
        """This fact was counted; what is mastered by now is remembered."""
        if fact.sequence == 1:  # of a ledger that is told anew
            self._anew.add(fact.learner_id)
            self._memories = {key: one for key, one in self._memories.items() if key[0] != fact.learner_id}
            self._changed = {key for key in self._changed if key[0] != fact.learner_id}
        if attempt is None:
            return
        for key in sorted({(fact.learner_id, goal_id) for goal_id in fact.goal_ids}):
            estimate = estimates.get(key)
            before = self._memories.get(key)
            after = remembered(before, attempt) if estimate is not None and estimate.mastered else before
            if after is not None and after != before:
                self._memories[key] = after
                self._changed.add(key)

    async def keep(self, session: AsyncSession) -> None:
        if self._anew:
            await store.forget(session, self._anew)
        if self._changed:
            await store.save(session, {key: self._memories[key] for key in self._changed})
