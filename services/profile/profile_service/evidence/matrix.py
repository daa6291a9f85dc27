"""A check on paper of a whole class: all cells or none, once however often it is sent."""

from collections import Counter
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Conflict, Fault, Invalid, Sentence
from eigenwijs_shared.events.outbox import announce_all
from profile_service.attempts.store import End
from profile_service.evidence import store
from profile_service.evidence.actions import UNKNOWN_GOAL
from profile_service.evidence.goals import known_goals
from profile_service.evidence.rules import Evidence, KindNotYours, event_of, result_of, weight_of
from profile_service.evidence.schemas import CellIn, MatrixIn, MatrixOut, RowOut

NOT_HERE: Sentence = {
    "nl": "Deze leerling zit niet in deze groep.",
    "en": "This learner is not in this group.",
}
TWICE: Sentence = {"nl": "Dit staat er twee keer; laat er een weg.", "en": "This is here twice; leave one out."}
NOT_AS_WIDE: Sentence = {
    "nl": "Geef per leerdoel een resultaat, in dezelfde volgorde; null waar er geen is.",
    "en": "Give a result for each goal, in the same order; null where there is none.",
}


class MatrixIdReused(Conflict):
    """The id was used for another matrix of this group."""

    type = "matrix-id-reused"
    title = {"nl": "Nummer van matrix al gebruikt", "en": "Matrix id used before"}
    detail = {
        "nl": "Deze matrixId is voor deze groep al gebruikt, met andere inhoud. Maak een nieuwe.",
        "en": "This matrixId was used for this group before, with other content. Make a new one.",
    }


async def record_matrix(
    session: AsyncSession, caller: Principal, group_id: UUID, asked: MatrixIn, *, now: datetime
) -> tuple[MatrixOut, bool]:
    """(what each cell became, whether it is new)."""
    if caller.role == "learner":
        raise KindNotYours
    fingerprint = sha256(f"{caller.subject} {asked.model_dump_json()}".encode()).hexdigest()
    known = await store.claim_matrix(session, group_id, asked.matrix_id, fingerprint, caller.subject, now)
    if known == fingerprint:
        return _shown(group_id, asked), False
    if known is not None:
        raise MatrixIdReused
    # Locked before they are looked at, so that none of them is erased in between.
    ends = await store.lock_ledgers(session, [row.learner_id for row in asked.rows])
    if faults := await _faults(session, group_id, asked):
        raise Invalid(faults=faults)
    new = [
        one
        for row in asked.rows
        for one in _evidence_of_row(group_id, asked, row.learner_id, row.results, ends[row.learner_id], caller, now)
    ]
    if new:
        await store.add_evidence(session, new, {learner_id: end.renewal for learner_id, end in ends.items()})
        await announce_all(session, [event_of(one, ends[one.learner_id].renewal) for one in new])
    return _shown(group_id, asked), True


async def _faults(session: AsyncSession, group_id: UUID, asked: MatrixIn) -> list[Fault]:
    """All that is wrong at once: who typed over a class should not have to mend it cell by cell."""
    goals = await known_goals(session, asked.goal_ids)
    here = await store.learners_in_group(session, group_id, [row.learner_id for row in asked.rows])
    faults: list[Fault] = []
    seen: Counter[UUID] = Counter()
    for place, goal_id in enumerate(asked.goal_ids):
        seen[goal_id] += 1
        if goal_id not in goals:
            faults.append(Fault(f"#/goalIds/{place}", UNKNOWN_GOAL, "unknown-goal"))
        elif seen[goal_id] > 1:
            faults.append(Fault(f"#/goalIds/{place}", TWICE, "twice"))
    for place, row in enumerate(asked.rows):
        seen[row.learner_id] += 1
        if row.learner_id not in here:
            faults.append(Fault(f"#/rows/{place}/learnerId", NOT_HERE, "not-in-group"))
        elif seen[row.learner_id] > 1:
            faults.append(Fault(f"#/rows/{place}/learnerId", TWICE, "twice"))
        if len(row.results) != len(asked.goal_ids):
            faults.append(Fault(f"#/rows/{place}/results", NOT_AS_WIDE, "not-as-wide"))
    return faults


def _id_of(group_id: UUID, matrix_id: UUID, learner_id: UUID, goal_id: UUID) -> UUID:
    """The same for the same cell, so that a repeated matrix gets the same answer without being kept."""
    return uuid5(matrix_id, f"{group_id}/{learner_id}/{goal_id}")


def _evidence_of_row(
    group_id: UUID,
    asked: MatrixIn,
    learner_id: UUID,
    results: list[CellIn | None],
    end: End,
    caller: Principal,
    now: datetime,
) -> list[Evidence]:
    made: list[Evidence] = []
    for goal_id, cell in zip(asked.goal_ids, results, strict=True):
        if cell is None:
            continue
        score, success = result_of(cell.score_scaled, cell.success)
        made.append(
            Evidence(
                learner_id=learner_id,
                sequence=end.sequence + len(made) + 1,
                evidence_id=_id_of(group_id, asked.matrix_id, learner_id, goal_id),
                kind=asked.kind,
                goal_ids=[goal_id],
                level=asked.level,
                form=asked.form,
                weight=weight_of(asked.kind, check=asked.check),
                score_scaled=score,
                success=success,
                rubric=None,
                note=None,
                corrects=None,
                corrects_sequence=None,
                author_id=caller.subject,
                author_role=caller.role,
                occurred_at=asked.occurred_at,
                recorded_at=now,
            )
        )
    return made


def _shown(group_id: UUID, asked: MatrixIn) -> MatrixOut:
    rows = [
        RowOut(
            learner_id=row.learner_id,
            evidence_ids=[
                None if cell is None else _id_of(group_id, asked.matrix_id, row.learner_id, goal_id)
                for goal_id, cell in zip(asked.goal_ids, row.results, strict=True)
            ],
        )
        for row in asked.rows
    ]
    recorded = sum(one is not None for row in rows for one in row.evidence_ids)
    return MatrixOut(matrix_id=asked.matrix_id, group_id=group_id, recorded=recorded, rows=rows)
