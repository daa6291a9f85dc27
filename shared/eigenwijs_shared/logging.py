"""One line per happening: readable in a terminal, JSON on a server, the trace id on both."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.tracing import trace_id


def _with_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if current := trace_id():
        event["trace"] = current
    return event


_DETAIL = re.compile(r"DETAIL:.*")
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", re.IGNORECASE)
"""Pseudonyms of people are random (version 4); ids of things and facts are version 7 and stay."""


def _without_people(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = discreet(value)
    return event


def discreet(line: str) -> str:
    """PostgreSQL tells which row was in the way, a path whose it is: no line may say who somebody is."""
    return _ID.sub("(id)", _DETAIL.sub("DETAIL: (left out)", line))


class _Discreet(logging.Formatter):
    """What libraries log, uvicorn's tracebacks above all, in the form it had."""

    def __init__(self, form: logging.Formatter | None) -> None:
        super().__init__()
        self._form = form or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        return discreet(self._form.format(record))


def configure_logging(settings: ServiceSettings) -> None:
    """Set up structlog; library loggers speak through the standard one, from warnings up."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)
    for handler in (*logging.getLogger().handlers, *logging.getLogger("uvicorn").handlers):
        if not isinstance(handler.formatter, _Discreet):
            handler.setFormatter(_Discreet(handler.formatter))
    last: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _with_trace,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_people,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
