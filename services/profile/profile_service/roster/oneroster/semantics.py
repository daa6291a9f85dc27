"""Rules that hold between the values of one row; asked only of rows whose values are each well-formed."""

import re
from collections.abc import Mapping
from uuid import UUID

from profile_service.roster.oneroster.tables import LINE_ITEMS, SCALES
from profile_service.roster.oneroster.values import list_items

_MAPPING = re.compile(r"\{[^{}:]+:[^{}:]+\}")
_OBJECTIVES = ("lineItemLearningObjectiveIds.csv", "resultLearningObjectiveIds.csv")
_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")

CHECKED_FILES = frozenset((LINE_ITEMS, SCALES, *_OBJECTIVES))


def fault_between(file: str, values: Mapping[str, str]) -> tuple[str, str] | None:
    """Code and column of what is wrong, or None."""
    if file == LINE_ITEMS and _is_empty_range(values["resultValueMin"], values["resultValueMax"]):
        return "semantic.invalid_score_range", "resultValueMin"
    if file == SCALES and not all(map(_MAPPING.fullmatch, list_items(values["scoreScaleValue"]))):
        return "semantic.invalid_score_scale_mapping", "scoreScaleValue"
    if file in _OBJECTIVES and values["source"] == "case" and not case_item_id(values["learningObjectiveId"]):
        return "semantic.invalid_case_learning_objective_id", "learningObjectiveId"
    return None


def case_item_id(learning_objective_id: str) -> UUID | None:
    """The CFItem that a learning objective of source `case` names: a UUID as URN, or bare as many systems write it."""
    match = _UUID.fullmatch(learning_objective_id)
    return UUID(match[1]) if match else None


def _is_empty_range(lowest: str, highest: str) -> bool:
    return bool(lowest and highest) and float(lowest) > float(highest)
