"""A student system on a real socket, which misbehaves as systems in the wild do when it is told to.

What it says is checked against the standard's own description before it leaves, for the packages on PyPI and npm are
clients, or need another Python.
"""

import base64
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus, urlencode

from services.profile.tests.connector.described import BASE, SOME_TIME, Json, check, ref
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

CLIENT, SECRET = "eigenwijs:school", "geheim+/:é&="
LATER = "2099-01-01T00:00:00.000Z"
Fault = Callable[[Request], Response | None]


@dataclass
class Sis:
    """What it has, what it was asked and how it misbehaves."""

    url: str = ""
    page_size: int = 2
    has_links: bool = True
    has_total: bool = True
    is_strict: bool = True
    collections: dict[str, list[Json]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    valid: set[str] = field(default_factory=set)
    faults: dict[str, list[Fault]] = field(default_factory=dict)

    def fail(self, collection: str, *faults: Fault) -> None:
        """The next answers for this collection, one each."""
        self.faults.setdefault(collection, []).extend(faults)

    def count(self) -> Counter[str]:
        return Counter(url.partition("?")[0].rpartition("/")[2] for url in self.asked)

    async def token(self, request: Request) -> Response:
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        client, _, secret = base64.b64decode(text).decode().partition(":")
        form = dict(part.split("=", 1) for part in (await request.body()).decode().split("&"))
        known = (unquote_plus(client), unquote_plus(secret)) == (CLIENT, SECRET) and kind == "Basic"
        if not known or form["grant_type"] != "client_credentials":
            return JSONResponse({"error": "invalid_client"}, 401)
        token = f"token-{len(self.tokens)}"
        self.tokens.append(token)
        self.valid = {token}
        return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": 3600})

    async def page(self, request: Request) -> Response:
        collection = request.path_params["collection"]
        self.asked.append(str(request.url))
        if self.faults.get(collection):
            spoiled = self.faults[collection].pop(0)(request)
            if spoiled is not None:
                return spoiled
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.valid:
            return refusal(401, "unauthorisedrequest")
        if collection not in self.collections:
            return refusal(404, "unknownobject")
        return self.good_page(collection, request)

    def good_page(self, collection: str, request: Request) -> Response:
        query = request.query_params
        items = sorted(self.collections[collection], key=lambda item: str(item["sourcedId"]))
        since = re.fullmatch(r"dateLastModified>='([^']+)'", query["filter"]) if "filter" in query else None
        items = [item for item in items if since is None or item["dateLastModified"] >= since.group(1)]
        offset, size = int(query.get("offset", "0")), min(int(query.get("limit", "100")), self.page_size)
        some = items[offset : offset + size]
        for item in some if self.is_strict else []:
            check(collection, item)
        headers = {"X-Total-Count": str(len(items))} if self.has_total else {}
        if self.has_links:
            base = f"{self.url}{BASE}/{collection}"
            following = {**query, "offset": str(offset + size), "limit": str(size)}
            links = [f'<{base}?{urlencode({**query, "offset": "0"})}>; rel="first"']
            links += [f'<{base}?{urlencode(following)}>; rel="next"'] if offset + size < len(items) else []
            headers["Link"] = ", ".join(links)
        return JSONResponse({collection: some}, headers=headers)


def refusal(status: int, minor: str, **headers: str) -> Response:
    """`imsx_StatusInfo`, with words that must not come through."""
    body = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": "Noor Jansen mag dit niet",
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": minor}]
        },
    }
    return JSONResponse(body, status, headers=headers)


def answers(status: int, body: str = "{}", kind: str = "application/json", **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Response(body, status, media_type=kind, headers=named)


def web_page(_: Request) -> Response:
    return HTMLResponse("<!doctype html><title>Inloggen</title><p>Noor Jansen")


def cut_off(_: Request) -> Response:
    """Says that there is more than comes."""

    async def half() -> AsyncIterator[bytes]:
        yield b'{"users": [{"sourcedId": "no'

    return StreamingResponse(half(), media_type="application/json", headers={"content-length": "5000"})


def half_json(_: Request) -> Response:
    return Response('{"users": [{"sourcedId": "no', media_type="application/json")


def fine(_: Request) -> None:
    """Nothing wrong this time."""


def thing(key: str, **values: Any) -> Json:
    return {"sourcedId": key, "status": "active", "dateLastModified": SOME_TIME, **values}


def person(key: str, role: str, **values: Any) -> Json:
    held = {"roleType": "primary", "role": role, "org": ref("org", "s")}
    names = {"givenName": f"Voor-{key}", "familyName": "Achter", "username": key, "enabledUser": "true"}
    return thing(key, **{**names, "roles": [held], **values})


def enrolled(key: str, group: str = "6a", role: str = "student", **values: Any) -> Json:
    places = {"user": ref("user", key), "class": ref("class", group), "school": ref("org", "s")}
    return thing(f"in-{key}-{group}", role=role, **places, **values)


def group(key: str, **values: Any) -> Json:
    places = {"course": ref("course", "c"), "school": ref("org", "s"), "terms": [ref("academicSession", "y")]}
    return thing(key, title=key, classType="homeroom", grades=["groep-6"], **places, **values)


def small_school() -> dict[str, list[Json]]:
    year = {"type": "schoolYear", "startDate": "2026-08-01", "endDate": "2027-07-31", "schoolYear": "2027"}
    return {
        "orgs": [
            thing("b", name="Bestuur", type="district", identifier="41234"),
            thing("s", name='De Linde, en "zo"', type="school", identifier="12AB"),
        ],
        "academicSessions": [thing("y", title="2026-2027", **year)],
        "courses": [thing("c", title="Groep 6", courseCode="g6", org=ref("org", "s"), grades=["groep-6"])],
        "classes": [group("6a"), group("6b")],
        "users": [person("juf", "teacher"), *(person(key, "student") for key in ("noor", "sem", "mila", "daan"))],
        "enrollments": [enrolled("juf", role="teacher"), *(enrolled(key) for key in ("noor", "sem", "mila", "daan"))],
    }
