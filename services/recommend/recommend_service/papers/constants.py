"""The numbers by which the code decides, read from the modules that use them: no paper keeps a copy. Pure."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import recommend_service
from recommend_service.cards import scoring

ALSO = (
    *("mastery.known", "mastery.gates", "mastery.sufficiency", "model.attempt", "model.difficulties", "model.readout"),
    "model.trees",
    *("models.actions", "models.views", "watches.looked_at", "watches.alarms"),
)
"""Modules that decide beside all that are called `rules`, and all of `cards`."""
_TELLING = ("routes", "actions", "store", "schemas", "views", "words", "announcers", "group", "truth")
"""Modules of `cards` that decide nothing."""


@cache
def deciding() -> Sequence[ModuleType]:
    """In the order of their names: where a number moves to another module of these it stays in the papers."""
    within = f"{recommend_service.__name__}."
    every = {one.name.removeprefix(within) for one in pkgutil.walk_packages(recommend_service.__path__, within)}
    cards = {name for name in every if name.startswith("cards.") and name.partition(".")[2] not in _TELLING}
    rules = {name for name in every if name.endswith(".rules")}
    return [import_module(within + name) for name in sorted({*rules, *cards, *ALSO})]


def numbers() -> Iterator[tuple[str, str, Any]]:
    """(module, name, value) of every constant that is a number, a time, or made of those; in the order of the code."""
    for module in deciding():
        place = module.__name__.removeprefix("recommend_service.")
        for name in _assigned(module):
            value = getattr(module, name)
            if name.isupper() and _is_number(value) and value is not scoring.WEIGHTS:  # those have a table of their own
                yield place, name, value


def _assigned(module: ModuleType) -> Iterator[str]:
    """Names that this module itself gives a value to, at its top."""
    for statement in ast.parse(inspect.getsource(module)).body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def _is_number(value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool(value) and all(map(_is_number, value.values()))
    if isinstance(value, tuple):
        return bool(value) and all(map(_is_number, value))
    return isinstance(value, int | float | timedelta) and not isinstance(value, bool)
