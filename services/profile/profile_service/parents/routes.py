"""The board's parents, and until when they reach their children."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Row

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.models import Text
from eigenwijs_shared.paging import Page, PageAsked
from profile_service.parents import actions, store
from profile_service.parents.rules import ParentRule
from profile_service.parents.schemas import ParentOut, ParentRuleIn, ParentRuleOut
from profile_service.people.shown import name_of, sourced_id_of
from profile_service.roster.store import lock_roster
from profile_service.tables import parent, person

router = APIRouter(tags=["parents"], dependencies=[needs("roster:write")])
SourcedId = Annotated[Text | None, Query(alias="sourcedId", max_length=255)]


def _shown(row: Row[tuple[object]], caller: Principal) -> ParentOut:
    return ParentOut(
        parent_id=row.parent_id,
        active=row.active,
        learner_ids=row.learner_ids,
        name=name_of(row, caller, row.parent_id),
        sourced_id=sourced_id_of(row, caller),
    )


@router.get("/parents", responses=problems())
async def get_parents(
    session: Session, caller: Caller, paging: PageAsked, sourced_id: SourcedId = None
) -> Page[ParentOut]:
    """The board's parents, for its administrators and systems."""
    query = store.parents().limit(paging.limit + 1)
    if sourced_id is not None:
        query = query.where(person.c.sourced_id == sourced_id)
    if paging.after_id is not None:
        query = query.where(parent.c.parent_id > paging.after_id)
    rows = (await session.execute(query)).all()
    return paging.of(rows, partial(_shown, caller=caller), lambda row: [row.parent_id])


@router.get("/board/parent-rule", responses=problems())
async def get_parent_rule(session: Session) -> ParentRuleOut:
    """Until when parents reach their children here."""
    return ParentRuleOut.model_validate(await store.rule_of(session))


@router.put("/board/parent-rule", responses=problems())
async def put_parent_rule(wanted: ParentRuleIn, session: Session) -> ParentRuleOut:
    """Set the age (16 to 18) and the grades from which learners decide alone; it holds at once."""
    await lock_roster(session)
    rule = ParentRule(wanted.age, tuple(dict.fromkeys(wanted.grades)))
    return ParentRuleOut.model_validate(await actions.change_rule(session, rule, now=datetime.now(UTC)))
