"""The front page: what this is, where the documentation is, how the services are. Dutch first."""

from collections.abc import Mapping
from html import escape
from typing import Any

from eigenwijs_shared.errors import Language
from gateway_service.front.schemas import HealthOut

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "what": "Eigenwijs: leerlingen werken op hun eigen wijze en in hun eigen tempo aan leerdoelen.",
        "docs": "Documentatie van de API",
        "openapi": "OpenAPI 3.1, voor ontwikkelaars",
        "asyncapi": "AsyncAPI 3, de gebeurtenissen",
        "health": "Hoe het met de onderdelen is",
        "ready": "werkt",
        "away": "even niet bereikbaar",
    },
    "en": {
        "what": "Eigenwijs: learners work towards learning goals in their own way and at their own pace.",
        "docs": "Documentation of the API",
        "openapi": "OpenAPI 3.1, for developers",
        "asyncapi": "AsyncAPI 3, the events",
        "health": "How the parts are",
        "ready": "working",
        "away": "briefly unavailable",
    },
}
_LINKS = {"docs": "/docs", "openapi": "/openapi.json", "asyncapi": "/asyncapi.json", "health": "/health"}


def as_json(health: HealthOut, language: Language) -> dict[str, Any]:
    said = health.model_dump(by_alias=True)
    return {"name": "Eigenwijs", "description": _WORDS[language]["what"], "links": _LINKS, **said}


def as_text(health: HealthOut, language: Language) -> str:
    words = _WORDS[language]
    links = [f"{words[name]}: {path}" for name, path in _LINKS.items()]
    services = [f"  {one.service}: {words['ready' if one.ready else 'away']}" for one in health.services]
    return "\n".join([words["what"], "", *links, *services, ""])


def as_html(health: HealthOut, language: Language) -> str:
    words = _WORDS[language]
    links = "".join(f'<li><a href="{path}">{escape(words[name])}</a>' for name, path in _LINKS.items())
    services = "".join(
        f"<li>{one.service}: {escape(words['ready' if one.ready else 'away'])}" for one in health.services
    )
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Eigenwijs</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:1.1em/1.6 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em}</style>"
        f"<h1>Eigenwijs</h1><p>{escape(words['what'])}</p><ul>{links}</ul><ul>{services}</ul></html>"
    )
