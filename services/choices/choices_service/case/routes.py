"""CASE 1.1 for everybody: the frameworks that boards opened, without signing in. Reading only."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from choices_service.case import door, shapes, store
from choices_service.case.door import Opened
from choices_service.case.rules import ASSOCIATION, ITEM, Json
from choices_service.case.status import OPEN, CaseError, CaseRoute, status_info, unknown

HEADERS = {**OPEN, "Cache-Control": "public, no-cache"}
"""Anybody may keep it, and asks each time whether it changed: every answer has an entity tag."""
_STATUS = {"description": "imsx_StatusInfo: what went wrong, in the words of the standard"}
router = APIRouter(
    prefix=shapes.BASE, tags=["case"], route_class=CaseRoute, responses={400: _STATUS, 404: _STATUS, 503: _STATUS}
)
SourcedId = Annotated[UUID, Path(alias="sourcedId", description="The UUID that its publisher gave it")]
Definition = Literal[
    "CFConcepts", "CFSubjects", "CFItemTypes", "CFLicenses", "CFAssociationGroupings", "CFRubrics"
]  # fmt: skip


def _answer(content: Any, **headers: str) -> JSONResponse:
    return JSONResponse(content, headers={**HEADERS, **headers})


@router.get("/CFDocuments")
async def get_all_cf_documents(
    session: Opened,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    sort: Annotated[str | None, Query(max_length=100)] = None,
    order_by: Annotated[Literal["asc", "desc"], Query(alias="orderBy")] = "asc",
    fields: Annotated[str | None, Query(max_length=1000)] = None,
    filter_: Annotated[str | None, Query(alias="filter", max_length=1000, description="Not taken: 400")] = None,
) -> Response:
    """The open frameworks, without their items: `{"CFDocuments": [...]}`, and in X-Total-Count how many there are."""
    listed = [shapes.document(each) for each in await door.open_documents(session)]
    known = {"identifier", "title", "uri", "creator", "lastChangeDateTime", *(key for each in listed for key in each)}
    asked = [each.strip() for each in fields.split(",")] if fields else []
    if sort is not None and sort not in known:
        raise CaseError(400, "invalid_sort_field", f"Documents have no field {sort!r} to sort by.")
    if filter_ is not None or not set(asked) <= known:
        raise CaseError(400, "invalid_selection_field", "Not all of these fields exist; there is no filter.")
    ordered = shapes.in_order(listed, sort, descending=order_by == "desc")
    page = [shapes.selected(each, asked) for each in ordered[offset : offset + limit]]
    more = {"limit": limit, "offset": offset + limit, "sort": sort, "orderBy": order_by, "fields": fields}
    following = urlencode({key: value for key, value in more.items() if value is not None})
    link = f'<{shapes.BASE}/CFDocuments?{following}>; rel="next"' if offset + limit < len(listed) else ""
    return _answer({"CFDocuments": page}, **{"X-Total-Count": str(len(listed))}, **({"Link": link} if link else {}))


@router.get("/CFDocuments/{sourcedId}")
async def get_cf_document(sourced_id: SourcedId, session: Opened) -> Response:
    """What is said of one framework."""
    return _answer(shapes.document((await _package(session, sourced_id))["CFDocument"]))


@router.get("/CFPackages/{sourcedId}")
async def get_cf_package(sourced_id: SourcedId, session: Opened) -> Response:
    """One framework whole: document, items, associations and definitions."""
    return _answer(shapes.without_nulls(await _package(session, sourced_id)))


async def _package(session: Opened, framework_id: UUID) -> Json:
    home = await door.home_of_framework(session, framework_id)
    if home is None:
        raise unknown("framework")
    await door.enter_home(session, home)
    return await store.load_package(session, framework_id)


@router.get("/CFItems/{sourcedId}")
async def get_cf_item(sourced_id: SourcedId, session: Opened) -> Response:
    """One item."""
    return _answer(await _part(session, ITEM, sourced_id))


@router.get("/CFAssociations/{sourcedId}")
async def get_cf_association(sourced_id: SourcedId, session: Opened) -> Response:
    """One association."""
    return _answer(await _part(session, ASSOCIATION, sourced_id))


@router.get("/CFItemAssociations/{sourcedId}")
async def get_cf_item_associations(sourced_id: SourcedId, session: Opened) -> Response:
    """One item, and every association of open frameworks in which it is an end."""
    item = await _part(session, ITEM, sourced_id)
    links = await store.open_links_of(session, sourced_id)
    return _answer({"CFItem": item, "CFAssociations": shapes.without_nulls(links)})


async def _part(session: Opened, kind: str, identifier: UUID) -> Json:
    home = await door.home_of_part(session, kind, identifier)
    if home is None:
        raise unknown(kind)
    await door.enter_home(session, home)
    document, content = await store.load_part(session, home.framework_id, kind, identifier)
    return shapes.part(content, document)


@router.get("/{definition}/{sourcedId}")
async def get_cf_definition(definition: Definition, sourced_id: SourcedId, session: Opened) -> Response:
    """A concept, subject or item type with all below it, or one licence, grouping or rubric."""
    home = await door.home_of_definition(session, sourced_id)
    if home is None:
        raise unknown(definition)
    await door.enter_home(session, home)
    found = shapes.definition(await store.load_rest(session, home.framework_id), definition, sourced_id)
    if found is None:
        raise unknown(definition)
    return _answer(found)


@router.get("/{rest:path}", include_in_schema=False)
async def get_anything_else(rest: str) -> Response:
    """What CASE does not have is told in its own words."""
    return status_info(404, "unknownobject", f"CASE 1.1 has no {rest[:100]}.")
