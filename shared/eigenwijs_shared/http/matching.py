"""`If-Match` on what two people may edit (RFC 9110 §13.1.1, RFC 6585 §3): missing is 428, another version is 412."""

from typing import Annotated

from fastapi import Header

from eigenwijs_shared.errors import PreconditionFailed, Problem


class PreconditionRequired(Problem):
    """`If-Match` is missing: without it one would overwrite what somebody else just wrote."""

    status = 428
    type = "if-match-missing"
    title = {"nl": "Zeg erbij welke versie je zag", "en": "Say which version you saw"}
    detail = {
        "nl": "Haal dit eerst op en stuur de ETag van dat antwoord mee in de kop If-Match.",
        "en": "Fetch it first and send the ETag of that answer in the If-Match header.",
    }


IfMatch = Annotated[str | None, Header(max_length=1000, description="The ETag of the GET; `*` for whatever it is now")]


def require_match(if_match: str | None, tag: str) -> None:
    """Go on only if the caller saw this very version."""
    if if_match is None:
        raise PreconditionRequired
    if if_match.strip() != "*" and tag not in {one.strip() for one in if_match.split(",")}:
        raise PreconditionFailed
