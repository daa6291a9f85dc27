"""The numbers by which the code decides, read from the modules that use them: no paper keeps a copy. Pure."""

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any

from recommend_service.cards import assigned, leaving, picture, recalling, resting, scoring, selection
from recommend_service.cards import rules as card_rules
from recommend_service.mastery import gates, sufficiency
from recommend_service.mastery import rules as mastery_rules
from recommend_service.overrides import rules as override_rules
from recommend_service.register import rules as register_rules
from recommend_service.reviews import rules as review_rules
from recommend_service.watches import alarms, looked_at
from recommend_service.watches import rules as watch_rules

DECIDING: Sequence[ModuleType] = (
    mastery_rules, gates, sufficiency, card_rules, scoring, selection, picture, assigned, leaving, recalling, resting,
    review_rules, watch_rules, looked_at, alarms, override_rules, register_rules,
)  # fmt: skip


def numbers() -> Iterator[tuple[str, str, Any]]:
    """(module, name, value) of every constant that is a number, a time, or made of those; in the order of the code."""
    for module in DECIDING:
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
