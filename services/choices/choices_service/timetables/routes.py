"""Timetables over HTTP."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy import Row

from choices_service.timetables import store
from choices_service.timetables.rules import USUAL_MINUTES
from choices_service.timetables.schemas import TimetableIn, TimetableOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session, lock_name
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired, require_match
from eigenwijs_shared.roster.reach import ReachableGroup, UnknownGroup

router = APIRouter(tags=["contracts"])


def _out(group_id: UUID, row: Row[Any] | None) -> TimetableOut:
    if row is None:
        nothing = {"version": 0, "slots": [], "days_off": [], "changed_at": None, "changed_by": None}
        return TimetableOut.model_validate({"group_id": group_id, "usual_minutes": USUAL_MINUTES, **nothing})
    return TimetableOut.model_validate({**row._mapping, "usual_minutes": USUAL_MINUTES})


@router.get("/groups/{group_id}/timetable", dependencies=[needs("contracts:read")], responses=problems(UnknownGroup))
async def get_timetable(group: ReachableGroup, session: Session, response: Response) -> TimetableOut:
    """When this group works on its own tasks."""
    out = _out(group.group_id, await store.find(session, group.group_id))
    response.headers["ETag"] = f'"{out.version}"'
    return out


@router.put(
    "/groups/{group_id}/timetable",
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownGroup, PreconditionRequired, PreconditionFailed),
)
async def put_timetable(
    group: ReachableGroup,
    wanted: TimetableIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> TimetableOut:
    """Say when this group works on its own tasks; contracts that are signed stay as they are until re-planned."""
    await lock_name(session, f"timetable of {group.group_id}")
    seen = await store.find(session, group.group_id)
    require_match(if_match, f'"{seen.version if seen else 0}"')
    said = {
        "slots": [slot.model_dump(by_alias=False) for slot in wanted.slots],
        "days_off": sorted(set(wanted.days_off)),
    }
    row = await store.put(session, group.group_id, said, caller.subject, datetime.now(UTC))
    response.headers["ETag"] = f'"{row.version}"'
    return _out(group.group_id, row)
