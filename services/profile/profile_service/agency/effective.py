"""Which rule decides each dimension at a moment, past or to come, and why."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import DEFAULT, DIMENSIONS, Dimension
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language
from profile_service.agency import store
from profile_service.agency.moving import Place
from profile_service.agency.rules import Move, by_place, dial_at, present, settings
from profile_service.agency.schemas import EffectiveDimensionOut, EffectiveOut, RuleOut
from profile_service.agency.words import why


async def explain(
    session: AsyncSession,
    place: Place,
    subject: str | None,
    caller: Principal,
    language: Language,
    *,
    now: datetime,
    at: datetime | None,
) -> EffectiveOut:
    """For each dimension: the position, the rule that decides it, and which others were passed over.

    Of a learner in the past, the groups of that moment count, not those of today.
    """
    if at is not None and at < now and place.scope == "learner":
        moves = await store.moves_for_learner(session, place.scope_id, subject, at)
    else:
        moves = await store.moves_about(session, [place.scope_id, *place.wider], subject)
    moment = at or present(moves, now)
    ids: dict[str, UUID] = {f"{place.scope}_id": place.scope_id}
    return EffectiveOut(
        learner_id=ids.get("learner_id"),
        group_id=ids.get("group_id"),
        board_id=ids.get("board_id"),
        subject=subject,
        at=moment,
        dimensions={
            dimension: _dimension_out(dimension, found, caller, language)
            for dimension, found in rules_at(moves, subject, moment).items()
        },
    )


def rules_at(moves: Sequence[Move], subject: str | None, at: datetime) -> dict[Dimension, list[Move]]:
    """Per dimension all moves that speak for it, the one that decides first; none where the default holds."""
    ranked = []
    for here in by_place(move for move in moves if move.subject in {None, subject}):
        dial = dial_at(here, at)
        if dial is not None:
            ranked.append((dial.rank, settings(here, at)))
    ranked.sort(key=lambda one: one[0], reverse=True)
    return {dimension: [found[dimension] for _, found in ranked if dimension in found] for dimension in DIMENSIONS}


def _dimension_out(
    dimension: Dimension, found: Sequence[Move], caller: Principal, language: Language
) -> EffectiveDimensionOut:
    rules = [_rule_out(dimension, move) for move in found]
    position = rules[0].position if rules else DEFAULT
    return EffectiveDimensionOut(
        position=position,
        rule=rules[0] if rules else None,
        why=why(position, found[0] if found else None, caller, language),
        passed_over=rules[1:],
    )


def _rule_out(dimension: Dimension, move: Move) -> RuleOut:
    return RuleOut.model_validate({**_fields(move), "position": move.changes[dimension]})


def _fields(move: Move) -> dict[str, object]:
    return {name: getattr(move, name) for name in RuleOut.model_fields if name != "position"}
