"""Proposals as they are shown."""

from typing import Any

from eigenwijs_shared.errors import Language, Sentence
from profile_service.proposals.rules import State
from profile_service.proposals.schemas import AgreedOut, EvidenceOut, ProposalOut

WENT_WELL: Sentence = {
    "nl": "De eigen keuzes gingen de afgelopen weken goed: {successes} van de {completed} lukten.",
    "en": "The learner's own choices went well these last weeks: {successes} of {completed} succeeded.",
}


def why_release(completed: int, success_rate: float, language: Language) -> str:
    return WENT_WELL[language].format(completed=completed, successes=round(success_rate * completed))


def proposal_out(row: Any, state: State, language: Language) -> ProposalOut:
    evidence = EvidenceOut.model_validate(row.evidence) if row.evidence is not None else None
    reason = why_release(evidence.completed, evidence.success_rate, language) if evidence else row.reason
    return ProposalOut(
        proposal_id=row.proposal_id,
        learner_id=row.learner_id,
        subject=row.subject or None,
        dimensions=row.dimensions,
        origin=row.origin,
        proposed_by=row.proposed_by,
        reason=reason,
        evidence=evidence,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        made_at=row.made_at,
        expires_at=row.expires_at,
        agreed=AgreedOut(learner=row.learner_agreed is not None, educator=row.educator_agreed is not None),
        state=state,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
    )
