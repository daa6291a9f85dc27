"""One line per happening: readable in a terminal, JSON on a server, the trace id on both."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.tracing import trace_id


def _with_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if current := trace_id():
        event["trace"] = current
    return event


def configure_logging(settings: ServiceSettings) -> None:
    """Set up structlog; library loggers speak through the standard one, from warnings up."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)
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
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
