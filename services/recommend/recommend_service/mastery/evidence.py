"""What a fact of the ledger says about ability. Pure."""

from collections.abc import Mapping

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded
from recommend_service.mastery.rules import Attempt

_KIND: Mapping[str, str] = {"paper-check": "check", "product": "product"}
"""A check on paper is a check; a product shows its goal as a check does. All else is as practice."""
_HEARSAY = frozenset({"self-assessment", "peer-assessment"})


def believed(fact: AttemptRecorded | EvidenceRecorded) -> Attempt | None:
    """As an attempt, by its weight; None for what is only shown."""
    if isinstance(fact, AttemptRecorded):
        return Attempt(
            level=fact.level,
            kind=fact.kind,
            form=fact.form,
            success=fact.result.success,
            score=fact.result.score_scaled,
            occurred_at=fact.occurred_at,
            recorded_at=fact.recorded_at,
        )
    if fact.weight == 0:
        return None
    return Attempt(
        level=fact.level,
        kind=_KIND.get(fact.kind, "practice"),
        form=fact.form,
        success=fact.success,
        score=fact.score_scaled,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        weight=fact.weight,
        witnessed=fact.kind not in _HEARSAY,
        observed=fact.kind == "observation",
    )
