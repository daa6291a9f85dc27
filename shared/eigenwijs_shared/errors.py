"""Errors as RFC 9457 problems: a stable `type`, and a sentence that a human understands, in Dutch or English.

A feature writes `class UnknownGoal(NotFound)` beside its code and raises it; the rendering is done once, in `http`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Language = Literal["nl", "en"]
Sentence = Mapping[Language, str]


def preferred_language(accept_language: str | None) -> Language:
    """Dutch unless the caller ranks English above it (RFC 9110 §12.5.4)."""
    ranks: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            rank = float(quality) if quality else 1.0
        except ValueError:
            rank = 0.0
        ranks.setdefault(tag.split("-")[0].lower(), rank)
    return "en" if ranks.get("en", 0.0) > ranks.get("nl", 0.0) else "nl"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place; `pointer` is a JSON pointer into the body, or names a parameter."""

    pointer: str
    sentence: Sentence
    code: str = "invalid"


class Problem(Exception):
    """What went wrong, for the caller. Values in `**values` fill the braces of `detail`."""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal"
    title: ClassVar[Sentence] = {"nl": "Er ging iets mis", "en": "Something went wrong"}
    detail: ClassVar[Sentence] = {
        "nl": "Er ging bij ons iets mis. Probeer het later nog eens.",
        "en": "Something went wrong on our side. Please try again later.",
    }
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *, faults: Sequence[Fault] = (), more: Mapping[str, Any] | None = None, **values: object):
        self.values = values
        self.faults = faults
        self.more = more or {}
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The detail in that language; a value may itself be a sentence in two languages."""
        return self.detail[language].format(**{key: _in(value, language) for key, value in self.values.items()})

    def body(self, language: Language, *, instance: str = "", trace_id: str = "") -> dict[str, Any]:
        """The members of RFC 9457, with `errors` and `traceId` where there are any."""
        problem: dict[str, Any] = {
            "type": f"urn:eigenwijs:problem:{self.type}",
            "title": self.title[language],
            "status": self.status,
            "detail": self.sentence(language),
        }
        if instance:
            problem["instance"] = instance
        if self.faults:
            problem["errors"] = [
                {"pointer": fault.pointer, "code": fault.code, "detail": fault.sentence[language]}
                for fault in self.faults
            ]
        if trace_id:
            problem["traceId"] = trace_id
        return {**problem, **self.more}


def _in(value: object, language: Language) -> object:
    return value.get(language, value) if isinstance(value, Mapping) else value


class Invalid(Problem):
    """The body or a parameter is of the wrong form; `faults` says where and how to mend it."""

    status = 422
    type = "invalid"
    title = {"nl": "Dit klopt niet", "en": "This is not valid"}
    detail = {
        "nl": "In de aanvraag klopt iets niet; bij errors staat waar, en hoe je het herstelt.",
        "en": "Something in the request is not valid; errors says where, and how to mend it.",
    }


class Malformed(Problem):
    """The body cannot be read at all."""

    status = 400
    type = "malformed"
    title = {"nl": "De inhoud is niet te lezen", "en": "The body cannot be read"}
    detail = {
        "nl": "De inhoud is geen geldige JSON. Controleer haakjes, komma's en aanhalingstekens.",
        "en": "The body is not valid JSON. Check brackets, commas and quotes.",
    }


class WrongMediaType(Problem):
    """The Content-Type is not what this route takes."""

    status = 415
    type = "wrong-media-type"
    title = {"nl": "Dit soort inhoud nemen we hier niet aan", "en": "This kind of body is not taken here"}
    detail = {
        "nl": "Stuur de inhoud als {expected} en zet dat in de kop Content-Type.",
        "en": "Send the body as {expected} and say so in the Content-Type header.",
    }


class TooLarge(Problem):
    """The body is larger than this route takes."""

    status = 413
    type = "too-large"
    title = {"nl": "De inhoud is te groot", "en": "The body is too large"}
    detail = {
        "nl": "Hier mag de inhoud hoogstens {limit} zijn. Stuur het in kleinere delen.",
        "en": "The body may be at most {limit} here. Send it in smaller parts.",
    }


class Unauthenticated(Problem):
    """No token, or one that is not ours, has expired or was changed."""

    status = 401
    type = "unauthenticated"
    title = {"nl": "Je bent niet aangemeld", "en": "You are not signed in"}
    detail = {
        "nl": "Stuur een geldig token mee als 'Authorization: Bearer …'; een token krijg je via POST /v1/auth/token.",
        "en": "Send a valid token as 'Authorization: Bearer …'; POST /v1/auth/token gives one.",
    }
    headers = {"WWW-Authenticate": 'Bearer realm="eigenwijs"'}


class Forbidden(Problem):
    """The token lacks the scope."""

    status = 403
    type = "missing-scope"
    title = {"nl": "Dit mag je niet", "en": "You may not do this"}
    detail = {
        "nl": "Hiervoor is het recht '{scope}' nodig, en dat heeft dit token niet.",
        "en": "This takes the scope '{scope}', which this token does not have.",
    }


class NotFound(Problem):
    """It does not exist, or it is out of the caller's reach: the answer is the same."""

    status = 404
    type = "not-found"
    title = {"nl": "Niet gevonden", "en": "Not found"}
    detail = {"nl": "Dit bestaat niet, of niet voor jou.", "en": "This does not exist, or not for you."}


class Conflict(Problem):
    """The request is fine, but not with what is there already."""

    status = 409
    type = "conflict"
    title = {"nl": "Dit botst met wat er al is", "en": "This conflicts with what is there"}


class PreconditionFailed(Problem):
    """`If-Match` names another version than the present one."""

    status = 412
    type = "changed-meanwhile"
    title = {"nl": "Intussen veranderd", "en": "Changed meanwhile"}
    detail = {
        "nl": "Iemand anders heeft dit intussen veranderd. Haal het opnieuw op en probeer het nog eens.",
        "en": "Somebody else changed this meanwhile. Fetch it again and retry.",
    }


class NotAllowed(Problem):
    """The path exists, the method does not."""

    status = 405
    type = "method-not-allowed"
    title = {"nl": "Dat kan hier niet", "en": "Not possible here"}
    detail = {"nl": "Deze methode bestaat hier niet.", "en": "This method does not exist here."}


class DiskFull(Problem):
    """There is no room for what was asked (RFC 4918 §11.5)."""

    status = 507
    type = "disk-full"
    title = {"nl": "De schijf is vol", "en": "The disk is full"}
    detail = {
        "nl": "De schijf van Eigenwijs is vol; er is niets gemaakt en niets veranderd. Vraag je beheerder om ruimte.",
        "en": "The disk of Eigenwijs is full; nothing was made and nothing changed. Ask whoever runs it for room.",
    }


class Unavailable(Problem):
    """Something we need is away for a moment; nothing was changed."""

    status = 503
    type = "unavailable"
    title = {"nl": "Even niet bereikbaar", "en": "Briefly unavailable"}
    detail = {
        "nl": "Dit onderdeel is even niet bereikbaar; er is niets veranderd. Probeer het zo nog eens.",
        "en": "This part is briefly unavailable; nothing was changed. Please retry in a few seconds.",
    }
    headers = {"Retry-After": "2"}


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: which problems it may answer with, beside those every route may."""
    found: dict[int | str, dict[str, Any]] = {}
    every: tuple[type[Problem], ...] = (Unauthenticated, Forbidden, Invalid, *kinds)
    for kind in every:
        known = found.get(kind.status)
        said = f"`{kind.type}`: {kind.title['en']}"
        found[kind.status] = {
            "description": f"{known['description']}; {said}" if known else said,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found
