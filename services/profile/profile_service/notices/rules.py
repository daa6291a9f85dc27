"""Which notice is for whom: pure."""

import re
from collections.abc import Collection

from eigenwijs_shared.auth import Role
from profile_service.notices.texts import Audience


def audience_of(role: Role, grades: Collection[str]) -> Audience:
    """By the highest grade: up to groep 8 for 8+, vo-1 to vo-3 for 12+, beyond that 16+; adults get the parents'."""
    if role != "learner":
        return "parent"
    years = [int(found[1]) for grade in grades if (found := re.fullmatch(r"vo-(\d)", grade))]
    if any(year >= 4 for year in years) or any(grade.startswith("mbo") for grade in grades):
        return "16"
    return "12" if years else "8"
