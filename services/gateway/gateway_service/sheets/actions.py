"""Asks each service for its part, and goes on without what does not come: paper is better with names, but not without
cards."""

import asyncio
import json
from typing import Any
from uuid import UUID

import structlog
from aiohttp import ClientResponse, ClientTimeout
from multidict import CIMultiDict

from eigenwijs_shared.errors import Problem
from gateway_service.proxy.bodies import BROKEN
from gateway_service.proxy.rules import Part
from gateway_service.proxy.upstreams import CONNECT_S, Upstreams
from gateway_service.sheets.rules import names_on_paper

log = structlog.get_logger()
Json = dict[str, Any]
LEARNERS_A_PAGE = 200


async def printed(
    upstreams: Upstreams, headers: CIMultiDict[str], group_id: UUID, query: str, *, names: bool, patience_s: float
) -> ClientResponse:
    """Choices' answer; `query` goes to who makes the cards and who prints them."""
    within = ClientTimeout(total=patience_s, sock_connect=CONNECT_S)
    cards, people = await asyncio.gather(
        _cards(upstreams, headers, group_id, query, within),
        _people(upstreams, headers, group_id, within) if names else _nobody(),
    )
    target = f"/v1/groups/{group_id}/choice-cards.pdf{query}"
    answer = await _print(upstreams, headers, target, {**people, "cards": cards})
    if answer.status == 200 or not cards:
        return answer
    # The news of the cards does not come through, or the group changed meanwhile: those that are there will do.
    answer.release()
    log.warning("printed without", part="recommend", reason=f"choices: {answer.status}")
    return await _print(upstreams, headers, target, people)


async def _print(upstreams: Upstreams, headers: CIMultiDict[str], target: str, said: Json) -> ClientResponse:
    typed = CIMultiDict({**headers, "Content-Type": "application/json"})
    return await upstreams.send("choices", "POST", target, typed, json.dumps(said).encode())


async def _cards(
    upstreams: Upstreams, headers: CIMultiDict[str], group_id: UUID, query: str, within: ClientTimeout
) -> Json:
    """A fresh card for everybody; choices has others where these do not come."""
    answer = await _asked(upstreams, "recommend", "POST", f"/v1/groups/{group_id}/cards{query}", headers, within)
    return {one["learnerId"]: one["cardId"] for one in answer.get("items", []) if one["cardId"] is not None}


async def _people(upstreams: Upstreams, headers: CIMultiDict[str], group_id: UUID, within: ClientTimeout) -> Json:
    """What the group is called, and how its learners are: without them paper has codes, and lines to write on."""
    where = f"/v1/learners?groupId={group_id}&active=true&limit={LEARNERS_A_PAGE}"
    group, learners = await asyncio.gather(
        _asked(upstreams, "profile", "GET", f"/v1/groups/{group_id}", headers, within),
        _asked(upstreams, "profile", "GET", where, headers, within),
    )
    return {"title": group.get("title"), "names": names_on_paper(learners.get("items", []))}


async def _nobody() -> Json:
    return {}


async def _asked(
    upstreams: Upstreams,
    part: Part,
    method: str,
    target: str,
    headers: CIMultiDict[str],
    within: ClientTimeout,
) -> Json:
    """The answer's body; empty where there is none."""
    try:
        answer = await upstreams.send(part, method, target, headers, None, within)
        body = await answer.read()
    except (Problem, *BROKEN) as error:
        log.warning("printed without", part=part, reason=type(error.__cause__ or error).__name__)
        return {}
    if answer.status != 200:
        log.warning("printed without", part=part, reason=str(answer.status))
        return {}
    found: Json = json.loads(body)
    return found
