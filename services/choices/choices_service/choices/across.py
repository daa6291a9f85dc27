"""Choices by themselves over HTTP: of everybody in reach, one, and what becomes of it."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy import ColumnElement
from starlette.responses import JSONResponse

from choices_service.activities.store import find_many as find_activities
from choices_service.choices import actions, problems, store
from choices_service.choices.schemas import ChoiceOut
from choices_service.choices.statements import Chosen, statement_of
from choices_service.choices.views import shown
from choices_service.gather.problems import GatheredNow
from choices_service.goals.store import find_many as find_goals
from choices_service.tables import choice
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems as answers
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.models import Time
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import UnknownGroup, find_group, within_reach

router = APIRouter(prefix="/choices", tags=["choices"])
ONCE = (KeyReused, KeyInFlight)
STANDING = "Only what holds (true), or only what was replaced or withdrawn (false)"


@router.get("", dependencies=[needs("choices:read")], responses=answers(UnknownGroup))
async def list_all_choices(
    request: Request,
    session: Session,
    caller: Caller,
    paging: PageAsked,
    learner: UUID | None = None,
    group: UUID | None = None,
    card: UUID | None = None,
    activity: UUID | None = None,
    goal: UUID | None = None,
    kind: ChoiceKind | None = None,
    standing: Annotated[bool | None, Query(description=STANDING)] = None,
    since: Annotated[Time | None, Query(description="Made at that moment or later")] = None,
    until: Annotated[Time | None, Query(description="Made before that moment")] = None,
) -> Page[ChoiceOut]:
    """The choices of everybody in the caller's reach, newest first."""
    wanted: list[ColumnElement[bool]] = [await within_reach(session, caller, choice.c.learner_id)]
    if group is not None:
        found = await find_group(session, caller, group)
        wanted.append(choice.c.learner_id.in_([one.learner_id for one in found.learners]))
    if goal is not None:
        wanted.append(choice.c.goal_ids.contains([goal]))
    if standing is not None:
        holds = choice.c.superseded_by.is_(None) & choice.c.withdrawn_at.is_(None)
        wanted.append(holds if standing else ~holds)
    exactly = {"learner_id": learner, "card_id": card, "activity_id": activity, "kind": kind}
    wanted += [choice.c[name] == value for name, value in exactly.items() if value is not None]
    wanted += [choice.c.made_at >= since] if since is not None else []
    wanted += [choice.c.made_at < until] if until is not None else []
    rows = await store.page_of(session, store.matching(*wanted), paging.after_id, paging.limit + 1)
    await announce_looks(request, session, caller, *{row.learner_id for row in rows[: paging.limit]})
    last = [rows[paging.limit - 1].choice_id] if len(rows) > paging.limit else None
    return paging.page(await shown(session, rows), last)


@router.get("/{choice_id}", dependencies=[needs("choices:read")], responses=answers(problems.UnknownChoice))
async def get_choice(choice_id: UUID, request: Request, session: Session, caller: Caller) -> ChoiceOut:
    """One choice, with how far it came."""
    row = await actions.find_choice(session, caller, choice_id)
    await announce_looks(request, session, caller, row.learner_id)
    return (await shown(session, [row]))[0]


@router.get("/{choice_id}/statement", dependencies=[needs("choices:read")], responses=answers(problems.UnknownChoice))
async def get_choice_statement(choice_id: UUID, request: Request, session: Session, caller: Caller) -> dict[str, Any]:
    """The choice as an xAPI 1.0.3 statement, with what there was to choose from; without anybody's own words."""
    row = await actions.find_choice(session, caller, choice_id)
    await announce_looks(request, session, caller, row.learner_id)
    card = await store.find_card(session, row.card_id) if row.card_id is not None else None
    offered = [UUID(option["activityId"]) for option in card.options] if card is not None else []
    goals = await find_goals(session, row.goal_ids)
    activities = await find_activities(session, [row.activity_id] if row.activity_id is not None else [])
    titles = {key: found.title for key, found in [*goals.items(), *activities.items()]}
    same = {name: getattr(row, name) for name in ("choice_id", "learner_id", "author_id", "kind", "card_id")}
    chosen = Chosen(
        **same, activity_id=row.activity_id, goal_ids=row.goal_ids, offered=offered, titles=titles, made_at=row.made_at
    )
    return statement_of(chosen, request.app.state.settings.xapi_home_page)


@router.post(
    "/{choice_id}/start",
    response_model=ChoiceOut,
    dependencies=[needs("choices:write")],
    responses=answers(problems.UnknownChoice, problems.ChoiceGone, problems.NothingToStart, GatheredNow, *ONCE),
)
async def post_choice_start(choice_id: UUID, session: Session, caller: Caller, once: OncePerKey) -> JSONResponse:
    """Say that it is begun: from here on it stands. An attempt at its activity says the same by itself."""
    return await once.reply(200, partial(actions.start, session, caller, choice_id, now=datetime.now(UTC)))


@router.post(
    "/{choice_id}/withdraw",
    response_model=ChoiceOut,
    dependencies=[needs("choices:write")],
    responses=answers(problems.UnknownChoice, problems.ChoiceGone, problems.ChoiceStarted, *ONCE),
)
async def post_choice_withdrawal(choice_id: UUID, session: Session, caller: Caller, once: OncePerKey) -> JSONResponse:
    """Take it back, without choosing something else; possible until it is begun, and for what was skipped always."""
    return await once.reply(200, partial(actions.withdraw, session, caller, choice_id, now=datetime.now(UTC)))
